//! What was erased: the list that a restore of an older backup goes through before anything is served.

use clock::Instant;
use policy::id::{CaseId, ProgramId};

use crate::error::StoreError;
use crate::proof::{ChangesCase, WalksProgram, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record as _, Value, row};

row! {
    /// One erasure.
    pub struct ErasureRow {
        /// The case.
        pub case_id: CaseId,
        /// What of it (`case`, `reporter`).
        pub what: String,
        /// Why (`retention`, `agreed`, `restored`).
        pub reason: String,
        /// When.
        pub erased_at: Instant,
        /// The leaf of the program's log that says so.
        pub leaf_index: u64,
    }
}

declare! {
    /// A new erasure; what was erased already stays noted as it was.
    INSERT = "INSERT INTO erasure (program_id, case_id, what, reason, erased_at, leaf_index)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (program_id, case_id, what) DO NOTHING";
    /// The erasures of a case.
    OF_CASE = "SELECT case_id, what, reason, erased_at, leaf_index FROM erasure
        WHERE program_id = ?1 AND case_id = ?2 ORDER BY what";
    /// The erasures of a program.
    OF_PROGRAM = "SELECT case_id, what, reason, erased_at, leaf_index FROM erasure
        WHERE program_id = ?1 ORDER BY case_id, what";
}

/// Notes an erasure of the case of the proof. Says whether it is new.
///
/// # Errors
/// When the database does.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &ErasureRow,
) -> Result<bool, StoreError> {
    let (program, case) = proof.case_key()?;
    if row.case_id != case {
        return Err(StoreError::WrongTarget);
    }
    let mut values = vec![program.value()];
    values.extend(row.values());
    Ok(tx.execute(&INSERT, &values).await? == 1)
}

/// What was erased of a case.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no case.
pub async fn of_case(
    tx: &Tx<'_>,
    proof: &impl crate::SeesCase,
) -> Result<Vec<ErasureRow>, StoreError> {
    let (program, case) = proof.seen_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// Everything that was erased of a program.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn of_program(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    program: &ProgramId,
) -> Result<Vec<ErasureRow>, StoreError> {
    within(proof, program)?;
    tx.records(&OF_PROGRAM, &[Value::Text(program.as_str().into())]).await
}
