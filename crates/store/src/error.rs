//! What can go wrong with stored data, in sentences that say what the reader can do.
//!
//! Driver errors end here: what crosses this wall names neither driver and carries no stored value
//! (PostgreSQL's error details quote keys, so only its code, table and constraint are kept).

use std::path::PathBuf;

/// Why the store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Someone else changed the case (or the ledger) after the caller read it. Nothing was written.
    #[error(
        "someone else recorded something here since you opened it: load it again and decide anew"
    )]
    Conflict,
    /// A row with this key exists already. Nothing was written.
    #[error("{table} has an entry with this key already")]
    Duplicate {
        /// The table, by its name in the schema.
        table: String,
    },
    /// A row refers to one that does not exist, or a column holds what its table forbids. A mistake of
    /// this program, never of its user.
    #[error(
        "{table} refused a row that breaks its rules; this is a fault in the program, please report it"
    )]
    Broken {
        /// The table, or what the database said it was.
        table: String,
    },
    /// There is no room to write. Everything acknowledged so far is kept.
    #[error(
        "the disk is full: nothing was written and nothing is lost; free some space \
         (the file `ballast` beside the database may be deleted for a start) and try again"
    )]
    DiskFull,
    /// Writing to the disk failed in a way after which no later success can be trusted. The process
    /// must end; on the next start only what was acknowledged is there.
    #[error(
        "the disk reported an error ({detail}): the process must end now; check the disk, then start again"
    )]
    Durability {
        /// What the database reported.
        detail: String,
    },
    /// The connection was lost while COMMIT was under way: it may or may not have been stored. Look for
    /// the idempotency key before trying again.
    #[error(
        "the connection to the database was lost at the last moment: it is not known whether this was stored"
    )]
    Unknown,
    /// The database cannot be reached now. Nothing was written.
    #[error(
        "the database cannot be reached at the moment ({detail}); nothing was written, try again shortly"
    )]
    Unavailable {
        /// What the driver said, without addresses or passwords.
        detail: String,
    },
    /// Too many others wrote to the same rows at the same time. Nothing was written.
    #[error(
        "too many others are writing to the same place; nothing was written, try again shortly"
    )]
    Contended,
    /// The database location cannot be used as written.
    #[error("{0}")]
    Location(String),
    /// Another process serves this file.
    #[error(
        "{} is in use by another candor process: stop that one, or use its pages or API instead",
        .path.display()
    )]
    InUse {
        /// The lock file.
        path: PathBuf,
    },
    /// The database was written by a newer version of the program.
    #[error(
        "the database has schema {found}, this program knows schemas up to {known}: \
         start the version that wrote it, or a newer one"
    )]
    NewerSchema {
        /// The number of the last migration in the database.
        found: i64,
        /// The last one this program has.
        known: i64,
    },
    /// A read-only opening met a database whose schema is older than this program's.
    #[error(
        "the database has schema {found} and needs {known}: start `candor serve` once to bring it up to date"
    )]
    OlderSchema {
        /// The number of the last migration in the database.
        found: i64,
        /// The last one this program has.
        known: i64,
    },
    /// The SQLite compiled in has known faults.
    #[error(
        "this program was built with SQLite {found}, which can corrupt data; it needs 3.51.3 or newer"
    )]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// A stored value is not of the form its column must have: the file was changed from outside, or is
    /// damaged.
    #[error(
        "{column} holds something that does not belong there: restore a backup, or ask for help with `candor verify`"
    )]
    Malformed {
        /// The type or column that could not be read.
        column: &'static str,
    },
    /// A write was asked of a store that was opened for reading.
    #[error("this database is open for reading only")]
    ReadOnly,
    /// The store was closed, or ended after [`StoreError::Durability`].
    #[error("the database is closed")]
    Closed,
    /// The proof is for another target than the call needs.
    #[error(
        "this permission was given for something else; this is a fault in the program, please report it"
    )]
    WrongTarget,
    /// A transaction body waited for something other than the store, or went on after a failed statement,
    /// or panicked. A mistake of this program; nothing was written.
    #[error(
        "a transaction {0}; nothing was written; this is a fault in the program, please report it"
    )]
    Body(&'static str),
    /// A file or folder could not be used.
    #[error("{}: {detail}", .path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// A stored file is not there.
    #[error("the stored file {name} is missing")]
    NoBlob {
        /// Its name in the store.
        name: String,
    },
    /// The database refused a statement for another reason.
    #[error(
        "the database refused a statement ({detail}); this is a fault in the program, please report it"
    )]
    Refused {
        /// Code and place, without values.
        detail: String,
    },
}

impl StoreError {
    /// Whether the process must end: no later write could be trusted.
    #[must_use]
    pub const fn is_fatal(&self) -> bool {
        matches!(self, Self::Durability { .. })
    }

    /// Whether the same request may succeed a little later, unchanged.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable { .. } | Self::Contended | Self::DiskFull)
    }
}
