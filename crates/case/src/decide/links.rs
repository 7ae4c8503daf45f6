//! Cases that belong together: duplicates, merged and split ones, and what one tells the other.
//!
//! A decision on one case makes facts on the others too, and all are written together or not at all.
//! A duplicate is not invalid: it is valid and set aside in favour of the original, whose progress its
//! reporter is told and whose credit they share.
//!
//! No party comes to see what it was not shown: where a case goes on elsewhere, its parties keep what they saw,
//! and only those whom the team names are asked there, anew and with nothing before they agree.

use policy::Policy;
use policy::id::{CaseId, EventId};

use super::parties::{ask_elsewhere, keeps_the_secret};
use super::{Ask, Facts, OURS};
use crate::case::Case;
use crate::command::Command;
use crate::credit::credited_beside;
use crate::event::{NewFact, Place};
use crate::evolve::evolve;
use crate::fact::{Fact, Terms};
use crate::refusal::Refusal;
use crate::state::Report;
use crate::words::Private;

/// Whether another case may become a duplicate of this one or go on in it. The edge asks the *other*
/// case, which [`crate::decide`] does not see, before it writes.
///
/// # Errors
/// [`Refusal`], when there is no such case, or it itself follows another. A closed case takes in: what was
/// fixed is reported again.
pub fn may_take_in(original: &Case) -> Result<(), Refusal> {
    if original.received.is_none() {
        return Err(Refusal::new("no-report", OURS, "There is no such case.", &[]));
    }
    if original.original.is_some() {
        return Err(Refusal::new(
            "linked",
            OURS,
            "That case itself follows another one: link to its original.",
            &[],
        ));
    }
    Ok(())
}

/// What the decision of another case becomes in this one, as this one stands: of its facts those that have a
/// place here, and what follows from them here. The edge asks it for every case that a decision touches.
///
/// The narrower TLP mark of both stays. Who is or was a party here already is not asked again by another case:
/// the same short name may be somebody else there, and who was taken off stays off. `case` is the one of before,
/// or an empty one for a case that begins with these facts.
///
/// # Errors
/// [`Refusal`], when this case cannot take the other one in, or cannot ask a party under its embargo.
pub fn beside(case: &Case, policy: &Policy, facts: Vec<NewFact>) -> Result<Vec<NewFact>, Refusal> {
    let links =
        |new: &NewFact| matches!(new.fact, Fact::DuplicateAttached { .. } | Fact::MergedIn { .. });
    if facts.iter().any(links) {
        may_take_in(case)?;
    }
    let credited = credited_beside(case, policy, &facts);
    let mut state = case.clone();
    let mut kept = Vec::with_capacity(facts.len() + 1);
    for new in facts {
        let has_place = match &new.fact {
            Fact::TlpSet { tlp, .. } => case.received.is_none() || state.tlp().is_wider_than(*tlp),
            Fact::PartiesNotified { .. } => state.parties().any(|(name, _)| state.may_see(name)),
            Fact::ParticipantInvited { participant, .. } => {
                let known = state.participants.contains_key(participant);
                if !known {
                    let ask = Ask { case: &state, actor: &new.actor, policy, moment: new.recorded };
                    keeps_the_secret(participant, &ask)?;
                }
                !known
            }
            _ => true,
        };
        if has_place {
            state = evolve(state, &new.clone().into_event(EventId::from_bytes([0; 16]), None));
            kept.push(new);
        }
    }
    kept.extend(credited);
    Ok(kept)
}

pub(super) fn make(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    let Some(own) = ask.case.received.as_ref().map(|received| received.case) else {
        return Ok(());
    };
    match command {
        Command::MarkDuplicate { of, reason } => {
            not_itself(own, *of)?;
            judge_real(ask, made);
            made.add(Fact::MarkedDuplicate { of: *of, reason: super::judgement::words(reason)? });
            on(*of, Fact::DuplicateAttached { duplicate: own }, made);
        }
        Command::Merge { into, reason, parties } => {
            not_itself(own, *into)?;
            judge_real(ask, made);
            made.add(Fact::Merged { into: *into, reason: super::judgement::words(reason)? });
            let embargo_ends = ask.case.embargo.terms.as_ref().map(|terms| terms.ends);
            on(*into, Fact::MergedIn { from: own, embargo_ends }, made);
            let reason = "A case that goes on here was marked so.".into();
            on(*into, Fact::TlpSet { tlp: ask.case.tlp(), reason }, made);
            ask_elsewhere(parties, *into, ask, made)?;
        }
        Command::Split { into, part, parties } => {
            not_itself(own, *into)?;
            split(*into, &super::judgement::words(part)?, own, ask, made);
            ask_elsewhere(parties, *into, ask, made)?;
        }
        _ => {}
    }
    Ok(())
}

fn not_itself(own: CaseId, other: CaseId) -> Result<(), Refusal> {
    if own == other {
        return Err(Refusal::new(
            "itself",
            OURS,
            "That is this case itself: name another one.",
            &[],
        ));
    }
    Ok(())
}

fn on(case: CaseId, fact: Fact, made: &mut Facts) {
    made.push(Place::Case(case), fact, made.moment, made.moment);
}

/// V before D, so that the record says that the report was real.
fn judge_real(ask: &Ask<'_>, made: &mut Facts) {
    if matches!(ask.case.report(), Report::Received | Report::Invalid) {
        made.add(Fact::Validated { text: "Your report describes a real vulnerability.".into() });
    }
}

/// The new case begins with the facts of this one that hold for it too, each with the time when it
/// was so, so that its promises count from the same report and what was kept stays kept.
fn split(into: CaseId, part: &Private, own: CaseId, ask: &Ask<'_>, made: &mut Facts) {
    let case = ask.case;
    let Some(received) = &case.received else { return };
    made.add(Fact::Split { into, part: part.clone() });
    let mut inherit = |fact: Fact, happened| {
        made.push(Place::Case(into), fact, happened, happened);
    };
    inherit(Fact::SplitFrom { parent: own, part: part.clone() }, ask.moment);
    inherit(
        Fact::ReportReceived {
            digest: None,
            case: into,
            report: received.report,
            policy: received.policy,
            title: received.title.clone(),
            affected: case.affected.clone(),
            credit: case.credit.line.clone().filter(|_| case.credit.agreed == Some(true)),
            packs: super::packs_of(ask.policy),
        },
        received.at,
    );
    let text = || Private::from("As told in the case from which this one was split.");
    let milestones = &case.milestones;
    if let Some(at) = milestones.acknowledged {
        inherit(Fact::Acknowledged { text: text() }, at);
    }
    for (at, severity) in &case.assessments {
        let fact = Fact::SeverityAssessed { severity: *severity, cvss: None, reason: text() };
        inherit(fact, *at);
    }
    if let Some(at) = milestones.validated {
        inherit(Fact::Validated { text: text() }, at);
    }
    if let Some(at) = milestones.accepted {
        inherit(Fact::Accepted { text: text() }, at);
    }
    if let (Some(date), Some(at)) = (case.expected, milestones.expected) {
        inherit(Fact::ResolutionExpected { date, slipped_from: None, reason: text() }, at);
    }
    if case.report() == Report::Deferred {
        inherit(Fact::Deferred { reason: text() }, ask.moment);
    }
    if let Some(tlp) = case.tlp {
        let reason = "As the case from which this one was split.".into();
        inherit(Fact::TlpSet { tlp, reason }, ask.moment);
    }
    if let Some(terms) = &case.embargo.terms {
        let terms = Terms { ends: terms.ends, note: terms.note.clone() };
        inherit(Fact::EmbargoBegan { terms }, ask.moment);
    }
}

/// What a decision on this case tells the cases that belong to it.
pub(super) fn tell_others(ask: &Ask<'_>, made: &mut Facts) {
    let Some(own) = ask.case.received.as_ref().map(|received| received.case) else { return };
    let here: Vec<Fact> = made
        .facts
        .iter()
        .filter(|new| new.on == Place::ThisCase)
        .map(|new| new.fact.clone())
        .collect();
    for fact in &here {
        if let Some((text, expected)) = passed_on(fact) {
            for duplicate in &ask.case.duplicates {
                let echo = Fact::OriginalMoved {
                    original: own,
                    what: fact.kind().to_owned(),
                    text: text.clone(),
                    expected,
                };
                on(*duplicate, echo, made);
            }
        }
        // The parties of a case that goes on elsewhere are told when, and nothing that was written there.
        if let Fact::PartiesNotified { publishes, .. } = fact {
            for duplicate in &ask.case.duplicates {
                let text = "The case in which this one goes on will be published then.".into();
                on(*duplicate, Fact::PartiesNotified { text, publishes: *publishes }, made);
            }
        }
        if is_for_siblings(fact) {
            for related in ask.case.parent.iter().chain(&ask.case.children) {
                let what = fact.kind().to_owned();
                on(*related, Fact::RelatedMoved { related: own, what }, made);
            }
        }
        // A case that is taken up again stands for itself.
        if matches!(fact, Fact::Accepted { .. } | Fact::Reopened { .. })
            && let Some(original) = ask.case.original
        {
            on(original, Fact::DuplicateDetached { duplicate: own }, made);
        }
    }
}

/// What the reporters of duplicates are told: how far it is, never what was written to the other reporter.
fn passed_on(fact: &Fact) -> Option<(Private, Option<clock::Date>)> {
    match fact {
        Fact::ProgressReported { text } => Some((text.clone(), None)),
        Fact::ResolutionExpected { date, reason, .. } => Some((reason.clone(), Some(*date))),
        Fact::Accepted { .. } => Some(("Work on it has begun.".into(), None)),
        Fact::Deferred { .. } => Some(("Work on it was put off.".into(), None)),
        Fact::FixReleased { note, .. } => Some((note.clone(), None)),
        Fact::BecamePublic { .. } => Some(("It is public.".into(), None)),
        Fact::ExploitPublished { .. } => Some(("An exploit is public.".into(), None)),
        Fact::AdvisoryPublished { title, .. } => Some((title.clone(), None)),
        Fact::Declined { class, .. } => Some((class.label().into(), None)),
        Fact::Closed { class, .. } if !class.declines() => Some((class.label().into(), None)),
        Fact::Reopened { .. } => Some(("It was taken up again.".into(), None)),
        _ => None,
    }
}

const fn is_for_siblings(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::EmbargoTerminated { .. }
            | Fact::EmbargoShortened { .. }
            | Fact::EmbargoAccepted { .. }
            | Fact::BecamePublic { .. }
            | Fact::AdvisoryPublished { .. }
    )
}
