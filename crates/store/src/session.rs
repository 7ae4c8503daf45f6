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
        /// Whose kind (`member` in a browser, `api` for a member's program, `reporter`).
        pub kind: String,
        /// What it allows (`open`, or what must be done first: `second-factor`, `enrol`, `locked`).
        pub stage: String,
        /// The way in that began it.
        pub pathway: String,
        /// What it is used with, coarsely.
        pub client: String,
        /// The member; nothing for a reporter.
        pub user_id: Option<UserId>,
        /// The unlocked keys, sealed under the token.
        pub sealed_payload: Bytes,
        /// When it began.
        pub created_at: Instant,
        /// When it was last used.
        pub seen_at: Instant,
        /// When a factor was last shown in it.
        pub proven_at: Instant,
        /// When it ends at the latest.
        pub expires_at: Instant,
    }
}

declare! {
    /// A new session.
    INSERT = "INSERT INTO session
        (lookup_hash, kind, stage, pathway, client, user_id, sealed_payload, created_at, seen_at,
            proven_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    /// The session with this hash.
    FIND = "SELECT lookup_hash, kind, stage, pathway, client, user_id, sealed_payload, created_at,
            seen_at, proven_at, expires_at
        FROM session WHERE lookup_hash = ?1";
    /// The sessions of a member, the newest first.
    OF_USER = "SELECT lookup_hash, kind, stage, pathway, client, user_id, sealed_payload, created_at,
            seen_at, proven_at, expires_at
        FROM session WHERE user_id = ?1 ORDER BY created_at DESC, lookup_hash";
    /// Marks a session as used.
    TOUCH = "UPDATE session SET seen_at = ?2 WHERE lookup_hash = ?1";
    /// Ends a session.
    END = "DELETE FROM session WHERE lookup_hash = ?1";
    /// Ends one session of a member.
    END_ONE = "DELETE FROM session WHERE user_id = ?1 AND lookup_hash = ?2";
    /// Ends every session of a member.
    END_ALL = "DELETE FROM session WHERE user_id = ?1";
    /// Ends every session of a member but one.
    END_OTHERS = "DELETE FROM session WHERE user_id = ?1 AND lookup_hash <> ?2";
    /// Takes the keys out of one session; it stays.
    LOCK = "UPDATE session SET stage = 'locked', sealed_payload = ?2
        WHERE lookup_hash = ?1 AND stage = 'open'";
    /// Takes the keys out of the browsers' sessions that were not used since.
    LOCK_IDLE = "UPDATE session SET stage = 'locked', sealed_payload = ?2
        WHERE stage = 'open' AND seen_at <= ?1 AND kind = 'member'";
    /// Takes the keys out of every browser's session of a member.
    LOCK_ALL_OF = "UPDATE session SET stage = 'locked', sealed_payload = ?2
        WHERE user_id = ?1 AND stage = 'open' AND kind = 'member'";
    /// Ends the sessions of a member's programs, which nobody could unlock.
    END_PROGRAMS_OF = "DELETE FROM session WHERE user_id = ?1 AND kind = 'api'";
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

/// The sessions of a member, the newest first, ended or not.
///
/// # Errors
/// When the database does.
pub async fn of_user(tx: &Tx<'_>, user: UserId) -> Result<Vec<SessionRow>, StoreError> {
    tx.records(&OF_USER, &[user.value()]).await
}

/// Takes the keys out of a session that is open; it stays. Says whether it was open.
///
/// # Errors
/// When the database does.
pub async fn lock(tx: &Tx<'_>, lookup_hash: Hash32) -> Result<bool, StoreError> {
    let nothing = Bytes::default();
    Ok(tx.execute(&LOCK, &[lookup_hash.value(), nothing.value()]).await? == 1)
}

/// Takes the keys out of the browsers' sessions that were last used at `since` or before. Says how many.
///
/// # Errors
/// When the database does.
pub async fn lock_idle(tx: &Tx<'_>, since: Instant) -> Result<u64, StoreError> {
    let nothing = Bytes::default();
    tx.execute(&LOCK_IDLE, &[since.value(), nothing.value()]).await
}

/// Ends one session of a member. Says whether it was theirs.
///
/// # Errors
/// When the database does.
pub async fn end_one_of(
    tx: &Tx<'_>,
    user: UserId,
    lookup_hash: Hash32,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&END_ONE, &[user.value(), lookup_hash.value()]).await? == 1)
}

/// Ends every session of a member but this one. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn end_others_of(tx: &Tx<'_>, user: UserId, own: Hash32) -> Result<u64, StoreError> {
    tx.execute(&END_OTHERS, &[user.value(), own.value()]).await
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

/// Takes the keys out of every session of a member: browsers have to unlock, programs to sign in again. Says
/// how many there were.
///
/// # Errors
/// When the database does.
pub async fn lock_all_of(tx: &Tx<'_>, user: UserId) -> Result<u64, StoreError> {
    let nothing = Bytes::default();
    let locked = tx.execute(&LOCK_ALL_OF, &[user.value(), nothing.value()]).await?;
    Ok(locked + tx.execute(&END_PROGRAMS_OF, &[user.value()]).await?)
}

/// Takes ended sessions away. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn purge(tx: &Tx<'_>, now: Instant) -> Result<u64, StoreError> {
    tx.execute(&PURGE, &[now.value()]).await
}
