//! Between instants and the local clock: the two maps that every business-day and month count uses.
//!
//! Both maps are monotone ([`shown`] is not), also where the local clock jumps: a skipped local time is the moment of the
//! jump; a repeated local time is its first pass; and a moment in the first pass counts as the
//! beginning of the repeated stretch, so that the stretch is counted once.

use core::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use crate::Instant;

/// Seconds in a day of the local clock.
pub(crate) const DAY: i64 = 86_400;

/// A reading of the local clock: seconds since 1970-01-01T00:00 as it shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wall(pub(crate) i64);

impl Wall {
    /// Midnight at the beginning of this day, counted from 1970-01-01.
    pub(crate) fn midnight(day: i64) -> Option<Self> {
        day.checked_mul(DAY).map(Self)
    }

    /// The day, counted from 1970-01-01.
    pub(crate) fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// Seconds since that day's midnight.
    pub(crate) fn second_of_day(self) -> i64 {
        self.0.rem_euclid(DAY)
    }

    /// The same reading in jiff's type; `None` outside its years.
    pub(crate) fn civil(self) -> Option<DateTime> {
        // A reading of the local clock is laid out like an instant in UTC.
        Timestamp::from_second(self.0).ok().map(|timestamp| Offset::UTC.to_datetime(timestamp))
    }

    /// The reading of this local date and time.
    pub(crate) fn from_civil(civil: DateTime) -> Self {
        let midnight = day_number(civil.date()).saturating_mul(DAY);
        Self(midnight.saturating_add(second_of_day(civil.time())))
    }

    /// The same time of day, `months` later (earlier, when negative), on the last day of the month
    /// where it is shorter; `None` outside jiff's years.
    pub(crate) fn plus_months(self, months: i64) -> Option<Self> {
        let date = self.civil()?.date();
        let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
        let first = Date::new(year, month, 1).ok()?;
        let day = date.day().min(first.days_in_month());
        let clamped = Date::new(year, month, day).ok()?;
        Some(Self(Self::midnight(day_number(clamped))?.0 + self.second_of_day()))
    }
}

/// The day, counted from 1970-01-01.
pub(crate) fn day_number(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_secs().div_euclid(DAY)
}

/// Seconds since midnight.
pub(crate) fn second_of_day(time: Time) -> i64 {
    i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

/// The local clock's offset from UTC at this moment, in seconds.
pub(crate) fn offset(zone: &TimeZone, at: Instant) -> i64 {
    i64::from(zone.to_offset(at.timestamp()).seconds())
}

/// What the local clock shows at this moment; a repeated time shows twice. For months alone, which keep the
/// time of day that people read; every count of passing time uses [`wall`].
pub(crate) fn shown(zone: &TimeZone, at: Instant) -> Wall {
    Wall(at.second().saturating_add(offset(zone, at)))
}

/// What the local clock counts as at this moment.
pub(crate) fn wall(zone: &TimeZone, at: Instant) -> Wall {
    let offset = zone.to_offset(at.timestamp());
    let shown = Wall(at.second() + i64::from(offset.seconds()));
    match ambiguity(zone, shown) {
        Some(AmbiguousOffset::Fold { before, after }) if before == offset => {
            match jump(zone, at, after) {
                Some(jump) => Wall(jump.second() + i64::from(after.seconds())),
                None => shown,
            }
        }
        _ => shown,
    }
}

/// The first moment at which the local clock has come to `wall`; `None` outside the range.
pub(crate) fn first_instant(zone: &TimeZone, wall: Wall) -> Option<Instant> {
    match ambiguity(zone, wall)? {
        AmbiguousOffset::Unambiguous { offset } => less(wall, offset),
        AmbiguousOffset::Fold { before, .. } => less(wall, before),
        // Read with the later offset, a skipped time lies just before the jump that skips it.
        AmbiguousOffset::Gap { after, .. } => jump(zone, less(wall, after)?, after),
    }
}

/// The last moment at which the local clock comes to `wall`; `None` outside the range.
pub(crate) fn last_instant(zone: &TimeZone, wall: Wall) -> Option<Instant> {
    match ambiguity(zone, wall)? {
        AmbiguousOffset::Fold { after, .. } => less(wall, after),
        _ => first_instant(zone, wall),
    }
}

/// The first moment at which the local clock has come to `wall`, or, when that is not after `start`
/// (a repeated stretch in which `start` is the second pass), the last such moment.
pub(crate) fn first_instant_after(zone: &TimeZone, wall: Wall, start: Instant) -> Option<Instant> {
    let first = first_instant(zone, wall)?;
    match first.cmp(&start) {
        Ordering::Greater => Some(first),
        Ordering::Equal | Ordering::Less => last_instant(zone, wall),
    }
}

fn ambiguity(zone: &TimeZone, wall: Wall) -> Option<AmbiguousOffset> {
    Some(zone.to_ambiguous_timestamp(wall.civil()?).offset())
}

fn less(wall: Wall, offset: Offset) -> Option<Instant> {
    Instant::from_second(0).shifted(wall.0.checked_sub(i64::from(offset.seconds()))?)
}

/// The next moment after `at` at which the zone's offset becomes `to`.
fn jump(zone: &TimeZone, at: Instant, to: Offset) -> Option<Instant> {
    // A zone may list changes of name only; four are far more than ever lie within one jump.
    let found = zone.following(at.timestamp()).take(4).find(|jump| jump.offset() == to)?;
    Instant::from_timestamp(found.timestamp())
}
