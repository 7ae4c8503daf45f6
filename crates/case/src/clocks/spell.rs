//! One promise through one case: where it starts, what it has been given, where it is met or ends.

use std::collections::BTreeMap;

use clock::{Calendar, Direction, Due, Instant, Pause, Pauses, Span};
use policy::{Act, AnchorEvent, Policy, Promise, Regime};

use super::meaning::{
    begins_wait, decided, does, done_at, ends, may_precede, repeats, starts, supplies,
    takes_up_again, time_of, waits_on,
};
use super::{Trigger, Wait};
use crate::event::Event;
use crate::fact::Fact;

/// One occurrence of a promise, before its time is judged.
#[derive(Debug, Clone)]
pub(super) struct Spell<'a> {
    pub(super) promise: &'a Promise,
    pub(super) trigger: Trigger,
    /// The place of the starting event.
    pub(super) start: usize,
    /// When the starting event was recorded.
    started: Instant,
    /// The time it is given; for a later occurrence of a recurring promise, the interval.
    span: Option<Span>,
    /// The place and time at which it was met.
    pub(super) met: Option<(usize, Instant)>,
    /// The place and time at which nothing more was owed, and why.
    pub(super) ended: Option<(usize, Instant, Ending)>,
    /// Parts not yet given.
    pub(super) missing: Vec<String>,
    done: bool,
    /// The time that was named for the answer, where the rule leaves it to whoever asks.
    named: Option<Instant>,
    /// When those it is owed to were told that the longer time of the rule is taken.
    lengthened: Option<Instant>,
    /// The later time that the reporter agreed to, with the time of the agreement.
    extended: Vec<(Instant, Instant)>,
}

/// Why nothing more is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The one it is owed to let the team off.
    Waived,
    /// It no longer applies.
    Void(&'static str),
}

/// Every occurrence of a promise in a case, in order.
pub(super) fn spells<'a>(
    promise: &'a Promise,
    events: &[Event],
    calendar: &Calendar,
) -> Vec<Spell<'a>> {
    if promise.direction != Direction::After && promise.from.event == AnchorEvent::Disclosed {
        return before_disclosure(promise, events).into_iter().collect();
    }
    let mut closed = Vec::new();
    let mut open: Option<Spell<'a>> = None;
    let mut waived = false;
    // Whether the present round has met it, and whether it left it undone.
    let mut settled = false;
    let mut dropped = false;
    // Where the present round began: a reopened case is judged anew.
    let mut round = 0;
    let mut gate = Gate::new(promise);
    for (place, event) in events.iter().enumerate() {
        let revoked = gate.take(event);
        if matches!(event.fact, Fact::Reopened { .. }) {
            round = place;
            settled = false;
            dropped = false;
        }
        let is_waiver =
            matches!(&event.fact, Fact::PromiseWaived { promise: id, .. } if *id == promise.id);
        waived |= is_waiver;
        let again = dropped && takes_up_again(promise, &event.fact);
        let begins = (again || starts(promise, event) && (!settled || repeats(promise)))
            && ends(promise, &event.fact).is_none();
        let may_open = open.is_none() && !waived;
        if begins && may_open {
            gate.anchored = Some(if again { event.happened } else { time_of(promise, event) });
        }
        let begins_at = if may_open { gate.opens(calendar) } else { None };
        if begins_at.is_some() || promise.when.regime.is_empty() {
            gate.anchored = None;
        }
        if let Some(at) = begins_at {
            let fresh = Spell::new(promise, place, event, promise.counted());
            open = Some(Spell { trigger: Trigger { event: event.id, at }, ..fresh });
            if may_precede(promise)
                && let Some(fresh) = &mut open
            {
                let earlier = events.iter().enumerate().skip(round).take(place - round);
                for (before, past) in earlier {
                    fresh.give(before, past);
                }
            }
        } else if let Some(running) = &mut open
            && (running.retriggers(event) || running.is_brought_forward(event))
        {
            running.trigger = Trigger { event: event.id, at: time_of(promise, event) };
        }
        let Some(mut running) = open.take() else { continue };
        running.give(place, event);
        let over = ends(promise, &event.fact).or(revoked);
        if running.met.is_some() {
            settled = true;
            let next = (promise.recurs() && over.is_none() && !waived)
                .then(|| Spell::new(promise, place, event, promise.interval()));
            closed.push(running);
            open = next.map(|mut next| {
                next.trigger.at = event.happened;
                next
            });
        } else if is_waiver {
            running.ended = Some((place, event.happened, Ending::Waived));
            closed.push(running);
        } else if let Some(why) = over {
            running.ended = Some((place, done_at(event), Ending::Void(why)));
            closed.push(running);
            dropped = true;
        } else {
            open = Some(running);
        }
    }
    closed.extend(open);
    closed
}

/// Whether what a promise needs besides its anchor is there: a law's word that was decided to apply, and
/// a day on which the promise is in force. A clock starts at the later of both times.
struct Gate<'a> {
    promise: &'a Promise,
    /// The laws' words that apply, with the time of awareness.
    applying: BTreeMap<Regime, Instant>,
    /// The time of the anchor, while no clock has started from it.
    anchored: Option<Instant>,
}

impl<'a> Gate<'a> {
    const fn new(promise: &'a Promise) -> Self {
        Self { promise, applying: BTreeMap::new(), anchored: None }
    }

    /// Takes note of a decision. Why the promise is owed no more, when that is what was decided.
    fn take(&mut self, event: &Event) -> Option<&'static str> {
        let (regime, applies) = decided(&event.fact)?;
        let needed = self.promise.when.regime.contains(&regime);
        if applies {
            // A later decision may find that the team was aware earlier, never that it was so later.
            let aware = self.applying.entry(regime).or_insert(event.learned);
            *aware = event.learned.min(*aware);
            return None;
        }
        self.applying.remove(&regime);
        let anchor_gone = self.promise.from.event.regime() == Some(regime);
        let none_left = needed && self.aware().is_none();
        (anchor_gone || none_left).then_some("it was decided that the law does not apply")
    }

    /// Since when one of the words that the promise needs applies.
    fn aware(&self) -> Option<Instant> {
        self.promise
            .when
            .regime
            .iter()
            .filter_map(|regime| self.applying.get(regime))
            .min()
            .copied()
    }

    /// When the clock starts, if everything is there. A law that was not in force yet when the team
    /// became aware asks nothing of it afterwards.
    fn opens(&self, calendar: &Calendar) -> Option<Instant> {
        let anchored = self.anchored?;
        let validity = self.promise.validity();
        if self.promise.when.regime.is_empty() {
            return validity.holds_on(calendar.date(anchored)).then_some(anchored);
        }
        let aware = self.aware()?;
        let starts = anchored.max(aware);
        let holds = |at| validity.holds_on(calendar.date(at));
        (holds(aware) && holds(starts)).then_some(starts)
    }
}

/// What counts back from the disclosure: planned while an embargo binds, and moved with its end.
fn before_disclosure<'a>(promise: &'a Promise, events: &[Event]) -> Option<Spell<'a>> {
    let mut open: Option<Spell<'a>> = None;
    for (place, event) in events.iter().enumerate() {
        let planned = match &event.fact {
            Fact::EmbargoBegan { terms } | Fact::EmbargoAccepted { terms } => Some(terms.ends),
            Fact::AdvisoryPublished { .. } => Some(event.happened),
            _ => None,
        };
        if let Some(at) = planned {
            let spell =
                open.get_or_insert_with(|| Spell::new(promise, place, event, promise.counted()));
            if spell.met.is_none() {
                spell.trigger = Trigger { event: event.id, at };
            }
        }
        let Some(spell) = &mut open else { continue };
        if spell.met.is_some() || spell.ended.is_some() {
            continue;
        }
        spell.give(place, event);
        if spell.met.is_none() && matches!(event.fact, Fact::AdvisoryPublished { .. }) {
            // Published without it: what was owed before can no longer be done.
            break;
        }
        if spell.met.is_none() && event.fact.makes_public() {
            let why = Ending::Void("it became public before");
            spell.ended = Some((place, event.happened, why));
        }
    }
    open
}

impl<'a> Spell<'a> {
    fn new(promise: &'a Promise, place: usize, event: &Event, span: Option<Span>) -> Self {
        Self {
            promise,
            trigger: Trigger { event: event.id, at: time_of(promise, event) },
            start: place,
            started: event.recorded,
            span,
            met: None,
            ended: None,
            missing: promise.includes.clone(),
            done: false,
            named: match &event.fact {
                Fact::OccasionRecorded { until, .. } => *until,
                _ => None,
            },
            lengthened: None,
            extended: Vec::new(),
        }
    }

    /// "The last notice" moves with every notice until the clock is met.
    fn retriggers(&self, event: &Event) -> bool {
        self.promise.from.event == AnchorEvent::Notified
            && starts(self.promise, event)
            && !does(self.promise, &event.fact)
    }

    /// Awareness that is found to have been earlier brings the clock forward; nothing puts it back.
    fn is_brought_forward(&self, event: &Event) -> bool {
        self.promise.from.event.regime().is_some()
            && starts(self.promise, event)
            && time_of(self.promise, event) < self.trigger.at
    }

    /// Takes what an event gives: the act, its parts, more time.
    fn give(&mut self, place: usize, event: &Event) {
        if self.met.is_some() {
            return;
        }
        // What is said in one breath is one update, and an update is later than what it follows.
        if self.promise.act == Act::Update && event.recorded <= self.started {
            return;
        }
        let fact = &event.fact;
        self.done |= does(self.promise, fact);
        self.missing.retain(|part| !supplies(part, fact));
        if self.done && self.missing.is_empty() {
            self.met = Some((place, done_at(event)));
        }
        if matches!(fact, Fact::PeriodLengthened { promise, .. } if *promise == self.promise.id) {
            self.lengthened.get_or_insert(event.happened);
        }
        if let Fact::ExtensionAgreed { promise, until } = fact
            && *promise == self.promise.id
        {
            self.extended.push((event.happened, *until));
        }
    }

    /// The place before which what happens matters to this occurrence.
    pub(super) fn last_place(&self) -> usize {
        self.met
            .map(|(place, _)| place)
            .or(self.ended.map(|(place, _, _)| place))
            .unwrap_or(usize::MAX)
    }

    /// When it stood still, as known after the events up to its end.
    pub(super) fn waits(&self, events: &[Event]) -> Vec<Wait> {
        let mut waits = Vec::new();
        for reason in self.promise.pause() {
            let on = waits_on(*reason);
            let mut from: Option<Instant> = None;
            for event in events {
                if from.is_none() && begins_wait(&event.fact) == Some(on) {
                    from = Some(event.happened);
                } else if let Some(began) = from
                    && event.fact.ends_wait(on)
                {
                    let spell = Pause { from: began, until: Some(event.happened) };
                    waits.push(Wait { reason: *reason, spell });
                    from = None;
                }
            }
            waits.extend(
                from.map(|from| Wait { reason: *reason, spell: Pause { from, until: None } }),
            );
        }
        let (began, over) = (self.trigger.at, self.over_at());
        waits.retain(|wait| {
            wait.spell.until.is_none_or(|until| until > began)
                && over.is_none_or(|over| wait.spell.from < over)
        });
        waits.sort_by_key(|wait| wait.spell.from);
        waits
    }

    fn over_at(&self) -> Option<Instant> {
        self.met.map(|(_, at)| at).or(self.ended.map(|(_, at, _)| at))
    }

    /// When it is due, as known at `at`. While a wait is open, the time at which it will be due if the wait
    /// lasts until its cap; a policy gives every pause one.
    pub(super) fn due_at(&self, policy: &Policy, waits: &[Wait], at: Instant) -> Option<Due> {
        let Some(span) = self.span else { return self.named.map(Due::by) };
        let promise = self.promise;
        let calendar = &policy.calendar;
        let span = self.lengthened_to(span, calendar, at).unwrap_or(span);
        if promise.basis.pausing().is_none() && self.extended.is_empty() {
            return promise.due(self.trigger.at, span, calendar, Pauses::NONE).ok();
        }
        let known: Vec<Pause> = waits
            .iter()
            .filter(|wait| wait.spell.from <= at)
            .map(|wait| Pause {
                from: wait.spell.from,
                until: wait.spell.until.filter(|until| *until <= at),
            })
            .collect();
        let count = |now| {
            let pauses = Pauses::new(&known, promise.pause_cap(), now);
            promise.due(self.trigger.at, span, calendar, pauses).ok()
        };
        let waiting = known.iter().any(|spell| spell.until.is_none());
        let counted = count(if waiting { Instant::MAX } else { at })?;
        // More time that was agreed before the old time was up; after that, what was missed stays missed.
        let extended = self.extended.iter().fold(counted, |due, (agreed, until)| {
            let in_time = due.missed_by(*agreed).is_none() && *agreed <= at;
            if in_time && *until > due.strict { Due { strict: *until, ..due } } else { due }
        });
        Some(extended)
    }

    /// The longer time that the rule allows, when those it is owed to were told before the shorter was up.
    fn lengthened_to(&self, span: Span, calendar: &Calendar, at: Instant) -> Option<Span> {
        let told = self.lengthened.filter(|told| *told <= at)?;
        let first = self.promise.due(self.trigger.at, span, calendar, Pauses::NONE).ok()?;
        if first.is_met_at(told) { self.promise.extended() } else { None }
    }

    /// Whether a time was named for it by whoever asked, where the rule gives none.
    pub(super) const fn is_named(&self) -> bool {
        self.span.is_none() && self.named.is_some()
    }

    /// Whether it stands still at `at`.
    pub(super) fn is_paused(&self, waits: &[Wait], at: Instant) -> bool {
        let spells: Vec<Pause> = waits.iter().map(|wait| wait.spell).collect();
        Pauses::new(&spells, self.promise.pause_cap(), at).is_paused_at(self.trigger.at, at)
    }
}
