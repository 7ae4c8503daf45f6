//! The right edge of the tree: the roots of its complete subtrees, which is all that is needed to
//! append a leaf and to know the new root.
//!
//! A frontier of a million leaves is 232 bytes. It is written in the same transaction as the leaf.

use crate::hash::{Hash, node_hash};

/// The largest size a log may reach: 2^63 − 1, so that a size fits a database's signed integer and
/// the `int64` that Go's verifiers use.
pub const MAX_TREE_SIZE: u64 = i64::MAX.unsigned_abs();

/// Which frontier bytes cannot be read, or which leaf cannot be appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// Fewer bytes than a size.
    #[error("the stored frontier is too short: {found} bytes; it begins with a size of 8 bytes")]
    Truncated {
        /// How many bytes there are.
        found: usize,
    },
    /// A size above [`MAX_TREE_SIZE`].
    #[error("the stored frontier claims {size} leaves; a log has at most 2^63 - 1")]
    Size {
        /// The claimed size.
        size: u64,
    },
    /// Not one hash per bit set in the size.
    #[error(
        "the stored frontier of {size} leaves must have {expected} bytes and has {found}; \
         rebuild it from the leaf hashes"
    )]
    Nodes {
        /// The claimed size.
        size: u64,
        /// How many bytes that size needs.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The log has [`MAX_TREE_SIZE`] leaves.
    #[error("this log is full; open a new log that continues it")]
    Full,
}

/// The right edge of an RFC 6962 tree ("compact range" from leaf 0).
///
/// Equal frontiers mean equal trees. The bytes ([`Frontier::to_bytes`]) are the size as eight
/// big-endian bytes, then one hash for each bit set in the size, the largest subtree first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees, the largest (leftmost) first: one per bit set in `size`.
    nodes: Vec<Hash>,
}

impl Default for Frontier {
    fn default() -> Self {
        Self::new()
    }
}

impl Frontier {
    /// The frontier of a log without leaves.
    #[must_use]
    pub fn new() -> Self {
        // One slot for each bit of a size: appending never allocates.
        Self { size: 0, nodes: Vec::with_capacity(64) }
    }

    /// The frontier after these leaf hashes.
    pub fn of_leaves(leaves: impl IntoIterator<Item = Hash>) -> Result<Self, FrontierError> {
        let mut frontier = Self::new();
        for leaf in leaves {
            frontier.append(leaf)?;
        }
        Ok(frontier)
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, the largest first.
    #[must_use]
    pub fn nodes(&self) -> &[Hash] {
        &self.nodes
    }

    /// The root of the tree: MTH of RFC 6962 §2.1.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut smaller_first = self.nodes.iter().rev();
        smaller_first.next().map_or_else(Hash::of_empty_tree, |smallest| {
            smaller_first.fold(*smallest, |right, left| node_hash(left, &right))
        })
    }

    /// Appends one leaf by its [`leaf_hash`](crate::leaf_hash).
    pub fn append(&mut self, leaf: Hash) -> Result<(), FrontierError> {
        self.append_with(leaf, |_, _, _| ())
    }

    /// Appends one leaf and tells of every node that it completes, as `(level, index, hash)`: the
    /// leaf itself at level 0 first, then its parents as far as they are complete now. What is told
    /// at a level divisible by eight belongs in a tile ([`crate::Tile::slot_of`]).
    pub fn append_with(
        &mut self,
        leaf: Hash,
        mut completed: impl FnMut(u8, u64, Hash),
    ) -> Result<(), FrontierError> {
        if self.size >= MAX_TREE_SIZE {
            return Err(FrontierError::Full);
        }
        let (mut level, mut index, mut hash) = (0_u8, self.size, leaf);
        completed(level, index, hash);
        while index & 1 == 1
            && let Some(left) = self.nodes.pop()
        {
            hash = node_hash(&left, &hash);
            level += 1;
            index >>= 1;
            completed(level, index, hash);
        }
        self.nodes.push(hash);
        self.size += 1;
        Ok(())
    }

    /// The canonical bytes: the size (eight bytes, big-endian), then the nodes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + self.nodes.len() * Hash::BYTES);
        bytes.extend_from_slice(&self.size.to_be_bytes());
        for node in &self.nodes {
            bytes.extend_from_slice(node.as_bytes());
        }
        bytes
    }

    /// Reads canonical bytes. The hashes themselves can only be judged against the leaves; the count
    /// of them must fit the size.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrontierError> {
        let (size, rest) = bytes
            .split_first_chunk::<8>()
            .ok_or(FrontierError::Truncated { found: bytes.len() })?;
        let size = u64::from_be_bytes(*size);
        if size > MAX_TREE_SIZE {
            return Err(FrontierError::Size { size });
        }
        let (hashes, remainder) = rest.as_chunks::<{ Hash::BYTES }>();
        let expected = 8 + Hash::BYTES * usize::try_from(size.count_ones()).unwrap_or(64);
        if !remainder.is_empty() || bytes.len() != expected {
            return Err(FrontierError::Nodes { size, expected, found: bytes.len() });
        }
        let mut nodes = Vec::with_capacity(64);
        nodes.extend(hashes.iter().copied().map(Hash::from_bytes));
        Ok(Self { size, nodes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    /// MTH as RFC 6962 §2.1 writes it, for comparison.
    fn recursive_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::of_empty_tree(),
            [one] => *one,
            many => {
                let split = many.len().next_power_of_two() / 2;
                let (left, right) = many.split_at(split);
                node_hash(&recursive_root(left), &recursive_root(right))
            }
        }
    }

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    #[test]
    fn the_root_is_that_of_the_recursive_definition_at_every_size_to_600() {
        let all = leaves(600);
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), Hash::of_empty_tree());
        for (count, leaf) in all.iter().enumerate() {
            frontier.append(*leaf).unwrap();
            assert_eq!(frontier.root(), recursive_root(&all[..=count]), "{} leaves", count + 1);
        }
    }

    #[test]
    fn appending_tells_of_every_completed_node_once() {
        let all = leaves(8);
        let mut told = Vec::new();
        let mut frontier = Frontier::new();
        for leaf in &all {
            frontier
                .append_with(*leaf, |level, index, hash| told.push((level, index, hash)))
                .unwrap();
        }
        assert_eq!(told.len(), 8 + 4 + 2 + 1);
        for (level, index, hash) in told {
            let from = usize::try_from(index << level).unwrap();
            let upto = from + (1 << level);
            assert_eq!(hash, recursive_root(&all[from..upto]), "level {level} index {index}");
        }
    }

    #[test]
    fn the_bytes_read_back_to_the_same_frontier() {
        for count in [0, 1, 2, 3, 255, 256, 257, 1000] {
            let frontier = Frontier::of_leaves(leaves(count)).unwrap();
            assert_eq!(Frontier::from_bytes(&frontier.to_bytes()), Ok(frontier));
        }
    }

    #[test]
    fn bytes_that_are_no_frontier_are_refused_with_the_reason() {
        let bytes = Frontier::of_leaves(leaves(3)).unwrap().to_bytes();
        assert_eq!(Frontier::from_bytes(&bytes[..7]), Err(FrontierError::Truncated { found: 7 }));
        for cut in [8, 40, 71, 73] {
            let mut bad = bytes.clone();
            bad.resize(cut, 0);
            assert_eq!(
                Frontier::from_bytes(&bad),
                Err(FrontierError::Nodes { size: 3, expected: 72, found: cut })
            );
        }
        let overflow = u64::MAX.to_be_bytes();
        assert_eq!(Frontier::from_bytes(&overflow), Err(FrontierError::Size { size: u64::MAX }));
    }

    #[test]
    fn a_full_log_takes_no_leaf() {
        let mut bytes = MAX_TREE_SIZE.to_be_bytes().to_vec();
        bytes.resize(8 + 63 * 32, 0);
        let mut full = Frontier::from_bytes(&bytes).unwrap();
        let before = full.clone();
        assert_eq!(full.append(leaf_hash(b"")), Err(FrontierError::Full));
        assert_eq!(full, before);
    }
}
