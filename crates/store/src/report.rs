//! Reports as they were sent: sealed, stamped with the policy version then in force, never changed.

use clock::Instant;
use policy::PolicyVersion;
use policy::id::ReportId;

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Value, row};

row! {
    /// One report.
    pub struct ReportRow {
        /// Its id.
        pub report_id: ReportId,
        /// When it was received.
        pub received_at: Instant,
        /// The policy version in force then, to which the team is held.
        pub policy_version: PolicyVersion,
        /// How it came in (`form`, `api`, `mail`, `team`).
        pub channel: String,
        /// What the reporter wrote, sealed; nothing once it was erased.
        pub sealed_body: Option<Bytes>,
        /// Who sent it, sealed; nothing when they did not say, or once it was erased.
        pub sealed_identity: Option<Bytes>,
    }
}

declare! {
    /// A new report of a case.
    INSERT = "INSERT INTO report
        (program_id, case_id, report_id, received_at, policy_version, channel, sealed_body, sealed_identity)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    /// The reports of a case, oldest first.
    OF_CASE = "SELECT report_id, received_at, policy_version, channel, sealed_body, sealed_identity FROM report
        WHERE program_id = ?1 AND case_id = ?2 ORDER BY received_at, report_id";
    /// Hands a report over to another case (duplicate, split).
    MOVE = "UPDATE report SET case_id = ?4, sealed_body = ?5, sealed_identity = ?6
        WHERE program_id = ?1 AND case_id = ?2 AND report_id = ?3";
    /// Empties the reports of a case.
    ERASE = "UPDATE report SET sealed_body = NULL, sealed_identity = NULL
        WHERE program_id = ?1 AND case_id = ?2";
    /// Forgets who sent the reports of a case.
    ERASE_IDENTITY = "UPDATE report SET sealed_identity = NULL WHERE program_id = ?1 AND case_id = ?2";
}

/// Adds a report to the case of the proof.
///
/// # Errors
/// [`StoreError::Duplicate`] when there is one with this id.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &ReportRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [
        program.value(),
        case.value(),
        row.report_id.value(),
        row.received_at.value(),
        row.policy_version.value(),
        row.channel.value(),
        row.sealed_body.value(),
        row.sealed_identity.value(),
    ];
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// The reports of the case of the proof, oldest first.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<ReportRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// Hands a report from one case to another of the same program, with its body and its sender sealed anew
/// under the other case's key. Says whether the first case had that report.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the two proofs are for different programs.
pub async fn hand_over(
    tx: &Tx<'_>,
    from: &impl ChangesCase,
    to: &impl ChangesCase,
    report: ReportId,
    sealed_body: &Bytes,
    sealed_identity: Option<&Bytes>,
) -> Result<bool, StoreError> {
    let (program, case) = from.case_key()?;
    let (other_program, other) = to.case_key()?;
    if program != other_program {
        return Err(StoreError::WrongTarget);
    }
    let values = [
        program.value(),
        case.value(),
        report.value(),
        other.value(),
        sealed_body.value(),
        sealed_identity.map_or(Value::Null, Column::value),
    ];
    Ok(tx.execute(&MOVE, &values).await? == 1)
}

/// Forgets who sent the reports of the case. What they wrote stays.
///
/// # Errors
/// When the database does.
pub async fn erase_identity(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE_IDENTITY, &[program.value(), case.value()]).await.map(|_| ())
}

/// Empties the reports of the case; part of [`crate::case_file::erase`].
pub(crate) async fn erase(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await.map(|_| ())
}
