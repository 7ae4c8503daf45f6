//! The queue: open cases, the one owed next first. Metadata only; titles are read with the team's key.

use std::sync::Arc;

use access::{Authorized, Principal, ReadQueue, SeeCase, Target, decide};
use clock::Instant;
use policy::id::{CaseId, ProgramId};
use store::notice::NoticeRow;
use store::queue::{After, QueueRow};

use crate::Desk;
use crate::error::Error;
use crate::open_case::on_case;
use crate::visitor::Member;

/// Lines on one page.
pub(crate) const PAGE: u32 = 50;

/// Which part of the queue.
#[derive(Debug, Clone, Default)]
pub struct QueueAsk {
    /// Only this program; nothing: every program the member works for.
    pub program: Option<ProgramId>,
    /// Closed cases instead of open ones.
    pub closed: bool,
    /// The last line of the page before: its due time and case.
    pub after: Option<(Option<Instant>, CaseId)>,
    /// Lines wanted, at most 200; nothing: 50.
    pub limit: Option<u32>,
    /// Whether to count the open cases too.
    pub count_open: bool,
}

pub use store::queue::Tally;

/// Counts for the head of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueCounts {
    /// Open cases; nothing when they were not asked for.
    pub open: Option<Tally>,
    /// Open cases where something owed is late.
    pub late: Tally,
}

/// One line.
pub type QueueLine = QueueRow;

/// A page of the queue.
pub struct Queue {
    /// Its lines.
    pub lines: Vec<QueueLine>,
    /// Where the next page begins, when there is one.
    pub next: Option<(Option<Instant>, CaseId)>,
    /// Open and late cases of every program asked for.
    pub counts: Vec<(ProgramId, QueueCounts)>,
    /// What happened that nobody has seen yet.
    pub notices: Vec<(ProgramId, NoticeRow)>,
}

impl Desk {
    /// A page of the queue.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a program the member has no role in.
    pub async fn queue(&self, member: &Member, ask: QueueAsk) -> Result<Queue, Error> {
        let (principal, now, known) = (member.principal(), self.now(), self.program_ids());
        self.read(move |tx| {
            let (principal, ask, known) = (principal.clone(), ask.clone(), Arc::clone(&known));
            Box::pin(async move { page(tx, &principal, &known, &ask, now).await })
        })
        .await
    }

    /// Who a session belongs to and a page of their queue, read at once. Nothing for a session that is no
    /// member's.
    ///
    /// # Errors
    /// When the store does; [`Error::NotFound`], for a program they have no role in, comes beside the
    /// member.
    pub async fn queue_of_session(
        &self,
        cookie: Option<&str>,
        ask: QueueAsk,
    ) -> Result<Option<(Member, Result<Queue, Error>)>, Error> {
        let (now, known) = (self.now(), self.program_ids());
        self.read_as_member(cookie, move |tx, principal| {
            let (ask, known) = (ask.clone(), Arc::clone(&known));
            Box::pin(async move { page(tx, &principal, &known, &ask, now).await })
        })
        .await
    }

    fn program_ids(&self) -> Arc<[ProgramId]> {
        self.programs().iter().map(|program| program.id.clone()).collect()
    }
}

async fn page(
    tx: &store::Tx<'_>,
    principal: &Principal,
    known: &[ProgramId],
    ask: &QueueAsk,
    now: Instant,
) -> Result<Queue, Error> {
    let programs: Vec<ProgramId> = match &ask.program {
        Some(program) => vec![program.clone()],
        None => known.to_vec(),
    };
    let mut proofs: Vec<Authorized<ReadQueue>> = Vec::with_capacity(programs.len());
    for program in programs {
        match decide::<ReadQueue>(principal, Target::Program(program)) {
            Ok(proof) => proofs.push(proof),
            Err(denied) if ask.program.is_some() => return Err(denied.into()),
            Err(_) => {}
        }
    }
    let limit = ask.limit.unwrap_or(PAGE).clamp(1, 200);
    let one_more = limit.saturating_add(1);
    let after = ask.after.map(|(at, case_id)| After { at, case_id });
    let mut lines = if ask.closed {
        store::queue::closed_across(tx, &proofs, after, one_more).await?
    } else {
        store::queue::open_across(tx, &proofs, after, one_more).await?
    };
    let mut counts = Vec::new();
    let mut notices = Vec::new();
    for proof in &proofs {
        let Some(program) = proof.program() else { continue };
        let open = match ask.count_open {
            true => Some(store::queue::count_open(tx, proof).await?),
            false => None,
        };
        let late = store::queue::count_late(tx, proof, now).await?;
        counts.push((program.clone(), QueueCounts { open, late }));
        for notice in store::notice::unseen(tx, proof, 20).await? {
            // A notice names a case: it is for those who may know of that case.
            let may_know = match notice.case_id {
                Some(case) => on_case::<SeeCase>(tx, principal, program, case).await.is_ok(),
                None => true,
            };
            if may_know {
                notices.push((program.clone(), notice));
            }
        }
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut next = None;
    if lines.len() > limit {
        lines.truncate(limit);
        next = lines.last().map(|line| {
            let at = if ask.closed { Some(line.last_recorded) } else { line.next_due_at };
            (at, line.case_id)
        });
    }
    Ok(Queue { lines, next, counts, notices })
}

impl Desk {
    /// The queue of every program for the operator's command line: metadata only, nothing that is sealed.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown program.
    pub async fn list_for_operator(
        &self,
        program: Option<&ProgramId>,
        closed_too: bool,
    ) -> Result<Vec<QueueLine>, Error> {
        let programs: Vec<ProgramId> = match program {
            Some(program) => vec![self.program(program)?.id.clone()],
            None => self.programs().iter().map(|program| program.id.clone()).collect(),
        };
        let proof = decide::<access::AdministerInstance>(&Principal::System, Target::Instance)?;
        let mut lines = self
            .read(move |tx| {
                let (programs, proof) = (programs.clone(), proof.clone());
                Box::pin(async move {
                    let mut lines = Vec::new();
                    for program in &programs {
                        let mut after = None;
                        loop {
                            let page =
                                store::case_file::of_program(tx, &proof, program, after, 500)
                                    .await?;
                            after = page.last().map(|line| line.case_id);
                            let is_last = page.len() < 500;
                            lines.extend(page);
                            if is_last {
                                break;
                            }
                        }
                    }
                    Ok(lines)
                })
            })
            .await?;
        lines.retain(|line| closed_too || line.close_class.is_none());
        lines.sort_by_key(|line| (line.next_due_at.is_none(), line.next_due_at, line.case_id));
        Ok(lines)
    }
}
