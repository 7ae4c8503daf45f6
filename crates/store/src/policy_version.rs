//! Every policy version a program ever had, word for word: a report is held to the one it met.

use clock::Instant;
use policy::PolicyVersion;
use policy::id::ProgramId;

use access::{AdministerInstance, Authorized};

use crate::error::StoreError;
use crate::proof::within;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, row};

row! {
    /// One version of a program's policy. All of it is public.
    pub struct PolicyVersionRow {
        /// The content hash of the source.
        pub version: PolicyVersion,
        /// The source text.
        pub source: String,
        /// Since when it is (or was) in force.
        pub in_force_from: Instant,
    }
}

declare! {
    /// A new version. One that returns (a policy set back to an earlier text) keeps its first date.
    INSERT = "INSERT INTO policy_version (program_id, version, source, in_force_from)
        VALUES (?1, ?2, ?3, ?4) ON CONFLICT (program_id, version) DO NOTHING";
    /// One version.
    ONE = "SELECT version, source, in_force_from FROM policy_version
        WHERE program_id = ?1 AND version = ?2";
    /// The history, oldest first.
    HISTORY = "SELECT version, source, in_force_from FROM policy_version
        WHERE program_id = ?1 ORDER BY in_force_from, version";
}

/// Keeps a version. Says whether it is new.
///
/// # Errors
/// When the database does.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &Authorized<AdministerInstance>,
    program: &ProgramId,
    row: &PolicyVersionRow,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let values =
        [program.value(), row.version.value(), row.source.value(), row.in_force_from.value()];
    Ok(tx.execute(&INSERT, &values).await? == 1)
}

/// One version of a program's policy.
///
/// # Errors
/// When the database does.
pub async fn find(
    tx: &Tx<'_>,
    program: &ProgramId,
    version: PolicyVersion,
) -> Result<Option<PolicyVersionRow>, StoreError> {
    tx.record(&ONE, &[program.value(), version.value()]).await
}

/// Every version, oldest first.
///
/// # Errors
/// When the database does.
pub async fn history(
    tx: &Tx<'_>,
    program: &ProgramId,
) -> Result<Vec<PolicyVersionRow>, StoreError> {
    tx.records(&HISTORY, &[program.value()]).await
}
