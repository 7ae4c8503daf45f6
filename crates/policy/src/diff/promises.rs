//! What changed in the promises and in the rights to escalate.

use clock::Span;

use super::{Change, ChangeKind, Changes, Place};
use crate::escalation::Escalation;
use crate::policy::Policy;
use crate::promise::{Act, Anchor, AnchorEvent, AnchorTime, Party, Promise, Strength, Within};
use crate::promise_words::{event, listed, party};
use crate::selection::{is_as_strict, is_no_longer};

pub(super) fn promises(changes: &mut Changes, before: &Policy, after: &Policy) {
    let (then, now) = (&before.promises, &after.promises);
    let pairs = pairs(then, now);
    for (place, old) in then.iter().enumerate() {
        match pairs.iter().find(|(left, _)| *left == place).and_then(|(_, right)| now.get(*right)) {
            Some(new) => promise(changes, old, new),
            None => at(changes, old).note(ChangeKind::Removed, old.in_words()),
        }
    }
    for (_, new) in
        now.iter().enumerate().filter(|(place, _)| !pairs.iter().any(|(_, right)| right == place))
    {
        at(changes, new).note(ChangeKind::Added, new.in_words());
    }
    escalations(&mut changes.at("escalation", "reporters"), before, after);
}

/// Which promise became which, by their places: by the id, or else by what is owed to whom and when.
fn pairs(then: &[Promise], now: &[Promise]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let same_id = |old: &Promise, new: &Promise| old.id == new.id;
    let alike = |old: &Promise, new: &Promise| {
        (old.act, old.to, old.from, &old.when) == (new.act, new.to, new.from, &new.when)
    };
    for matches in [same_id as fn(&Promise, &Promise) -> bool, alike] {
        for (left, old) in then.iter().enumerate() {
            if pairs.iter().any(|(taken, _)| *taken == left) {
                continue;
            }
            let free = now.iter().enumerate().find(|(right, new)| {
                !pairs.iter().any(|(_, taken)| taken == right) && matches(old, new)
            });
            pairs.extend(free.map(|(right, _)| (left, right)));
        }
    }
    pairs
}

fn at<'c>(changes: &'c mut Changes, promise: &Promise) -> Place<'c> {
    changes.at("promise", affected(promise.to))
}

const fn affected(to: Party) -> &'static str {
    match to {
        Party::Reporter => "reporters",
        Party::Public => "the public",
        Party::Users => "users",
        Party::Csirt => "CSIRTs",
        Party::Authority => "authorities",
        Party::Upstream => "makers of components",
        Party::Team => "the team",
        _ => "others",
    }
}

/// What is owed, as a noun, with the severities where only some are meant.
fn noun(promise: &Promise) -> String {
    let noun = match promise.act {
        Act::Acknowledge => "acknowledgement",
        Act::Respond => "first answer",
        Act::Evaluate => "evaluation",
        Act::Decide => "decision",
        Act::Update => "updates",
        Act::Fix => "fix",
        Act::Publish => "advisory",
        Act::Credit => "credit",
        Act::Notify => "notice",
        Act::Report => "report to authorities",
        Act::Review => "review of the policy",
        _ => promise.act.as_str(),
    };
    let severity = promise.when.severity.iter().map(|one| one.as_str().to_owned());
    let severity = severity.collect::<Vec<_>>();
    let severity = match severity.as_slice() {
        [] => String::new(),
        severity => format!(" when {}", listed(severity, "or")),
    };
    match promise.to {
        Party::Reporter => format!("{noun}{severity}"),
        _ if promise.act == Act::Review => format!("{noun}{severity}"),
        to => format!("{noun} to {}{severity}", party(to)),
    }
}

/// How strict one is beside the other.
fn judged(tighter: bool, looser: bool) -> ChangeKind {
    match (tighter, looser) {
        (true, false) => ChangeKind::Tightened,
        (false, true) => ChangeKind::Loosened,
        _ => ChangeKind::Changed,
    }
}

fn promise(changes: &mut Changes, old: &Promise, new: &Promise) {
    let noun = noun(new);
    let mut place = at(changes, new);
    let before = place.count();
    if old.within != new.within || old.at_least != new.at_least {
        let timed = |with: &Promise| Promise {
            within: with.within,
            at_least: with.at_least,
            every: None,
            includes: Vec::new(),
            ..new.clone()
        };
        let (then, now) = (timed(old), timed(new));
        let kind = judged(is_as_strict(&now, &then), is_as_strict(&then, &now));
        place.note(kind, format!("{noun}: {} → {}", time(old), time(new)));
    }
    if old.every != new.every {
        let kind = match (old.every, new.every) {
            (None, Some(_)) => ChangeKind::Tightened,
            (Some(_), None) => ChangeKind::Loosened,
            (Some(then), Some(now)) => judged(is_no_longer(now, then), is_no_longer(then, now)),
            (None, None) => ChangeKind::Changed,
        };
        place.note(kind, format!("{noun}: {} → {}", interval(old.every), interval(new.every)));
    }
    aspects(&mut place, &noun, old, new);
    if place.count() == before && old != new {
        let words = if old.source == new.source {
            format!("{noun}: {} → {}", old.in_words(), new.in_words())
        } else {
            format!("{noun}: its sentence “{}” → “{}”", old.source, new.source)
        };
        place.note(ChangeKind::Changed, words);
    }
}

/// Whatever may change beside the time.
fn aspects(place: &mut Place<'_>, noun: &str, old: &Promise, new: &Promise) {
    let mut turn = |what: &str, kind: ChangeKind, then: String, now: String| {
        if then != now {
            place.note(kind, format!("{noun}: {what}{then} → {now}"));
        }
    };
    turn("", ChangeKind::Changed, old.act.to_string(), new.act.to_string());
    turn("owed to ", ChangeKind::Changed, party(old.to).to_owned(), party(new.to).to_owned());
    turn("counted from when ", ChangeKind::Changed, start(old.from), start(new.from));
    let direction = |promise: &Promise| crate::word::word_of(promise.direction).to_owned();
    turn("", ChangeKind::Changed, direction(old), direction(new));
    turn("said by ", ChangeKind::Changed, old.class().to_string(), new.class().to_string());
    turn(
        "worded as ",
        if new.strength < old.strength { ChangeKind::Tightened } else { ChangeKind::Loosened },
        strength(old.strength).to_owned(),
        strength(new.strength).to_owned(),
    );
    let until = |until: Option<AnchorEvent>| match until {
        Some(event) => format!("until {}", start(Anchor { event, time: AnchorTime::Happened })),
        None => "without end".to_owned(),
    };
    turn("", ChangeKind::Changed, until(old.until), until(new.until));
    let severity = |promise: &Promise| {
        let words = promise.when.severity.iter().map(|one| one.as_str().to_owned());
        match words.collect::<Vec<_>>().as_slice() {
            [] => "every severity".to_owned(),
            words => listed(words, "or"),
        }
    };
    let covers = |wide: &Promise, narrow: &Promise| {
        wide.when.severity.is_empty()
            || !narrow.when.severity.is_empty()
                && narrow.when.severity.iter().all(|one| wide.when.severity.contains(one))
    };
    turn(
        "for ",
        judged(covers(new, old) && !covers(old, new), covers(old, new) && !covers(new, old)),
        severity(old),
        severity(new),
    );
    for part in new.includes.iter().filter(|part| !old.includes.contains(part)) {
        place.note(ChangeKind::Tightened, format!("{noun}: now with {part}"));
    }
    for part in old.includes.iter().filter(|part| !new.includes.contains(part)) {
        place.note(ChangeKind::Loosened, format!("{noun}: no longer with {part}"));
    }
    for reason in new.pause().iter().filter(|reason| !old.pause().contains(reason)) {
        place.note(ChangeKind::Loosened, format!("{noun}: now pauses while {reason}"));
    }
    for reason in old.pause().iter().filter(|reason| !new.pause().contains(reason)) {
        place.note(ChangeKind::Tightened, format!("{noun}: no longer pauses while {reason}"));
    }
    if let (Some(then), Some(now)) = (old.pause_cap(), new.pause_cap())
        && then != now
    {
        let kind = if now.0 < then.0 { ChangeKind::Tightened } else { ChangeKind::Loosened };
        let (then, now) = (clock::in_words(then.0), clock::in_words(now.0));
        place.note(kind, format!("{noun}: pauses of at most {then} → {now}"));
    }
}

fn start(anchor: Anchor) -> String {
    event(anchor).to_owned()
}

const fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Firm => "“we do”",
        Strength::Aim => "“we aim to”",
        Strength::Expectation => "“we expect to”",
        Strength::Typical => "“we typically do”",
    }
}

fn time(promise: &Promise) -> String {
    let aim =
        |target: Option<Span>| target.map(|span| format!(" (own aim: {span})")).unwrap_or_default();
    match (promise.within, promise.at_least) {
        (Within::Span(span), Some(least)) => format!("{least} to {span}"),
        (Within::Span(span), None) => span.to_string(),
        (Within::AsSoonAsPossible { target }, _) => format!("as soon as possible{}", aim(target)),
        (Within::Regularly { target }, _) => format!("regularly{}", aim(target)),
    }
}

fn interval(every: Option<Span>) -> String {
    every.map_or_else(|| "once".to_owned(), |span| format!("every {span}"))
}

fn escalations(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let key = |one: &Escalation| (one.when, one.to.clone());
    for old in &before.escalations {
        match after.escalations.iter().find(|new| key(new) == key(old)) {
            None => place.note(ChangeKind::Removed, old.in_words()),
            Some(new) if new.after != old.after => {
                let kind =
                    judged(is_no_longer(new.after, old.after), is_no_longer(old.after, new.after));
                place.note(
                    kind,
                    format!("{} to {}: {} → {}", old.when, old.to.in_words(), old.after, new.after),
                );
            }
            Some(new) if new.source != old.source => place.note(
                ChangeKind::Changed,
                format!("{}: its sentence “{}” → “{}”", old.when, old.source, new.source),
            ),
            Some(_) => {}
        }
    }
    for new in &after.escalations {
        if !before.escalations.iter().any(|old| key(old) == key(new)) {
            place.note(ChangeKind::Added, new.in_words());
        }
    }
}

impl Change {
    /// Whether the team owes more or sooner than before, or less or later; `None` where it is neither.
    #[must_use]
    pub const fn tightens(&self) -> Option<bool> {
        match self.kind {
            ChangeKind::Tightened => Some(true),
            ChangeKind::Loosened => Some(false),
            ChangeKind::Added | ChangeKind::Removed | ChangeKind::Changed => None,
        }
    }
}
