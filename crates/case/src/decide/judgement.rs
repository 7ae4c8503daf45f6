//! Talking with the reporter, judging the report, and finishing or reopening the case.

use policy::Policy;

use super::{Ask, BETWEEN, CS, Facts, OURS, POLICY, open_among, permit};
use crate::case::Outcome;
use crate::command::{Command, CommandKind as Kind};
use crate::event::Actor;
use crate::fact::{Affected, Fact};
use crate::refusal::Refusal;
use crate::state::{Fix, Report};
use crate::words::{CloseClass, EmbargoChoice, Private};

const ACKNOWLEDGED: &str =
    "Thank you for your report. We have it, and a person is looking into it.";
const VALIDATED: &str = "We looked into your report and it describes a real vulnerability.";
const ACCEPTED: &str = "We accept your report and are working on it.";

pub(super) fn make(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    match command {
        Command::Acknowledge { text } => {
            made.add(Fact::Acknowledged { text: or_usual(text.as_ref(), ACKNOWLEDGED) });
        }
        Command::Message { text, tlp } => {
            super::parties::check_mark(*tlp, ask)?;
            let text = words(text)?;
            made.add(if matches!(ask.actor, Actor::Reporter) {
                Fact::ReporterWrote { text, tlp: *tlp }
            } else {
                Fact::MessageSent { text, tlp: *tlp }
            });
        }
        Command::Note { text } => made.add(Fact::NoteTaken { text: words(text)? }),
        Command::Assign { to } => made.add(Fact::Assigned { to: *to }),
        Command::Review { note } => made.add(Fact::Reviewed { note: words(note)? }),
        Command::Validate { text } => {
            made.add(Fact::Validated { text: or_usual(text.as_ref(), VALIDATED) });
        }
        Command::Invalidate { reason } => made.add(Fact::Invalidated { reason: words(reason)? }),
        Command::RequestInformation { question } => {
            made.add(Fact::InformationRequested { question: words(question)? });
        }
        Command::Answer { text } => made.add(Fact::InformationGiven { text: words(text)? }),
        Command::Withdraw { reason } => {
            made.add(Fact::Withdrawn { reason: reason.clone().unwrap_or_default() });
        }
        Command::AssessSeverity { severity, cvss, reason } => {
            if ask.case.severity == Some(*severity) && cvss.is_none() && reason.is_none() {
                return Err(unchanged("The severity is already assessed so."));
            }
            made.add(Fact::SeverityAssessed {
                severity: *severity,
                cvss: cvss.clone(),
                reason: reason.clone().unwrap_or_default(),
            });
        }
        Command::SetAffected { affected } => {
            if *affected == Affected::default() {
                return Err(unchanged("Say at least one thing that is affected."));
            }
            made.add(Fact::AffectedSet { affected: affected.clone() });
        }
        Command::Accept { text } => accept(text.as_ref(), ask, made),
        Command::Defer { reason } => made.add(Fact::Deferred { reason: words(reason)? }),
        Command::Decline { class, reason, entry, embargo } => {
            decline(*class, reason, entry.as_deref(), *embargo, ask, made)?;
        }
        Command::Close { class, reason, embargo } => close(*class, reason, *embargo, ask, made)?,
        Command::Reopen { reason } => made.add(Fact::Reopened { reason: words(reason)? }),
        _ => {}
    }
    Ok(())
}

/// The text, unless nothing was written.
pub(super) fn words(text: &Private) -> Result<Private, Refusal> {
    if text.is_blank() {
        return Err(Refusal::new(
            "no-words",
            OURS,
            "Write something: an empty text helps nobody.",
            &[],
        ));
    }
    Ok(text.clone())
}

fn or_usual(text: Option<&Private>, usual: &'static str) -> Private {
    text.filter(|text| !text.is_blank()).cloned().unwrap_or_else(|| usual.into())
}

pub(super) fn unchanged(sentence: &'static str) -> Refusal {
    Refusal::new("nothing-new", OURS, sentence, &[])
}

fn accept(text: Option<&Private>, ask: &Ask<'_>, made: &mut Facts) {
    if matches!(ask.case.report(), Report::Received | Report::Invalid) {
        made.add(Fact::Validated { text: VALIDATED.into() });
    }
    made.add(Fact::Accepted { text: or_usual(text, ACCEPTED) });
}

fn decline(
    class: CloseClass,
    reason: &Private,
    entry: Option<&str>,
    embargo: Option<EmbargoChoice>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    let reason = words(reason)?;
    if class == CloseClass::Duplicate {
        return Err(Refusal::new(
            "duplicate-needs-original",
            OURS,
            "A duplicate names its original, so that its reporter is told and credited.",
            &open_among(ask, &[Kind::MarkDuplicate]),
        ));
    }
    if !class.declines() {
        return Err(Refusal::new(
            "close-class",
            OURS,
            format!("\"{}\" is how work ends, not a reason to decline.", class.label()),
            &open_among(ask, &[Kind::Close, Kind::Accept]),
        ));
    }
    check_class(class, ask)?;
    if let Some(entry) = entry {
        check_entry(entry, ask.policy)?;
    }
    end_embargo_if_asked(embargo, ask, made)?;
    made.add(Fact::Declined { class, reason: reason.clone(), entry: entry.map(str::to_owned) });
    // Under an embargo the report rests in I or D; it is closed when the embargo is over.
    if !still_binds(embargo, ask) {
        made.add(Fact::Closed { class, reason });
    }
    Ok(())
}

fn close(
    class: CloseClass,
    reason: &Private,
    embargo: Option<EmbargoChoice>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    let reason = words(reason)?;
    check_class(class, ask)?;
    if let Some(Outcome { class: decided, .. }) = &ask.case.outcome
        && *decided != class
    {
        return Err(Refusal::new(
            "close-class",
            OURS,
            format!("The reporter was told \"{}\": close it as that.", decided.label()),
            &open_among(ask, &[Kind::Accept, Kind::Validate]),
        ));
    }
    end_embargo_if_asked(embargo, ask, made)?;
    if still_binds(embargo, ask) {
        return Err(Refusal::new(
            "close-under-embargo",
            BETWEEN,
            "A case is not closed while its embargo is in force: wait for the end, or end it.",
            &open_among(ask, &[Kind::TerminateEmbargo, Kind::Defer, Kind::Message]),
        ));
    }
    if class.declines() && ask.case.outcome.is_none() {
        made.add(Fact::Declined { class, reason: reason.clone(), entry: None });
    }
    made.add(Fact::Closed { class, reason });
    Ok(())
}

/// What a close class needs to be true.
fn check_class(class: CloseClass, ask: &Ask<'_>) -> Result<(), Refusal> {
    let case = ask.case;
    let (holds, code, source, sentence, instead): (_, _, _, _, &[Kind]) = match class {
        CloseClass::Resolved => (
            case.fix() == Fix::Deployed,
            "resolved-needs-fix",
            CS,
            "\"Resolved\" needs a released fix, and none is recorded.",
            &[Kind::FixReleased, Kind::Defer, Kind::Decline],
        ),
        CloseClass::Mitigated => (
            case.milestones.released.is_some(),
            "mitigated-needs-mitigation",
            OURS,
            "\"Mitigated\" needs a released mitigation, and none is recorded.",
            &[Kind::FixReleased, Kind::Defer, Kind::Decline],
        ),
        CloseClass::Duplicate => (
            case.original.is_some(),
            "duplicate-needs-original",
            OURS,
            "A duplicate names its original, so that its reporter is told and credited.",
            &[Kind::MarkDuplicate],
        ),
        CloseClass::Withdrawn => (
            case.withdrawn,
            "not-withdrawn",
            OURS,
            "The reporter has not taken the report back.",
            &[Kind::Decline, Kind::Message],
        ),
        _ => return Ok(()),
    };
    if holds {
        return Ok(());
    }
    Err(Refusal::new(code, source, sentence, &open_among(ask, instead)))
}

fn check_entry(entry: &str, policy: &Policy) -> Result<(), Refusal> {
    let scope = &policy.scope;
    let known: Vec<_> =
        scope.not_vulnerabilities.iter().chain(&scope.outside).map(|item| &item.id).collect();
    if known.iter().any(|id| *id == entry) {
        return Ok(());
    }
    let list = known.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
    let sentence = if list.is_empty() {
        "The policy lists nothing that is out of scope: leave the entry empty.".to_owned()
    } else {
        format!("The policy has no such entry; it has: {list}.")
    };
    Err(Refusal::new("unknown-entry", POLICY, sentence, &[]))
}

fn still_binds(choice: Option<EmbargoChoice>, ask: &Ask<'_>) -> bool {
    ask.case.embargo.state.binds() && choice != Some(EmbargoChoice::End)
}

fn end_embargo_if_asked(
    choice: Option<EmbargoChoice>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    if choice == Some(EmbargoChoice::End) && ask.case.embargo.state.binds() {
        permit::check_may_end_embargo(ask)?;
        made.add(Fact::EmbargoTerminated {
            reason: "The case is decided; the reporter is free to speak.".into(),
        });
    }
    Ok(())
}
