//! Checkpoints (C2SP tlog-checkpoint): the size and root of a log, as the text of a signed note.
//!
//! There is no way here to sign one that was not compared with what was signed before: see
//! [`clear_to_sign`](crate::clear_to_sign).

use core::fmt;
use core::str::FromStr;

use crate::frontier::MAX_TREE_SIZE;
use crate::hash::Hash;
use crate::note::{NoteError, SignedNote, VerifierKey};

/// The head of a log: which log, how many entries, which root. `Display` and `FromStr` are the note
/// text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// A text that is not a checkpoint, or a checkpoint that must not be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a note, or not signed by a known key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not three lines and extension lines, each ending in a newline.
    #[error(
        "this is not a checkpoint: expected the lines origin, size and root, each ending in a newline"
    )]
    Form,
    /// The origin is empty or has control characters.
    #[error("the origin of a log must not be empty and has no control characters")]
    Origin,
    /// The size is not a decimal number up to 2^63 − 1 without leading zeros.
    #[error("the size in the checkpoint is not a number from 0 to 2^63 - 1 without leading zeros")]
    Size,
    /// The root is not 44 characters of base64.
    #[error("the root in the checkpoint is not the base64 of a SHA-256 hash")]
    Root,
    /// A size of 0 with a root other than that of the empty tree.
    #[error("the checkpoint says the log is empty, but its root is not that of an empty log")]
    EmptyRoot,
    /// Signed, but not by the key of its own log.
    #[error(
        "the checkpoint is of the log {origin}, which is not the name of a known key that signed it"
    )]
    OtherLog {
        /// The origin line.
        origin: String,
    },
}

impl Checkpoint {
    /// The head of the log `origin` at `size` entries with `root`.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        if origin.is_empty() || origin.contains(char::is_control) {
            return Err(CheckpointError::Origin);
        }
        if size > MAX_TREE_SIZE {
            return Err(CheckpointError::Size);
        }
        if size == 0 && root != Hash::of_empty_tree() {
            return Err(CheckpointError::EmptyRoot);
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions: Vec::new() })
    }

    /// Reads a signed checkpoint and judges it: a known key must have signed it whose name is the
    /// origin of the log, and no known key wrongly. Signatures of unknown keys are ignored.
    pub fn open(note: &[u8], keys: &[VerifierKey]) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(note)?;
        let signed = note.verify(keys)?;
        let checkpoint: Self = note.text().parse()?;
        if signed.iter().any(|key| key.name() == checkpoint.origin) {
            Ok(checkpoint)
        } else {
            Err(CheckpointError::OtherLog { origin: checkpoint.origin })
        }
    }

    /// Which log this is the head of, such as `bugs.example.org/log/acme`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the log has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree over them.
    #[must_use]
    pub fn root(&self) -> &Hash {
        &self.root
    }

    /// Lines after the root, whose meaning is the log's own. Logs of this program write none.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root.to_base64())?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;
    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let text = text.strip_suffix('\n').ok_or(CheckpointError::Form)?;
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Form);
        };
        let size = decimal(size).ok_or(CheckpointError::Size)?;
        let root = Hash::from_base64(root).map_err(|_| CheckpointError::Root)?;
        let mut checkpoint = Self::new(origin, size, root)?;
        for line in lines {
            if line.is_empty() {
                return Err(CheckpointError::Form);
            }
            checkpoint.extensions.push(line.to_owned());
        }
        Ok(checkpoint)
    }
}

/// A number in ASCII decimal without sign or leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = text.starts_with('0') && text != "0";
    if plain && !leading_zero { text.parse().ok() } else { None }
}
