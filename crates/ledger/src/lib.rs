//! The tamper-evident log: what was done, in an order that nobody can change afterwards unseen.
//!
//! One log per program. Its leaves are canonical JSON commitments ([`Entry`]), hashed as RFC 6962 says;
//! tiles, checkpoints and proofs are the C2SP formats (tlog-tiles, signed-note, tlog-checkpoint,
//! tlog-proof), so other people's tools can read them. This crate computes and judges bytes. It stores
//! nothing, reads no clock and draws no randomness: the caller brings entries, times and keys.
//!
//! To append: [`Entry::to_bytes`], [`leaf_hash`], [`Frontier::append_with`], all in the transaction of
//! the act. To sign: [`clear_to_sign`], which compares with what was signed before, then
//! [`Cleared::sign`]. To hand out: [`inclusion_proof`] over [`tile_reader`], in a [`ReceiptFile`] or an [`EditionProof`]. To
//! judge: [`verify_receipt`] for one entry, [`verify_log`] or [`LogCheck`] for everything. To watch the log
//! of another machine: [`cosign`](cosign()).
//!
//! What it cannot show: that an act was entered at all, and that entries after the last signed
//! checkpoint were not replaced together with every stored hash.

mod anchor;
mod bundle;
mod checkpoint;
mod continuation;
mod cosignature;
mod edition;
mod entry;
mod frontier;
mod hash;
mod json;
mod note;
mod proof;
mod receipt;
mod tile;
mod tlog_proof;
mod verify;
mod witness;

pub use anchor::{Anchor, Cleared, Fork, NotCleared, clear_to_sign, may_sign};
pub use bundle::{BundleError, read_bundle, write_bundle};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use continuation::{Continuation, ContinuationError, LOG_CONTINUED, Opening, next_origin};
pub use cosignature::{Cosigner, CosignerKey};
pub use edition::{EditionFile, EditionProof, files_digest};
pub use entry::{CommitError, Entry, EntryError, MAX_ENTRY_BYTES, Subject, commitment};
pub use frontier::{Frontier, FrontierError, MAX_TREE_SIZE};
pub use hash::{Hash, HashError, leaf_hash, node_hash};
pub use json::JsonError;
pub use note::{
    MAX_NOTE_BYTES, MAX_SIGNATURES, NoteError, NoteSignature, NoteSigner, SignedNote, VerifierKey,
};
pub use proof::{
    BadProof, Node, ProofError, consistency_nodes, consistency_proof, frontier_nodes,
    inclusion_nodes, inclusion_proof, root_at, verify_consistency, verify_inclusion,
};
pub use receipt::{ReceiptError, ReceiptFacts, ReceiptFile, verify_receipt};
pub use tile::{Slot, TILE_WIDTH, Tile, TileError, TileReadError, tile_reader};
pub use tlog_proof::{TlogProof, TlogProofError};
pub use verify::{Fault, LogCheck, StoredEntry, Tiles, Verified, VerifyError, verify_log};
pub use witness::{Cosigned, NotCosigned, cosign};
