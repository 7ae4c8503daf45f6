//! Other parties: invited under terms, shown nothing before they agree, believed only forward.

use super::embargo::end_of;
use super::{Ask, BETWEEN, Facts, OURS, PEC, POLICY, add_hours, open_among, permit};
use crate::case::{Participant, REPORTER, TEAM};
use crate::command::{Command, CommandKind as Kind};
use crate::fact::Fact;
use crate::refusal::Refusal;
use crate::state::{Fix, Report};
use crate::words::PartyRole;
use policy::Venue;

/// Hours to answer an invitation when nothing is said: seven days.
const USUAL_HOURS: u32 = 7 * 24;
/// The least hours to answer; a shorter time is raised to it, not refused.
const LEAST_HOURS: u32 = 72;
/// The most hours to answer: ninety days.
const MOST_HOURS: u32 = 90 * 24;

pub(super) fn make(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    match command {
        Command::Invite { participant, role, hours } => {
            invite(participant, *role, *hours, ask, made)
        }
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
        Command::DeclineConsent { participant } => {
            answers_for(participant, ask)?;
            asked(participant, ask)?;
            made.add(Fact::ConsentDeclined { participant: participant.clone(), by_silence: false });
            Ok(())
        }
        Command::RecordStatus { participant, report, fix } => {
            status(participant, *report, *fix, ask, made)
        }
        _ => Ok(()),
    }
}

fn invite(
    name: &str,
    role: PartyRole,
    hours: Option<u32>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    if matches!(name, TEAM | REPORTER) || role == PartyRole::Reporter {
        return Err(Refusal::new(
            "party-name",
            OURS,
            "The team and the reporter are on the case already: invite somebody else.",
            &[],
        ));
    }
    let known = ask.case.participants.get(name);
    let already = known.is_some_and(|party| {
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
    });
    Ok(())
}

/// A list that keeps a secret only so long would make it public before the embargo ends: it is told once the embargo
/// ends in time, and not before. Of several limits the strictest wins.
fn keeps_the_secret(name: &str, ask: &Ask<'_>) -> Result<(), Refusal> {
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

fn status(
    name: &str,
    report: Option<Report>,
    fix: Option<Fix>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
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
    if report.is_none() && fix.is_none() {
        return Err(super::judgement::unchanged("Say how far it is with the report or the fix."));
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
    made.add(Fact::StatusReceived { participant: name.to_owned(), report, fix, skipped });
    Ok(())
}
