//! Sessions of members and of reporters, found by the hash of their token; the token opens the payload.
//!
//! No function here takes a proof: a session is how a visitor comes to have one.

use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, row};

row! {
    /// One session.
    pub struct SessionRow {
        /// The hash of its token.
        pub lookup_hash: Hash32,
        /// Whose kind (`member`, `reporter`).
        pub kind: String,
        /// The member; nothing for a reporter.
        pub user_id: Option<UserId>,
        /// The unlocked keys, sealed under the token.
        pub sealed_payload: Bytes,
        /// When it began.
        pub created_at: Instant,
        /// When it was last used.
        pub seen_at: Instant,
        /// When it ends at the latest.
        pub expires_at: Instant,
    }
}

declare! {
    /// A new session.
    INSERT = "INSERT INTO session
        (lookup_hash, kind, user_id, sealed_payload, created_at, seen_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    /// The session with this hash.
    FIND = "SELECT lookup_hash, kind, user_id, sealed_payload, created_at, seen_at, expires_at
        FROM session WHERE lookup_hash = ?1";
    /// Marks a session as used.
    TOUCH = "UPDATE session SET seen_at = ?2 WHERE lookup_hash = ?1";
    /// A new payload for a session.
    RESEAL = "UPDATE session SET sealed_payload = ?2 WHERE lookup_hash = ?1";
    /// Ends a session.
    END = "DELETE FROM session WHERE lookup_hash = ?1";
    /// Ends every session of a member.
    END_ALL = "DELETE FROM session WHERE user_id = ?1";
    /// Takes ended sessions away.
    PURGE = "DELETE FROM session WHERE expires_at <= ?1";
}

/// Begins a session.
///
/// # Errors
/// When the database does.
pub async fn insert(tx: &Tx<'_>, row: &SessionRow) -> Result<(), StoreError> {
    tx.execute(&INSERT, &row.values()).await.map(|_| ())
}

/// The session with this hash, ended or not: the caller compares its times with now.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, lookup_hash: Hash32) -> Result<Option<SessionRow>, StoreError> {
    tx.record(&FIND, &[lookup_hash.value()]).await
}

/// Marks a session as used.
///
/// # Errors
/// When the database does.
pub async fn touch(tx: &Tx<'_>, lookup_hash: Hash32, now: Instant) -> Result<(), StoreError> {
    tx.execute(&TOUCH, &[lookup_hash.value(), now.value()]).await.map(|_| ())
}

/// Gives a session a new payload.
///
/// # Errors
/// When the database does.
pub async fn reseal(
    tx: &Tx<'_>,
    lookup_hash: Hash32,
    sealed_payload: &Bytes,
) -> Result<(), StoreError> {
    tx.execute(&RESEAL, &[lookup_hash.value(), sealed_payload.value()]).await.map(|_| ())
}

/// Ends a session.
///
/// # Errors
/// When the database does.
pub async fn end(tx: &Tx<'_>, lookup_hash: Hash32) -> Result<(), StoreError> {
    tx.execute(&END, &[lookup_hash.value()]).await.map(|_| ())
}

/// Ends every session of a member. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn end_all_of(tx: &Tx<'_>, user: UserId) -> Result<u64, StoreError> {
    tx.execute(&END_ALL, &[user.value()]).await
}

/// Takes ended sessions away. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn purge(tx: &Tx<'_>, now: Instant) -> Result<u64, StoreError> {
    tx.execute(&PURGE, &[now.value()]).await
}
