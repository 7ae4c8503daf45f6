//! From events to the case. Total: any list of events folds to some case, and nothing panics.
//!
//! Every machine moves only along its table: an event that the table has no place for (from a damaged or
//! foreign record) is counted and otherwise leaves that machine as it was.

use clock::Instant;

use crate::case::{
    Case, Outcome, Participant, Proposal, REPORTER, Received, RegimeDecision, Statement, TEAM,
};
use crate::event::{Actor, Event};
use crate::fact::{Fact, Terms};
use crate::state::{Consent, ConsentStep, Embargo, EmbargoStep, Fix, Report, ReportStep};
use crate::words::{CloseClass, Mitigation, PartyRole, Private, WaitingOn};

/// The case that these events make, in order.
#[must_use]
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Case {
    events.into_iter().fold(Case::default(), evolve)
}

/// The case after one more event.
#[must_use]
pub fn evolve(mut case: Case, event: &Event) -> Case {
    case.version = case.version.saturating_add(1);
    case.last_recorded =
        Some(case.last_recorded.map_or(event.recorded, |last| last.max(event.recorded)));
    if event.fact.speaks_to_reporter() && case.received.is_some() {
        case.milestones.acknowledged.get_or_insert(event.happened);
    }
    case.waiting.retain(|on, _| !event.fact.ends_wait(*on));
    if event.fact.makes_public() {
        case.become_public();
    }
    case.apply(event);
    case
}

impl Case {
    fn apply(&mut self, event: &Event) {
        match &event.fact {
            Fact::ReportReceived { .. } => self.receive(event),
            Fact::Assigned { to } => self.assigned = *to,
            Fact::Validated { .. } => self.validate(event.happened),
            Fact::Invalidated { .. } => self.step(ReportStep::Invalidate),
            Fact::InformationRequested { .. } => self.wait(WaitingOn::Reporter, event.happened),
            Fact::WaitingBegan { on, .. } => self.wait(*on, event.happened),
            Fact::Withdrawn { .. } => {
                self.withdrawn = true;
                if let Some(reporter) = self.participants.get_mut(REPORTER) {
                    reporter.take(ReportStep::Defer);
                }
            }
            Fact::SeverityAssessed { severity, .. } => {
                self.severity = Some(*severity);
                self.assessments.push((event.happened, *severity));
            }
            Fact::AffectedSet { affected } => self.affected = affected.clone(),
            Fact::Accepted { .. } => {
                if self.report().after(ReportStep::Accept).is_some() {
                    self.milestones.accepted = Some(event.happened);
                    self.outcome = None;
                    self.original = None;
                    self.merged = false;
                }
                self.step(ReportStep::Accept);
            }
            Fact::Deferred { .. } => self.step(ReportStep::Defer),
            Fact::Declined { class, reason, .. } => self.decline(*class, reason),
            Fact::Closed { class, reason } => self.close(*class, reason, event.happened),
            Fact::Reopened { .. } => self.reopen(),
            Fact::MarkedDuplicate { of, reason } => {
                self.set_aside(event.happened);
                self.original = Some(*of);
                self.outcome =
                    Some(Outcome { class: CloseClass::Duplicate, reason: reason.clone() });
            }
            Fact::Merged { into, reason } => {
                self.set_aside(event.happened);
                self.original = Some(*into);
                self.merged = true;
                self.outcome =
                    Some(Outcome { class: CloseClass::Duplicate, reason: reason.clone() });
            }
            Fact::DuplicateAttached { duplicate } => {
                self.duplicates.insert(*duplicate);
            }
            Fact::DuplicateDetached { duplicate } => {
                self.duplicates.remove(duplicate);
            }
            Fact::MergedIn { from, embargo_ends } => {
                self.duplicates.insert(*from);
                if let Some(ends) = embargo_ends {
                    self.take_in_embargo(*ends);
                }
            }
            Fact::Split { into, .. } => {
                self.children.insert(*into);
            }
            Fact::SplitFrom { parent, .. } => self.parent = Some(*parent),
            // Whose it was is in another team.
            Fact::Transferred { .. } => self.assigned = None,
            Fact::OriginalMoved { expected: Some(date), .. } => self.expected = Some(*date),
            Fact::ResolutionExpected { date, .. } => {
                self.expected = Some(*date);
                self.milestones.expected = Some(event.happened);
            }
            Fact::FixReady { .. } => self.fix_ready(event.happened),
            Fact::FixReleased { mitigation, .. } => self.release(*mitigation, event.happened),
            Fact::BecamePublic { .. } => self.awareness.public = true,
            Fact::ExploitPublished { .. } => {
                self.awareness.exploit = true;
                self.awareness.public = true;
            }
            Fact::AttackObserved { .. } => {
                self.awareness.attacks = true;
                self.milestones.attack.get_or_insert((event.happened, event.learned));
                self.embargo.decision_owed = self.embargo.state.binds();
            }
            Fact::LeakObserved { .. } => {
                self.embargo.decision_owed = self.embargo.state.binds();
            }
            Fact::EmbargoShortened { terms, .. } => self.shorten_embargo(terms),
            Fact::EmbargoProposed { terms } => self.propose(terms, side_of(&event.actor)),
            Fact::EmbargoBegan { terms } => self.begin_embargo(terms),
            Fact::EmbargoAccepted { terms } => self.accept_embargo(terms, &side_of(&event.actor)),
            Fact::EmbargoRejected { .. } => self.reject_embargo(),
            Fact::EmbargoTerminated { .. } => self.terminate_embargo(),
            Fact::EmbargoKept { .. } => self.embargo.decision_owed = false,
            Fact::ParticipantInvited { .. } => self.invite(event),
            Fact::ConsentGiven { participant } => self.consent(participant, event.happened),
            Fact::ConsentDeclined { participant, by_silence, reason } => {
                if let Some(party) = self.participants.get_mut(participant) {
                    party.settle(ConsentStep::Decline);
                    party.respond_by = None;
                    party.joined = false;
                    party.no_answer = *by_silence;
                    party.declined.clone_from(reason);
                    if !by_silence {
                        party.heard = Some(event.happened);
                    }
                }
            }
            Fact::PartyRemoved { participant, .. } => {
                if let Some(party) = self.participants.get_mut(participant) {
                    party.settle(ConsentStep::Revise);
                    party.settle(ConsentStep::Decline);
                    party.respond_by = None;
                    party.joined = false;
                    party.removed = Some(event.happened);
                }
            }
            Fact::PartyMessageSent { .. } => {
                if let Actor::Participant(name) = &event.actor
                    && let Some(party) = self.participants.get_mut(name)
                {
                    party.heard = Some(event.happened);
                }
            }
            Fact::PartiesNotified { .. } => self.milestones.parties_told = Some(event.happened),
            Fact::TlpSet { tlp, .. } => self.tlp = Some(*tlp),
            Fact::VendorInformed { participant } => {
                if let Some(party) = self.participants.get_mut(participant) {
                    party.inform();
                }
            }
            Fact::StatusReceived { participant, report, fix, skipped: _, impact, statement } => {
                if let Some(party) = self.participants.get_mut(participant) {
                    party.take_status(*report, *fix);
                    party.impact = impact.or(party.impact);
                    if let Some(text) = statement {
                        let by_team = event.actor.is_team();
                        let text = text.clone();
                        party.statement = Some(Statement { text, at: event.happened, by_team });
                    }
                    party.heard = Some(event.happened);
                }
            }
            Fact::CreditSet { line, role } => {
                if self.credit.line.as_ref() != Some(line) {
                    self.credit.agreed = None;
                    self.credit.form = None;
                }
                self.credit.line = Some(line.clone());
                self.credit.role = role.or(self.credit.role);
            }
            Fact::CreditAgreed { line, form } => {
                if line.is_some() {
                    self.credit.line.clone_from(line);
                }
                if line.is_some() || form.is_some() {
                    self.credit.form = *form;
                }
                self.credit.agreed = Some(true);
            }
            Fact::CreditDeclined {} => {
                self.credit.agreed = Some(false);
                self.credit.line = None;
                self.credit.form = None;
                // Whoever declines is not named any more, wherever they were.
                self.credit.given = false;
            }
            Fact::Credited { .. } => self.credit.given = true,
            Fact::DisclosureProposed { .. } => {
                self.disclosure.asked = true;
                self.disclosure.agreed = None;
            }
            Fact::DisclosureAgreed {} => self.disclosure.agreed = Some(true),
            Fact::DisclosureRefused {} => self.disclosure.agreed = Some(false),
            Fact::AdvisoryPublished { advisory, edition, .. } => {
                self.advisory = Some((*advisory, *edition));
                self.milestones.published.get_or_insert(event.happened);
            }
            Fact::PromiseWaived { promise, .. } => {
                self.waived.insert(promise.clone());
            }
            Fact::ExtensionOffered { promise, until, .. } => {
                self.extensions_offered.insert(promise.clone(), *until);
            }
            Fact::ExtensionAgreed { promise, .. } | Fact::ExtensionRefused { promise } => {
                self.extensions_offered.remove(promise);
            }
            Fact::RegimeDecided { regime, applies, reason, assessed, decided, packs: _ } => {
                let decision = RegimeDecision {
                    applies: *applies,
                    reason: reason.clone(),
                    signal: event.happened,
                    assessed: *assessed,
                    aware: event.learned,
                    decided: *decided,
                    by: event.actor.clone(),
                };
                self.regimes.insert(*regime, decision);
            }
            // Words, notes and notices change no machine; what they mean for a promise is judged in `clocks`.
            Fact::Acknowledged { .. }
            | Fact::MessageSent { .. }
            | Fact::ReporterWrote { .. }
            | Fact::NoteTaken { .. }
            | Fact::Reviewed { .. }
            | Fact::InformationGiven { .. }
            | Fact::WaitingEnded { .. }
            | Fact::OriginalMoved { .. }
            | Fact::RelatedMoved { .. }
            | Fact::HistoryTaken { .. }
            | Fact::ProgressReported { .. }
            | Fact::IncidentFound { .. }
            | Fact::UpstreamNotified { .. }
            | Fact::OccasionRecorded { .. }
            | Fact::PeriodLengthened { .. }
            | Fact::NoticeSent { .. } => {}
        }
    }

    fn receive(&mut self, event: &Event) {
        let Fact::ReportReceived {
            case,
            report,
            policy,
            digest: _,
            title,
            affected,
            credit,
            packs: _,
        } = &event.fact
        else {
            return;
        };
        if self.received.is_some() {
            return;
        }
        self.received = Some(Received {
            case: *case,
            report: *report,
            policy: *policy,
            at: event.happened,
            title: title.clone(),
        });
        self.affected = affected.clone();
        self.credit.line.clone_from(credit);
        self.credit.agreed = credit.as_ref().map(|_| true);
        let team = Participant::new(PartyRole::Vendor, Report::Received, Some(Fix::Aware));
        let reporter = Participant::new(PartyRole::Reporter, Report::Accepted, None);
        self.participants.insert(TEAM.to_owned(), Participant { joined: true, ..team });
        self.participants.insert(REPORTER.to_owned(), Participant { joined: true, ..reporter });
    }

    fn step(&mut self, step: ReportStep) {
        if let Some(team) = self.participants.get_mut(TEAM) {
            team.take(step);
        }
    }

    fn validate(&mut self, at: Instant) {
        if self.report().after(ReportStep::Validate).is_some() {
            self.milestones.validated = Some(at);
            self.outcome = None;
        }
        self.step(ReportStep::Validate);
    }

    fn wait(&mut self, on: WaitingOn, at: Instant) {
        if self.report().is_active() {
            self.waiting.entry(on).or_insert(at);
        }
    }

    /// R to I, V and A to D; I and D stay. The case is closed by a fact of its own.
    fn decline(&mut self, class: CloseClass, reason: &Private) {
        match self.report() {
            Report::Received => self.step(ReportStep::Invalidate),
            Report::Valid | Report::Accepted => self.step(ReportStep::Defer),
            Report::Start | Report::Closed => return,
            Report::Invalid | Report::Deferred => {}
        }
        self.outcome = Some(Outcome { class, reason: reason.clone() });
    }

    fn close(&mut self, class: CloseClass, reason: &Private, at: Instant) {
        if self.embargo.state.binds() || !self.report().may_close() {
            return;
        }
        self.step(ReportStep::Close);
        self.milestones.closed = Some(at);
        self.outcome = Some(Outcome { class, reason: reason.clone() });
    }

    fn reopen(&mut self) {
        if self.report() != Report::Closed {
            return;
        }
        self.step(ReportStep::Reopen);
        self.outcome = None;
        self.original = None;
        self.merged = false;
        self.milestones.validated = None;
        self.milestones.accepted = None;
        self.milestones.closed = None;
    }

    /// Real, and not worked on here: V, then D.
    fn set_aside(&mut self, at: Instant) {
        self.validate(at);
        self.step(ReportStep::Defer);
    }

    fn fix_ready(&mut self, at: Instant) {
        if let Some(team) = self.participants.get_mut(TEAM)
            && team.fix == Some(Fix::Aware)
        {
            team.fix = Some(Fix::Ready);
            self.milestones.fix_ready.get_or_insert(at);
        }
    }

    fn release(&mut self, mitigation: Mitigation, at: Instant) {
        if mitigation.is_fix() {
            self.fix_ready(at);
            if let Some(team) = self.participants.get_mut(TEAM)
                && team.fix == Some(Fix::Ready)
            {
                team.fix = Some(Fix::Deployed);
            }
        }
        let better = self
            .milestones
            .released
            .is_none_or(|(_, before)| mitigation.is_fix() && !before.is_fix());
        if better {
            self.milestones.released = Some((at, mitigation));
        }
    }

    /// P: every vendor knows with it, and no embargo stands.
    fn become_public(&mut self) {
        self.awareness.public = true;
        for party in self.participants.values_mut() {
            party.inform();
        }
        match self.embargo.state {
            Embargo::Proposed => self.reject_embargo(),
            Embargo::Active | Embargo::Revise => self.terminate_embargo(),
            Embargo::None | Embargo::Exited => {}
        }
    }

    fn propose(&mut self, terms: &Terms, by: String) {
        let Some(next) = self.embargo.state.after(EmbargoStep::Propose) else { return };
        self.embargo.state = next;
        self.embargo.proposals.retain(|proposal| proposal.by != by);
        self.embargo.proposals.push(Proposal { terms: terms.clone(), by });
        self.embargo.proposals.sort_by_key(|proposal| proposal.terms.ends);
    }

    fn begin_embargo(&mut self, terms: &Terms) {
        if self.embargo.state != Embargo::None || self.awareness.is_any() {
            return;
        }
        self.embargo.state = Embargo::Active;
        self.embargo.terms = Some(terms.clone());
        for name in [TEAM, REPORTER] {
            if let Some(party) = self.participants.get_mut(name) {
                party.settle(ConsentStep::Accept);
            }
        }
        self.ask_the_others();
    }

    fn accept_embargo(&mut self, terms: &Terms, accepted_by: &str) {
        let Some(next) = self.embargo.state.after(EmbargoStep::Accept) else { return };
        let settled = self.embargo.proposals.iter().position(|one| one.terms == *terms);
        let proposer = settled.map(|at| self.embargo.proposals.remove(at).by);
        let changed = self.embargo.terms.as_ref().is_some_and(|old| old != terms);
        self.embargo.state = next;
        self.embargo.terms = Some(terms.clone());
        for (name, party) in &mut self.participants {
            if changed {
                party.settle(ConsentStep::Revise);
            }
            if name == accepted_by || Some(name) == proposer.as_ref() {
                if party.removed.is_some() {
                    continue;
                }
                if party.consent == Consent::Declined {
                    party.settle(ConsentStep::Invite);
                }
                party.settle(ConsentStep::Accept);
                // Whose own terms were agreed has agreed to them, and takes part.
                party.joined = true;
                party.respond_by = None;
                party.inform();
            }
        }
        self.ask_the_others();
        // What is still on the table stands as a revision of what was just agreed.
        if !self.embargo.proposals.is_empty()
            && let Some(revise) = next.after(EmbargoStep::Propose)
        {
            self.embargo.state = revise;
        }
    }

    fn ask_the_others(&mut self) {
        for party in self.participants.values_mut() {
            if party.joined && !party.consent.adheres() {
                party.settle(ConsentStep::Invite);
            }
        }
    }

    fn reject_embargo(&mut self) {
        if let Some(next) = self.embargo.state.after(EmbargoStep::Reject) {
            self.embargo.state = next;
            self.embargo.proposals.clear();
        }
    }

    fn terminate_embargo(&mut self) {
        let Some(next) = self.embargo.state.after(EmbargoStep::Terminate) else { return };
        self.embargo.state = next;
        self.embargo.terms = None;
        self.embargo.proposals.clear();
        self.embargo.decision_owed = false;
        for party in self.participants.values_mut() {
            party.settle(ConsentStep::Reset);
        }
    }

    /// The embargo of a case that goes on here: the earlier end of both binds until a new one is agreed.
    fn take_in_embargo(&mut self, ends: Instant) {
        let impossible = self.awareness.is_any() || !self.report().may_agree_embargo();
        match self.embargo.state {
            Embargo::Exited => {}
            Embargo::None | Embargo::Proposed => {
                if impossible {
                    return;
                }
                let open = core::mem::take(&mut self.embargo.proposals);
                self.embargo.state = Embargo::None;
                self.begin_embargo(&Terms { ends, note: None });
                for proposal in open {
                    self.propose(&proposal.terms, proposal.by);
                }
            }
            Embargo::Active | Embargo::Revise => {
                if let Some(terms) = &mut self.embargo.terms
                    && ends < terms.ends
                {
                    terms.ends = ends;
                    for (name, party) in &mut self.participants {
                        if !matches!(name.as_str(), TEAM | REPORTER) {
                            party.settle(ConsentStep::Revise);
                        }
                    }
                    self.ask_the_others();
                }
            }
        }
    }

    fn invite(&mut self, event: &Event) {
        let Fact::ParticipantInvited {
            participant,
            role,
            respond_by,
            name: in_full,
            contact,
            tlp,
            rules,
        } = &event.fact
        else {
            return;
        };
        let (name, role) = (participant.as_str(), *role);
        if matches!(name, TEAM | REPORTER) {
            return;
        }
        let binds = self.embargo.state.binds();
        let public = self.awareness.public;
        let fix = matches!(role, PartyRole::Vendor).then_some(if public {
            Fix::Aware
        } else {
            Fix::Unaware
        });
        let party = self
            .participants
            .entry(name.to_owned())
            .or_insert_with(|| Participant::new(role, Report::Start, fix));
        if binds {
            party.settle(ConsentStep::Invite);
        }
        party.respond_by = Some(*respond_by);
        party.asked = Some(event.happened);
        party.removed = None;
        party.no_answer = false;
        party.declined = None;
        for (kept, given) in
            [(&mut party.name, in_full), (&mut party.contact, contact), (&mut party.rules, rules)]
        {
            if given.is_some() {
                kept.clone_from(given);
            }
        }
        party.tlp = *tlp;
    }

    /// Nobody is asked anew: whoever agreed to be quiet for longer agreed to less.
    fn shorten_embargo(&mut self, terms: &Terms) {
        if let Some(agreed) = &mut self.embargo.terms
            && terms.ends < agreed.ends
        {
            *agreed = terms.clone();
        }
        self.embargo.decision_owed = false;
    }

    fn consent(&mut self, name: &str, at: Instant) {
        let binds = self.embargo.state.binds();
        if let Some(party) = self.participants.get_mut(name) {
            if binds {
                party.settle(ConsentStep::Accept);
            }
            party.joined = !binds || party.consent.adheres();
            party.respond_by = None;
            party.heard = Some(at);
            if party.joined {
                party.agreed.get_or_insert(at);
                party.take(ReportStep::Receive);
                party.inform();
            }
        }
    }
}

impl Participant {
    fn new(role: PartyRole, report: Report, fix: Option<Fix>) -> Self {
        Self {
            role,
            report,
            consent: Consent::NoEmbargo,
            fix,
            respond_by: None,
            joined: false,
            name: None,
            contact: None,
            tlp: None,
            rules: None,
            asked: None,
            agreed: None,
            no_answer: false,
            declined: None,
            removed: None,
            impact: None,
            statement: None,
            heard: None,
        }
    }

    fn take(&mut self, step: ReportStep) {
        if let Some(next) = self.report.after(step) {
            self.report = next;
        }
    }

    fn settle(&mut self, step: ConsentStep) {
        if let Some(next) = self.consent.after(step) {
            self.consent = next;
        }
    }

    fn inform(&mut self) {
        if self.fix == Some(Fix::Unaware) {
            self.fix = Some(Fix::Aware);
        }
    }

    /// Forward only: a claim that goes back changes nothing.
    fn take_status(&mut self, report: Option<Report>, fix: Option<Fix>) {
        if let Some(claimed) = report
            && claimed.rank() >= self.report.rank()
        {
            self.report = claimed;
        }
        if let (Some(claimed), Some(known)) = (fix, self.fix)
            && claimed > known
        {
            self.fix = Some(claimed);
        }
    }
}

/// Whose side an actor is on, by the short name among the participants.
pub(crate) fn side_of(actor: &Actor) -> String {
    match actor {
        Actor::Reporter => REPORTER.to_owned(),
        Actor::Member(_) | Actor::System => TEAM.to_owned(),
        Actor::Participant(name) => name.clone(),
    }
}
