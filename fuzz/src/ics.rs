//! iCalendar files with days off, and the calendar and policy that they make.

use clock::ical::{IcalError, MAX_BYTES, MAX_SPELLS, read};
use clock::{Calendar, Closure, Instant};

/// What is taken lies in the years that were asked for, in order; what is not taken has a line and a reason; and the
/// days that were taken are days off of the calendar that is made of them.
///
/// # Panics
/// When that does not hold.
pub fn ics(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let zone = if bytes.len().is_multiple_of(2) { "Europe/Berlin" } else { "America/New_York" };
    let calendar = Calendar::builder(zone).build().expect("a zone");
    let found = match read(&text, 2024..=2031, &calendar) {
        Ok(found) => found,
        Err(IcalError::TooLarge { bytes }) => {
            assert!(bytes > MAX_BYTES);
            return;
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let lines = text.lines().count();
    for skipped in &found.skipped {
        assert!(skipped.line >= 1 && skipped.line <= lines, "{skipped:?} in {lines} lines");
        assert!(!skipped.what.is_empty() && !skipped.why.is_empty(), "{skipped:?}");
    }
    assert!(found.spells.len() <= MAX_SPELLS && found.spells.is_sorted());
    let mut builder = Calendar::builder(zone);
    for days in &found.spells {
        assert!(days.first <= days.last, "{days:?}");
        assert!(days.last.year() >= 2024 && days.first.year() <= 2031, "{days:?}");
        assert!(!days.name.chars().any(char::is_control), "{days:?}");
        let reason = Some(days.name.clone());
        builder = builder.closed(Closure { first: days.first, last: days.last, reason });
    }
    let away = builder.build().expect("a calendar");
    for days in found.spells.iter().take(20) {
        assert!(!away.is_business_day(days.first) && !away.is_business_day(days.last), "{days:?}");
    }
    let week = "5 business days".parse().expect("a span");
    let from = Instant::from_second(1_793_610_000);
    let plain = clock::due(from, week, clock::Direction::After, &calendar, clock::Pauses::NONE);
    let later = clock::due(from, week, clock::Direction::After, &away, clock::Pauses::NONE);
    if let (Ok(plain), Ok(later)) = (plain, later) {
        assert!(later.strict >= plain.strict, "days off make nothing due earlier");
    }
}
