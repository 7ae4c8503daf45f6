//! When something is due: the one function that everything else in this crate serves.

use core::time::Duration;

use crate::{Calendar, Instant, Pauses, Span};

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

/// How a promise stands at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remaining {
    /// Not yet late: this much is left.
    Left(Duration),
    /// Late by this much.
    Late(Duration),
}

/// Why there is no due time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The due time lies outside the years 0000 to 9999, or no business day is left before them.
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
    #[error("{span} cannot be a period set by law: office hours do not hold it up; write plain hours")]
    OfficeHoursInLaw {
        /// How much.
        span: Span,
    },
}

/// When `span` from `trigger` is due.
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
    let _ = (calendar, pauses);
    Err(ClockError::OutOfRange { trigger, span }).map(|strict| Due {
        strict,
        latest_arguable: None,
        direction,
    })
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
        match self.direction {
            Direction::After | Direction::AtLeastBefore => at <= self.strict,
            Direction::AtMostBefore => at >= self.strict,
        }
    }

    /// Whether what was done at `at` keeps the promise at least under the later reading.
    #[must_use]
    pub fn is_arguably_met_at(&self, at: Instant) -> bool {
        self.is_met_at(at) || self.latest_arguable.is_some_and(|latest| at <= latest)
    }

    /// How much is left at `now`, or how late it is, by the strict time.
    #[must_use]
    pub fn remaining(&self, now: Instant) -> Remaining {
        match self.strict.since(now) {
            Some(left) => Remaining::Left(left),
            None => Remaining::Late(now.since(self.strict).unwrap_or_default()),
        }
    }
}
