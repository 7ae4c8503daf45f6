//! Work to be done later: rows written in the transaction of what causes them, leased, fenced, retried.
//!
//! A claim gives its runner a lease and raises the fence; only that fence can complete the row, so a runner
//! that was taken for dead cannot overwrite its successor. An attempt counts when it is claimed, so a job
//! that brings the process down ends as a dead letter too. A dedupe key makes enqueueing idempotent. What goes to
//! other machines is claimed apart: it may take long and fail.

use access::{Authorized, RunJobs};
use clock::Instant;
use policy::id::{CaseId, OutboxId, ProgramId};

use crate::error::StoreError;
use crate::proof::{SeesProgram, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Value, row};

/// A row that was attempted this often is a dead letter: it waits for a person.
pub const MAX_ATTEMPTS: u32 = 12;

row! {
    /// Work to enqueue.
    pub struct NewWork {
        /// Its id.
        pub outbox_id: OutboxId,
        /// What kind of work.
        pub kind: String,
        /// The case it is about.
        pub case_id: Option<CaseId>,
        /// What the runner needs, sealed under the instance's root key.
        pub payload: Bytes,
        /// When it was enqueued.
        pub created_at: Instant,
        /// Not before this time.
        pub run_at: Instant,
        /// The hash of what makes this work the same as other work: it is enqueued once.
        pub dedupe_key: Hash32,
    }
}

row! {
    /// Work as it stands.
    pub struct OutboxRow {
        /// Its id.
        pub outbox_id: OutboxId,
        /// What kind of work.
        pub kind: String,
        /// The case it is about.
        pub case_id: Option<CaseId>,
        /// What the runner needs, sealed.
        pub payload: Bytes,
        /// When it was enqueued.
        pub created_at: Instant,
        /// Not before this time.
        pub run_at: Instant,
        /// How often it was claimed.
        pub attempts: u32,
        /// Who holds the lease.
        pub lease_owner: Option<String>,
        /// Until when.
        pub lease_until: Instant,
        /// The fence of the latest claim.
        pub fence: u64,
        /// The key it is enqueued once under.
        pub dedupe_key: Hash32,
        /// When it was done.
        pub done_at: Option<Instant>,
        /// What went wrong last; never content.
        pub last_error: Option<String>,
    }
}

declare! {
    /// New work.
    INSERT = "INSERT INTO outbox
        (program_id, outbox_id, kind, case_id, payload, created_at, run_at, dedupe_key, attempts,
         lease_until, fence)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0)
        ON CONFLICT (program_id, dedupe_key) DO NOTHING";
    /// Leases a batch of what is ready and needs nobody else.
    CLAIM = "UPDATE outbox SET lease_owner = ?2, lease_until = ?3, fence = fence + 1,
            attempts = attempts + 1
        WHERE program_id = ?1 AND done_at IS NULL AND outbox_id IN (
            SELECT outbox_id FROM outbox
            WHERE program_id = ?1 AND done_at IS NULL AND run_at <= ?4 AND lease_until <= ?4
                AND attempts < ?5 AND kind NOT IN ('send-cve', 'send-webhook', 'send-mail', 'spread-mail')
            ORDER BY run_at, outbox_id LIMIT ?6)
        RETURNING outbox_id, kind, case_id, payload, created_at, run_at, attempts, lease_owner,
            lease_until, fence, dedupe_key, done_at, last_error";
    /// Leases a batch of what is ready to be sent to other machines.
    CLAIM_TO_SEND = "UPDATE outbox SET lease_owner = ?2, lease_until = ?3, fence = fence + 1,
            attempts = attempts + 1
        WHERE program_id = ?1 AND done_at IS NULL AND outbox_id IN (
            SELECT outbox_id FROM outbox
            WHERE program_id = ?1 AND done_at IS NULL AND run_at <= ?4 AND lease_until <= ?4
                AND attempts < ?5 AND kind IN ('send-cve', 'send-webhook')
            ORDER BY run_at, outbox_id LIMIT ?6)
        RETURNING outbox_id, kind, case_id, payload, created_at, run_at, attempts, lease_owner,
            lease_until, fence, dedupe_key, done_at, last_error";
    /// Leases a batch of mail. There may be much of it, and nothing else waits behind it.
    CLAIM_MAIL = "UPDATE outbox SET lease_owner = ?2, lease_until = ?3, fence = fence + 1,
            attempts = attempts + 1
        WHERE program_id = ?1 AND done_at IS NULL AND outbox_id IN (
            SELECT outbox_id FROM outbox
            WHERE program_id = ?1 AND done_at IS NULL AND run_at <= ?4 AND lease_until <= ?4
                AND attempts < ?5 AND kind IN ('send-mail', 'spread-mail')
            ORDER BY run_at, outbox_id LIMIT ?6)
        RETURNING outbox_id, kind, case_id, payload, created_at, run_at, attempts, lease_owner,
            lease_until, fence, dedupe_key, done_at, last_error";
    /// How much work of a kind waits.
    WAITING = "SELECT count(*) FROM outbox
        WHERE program_id = ?1 AND done_at IS NULL AND kind = ?2";
    /// Marks leased work as done; what it needed is taken away.
    COMPLETE = "UPDATE outbox SET done_at = ?4, payload = ?5, lease_owner = NULL, lease_until = 0,
            last_error = NULL
        WHERE program_id = ?1 AND outbox_id = ?2 AND fence = ?3 AND done_at IS NULL";
    /// Gives leased work back, to be tried again later.
    FAIL = "UPDATE outbox SET run_at = ?4, last_error = ?5, lease_owner = NULL, lease_until = 0
        WHERE program_id = ?1 AND outbox_id = ?2 AND fence = ?3 AND done_at IS NULL";
    /// Dead letters, oldest first.
    DEAD = "SELECT outbox_id, kind, case_id, payload, created_at, run_at, attempts, lease_owner,
            lease_until, fence, dedupe_key, done_at, last_error
        FROM outbox WHERE program_id = ?1 AND done_at IS NULL AND attempts >= ?2 AND lease_until <= ?3
        ORDER BY run_at, outbox_id LIMIT ?4";
    /// Gives a dead letter new life.
    RETRY = "UPDATE outbox SET attempts = 0, run_at = ?3
        WHERE program_id = ?1 AND outbox_id = ?2 AND done_at IS NULL";
    /// Takes done work away.
    PURGE = "DELETE FROM outbox WHERE program_id = ?1 AND done_at < ?2";
    /// When the next work of a program may run.
    NEXT = "SELECT min(run_at) FROM outbox
        WHERE program_id = ?1 AND done_at IS NULL AND attempts < ?2";
}

/// Enqueues work of a program, in the transaction that causes it. Says whether it is new.
///
/// # Errors
/// When the database does.
pub async fn enqueue(tx: &Tx<'_>, program: &ProgramId, work: &NewWork) -> Result<bool, StoreError> {
    let mut values = vec![program.value()];
    values.extend(crate::value::Record::values(work));
    Ok(tx.execute(&INSERT, &values).await? == 1)
}

/// Leases up to `limit` rows of a program that are ready at `now`, to `owner` until `lease_until`.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn claim(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    owner: &str,
    now: Instant,
    lease_until: Instant,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreError> {
    within(proof, program)?;
    leased(tx, &CLAIM, program, owner, now, lease_until, limit).await
}

/// The same for what goes to other machines: `send-cve` and `send-webhook`.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn claim_to_send(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    owner: &str,
    now: Instant,
    lease_until: Instant,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreError> {
    within(proof, program)?;
    leased(tx, &CLAIM_TO_SEND, program, owner, now, lease_until, limit).await
}

/// The same for mail: `send-mail`, and `spread-mail` that becomes one of these for each subscriber.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn claim_mail(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    owner: &str,
    now: Instant,
    lease_until: Instant,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreError> {
    within(proof, program)?;
    leased(tx, &CLAIM_MAIL, program, owner, now, lease_until, limit).await
}

/// How much work of a kind, such as `send-mail`, waits to be done.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn waiting(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    program: &ProgramId,
    kind: &str,
) -> Result<u64, StoreError> {
    within(proof, program)?;
    let values = [program.value(), Value::Text(kind.into())];
    match tx.rows(&WAITING, &values).await?.first_mut() {
        Some(row) => row.next(),
        None => Ok(0),
    }
}

async fn leased(
    tx: &Tx<'_>,
    claim: &'static crate::statement::Statement,
    program: &ProgramId,
    owner: &str,
    now: Instant,
    lease_until: Instant,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreError> {
    let values = [
        program.value(),
        Value::Text(owner.into()),
        lease_until.value(),
        now.value(),
        MAX_ATTEMPTS.value(),
        limit.value(),
    ];
    let mut claimed: Vec<OutboxRow> = tx.records(claim, &values).await?;
    claimed.sort_by_key(|row| (row.run_at, row.outbox_id));
    Ok(claimed)
}

/// Marks claimed work as done. Says whether the fence still held: if not, another runner has it.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn complete(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    id: OutboxId,
    fence: u64,
    now: Instant,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let nothing = Bytes::from([]);
    let values = [program.value(), id.value(), fence.value(), now.value(), nothing.value()];
    Ok(tx.execute(&COMPLETE, &values).await? == 1)
}

/// Gives claimed work back with what went wrong, to be tried again at `retry_at`; after [`MAX_ATTEMPTS`]
/// it stays as a dead letter. Says whether the fence still held.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn fail(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    id: OutboxId,
    fence: u64,
    retry_at: Instant,
    error: &str,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let error: String = error.chars().take(500).collect();
    let values = [program.value(), id.value(), fence.value(), retry_at.value(), error.value()];
    Ok(tx.execute(&FAIL, &values).await? == 1)
}

/// Up to `limit` dead letters of a program, oldest first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn dead_letters(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    program: &ProgramId,
    now: Instant,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreError> {
    within(proof, program)?;
    let values = [program.value(), MAX_ATTEMPTS.value(), now.value(), limit.value()];
    tx.records(&DEAD, &values).await
}

/// Lets a dead letter be tried again at `run_at`. Says whether there is such work.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn retry(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    program: &ProgramId,
    id: OutboxId,
    run_at: Instant,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    Ok(tx.execute(&RETRY, &[program.value(), id.value(), run_at.value()]).await? == 1)
}

/// Takes work away that was done before a time. Says how much.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn purge(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    before: Instant,
) -> Result<u64, StoreError> {
    within(proof, program)?;
    tx.execute(&PURGE, &[program.value(), before.value()]).await
}

/// When the next work of a program may run; nothing when none waits.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn next_run_at(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
) -> Result<Option<Instant>, StoreError> {
    within(proof, program)?;
    match tx.rows(&NEXT, &[program.value(), MAX_ATTEMPTS.value()]).await?.first_mut() {
        Some(row) => row.next(),
        None => Ok(None),
    }
}
