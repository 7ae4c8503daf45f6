//! The tamper-evident log: what was done, in an order that nobody can change afterwards unseen.
//!
//! One log per program. Its leaves are canonical JSON commitments ([`Entry`]), hashed as RFC 6962 says;
//! tiles, checkpoints and proofs are the C2SP formats (tlog-tiles, signed-note, tlog-checkpoint,
//! tlog-proof), so other people's tools can read them. This crate computes and judges bytes. It stores
//! nothing, reads no clock and draws no randomness: the caller brings entries, times and keys.
//!
//! Read [`leaf_hash`] and [`Frontier`] for the tree, [`Tile`] for its storage, [`inclusion_proof`] and
//! [`verify_inclusion`] for proofs.

mod frontier;
mod hash;
mod proof;
mod tile;

pub use frontier::{Frontier, FrontierError, MAX_TREE_SIZE};
pub use hash::{Hash, HashError, leaf_hash, node_hash};
pub use proof::{
    BadProof, Node, ProofError, consistency_nodes, consistency_proof, frontier_nodes,
    inclusion_nodes, inclusion_proof, root_at, verify_consistency, verify_inclusion,
};
pub use tile::{Slot, TILE_WIDTH, Tile, TileError, TileReadError, tile_reader};
