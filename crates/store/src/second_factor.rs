//! The second factors of an account: the seed of an authenticator app, and codes on paper.
//!
//! No function here takes a proof: these rows are read to know who somebody is, and the caller takes the
//! account from the session in hand, never from what was sent.

use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, row};

row! {
    /// The authenticator app of an account.
    pub struct TotpRow {
        /// Whose.
        pub user_id: UserId,
        /// The seed in use, sealed under the root key.
        pub sealed_seed: Option<Bytes>,
        /// The step of the last code that was taken.
        pub last_step: u64,
        /// A seed that waits to be confirmed, sealed under the root key.
        pub sealed_pending: Option<Bytes>,
        /// Since when the seed is in use.
        pub confirmed_at: Option<Instant>,
    }
}

row! {
    /// One recovery code of an account.
    pub struct RecoveryCodeRow {
        /// Its place on the sheet, from 0.
        pub place: u32,
        /// The hash of account and code.
        pub code_hash: Hash32,
        /// When it was used.
        pub used_at: Option<Instant>,
    }
}

declare! {
    /// The app of an account.
    TOTP = "SELECT user_id, sealed_seed, last_step, sealed_pending, confirmed_at FROM totp
        WHERE user_id = ?1";
    /// Keeps the app of an account.
    PUT_TOTP = "INSERT INTO totp (user_id, sealed_seed, last_step, sealed_pending, confirmed_at)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (user_id) DO UPDATE SET sealed_seed = excluded.sealed_seed,
            last_step = excluded.last_step, sealed_pending = excluded.sealed_pending,
            confirmed_at = excluded.confirmed_at";
    /// Remembers the step of a code that was taken, unless it or a later one was.
    TAKE_STEP = "UPDATE totp SET last_step = ?2 WHERE user_id = ?1 AND last_step < ?2";
    /// Takes the app away.
    REMOVE_TOTP = "DELETE FROM totp WHERE user_id = ?1";
    /// A recovery code.
    PUT_CODE = "INSERT INTO recovery_code (user_id, place, code_hash, used_at)
        VALUES (?1, ?2, ?3, ?4)";
    /// The recovery codes of an account.
    CODES = "SELECT place, code_hash, used_at FROM recovery_code WHERE user_id = ?1 ORDER BY place";
    /// Marks a code as used, unless it was.
    USE_CODE = "UPDATE recovery_code SET used_at = ?3
        WHERE user_id = ?1 AND place = ?2 AND used_at IS NULL";
    /// Takes every code of an account away.
    REMOVE_CODES = "DELETE FROM recovery_code WHERE user_id = ?1";
}

/// The authenticator app of an account.
///
/// # Errors
/// When the database does.
pub async fn totp(tx: &Tx<'_>, user: UserId) -> Result<Option<TotpRow>, StoreError> {
    tx.record(&TOTP, &[user.value()]).await
}

/// Keeps the authenticator app of an account, in place of what was there.
///
/// # Errors
/// When the database does.
pub async fn put_totp(tx: &Tx<'_>, row: &TotpRow) -> Result<(), StoreError> {
    tx.execute(&PUT_TOTP, &row.values()).await.map(|_| ())
}

/// Remembers the step of a code that was right. Says whether it is the first time: a code works once.
///
/// # Errors
/// When the database does.
pub async fn take_step(tx: &Tx<'_>, user: UserId, step: u64) -> Result<bool, StoreError> {
    Ok(tx.execute(&TAKE_STEP, &[user.value(), step.value()]).await? == 1)
}

/// Takes the app and the codes of an account away. Says whether there was an app.
///
/// # Errors
/// When the database does.
pub async fn remove(tx: &Tx<'_>, user: UserId) -> Result<bool, StoreError> {
    tx.execute(&REMOVE_CODES, &[user.value()]).await?;
    Ok(tx.execute(&REMOVE_TOTP, &[user.value()]).await? == 1)
}

/// Gives an account a new sheet of codes; the old ones are worth nothing.
///
/// # Errors
/// When the database does.
pub async fn put_codes(
    tx: &Tx<'_>,
    user: UserId,
    rows: &[RecoveryCodeRow],
) -> Result<(), StoreError> {
    tx.execute(&REMOVE_CODES, &[user.value()]).await?;
    for row in rows {
        let mut values = vec![user.value()];
        values.extend(row.values());
        tx.execute(&PUT_CODE, &values).await?;
    }
    Ok(())
}

/// The recovery codes of an account, used ones included.
///
/// # Errors
/// When the database does.
pub async fn codes(tx: &Tx<'_>, user: UserId) -> Result<Vec<RecoveryCodeRow>, StoreError> {
    tx.records(&CODES, &[user.value()]).await
}

/// Marks a code as used. Says whether it is the first time.
///
/// # Errors
/// When the database does.
pub async fn use_code(
    tx: &Tx<'_>,
    user: UserId,
    place: u32,
    now: Instant,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&USE_CODE, &[user.value(), place.value(), now.value()]).await? == 1)
}
