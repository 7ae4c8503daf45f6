//! The reasons that members gave for reading a case that is not theirs, as long as they hold.

use access::{Authorized, ReadCase, RunJobs};
use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::proof::OpensCase as _;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, row};

row! {
    /// One reason.
    pub struct AccessReasonRow {
        /// Who reads.
        pub user_id: UserId,
        /// Why: a word of a fixed list.
        pub reason: String,
        /// Until when it holds.
        pub good_until: Instant,
    }
}

declare! {
    /// A new reason; another of the same person takes its place.
    PUT = "INSERT INTO access_reason (program_id, case_id, user_id, reason, good_until)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (program_id, case_id, user_id)
        DO UPDATE SET reason = excluded.reason, good_until = excluded.good_until";
    /// The reason of one person for one case.
    FIND = "SELECT user_id, reason, good_until FROM access_reason
        WHERE program_id = ?1 AND case_id = ?2 AND user_id = ?3";
    /// Takes away what holds no more.
    PURGE = "DELETE FROM access_reason WHERE good_until <= ?1";
}

/// Keeps a reason for reading the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn put(
    tx: &Tx<'_>,
    proof: &Authorized<ReadCase>,
    row: &AccessReasonRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(row.values());
    tx.execute(&PUT, &values).await.map(|_| ())
}

/// The reason that somebody gave for the case of the proof; the caller compares its end with now.
///
/// # Errors
/// When the database does.
pub async fn find(
    tx: &Tx<'_>,
    proof: &Authorized<ReadCase>,
    user: UserId,
) -> Result<Option<AccessReasonRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.record(&FIND, &[program.value(), case.value(), user.value()]).await
}

/// Takes away what holds no more. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn purge(
    tx: &Tx<'_>,
    _proof: &Authorized<RunJobs>,
    now: Instant,
) -> Result<u64, StoreError> {
    tx.execute(&PURGE, &[now.value()]).await
}
