//! A whole log in memory, as a store would keep it, for the tests of this folder.
//!
//! Everything is made from numbers, so that every run sees the same log.

use std::collections::BTreeMap;
use std::convert::Infallible;

use ed25519_dalek::SigningKey;
use ledger::{
    Anchor, Checkpoint, Entry, Fault, Frontier, Hash, NoteSigner, StoredEntry, Subject, Tile,
    Verified, VerifierKey, VerifyError, clear_to_sign, commitment, leaf_hash, verify_log,
};

pub(crate) const ORIGIN: &str = "bugs.example.org/log/acme";

/// What a store keeps of a log.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub entries: Vec<Vec<u8>>,
    pub leaves: Vec<Vec<u8>>,
    pub bodies: Vec<Option<Vec<u8>>>,
    pub tiles: BTreeMap<Tile, Vec<u8>>,
    pub frontier: Vec<u8>,
    pub checkpoints: Vec<Vec<u8>>,
    /// Hashes of all complete subtrees, by level.
    pub nodes: Vec<Vec<Hash>>,
}

pub(crate) fn signer(origin: &str, seed: u8) -> NoteSigner {
    NoteSigner::new(origin, SigningKey::from_bytes(&[seed; 32])).unwrap()
}

pub(crate) fn keys() -> Vec<VerifierKey> {
    vec![signer(ORIGIN, 1).verifier().clone()]
}

/// The sealed body of entry `n`, as opaque bytes.
pub(crate) fn body(n: u64) -> Vec<u8> {
    format!("sealed body {n}").into_bytes()
}

pub(crate) fn entry(n: u64) -> Entry {
    Entry {
        act: "report-received".into(),
        subject: Subject::Case {
            case: format!("0192f0c1-7a2b-7c3d-8e4f-{:012x}", n / 3),
            seq: n % 3,
            visibility: "both".into(),
        },
        event: format!("0192f0c1-7a2b-7c3d-9e4f-{n:012x}"),
        happened: 1_792_766_220 + i64::try_from(n).unwrap(),
        learned: 1_792_766_220 + i64::try_from(n).unwrap(),
        recorded: 1_792_766_221 + i64::try_from(n).unwrap(),
        actor: "reporter-3f2a".into(),
        commit: Some(commitment(&[7; 32], &n.to_be_bytes())),
        sealed: Some(Hash::of(&[&body(n)])),
        policy: Some(Hash::of(&[b"policy"])),
    }
}

impl Stored {
    /// A log of real entries, signed at each of these sizes.
    pub(crate) fn of_cases(size: u64, signed_at: &[u64]) -> Self {
        let entries = (0..size).map(|n| (entry(n).to_bytes().unwrap(), Some(body(n))));
        Self::of(entries, signed_at)
    }

    /// A log of short entries without bodies.
    pub(crate) fn of_numbers(size: u64, signed_at: &[u64]) -> Self {
        Self::of((0..size).map(|n| (format!("entry {n}").into_bytes(), None)), signed_at)
    }

    pub(crate) fn of(
        given: impl IntoIterator<Item = (Vec<u8>, Option<Vec<u8>>)>,
        signed_at: &[u64],
    ) -> Self {
        let (entries, bodies): (Vec<_>, Vec<_>) = given.into_iter().unzip();
        let mut frontier = Frontier::new();
        let mut nodes = vec![Vec::new(); 64];
        let mut open = BTreeMap::<(u8, u64), Vec<u8>>::new();
        let mut heads = Vec::new();
        let mut leaves = Vec::new();
        for entry in &entries {
            let leaf = leaf_hash(entry);
            leaves.push(leaf.as_bytes().to_vec());
            frontier
                .append_with(leaf, |level, index, hash| {
                    nodes[usize::from(level)].push(hash);
                    if let Some(slot) = Tile::slot_of(level, index) {
                        open.entry((slot.tile_level, slot.tile_index))
                            .or_default()
                            .extend_from_slice(hash.as_bytes());
                    }
                })
                .unwrap();
            if signed_at.contains(&frontier.size()) {
                heads.push(Checkpoint::new(ORIGIN, frontier.size(), frontier.root()).unwrap());
            }
        }
        let tiles = open
            .into_iter()
            .map(|((level, index), bytes)| {
                let width = u16::try_from(bytes.len() / Hash::BYTES).unwrap();
                (Tile::new(level, index, width).unwrap(), bytes)
            })
            .collect();
        let mut stored = Self {
            entries,
            leaves,
            bodies,
            tiles,
            frontier: frontier.to_bytes(),
            checkpoints: Vec::new(),
            nodes,
        };
        stored.checkpoints = heads.into_iter().map(|head| stored.sign(head)).collect();
        stored
    }

    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.entries.len()).unwrap()
    }

    /// The hash of a complete subtree.
    pub(crate) fn node(&self, level: u8, index: u64) -> Result<Hash, Infallible> {
        Ok(self.nodes[usize::from(level)][usize::try_from(index).unwrap()])
    }

    pub(crate) fn root_at(&self, size: u64) -> Hash {
        ledger::root_at(size, |level, index| self.node(level, index)).unwrap()
    }

    pub(crate) fn head(&self) -> Checkpoint {
        Checkpoint::new(ORIGIN, self.size(), self.root_at(self.size())).unwrap()
    }

    pub(crate) fn sign(&self, head: Checkpoint) -> Vec<u8> {
        let signer = signer(ORIGIN, 1);
        let cleared = clear_to_sign(&[], head, |level, index| self.node(level, index)).unwrap();
        cleared.sign(&[&signer]).unwrap().to_string().into_bytes()
    }

    pub(crate) fn verify(&self) -> Result<Verified, Fault> {
        self.verify_against(&[])
    }

    pub(crate) fn verify_against(&self, anchors: &[Anchor]) -> Result<Verified, Fault> {
        let rows = self.entries.iter().zip(&self.leaves).zip(&self.bodies);
        let entries = rows.map(|((entry, leaf), sealed)| {
            Ok::<_, Infallible>(StoredEntry { entry, leaf, sealed: sealed.as_ref() })
        });
        let tile = |tile: Tile| Ok(self.tiles.get(&tile));
        verify_log(entries, tile, &self.frontier, &self.checkpoints, anchors, &keys()).map_err(
            |error| match error {
                VerifyError::Fault(fault) => fault,
                VerifyError::Read(never) => match never {},
            },
        )
    }
}
