//! The entries of the instance's audit log, as rows beside its leaves: who read what, signed in, was given
//! a right. What somebody wrote as a reason is sealed; erasing a case empties it and leaves the row.

use access::{AdministerInstance, AppendLedger, Authorized, ReadAudit};
use clock::Instant;
use policy::id::{CaseId, EventId, ProgramId};

use crate::error::StoreError;
use crate::proof::{ChangesCase, SeesProgram as _, WalksProgram, one_program};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, Value, row};

row! {
    /// One entry.
    pub struct AuditRow {
        /// Its place in the audit log.
        pub leaf_index: u64,
        /// The entry's own id.
        pub event_id: EventId,
        /// When it was recorded.
        pub recorded_at: Instant,
        /// What was done (`CaseRead`, `SignedIn` …).
        pub act: String,
        /// Who did it: a pseudonym.
        pub actor: String,
        /// What it was done to, under a pseudonym.
        pub object: String,
        /// The program it is about.
        pub program_id: Option<ProgramId>,
        /// The case it is about.
        pub case_id: Option<CaseId>,
        /// What more is known, sealed under the root key; nothing: there was nothing, or it was erased.
        pub sealed_details: Option<Bytes>,
    }
}

declare! {
    /// A new entry.
    INSERT = "INSERT INTO audit_entry (leaf_index, event_id, recorded_at, act, actor, object,
            program_id, case_id, sealed_details)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    /// A page, oldest first.
    PAGE = "SELECT leaf_index, event_id, recorded_at, act, actor, object, program_id, case_id,
            sealed_details
        FROM audit_entry WHERE leaf_index >= ?1 ORDER BY leaf_index LIMIT ?2";
    /// A page of the whole instance, newest first.
    NEWEST = "SELECT leaf_index, event_id, recorded_at, act, actor, object, program_id, case_id,
            sealed_details
        FROM audit_entry WHERE leaf_index < ?1 ORDER BY leaf_index DESC LIMIT ?2";
    /// A page of one program, newest first.
    NEWEST_OF_PROGRAM = "SELECT leaf_index, event_id, recorded_at, act, actor, object, program_id,
            case_id, sealed_details
        FROM audit_entry WHERE program_id = ?1 AND leaf_index < ?2
        ORDER BY leaf_index DESC LIMIT ?3";
    /// A page of what is about no program, newest first.
    NEWEST_OF_NONE = "SELECT leaf_index, event_id, recorded_at, act, actor, object, program_id,
            case_id, sealed_details
        FROM audit_entry WHERE program_id IS NULL AND leaf_index < ?1
        ORDER BY leaf_index DESC LIMIT ?2";
    /// The first place recorded at a time or later.
    FIRST_SINCE = "SELECT MIN(leaf_index) FROM audit_entry WHERE recorded_at >= ?1";
    /// Empties what was said about a case.
    ERASE_DETAILS = "UPDATE audit_entry SET sealed_details = NULL
        WHERE program_id = ?1 AND case_id = ?2";
}

struct Place(Option<u64>);

impl Record for Place {
    fn read(row: &mut crate::value::Row) -> Result<Self, StoreError> {
        row.next().map(Self)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![self.0.value()]
    }
}

/// Adds entries, in the transaction that appends their leaves to the instance's log.
///
/// # Errors
/// [`StoreError::Duplicate`] when a place is taken.
pub async fn insert(
    tx: &Tx<'_>,
    _proof: &Authorized<AppendLedger>,
    rows: &[AuditRow],
) -> Result<(), StoreError> {
    let rows: Vec<_> = rows.iter().map(Record::values).collect();
    tx.execute_many(&INSERT, &rows).await
}

/// Up to `limit` entries from place `from` on, oldest first: for verification and for the jobs.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for one program.
pub async fn page(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    from: u64,
    limit: u32,
) -> Result<Vec<AuditRow>, StoreError> {
    whole(proof)?;
    tx.records(&PAGE, &[from.value(), limit.value()]).await
}

/// The place of the first entry recorded at `since` or later.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for one program.
pub async fn first_since(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    since: Instant,
) -> Result<Option<u64>, StoreError> {
    whole(proof)?;
    let found: Option<Place> = tx.record(&FIRST_SINCE, &[since.value()]).await?;
    Ok(found.and_then(|place| place.0))
}

/// Up to `limit` entries about the program of the proof, or of the whole instance for a proof for it, before
/// place `before`, newest first.
///
/// # Errors
/// When the database does.
pub async fn newest(
    tx: &Tx<'_>,
    proof: &Authorized<ReadAudit>,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<AuditRow>, StoreError> {
    let before = before.map_or(i64::MAX, |place| i64::try_from(place).unwrap_or(i64::MAX));
    match proof.program_key() {
        Some(_) => {
            let program = one_program(proof)?;
            tx.records(&NEWEST_OF_PROGRAM, &[program.value(), before.value(), limit.value()]).await
        }
        None => tx.records(&NEWEST, &[before.value(), limit.value()]).await,
    }
}

/// Up to `limit` entries about no program (sign-ins, sessions, factors) before place `before`, newest first.
///
/// # Errors
/// When the database does.
pub async fn newest_of_none(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<AuditRow>, StoreError> {
    let before = before.map_or(i64::MAX, |place| i64::try_from(place).unwrap_or(i64::MAX));
    tx.records(&NEWEST_OF_NONE, &[before.value(), limit.value()]).await
}

/// Empties what was said about the case of the proof; that something was done stays.
///
/// # Errors
/// When the database does.
pub async fn erase_details(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<u64, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE_DETAILS, &[program.value(), case.value()]).await
}

/// Refuses a proof that was given for one program.
fn whole(proof: &impl WalksProgram) -> Result<(), StoreError> {
    if proof.program_key().is_some() { Err(StoreError::WrongTarget) } else { Ok(()) }
}
