//! The part of verification that needs keys: what the events of a case give is what is stored of it.
//!
//! Each event is opened and held against the salted commitment in its ledger entry; each report against
//! the digest in the event that received it; the fold and the clocks against the plain row and the stored
//! deadlines. Only time may have moved a stored deadline since the last act: from running to broken.

use std::sync::Arc;

use access::{Authorized, ReadCase, RunJobs, Stage, Target, decide};
use case::Fact;
use ledger::Entry;
use policy::id::CaseId;
use store::case_file::CaseFileRow;
use store::deadline::DeadlineRow;
use store::queue::QueueRow;

use crate::Desk;
use crate::act_on_case::{case_row, deadline_rows};
use crate::error::Error;
use crate::open_case::{OpenCase, Purpose, open_report};
use crate::program::Program;
use crate::record;
use crate::statistics::OPEN_STATES;
use crate::verify::{Stop, digest_of, fault};
use crate::visitor::Member;

/// Cases listed at once.
const PAGE: u32 = 200;
/// How often a case is tried on which somebody acts meanwhile.
const TRIES: u32 = 10;

impl Desk {
    /// Opens every case of a program that this member can open, and says how many fit.
    pub(crate) async fn check_cases(
        &self,
        program: &Arc<Program>,
        member: &Member,
    ) -> Result<u64, Stop> {
        if member.principal().role_in(&program.id).is_none() {
            return Ok(0);
        }
        let target = Target::Program(program.id.clone());
        let jobs = decide::<RunJobs>(&access::Principal::System, target).map_err(Error::from)?;
        let (mut after, mut opened) = (None, 0);
        loop {
            let (proof, id) = (jobs.clone(), program.id.clone());
            let page: Vec<QueueRow> = self
                .read(move |tx| {
                    let (proof, id) = (proof.clone(), id.clone());
                    Box::pin(async move {
                        Ok(store::case_file::of_program(tx, &proof, &id, after, PAGE).await?)
                    })
                })
                .await?;
            for row in &page {
                match self.check_case(member, program, row.case_id).await {
                    Ok(()) => opened += 1,
                    Err(Stop::Fault(words)) => {
                        return fault(format!("case {}: {words}", row.handle));
                    }
                    // Restricted, or before the member's first epoch: not opened with these keys.
                    Err(Stop::Failed(Error::NotFound)) => {}
                    Err(Stop::Failed(Error::Forbidden(_))) => {
                        self.check_unread(program, &jobs, row).await?;
                    }
                    Err(Stop::Failed(Error::Bug { incident })) => {
                        return fault(format!(
                            "case {} cannot be opened (incident {incident} in the log says why)",
                            row.handle
                        ));
                    }
                    Err(failed) => return Err(failed),
                }
            }
            match page.last() {
                Some(last) => after = Some(last.case_id),
                None => return Ok(opened),
            }
        }
    }

    /// A case that is not to be read is either not for this member, or was erased: then the log says so.
    async fn check_unread(
        &self,
        program: &Program,
        jobs: &Authorized<RunJobs>,
        row: &QueueRow,
    ) -> Result<(), Stop> {
        let (jobs, id, case) = (jobs.clone(), program.id.clone(), row.case_id);
        let said = self
            .read(move |tx| {
                let (jobs, id) = (jobs.clone(), id.clone());
                Box::pin(async move {
                    let facts = store::case_file::facts(tx, &id, case).await?;
                    if facts.is_none_or(|facts| facts.stage != Stage::Erased) {
                        return Ok(true);
                    }
                    let words = format!("\"case:{case}/");
                    for erased in store::erasure::of_program(tx, &jobs, &id).await? {
                        if erased.case_id != case {
                            continue;
                        }
                        let leaves =
                            store::ledger::leaves(tx, &jobs, &id, erased.leaf_index, 1).await?;
                        let entry = leaves.first().map(|leaf| leaf.entry.to_vec());
                        let entry = entry.and_then(|bytes| String::from_utf8(bytes).ok());
                        if entry.is_some_and(|entry| {
                            entry.contains("\"CaseErased\"") && entry.contains(&words)
                        }) {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                })
            })
            .await?;
        match said {
            true => Ok(()),
            false => fault(format!(
                "case {} is empty, and no entry of the log says that it was erased",
                row.handle
            )),
        }
    }

    async fn check_case(
        &self,
        member: &Member,
        program: &Program,
        case: CaseId,
    ) -> Result<(), Stop> {
        for _ in 0..TRIES {
            if self.check_case_at_rest(member, program, case).await? {
                return Ok(());
            }
        }
        Err(Stop::Failed(Error::Unavailable))
    }

    /// Whether nobody acted on the case while it was checked; then it fits.
    async fn check_case_at_rest(
        &self,
        member: &Member,
        program: &Program,
        case: CaseId,
    ) -> Result<bool, Stop> {
        let proof = self.enter::<ReadCase>(&member.principal(), &program.id, case).await?;
        let opened = self.open_case_for(Purpose::Step, member, &program.id, case).await?;
        let (row, leaves, deadlines, reports) = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move {
                    let row = store::case_file::of_case(tx, &proof).await?;
                    let leaves = store::ledger::of_case(tx, &proof).await?;
                    let deadlines = store::deadline::of_case(tx, &proof).await?;
                    Ok((row, leaves, deadlines, store::report::of_case(tx, &proof).await?))
                })
            })
            .await?;
        if row.is_none_or(|row| row.last_seq != opened.last_seq) {
            return Ok(false);
        }
        for (row, leaf) in opened.rows.iter().zip(&leaves) {
            let Some(event) = record::open_with_salt(&opened.key, &opened.program, opened.id, row)?
            else {
                continue;
            };
            let entry = Entry::from_bytes(&leaf.entry).or_else(|why| fault(why.to_string()))?;
            entry
                .check_commit(&event.salt, &event.details)
                .or_else(|why| fault(format!("event {}: {why}", row.seq)))?;
        }
        for report in &reports {
            let Some(text) = open_report(&opened.key, &opened.program, opened.id, report)? else {
                continue;
            };
            let digest = digest_of(&text).to_string();
            let received = opened.events.iter().find_map(|event| match &event.fact {
                Fact::ReportReceived { report: id, digest, .. } if *id == report.report_id => {
                    Some(digest.as_deref())
                }
                _ => None,
            });
            if received.flatten().is_some_and(|received| received != digest) {
                return fault("its report is not the one that was received");
            }
        }
        check_state(&opened)?;
        check_deadlines(&opened, deadlines)?;
        Ok(true)
    }
}

fn check_state(opened: &OpenCase) -> Result<(), Stop> {
    let clocks = case::clocks(&opened.policy, &opened.events, opened.row.last_recorded);
    let expected = case_row(
        &opened.key,
        &opened.program,
        opened.id,
        &opened.handle,
        opened.opened_at,
        opened.row.policy_version,
        &opened.state,
        &clocks,
        opened.replay,
    )?;
    for (column, same) in columns(&opened.row, &expected) {
        if !same {
            return fault(format!("its events do not give the “{column}” that is stored"));
        }
    }
    Ok(())
}

fn columns(stored: &CaseFileRow, given: &CaseFileRow) -> [(&'static str, bool); 13] {
    [
        ("last event", stored.last_seq == given.last_seq),
        ("last recorded", stored.last_recorded == given.last_recorded),
        ("report state", stored.rm == given.rm),
        ("embargo state", stored.em == given.em),
        ("fix state", stored.vfd == given.vfd),
        ("public state", stored.pxa == given.pxa),
        ("waiting for", stored.waiting == given.waiting),
        ("headline", stored.headline == given.headline),
        ("close class", stored.close_class == given.close_class),
        ("assignee", stored.assignee == given.assignee),
        ("next due time", stored.next_due_at == given.next_due_at),
        ("next promise", stored.next_due_promise == given.next_due_promise),
        ("next owed to", stored.next_due_to == given.next_due_to),
    ]
}

fn check_deadlines(opened: &OpenCase, mut stored: Vec<DeadlineRow>) -> Result<(), Stop> {
    let clocks = case::clocks(&opened.policy, &opened.events, opened.row.last_recorded);
    let mut given = deadline_rows(&clocks);
    let key = |row: &DeadlineRow| (row.promise_id.clone(), row.occurrence);
    stored.sort_by_key(key);
    given.sort_by_key(key);
    if stored.len() != given.len() {
        return fault(format!(
            "its events give {} deadlines, and {} are stored",
            given.len(),
            stored.len()
        ));
    }
    for (stored, given) in stored.iter().zip(&given) {
        let broken_since = stored.state == "broken" && OPEN_STATES.contains(&given.state.as_str());
        let given = DeadlineRow {
            state: if broken_since { stored.state.clone() } else { given.state.clone() },
            ..given.clone()
        };
        if *stored != given {
            return fault(format!(
                "its events give another deadline for the promise {} than is stored",
                stored.promise_id
            ));
        }
    }
    Ok(())
}
