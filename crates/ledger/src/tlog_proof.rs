//! The C2SP tlog-proof format: an inclusion proof and a signed checkpoint in one text file.
//!
//! Offline and years later, with the log's public key alone, it shows that an entry is in the log.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, CheckpointError, decimal};
use crate::frontier::MAX_TREE_SIZE;
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, SignedNote, VerifierKey};
use crate::proof::{BadProof, verify_inclusion};

/// The first line.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// No proof in a tree of at most 2^63 − 1 entries is longer.
const MAX_HASHES: usize = 63;

/// The most bytes the extra data may have.
const MAX_EXTRA_BYTES: usize = 65_536;

/// The most bytes a proof file may have: a note, and room for the lines before it.
const MAX_BYTES: usize = MAX_NOTE_BYTES + 100_000;

/// A proof that an entry is in a log. `Display` is the file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Data of the application's own; nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// Which entry, from 0.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling upwards.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint of the tree the proof leads to.
    pub checkpoint: SignedNote,
}

/// A text that is not a proof, or a proof that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Too many bytes.
    #[error("the proof is too large: {found} bytes, at most {MAX_BYTES} are read")]
    TooLarge {
        /// How many bytes it has.
        found: usize,
    },
    /// Not UTF-8, or carriage returns or other control characters.
    #[error("the proof must be UTF-8 text with plain newlines; take the file as it was downloaded")]
    Text,
    /// Another first line.
    #[error("this is not a proof: its first line must be {HEADER}")]
    Header,
    /// The extra line is not base64, or too long.
    #[error("the line \"extra\" of the proof is not base64 of at most {MAX_EXTRA_BYTES} bytes")]
    Extra,
    /// The index line is missing or not a number.
    #[error("the proof lacks a line \"index\" with the number of the entry")]
    Index,
    /// A hash line is not base64 of 32 bytes.
    #[error("hash {number} of the proof is not the base64 of a SHA-256 hash")]
    Hash {
        /// Which hash, from 1.
        number: usize,
    },
    /// More hashes than any tree needs.
    #[error("the proof has more than {MAX_HASHES} hashes, which no log needs")]
    TooManyHashes,
    /// No empty line before the checkpoint.
    #[error("the proof is cut off: no checkpoint follows its hashes")]
    NoCheckpoint,
    /// The checkpoint does not hold.
    #[error("the checkpoint of the proof does not hold: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The proof does not lead to the root of the checkpoint.
    #[error(transparent)]
    Proof(#[from] BadProof),
}

impl TlogProof {
    /// Reads a proof without judging it; only the one spelling of the format is taken.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > MAX_BYTES {
            return Err(TlogProofError::TooLarge { found: bytes.len() });
        }
        let text = str::from_utf8(bytes).map_err(|_| TlogProofError::Text)?;
        if text.contains(|c: char| c < ' ' && c != '\n') {
            return Err(TlogProofError::Text);
        }
        let (header, mut rest) = text.split_once('\n').ok_or(TlogProofError::Header)?;
        if header != HEADER {
            return Err(TlogProofError::Header);
        }
        let mut line = || {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            Some(line)
        };
        let mut next = line().ok_or(TlogProofError::Index)?;
        let extra = match next.strip_prefix("extra ") {
            None => None,
            Some(base64) => {
                let extra = STANDARD.decode(base64).ok().filter(|e| e.len() <= MAX_EXTRA_BYTES);
                next = line().ok_or(TlogProofError::Index)?;
                Some(extra.ok_or(TlogProofError::Extra)?)
            }
        };
        let index = next.strip_prefix("index ").and_then(decimal);
        let index = index.filter(|index| *index < MAX_TREE_SIZE).ok_or(TlogProofError::Index)?;
        let mut hashes = Vec::new();
        loop {
            let next = line().ok_or(TlogProofError::NoCheckpoint)?;
            if next.is_empty() {
                break;
            }
            if hashes.len() == MAX_HASHES {
                return Err(TlogProofError::TooManyHashes);
            }
            let hash = Hash::from_base64(next);
            hashes.push(hash.map_err(|_| TlogProofError::Hash { number: hashes.len() + 1 })?);
        }
        let checkpoint = SignedNote::parse(rest.as_bytes()).map_err(CheckpointError::from)?;
        Ok(Self { extra, index, hashes, checkpoint })
    }

    /// Judges the proof for the entry with this [`leaf_hash`](crate::leaf_hash) and gives the head of
    /// the log that it leads to.
    pub fn verify(&self, leaf: &Hash, keys: &[VerifierKey]) -> Result<Checkpoint, TlogProofError> {
        let head = Checkpoint::open(self.checkpoint.to_string().as_bytes(), keys)?;
        verify_inclusion(self.index, head.size(), leaf, &self.hashes, head.root())?;
        Ok(head)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
