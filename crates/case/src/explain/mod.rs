//! What is owed in a situation, to whom, by when and why: in words, as data, and as a picture.
//!
//! What this is: [`history`] plays a situation under a policy, [`explain`] says how every promise stands in a
//! history and how its time was counted, [`compare`] sets two policies against each other on the same history, and
//! [`Explanation::to_text`] and [`Explanation::timeline`] show it on a terminal. What this is not: a second opinion.
//! Every due time and outcome is a [`Clock`] of [`crate::clocks`]; nothing is counted here, only said.

mod compare;
mod counted;
mod draw;
mod history;
mod lasting;
mod script;
mod text;

use clock::{Date, Instant};
use policy::{Act, Policy};
use serde::Serialize;

use crate::clocks::{Clock, ClockState, clocks};
use crate::event::{Actor, Event};
use crate::fact::Fact;
use crate::refusal::Refusal;

pub use compare::{Compared, Comparison, Outlook, compare};
pub use draw::TimelineStyle;
pub use history::{History, Situation, history};
pub use lasting::Lasting;
pub(crate) use text::moment;

/// Why a situation cannot be explained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// The time of receipt cannot be read.
    #[error(
        "\"{text}\" is not a time of receipt: write a moment like 2026-12-23T16:00, on the policy's clock, or with an offset, like 2026-12-23T15:00Z"
    )]
    Received {
        /// What was given.
        text: String,
    },
    /// The time as of which everything is judged cannot be read.
    #[error(
        "\"{text}\" is not a time: write t+10d, counted from the receipt, or a moment like 2026-12-24T10:00"
    )]
    AsOf {
        /// What was given.
        text: String,
    },
    /// The time as of which everything is judged lies before something that happened.
    #[error(
        "{at} lies before the last event, at {last}: ask for a later time, or leave that event out"
    )]
    AsOfTooEarly {
        /// What was given.
        at: Instant,
        /// The last event.
        last: Instant,
    },
    /// A statement of the script cannot be read.
    #[error("line {line}, `{text}`: {why}")]
    Statement {
        /// Its line, from 1.
        line: usize,
        /// As it was written.
        text: String,
        /// What to do about it.
        why: String,
    },
    /// A statement that the rules of a case refuse.
    #[error("{place}`{text}` cannot happen then: {refusal} ({rule})", place = place(*line), rule = refusal.source)]
    Refused {
        /// Its line, from 1; 0 for the severity that was given.
        line: usize,
        /// As it was written.
        text: String,
        /// The rule.
        refusal: Refusal,
    },
    /// The script is too long.
    #[error("a script has at most {most} events: leave out those that change no clock")]
    TooMany {
        /// The most.
        most: usize,
    },
}

/// Where a statement stands; the severity stands in no line.
fn place(line: usize) -> String {
    if line == 0 { String::new() } else { format!("line {line}, ") }
}

/// How every promise of a policy stands in a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The program's name.
    pub program: String,
    /// The version of the policy: the SHA-256 of its text.
    pub policy: String,
    /// The zone of its calendar.
    pub zone: String,
    /// When the report was received.
    pub received: Moment,
    /// The severity that was taken as known; nothing: not assessed, so the strictest promises apply.
    pub severity: Option<&'static str>,
    /// As of when everything is judged.
    pub as_of: Moment,
    /// What happened, in order.
    pub events: Vec<Told>,
    /// What is or was owed, in the order of the policy.
    pub owed: Vec<Owed>,
    /// Promises whose event has not happened.
    pub not_started: Vec<NotStarted>,
    /// What the laws and programmes of the policy ask all the time, whatever happens in a case.
    pub lasting: Vec<Lasting>,
    /// What must be known to read this rightly.
    pub notes: Vec<String>,
}

/// A moment, for machines and for people where the team works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// In UTC.
    pub utc: Instant,
    /// On the calendar's clock: `Wed 23 Dec 2026 16:00 CET`.
    pub local: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// When.
    pub at: Moment,
    /// What, such as `report received`.
    pub what: String,
    /// Who did it: `reporter`, `team`, `program`, or a party's name.
    pub who: String,
}

/// One promise, applied once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// The promise, by its id.
    pub promise: String,
    /// Which time, from 1.
    pub occurrence: u32,
    /// What is owed.
    pub act: &'static str,
    /// To whom.
    pub to: &'static str,
    /// Who says so: `law`, `programme`, `promise`, `target`, `agreement`.
    pub class: &'static str,
    /// The promise in plain words.
    pub sentence: String,
    /// The sentence of the policy that it rests on, word for word, or what the clause of a pack says, in our words.
    pub source: String,
    /// Whether `source` is word for word.
    pub is_quoted: bool,
    /// From when it counts.
    pub from: Moment,
    /// The event that started it.
    pub trigger: String,
    /// When it is due; nothing where the policy gives neither a number nor an aim.
    pub due: Option<Moment>,
    /// The later time that could be argued for a period of law.
    pub latest_arguable: Option<Moment>,
    /// Whether `due` is the team's own aim and not a promised time.
    pub is_aim: bool,
    /// The stable name of how it stands, such as `kept-late`.
    pub state: &'static str,
    /// How it stands, in words.
    pub standing: String,
    /// How the due time was counted, one sentence each.
    pub counted: Vec<String>,
    /// The days between that did not count.
    pub not_counted: Vec<DaysOff>,
    /// When it stood still, and why.
    pub pauses: Vec<String>,
    /// What must still be given to keep it.
    pub missing: Vec<String>,
    /// The clock itself.
    #[serde(skip)]
    pub clock: Clock,
}

/// Days in a row that did not count, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DaysOff {
    /// The first day.
    #[serde(serialize_with = "date_as_text")]
    pub first: Date,
    /// The last day.
    #[serde(serialize_with = "date_as_text")]
    pub last: Date,
    /// Why: the holiday's name, the closure's reason, `weekend`, or `not a workday`.
    pub why: String,
    /// Whether it is only the weekend.
    pub is_weekend: bool,
}

/// A promise that has no clock yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotStarted {
    /// The promise, by its id.
    pub promise: String,
    /// The event that would start it.
    pub from: &'static str,
    /// The promise in plain words.
    pub sentence: String,
}

fn date_as_text<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Says how every promise stands in a history. The history may have been played under another policy; a real case's
/// events are one as well.
#[must_use]
pub fn explain(policy: &Policy, history: &History) -> Explanation {
    let History { received, severity, events, now } = history;
    let calendar = &policy.calendar;
    let owed: Vec<Owed> = clocks(policy, events, *now)
        .into_iter()
        .filter(|clock| !never_mattered(clock, history))
        .map(|clock| counted::owed(policy, events, *now, clock))
        .collect();
    let applying = policy.promises_for(*severity);
    let not_started = applying
        .into_iter()
        .filter(|promise| promise.act != Act::Review)
        .filter(|promise| policy.role_holds(promise, None))
        .filter(|promise| promise.validity().holds_on(calendar.date(*received)))
        .filter(|promise| owed.iter().all(|owed| owed.promise != promise.id))
        .map(|promise| NotStarted {
            promise: promise.id.clone(),
            from: promise.from.event.as_str(),
            sentence: promise.in_words(),
        })
        .collect();
    let mut notes = Vec::new();
    let assessed = |event: &Event| matches!(event.fact, Fact::SeverityAssessed { .. });
    if !events.iter().any(assessed)
        && policy.promises.iter().any(|one| !one.when.severity.is_empty())
    {
        notes.push(
            "The severity was not told: until the team assesses it, the strictest promise of each kind applies."
                .to_owned(),
        );
    }
    Explanation {
        program: policy.program.name.clone(),
        policy: policy.version().to_string(),
        zone: calendar.zone().to_owned(),
        received: moment(calendar, *received),
        severity: severity.map(policy::Severity::as_str),
        as_of: moment(calendar, *now),
        events: events.iter().map(|event| told(policy, event)).collect(),
        owed,
        not_started,
        lasting: lasting::duties(policy, events, *now),
        notes,
    }
}

/// Whether a clock is only the trace of a severity that the situation gives from the first moment.
fn never_mattered(clock: &Clock, history: &History) -> bool {
    history.severity.is_some()
        && matches!(clock.state, ClockState::Void { .. })
        && clock.over == Some(history.received)
        && history.events.iter().any(|event| {
            event.happened == history.received
                && matches!(event.fact, Fact::SeverityAssessed { .. })
        })
}

fn told(policy: &Policy, event: &Event) -> Told {
    let who = match &event.actor {
        Actor::Reporter => "reporter".to_owned(),
        Actor::Member(_) => "team".to_owned(),
        Actor::System => "program".to_owned(),
        Actor::Participant(name) => name.clone(),
    };
    let at = moment(&policy.calendar, event.happened);
    Told { at, what: text::fact(&event.fact), who }
}
