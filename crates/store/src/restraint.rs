//! Whom an alert holds up: a member who has to show a factor once more before they read on.

use access::{Authorized, RunJobs};
use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, row};

row! {
    /// One restraint. It is over for every session in which a factor was shown after it began.
    pub struct RestraintRow {
        /// Whom.
        pub user_id: UserId,
        /// Since when.
        pub since: Instant,
        /// The rule that was met.
        pub rule: String,
    }
}

declare! {
    /// A new restraint; it takes the place of an older one.
    PUT = "INSERT INTO restraint (user_id, since, rule) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id) DO UPDATE SET since = excluded.since, rule = excluded.rule";
    /// That of a member.
    FIND = "SELECT user_id, since, rule FROM restraint WHERE user_id = ?1";
}

/// Holds a member up.
///
/// # Errors
/// When the database does.
pub async fn put(
    tx: &Tx<'_>,
    _proof: &Authorized<RunJobs>,
    row: &RestraintRow,
) -> Result<(), StoreError> {
    tx.execute(&PUT, &row.values()).await.map(|_| ())
}

/// What holds a member up, if anything ever did; the caller compares its time with the session's.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, user: UserId) -> Result<Option<RestraintRow>, StoreError> {
    tx.record(&FIND, &[user.value()]).await
}
