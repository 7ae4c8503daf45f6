//! What was begun in a browser and waits for its answer: a passkey's challenge, a sign-in at a provider.
//!
//! Found by the hash of a random value that the browser holds, and taken away by the first answer, whatever
//! comes of it: nothing is answered twice.

use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, row};

row! {
    /// One ceremony.
    pub struct CeremonyRow {
        /// The hash of the browser's random value.
        pub ceremony_hash: Hash32,
        /// What it is (`passkey`, `provider`).
        pub kind: String,
        /// The account in whose session it was begun.
        pub user_id: Option<UserId>,
        /// What to compare the answer with, sealed under the root key.
        pub sealed_body: Bytes,
        /// When it is too late for an answer.
        pub expires_at: Instant,
    }
}

declare! {
    /// A new ceremony.
    INSERT = "INSERT INTO ceremony (ceremony_hash, kind, user_id, sealed_body, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    /// The ceremony with this hash.
    FIND = "SELECT ceremony_hash, kind, user_id, sealed_body, expires_at FROM ceremony
        WHERE ceremony_hash = ?1";
    /// Takes a ceremony away.
    REMOVE = "DELETE FROM ceremony WHERE ceremony_hash = ?1";
    /// Takes away those that nobody answered.
    PURGE = "DELETE FROM ceremony WHERE expires_at <= ?1";
}

/// Begins a ceremony.
///
/// # Errors
/// When the database does.
pub async fn insert(tx: &Tx<'_>, row: &CeremonyRow) -> Result<(), StoreError> {
    tx.execute(&INSERT, &row.values()).await.map(|_| ())
}

/// Takes a ceremony away and gives it: of two answers one finds it.
///
/// # Errors
/// When the database does.
pub async fn take(tx: &Tx<'_>, hash: Hash32) -> Result<Option<CeremonyRow>, StoreError> {
    let found = tx.record(&FIND, &[hash.value()]).await?;
    let taken = tx.execute(&REMOVE, &[hash.value()]).await? == 1;
    Ok(found.filter(|_| taken))
}

/// Takes away those that nobody answered in time. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn purge(tx: &Tx<'_>, now: Instant) -> Result<u64, StoreError> {
    tx.execute(&PURGE, &[now.value()]).await
}
