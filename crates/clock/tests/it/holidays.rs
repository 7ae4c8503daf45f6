//! Public holidays in the calendar: spot checks against days that everybody can look up, what a named region does
//! to business days, and what happens where the tables end.

use clock::holiday::{countries, parts};
use clock::{Calendar, Closure, DayOff, Holiday, Reading, Region, RegionError, Weekday};

use crate::support::{after, at, by_law, date};

fn region(country: &str, part: &str) -> Region {
    Region::new(country, Some(part).filter(|part| !part.is_empty())).unwrap()
}

fn names(country: &str, part: &str, day: &str) -> Vec<&'static str> {
    let days = region(country, part).holidays();
    days.into_iter()
        .filter(|holiday| holiday.date == date(day))
        .map(|holiday| holiday.name)
        .collect()
}

#[test]
fn holidays_are_those_of_the_country_and_its_part() {
    for (country, part, day, name) in [
        ("DE", "", "2026-12-25", "Christmas Day"),
        ("DE", "BE", "2027-03-08", "Women's Day"),
        ("DE", "BE", "2028-06-17", "75th anniversary of the East German uprising of 1953"),
        ("DE", "BY", "2026-01-06", "Epiphany"),
        ("FR", "", "2026-07-14", "National Day"),
        ("NL", "", "2027-04-27", "King's Day"),
        ("GB", "SCT", "2026-11-30", "Saint Andrew's Day"),
        ("GB", "NIR", "2027-03-17", "Saint Patrick's Day"),
        ("US", "", "2026-07-03", "Independence Day (observed)"),
        ("US", "", "2027-11-25", "Thanksgiving Day"),
        ("CH", "ZH", "2026-05-01", "Labor Day"),
        ("CA", "QC", "2026-06-24", "Saint John the Baptist Day"),
        ("AU", "VIC", "2026-11-03", "Melbourne Cup Day"),
        ("JP", "", "2026-11-23", "Labor Thanksgiving Day"),
        ("IN", "", "2026-08-15", "Independence Day"),
        ("NO", "", "2026-05-17", "Constitution Day"),
        ("IE", "", "2031-03-17", "Saint Patrick's Day"),
    ] {
        assert_eq!(names(country, part, day), [name], "{country} {part} {day}");
    }
    for (country, part, day) in [
        ("DE", "", "2027-03-08"),
        ("DE", "BY", "2027-03-08"),
        ("DE", "BE", "2026-01-06"),
        ("GB", "ENG", "2026-11-30"),
        ("US", "", "2026-11-27"),
        ("DE", "", "2026-12-24"),
    ] {
        assert_eq!(names(country, part, day), [""; 0], "{country} {part} {day}");
    }
}

#[test]
fn every_member_state_and_the_other_countries_have_a_table() {
    let known: Vec<_> = countries().map(|country| country.code).collect();
    let union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    assert_eq!(union.split(' ').count(), 27);
    for code in union.split(' ').chain("GB US CH NO CA AU JP IN".split(' ')) {
        assert!(known.contains(&code), "{code}");
    }
    let nations: Vec<_> = parts("GB").map(|part| part.name).collect();
    assert_eq!(nations, ["England", "Northern Ireland", "Scotland", "Wales"]);
    assert_eq!(parts("DE").filter(|part| part.code.len() == 2).count(), 16);
    assert_eq!(region("DE", "BE").name(), "Berlin (Germany)");
}

#[test]
fn a_region_that_nobody_knows_is_refused_with_those_that_are_known() {
    let error = Region::new("UK", None).unwrap_err();
    assert!(error.to_string().contains("the country \"UK\": use one of AT, AU"), "{error}");
    let error = Region::new("GB", Some("LDN")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "United Kingdom has no part \"LDN\": use one of ENG, NIR, SCT, WLS"
    );
    let error = Region::new("JP", Some("13")).unwrap_err();
    assert!(matches!(error, RegionError::UnknownPart { .. }));
    assert!(error.to_string().ends_with("leave the part out"), "{error}");
}

#[test]
fn business_days_leave_out_the_public_holidays_of_the_region() {
    // The row of the promise "3 business days" with Berlin's holidays.
    let berlin = Calendar::builder("Europe/Berlin").region(region("DE", "BE"));
    let elapsed = berlin.clone().build().unwrap();
    let received = "2026-12-24T16:00+01:00";
    assert_eq!(after(received, "3 business days", &elapsed).strict, at("2026-12-30T16:00+01:00"));
    let by_day = berlin.reading(Reading::DayCount).build().unwrap();
    assert_eq!(after(received, "3 business days", &by_day).strict, at("2026-12-31T00:00+01:00"));
    let plain = Calendar::builder("Europe/Berlin").build().unwrap();
    assert_eq!(after(received, "3 business days", &plain).strict, at("2026-12-29T16:00+01:00"));
}

#[test]
fn the_later_time_of_the_law_rolls_over_the_public_holidays_of_the_region() {
    let slovakia = Calendar::builder("Europe/Bratislava").region(region("SK", "")).build().unwrap();
    let due = by_law("2026-12-23T09:00Z", "2 days", &slovakia);
    assert_eq!(due.strict, at("2026-12-25T09:00Z"));
    // 24 to 26 December are holidays, the 27th is a Sunday; two working days follow.
    assert_eq!(due.latest_arguable, Some(at("2026-12-30T00:00+01:00")));
}

#[test]
fn a_day_off_says_why_it_does_not_count() {
    let calendar = Calendar::builder("Europe/Berlin")
        .region(region("DE", "BE"))
        .holidays([date("2026-12-24"), date("2026-12-25")])
        .holiday(Holiday { date: date("2026-12-31"), name: Some("New Year's Eve".into()) })
        .closed(Closure {
            first: date("2026-12-28"),
            last: date("2026-12-30"),
            reason: Some("Everybody is away".into()),
        })
        .closure(date("2027-01-04"), date("2027-01-05"))
        .build()
        .unwrap();
    for (day, why) in [
        ("2026-12-23", None),
        ("2026-12-24", Some(DayOff::Holiday(None))),
        ("2026-12-25", Some(DayOff::Holiday(Some("Christmas Day")))),
        ("2026-12-26", Some(DayOff::NotAWorkday)),
        ("2026-12-28", Some(DayOff::Closure(Some("Everybody is away")))),
        ("2026-12-31", Some(DayOff::Holiday(Some("New Year's Eve")))),
        ("2027-01-04", Some(DayOff::Closure(None))),
        ("2027-01-06", None),
    ] {
        assert_eq!(calendar.day_off(date(day)), why, "{day}");
        assert_eq!(calendar.is_business_day(date(day)), why.is_none(), "{day}");
    }
}

#[test]
fn where_the_weekend_is_friday_and_saturday_sunday_counts() {
    use Weekday::{Monday, Sunday, Thursday, Tuesday, Wednesday};
    let calendar = Calendar::builder("Asia/Jerusalem")
        .workdays([Sunday, Monday, Tuesday, Wednesday, Thursday])
        .closure(date("2026-09-13"), date("2026-09-13"))
        .build()
        .unwrap();
    // Thursday afternoon: Friday and Saturday are the weekend, Sunday 13 September the team is away.
    let due = after("2026-09-10T15:00+03:00", "1 business day", &calendar);
    assert_eq!(due.strict, at("2026-09-14T15:00+03:00"));
    assert_eq!(calendar.day_off(date("2026-09-11")), Some(DayOff::NotAWorkday));
    assert_eq!(calendar.day_off(date("2026-09-20")), None);
}

#[test]
fn outside_its_years_a_table_says_nothing_and_the_calendar_says_so() {
    let calendar = Calendar::builder("Europe/Berlin").region(region("DE", "")).build().unwrap();
    for (day, covered) in
        [("2023-12-31", false), ("2024-01-01", true), ("2031-12-31", true), ("2032-01-01", false)]
    {
        assert_eq!(calendar.covers(date(day)), covered, "{day}");
    }
    // New Year's Day 2032 is a Thursday; counted as a business day, since nothing is known of it.
    assert!(calendar.is_business_day(date("2032-01-01")));
    let own = Calendar::builder("Europe/Berlin").holidays([date("2032-01-01")]).build().unwrap();
    assert!(own.covers(date("2032-01-01")), "what a policy gives by date is all there is");
}
