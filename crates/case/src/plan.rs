//! What time alone asks for: planned here from plain deadlines, carried out by a runner elsewhere.
//!
//! A plan sees times and states only, never the content of a case, so it can be made while every case is
//! locked. The same facts at the same time give the same plan, and each action carries a key under which
//! carrying it out again does nothing.

use core::fmt;
use core::time::Duration;

use clock::Instant;
use policy::id::CaseId;
use policy::{Act, Policy, Standing};

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
    /// Tell the team that a duty which no case starts comes into force soon.
    DutyBegins,
    /// Tell the team that its policy does not publish what a law asks it to.
    DutyOpen,
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
            Self::DutyBegins => "duty-begins",
            Self::DutyOpen => "duty-open",
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
        ActionKind::Remind
        | ActionKind::ReviewDue
        | ActionKind::DutyBegins
        | ActionKind::DutyOpen => {
            format!("{kind}/{whose}/{promise}/{occurrence}/{}", due.second())
        }
    };
    let (case, promise, occurrence) = (*case, promise.clone(), *occurrence);
    Some(Action { key, case, promise, occurrence, due, kind })
}

/// How long before a standing duty comes into force the team is told of it.
const DUTY_LEAD_DAYS: i64 = 60;

/// What the standing duties of the policy's packs ask the team to know: that one will come into force, from two months
/// before on, and that the policy leaves out what one makes it publish, once for each version of the policy. Such duties have no
/// clock, so nothing of them is ever due, kept or broken.
#[must_use]
pub fn plan_duties(policy: &Policy, now: Instant) -> Vec<Action> {
    let calendar = &policy.calendar;
    let today = calendar.date(now);
    let soon = now
        .checked_add(Duration::from_secs(DUTY_LEAD_DAYS.unsigned_abs() * 86_400))
        .map_or(today, |at| calendar.date(at));
    let action = |duty: &Standing, kind: ActionKind, due: Instant, round: &str| Action {
        key: format!("{kind}/program/{}/{round}", duty.id),
        case: None,
        promise: duty.id.clone(),
        occurrence: 1,
        due,
        kind,
    };
    let mut actions = Vec::new();
    for (pack, duty) in policy.duties_in_force(soon) {
        let begins = pack.validity.from.max(duty.clause.validity.from);
        let begins_at = begins.and_then(|day| calendar.start_of_day(day));
        let is_in_force = begins.is_none_or(|day| day <= today);
        if let (Some(day), Some(at), false) = (begins, begins_at, is_in_force) {
            actions.push(action(duty, ActionKind::DutyBegins, at, &day.to_string()));
        }
        if is_in_force && !duty.unpublished(policy).is_empty() {
            let version = policy.version().to_string();
            actions.push(action(duty, ActionKind::DutyOpen, begins_at.unwrap_or(now), &version));
        }
    }
    actions
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
