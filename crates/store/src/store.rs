//! Opening a database and running bodies in it, whichever engine it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::postgres::Postgres;
use crate::engine::sqlite::Sqlite;
use crate::error::StoreError;
use crate::tx::{BoxFuture, Tx};

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// One file, made when it does not exist.
    Sqlite {
        /// The file. Beside it lie its write-ahead log, its lock and the ballast.
        path: PathBuf,
    },
    /// A PostgreSQL database, or one that speaks its protocol.
    Postgres {
        /// `postgres://…`, as `CANDOR_DATABASE_URL` has it. May hold a password, so `Debug` does not show it.
        url: String,
    },
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite { path } => f.debug_struct("Sqlite").field("path", path).finish(),
            Self::Postgres { .. } => f.write_str("Postgres { .. }"),
        }
    }
}

/// How a database is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Refuse to open a SQLite file that another process serves. `candor serve` sets it; without it a
    /// second process may write too, one transaction at a time.
    pub exclusive: bool,
    /// Open for reading only: nothing is created or migrated.
    pub read_only: bool,
    /// How many reads run at once on SQLite, and how many connections are held to PostgreSQL.
    pub connections: usize,
    /// Size in bytes of the ballast beside a SQLite file opened exclusively: room that
    /// [`Store::release_ballast`] gives back when the disk is full. 0 for none.
    pub ballast_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { exclusive: true, read_only: false, connections: 4, ballast_bytes: 16 * 1024 * 1024 }
    }
}

/// An open database. Cheap to clone; the last clone closes it.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Arc<Engine>,
}

#[derive(Debug)]
enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Store {
    /// Opens a database, makes it when there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::NewerSchema`], [`StoreError::OlderSchema`] (read-only),
    /// [`StoreError::OldSqlite`], [`StoreError::Location`], and what the database says.
    pub async fn open(location: Location, options: Options) -> Result<Self, StoreError> {
        let engine = match location {
            Location::Sqlite { path } => {
                let opened = tokio::task::spawn_blocking(move || Sqlite::open(&path, &options));
                Engine::Sqlite(opened.await.map_err(|_| StoreError::Closed)??)
            }
            Location::Postgres { url } => Engine::Postgres(Postgres::open(&url, &options).await?),
        };
        Ok(Self { engine: Arc::new(engine) })
    }

    /// Runs a body in a transaction: all of what it wrote is kept when it gives `Ok`, nothing when it gives
    /// an error. The answer comes after what was written is on disk.
    ///
    /// The body is `Fn` because it may run several times (PostgreSQL starts anew after a serialization
    /// failure): it changes nothing outside, and waits for nothing but the store.
    ///
    /// # Errors
    /// The body's own, and [`StoreError`] as that type.
    pub async fn write<T, E, B>(&self, body: B) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.write(body).await,
            Engine::Postgres(postgres) => postgres.write(body).await,
        }
    }

    /// Runs a body on one consistent state of the database.
    ///
    /// # Errors
    /// The body's own, and [`StoreError`] as that type.
    pub async fn read<T, E, B>(&self, body: B) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(body).await,
            Engine::Postgres(postgres) => postgres.read(body).await,
        }
    }

    /// Writes a copy of a SQLite database to a new file: complete, checked, and under its final name only
    /// when it is both. Blobs are not in it.
    ///
    /// # Errors
    /// [`StoreError::File`] when `to` exists or cannot be written; [`StoreError::Location`] on PostgreSQL,
    /// with what to use instead.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.backup(to).await,
            Engine::Postgres(_) => Err(StoreError::Location(
                "this instance keeps its data in PostgreSQL: back it up with \
                 `pg_dump --format=custom`, and copy the folder of files beside it"
                    .to_owned(),
            )),
        }
    }

    /// Gives the ballast's room back to a full disk, so that cases can be erased and work go on. It is made
    /// again when the database is opened next. Says whether there was one.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be removed.
    pub fn release_ballast(&self) -> Result<bool, StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.release_ballast(),
            Engine::Postgres(_) => Ok(false),
        }
    }

    /// Carries everything from the write-ahead log of SQLite into the database file and empties the log, so
    /// that what was erased is gone from it too. Does nothing on PostgreSQL.
    ///
    /// # Errors
    /// [`StoreError::Durability`] when the disk fails.
    pub async fn settle(&self) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.settle().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Counts what is in the tables, so that the database plans its queries well: for a job to do daily and
    /// after much was loaded.
    ///
    /// # Errors
    /// When the database does.
    pub async fn analyze(&self) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.analyze().await,
            Engine::Postgres(postgres) => postgres.analyze().await,
        }
    }

    /// Which engine it is, for `candor config` and the log.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        match &*self.engine {
            Engine::Sqlite(_) => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }
}
