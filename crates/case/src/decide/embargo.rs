//! The embargo: how it begins with a report, how it is negotiated, and how it ends.
//!
//! The policy's own embargo is a standing offer: a reporter who says nothing agrees to it. Where the
//! reporter names an end, the earlier of both is in force at once and the later is a proposal to extend it.

use core::time::Duration;

use clock::{Direction, Instant, Pauses, Span};
use policy::{AnchorEvent, Policy};

use super::{Arrival, Ask, BETWEEN, EM, Facts, OURS, POLICY, open_among};
use crate::case::Proposal;
use crate::command::{Command, CommandKind as Kind};
use crate::event::{Actor, NewFact, Place};
use crate::fact::{Fact, Terms};
use crate::refusal::Refusal;
use crate::state::Fix;

/// What "a short embargo" is once a fix is ready: the longest that the distributors' lists accept.
const SHORT: Duration = Duration::from_hours(14 * 24);

/// The first facts of a case: the report, and the embargo that the policy offers by default.
#[must_use]
pub fn receive(arrival: Arrival, policy: &Policy, now: Instant) -> Vec<NewFact> {
    let Arrival { case, report, digest, title, affected, credit, sent, embargo_ends } = arrival;
    let happened = sent.map_or(now, |sent| sent.min(now));
    let mut facts = Vec::new();
    let mut record = |actor: Actor, happened: Instant, fact: Fact| {
        facts.push(NewFact {
            on: Place::ThisCase,
            happened,
            learned: now,
            recorded: now,
            actor,
            visibility: fact.visibility(),
            fact,
        });
    };
    record(
        Actor::Reporter,
        happened,
        Fact::ReportReceived {
            case,
            report,
            policy: policy.version(),
            digest,
            title,
            affected,
            credit,
            packs: super::packs_of(policy),
        },
    );
    let offered =
        policy.disclosure.preferred_from_receipt().and_then(|span| end_of(now, span, policy));
    let wanted = embargo_ends.filter(|ends| *ends > now);
    match (offered, wanted) {
        (None, None) => {}
        (Some(ends), None) => {
            record(Actor::System, now, Fact::EmbargoBegan { terms: terms(ends) });
        }
        (None, Some(ends)) => {
            record(Actor::Reporter, now, Fact::EmbargoProposed { terms: terms(ends) });
        }
        (Some(offered), Some(wanted)) => {
            let (first, later, by) = if wanted < offered {
                (wanted, offered, Actor::System)
            } else {
                (offered, wanted, Actor::Reporter)
            };
            record(Actor::System, now, Fact::EmbargoBegan { terms: terms(first) });
            if first != later {
                record(by, now, Fact::EmbargoProposed { terms: terms(later) });
            }
        }
    }
    facts
}

const fn terms(ends: Instant) -> Terms {
    Terms { ends, note: None }
}

pub(super) fn end_of(from: Instant, span: Span, policy: &Policy) -> Option<Instant> {
    clock::due(from, span, Direction::After, &policy.calendar, Pauses::NONE)
        .ok()
        .map(|due| due.strict)
}

pub(super) fn make(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    match command {
        Command::ProposeEmbargo { terms } | Command::ReviseEmbargo { terms } => {
            check_terms(terms, ask)?;
            if ask.actor.is_team() {
                check_limits(terms, ask)?;
                check_venues(terms, ask)?;
            }
            made.add(Fact::EmbargoProposed { terms: terms.clone() });
        }
        Command::AcceptEmbargo {} => {
            let side = ask.side();
            let open = &ask.case.embargo.proposals;
            let stands =
                |proposal: &&Proposal| proposal.by != side && proposal.terms.ends > ask.moment;
            let Some(first) = open.iter().find(stands) else {
                return Err(Refusal::new(
                    "em-no-transition",
                    EM,
                    "No proposal of another side whose end lies ahead is on the table.",
                    &open_among(ask, &[Kind::ProposeEmbargo, Kind::ReviseEmbargo]),
                ));
            };
            check_terms(&first.terms, ask)?;
            if ask.actor.is_team() {
                check_limits(&first.terms, ask)?;
                check_venues(&first.terms, ask)?;
            }
            made.add(Fact::EmbargoAccepted { terms: first.terms.clone() });
        }
        Command::RejectEmbargo { reason } => {
            made.add(Fact::EmbargoRejected { reason: reason.clone().unwrap_or_default() });
        }
        Command::TerminateEmbargo { reason } => {
            made.add(Fact::EmbargoTerminated { reason: super::judgement::words(reason)? });
        }
        Command::KeepEmbargo { reason } => {
            made.add(Fact::EmbargoKept { reason: super::judgement::words(reason)? });
        }
        Command::ShortenEmbargo { ends, reason } => {
            let reason = super::judgement::words(reason)?;
            let Some(agreed) = ask.case.embargo.terms.as_ref() else { return Ok(()) };
            if *ends <= ask.moment || *ends >= agreed.ends {
                return Err(Refusal::new(
                    "embargo-not-shorter",
                    OURS,
                    format!(
                        "Give an end that lies ahead and before {}: an embargo is made longer only by agreement.",
                        agreed.ends
                    ),
                    &open_among(ask, &[Kind::TerminateEmbargo, Kind::KeepEmbargo]),
                ));
            }
            made.add(Fact::EmbargoShortened {
                terms: Terms { ends: *ends, note: agreed.note.clone() },
                reason,
            });
        }
        _ => {}
    }
    Ok(())
}

/// What terms must be to be on the table at all.
fn check_terms(terms: &Terms, ask: &Ask<'_>) -> Result<(), Refusal> {
    if terms.ends <= ask.moment {
        return Err(Refusal::new(
            "embargo-end-past",
            OURS,
            "An embargo ends in the future: give a later moment.",
            &[],
        ));
    }
    let earlier_than_now_agreed =
        ask.case.embargo.terms.as_ref().is_some_and(|agreed| terms.ends < agreed.ends);
    if earlier_than_now_agreed {
        return Ok(());
    }
    match ask.case.fix() {
        Fix::Unaware | Fix::Aware => Ok(()),
        Fix::Ready => {
            let latest = ask.moment.checked_add(SHORT).unwrap_or(Instant::MAX);
            if terms.ends <= latest {
                return Ok(());
            }
            Err(Refusal::new(
                "embargo-fix-ready",
                BETWEEN,
                format!(
                    "A fix is ready: only a short embargo may still be agreed, until {latest} at most."
                ),
                &open_among(ask, &[Kind::RejectEmbargo, Kind::FixReleased]),
            ))
        }
        Fix::Deployed => Err(Refusal::new(
            "embargo-fix-deployed",
            BETWEEN,
            "The fix is released: an embargo in force can only be shortened or ended.",
            &open_among(ask, &[Kind::TerminateEmbargo, Kind::RejectEmbargo]),
        )),
    }
}

/// The moment from which the policy counts its embargoes, once it has come in this case.
fn counted_from(ask: &Ask<'_>) -> Option<Instant> {
    let done = &ask.case.milestones;
    match ask.policy.disclosure.from.unwrap_or(AnchorEvent::Received) {
        AnchorEvent::Received => ask.case.received.as_ref().map(|received| received.at),
        AnchorEvent::Acknowledged => done.acknowledged,
        AnchorEvent::Evaluated => done.validated,
        AnchorEvent::Accepted => done.accepted,
        AnchorEvent::FixReady => done.fix_ready,
        AnchorEvent::FixReleased | AnchorEvent::Resolved => done.released.map(|(at, _)| at),
        AnchorEvent::AttackObserved => done.attack.map(|(happened, _)| happened),
        _ => None,
    }
}

/// A list that was told keeps the secret only so long, counted from when it was told: a longer embargo would be broken by
/// the list itself. Of several the strictest wins; the reporter may ask for what they like, and the team may not agree.
fn check_venues(terms: &Terms, ask: &Ask<'_>) -> Result<(), Refusal> {
    let told = ask.policy.disclosure.venues.iter().filter_map(|venue| {
        let (_, party) =
            ask.case.participants.iter().find(|(name, _)| venue.name.eq_ignore_ascii_case(name))?;
        let since = party.asked.or(party.agreed).filter(|_| party.removed.is_none())?;
        Some((venue, venue.maximum?, end_of(since, venue.maximum?, ask.policy)?))
    });
    match told.min_by_key(|(_, _, latest)| *latest) {
        Some((venue, span, latest)) if terms.ends > latest => Err(Refusal::new(
            "venue-limit",
            POLICY,
            format!(
                "{} was told and keeps a secret for {span} at most, which is until {latest}: an embargo until {} would be broken there. Agree on an end that it keeps.",
                venue.name, terms.ends
            ),
            &open_among(ask, &[Kind::ReviseEmbargo, Kind::RejectEmbargo, Kind::TerminateEmbargo]),
        )),
        _ => Ok(()),
    }
}

/// The shortest and the longest embargo that the policy says the team accepts. Where they count from
/// something that has not happened yet, there is nothing to hold anybody to.
fn check_limits(terms: &Terms, ask: &Ask<'_>) -> Result<(), Refusal> {
    let Some(begin) = counted_from(ask) else { return Ok(()) };
    let disclosure = &ask.policy.disclosure;
    if let Some(span) = disclosure.maximum
        && let Some(latest) = end_of(begin, span, ask.policy)
        && terms.ends > latest
    {
        return Err(Refusal::new(
            "embargo-too-long",
            POLICY,
            format!("The policy accepts an embargo of {span} at most, which is until {latest}."),
            &open_among(ask, &[Kind::ProposeEmbargo, Kind::ReviseEmbargo, Kind::RejectEmbargo]),
        ));
    }
    if let Some(span) = disclosure.minimum
        && let Some(earliest) = end_of(begin, span, ask.policy)
        && terms.ends < earliest
    {
        return Err(Refusal::new(
            "embargo-too-short",
            POLICY,
            format!(
                "The policy asks for an embargo of {span} at least, which is until {earliest}."
            ),
            &open_among(ask, &[Kind::ProposeEmbargo, Kind::ReviseEmbargo, Kind::RejectEmbargo]),
        ));
    }
    Ok(())
}
