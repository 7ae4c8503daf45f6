//! One transaction: the waist through which every statement goes, whichever engine is below.
//!
//! A statement that fails ends the transaction on both engines alike: what follows is refused, and the
//! body's `Ok` is not committed. (PostgreSQL does so by itself; SQLite would go on.)

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::StoreError;
use crate::statement::Statement;
use crate::value::{Record, Row, Value};

/// A boxed future that may borrow for `'t`.
pub type BoxFuture<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// One transaction, or one read of a single consistent state.
#[derive(Debug)]
pub struct Tx<'t> {
    engine: EngineTx<'t>,
    failed: AtomicBool,
}

/// The transaction of one engine.
#[derive(Debug)]
pub(crate) enum EngineTx<'t> {
    Sqlite(&'t crate::engine::sqlite::Session),
    Postgres(&'t crate::engine::postgres::Session<'t>),
}

impl<'t> Tx<'t> {
    pub(crate) const fn new(engine: EngineTx<'t>) -> Self {
        Self { engine, failed: AtomicBool::new(false) }
    }

    /// Whether a statement failed, so that nothing of this transaction may be kept.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    fn open(&self) -> Result<(), StoreError> {
        if self.has_failed() {
            Err(StoreError::Body("went on after a statement of it had failed"))
        } else {
            Ok(())
        }
    }

    fn note<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        if outcome.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        outcome
    }

    /// Carries out a statement and says how many rows it changed.
    pub(crate) async fn execute(
        &self,
        statement: &'static Statement,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        self.open()?;
        let outcome = match &self.engine {
            EngineTx::Sqlite(session) => session.execute(statement, values),
            EngineTx::Postgres(session) => session.execute(statement, values).await,
        };
        self.note(outcome)
    }

    /// Carries out one statement many times, on PostgreSQL without waiting for each answer.
    pub(crate) async fn execute_many(
        &self,
        statement: &'static Statement,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), StoreError> {
        self.open()?;
        let outcome = match &self.engine {
            EngineTx::Sqlite(session) => {
                rows.iter().try_for_each(|values| session.execute(statement, values).map(|_| ()))
            }
            EngineTx::Postgres(session) => session.execute_many(statement, rows).await,
        };
        self.note(outcome)
    }

    /// The rows a statement gives.
    pub(crate) async fn rows(
        &self,
        statement: &'static Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        self.open()?;
        let outcome = match &self.engine {
            EngineTx::Sqlite(session) => session.rows(statement, values),
            EngineTx::Postgres(session) => session.rows(statement, values).await,
        };
        self.note(outcome)
    }

    /// The rows a statement gives, as records.
    pub(crate) async fn records<R: Record>(
        &self,
        statement: &'static Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<R>, StoreError> {
        self.rows(statement, values).await?.iter_mut().map(R::read).collect()
    }

    /// The only row a statement gives, when it gives one.
    pub(crate) async fn record<R: Record>(
        &self,
        statement: &'static Statement,
        values: &[Value<'_>],
    ) -> Result<Option<R>, StoreError> {
        Ok(self.records(statement, values).await?.pop())
    }
}
