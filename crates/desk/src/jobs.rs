//! What time alone asks for, carried out: promises that were broken, reminders, notices, checkpoints, tidying.
//!
//! `case::plan` says what is due, from plain deadlines; here it is done, once under each key. Nothing here
//! opens a case. Every step is a transaction of its own and may be cut off anywhere: run again, the same
//! facts give the same plan, and what was done already is not done twice.

use core::time::Duration;
use std::sync::{Arc, PoisonError};

use access::{Authorized, ReadQueue, RunJobs, Target, decide};
use case::{Action, ActionKind, DeadlineFacts};
use clock::Instant;
use policy::id::ProgramId;
use store::Tx;
use store::deadline::{DeadlineOfProgram, DeadlineRow};
use store::notice::{NoticeId, NoticeRow};
use store::outbox::NewWork;

use crate::Desk;
use crate::audit::Record;
use crate::error::Error;
use crate::lookout::Sight;
use crate::program::Program;
use crate::random;
use crate::statistics::{OPEN_STATES, breaks_by_waiting, just_before};
use crate::visitor::Member;

/// No reminder comes earlier than this before something is due; `case::plan` decides within it.
const LONGEST_LEAD: Duration = Duration::from_hours(48);
/// Deadlines marked, or rows delivered, in one transaction: the one writer is never held for long.
const BATCH: u32 = 200;
/// How long claimed work is out of other runners' reach.
const LEASE: Duration = Duration::from_secs(5 * 60);
/// How long a repeated submission is recognised. A form's token is valid for a day.
const SUBMISSIONS_KEPT: Duration = Duration::from_hours(7 * 24);
/// How long done work is kept: longer than any reminder's lead, so that its key still holds.
const DONE_KEPT: Duration = Duration::from_hours(30 * 24);

/// How often closed cases whose time is over, and sealed files without a row, are looked for: both look at everything.
const SWEEP_EVERY: Duration = Duration::from_hours(6);

/// What one run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobReport {
    /// Logs whose head was signed anew.
    pub checkpoints: u64,
    /// Promises marked as broken.
    pub broken: u64,
    /// Reminders and reviews that were enqueued and had not been before.
    pub reminded: u64,
    /// Notices made for the desk.
    pub delivered: u64,
    /// Rows taken away: ended sessions, old submissions, done work.
    pub purged: u64,
    /// Sealed files taken away that came with nothing: uploads that were cut off.
    pub swept: u64,
    /// Cases, and parts of cases, erased because the policy's time for them was over.
    pub erased: u64,
    /// Proposals that time agreed to or ended.
    pub proposals: u64,
    /// Alerts that were raised.
    pub alerts: u64,
    /// Advisories that came out at their minute.
    pub released: u64,
    /// What could not be done, a sentence each. The rest was done all the same.
    pub troubles: Vec<String>,
}

impl JobReport {
    pub(crate) fn note(&mut self, program: &ProgramId, error: &Error) {
        tracing::warn!(%program, %error, "a job was not done");
        self.troubles.push(format!("{program}: {error}"));
    }
}

impl Desk {
    /// Does everything that is due now, for every program, and says what it did.
    ///
    /// # Errors
    /// When nothing could be done at all; the trouble of one program is in the report instead.
    pub async fn run_jobs_once(&self) -> Result<JobReport, Error> {
        let mut report = JobReport::default();
        let now = self.now();
        for program in self.programs() {
            if let Err(error) = self.checkpoint_if_grown(&program, &mut report).await {
                self.saw_mismatch(&error);
                report.note(&program.id, &error);
            }
            if let Err(error) = self.jobs_of(&program, now, &mut report).await {
                report.note(&program.id, &error);
            }
        }
        if self.is_time_to_sweep(now) {
            for program in self.programs() {
                if let Err(error) = self.sweep(&program, now, &mut report).await {
                    report.note(&program.id, &error);
                }
            }
        }
        report.purged += self.tidy_sessions().await?;
        if let Err(error) = self.write_audit().await {
            tracing::warn!(%error, "the audit log is written later");
        }
        if let Err(error) = self.look_out(&mut report).await {
            tracing::warn!(%error, "nobody looked out for what is unusual");
            report.troubles.push(format!("alerts: {error}"));
        }
        if let Err(error) = self.keep_audit(now).await {
            self.saw_mismatch(&error);
            tracing::warn!(%error, "the audit log was not written or signed");
            report.troubles.push(format!("audit log: {error}"));
        }
        Ok(report)
    }

    /// A log that contradicts what was signed is more than a job that failed.
    fn saw_mismatch(&self, error: &Error) {
        if matches!(error, Error::Ledger(_)) {
            self.saw(Sight::LedgerMismatch, None);
        }
    }

    /// Whether the places of sealed files were not looked at for [`SWEEP_EVERY`]. A start looks once.
    fn is_time_to_sweep(&self, now: Instant) -> bool {
        let mut last = self.inner().swept_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_time = last.is_none_or(|last| {
            // A clock that went back is no reason never to look again.
            now.since(last).is_none_or(|age| age >= SWEEP_EVERY)
        });
        if is_time {
            *last = Some(now);
        }
        is_time
    }

    async fn sweep(
        &self,
        program: &Program,
        now: Instant,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        let proof =
            decide::<RunJobs>(&access::Principal::System, Target::Program(program.id.clone()))?;
        self.run_retention(program, &proof, now, report).await?;
        report.swept += self.sweep_files(program, &proof, now).await?;
        Ok(())
    }

    async fn checkpoint_if_grown(
        &self,
        program: &Program,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        let before = self.latest_checkpoint(program).await?.map(|latest| latest.size);
        let after = self.sign_checkpoint(program).await?.map(|latest| latest.size);
        report.checkpoints += u64::from(after > before);
        Ok(())
    }

    async fn jobs_of(
        &self,
        program: &Arc<Program>,
        now: Instant,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        let proof =
            decide::<RunJobs>(&access::Principal::System, Target::Program(program.id.clone()))?;
        self.mark_broken(program, &proof, now, report).await?;
        self.remind(program, &proof, now, report).await?;
        self.run_releases(program, &proof, now, report).await?;
        report.proposals += self.run_proposals(&program.id, &proof).await?;
        self.deliver(program, &proof, now, report).await?;
        let id = program.id.clone();
        report.purged += self
            .write(move |tx| {
                let (proof, id) = (proof.clone(), id.clone());
                Box::pin(async move {
                    let old = |age| now.checked_sub(age).unwrap_or(Instant::MIN);
                    let keys =
                        store::submission::purge(tx, &proof, &id, old(SUBMISSIONS_KEPT)).await?;
                    let done = store::outbox::purge(tx, &proof, &id, old(DONE_KEPT)).await?;
                    Ok(keys + done)
                })
            })
            .await?;
        Ok(())
    }

    /// Marks what is past due, in the transaction that finds it. The case's next due time stays: what was
    /// not kept is still what is owed next.
    async fn mark_broken(
        &self,
        program: &Arc<Program>,
        proof: &Authorized<RunJobs>,
        now: Instant,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        for state in OPEN_STATES {
            let mut passed_over = 0;
            loop {
                let (proof, program) = (proof.clone(), Arc::clone(program));
                let (marked, left) = self
                    .write(move |tx| {
                        let (proof, program) = (proof.clone(), Arc::clone(&program));
                        Box::pin(async move {
                            mark_batch(tx, &proof, &program, state, now, BATCH + passed_over).await
                        })
                    })
                    .await?;
                report.broken += u64::from(marked);
                passed_over = left;
                if marked < BATCH {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn remind(
        &self,
        program: &Arc<Program>,
        proof: &Authorized<RunJobs>,
        now: Instant,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        let (proof, id) = (proof.clone(), program.id.clone());
        let soon = now.checked_add(LONGEST_LEAD).unwrap_or(now);
        let rows = self
            .read(move |tx| {
                let (proof, id) = (proof.clone(), id.clone());
                Box::pin(async move {
                    let mut rows = Vec::new();
                    for state in OPEN_STATES {
                        rows.extend(
                            store::deadline::due(tx, &proof, &id, state, soon, u32::MAX).await?,
                        );
                    }
                    Ok(rows)
                })
            })
            .await?;
        let mut facts: Vec<DeadlineFacts> = rows.iter().filter_map(facts_of).collect();
        if let Some(review) = review_of(program, now) {
            facts.push(DeadlineFacts { case: None, deadline: review });
        }
        let actions: Vec<Action> = case::plan(now, &facts)
            .into_iter()
            .chain(case::plan_duties(&program.policy, now))
            .filter(|action| action.case.is_none() || action.kind == ActionKind::Remind)
            .collect();
        for batch in actions.chunks(usize::try_from(BATCH).unwrap_or(usize::MAX)) {
            let id = program.id.clone();
            let work: Arc<Vec<NewWork>> =
                Arc::new(batch.iter().map(|action| work_of(action, now)).collect());
            report.reminded += self
                .write(move |tx| {
                    let (id, work) = (id.clone(), Arc::clone(&work));
                    Box::pin(async move {
                        let mut new = 0;
                        for work in &*work {
                            new += u64::from(store::outbox::enqueue(tx, &id, work).await?);
                        }
                        Ok(new)
                    })
                })
                .await?;
        }
        Ok(())
    }

    /// Turns waiting work into notices for the desk. The notice has the id of the work, so that a runner
    /// that was taken for dead makes no second one.
    async fn deliver(
        &self,
        program: &Arc<Program>,
        proof: &Authorized<RunJobs>,
        now: Instant,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        let owner = random::incident();
        let until = now.checked_add(LEASE).unwrap_or(now);
        loop {
            let (claim, id, runner) = (proof.clone(), program.id.clone(), owner.clone());
            let claimed = self
                .write(move |tx| {
                    let (claim, id, runner) = (claim.clone(), id.clone(), runner.clone());
                    Box::pin(async move {
                        Ok(store::outbox::claim(tx, &claim, &id, &runner, now, until, BATCH)
                            .await?)
                    })
                })
                .await?;
            let claimed = Arc::new(claimed);
            let (proof, id, rows) = (proof.clone(), program.id.clone(), Arc::clone(&claimed));
            report.delivered += self
                .write(move |tx| {
                    let (proof, id, rows) = (proof.clone(), id.clone(), Arc::clone(&rows));
                    Box::pin(async move {
                        let mut delivered = 0;
                        for row in &*rows {
                            let notice = NoticeRow {
                                notice_id: NoticeId(*row.outbox_id.as_bytes()),
                                kind: row.kind.clone(),
                                case_id: row.case_id,
                                created_at: row.created_at,
                                seen_at: None,
                            };
                            delivered += u64::from(store::notice::insert(tx, &id, &notice).await?);
                            let held = store::outbox::complete(
                                tx,
                                &proof,
                                &id,
                                row.outbox_id,
                                row.fence,
                                now,
                            )
                            .await?;
                            if !held {
                                tracing::debug!(work = %row.outbox_id, "another runner has it");
                            }
                        }
                        Ok(delivered)
                    })
                })
                .await?;
            if claimed.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }

    /// Marks every notice of a program as seen by its team.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the member has no role in the program.
    pub async fn see_notices(&self, member: &Member, program: &ProgramId) -> Result<u64, Error> {
        let proof = decide::<ReadQueue>(&member.principal(), Target::Program(program.clone()))?;
        let now = self.now();
        let entry = self.prepare_audit(&Record {
            object: "notices".to_owned(),
            program: Some(program.clone()),
            ..Record::by_member("NoticesSeen", member.user, now)
        })?;
        self.write(move |tx| {
            let (proof, entry) = (proof.clone(), entry.clone());
            Box::pin(async move {
                let mut seen = 0;
                for notice in store::notice::unseen(tx, &proof, 1_000).await? {
                    let was = store::notice::see(tx, &proof, notice.notice_id, now).await?;
                    seen += u64::from(was);
                }
                if seen > 0 {
                    crate::audit::append(tx, &[entry]).await?;
                }
                Ok(seen)
            })
        })
        .await
    }
}

/// Marks up to a batch of overdue deadlines; says how many, and how many overdue ones waiting cannot break.
async fn mark_batch(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &Program,
    state: &str,
    now: Instant,
    limit: u32,
) -> Result<(u32, u32), Error> {
    let overdue =
        store::deadline::due(tx, proof, &program.id, state, just_before(now), limit).await?;
    let (mut marked, mut passed_over) = (0, 0);
    for row in &overdue {
        let action = breaks_by_waiting(program, &row.deadline.promise_id)
            .then(|| facts_of(row))
            .flatten()
            .and_then(|facts| case::plan(now, &[facts]).into_iter().next())
            .filter(|action| action.kind == ActionKind::MarkBroken);
        let Some(action) = action else {
            passed_over += 1;
            continue;
        };
        let Some(job) = store::case_file::enter(tx, proof, &program.id, row.case_id).await? else {
            passed_over += 1;
            continue;
        };
        let DeadlineRow { promise_id, occurrence, .. } = &row.deadline;
        store::deadline::set_state(tx, &job, promise_id, *occurrence, state, "broken").await?;
        store::outbox::enqueue(tx, &program.id, &work_of(&action, now)).await?;
        marked += 1;
    }
    Ok((marked, passed_over))
}

fn work_of(action: &Action, now: Instant) -> NewWork {
    NewWork {
        outbox_id: random::outbox_id(now),
        kind: action.kind.as_str().to_owned(),
        case_id: action.case,
        payload: Vec::new().into(),
        created_at: now,
        run_at: now,
        dedupe_key: crate::inner::dedupe_key(&action.key),
    }
}

/// A stored deadline as the plan reads it; nothing when it is in no state that time changes.
fn facts_of(row: &DeadlineOfProgram) -> Option<DeadlineFacts> {
    let DeadlineRow { promise_id, occurrence, act, owed_to, class, .. } = &row.deadline;
    let state = OPEN_STATES.into_iter().find(|state| *state == row.deadline.state)?;
    let read = || {
        Some(case::Deadline {
            promise: promise_id.clone(),
            occurrence: *occurrence,
            act: act.parse().ok()?,
            to: owed_to.parse().ok()?,
            class: class.parse().ok()?,
            started: row.deadline.started_at,
            due: row.deadline.due_at.or(row.deadline.target_at),
            latest: row.deadline.latest_at,
            is_target: row.deadline.due_at.is_none(),
            state,
            open: true,
            met_at: row.deadline.met_at,
        })
    };
    let deadline = read();
    if deadline.is_none() {
        tracing::error!(promise = promise_id, "a stored deadline has a word that is not known");
    }
    Some(DeadlineFacts { case: Some(row.case_id), deadline: deadline? })
}

/// The deadline for the next review of the policy in force.
fn review_of(program: &Program, now: Instant) -> Option<case::Deadline> {
    let policy = &program.policy;
    let adopted = program
        .versions
        .iter()
        .find(|(known, _)| known.version() == policy.version())
        .map(|(_, from)| *from)?;
    let reviewed = policy.review.as_ref()?.last.and_then(|day| {
        let zoned = day.in_tz(policy.calendar.zone()).ok()?;
        Some(Instant::from_second(zoned.timestamp().as_second()))
    });
    case::review_deadline(policy, reviewed.unwrap_or(adopted), now)
}
