//! Reads `[[promise]]` and `[review]`.

use core::time::Duration;

use clock::{Direction, PauseCap, Span, Unit};

use super::calendar::Counting;
use super::table::Table;
use crate::clause::Confidence;
use crate::finding::Code;
use crate::promise::{
    Act, Anchor, AnchorEvent, AnchorTime, Basis, Class, Condition, Party, PauseReason, Pausing,
    Promise, Regime, Strength, Within, include,
};
use crate::review::Review;
use crate::selection::is_no_longer;
use crate::word::Word;

/// More than any law and any team promises together.
pub(super) const MAX_PROMISES: usize = 200;
/// How long all pauses of a promise last at most, when the policy does not say: thirty days.
const USUAL_PAUSE_CAP: PauseCap = PauseCap(Duration::from_secs(30 * 24 * 3600));
/// The text in which a promise stands.
pub(super) enum Home<'a> {
    /// A team's policy.
    Policy,
    /// A pack, and what its promises are unless they say otherwise.
    Pack { id: &'a str, class: Class, confidence: Confidence },
}

impl Home<'_> {
    const fn class(&self) -> Class {
        match self {
            Self::Policy => Class::Promise,
            Self::Pack { class, .. } => *class,
        }
    }
    fn source(&self, table: &mut Table<'_>) -> Option<String> {
        match self {
            Self::Policy => {
                table.need_text("source", "it is the sentence that promises this, word for word")
            }
            Self::Pack { .. } => {
                table.need_text("summary", "it is what the clause says, in our words")
            }
        }
    }
}

const SOON: &str = "as soon as possible";
const REGULARLY: &str = "regularly";

impl Word for Direction {
    const NOUN: &'static str = "a direction";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("after", Self::After),
        ("at least before", Self::AtLeastBefore),
        ("at most before", Self::AtMostBefore),
    ];
}

/// Reads one promise of a policy.
pub(super) fn promise(table: &mut Table<'_>, counting: &Counting) -> Option<Promise> {
    promise_of(table, counting, &Home::Policy)
}

/// Reads one promise. In a pack the class and the confidence come from the pack where it says none, and
/// our summary stands in the place of a policy's own sentence.
pub(super) fn promise_of(
    table: &mut Table<'_>,
    counting: &Counting,
    home: &Home<'_>,
) -> Option<Promise> {
    let id = super::address::id(table, "clocks and pages name the promise by it");
    let act = table.need_word::<Act>("do");
    let to = table.word("to").unwrap_or(Party::Reporter);
    let from = anchor(table);
    let direction = table.word("direction").unwrap_or(Direction::After);
    let when = table.table("when", condition).unwrap_or_default();
    let class = table.word("class").unwrap_or(home.class());
    let every = table.span_of_time("every");
    let until = table.word::<AnchorEvent>("until");
    let strength = strength(table, class);
    let within = within(table, every);
    let at_least = at_least(table, within);
    let includes = includes(table, act);
    let basis = basis(table, class);
    let clause = super::clause::clause(table, home);
    let source = home.source(table);
    let promise = Promise {
        id: id?,
        act: act?,
        to,
        from,
        strength,
        within: within?,
        at_least,
        direction,
        when,
        every,
        until,
        includes,
        basis,
        clause,
        source: source?,
    };
    super::clause::agree(table, &promise);
    agree(table, &promise);
    countable(table, &promise, counting);
    let ends_when_resolved = promise.recurs() && promise.act == Act::Update && until.is_none();
    let until = if ends_when_resolved { Some(AnchorEvent::Resolved) } else { until };
    Some(Promise { until, ..promise })
}

/// `[review]`, with the promise that it makes.
pub(super) fn review(table: &mut Table<'_>, counting: &Counting) -> Option<Review> {
    let every = table.span_or_phrase("every", &[REGULARLY]);
    if !table.has("every") {
        table.missing("every", "it says how often, like `12 months` or `regularly`");
    }
    let target = target(table, matches!(every, Some(Err(_))));
    let covers = table.texts("covers");
    let last = table.date("last");
    let source = table.need_text("source", "it is the sentence that promises this, word for word");
    let (within, every) = match every? {
        Ok(span) => (Within::Span(span), Some(span)),
        Err(_) => (Within::Regularly { target }, None),
    };
    let promise = Promise {
        id: "review".to_owned(),
        act: Act::Review,
        to: Party::Public,
        from: Anchor { event: AnchorEvent::Reviewed, time: AnchorTime::Happened },
        strength: Strength::Firm,
        within,
        at_least: None,
        direction: Direction::After,
        when: Condition::default(),
        every,
        until: None,
        includes: Vec::new(),
        basis: Basis::Promise(None),
        clause: None,
        source: source?,
    };
    countable(table, &promise, counting);
    Some(Review { promise, covers, last })
}

/// `from = "received"`, or `from = { event = "attack observed", time = "happened" }`.
fn anchor(table: &mut Table<'_>) -> Anchor {
    let usual = |event| {
        let time = match event {
            AnchorEvent::AttackObserved
            | AnchorEvent::IncidentFound
            | AnchorEvent::UpstreamNotified => AnchorTime::Learned,
            event if event.regime().is_some() => AnchorTime::Learned,
            _ => AnchorTime::Happened,
        };
        Anchor { event, time }
    };
    let received = usual(AnchorEvent::Received);
    if table.is_table("from") {
        let read = |table: &mut Table<'_>| {
            let usual = table.need_word("event").map_or(received, usual);
            Anchor { time: table.word("time").unwrap_or(usual.time), ..usual }
        };
        table.table("from", read).unwrap_or(received)
    } else {
        table.word("from").map_or(received, usual)
    }
}

pub(super) fn condition(table: &mut Table<'_>) -> Condition {
    let mut condition = Condition {
        severity: table.words("severity"),
        regime: table.words("regime"),
        role: table.words("role"),
        member_state: table.words("member_state"),
    };
    if condition == Condition::default() {
        table.missing("severity", "a condition names the severities it holds for");
    }
    condition.severity.sort_unstable();
    condition
}

fn within(table: &mut Table<'_>, every: Option<Span>) -> Option<Within> {
    let has_every = table.has("every");
    let within = table.span_or_phrase("within", &[SOON, REGULARLY]);
    let numberless = matches!(within, Some(Err(_)));
    let target = target(table, numberless);
    match within {
        Some(Ok(span)) => Some(Within::Span(span)),
        Some(Err(0)) => Some(Within::AsSoonAsPossible { target }),
        Some(Err(_)) if has_every => {
            let message = "a promise with `every` says how regularly";
            table.error(Code::Contradiction, "within", message, "leave `within` out");
            None
        }
        Some(Err(_)) => Some(Within::Regularly { target }),
        None if table.has("within") => None,
        None if has_every => every.map(Within::Span),
        None => {
            let why = "it says how much time there is, like `24 hours` or `as soon as possible`";
            table.missing("within", why);
            None
        }
    }
}

/// How firmly it is promised; only a team's own promise can be worded softly.
fn strength(table: &mut Table<'_>, class: Class) -> Strength {
    let strength = table.word::<Strength>("strength").unwrap_or_default();
    if strength != Strength::Firm && class != Class::Promise {
        let message = format!("what a {class} owes is owed, however it is worded");
        let instead = "leave `strength` out, or `class`";
        table.error(Code::Contradiction, "strength", message, instead);
        return Strength::Firm;
    }
    strength
}

/// The shorter end of a range: "3 to 5 days".
fn at_least(table: &mut Table<'_>, within: Option<Within>) -> Option<Span> {
    let least = table.span_of_time("at_least")?;
    match within {
        None => None,
        Some(Within::Span(most)) if most != least && is_no_longer(most, least) => {
            let message = format!("this range begins with {least} and ends with {most} already");
            let instead = "write the shorter time as `at_least` and the longer one as `within`";
            table.error(Code::Contradiction, "at_least", message, instead);
            None
        }
        Some(Within::Span(most)) => (most != least).then_some(least),
        Some(Within::AsSoonAsPossible { .. } | Within::Regularly { .. }) => {
            let message = "a range has two ends, and `within` gives no number";
            let instead = "write the longer time as `within`, or leave `at_least` out";
            table.error(Code::Contradiction, "at_least", message, instead);
            None
        }
    }
}

/// The team's own target, which only a promise without a number has.
fn target(table: &mut Table<'_>, numberless: bool) -> Option<Span> {
    let target = table.span_of_time("target");
    match (table.has("target"), numberless) {
        (true, false) => {
            let message = "a promise with a number needs no target";
            let instead =
                "leave `target` out, or make it a promise of its own with `class = \"target\"`";
            table.error(Code::Contradiction, "target", message, instead);
            None
        }
        (false, true) => {
            let message = "this promise has no number, and the team no target for it";
            let instead =
                "add `target = \"…\"`: it is shown as the team's own aim, not as a promise";
            table.warning(
                Code::Missing,
                if table.has("within") { "within" } else { "every" },
                message,
                instead,
            );
            None
        }
        (true, true) | (false, false) => target,
    }
}

fn includes(table: &mut Table<'_>, act: Option<Act>) -> Vec<String> {
    let mut includes = Vec::new();
    let allowed: Vec<&str> = if act == Some(Act::Classify) {
        Regime::ALL.iter().map(|regime| regime.as_str()).collect()
    } else {
        include::ALL.to_vec()
    };
    for (what, span) in table.spanned_texts("includes") {
        if !allowed.contains(&what.as_str()) {
            let message = "nothing in a case has this name, so it could never be seen to be kept";
            let instead = super::reader::suggestion(&what, &allowed);
            table.error_at(Code::UnknownValue, span, message, instead);
        } else if includes.contains(&what) {
            table.error_at(
                Code::Duplicate,
                span,
                "this stands here twice",
                "leave one of them out",
            );
        } else {
            includes.push(what);
        }
    }
    includes
}

/// Who says so, with what may pause it.
fn basis(table: &mut Table<'_>, class: Class) -> Basis {
    let pausing = pausing(table);
    Basis::new(class, pausing).unwrap_or_else(|| {
        let instead = "leave `pause` out, or name another `class`";
        table.error(Code::LawPauses, "pause", "the law never pauses", instead);
        Basis::Law
    })
}

fn pausing(table: &mut Table<'_>) -> Option<Pausing> {
    let pause = table.words::<PauseReason>("pause");
    let cap = table.span_of_time("pause_cap").and_then(|span| {
        let hours = match span.unit {
            Unit::Hours => Some(1),
            Unit::Days => Some(24),
            Unit::Weeks => Some(168),
            Unit::BusinessHours | Unit::BusinessDays | Unit::Months => None,
        };
        if hours.is_none() {
            let message = "a cap on pauses is counted on the clock, not on the calendar";
            table.error(Code::BadSpan, "pause_cap", message, "write hours, days or weeks");
        }
        Some(PauseCap(Duration::from_secs(hours? * u64::from(span.count.get()) * 3600)))
    });
    if pause.is_empty() {
        if table.has("pause_cap") && !table.has("pause") {
            let message = "there is a cap on pauses and nothing that pauses";
            let instead = "add `pause = [\"awaiting reporter\"]`, or leave `pause_cap` out";
            table.error(Code::Contradiction, "pause_cap", message, instead);
        }
        return None;
    }
    Some(Pausing { reasons: pause, cap: cap.unwrap_or(USUAL_PAUSE_CAP) })
}

/// What the parts of a promise say to each other.
fn agree(table: &Table<'_>, promise: &Promise) {
    if promise.until.is_some() && !promise.recurs() {
        let message = "only a promise that recurs has an end";
        let instead = "add `every = \"…\"` or `within = \"regularly\"`, or leave `until` out";
        table.error(Code::Contradiction, "until", message, instead);
    }
    if promise.direction == Direction::After {
        return;
    }
    if promise.from.event == AnchorEvent::Received {
        let message = "nothing can be owed before a report arrives";
        let instead = "name the event it comes before, like `from = \"disclosed\"`";
        table.error(Code::Contradiction, "direction", message, instead);
    }
    if promise.recurs() || promise.promised().is_none() {
        let message = "a promise before an event has one number";
        let instead = "write `within = \"7 days\"`, without `every`";
        table.error(Code::Contradiction, "direction", message, instead);
    }
}

/// Whether the calendar can count the promise.
fn countable(table: &Table<'_>, promise: &Promise, counting: &Counting) {
    let keyed = [
        (promise.promised(), "within"),
        (promise.target(), "target"),
        (promise.every, "every"),
        (promise.at_least, "at_least"),
    ];
    for (span, key) in keyed {
        let Some(span) = span.filter(|_| table.has(key)) else { continue };
        countable_span(table, (span, key), promise.class(), counting);
    }
}

/// Whether the calendar can count this span, which stands at this key.
pub(super) fn countable_span(
    table: &Table<'_>,
    (span, key): (Span, &str),
    class: Class,
    counting: &Counting,
) {
    if !matches!(span.unit, Unit::BusinessDays | Unit::BusinessHours) {
        return;
    }
    if !counting.is_given {
        let message = "business days need a calendar, and this policy has none";
        let instead = "add `[calendar]` with `zone = \"Europe/Berlin\"` or where the team works";
        table.error(Code::BadCalendar, key, message, instead);
    } else if span.unit == Unit::BusinessHours && class == Class::Law {
        let message = "no law counts the office hours of a team";
        table.error(Code::BadCalendar, key, message, "write plain hours");
    } else if span.unit == Unit::BusinessHours && !counting.has_office_hours {
        let message = "business hours need office hours, and the calendar has none";
        let instead = "add `office_hours = { open = 09:00:00, close = 17:00:00 }` to `[calendar]`";
        table.error(Code::BadCalendar, key, message, instead);
    }
}
