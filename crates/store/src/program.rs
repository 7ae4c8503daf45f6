//! The programs that this instance serves.

use clock::Instant;
use policy::PolicyVersion;
use policy::id::ProgramId;

use access::{AdministerInstance, Authorized};

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, row};

row! {
    /// One program. All of it is public.
    pub struct ProgramRow {
        /// Its short name, from its policy.
        pub program_id: ProgramId,
        /// Its name for people.
        pub name: String,
        /// When this instance began to serve it.
        pub created_at: Instant,
        /// The policy version in force now.
        pub policy_version: PolicyVersion,
        /// The origin line of its log (C2SP tlog-checkpoint).
        pub log_origin: String,
        /// The epoch of its log key.
        pub log_epoch: u32,
    }
}

declare! {
    /// A new program.
    INSERT = "INSERT INTO program
        (program_id, name, created_at, policy_version, log_origin, log_epoch)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    /// A changed name, policy version or log key.
    UPDATE = "UPDATE program SET name = ?2, policy_version = ?3, log_epoch = ?4 WHERE program_id = ?1";
    /// One program.
    ONE = "SELECT program_id, name, created_at, policy_version, log_origin, log_epoch
        FROM program WHERE program_id = ?1";
    /// Every program; an instance has few.
    ALL = "/*scan-ok*/ SELECT program_id, name, created_at, policy_version, log_origin, log_epoch
        FROM program ORDER BY program_id";
}

/// Adds a program.
///
/// # Errors
/// [`StoreError::Duplicate`] when it is served already.
pub async fn insert(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    row: &ProgramRow,
) -> Result<(), StoreError> {
    tx.execute(&INSERT, &row.values()).await.map(|_| ())
}

/// Changes the name, the policy version in force or the log key's epoch. Says whether there is such a program.
///
/// # Errors
/// When the database does.
pub async fn update(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    row: &ProgramRow,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            &UPDATE,
            &[
                row.program_id.value(),
                row.name.value(),
                row.policy_version.value(),
                row.log_epoch.value(),
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// One program.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, program: &ProgramId) -> Result<Option<ProgramRow>, StoreError> {
    tx.record(&ONE, &[program.value()]).await
}

/// Every program, by its id.
///
/// # Errors
/// When the database does.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<ProgramRow>, StoreError> {
    tx.records(&ALL, &[]).await
}
