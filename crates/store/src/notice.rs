//! Notices for a team: something happened that people should look at. Metadata only, no content.

use access::{Authorized, ReadQueue};
use clock::Instant;
use policy::id::{CaseId, ProgramId};

use crate::error::StoreError;
use crate::proof::one_program;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, Value, row};

/// The id of a notice: the sixteen bytes of a UUIDv7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeId(pub [u8; 16]);

impl Column for NoticeId {
    fn value(&self) -> Value<'_> {
        self.0.value()
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        <[u8; 16]>::read(value).map(Self)
    }
}

row! {
    /// One notice.
    pub struct NoticeRow {
        /// Its id.
        pub notice_id: NoticeId,
        /// What kind (`deadline-near`, `promise-broken`, `work-failed` …).
        pub kind: String,
        /// The case it is about.
        pub case_id: Option<CaseId>,
        /// When it was made.
        pub created_at: Instant,
        /// When someone saw it.
        pub seen_at: Option<Instant>,
    }
}

declare! {
    /// A new notice; made again it stays as it is.
    INSERT = "INSERT INTO notice (program_id, notice_id, kind, case_id, created_at, seen_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (program_id, notice_id) DO NOTHING";
    /// Notices nobody saw, oldest first.
    UNSEEN = "SELECT notice_id, kind, case_id, created_at, seen_at FROM notice
        WHERE program_id = ?1 AND seen_at IS NULL ORDER BY created_at, notice_id LIMIT ?2";
    /// Marks a notice as seen.
    SEE = "UPDATE notice SET seen_at = ?3
        WHERE program_id = ?1 AND notice_id = ?2 AND seen_at IS NULL";
}

/// Adds a notice for a program's team, in the transaction that causes it. Says whether it is new.
///
/// # Errors
/// When the database does.
pub async fn insert(tx: &Tx<'_>, program: &ProgramId, row: &NoticeRow) -> Result<bool, StoreError> {
    let mut values = vec![program.value()];
    values.extend(row.values());
    Ok(tx.execute(&INSERT, &values).await? == 1)
}

/// Up to `limit` notices nobody saw, oldest first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn unseen(
    tx: &Tx<'_>,
    proof: &Authorized<ReadQueue>,
    limit: u32,
) -> Result<Vec<NoticeRow>, StoreError> {
    tx.records(&UNSEEN, &[one_program(proof)?.value(), limit.value()]).await
}

/// Marks a notice as seen. Says whether it was unseen.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn see(
    tx: &Tx<'_>,
    proof: &Authorized<ReadQueue>,
    notice: NoticeId,
    now: Instant,
) -> Result<bool, StoreError> {
    let values = [one_program(proof)?.value(), notice.value(), now.value()];
    Ok(tx.execute(&SEE, &values).await? == 1)
}
