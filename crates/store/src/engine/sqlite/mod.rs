//! SQLite: one thread that writes, a few that read, one file.
//!
//! The writer takes up to 64 waiting bodies into one transaction and answers them when it is on disk
//! ([`writer`]), so a burst costs one fsync, not one each. After a disk error nothing is tried again: what a
//! second fsync says cannot be trusted, so the store refuses everything from then on and the edge ends the
//! process.

mod backup;
mod ballast;
mod connection;
mod errors;
mod lock;
mod reader;
mod session;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::engine::job::{BodyJob, Job};
use crate::error::StoreError;
use crate::store::Options;
use crate::tx::{BoxFuture, Tx};

pub(crate) use backup::copy;
pub(crate) use connection::{Purpose, open as open_connection};
pub(crate) use errors::map as map_error;
pub(crate) use session::Session;

/// The first disk error, after which nothing is done any more.
pub(crate) type Fatal = Arc<OnceLock<StoreError>>;

/// An open SQLite database.
#[derive(Debug)]
pub(crate) struct Sqlite {
    path: PathBuf,
    writer: Option<writer::Writer>,
    readers: reader::Readers,
    fatal: Fatal,
    // Dropped last: the lock is held until the threads have ended.
    _lock: Option<lock::Lock>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, StoreError> {
        connection::assert_version()?;
        let lock = if options.exclusive && !options.read_only {
            Some(lock::Lock::take(path)?)
        } else {
            None
        };
        let fatal = Fatal::default();
        let writer = if options.read_only {
            if !path.exists() {
                return Err(StoreError::Location(format!(
                    "{}: there is no database yet; `candor serve` makes one",
                    path.display()
                )));
            }
            let connection = open_connection(path, Purpose::Read)?;
            crate::migration::check_sqlite(&connection)?;
            None
        } else {
            connection::create_private(path)?;
            let mut connection = open_connection(path, Purpose::Migrate)?;
            crate::migration::run_sqlite(&mut connection, path)?;
            drop(connection);
            Some(writer::Writer::start(path, Arc::clone(&fatal))?)
        };
        let readers = reader::Readers::start(path, options.connections.max(1), &fatal)?;
        if lock.is_some() {
            ballast::make(path, options.ballast_bytes);
        }
        Ok(Self { path: path.to_owned(), writer, readers, fatal, _lock: lock })
    }

    pub(crate) async fn write<T, E, B>(&self, body: B) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        self.alive()?;
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        let (job, answered) = BodyJob::new(body);
        writer.send(Box::new(job) as Box<dyn Job>).await?;
        answered.await.unwrap_or_else(|_| Err(E::from(self.closed())))
    }

    pub(crate) async fn read<T, E, B>(&self, body: B) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        self.alive()?;
        let (job, answered) = BodyJob::new(body);
        self.readers.send(Box::new(job))?;
        answered.await.unwrap_or_else(|_| Err(E::from(self.closed())))
    }

    pub(crate) async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let (from, to) = (self.path.clone(), to.to_owned());
        tokio::task::spawn_blocking(move || copy(&from, &to))
            .await
            .map_err(|_| StoreError::Closed)?
    }

    pub(crate) fn release_ballast(&self) -> Result<bool, StoreError> {
        ballast::release(&self.path)
    }

    pub(crate) async fn settle(&self) -> Result<(), StoreError> {
        self.alive()?;
        self.writer.as_ref().ok_or(StoreError::ReadOnly)?.settle().await
    }

    pub(crate) async fn analyze(&self) -> Result<(), StoreError> {
        if self.writer.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let path = self.path.clone();
        let fatal = Arc::clone(&self.fatal);
        tokio::task::spawn_blocking(move || {
            let session = Session::new(open_connection(&path, Purpose::Migrate)?, fatal);
            let counted =
                session.connection().execute_batch("PRAGMA analysis_limit = 1000; ANALYZE;");
            counted.map_err(|error| session.mapped(&error))
        })
        .await
        .map_err(|_| StoreError::Closed)?
    }

    fn alive(&self) -> Result<(), StoreError> {
        self.fatal.get().map_or(Ok(()), |error| Err(error.clone()))
    }

    fn closed(&self) -> StoreError {
        self.fatal.get().cloned().unwrap_or(StoreError::Closed)
    }
}
