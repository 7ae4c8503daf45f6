//! Full verification: rehash every entry, compare every stored hash, tile, frontier and checkpoint, and
//! name the first thing that does not fit.
//!
//! Spot proofs do not notice a changed byte off their path; this does. [`LogCheck`] takes the log piece
//! by piece and keeps at most one tile of each level, so its memory does not grow with the log;
//! [`verify_log`] drives it over iterators and closures.

use std::collections::{BTreeMap, VecDeque};

use crate::anchor::Anchor;
use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::entry::{CommitError, Entry, EntryError, MAX_ENTRY_BYTES};
use crate::frontier::{Frontier, FrontierError};
use crate::hash::{Hash, HashError, leaf_hash};
use crate::note::VerifierKey;
use crate::tile::{TILE_WIDTH, Tile};

/// The first thing in a stored log that does not fit. Entries are counted from 0, as in proofs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An entry and the leaf hash beside it.
    #[error("entry {index} does not hash to the leaf stored for it")]
    Leaf {
        /// Which entry.
        index: u64,
    },
    /// A stored leaf hash that is not 32 bytes.
    #[error("the leaf stored for entry {index} is not a hash: {why}")]
    LeafBytes {
        /// Which entry.
        index: u64,
        /// What is wrong with it.
        why: HashError,
    },
    /// An entry too large to be one.
    #[error("entry {index} has {found} bytes; an entry has at most {MAX_ENTRY_BYTES}")]
    EntryTooLarge {
        /// Which entry.
        index: u64,
        /// How many bytes it has.
        found: usize,
    },
    /// An entry with a sealed body that is not canonical.
    #[error("entry {index} cannot be read: {why}")]
    Entry {
        /// Which entry.
        index: u64,
        /// What is wrong with it.
        why: EntryError,
    },
    /// A sealed body that is not the one committed to.
    #[error("entry {index}: {why}")]
    Sealed {
        /// Which entry.
        index: u64,
        /// Which commitment does not hold.
        why: CommitError,
    },
    /// The log cannot grow further.
    #[error("entry {index} is one too many: {why}")]
    Full {
        /// Which entry.
        index: u64,
        /// Why it cannot be appended.
        why: FrontierError,
    },
    /// A tile the log must have.
    #[error("{tile} is missing")]
    TileMissing {
        /// Which tile.
        tile: Tile,
    },
    /// A tile of the wrong length.
    #[error("{tile} must have {expected} bytes and has {found}")]
    TileBytes {
        /// Which tile.
        tile: Tile,
        /// How many bytes it must have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A tile that holds another hash than the entries have.
    #[error("{tile} does not hold the hash of {}", Range { from: *from, upto: *upto })]
    Tile {
        /// Which tile.
        tile: Tile,
        /// The first entry under the hash that differs.
        from: u64,
        /// The first entry after it.
        upto: u64,
    },
    /// The stored frontier is not one.
    #[error("{0}")]
    FrontierBytes(FrontierError),
    /// The stored frontier counts other entries.
    #[error("the stored frontier is of {found} entries, but {expected} are stored")]
    FrontierSize {
        /// How many entries are stored.
        expected: u64,
        /// How many the frontier counts.
        found: u64,
    },
    /// The stored frontier has another hash.
    #[error("the stored frontier does not hold the hash of {}", Range { from: *from, upto: *upto })]
    Frontier {
        /// The first entry under the hash that differs.
        from: u64,
        /// The first entry after it.
        upto: u64,
    },
    /// A checkpoint that cannot be read or believed.
    #[error("checkpoint {number} (counted from 1) does not hold: {why}")]
    Checkpoint {
        /// Which checkpoint, in the order given, from 1.
        number: u64,
        /// What is wrong with it.
        why: CheckpointError,
    },
    /// Two signed or anchored heads of one size with two roots.
    #[error("two heads were signed for {size} entries, with different roots: the log was forked")]
    Forked {
        /// The size of both.
        size: u64,
    },
    /// Checkpoints or anchors of two logs.
    #[error("heads of two logs are mixed: {one} and {other}")]
    Mixed {
        /// One origin.
        one: String,
        /// The other.
        other: String,
    },
    /// A signed or anchored head has another root than the entries.
    #[error(
        "{} do not fit the head that was signed for {size} entries: one of them was changed, added or \
         left out, and every stored hash with it",
        Range { from: *fits, upto: *size }
    )]
    Head {
        /// The size of the head.
        size: u64,
        /// The size of the last head before it that fits, 0 if none.
        fits: u64,
    },
    /// A signed or anchored head counts more entries than are stored.
    #[error(
        "a head was signed for {size} entries, but {stored} are stored: the log was cut off or rolled back"
    )]
    CutOff {
        /// The size of the head.
        size: u64,
        /// How many entries are stored.
        stored: u64,
    },
}

/// "entry 5" or "entries 5 to 9".
struct Range {
    from: u64,
    upto: u64,
}

impl core::fmt::Display for Range {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let last = self.upto.saturating_sub(1);
        if self.from >= last {
            write!(f, "entry {last}")
        } else {
            write!(f, "entries {} to {last}", self.from)
        }
    }
}

/// One stored entry, with what is stored beside it.
#[derive(Debug, Clone, Copy)]
pub struct StoredEntry<B> {
    /// The canonical bytes of the entry.
    pub entry: B,
    /// The leaf hash stored for it: 32 bytes.
    pub leaf: B,
    /// The sealed body, if the entry commits to one and it has not been erased.
    pub sealed: Option<B>,
}

/// Whether the log to be checked has stored tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tiles {
    /// Every tile is stored and will be compared.
    Stored,
    /// There are only entries and leaf hashes.
    Absent,
}

/// What was found in a log that fits in every part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries the log has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// How many of the entries the largest head covers that was signed or anchored. Entries after it
    /// are consistent with what is stored beside them, but no signature vouches for them yet.
    pub signed_size: u64,
    /// How many checkpoints were given, all of which hold.
    pub checkpoints: u64,
    /// How many tiles were compared.
    pub tiles: u64,
    /// How many sealed bodies were compared.
    pub bodies: u64,
}

/// A check of one log, fed in order: the heads, then the entries from the first to the last. After
/// every entry the tiles it completed are due ([`LogCheck::due_tile`]); [`LogCheck::end_of_entries`]
/// makes the partial ones due; [`LogCheck::finish`] compares the frontier.
#[derive(Debug)]
pub struct LogCheck {
    keys: Vec<VerifierKey>,
    tiles: Tiles,
    /// Roots by size, as signed or anchored.
    heads: BTreeMap<u64, Hash>,
    origin: Option<String>,
    frontier: Frontier,
    /// The hashes of the last tile of each level.
    open: [Vec<u8>; 8],
    due: VecDeque<(Tile, Vec<u8>)>,
    /// The size of the last head that fitted.
    fits: u64,
    checkpoints: u64,
    compared: u64,
    bodies: u64,
}

impl LogCheck {
    /// A check with the keys of the log.
    #[must_use]
    pub fn new(keys: &[VerifierKey], tiles: Tiles) -> Self {
        Self {
            keys: keys.to_vec(),
            tiles,
            heads: BTreeMap::new(),
            origin: None,
            frontier: Frontier::new(),
            open: Default::default(),
            due: VecDeque::new(),
            fits: 0,
            checkpoints: 0,
            compared: 0,
            bodies: 0,
        }
    }

    /// Takes a signed checkpoint. All must be given before the first entry.
    pub fn checkpoint(&mut self, note: &[u8]) -> Result<(), Fault> {
        self.checkpoints += 1;
        let head = Checkpoint::open(note, &self.keys)
            .map_err(|why| Fault::Checkpoint { number: self.checkpoints, why })?;
        self.anchor(&Anchor::from(&head))
    }

    /// Takes a head that somebody saw signed. All must be given before the first entry.
    pub fn anchor(&mut self, head: &Anchor) -> Result<(), Fault> {
        let origin = self.origin.get_or_insert_with(|| head.origin.clone());
        if *origin != head.origin {
            return Err(Fault::Mixed { one: origin.clone(), other: head.origin.clone() });
        }
        if *self.heads.entry(head.size).or_insert(head.root) != head.root {
            return Err(Fault::Forked { size: head.size });
        }
        Ok(())
    }

    /// Takes the next entry, rehashes it and compares what is stored beside it, and the head of the
    /// size it reaches.
    pub fn entry<B: AsRef<[u8]>>(&mut self, stored: &StoredEntry<B>) -> Result<(), Fault> {
        let index = self.frontier.size();
        let bytes = stored.entry.as_ref();
        if bytes.len() > MAX_ENTRY_BYTES {
            return Err(Fault::EntryTooLarge { index, found: bytes.len() });
        }
        let kept = Hash::from_slice(stored.leaf.as_ref())
            .map_err(|why| Fault::LeafBytes { index, why })?;
        let leaf = leaf_hash(bytes);
        if leaf != kept {
            return Err(Fault::Leaf { index });
        }
        if let Some(body) = &stored.sealed {
            let entry = Entry::from_bytes(bytes).map_err(|why| Fault::Entry { index, why })?;
            entry.check_sealed(body.as_ref()).map_err(|why| Fault::Sealed { index, why })?;
            self.bodies += 1;
        }
        self.append(leaf).map_err(|why| Fault::Full { index, why })?;
        let size = self.frontier.size();
        if self.heads.get(&size).is_some_and(|root| *root != self.frontier.root()) {
            return Err(Fault::Head { size, fits: self.fits });
        }
        if self.heads.contains_key(&size) {
            self.fits = size;
        }
        Ok(())
    }

    fn append(&mut self, leaf: Hash) -> Result<(), FrontierError> {
        if self.tiles == Tiles::Absent {
            return self.frontier.append(leaf);
        }
        let (open, due) = (&mut self.open, &mut self.due);
        self.frontier.append_with(leaf, |level, index, hash| {
            let Some(slot) = Tile::slot_of(level, index) else { return };
            let Some(bytes) = open.get_mut(usize::from(slot.tile_level)) else { return };
            bytes.extend_from_slice(hash.as_bytes());
            if slot.position == u8::MAX
                && let Ok(tile) = Tile::new(slot.tile_level, slot.tile_index, TILE_WIDTH)
            {
                due.push_back((tile, core::mem::take(bytes)));
            }
        })
    }

    /// Says that no entry follows: compares the heads that are left and makes the partial tiles due.
    pub fn end_of_entries(&mut self) -> Result<(), Fault> {
        let stored = self.frontier.size();
        if let Some((size, _)) = self.heads.range(stored.saturating_add(1)..).next() {
            return Err(Fault::CutOff { size: *size, stored });
        }
        if self.heads.get(&0).is_some_and(|root| *root != Hash::of_empty_tree()) {
            return Err(Fault::Head { size: 0, fits: 0 });
        }
        for (level, bytes) in (0_u8..).zip(&mut self.open) {
            let index = stored.checked_shr(u32::from(level) * 8).unwrap_or(0) >> 8;
            if !bytes.is_empty()
                && let Some(tile) = Tile::in_tree(level, index, stored)
            {
                self.due.push_back((tile, core::mem::take(bytes)));
            }
        }
        Ok(())
    }

    /// The tile to be compared next, if one is due.
    #[must_use]
    pub fn due_tile(&self) -> Option<Tile> {
        self.due.front().map(|(tile, _)| *tile)
    }

    /// Compares the bytes stored for the tile that is due; `None` if none are stored.
    pub fn tile(&mut self, stored: Option<&[u8]>) -> Result<(), Fault> {
        let Some((tile, expected)) = self.due.pop_front() else { return Ok(()) };
        let Some(stored) = stored else { return Err(Fault::TileMissing { tile }) };
        if stored.len() != expected.len() {
            let (expected, found) = (expected.len(), stored.len());
            return Err(Fault::TileBytes { tile, expected, found });
        }
        let same = |(ours, theirs): (&u8, &u8)| ours == theirs;
        if let Some(byte) = expected.iter().zip(stored).position(|pair| !same(pair)) {
            let place = u64::try_from(byte / Hash::BYTES).unwrap_or(u64::MAX);
            let hash = tile.index() * u64::from(TILE_WIDTH) + place;
            let span = u32::from(tile.level()) * 8;
            return Err(Fault::Tile { tile, from: hash << span, upto: (hash + 1) << span });
        }
        self.compared += 1;
        Ok(())
    }

    /// Ends the check. `frontier` is the stored one, if the log has one.
    pub fn finish(mut self, frontier: Option<&[u8]>) -> Result<Verified, Fault> {
        // For a caller that left out a step: nothing passes unseen.
        self.end_of_entries()?;
        if let Some(tile) = self.due_tile() {
            return Err(Fault::TileMissing { tile });
        }
        let size = self.frontier.size();
        if let Some(bytes) = frontier {
            let stored = Frontier::from_bytes(bytes).map_err(Fault::FrontierBytes)?;
            if stored.size() != size {
                return Err(Fault::FrontierSize { expected: size, found: stored.size() });
            }
            let nodes = crate::proof::frontier_nodes(size);
            let pairs = self.frontier.nodes().iter().zip(stored.nodes()).zip(nodes);
            for ((ours, theirs), node) in pairs {
                if ours != theirs {
                    let (from, upto) = (node.index << node.level, (node.index + 1) << node.level);
                    return Err(Fault::Frontier { from, upto });
                }
            }
        }
        Ok(Verified {
            size,
            root: self.frontier.root(),
            signed_size: self.heads.last_key_value().map_or(0, |(size, _)| *size),
            checkpoints: self.checkpoints,
            tiles: self.compared,
            bodies: self.bodies,
        })
    }
}

/// Why a log could not be verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError<E> {
    /// It does not fit.
    #[error(transparent)]
    Fault(Fault),
    /// It could not be read.
    #[error(transparent)]
    Read(E),
}

impl<E> From<Fault> for VerifyError<E> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Verifies a whole stored log: `entries` from the first to the last, every tile as `tile` loads it
/// (`None`: not stored), the stored `frontier`, the signed `checkpoints` in any order, and the `anchors`
/// kept elsewhere. `keys` are the log's.
pub fn verify_log<B: AsRef<[u8]>, T: AsRef<[u8]>, C: AsRef<[u8]>, E>(
    entries: impl IntoIterator<Item = Result<StoredEntry<B>, E>>,
    mut tile: impl FnMut(Tile) -> Result<Option<T>, E>,
    frontier: &[u8],
    checkpoints: impl IntoIterator<Item = C>,
    anchors: &[Anchor],
    keys: &[VerifierKey],
) -> Result<Verified, VerifyError<E>> {
    let mut check = LogCheck::new(keys, Tiles::Stored);
    for note in checkpoints {
        check.checkpoint(note.as_ref())?;
    }
    for anchor in anchors {
        check.anchor(anchor)?;
    }
    let mut compare = |check: &mut LogCheck| -> Result<(), VerifyError<E>> {
        while let Some(due) = check.due_tile() {
            let stored = tile(due).map_err(VerifyError::Read)?;
            check.tile(stored.as_ref().map(AsRef::as_ref))?;
        }
        Ok(())
    };
    for entry in entries {
        check.entry(&entry.map_err(VerifyError::Read)?)?;
        compare(&mut check)?;
    }
    check.end_of_entries()?;
    compare(&mut check)?;
    Ok(check.finish(Some(frontier))?)
}
