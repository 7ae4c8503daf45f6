//! Events as entries of a timeline: one line of what happened, and what was written.

use case::{Actor, Event, Fact, Private, Visibility};
use pages::{Audience, Entry, FileView, Speaker};

use super::{closed_words, date, severity_words, waiting_words, when};
use crate::language::{say, text as phrase};

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

fn until(id: &str, ends: clock::Instant) -> String {
    say(id).word("when", when(ends).words).plain()
}

fn more_time(id: &str, promise: &str, until: clock::Instant) -> String {
    say(id).by("promise", promise).word("until", when(until).words).plain()
}

/// A fact in one line, and what somebody wrote with it.
fn words(fact: &Fact) -> (String, Option<String>) {
    let plain = |title: &str, text: Option<String>| (title.to_owned(), text);
    // What only the team sees has no message: its pages are English.
    let said = |id: &str, written: Option<String>| (phrase(id), written);
    match fact {
        Fact::ReportReceived { .. } => said("event-received", None),
        Fact::Acknowledged { text } => said("event-acknowledged", written(text)),
        Fact::MessageSent { text, tlp } => {
            (marked(&phrase("event-message-team"), *tlp), written(text))
        }
        Fact::ReporterWrote { text, tlp } => {
            (marked(&phrase("event-message-reporter"), *tlp), written(text))
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
        Fact::TlpSet { tlp, reason } => {
            (say("event-tlp").word("mark", tlp.mark()).plain(), written(reason))
        }
        Fact::LeakObserved { note } => said("event-leak", written(note)),
        Fact::EmbargoShortened { terms, reason } => {
            (until("event-embargo-shortened", terms.ends), written(reason))
        }
        Fact::NoteTaken { text } => plain("Team note", written(text)),
        Fact::Assigned { to: Some(_) } => plain("Assigned", None),
        Fact::Assigned { to: None } => plain("No longer assigned", None),
        Fact::Reviewed { note } => plain("Reviewed", written(note)),
        Fact::Validated { text } => said("event-validated", written(text)),
        Fact::Invalidated { reason } => said("event-invalidated", written(reason)),
        Fact::InformationRequested { question } => said("event-question", written(question)),
        Fact::InformationGiven { text } => said("event-answer", written(text)),
        Fact::WaitingBegan { on, reason } => {
            (say("event-waiting").word("whom", waiting_words(*on)).plain(), written(reason))
        }
        Fact::WaitingEnded { on, reason } => {
            (say("event-waiting-ended").word("whom", waiting_words(*on)).plain(), written(reason))
        }
        Fact::Withdrawn { reason } => said("event-withdrawn", written(reason)),
        Fact::SeverityAssessed { severity, cvss, reason } => (
            match cvss {
                Some(vector) => say("event-severity-vector")
                    .word("severity", severity_words(*severity))
                    .by("vector", vector.as_str())
                    .plain(),
                None => say("event-severity").word("severity", severity_words(*severity)).plain(),
            },
            written(reason),
        ),
        Fact::AffectedSet { affected } => {
            let mut lines = Vec::new();
            for (label, part) in [
                ("affected-product", &affected.product),
                ("affected-versions", &affected.versions),
                ("affected-weakness", &affected.weakness),
                ("affected-location", &affected.location),
            ] {
                if let Some(part) = part {
                    lines.push(say(label).by("text", part.as_str()).plain());
                }
            }
            lines.extend(
                affected
                    .sources
                    .iter()
                    .map(|path| say("affected-source").by("text", path.as_str()).plain()),
            );
            (phrase("event-affected"), Some(lines.join("\n")))
        }
        Fact::Accepted { text } => said("event-accepted", written(text)),
        Fact::Deferred { reason } => said("event-deferred", written(reason)),
        Fact::Declined { class, reason, .. } => {
            (say("event-declined").word("class", closed_words(*class)).plain(), written(reason))
        }
        Fact::Closed { class, reason } => {
            (say("event-closed").word("class", closed_words(*class)).plain(), written(reason))
        }
        Fact::Reopened { reason } => said("event-reopened", written(reason)),
        Fact::MarkedDuplicate { reason, .. } => said("event-duplicate", written(reason)),
        Fact::DuplicateAttached { .. } => plain("A duplicate was attached", None),
        Fact::OriginalMoved { what, text, .. } => {
            (say("event-original").by("what", what).plain(), written(text))
        }
        Fact::Merged { reason, .. } => said("event-merged", written(reason)),
        Fact::Transferred { from, .. } => {
            (say("event-transferred").by("program", from.as_str()).plain(), None)
        }
        Fact::HistoryTaken { log, compared, handle, events, until, .. } => (
            format!("Taken over from another Candor: {handle}"),
            Some(format!(
                "{events} events until {}, as the log {log} states. {} The file beside this holds them and their proofs.",
                when(*until).words,
                match compared {
                    true => "They fit a key of that log which was had from elsewhere.",
                    false =>
                        "They fit the key that came with them: compare it with one that you have from elsewhere.",
                }
            )),
        ),
        Fact::MergedIn { .. } => plain("Another case was merged into this one", None),
        Fact::Split { part, .. } => said("event-split", written(part)),
        Fact::SplitFrom { part, .. } => said("event-split-from", written(part)),
        Fact::ProgressReported { text } => said("event-progress", written(text)),
        Fact::ResolutionExpected { date: day, slipped_from, reason } => (
            match slipped_from {
                Some(before) => say("event-expected-moved")
                    .word("date", date(*day).words)
                    .word("before", date(*before).words)
                    .plain(),
                None => say("event-expected").word("date", date(*day).words).plain(),
            },
            written(reason),
        ),
        Fact::FixReady { note } => said("event-fix-ready", written(note)),
        Fact::FixReleased { mitigation, version, note } => (
            match version {
                Some(version) => say("event-released-version")
                    .word("what", phrase(format!("released-{}", mitigation.as_str())))
                    .by("version", version.as_str())
                    .plain(),
                None => say("event-released")
                    .word("what", phrase(format!("released-{}", mitigation.as_str())))
                    .plain(),
            },
            written(note),
        ),
        Fact::BecamePublic { place } => said("event-public", written(place)),
        Fact::ExploitPublished { place } => said("event-exploit", written(place)),
        Fact::AttackObserved { evidence } => said("event-attack", written(evidence)),
        Fact::IncidentFound { note } => plain("An incident was found", written(note)),
        Fact::UpstreamNotified { note } => plain("Upstream was told", written(note)),
        Fact::EmbargoProposed { terms } => {
            (until("event-embargo-proposed", terms.ends), maybe(terms.note.as_ref()))
        }
        Fact::EmbargoBegan { terms } => {
            (until("event-embargo-began", terms.ends), maybe(terms.note.as_ref()))
        }
        Fact::EmbargoAccepted { terms } => {
            (until("event-embargo-accepted", terms.ends), maybe(terms.note.as_ref()))
        }
        Fact::EmbargoRejected { reason } => said("event-embargo-rejected", written(reason)),
        Fact::EmbargoTerminated { reason } => said("event-embargo-ended", written(reason)),
        Fact::EmbargoKept { reason } => said("event-embargo-kept", written(reason)),
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
        Fact::CreditSet { line, .. } => said("event-credit-set", written(line)),
        Fact::CreditAgreed { line, .. } => said("event-credit-agreed", maybe(line.as_ref())),
        Fact::CreditDeclined {} => said("event-credit-declined", None),
        Fact::Credited { place } => said("event-credited", written(place)),
        Fact::DisclosureProposed { text } => said("event-disclosure-proposed", written(text)),
        Fact::DisclosureAgreed {} => said("event-disclosure-agreed", None),
        Fact::DisclosureRefused {} => said("event-disclosure-refused", None),
        Fact::AdvisoryPublished { edition, title, .. } => {
            (say("event-advisory").word("edition", edition).plain(), written(title))
        }
        Fact::NoticeSent { to, text, .. } => {
            (format!("Notice sent: {}", to.label()), written(text))
        }
        Fact::PromiseWaived { promise, reason } => {
            (say("event-waived").by("promise", promise).plain(), written(reason))
        }
        Fact::ExtensionOffered { promise, until, reason } => {
            (more_time("event-extension-offered", promise, *until), written(reason))
        }
        Fact::ExtensionAgreed { promise, until } => {
            (more_time("event-extension-agreed", promise, *until), None)
        }
        Fact::ExtensionRefused { promise } => {
            (say("event-extension-refused").by("promise", promise).plain(), None)
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
