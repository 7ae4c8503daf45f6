//! The one thread that writes: group commit.
//!
//! Whatever waits when the thread is free, up to [`BATCH`] bodies, goes into one transaction, each within a
//! savepoint of its own so that one that fails takes nothing of the others with it. All are answered after
//! the one COMMIT is on disk. The log is carried into the database file here too, not by SQLite's own
//! automatism, which ignores errors: a failed fsync there must end the process like any other.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;

use rusqlite::hooks::Wal;
use rusqlite::wal::CheckpointMode;
use tokio::sync::{mpsc, oneshot};

use crate::engine::job::Job;
use crate::engine::sqlite::{Fatal, Purpose, Session, open_connection};
use crate::error::StoreError;

/// The most bodies in one transaction.
const BATCH: usize = 64;
/// How many bodies may wait before callers do.
const QUEUE: usize = 1024;
/// Pages of 4 KiB in the log after which it is carried into the database file.
const CHECKPOINT_PAGES: u32 = 1000;

/// What the thread is asked to do.
enum Order {
    Run(Box<dyn Job>),
    Settle(oneshot::Sender<Result<(), StoreError>>),
}

/// The handle to the writing thread.
#[derive(Debug)]
pub(crate) struct Writer {
    orders: Option<mpsc::Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(path: &Path, fatal: Fatal) -> Result<Self, StoreError> {
        let mut connection = open_connection(path, Purpose::Write)?;
        let pages = Arc::new(AtomicU32::new(0));
        let seen = Arc::clone(&pages);
        connection
            .wal_hook(Some(move |_: &mut Wal, pages: i32| {
                seen.store(u32::try_from(pages).unwrap_or(0), Ordering::Relaxed);
                Ok(())
            }))
            .map_err(|error| super::errors::map(&error))?;
        let (orders, received) = mpsc::channel(QUEUE);
        let session = Session::new(connection, fatal);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || serve(&session, &pages, received))
            .map_err(|error| StoreError::File {
                path: path.to_owned(),
                detail: error.to_string(),
            })?;
        Ok(Self { orders: Some(orders), thread: Some(thread) })
    }

    pub(crate) async fn send(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        self.order(Order::Run(job)).await
    }

    pub(crate) async fn settle(&self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.order(Order::Settle(answer)).await?;
        answered.await.unwrap_or(Err(StoreError::Closed))
    }

    async fn order(&self, order: Order) -> Result<(), StoreError> {
        let orders = self.orders.as_ref().ok_or(StoreError::Closed)?;
        orders.send(order).await.map_err(|_| StoreError::Closed)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.orders.take());
        if let Some(thread) = self.thread.take() {
            // It finishes the batch it is at. A panic of it has been answered already.
            drop(thread.join());
        }
    }
}

fn serve(session: &Session, pages: &AtomicU32, mut orders: mpsc::Receiver<Order>) {
    while let Some(first) = orders.blocking_recv() {
        let mut batch: Vec<Box<dyn Job>> = Vec::new();
        let mut settle = None;
        let mut next = Some(first);
        while let Some(order) = next.take() {
            match order {
                Order::Run(job) => batch.push(job),
                Order::Settle(answer) => {
                    settle = Some(answer);
                    break;
                }
            }
            if batch.len() < BATCH {
                next = orders.try_recv().ok();
            }
        }
        if !batch.is_empty() {
            commit(session, batch);
        }
        if pages.load(Ordering::Relaxed) >= CHECKPOINT_PAGES
            && checkpoint(session, CheckpointMode::PASSIVE).is_ok()
        {
            pages.store(0, Ordering::Relaxed);
        }
        if let Some(answer) = settle {
            drop(answer.send(checkpoint(session, CheckpointMode::TRUNCATE)));
        }
    }
}

/// Carries the log into the database file. A full disk is no fault here: the log keeps what it has.
fn checkpoint(session: &Session, mode: CheckpointMode) -> Result<(), StoreError> {
    if let Some(error) = session.fatal() {
        return Err(error);
    }
    let outcome = session.connection().wal_checkpoint_v2(rusqlite::MAIN_DB.into(), mode);
    outcome.map(|_| ()).map_err(|error| session.mapped(&error))
}

/// Runs a batch in one transaction and answers every job of it.
fn commit(session: &Session, mut batch: Vec<Box<dyn Job>>) {
    let kept = transact(session, &mut batch);
    for job in batch {
        job.answer(kept.clone());
    }
}

fn transact(session: &Session, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    if let Some(error) = session.fatal() {
        return Err(error);
    }
    session.control("BEGIN IMMEDIATE")?;
    let outcome = run_all(session, batch).and_then(|()| session.control("COMMIT"));
    if outcome.is_err() && !session.has_no_transaction() {
        // If even this fails, closing the connection takes the transaction back.
        drop(session.control("ROLLBACK"));
    }
    // A disk error inside a body spoils the batch even if the body thought nothing of it.
    session.fatal().map_or(outcome, Err)
}

fn run_all(session: &Session, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    for job in batch {
        session.control("SAVEPOINT body")?;
        let keep = job.attempt(session);
        if let Some(error) = session.fatal() {
            return Err(error);
        }
        if session.has_no_transaction() {
            // SQLite took the whole transaction back: it does so when the disk is full.
            return Err(StoreError::DiskFull);
        }
        if !keep {
            session.control("ROLLBACK TO body")?;
        }
        session.control("RELEASE body")?;
    }
    Ok(())
}
