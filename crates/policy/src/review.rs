//! How the policy itself changes: how often it is looked at again, and what readers are told of it.

use clock::{ClockError, Date, Direction, Due, Instant, Pauses};

use crate::policy::Policy;
use crate::promise::Promise;

/// `[review]`. Its clock is the promise `review`, which is also in the policy's list of promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The promise to review, with its interval or the team's target for it.
    pub promise: Promise,
    /// What is reviewed, such as "security policies and procedures".
    pub covers: Vec<String>,
    /// The day of the last review.
    pub last: Option<Date>,
}

/// `[changes]`: what readers are told about changes of the policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}

impl Policy {
    /// When the next review of the policy is due, counted from the last one (or from the moment the policy
    /// came into force, when there was none). `None`: no review is promised, or it has neither a number
    /// nor a target.
    ///
    /// # Errors
    /// [`ClockError`], when the calendar has no such moment.
    pub fn review_due(&self, last: Instant) -> Option<Result<Due, ClockError>> {
        let interval = self.review.as_ref()?.promise.interval()?;
        Some(clock::due(last, interval, Direction::After, &self.calendar, Pauses::NONE))
    }
}
