//! Periods set by EU law: the strict time, and beside it the later one of Regulation 1182/71.

use crate::{Calendar, ClockError, Direction, Due, Instant, Pauses, Span, due};

/// When a period set by law is due. It takes no pauses: law never pauses.
///
/// # Errors
/// [`ClockError`], when there is no such moment.
pub fn law_due(
    trigger: Instant,
    span: Span,
    direction: Direction,
    calendar: &Calendar,
) -> Result<Due, ClockError> {
    due(trigger, span, direction, calendar, Pauses::NONE)
}
