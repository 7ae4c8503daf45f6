//! Opening a new log that continues an old one, after a restore or a fork.
//!
//! The old log stays as it is and is signed no further. The new one has the next origin
//! (`host/log/acme` → `host/log/acme/2` → `…/3`), and its first entry commits to the last checkpoint
//! of the old one and to the reason, so that nobody can open it silently.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::entry::{CommitError, Entry, Subject, commitment};
use crate::json::{self, JsonError, Object, Value};
use crate::note::VerifierKey;

/// The act of the first entry of a continuing log.
pub const LOG_CONTINUED: &str = "log-continued";

/// The origin that continues this one. Program names begin with a letter, so a number at the end is
/// always a count of continuations.
#[must_use]
pub fn next_origin(origin: &str) -> String {
    let counted = origin.rsplit_once('/').and_then(|(base, count)| {
        let next = crate::checkpoint::decimal(count).filter(|count| *count >= 2)?.checked_add(1)?;
        Some(format!("{base}/{next}"))
    });
    counted.unwrap_or_else(|| format!("{origin}/2"))
}

/// Why and from where a new log continues. Kept, with its salt, as the details of the first entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuation {
    /// The last signed checkpoint of the old log, as it was published.
    pub checkpoint: String,
    /// Why the old log is not continued under its own origin, in a sentence.
    pub reason: String,
}

/// What the caller says of the first entry beside its [`Continuation`].
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// Id of the event.
    pub event: &'a str,
    /// Pseudonym of who opened the log.
    pub actor: &'a str,
    /// When, in Unix seconds.
    pub second: i64,
    /// 32 random bytes, kept beside the details.
    pub salt: [u8; 32],
}

/// A first entry that does not continue the old log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContinuationError {
    /// The entry is of another act.
    #[error("the first entry of the log does not say that it continues another")]
    NotAContinuation,
    /// The details are not canonical JSON of a checkpoint and a reason.
    #[error("the details of the continuation are not readable: {0}")]
    Json(#[from] JsonError),
    /// The details lack a member or have another.
    #[error("the details of the continuation must be a checkpoint and a reason")]
    Members,
    /// The entry commits to other details.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The old checkpoint is not to be believed.
    #[error("the checkpoint of the old log does not hold: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The entry names another log than the checkpoint.
    #[error("the entry says it continues {named}, but the checkpoint is of {found}")]
    OtherLog {
        /// The log the entry names.
        named: String,
        /// The log of the checkpoint.
        found: String,
    },
}

impl Continuation {
    /// The details to keep: canonical JSON.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::write(&Object::of([
            ("checkpoint", Value::Text(self.checkpoint.as_str().into())),
            ("reason", Value::Text(self.reason.as_str().into())),
        ]))
        .into_bytes()
    }

    /// Reads kept details.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ContinuationError> {
        let mut members = json::read(bytes)?;
        match (members.take("checkpoint"), members.take("reason"), members.first_key()) {
            (Some(Value::Text(checkpoint)), Some(Value::Text(reason)), None) => {
                Ok(Self { checkpoint: checkpoint.into_owned(), reason: reason.into_owned() })
            }
            _ => Err(ContinuationError::Members),
        }
    }

    /// The first entry of the new log. `keys` are those of the old log: its checkpoint must hold.
    pub fn first_entry(
        &self,
        opening: &Opening<'_>,
        keys: &[VerifierKey],
    ) -> Result<Entry, ContinuationError> {
        let old = Checkpoint::open(self.checkpoint.as_bytes(), keys)?;
        Ok(Entry {
            act: LOG_CONTINUED.to_owned(),
            subject: Subject::Object(old.origin().to_owned()),
            event: opening.event.to_owned(),
            happened: opening.second,
            learned: opening.second,
            recorded: opening.second,
            actor: opening.actor.to_owned(),
            commit: Some(commitment(&opening.salt, &self.to_bytes())),
            sealed: None,
            policy: None,
        })
    }

    /// Checks that a log's first entry commits to these details, and that the old checkpoint in them
    /// holds. Gives the head of the old log.
    pub fn verify(
        &self,
        first: &Entry,
        salt: &[u8; 32],
        keys: &[VerifierKey],
    ) -> Result<Checkpoint, ContinuationError> {
        let Subject::Object(named) = &first.subject else {
            return Err(ContinuationError::NotAContinuation);
        };
        if first.act != LOG_CONTINUED {
            return Err(ContinuationError::NotAContinuation);
        }
        first.check_commit(salt, &self.to_bytes())?;
        let old = Checkpoint::open(self.checkpoint.as_bytes(), keys)?;
        if old.origin() == named {
            Ok(old)
        } else {
            Err(ContinuationError::OtherLog {
                named: named.clone(),
                found: old.origin().to_owned(),
            })
        }
    }
}
