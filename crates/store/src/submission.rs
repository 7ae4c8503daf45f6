//! Idempotency keys of reports: the same submission sent twice opens one case.

use access::{Authorized, RunJobs, SubmitReport};
use clock::Instant;
use policy::id::{CaseId, ProgramId};

use crate::error::StoreError;
use crate::proof::{one_program, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Hash32, Record, row};

row! {
    /// One submission that was accepted.
    pub struct SubmissionRow {
        /// The keyed hash of the idempotency key.
        pub key_hash: Hash32,
        /// The keyed hash of what was sent: the same key with another body is refused.
        pub body_hash: Hash32,
        /// The case it opened.
        pub case_id: CaseId,
        /// When.
        pub created_at: Instant,
    }
}

declare! {
    /// A new submission.
    INSERT = "INSERT INTO submission (program_id, key_hash, body_hash, case_id, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    /// The submission with this key.
    FIND = "SELECT key_hash, body_hash, case_id, created_at FROM submission
        WHERE program_id = ?1 AND key_hash = ?2";
    /// Takes old keys away.
    PURGE = "DELETE FROM submission WHERE program_id = ?1 AND created_at < ?2";
}

/// Remembers a submission.
///
/// # Errors
/// [`StoreError::Duplicate`] when the key was used: find it and answer as the first time.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &Authorized<SubmitReport>,
    row: &SubmissionRow,
) -> Result<(), StoreError> {
    let mut values = vec![one_program(proof)?.value()];
    values.extend(row.values());
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// The submission with this key.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn find(
    tx: &Tx<'_>,
    proof: &Authorized<SubmitReport>,
    key_hash: Hash32,
) -> Result<Option<SubmissionRow>, StoreError> {
    tx.record(&FIND, &[one_program(proof)?.value(), key_hash.value()]).await
}

/// Forgets the keys used before a time. Says how many.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn purge(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    before: Instant,
) -> Result<u64, StoreError> {
    within(proof, program)?;
    tx.execute(&PURGE, &[program.value(), before.value()]).await
}
