//! Recurrence rules (RFC 5545 §3.3.10), as far as days off need them: every year or every so many, on the same date,
//! or on the nth day of the week in a month ("the fourth Thursday of November").

use core::ops::RangeInclusive;

use super::event::read_day;
use crate::{Date, Weekday};

/// How an event repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// Years between two; `None`: once.
    interval: Option<i16>,
    /// How often in all.
    count: Option<usize>,
    /// The last day on which it may begin.
    until: Option<Date>,
    /// The day of the week in a month, counted from its end when negative; `None`: the date of the first.
    weekday: Option<(i8, i8, Weekday)>,
}

impl Rule {
    /// No repetition.
    pub(super) const fn once() -> Self {
        Self { interval: None, count: None, until: None, weekday: None }
    }

    /// Reads a rule for an event that begins on `first`; the error says what was not understood.
    pub(super) fn read(text: &str, first: Date) -> Result<Self, String> {
        let mut rule = Self { interval: Some(1), ..Self::once() };
        let mut month = first.month();
        let mut nth_day = None;
        let mut yearly = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let wrong = || format!("it repeats by a rule that is not understood ({})", shown(part));
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let value = value.trim().to_ascii_uppercase();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" if value == "YEARLY" => yearly = true,
                "FREQ" => {
                    return Err(format!(
                        "it repeats {}, and only yearly days off are read",
                        shown(&value).to_lowercase()
                    ));
                }
                "INTERVAL" => {
                    let years = value.parse().ok().filter(|years| *years >= 1);
                    rule.interval = Some(years.ok_or_else(wrong)?);
                }
                "COUNT" => rule.count = Some(value.parse().map_err(|_| wrong())?),
                "UNTIL" => {
                    let day = value.split('T').next().and_then(read_day);
                    rule.until = Some(day.ok_or_else(wrong)?);
                }
                "BYMONTH" => {
                    let named = value.parse().ok().filter(|month| (1..=12).contains(month));
                    month = named.ok_or_else(wrong)?;
                }
                "BYMONTHDAY" if value.parse() == Ok(first.day()) => {}
                "BYDAY" => nth_day = Some(weekday_of_month(&value).ok_or_else(wrong)?),
                "WKST" => {}
                _ => return Err(wrong()),
            }
        }
        if !yearly {
            return Err("it repeats by a rule without FREQ=YEARLY".to_owned());
        }
        rule.weekday = nth_day.map(|(nth, weekday)| (month, nth, weekday));
        if rule.weekday.is_none() && month != first.month() {
            return Err("it repeats in another month than it begins".to_owned());
        }
        Ok(rule)
    }

    /// The days on which it begins, in order, up to the end of these years. The first is always one.
    pub(super) fn occurrences(
        &self,
        first: Date,
        years: &RangeInclusive<i16>,
    ) -> impl Iterator<Item = Date> {
        let step = usize::try_from(self.interval.unwrap_or(1)).unwrap_or(1).max(1);
        let last = if self.interval.is_some() { *years.end() } else { first.year() };
        let later = (first.year()..=last.max(first.year()))
            .step_by(step)
            .skip(1)
            .filter_map(move |year| self.in_year(first, year));
        let until = self.until.unwrap_or(Date::MAX);
        core::iter::once(first)
            .chain(later)
            .take_while(move |day| *day <= until)
            .take(self.count.unwrap_or(usize::MAX))
    }

    /// The day in a year; none where the year has no such day (29 February, a fifth Monday).
    fn in_year(&self, first: Date, year: i16) -> Option<Date> {
        match self.weekday {
            None => Date::new(year, first.month(), first.day()).ok(),
            Some((month, nth, weekday)) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
        }
    }
}

/// `4TH` is the fourth Thursday, `-1MO` the last Monday.
fn weekday_of_month(text: &str) -> Option<(i8, Weekday)> {
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = nth.parse().ok().filter(|nth: &i8| (1..=5).contains(&nth.unsigned_abs()))?;
    let weekday = match day {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    Some((nth, weekday))
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}
