//! Roots, proofs, tiles and notes compared with programs that others wrote: `tlog_tiles` and
//! `signed_note` (ports of Go's sumdb) and `ct-merkle`.

use std::collections::BTreeSet;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::{
    Checkpoint, Hash, SignedNote, Tile, VerifierKey, consistency_nodes, consistency_proof,
    frontier_nodes, inclusion_nodes, inclusion_proof, leaf_hash, tile_reader, verify_consistency,
    verify_inclusion,
};
use proptest::prelude::*;
use sha2::Sha256;

use crate::common::{ORIGIN, Stored, signer};

/// Around every power the tiles turn at, and the sizes that the format's text names.
const SIZES: [u64; 16] =
    [1, 2, 3, 4, 5, 7, 8, 127, 255, 256, 257, 511, 512, 65_535, 65_536, 70_000];

/// One log for all sizes: a smaller tree is a prefix of it.
fn log() -> &'static Stored {
    static LOG: std::sync::OnceLock<Stored> = std::sync::OnceLock::new();
    LOG.get_or_init(|| Stored::of_numbers(70_000, &[]))
}

/// Some entries of a tree: its ends, the edges of its subtrees, and some between.
fn some_below(size: u64) -> BTreeSet<u64> {
    let edges = (0..20).map(|level| 1_u64 << level);
    let near = edges.flat_map(|edge| [edge - 1, edge, edge + 1, size.saturating_sub(edge)]);
    near.chain([0, size / 3, size / 2, size - 1]).filter(|index| *index < size).collect()
}

struct Nodes(&'static Stored);

impl tlog_tiles::HashReader for Nodes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let split = indexes.iter().map(|index| tlog_tiles::split_stored_hash_index(*index));
        Ok(split.map(|(level, index)| theirs(&self.0.node(level, index).unwrap())).collect())
    }
}

fn theirs(hash: &Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

fn ours(proof: &[tlog_tiles::Hash]) -> Vec<Hash> {
    proof.iter().map(|hash| Hash::from_bytes(hash.0)).collect()
}

fn compare_with_tlog_tiles(size: u64, index: u64) {
    let log = log();
    let root = log.root_at(size);
    assert_eq!(theirs(&root), tlog_tiles::tree_hash(size, &Nodes(log)).unwrap());

    let proof = inclusion_proof(index, size, |l, i| log.node(l, i)).unwrap();
    assert_eq!(proof, ours(&tlog_tiles::prove_record(size, index, &Nodes(log)).unwrap()));
    let leaf = log.node(0, index).unwrap();
    assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root), Ok(()));

    let old = index + 1;
    let growth = consistency_proof(old, size, |l, i| log.node(l, i)).unwrap();
    assert_eq!(growth, ours(&tlog_tiles::prove_tree(size, old, &Nodes(log)).unwrap()));
    assert_eq!(verify_consistency(old, &log.root_at(old), size, &root, &growth), Ok(()));
}

#[test]
fn sec_11_roots_and_proofs_equal_those_of_tlog_tiles() {
    for size in SIZES {
        for index in some_below(size) {
            compare_with_tlog_tiles(size, index);
        }
    }
}

#[test]
fn sec_11_roots_and_proofs_equal_those_of_ct_merkle() {
    let log = log();
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for (entry, size) in log.entries.iter().zip(1..) {
        tree.push(entry.clone());
        if !SIZES.contains(&size) {
            continue;
        }
        let root = log.root_at(size);
        assert_eq!(tree.root().as_bytes().as_slice(), root.as_bytes());
        for index in some_below(size) {
            let proof = inclusion_proof(index, size, |l, i| log.node(l, i)).unwrap();
            let bytes = proof.iter().flat_map(|hash| *hash.as_bytes()).collect::<Vec<u8>>();
            let place = usize::try_from(index).unwrap();
            assert_eq!(tree.prove_inclusion(place).as_bytes(), bytes, "{index} of {size}");
            let old = index + 1;
            if old == size {
                continue;
            }
            let growth = consistency_proof(old, size, |l, i| log.node(l, i)).unwrap();
            let bytes = growth.iter().flat_map(|hash| *hash.as_bytes()).collect::<Vec<u8>>();
            let added = usize::try_from(size - old).unwrap();
            assert_eq!(tree.prove_consistency(added).as_bytes(), bytes, "{old} to {size}");
        }
    }
}

struct TileFiles(u64);

impl tlog_tiles::TileReader for TileFiles {
    fn height(&self) -> u8 {
        8
    }
    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let read = tiles.iter().map(|tile| {
            let path = tile.path().replacen("tile/8/", "tile/", 1);
            bytes_of(path.parse().unwrap(), self.0)
        });
        Ok(read.collect())
    }
    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

/// The bytes of a tile of the log when it had `size` entries.
fn bytes_of(tile: Tile, size: u64) -> Vec<u8> {
    assert_eq!(Tile::in_tree(tile.level(), tile.index(), size), Some(tile));
    let (_, whole) = log()
        .tiles
        .iter()
        .find(|(other, _)| (other.level(), other.index()) == (tile.level(), tile.index()))
        .unwrap();
    whole[..tile.byte_count()].to_vec()
}

#[test]
fn sec_11_the_tiles_are_those_that_tlog_tiles_reads_and_names() {
    for size in SIZES {
        let root = theirs(&log().root_at(size));
        let reader = TileFiles(size);
        let hashes = tlog_tiles::TileHashReader::new(size, root, &reader);
        for index in some_below(size) {
            let proof = tlog_tiles::prove_record(size, index, &hashes).unwrap();
            let load = |tile| Ok::<_, std::convert::Infallible>(bytes_of(tile, size));
            let our_proof = inclusion_proof(index, size, tile_reader(size, load)).unwrap();
            assert_eq!(our_proof, ours(&proof), "{index} of {size}");
        }
        let named = tlog_tiles::Tile::new_tiles(8, 0, size);
        let named: BTreeSet<_> =
            named.iter().map(|tile| tile.path().replacen("tile/8/", "tile/", 1)).collect();
        assert_eq!(Tile::all(size).map(|tile| tile.to_string()).collect::<BTreeSet<_>>(), named);
    }
}

#[test]
fn the_nodes_announced_for_a_proof_are_those_it_reads() {
    let log = log();
    for size in SIZES {
        for index in some_below(size) {
            let mut read = Vec::new();
            let mut reader = |level, index| {
                read.push((level, index));
                log.node(level, index)
            };
            inclusion_proof(index, size, &mut reader).unwrap();
            consistency_proof(index + 1, size, &mut reader).unwrap();
            let mut announced = inclusion_nodes(index, size).unwrap();
            announced.extend(consistency_nodes(index + 1, size).unwrap());
            let announced: Vec<_> = announced.iter().map(|n| (n.level, n.index)).collect();
            assert_eq!(read, announced);
        }
        let frontier =
            ledger::Frontier::of_leaves((0..size).map(|index| log.node(0, index).unwrap()))
                .unwrap();
        let nodes: Vec<_> = frontier_nodes(size)
            .iter()
            .map(|node| log.node(node.level, node.index).unwrap())
            .collect();
        assert_eq!(frontier.nodes(), nodes);
    }
}

#[test]
fn sec_11_notes_equal_those_of_signed_note() {
    use signed_note::{Signer as _, Verifiers as _};
    let ours = signer(ORIGIN, 9);
    let published = ours.verifier().to_string();
    let mut seed = vec![1];
    seed.extend([9; 32]);
    let secret = base64_of(&seed);
    let id = ours.verifier().id();
    let theirs =
        signed_note::StandardSigner::new(&format!("PRIVATE+KEY+{ORIGIN}+{id:08x}+{secret}"))
            .unwrap();
    assert_eq!((theirs.name(), theirs.key_id()), (ORIGIN, id));

    for size in SIZES {
        let text = Checkpoint::new(ORIGIN, size, log().root_at(size)).unwrap().to_string();
        let our_note = SignedNote::sign(&text, &[&ours]).unwrap();
        let mut their_note = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        their_note.add_sigs(&[&theirs]).unwrap();
        assert_eq!(our_note.to_string().into_bytes(), their_note.to_bytes());

        let known = signed_note::StandardVerifier::new(&published).unwrap();
        let list = signed_note::VerifierList::new(vec![Box::new(known)]);
        assert!(list.verifier(ORIGIN, id).is_ok());
        let read = signed_note::Note::from_bytes(our_note.to_string().as_bytes()).unwrap();
        let (valid, unknown) = read.verify(&list).unwrap();
        assert_eq!((valid.len(), unknown.len()), (1, 0));

        let key: VerifierKey = published.parse().unwrap();
        let read = SignedNote::parse(&their_note.to_bytes()).unwrap();
        assert_eq!(read.verify(std::slice::from_ref(&key)), Ok(vec![&key]));

        let checkpoint = tlog_tiles::Checkpoint::from_bytes(text.as_bytes()).unwrap();
        assert_eq!((checkpoint.origin(), checkpoint.size()), (ORIGIN, size));
        assert_eq!(checkpoint.to_bytes(), text.as_bytes());
    }
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sec_11_any_entry_of_any_tree_is_proven_as_tlog_tiles_proves_it(
        (size, index) in (1_u64..=70_000).prop_flat_map(|size| (Just(size), 0..size)),
    ) {
        compare_with_tlog_tiles(size, index);
    }

    #[test]
    fn sec_11_no_proof_holds_for_another_entry_size_root_or_length(
        (size, index) in (2_u64..=2_000).prop_flat_map(|size| (Just(size), 0..size)),
        other in 0_u64..2_000,
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let log = log();
        let root = log.root_at(size);
        let leaf = log.node(0, index).unwrap();
        let proof = inclusion_proof(index, size, |l, i| log.node(l, i)).unwrap();
        if other != index {
            prop_assert!(verify_inclusion(other, size, &leaf, &proof, &root).is_err());
        }
        prop_assert!(verify_inclusion(index, size, &leaf_hash(b"other"), &proof, &root).is_err());
        let mut bytes = *proof[at.index(proof.len())].as_bytes();
        bytes[at.index(32)] ^= flip;
        let mut changed = proof.clone();
        changed[at.index(proof.len())] = Hash::from_bytes(bytes);
        prop_assert!(verify_inclusion(index, size, &leaf, &changed, &root).is_err());
        prop_assert!(verify_inclusion(index, size, &leaf, &proof[1..], &root).is_err());
        let longer = [&proof[..], &[leaf]].concat();
        prop_assert!(verify_inclusion(index, size, &leaf, &longer, &root).is_err());
    }

    #[test]
    fn sec_11_no_consistency_proof_holds_for_another_tree(
        (size, old) in (2_u64..=2_000).prop_flat_map(|size| (Just(size), 1..size)),
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let log = log();
        let (root, old_root) = (log.root_at(size), log.root_at(old));
        let proof = consistency_proof(old, size, |l, i| log.node(l, i)).unwrap();
        let other = leaf_hash(b"other");
        prop_assert!(verify_consistency(old, &other, size, &root, &proof).is_err());
        prop_assert!(verify_consistency(old, &old_root, size, &other, &proof).is_err());
        prop_assert!(verify_consistency(old, &old_root, size, &root, &proof[1..]).is_err());
        let longer = [&proof[..], &[other]].concat();
        prop_assert!(verify_consistency(old, &old_root, size, &root, &longer).is_err());
        let mut bytes = *proof[at.index(proof.len())].as_bytes();
        bytes[at.index(32)] ^= flip;
        let mut changed = proof.clone();
        changed[at.index(proof.len())] = Hash::from_bytes(bytes);
        prop_assert!(verify_consistency(old, &old_root, size, &root, &changed).is_err());
    }

    #[test]
    fn a_proof_of_random_hashes_never_panics_and_never_holds(
        index in any::<u64>(),
        size in any::<u64>(),
        hashes in proptest::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let hashes: Vec<Hash> = hashes.into_iter().map(Hash::from_bytes).collect();
        let (leaf, root) = (leaf_hash(b"leaf"), leaf_hash(b"root"));
        prop_assert!(verify_inclusion(index, size, &leaf, &hashes, &root).is_err());
        prop_assert!(verify_consistency(index, &leaf, size, &root, &hashes).is_err());
    }
}
