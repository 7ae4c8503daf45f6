//! From a command to facts, or to a refusal that names the rule. Pure: time comes in as a value.
//!
//! A command passes three doors: who may give it (`permit`), whether the state of things lets it
//! through (`permit`, the same for a form that asks beforehand), and whether its content can stand (`make`). What time
//! alone has brought about (an embargo that reached its end, an invitation that was not answered) is recorded first.
//! A clock that runs backwards never makes the record run backwards: everything is decided at the
//! later of `now` and the last recorded event.

mod disclosure;
mod embargo;
mod judgement;
mod links;
mod parties;
mod permit;
mod promises;
mod situation;

use core::time::Duration;
use std::collections::BTreeMap;

use clock::Instant;
use policy::id::{CaseId, ReportId};
use policy::{Party, Policy};

use crate::case::{Case, REPORTER};
use crate::catalogue::{CommandSpec, catalogue};
use crate::command::{Command, CommandKind, Times};
use crate::event::{Actor, Event, NewFact, Place};
use crate::evolve::{evolve, side_of};
use crate::fact::{Affected, Fact};
use crate::refusal::Refusal;
use crate::words::Private;

pub use embargo::receive;
pub use links::{beside, may_take_in};

/// Rules of the protocol, by the table they stand in.
const RM: &str = "Vultron RM table";
const EM: &str = "Vultron EM table";
const PEC: &str = "Vultron PEC table";
const CS: &str = "Vultron CS rules";
const BETWEEN: &str = "Vultron rules between the machines";
const OURS: &str = "our rule";
const POLICY: &str = "the policy of the program";

/// A report that arrives: what the first fact of its case says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The id of the case that begins.
    pub case: CaseId,
    /// The report as it was sent.
    pub report: ReportId,
    /// SHA-256 of the report as it was sent, in lower-case hexadecimal; nothing when there is none.
    pub digest: Option<String>,
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
    let mut facts = lapse(case, now);
    let settled = after(case, &facts);
    let ask = Ask { case: &settled, actor, policy, moment: moment(case, now) };
    permit::permit(command.kind(), &ask)?;
    let mut made = Facts::new(&ask);
    match command {
        Command::Acknowledge { .. }
        | Command::Message { .. }
        | Command::Note { .. }
        | Command::Assign { .. }
        | Command::Review { .. }
        | Command::Validate { .. }
        | Command::Invalidate { .. }
        | Command::RequestInformation { .. }
        | Command::Answer { .. }
        | Command::Withdraw { .. }
        | Command::AssessSeverity { .. }
        | Command::SetAffected { .. }
        | Command::Accept { .. }
        | Command::Defer { .. }
        | Command::Decline { .. }
        | Command::Close { .. }
        | Command::Reopen { .. } => judgement::make(command, &ask, &mut made)?,
        Command::MarkDuplicate { .. } | Command::Merge { .. } | Command::Split { .. } => {
            links::make(command, &ask, &mut made)?;
        }
        Command::Progress { .. }
        | Command::SetResolutionDate { .. }
        | Command::FixReady { .. }
        | Command::FixReleased { .. }
        | Command::RecordPublic { .. }
        | Command::RecordExploit { .. }
        | Command::RecordAttack { .. }
        | Command::RecordLeak { .. }
        | Command::RecordIncident { .. }
        | Command::RecordUpstreamNotice { .. }
        | Command::DecideRegime { .. }
        | Command::RecordOccasion { .. }
        | Command::ProposeDisclosure { .. }
        | Command::AgreeDisclosure {}
        | Command::RefuseDisclosure {}
        | Command::PublishAdvisory { .. }
        | Command::Notify { .. }
        | Command::SetCredit { .. }
        | Command::AgreeCredit { .. }
        | Command::DeclineCredit {}
        | Command::Credit { .. } => situation::make(command, &ask, &mut made)?,
        Command::ProposeEmbargo { .. }
        | Command::AcceptEmbargo {}
        | Command::RejectEmbargo { .. }
        | Command::ReviseEmbargo { .. }
        | Command::TerminateEmbargo { .. }
        | Command::KeepEmbargo { .. }
        | Command::ShortenEmbargo { .. } => embargo::make(command, &ask, &mut made)?,
        Command::Invite { .. }
        | Command::Consent { .. }
        | Command::DeclineConsent { .. }
        | Command::RemoveParty { .. }
        | Command::PartyMessage { .. }
        | Command::NotifyParties { .. }
        | Command::SetTlp { .. }
        | Command::RecordStatus { .. } => parties::make(command, &ask, &mut made)?,
        Command::WaitFor { .. }
        | Command::StopWaiting { .. }
        | Command::WaivePromise { .. }
        | Command::Extend { .. }
        | Command::LengthenPeriod { .. }
        | Command::AgreeExtension { .. }
        | Command::RefuseExtension { .. } => promises::make(command, &ask, &mut made)?,
    }
    links::tell_others(&ask, &mut made);
    facts.extend(made.facts);
    Ok(facts)
}

/// Every command that this kind of actor may give, each with whether the case lets it through now.
#[must_use]
pub fn open_commands(
    case: &Case,
    actor: &Actor,
    policy: &Policy,
    now: Instant,
) -> Vec<(&'static CommandSpec, Result<(), Refusal>)> {
    let settled = after(case, &lapse(case, now));
    let ask = Ask { case: &settled, actor, policy, moment: moment(case, now) };
    catalogue()
        .iter()
        .filter(|spec| spec.is_for(actor))
        .map(|spec| (spec, permit::permit(spec.kind, &ask)))
        .collect()
}

/// What time alone has brought about and is not recorded yet: an embargo that reached its end, a
/// proposal whose end has passed, an invitation that was not answered. [`decide`] records it first; an unlocked case may record it
/// without any command.
#[must_use]
pub fn lapse(case: &Case, now: Instant) -> Vec<NewFact> {
    let at = moment(case, now);
    let mut facts = Vec::new();
    let mut record = |happened: Instant, fact: Fact| {
        facts.push(NewFact {
            on: Place::ThisCase,
            happened,
            learned: happened,
            recorded: at,
            actor: Actor::System,
            visibility: fact.visibility(),
            fact,
        });
    };
    if let Some(terms) = &case.embargo.terms
        && terms.ends <= at
    {
        record(
            terms.ends,
            Fact::EmbargoTerminated { reason: "The embargo reached its agreed end.".into() },
        );
    } else if let Some(last) = case.embargo.proposals.last()
        && last.terms.ends <= at
    {
        record(
            last.terms.ends,
            Fact::EmbargoRejected { reason: "The proposed end has passed.".into() },
        );
    }
    for (name, party) in &case.participants {
        if let Some(until) = party.respond_by
            && until <= at
        {
            let participant = name.clone();
            record(until, Fact::ConsentDeclined { participant, by_silence: true, reason: None });
        }
    }
    facts
}

/// The packs that a policy switches on, each with its version.
fn packs_of(policy: &Policy) -> BTreeMap<String, String> {
    policy.law.packs.iter().map(|one| (one.id.clone(), one.version.to_string())).collect()
}

/// The later of `now` and the last recorded event.
fn moment(case: &Case, now: Instant) -> Instant {
    case.last_recorded.map_or(now, |last| last.max(now))
}

/// The case after these facts, which have no ids yet.
fn after(case: &Case, facts: &[NewFact]) -> Case {
    facts.iter().filter(|new| new.on == Place::ThisCase).fold(case.clone(), |case, new| {
        let id = policy::id::EventId::from_bytes([0; 16]);
        evolve(case, &Event { ..new.clone().into_event(id, None) })
    })
}

/// What a rule is asked about.
struct Ask<'a> {
    case: &'a Case,
    actor: &'a Actor,
    policy: &'a Policy,
    moment: Instant,
}

impl Ask<'_> {
    fn side(&self) -> String {
        side_of(self.actor)
    }

    fn party(&self) -> Party {
        match self.actor {
            Actor::Reporter => Party::Reporter,
            Actor::Member(_) | Actor::System | Actor::Participant(_) => Party::Team,
        }
    }

    fn is_reporter(&self) -> bool {
        self.side() == REPORTER
    }

    /// The two times of a recorded fact, checked: not in the future, and not learned before it happened.
    fn times(&self, times: Times) -> Result<(Instant, Instant), Refusal> {
        let learned = times.learned.unwrap_or(self.moment);
        let happened = times.happened.unwrap_or(learned);
        if learned > self.moment || happened > self.moment {
            return Err(Refusal::new(
                "time-in-future",
                OURS,
                "A fact cannot lie in the future: give a time up to now.",
                &[],
            ));
        }
        if happened > learned {
            return Err(Refusal::new(
                "learned-before-happened",
                OURS,
                "Nobody learns of something before it happens: check the two times.",
                &[],
            ));
        }
        Ok((happened, learned))
    }
}

/// The facts of one decision as they come up, and the case as they leave it.
struct Facts {
    facts: Vec<NewFact>,
    actor: Actor,
    moment: Instant,
}

impl Facts {
    fn new(ask: &Ask<'_>) -> Self {
        Self { facts: Vec::new(), actor: ask.actor.clone(), moment: ask.moment }
    }

    fn add(&mut self, fact: Fact) {
        self.add_at(fact, self.moment, self.moment);
    }

    fn add_at(&mut self, fact: Fact, happened: Instant, learned: Instant) {
        self.push(Place::ThisCase, fact, happened, learned);
    }

    fn push(&mut self, on: Place, fact: Fact, happened: Instant, learned: Instant) {
        self.facts.push(NewFact {
            on,
            happened,
            learned,
            recorded: self.moment,
            actor: self.actor.clone(),
            visibility: fact.visibility(),
            fact,
        });
    }
}

fn add_hours(from: Instant, hours: u32) -> Instant {
    from.checked_add(Duration::from_secs(u64::from(hours) * 3600)).unwrap_or(Instant::MAX)
}

/// The commands among these that are open now, for the "possible instead" of a refusal.
fn open_among(ask: &Ask<'_>, kinds: &[CommandKind]) -> Vec<CommandKind> {
    kinds.iter().copied().filter(|kind| permit::passes(*kind, ask)).collect()
}
