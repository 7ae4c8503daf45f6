//! Whether a command may be given now, whatever its fields say: by this actor, in this state.
//!
//! One arm for each kind of command. A form that lists what is open asks exactly this.

use policy::{Class, CreditChoice, Party};

use super::{Ask, BETWEEN, CS, EM, OURS, PEC, POLICY, RM, open_among};
use crate::case::REPORTER;
use crate::command::CommandKind as Kind;
use crate::event::Actor;
use crate::refusal::Refusal;
use crate::state::{Embargo, EmbargoStep, Fix, Report, ReportStep};
use crate::words::WaitingOn;

pub(super) fn passes(kind: Kind, ask: &Ask<'_>) -> bool {
    who(kind, ask).is_ok() && rule(kind, ask).is_none()
}

pub(super) fn permit(kind: Kind, ask: &Ask<'_>) -> Result<(), Refusal> {
    who(kind, ask)?;
    match rule(kind, ask) {
        None => Ok(()),
        Some(broken) => Err(Refusal::new(
            broken.code,
            broken.source,
            broken.sentence,
            &open_among(ask, broken.instead),
        )),
    }
}

/// A rule that stands against a command: its code, source, sentence, and what to try instead.
pub(super) struct Broken {
    code: &'static str,
    source: &'static str,
    sentence: String,
    instead: &'static [Kind],
}

pub(super) fn broken(
    code: &'static str,
    source: &'static str,
    sentence: impl Into<String>,
    instead: &'static [Kind],
) -> Option<Broken> {
    Some(Broken { code, source, sentence: sentence.into(), instead })
}

fn who(kind: Kind, ask: &Ask<'_>) -> Result<(), Refusal> {
    let may = kind.spec().is_some_and(|spec| spec.is_for(ask.actor));
    if may {
        return Ok(());
    }
    let sentence = match ask.actor {
        Actor::Reporter => "This is done by the team.",
        Actor::Member(_) => "This is for the reporter to say.",
        Actor::Participant(_) => "This is done by the team or the reporter.",
        Actor::System => "The program gives no commands: a person decides.",
    };
    Err(Refusal::new("not-yours", OURS, sentence, &[]))
}

fn rule(kind: Kind, ask: &Ask<'_>) -> Option<Broken> {
    let case = ask.case;
    let report = case.report();
    if case.received.is_none() || report == Report::Start {
        return broken("no-report", RM, "Nothing has been received yet.", &[]);
    }
    match kind {
        Kind::Note | Kind::Assign | Kind::Message | Kind::Notify | Kind::SetTlp => None,
        Kind::RecordIncident | Kind::RecordUpstreamNotice => None,
        Kind::DecideRegime | Kind::RecordOccasion => None,
        Kind::LengthenPeriod => lengthenable(ask),
        Kind::Acknowledge => acknowledge(ask),
        Kind::Validate => step(ask, ReportStep::Validate),
        Kind::Invalidate => step(ask, ReportStep::Invalidate),
        Kind::Accept => accept(ask),
        Kind::Defer => step(ask, ReportStep::Defer),
        Kind::Decline => decline(ask),
        Kind::Close => step(ask, ReportStep::Close),
        Kind::Reopen => step(ask, ReportStep::Reopen),
        Kind::Review | Kind::AssessSeverity | Kind::SetAffected | Kind::Progress => not_closed(ask),
        Kind::RequestInformation => request_information(ask),
        Kind::Answer => (!case.waiting.contains_key(&WaitingOn::Reporter)).then(|| Broken {
            code: "nothing-asked",
            source: OURS,
            sentence: "The team is not waiting for an answer.".to_owned(),
            instead: &[Kind::Message],
        }),
        Kind::Withdraw => withdraw(ask),
        Kind::WaitFor => active(ask, "Only work that goes on can wait"),
        Kind::StopWaiting => {
            if case.waiting.is_empty() {
                broken("not-waiting", OURS, "The case waits for nobody.", &[])
            } else {
                None
            }
        }
        Kind::MarkDuplicate | Kind::Merge => link(ask),
        Kind::Split => split(ask),
        Kind::SetResolutionDate => resolution_date(ask),
        Kind::FixReady => fix_ready(ask),
        Kind::FixReleased => needs_accepted(ask, "A fix is released"),
        Kind::RecordPublic => bit(case.awareness.public, "that the vulnerability is public"),
        Kind::RecordExploit => bit(case.awareness.exploit, "that an exploit is public"),
        Kind::RecordAttack => bit(case.awareness.attacks, "that attacks were seen"),
        Kind::RecordLeak => leak(ask),
        Kind::ProposeEmbargo => propose(ask),
        Kind::AcceptEmbargo => accept_embargo(ask),
        Kind::RejectEmbargo => decision_owed(ask).or_else(|| em(ask, EmbargoStep::Reject)),
        Kind::ReviseEmbargo => revise(ask),
        Kind::TerminateEmbargo => terminate(ask),
        Kind::KeepEmbargo => no_decision(ask),
        Kind::ShortenEmbargo => no_decision(ask).or_else(|| may_end_embargo(ask)),
        Kind::Invite => invite(ask),
        Kind::Consent | Kind::DeclineConsent => asked(ask),
        Kind::RecordStatus => has_parties(ask),
        Kind::RemoveParty => has_parties(ask),
        Kind::PartyMessage => party_message(ask),
        Kind::NotifyParties => notify_parties(ask),
        Kind::SetCredit => set_credit(ask),
        Kind::AgreeCredit => agree_credit(ask),
        Kind::DeclineCredit => {
            if case.credit.agreed == Some(false) {
                broken(
                    "credit-declined",
                    OURS,
                    "You already asked not to be named.",
                    &[Kind::AgreeCredit],
                )
            } else {
                None
            }
        }
        Kind::Credit => credit(ask),
        Kind::ProposeDisclosure | Kind::AgreeDisclosure | Kind::RefuseDisclosure => {
            super::disclosure::rule(kind, ask)
        }
        Kind::PublishAdvisory => publish(ask),
        Kind::WaivePromise => waivable(ask),
        Kind::Extend => extendable(ask),
        Kind::AgreeExtension | Kind::RefuseExtension => {
            if case.extensions_offered.is_empty() {
                broken("no-extension", OURS, "The team has not asked for more time.", &[])
            } else {
                None
            }
        }
    }
}

/// What can move a report on from each of its states.
const fn ways_on(report: Report) -> &'static [Kind] {
    match report {
        Report::Start => &[],
        Report::Received => &[Kind::Validate, Kind::Invalidate, Kind::Accept, Kind::Decline],
        Report::Invalid => &[Kind::Validate, Kind::Close],
        Report::Valid => &[Kind::Accept, Kind::Defer, Kind::Decline],
        Report::Deferred => &[Kind::Accept, Kind::Close],
        Report::Accepted => &[Kind::Defer, Kind::Close, Kind::Decline],
        Report::Closed => &[Kind::Reopen, Kind::Message],
    }
}

fn step(ask: &Ask<'_>, step: ReportStep) -> Option<Broken> {
    let report = ask.case.report();
    if report.after(step).is_some() {
        return None;
    }
    let doing = match step {
        ReportStep::Receive => "received",
        ReportStep::Validate => "judged real",
        ReportStep::Invalidate => "judged not valid",
        ReportStep::Accept => "accepted",
        ReportStep::Defer => "deferred",
        ReportStep::Close => "closed",
        ReportStep::Reopen => "reopened",
    };
    broken(
        "rm-no-transition",
        RM,
        format!("A report that is {} cannot be {doing}.", state_word(report)),
        ways_on(report),
    )
}

pub(super) const fn state_word(report: Report) -> &'static str {
    match report {
        Report::Start => "not received",
        Report::Received => "received and not judged",
        Report::Invalid => "judged not valid",
        Report::Valid => "judged real",
        Report::Deferred => "deferred",
        Report::Accepted => "accepted",
        Report::Closed => "closed",
    }
}

fn acknowledge(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.milestones.acknowledged.is_some() {
        return broken(
            "acknowledged",
            OURS,
            "The reporter already has an answer from the team.",
            &[Kind::Message, Kind::Progress],
        );
    }
    None
}

/// From V and D by the table; from R and I by judging it real in the same breath.
fn accept(ask: &Ask<'_>) -> Option<Broken> {
    if matches!(ask.case.report(), Report::Received | Report::Invalid) {
        return None;
    }
    step(ask, ReportStep::Accept)
}

fn decline(ask: &Ask<'_>) -> Option<Broken> {
    let report = ask.case.report();
    if report == Report::Closed {
        return step(ask, ReportStep::Invalidate);
    }
    if ask.case.outcome.is_some() {
        return broken(
            "already-declined",
            OURS,
            "The case is already decided; it can be closed or taken up again.",
            &[Kind::Close, Kind::Accept, Kind::Validate],
        );
    }
    None
}

fn not_closed(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.report() == Report::Closed {
        return broken(
            "closed",
            RM,
            "The case is closed.",
            &[Kind::Reopen, Kind::Message, Kind::Note],
        );
    }
    None
}

fn active(ask: &Ask<'_>, what: &'static str) -> Option<Broken> {
    let report = ask.case.report();
    if report.is_active() {
        return None;
    }
    broken(
        "rm-inactive",
        RM,
        format!("{what}, and this report is {}.", state_word(report)),
        ways_on(report),
    )
}

fn request_information(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.withdrawn {
        return broken(
            "withdrawn",
            OURS,
            "The reporter took the report back and owes no answer.",
            &[Kind::Message],
        );
    }
    active(ask, "A question holds up work that goes on")
}

fn withdraw(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.withdrawn {
        return broken("withdrawn", OURS, "You already took the report back.", &[Kind::Message]);
    }
    not_closed(ask)
}

fn link(ask: &Ask<'_>) -> Option<Broken> {
    let case = ask.case;
    if case.report() == Report::Closed {
        return not_closed(ask);
    }
    if case.original.is_some() {
        return broken(
            "linked",
            OURS,
            "The case already follows another one; accept it to let it stand for itself again.",
            &[Kind::Accept, Kind::Close],
        );
    }
    if !case.duplicates.is_empty() {
        return broken(
            "is-original",
            OURS,
            "Other cases follow this one, and a chain of duplicates would lose their reporters: link the other case to this one instead.",
            &[],
        );
    }
    None
}

fn split(ask: &Ask<'_>) -> Option<Broken> {
    let report = ask.case.report();
    if matches!(report, Report::Invalid | Report::Closed) {
        return broken(
            "nothing-to-split",
            BETWEEN,
            format!("A report that is {} has no part to go on with.", state_word(report)),
            ways_on(report),
        );
    }
    if ask.case.original.is_some() {
        return broken(
            "linked",
            OURS,
            "The case follows another one: split that one.",
            &[Kind::Accept],
        );
    }
    None
}

fn resolution_date(ask: &Ask<'_>) -> Option<Broken> {
    let report = ask.case.report();
    if matches!(report, Report::Invalid | Report::Closed) {
        return broken(
            "nothing-to-resolve",
            OURS,
            format!("A report that is {} has no expected date.", state_word(report)),
            ways_on(report),
        );
    }
    None
}

fn needs_accepted(ask: &Ask<'_>, what: &'static str) -> Option<Broken> {
    let report = ask.case.report();
    if report.has_been_accepted() {
        return None;
    }
    broken(
        "fix-needs-accepted",
        BETWEEN,
        format!(
            "{what} for a report that has been accepted, and this one is {}.",
            state_word(report)
        ),
        &[Kind::Accept],
    )
}

fn fix_ready(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.fix() >= Fix::Ready {
        return broken(
            "cs-bit-set",
            CS,
            "A fix is already recorded; what is true of a vulnerability never goes back.",
            &[Kind::FixReleased],
        );
    }
    needs_accepted(ask, "A fix is made")
}

fn bit(set: bool, what: &'static str) -> Option<Broken> {
    if !set {
        return None;
    }
    broken(
        "cs-bit-set",
        CS,
        format!("It is already recorded {what}; what is true of a vulnerability is recorded once."),
        &[Kind::Note],
    )
}

fn em(ask: &Ask<'_>, step: EmbargoStep) -> Option<Broken> {
    let state = ask.case.embargo.state;
    if state.after(step).is_some() {
        return None;
    }
    let (sentence, instead): (_, &'static [Kind]) = match (state, step) {
        (Embargo::None, _) => ("There is no embargo and no proposal.", &[Kind::ProposeEmbargo]),
        (Embargo::Proposed, _) => (
            "The embargo is proposed and not agreed.",
            &[Kind::AcceptEmbargo, Kind::RejectEmbargo, Kind::ProposeEmbargo],
        ),
        (Embargo::Exited, _) => (
            "The embargo of this case has ended for good; publication is allowed, not ordered.",
            &[Kind::PublishAdvisory],
        ),
        (_, _) => (
            "The embargo is in force and no new terms are proposed.",
            &[Kind::ReviseEmbargo, Kind::TerminateEmbargo],
        ),
    };
    broken("em-no-transition", EM, sentence, instead)
}

/// P, X or A: nothing new may be proposed or accepted. D: no new embargo. RM I or C: no part in one.
fn no_new_terms(ask: &Ask<'_>) -> Option<Broken> {
    let case = ask.case;
    if case.awareness.is_any() {
        return broken(
            "embargo-too-late",
            BETWEEN,
            "The vulnerability, an exploit or attacks are known: no embargo terms may be proposed or agreed any more.",
            &[
                Kind::TerminateEmbargo,
                Kind::KeepEmbargo,
                Kind::RejectEmbargo,
                Kind::PublishAdvisory,
            ],
        );
    }
    if case.fix() == Fix::Deployed && !case.embargo.state.binds() {
        return broken(
            "embargo-fix-deployed",
            BETWEEN,
            "The fix is released: no new embargo begins.",
            &[Kind::RejectEmbargo, Kind::PublishAdvisory],
        );
    }
    if !case.report().may_agree_embargo() {
        return broken(
            "embargo-rm",
            BETWEEN,
            format!("A report that is {} is under no new embargo.", state_word(case.report())),
            ways_on(case.report()),
        );
    }
    None
}

/// Attacks or a leak force a decision, and nothing else is done with the embargo before it is recorded.
fn decision_owed(ask: &Ask<'_>) -> Option<Broken> {
    if !ask.case.embargo.decision_owed {
        return None;
    }
    broken(
        "embargo-decision-owed",
        BETWEEN,
        "Attacks or a leak were seen while the embargo binds: the team decides first whether to keep it, shorten it or end it.",
        &[Kind::KeepEmbargo, Kind::ShortenEmbargo, Kind::TerminateEmbargo],
    )
}

fn no_decision(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.embargo.decision_owed {
        return None;
    }
    broken(
        "no-decision-owed",
        BETWEEN,
        "No decision on the embargo is owed: that is so once attacks or a leak are seen while it binds.",
        &[Kind::ReviseEmbargo],
    )
}

fn leak(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.embargo.state.binds() {
        return None;
    }
    broken(
        "nothing-to-leak",
        OURS,
        "No embargo binds that could be broken. If it is public, record that.",
        &[Kind::RecordPublic, Kind::Note],
    )
}

/// An outside party has a say about the terms while it is asked or takes part.
fn has_a_say(ask: &Ask<'_>) -> Option<Broken> {
    let Actor::Participant(name) = ask.actor else { return None };
    let party = ask.case.participants.get(name).filter(|party| party.removed.is_none());
    if party.is_some_and(|party| {
        is_asked(party.respond_by.is_some(), party.consent) || ask.case.may_see(name)
    }) {
        return None;
    }
    broken("not-invited", PEC, "You are not asked, and take no part.", &[])
}

fn propose(ask: &Ask<'_>) -> Option<Broken> {
    if let Some(broken) = has_a_say(ask).or_else(|| decision_owed(ask)) {
        return Some(broken);
    }
    match ask.case.embargo.state {
        Embargo::None | Embargo::Proposed => no_new_terms(ask),
        Embargo::Active | Embargo::Revise => broken(
            "em-no-transition",
            EM,
            "An embargo is in force: a case has one at most.",
            &[Kind::ReviseEmbargo, Kind::TerminateEmbargo],
        ),
        Embargo::Exited => em(ask, EmbargoStep::Propose),
    }
}

fn revise(ask: &Ask<'_>) -> Option<Broken> {
    if let Some(broken) = has_a_say(ask).or_else(|| decision_owed(ask)) {
        return Some(broken);
    }
    if ask.case.embargo.state.binds() { no_new_terms(ask) } else { em(ask, EmbargoStep::Terminate) }
}

fn accept_embargo(ask: &Ask<'_>) -> Option<Broken> {
    if let Some(broken) = decision_owed(ask) {
        return Some(broken);
    }
    if let Some(broken) = em(ask, EmbargoStep::Accept) {
        return Some(broken);
    }
    let side = ask.side();
    if ask.case.embargo.proposals.iter().all(|proposal| proposal.by == side) {
        return broken(
            "embargo-own-proposal",
            OURS,
            "The proposal on the table is yours; the other side agrees to it.",
            &[Kind::ProposeEmbargo, Kind::ReviseEmbargo, Kind::RejectEmbargo],
        );
    }
    no_new_terms(ask)
}

fn terminate(ask: &Ask<'_>) -> Option<Broken> {
    if let Some(broken) = em(ask, EmbargoStep::Terminate) {
        return Some(broken);
    }
    may_end_embargo(ask)
}

/// Who may end it early, as the policy says; both sides where it does not say.
fn may_end_embargo(ask: &Ask<'_>) -> Option<Broken> {
    let by = &ask.policy.disclosure.ended_by;
    if by.is_empty() || by.contains(&ask.party()) {
        return None;
    }
    broken(
        "embargo-end-not-yours",
        POLICY,
        "The policy says who may end an embargo early, and you are not named there.",
        &[Kind::ReviseEmbargo, Kind::Message],
    )
}

pub(super) fn check_may_end_embargo(ask: &Ask<'_>) -> Result<(), Refusal> {
    may_end_embargo(ask).map_or(Ok(()), |broken| {
        Err(Refusal::new(
            broken.code,
            broken.source,
            broken.sentence,
            &open_among(ask, broken.instead),
        ))
    })
}

fn invite(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.report() != Report::Accepted {
        return broken(
            "invite-needs-accepted",
            RM,
            format!(
                "A report is passed on only by one who has accepted it, and it is {}.",
                state_word(ask.case.report())
            ),
            &[Kind::Accept],
        );
    }
    if let Some(broken) = decision_owed(ask) {
        return Some(broken);
    }
    if ask.case.embargo.state == Embargo::Proposed {
        return broken(
            "invite-embargo-first",
            BETWEEN,
            "Settle the proposed embargo first: a party is invited under terms that stand.",
            &[Kind::AcceptEmbargo, Kind::RejectEmbargo],
        );
    }
    None
}

fn asked(ask: &Ask<'_>) -> Option<Broken> {
    let side = ask.side();
    let any = ask.case.participants.iter().any(|(name, party)| {
        let mine = ask.actor.is_team() && name != REPORTER || *name == side;
        mine && is_asked(party.respond_by.is_some(), party.consent)
    });
    if any {
        return None;
    }
    broken("not-invited", PEC, "Nobody is asked for consent.", &[Kind::Invite])
}

pub(super) const fn is_asked(waits: bool, consent: crate::state::Consent) -> bool {
    waits || matches!(consent, crate::state::Consent::Invited | crate::state::Consent::Lapsed)
}

fn has_parties(ask: &Ask<'_>) -> Option<Broken> {
    let side = ask.side();
    let any = ask
        .case
        .parties()
        .any(|(name, party)| party.removed.is_none() && (ask.actor.is_team() || name == side));
    if any {
        return None;
    }
    broken("no-parties", PEC, "There is no other party on the case.", &[Kind::Invite])
}

/// Parties write once they take part; the team writes to whoever is on the case.
fn party_message(ask: &Ask<'_>) -> Option<Broken> {
    if ask.actor.is_team() || ask.case.may_see(&ask.side()) {
        return has_parties(ask);
    }
    broken(
        "not-consented",
        PEC,
        "You have not agreed to take part, or the terms have changed since: answer the terms first.",
        &[Kind::Consent, Kind::DeclineConsent],
    )
}

fn notify_parties(ask: &Ask<'_>) -> Option<Broken> {
    if let Some(broken) = has_parties(ask) {
        return Some(broken);
    }
    if ask.case.milestones.published.is_some() {
        return broken(
            "published",
            OURS,
            "It is published: a notice before that comes too late.",
            &[Kind::PartyMessage],
        );
    }
    None
}

fn no_credit_here(ask: &Ask<'_>) -> Option<Broken> {
    if ask.policy.credit.choice == CreditChoice::Never {
        return broken("credit-never", POLICY, "The policy says that nobody is named.", &[]);
    }
    None
}

fn set_credit(ask: &Ask<'_>) -> Option<Broken> {
    if ask.case.credit.agreed == Some(false) {
        return broken(
            "credit-declined",
            OURS,
            "The reporter asked not to be named.",
            &[Kind::Message],
        );
    }
    no_credit_here(ask)
}

fn agree_credit(ask: &Ask<'_>) -> Option<Broken> {
    no_credit_here(ask)
}

fn credit(ask: &Ask<'_>) -> Option<Broken> {
    if let Some(broken) = set_credit(ask) {
        return Some(broken);
    }
    let case = ask.case;
    if case.credit.given {
        return broken("credited", OURS, "The reporter was already named.", &[Kind::Note]);
    }
    if !case.awareness.public {
        return broken(
            "credit-before-public",
            OURS,
            "The reporter is named once the vulnerability is public.",
            &[Kind::PublishAdvisory, Kind::SetCredit],
        );
    }
    if !case.may_name(ask.policy) {
        return broken(
            "credit-not-agreed",
            POLICY,
            "The reporter has not agreed to be named, and the policy names only those who do.",
            &[Kind::SetCredit, Kind::Message],
        );
    }
    None
}

fn publish(ask: &Ask<'_>) -> Option<Broken> {
    let case = ask.case;
    if case.embargo.state.binds() {
        return broken(
            "publish-under-embargo",
            BETWEEN,
            "An embargo is in force: publish after it has ended.",
            &[Kind::TerminateEmbargo, Kind::ReviseEmbargo],
        );
    }
    if case.original.is_some() {
        return broken(
            "linked",
            OURS,
            "The case follows another one: the advisory is published there.",
            &[Kind::Accept],
        );
    }
    super::disclosure::publish(ask).or_else(|| needs_accepted(ask, "An advisory is published"))
}

/// Whether a promise of this class may be waived or extended at all: a law and a programme's rule may not.
pub(super) const fn is_negotiable(class: Class) -> bool {
    matches!(class, Class::Promise | Class::Target | Class::Agreement)
}

pub(super) fn may_waive(ask: &Ask<'_>, promise: &policy::Promise) -> bool {
    is_negotiable(promise.class())
        && !ask.case.waived.contains(&promise.id)
        && if ask.is_reporter() {
            promise.to == Party::Reporter
        } else {
            promise.to == Party::Team || promise.class() == Class::Target
        }
}

fn waivable(ask: &Ask<'_>) -> Option<Broken> {
    if ask.policy.promises.iter().any(|promise| may_waive(ask, promise)) {
        return None;
    }
    broken(
        "not-yours-to-waive",
        OURS,
        "No promise here is yours to waive: only the one it is owed to can, and nobody waives a law.",
        &[Kind::Extend],
    )
}

fn lengthenable(ask: &Ask<'_>) -> Option<Broken> {
    if ask.policy.every_promise().any(|promise| promise.extended().is_some()) {
        return None;
    }
    broken(
        "nothing-to-lengthen",
        POLICY,
        "No rule that this policy is under allows a longer time by itself.",
        &[Kind::Extend],
    )
}

pub(super) fn may_extend(promise: &policy::Promise) -> bool {
    is_negotiable(promise.class()) && promise.to == Party::Reporter
}

fn extendable(ask: &Ask<'_>) -> Option<Broken> {
    if let Some(broken) = not_closed(ask) {
        return Some(broken);
    }
    if ask.case.withdrawn {
        return broken("withdrawn", OURS, "The reporter took the report back.", &[]);
    }
    if ask.policy.promises.iter().any(may_extend) {
        return None;
    }
    broken("nothing-to-extend", OURS, "No promise to the reporter can be extended.", &[])
}
