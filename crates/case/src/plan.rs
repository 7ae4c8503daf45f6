//! What time alone asks for: planned here from plain deadlines, carried out by a runner elsewhere.

use clock::Instant;
use policy::id::CaseId;

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
    /// The idempotency key.
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
    /// Record, once, that the time has passed.
    MarkBroken,
    /// Tell the team that its policy is due for review.
    ReviewDue,
}

/// What is to be done now.
#[must_use]
pub fn plan(now: Instant, facts: &[DeadlineFacts]) -> Vec<Action> {
    let _ = (now, facts);
    Vec::new()
}
