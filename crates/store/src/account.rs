//! The people who sign in to the desk, and their root keys, each wrapped for one way to sign in.

use access::{AdministerInstance, Authorized};
use clock::Instant;
use policy::id::{ProgramId, UserId};

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, Value, row};

row! {
    /// One account.
    pub struct AccountRow {
        /// Its id.
        pub user_id: UserId,
        /// What is typed to sign in, in the form it is compared in.
        pub login: String,
        /// What a passphrase is checked against; nothing for a service account, which has none.
        pub verifier: Bytes,
        /// The public key that keys are wrapped to.
        pub public_key: Bytes,
        /// The public key that grants are verified with.
        pub signing_key: Bytes,
        /// Whether this person administers the instance.
        pub administrator: bool,
        /// When it was made.
        pub created_at: Instant,
        /// Since when it may no longer sign in.
        pub disabled_at: Option<Instant>,
    }
}

impl AccountRow {
    /// Whether this is a service account: one without a passphrase, that comes by tokens only.
    #[must_use]
    pub fn is_service(&self) -> bool {
        self.verifier.is_empty()
    }
}

row! {
    /// A user's root key, wrapped.
    pub struct AccountWrapRow {
        /// For what (`passphrase`, `recovery` …).
        pub kind: String,
        /// The wrap.
        pub wrap: Bytes,
    }
}

declare! {
    /// A new account.
    INSERT = "INSERT INTO account (user_id, login, verifier, public_key, signing_key, administrator,
            created_at, disabled_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    /// One account.
    ONE = "SELECT user_id, login, verifier, public_key, signing_key, administrator, created_at, disabled_at
        FROM account WHERE user_id = ?1";
    /// The account with this login.
    BY_LOGIN = "SELECT user_id, login, verifier, public_key, signing_key, administrator, created_at,
            disabled_at
        FROM account WHERE login = ?1";
    /// The accounts that were ever granted a part in a program.
    OF_PROGRAM = "SELECT user_id, login, verifier, public_key, signing_key, administrator, created_at,
            disabled_at
        FROM account
        WHERE user_id IN (SELECT user_id FROM team_grant WHERE program_id = ?1)";
    /// Every account; an instance has few.
    ALL = "/*scan-ok*/ SELECT user_id, login, verifier, public_key, signing_key, administrator, created_at,
            disabled_at
        FROM account ORDER BY login";
    /// A new passphrase.
    SET_VERIFIER = "UPDATE account SET verifier = ?2 WHERE user_id = ?1";
    /// Who administers, and who may sign in.
    SET_STANDING = "UPDATE account SET administrator = ?2, disabled_at = ?3 WHERE user_id = ?1";
    /// Closes an account under another name.
    CLOSE = "UPDATE account SET login = ?2, disabled_at = ?3 WHERE user_id = ?1";
    /// A wrap; a new one of the same kind takes the old one's place.
    PUT_WRAP = "INSERT INTO account_wrap (user_id, kind, wrap) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id, kind) DO UPDATE SET wrap = excluded.wrap";
    /// The wraps of an account.
    WRAPS = "SELECT kind, wrap FROM account_wrap WHERE user_id = ?1 ORDER BY kind";
    /// Takes a wrap away.
    REMOVE_WRAP = "DELETE FROM account_wrap WHERE user_id = ?1 AND kind = ?2";
}

/// Adds an account.
///
/// # Errors
/// [`StoreError::Duplicate`] when the login is taken.
pub async fn insert(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    row: &AccountRow,
) -> Result<(), StoreError> {
    tx.execute(&INSERT, &row.values()).await.map(|_| ())
}

/// One account.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, user: UserId) -> Result<Option<AccountRow>, StoreError> {
    tx.record(&ONE, &[user.value()]).await
}

/// The account with this login. Needs no proof: it is how a visitor becomes a member.
///
/// # Errors
/// When the database does.
pub async fn by_login(tx: &Tx<'_>, login: &str) -> Result<Option<AccountRow>, StoreError> {
    tx.record(&BY_LOGIN, &[Value::Text(login.into())]).await
}

/// The accounts of everybody who was ever granted a part in a program.
///
/// # Errors
/// When the database does.
pub async fn of_program(tx: &Tx<'_>, program: &ProgramId) -> Result<Vec<AccountRow>, StoreError> {
    tx.records(&OF_PROGRAM, &[program.value()]).await
}

/// Every account, by login.
///
/// # Errors
/// When the database does.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<AccountRow>, StoreError> {
    tx.records(&ALL, &[]).await
}

/// Sets what a passphrase is checked against. The caller has checked the old passphrase or the recovery
/// kit. Says whether there is such an account.
///
/// # Errors
/// When the database does.
pub async fn set_verifier(tx: &Tx<'_>, user: UserId, verifier: &Bytes) -> Result<bool, StoreError> {
    Ok(tx.execute(&SET_VERIFIER, &[user.value(), verifier.value()]).await? == 1)
}

/// Sets whether a person administers the instance and may sign in. Says whether there is such an account.
///
/// # Errors
/// When the database does.
pub async fn set_standing(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    user: UserId,
    administrator: bool,
    disabled_at: Option<Instant>,
) -> Result<bool, StoreError> {
    let values = [user.value(), administrator.value(), disabled_at.value()];
    Ok(tx.execute(&SET_STANDING, &values).await? == 1)
}

/// Closes an account, which keeps its rows under another name: what it signed stays believable, and its old name
/// is free. Says whether there is such an account.
///
/// # Errors
/// [`StoreError::Duplicate`] when the other name is taken.
pub async fn close(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    user: UserId,
    login: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let values = [user.value(), Value::Text(login.into()), now.value()];
    Ok(tx.execute(&CLOSE, &values).await? == 1)
}

/// Keeps a wrap of an account's root key; a new one of the same kind takes the old one's place.
///
/// # Errors
/// When the database does.
pub async fn put_wrap(tx: &Tx<'_>, user: UserId, row: &AccountWrapRow) -> Result<(), StoreError> {
    tx.execute(&PUT_WRAP, &[user.value(), row.kind.value(), row.wrap.value()]).await.map(|_| ())
}

/// The wraps of an account's root key.
///
/// # Errors
/// When the database does.
pub async fn wraps(tx: &Tx<'_>, user: UserId) -> Result<Vec<AccountWrapRow>, StoreError> {
    tx.records(&WRAPS, &[user.value()]).await
}

/// Takes a wrap away. Says whether there was one.
///
/// # Errors
/// When the database does.
pub async fn remove_wrap(tx: &Tx<'_>, user: UserId, kind: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&REMOVE_WRAP, &[user.value(), Value::Text(kind.into())]).await? == 1)
}
