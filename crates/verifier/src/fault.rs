//! What does not fit, in sentences that name the first entry concerned.
//!
//! Written without a derive, so that whoever reads this crate to trust it reads everything.

use core::fmt;

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The text given as a key is none.
    Key(&'static str),
    /// The folder holds another key than the one given.
    OtherKey,
    /// A signed note that cannot be read or believed.
    Note {
        /// Which one: a file's name.
        name: String,
        /// What is wrong.
        why: &'static str,
    },
    /// A witness whose cosignature was asked for did not cosign.
    NoCosignature {
        /// The name of its key.
        witness: String,
    },
    /// An older head counts more entries than the log has.
    RolledBack {
        /// How many it counts.
        older: u64,
        /// How many the log has.
        size: u64,
    },
    /// A file that the log must have.
    Missing {
        /// Its path.
        path: String,
        /// The first entry that it covers.
        entry: u64,
    },
    /// A tile of the wrong length.
    TileBytes {
        /// Its path.
        path: String,
        /// How many bytes it must have.
        expected: usize,
        /// How many it has.
        found: usize,
        /// The first entry that it covers.
        entry: u64,
    },
    /// An entry that is cut off.
    CutOff {
        /// The bundle.
        path: String,
        /// The entry.
        entry: u64,
    },
    /// Bytes after the last entry of a bundle.
    Trailing {
        /// The bundle.
        path: String,
        /// The entry after the last that belongs there.
        entry: u64,
    },
    /// An entry whose hash is not the one in the tile.
    Entry {
        /// The entry.
        entry: u64,
        /// Where the hash stands.
        tile: String,
    },
    /// A hash of a tile above the leaves that the entries do not give.
    Tile {
        /// The tile.
        path: String,
        /// The first entry under the hash.
        entry: u64,
        /// The last entry under the hash.
        last: u64,
    },
    /// The entries give another root than the head that was signed.
    Root {
        /// The size of the head.
        size: u64,
        /// Up to which size the entries fit an older head.
        fits: u64,
    },
    /// A text that is not of its format.
    Form {
        /// What it should be.
        what: &'static str,
        /// What is wrong.
        why: String,
    },
    /// A proof that does not lead to the root.
    Proof {
        /// The number of the entry.
        entry: u64,
    },
    /// Something that says something else than what was proven.
    Disagrees {
        /// What.
        what: String,
    },
}

impl Fault {
    /// The first entry of the log that does not fit, where the fault has one.
    #[must_use]
    pub const fn first_entry(&self) -> Option<u64> {
        match self {
            Self::Missing { entry, .. }
            | Self::TileBytes { entry, .. }
            | Self::CutOff { entry, .. }
            | Self::Trailing { entry, .. }
            | Self::Entry { entry, .. }
            | Self::Tile { entry, .. }
            | Self::Proof { entry } => Some(*entry),
            Self::Root { fits, .. } => Some(*fits),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(why) => write!(f, "this is not a key: {why}"),
            Self::OtherKey => f.write_str(
                "the file vkey of the folder is not the key that was given: compare the key with the one the program publishes",
            ),
            Self::Note { name, why } => write!(f, "{name} does not hold: {why}"),
            Self::NoCosignature { witness } => {
                write!(f, "the checkpoint was not cosigned by the witness {witness}")
            }
            Self::RolledBack { older, size } => write!(
                f,
                "a head was signed for {older} entries, and this log has {size}: it was cut off or rolled back"
            ),
            Self::Missing { path, entry } => {
                write!(f, "{path} is missing; it covers the entries from {entry} on")
            }
            Self::TileBytes { path, expected, found, entry } => write!(
                f,
                "{path} must have {expected} bytes and has {found}; it covers the entries from {entry} on"
            ),
            Self::CutOff { path, entry } => write!(f, "{path} is cut off inside entry {entry}"),
            Self::Trailing { path, entry } => {
                write!(f, "{path} goes on after its last entry, where entry {entry} would begin")
            }
            Self::Entry { entry, tile } => write!(
                f,
                "entry {entry} does not have the hash that {tile} holds for it: one of the two was changed"
            ),
            Self::Tile { path, entry, last } if entry == last => {
                write!(f, "{path} does not hold the hash of entry {entry}")
            }
            Self::Tile { path, entry, last } => {
                write!(f, "{path} does not hold the hash of the entries {entry} to {last}")
            }
            Self::Root { size, fits } => write!(
                f,
                "the entries do not give the root that was signed for {size} entries: between entry {fits} and that size something was changed, added or left out, and every hash with it"
            ),
            Self::Form { what, why } => write!(f, "this is not {what}: {why}"),
            Self::Proof { entry } => write!(
                f,
                "the proof of entry {entry} does not lead to the signed root: the entry, the proof or the root was changed"
            ),
            Self::Disagrees { what } => {
                write!(f, "{what} does not agree with what the log committed to")
            }
        }
    }
}

impl core::error::Error for Fault {}

/// Why something was not verified.
#[derive(Debug)]
pub enum Unverified<E> {
    /// It does not fit.
    Fault(Fault),
    /// A file could not be read; nothing is said about the log.
    Read {
        /// Which file.
        path: String,
        /// Why.
        why: E,
    },
}

impl<E> From<Fault> for Unverified<E> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<E: fmt::Display> fmt::Display for Unverified<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::Read { path, why } => write!(f, "{path} cannot be read: {why}"),
        }
    }
}
