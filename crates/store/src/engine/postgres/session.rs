//! One transaction as a body sees it: statements by value, rows by value.

use std::error::Error as StdError;
use std::sync::{Mutex, PoisonError};

use deadpool_postgres::Transaction;
use futures_util::future::try_join_all;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

use super::errors::{Fault, map};
use crate::error::StoreError;
use crate::statement::Statement;
use crate::value::{Row, Value};

/// A transaction and the worst that happened in it.
pub(crate) struct Session<'c> {
    transaction: Transaction<'c>,
    fault: Mutex<Fault>,
}

impl std::fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

impl<'c> Session<'c> {
    pub(crate) const fn new(transaction: Transaction<'c>) -> Self {
        Self { transaction, fault: Mutex::new(Fault::Final) }
    }

    pub(crate) fn into_transaction(self) -> Transaction<'c> {
        self.transaction
    }

    /// Whether the transaction should be started anew, and how, whatever the body made of its errors. Begins
    /// again at "it should not".
    pub(crate) fn take_fault(&self) -> Fault {
        let mut worst = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *worst, Fault::Final)
    }

    /// Carries out what steers the transaction itself.
    pub(crate) async fn control(&self, sql: &'static str) -> Result<(), StoreError> {
        self.transaction.batch_execute(sql).await.map_err(|error| self.mapped(&error))
    }

    fn mapped(&self, error: &tokio_postgres::Error) -> StoreError {
        let (error, fault) = map(error);
        let mut worst = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        *worst = (*worst).max(fault);
        error
    }

    pub(crate) async fn execute(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        let run = async {
            let prepared = self.transaction.prepare_cached(statement.postgres()).await?;
            self.transaction.execute_raw(&prepared, values).await
        };
        patiently(run).await.map_err(|error| self.mapped(&error))
    }

    pub(crate) async fn execute_many(
        &self,
        statement: &Statement,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), StoreError> {
        let run = async {
            let prepared = self.transaction.prepare_cached(statement.postgres()).await?;
            // All are on their way before the first answer is back.
            let sent = rows
                .iter()
                .map(|values| patiently(self.transaction.execute_raw(&prepared, values)));
            try_join_all(sent).await
        };
        run.await.map(|_| ()).map_err(|error| self.mapped(&error))
    }

    pub(crate) async fn rows(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        let run = async {
            let prepared = self.transaction.prepare_cached(statement.postgres()).await?;
            let values: Vec<&(dyn ToSql + Sync)> =
                values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
            self.transaction.query(&prepared, &values).await
        };
        let rows = patiently(run).await.map_err(|error| self.mapped(&error))?;
        rows.iter().map(|row| cells(row).map(Row::new)).collect()
    }
}

/// Waits for the answer of a statement. After one has failed, PostgreSQL says of every further one only that
/// the transaction is over (25P02). Of several that were on their way together, that answer may be looked at
/// before the one with the cause, which has arrived by then: whoever waits for that one goes first.
async fn patiently<T>(
    run: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, tokio_postgres::Error> {
    let outcome = run.await;
    if let Err(error) = &outcome
        && error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION)
    {
        tokio::task::yield_now().await;
    }
    outcome
}

fn cells(row: &tokio_postgres::Row) -> Result<Vec<Value<'static>>, StoreError> {
    row.columns()
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let cell = match *column.type_() {
                Type::INT8 => row.try_get(place).map(|cell: Option<i64>| cell.map(Value::Integer)),
                Type::TEXT => row
                    .try_get(place)
                    .map(|cell: Option<String>| cell.map(|text| Value::Text(text.into()))),
                Type::BYTEA => row
                    .try_get(place)
                    .map(|cell: Option<Vec<u8>>| cell.map(|bytes| Value::Bytes(bytes.into()))),
                _ => return Err(StoreError::Malformed { column: "a column of an unknown type" }),
            };
            match cell {
                Ok(cell) => Ok(cell.unwrap_or(Value::Null)),
                Err(_) => Err(StoreError::Malformed { column: "a column of its type" }),
            }
        })
        .collect()
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match (self, kind) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Integer(integer), &Type::INT8) => integer.to_sql(kind, out),
            (Value::Text(text), &Type::TEXT) => text.to_sql(kind, out),
            (Value::Bytes(bytes), &Type::BYTEA) => (&**bytes).to_sql(kind, out),
            _ => Err(format!("{self:?} for a parameter of type {kind}").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}
