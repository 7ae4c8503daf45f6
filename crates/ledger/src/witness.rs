//! What a witness does (C2SP tlog-witness): it cosigns a head only if it continues the one that it cosigned
//! last.
//!
//! A log that shows one history to one person and another to the next, or that was put back to an old
//! state, gets no second cosignature. What the witness has to remember is the last note it cosigned.

use crate::anchor::Anchor;
use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::cosignature::Cosigner;
use crate::hash::Hash;
use crate::note::{NoteError, SignedNote, VerifierKey};
use crate::proof::{BadProof, verify_consistency};

/// A head that was cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The head: the next one must continue it.
    pub head: Anchor,
    /// The note with the log's signature and the cosignature.
    pub note: SignedNote,
}

/// Why a head was not cosigned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCosigned {
    /// It cannot be read or believed.
    #[error("the checkpoint does not hold: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// What is remembered is of another log.
    #[error("the checkpoint is of the log {found}, and the one remembered is of {seen}")]
    OtherLog {
        /// The log of the head that is remembered.
        seen: String,
        /// The log of the new one.
        found: String,
    },
    /// It counts fewer entries than the last one.
    #[error(
        "ROLLED BACK: {seen} entries were cosigned, and the log now shows {size}. An old copy of it is being served"
    )]
    RolledBack {
        /// How many entries were cosigned.
        seen: u64,
        /// How many it shows.
        size: u64,
    },
    /// It does not continue the last one.
    #[error(
        "FORKED: the log of {size} entries does not continue the {seen} that were cosigned ({why}). Entries were changed, added or left out among them, or its hashes were changed on the way"
    )]
    Forked {
        /// How many entries were cosigned.
        seen: u64,
        /// How many it shows.
        size: u64,
        /// What the proof lacks.
        why: BadProof,
    },
    /// The note has no room for one more signature.
    #[error(transparent)]
    Note(NoteError),
}

/// Cosigns the head in `note` at `now` (Unix seconds), if one of `keys` signed it for its log and `proof`
/// shows that it continues `seen`, the head cosigned last. Without one the first is trusted, and every
/// later one has to continue it. `proof` is empty when there is none or the size is the same.
///
/// # Errors
/// [`NotCosigned`]; then `seen` must be kept as it is.
pub fn cosign(
    seen: Option<&Anchor>,
    note: &[u8],
    keys: &[VerifierKey],
    proof: &[Hash],
    cosigner: &Cosigner,
    now: u64,
) -> Result<Cosigned, NotCosigned> {
    let head = Anchor::from(&Checkpoint::open(note, keys)?);
    if let Some(seen) = seen {
        if seen.origin != head.origin {
            let (seen, found) = (seen.origin.clone(), head.origin);
            return Err(NotCosigned::OtherLog { seen, found });
        }
        if seen.size > head.size {
            return Err(NotCosigned::RolledBack { seen: seen.size, size: head.size });
        }
        verify_consistency(seen.size, &seen.root, head.size, &head.root, proof)
            .map_err(|why| NotCosigned::Forked { seen: seen.size, size: head.size, why })?;
    }
    let note = SignedNote::parse(note).map_err(CheckpointError::from)?;
    let line = cosigner.sign(note.text(), now);
    // A cosignature under the own name that came with the note would stand beside the new one.
    let others = note.signatures().iter();
    let others = others.filter(|other| (&other.name, other.key_id) != (&line.name, line.key_id));
    let note = others
        .cloned()
        .chain([line.clone()])
        .try_fold(note.without_signatures(), SignedNote::with_signature)
        .map_err(NotCosigned::Note)?;
    Ok(Cosigned { head, note })
}
