//! Inclusion and consistency proofs: RFC 6962 §2.1.1 and §2.1.2; verified as RFC 9162 §2.1.3.2 and
//! §2.1.4.2 say.
//!
//! Making a proof needs hashes of complete subtrees only. [`inclusion_nodes`] and
//! [`consistency_nodes`] name them, so that a caller whose storage is asynchronous can load them first;
//! [`inclusion_proof`] and [`consistency_proof`] ask a reader for the same nodes.

use crate::frontier::MAX_TREE_SIZE;
use crate::hash::{Hash, node_hash};

/// A complete subtree: `2^level` leaves, the `index`-th such from the left. Level 0 is the leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// The height of the subtree.
    pub level: u8,
    /// Its place among the subtrees of this height.
    pub index: u64,
}

/// Why no proof can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError<E> {
    /// The entry lies outside the tree.
    #[error("entry {index} is not in a log of {size} entries")]
    Index {
        /// The entry asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("a log of {new} entries cannot continue one of {old} entries")]
    Shrinks {
        /// Size of the older tree.
        old: u64,
        /// Size of the newer tree.
        new: u64,
    },
    /// A size above [`MAX_TREE_SIZE`].
    #[error("a log has at most 2^63 - 1 entries, not {size}")]
    Size {
        /// The size asked for.
        size: u64,
    },
    /// A hash could not be read.
    #[error(transparent)]
    Read(E),
}

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// The entry lies outside the tree.
    #[error("the proof speaks of entry {index}, which is not in a log of {size} entries")]
    Index {
        /// The entry of the proof.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("a log of {new} entries cannot continue one of {old} entries")]
    Shrinks {
        /// Size of the older tree.
        old: u64,
        /// Size of the newer tree.
        new: u64,
    },
    /// A size above [`MAX_TREE_SIZE`].
    #[error("a log has at most 2^63 - 1 entries, not {size}")]
    Size {
        /// The claimed size.
        size: u64,
    },
    /// Too few or too many hashes.
    #[error("the proof has {found} hashes, which is not the number this place in the log needs")]
    Length {
        /// How many hashes the proof has.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error(
        "the proof does not lead to the root of the log: the entry, the proof or the root was changed"
    )]
    Root,
    /// The hashes of a consistency proof do not lead to the older root.
    #[error("the proof does not lead to the older root: the log is not a continuation of it")]
    OldRoot,
}

/// A run of leaves `from..upto` whose hash is one element of a proof.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: u64,
    upto: u64,
}

impl Run {
    /// The complete subtrees the run falls into, the largest first.
    fn nodes(self) -> impl DoubleEndedIterator<Item = Node> {
        let count = self.upto.saturating_sub(self.from);
        (0_u8..64).rev().filter(move |level| count >> level & 1 == 1).map(move |level| {
            // The subtrees larger than this one come before it.
            let larger = if level == 63 { 0 } else { count >> (level + 1) << (level + 1) };
            Node { level, index: (self.from + larger) >> level }
        })
    }

    fn hash<E>(self, read: &mut impl FnMut(u8, u64) -> Result<Hash, E>) -> Result<Hash, E> {
        let mut hash = None;
        for node in self.nodes().rev() {
            let left = read(node.level, node.index)?;
            hash = Some(hash.map_or(left, |right| node_hash(&left, &right)));
        }
        Ok(hash.unwrap_or_else(Hash::of_empty_tree))
    }
}

/// The largest power of two smaller than `count` (RFC 6962: k), for `count` > 1.
fn split(count: u64) -> u64 {
    1 << (63 - (count - 1).leading_zeros())
}

/// PATH(index, D\[size\]) of RFC 6962 §2.1.1, from the leaf's sibling upwards.
fn inclusion_runs(index: u64, size: u64) -> Vec<Run> {
    let (mut from, mut upto) = (0, size);
    let mut runs = Vec::with_capacity(64);
    while upto - from > 1 {
        let middle = from + split(upto - from);
        if index < middle {
            runs.push(Run { from: middle, upto });
            upto = middle;
        } else {
            runs.push(Run { from, upto: middle });
            from = middle;
        }
    }
    runs.reverse();
    runs
}

/// PROOF(old, D\[new\]) of RFC 6962 §2.1.2, in its order; nothing for `old` = 0 and `old` = `new`.
fn consistency_runs(old: u64, new: u64) -> Vec<Run> {
    let mut runs = Vec::with_capacity(65);
    if old == 0 || old == new {
        return runs;
    }
    let (mut from, mut upto) = (0, new);
    // `from == 0` at the end means that the old tree is itself a subtree whose root the verifier knows.
    while upto != old {
        let middle = from + split(upto - from);
        if old <= middle {
            runs.push(Run { from: middle, upto });
            upto = middle;
        } else {
            runs.push(Run { from, upto: middle });
            from = middle;
        }
    }
    if from != 0 {
        runs.push(Run { from, upto });
    }
    runs.reverse();
    runs
}

fn check_index<E>(index: u64, size: u64) -> Result<(), ProofError<E>> {
    if size > MAX_TREE_SIZE {
        return Err(ProofError::Size { size });
    }
    if index >= size { Err(ProofError::Index { index, size }) } else { Ok(()) }
}

fn check_growth<E>(old: u64, new: u64) -> Result<(), ProofError<E>> {
    if new > MAX_TREE_SIZE {
        return Err(ProofError::Size { size: new });
    }
    if old > new { Err(ProofError::Shrinks { old, new }) } else { Ok(()) }
}

/// The nodes that the proof of an entry needs, in the order in which it reads them.
pub fn inclusion_nodes(
    index: u64,
    size: u64,
) -> Result<Vec<Node>, ProofError<core::convert::Infallible>> {
    check_index(index, size)?;
    Ok(inclusion_runs(index, size).into_iter().flat_map(|run| run.nodes().rev()).collect())
}

/// The nodes that the proof from one size to another needs, in the order in which it reads them.
pub fn consistency_nodes(
    old: u64,
    new: u64,
) -> Result<Vec<Node>, ProofError<core::convert::Infallible>> {
    check_growth(old, new)?;
    Ok(consistency_runs(old, new).into_iter().flat_map(|run| run.nodes().rev()).collect())
}

/// The nodes whose hashes make the root of a tree of this size, the largest subtree first: those of
/// its [`Frontier`](crate::Frontier).
#[must_use]
pub fn frontier_nodes(size: u64) -> Vec<Node> {
    Run { from: 0, upto: size }.nodes().collect()
}

/// Proves that the entry `index` is in the tree of `size` entries. `read(level, index)` gives the
/// hash of a complete subtree, as [`tile_reader`](crate::tile_reader) does.
pub fn inclusion_proof<E>(
    index: u64,
    size: u64,
    mut read: impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProofError<E>> {
    check_index(index, size)?;
    let runs = inclusion_runs(index, size);
    runs.into_iter().map(|run| run.hash(&mut read).map_err(ProofError::Read)).collect()
}

/// Proves that the tree of `new` entries begins with the tree of `old` entries.
pub fn consistency_proof<E>(
    old: u64,
    new: u64,
    mut read: impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProofError<E>> {
    check_growth(old, new)?;
    let runs = consistency_runs(old, new);
    runs.into_iter().map(|run| run.hash(&mut read).map_err(ProofError::Read)).collect()
}

/// The root of the tree of `size` entries, from hashes of complete subtrees.
pub fn root_at<E>(
    size: u64,
    mut read: impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Hash, ProofError<E>> {
    check_growth(0, size)?;
    Run { from: 0, upto: size }.hash(&mut read).map_err(ProofError::Read)
}

/// Checks that the entry with this leaf hash is entry `index` of the tree with `size` and `root`
/// (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), BadProof> {
    if size > MAX_TREE_SIZE {
        return Err(BadProof::Size { size });
    }
    if index >= size {
        return Err(BadProof::Index { index, size });
    }
    let length = || BadProof::Length { found: proof.len() };
    let (mut place, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(length());
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(length());
    }
    if hash == *root { Ok(()) } else { Err(BadProof::Root) }
}

/// Checks that the tree with `new_size` and `new_root` begins with the tree with `old_size` and
/// `old_root` (RFC 9162 §2.1.4.2). Every tree continues the empty one; a tree continues itself; both
/// need an empty proof.
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), BadProof> {
    if new_size > MAX_TREE_SIZE {
        return Err(BadProof::Size { size: new_size });
    }
    if old_size > new_size {
        return Err(BadProof::Shrinks { old: old_size, new: new_size });
    }
    let length = || BadProof::Length { found: proof.len() };
    if old_size == new_size || old_size == 0 {
        if !proof.is_empty() {
            return Err(length());
        }
        let known = if old_size == 0 { Hash::of_empty_tree() } else { *new_root };
        return if *old_root == known { Ok(()) } else { Err(BadProof::OldRoot) };
    }
    let mut hashes = proof.iter();
    let mut place = old_size - 1;
    let mut last = new_size - 1;
    // Skip the levels on which the old tree's right edge is complete.
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    // A complete old tree is its own first hash, and is left out of the proof.
    let start = if place == 0 { *old_root } else { *hashes.next().ok_or_else(length)? };
    let (mut old_hash, mut new_hash) = (start, start);
    for sibling in hashes {
        if last == 0 {
            return Err(length());
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(length());
    }
    if old_hash != *old_root {
        return Err(BadProof::OldRoot);
    }
    if new_hash == *new_root { Ok(()) } else { Err(BadProof::Root) }
}
