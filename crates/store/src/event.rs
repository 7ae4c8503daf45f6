//! What happened, in order: the record of a case. Rows are added and never changed or removed.
//!
//! One statement touches a written row: erasure empties the sealed bodies of a case whose retention ended
//! (the ledger leaf, a salted commitment, stays verifiable). A test holds that no other exists, and that
//! nothing here swallows a collision: two writers of one place in the order is a conflict someone must see.

use clock::Instant;
use policy::id::{CaseId, EventId, ProgramId};

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase, SeesCase, WalksProgram, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, Row, Value, row};

row! {
    /// One event of a case.
    pub struct EventRow {
        /// Its place in the case, from 1 without gaps.
        pub seq: u64,
        /// Its id.
        pub event_id: EventId,
        /// The kind of fact, in past tense (`report-received`).
        pub kind: String,
        /// When it happened.
        pub happened_at: Instant,
        /// When the team learned of it.
        pub learned_at: Instant,
        /// When this row was written.
        pub recorded_at: Instant,
        /// Who did it, as a pseudonym.
        pub actor: String,
        /// Who may see it (`public`, `reporter`, `participants`, `team`).
        pub visibility: String,
        /// The salted fact, sealed; nothing once it was erased.
        pub sealed_body: Option<Bytes>,
        /// The leaf of the program's log that commits to it.
        pub leaf_index: u64,
    }
}

row! {
    /// What is plain of an event: a view without anything that was written.
    pub struct EventOutlineRow {
        /// Its place in the case.
        pub seq: u64,
        /// The kind of fact, in past tense (`report-received`).
        pub kind: String,
        /// When it was recorded.
        pub recorded_at: Instant,
        /// Who did it, as a pseudonym.
        pub actor: String,
    }
}

/// An event with the case it belongs to, as verification walks a whole program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventOfProgram {
    /// The case.
    pub case_id: CaseId,
    /// The event.
    pub event: EventRow,
}

impl Record for EventOfProgram {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self { case_id: row.next()?, event: EventRow::read(row)? })
    }
    fn values(&self) -> Vec<Value<'_>> {
        let mut values = vec![self.case_id.value()];
        values.extend(self.event.values());
        values
    }
}

declare! {
    /// A new event.
    INSERT = "INSERT INTO event
        (program_id, case_id, seq, event_id, kind, happened_at, learned_at, recorded_at, actor,
         visibility, sealed_body, leaf_index)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    /// The events of a case, in order.
    OF_CASE = "SELECT seq, event_id, kind, happened_at, learned_at, recorded_at, actor, visibility,
            sealed_body, leaf_index
        FROM event WHERE program_id = ?1 AND case_id = ?2 ORDER BY seq";
    /// What is plain of the events of a case, in order.
    OUTLINE = "SELECT seq, kind, recorded_at, actor
        FROM event WHERE program_id = ?1 AND case_id = ?2 ORDER BY seq";
    /// The events of a case after one of them.
    SINCE = "SELECT seq, event_id, kind, happened_at, learned_at, recorded_at, actor, visibility,
            sealed_body, leaf_index
        FROM event WHERE program_id = ?1 AND case_id = ?2 AND seq > ?3 ORDER BY seq";
    /// A page of a program's events, in the order of the log.
    OF_PROGRAM = "SELECT case_id, seq, event_id, kind, happened_at, learned_at, recorded_at, actor,
            visibility, sealed_body, leaf_index
        FROM event WHERE program_id = ?1 AND leaf_index >= ?2 ORDER BY leaf_index LIMIT ?3";
    /// Empties the events of a case. The only change ever made to a written event.
    ERASE = "UPDATE event SET sealed_body = NULL WHERE program_id = ?1 AND case_id = ?2";
}

/// Adds events to the case of the proof. The caller has set their `seq` to follow the last one, and changes
/// [`crate::case_file`] in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] when someone else took one of the places.
pub async fn append(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    rows: &[EventRow],
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let rows: Vec<Vec<Value<'_>>> = rows
        .iter()
        .map(|row| {
            let mut values = vec![program.value(), Value::Bytes(case.as_bytes().to_vec().into())];
            values.extend(row.values());
            values
        })
        .collect();
    match tx.execute_many(&INSERT, &rows).await {
        Err(StoreError::Duplicate { .. }) => Err(StoreError::Conflict),
        outcome => outcome,
    }
}

/// The events of the case of the proof, in order.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<EventRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// What is plain of the events of the case of the proof, in order.
///
/// # Errors
/// When the database does.
pub async fn outline(
    tx: &Tx<'_>,
    proof: &impl SeesCase,
) -> Result<Vec<EventOutlineRow>, StoreError> {
    let (program, case) = proof.seen_key()?;
    tx.records(&OUTLINE, &[program.value(), case.value()]).await
}

/// The events of the case after place `seq`, in order.
///
/// # Errors
/// When the database does.
pub async fn since(
    tx: &Tx<'_>,
    proof: &impl OpensCase,
    seq: u64,
) -> Result<Vec<EventRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&SINCE, &[program.value(), case.value(), seq.value()]).await
}

/// Up to `limit` events of a program in the order of its log, from leaf `from_leaf` on: for verification,
/// which reads commitments and ciphertext and needs no key.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn of_program(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    program: &ProgramId,
    from_leaf: u64,
    limit: u32,
) -> Result<Vec<EventOfProgram>, StoreError> {
    within(proof, program)?;
    tx.records(&OF_PROGRAM, &[program.value(), from_leaf.value(), limit.value()]).await
}

/// Empties the sealed bodies of the case; part of [`crate::case_file::erase`].
pub(crate) async fn erase(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await.map(|_| ())
}
