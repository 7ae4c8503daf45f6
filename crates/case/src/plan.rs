//! What time alone asks for: planned here from plain deadlines, carried out by a runner elsewhere.
//!
//! A plan sees times and states only, never the content of a case, so it can be made while every case is
//! locked. The same facts at the same time give the same plan, and each action carries a key under which
//! carrying it out again does nothing.

use core::fmt;
use core::time::Duration;

use clock::Instant;
use policy::id::CaseId;
use policy::{Act, Policy};

use crate::clocks::Deadline;

/// One stored deadline, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineFacts {
    /// The case; nothing for a promise of the program itself, such as the review of its policy.
    pub case: Option<CaseId>,
    /// The deadline as it was stored.
    pub deadline: Deadline,
}

/// One thing to do. Carrying it out twice under the same key must do it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The idempotency key, unique within a program.
    pub key: String,
    /// The case, if it is about one.
    pub case: Option<CaseId>,
    /// The promise, by its id.
    pub promise: String,
    /// Which time, from 1.
    pub occurrence: u32,
    /// When it is or was due.
    pub due: Instant,
    /// What to do.
    pub kind: ActionKind,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// Remind the team before the time is up.
    Remind,
    /// Record, once, that a promised time has passed.
    MarkBroken,
    /// Record, once, that the team's own aim has passed.
    MarkLate,
    /// Tell the team that its policy is due for review.
    ReviewDue,
}

impl ActionKind {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Remind => "remind",
            Self::MarkBroken => "mark-broken",
            Self::MarkLate => "mark-late",
            Self::ReviewDue => "review-due",
        }
    }
}

impl fmt::Display for ActionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The shortest and the longest time before the due time at which the team is reminded.
const SHORTEST_LEAD: Duration = Duration::from_hours(1);
const LONGEST_LEAD: Duration = Duration::from_hours(48);

/// What is to be done now: remind when a quarter of the time is left (an hour at least, two days at most),
/// and mark what has passed. A due time that moved is reminded of anew; a break is marked once.
#[must_use]
pub fn plan(now: Instant, facts: &[DeadlineFacts]) -> Vec<Action> {
    facts.iter().filter_map(|fact| action(now, fact)).collect()
}

fn action(now: Instant, DeadlineFacts { case, deadline }: &DeadlineFacts) -> Option<Action> {
    let due = deadline.due.filter(|_| deadline.open)?;
    let passed = matches!(deadline.state, "broken" | "late");
    let kind = if now > due {
        match (passed, deadline.is_target) {
            (true, _) => return None,
            (false, true) => ActionKind::MarkLate,
            (false, false) => ActionKind::MarkBroken,
        }
    } else if now >= remind_at(deadline.started, due) {
        if deadline.act == Act::Review { ActionKind::ReviewDue } else { ActionKind::Remind }
    } else {
        return None;
    };
    // A promise of the program itself has one occurrence: its start tells one round from the next.
    let whose = case
        .map_or_else(|| format!("program-{}", deadline.started.second()), |case| case.to_string());
    let Deadline { promise, occurrence, .. } = deadline;
    let key = match kind {
        ActionKind::MarkBroken | ActionKind::MarkLate => {
            format!("{kind}/{whose}/{promise}/{occurrence}")
        }
        ActionKind::Remind | ActionKind::ReviewDue => {
            format!("{kind}/{whose}/{promise}/{occurrence}/{}", due.second())
        }
    };
    let (case, promise, occurrence) = (*case, promise.clone(), *occurrence);
    Some(Action { key, case, promise, occurrence, due, kind })
}

fn remind_at(started: Instant, due: Instant) -> Instant {
    let quarter = due.since(started).unwrap_or_default() / 4;
    let lead = quarter.clamp(SHORTEST_LEAD, LONGEST_LEAD);
    due.checked_sub(lead).unwrap_or(started)
}

/// The deadline for the next review of the policy itself, counted from the last one, or from when the
/// policy came into force. Nothing when the policy promises no review, or gives neither number nor aim.
/// `occurrence` is 1; the round is told by `started`.
#[must_use]
pub fn review_deadline(policy: &Policy, last: Instant, now: Instant) -> Option<Deadline> {
    let promise = &policy.review.as_ref()?.promise;
    let due = policy.review_due(last)?.ok()?;
    let is_target = promise.promised().is_none() && promise.every.is_none();
    let state = match (due.missed_by(now), is_target) {
        (None, _) => "running",
        (Some(_), true) => "late",
        (Some(_), false) => "broken",
    };
    Some(Deadline {
        promise: promise.id.clone(),
        occurrence: 1,
        act: promise.act,
        to: promise.to,
        class: promise.class(),
        started: last,
        due: Some(due.strict),
        latest: None,
        is_target,
        state,
        open: true,
        met_at: None,
    })
}
