//! The queue: the plain line of every case, in the order in which things are owed.
//!
//! Which lines somebody sees follows from `access`: a proof for the queue knows how far it reaches, and each
//! reach has its statement here, so that nothing is filtered after it was read and no SQL is put together.
//! Cases that somebody is named on are asked for sixteen at a time.

use access::{Authorized, Breadth, ReadQueue};
use clock::Instant;
use policy::PolicyVersion;
use policy::id::{CaseId, ProgramId, UserId};

use crate::error::StoreError;
use crate::proof::one_program;
use crate::statement::{Statement, declare};
use crate::tx::Tx;
use crate::value::{Column, Value, row};

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

/// Where the next page of a queue begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The time the page is ordered by: next due in the open queue (nothing: never due), last recorded in
    /// the list of closed cases.
    pub at: Option<Instant>,
    /// The case.
    pub case_id: CaseId,
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

/// Named cases asked for at once.
const SLOTS: usize = 16;

// "Nothing is due" is stored as the greatest integer, so that both engines sort it last and one index
// range serves the page. Where cases are named the plus keeps SQLite from walking that range: each is looked up.
declare! {
    /// A page of open cases, next owed first.
    QUEUE = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NULL
            AND (next_due_at, case_id) > (?2, ?3)
        ORDER BY next_due_at, case_id LIMIT ?4";
    /// The same without restricted cases.
    QUEUE_UNRESTRICTED = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NULL
            AND (next_due_at, case_id) > (?2, ?3) AND restricted = 0
        ORDER BY next_due_at, case_id LIMIT ?4";
    /// Those of some open cases that come next.
    NAMED_OPEN = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NULL
            AND (+next_due_at, case_id) > (?2, ?3)
            AND case_id IN (?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
        ORDER BY +next_due_at, case_id LIMIT ?4";
    /// A page of closed cases, last changed first.
    CLOSED = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NOT NULL
            AND (last_recorded, case_id) < (?2, ?3)
        ORDER BY last_recorded DESC, case_id DESC LIMIT ?4";
    /// The same without restricted cases.
    CLOSED_UNRESTRICTED = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NOT NULL
            AND (last_recorded, case_id) < (?2, ?3) AND restricted = 0
        ORDER BY last_recorded DESC, case_id DESC LIMIT ?4";
    /// Those of some closed cases that come next.
    NAMED_CLOSED = "SELECT program_id, case_id, handle, opened_at, policy_version, last_seq, last_recorded, rm,
            em, vfd, pxa, waiting, headline, close_class,
            NULLIF(next_due_at, 9223372036854775807), next_due_promise, next_due_to, assignee, replay
        FROM case_file WHERE program_id = ?1 AND close_class IS NOT NULL
            AND (+last_recorded, case_id) < (?2, ?3)
            AND case_id IN (?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
        ORDER BY +last_recorded DESC, case_id DESC LIMIT ?4";
    /// How many open cases have something due until `?2`, up to a limit.
    COUNT_DUE = "SELECT count(*) FROM (SELECT 1 FROM case_file
        WHERE program_id = ?1 AND close_class IS NULL AND next_due_at <= ?2 LIMIT ?3) AS due";
    /// The same without restricted cases.
    COUNT_DUE_UNRESTRICTED = "SELECT count(*) FROM (SELECT 1 FROM case_file
        WHERE program_id = ?1 AND close_class IS NULL AND next_due_at <= ?2 AND restricted = 0
        LIMIT ?3) AS due";
    /// How many of some open cases have something due until `?2`; restricted ones only where `?3` is 1.
    COUNT_NAMED_DUE = "SELECT count(*) FROM case_file
        WHERE program_id = ?1 AND close_class IS NULL AND +next_due_at <= ?2 AND restricted >= ?3
            AND case_id IN (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
}

/// The statements of one list: the whole program, without restricted cases, and named cases.
struct Shapes {
    all: &'static Statement,
    unrestricted: &'static Statement,
    named: &'static Statement,
}

static OPEN_SHAPES: Shapes =
    Shapes { all: &QUEUE, unrestricted: &QUEUE_UNRESTRICTED, named: &NAMED_OPEN };
static CLOSED_SHAPES: Shapes =
    Shapes { all: &CLOSED, unrestricted: &CLOSED_UNRESTRICTED, named: &NAMED_CLOSED };

/// Sixteen places for ids; those that are not needed hold no case's id.
fn slots(named: &[CaseId]) -> impl Iterator<Item = Value<'_>> {
    (0..SLOTS).map(|place| match named.get(place) {
        Some(case) => case.value(),
        None => Value::Bytes((&[] as &[u8]).into()),
    })
}

async fn page(
    tx: &Tx<'_>,
    proof: &Authorized<ReadQueue>,
    shapes: &Shapes,
    from: [Value<'_>; 2],
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    let program = one_program(proof)?;
    let reach = proof.reach();
    let [at, case] = from;
    let head = [program.value(), at, case, limit.value()];
    let mut rows: Vec<QueueRow> = match reach.breadth {
        Breadth::All => return tx.records(shapes.all, &head).await,
        Breadth::Unrestricted => tx.records(shapes.unrestricted, &head).await?,
        Breadth::Named => Vec::new(),
    };
    for named in reach.named.chunks(SLOTS) {
        let mut values = head.to_vec();
        values.extend(slots(named));
        rows.extend(tx.records::<QueueRow>(shapes.named, &values).await?);
    }
    Ok(rows)
}

fn cut(mut rows: Vec<QueueRow>, limit: u32) -> Vec<QueueRow> {
    // A case that is both named and not restricted came twice.
    rows.dedup_by_key(|row| row.case_id);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    rows
}

/// A page of the open cases of a program that the proof reaches, next owed first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn open(
    tx: &Tx<'_>,
    proof: &Authorized<ReadQueue>,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    open_across(tx, core::slice::from_ref(proof), after, limit).await
}

/// A page of the open cases of several programs, next owed first: the first page of each, merged.
///
/// # Errors
/// [`StoreError::WrongTarget`] when a proof is for no program.
pub async fn open_across(
    tx: &Tx<'_>,
    proofs: &[Authorized<ReadQueue>],
    after: Option<After>,
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    let (at, case): (i64, &[u8]) = match &after {
        Some(after) => (after.at.map_or(i64::MAX, Instant::second), after.case_id.as_bytes()),
        None => (i64::MIN, &[]),
    };
    let mut rows = Vec::new();
    for proof in proofs {
        let from = [Value::Integer(at), Value::Bytes(case.into())];
        rows.extend(page(tx, proof, &OPEN_SHAPES, from, limit).await?);
    }
    rows.sort_by_key(|row| (row.next_due_at.map_or(i64::MAX, Instant::second), row.case_id));
    Ok(cut(rows, limit))
}

/// A page of the closed cases of several programs, last changed first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when a proof is for no program.
pub async fn closed_across(
    tx: &Tx<'_>,
    proofs: &[Authorized<ReadQueue>],
    after: Option<After>,
    limit: u32,
) -> Result<Vec<QueueRow>, StoreError> {
    let (at, case): (i64, &[u8]) = match &after {
        Some(after) => (after.at.map_or(i64::MAX, Instant::second), after.case_id.as_bytes()),
        None => (i64::MAX, &[]),
    };
    let mut rows = Vec::new();
    for proof in proofs {
        let from = [Value::Integer(at), Value::Bytes(case.into())];
        rows.extend(page(tx, proof, &CLOSED_SHAPES, from, limit).await?);
    }
    rows.sort_by_key(|row| core::cmp::Reverse((row.last_recorded, row.case_id)));
    Ok(cut(rows, limit))
}

/// How many cases of a program that the proof reaches are open.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn count_open(tx: &Tx<'_>, proof: &Authorized<ReadQueue>) -> Result<Tally, StoreError> {
    // Every open case is due at the end of time, if not before.
    count_due(tx, proof, i64::MAX).await
}

/// How many open cases of a program that the proof reaches are late at `now`.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn count_late(
    tx: &Tx<'_>,
    proof: &Authorized<ReadQueue>,
    now: Instant,
) -> Result<Tally, StoreError> {
    count_due(tx, proof, now.second()).await
}

async fn count_due(
    tx: &Tx<'_>,
    proof: &Authorized<ReadQueue>,
    until: i64,
) -> Result<Tally, StoreError> {
    let program = one_program(proof)?;
    let reach = proof.reach();
    let most = Tally::MOST + 1;
    let whole = match reach.breadth {
        Breadth::All => Some(&COUNT_DUE),
        Breadth::Unrestricted => Some(&COUNT_DUE_UNRESTRICTED),
        Breadth::Named => None,
    };
    let mut found = match whole {
        Some(statement) => {
            let values = [program.value(), until.value(), most.value()];
            counted(tx, statement, &values).await?
        }
        None => 0,
    };
    if reach.breadth != Breadth::All {
        // The unrestricted ones among them were counted with the program.
        let only_restricted = reach.breadth == Breadth::Unrestricted;
        for named in reach.named.chunks(SLOTS) {
            let mut values = vec![program.value(), until.value(), only_restricted.value()];
            values.extend(slots(named));
            found += counted(tx, &COUNT_NAMED_DUE, &values).await?;
        }
    }
    Ok(Tally::of(found))
}

async fn counted(
    tx: &Tx<'_>,
    statement: &'static Statement,
    values: &[Value<'_>],
) -> Result<u64, StoreError> {
    let mut rows = tx.rows(statement, values).await?;
    rows.first_mut().ok_or(StoreError::Malformed { column: "a count" })?.next()
}
