//! Worked examples: dates a person can check with a paper calendar.

use core::time::Duration;

use clock::{
    Calendar, ClockError, Direction, Due, Pause, PauseCap, Pauses, Reading, Remaining, Weekday,
    due, law_due, next_occurrence,
};

use crate::support::{after, at, berlin, by_law, date, span, washington};

fn paused(trigger: &str, within: &str, calendar: &Calendar, pauses: Pauses<'_>) -> Due {
    due(at(trigger), span(within), Direction::After, calendar, pauses).unwrap()
}

fn notice(direction: Direction, anchor: &str, within: &str, calendar: &Calendar) -> Due {
    due(at(anchor), span(within), direction, calendar, Pauses::NONE).unwrap()
}

// Periods set by EU law.

#[test]
fn the_24_hours_of_the_early_warning_run_to_the_minute_and_arguably_to_the_full_hour() {
    let due = by_law("2026-10-23T14:37Z", "24 hours", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-10-24T14:37Z"));
    assert_eq!(due.latest_arguable, Some(at("2026-10-24T15:00Z")));
}

#[test]
fn the_72_hours_of_the_notification_ignore_that_the_clocks_change() {
    let due = by_law("2026-10-23T14:37Z", "72 hours", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-10-26T14:37Z"));
    assert_eq!(due.latest_arguable, Some(at("2026-10-26T15:00Z")));
}

#[test]
fn the_14_days_of_the_final_report_arguably_roll_over_a_saturday_that_is_a_holiday() {
    let due = by_law("2026-12-12T10:00Z", "14 days", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-12-26T10:00Z"));
    assert_eq!(due.latest_arguable, Some(at("2026-12-29T00:00+01:00")), "the end of Monday");
}

#[test]
fn the_month_of_the_incident_report_ends_on_the_last_day_of_a_shorter_month() {
    let due = by_law("2027-01-31T10:00Z", "1 month", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2027-02-28T10:00Z"));
    assert_eq!(due.latest_arguable, Some(at("2027-03-02T00:00+01:00")), "the end of Monday");
}

#[test]
fn an_event_on_the_full_hour_happens_in_the_hour_that_begins_then() {
    let due = by_law("2026-10-23T14:00Z", "24 hours", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-10-24T14:00Z"));
    assert_eq!(due.latest_arguable, Some(at("2026-10-24T15:00Z")));
}

#[test]
fn the_full_hour_is_the_local_one_where_the_zone_is_off_by_minutes() {
    let kathmandu = Calendar::builder("Asia/Kathmandu").build().unwrap();
    let due = by_law("2026-10-23T14:37Z", "24 hours", &kathmandu);
    assert_eq!(due.latest_arguable, Some(at("2026-10-24T21:00+05:45")), "20:22 there");
}

#[test]
fn a_legal_period_of_two_days_arguably_includes_two_working_days() {
    // Thursday before Easter 2027; Good Friday and Easter Monday are holidays.
    let due = by_law("2027-03-25T10:00+01:00", "2 days", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2027-03-27T10:00+01:00"));
    assert_eq!(due.latest_arguable, Some(at("2027-04-01T00:00+02:00")), "the end of Wednesday");
}

#[test]
fn a_legal_period_of_one_day_only_rolls_to_the_next_working_day() {
    let due = by_law("2027-03-25T10:00+01:00", "1 day", &berlin().build().unwrap());
    assert_eq!(due.latest_arguable, Some(at("2027-03-31T00:00+02:00")), "the end of Tuesday");
}

#[test]
fn a_legal_period_in_working_days_is_strictly_elapsed_and_arguably_counted_in_days() {
    let due = by_law("2026-12-24T16:00+01:00", "3 business days", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-12-30T16:00+01:00"));
    assert_eq!(due.latest_arguable, Some(at("2026-12-31T00:00+01:00")));
}

#[test]
fn a_team_that_is_closed_does_not_hold_the_law_up() {
    let open = berlin().build().unwrap();
    let closed = berlin()
        .closure(date("2026-12-20"), date("2027-01-10"))
        .workdays([Weekday::Sunday])
        .reading(Reading::DayCount)
        .build()
        .unwrap();
    for within in ["72 hours", "14 days", "2 weeks", "1 month", "5 business days"] {
        let trigger = "2026-12-12T10:00Z";
        assert_eq!(by_law(trigger, within, &closed), by_law(trigger, within, &open), "{within}");
    }
}

#[test]
fn law_knows_no_office_hours() {
    let office = clock::Time::constant(9, 0, 0, 0);
    let calendar =
        berlin().office_hours(office, clock::Time::constant(17, 0, 0, 0)).build().unwrap();
    let hours = span("4 business hours");
    assert_eq!(
        law_due(at("2026-11-06T15:30Z"), hours, Direction::After, &calendar),
        Err(ClockError::OfficeHoursInLaw { span: hours })
    );
}

#[test]
fn a_legal_notice_before_a_date_has_one_reading_only() {
    let calendar = berlin().build().unwrap();
    let due = law_due(at("2026-11-16T10:00Z"), span("7 days"), Direction::AtLeastBefore, &calendar)
        .unwrap();
    assert_eq!((due.strict, due.latest_arguable), (at("2026-11-09T10:00Z"), None));
}

// Promises of a policy.

#[test]
fn clk_1_an_acknowledgement_within_24_hours_is_elapsed_time_when_the_clocks_go_forward() {
    let due = after("2027-03-27T20:00+01:00", "24 hours", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2027-03-28T21:00+02:00"));
    assert_eq!(due.latest_arguable, None);
}

#[test]
fn clk_1_an_acknowledgement_exactly_at_24_hours_is_in_time_and_one_second_later_is_not() {
    let due = after("2026-11-07T11:00Z", "24 hours", &berlin().build().unwrap());
    assert!(due.is_met_at(at("2026-11-08T11:00:00Z")));
    assert!(!due.is_met_at(at("2026-11-08T11:00:01Z")));
    assert_eq!(due.missed_by(at("2026-11-08T11:00:01Z")), Some(Duration::from_secs(1)));
}

#[test]
fn clk_2_an_acknowledgement_within_48_hours_counts_the_weekend_and_holidays() {
    let due = after("2026-12-24T16:00+01:00", "48 hours", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-12-26T16:00+01:00"));
}

#[test]
fn clk_3_severe_reports_are_due_after_24_hours_and_others_after_72_from_the_same_receipt() {
    let calendar = berlin().build().unwrap();
    let received = "2026-10-24T12:00+02:00";
    // The clocks go back in the following night.
    assert_eq!(after(received, "24 hours", &calendar).strict, at("2026-10-25T11:00+01:00"));
    assert_eq!(after(received, "72 hours", &calendar).strict, at("2026-10-27T11:00+01:00"));
}

#[test]
fn clk_4_seven_business_days_keep_the_time_of_day_over_a_weekend_and_a_clock_change() {
    let due = after("2026-10-22T16:00+02:00", "7 business days", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-11-02T16:00+01:00"));
}

#[test]
fn clk_4_seven_business_days_counted_in_days_end_with_the_seventh_day_after_receipt() {
    let calendar = berlin().reading(Reading::DayCount).build().unwrap();
    let due = after("2026-10-22T16:00+02:00", "7 business days", &calendar);
    assert_eq!(due.strict, at("2026-11-03T00:00+01:00"), "the end of Monday 2 November");
}

#[test]
fn clk_4_seven_business_days_step_over_the_closures_the_policy_declares() {
    let calendar = berlin().closure(date("2026-12-27"), date("2026-12-31")).build().unwrap();
    let due = after("2026-12-22T09:00+01:00", "7 business days", &calendar);
    assert_eq!(due.strict, at("2027-01-08T09:00+01:00"));
}

#[test]
fn three_business_days_over_christmas_depend_on_the_reading_and_the_holidays() {
    let received = "2026-12-24T16:00+01:00";
    let within = "3 business days";
    let elapsed = berlin().build().unwrap();
    let counted = berlin().reading(Reading::DayCount).build().unwrap();
    let no_holidays = Calendar::builder("Europe/Berlin").build().unwrap();
    assert_eq!(after(received, within, &elapsed).strict, at("2026-12-30T16:00+01:00"));
    assert_eq!(after(received, within, &counted).strict, at("2026-12-31T00:00+01:00"));
    assert_eq!(after(received, within, &no_holidays).strict, at("2026-12-29T16:00+01:00"));
}

#[test]
fn one_business_day_from_a_saturday_ends_with_monday_in_both_readings() {
    let elapsed = berlin().build().unwrap();
    let counted = berlin().reading(Reading::DayCount).build().unwrap();
    let end_of_monday = at("2026-11-10T00:00+01:00");
    assert_eq!(after("2026-11-07T11:00+01:00", "1 business day", &elapsed).strict, end_of_monday);
    assert_eq!(after("2026-11-07T11:00+01:00", "1 business day", &counted).strict, end_of_monday);
}

#[test]
fn three_business_days_from_an_observed_holiday_start_on_monday_and_end_with_wednesday() {
    let elapsed = washington().build().unwrap();
    let counted = washington().reading(Reading::DayCount).build().unwrap();
    let received = "2026-07-03T10:00-04:00";
    let end_of_wednesday = at("2026-07-09T00:00-04:00");
    assert_eq!(after(received, "3 business days", &elapsed).strict, end_of_wednesday);
    assert_eq!(after(received, "3 business days", &counted).strict, end_of_wednesday);
}

#[test]
fn a_day_count_from_the_first_second_of_a_day_does_not_count_that_day() {
    let calendar = berlin().reading(Reading::DayCount).build().unwrap();
    let due = after("2026-11-09T00:00+01:00", "1 business day", &calendar);
    assert_eq!(due.strict, at("2026-11-11T00:00+01:00"), "the end of Tuesday");
}

#[test]
fn a_business_day_that_ends_on_friday_is_due_then_and_not_on_monday() {
    let due = after("2026-11-06T00:00+01:00", "1 business day", &berlin().build().unwrap());
    assert_eq!(due.strict, at("2026-11-07T00:00+01:00"));
}

#[test]
fn the_weekend_may_be_friday_and_saturday() {
    let calendar = Calendar::builder("Asia/Amman")
        .workdays([
            Weekday::Sunday,
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
        ])
        .build()
        .unwrap();
    let due = after("2026-11-05T15:00+03:00", "1 business day", &calendar);
    assert_eq!(due.strict, at("2026-11-08T15:00+03:00"), "Thursday to Sunday");
}

#[test]
fn four_business_hours_go_on_when_the_office_opens_again() {
    let office = clock::Time::constant;
    let calendar = berlin().office_hours(office(9, 0, 0, 0), office(17, 0, 0, 0)).build().unwrap();
    let due = |trigger| after(trigger, "4 business hours", &calendar).strict;
    assert_eq!(due("2026-11-06T15:30+01:00"), at("2026-11-09T11:30+01:00"));
    assert_eq!(due("2026-11-07T03:00+01:00"), at("2026-11-09T13:00+01:00"), "in the weekend");
    assert_eq!(due("2026-11-09T13:00+01:00"), at("2026-11-09T17:00+01:00"), "to closing time");
}

#[test]
fn an_office_that_never_closes_counts_all_hours_of_business_days() {
    let midnight = clock::Time::midnight();
    let calendar = berlin().office_hours(midnight, midnight).build().unwrap();
    let due = after("2026-11-06T15:30+01:00", "24 business hours", &calendar);
    assert_eq!(due.strict, at("2026-11-09T15:30+01:00"));
}

#[test]
fn days_and_weeks_are_elapsed_time_and_months_keep_the_local_time() {
    let calendar = berlin().build().unwrap();
    let trigger = "2027-03-20T20:00+01:00";
    assert_eq!(after(trigger, "10 days", &calendar).strict, at("2027-03-30T21:00+02:00"));
    assert_eq!(after(trigger, "2 weeks", &calendar).strict, at("2027-04-03T21:00+02:00"));
    assert_eq!(after(trigger, "1 month", &calendar).strict, at("2027-04-20T20:00+02:00"));
    assert_eq!(after(trigger, "12 months", &calendar).strict, at("2028-03-20T20:00+01:00"));
}

// Where the local clock jumps.

const EVERY_DAY: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

#[test]
fn a_business_day_that_would_end_in_the_skipped_hour_ends_with_the_jump() {
    let calendar = berlin().workdays(EVERY_DAY).build().unwrap();
    let due = |trigger| after(trigger, "1 business day", &calendar).strict;
    let jump = at("2027-03-28T03:00+02:00");
    assert_eq!(due("2027-03-27T02:00+01:00"), jump);
    assert_eq!(due("2027-03-27T02:59:59+01:00"), jump);
    assert_eq!(due("2027-03-27T03:01+01:00"), at("2027-03-28T03:01+02:00"));
}

#[test]
fn a_business_day_that_ends_in_the_repeated_hour_ends_in_its_first_pass() {
    let calendar = berlin().workdays(EVERY_DAY).build().unwrap();
    let due = after("2026-10-24T02:30+02:00", "1 business day", &calendar);
    assert_eq!(due.strict, at("2026-10-25T02:30+02:00"));
}

#[test]
fn the_repeated_hour_counts_once_towards_business_days() {
    let calendar = berlin().workdays(EVERY_DAY).build().unwrap();
    let due = |trigger| after(trigger, "1 business day", &calendar).strict;
    assert_eq!(due("2026-10-25T02:30+02:00"), at("2026-10-26T02:00+01:00"), "first pass");
    assert_eq!(due("2026-10-25T02:10+01:00"), at("2026-10-26T02:10+01:00"), "second pass");
}

#[test]
fn months_from_either_pass_of_the_repeated_hour_end_at_the_time_that_the_clock_showed() {
    let calendar = berlin().build().unwrap();
    let due = |trigger| after(trigger, "12 months", &calendar).strict;
    assert_eq!(due("2026-10-25T02:30+02:00"), at("2027-10-25T02:30+02:00"), "first pass");
    assert_eq!(due("2026-10-25T02:30+01:00"), at("2027-10-25T02:30+02:00"), "second pass");
    let law = law_due(
        at("2026-10-25T02:30+02:00"),
        "12 months".parse().unwrap(),
        Direction::After,
        &calendar,
    )
    .unwrap();
    assert_eq!(law.strict, at("2027-10-25T02:30+02:00"));
    assert!(law.latest_arguable.unwrap() >= law.strict);
    let notice = clock::due(
        at("2026-10-25T02:30+02:00"),
        "1 month".parse().unwrap(),
        Direction::AtLeastBefore,
        &calendar,
        Pauses::NONE,
    )
    .unwrap();
    assert_eq!(notice.strict, at("2026-09-25T02:30+02:00"));
}

#[test]
fn a_business_hour_in_the_second_pass_of_repeated_hours_does_not_end_in_the_first() {
    // Troll station repeats two hours, from 01:00 to 03:00.
    let midnight = clock::Time::midnight();
    let calendar = Calendar::builder("Antarctica/Troll")
        .workdays(EVERY_DAY)
        .office_hours(midnight, midnight)
        .build()
        .unwrap();
    let due = after("2026-10-25T01:30+00:00", "1 business hour", &calendar);
    assert_eq!(due.strict, at("2026-10-25T02:30+00:00"));
}

// Pauses.

const AWAITING: (&str, &str) = ("2026-11-04T09:00Z", "2026-11-07T09:00Z");

#[test]
fn a_pause_of_three_days_moves_seven_days_by_three_and_the_law_by_none() {
    let calendar = Calendar::utc();
    let spells = [Pause { from: at(AWAITING.0), until: Some(at(AWAITING.1)) }];
    let pauses = Pauses::new(&spells, None, at("2026-11-08T00:00Z"));
    let promised = paused("2026-11-02T09:00Z", "7 days", &calendar, pauses);
    assert_eq!(promised.strict, at("2026-11-12T09:00Z"));
    assert_eq!(by_law("2026-11-02T09:00Z", "7 days", &calendar).strict, at("2026-11-09T09:00Z"));
}

#[test]
fn an_open_pause_moves_the_due_time_with_now_until_its_cap_is_used_up() {
    let calendar = Calendar::utc();
    let spells = [Pause { from: at(AWAITING.0), until: None }];
    let cap = Some(PauseCap(Duration::from_secs(2 * 86_400)));
    let due_as_of = |now: &str| {
        paused("2026-11-02T09:00Z", "7 days", &calendar, Pauses::new(&spells, cap, at(now))).strict
    };
    assert_eq!(due_as_of("2026-11-01T00:00Z"), at("2026-11-09T09:00Z"));
    assert_eq!(due_as_of("2026-11-05T09:00Z"), at("2026-11-10T09:00Z"));
    assert_eq!(due_as_of("2026-11-06T09:00Z"), at("2026-11-11T09:00Z"));
    assert_eq!(due_as_of("2027-11-06T09:00Z"), at("2026-11-11T09:00Z"));

    let pauses = Pauses::new(&spells, cap, at("2026-11-05T09:00Z"));
    let trigger = at("2026-11-02T09:00Z");
    assert_eq!(pauses.cap_used_up(trigger), Some(at("2026-11-06T09:00Z")));
    assert_eq!(pauses.paused(trigger, at("2026-11-20T00:00Z")), Duration::from_secs(86_400));
    assert!(pauses.is_paused_at(trigger, at("2026-11-06T08:59:59Z")));
    assert!(!pauses.is_paused_at(trigger, at("2026-11-06T09:00Z")));
    assert!(!pauses.is_paused_at(trigger, at("2026-11-04T08:59:59Z")));
}

#[test]
fn pauses_that_overlap_touch_or_lie_outside_count_each_second_once() {
    let spell = |from: &str, until: &str| Pause { from: at(from), until: Some(at(until)) };
    let spells = [
        spell("2026-11-05T00:00Z", "2026-11-06T00:00Z"),
        spell("2026-11-03T00:00Z", "2026-11-05T12:00Z"),
        spell("2026-11-06T00:00Z", "2026-11-07T00:00Z"),
        spell("2026-10-01T00:00Z", "2026-10-30T00:00Z"),
        spell("2026-11-04T12:00Z", "2026-11-04T06:00Z"),
        spell("2026-12-24T00:00Z", "2027-01-06T00:00Z"),
    ];
    let pauses = Pauses::new(&spells, None, at("2027-02-01T00:00Z"));
    let due = paused("2026-11-02T00:00Z", "7 days", &Calendar::utc(), pauses);
    assert_eq!(due.strict, at("2026-11-13T00:00Z"), "four days of pause");
}

#[test]
fn a_pause_over_the_weekend_does_not_move_business_days() {
    let calendar = berlin().build().unwrap();
    let spells =
        [Pause { from: at("2026-11-07T00:00+01:00"), until: Some(at("2026-11-09T00:00+01:00")) }];
    let pauses = Pauses::new(&spells, None, at("2026-11-30T00:00Z"));
    let due = paused("2026-11-06T16:00+01:00", "2 business days", &calendar, pauses);
    assert_eq!(due.strict, at("2026-11-10T16:00+01:00"));
}

#[test]
fn a_pause_from_friday_noon_to_monday_noon_costs_one_business_day() {
    let calendar = berlin().build().unwrap();
    let spells =
        [Pause { from: at("2026-11-06T12:00+01:00"), until: Some(at("2026-11-09T12:00+01:00")) }];
    let pauses = Pauses::new(&spells, None, at("2026-11-30T00:00Z"));
    let due = paused("2026-11-05T12:00+01:00", "2 business days", &calendar, pauses);
    assert_eq!(due.strict, at("2026-11-10T12:00+01:00"));
}

#[test]
fn a_day_count_is_never_late_while_it_is_paused() {
    let calendar = berlin().reading(Reading::DayCount).build().unwrap();
    // Due at the end of Tuesday; the pause lasts over that moment.
    let spells = [Pause { from: at("2026-11-10T22:00+01:00"), until: None }];
    let due_as_of = |now: &str| {
        let pauses = Pauses::new(&spells, None, at(now));
        paused("2026-11-09T10:00+01:00", "1 business day", &calendar, pauses).strict
    };
    assert_eq!(due_as_of("2026-11-10T21:00+01:00"), at("2026-11-11T00:00+01:00"));
    assert_eq!(due_as_of("2026-11-10T23:59:59+01:00"), at("2026-11-11T00:00+01:00"));
    assert_eq!(due_as_of("2026-11-11T00:30+01:00"), at("2026-11-12T00:00+01:00"));
    assert_eq!(due_as_of("2026-11-14T10:00+01:00"), at("2026-11-17T00:00+01:00"), "over a weekend");
}

#[test]
fn a_pause_that_begins_when_it_is_due_comes_too_late() {
    let calendar = berlin().build().unwrap();
    for within in ["24 hours", "1 business day", "1 month"] {
        let due = after("2026-11-09T10:00+01:00", within, &calendar).strict;
        let spells = [Pause { from: due, until: None }];
        let pauses = Pauses::new(&spells, None, at("2026-12-24T00:00Z"));
        let held = paused("2026-11-09T10:00+01:00", within, &calendar, pauses);
        assert_eq!(held.strict, due, "{within}");
    }
}

#[test]
fn a_pause_inside_a_repeated_hour_at_midnight_does_not_bring_a_day_count_forward() {
    // Havana repeats the first hour of 1 November 2026.
    let calendar = Calendar::builder("America/Havana")
        .workdays(EVERY_DAY)
        .reading(Reading::DayCount)
        .build()
        .unwrap();
    let received = "2026-11-01T00:10-04:00";
    let spells = [Pause { from: at(received), until: Some(at("2026-11-01T00:20-04:00")) }];
    let pauses = Pauses::new(&spells, None, at("2026-11-30T00:00Z"));
    let held = paused(received, "1 business day", &calendar, pauses);
    assert_eq!(held.strict, at("2026-11-03T00:00-05:00"), "the end of Monday");
}

#[test]
fn a_day_count_that_is_held_from_receipt_begins_where_the_pause_ends() {
    let calendar = berlin().reading(Reading::DayCount).build().unwrap();
    let due = |until: &str| {
        let received = "2026-11-06T10:00+01:00";
        let spells = [Pause { from: at(received), until: Some(at(until)) }];
        let pauses = Pauses::new(&spells, None, at("2026-11-30T00:00Z"));
        paused(received, "1 business day", &calendar, pauses).strict
    };
    assert_eq!(due("2026-11-06T11:00+01:00"), at("2026-11-10T00:00+01:00"), "the end of Monday");
    assert_eq!(due("2026-11-08T11:00+01:00"), at("2026-11-10T00:00+01:00"), "the same on Sunday");
    assert_eq!(due("2026-11-09T11:00+01:00"), at("2026-11-11T00:00+01:00"), "the end of Tuesday");
}

#[test]
fn an_agreed_date_is_moved_by_nothing() {
    let due = Due::by(at("2026-12-01T16:00Z"));
    assert_eq!(due.strict, at("2026-12-01T16:00Z"));
    assert!(due.is_met_at(at("2026-12-01T16:00Z")));
    let spells = [Pause { from: at("2026-11-20T00:00Z"), until: Some(at("2026-11-25T00:00Z")) }];
    let pauses = Pauses::new(&spells, None, at("2026-11-26T00:00Z"));
    let before = clock::due(
        at("2026-12-01T16:00Z"),
        span("7 days"),
        Direction::AtLeastBefore,
        &Calendar::utc(),
        pauses,
    );
    assert_eq!(before.unwrap().strict, at("2026-11-24T16:00Z"));
}

// Before.

#[test]
fn notice_of_at_least_seven_days_is_kept_up_to_seven_days_before_and_not_later() {
    let calendar = berlin().build().unwrap();
    let due = notice(Direction::AtLeastBefore, "2026-11-16T16:00Z", "7 days", &calendar);
    assert_eq!(due.strict, at("2026-11-09T16:00Z"));
    assert!(due.is_met_at(at("2026-11-09T16:00Z")));
    assert_eq!(due.missed_by(at("2026-11-09T17:00Z")), Some(Duration::from_secs(3_600)));
    assert_eq!(due.remaining(at("2026-11-09T17:00Z")), Remaining::Late(Duration::from_secs(3_600)));
}

#[test]
fn notice_of_at_most_seven_days_is_kept_from_seven_days_before_and_not_earlier() {
    let calendar = berlin().build().unwrap();
    let due = notice(Direction::AtMostBefore, "2026-11-16T16:00Z", "7 days", &calendar);
    assert_eq!(due.strict, at("2026-11-09T16:00Z"));
    let hour = Duration::from_secs(3_600);
    assert!(due.is_met_at(at("2026-11-09T16:00Z")));
    assert_eq!(due.missed_by(at("2026-11-09T15:00Z")), Some(hour));
    assert_eq!(due.remaining(at("2026-11-09T15:00Z")), Remaining::NotYetOpen(hour));
    assert_eq!(due.remaining(at("2026-11-09T17:00Z")), Remaining::Open(hour));
}

#[test]
fn business_days_count_back_over_a_weekend() {
    let elapsed = berlin().build().unwrap();
    let counted = berlin().reading(Reading::DayCount).build().unwrap();
    let back = |anchor, calendar| {
        notice(Direction::AtLeastBefore, anchor, "3 business days", calendar).strict
    };
    // From Tuesday 10:00.
    assert_eq!(back("2026-11-10T10:00+01:00", &elapsed), at("2026-11-05T10:00+01:00"));
    assert_eq!(back("2026-11-10T10:00+01:00", &counted), at("2026-11-05T00:00+01:00"));
    // From the first second of Monday: all of the week before, so that weekend is free.
    let week =
        notice(Direction::AtLeastBefore, "2026-11-16T00:00+01:00", "5 business days", &elapsed);
    assert_eq!(week.strict, at("2026-11-09T00:00+01:00"), "and not the end of Friday");
    // From Sunday: all of Wednesday, Thursday and Friday lie between.
    assert_eq!(back("2026-11-08T10:00+01:00", &elapsed), at("2026-11-04T00:00+01:00"));
}

#[test]
fn a_month_before_the_31st_is_the_last_day_of_a_shorter_month() {
    let calendar = berlin().build().unwrap();
    let due = notice(Direction::AtLeastBefore, "2027-03-31T10:00+02:00", "1 month", &calendar);
    assert_eq!(due.strict, at("2027-02-28T10:00+01:00"));
}

// The later reading, and what is left.

#[test]
fn between_the_strict_and_the_latest_arguable_time_it_is_late_but_arguable() {
    let due = by_law("2026-10-23T14:37Z", "24 hours", &berlin().build().unwrap());
    let between = at("2026-10-24T14:50Z");
    assert!(!due.is_met_at(between));
    assert!(due.is_arguably_met_at(between));
    assert!(!due.is_arguably_met_at(at("2026-10-24T15:00:01Z")));
    assert_eq!(due.remaining(between), Remaining::Late(Duration::from_secs(13 * 60)));
    assert_eq!(due.remaining(at("2026-10-24T14:37Z")), Remaining::Left(Duration::ZERO));
}

// Recurring.

#[test]
fn the_next_weekly_update_is_the_first_one_later_than_now() {
    let next = |after: &str| {
        next_occurrence(at("2026-11-02T09:00Z"), span("7 days"), &Calendar::utc(), at(after))
            .unwrap()
    };
    assert_eq!(next("2026-11-01T00:00Z"), at("2026-11-02T09:00Z"));
    assert_eq!(next("2026-11-02T09:00Z"), at("2026-11-09T09:00Z"));
    assert_eq!(next("2026-11-09T08:59:59Z"), at("2026-11-09T09:00Z"));
    assert_eq!(next("2026-11-09T09:00Z"), at("2026-11-16T09:00Z"));
    assert_eq!(next("2036-11-09T09:00Z"), at("2036-11-10T09:00Z"));
}

#[test]
fn a_monthly_review_does_not_drift_after_a_short_month() {
    let next = |after: &str| {
        next_occurrence(at("2027-01-31T09:00Z"), span("1 month"), &Calendar::utc(), at(after))
            .unwrap()
    };
    assert_eq!(next("2027-02-01T00:00Z"), at("2027-02-28T09:00Z"));
    assert_eq!(next("2027-03-01T00:00Z"), at("2027-03-31T09:00Z"));
}

#[test]
fn a_beat_of_business_days_skips_weekends_and_holidays() {
    let calendar = berlin().build().unwrap();
    let first = at("2026-12-22T10:00+01:00");
    let next = |after: &str| next_occurrence(first, span("2 business days"), &calendar, at(after));
    assert_eq!(next("2026-12-23T00:00+01:00"), Ok(at("2026-12-24T10:00+01:00")));
    assert_eq!(next("2026-12-24T12:00+01:00"), Ok(at("2026-12-29T10:00+01:00")));
}
