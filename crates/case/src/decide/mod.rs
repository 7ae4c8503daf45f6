//! From a command to facts, or to a refusal that names the rule. Pure: time comes in as a value.

use clock::Instant;
use policy::Policy;
use policy::id::ReportId;

use crate::case::Case;
use crate::catalogue::{CommandSpec, catalogue};
use crate::command::Command;
use crate::event::{Actor, NewFact};
use crate::fact::Affected;
use crate::refusal::Refusal;
use crate::words::Private;

/// A report that arrives: what the first fact of its case says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The report as it was sent.
    pub report: ReportId,
    /// What it is about, in a few words of the reporter.
    pub title: Private,
    /// What the reporter says is affected.
    pub affected: Affected,
    /// The name under which the reporter wants to be credited; nothing: not said.
    pub credit: Option<Private>,
    /// When it was sent, if it took a way that lost time (mail, an import); nothing: now.
    pub sent: Option<Instant>,
    /// Until when the reporter wants both sides to keep quiet; nothing: as the policy says.
    pub embargo_ends: Option<Instant>,
}

/// The first facts of a case: the report, and the policy's default embargo, to which a reporter who says
/// nothing agrees.
#[must_use]
pub fn receive(arrival: Arrival, policy: &Policy, now: Instant) -> Vec<NewFact> {
    let _ = (arrival, policy, now);
    Vec::new()
}

/// The facts that a command makes, or why it makes none.
///
/// # Errors
/// [`Refusal`], which names the rule and what is possible instead.
pub fn decide(
    case: &Case,
    command: &Command,
    actor: &Actor,
    policy: &Policy,
    now: Instant,
) -> Result<Vec<NewFact>, Refusal> {
    let _ = (case, command, actor, policy, now);
    Ok(Vec::new())
}

/// Every command that this kind of actor may give, each with whether the case lets it through now.
#[must_use]
pub fn open_commands(
    case: &Case,
    actor: &Actor,
    policy: &Policy,
    now: Instant,
) -> Vec<(&'static CommandSpec, Result<(), Refusal>)> {
    let _ = (case, policy, now);
    catalogue().iter().filter(|spec| spec.is_for(actor)).map(|spec| (spec, Ok(()))).collect()
}
