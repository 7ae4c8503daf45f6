//! Reads `[calendar]` into a [`clock::Calendar`].

use clock::{Calendar, CalendarError, OfficeHours, Reading, Weekday};

use super::table::Table;
use crate::finding::Code;
use crate::word::Word;

/// Ten years of holidays and bridge days.
const MAX_HOLIDAYS: usize = 500;
const MAX_CLOSURES: usize = 100;

/// The calendar, and what promises must know about it.
pub(super) struct Counting {
    pub(super) calendar: Calendar,
    /// Whether the policy has a calendar of its own.
    pub(super) is_given: bool,
    pub(super) has_office_hours: bool,
    pub(super) note: Option<String>,
}

impl Counting {
    /// For a policy without `[calendar]`.
    pub(super) fn without_calendar() -> Self {
        Self { calendar: Calendar::utc(), is_given: false, has_office_hours: false, note: None }
    }

    /// For a policy whose `[calendar]` cannot be used: that is noted already, and nothing that follows
    /// from it is.
    fn unusable() -> Self {
        Self { calendar: Calendar::utc(), is_given: true, has_office_hours: true, note: None }
    }
}

impl Word for Weekday {
    const NOUN: &'static str = "a day of the week";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("monday", Self::Monday),
        ("tuesday", Self::Tuesday),
        ("wednesday", Self::Wednesday),
        ("thursday", Self::Thursday),
        ("friday", Self::Friday),
        ("saturday", Self::Saturday),
        ("sunday", Self::Sunday),
    ];
}

impl Word for Reading {
    const NOUN: &'static str = "a reading of business days";
    const WORDS: &'static [(&'static str, Self)] =
        &[("elapsed", Self::Elapsed), ("day count", Self::DayCount)];
}

pub(super) fn calendar(table: &mut Table<'_>) -> Counting {
    let zone = table.need_text("zone", "days begin and end somewhere");
    let workdays = table.words::<Weekday>("workdays");
    let holidays = table.dates("holidays", MAX_HOLIDAYS);
    let closures = table.tables("closure", MAX_CLOSURES, |table| {
        let need = |table: &mut Table<'_>, key| {
            if !table.has(key) {
                table.missing(key, "a closure has a first and a last day");
            }
            table.date(key)
        };
        let (first, last) = (need(table, "first"), need(table, "last"));
        table.text("reason");
        Some((first?, last?))
    });
    let reading = table.word::<Reading>("reading").unwrap_or_default();
    let hours = table.table("office_hours", office_hours);
    let has_office_hours = hours.is_some();
    let note = table.text("note");

    let Some(zone) = zone else { return Counting::unusable() };
    let mut builder = Calendar::builder(&zone).holidays(holidays).reading(reading);
    if table.has("workdays") {
        builder = builder.workdays(workdays);
    }
    for (first, last) in closures {
        builder = builder.closure(first, last);
    }
    if let Some(OfficeHours { open, close }) = hours.flatten() {
        builder = builder.office_hours(open, close);
    }
    match builder.build() {
        Ok(calendar) => Counting { calendar, is_given: true, has_office_hours, note },
        Err(error) => {
            let (key, instead) = match error {
                CalendarError::UnknownZone { .. } => {
                    ("zone", "use a name like `Europe/Berlin`, `America/New_York` or `UTC`")
                }
                CalendarError::NoWorkdays => {
                    ("workdays", "name a day, like `monday`, or leave `workdays` out")
                }
                CalendarError::ClosureEndsBeforeItBegins { .. } => {
                    ("closure", "swap the two dates")
                }
                CalendarError::NoOfficeTime { .. } => ("office_hours", "close after opening"),
            };
            let sentence = error.to_string();
            let message = sentence.split_once(": ").map_or(sentence.as_str(), |(what, _)| what);
            table.error(Code::BadCalendar, key, message, instead);
            Counting::unusable()
        }
    }
}

fn office_hours(table: &mut Table<'_>) -> Option<OfficeHours> {
    for key in ["open", "close"] {
        if !table.has(key) {
            table.missing(key, "office hours open and close");
        }
    }
    let (open, close) = (table.time("open"), table.time("close"));
    Some(OfficeHours { open: open?, close: close? })
}
