//! API tokens: what is kept of each lets nobody in, and opens nothing without the token itself.

use access::{AdministerInstance, Authorized};
use clock::Instant;
use policy::id::{ProgramId, UserId};

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, row};

row! {
    /// One token.
    pub struct ApiTokenRow {
        /// Its id: the part of the token that may be shown.
        pub token_id: [u8; 16],
        /// The account it acts as.
        pub user_id: UserId,
        /// What it is for, in its owner's words.
        pub label: String,
        /// The hash of its secret's authenticating half.
        pub auth_hash: Hash32,
        /// The account's root, wrapped for the secret's other half.
        pub wrap: Bytes,
        /// What it may do: names of permissions with their programs, separated by spaces.
        pub scope: String,
        /// Who made it.
        pub made_by: UserId,
        /// When it was made.
        pub created_at: Instant,
        /// From then on it is worth nothing.
        pub expires_at: Instant,
        /// When it was revoked.
        pub revoked_at: Option<Instant>,
        /// When it was last used, to the hour.
        pub used_at: Option<Instant>,
    }
}

declare! {
    /// A new token.
    INSERT = "INSERT INTO api_token (token_id, user_id, label, auth_hash, wrap, scope, made_by,
            created_at, expires_at, revoked_at, used_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    /// The token with this id.
    FIND = "SELECT token_id, user_id, label, auth_hash, wrap, scope, made_by, created_at, expires_at,
            revoked_at, used_at
        FROM api_token WHERE token_id = ?1";
    /// The tokens of an account, the newest first.
    OF_USER = "SELECT token_id, user_id, label, auth_hash, wrap, scope, made_by, created_at,
            expires_at, revoked_at, used_at
        FROM api_token WHERE user_id = ?1 ORDER BY created_at DESC, token_id";
    /// Every token; an instance has few.
    ALL = "/*scan-ok*/ SELECT token_id, user_id, label, auth_hash, wrap, scope, made_by, created_at,
            expires_at, revoked_at, used_at
        FROM api_token ORDER BY created_at DESC, token_id";
    /// Notes a use.
    USED = "UPDATE api_token SET used_at = ?2 WHERE token_id = ?1";
    /// Revokes a token and takes its wrap away.
    REVOKE = "UPDATE api_token SET revoked_at = ?3, wrap = ?4
        WHERE user_id = ?1 AND token_id = ?2 AND revoked_at IS NULL";
    /// Revokes the tokens that somebody made for other accounts of a program's team.
    REVOKE_MADE_BY = "UPDATE api_token SET revoked_at = ?3, wrap = ?4
        WHERE made_by = ?1 AND user_id <> ?1 AND revoked_at IS NULL
            AND user_id IN (SELECT user_id FROM team_grant WHERE program_id = ?2)";
    /// Revokes every token of an account.
    REVOKE_ALL = "UPDATE api_token SET revoked_at = ?2, wrap = ?3
        WHERE user_id = ?1 AND revoked_at IS NULL";
}

/// Adds a token.
///
/// # Errors
/// When the database does.
pub async fn insert(tx: &Tx<'_>, row: &ApiTokenRow) -> Result<(), StoreError> {
    tx.execute(&INSERT, &row.values()).await.map(|_| ())
}

/// The token with this id, good or not.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, id: [u8; 16]) -> Result<Option<ApiTokenRow>, StoreError> {
    tx.record(&FIND, &[id.value()]).await
}

/// The tokens of an account, revoked ones included.
///
/// # Errors
/// When the database does.
pub async fn of_user(tx: &Tx<'_>, user: UserId) -> Result<Vec<ApiTokenRow>, StoreError> {
    tx.records(&OF_USER, &[user.value()]).await
}

/// Every token of the instance, revoked ones included.
///
/// # Errors
/// When the database does.
pub async fn all(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
) -> Result<Vec<ApiTokenRow>, StoreError> {
    tx.records(&ALL, &[]).await
}

/// Notes that a token was used.
///
/// # Errors
/// When the database does.
pub async fn used(tx: &Tx<'_>, id: [u8; 16], now: Instant) -> Result<(), StoreError> {
    tx.execute(&USED, &[id.value(), now.value()]).await.map(|_| ())
}

/// Revokes a token of this account: it lets nobody in, and what it unwrapped is gone. Says whether it was
/// good until now.
///
/// # Errors
/// When the database does.
pub async fn revoke(
    tx: &Tx<'_>,
    user: UserId,
    id: [u8; 16],
    now: Instant,
) -> Result<bool, StoreError> {
    let nothing = Bytes::default();
    let values = [user.value(), id.value(), now.value(), nothing.value()];
    Ok(tx.execute(&REVOKE, &values).await? == 1)
}

/// Revokes every token of an account. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn revoke_all(tx: &Tx<'_>, user: UserId, now: Instant) -> Result<u64, StoreError> {
    let nothing = Bytes::default();
    tx.execute(&REVOKE_ALL, &[user.value(), now.value(), nothing.value()]).await
}

/// Revokes the tokens that somebody who leaves made for service accounts of a program: they may have kept a
/// copy. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn revoke_made_by(
    tx: &Tx<'_>,
    program: &ProgramId,
    maker: UserId,
    now: Instant,
) -> Result<u64, StoreError> {
    let nothing = Bytes::default();
    let values = [maker.value(), program.value(), now.value(), nothing.value()];
    tx.execute(&REVOKE_MADE_BY, &values).await
}
