//! Days off out of iCalendar files: what is taken, what is listed as not taken, and that no text makes it panic.

use clock::Calendar;
use clock::ical::{Found, IcalError, MAX_BYTES, read};
use proptest::prelude::*;

use crate::support::{berlin, date};

/// A file with these lines between the head and the end.
fn file(body: &str) -> String {
    let body = body.lines().map(str::trim).collect::<Vec<_>>().join("\r\n");
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{body}\r\nEND:VCALENDAR\r\n")
}

fn event(body: &str) -> String {
    file(&format!("BEGIN:VEVENT\nSUMMARY:A day\n{body}\nEND:VEVENT"))
}

fn found(text: &str) -> Found {
    let calendar = berlin().build().unwrap();
    read(text, 2026..=2028, &calendar).unwrap_or_else(|error| panic!("{error}"))
}

fn spells(text: &str) -> Vec<String> {
    let found = found(text);
    assert_eq!(found.skipped, [], "{text}");
    found.spells.iter().map(|days| format!("{} {} {}", days.first, days.last, days.name)).collect()
}

fn reason(text: &str) -> String {
    let found = found(text);
    assert_eq!(found.spells, [], "{text}");
    let [skipped] = found.skipped.as_slice() else { panic!("one reason: {found:?}") };
    format!("line {}, {}: {}", skipped.line, skipped.what, skipped.why)
}

#[test]
fn a_day_is_one_day_and_the_end_is_the_day_after() {
    let day = ["2026-12-24 2026-12-24 A day"];
    assert_eq!(spells(&event("DTSTART;VALUE=DATE:20261224")), day);
    assert_eq!(spells(&event("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261225")), day);
    assert_eq!(spells(&event("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224")), day);
    assert_eq!(spells(&event("DTSTART;VALUE=DATE:20261224\nDURATION:P1D")), day);
    assert_eq!(spells(&event("DTSTART:20261224")), day);
}

#[test]
fn several_days_are_one_closure_also_over_new_year() {
    let days = ["2026-12-28 2027-01-03 A day"];
    assert_eq!(spells(&event("DTSTART;VALUE=DATE:20261228\nDTEND;VALUE=DATE:20270104")), days);
    assert_eq!(spells(&event("DTSTART;VALUE=DATE:20261228\nDURATION:P1W")), days);
}

#[test]
fn times_from_midnight_to_midnight_here_are_days() {
    let day = ["2026-12-24 2026-12-24 A day"];
    for body in [
        "DTSTART;TZID=Europe/Berlin:20261224T000000\nDTEND;TZID=Europe/Berlin:20261225T000000",
        "DTSTART:20261224T000000\nDTEND:20261225T000000",
        "DTSTART:20261223T230000Z\nDTEND:20261224T230000Z",
        "DTSTART;TZID=America/New_York:20261223T180000\nDTEND;TZID=America/New_York:20261224T180000",
        "DTSTART;TZID=Europe/Berlin:20261224T000000\nDURATION:P1D",
    ] {
        assert_eq!(spells(&event(body)), day, "{body}");
    }
    let outlook = "DTSTART;TZID=\"W. Europe Standard Time\":20261224T000000\nDTEND;TZID=\"W. Europe Standard Time\":20261225T000000";
    let found = found(&event(outlook));
    assert_eq!(found.spells.len(), 1);
    assert!(found.skipped[0].why.starts_with("taken, but its zone \"W. Europe Standard Time\""));
}

#[test]
fn a_yearly_day_comes_every_year_that_was_asked_for() {
    let yearly = |rule: &str| spells(&event(&format!("DTSTART;VALUE=DATE:20201226\nRRULE:{rule}")));
    let all = [
        "2026-12-26 2026-12-26 A day",
        "2027-12-26 2027-12-26 A day",
        "2028-12-26 2028-12-26 A day",
    ];
    assert_eq!(yearly("FREQ=YEARLY"), all);
    assert_eq!(yearly("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=26;WKST=MO"), all);
    assert_eq!(yearly("FREQ=YEARLY;INTERVAL=2"), [all[0], all[2]]);
    assert_eq!(yearly("FREQ=YEARLY;COUNT=8"), all[..2]);
    assert_eq!(yearly("FREQ=YEARLY;UNTIL=20261231T235959Z"), all[..1]);
    let out = "DTSTART;VALUE=DATE:20201226\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20271226,20281226";
    assert_eq!(spells(&event(out)), all[..1]);
    let thanksgiving = "DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH";
    assert_eq!(
        spells(&event(thanksgiving)),
        [
            "2026-11-26 2026-11-26 A day",
            "2027-11-25 2027-11-25 A day",
            "2028-11-23 2028-11-23 A day"
        ]
    );
    let last_monday = "DTSTART;VALUE=DATE:20260525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO";
    assert_eq!(spells(&event(last_monday))[1], "2027-05-31 2027-05-31 A day");
    let leap = "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY";
    assert_eq!(spells(&event(leap)), ["2028-02-29 2028-02-29 A day"]);
}

#[test]
fn what_lies_outside_the_years_is_counted() {
    let found = found(&event("DTSTART;VALUE=DATE:20201226\nRRULE:FREQ=YEARLY"));
    assert_eq!((found.spells.len(), found.outside), (3, 6));
}

#[test]
fn what_is_not_understood_is_listed_and_never_dropped() {
    for (body, why) in [
        (
            "DTSTART:20261224T140000\nDTEND:20261224T180000",
            "it is not a whole day; only whole days can be off",
        ),
        ("DTSTART:20261224T140000Z", "it is not a whole day; only whole days can be off"),
        (
            "DTSTART:20261224T000000Z\nDTEND:20261225T000000Z",
            "it is not a whole day; only whole days can be off",
        ),
        ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261220", "it ends before it begins"),
        (
            "DTSTART;VALUE=DATE:20261224\nDTEND:20261225T000000",
            "one end is a day and the other a time",
        ),
        ("DTSTART;VALUE=DATE:20261232", "its DTSTART \"20261232\" is neither a day nor a time"),
        (
            "DTSTART;VALUE=DATE:20261224\nDURATION:PT8H",
            "its length \"PT8H\" is not one of whole days",
        ),
        ("DTEND;VALUE=DATE:20261224", "it has no DTSTART"),
        ("DTSTART:20261224\nDTSTART:20261225", "it has several DTSTART"),
        ("DTSTART:20261224\nSTATUS:CANCELLED", "it was cancelled"),
        (
            "DTSTART:20261224\nRECURRENCE-ID:20261224",
            "it changes one time of another event; enter that day by hand",
        ),
        (
            "DTSTART:20261224\nRDATE:20261225",
            "it repeats on listed days (RDATE); enter them by hand",
        ),
        (
            "DTSTART:20261224\nRRULE:FREQ=WEEKLY",
            "it repeats weekly, and only yearly days off are read; enter its days by hand",
        ),
        (
            "DTSTART:20261224\nRRULE:FREQ=YEARLY;BYEASTER=1",
            "it repeats by a rule that is not understood (BYEASTER=1); enter its days by hand",
        ),
        (
            "DTSTART:20261224\nRRULE:COUNT=3",
            "it repeats by a rule without FREQ=YEARLY; enter its days by hand",
        ),
        (
            "DTSTART:20261224\nRRULE:FREQ=YEARLY;BYMONTH=3",
            "it repeats in another month than it begins; enter its days by hand",
        ),
    ] {
        assert_eq!(reason(&event(body)), format!("line 4, A day: {why}"), "{body}");
    }
    assert_eq!(
        reason(&file("BEGIN:VTODO\nSUMMARY:Call\nEND:VTODO")),
        "line 4, VTODO: it is not an event; only events have days"
    );
    assert_eq!(
        reason(&file("BEGIN:\nSUMMARY:Call\nEND:")),
        "line 4, a part without a name: it is not an event; only events have days"
    );
    let odd = found(&event("DTSTART:20261224\nGRAVITY:9.81"));
    assert_eq!(odd.spells.len(), 1);
    assert_eq!(odd.skipped[0].why, "taken, but its GRAVITY was not understood");
}

#[test]
fn alarms_and_zones_inside_a_file_disturb_nothing() {
    let text = file(
        "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\n\
         BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nBEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5M\nEND:VALARM\nSUMMARY:Closed\\, all day\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\nEND:VEVENT\n\
         BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nSUMMARY:Closed\\, all day\nEND:VEVENT",
    );
    assert_eq!(spells(&text), ["2026-12-24 2026-12-24 Closed, all day"], "the same day once");
}

#[test]
fn a_file_that_is_none_or_too_large_is_refused() {
    let calendar = Calendar::utc();
    for text in ["", "hello", "BEGIN:VCARD\nEND:VCARD"] {
        assert_eq!(read(text, 2026..=2026, &calendar), Err(IcalError::NotIcal));
    }
    let large = " ".repeat(MAX_BYTES + 1);
    assert!(matches!(read(&large, 2026..=2026, &calendar), Err(IcalError::TooLarge { .. })));
    let many = "BEGIN:VEVENT\nDTSTART:20000101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n".repeat(3);
    let many = read(&file(&many), 0..=9999, &calendar);
    assert_eq!(many, Err(IcalError::TooMany));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_spells_are_in_order_inside_the_years(
        body in "((BEGIN|END):V(EVENT|ALARM|JOURNAL)\n|(DTSTART|DTEND|EXDATE|UNTIL)(;VALUE=DATE|;TZID=[A-Z]{1,4})?:20[0-9]{6}(T[0-9]{6}Z?)?\n|RRULE:(FREQ=YEARLY|COUNT=[0-9]{1,30}|INTERVAL=[0-9]{1,6}|;|BYDAY=-?[0-9](MO|SU)){1,4}\n|DURATION:P[0-9]{1,12}[DW]\n|.{0,12}\n){0,30}",
        from in -9999_i16..9999,
        more in 0_i16..40,
    ) {
        let calendar = berlin().build().unwrap();
        let years = from..=from.saturating_add(more).min(9999);
        if let Ok(found) = read(&file(&body), years.clone(), &calendar) {
            for days in &found.spells {
                prop_assert!(days.first <= days.last);
                prop_assert!(days.last.year() >= *years.start() && days.first.year() <= *years.end());
            }
            prop_assert!(found.spells.is_sorted());
            prop_assert!(found.skipped.iter().all(|skipped| skipped.line > 0 && !skipped.why.is_empty()));
        }
    }

    #[test]
    fn what_is_written_as_a_day_is_read_as_that_day(day in 0_i32..1_000, length in 1_i32..30) {
        let first = date("2026-01-01").checked_add(jiff_days(day)).unwrap();
        let end = first.checked_add(jiff_days(length)).unwrap();
        let digits = |day: clock::Date| day.to_string().replace('-', "");
        let text = event(&format!("DTSTART;VALUE=DATE:{}\nDTEND;VALUE=DATE:{}", digits(first), digits(end)));
        let found = found(&text);
        prop_assert_eq!(&found.spells[0].first, &first);
        prop_assert_eq!(found.spells[0].last.tomorrow().unwrap(), end);
    }
}

fn jiff_days(days: i32) -> core::time::Duration {
    core::time::Duration::from_secs(86_400 * u64::try_from(days).unwrap())
}
