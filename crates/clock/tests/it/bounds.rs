//! Absurd and broken input: an error that says what to do, never a panic, never a long wait.

use clock::{
    Calendar, CalendarError, ClockError, Direction, Instant, Pauses, Span, Time, Unit, due,
    law_due, next_occurrence,
};

use crate::support::{at, berlin, date, span};

fn result(trigger: &str, within: &str, calendar: &Calendar) -> Result<Instant, ClockError> {
    due(at(trigger), span(within), Direction::After, calendar, Pauses::NONE).map(|due| due.strict)
}

#[test]
fn a_calendar_without_workdays_is_refused() {
    let built = Calendar::builder("Europe/Berlin").workdays([]).build();
    assert_eq!(built.unwrap_err(), CalendarError::NoWorkdays);
}

#[test]
fn an_unknown_zone_is_refused_by_name() {
    for zone in ["", "Europe/Atlantis", "CET+1", "../../etc/localtime", "Europe/Berlin\0"] {
        let error = Calendar::builder(zone).build().unwrap_err();
        assert_eq!(error, CalendarError::UnknownZone { zone: zone.to_owned() });
    }
    let zone = |name| Calendar::builder(name).build().unwrap().zone().to_owned();
    assert_eq!(zone("europe/berlin"), "Europe/Berlin");
    assert_eq!(zone("UTC"), "UTC");
    assert_eq!(Calendar::utc().zone(), "UTC");
}

#[test]
fn a_closure_that_ends_before_it_begins_is_refused() {
    let (first, last) = (date("2027-01-06"), date("2026-12-24"));
    let error = berlin().closure(first, last).build().unwrap_err();
    assert_eq!(error, CalendarError::ClosureEndsBeforeItBegins { first, last });
}

#[test]
fn office_hours_in_which_nobody_is_there_are_refused() {
    let (nine, five) = (Time::constant(9, 0, 0, 0), Time::constant(17, 0, 0, 0));
    for (open, close) in [(five, nine), (nine, nine)] {
        let error = berlin().office_hours(open, close).build().unwrap_err();
        assert_eq!(error, CalendarError::NoOfficeTime { open, close });
    }
}

#[test]
fn business_hours_without_office_hours_are_refused_with_the_way_out() {
    let error = result("2026-11-06T15:30Z", "4 business hours", &berlin().build().unwrap());
    assert_eq!(
        error.unwrap_err().to_string(),
        "4 business hours counts business hours, but the calendar has no office hours: add them, \
         or write plain hours"
    );
}

#[test]
fn ten_thousand_months_are_counted_and_a_hundred_thousand_are_out_of_range() {
    let calendar = berlin().build().unwrap();
    let counted = result("2026-11-06T15:30Z", "10000 months", &calendar);
    assert_eq!(counted, Ok(at("2860-03-06T15:30Z")));
    assert!(matches!(
        result("2026-11-06T15:30Z", "100000 months", &calendar),
        Err(ClockError::OutOfRange { .. })
    ));
}

#[test]
fn a_calendar_that_is_closed_for_ever_has_no_due_time() {
    let calendar = berlin().closure(date("0000-01-01"), date("9999-12-31")).build().unwrap();
    assert!(matches!(
        result("2026-11-06T15:30Z", "1 business day", &calendar),
        Err(ClockError::OutOfRange { .. })
    ));
}

#[test]
fn the_largest_and_the_outermost_input_is_answered_in_every_unit_and_direction() {
    let midnight = Time::midnight();
    let calendars = ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12", "Africa/Monrovia"]
        .map(|zone| {
            Calendar::builder(zone)
                .office_hours(midnight, midnight)
                .holidays([date("-009999-01-01"), date("9999-12-31")])
                .build()
                .unwrap()
        });
    let directions = [Direction::After, Direction::AtLeastBefore, Direction::AtMostBefore];
    let moments = [Instant::MIN, Instant::from_second(0), Instant::MAX];
    for calendar in &calendars {
        for (unit, count) in Unit::ALL.into_iter().flat_map(|unit| [(unit, 1), (unit, u32::MAX)]) {
            let span = Span::new(count, unit).unwrap();
            for (direction, moment) in directions.iter().flat_map(|d| moments.map(|at| (*d, at))) {
                let outcome = due(moment, span, direction, calendar, Pauses::NONE);
                let legal = law_due(moment, span, direction, calendar);
                let outermost =
                    if direction == Direction::After { Instant::MAX } else { Instant::MIN };
                if moment == outermost {
                    assert!(outcome.is_err() && legal.is_err(), "{span} {direction:?} {moment}");
                }
                if let Ok(due) = outcome {
                    assert_ne!(due.strict, moment, "{span} {direction:?}");
                }
            }
            let _ = next_occurrence(Instant::MIN, span, calendar, Instant::MAX).unwrap_err();
        }
    }
}

#[test]
fn the_local_clock_is_read_with_its_name() {
    let local = berlin().build().unwrap().local(at("2026-10-23T14:37Z"));
    assert_eq!(local.civil.to_string(), "2026-10-23T16:37:00");
    assert_eq!((local.offset, local.zone.as_str()), (7_200, "CEST"));
}

#[test]
fn a_day_begins_and_ends_at_local_midnight_or_where_the_clock_jumps_over_it() {
    let berlin = berlin().build().unwrap();
    let day = date("2026-10-25");
    assert_eq!(berlin.start_of_day(day), Some(at("2026-10-25T00:00+02:00")));
    assert_eq!(berlin.end_of_day(day), Some(at("2026-10-26T00:00+01:00")));
    assert_eq!(berlin.date(at("2026-10-25T23:30Z")), date("2026-10-26"));
    // Samoa had no 30 December 2011; Lebanon's clocks jump from midnight to one.
    let apia = Calendar::builder("Pacific/Apia").build().unwrap();
    assert_eq!(apia.start_of_day(date("2011-12-30")), apia.end_of_day(date("2011-12-30")));
    let beirut = Calendar::builder("Asia/Beirut").build().unwrap();
    assert_eq!(beirut.start_of_day(date("2026-03-29")), Some(at("2026-03-29T01:00+03:00")));
}

#[test]
fn a_business_day_is_a_workday_that_is_neither_holiday_nor_closed() {
    let calendar = berlin().closure(date("2026-12-28"), date("2026-12-29")).build().unwrap();
    let business: Vec<&str> =
        ["2026-12-24", "2026-12-25", "2026-12-27", "2026-12-28", "2026-12-29", "2026-12-30"]
            .into_iter()
            .filter(|day| calendar.is_business_day(date(day)))
            .collect();
    assert_eq!(business, ["2026-12-24", "2026-12-30"]);
}
