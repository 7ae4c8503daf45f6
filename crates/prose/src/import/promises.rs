//! Promises, escalations and the calendar they count on.

use super::write::Writer;
use crate::claims::regular::{self, Limit, Regular};
use crate::claims::{
    Audience, CalendarKind, Claims, Deed, Direction, EscalationTrigger, Pause, Promise, Quote,
    Strength, Time, TimeUnit, Trigger,
};

/// The longest time that a draft takes for meant: ten years. What is longer is shown and not written.
const MAX_DAYS: u64 = 3_660;

/// For how long a promise stands still at most when a policy does not say.
const USUAL_PAUSE: &str = "30 days";

/// `[calendar]`, where something is counted in business days.
pub(super) fn calendar(writer: &mut Writer<'_>, claims: &Claims) {
    let times = claims
        .promises
        .iter()
        .map(|promise| promise.time)
        .chain(claims.escalations.iter().filter_map(|escalation| escalation.after));
    let business = times.clone().any(|time| time.calendar == CalendarKind::Business)
        || times.clone().any(|time| time.calendar == CalendarKind::Unspecified);
    if !business {
        return;
    }
    let text = "in which time zone are business days counted?";
    let answer = claims.zone.clone().or_else(|| writer.ask("calendar-zone", text, None, &[]));
    writer.header("[calendar]");
    let open = answer.is_none().then_some(text);
    writer.text_asked("zone", answer.as_deref().unwrap_or("UTC"), open);
    if times
        .clone()
        .any(|time| time.calendar == CalendarKind::Business && time.unit == TimeUnit::Hours)
    {
        writer.raw("office_hours = { open = 09:00:00, close = 17:00:00 }  # ASK: the text counts business hours: from when to when?");
    }
    for caveat in &claims.caveats {
        writer.comment(&format!("line {}: {}", caveat.line, caveat.plain));
    }
}

/// Every `[[promise]]`.
pub(super) fn promises(writer: &mut Writer<'_>, claims: &Claims) {
    for (index, promise) in claims.promises.iter().enumerate() {
        let earlier = claims.promises.get(..index).unwrap_or_default();
        let later = claims.promises.get(index + 1..).unwrap_or_default();
        if let Some(other) = overruled(writer, promise, earlier, later) {
            writer.comment(&format!(
                "line {} holds instead of line {}: {}",
                other.quote.line, promise.quote.line, promise.quote.plain
            ));
            continue;
        }
        one(writer, promise, earlier);
    }
    let mut said: Vec<(&str, &str)> = claims
        .promises
        .iter()
        .filter_map(|promise| act(promise.deed))
        .map(|(act, _)| (act, ""))
        .collect();
    for soft in &claims.soft_promises {
        if let Some(regular) = regular::read(&soft.quote.plain) {
            exact(writer, &regular, &soft.pause, &soft.quote);
            continue;
        }
        let Some((act, to)) = act(soft.deed) else {
            writer.no_word(&soft.quote);
            continue;
        };
        // The same act is promised with a number, or was written already: shown, and left to the reader.
        if said.iter().any(|(known, _)| *known == act) || soft.deed == Deed::AdvanceNotice {
            let (line, plain) = (soft.quote.line, &soft.quote.plain);
            writer.comment(&format!("line {line} promises this as well: {plain}"));
            continue;
        }
        said.push((act, to));
        let id = writer.unique(act);
        writer.header("[[promise]]");
        writer.text("id", &id);
        writer.text("do", act);
        if !to.is_empty() {
            writer.text("to", to);
        }
        if let Some(from) = usual_start(act) {
            writer.text("from", from);
        }
        let recurs = act == "update";
        writer.text("within", if recurs { "regularly" } else { "as soon as possible" });
        strength(writer, soft.strength);
        writer.source(&soft.quote);
    }
}

/// From where an act without a number is counted when its sentence does not say.
fn usual_start(act: &str) -> Option<&'static str> {
    match act {
        "credit" => Some("resolved"),
        "publish" => Some("fix released"),
        _ => None,
    }
}

/// A regular sentence says every value in the words of the policy language: nothing is left to ask.
fn exact(writer: &mut Writer<'_>, regular: &Regular, pause: &Pause, quote: &Quote) {
    let suffix = regular
        .severity
        .first()
        .map(|severity| format!("-{}", severity.as_str()))
        .unwrap_or_default();
    let id = writer.unique(&format!("{}{suffix}", regular.act));
    writer.header("[[promise]]");
    writer.text("id", &id);
    writer.text("do", regular.act);
    if !regular.to.is_empty() {
        writer.text("to", regular.to);
    }
    if let Some((from, _)) = regular.from {
        writer.text("from", from);
    }
    match &regular.limit {
        Limit::Span { least, most, direction } => {
            writer.text("within", most);
            if let Some(least) = least {
                writer.text("at_least", least);
            }
            match direction {
                Direction::AtLeastBefore => writer.text("direction", "at least before"),
                Direction::AtMostBefore => writer.text("direction", "at most before"),
                _ => {}
            }
        }
        Limit::AsSoonAsPossible => writer.text("within", "as soon as possible"),
        Limit::Regularly => writer.text("within", "regularly"),
        Limit::Unsaid => {}
    }
    for (key, value) in [
        ("every", regular.every.as_deref()),
        ("until", regular.until),
        ("target", regular.target.as_deref()),
        ("class", regular.own_target.then_some("target")),
    ] {
        if let Some(value) = value {
            writer.text(key, value);
        }
    }
    if !regular.severity.is_empty() {
        let words: Vec<String> =
            regular.severity.iter().map(|severity| format!("\"{}\"", severity.as_str())).collect();
        writer.raw(&format!("when = {{ severity = [{}] }}", words.join(", ")));
    }
    writer.texts("includes", &regular.includes);
    writer.texts("pause", &pause.reasons);
    if let Some(most) = pause.most.as_ref().filter(|most| *most != USUAL_PAUSE) {
        writer.text("pause_cap", most);
    }
    strength(writer, regular.strength);
    writer.source(quote);
}

fn one(writer: &mut Writer<'_>, promise: &Promise, earlier: &[Promise]) {
    if let Some(regular) = regular::read(&promise.quote.plain) {
        exact(writer, &regular, &promise.pause, &promise.quote);
        return;
    }
    let (Some((act, to)), Some(from)) = (act(promise.deed), start(promise.trigger)) else {
        writer.no_word(&promise.quote);
        return;
    };
    let told = if span(promise.time).is_some() {
        None
    } else {
        let text = "this time is zero, or longer than ten years: what is meant? Write it as 5 business days";
        let answer = writer.ask("time", text, Some(&promise.quote), &[]);
        answer.and_then(|answer| regular::time(answer.trim()))
    };
    let time = told.unwrap_or(promise.time);
    let Some(within) = span(time) else {
        writer.blank();
        writer.comment(&format!(
            "ASK: line {} gives a time that no promise can have: {}",
            promise.quote.line, promise.quote.plain
        ));
        return;
    };
    let suffix = promise
        .severity
        .first()
        .map(|severity| format!("-{}", severity.as_str()))
        .unwrap_or_default();
    let id = writer.unique(&format!("{act}{suffix}"));
    conflict(writer, promise, earlier);
    let within = match told {
        Some(_) => (within, None),
        None => days(writer, &id, time, within, &promise.quote),
    };
    let from = counted_from(writer, &id, promise, from, earlier);
    let direction = direction(writer, &id, promise);
    let to = match promise.to {
        Audience::Distributors => "distributors",
        Audience::Requester => "requester",
        _ => to,
    };
    writer.header("[[promise]]");
    writer.text("id", &id);
    writer.text("do", act);
    if !to.is_empty() {
        writer.text("to", to);
    }
    if from.0 != "received" || from.1.is_some() {
        writer.text_asked("from", from.0, from.1);
    }
    let key = if promise.recurring { "every" } else { "within" };
    writer.text_asked(key, &within.0, within.1.as_deref());
    if let (Some(min), Some(_), false) = (promise.time.min, promise.time.max, promise.recurring)
        && let Some(least) = span(Time { min: None, max: Some(min), ..promise.time })
    {
        let least = if within.0.contains("business") && !least.contains("business") {
            least.replace("day", "business day")
        } else {
            least
        };
        writer.text("at_least", &least);
    }
    if let Some((direction, open)) = direction {
        writer.text_asked("direction", direction, open);
    }
    if !promise.severity.is_empty() {
        let words: Vec<String> =
            promise.severity.iter().map(|severity| format!("\"{}\"", severity.as_str())).collect();
        let severe = promise.quote.plain.to_lowercase().contains("severe ");
        let open = severe
            && writer
                .ask(
                    &format!("{id}-severity"),
                    "are high and critical meant by \"severe\"?",
                    Some(&promise.quote),
                    &[("high+critical", "high and critical")],
                )
                .is_none();
        let ask = if open {
            "  # ASK: the text says \"severe\": are high and critical meant?"
        } else {
            ""
        };
        writer.raw(&format!("when = {{ severity = [{}] }}{ask}", words.join(", ")));
    }
    includes(writer, act, promise);
    strength(writer, promise.strength);
    if let Some(condition) = &promise.condition {
        writer.comment(&format!("on this condition: {condition}"));
    }
    writer.source(&promise.quote);
}

/// "3 days": calendar days or business days?
fn days(
    writer: &mut Writer<'_>,
    id: &str,
    time: Time,
    within: String,
    quote: &Quote,
) -> (String, Option<String>) {
    let bare = time.calendar == CalendarKind::Unspecified && time.unit == TimeUnit::Days;
    let count = time.max.or(time.min).unwrap_or_default();
    // Weekends are part of what anybody means by a month and more.
    if !bare || count >= 28 {
        return (within, None);
    }
    let business = within.replace("day", "business day");
    let text =
        format!("line {} says only \"{within}\": calendar days or business days?", quote.line);
    let choices = [(within.as_str(), "calendar days"), (business.as_str(), "business days")];
    match writer.ask(&format!("{id}-days"), &text, Some(quote), &choices) {
        Some(answer) => (answer, None),
        None => (within, Some(text)),
    }
}

/// Whether two promise the same thing in different times.
fn contradict(one: &Promise, other: &Promise) -> bool {
    other.deed == one.deed
        && other.severity == one.severity
        && other.recurring == one.recurring
        && other.time != one.time
        && other.trigger == one.trigger
        && other.direction == one.direction
}

/// The question about a contradiction, by its lines: the same whatever else is written.
fn conflict_id(first: &Promise, second: &Promise) -> String {
    format!("{}-{}-{}-conflict", first.deed.as_str(), first.quote.line, second.quote.line)
}

/// The promise that holds instead of this one, where an answer says so.
fn overruled<'p>(
    writer: &Writer<'_>,
    promise: &Promise,
    earlier: &'p [Promise],
    later: &'p [Promise],
) -> Option<&'p Promise> {
    let first = earlier.iter().find(|first| {
        contradict(first, promise) && writer.answer(&conflict_id(first, promise)) == Some("first")
    });
    first.or_else(|| {
        later.iter().find(|second| {
            contradict(promise, second)
                && writer.answer(&conflict_id(promise, second)) == Some("second")
        })
    })
}

/// The same thing is promised in two different times: which one holds?
fn conflict(writer: &mut Writer<'_>, promise: &Promise, earlier: &[Promise]) {
    let other = earlier.iter().find(|other| contradict(other, promise));
    if let Some(other) = other {
        let id = conflict_id(other, promise);
        let text = format!(
            "line {} and line {} promise the same in different times: which one holds? The stricter one counts until you delete one",
            other.quote.line, promise.quote.line
        );
        let choices =
            [("first", other.quote.plain.as_str()), ("second", promise.quote.plain.as_str())];
        if writer.ask(&id, &text, Some(&promise.quote), &choices).is_none() {
            writer.blank();
            writer.comment(&format!("ASK: {text}"));
        }
    }
}

/// A second answer in the same sentence: from the report, or from the first answer?
fn counted_from(
    writer: &mut Writer<'_>,
    id: &str,
    promise: &Promise,
    from: &'static str,
    earlier: &[Promise],
) -> (&'static str, Option<&'static str>) {
    let first = earlier.last().is_some_and(|first| {
        crate::claims::is_answer(first.deed) && first.quote.line.abs_diff(promise.quote.line) <= 2
    });
    if promise.deed != Deed::DetailedResponse
        || promise.trigger != Trigger::ReportReceived
        || !first
    {
        return (from, None);
    }
    const TEXT: &str = "is the second answer counted from the report, or from the first answer?";
    let choices = [("received", "from the report"), ("acknowledged", "from the first answer")];
    match writer.ask(&format!("{id}-from"), TEXT, Some(&promise.quote), &choices).as_deref() {
        Some("acknowledged") => ("acknowledged", None),
        Some(_) => ("received", None),
        None => (from, Some(TEXT)),
    }
}

fn direction(
    writer: &mut Writer<'_>,
    id: &str,
    promise: &Promise,
) -> Option<(&'static str, Option<&'static str>)> {
    match promise.direction {
        Direction::After | Direction::AtLeastAfter => None,
        Direction::AtLeastBefore => Some(("at least before", None)),
        Direction::AtMostBefore => Some(("at most before", None)),
        Direction::Before => {
            const TEXT: &str = "is this the least or the most time before it?";
            let choices = [("at least before", "the least"), ("at most before", "the most")];
            Some(
                match writer
                    .ask(&format!("{id}-direction"), TEXT, Some(&promise.quote), &choices)
                    .as_deref()
                {
                    Some("at most before") => ("at most before", None),
                    Some(_) => ("at least before", None),
                    None => ("at least before", Some(TEXT)),
                },
            )
        }
    }
}

fn includes(writer: &mut Writer<'_>, act: &str, promise: &Promise) {
    let lower = promise.quote.plain.to_lowercase();
    let mut includes = Vec::new();
    let mut add = |word: &'static str| {
        if !includes.contains(&word) {
            includes.push(word);
        }
    };
    for also in promise.also.iter().chain(core::iter::once(&promise.deed)) {
        match also {
            Deed::Triage | Deed::DetailedResponse | Deed::Investigate => add("evaluation"),
            Deed::FixTimeline => add("expected resolution date"),
            Deed::AcceptOrDecline if act != "decide" => add("decision"),
            Deed::DeclineWithReason => add("reason"),
            Deed::StatusUpdate if act != "update" => add("progress"),
            _ => {}
        }
    }
    if lower.contains("our evaluation") {
        add("evaluation");
    }
    if lower.contains("severity") && act == "evaluate" && promise.severity.is_empty() {
        add("severity");
    }
    if lower.contains("expected resolution date") {
        add("expected resolution date");
    }
    if act == "evaluate" || act == "respond" || act == "acknowledge" || act == "decide" {
        writer.texts("includes", &includes);
    }
}

fn strength(writer: &mut Writer<'_>, strength: Strength) {
    match strength {
        Strength::Commit => {}
        Strength::Aim => writer.text("strength", "aim"),
        Strength::Expect => writer.text("strength", "expectation"),
        Strength::Typical | Strength::Exception => writer.text("strength", "typical"),
    }
}

/// The act and the party that a deed is in the policy language; `None`: it has no word for it.
const fn act(deed: Deed) -> Option<(&'static str, &'static str)> {
    Some(match deed {
        Deed::Acknowledge => ("acknowledge", ""),
        Deed::FirstResponse | Deed::AnswerRequest => ("respond", ""),
        Deed::DetailedResponse | Deed::Triage | Deed::Investigate | Deed::FixTimeline => {
            ("evaluate", "")
        }
        Deed::AcceptOrDecline | Deed::DeclineWithReason => ("decide", ""),
        Deed::StatusUpdate | Deed::KeepInformed => ("update", ""),
        Deed::Fix | Deed::Release | Deed::Resolve => ("fix", "users"),
        Deed::Disclose | Deed::PublishAdvisory => ("publish", "public"),
        Deed::AdvanceNotice | Deed::NotifyUsers => ("notify", "users"),
        Deed::NotifyUpstream => ("notify", "upstream"),
        Deed::Credit => ("credit", ""),
        Deed::MergeFixToPublic
        | Deed::EmbargoEnd
        | Deed::RequestCve
        | Deed::Reward
        | Deed::AssignHandler
        | Deed::Coordinate
        | Deed::KeepConfidential
        | Deed::Retrospect
        | Deed::ReviewPolicy
        | Deed::Other => return None,
    })
}

/// The event that a trigger is in the policy language.
const fn start(trigger: Trigger) -> Option<&'static str> {
    Some(match trigger {
        Trigger::ReportReceived | Trigger::RequestReceived | Trigger::LastUpdate => "received",
        Trigger::Acknowledged => "acknowledged",
        Trigger::TriageDone => "evaluated",
        Trigger::Confirmed => "accepted",
        Trigger::FixReady => "fix ready",
        Trigger::Release => "fix released",
        Trigger::PublicDisclosure => "disclosed",
        Trigger::AttackSeen => "attack observed",
        Trigger::UpstreamNotified => "upstream notified",
        Trigger::CveIssued | Trigger::MailingListNotified => return None,
    })
}

/// A time as the policy language writes it; `None`: zero, too long, or in minutes.
pub(super) fn span(time: Time) -> Option<String> {
    let count = time.max.or(time.min).filter(|count| *count > 0)?;
    let (count, unit, days) = match (time.unit, time.calendar) {
        (TimeUnit::Minutes, _) => return None,
        (TimeUnit::Hours, CalendarKind::Business) => (count, "business hour", 1),
        (TimeUnit::Hours, _) => (count, "hour", 1),
        (TimeUnit::Days, CalendarKind::Business) => (count, "business day", 1),
        (TimeUnit::Days, _) => (count, "day", 1),
        (TimeUnit::Weeks, CalendarKind::Business) => (count.checked_mul(5)?, "business day", 1),
        (TimeUnit::Weeks, _) => (count, "week", 7),
        (TimeUnit::Months, _) => (count, "month", 30),
        (TimeUnit::Years, _) => (count.checked_mul(12)?, "month", 30),
    };
    if u64::from(count) * days > MAX_DAYS {
        return None;
    }
    Some(if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") })
}

/// Every `[[escalation]]`.
pub(super) fn escalations(writer: &mut Writer<'_>, claims: &Claims) {
    for escalation in &claims.escalations {
        let when = match escalation.trigger {
            EscalationTrigger::NoAcknowledgement => "no acknowledgement",
            EscalationTrigger::NoEngagement => "no engagement",
            EscalationTrigger::NoFix => "no resolution",
        };
        let id = writer.unique(&format!("escalation-{}", when.replace(' ', "-")));
        let said = escalation.after.and_then(|time| span(time).map(|span| (time, span)));
        let after = match said {
            Some((time, after)) => Some(days(writer, &id, time, after, &escalation.quote)),
            None => waited(writer, &id, &escalation.quote).map(|after| (after, None)),
        };
        let to = if escalation.to.is_empty() {
            let text =
                "whom may a reporter turn to here? An address, or words such as \"any committer\"";
            writer.ask(&format!("{id}-to"), text, Some(&escalation.quote), &[])
        } else {
            Some(escalation.to.clone())
        };
        let (Some(after), Some(to)) = (after, to) else {
            writer.blank();
            writer.comment(&format!(
                "ASK: line {} lets a reporter escalate: after how long, and to whom? {}",
                escalation.quote.line, escalation.quote.plain
            ));
            continue;
        };
        writer.header("[[escalation]]");
        writer.text("when", when);
        writer.text_asked("after", &after.0, after.1.as_deref());
        writer.text("to", &to);
        writer.source(&escalation.quote);
    }
}

/// After how long a reporter may turn elsewhere, where the text does not say it: by an answer.
fn waited(writer: &mut Writer<'_>, id: &str, quote: &Quote) -> Option<String> {
    let text = "after how long may a reporter turn elsewhere here? Write it as 5 business days";
    let answer = writer.ask(&format!("{id}-after"), text, Some(quote), &[])?;
    span(regular::time(answer.trim())?)
}
