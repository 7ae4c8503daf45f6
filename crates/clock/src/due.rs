//! When something is due: the one function that everything else in this crate serves.
//!
//! Hours, days and weeks are elapsed time. Months, business days and business hours are read on the
//! local clock of the calendar. A period ends at an instant: the end of a day is the first instant of
//! the next one, and what is done exactly at that instant is still in time (`docs/decisions/0010`).

use core::time::Duration;

use crate::business::Window;
use crate::pause::Standstill;
use crate::wall::{self, DAY, Wall};
use crate::{Calendar, Instant, Pauses, Reading, Span, Unit};

const HOUR: i64 = 3_600;
const WEEK: i64 = 7 * DAY;

/// On which side of its anchor a promise lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Within the span after the anchor: "acknowledge within 24 hours of receipt".
    After,
    /// The span or more before the anchor: "notice at least 7 days before disclosure".
    AtLeastBefore,
    /// No more than the span before the anchor: "not earlier than 7 days before release".
    AtMostBefore,
}

/// When a promise is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    /// The time that is shown and alarmed. The end of a day is the first instant of the next one.
    pub strict: Instant,
    /// The later time under Regulation 1182/71, for law clocks only; never before `strict`.
    pub latest_arguable: Option<Instant>,
    /// Whether `strict` is the last moment (`After`, `AtLeastBefore`) or the first (`AtMostBefore`).
    pub direction: Direction,
}

/// How a promise that is not yet kept stands at some moment, by the strict time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remaining {
    /// Not yet late: this much is left.
    Left(Duration),
    /// Late by this much; never zero.
    Late(Duration),
    /// Too early: the window opens after this much; never zero.
    NotYetOpen(Duration),
    /// The window has been open for this much.
    Open(Duration),
}

/// Why there is no due time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The due time lies outside the years 0000 to 9999, or no business day is left inside them.
    #[error(
        "{span} from {trigger} is beyond the years 0000 to 9999, or the calendar has too few business days left: use a shorter span or fewer closures"
    )]
    OutOfRange {
        /// From when.
        trigger: Instant,
        /// How much.
        span: Span,
    },
    /// The span counts business hours and the calendar has no office hours.
    #[error(
        "{span} counts business hours, but the calendar has no office hours: add them, or write plain hours"
    )]
    NoOfficeHours {
        /// How much.
        span: Span,
    },
    /// A law clock counts business hours.
    #[error(
        "{span} cannot be a period set by law: office hours do not hold it up; write plain hours"
    )]
    OfficeHoursInLaw {
        /// How much.
        span: Span,
    },
}

/// When `span` from `trigger` is due.
///
/// A pause stops the count: what was left when it began is counted on from its end. A day count goes on
/// to the end of the business day on which it then ends; a pause that lasts over the end of its last
/// day gives it the day on which it goes on. Pauses apply to [`Direction::After`] only: what counts back from an agreed date does not move
/// when the team waits for someone. `latest_arguable` is `None`; see [`crate::law_due`].
///
/// # Errors
/// [`ClockError`], when there is no such moment.
pub fn due(
    trigger: Instant,
    span: Span,
    direction: Direction,
    calendar: &Calendar,
    pauses: Pauses<'_>,
) -> Result<Due, ClockError> {
    let count = i64::from(span.count.get());
    let out_of_range = ClockError::OutOfRange { trigger, span };
    let counting = match span.unit {
        Unit::Hours => Counting::Elapsed(count * HOUR),
        Unit::Days => Counting::Elapsed(count * DAY),
        Unit::Weeks => Counting::Elapsed(count * WEEK),
        Unit::Months => Counting::Months(count),
        Unit::BusinessDays => {
            Counting::Business(calendar.business_days(), count * DAY, calendar.reading())
        }
        Unit::BusinessHours => {
            let window = calendar.business_hours().ok_or(ClockError::NoOfficeHours { span })?;
            Counting::Business(window, count * HOUR, Reading::Elapsed)
        }
    };
    let strict = match direction {
        Direction::After => counting.after(trigger, calendar, &pauses.known(trigger)),
        Direction::AtLeastBefore | Direction::AtMostBefore => counting.before(trigger, calendar),
    };
    strict.map(|strict| Due { strict, latest_arguable: None, direction }).ok_or(out_of_range)
}

impl Due {
    /// A date that was agreed as such: no span, no calendar, and no pause moves it.
    #[must_use]
    pub const fn by(strict: Instant) -> Self {
        Self { strict, latest_arguable: None, direction: Direction::After }
    }

    /// Whether what was done at `at` keeps the promise. Exactly at the due time is kept.
    #[must_use]
    pub fn is_met_at(&self, at: Instant) -> bool {
        self.missed_by(at).is_none()
    }

    /// Whether what was done at `at` keeps the promise at least under the later reading.
    #[must_use]
    pub fn is_arguably_met_at(&self, at: Instant) -> bool {
        self.is_met_at(at) || self.latest_arguable.is_some_and(|latest| at <= latest)
    }

    /// By how much what was done at `at` misses the promise by the strict time: too late, or, for
    /// [`Direction::AtMostBefore`], too early. `None` when it keeps it.
    #[must_use]
    pub fn missed_by(&self, at: Instant) -> Option<Duration> {
        let missed = match self.direction {
            Direction::After | Direction::AtLeastBefore => at.since(self.strict),
            Direction::AtMostBefore => self.strict.since(at),
        };
        missed.filter(|by| !by.is_zero())
    }

    /// How a promise that is not yet kept stands at `now`, by the strict time.
    #[must_use]
    pub fn remaining(&self, now: Instant) -> Remaining {
        let until = self.strict.since(now);
        let since = now.since(self.strict).unwrap_or_default();
        match (self.direction, until) {
            (Direction::After | Direction::AtLeastBefore, Some(left)) => Remaining::Left(left),
            (Direction::After | Direction::AtLeastBefore, None) => Remaining::Late(since),
            (Direction::AtMostBefore, Some(left)) if !left.is_zero() => Remaining::NotYetOpen(left),
            (Direction::AtMostBefore, _) => Remaining::Open(since),
        }
    }
}

/// A span made countable: what passes, and how much of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counting<'a> {
    /// Seconds of elapsed time.
    Elapsed(i64),
    /// Months of the local calendar.
    Months(i64),
    /// Seconds inside the window.
    Business(Window<'a>, i64, Reading),
}

impl Counting<'_> {
    pub(crate) fn after(
        self,
        trigger: Instant,
        calendar: &Calendar,
        standstills: &[Standstill],
    ) -> Option<Instant> {
        let zone = calendar.time_zone();
        match self {
            Self::Elapsed(seconds) => extended(trigger.shifted(seconds)?, standstills),
            Self::Months(months) => {
                let wall = wall::shown(zone, trigger).plus_months(months)?;
                extended(wall::first_instant_after(zone, wall, trigger)?, standstills)
            }
            Self::Business(window, seconds, reading) => {
                let wall = wall::wall(zone, trigger);
                // A day count that begins inside a business day reaches into the Nth one after it,
                // even from the first second of the day: one second more makes sure of that. When
                // the clock stands still from the start, it begins where the standstill ends.
                let held_at_once = standstills.first().is_some_and(|still| {
                    still.from <= trigger && wall::wall(zone, still.until) > wall
                });
                let begins_inside =
                    reading == Reading::DayCount && window.counts_on(wall) && !held_at_once;
                let to_count = seconds + i64::from(begins_inside);
                BusinessRun { calendar, window, reading }.end(trigger, wall, to_count, standstills)
            }
        }
    }

    pub(crate) fn before(self, anchor: Instant, calendar: &Calendar) -> Option<Instant> {
        let zone = calendar.time_zone();
        let wall = match self {
            Self::Elapsed(seconds) => return anchor.shifted(-seconds),
            Self::Months(months) => wall::shown(zone, anchor).plus_months(-months)?,
            Self::Business(window, seconds, reading) => {
                let wall = wall::wall(zone, anchor);
                let end = match reading {
                    Reading::Elapsed => wall,
                    Reading::DayCount => Wall::midnight(wall.day())?,
                };
                window.last_wall(window.counted(end) - seconds)?
            }
        };
        wall::first_instant(zone, wall)
    }
}

/// `end`, later by every standstill that begins before it.
fn extended(end: Instant, standstills: &[Standstill]) -> Option<Instant> {
    standstills.iter().try_fold(end, |end, still| {
        if still.from < end { end.checked_add(still.length()?) } else { Some(end) }
    })
}

/// Counts inside business time.
struct BusinessRun<'a> {
    calendar: &'a Calendar,
    window: Window<'a>,
    reading: Reading,
}

impl BusinessRun<'_> {
    /// The end of `seconds` counted from `wall`, which the local clock shows at `start`.
    fn end(
        &self,
        start: Instant,
        wall: Wall,
        seconds: i64,
        standstills: &[Standstill],
    ) -> Option<Instant> {
        let zone = self.calendar.time_zone();
        let mut target = self.window.counted(wall) + seconds;
        let mut end = self.reach(target, start)?;
        for still in standstills {
            if still.from >= end {
                break;
            }
            // A day count that is running to the end of its last day may have used up its target;
            // it then runs to the end of the business day in which, or after which, it goes on.
            let left = target - self.window.counted(wall::wall(zone, still.from));
            target = self.window.counted(wall::wall(zone, still.until)) + left.max(1);
            end = self.reach(target, still.until)?;
        }
        Some(end)
    }

    /// The moment at which `target` counted seconds have passed.
    fn reach(&self, target: i64, start: Instant) -> Option<Instant> {
        let whole = match self.reading {
            Reading::Elapsed => target,
            Reading::DayCount => {
                // Up to the end of the day.
                -(-target).div_euclid(self.window.length) * self.window.length
            }
        };
        let wall = self.window.first_wall(whole)?;
        wall::first_instant_after(self.calendar.time_zone(), wall, start)
    }
}
