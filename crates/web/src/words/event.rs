//! Events as entries of a timeline: one line of what happened, and what was written.

use case::{Actor, Event, Fact, Private, Visibility};
use pages::{Audience, Entry, FileView, Speaker};

use super::when;

/// An event as one side sees it. `you` is the name for the reporter on the reporter's own page.
pub(crate) fn entry(
    seq: u64,
    event: &Event,
    files: Vec<FileView>,
    reporter: &str,
    member: impl Fn(::policy::id::UserId) -> String,
) -> Entry {
    let (title, text) = words(&event.fact);
    let (who, from) = match &event.actor {
        Actor::Reporter => (reporter.to_owned(), Speaker::Reporter),
        Actor::Member(user) => (member(*user), Speaker::Team),
        Actor::System => ("Candor".to_owned(), Speaker::System),
        Actor::Participant(name) => (name.clone(), Speaker::Team),
    };
    Entry {
        seq,
        when: when(event.happened),
        recorded: (event.recorded != event.happened).then(|| when(event.recorded)),
        who,
        from,
        audience: match event.visibility {
            Visibility::Team => Audience::Team,
            Visibility::Reporter => Audience::Reporter,
            Visibility::Participants => Audience::Participants,
            Visibility::Parties => Audience::Parties,
            Visibility::Party => Audience::Party,
            Visibility::Public => Audience::Public,
        },
        title,
        text: text.filter(|text| !text.trim().is_empty()),
        files,
    }
}

/// A title with the mark of what stands below it, when that has one of its own.
fn marked(title: &str, tlp: Option<case::Tlp>) -> String {
    tlp.map_or_else(|| title.to_owned(), |tlp| format!("{title} ({})", tlp.mark()))
}

fn written(text: &Private) -> Option<String> {
    Some(text.as_str().to_owned())
}

fn maybe(text: Option<&Private>) -> Option<String> {
    text.map(|text| text.as_str().to_owned())
}

/// A fact in one line, and what somebody wrote with it.
fn words(fact: &Fact) -> (String, Option<String>) {
    let plain = |title: &str, text: Option<String>| (title.to_owned(), text);
    match fact {
        Fact::ReportReceived { .. } => plain("Report received", None),
        Fact::Acknowledged { text } => plain("Report acknowledged", written(text)),
        Fact::MessageSent { text, tlp } => (marked("Message from the team", *tlp), written(text)),
        Fact::ReporterWrote { text, tlp } => {
            (marked("Message from the reporter", *tlp), written(text))
        }
        Fact::PartyMessageSent { text, to, tlp } => {
            let title = match to {
                Some(party) => format!("Between the team and {party}"),
                None => "To every party".to_owned(),
            };
            (marked(&title, *tlp), written(text))
        }
        Fact::PartiesNotified { text, publishes } => (
            format!("The parties were told that it is published at {}", when(*publishes).words),
            written(text),
        ),
        Fact::PartyRemoved { participant, reason } => {
            (format!("{participant} was taken off the case"), written(reason))
        }
        Fact::TlpSet { tlp, reason } => (format!("Marked {}", tlp.mark()), written(reason)),
        Fact::LeakObserved { note } => plain("A leak was observed", written(note)),
        Fact::EmbargoShortened { terms, reason } => {
            (format!("Embargo shortened: until {}", when(terms.ends).words), written(reason))
        }
        Fact::NoteTaken { text } => plain("Team note", written(text)),
        Fact::Assigned { to: Some(_) } => plain("Assigned", None),
        Fact::Assigned { to: None } => plain("No longer assigned", None),
        Fact::Reviewed { note } => plain("Reviewed", written(note)),
        Fact::Validated { text } => plain("Found valid", written(text)),
        Fact::Invalidated { reason } => plain("Found not valid, for now", written(reason)),
        Fact::InformationRequested { question } => {
            plain("Question to the reporter", written(question))
        }
        Fact::InformationGiven { text } => plain("Answer from the reporter", written(text)),
        Fact::WaitingBegan { on, reason } => {
            (format!("Waiting for: {}", on.label()), written(reason))
        }
        Fact::WaitingEnded { on, reason } => {
            (format!("No longer waiting for: {}", on.label()), written(reason))
        }
        Fact::Withdrawn { reason } => plain("Withdrawn by the reporter", written(reason)),
        Fact::SeverityAssessed { severity, cvss, reason } => (
            match cvss {
                Some(vector) => format!("Severity assessed: {severity} ({})", vector.as_str()),
                None => format!("Severity assessed: {severity}"),
            },
            written(reason),
        ),
        Fact::AffectedSet { affected } => {
            let mut lines = Vec::new();
            for (label, part) in [
                ("Product", &affected.product),
                ("Versions", &affected.versions),
                ("Weakness", &affected.weakness),
                ("Location", &affected.location),
            ] {
                if let Some(part) = part {
                    lines.push(format!("{label}: {}", part.as_str()));
                }
            }
            lines.extend(affected.sources.iter().map(|path| format!("Source: {}", path.as_str())));
            ("What is affected was recorded".to_owned(), Some(lines.join("\n")))
        }
        Fact::Accepted { text } => plain("Accepted as a vulnerability", written(text)),
        Fact::Deferred { reason } => plain("Deferred", written(reason)),
        Fact::Declined { class, reason, .. } => {
            (format!("Declined: {}", class.label()), written(reason))
        }
        Fact::Closed { class, reason } => (format!("Closed: {}", class.label()), written(reason)),
        Fact::Reopened { reason } => plain("Reopened", written(reason)),
        Fact::MarkedDuplicate { reason, .. } => plain("Found to be a duplicate", written(reason)),
        Fact::DuplicateAttached { .. } => plain("A duplicate was attached", None),
        Fact::OriginalMoved { what, text, .. } => {
            (format!("In the original report: {what}"), written(text))
        }
        Fact::Merged { reason, .. } => plain("Merged into another case", written(reason)),
        Fact::MergedIn { .. } => plain("Another case was merged into this one", None),
        Fact::Split { part, .. } => plain("A part became a case of its own", written(part)),
        Fact::SplitFrom { part, .. } => plain("Split from another case", written(part)),
        Fact::ProgressReported { text } => plain("Progress", written(text)),
        Fact::ResolutionExpected { date, slipped_from, reason } => (
            match slipped_from {
                Some(before) => format!("Expected to be resolved on {date}, not on {before}"),
                None => format!("Expected to be resolved on {date}"),
            },
            written(reason),
        ),
        Fact::FixReady { note } => plain("A fix is ready", written(note)),
        Fact::FixReleased { mitigation, version, note } => (
            match version {
                Some(version) => format!("Released: {} ({})", mitigation.label(), version.as_str()),
                None => format!("Released: {}", mitigation.label()),
            },
            written(note),
        ),
        Fact::BecamePublic { place } => plain("Became public", written(place)),
        Fact::ExploitPublished { place } => plain("An exploit is public", written(place)),
        Fact::AttackObserved { evidence } => plain("Attacks were observed", written(evidence)),
        Fact::IncidentFound { note } => plain("An incident was found", written(note)),
        Fact::UpstreamNotified { note } => plain("Upstream was told", written(note)),
        Fact::EmbargoProposed { terms } => (
            format!("Embargo proposed until {}", when(terms.ends).words),
            maybe(terms.note.as_ref()),
        ),
        Fact::EmbargoBegan { terms } => {
            (format!("Embargo until {}", when(terms.ends).words), maybe(terms.note.as_ref()))
        }
        Fact::EmbargoAccepted { terms } => (
            format!("Embargo accepted until {}", when(terms.ends).words),
            maybe(terms.note.as_ref()),
        ),
        Fact::EmbargoRejected { reason } => plain("Embargo proposal rejected", written(reason)),
        Fact::EmbargoTerminated { reason } => plain("Embargo ended", written(reason)),
        Fact::EmbargoKept { reason } => plain("Embargo kept in spite of it", written(reason)),
        Fact::ParticipantInvited { participant, .. } => (format!("Invited: {participant}"), None),
        Fact::ConsentGiven { participant } => (format!("{participant} agreed to the terms"), None),
        Fact::ConsentDeclined { participant, by_silence: true, .. } => {
            (format!("{participant} did not answer in time, which counts as a no"), None)
        }
        Fact::ConsentDeclined { participant, reason, .. } => {
            (format!("{participant} declined the terms"), maybe(reason.as_ref()))
        }
        Fact::VendorInformed { participant } => (format!("{participant} was informed"), None),
        Fact::StatusReceived { participant, report, fix, impact, statement, .. } => {
            let said: Vec<&str> = [
                impact.map(case::Impact::label),
                report.map(case::state::Report::name),
                fix.map(case::state::Fix::name),
            ]
            .into_iter()
            .flatten()
            .collect();
            let title = match said.is_empty() {
                true => format!("Statement of {participant}"),
                false => format!("Status of {participant}: {}", said.join(", ")),
            };
            (title, maybe(statement.as_ref()))
        }
        Fact::CreditSet { line } => plain("Credit line set", written(line)),
        Fact::CreditAgreed { line } => plain("Credit agreed", maybe(line.as_ref())),
        Fact::CreditDeclined {} => plain("Credit declined", None),
        Fact::Credited { place } => plain("Credited", written(place)),
        Fact::AdvisoryPublished { edition, title, .. } => {
            (format!("Advisory published (edition {edition})"), written(title))
        }
        Fact::NoticeSent { to, text, .. } => {
            (format!("Notice sent: {}", to.label()), written(text))
        }
        Fact::PromiseWaived { promise, reason } => {
            (format!("Let off the promise \u{201c}{promise}\u{201d}"), written(reason))
        }
        Fact::ExtensionOffered { promise, until, reason } => (
            format!("More time asked for \u{201c}{promise}\u{201d}, until {}", when(*until).words),
            written(reason),
        ),
        Fact::ExtensionAgreed { promise, until } => (
            format!("More time agreed for \u{201c}{promise}\u{201d}, until {}", when(*until).words),
            None,
        ),
        Fact::ExtensionRefused { promise } => {
            (format!("More time refused for \u{201c}{promise}\u{201d}"), None)
        }
        Fact::RegimeDecided { regime, applies, reason, .. } => {
            (format!("Decided on \u{201c}{regime}\u{201d}: {}", applies.label()), written(reason))
        }
        Fact::OccasionRecorded { what, note, until } => (
            until.map_or_else(
                || what.label().to_owned(),
                |until| format!("{}, to be answered until {}", what.label(), when(until).words),
            ),
            written(note),
        ),
        Fact::PeriodLengthened { promise, reason } => (
            format!("The longer time of the rule was taken for \u{201c}{promise}\u{201d}"),
            written(reason),
        ),
        other => (other.kind().to_owned(), None),
    }
}
