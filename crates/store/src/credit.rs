//! The hall of fame: one public line per person thanked. Written when a credit is published, with consent.

use access::{Authorized, RunJobs};
use clock::Instant;
use policy::id::{CaseId, ProgramId};

use crate::error::StoreError;
use crate::proof::{ChangesCase, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, Value, row};

row! {
    /// One line of the hall of fame. All of it is public.
    pub struct CreditRow {
        /// The name, in the form the person chose.
        pub line: String,
        /// The year it is shown under.
        pub year: u32,
        /// The page of the advisory they are named in, as a path.
        pub link: Option<String>,
        /// When it was published.
        pub published_at: Instant,
    }
}

declare! {
    /// A credit; written again it is changed.
    PUT = "INSERT INTO credit (program_id, case_id, line, year, link, published_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (program_id, case_id, line) DO UPDATE SET year = excluded.year, link = excluded.link";
    /// The credits of a case.
    OF_CASE = "SELECT line, year, link, published_at FROM credit WHERE program_id = ?1 AND case_id = ?2 ORDER BY line";
    /// Takes the credits of a case back.
    WITHDRAW = "DELETE FROM credit WHERE program_id = ?1 AND case_id = ?2";
    /// Takes one line of a case back.
    FORGET = "DELETE FROM credit WHERE program_id = ?1 AND case_id = ?2 AND line = ?3";
    /// A program's credits, latest year first.
    ALL = "SELECT line, year, link, published_at FROM credit
        WHERE program_id = ?1 ORDER BY year DESC, line LIMIT ?2";
}

/// Publishes a credit for the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn publish(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &CreditRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(row.values());
    tx.execute(&PUT, &values).await.map(|_| ())
}

/// The credits of the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<Vec<CreditRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// Takes the credits of the case back. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn withdraw(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<u64, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&WITHDRAW, &[program.value(), case.value()]).await
}

/// The names with which a case is on the hall of fame.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn lines_of_case(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    case: CaseId,
) -> Result<Vec<String>, StoreError> {
    within(proof, program)?;
    let rows: Vec<CreditRow> = tx.records(&OF_CASE, &[program.value(), case.value()]).await?;
    Ok(rows.into_iter().map(|row| row.line).collect())
}

/// Takes one of them back.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn forget(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    case: CaseId,
    line: &str,
) -> Result<(), StoreError> {
    within(proof, program)?;
    let values = [program.value(), case.value(), Value::Text(line.into())];
    tx.execute(&FORGET, &values).await.map(|_| ())
}

/// Up to `limit` credits of a program, latest year first, without the cases they are for.
///
/// # Errors
/// When the database does.
pub async fn of_program(
    tx: &Tx<'_>,
    program: &ProgramId,
    limit: u32,
) -> Result<Vec<CreditRow>, StoreError> {
    tx.records(&ALL, &[program.value(), limit.value()]).await
}
