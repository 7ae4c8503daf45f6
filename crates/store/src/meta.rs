//! Facts about the database as a whole: its schema, and what an operator set once.

use crate::error::StoreError;
use crate::proof::WalksProgram;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::Column;

declare! {
    /// One value.
    READ = "SELECT value FROM meta WHERE key = ?1";
    /// Sets one value.
    WRITE = "INSERT INTO meta (key, value) VALUES (?1, ?2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}

/// The value of a key.
///
/// # Errors
/// When the database does.
pub async fn read(tx: &Tx<'_>, key: &str) -> Result<Option<String>, StoreError> {
    match tx.rows(&READ, &[key.to_owned().value()]).await?.first_mut() {
        Some(row) => Ok(Some(row.next()?)),
        None => Ok(None),
    }
}

/// Sets the value of a key. Keys beginning with `schema` belong to the migrations.
///
/// # Errors
/// When the database does.
pub async fn write(
    tx: &Tx<'_>,
    _proof: &impl WalksProgram,
    key: &str,
    value: &str,
) -> Result<(), StoreError> {
    if key.starts_with("schema") {
        return Err(StoreError::WrongTarget);
    }
    tx.execute(&WRITE, &[key.to_owned().value(), value.to_owned().value()]).await.map(|_| ())
}
