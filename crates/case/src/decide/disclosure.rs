//! Telling the public of a report that was declined: only when its reporter agrees. What is out already may be
//! corrected and withdrawn without asking again.

use super::permit::{Broken, broken};
use super::{Ask, OURS};
use crate::command::CommandKind as Kind;

pub(super) fn rule(kind: Kind, ask: &Ask<'_>) -> Option<Broken> {
    let (case, state) = (ask.case, ask.case.disclosure);
    if !case.is_declined() || case.original.is_some() {
        return broken(
            "not-declined",
            OURS,
            "This is for reports that were declined: of others, the advisory tells the public.",
            &[Kind::PublishAdvisory, Kind::Message],
        );
    }
    if case.advisory.is_some() {
        return broken("disclosed", OURS, "It is public already.", &[Kind::PublishAdvisory]);
    }
    match (kind, state.agreed) {
        (Kind::ProposeDisclosure, Some(true)) | (Kind::AgreeDisclosure, Some(true)) => broken(
            "disclosure-agreed",
            OURS,
            "The reporter agreed already.",
            &[Kind::PublishAdvisory],
        ),
        (Kind::RefuseDisclosure, Some(false)) => {
            broken("disclosure-refused", OURS, "You already said no.", &[Kind::AgreeDisclosure])
        }
        (Kind::AgreeDisclosure | Kind::RefuseDisclosure, _) if !state.asked => {
            broken("disclosure-not-asked", OURS, "The team has not asked for it.", &[Kind::Message])
        }
        _ => None,
    }
}

/// Whether a publication waits for the reporter's word.
pub(super) fn publish(ask: &Ask<'_>) -> Option<Broken> {
    let case = ask.case;
    if !case.is_declined() || case.advisory.is_some() || case.disclosure.agreed == Some(true) {
        return None;
    }
    broken(
        "disclosure-not-agreed",
        OURS,
        "This report was declined: it is disclosed only when its reporter agrees.",
        &[Kind::ProposeDisclosure, Kind::Reopen],
    )
}
