//! Promises that repeat on a fixed beat: "an update every 7 days", counted from one beginning.
//!
//! A promise that counts from the last one kept needs nothing from here: its trigger is the last one.

use crate::{Calendar, ClockError, Direction, Instant, Pauses, Span, due};

/// The first of `first`, `first + every`, `first + 2 × every`, … that is later than `after`.
///
/// Every occurrence is counted from `first`, so nothing drifts: a month from 31 January is
/// 28 February, two months from it are 31 March.
///
/// # Errors
/// [`ClockError`], when it lies out of range or the calendar cannot count the span.
pub fn next_occurrence(
    first: Instant,
    every: Span,
    calendar: &Calendar,
    after: Instant,
) -> Result<Instant, ClockError> {
    if first > after {
        return Ok(first);
    }
    // Occurrences only grow, so the first later one is found by halving; those out of range count
    // as later.
    let (mut low, mut high) = (1, u32::MAX / every.count);
    while low < high {
        let middle = low + (high - low) / 2;
        match occurrence(first, every, middle, calendar) {
            Ok(at) if at <= after => low = middle + 1,
            Ok(_) | Err(ClockError::OutOfRange { .. }) => high = middle,
            Err(error) => return Err(error),
        }
    }
    let found = occurrence(first, every, low, calendar)?;
    if found > after {
        Ok(found)
    } else {
        Err(ClockError::OutOfRange { trigger: first, span: every })
    }
}

fn occurrence(
    first: Instant,
    every: Span,
    nth: u32,
    calendar: &Calendar,
) -> Result<Instant, ClockError> {
    let span = Span::new(every.count.get().saturating_mul(nth), every.unit).unwrap_or(every);
    due(first, span, Direction::After, calendar, Pauses::NONE).map(|due| due.strict)
}
