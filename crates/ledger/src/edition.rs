//! The proof of an edition: a file from which anyone can see, offline, that the program's log names what was
//! published, byte for byte. The format is described in `docs/formats/edition.md`.
//!
//! Only written here: it is read by `verifier`, which shares no code with this crate.

use core::fmt::{self, Write as _};

use crate::entry::{Entry, EntryError};
use crate::hash::Hash;
use crate::tlog_proof::TlogProof;

/// The first line.
const HEADER: &str = "candor edition v1";

/// A public file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionFile {
    /// Its path below the program's address, without spaces.
    pub path: String,
    /// The SHA-256 of its content.
    pub sha256: Hash,
}

impl fmt::Display for EditionFile {
    /// As `sha256sum` writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.sha256, self.path)
    }
}

/// What the log names of files: the SHA-256 of their list, a line for each in the order of their paths, as
/// `sha256sum` writes it.
#[must_use]
pub fn files_digest(files: &[EditionFile]) -> Hash {
    let list = files.iter().fold(String::new(), |mut list, file| {
        // Writing to a text cannot fail.
        let _ = writeln!(list, "{file}");
        list
    });
    Hash::of(&[list.as_bytes()])
}

/// The proof of an edition. `Display` is the file's text.
#[derive(Debug, Clone)]
pub struct EditionProof {
    /// The advisory's public identifier.
    pub advisory: String,
    /// Which edition, from 1.
    pub edition: u32,
    /// Everything that is public of it, in the order of the paths.
    pub files: Vec<EditionFile>,
    /// The entry of the log, as it was hashed.
    pub entry: Vec<u8>,
    /// That it stands in the log.
    pub proof: TlogProof,
}

impl EditionProof {
    /// When the log recorded the edition, Unix seconds.
    ///
    /// # Errors
    /// [`EntryError`] when the entry is none.
    pub fn recorded(&self) -> Result<i64, EntryError> {
        Entry::from_bytes(&self.entry).map(|entry| entry.recorded)
    }
}

impl fmt::Display for EditionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let recorded = self.recorded().ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
        let recorded = recorded.ok_or(fmt::Error)?;
        let entry = str::from_utf8(&self.entry).map_err(|_| fmt::Error)?;
        writeln!(f, "{HEADER}\nadvisory {}\nedition {}", self.advisory, self.edition)?;
        writeln!(f, "recorded {recorded}")?;
        for file in &self.files {
            writeln!(f, "file {file}")?;
        }
        write!(f, "entry {entry}\n\n{}", self.proof)
    }
}
