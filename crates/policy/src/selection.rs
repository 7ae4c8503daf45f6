//! Which promises apply to a report, by what is known of its severity.
//!
//! Unknown severity is treated as the most severe until the team assesses it: of the promises that depend
//! on severity, the strictest of each kind applies. Two spans can only be compared surely when one's
//! longest reading is no longer than the other's shortest ("24 hours" and "3 business days" can,
//! "8 business hours" and "2 days" cannot). Where they cannot, both apply, and the earlier due time binds.

use clock::{Direction, Span, Unit};

use crate::policy::Policy;
use crate::promise::Promise;
use crate::severity::Severity;

impl Policy {
    /// The promises that apply at this severity; `None`: nobody has assessed it yet. In the order of the
    /// policy.
    #[must_use]
    pub fn promises_for(&self, severity: Option<Severity>) -> Vec<&Promise> {
        let all: Vec<&Promise> = self.every_promise().collect();
        let applies = |place: usize, promise: &Promise| match severity {
            Some(severity) => promise.when.holds_for(severity),
            None => promise.when.severity.is_empty() || !is_outdone(&all, place, promise),
        };
        all.iter().enumerate().filter(|(i, p)| applies(*i, p)).map(|(_, p)| *p).collect()
    }
}

/// Whether another promise of the same kind is stricter, or as strict and stands before it.
fn is_outdone(all: &[&Promise], place: usize, promise: &Promise) -> bool {
    all.iter().enumerate().any(|(other_place, other)| {
        other_place != place
            && is_same_kind(other, promise)
            && is_as_strict(other, promise)
            && (other_place < place
                || other.when.severity.is_empty()
                || !is_as_strict(promise, other))
    })
}

/// Whether two promises owe the same thing to the same party from the same event.
pub(crate) fn is_same_kind(one: &Promise, other: &Promise) -> bool {
    (one.act, one.to, one.from, one.direction, one.class(), one.recurs())
        == (other.act, other.to, other.from, other.direction, other.class(), other.recurs())
}

/// Whether keeping `one` surely keeps `other` too.
pub(crate) fn is_as_strict(one: &Promise, other: &Promise) -> bool {
    let time = match (one.promised(), other.promised()) {
        (Some(one_span), Some(other_span)) => match one.direction {
            Direction::After | Direction::AtMostBefore => is_no_longer(one_span, other_span),
            Direction::AtLeastBefore => is_no_longer(other_span, one_span),
        },
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => match (one.target(), other.target()) {
            (Some(one_span), Some(other_span)) => is_no_longer(one_span, other_span),
            (_, None) => true,
            (None, Some(_)) => false,
        },
    };
    let interval = match (one.every, other.every) {
        (Some(one_span), Some(other_span)) => is_no_longer(one_span, other_span),
        (_, None) => true,
        (None, Some(_)) => false,
    };
    time && interval && other.includes.iter().all(|what| one.includes.contains(what))
}

/// Whether `one` is surely no longer than `other`, whenever they begin.
pub(crate) fn is_no_longer(one: Span, other: Span) -> bool {
    if one.unit == other.unit {
        return one.count <= other.count;
    }
    let (_, longest) = hours(one);
    let (shortest, _) = hours(other);
    longest.is_some_and(|longest| longest <= shortest)
}

/// The shortest and the longest number of hours that a span can take on any calendar; `None`: no limit.
fn hours(span: Span) -> (u64, Option<u64>) {
    // A change of local time can make a day or a month up to three hours shorter or longer.
    const SHIFT: u64 = 3;
    let count = u64::from(span.count.get());
    match span.unit {
        Unit::Hours => (count, Some(count)),
        Unit::Days => (count * 24, Some(count * 24)),
        Unit::Weeks => (count * 168, Some(count * 168)),
        Unit::Months => (count * 28 * 24 - SHIFT, Some(count * 31 * 24 + SHIFT)),
        Unit::BusinessHours => (count, None),
        Unit::BusinessDays => (count * 24 - SHIFT, None),
    }
}
