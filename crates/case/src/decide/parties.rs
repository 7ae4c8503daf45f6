//! Other parties: invited under terms, shown nothing before they agree, believed only forward.

use super::embargo::end_of;
use super::{Ask, BETWEEN, Facts, OURS, PEC, POLICY, add_hours, open_among, permit};
use crate::case::{Participant, REPORTER, TEAM};
use crate::command::{Command, CommandKind as Kind};
use crate::event::Place;
use crate::fact::Fact;
use crate::refusal::Refusal;
use crate::state::{Fix, Report};
use crate::words::{PartyRole, Private, Tlp};
use policy::Venue;
use policy::id::CaseId;

/// Hours to answer an invitation when nothing is said: seven days.
const USUAL_HOURS: u32 = 7 * 24;
/// The least hours to answer; a shorter time is raised to it, not refused.
const LEAST_HOURS: u32 = 72;
/// The most hours to answer: ninety days.
const MOST_HOURS: u32 = 90 * 24;

pub(super) fn make(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    match command {
        Command::Invite { .. } => invite(command, ask, made),
        Command::Consent { participant } => {
            answers_for(participant, ask)?;
            let party = asked(participant, ask)?;
            let vendor_learns = party.fix == Some(Fix::Unaware);
            made.add(Fact::ConsentGiven { participant: participant.clone() });
            if vendor_learns {
                made.add(Fact::VendorInformed { participant: participant.clone() });
            }
            Ok(())
        }
        Command::DeclineConsent { participant, reason } => {
            answers_for(participant, ask)?;
            asked(participant, ask)?;
            let (participant, reason) = (participant.clone(), reason.clone());
            made.add(Fact::ConsentDeclined { participant, by_silence: false, reason });
            Ok(())
        }
        Command::RemoveParty { participant, reason } => {
            on_the_case(participant, ask)?;
            let reason = reason.clone().unwrap_or_default();
            made.add(Fact::PartyRemoved { participant: participant.clone(), reason });
            Ok(())
        }
        Command::RecordStatus { .. } => status(command, ask, made),
        Command::PartyMessage { text, to, tlp } => {
            message(super::judgement::words(text)?, to.as_deref(), *tlp, ask, made)
        }
        Command::NotifyParties { text, publishes } => {
            let text = super::judgement::words(text)?;
            let agreed = ask.case.embargo.terms.as_ref().map(|terms| terms.ends);
            let Some(publishes) = publishes.or(agreed).filter(|at| *at > ask.moment) else {
                return Err(Refusal::new(
                    "publishes-when",
                    OURS,
                    "Say when you mean to publish: a moment that lies ahead.",
                    &[],
                ));
            };
            made.add(Fact::PartiesNotified { text, publishes });
            Ok(())
        }
        Command::SetTlp { tlp, reason } => set_tlp(*tlp, reason.as_ref(), ask, made),
        _ => Ok(()),
    }
}

/// Whom nobody has taken off the case.
fn on_the_case<'a>(name: &str, ask: &'a Ask<'_>) -> Result<&'a Participant, Refusal> {
    let found = ask.case.parties().find(|(other, _)| *other == name);
    found
        .map(|(_, party)| party)
        .filter(|party| party.removed.is_none())
        .ok_or_else(|| unknown(ask))
}

/// Nothing is marked to go further than the case itself: it is the case's mark that is widened, with a
/// reason that everybody on the case reads.
pub(super) fn check_mark(mark: Option<Tlp>, ask: &Ask<'_>) -> Result<(), Refusal> {
    match mark {
        Some(mark) if mark.is_wider_than(ask.case.tlp()) => Err(Refusal::new(
            "tlp-wider",
            OURS,
            format!(
                "The case is marked {}: nothing in it is marked wider. Widen the mark of the case first, and say why.",
                ask.case.tlp().mark()
            ),
            &open_among(ask, &[Kind::SetTlp]),
        )),
        _ => Ok(()),
    }
}

fn set_tlp(
    tlp: Tlp,
    reason: Option<&Private>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    let now = ask.case.tlp();
    if ask.case.tlp == Some(tlp) {
        return Err(super::judgement::unchanged("The case is already marked so."));
    }
    let reason = reason.filter(|reason| !reason.is_blank());
    if tlp.is_wider_than(now) && reason.is_none() {
        return Err(Refusal::new(
            "tlp-widening",
            OURS,
            format!(
                "{} lets more people know than {}: write why, everybody on the case reads it.",
                tlp.mark(),
                now.mark()
            ),
            &[],
        ));
    }
    made.add(Fact::TlpSet { tlp, reason: reason.cloned().unwrap_or_default() });
    Ok(())
}

/// Between the team and the parties: to all of them, or to one. A party writes to the team alone, or to all.
fn message(
    text: Private,
    to: Option<&str>,
    tlp: Option<Tlp>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    check_mark(tlp, ask)?;
    if let Some(name) = to {
        if !ask.actor.is_team() && name != ask.side() {
            return Err(Refusal::new(
                "to-another-party",
                OURS,
                "Write to the team alone, or to every party of the case.",
                &[],
            ));
        }
        on_the_case(name, ask)?;
    }
    made.add(Fact::PartyMessageSent { text, to: to.map(str::to_owned), tlp });
    Ok(())
}

fn invite(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    let Command::Invite { participant, role, hours, name: in_full, contact, tlp, rules } = command
    else {
        return Ok(());
    };
    let (name, role) = (participant.as_str(), *role);
    check_mark(*tlp, ask)?;
    if matches!(name, TEAM | REPORTER) || role == PartyRole::Reporter {
        return Err(Refusal::new(
            "party-name",
            OURS,
            "The team and the reporter are on the case already: invite somebody else.",
            &[],
        ));
    }
    let known = ask.case.participants.get(name);
    let already = known.filter(|party| party.removed.is_none()).is_some_and(|party| {
        party.respond_by.is_some()
            || if ask.case.embargo.state.binds() { party.consent.adheres() } else { party.joined }
    });
    if already {
        return Err(Refusal::new(
            "already-invited",
            PEC,
            "That party is already asked or taking part.",
            &open_among(ask, &[Kind::Consent, Kind::DeclineConsent, Kind::RecordStatus]),
        ));
    }
    keeps_the_secret(name, ask)?;
    let hours = hours.unwrap_or(USUAL_HOURS).clamp(LEAST_HOURS, MOST_HOURS);
    made.add(Fact::ParticipantInvited {
        participant: name.to_owned(),
        role,
        respond_by: add_hours(ask.moment, hours),
        name: in_full.clone(),
        contact: contact.clone(),
        tlp: *tlp,
        rules: rules.clone(),
    });
    Ok(())
}

/// Asks parties of this case to join another one: each under the terms there, and with nothing of what it agreed
/// to or said here.
pub(super) fn ask_elsewhere(
    names: &[String],
    other: CaseId,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    for name in names {
        let party = on_the_case(name, ask)?;
        let fact = Fact::ParticipantInvited {
            participant: name.clone(),
            role: party.role,
            respond_by: add_hours(ask.moment, USUAL_HOURS),
            name: party.name.clone(),
            contact: party.contact.clone(),
            tlp: party.tlp,
            rules: party.rules.clone(),
        };
        made.push(Place::Case(other), fact, ask.moment, ask.moment);
    }
    Ok(())
}

/// A list that keeps a secret only so long would make it public before the embargo ends: it is told once the embargo
/// ends in time, and not before. Of several limits the strictest wins.
pub(super) fn keeps_the_secret(name: &str, ask: &Ask<'_>) -> Result<(), Refusal> {
    let Some(terms) = &ask.case.embargo.terms else { return Ok(()) };
    let named = |venue: &&Venue| venue.name.eq_ignore_ascii_case(name);
    let spans = ask.policy.disclosure.venues.iter().filter(named).filter_map(|venue| venue.maximum);
    let limits = spans.filter_map(|span| Some((span, end_of(ask.moment, span, ask.policy)?)));
    match limits.min_by_key(|(_, latest)| *latest) {
        Some((span, latest)) if terms.ends > latest => Err(Refusal::new(
            "venue-limit",
            POLICY,
            format!(
                "{name} keeps a secret for {span} at most, which is until {latest}, and the embargo lasts until {}: agree on an earlier end first, or tell it later.",
                terms.ends
            ),
            &open_among(ask, &[Kind::ReviseEmbargo, Kind::TerminateEmbargo]),
        )),
        _ => Ok(()),
    }
}

/// A party speaks for itself; the team records what a party said, but never speaks for the reporter.
fn answers_for(name: &str, ask: &Ask<'_>) -> Result<(), Refusal> {
    if name == ask.side() || ask.actor.is_team() && name != REPORTER {
        return Ok(());
    }
    Err(Refusal::new("not-yours", OURS, "Only that party can say so.", &[]))
}

fn asked<'a>(name: &str, ask: &'a Ask<'_>) -> Result<&'a Participant, Refusal> {
    let party = ask.case.participants.get(name).ok_or_else(|| unknown(ask))?;
    if permit::is_asked(party.respond_by.is_some(), party.consent) {
        return Ok(party);
    }
    Err(Refusal::new(
        "not-invited",
        PEC,
        "That party is not asked for consent.",
        &open_among(ask, &[Kind::Invite]),
    ))
}

fn unknown(ask: &Ask<'_>) -> Refusal {
    let names: Vec<_> = ask.case.participants.keys().map(String::as_str).collect();
    Refusal::new(
        "unknown-party",
        OURS,
        format!("There is no such party on the case; there are: {}.", names.join(", ")),
        &open_among(ask, &[Kind::Invite]),
    )
}

fn status(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    let Command::RecordStatus { participant, report, fix, impact, statement } = command else {
        return Ok(());
    };
    let (name, report, fix) = (participant.as_str(), *report, *fix);
    if matches!(name, TEAM | REPORTER) {
        return Err(Refusal::new(
            "own-status",
            OURS,
            "How far the team is follows from what it does, and is not claimed.",
            &[],
        ));
    }
    answers_for(name, ask)?;
    let party = ask.case.participants.get(name).ok_or_else(|| unknown(ask))?;
    if !ask.case.may_see(name) {
        return Err(Refusal::new(
            "not-consented",
            PEC,
            "That party has not agreed to take part and knows nothing of the case yet.",
            &open_among(ask, &[Kind::Consent, Kind::Invite]),
        ));
    }
    let statement = statement.as_ref().filter(|text| !text.is_blank());
    // What a form shows as it stands comes back with it, and says nothing new.
    let report = report.filter(|claimed| *claimed != party.report);
    let fix = fix.filter(|claimed| Some(*claimed) != party.fix);
    let impact = impact.filter(|said| Some(*said) != party.impact);
    let statement =
        statement.filter(|text| party.statement.as_ref().is_none_or(|said| said.text != **text));
    if report.is_none() && fix.is_none() && impact.is_none() && statement.is_none() {
        return Err(super::judgement::unchanged(
            "Say something new: whether it is affected, how far it is with the report or the fix, or a statement.",
        ));
    }
    if impact.is_some() && party.fix.is_none() {
        return Err(Refusal::new(
            "not-a-vendor",
            BETWEEN,
            "Only a vendor has a product that may be affected.",
            &[],
        ));
    }
    let mut skipped = false;
    if let Some(claimed) = report {
        let one_step = Report::TABLE
            .iter()
            .any(|(from, _, to)| *from == party.report && *to == claimed && claimed.rank() > 0);
        if claimed.rank() <= party.report.rank() && !(one_step && party.report != Report::Closed) {
            return Err(Refusal::new(
                "status-goes-back",
                "Vultron ADR-0067",
                format!(
                    "That party already said \"{}\": a later word only goes forward.",
                    party.report.name()
                ),
                &[],
            ));
        }
        skipped |= !one_step;
    }
    if let Some(claimed) = fix {
        let Some(known) = party.fix else {
            return Err(Refusal::new(
                "not-a-vendor",
                BETWEEN,
                "Only a vendor has a fix to speak of.",
                &[],
            ));
        };
        if claimed <= known {
            return Err(Refusal::new(
                "cs-bit-set",
                super::CS,
                format!("That vendor is already recorded as \"{}\".", known.name()),
                &[],
            ));
        }
        let stands = report.unwrap_or(party.report);
        if claimed >= Fix::Ready && !stands.has_been_accepted() {
            return Err(Refusal::new(
                "fix-needs-accepted",
                BETWEEN,
                "A vendor has a fix only for a report that it has accepted: record that too.",
                &[],
            ));
        }
        let steps = |fix: Fix| Fix::ALL.iter().position(|one| *one == fix).unwrap_or_default();
        skipped |= steps(claimed) > steps(known) + 1;
    }
    made.add(Fact::StatusReceived {
        participant: name.to_owned(),
        report,
        fix,
        skipped,
        impact,
        statement: statement.cloned(),
    });
    Ok(())
}
