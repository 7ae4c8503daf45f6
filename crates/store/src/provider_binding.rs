//! Which account belongs to which person at an identity provider: by issuer and subject, and nothing else.

use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, row};

row! {
    /// One binding.
    pub struct ProviderBindingRow {
        /// The provider.
        pub issuer: String,
        /// The person there.
        pub subject: String,
        /// The account here.
        pub user_id: UserId,
        /// Since when.
        pub bound_at: Instant,
    }
}

declare! {
    /// A new binding.
    INSERT = "INSERT INTO provider_binding (issuer, subject, user_id, bound_at)
        VALUES (?1, ?2, ?3, ?4)";
    /// The binding of a person at a provider.
    FIND = "SELECT issuer, subject, user_id, bound_at FROM provider_binding
        WHERE issuer = ?1 AND subject = ?2";
    /// The bindings of an account.
    OF_USER = "SELECT issuer, subject, user_id, bound_at FROM provider_binding WHERE user_id = ?1
        ORDER BY bound_at, issuer";
    /// Takes the bindings of an account away.
    REMOVE_ALL = "DELETE FROM provider_binding WHERE user_id = ?1";
}

/// Binds an account.
///
/// # Errors
/// [`StoreError::Duplicate`] when this person is bound, to whichever account.
pub async fn insert(tx: &Tx<'_>, row: &ProviderBindingRow) -> Result<(), StoreError> {
    tx.execute(&INSERT, &row.values()).await.map(|_| ())
}

/// The binding of a person at a provider, both compared letter for letter.
///
/// # Errors
/// When the database does.
pub async fn find(
    tx: &Tx<'_>,
    issuer: &String,
    subject: &String,
) -> Result<Option<ProviderBindingRow>, StoreError> {
    tx.record(&FIND, &[issuer.value(), subject.value()]).await
}

/// The bindings of an account.
///
/// # Errors
/// When the database does.
pub async fn of_user(tx: &Tx<'_>, user: UserId) -> Result<Vec<ProviderBindingRow>, StoreError> {
    tx.records(&OF_USER, &[user.value()]).await
}

/// Takes the bindings of an account away. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn remove_all(tx: &Tx<'_>, user: UserId) -> Result<u64, StoreError> {
    tx.execute(&REMOVE_ALL, &[user.value()]).await
}
