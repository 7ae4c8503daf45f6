//! The current state of every case: one row each, changed in the transaction that adds its events.
//!
//! What the queue and the background need is plain (places in the state machines, the next due time, to
//! whom); what the case is about is in `sealed_state`. A change names the last event the caller saw:
//! when someone else added one since, nothing is written and [`StoreError::Conflict`] says so.

use access::{Authorized, RunJobs, SubmitReport};
use clock::Instant;
use policy::PolicyVersion;
use policy::id::{CaseId, ProgramId, UserId};

use crate::error::StoreError;
use crate::proof::{
    ChangesCase, OpenedCase, OpensCase, SeesQueue, WalksProgram, one_program, within,
};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, Value, row};
use crate::{case_key, event, file, report};

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

row! {
    /// One line of the queue: everything plain about a case.
    pub struct QueueRow {
        /// The program.
        pub program_id: ProgramId,
        /// The case.
        pub case_id: CaseId,
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
        /// Report management state.
        pub rm: String,
        /// Embargo state.
        pub em: String,
        /// Vendor aware, fix ready, fix deployed.
        pub vfd: String,
        /// Public aware, exploit public, attacks observed.
        pub pxa: String,
        /// Whose answer the case waits for, when it does.
        pub waiting: Option<String>,
        /// The one status people see.
        pub headline: String,
        /// Why it was closed; nothing while it is open.
        pub close_class: Option<String>,
        /// When the next thing owed is due; nothing when nothing is.
        pub next_due_at: Option<Instant>,
        /// The promise it is owed under.
        pub next_due_promise: Option<String>,
        /// To whom it is owed.
        pub next_due_to: Option<String>,
        /// Who works on it.
        pub assignee: Option<UserId>,
        /// Whether it is a replay of a real, public case.
        pub replay: bool,
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

/// Where the next page of a queue begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The time the page is ordered by: next due in the open queue (nothing: never due), last recorded in
    /// the list of closed cases.
    pub at: Option<Instant>,
    /// The case.
    pub case_id: CaseId,
}

/// Which open cases a page of the queue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueFilter {
    /// Only those of this person.
    pub assignee: Option<UserId>,
}

/// How many cases there are of a kind, counted no further than [`Tally::MOST`]: the cost of counting must
/// not grow with what has piled up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many were counted.
    pub counted: u64,
    /// Whether there are more than were counted.
    pub more: bool,
}

impl Tally {
    /// Cases that are counted at most.
    pub const MOST: u64 = 1_000;

    /// Of rows counted to one more than the most.
    const fn of(found: u64) -> Self {
        match found > Self::MOST {
            true => Self { counted: Self::MOST, more: true },
            false => Self { counted: found, more: false },
        }
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
    /// A page of open cases, next owed first.
    QUEUE = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NULL
            AND (next_due_at, case_id) > (?2, ?3)
        ORDER BY next_due_at, case_id LIMIT ?4";
    /// A page of one person's open cases, next owed first.
    QUEUE_OF = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded,
            rm, em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NULL
            AND (next_due_at, case_id) > (?2, ?3) AND assignee = ?5
        ORDER BY next_due_at, case_id LIMIT ?4";
    /// A page of closed cases, last changed first.
    CLOSED = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NOT NULL
            AND (last_recorded, case_id) < (?2, ?3)
        ORDER BY last_recorded DESC, case_id DESC LIMIT ?4";
    /// A page of all cases of a program.
    WALK = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND case_id > ?2 ORDER BY case_id LIMIT ?3";
    /// How many open cases have something due until `?2`, up to a limit.
    COUNT_DUE = "SELECT count(*) FROM (SELECT 1 FROM case_file
        WHERE program_id = ?1 AND close_class IS NULL AND next_due_at <= ?2 LIMIT ?3) AS due";
    /// Moves the next due time without an event: for jobs, which know deadlines and no content.
    RESCHEDULE = "UPDATE case_file SET next_due_at = COALESCE(?3, 9223372036854775807),
            next_due_promise = ?4, next_due_to = ?5
        WHERE program_id = ?1 AND case_id = ?2";
    /// Empties the sealed state of a case.
    ERASE = "UPDATE case_file SET sealed_state = NULL WHERE program_id = ?1 AND case_id = ?2";
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
    proof: &impl SeesQueue,
    handle: &str,
) -> Result<Option<CaseId>, StoreError> {
    let program = one_program(proof)?;
    let known: Option<Known> =
        tx.record(&BY_HANDLE, &[program.value(), Value::Text(handle.into())]).await?;
    Ok(known.map(|known| known.case_id))
}

/// A page of a program's open cases, next owed first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn queue(
    tx: &Tx<'_>,
    proof: &impl SeesQueue,
    filter: QueueFilter,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    let program = one_program(proof)?;
    let (at, case): (i64, &[u8]) = match &after {
        Some(after) => (after.at.map_or(i64::MAX, Instant::second), after.case_id.as_bytes()),
        None => (i64::MIN, &[]),
    };
    let values = [program.value(), at.value(), Value::Bytes(case.into()), limit.value()];
    match &filter.assignee {
        None => tx.records(&QUEUE, &values).await,
        Some(assignee) => {
            let mut values = values.to_vec();
            values.push(assignee.value());
            tx.records(&QUEUE_OF, &values).await
        }
    }
}

/// A page of the open cases of several programs, next owed first: the first page of each, merged.
///
/// # Errors
/// [`StoreError::WrongTarget`] when a proof is for no program.
pub async fn queue_across<P: SeesQueue>(
    tx: &Tx<'_>,
    proofs: &[P],
    filter: QueueFilter,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    let mut merged: Vec<QueueRow> = Vec::new();
    for proof in proofs {
        merged.extend(queue(tx, proof, filter, after, limit).await?);
    }
    merged.sort_by_key(|row| (row.next_due_at.map_or(i64::MAX, Instant::second), row.case_id));
    merged.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(merged)
}

/// A page of a program's closed cases, last changed first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn closed(
    tx: &Tx<'_>,
    proof: &impl SeesQueue,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    let program = one_program(proof)?;
    let (at, case): (i64, &[u8]) = match &after {
        Some(after) => (after.at.map_or(i64::MAX, Instant::second), after.case_id.as_bytes()),
        None => (i64::MAX, &[]),
    };
    let values = [program.value(), at.value(), Value::Bytes(case.into()), limit.value()];
    tx.records(&CLOSED, &values).await
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

/// How many cases of a program are open.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn count_open(tx: &Tx<'_>, proof: &impl SeesQueue) -> Result<Tally, StoreError> {
    // Every open case is due at the end of time, if not before.
    count_due(tx, proof, i64::MAX).await
}

/// How many open cases of a program are late at `now`.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn count_late(
    tx: &Tx<'_>,
    proof: &impl SeesQueue,
    now: Instant,
) -> Result<Tally, StoreError> {
    count_due(tx, proof, now.second()).await
}

async fn count_due(tx: &Tx<'_>, proof: &impl SeesQueue, until: i64) -> Result<Tally, StoreError> {
    let program = one_program(proof)?;
    let values = [program.value(), until.value(), (Tally::MOST + 1).value()];
    let mut rows = tx.rows(&COUNT_DUE, &values).await?;
    let row = rows.first_mut().ok_or(StoreError::Malformed { column: "a count" })?;
    row.next().map(Tally::of)
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
/// whose blobs the caller then deletes by the names given back. What is plain stays (times, kinds, the log),
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
    let files = file::erase(tx, proof).await?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await?;
    Ok(files)
}
