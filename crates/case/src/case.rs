//! A case as it stands: the fold of its events.
//!
//! Not the record and not a row: [`crate::fold`] makes it from events at any time. Four machines side by
//! side and never one status: who is how far with the report, the embargo and who consented, how far each
//! vendor is with the fix, and what the world knows. [`crate::headline`] says it in plain words.

use std::collections::{BTreeMap, BTreeSet};

use clock::{Date, Instant};
use policy::id::{AdvisoryId, CaseId, ReportId, UserId};
use policy::{PolicyVersion, Regime, Severity};

use crate::event::Actor;
use crate::fact::{Affected, Terms};
use crate::state::{Awareness, Consent, Embargo, Fix, Report, Vulnerability};
use crate::words::{
    Applicability, CloseClass, CreditForm, CreditRole, Impact, Mitigation, PartyRole, Private, Tlp,
    WaitingOn,
};

/// The short name of the team among the participants.
pub const TEAM: &str = "team";
/// The short name of the reporter among the participants.
pub const REPORTER: &str = "reporter";

/// A case as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// How many events it is made of.
    pub version: u64,
    /// When the last event was recorded.
    pub last_recorded: Option<Instant>,
    /// The report, once one has come in.
    pub received: Option<Received>,
    /// Who takes part, by short name. The team and the reporter are always there once a report is.
    pub participants: BTreeMap<String, Participant>,
    /// The embargo.
    pub embargo: EmbargoState,
    /// What the world knows.
    pub awareness: Awareness,
    /// What the team assessed; nothing: treated as the most severe.
    pub severity: Option<Severity>,
    /// Every assessment of the severity, in order.
    pub assessments: Vec<(Instant, Severity)>,
    /// Whether the reporter took the report back.
    pub withdrawn: bool,
    /// What is affected, as the team recorded it, or as the reporter says until then.
    pub affected: Affected,
    /// What the team waits for, and since when.
    pub waiting: BTreeMap<WaitingOn, Instant>,
    /// Whose the case is.
    pub assigned: Option<UserId>,
    /// Milestones: when the team first did these things, or last since reopening.
    pub milestones: Milestones,
    /// How it was decided or closed, with the reason.
    pub outcome: Option<Outcome>,
    /// The date on which the team expects it to be resolved.
    pub expected: Option<Date>,
    /// The case that this one is the same as, or goes on in.
    pub original: Option<CaseId>,
    /// Whether it goes on there, as opposed to being the same.
    pub merged: bool,
    /// Cases that are the same as this one, or went on in it.
    pub duplicates: BTreeSet<CaseId>,
    /// The case that it was split from.
    pub parent: Option<CaseId>,
    /// Cases that were split from it.
    pub children: BTreeSet<CaseId>,
    /// How the reporter will be named.
    pub credit: CreditState,
    /// Whether what was declined may be disclosed.
    pub disclosure: DisclosureState,
    /// The advisory, with its last published edition.
    pub advisory: Option<(AdvisoryId, u32)>,
    /// More time that the team asked for and that the reporter has not answered, by promise.
    pub extensions_offered: BTreeMap<String, Instant>,
    /// Promises that were waived.
    pub waived: BTreeSet<String>,
    /// How far what is in it may be passed on; nothing: nobody marked it, and it counts as
    /// [`Case::USUAL_TLP`].
    pub tlp: Option<Tlp>,
    /// What a law calls it: the last decision on each word that was decided about.
    pub regimes: BTreeMap<Regime, RegimeDecision>,
}

/// Whether a law's word for an event applies to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegimeDecision {
    /// Whether it applies.
    pub applies: Applicability,
    /// Why.
    pub reason: Private,
    /// The first signal.
    pub signal: Instant,
    /// When the assessment began.
    pub assessed: Instant,
    /// When the team became aware; when it was decided, for what does not apply.
    pub aware: Instant,
    /// When it was decided.
    pub decided: Instant,
    /// Who decided it.
    pub by: Actor,
}

/// The report of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The case's own id.
    pub case: CaseId,
    /// The report as it was sent.
    pub report: ReportId,
    /// The version of the policy that the case is held to.
    pub policy: PolicyVersion,
    /// When it came in.
    pub at: Instant,
    /// What it is about, in a few words.
    pub title: Private,
}

/// One party of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// What it is to the case.
    pub role: PartyRole,
    /// RM: how far it is with the report.
    pub report: Report,
    /// PEC: whether it agreed to the embargo.
    pub consent: Consent,
    /// vfd, for a vendor.
    pub fix: Option<Fix>,
    /// While invited: when silence counts as a no.
    pub respond_by: Option<Instant>,
    /// Whether it agreed to join while there was no embargo to agree to.
    pub joined: bool,
    /// Its name in full, as the team wrote it.
    pub name: Option<Private>,
    /// How the team reaches it outside of this program.
    pub contact: Option<Private>,
    /// How far what it is told may be passed on; nothing: as the case is marked.
    pub tlp: Option<Tlp>,
    /// What it was asked to keep to besides the embargo.
    pub rules: Option<Private>,
    /// When it was last asked to join.
    pub asked: Option<Instant>,
    /// When it agreed to join.
    pub agreed: Option<Instant>,
    /// Whether its last no was silence until the time to answer ran out.
    pub no_answer: bool,
    /// Why it said no.
    pub declined: Option<Private>,
    /// When the team took it off the case.
    pub removed: Option<Instant>,
    /// Whether its product is affected.
    pub impact: Option<Impact>,
    /// What it says about it.
    pub statement: Option<Statement>,
    /// When anything was last heard of it.
    pub heard: Option<Instant>,
}

/// What a vendor says about its product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The words.
    pub text: Private,
    /// When they were recorded.
    pub at: Instant,
    /// Whether the team wrote them down for the vendor.
    pub by_team: bool,
}

/// The embargo of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbargoState {
    /// EM.
    pub state: Embargo,
    /// The terms that bind, while they do.
    pub terms: Option<Terms>,
    /// What is on the table, and who proposed it; the one that ends first is decided first.
    pub proposals: Vec<Proposal>,
    /// Attacks or a leak were seen while it binds, and nobody has yet decided whether to keep it, shorten it
    /// or end it. Nothing else may be done with it until then.
    pub decision_owed: bool,
}

impl Default for EmbargoState {
    fn default() -> Self {
        Self { state: Embargo::None, terms: None, proposals: Vec::new(), decision_owed: false }
    }
}

/// Embargo terms on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The terms.
    pub terms: Terms,
    /// Who proposed them, by short name.
    pub by: String,
}

/// When things were first done, or first since the last reopening.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Milestones {
    /// The report was acknowledged.
    pub acknowledged: Option<Instant>,
    /// It was judged real.
    pub validated: Option<Instant>,
    /// Work on it began.
    pub accepted: Option<Instant>,
    /// The expected date was last named.
    pub expected: Option<Instant>,
    /// A fix is ready.
    pub fix_ready: Option<Instant>,
    /// Users can have the fix or protect themselves.
    pub released: Option<(Instant, Mitigation)>,
    /// It was closed.
    pub closed: Option<Instant>,
    /// Attacks: when they happened and when we learned of it.
    pub attack: Option<(Instant, Instant)>,
    /// The team's advisory was first published.
    pub published: Option<Instant>,
    /// The parties were last told when the team will publish.
    pub parties_told: Option<Instant>,
}

/// How a case was decided or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The class.
    pub class: CloseClass,
    /// Why, as the reporter was told.
    pub reason: Private,
}

/// Whether a report that was declined may be disclosed all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DisclosureState {
    /// Whether the team asked.
    pub asked: bool,
    /// What the reporter said: yes, no, or nothing yet.
    pub agreed: Option<bool>,
}

/// How the reporter will be named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreditState {
    /// The line, as written by the reporter or the team.
    pub line: Option<Private>,
    /// As what they are named; nothing: they did not say, and the line stands for itself.
    pub form: Option<CreditForm>,
    /// What they are thanked for; nothing: for telling the team.
    pub role: Option<CreditRole>,
    /// What the reporter said: yes, no, or nothing yet.
    pub agreed: Option<bool>,
    /// Whether the reporter was named in public.
    pub given: bool,
}

impl Case {
    /// How a case is marked that nobody marked: within an organisation and to its clients.
    pub const USUAL_TLP: Tlp = Tlp::Amber;

    /// How far what is in it may be passed on.
    #[must_use]
    pub fn tlp(&self) -> Tlp {
        self.tlp.unwrap_or(Self::USUAL_TLP)
    }

    /// The parties besides the team and the reporter, by short name.
    pub fn parties(&self) -> impl Iterator<Item = (&str, &Participant)> {
        self.participants
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), TEAM | REPORTER))
            .map(|(name, party)| (name.as_str(), party))
    }

    /// Whether it is closed without work on it: declined, or nothing to do.
    #[must_use]
    pub fn is_declined(&self) -> bool {
        self.report() == Report::Closed
            && self.outcome.as_ref().is_some_and(|outcome| outcome.class.declines())
    }

    /// RM of the team.
    #[must_use]
    pub fn report(&self) -> Report {
        self.participants.get(TEAM).map_or(Report::Start, |team| team.report)
    }

    /// vfd of the team, which is a vendor.
    #[must_use]
    pub fn fix(&self) -> Fix {
        self.participants.get(TEAM).and_then(|team| team.fix).unwrap_or(Fix::Unaware)
    }

    /// vfd of the team beside pxa of the case.
    #[must_use]
    pub fn vulnerability(&self) -> Vulnerability {
        Vulnerability { fix: self.fix(), awareness: self.awareness }
    }

    /// Whether a participant may see the content of the case: while an embargo binds, signatories
    /// only; without one, those who agreed to join. The team and the reporter always may.
    #[must_use]
    pub fn may_see(&self, participant: &str) -> bool {
        self.participants.get(participant).is_some_and(|party| {
            if matches!(participant, TEAM | REPORTER) {
                true
            } else if party.removed.is_some() {
                false
            } else if self.embargo.state.binds() {
                party.consent.adheres()
            } else {
                party.joined
            }
        })
    }
}
