//! A body on its way to the one that writes and its answer on the way back.
//!
//! SQLite never waits inside a statement, so there a body that awaits only the store is done when it is polled
//! once. One that is not waited for something else, which would hold up every other writer: it is refused.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures_util::FutureExt as _;
use tokio::sync::oneshot;

use crate::engine::postgres;
use crate::engine::sqlite::Session;
use crate::error::StoreError;
use crate::tx::{BoxFuture, EngineTx, Tx};

/// Work for the one that writes.
pub(crate) trait Job: Send {
    /// Runs the body on SQLite. Says whether what it wrote is to be kept.
    fn attempt(&mut self, session: &Session) -> bool;
    /// The same on PostgreSQL.
    fn attempt_waiting<'s>(&'s mut self, session: &'s postgres::Session<'s>)
    -> BoxFuture<'s, bool>;
    /// Forgets the outcome of an attempt that was taken back.
    fn forget(&mut self);
    /// Answers: with the body's outcome when it could be kept (or did not want to be), else with why not.
    fn answer(self: Box<Self>, kept: Result<(), StoreError>);
}

/// The body of a caller with the place its answer goes.
pub(crate) struct BodyJob<T, E, B> {
    body: B,
    outcome: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, B> BodyJob<T, E, B> {
    pub(crate) fn new(body: B) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (answer, answered) = oneshot::channel();
        (Self { body, outcome: None, answer }, answered)
    }
}

impl<T, E, B> Job for BodyJob<T, E, B>
where
    T: Send,
    E: From<StoreError> + Send,
    B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + Sync,
{
    fn attempt(&mut self, session: &Session) -> bool {
        let tx = Tx::new(EngineTx::Sqlite(session));
        let body = &self.body;
        let polled = catch_unwind(AssertUnwindSafe(|| poll_once(body(&tx))));
        let outcome = match polled {
            Ok(Some(Ok(_))) if tx.has_failed() => {
                Err(E::from(StoreError::Body("took a failed statement for a success")))
            }
            Ok(Some(outcome)) => outcome,
            Ok(None) => Err(E::from(StoreError::Body("waited for something other than the store"))),
            Err(_) => Err(E::from(StoreError::Body("panicked"))),
        };
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn attempt_waiting<'s>(
        &'s mut self,
        session: &'s postgres::Session<'s>,
    ) -> BoxFuture<'s, bool> {
        Box::pin(async move {
            let body = &self.body;
            let run = async {
                let tx = Tx::new(EngineTx::Postgres(session));
                match body(&tx).await {
                    Ok(_) if tx.has_failed() => {
                        Err(E::from(StoreError::Body("took a failed statement for a success")))
                    }
                    outcome => outcome,
                }
            };
            let outcome = AssertUnwindSafe(run)
                .catch_unwind()
                .await
                .unwrap_or_else(|_| Err(E::from(StoreError::Body("panicked"))));
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn forget(&mut self) {
        self.outcome = None;
    }

    fn answer(self: Box<Self>, kept: Result<(), StoreError>) {
        let outcome = match (self.outcome, kept) {
            (Some(Err(error)), _) => Err(error),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(error)) => Err(E::from(error)),
            (None, Ok(())) => Err(E::from(StoreError::Closed)),
        };
        // A caller that went away no longer wants the answer; what it wrote is kept all the same.
        drop(self.answer.send(outcome));
    }
}

fn poll_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
