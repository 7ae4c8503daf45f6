//! Short words for the tests: moments, spans and calendars. Holidays are data of the test.

use clock::{Calendar, CalendarBuilder, Date, Direction, Due, Instant, Pauses, Span};

/// A moment from RFC 3339, with the offset written out so that no zone code is needed to read it.
pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(crate) fn span(text: &str) -> Span {
    text.parse().unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Germany's capital, with the holidays that the examples meet.
pub(crate) fn berlin() -> CalendarBuilder {
    let days = ["2026-10-03", "2026-12-25", "2026-12-26", "2027-01-01", "2027-03-26", "2027-03-29"];
    Calendar::builder("Europe/Berlin").holidays(days.map(date))
}

/// The seat of the US federal government; Independence Day 2026 is observed on Friday 3 July.
pub(crate) fn washington() -> CalendarBuilder {
    Calendar::builder("America/New_York").holidays([date("2026-07-03")])
}

pub(crate) fn after(trigger: &str, within: &str, calendar: &Calendar) -> Due {
    clock::due(at(trigger), span(within), Direction::After, calendar, Pauses::NONE).unwrap()
}

pub(crate) fn by_law(trigger: &str, within: &str, calendar: &Calendar) -> Due {
    clock::law_due(at(trigger), span(within), Direction::After, calendar).unwrap()
}
