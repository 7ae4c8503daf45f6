//! Tiles: the hashes of the tree in runs of 256, as C2SP tlog-tiles lays them out.
//!
//! Tile level L holds the nodes of tree level 8·L; what lies between is rehashed. A tile of width 256
//! is full and never changes; the last tile of a level may be partial (width 1 to 255).

use core::fmt;
use core::str::FromStr;

use crate::frontier::MAX_TREE_SIZE;
use crate::hash::{Hash, node_hash};

/// How many hashes a full tile holds.
pub const TILE_WIDTH: u16 = 256;

/// The place of a tile: its level, its number in that level, and how many hashes it holds.
/// `Display` and `FromStr` are its path: `tile/0/x001/234.p/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    index: u64,
    width: u16,
}

/// Where in the tiles one hash is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Level of the tile.
    pub tile_level: u8,
    /// Number of the tile in its level.
    pub tile_index: u64,
    /// Which of the 256 hashes (0 to 255).
    pub position: u8,
}

/// A tile that cannot be, or whose bytes do not fit it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// Not a tile path.
    #[error("this is not a tile path: expected one like tile/0/x001/234 or tile/0/x001/234.p/5")]
    Path,
    /// A width of 0 or above 256.
    #[error("a tile holds 1 to 256 hashes, not {width}")]
    Width {
        /// The width asked for.
        width: u16,
    },
    /// No log can be large enough to have this tile.
    #[error("no log is large enough to have a tile {index} on level {level}")]
    OutOfRange {
        /// Level of the tile.
        level: u8,
        /// Number of the tile in its level.
        index: u64,
    },
    /// The bytes are not as many as the width asks for.
    #[error("{tile} must have {expected} bytes and has {found}")]
    Bytes {
        /// The tile.
        tile: Tile,
        /// How many bytes its width asks for.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A node that the tile or the tree does not contain.
    #[error("a log of {size} entries has no complete subtree {index} on level {level}")]
    NoNode {
        /// Height of the subtree.
        level: u8,
        /// Its place among those of this height.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
}

impl Tile {
    /// The tile at this place, if a log can have it.
    pub fn new(level: u8, index: u64, width: u16) -> Result<Self, TileError> {
        if !(1..=TILE_WIDTH).contains(&width) {
            return Err(TileError::Width { width });
        }
        // The end of the tile, counted in leaves, must not lie beyond the largest tree.
        let end = index
            .checked_mul(u64::from(TILE_WIDTH))
            .and_then(|start| start.checked_add(u64::from(width)));
        let room = MAX_TREE_SIZE.checked_shr(u32::from(level) * 8).unwrap_or(0);
        match end {
            Some(end) if end <= room => Ok(Self { level, index, width }),
            _ => Err(TileError::OutOfRange { level, index }),
        }
    }

    /// The level: 0 holds leaf hashes.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The number of the tile in its level.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes the tile holds (1 to 256).
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether the tile holds 256 hashes and so never changes any more.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// How many bytes the tile has.
    #[must_use]
    pub fn byte_count(&self) -> usize {
        usize::from(self.width) * Hash::BYTES
    }

    /// The path of the bundle with the entries of a level-0 tile: `tile/entries/x001/234.p/5`.
    #[must_use]
    pub fn entries_path(&self) -> String {
        format!("tile/entries/{}", Place(self))
    }

    /// The tile at a place in a tree of `size` entries, with the width it has there; `None` when the
    /// tree does not reach it.
    #[must_use]
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = size.checked_shr(u32::from(level) * 8)?;
        let width = hashes.checked_sub(index.checked_mul(u64::from(TILE_WIDTH))?)?;
        let width = u16::try_from(width).unwrap_or(TILE_WIDTH).min(TILE_WIDTH);
        Self::new(level, index, width).ok()
    }

    /// All tiles of a tree of `size` entries: level by level, each from the left, the last of a level
    /// perhaps partial.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        (0..8_u8).flat_map(move |level| {
            let count = (size >> (u32::from(level) * 8)).div_ceil(u64::from(TILE_WIDTH));
            (0..count).filter_map(move |index| Self::in_tree(level, index, size))
        })
    }

    /// The tile of a tree of `size` entries in which the complete subtree `(level, index)` is found.
    pub fn holding(level: u8, index: u64, size: u64) -> Result<Self, TileError> {
        let missing = || TileError::NoNode { level, index, size };
        let inside = level % 8;
        let tile = Self::in_tree(level / 8, index >> (8 - inside), size).ok_or_else(missing)?;
        let upto = (index & ((1 << (8 - inside)) - 1)) + 1;
        if upto << inside <= u64::from(tile.width) { Ok(tile) } else { Err(missing()) }
    }

    /// Where the hash of the complete subtree `(level, index)` is kept, when it is one that tiles
    /// keep: a leaf, or the root of 256, 65 536, … leaves.
    #[must_use]
    pub fn slot_of(level: u8, index: u64) -> Option<Slot> {
        let [.., position] = index.to_be_bytes();
        level.is_multiple_of(8).then_some(Slot {
            tile_level: level / 8,
            tile_index: index >> 8,
            position,
        })
    }

    /// The hashes in the bytes of this tile.
    pub fn hashes<'a>(&self, bytes: &'a [u8]) -> Result<&'a [[u8; Hash::BYTES]], TileError> {
        let (hashes, remainder) = bytes.as_chunks::<{ Hash::BYTES }>();
        if remainder.is_empty() && hashes.len() == usize::from(self.width) {
            Ok(hashes)
        } else {
            Err(TileError::Bytes { tile: *self, expected: self.byte_count(), found: bytes.len() })
        }
    }

    /// The hash of the complete subtree `(level, index)` of the tree, rehashed from the bytes of this
    /// tile, which must hold it.
    pub fn node(&self, bytes: &[u8], level: u8, index: u64) -> Result<Hash, TileError> {
        let missing = || TileError::NoNode { level, index, size: u64::from(self.width) };
        let inside = level % 8;
        if level / 8 != self.level || index >> (8 - inside) != self.index {
            return Err(missing());
        }
        let hashes = self.hashes(bytes)?;
        let from = usize::try_from((index & ((1 << (8 - inside)) - 1)) << inside)
            .map_err(|_| missing())?;
        let run = hashes.get(from..from + (1 << inside)).ok_or_else(missing)?;
        complete_root(run).ok_or_else(missing)
    }
}

/// The root over a run whose length is a power of two, at most 128.
fn complete_root(run: &[[u8; Hash::BYTES]]) -> Option<Hash> {
    match run {
        [] => None,
        [one] => Some(Hash::from_bytes(*one)),
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            Some(node_hash(&complete_root(left)?, &complete_root(right)?))
        }
    }
}

/// Why a node could not be read from tiles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileReadError<E> {
    /// The tile could not be loaded.
    #[error(transparent)]
    Load(E),
    /// The tile is not part of the tree, or its bytes do not fit it.
    #[error(transparent)]
    Tile(TileError),
}

/// A reader of node hashes for [`inclusion_proof`](crate::inclusion_proof) and its like that works from
/// the tiles of a tree of `size` entries; `load` gives a tile's bytes.
pub fn tile_reader<B: AsRef<[u8]>, E>(
    size: u64,
    mut load: impl FnMut(Tile) -> Result<B, E>,
) -> impl FnMut(u8, u64) -> Result<Hash, TileReadError<E>> {
    move |level, index| {
        let tile = Tile::holding(level, index, size).map_err(TileReadError::Tile)?;
        let bytes = load(tile).map_err(TileReadError::Load)?;
        tile.node(bytes.as_ref(), level, index).map_err(TileReadError::Tile)
    }
}

/// The number of a tile as path elements of three digits, all but the last behind an `x`, then the
/// width if partial.
struct Place<'a>(&'a Tile);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let index = self.0.index;
        // 2^63 has 19 digits: seven groups of three.
        let groups = (1..7_u32).rev().map(|group| 1000_u64.pow(group));
        for unit in groups.filter(|unit| index >= *unit) {
            write!(f, "x{:03}/", index / unit % 1000)?;
        }
        write!(f, "{:03}", index % 1000)?;
        if self.0.is_full() { Ok(()) } else { write!(f, ".p/{}", self.0.width) }
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/{}", self.level, Place(self))
    }
}

impl FromStr for Tile {
    type Err = TileError;
    fn from_str(path: &str) -> Result<Self, TileError> {
        let rest = path.strip_prefix("tile/").ok_or(TileError::Path)?;
        let (level, rest) = rest.split_once('/').ok_or(TileError::Path)?;
        let level = level.parse().map_err(|_| TileError::Path)?;
        let (place, width) = match rest.split_once(".p/") {
            Some((place, width)) => (place, width.parse().map_err(|_| TileError::Path)?),
            None => (rest, TILE_WIDTH),
        };
        let mut index = 0_u64;
        for group in place.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            let number: u64 = digits.parse().map_err(|_| TileError::Path)?;
            index = index
                .checked_mul(1000)
                .and_then(|n| n.checked_add(number))
                .ok_or(TileError::Path)?;
        }
        let tile = Self::new(level, index, width)?;
        // Only one spelling is right; whatever else was read above is caught here.
        if tile.to_string() == path { Ok(tile) } else { Err(TileError::Path) }
    }
}
