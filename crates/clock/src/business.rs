//! Counting business days without walking over them: every question is arithmetic on weeks plus one
//! binary search among the days off, so a span of four thousand million days costs what one day does.
//!
//! Days are numbers counted from 1970-01-01. A *rank* is how many business days lie before a day.

use crate::Weekday;
use crate::wall::{DAY, Wall};

/// The workdays of the week, less the days off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BusinessDays {
    /// Bit 0 is Monday; at least one bit is set.
    week: u8,
    /// In order, apart from each other, none empty.
    off: Vec<Off>,
}

/// Consecutive workdays that are off, as ranks among the workdays of the plain week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Off {
    first: i64,
    /// One past the last.
    end: i64,
    /// How many workdays are off in all entries before this one.
    before: i64,
}

impl BusinessDays {
    /// `days_off` are inclusive ranges of day numbers, in any order. `None` without a workday.
    pub(crate) fn new(
        workdays: &[Weekday],
        days_off: impl IntoIterator<Item = (i64, i64)>,
    ) -> Option<Self> {
        let week = workdays.iter().fold(0_u8, |week, day| {
            week | 1_u8.wrapping_shl(u32::from(day.to_monday_zero_offset().unsigned_abs()))
        });
        if week == 0 {
            return None;
        }
        let mut days = Self { week, off: Vec::new() };
        let mut ranges: Vec<(i64, i64)> = days_off
            .into_iter()
            .map(|(first, last)| (days.workdays_before(first), days.workdays_before(last + 1)))
            .filter(|(first, end)| first < end)
            .collect();
        ranges.sort_unstable();
        for (first, end) in ranges {
            match days.off.last_mut() {
                Some(previous) if first <= previous.end => previous.end = previous.end.max(end),
                previous => {
                    let before = previous.map_or(0, |off| off.before + (off.end - off.first));
                    days.off.push(Off { first, end, before });
                }
            }
        }
        Some(days)
    }

    /// Monday to Friday, no day off.
    pub(crate) fn monday_to_friday() -> Self {
        Self { week: 0b001_1111, off: Vec::new() }
    }

    /// Whether this is a business day.
    pub(crate) fn contains(&self, day: i64) -> bool {
        self.is_workday(day) && self.rank(day + 1) > self.rank(day)
    }

    /// How many business days lie before this day, counted from a fixed day.
    pub(crate) fn rank(&self, day: i64) -> i64 {
        let workdays = self.workdays_before(day);
        let passed = self.off.partition_point(|off| off.first < workdays);
        match passed.checked_sub(1).and_then(|last| self.off.get(last)) {
            Some(off) => workdays - off.before - (workdays.min(off.end) - off.first),
            None => workdays,
        }
    }

    /// The business day of this rank.
    pub(crate) fn at_rank(&self, rank: i64) -> i64 {
        let passed = self.off.partition_point(|off| off.first - off.before <= rank);
        let off_before = match passed.checked_sub(1).and_then(|last| self.off.get(last)) {
            Some(off) => off.before + (off.end - off.first),
            None => 0,
        };
        self.workday_at(rank + off_before)
    }

    fn per_week(&self) -> i64 {
        i64::from(self.week.count_ones())
    }

    fn is_workday(&self, day: i64) -> bool {
        self.week >> since_monday(day) & 1 == 1
    }

    fn workdays_before(&self, day: i64) -> i64 {
        let earlier_in_week = self.week & ((1 << since_monday(day)) - 1);
        week_of(day) * self.per_week() + i64::from(earlier_in_week.count_ones())
    }

    fn workday_at(&self, workdays_before: i64) -> i64 {
        let monday = workdays_before.div_euclid(self.per_week()) * 7 - 3;
        let wanted = workdays_before.rem_euclid(self.per_week());
        let workdays = (monday..monday + 7).filter(|day| self.is_workday(*day));
        workdays.zip(0..).find(|(_, nth)| *nth == wanted).map_or(monday, |(day, _)| day)
    }
}

/// Day 0, 1970-01-01, was a Thursday: three days after a Monday.
fn since_monday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

fn week_of(day: i64) -> i64 {
    (day + 3).div_euclid(7)
}

/// The part of every business day that counts, in seconds of the local clock: all of it for business
/// days, the office hours for business hours. It turns local time into one line of counted seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window<'a> {
    pub(crate) days: &'a BusinessDays,
    /// Seconds after midnight.
    pub(crate) open: i64,
    /// Counted seconds per business day; more than zero.
    pub(crate) length: i64,
}

impl<'a> Window<'a> {
    pub(crate) fn whole_days(days: &'a BusinessDays) -> Self {
        Self { days, open: 0, length: DAY }
    }

    /// Whether this local time lies on a business day.
    pub(crate) fn counts_on(&self, wall: Wall) -> bool {
        self.days.contains(wall.day())
    }

    /// The counted seconds before this local time, counted from a fixed one.
    pub(crate) fn counted(&self, wall: Wall) -> i64 {
        let day = wall.day();
        let today = if self.days.contains(day) {
            (wall.second_of_day() - self.open).clamp(0, self.length)
        } else {
            0
        };
        self.days.rank(day) * self.length + today
    }

    /// The first local time with this many counted seconds before it: at a boundary, the end of the
    /// earlier business day.
    pub(crate) fn first_wall(&self, counted: i64) -> Option<Wall> {
        let rank = (counted - 1).div_euclid(self.length);
        self.wall(rank, counted - rank * self.length)
    }

    /// The last local time with this many counted seconds before it: at a boundary, the beginning of
    /// the later business day.
    pub(crate) fn last_wall(&self, counted: i64) -> Option<Wall> {
        let rank = counted.div_euclid(self.length);
        self.wall(rank, counted - rank * self.length)
    }

    fn wall(&self, rank: i64, into: i64) -> Option<Wall> {
        let midnight = Wall::midnight(self.days.at_rank(rank))?;
        midnight.0.checked_add(self.open + into).map(Wall)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_days() -> impl Strategy<Value = BusinessDays> {
        let off = proptest::collection::vec((0_i64..400, 0_i64..40), 0..12);
        (1_u8..128, off).prop_map(|(week, off)| {
            let all = [
                Weekday::Monday,
                Weekday::Tuesday,
                Weekday::Wednesday,
                Weekday::Thursday,
                Weekday::Friday,
                Weekday::Saturday,
                Weekday::Sunday,
            ];
            let workdays: Vec<Weekday> = all
                .into_iter()
                .filter(|day| week >> day.to_monday_zero_offset() & 1 == 1)
                .collect();
            BusinessDays::new(&workdays, off.into_iter().map(|(first, len)| (first, first + len)))
                .unwrap()
        })
    }

    proptest! {
        #[test]
        fn the_rank_grows_by_one_on_business_days_only(days in any_days(), day in -50_i64..500) {
            let grown = days.rank(day + 1) - days.rank(day);
            prop_assert_eq!(grown, i64::from(days.contains(day)));
        }

        #[test]
        fn the_day_at_a_rank_is_the_business_day_with_that_rank(days in any_days(), day in -50_i64..500) {
            let rank = days.rank(day);
            let found = days.at_rank(rank);
            prop_assert!(days.contains(found));
            prop_assert!(found >= day);
            prop_assert_eq!(days.rank(found), rank);
            prop_assert!((day..found).all(|between| !days.contains(between)));
        }
    }

    #[test]
    fn a_day_off_is_one_of_the_given_days_or_not_a_workday() {
        // 2026-12-25 is a Friday: day 20 812.
        let week = [Weekday::Thursday, Weekday::Friday];
        let days = BusinessDays::new(&week, [(20_812, 20_812), (20_812, 20_814)]).unwrap();
        let business: Vec<i64> = (20_808..20_822).filter(|day| days.contains(*day)).collect();
        assert_eq!(business, [20_811, 20_818, 20_819]);
    }
}
