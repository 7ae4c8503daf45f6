//! One clock in words: what started it, how its time was counted, which days did not count, how it stands.
//!
//! The days that did not count are asked of the calendar one by one, not taken from the arithmetic that made the due
//! time; a property test holds that the two agree.

use core::iter::successors;

use clock::{
    Calendar, Date, DayOff, Direction, Due, Instant, Pauses, Reading, Span, Unit, Weekday,
    in_words, standing_in_words,
};
use policy::{Class, Confidence, Policy, Promise};

use super::{DaysOff, Owed, text};
use crate::clocks::{Clock, ClockState, Wait};
use crate::event::Event;
use crate::fact::Fact;

/// The most days that are looked at one by one; about three years.
const MAX_DAYS: usize = 1_100;

pub(super) fn owed(policy: &Policy, events: &[Event], now: Instant, clock: Clock) -> Owed {
    let calendar = &policy.calendar;
    let promise = policy.promise(&clock.promise);
    let span = promise.and_then(|promise| span(promise, &clock, calendar));
    let is_lengthened = span.is_some() && span == promise.and_then(Promise::extended);
    let trigger = events.iter().find(|event| event.id == clock.trigger.event);
    let trigger = trigger.map_or_else(|| "the event".to_owned(), |event| text::fact(&event.fact));
    let not_counted = match (span, clock.due) {
        (Some(span), Some(due)) if is_business(span) => days_off(calendar, &clock, due),
        _ => Vec::new(),
    };
    let mut counted = counted(calendar, events, &clock, span, &trigger, &not_counted);
    if is_lengthened {
        counted.push(
            "That is the longer time that the rule itself allows; it was taken in time.".to_owned(),
        );
    }
    counted.extend(releases(policy, &clock, now));
    counted.extend(promise.and_then(doubt));
    Owed {
        promise: clock.promise.clone(),
        occurrence: clock.occurrence,
        act: clock.act.as_str(),
        to: clock.owed_to.as_str(),
        class: clock.class.as_str(),
        sentence: promise.map_or_else(|| clock.source.clone(), Promise::in_words),
        source: clock.source.clone(),
        is_quoted: promise.is_none_or(|promise| !is_of_a_pack(promise)),
        from: text::moment(calendar, clock.trigger.at),
        trigger,
        due: clock.due.map(|due| text::end(calendar, due.strict)),
        latest_arguable: clock
            .due
            .and_then(|due| due.latest_arguable)
            .map(|latest| text::end(calendar, latest)),
        is_aim: clock.is_target,
        state: clock.state.name(),
        standing: standing(calendar, &clock, now),
        counted,
        not_counted,
        pauses: clock.pauses.iter().map(|wait| pause(calendar, wait)).collect(),
        missing: clock.missing.clone(),
        clock,
    }
}

/// When the policy publishes by its own wish, for an advisory that is owed and not published yet.
fn releases(policy: &Policy, clock: &Clock, now: Instant) -> Option<String> {
    // More than a year of weekdays.
    const MOST: usize = 300;
    let calendar = &policy.calendar;
    let local = |at: Instant| text::moment(calendar, at).local;
    let from = now.max(clock.trigger.at);
    let next = clock.next_release?;
    let due = clock.due.map(|due| due.strict).filter(|due| *due > from);
    let Some(due) = due else {
        return Some(format!(
            "The policy publishes at set times; the next one is {}.",
            local(next)
        ));
    };
    let later =
        |at: &Instant| policy.next_release(at.checked_add(core::time::Duration::from_secs(1))?);
    let in_time = successors(Some(next), later).take(MOST).take_while(|at| *at <= due).last();
    Some(match in_time {
        Some(last) if last == next => {
            format!(
                "The policy publishes at set times; {} is the only one before this is due.",
                local(last)
            )
        }
        Some(last) => format!(
            "The policy publishes at set times; the next one is {}, the last before this is due {}.",
            local(next),
            local(last)
        ),
        None => format!(
            "The policy publishes at set times, and none lies before this is due: the next one is {}.",
            local(next)
        ),
    })
}

/// The span that made the due time: the promise's own, for a later time of a recurring one its interval, or the longer
/// one that its rule allows.
fn span(promise: &Promise, clock: &Clock, calendar: &Calendar) -> Option<Span> {
    let (first, later) = (promise.counted(), promise.interval());
    let is_later = promise.recurs() && clock.occurrence > 1;
    let (likely, other) = if is_later { (later, first) } else { (first, later) };
    // A reopened case begins with the promise's own span again, whatever the number.
    let fits = |span: &Span| {
        let plain = promise.due(clock.trigger.at, *span, calendar, Pauses::NONE);
        clock.due.is_some_and(|due| plain.is_ok_and(|plain| plain.strict == due.strict))
    };
    let spans = [likely, other, promise.extended()];
    spans.into_iter().flatten().find(fits).or(likely)
}

/// Packs give clauses in our words; everything else is quoted as it stands in the policy.
pub(super) fn is_of_a_pack(promise: &Promise) -> bool {
    promise.clause.as_ref().is_some_and(|clause| clause.pack.is_some())
}

/// How sure the summary of a clause is, where it is not.
fn doubt(promise: &Promise) -> Option<String> {
    match promise.clause.as_ref()?.confidence {
        Confidence::Read => None,
        Confidence::SecondHand => Some(
            "The clause was read in somebody else's report of it: check it before relying on it."
                .to_owned(),
        ),
        Confidence::Memory => {
            Some("The clause was summed up from memory: check it before relying on it.".to_owned())
        }
    }
}

const fn is_business(span: Span) -> bool {
    matches!(span.unit, Unit::BusinessDays | Unit::BusinessHours)
}

fn counted(
    calendar: &Calendar,
    events: &[Event],
    clock: &Clock,
    span: Option<Span>,
    trigger: &str,
    not_counted: &[DaysOff],
) -> Vec<String> {
    let from = text::moment(calendar, clock.trigger.at).local;
    let Some(due) = clock.due else {
        return vec![format!(
            "The policy gives neither a number nor an aim; what counts is the actual time from {from} ({trigger})."
        )];
    };
    let Some(span) = span else {
        return vec!["The time was named in the case, not in the policy.".to_owned()];
    };
    let mut said = vec![format!("{}.", rule(calendar, span, due.direction, &from, trigger))];
    if !not_counted.is_empty() {
        said.push(format!("Do not count: {}.", text::days_off(not_counted)));
    }
    if clock.class == Class::Law && due.direction == Direction::After {
        said.push(match due.latest_arguable.filter(|latest| *latest > due.strict) {
            Some(latest) => format!(
                "A law never pauses. Counted as Regulation (EEC, Euratom) No 1182/71 counts, it could be argued until {}; the strict time is the one to keep.",
                text::end(calendar, latest).local
            ),
            None => "A law never pauses.".to_owned(),
        });
    }
    if !is_business(span) && span.unit != Unit::Months {
        said.extend(clock_change(calendar, clock.trigger.at, due));
    }
    if let Some(until) = agreed(events, clock, due) {
        said.push(format!(
            "The reporter agreed to more time: until {}.",
            text::end(calendar, until).local
        ));
    }
    said.extend(beyond_the_tables(calendar, clock, span, due));
    said
}

/// The rule that made the due time, without its last full stop.
fn rule(
    calendar: &Calendar,
    span: Span,
    direction: Direction,
    from: &str,
    trigger: &str,
) -> String {
    let how = match span.unit {
        Unit::Hours | Unit::Days | Unit::Weeks => "day and night, weekends included".to_owned(),
        Unit::Months => "to the same day and time of the later month, or its last day".to_owned(),
        Unit::BusinessDays => match calendar.reading() {
            Reading::Elapsed => "the 24 hours of each business day".to_owned(),
            Reading::DayCount => "until the end of the last of them".to_owned(),
        },
        Unit::BusinessHours => match calendar.office_hours() {
            Some(hours) => format!(
                "between {} and {} on business days",
                text::time(hours.open),
                text::time(hours.close)
            ),
            None => "on business days".to_owned(),
        },
    };
    match direction {
        Direction::After => format!("{span} from {from} ({trigger}), {how}"),
        Direction::AtLeastBefore => format!("At least {span} before {from} ({trigger}), {how}"),
        Direction::AtMostBefore => format!("At most {span} before {from} ({trigger}), {how}"),
    }
}

/// That the time on the wall differs although no second does.
fn clock_change(calendar: &Calendar, from: Instant, due: Due) -> Option<String> {
    let (before, after) = (calendar.local(from), calendar.local(due.strict));
    (before.offset != after.offset).then(|| {
        format!(
            "The clocks change in between ({} to {}), so the time on the wall moves and the hours do not.",
            before.zone, after.zone
        )
    })
}

/// The later time that was agreed and is the due time now.
fn agreed(events: &[Event], clock: &Clock, due: Due) -> Option<Instant> {
    events.iter().find_map(|event| match &event.fact {
        Fact::ExtensionAgreed { promise, until }
            if *promise == clock.promise && *until == due.strict =>
        {
            Some(*until)
        }
        _ => None,
    })
}

/// That the years of the public holidays end before the time that was counted, where holidays matter to it.
fn beyond_the_tables(calendar: &Calendar, clock: &Clock, span: Span, due: Due) -> Option<String> {
    let matters = is_business(span) || due.latest_arguable.is_some();
    let last = due.latest_arguable.unwrap_or(due.strict);
    let region = calendar.region()?;
    let days = [clock.trigger.at, due.strict, last].map(|at| calendar.date(at));
    if !matters || days.iter().all(|day| calendar.covers(*day)) {
        return None;
    }
    let (first, last) = (region.years().start().to_owned(), region.years().end().to_owned());
    Some(format!(
        "The public holidays of {} are known for {first} to {last} only; outside these years none was left out, so the time is the earliest that it can be.",
        region.name()
    ))
}

/// The days from a trigger to a due time that do not count, in order (backwards promises included).
fn days_off(calendar: &Calendar, clock: &Clock, due: Due) -> Vec<DaysOff> {
    let trigger = clock.trigger.at;
    let (from, to) =
        if trigger <= due.strict { (trigger, due.strict) } else { (due.strict, trigger) };
    let first = calendar.date(from);
    // The end of a day is the first second of the next one, which is not part of what was counted.
    let last = calendar.date(Instant::from_second(to.second().saturating_sub(1)));
    let mut runs: Vec<DaysOff> = Vec::new();
    for day in successors(Some(first), |day| day.tomorrow().ok()).take(MAX_DAYS) {
        if day > last {
            break;
        }
        let off = match clock.class {
            Class::Law => calendar.legal_day_off(day),
            _ => calendar.day_off(day),
        };
        let Some(off) = off else { continue };
        let (why, is_weekend) = match off {
            DayOff::NotAWorkday if is_near_weekend(day) => ("weekend".to_owned(), true),
            DayOff::NotAWorkday => ("not a workday".to_owned(), false),
            DayOff::Holiday(name) => (name.unwrap_or("a holiday").to_owned(), false),
            DayOff::Closure(reason) => (reason.unwrap_or("closed").to_owned(), false),
        };
        let follows =
            |run: &DaysOff| run.last.tomorrow().is_ok_and(|next| next == day) && run.why == why;
        match runs.last_mut() {
            Some(run) if follows(run) => run.last = day,
            _ => runs.push(DaysOff { first: day, last: day, why, is_weekend }),
        }
    }
    runs
}

/// Weekends are Saturday and Sunday, or Friday and Saturday, the world over.
fn is_near_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Friday | Weekday::Saturday | Weekday::Sunday)
}

fn pause(calendar: &Calendar, wait: &Wait) -> String {
    let from = text::moment(calendar, wait.spell.from).local;
    let reason = wait.reason;
    match wait.spell.until {
        Some(until) => {
            let length = in_words(until.since(wait.spell.from).unwrap_or_default());
            let until = text::moment(calendar, until).local;
            format!("stood still from {from} to {until}, {length}, {reason}")
        }
        None => format!(
            "stands still since {from}, {reason}; the due time is the one for a wait that lasts as long as it may"
        ),
    }
}

fn standing(calendar: &Calendar, clock: &Clock, now: Instant) -> String {
    let local = |at: Instant| text::moment(calendar, at).local;
    let aim = if clock.is_target { "own aim, " } else { "" };
    match &clock.state {
        ClockState::Running => match clock.due {
            Some(due) => format!("running: {aim}due {}", standing_in_words(&due, now)),
            None => "open: no time was promised".to_owned(),
        },
        ClockState::Paused => "stands still".to_owned(),
        ClockState::Kept { at } => {
            let early = clock
                .due
                .filter(|due| due.direction == Direction::After)
                .and_then(|due| due.strict.since(*at))
                .filter(|early| !early.is_zero());
            match early {
                Some(early) => {
                    format!("kept {}, {} before it was due", local(*at), in_words(early))
                }
                None => format!("kept {}", local(*at)),
            }
        }
        ClockState::KeptLate { at, by } => {
            format!("kept late, {}: {} after it was due", local(*at), in_words(*by))
        }
        ClockState::Broken { by } => format!("broken: {} late", in_words(*by)),
        ClockState::Late { by } => {
            format!("own aim passed {} ago; no promise is broken", in_words(*by))
        }
        ClockState::Waived => "waived by the one it is owed to".to_owned(),
        ClockState::Void { why } => format!("no longer owed: {why}"),
    }
}
