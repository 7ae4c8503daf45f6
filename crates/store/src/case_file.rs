//! The current state of every case: one row each, changed in the transaction that adds its events.
//!
//! What the queue and the background need is plain (places in the state machines, the next due time, to
//! whom); what the case is about is in `sealed_state`. A change names the last event the caller saw:
//! when someone else added one since, nothing is written and [`StoreError::Conflict`] says so.

use access::{Authorized, CaseFacts, ReadQueue, RestrictCase, RunJobs, Stage, SubmitReport};
use clock::Instant;
use policy::PolicyVersion;
use policy::id::{CaseId, ProgramId, UserId};

use crate::error::StoreError;
use crate::proof::{
    ChangesCase, OpenedCase, OpensCase, SeesCase, WalksProgram, one_program, within,
};
use crate::queue::QueueRow;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, Value, row};
use crate::{advisory, case_key, deadline, event, file, party, proposal, report};

row! {
    /// The state of one case.
    pub struct CaseFileRow {
        /// The short reference people use, unique in the program.
        pub handle: String,
        /// When it was opened.
        pub opened_at: Instant,
        /// The policy version it is held to.
        pub policy_version: PolicyVersion,
        /// The place of its last event.
        pub last_seq: u64,
        /// When that was recorded.
        pub last_recorded: Instant,
        /// Report management state (Vultron RM).
        pub rm: String,
        /// Embargo state (Vultron EM).
        pub em: String,
        /// Vendor aware, fix ready, fix deployed (Vultron CS).
        pub vfd: String,
        /// Public aware, exploit public, attacks observed (Vultron CS).
        pub pxa: String,
        /// Whose answer the case waits for, when it does.
        pub waiting: Option<String>,
        /// The one status people see.
        pub headline: String,
        /// Why it was closed; nothing while it is open. The queue goes by this.
        pub close_class: Option<String>,
        /// When the next thing owed is due; nothing when nothing is.
        pub next_due_at: Option<Instant>,
        /// The promise it is owed under.
        pub next_due_promise: Option<String>,
        /// To whom it is owed.
        pub next_due_to: Option<String>,
        /// Who works on it.
        pub assignee: Option<UserId>,
        /// Whether it is a replay of a real, public case with its real dates.
        pub replay: bool,
        /// Everything else about the case, sealed; nothing once it was erased.
        pub sealed_state: Option<Bytes>,
    }
}

struct Known {
    case_id: CaseId,
}

impl Record for Known {
    fn read(row: &mut crate::value::Row) -> Result<Self, StoreError> {
        Ok(Self { case_id: row.next()? })
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![self.case_id.value()]
    }
}

// "Nothing is due" is stored as the greatest integer, so that both engines sort it last and one index
// range serves the page.
declare! {
    /// A new case.
    INSERT = "INSERT INTO case_file
        (program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm, em, vfd,
         pxa, waiting, headline, close_class, next_due_at, next_due_promise, next_due_to, assignee,
         replay, sealed_state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
            COALESCE(?15, 9223372036854775807), ?16, ?17, ?18, ?19, ?20)";
    /// The new state of a case, if nobody else changed it since `?3`.
    UPDATE = "UPDATE case_file SET handle = ?4, opened_at = ?5, policy_version = ?6, last_seq = ?7,
            last_recorded = ?8, rm = ?9, em = ?10, vfd = ?11, pxa = ?12, waiting = ?13, headline = ?14,
            close_class = ?15, next_due_at = COALESCE(?16, 9223372036854775807),
            next_due_promise = ?17, next_due_to = ?18, assignee = ?19, replay = ?20, sealed_state = ?21
        WHERE program_id = ?1 AND case_id = ?2 AND last_seq = ?3";
    /// One case.
    ONE = "SELECT handle, opened_at, policy_version, last_seq, last_recorded, rm, em, vfd, pxa, waiting,
            headline, close_class, NULLIF(next_due_at, 9223372036854775807), next_due_promise,
            next_due_to, assignee, replay, sealed_state
        FROM case_file WHERE program_id = ?1 AND case_id = ?2";
    /// Whether there is such a case.
    KNOWN = "SELECT case_id FROM case_file WHERE program_id = ?1 AND case_id = ?2";
    /// The case with this reference.
    BY_HANDLE = "SELECT case_id FROM case_file WHERE program_id = ?1 AND handle = ?2";
    /// A page of all cases of a program.
    WALK = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND case_id > ?2 ORDER BY case_id LIMIT ?3";
    /// Moves the next due time without an event: for jobs, which know deadlines and no content.
    RESCHEDULE = "UPDATE case_file SET next_due_at = COALESCE(?3, 9223372036854775807),
            next_due_promise = ?4, next_due_to = ?5
        WHERE program_id = ?1 AND case_id = ?2";
    /// What decides who may do what with a case.
    FACTS = "SELECT close_class, CAST(CASE WHEN sealed_state IS NULL THEN 1 ELSE 0 END AS BIGINT), restricted FROM case_file
        WHERE program_id = ?1 AND case_id = ?2";
    /// The line of the queue for one case.
    OUTLINE = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND case_id = ?2";
    /// Restricts a case, or opens it to the team.
    RESTRICT = "UPDATE case_file SET restricted = ?3 WHERE program_id = ?1 AND case_id = ?2";
    /// Sets or lifts a hold.
    HOLD = "UPDATE case_file SET held_since = ?3 WHERE program_id = ?1 AND case_id = ?2";
    /// Since when a case is held.
    HELD = "SELECT held_since FROM case_file WHERE program_id = ?1 AND case_id = ?2";
    /// Empties the sealed state of a case.
    ERASE = "UPDATE case_file SET sealed_state = NULL, close_class = COALESCE(close_class, 'erased')
        WHERE program_id = ?1 AND case_id = ?2";
}

/// Opens a case: writes its first state. The token it gives stands for a proof for the rest of the
/// transaction, so that the first events, the report and the keys can be written beside it.
///
/// # Errors
/// [`StoreError::Duplicate`] when the id or the handle is taken.
pub async fn open<'t>(
    tx: &'t Tx<'_>,
    proof: &Authorized<SubmitReport>,
    case: CaseId,
    row: &CaseFileRow,
) -> Result<OpenedCase<'t>, StoreError> {
    let program = one_program(proof)?;
    let mut values = vec![program.value(), case.value()];
    values.extend(row.values());
    tx.execute(&INSERT, &values).await?;
    Ok(OpenedCase::new(program.clone(), case))
}

/// Lets a job work on a case for the rest of the transaction. Nothing when there is no such case.
///
/// # Errors
/// When the database does.
pub async fn enter<'t>(
    tx: &'t Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    case: CaseId,
) -> Result<Option<OpenedCase<'t>>, StoreError> {
    within(proof, program)?;
    let known: Option<Known> = tx.record(&KNOWN, &[program.value(), case.value()]).await?;
    Ok(known.map(|known| OpenedCase::new(program.clone(), known.case_id)))
}

/// What authorization must know about a case; nothing when there is none. Needs no proof: it is what a
/// proof is asked for with.
///
/// # Errors
/// When the database does.
pub async fn facts(
    tx: &Tx<'_>,
    program: &ProgramId,
    case: CaseId,
) -> Result<Option<CaseFacts>, StoreError> {
    let mut rows = tx.rows(&FACTS, &[program.value(), case.value()]).await?;
    let Some(row) = rows.first_mut() else { return Ok(None) };
    let (closed, erased): (Option<String>, bool) = (row.next()?, row.next()?);
    let stage = match (erased, closed) {
        (true, _) => Stage::Erased,
        (false, Some(_)) => Stage::Closed,
        (false, None) => Stage::Open,
    };
    Ok(Some(CaseFacts { program: program.clone(), case, stage, restricted: row.next()? }))
}

/// Everything plain about the case of the proof: its line in the queue.
///
/// # Errors
/// When the database does.
pub async fn outline(tx: &Tx<'_>, proof: &impl SeesCase) -> Result<Option<QueueRow>, StoreError> {
    let (program, case) = proof.seen_key()?;
    tx.record(&OUTLINE, &[program.value(), case.value()]).await
}

/// Restricts the case of the proof to those named on it, or opens it to the team.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no case.
pub async fn restrict(
    tx: &Tx<'_>,
    proof: &Authorized<RestrictCase>,
    restricted: bool,
) -> Result<(), StoreError> {
    let (program, case) = proof.seen_key()?;
    tx.execute(&RESTRICT, &[program.value(), case.value(), restricted.value()]).await.map(|_| ())
}

/// Holds a case since `since`, or lets it go: for a job, once two people agreed.
///
/// # Errors
/// When the database does.
pub async fn hold(
    tx: &Tx<'_>,
    job: &OpenedCase<'_>,
    since: Option<Instant>,
) -> Result<(), StoreError> {
    let (program, case) = job.case_key()?;
    tx.execute(&HOLD, &[program.value(), case.value(), since.value()]).await.map(|_| ())
}

/// Since when the case is held; nothing when it is not.
///
/// # Errors
/// When the database does.
pub async fn held_since(tx: &Tx<'_>, proof: &impl SeesCase) -> Result<Option<Instant>, StoreError> {
    let (program, case) = proof.seen_key()?;
    let mut rows = tx.rows(&HELD, &[program.value(), case.value()]).await?;
    rows.first_mut().map_or(Ok(None), crate::value::Row::next)
}

/// The state of the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn of_case(
    tx: &Tx<'_>,
    proof: &impl OpensCase,
) -> Result<Option<CaseFileRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.record(&ONE, &[program.value(), case.value()]).await
}

/// Writes the new state of the case of the proof, if its last event still is `expected_last_seq`.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not: someone else acted first, and nothing is written.
pub async fn update(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    expected_last_seq: u64,
    row: &CaseFileRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value(), expected_last_seq.value()];
    values.extend(row.values());
    match tx.execute(&UPDATE, &values).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// The case with this reference, as people write it.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn by_handle(
    tx: &Tx<'_>,
    proof: &Authorized<ReadQueue>,
    handle: &str,
) -> Result<Option<CaseId>, StoreError> {
    let program = one_program(proof)?;
    let known: Option<Known> =
        tx.record(&BY_HANDLE, &[program.value(), Value::Text(handle.into())]).await?;
    Ok(known.map(|known| known.case_id))
}

/// A page of all cases of a program by their ids, after `after`: for verification and backup.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn of_program(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    program: &ProgramId,
    after: Option<CaseId>,
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    within(proof, program)?;
    let after: &[u8] = after.as_ref().map_or(&[], |case| case.as_bytes());
    tx.records(&WALK, &[program.value(), Value::Bytes(after.into()), limit.value()]).await
}

/// Sets what is owed next without recording an event: for jobs, which see deadlines and no content.
///
/// # Errors
/// When the database does.
pub async fn reschedule(
    tx: &Tx<'_>,
    job: &OpenedCase<'_>,
    next_due_at: Option<Instant>,
    next_due_promise: Option<&str>,
    next_due_to: Option<&str>,
) -> Result<(), StoreError> {
    let (program, case) = job.case_key()?;
    let text =
        |text: Option<&str>| text.map_or(Value::Null, |text| Value::Text(text.to_owned().into()));
    let values = [
        program.value(),
        case.value(),
        next_due_at.value(),
        text(next_due_promise),
        text(next_due_to),
    ];
    tx.execute(&RESCHEDULE, &values).await.map(|_| ())
}

/// Erases what a case is about: its keys, its sealed state, reports, event bodies and the rows of its files,
/// whose blobs the caller then deletes by the names given back. Nothing more is owed in it: an open case leaves the
/// queue, and its open deadlines are void. What is plain stays (times, kinds, the log),
/// so the record of promises kept remains verifiable.
///
/// # Errors
/// When the database does.
pub async fn erase(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
) -> Result<Vec<file::FileRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    case_key::erase(tx, proof).await?;
    event::erase(tx, proof).await?;
    report::erase(tx, proof).await?;
    proposal::erase(tx, proof).await?;
    party::erase(tx, proof).await?;
    advisory::erase(tx, proof).await?;
    let files = file::erase(tx, proof).await?;
    deadline::void_open(tx, proof).await?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await?;
    Ok(files)
}
