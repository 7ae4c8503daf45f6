//! Rollback and fork protection: what was signed before decides what may be signed now.
//!
//! An [`Anchor`] is the memory of a head that left this instance: the last one signed, one printed on a
//! reporter's receipt, one kept by a second machine. After a restore from an old backup the log is
//! shorter than an anchor, or has grown differently; then nothing is signed, and the log is continued
//! under a [new origin](crate::next_origin) instead.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::Hash;
use crate::note::{NoteError, NoteSigner, SignedNote};
use crate::proof::{BadProof, ProofError, consistency_proof, root_at, verify_consistency};

/// A head of a log that somebody saw signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Which log.
    pub origin: String,
    /// How many entries it had.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl From<&Checkpoint> for Anchor {
    fn from(head: &Checkpoint) -> Self {
        Self { origin: head.origin().to_owned(), size: head.size(), root: *head.root() }
    }
}

/// Why a head must not be signed: it would contradict one that was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fork {
    /// The anchor is of another log.
    #[error("the anchor is of the log {anchor}, not of {head}")]
    OtherLog {
        /// Origin of the anchor.
        anchor: String,
        /// Origin of the head.
        head: String,
    },
    /// The log is shorter than it was: a restore from an old backup, or entries were cut off.
    #[error(
        "the log has {head} entries, but {anchor} were signed before: it was rolled back; restore a newer \
         backup, or continue it under a new origin"
    )]
    RolledBack {
        /// Size of the anchor.
        anchor: u64,
        /// Size of the head.
        head: u64,
    },
    /// The same size with another root.
    #[error(
        "the log of {size} entries was signed before with another root: entries were changed; restore a \
         backup that fits, or continue it under a new origin"
    )]
    OtherRoot {
        /// The size of both.
        size: u64,
    },
    /// Longer, but not a continuation.
    #[error(
        "the log does not continue the {anchor} entries that were signed before ({why}); restore a backup \
         that fits, or continue it under a new origin"
    )]
    NotAContinuation {
        /// Size of the anchor.
        anchor: u64,
        /// Why the consistency proof does not hold.
        why: BadProof,
    },
}

/// Whether a head may be signed in the face of an anchor. `consistency` proves that the head continues
/// the anchor ([`consistency_proof`]); it is empty for equal sizes and for an anchor of size 0.
pub fn may_sign(anchor: &Anchor, head: &Checkpoint, consistency: &[Hash]) -> Result<(), Fork> {
    if anchor.origin != head.origin() {
        return Err(Fork::OtherLog {
            anchor: anchor.origin.clone(),
            head: head.origin().to_owned(),
        });
    }
    if anchor.size > head.size() {
        return Err(Fork::RolledBack { anchor: anchor.size, head: head.size() });
    }
    if anchor.size == head.size() && anchor.root != *head.root() {
        return Err(Fork::OtherRoot { size: anchor.size });
    }
    verify_consistency(anchor.size, &anchor.root, head.size(), head.root(), consistency)
        .map_err(|why| Fork::NotAContinuation { anchor: anchor.size, why })
}

/// A head that was compared with every anchor: the only thing that can be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared(Checkpoint);

/// Why a head was not cleared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCleared<E> {
    /// It contradicts an anchor.
    #[error(transparent)]
    Fork(Fork),
    /// The stored hashes have another root than the head.
    #[error(
        "the stored hashes of the log lead to another root than the head to be signed: verify the log"
    )]
    OtherRoot,
    /// A hash could not be read.
    #[error(transparent)]
    Read(ProofError<E>),
}

/// Compares a head with every anchor of its log and with the stored hashes. `read(level, index)`
/// gives the hash of a complete subtree, as for [`consistency_proof`].
pub fn clear_to_sign<E>(
    anchors: &[Anchor],
    head: Checkpoint,
    mut read: impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Cleared, NotCleared<E>> {
    for anchor in anchors {
        // Where no proof can be made, `may_sign` names the reason.
        let proof = if anchor.size <= head.size() {
            consistency_proof(anchor.size, head.size(), &mut read).map_err(NotCleared::Read)?
        } else {
            Vec::new()
        };
        may_sign(anchor, &head, &proof).map_err(NotCleared::Fork)?;
    }
    if root_at(head.size(), read).map_err(NotCleared::Read)? != *head.root() {
        return Err(NotCleared::OtherRoot);
    }
    Ok(Cleared(head))
}

impl Cleared {
    /// The head.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.0
    }

    /// Signs the head. The first signer is the log's own: its name is the origin.
    pub fn sign(&self, signers: &[&NoteSigner]) -> Result<SignedNote, CheckpointError> {
        let log = signers.first().ok_or(NoteError::Unsigned)?;
        if log.verifier().name() != self.0.origin() {
            return Err(CheckpointError::OtherLog { origin: self.0.origin().to_owned() });
        }
        Ok(SignedNote::sign(&self.0.to_string(), signers)?)
    }
}
