//! One connection as a body sees it: statements by value, rows by value.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

use crate::engine::sqlite::Fatal;
use crate::engine::sqlite::errors::map;
use crate::error::StoreError;
use crate::statement::Statement;
use crate::value::{Row, Value};

/// A connection that a transaction runs on. The lock is never contended (one thread owns the connection);
/// it is there because a body's future must be `Send`.
#[derive(Debug)]
pub(crate) struct Session {
    connection: Mutex<Connection>,
    fatal: Fatal,
}

impl Session {
    pub(crate) const fn new(connection: Connection, fatal: Fatal) -> Self {
        Self { connection: Mutex::new(connection), fatal }
    }

    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Maps an error, and remembers the first after which nothing may be done any more.
    pub(crate) fn mapped(&self, error: &rusqlite::Error) -> StoreError {
        let error = map(error);
        if error.is_fatal() {
            drop(self.fatal.set(error.clone()));
        }
        error
    }

    /// The disk error that ended this store, if there was one.
    pub(crate) fn fatal(&self) -> Option<StoreError> {
        self.fatal.get().cloned()
    }

    /// A statement of the engine itself: `BEGIN`, `COMMIT`, savepoints.
    pub(crate) fn control(&self, sql: &'static str) -> Result<(), StoreError> {
        let connection = self.connection();
        let outcome =
            connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
        outcome.map(|_| ()).map_err(|error| self.mapped(&error))
    }

    /// Whether the transaction was taken back by SQLite itself (it does so on some errors).
    pub(crate) fn has_no_transaction(&self) -> bool {
        self.connection().is_autocommit()
    }

    pub(crate) fn execute(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        let connection = self.connection();
        let outcome = connection
            .prepare_cached(statement.sqlite())
            .and_then(|mut prepared| prepared.execute(rusqlite::params_from_iter(values)));
        match outcome {
            Ok(changed) => Ok(u64::try_from(changed).unwrap_or(u64::MAX)),
            Err(error) => Err(self.mapped(&error)),
        }
    }

    pub(crate) fn rows(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        let connection = self.connection();
        let read = || -> rusqlite::Result<Result<Vec<Row>, StoreError>> {
            let mut prepared = connection.prepare_cached(statement.sqlite())?;
            let columns = prepared.column_count();
            let mut found = prepared.query(rusqlite::params_from_iter(values))?;
            let mut rows = Vec::new();
            while let Some(row) = found.next()? {
                let mut cells = Vec::with_capacity(columns);
                for column in 0..columns {
                    match cell(row.get_ref(column)?) {
                        Ok(value) => cells.push(value),
                        Err(error) => return Ok(Err(error)),
                    }
                }
                rows.push(Row::new(cells));
            }
            Ok(Ok(rows))
        };
        read().unwrap_or_else(|error| Err(self.mapped(&error)))
    }
}

fn cell(value: ValueRef<'_>) -> Result<Value<'static>, StoreError> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(integer) => Ok(Value::Integer(integer)),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned().into())),
            Err(_) => Err(StoreError::Malformed { column: "a text column" }),
        },
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec().into())),
        ValueRef::Real(_) => Err(StoreError::Malformed { column: "a column without fractions" }),
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(integer) => ValueRef::Integer(*integer),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
