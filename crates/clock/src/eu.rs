//! Periods set by EU law: the strict time, and beside it the later one of Regulation (EEC, Euratom)
//! No 1182/71, "latest arguable".
//!
//! The strict time is what is shown and alarmed: elapsed time, no roll-forward. The later time is
//! what could be argued if the strict one was missed; it never makes anything "on time" by itself.
//! Working days here are all days but Saturdays, Sundays and the calendar's holidays (Article 2(2));
//! a team's own workdays, closures and office hours do not hold the law up.

use crate::business::{BusinessDays, Window};
use crate::due::Counting;
use crate::wall::{self, Wall};
use crate::{Calendar, ClockError, Direction, Due, Instant, Pauses, Reading, Span, Unit, due};

/// When a period set by law is due. It takes no pauses: law never pauses.
///
/// # Errors
/// [`ClockError`], when there is no such moment, or the span counts office hours.
pub fn law_due(
    trigger: Instant,
    span: Span,
    direction: Direction,
    calendar: &Calendar,
) -> Result<Due, ClockError> {
    let strict = match (span.unit, direction) {
        (Unit::BusinessHours, _) => return Err(ClockError::OfficeHoursInLaw { span }),
        (Unit::BusinessDays, _) => legal_days(trigger, span, direction, calendar)?,
        _ => due(trigger, span, direction, calendar, Pauses::NONE)?,
    };
    if direction != Direction::After {
        return Ok(strict);
    }
    let latest =
        latest_arguable(trigger, span, calendar).ok_or(ClockError::OutOfRange { trigger, span })?;
    Ok(Due { latest_arguable: Some(latest.max(strict.strict)), ..strict })
}

/// Working days in a law, strictly: elapsed inside the working days of Article 2(2).
fn legal_days(
    trigger: Instant,
    span: Span,
    direction: Direction,
    calendar: &Calendar,
) -> Result<Due, ClockError> {
    let window = Window::whole_days(calendar.legal_days());
    let seconds = i64::from(span.count.get()) * wall::DAY;
    let counting = Counting::Business(window, seconds, Reading::Elapsed);
    let strict = match direction {
        Direction::After => counting.after(trigger, calendar, &[]),
        Direction::AtLeastBefore | Direction::AtMostBefore => counting.before(trigger, calendar),
    };
    strict
        .map(|strict| Due { strict, latest_arguable: None, direction })
        .ok_or(ClockError::OutOfRange { trigger, span })
}

fn latest_arguable(trigger: Instant, span: Span, calendar: &Calendar) -> Option<Instant> {
    let zone = calendar.time_zone();
    let working = calendar.legal_days();
    let count = i64::from(span.count.get());
    let event = wall::wall(zone, trigger);
    let last_day = match span.unit {
        Unit::Hours | Unit::BusinessHours => {
            return after_full_hour(trigger, count, wall::offset(zone, trigger));
        }
        // Article 3(3): a period expressed in working days counts no others.
        Unit::BusinessDays => working.at_rank(working.rank(event.day() + 1) + count - 1),
        Unit::Days => rolled(working, event.day(), event.day() + count),
        Unit::Weeks => rolled(working, event.day(), event.day() + 7 * count),
        Unit::Months => rolled(working, event.day(), event.plus_months(count)?.day()),
    };
    wall::first_instant(zone, Wall::midnight(last_day + 1)?)
}

/// Article 3(1): the hour in which the event happens is not counted. An event on the full hour
/// happens in the hour that begins then.
fn after_full_hour(trigger: Instant, hours: i64, offset: i64) -> Option<Instant> {
    let into_the_hour = (trigger.second() + offset).rem_euclid(3_600);
    trigger.shifted(3_600 - into_the_hour + hours * 3_600)
}

/// The last day of a period that is not expressed in hours.
fn rolled(working: &BusinessDays, event_day: i64, last_day: i64) -> i64 {
    // Article 3(4): a last day that is no working day is replaced by the next working day.
    let next_working = working.at_rank(working.rank(last_day));
    if last_day - event_day < 2 {
        return next_working;
    }
    // Article 3(5): a period of two days or more includes at least two working days.
    let second = working.at_rank(working.rank(event_day + 1) + 1);
    next_working.max(second)
}
