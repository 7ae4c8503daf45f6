//! Review: how often the policy itself is looked at again.

use clock::Date;

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
