//! What is owed, to whom and by when: the deadlines that an unlocked action computed from a case's events.
//!
//! They are a projection: each unlocked action replaces those of its case. The background and the public
//! statistics read them and nothing else, so neither ever touches what a case is about.

use access::{Authorized, RunJobs};
use clock::Instant;
use policy::id::{CaseId, ProgramId};

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpenedCase, OpensCase, SeesProgram, one_program, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, Row, Value, row};

row! {
    /// One promise as it applies to one case.
    pub struct DeadlineRow {
        /// The promise, by its id in the policy.
        pub promise_id: String,
        /// Which occurrence of a recurring promise, from 0.
        pub occurrence: u32,
        /// What is owed (`acknowledge`, `update` …).
        pub act: String,
        /// To whom.
        pub owed_to: String,
        /// How binding it is (`law`, `promise` …).
        pub class: String,
        /// When it began to run.
        pub started_at: Instant,
        /// When it is due, strictly; nothing when no number was promised or while it is paused.
        pub due_at: Option<Instant>,
        /// The latest time that could be argued.
        pub latest_at: Option<Instant>,
        /// The team's own target.
        pub target_at: Option<Instant>,
        /// Where it stands (`running`, `paused`, `kept`, `broken` …), in the words of the case's clocks.
        pub state: String,
        /// When it was met.
        pub met_at: Option<Instant>,
    }
}

/// A deadline with the case it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineOfProgram {
    /// The case.
    pub case_id: CaseId,
    /// The deadline.
    pub deadline: DeadlineRow,
}

impl Record for DeadlineOfProgram {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self { case_id: row.next()?, deadline: DeadlineRow::read(row)? })
    }
    fn values(&self) -> Vec<Value<'_>> {
        let mut values = vec![self.case_id.value()];
        values.extend(self.deadline.values());
        values
    }
}

row! {
    /// How often a promise stands where, in a span of time. Exact: whoever publishes it buckets small counts.
    pub struct PromiseCount {
        /// The promise.
        pub promise_id: String,
        /// How binding it is.
        pub class: String,
        /// Where it stands.
        pub state: String,
        /// How many times.
        pub count: u64,
        /// How many of them were met no later than due.
        pub in_time: u64,
    }
}

row! {
    /// How long one promise took to keep.
    pub struct TimeToKeep {
        /// When it began to run.
        pub started_at: Instant,
        /// When it was met.
        pub met_at: Option<Instant>,
    }
}

declare! {
    /// Takes away the deadlines of a case, before the new ones are written.
    CLEAR = "DELETE FROM deadline WHERE program_id = ?1 AND case_id = ?2";
    /// A deadline.
    INSERT = "INSERT INTO deadline
        (program_id, case_id, promise_id, occurrence, act, owed_to, class, started_at, due_at, latest_at,
         target_at, state, met_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    /// The deadlines of a case.
    OF_CASE = "SELECT promise_id, occurrence, act, owed_to, class, started_at, due_at, latest_at,
            target_at, state, met_at
        FROM deadline WHERE program_id = ?1 AND case_id = ?2 ORDER BY promise_id, occurrence";
    /// Deadlines in a state that are due by a time, earliest first.
    DUE = "SELECT case_id, promise_id, occurrence, act, owed_to, class, started_at, due_at, latest_at,
            target_at, state, met_at
        FROM deadline WHERE program_id = ?1 AND state = ?2 AND due_at <= ?3
        ORDER BY due_at, case_id LIMIT ?4";
    /// Moves a deadline from one state to another.
    SET_STATE = "UPDATE deadline SET state = ?6
        WHERE program_id = ?1 AND case_id = ?2 AND promise_id = ?3 AND occurrence = ?4 AND state = ?5";
    /// Nothing more is owed in a case of which nothing is left.
    VOID_OPEN = "UPDATE deadline SET state = 'void'
        WHERE program_id = ?1 AND case_id = ?2 AND state IN ('running', 'paused')";
    /// Promises by where they stand. Answered from one index; no case is touched.
    COUNTS = "SELECT promise_id, class, state, count(*),
            count(CASE WHEN met_at <= due_at THEN 1 ELSE NULL END)
        FROM deadline WHERE program_id = ?1 AND started_at >= ?2 AND started_at < ?3
        GROUP BY promise_id, class, state ORDER BY promise_id, class, state";
    /// How long a promise took each time it was kept. Answered from one index.
    TIMES = "SELECT started_at, met_at FROM deadline
        WHERE program_id = ?1 AND promise_id = ?2 AND started_at >= ?3 AND started_at < ?4
            AND met_at IS NOT NULL
        ORDER BY started_at LIMIT ?5";
}

/// Replaces the deadlines of the case of the proof.
///
/// # Errors
/// [`StoreError::Duplicate`] when two rows are for the same occurrence of a promise.
pub async fn replace(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    rows: &[DeadlineRow],
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&CLEAR, &[program.value(), case.value()]).await?;
    insert(tx, proof, rows).await
}

/// The first deadlines of a case that has none.
///
/// # Errors
/// [`StoreError::Duplicate`] when it has some, or two rows are for the same occurrence of a promise.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    rows: &[DeadlineRow],
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
    tx.execute_many(&INSERT, &rows).await
}

/// Ends what was still owed in the case; part of [`crate::case_file::erase`].
pub(crate) async fn void_open(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&VOID_OPEN, &[program.value(), case.value()]).await.map(|_| ())
}

/// The deadlines of the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<DeadlineRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// Deadlines of a program in `state` that are due at `by` or before, earliest first: what the sweeper acts on.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn due(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    state: &str,
    by: Instant,
    limit: u32,
) -> Result<Vec<DeadlineOfProgram>, StoreError> {
    within(proof, program)?;
    let values = [program.value(), Value::Text(state.into()), by.value(), limit.value()];
    tx.records(&DUE, &values).await
}

/// Moves a deadline of the case a job entered from one state to another. Says whether it stood there.
///
/// # Errors
/// When the database does.
pub async fn set_state(
    tx: &Tx<'_>,
    job: &OpenedCase<'_>,
    promise_id: &str,
    occurrence: u32,
    from: &str,
    to: &str,
) -> Result<bool, StoreError> {
    let (program, case) = job.case_key()?;
    let values = [
        program.value(),
        case.value(),
        Value::Text(promise_id.into()),
        occurrence.value(),
        Value::Text(from.into()),
        Value::Text(to.into()),
    ];
    Ok(tx.execute(&SET_STATE, &values).await? == 1)
}

/// How a program keeps its promises: counts by promise and state of everything that began to run in
/// `[from, until)`.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn counts(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    from: Instant,
    until: Instant,
) -> Result<Vec<PromiseCount>, StoreError> {
    let program = one_program(proof)?;
    tx.records(&COUNTS, &[program.value(), from.value(), until.value()]).await
}

/// How long a promise took each time it was met, of what began to run in `[from, until)`; at most `limit`.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn times_to_keep(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    promise_id: &str,
    from: Instant,
    until: Instant,
    limit: u32,
) -> Result<Vec<TimeToKeep>, StoreError> {
    let program = one_program(proof)?;
    let values = [
        program.value(),
        Value::Text(promise_id.into()),
        from.value(),
        until.value(),
        limit.value(),
    ];
    tx.records(&TIMES, &values).await
}
