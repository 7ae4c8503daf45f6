//! How each occurrence stands: severity decides which promises are in force, time decides the rest.
//!
//! Severity: until it is assessed the strictest promise of each kind applies. A change counts from the
//! original trigger, and a clock that was already past its due time stays as it is: a change of severity
//! mends nothing and excuses nothing.

use core::time::Duration;

use clock::{Due, Instant};
use policy::{Act, Class, Party, Policy, Promise, Severity, Within};

use super::spell::{Ending, Spell, spells};
use super::{Clock, ClockState, Trigger, Wait, end_of_day};
use crate::event::Event;
use crate::fact::Fact;
use crate::words::Private;

/// The name of the clock that the expected resolution date makes.
const EXPECTED: &str = "expected-resolution";

pub(super) fn judge(policy: &Policy, events: &[Event], now: Instant) -> Vec<Clock> {
    // Time does not run backwards: what is recorded has happened.
    let now = events.iter().fold(now, |now, event| now.max(event.recorded));
    let conditions = Conditions::new(policy, events);
    let mut found: Vec<Candidate<'_>> = Vec::new();
    for promise in policy.every_promise().filter(|promise| promise.act != Act::Review) {
        for spell in spells(promise, events, &policy.calendar) {
            let waits = spell.waits(events);
            let (force, kept_by) = conditions.force(&spell, |at| spell.due_at(policy, &waits, at));
            found.push(Candidate { spell, waits, force, kept_by });
        }
    }
    let mut clocks = Vec::new();
    let mut occurrence = Occurrences::default();
    for (place, candidate) in found.iter().enumerate() {
        // Numbered also where it never applied, so that a later change of severity renumbers nothing.
        let count = occurrence.next(&candidate.spell.promise.id);
        let state = match candidate.force {
            Force::Never => continue,
            Force::Dropped(at, why) => Some((ClockState::Void { why }, at)),
            Force::Since(came) if outlived(&found, place, came) => {
                let why = "it was already due before the severity changed";
                Some((ClockState::Void { why }, came))
            }
            Force::Always | Force::Since(_) => None,
        };
        clocks.push(candidate.clock(policy, now, state, count));
    }
    clocks.extend(expected_dates(policy, events, now));
    clocks
}

struct Candidate<'a> {
    spell: Spell<'a>,
    waits: Vec<Wait>,
    force: Force,
    /// The change of severity that came too late to end it.
    kept_by: Option<Instant>,
}

/// Since when a promise that depends on severity is in force for one occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Force {
    /// From its trigger on.
    Always,
    /// From a change of severity on.
    Since(Instant),
    /// It was in force, and a change ended that in time.
    Dropped(Instant, &'static str),
    /// It never applied.
    Never,
}

/// Whether another promise of the same kind was already past due when this one came into force.
fn outlived(found: &[Candidate<'_>], place: usize, came: Instant) -> bool {
    let Some(this) = found.get(place) else { return false };
    found.iter().enumerate().any(|(other_place, other)| {
        other_place != place
            && other.spell.trigger.event == this.spell.trigger.event
            && is_same_kind(other.spell.promise, this.spell.promise)
            && other.kept_by.is_some_and(|change| change <= came)
    })
}

fn is_same_kind(one: &Promise, other: &Promise) -> bool {
    (one.act, one.to, one.from, one.direction) == (other.act, other.to, other.from, other.direction)
}

/// What promises depend on over the course of a case: its severity, and which product it is about.
struct Conditions<'a> {
    policy: &'a Policy,
    /// What was known after each event that changed something, with its place and its time.
    changes: Vec<(usize, Instant, Known<'a>)>,
    /// The promises that depend on severity and apply while it is unknown, by id.
    unknown: Vec<&'a str>,
}

/// What is known of a case at some moment.
#[derive(Debug, Clone, Copy, Default)]
struct Known<'a> {
    severity: Option<Severity>,
    product: Option<&'a str>,
}

impl<'a> Conditions<'a> {
    fn new(policy: &'a Policy, events: &'a [Event]) -> Self {
        let mut known = Known::default();
        let mut changes = Vec::new();
        for (place, event) in events.iter().enumerate() {
            match &event.fact {
                Fact::SeverityAssessed { severity, .. } => known.severity = Some(*severity),
                Fact::ReportReceived { affected, .. } | Fact::AffectedSet { affected } => {
                    known.product = affected.product.as_ref().map(Private::as_str);
                }
                _ => continue,
            }
            changes.push((place, event.happened, known));
        }
        let depends = policy.every_promise().any(|promise| !promise.when.severity.is_empty());
        let unknown = if depends { policy.promises_for(None) } else { Vec::new() };
        let unknown = unknown.into_iter().map(|promise| promise.id.as_str()).collect();
        Self { policy, changes, unknown }
    }

    /// Why the promise does not apply to what is known, if it does not.
    fn against(&self, promise: &Promise, known: Known<'_>) -> Option<&'static str> {
        let severe = match known.severity {
            Some(severity) => promise.when.holds_for(severity),
            None => promise.when.severity.is_empty() || self.unknown.contains(&promise.id.as_str()),
        };
        if !severe {
            return Some("the severity was assessed");
        }
        let holds = self.policy.role_holds(promise, known.product);
        (!holds).then_some("it is not for what we are to this product")
    }

    /// Since when the promise is in force for this occurrence, and, if a change would have ended that too
    /// late, when that change was.
    fn force(
        &self,
        spell: &Spell<'_>,
        due_at: impl Fn(Instant) -> Option<Due>,
    ) -> (Force, Option<Instant>) {
        let when = &spell.promise.when;
        if when.severity.is_empty() && when.role.is_empty() {
            return (Force::Always, None);
        }
        let before = self.changes.iter().rev().find(|(place, ..)| *place <= spell.start);
        let known = before.map_or(Known::default(), |(_, _, known)| *known);
        let mut in_force = self.against(spell.promise, known).is_none();
        let mut force = if in_force { Force::Always } else { Force::Never };
        let last = spell.last_place();
        let later = self.changes.iter().filter(|(place, ..)| *place > spell.start && *place < last);
        for (_, at, known) in later {
            let against = self.against(spell.promise, *known);
            match against {
                Some(why) if in_force => {
                    if due_at(*at).is_some_and(|due| due.missed_by(*at).is_some()) {
                        return (force, Some(*at));
                    }
                    force = Force::Dropped(*at, why);
                }
                None if !in_force => force = Force::Since(*at),
                Some(_) | None => {}
            }
            in_force = against.is_none();
        }
        (force, None)
    }
}

/// Counts the occurrences of each promise.
#[derive(Default)]
struct Occurrences {
    promise: String,
    count: u32,
}

impl Occurrences {
    fn next(&mut self, promise: &str) -> u32 {
        if self.promise != promise {
            promise.clone_into(&mut self.promise);
            self.count = 0;
        }
        self.count = self.count.saturating_add(1);
        self.count
    }
}

impl Candidate<'_> {
    fn clock(
        &self,
        policy: &Policy,
        now: Instant,
        settled: Option<(ClockState, Instant)>,
        occurrence: u32,
    ) -> Clock {
        let Self { spell, waits, .. } = self;
        let promise = spell.promise;
        let is_target = promise.class() == Class::Target
            || promise.is_recommended()
            || !matches!(promise.within, Within::Span(_)) && !spell.is_named();
        let (state, over, due) = if let Some((state, at)) = settled {
            (state, Some(at), spell.due_at(policy, waits, at))
        } else if let Some((_, at)) = spell.met {
            let due = spell.due_at(policy, waits, at);
            let late = due.and_then(|due| due.missed_by(at)).filter(|_| !is_target);
            let state = match late {
                Some(by) => ClockState::KeptLate { at, by },
                None => ClockState::Kept { at },
            };
            (state, Some(at), due)
        } else if let Some((_, at, ending)) = spell.ended {
            let due = spell.due_at(policy, waits, at);
            let state = missed(due, at, is_target).unwrap_or(match ending {
                Ending::Waived => ClockState::Waived,
                Ending::Void(why) => ClockState::Void { why },
            });
            (state, Some(at), due)
        } else {
            let due = spell.due_at(policy, waits, now);
            let state = missed(due, now, is_target).unwrap_or_else(|| {
                if spell.is_paused(waits, now) { ClockState::Paused } else { ClockState::Running }
            });
            (state, None, due)
        };
        let is_awaited =
            promise.act == Act::Publish && over.is_none() && !matches!(state, ClockState::Paused);
        let next_release =
            if is_awaited { policy.next_release(now.max(spell.trigger.at)) } else { None };
        Clock {
            promise: promise.id.clone(),
            act: promise.act,
            owed_to: promise.to,
            class: promise.class(),
            occurrence,
            trigger: spell.trigger,
            due,
            is_target,
            pauses: waits.clone(),
            state,
            over,
            next_release,
            missing: if over.is_some() { Vec::new() } else { spell.missing.clone() },
            source: promise.cited(),
        }
    }
}

/// Past its time and not met. A time before which something must not happen is not missed by waiting.
fn missed(due: Option<Due>, at: Instant, is_target: bool) -> Option<ClockState> {
    let due = due.filter(|due| due.direction != clock::Direction::AtMostBefore)?;
    let by: Duration = due.missed_by(at)?;
    Some(if is_target { ClockState::Late { by } } else { ClockState::Broken { by } })
}

/// Each expected date that was named is a promise of its own, made in the case: kept by a release, broken
/// when the day is over, void when another date was named before.
fn expected_dates(policy: &Policy, events: &[Event], now: Instant) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    let finish = |clocks: &mut Vec<Clock>, at: Instant, ending: Option<&'static str>| {
        let Some(clock) = clocks.last_mut().filter(|clock| clock.over.is_none()) else { return };
        let missed = clock.due.and_then(|due| due.missed_by(at));
        clock.over = Some(at);
        clock.state = match (ending, missed) {
            (None, None) => ClockState::Kept { at },
            (None, Some(by)) => ClockState::KeptLate { at, by },
            (Some(why), None) => ClockState::Void { why },
            (Some(_), Some(by)) => ClockState::Broken { by },
        };
    };
    for event in events {
        let at = event.happened;
        match &event.fact {
            Fact::ResolutionExpected { date, .. } => {
                finish(&mut clocks, at, Some("another date was named before"));
                let occurrence = clocks.last().map_or(1, |last| last.occurrence.saturating_add(1));
                clocks.push(Clock {
                    promise: EXPECTED.to_owned(),
                    act: Act::Fix,
                    owed_to: Party::Reporter,
                    class: Class::Agreement,
                    occurrence,
                    trigger: Trigger { event: event.id, at },
                    due: end_of_day(*date, &policy.calendar).map(Due::by),
                    is_target: false,
                    pauses: Vec::new(),
                    state: ClockState::Running,
                    over: None,
                    next_release: None,
                    missing: Vec::new(),
                    source: format!("We expect it to be resolved on {date}."),
                });
            }
            Fact::FixReleased { .. } => finish(&mut clocks, at, None),
            Fact::Closed { class, .. } if !class.declines() => finish(&mut clocks, at, None),
            Fact::Closed { .. } | Fact::Declined { .. } => {
                finish(&mut clocks, at, Some("the report was declined"));
            }
            Fact::MarkedDuplicate { .. } | Fact::Merged { .. } => {
                finish(&mut clocks, at, Some("it goes on in the original case"));
            }
            Fact::Withdrawn { .. } => {
                finish(&mut clocks, at, Some("the reporter took the report back"));
            }
            _ => {}
        }
    }
    if let Some(clock) = clocks.last_mut().filter(|clock| clock.over.is_none())
        && let Some(by) = clock.due.and_then(|due| due.missed_by(now))
    {
        clock.state = ClockState::Broken { by };
    }
    clocks
}
