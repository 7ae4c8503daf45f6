//! The passkeys of accounts: a credential's id is one account's on the whole instance.
//!
//! No function here takes a proof: these rows are read to know who somebody is.

use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, row};

row! {
    /// One passkey.
    pub struct PasskeyRow {
        /// The credential's id.
        pub credential_id: Bytes,
        /// Whose.
        pub user_id: UserId,
        /// What its owner calls it.
        pub label: String,
        /// The public key and its counter, as `credential` writes them.
        pub record: String,
        /// The account's root, wrapped for what the passkey computes; nothing when it cannot unlock.
        pub wrap: Option<Bytes>,
        /// When it was added.
        pub created_at: Instant,
        /// When it was last used.
        pub used_at: Option<Instant>,
    }
}

declare! {
    /// A new passkey.
    INSERT = "INSERT INTO passkey (credential_id, user_id, label, record, wrap, created_at, used_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    /// The passkey with this id.
    FIND = "SELECT credential_id, user_id, label, record, wrap, created_at, used_at FROM passkey
        WHERE credential_id = ?1";
    /// The passkeys of an account.
    OF_USER = "SELECT credential_id, user_id, label, record, wrap, created_at, used_at FROM passkey
        WHERE user_id = ?1 ORDER BY created_at, credential_id";
    /// What a use changed.
    USED = "UPDATE passkey SET record = ?2, used_at = ?3 WHERE credential_id = ?1";
    /// Gives a passkey a wrap.
    SET_WRAP = "UPDATE passkey SET wrap = ?2 WHERE credential_id = ?1";
    /// Takes a passkey away.
    REMOVE = "DELETE FROM passkey WHERE user_id = ?1 AND credential_id = ?2";
    /// Takes every passkey of an account away.
    REMOVE_ALL = "DELETE FROM passkey WHERE user_id = ?1";
}

/// Adds a passkey.
///
/// # Errors
/// [`StoreError::Duplicate`] when the credential is known, whosever it is.
pub async fn insert(tx: &Tx<'_>, row: &PasskeyRow) -> Result<(), StoreError> {
    tx.execute(&INSERT, &row.values()).await.map(|_| ())
}

/// The passkey with this id.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, id: &Bytes) -> Result<Option<PasskeyRow>, StoreError> {
    tx.record(&FIND, &[id.value()]).await
}

/// The passkeys of an account, the oldest first.
///
/// # Errors
/// When the database does.
pub async fn of_user(tx: &Tx<'_>, user: UserId) -> Result<Vec<PasskeyRow>, StoreError> {
    tx.records(&OF_USER, &[user.value()]).await
}

/// Keeps what a use changed.
///
/// # Errors
/// When the database does.
pub async fn used(
    tx: &Tx<'_>,
    id: &Bytes,
    record: &String,
    now: Instant,
) -> Result<(), StoreError> {
    tx.execute(&USED, &[id.value(), record.value(), now.value()]).await.map(|_| ())
}

/// Lets a passkey unlock.
///
/// # Errors
/// When the database does.
pub async fn set_wrap(tx: &Tx<'_>, id: &Bytes, wrap: &Bytes) -> Result<(), StoreError> {
    tx.execute(&SET_WRAP, &[id.value(), wrap.value()]).await.map(|_| ())
}

/// Takes a passkey of this account away. Says whether it was theirs.
///
/// # Errors
/// When the database does.
pub async fn remove(tx: &Tx<'_>, user: UserId, id: &Bytes) -> Result<bool, StoreError> {
    Ok(tx.execute(&REMOVE, &[user.value(), id.value()]).await? == 1)
}

/// Takes every passkey of an account away. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn remove_all(tx: &Tx<'_>, user: UserId) -> Result<u64, StoreError> {
    tx.execute(&REMOVE_ALL, &[user.value()]).await
}
