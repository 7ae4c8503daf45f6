//! A situation made into the events of a case: the report, its severity, and what the script tells.
//!
//! Statements go through the same rules as commands of a real case ([`crate::decide`]), so a history that no case
//! could have is refused with the rule that stands against it.

use clock::Instant;
use policy::id::{CaseId, EventId, ReportId, UserId};
use policy::{Policy, Severity};

use super::{ExplainError, script};
use crate::command::Command;
use crate::decide::{Arrival, decide, receive};
use crate::event::{Actor, Event, NewFact, Place};
use crate::evolve::fold;
use crate::fact::Affected;

/// What is given: a report, and what happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation<'a> {
    /// When the report was received: a moment, on the calendar's clock unless an offset stands there.
    pub received: &'a str,
    /// Its severity, taken as known from the first moment; `None`: not assessed unless the script says so.
    pub severity: Option<Severity>,
    /// What happened then, as a case script (`t+2d acknowledge`); may be empty.
    pub script: &'a str,
    /// As of when everything is judged: a moment, or `t+10d`. `None`: the last statement.
    pub as_of: Option<&'a str>,
}

/// The events of a case that could have been, and the moment at which it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// When the report was received.
    pub received: Instant,
    /// The severity that was taken as known from the first moment.
    pub severity: Option<Severity>,
    /// What happened.
    pub events: Vec<Event>,
    /// As of when.
    pub now: Instant,
}

/// Plays a situation under a policy.
///
/// # Errors
/// [`ExplainError`], for the first statement that cannot be read or cannot have happened.
pub fn history(policy: &Policy, situation: &Situation<'_>) -> Result<History, ExplainError> {
    let calendar = &policy.calendar;
    let epoch = Instant::from_second(0);
    let received = Some(situation.received.trim())
        .filter(|text| !text.starts_with("t+"))
        .and_then(|text| script::moment(text, epoch, calendar))
        .ok_or_else(|| ExplainError::Received { text: situation.received.to_owned() })?;
    let statements = script::read(situation.script, received, calendar)?;
    let mut events = Vec::new();
    record(&mut events, receive(arrival(), policy, received));
    if let Some(severity) = situation.severity {
        let command = Command::AssessSeverity { severity, cvss: None, reason: None };
        let facts = decide(&fold(&events), &command, &member(), policy, received);
        let text = format!("assess-severity severity={severity}");
        let facts = facts.map_err(|refusal| ExplainError::Refused { line: 0, text, refusal })?;
        record(&mut events, facts);
    }
    let mut last = received;
    for statement in statements {
        last = last.max(statement.at);
        let Some((actor, command)) = &statement.act else { continue };
        let facts = decide(&fold(&events), command, actor, policy, statement.at);
        let (line, text) = (statement.line, statement.text);
        let facts = facts.map_err(|refusal| ExplainError::Refused { line, text, refusal })?;
        record(&mut events, facts);
    }
    let now = match situation.as_of {
        None => last,
        Some(text) => {
            let at = script::moment(text.trim(), received, calendar)
                .ok_or_else(|| ExplainError::AsOf { text: text.to_owned() })?;
            if at < last {
                return Err(ExplainError::AsOfTooEarly { at, last });
            }
            at
        }
    };
    Ok(History { received, severity: situation.severity, events, now })
}

fn arrival() -> Arrival {
    Arrival {
        case: CaseId::from_bytes([0; 16]),
        report: ReportId::from_bytes([0; 16]),
        digest: None,
        title: "A report".into(),
        affected: Affected::default(),
        credit: Some("The reporter".into()),
        sent: None,
        embargo_ends: None,
    }
}

fn member() -> Actor {
    Actor::Member(UserId::from_bytes([0; 16]))
}

/// Adds the facts of this case; what a decision writes to other cases is not told here.
fn record(events: &mut Vec<Event>, facts: Vec<NewFact>) {
    for fact in facts.into_iter().filter(|fact| fact.on == Place::ThisCase) {
        let number = u64::try_from(events.len()).unwrap_or(u64::MAX).saturating_add(1);
        let id = EventId::from_bytes(u128::from(number).to_be_bytes());
        let last = events.last().map(|event| event.recorded);
        events.push(fact.into_event(id, last));
    }
}
