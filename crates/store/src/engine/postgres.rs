//! PostgreSQL, and engines that speak its protocol: a pool, SERIALIZABLE, and starting anew.
//!
//! Every transaction runs at SERIALIZABLE and is started anew, after a short wait of random length, when the
//! database finds that it cannot have happened alone (40001, 40P01) or when two took the same place in a
//! case or a log. A connection that is lost before COMMIT is a clear "nothing was written"; one that is lost
//! during COMMIT is [`StoreError::Unknown`], which only the caller's idempotency key can resolve.
//!
//! The writers of one process go through one task, many in one transaction (`writer`). What is left to
//! collide is other processes.

mod connect;
mod errors;
mod session;
mod writer;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use deadpool_postgres::Pool;
use tokio_postgres::IsolationLevel;

use crate::engine::job::BodyJob;
use crate::error::StoreError;
use crate::migration::{self, Progress};
use crate::store::Options;
use crate::tx::{BoxFuture, EngineTx, Tx};

pub(crate) use session::Session;

use errors::Fault;
use writer::Writer;

/// How often a transaction that lost against others is started anew.
const RESTARTS: u32 = 40;
/// How often one is started anew on another connection, when its own was found dead.
const RECONNECTS: u32 = 3;
/// The first wait before starting anew, and the longest, in microseconds.
const FIRST_WAIT: u64 = 500;
const LONGEST_WAIT: u64 = 50_000;

/// An open PostgreSQL database.
#[derive(Debug)]
pub(crate) struct Postgres {
    pool: Pool,
    /// Nothing where the store is only read.
    writer: Option<Writer>,
}

/// How one attempt of a read ended.
enum Attempt<T, E> {
    Done(Result<T, E>),
    /// Others were faster; the error to give when this was the last attempt.
    Restart(E),
    /// The connection was dead before anything was committed.
    Reconnect(E),
}

impl Postgres {
    pub(crate) async fn open(url: &str, options: &Options) -> Result<Self, StoreError> {
        let pool = connect::pool(url, options)?;
        let mut opened = Self { pool, writer: None };
        if options.read_only {
            opened.progress().await?.refuse_older()?;
        } else {
            opened.migrate().await?;
            opened.writer = Some(Writer::start(opened.pool.clone()));
        }
        Ok(opened)
    }

    pub(crate) async fn write<T, E, B>(&self, body: B) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        let (job, answered) = BodyJob::new(body);
        writer.send(Box::new(job)).await?;
        answered.await.unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
    }

    pub(crate) async fn read<T, E, B>(&self, body: B) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        let pool = self.pool.clone();
        // In a task of its own, so that a body that panics is an error here as it is on SQLite.
        let task = tokio::spawn(async move {
            let (mut restarts, mut reconnects) = (0, 0);
            loop {
                match attempt(&pool, &body).await {
                    Attempt::Done(outcome) => return outcome,
                    Attempt::Restart(error) if restarts >= RESTARTS => return Err(error),
                    Attempt::Reconnect(error) if reconnects >= RECONNECTS => return Err(error),
                    Attempt::Restart(_) => {
                        restarts += 1;
                        wait(restarts).await;
                    }
                    Attempt::Reconnect(_) => {
                        reconnects += 1;
                        wait(reconnects).await;
                    }
                }
            }
        });
        task.await.unwrap_or_else(|_| Err(E::from(StoreError::Body("panicked"))))
    }

    pub(crate) async fn analyze(&self) -> Result<(), StoreError> {
        let client = connect::client(&self.pool).await?;
        client.batch_execute("ANALYZE").await.map_err(|error| errors::map(&error).0)
    }

    async fn progress(&self) -> Result<Progress, StoreError> {
        let client = connect::client(&self.pool).await?;
        match client.query_opt(migration::READ_PROGRESS, &[]).await {
            Ok(Some(row)) => {
                Progress::parse(row.try_get(0).map_err(|error| errors::map(&error).0)?)
            }
            Ok(None) => Ok(Progress::default()),
            Err(error) if errors::is_missing_table(&error) => Ok(Progress::default()),
            Err(error) => Err(errors::map(&error).0),
        }
    }

    /// Brings the schema up to date, one definition per transaction.
    async fn migrate(&self) -> Result<(), StoreError> {
        let mut stuck = 0;
        let mut before = None;
        loop {
            let found = self.progress().await?;
            found.refuse_newer()?;
            let Some((statement, after)) = found.next() else { return Ok(()) };
            // Another node may be doing the same: whoever loses looks again how far it is.
            stuck = if before == Some(found) { stuck + 1 } else { 0 };
            before = Some(found);
            match self.migrate_one(found, &statement, after).await {
                Ok(()) => {}
                Err(error) if stuck >= RESTARTS => return Err(error),
                Err(_) => wait(stuck).await,
            }
        }
    }

    async fn migrate_one(
        &self,
        found: Progress,
        statement: &str,
        after: Progress,
    ) -> Result<(), StoreError> {
        let mut client = connect::client(&self.pool).await?;
        if found == Progress::default() {
            client
                .batch_execute(migration::CREATE_META)
                .await
                .map_err(|error| errors::map(&error).0)?;
        }
        let step = async {
            let transaction = client
                .build_transaction()
                .isolation_level(IsolationLevel::Serializable)
                .start()
                .await?;
            let now: Option<String> = transaction
                .query_opt(migration::READ_PROGRESS, &[])
                .await?
                .and_then(|row| row.try_get(0).ok());
            let expected = (found != Progress::default()).then(|| found.text());
            if now == expected {
                transaction.batch_execute(statement).await?;
                transaction.execute(migration::NOTE_PROGRESS, &[&after.text()]).await?;
            }
            transaction.commit().await
        };
        step.await.map_err(|error: tokio_postgres::Error| errors::map(&error).0)
    }
}

/// One attempt of a read.
async fn attempt<T, E, B>(pool: &Pool, body: &B) -> Attempt<T, E>
where
    E: From<StoreError>,
    B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>>,
{
    let mut client = match connect::client(pool).await {
        Ok(client) => client,
        Err(error) => return Attempt::Reconnect(error.into()),
    };
    let begun = client
        .build_transaction()
        .isolation_level(IsolationLevel::Serializable)
        .read_only(true)
        .start()
        .await;
    let transaction = match begun {
        Ok(transaction) => transaction,
        Err(error) => return ended(errors::map(&error)),
    };
    let session = Session::new(transaction);
    let outcome = {
        let tx = Tx::new(EngineTx::Postgres(&session));
        match body(&tx).await {
            Ok(_) if tx.has_failed() => {
                Err(E::from(StoreError::Body("took a failed statement for a success")))
            }
            outcome => outcome,
        }
    };
    let fault = session.take_fault();
    let transaction = session.into_transaction();
    match (outcome, fault) {
        (Err(error), Fault::Lost) => Attempt::Reconnect(error),
        (Err(error), fault) => {
            // If it fails, the connection is gone and the transaction with it.
            drop(transaction.rollback().await);
            if fault == Fault::Contended {
                Attempt::Restart(error)
            } else {
                Attempt::Done(Err(error))
            }
        }
        (Ok(value), _) => match transaction.commit().await {
            Ok(()) => Attempt::Done(Ok(value)),
            Err(error) => ended(errors::map(&error)),
        },
    }
}

fn ended<T, E: From<StoreError>>((error, fault): (StoreError, Fault)) -> Attempt<T, E> {
    match fault {
        Fault::Contended => Attempt::Restart(error.into()),
        Fault::Lost => Attempt::Reconnect(error.into()),
        Fault::Final => Attempt::Done(Err(error.into())),
    }
}

/// Waits a random time that doubles with each attempt, so that those who collided do not collide again.
async fn wait(attempt: u32) {
    let longest = FIRST_WAIT.saturating_mul(1 << attempt.min(10)).min(LONGEST_WAIT);
    // Chance, not secrecy: the standard library's hash seeds will do.
    let chance = RandomState::new().build_hasher().finish();
    pause(Duration::from_micros(longest / 4 + chance % longest)).await;
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pause of milliseconds between two attempts of one transaction is no work that waits: \
              making it a job would need a transaction itself"
)]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
