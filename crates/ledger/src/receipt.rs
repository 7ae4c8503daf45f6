//! The receipt file: what a reporter keeps to show, offline and years later, that the team had the
//! report. The format is described in `docs/formats/receipt.md`.
//!
//! The file holds the entry itself beside the proof, so nothing else is needed but the log's public
//! key. Its first lines repeat what the entry says, for people; a line that does not agree with the
//! entry makes the receipt worthless, so none of them has to be trusted.

use core::fmt;

use crate::checkpoint::Checkpoint;
use crate::entry::{Entry, EntryError, MAX_ENTRY_BYTES, Subject};
use crate::hash::{Hash, leaf_hash};
use crate::note::VerifierKey;
use crate::tlog_proof::{TlogProof, TlogProofError};

/// The first line.
const HEADER: &str = "candor receipt v1";

/// The most bytes the lines before the proof may have.
const MAX_HEAD_BYTES: usize = MAX_ENTRY_BYTES + 4096;

/// A receipt: an entry, and the proof that it is in the log. `Display` is the file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFile {
    entry: Entry,
    proof: TlogProof,
}

/// What a receipt shows, once it has been verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// Id of the case.
    pub case: String,
    /// The whole entry: what was done, when, and what it commits to.
    pub entry: Entry,
    /// When the act was recorded, in Unix seconds.
    pub recorded: i64,
    /// The policy version that was promised, by its hash.
    pub policy: Hash,
    /// Which entry of the log it is, from 0.
    pub index: u64,
    /// The signed head of the log that contains it.
    pub checkpoint: Checkpoint,
}

/// A text that is not a receipt, or a receipt that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Another first line.
    #[error("this is not a receipt file: its first line must be \"{HEADER}\"")]
    Header,
    /// Not UTF-8, or carriage returns.
    #[error(
        "the receipt must be UTF-8 text with plain newlines; take the file as it was downloaded"
    )]
    Text,
    /// No blank line after the lines that people read, or too late.
    #[error("the receipt is cut off or too large: the proof must follow after a blank line")]
    NoProof,
    /// A line is missing or out of order.
    #[error("the receipt lacks its line \"{field}\"; the lines are case, recorded, policy, entry")]
    Line {
        /// The name of the line.
        field: &'static str,
    },
    /// A line says something else than the entry.
    #[error(
        "the receipt's line \"{field}\" does not agree with its entry: the receipt was changed"
    )]
    Disagrees {
        /// The name of the line.
        field: &'static str,
    },
    /// The entry is not one.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The entry is not of a case.
    #[error("the entry of a receipt must be of a case")]
    NotACase,
    /// The entry binds to no policy version.
    #[error("the entry of a receipt must name the policy version that was promised")]
    NoPolicy,
    /// The time of the entry cannot be written as a date.
    #[error("the time of the entry lies outside the years -9999 to 9999")]
    Time,
    /// The proof does not hold.
    #[error(transparent)]
    Proof(#[from] TlogProofError),
}

/// What the entry of a receipt must say.
struct Said<'a> {
    case: &'a str,
    recorded: String,
    policy: Hash,
}

fn said(entry: &Entry) -> Result<Said<'_>, ReceiptError> {
    let Subject::Case { case, .. } = &entry.subject else { return Err(ReceiptError::NotACase) };
    let policy = entry.policy.ok_or(ReceiptError::NoPolicy)?;
    let recorded =
        jiff::Timestamp::from_second(entry.recorded).map_err(|_| ReceiptError::Time)?.to_string();
    Ok(Said { case, recorded, policy })
}

impl ReceiptFile {
    /// The receipt for an entry of a case that names its policy version.
    pub fn new(entry: Entry, proof: TlogProof) -> Result<Self, ReceiptError> {
        said(&entry)?;
        entry.to_bytes()?;
        Ok(Self { entry, proof })
    }

    /// Reads a receipt; its lines must agree with its entry. Nothing is believed before
    /// [`ReceiptFile::verify`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.contains(&b'\r') {
            return Err(ReceiptError::Text);
        }
        let blank = bytes
            .iter()
            .zip(bytes.iter().skip(1))
            .take(MAX_HEAD_BYTES)
            .position(|pair| pair == (&b'\n', &b'\n'));
        let (head, proof) = blank.and_then(|blank| bytes.split_at_checked(blank + 2)).ok_or(
            if bytes.starts_with(HEADER.as_bytes()) {
                ReceiptError::NoProof
            } else {
                ReceiptError::Header
            },
        )?;
        let head = str::from_utf8(head).map_err(|_| ReceiptError::Text)?;
        if head.contains(|c: char| c < ' ' && c != '\n') {
            return Err(ReceiptError::Text);
        }
        let mut lines = head.lines();
        if lines.next() != Some(HEADER) {
            return Err(ReceiptError::Header);
        }
        let mut line = |field: &'static str| {
            let line = lines.next().and_then(|line| line.strip_prefix(field)?.strip_prefix(' '));
            line.ok_or(ReceiptError::Line { field })
        };
        let (case, recorded, policy) = (line("case")?, line("recorded")?, line("policy")?);
        let entry = Entry::from_bytes(line("entry")?.as_bytes())?;
        // The blank line is the last of the head.
        if lines.next() != Some("") || lines.next().is_some() {
            return Err(ReceiptError::NoProof);
        }
        let said = said(&entry)?;
        for (field, agrees) in [
            ("case", case == said.case),
            ("recorded", recorded == said.recorded),
            ("policy", policy == said.policy.to_string()),
        ] {
            if !agrees {
                return Err(ReceiptError::Disagrees { field });
            }
        }
        Ok(Self { entry, proof: TlogProof::parse(proof)? })
    }

    /// Judges the receipt with the log's keys.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<ReceiptFacts, ReceiptError> {
        let said = said(&self.entry)?;
        let checkpoint = self.proof.verify(&leaf_hash(&self.entry.to_bytes()?), keys)?;
        Ok(ReceiptFacts {
            case: said.case.to_owned(),
            recorded: self.entry.recorded,
            policy: said.policy,
            index: self.proof.index,
            checkpoint,
            entry: self.entry.clone(),
        })
    }

    /// The entry.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The proof.
    #[must_use]
    pub fn proof(&self) -> &TlogProof {
        &self.proof
    }
}

/// Reads and judges a receipt file with the log's public key.
pub fn verify_receipt(text: &[u8], key: &VerifierKey) -> Result<ReceiptFacts, ReceiptError> {
    ReceiptFile::parse(text)?.verify(core::slice::from_ref(key))
}

impl fmt::Display for ReceiptFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `new` and `parse` made sure that both can be written.
        let said = said(&self.entry).map_err(|_| fmt::Error)?;
        let entry = self.entry.to_bytes().map_err(|_| fmt::Error)?;
        let entry = str::from_utf8(&entry).map_err(|_| fmt::Error)?;
        writeln!(f, "{HEADER}\ncase {}\nrecorded {}", said.case, said.recorded)?;
        write!(f, "policy {}\nentry {entry}\n\n{}", said.policy, self.proof)
    }
}
