//! What facts mean for promises: which start a clock, which keep it, which end it, which hold it up.
//!
//! This is the one table between the words of the policy language and the facts of a case.

use clock::Instant;
use policy::{Act, AnchorEvent, AnchorTime, Class, Party, PauseReason, Promise, Regime, include};

use crate::event::Event;
use crate::fact::Fact;
use crate::words::{Applicability, CloseClass, Recipient, WaitingOn};

/// Whether this event starts a clock that counts from `anchor`. For a report taken up again, the
/// judgement and what follows are owed anew; that it arrived need not be said twice.
pub(super) fn starts(promise: &Promise, event: &Event) -> bool {
    let fact = &event.fact;
    match promise.from.event {
        AnchorEvent::Received => match fact {
            Fact::ReportReceived { .. } => true,
            Fact::Reopened { .. } => !matches!(promise.act, Act::Acknowledge | Act::Respond),
            _ => false,
        },
        other => is_anchor(other, fact) && follows(promise, fact),
    }
}

/// Whether this fact is the event that a policy names so.
pub(super) fn is_anchor(anchor: AnchorEvent, fact: &Fact) -> bool {
    match anchor {
        AnchorEvent::Received => matches!(fact, Fact::ReportReceived { .. }),
        AnchorEvent::Acknowledged => fact.speaks_to_reporter(),
        AnchorEvent::Evaluated => evaluates(fact),
        AnchorEvent::Accepted => fact.is_or_echoes("Accepted"),
        AnchorEvent::FixReady => matches!(fact, Fact::FixReady { .. }),
        AnchorEvent::FixReleased => fact.is_or_echoes("FixReleased"),
        AnchorEvent::Resolved => {
            fact.is_or_echoes("FixReleased") || fact.is_or_echoes("Closed") || declines(fact)
        }
        AnchorEvent::Disclosed => fact.makes_public(),
        AnchorEvent::AttackObserved => matches!(fact, Fact::AttackObserved { .. }),
        AnchorEvent::IncidentFound => matches!(fact, Fact::IncidentFound { .. }),
        AnchorEvent::UpstreamNotified => matches!(fact, Fact::UpstreamNotified { .. }),
        AnchorEvent::Notified => {
            matches!(fact, Fact::NoticeSent { to: Recipient::Csirt | Recipient::Authority, .. })
        }
        // Which notice it is that starts a promise is named by the promise: see `follows`.
        AnchorEvent::Submitted => matches!(fact, Fact::NoticeSent { .. }),
        // The review of a policy is no event of a case.
        AnchorEvent::Reviewed => false,
        AnchorEvent::Exploited
        | AnchorEvent::SevereIncident
        | AnchorEvent::SignificantIncident
        | AnchorEvent::MajorIncident
        | AnchorEvent::PersonalData
        | AnchorEvent::HighRisk
        | AnchorEvent::ProcessedData => {
            decided(fact).is_some_and(|(regime, applies)| applies && regime.anchor() == anchor)
        }
        AnchorEvent::AuthorityAsked
        | AnchorEvent::MitigationAnnounced
        | AnchorEvent::IncidentHandled
        | AnchorEvent::ComponentFlawFound
        | AnchorEvent::DataRequested
        | AnchorEvent::CveIdPublic
        | AnchorEvent::CveIdDisclosedByOthers
        | AnchorEvent::AssignmentRequested
        | AnchorEvent::RecordDisputed
        | AnchorEvent::ListInformed => {
            matches!(fact, Fact::OccasionRecorded { what, .. } if what.anchor() == anchor)
        }
    }
}

/// What was decided about a law's word, if this fact is such a decision.
pub(super) fn decided(fact: &Fact) -> Option<(Regime, bool)> {
    let Fact::RegimeDecided { regime, applies, .. } = fact else { return None };
    Some((*regime, *applies == Applicability::Applies))
}

/// Whether a notice is the one that a promise counts from, where it names one.
fn follows(promise: &Promise, fact: &Fact) -> bool {
    let Some(followed) = promise.follows() else { return true };
    matches!(fact, Fact::NoticeSent { promise: Some(answers), .. } if answers == followed)
}

/// When an act was done: a decision when it was taken, everything else when it happened.
pub(super) const fn done_at(event: &Event) -> Instant {
    match &event.fact {
        Fact::RegimeDecided { decided, .. } => *decided,
        _ => event.happened,
    }
}

/// The time of an event that a promise counts from.
pub(super) const fn time_of(promise: &Promise, event: &Event) -> Instant {
    match promise.from.time {
        AnchorTime::Happened => event.happened,
        AnchorTime::Learned => event.learned,
        AnchorTime::Decided => done_at(event),
    }
}

/// Whether a promise counts from something that happens again and again, as opposed to a step of a case,
/// which is taken once until the case is reopened.
pub(super) const fn repeats(promise: &Promise) -> bool {
    matches!(
        promise.from.event,
        AnchorEvent::UpstreamNotified
            | AnchorEvent::IncidentFound
            | AnchorEvent::Notified
            | AnchorEvent::AuthorityAsked
            | AnchorEvent::MitigationAnnounced
            | AnchorEvent::ComponentFlawFound
            | AnchorEvent::DataRequested
            | AnchorEvent::AssignmentRequested
            | AnchorEvent::RecordDisputed
    )
}

/// Whether what was dropped with a decision is owed again because the decision was changed.
pub(super) const fn takes_up_again(promise: &Promise, fact: &Fact) -> bool {
    matches!(promise.act, Act::Update | Act::Fix | Act::Publish | Act::Credit)
        && matches!(promise.from.event, AnchorEvent::Received | AnchorEvent::Evaluated)
        && matches!(fact, Fact::Accepted { .. })
}

/// Whether the act may have been done before its clock started: a fix that is already out is a fix.
/// What answers a new event (a component's patch, an incident, a notice) must come after it. A decision
/// and a notice that names its duty may be recorded before the awareness that they follow from.
pub(super) fn may_precede(promise: &Promise) -> bool {
    if matches!(promise.act, Act::Report | Act::Notify) && promise.from.event.regime().is_some() {
        return names_itself(promise);
    }
    matches!(
        promise.act,
        Act::Acknowledge
            | Act::Respond
            | Act::Evaluate
            | Act::Decide
            | Act::Fix
            | Act::Publish
            | Act::Credit
            | Act::Classify
    ) && !repeats(promise)
        && promise.from.event != AnchorEvent::Submitted
}

/// Whether only a notice that names the promise keeps it: a duty of law, and a report that shares or
/// follows the notice of another promise.
fn names_itself(promise: &Promise) -> bool {
    let is_linked = promise.follows().or(promise.kept_with()).is_some();
    promise.class() == Class::Law || promise.act == Act::Report && is_linked
}

/// Whether this fact is the act itself, apart from what the promise says it must contain.
pub(super) fn does(promise: &Promise, fact: &Fact) -> bool {
    let by_notice = matches!(promise.to, Party::Requester | Party::CveList);
    match promise.act {
        Act::Acknowledge | Act::Respond | Act::Decide | Act::Publish if by_notice => {
            notifies(promise, fact)
        }
        Act::Acknowledge | Act::Respond => fact.speaks_to_reporter(),
        Act::Evaluate => {
            evaluates(fact) || promise.to == Party::Team && matches!(fact, Fact::Reviewed { .. })
        }
        Act::Decide => decides(fact),
        Act::Update => fact.speaks_to_reporter(),
        Act::Fix => fact.is_or_echoes("FixReleased"),
        Act::Publish => fact.is_or_echoes("AdvisoryPublished"),
        Act::Credit => matches!(fact, Fact::Credited { .. }),
        Act::Notify if promise.to == Party::Reporter => fact.speaks_to_reporter(),
        Act::Notify | Act::Report => notifies(promise, fact),
        Act::Review => false,
        Act::Classify => decided(fact).is_some(),
    }
}

fn notifies(promise: &Promise, fact: &Fact) -> bool {
    let open_to_all = matches!(promise.to, Party::Users | Party::Public);
    if promise.act == Act::Notify && open_to_all && fact.is_or_echoes("AdvisoryPublished") {
        return promise.class() != Class::Law;
    }
    let Fact::NoticeSent { to, promise: answers, .. } = fact else { return false };
    let reaches = match promise.to {
        Party::Users | Party::Public => matches!(to, Recipient::Users),
        Party::Csirt => matches!(to, Recipient::Csirt),
        Party::Authority => matches!(to, Recipient::Authority),
        Party::Upstream => matches!(to, Recipient::Upstream),
        Party::Distributors => matches!(to, Recipient::Distributors),
        Party::Persons => matches!(to, Recipient::Persons),
        Party::Controller => matches!(to, Recipient::Controller),
        Party::Requester => matches!(to, Recipient::Requester),
        Party::CveList => matches!(to, Recipient::CveList),
        Party::Reporter | Party::Team => false,
    };
    match answers {
        Some(named) => {
            reaches && (*named == promise.id || Some(named.as_str()) == promise.kept_with())
        }
        None => reaches && !names_itself(promise),
    }
}

/// Whether this fact gives what a promise says must be contained. Where the report is not acted on, its
/// date and severity are no longer owed: there is nothing left to expect.
pub(super) fn supplies(part: &str, fact: &Fact) -> bool {
    match part {
        include::EVALUATION => evaluates(fact),
        include::EXPECTED_RESOLUTION_DATE => {
            matches!(
                fact,
                Fact::ResolutionExpected { .. } | Fact::OriginalMoved { expected: Some(_), .. }
            ) || fact.is_or_echoes("FixReleased")
                || matches!(fact, Fact::Invalidated { .. })
                || ends_judgement(fact)
        }
        include::DECISION => decides(fact),
        include::REASON => match fact {
            Fact::Accepted { text } | Fact::Validated { text } => !text.is_blank(),
            Fact::Invalidated { .. } | Fact::Deferred { .. } => true,
            _ => ends_judgement(fact),
        },
        include::SEVERITY => {
            matches!(fact, Fact::SeverityAssessed { .. } | Fact::Invalidated { .. })
                || ends_judgement(fact)
        }
        include::PROGRESS => {
            fact.speaks_to_reporter()
                && !matches!(
                    fact,
                    Fact::Acknowledged { .. }
                        | Fact::InformationRequested { .. }
                        | Fact::ExtensionOffered { .. }
                )
        }
        include::MITIGATION => {
            fact.is_or_echoes("FixReleased") || fact.is_or_echoes("AdvisoryPublished")
        }
        _ => match part.parse::<Regime>() {
            Ok(wanted) => decided(fact).is_some_and(|(regime, _)| regime == wanted),
            Err(_) => fact.speaks_to_reporter(),
        },
    }
}

/// The team told its judgement of validity.
fn evaluates(fact: &Fact) -> bool {
    matches!(fact, Fact::Validated { .. } | Fact::Invalidated { .. }) || decides(fact)
}

/// The team told whether it will work on it.
fn decides(fact: &Fact) -> bool {
    matches!(fact, Fact::Accepted { .. } | Fact::Deferred { .. }) || ends_judgement(fact)
}

fn ends_judgement(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Declined { .. }
            | Fact::MarkedDuplicate { .. }
            | Fact::Merged { .. }
            | Fact::Closed { .. }
    )
}

fn declines(fact: &Fact) -> bool {
    matches!(fact, Fact::Declined { .. })
}

/// Why nothing more is owed after this fact, if that is so. A law does not end with a case.
pub(super) fn ends(promise: &Promise, fact: &Fact) -> Option<&'static str> {
    if promise.class() == Class::Law {
        return None;
    }
    if promise.to == Party::CveList || promise.act == Act::Classify {
        return None;
    }
    if promise.until.is_some_and(|until| is_anchor(until, fact)) {
        return Some("it was owed until then");
    }
    if promise.to == Party::Reporter && matches!(fact, Fact::Withdrawn { .. }) {
        return Some("the reporter took the report back");
    }
    match (promise.act, fact) {
        (Act::Update, Fact::Declined { .. } | Fact::Closed { .. }) => Some("the case is decided"),
        (
            Act::Fix | Act::Publish | Act::Notify,
            Fact::MarkedDuplicate { .. } | Fact::Merged { .. },
        ) if promise.to != Party::Reporter => Some("it is owed in the original case"),
        (Act::Fix | Act::Publish, Fact::MarkedDuplicate { .. } | Fact::Merged { .. }) => {
            Some("it is owed in the original case")
        }
        (Act::Credit, Fact::CreditDeclined {}) => Some("the reporter asked not to be named"),
        (
            Act::Fix | Act::Publish | Act::Credit | Act::Notify | Act::Report,
            Fact::Declined { .. },
        ) => Some("the report was declined"),
        (
            Act::Fix | Act::Publish | Act::Notify | Act::Report | Act::Credit,
            Fact::Closed { class, .. },
        ) if class.declines()
            && !(promise.act == Act::Credit && *class == CloseClass::Duplicate) =>
        {
            Some("the case was closed without one")
        }
        _ => None,
    }
}

/// For whom a pause of this kind waits.
pub(super) const fn waits_on(reason: PauseReason) -> WaitingOn {
    match reason {
        PauseReason::AwaitingReporter => WaitingOn::Reporter,
        PauseReason::AwaitingUpstream => WaitingOn::Upstream,
        PauseReason::AwaitingCoordinator => WaitingOn::Coordinator,
    }
}

/// Whether this fact begins a wait.
pub(super) fn begins_wait(fact: &Fact) -> Option<WaitingOn> {
    match fact {
        Fact::InformationRequested { .. } => Some(WaitingOn::Reporter),
        Fact::WaitingBegan { on, .. } => Some(*on),
        _ => None,
    }
}
