//! The one task that writes: group commit, as on SQLite.
//!
//! Nearly every write ends at the head of a log, where two transactions at once only make each other start
//! anew. So the bodies of one process go one after another, and whatever waits when the task is free, up to
//! [`BATCH`] bodies, goes into one transaction: one COMMIT and one fsync for all. Each body stands within a
//! savepoint, so that one that fails takes nothing of the others with it. All are answered after the COMMIT.
//!
//! When the transaction lost against another process, the group starts anew, and after
//! [`GROUP_RESTARTS`] of those each body alone. A connection that was lost before COMMIT wrote nothing, and
//! the group goes on with another; one that was lost during COMMIT leaves every body of the group unknown.

use std::collections::VecDeque;

use deadpool_postgres::Pool;
use futures_util::future::join;
use tokio::sync::mpsc;
use tokio_postgres::IsolationLevel;

use super::errors::{self, Fault};
use super::session::Session;
use super::{RECONNECTS, RESTARTS, connect, wait};
use crate::engine::job::Job;
use crate::error::StoreError;

/// The most bodies in one transaction. PostgreSQL keeps 64 subtransactions of a connection at hand.
const BATCH: usize = 64;
/// How many bodies may wait before callers do.
const QUEUE: usize = 1024;
/// How often a group starts anew before its bodies go one by one.
const GROUP_RESTARTS: u32 = 3;

type Group = Vec<Box<dyn Job>>;

/// The way to the writing task.
#[derive(Debug)]
pub(crate) struct Writer(mpsc::Sender<Box<dyn Job>>);

/// How one attempt of a group ended.
enum Attempt {
    /// What its bodies wanted kept is kept.
    Kept,
    /// Nothing is, and trying again would give the same.
    Failed(StoreError),
    /// Others were faster; the error to give when this was the last attempt.
    Restart(StoreError),
    /// The connection was dead before anything was committed.
    Reconnect(StoreError),
}

impl Writer {
    /// Starts the task. It ends when the writer is dropped, after the group it is at.
    pub(crate) fn start(pool: Pool) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(serve(pool, receiver));
        Self(sender)
    }

    pub(crate) async fn send(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        self.0.send(job).await.map_err(|_| StoreError::Closed)
    }
}

async fn serve(pool: Pool, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    let mut batch = Group::new();
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        if let Err(gone) = write(&pool, std::mem::take(&mut batch)).await {
            // Those who wait are told too, instead of each waiting for the one before.
            while let Ok(job) = waiting.try_recv() {
                job.answer(Err(gone.clone()));
            }
        }
    }
}

/// Writes a group and answers each body of it. Fails when the database cannot be reached.
async fn write(pool: &Pool, batch: Group) -> Result<(), StoreError> {
    let mut groups = VecDeque::from([batch]);
    let mut gone = None;
    while let Some(mut group) = groups.pop_front() {
        if let Some(error) = &gone {
            answer(group, &Err(StoreError::clone(error)));
            continue;
        }
        let (mut restarts, mut reconnects) = (0, 0);
        loop {
            let kept = match attempt(pool, &mut group).await {
                Attempt::Kept => Ok(()),
                Attempt::Failed(error) => Err(error),
                Attempt::Restart(_) if group.len() > 1 && restarts >= GROUP_RESTARTS => {
                    groups.extend(group.into_iter().map(|job| vec![job]));
                    break;
                }
                Attempt::Restart(_) if restarts < RESTARTS => {
                    restarts += 1;
                    wait(restarts).await;
                    continue;
                }
                Attempt::Restart(error) => Err(error),
                Attempt::Reconnect(_) if reconnects < RECONNECTS => {
                    reconnects += 1;
                    wait(reconnects).await;
                    continue;
                }
                Attempt::Reconnect(error) => {
                    gone = Some(error.clone());
                    Err(error)
                }
            };
            answer(group, &kept);
            break;
        }
    }
    gone.map_or(Ok(()), Err)
}

fn answer(group: Group, kept: &Result<(), StoreError>) {
    for job in group {
        job.answer(kept.clone());
    }
}

async fn attempt(pool: &Pool, group: &mut Group) -> Attempt {
    for job in group.iter_mut() {
        job.forget();
    }
    let mut client = match connect::client(pool).await {
        Ok(client) => client,
        Err(error) => return Attempt::Reconnect(error),
    };
    let begun =
        client.build_transaction().isolation_level(IsolationLevel::Serializable).start().await;
    let transaction = match begun {
        Ok(transaction) => transaction,
        Err(error) => return ended(errors::map(&error)),
    };
    let session = Session::new(transaction);
    let outcome = run_all(&session, group).await;
    let transaction = session.into_transaction();
    match outcome {
        Ok(true) => match transaction.commit().await {
            Ok(()) => Attempt::Kept,
            Err(error) => ended(errors::map_commit(&error)),
        },
        Ok(false) => {
            // No body wants anything kept. If this fails, the connection is gone and the transaction with it.
            drop(transaction.rollback().await);
            Attempt::Kept
        }
        Err(attempt) => {
            if !matches!(attempt, Attempt::Reconnect(_)) {
                drop(transaction.rollback().await);
            }
            attempt
        }
    }
}

/// Runs the bodies of a group one after another. Says whether there is anything to commit.
async fn run_all(session: &Session<'_>, group: &mut Group) -> Result<bool, Attempt> {
    if let [job] = group.as_mut_slice() {
        let keep = job.attempt_waiting(session).await;
        return judged(session.take_fault(), Ok(())).map(|()| keep);
    }
    let (mut any, mut last) = (false, None);
    for job in group {
        // On its way together with the body's first statement: it costs no answer of its own.
        let savepoint = session.control(match last {
            None => "SAVEPOINT body",
            Some(true) => "RELEASE SAVEPOINT body; SAVEPOINT body",
            Some(false) => "ROLLBACK TO SAVEPOINT body; RELEASE SAVEPOINT body; SAVEPOINT body",
        });
        let (set, keep) = join(savepoint, job.attempt_waiting(session)).await;
        judged(session.take_fault(), set)?;
        any |= keep;
        last = Some(keep);
    }
    if any && last == Some(false) {
        let undone = session.control("ROLLBACK TO SAVEPOINT body").await;
        judged(session.take_fault(), undone)?;
    }
    Ok(any)
}

/// What the worst fault of a body, or of what steers the transaction, means for the group.
fn judged(fault: Fault, steered: Result<(), StoreError>) -> Result<(), Attempt> {
    let lost = || StoreError::Unavailable { detail: "the connection was lost".to_owned() };
    match (fault, steered) {
        (Fault::Lost, _) => Err(Attempt::Reconnect(lost())),
        (Fault::Contended, _) => Err(Attempt::Restart(StoreError::Contended)),
        (Fault::Final, Err(error)) => Err(Attempt::Failed(error)),
        (Fault::Final, Ok(())) => Ok(()),
    }
}

fn ended((error, fault): (StoreError, Fault)) -> Attempt {
    match fault {
        Fault::Contended => Attempt::Restart(error),
        Fault::Lost => Attempt::Reconnect(error),
        Fault::Final => Attempt::Failed(error),
    }
}
