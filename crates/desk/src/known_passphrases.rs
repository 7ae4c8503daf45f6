//! The operator's list of breached passphrases: a file that is looked into, never read whole.
//!
//! Its form is `docs/formats/breached-passphrases.md`; `candor passwords build` makes one.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use credential::password::table::{Breached, BreachedTable, ReadAt, TableError};

/// An opened list.
pub struct KnownPassphrases(OpenFile);

struct OpenFile(File);

impl ReadAt for OpenFile {
    fn size(&self) -> Result<u64, TableError> {
        self.0.metadata().map(|facts| facts.len()).map_err(|_| TableError::Unreadable)
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), TableError> {
        self.0.read_exact_at(into, offset).map_err(|_| TableError::Unreadable)
    }
}

impl KnownPassphrases {
    /// Opens a list and looks at its head.
    ///
    /// # Errors
    /// When it cannot be read or is no list.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let file = OpenFile(File::open(path).map_err(|_| TableError::Unreadable)?);
        BreachedTable::open(&file)?;
        Ok(Self(file))
    }
}

impl Breached for KnownPassphrases {
    fn holds(&self, typed: &str, folded: &str) -> Result<bool, TableError> {
        BreachedTable::open(&self.0)?.holds(typed, folded)
    }
}
