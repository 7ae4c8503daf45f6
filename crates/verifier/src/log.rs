//! A whole log as a static tree of files (C2SP tlog-tiles), from its entries up.
//!
//! Every bundle is hashed anew and every tile compared, the bottom level first. Of the hashes only those
//! of full tiles are kept, one for 256 entries, and the leaves next to where a signed head ends; from these
//! the roots of all heads are computed by the definition of RFC 6962 §2.1. An older head is therefore not
//! compared by a proof but by its entries.

use std::collections::BTreeMap;

use crate::fault::{Fault, Unverified};
use crate::hash::Hash;
use crate::note::{Head, Key, Witness};

/// Entries of a full bundle, and hashes of a full tile.
const WIDTH: u64 = 256;

/// No file of a log is larger: a bundle of 256 entries of 65 535 bytes, each behind two bytes of length.
pub const MAX_FILE_BYTES: u64 = 256 * 65_537;

/// What holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFacts {
    /// The head that holds.
    pub head: Head,
    /// Sizes of the older heads that it continues, in the order given.
    pub older: Vec<u64>,
    /// How many tiles were compared.
    pub tiles: u64,
}

/// What is kept of the tree while it is read.
#[derive(Default)]
struct Kept {
    /// The hashes of full subtrees: of 256 entries, of 65 536, …
    full: Vec<Vec<Hash>>,
    /// The leaves of the bundles in which a head ends, by bundle.
    leaves: BTreeMap<u64, Vec<Hash>>,
}

/// Verifies a log. `read` gives the bytes of a file by its path (`tile/0/000`), or nothing when there is
/// none; `older` are names and bytes of checkpoints kept from earlier. Every one of `witnesses` must have
/// cosigned the newest head.
pub fn verify_log<E>(
    mut read: impl FnMut(&str) -> Result<Option<Vec<u8>>, E>,
    key: &Key,
    older: &[(String, Vec<u8>)],
    witnesses: &[Witness],
) -> Result<LogFacts, Unverified<E>> {
    let mut file =
        |path: &str| read(path).map_err(|why| Unverified::Read { path: path.to_owned(), why });
    if let Some(vkey) = file("vkey")?
        && vkey != format!("{}\n", key.text()).as_bytes()
    {
        return Err(Fault::OtherKey.into());
    }
    let missing = |path: &str, entry| Fault::Missing { path: path.to_owned(), entry };
    let note = file("checkpoint")?.ok_or_else(|| missing("checkpoint", 0))?;
    let head = Head::open("checkpoint", &note, key, witnesses)?;
    let older: Vec<Head> = older
        .iter()
        .map(|(name, note)| Head::open(name, note, key, &[]))
        .collect::<Result<_, _>>()?;
    let size = head.size;
    if let Some(ahead) = older.iter().find(|older| older.size > size) {
        return Err(Fault::RolledBack { older: ahead.size, size }.into());
    }
    let mut heads: Vec<&Head> = older.iter().chain([&head]).collect();
    heads.sort_by_key(|head| head.size);

    let mut kept = Kept::default();
    let mut tiles = 0;
    // The bottom: entries against their hashes.
    let mut blocks = Vec::new();
    for bundle in 0..size.div_ceil(WIDTH) {
        let from = bundle * WIDTH;
        let width = WIDTH.min(size - from);
        let place = place(bundle, width);
        let (tile_path, path) = (format!("tile/0/{place}"), format!("tile/entries/{place}"));
        let tile = file(&tile_path)?.ok_or_else(|| missing(&tile_path, from))?;
        let hashes = hashes(&tile, width, &tile_path, from)?;
        let bytes = file(&path)?.ok_or_else(|| missing(&path, from))?;
        check_bundle(&bytes, hashes, from, &path, &tile_path)?;
        tiles += 1;
        let leaves: Vec<Hash> = hashes.iter().copied().map(Hash).collect();
        if width == WIDTH {
            blocks.push(root(&leaves));
        }
        if heads.iter().any(|head| head.size / WIDTH == bundle) {
            kept.leaves.insert(bundle, leaves);
        }
    }
    // Above: each level's tiles against the level below.
    while !blocks.is_empty() {
        let level = kept.full.len() + 1;
        let mut above = Vec::new();
        for (index, run) in (0_u64..).zip(blocks.chunks(256)) {
            let width = u64::try_from(run.len()).unwrap_or(WIDTH);
            let path = format!("tile/{level}/{}", place(index, width));
            let covers = WIDTH.pow(u32::try_from(level).unwrap_or(7));
            let from = index * WIDTH * covers;
            let tile = file(&path)?.ok_or_else(|| missing(&path, from))?;
            for (at, (found, hash)) in
                (0_u64..).zip(hashes(&tile, width, &path, from)?.iter().zip(run))
            {
                if *found != hash.0 {
                    let entry = from + at * covers;
                    return Err(Fault::Tile { path, entry, last: entry + covers - 1 }.into());
                }
            }
            tiles += 1;
            if width == WIDTH {
                above.push(root(run));
            }
        }
        kept.full.push(blocks);
        blocks = above;
    }
    let mut fits = 0;
    for head in heads {
        if kept.root_of(0, head.size) != Some(head.root) {
            return Err(Fault::Root { size: head.size, fits }.into());
        }
        fits = head.size;
    }
    let older = older.iter().map(|head| head.size).collect();
    Ok(LogFacts { head, older, tiles })
}

/// Compares the entries of a bundle with the hashes of its tile, one after the other, so that the first
/// that differs is named even if its length was changed.
fn check_bundle(
    bytes: &[u8],
    hashes: &[[u8; 32]],
    from: u64,
    path: &str,
    tile: &str,
) -> Result<(), Fault> {
    let mut rest = bytes;
    let mut entry = from;
    for hash in hashes {
        let next = rest.split_first_chunk::<2>().and_then(|(length, rest)| {
            rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
        });
        let (body, after) = next.ok_or_else(|| Fault::CutOff { path: path.to_owned(), entry })?;
        if Hash::leaf(body).0 != *hash {
            return Err(Fault::Entry { entry, tile: tile.to_owned() });
        }
        rest = after;
        entry += 1;
    }
    if rest.is_empty() { Ok(()) } else { Err(Fault::Trailing { path: path.to_owned(), entry }) }
}

/// The hashes in the bytes of a tile.
fn hashes<'a>(
    bytes: &'a [u8],
    width: u64,
    path: &str,
    entry: u64,
) -> Result<&'a [[u8; 32]], Fault> {
    let expected = usize::try_from(width * 32).unwrap_or(usize::MAX);
    if bytes.len() == expected {
        Ok(bytes.as_chunks::<32>().0)
    } else {
        let (path, found) = (path.to_owned(), bytes.len());
        Err(Fault::TileBytes { path, expected, found, entry })
    }
}

/// Where a tile is kept: groups of three digits, all but the last behind an x; the width if partial.
fn place(index: u64, width: u64) -> String {
    let mut place = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        place = format!("x{:03}/{place}", rest % 1000);
        rest /= 1000;
    }
    if width == WIDTH { place } else { format!("{place}.p/{width}") }
}

/// MTH of RFC 6962 §2.1 over hashes of subtrees of one size.
fn root(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::of(&[]),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len().next_power_of_two() / 2);
            Hash::node(&root(left), &root(right))
        }
    }
}

impl Kept {
    /// MTH of RFC 6962 §2.1 over the entries `from..upto`. Nothing only if a hash was not kept.
    fn root_of(&self, from: u64, upto: u64) -> Option<Hash> {
        let count = upto.checked_sub(from)?;
        if count < WIDTH {
            if count == 0 {
                return Some(root(&[]));
            }
            let leaves = self.leaves.get(&(from / WIDTH))?;
            let at = usize::try_from(from % WIDTH).ok()?;
            return leaves.get(at..at + usize::try_from(count).ok()?).map(root);
        }
        // The largest subtree whose hash was kept, if the range is one.
        for (hashes, level) in self.full.iter().zip(1_u32..) {
            if WIDTH.checked_pow(level) == Some(count) && from.is_multiple_of(count) {
                return hashes.get(usize::try_from(from / count).ok()?).copied();
            }
        }
        let middle = from + (count.next_power_of_two() / 2);
        Some(Hash::node(&self.root_of(from, middle)?, &self.root_of(middle, upto)?))
    }
}
