//! What must hold for every trigger, span, calendar and set of pauses. Triggers crowd around the
//! moments at which the local clock jumps, because that is where counting goes wrong.

use core::time::Duration;

use clock::{
    Calendar, Direction, Due, Instant, Pause, PauseCap, Pauses, Reading, Span, Time, Unit, Weekday,
    due, law_due, next_occurrence,
};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

const ZONES: [&str; 8] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "America/Havana",
    "Antarctica/Troll",
    "UTC",
];

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

const DAY: Duration = Duration::from_secs(86_400);
const HOUR: i64 = 3_600;

fn day_of(year: i16, day: i32) -> Date {
    Date::constant(year, 1, 1).saturating_add(day.days())
}

fn any_zone() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&ZONES[..])
}

/// A calendar in this zone with holidays and a closure in the years of the triggers.
fn calendar_in(zone: &'static str, reading: Reading) -> impl Strategy<Value = Calendar> {
    let holidays = proptest::collection::vec((2020_i16..2032, 0_i32..366), 0..40);
    let workdays = proptest::sample::subsequence(&WEEK[..], 1..=7);
    let closure = (2020_i16..2032, 0_i32..366, 0_i32..30);
    (holidays, workdays, closure, 0_i8..12, 12_i8..24).prop_map(
        move |(holidays, workdays, (year, first, length), open, close)| {
            Calendar::builder(zone)
                .workdays(workdays)
                .holidays(holidays.into_iter().map(|(year, day)| day_of(year, day)))
                .closure(day_of(year, first), day_of(year, first + length))
                .office_hours(Time::constant(open, 30, 0, 0), Time::constant(close, 0, 0, 0))
                .reading(reading)
                .build()
                .unwrap()
        },
    )
}

/// A moment from 2021 to 2030; two of three lie within three hours of a jump of the zone's clock, or
/// some whole days before one, so that the due time meets it.
fn moment_in(zone: &'static str) -> impl Strategy<Value = Instant> {
    let anywhere = 1_609_459_200_i64..1_893_456_000;
    let days_before = prop_oneof![Just(0), 1_i64..4, 0_i64..200];
    let near_a_jump = (anywhere.clone(), -3 * HOUR..3 * HOUR, days_before).prop_map(
        move |(from, shift, days_before)| {
            let zone = TimeZone::get(zone).unwrap();
            let from = Timestamp::from_second(from).unwrap();
            let jump = zone.following(from).next().map_or(from, |jump| jump.timestamp());
            Instant::from_second(jump.as_second() + shift - days_before * 24 * HOUR)
        },
    );
    prop_oneof![1 => anywhere.prop_map(Instant::from_second), 2 => near_a_jump]
}

fn any_unit() -> impl Strategy<Value = Unit> {
    proptest::sample::select(&Unit::ALL[..])
}

fn any_span() -> impl Strategy<Value = Span> {
    (1_u32..120, any_unit()).prop_map(|(count, unit)| Span::new(count, unit).unwrap())
}

fn any_reading() -> impl Strategy<Value = Reading> {
    prop_oneof![Just(Reading::Elapsed), Just(Reading::DayCount)]
}

/// Spells within 40 days before and 120 days after a moment; some open, some inverted.
fn spells_around(moment: Instant) -> impl Strategy<Value = Vec<Pause>> {
    let spell = (-40 * 24 * HOUR..120 * 24 * HOUR, -HOUR..9 * 24 * HOUR, 0_u8..8).prop_map(
        move |(begin, length, open)| {
            let from = moment.second() + begin;
            Pause {
                from: Instant::from_second(from),
                until: (open > 0).then(|| Instant::from_second(from + length)),
            }
        },
    );
    proptest::collection::vec(spell, 0..6)
}

#[derive(Debug)]
struct Situation {
    zone: &'static str,
    calendar: Calendar,
    trigger: Instant,
    /// At or after the trigger.
    later: Instant,
    now: Instant,
    spells: Vec<Pause>,
    cap: Option<PauseCap>,
}

impl Situation {
    fn pauses(&self) -> Pauses<'_> {
        Pauses::new(&self.spells, self.cap, self.now)
    }

    fn due(&self, trigger: Instant, span: Span, pauses: Pauses<'_>) -> Due {
        due(trigger, span, Direction::After, &self.calendar, pauses).unwrap()
    }

    fn local(&self, at: Instant) -> DateTime {
        self.calendar.local(at).civil
    }
}

fn situation() -> impl Strategy<Value = Situation> {
    (any_zone(), any_reading()).prop_flat_map(|(zone, reading)| {
        let cap = proptest::option::of((0_u64..20 * 86_400).prop_map(Duration::from_secs));
        let near = prop_oneof![0_i64..7_200, 0_i64..40 * 24 * HOUR];
        (calendar_in(zone, reading), moment_in(zone), near, cap).prop_flat_map(
            move |(calendar, trigger, near, cap)| {
                let later = Instant::from_second(trigger.second() + near);
                (spells_around(trigger), 0_i64..150 * 24 * HOUR).prop_map(move |(spells, now)| {
                    Situation {
                        zone,
                        calendar: calendar.clone(),
                        trigger,
                        later,
                        now: Instant::from_second(trigger.second() + now),
                        spells,
                        cap: cap.map(PauseCap),
                    }
                })
            },
        )
    })
}

/// The same calendar with the other reading of business days.
fn read_as(reading: Reading, calendar: &Calendar) -> Calendar {
    let hours = calendar.office_hours().unwrap();
    let builder = Calendar::builder(calendar.zone())
        .workdays(calendar.workdays().iter().copied())
        .holidays(calendar.holidays().iter().map(|holiday| holiday.date))
        .office_hours(hours.open, hours.close)
        .reading(reading);
    let closures = calendar.closures().iter();
    closures.fold(builder, |builder, days| builder.closure(days.first, days.last)).build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_024,
        max_global_rejects: 1_000_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_later_trigger_is_never_due_earlier(s in situation(), span in any_span()) {
        let first = s.due(s.trigger, span, s.pauses()).strict;
        let second = s.due(s.later, span, s.pauses()).strict;
        if span.unit == Unit::Months {
            // Clamping lets 31 January 09:00 be due before 28 January 17:00: the day is what holds.
            let plain = |at| s.calendar.date(s.due(at, span, Pauses::NONE).strict);
            prop_assert!(plain(s.trigger) <= plain(s.later));
        } else {
            prop_assert!(first <= second, "{first} {second}");
        }
    }

    #[test]
    fn a_period_set_by_law_grows_with_its_trigger_too(s in situation(), span in any_span()) {
        prop_assume!(!matches!(span.unit, Unit::Months | Unit::BusinessHours));
        let law = |at| law_due(at, span, Direction::After, &s.calendar).unwrap();
        prop_assert!(law(s.trigger).strict <= law(s.later).strict);
        prop_assert!(law(s.trigger).latest_arguable <= law(s.later).latest_arguable);
    }

    #[test]
    fn a_longer_span_is_never_due_earlier(s in situation(), span in any_span()) {
        let longer = Span::new(span.count.get() + 1, span.unit).unwrap();
        let short = s.due(s.trigger, span, s.pauses()).strict;
        prop_assert!(short <= s.due(s.trigger, longer, s.pauses()).strict);
        prop_assert!(short > s.trigger);
    }

    #[test]
    fn what_counts_back_moves_with_its_anchor_and_lies_before_it(s in situation(), span in any_span()) {
        let back = |at| due(at, span, Direction::AtLeastBefore, &s.calendar, s.pauses()).unwrap().strict;
        prop_assert!(back(s.trigger) < s.trigger);
        if span.unit != Unit::Months {
            prop_assert!(back(s.trigger) <= back(s.later));
        }
    }

    #[test]
    fn hours_days_and_weeks_are_elapsed_time_whatever_the_local_clock_does(
        s in situation(), count in 1_u32..2_000,
    ) {
        for (unit, seconds) in [(Unit::Hours, 3_600), (Unit::Days, 86_400), (Unit::Weeks, 604_800)] {
            let due = s.due(s.trigger, Span::new(count, unit).unwrap(), Pauses::NONE);
            let elapsed = due.strict.since(s.trigger);
            prop_assert_eq!(elapsed, Some(Duration::from_secs(u64::from(count) * seconds)));
        }
    }

    #[test]
    fn business_days_are_what_a_walk_over_the_calendar_finds(s in situation(), count in 1_u32..60) {
        let zone = TimeZone::get(s.zone).unwrap();
        let received = s.local(s.trigger);
        let single = |civil: DateTime| zone.to_ambiguous_timestamp(civil).unambiguous().ok();
        // Where the local clock jumps, the other properties hold.
        prop_assume!(single(received).is_some());
        let mut days = received.date().series(1.day()).skip(1);
        let on_business_day = s.calendar.is_business_day(received.date());
        let last = days.by_ref().filter(|day| s.calendar.is_business_day(*day)).nth(count as usize - 1);
        let last = last.unwrap();
        let end_of_last = last.tomorrow().unwrap().to_datetime(Time::midnight());
        let expected = match s.calendar.reading() {
            // From the first second of a day, N days end with the day before the Nth one after it.
            Reading::Elapsed if on_business_day && received.time() == Time::midnight() => return Ok(()),
            Reading::Elapsed if on_business_day => last.to_datetime(received.time()),
            Reading::Elapsed | Reading::DayCount => end_of_last,
        };
        let Some(expected) = single(expected) else { return Ok(()) };
        let span = Span::new(count, Unit::BusinessDays).unwrap();
        let found = s.due(s.trigger, span, Pauses::NONE).strict;
        prop_assert_eq!(found.second(), expected.as_second());
    }

    #[test]
    fn business_hours_end_while_the_office_is_open(s in situation(), count in 1_u32..200) {
        let span = Span::new(count, Unit::BusinessHours).unwrap();
        let end = s.local(s.due(s.trigger, span, Pauses::NONE).strict);
        let office = s.calendar.office_hours().unwrap();
        prop_assert!(s.calendar.is_business_day(end.date()));
        // A jump of the clock may carry the end past closing time, by no more than it jumps.
        prop_assert!(end.time() >= office.open);
        prop_assert!(end.time() <= office.close.saturating_add(2.hours()));
    }

    #[test]
    fn a_pause_never_brings_a_due_time_forward(s in situation(), span in any_span()) {
        let plain = s.due(s.trigger, span, Pauses::NONE).strict;
        let held = s.due(s.trigger, span, s.pauses()).strict;
        prop_assert!(plain <= held);
        let mut more = s.spells.clone();
        more.push(Pause { from: s.later, until: None });
        let held_longer = s.due(s.trigger, span, Pauses::new(&more, None, s.now)).strict;
        prop_assert!(plain <= held_longer);
        if s.cap.is_none() {
            prop_assert!(held <= held_longer);
        }
    }

    #[test]
    fn an_open_pause_never_moves_a_due_time_back_as_time_goes_on(
        s in situation(), span in any_span(), wait in 0_i64..10 * 24 * HOUR,
    ) {
        // A spell that is yet to come may lose its share of the cap to one that lasts longer.
        let to_come = |spell: &Pause| spell.from > s.now || spell.until.is_some_and(|end| end > s.now);
        prop_assume!(s.cap.is_none() || !s.spells.iter().any(to_come));
        let later = Pauses::new(&s.spells, s.cap, Instant::from_second(s.now.second() + wait));
        prop_assert!(s.due(s.trigger, span, s.pauses()).strict <= s.due(s.trigger, span, later).strict);
    }

    #[test]
    fn a_clock_that_is_paused_before_it_is_late_is_not_late_while_it_is_paused(
        s in situation(), span in any_span(), part in 0.0..1.0_f64, wait in 0_i64..10 * 24 * HOUR,
    ) {
        // A pause that begins at some part of the time to the due time, and is open.
        let due = s.due(s.trigger, span, s.pauses()).strict;
        let left = due.since(s.trigger).unwrap();
        let from = s.trigger.checked_add(left.mul_f64(part)).unwrap();
        let now = Instant::from_second(s.now.max(from).second() + wait);
        let mut spells = s.spells.clone();
        spells.push(Pause { from, until: None });
        let pauses = Pauses::new(&spells, s.cap, now);
        prop_assert!(s.cap.is_some() || pauses.is_paused_at(s.trigger, now));
        if pauses.is_paused_at(s.trigger, now) {
            let due = s.due(s.trigger, span, pauses);
            prop_assert!(due.is_met_at(now), "{} {}", due.strict, now);
        }
    }

    #[test]
    fn capped_pauses_never_exceed_the_cap(s in situation(), span in any_span()) {
        let Some(PauseCap(cap)) = s.cap else { return Ok(()) };
        let due = |span| s.due(s.trigger, span, Pauses::NONE).strict;
        let held = s.due(s.trigger, span, s.pauses()).strict;
        prop_assert!(s.pauses().paused(s.trigger, held) <= cap);
        match span.unit {
            Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months => {
                prop_assert!(held.since(due(span)).unwrap() <= cap);
            }
            Unit::BusinessDays | Unit::BusinessHours => {
                // A cap of up to N days costs no more than N business days; the clock may skip two
                // hours of them, an office is open for at most 24 hours of each, and a day count
                // gives the day on which it goes on after a pause as a whole.
                let most = (cap + Duration::from_secs(7_200)).as_secs().div_ceil(86_400);
                let counted = s.calendar.reading() == Reading::DayCount;
                let begun = if counted { s.spells.len() } else { 0 };
                let days = u32::try_from(most).unwrap() + u32::try_from(begun).unwrap();
                let units = if span.unit == Unit::BusinessDays { days } else { 24 * days };
                let longer = Span::new(span.count.get() + units, span.unit).unwrap();
                prop_assert!(held <= due(longer));
            }
        }
    }

    #[test]
    fn paused_time_never_exceeds_the_time_that_has_passed(s in situation()) {
        let passed = s.later.since(s.trigger).unwrap();
        prop_assert!(s.pauses().paused(s.trigger, s.later) <= passed);
    }

    #[test]
    fn the_strict_time_is_never_after_the_latest_arguable_one(s in situation(), span in any_span()) {
        prop_assume!(span.unit != Unit::BusinessHours);
        let due = law_due(s.trigger, span, Direction::After, &s.calendar).unwrap();
        prop_assert!(due.latest_arguable.is_some_and(|latest| due.strict <= latest));
        prop_assert!(!due.is_met_at(s.later) || due.is_arguably_met_at(s.later));
    }

    #[test]
    fn elapsed_business_days_are_never_due_after_counted_ones(s in situation(), count in 1_u32..120) {
        let span = Span::new(count, Unit::BusinessDays).unwrap();
        let [elapsed, counted] = [Reading::Elapsed, Reading::DayCount].map(|reading| {
            let calendar = read_as(reading, &s.calendar);
            due(s.trigger, span, Direction::After, &calendar, s.pauses()).unwrap().strict
        });
        prop_assert!(elapsed <= counted);
        // Never more than one business day apart.
        let longer = Span::new(count + 1, Unit::BusinessDays).unwrap();
        let calendar = read_as(Reading::Elapsed, &s.calendar);
        let next = due(s.trigger, longer, Direction::After, &calendar, Pauses::NONE).unwrap().strict;
        let plain = due(s.trigger, span, Direction::After, &read_as(Reading::DayCount, &s.calendar), Pauses::NONE);
        prop_assert!(plain.unwrap().strict <= next);
    }

    #[test]
    fn more_days_off_never_bring_a_due_time_forward(s in situation(), count in 1_u32..120) {
        let span = Span::new(count, Unit::BusinessDays).unwrap();
        let workdays = s.calendar.workdays().iter().copied();
        let open = Calendar::builder(s.zone).workdays(workdays).reading(s.calendar.reading());
        let open = open.build().unwrap();
        let without = due(s.trigger, span, Direction::After, &open, Pauses::NONE).unwrap().strict;
        prop_assert!(without <= s.due(s.trigger, span, Pauses::NONE).strict);
    }

    #[test]
    fn the_next_occurrence_is_the_first_of_the_beat_after_now(s in situation(), every in any_span()) {
        let next = next_occurrence(s.trigger, every, &s.calendar, s.later).unwrap();
        prop_assert!(next > s.later);
        let beat = (1..).map(|nth| Span::new(every.count.get() * nth, every.unit).unwrap());
        let first = beat.map(|span| s.due(s.trigger, span, Pauses::NONE).strict).find(|at| *at > s.later);
        prop_assert_eq!(Some(next), first);
    }

    #[test]
    fn a_day_is_the_time_from_its_start_to_its_end(s in situation()) {
        let date = s.calendar.date(s.trigger);
        let start = s.calendar.start_of_day(date).unwrap();
        let end = s.calendar.end_of_day(date).unwrap();
        prop_assert!(start <= s.trigger && s.trigger < end);
        let length = end.since(start).unwrap();
        prop_assert!(length >= DAY - Duration::from_secs(7_200) && length <= DAY + Duration::from_secs(7_200));
        prop_assert_eq!(s.calendar.end_of_day(date.yesterday().unwrap()), Some(start));
    }

    #[test]
    fn no_input_makes_it_panic(
        second in any::<i64>(), other in any::<i64>(), count in 1_u32.., unit in any_unit(),
        zone in any_zone(), spells in proptest::collection::vec((any::<i64>(), any::<Option<i64>>()), 0..4),
        cap in any::<Option<Duration>>(), workdays in proptest::sample::subsequence(&WEEK[..], 1..=7),
        reading in any_reading(),
    ) {
        let spells: Vec<Pause> = spells
            .into_iter()
            .map(|(from, until)| Pause {
                from: Instant::from_second(from),
                until: until.map(Instant::from_second),
            })
            .collect();
        let at = |second: i64| Instant::from_second(second % 400_000_000_000);
        let pauses = Pauses::new(&spells, cap.map(PauseCap), at(other));
        let calendar = Calendar::builder(zone)
            .workdays(workdays)
            .office_hours(Time::midnight(), Time::midnight())
            .closure(Date::MIN, Date::constant(1, 1, 1))
            .closure(Date::constant(9_000, 1, 1), Date::MAX)
            .reading(reading)
            .build()
            .unwrap();
        let span = Span::new(count, unit).unwrap();
        for direction in [Direction::After, Direction::AtLeastBefore, Direction::AtMostBefore] {
            if let Ok(due) = due(at(second), span, direction, &calendar, pauses) {
                let _ = (due.remaining(at(other)), due.missed_by(at(other)));
            }
            let _ = law_due(at(second), span, direction, &calendar);
        }
        let _ = next_occurrence(at(second), span, &calendar, at(other));
        let _ = (pauses.cap_used_up(at(second)), pauses.paused(at(second), at(other)));
        let _ = (calendar.local(at(second)), calendar.date(at(second)));
    }
}
