//! Rules about times: what is promised, from when, counted how.

use prose::{CalendarKind, Deed, Direction, Promise, Time, TimeUnit, Trigger};

use crate::finding::Severity::{Error, Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::{Subject, span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "no-acknowledgement-limit",
        title: "no time for the first answer",
        severity: Warning,
        why: "Without a number nobody can tell silence from delay, and a reporter does not know when to try another way.",
        write: "say within what time every report is acknowledged",
        example: "We acknowledge every report within 3 business days.",
        sources: &["OSPS-VM-01.01", "BOD 20-01", "UK PSTI Schedule 1", "ISO/IEC 29147 6.2.5"],
        look: Look::Policy(no_acknowledgement_limit),
    },
    Rule {
        code: "bare-days",
        title: "\"days\" without saying which",
        severity: Warning,
        why: "Three days over a weekend are one working day: the team and the reporter count different deadlines.",
        write: "say \"calendar days\" or \"business days\", or give hours",
        example: "within 3 business days",
        sources: &["24 of 54 promises in 31 published policies say only \"days\""],
        look: Look::Policy(bare_days),
    },
    Rule {
        code: "business-days-of-where",
        title: "business days of no country",
        severity: Note,
        why: "A reporter elsewhere cannot tell which days count, since weekends and holidays differ.",
        write: "name the place whose working days you mean",
        example: "within 3 business days (Monday to Friday, holidays of the Netherlands excepted)",
        sources: &["Regulation (EEC, Euratom) No 1182/71 Article 2"],
        look: Look::Policy(business_days_of_where),
    },
    Rule {
        code: "update-without-interval",
        title: "updates without an interval",
        severity: Warning,
        why: "\"Regular updates\" can be neither kept nor broken, so a reporter cannot rely on them.",
        write: "say at most how long a reporter waits between two updates",
        example: "We tell you at least every 7 days how far we are.",
        sources: &[
            "UK PSTI Schedule 1: time for status updates",
            "published policies with 5 and 7 days",
        ],
        look: Look::Policy(update_without_interval),
    },
    Rule {
        code: "no-updates",
        title: "no word on updates",
        severity: Note,
        why: "A reporter who hears nothing after the first answer will publish sooner.",
        write: "say how often you tell reporters how far you are",
        example: "We tell you at least every 14 days how far we are.",
        sources: &["UK PSTI Schedule 1", "ISO/IEC 29147 6.5"],
        look: Look::Policy(no_updates),
    },
    Rule {
        code: "no-fix-limit",
        title: "no time for a fix",
        severity: Note,
        why: "\"As soon as possible\" says that it matters and not when; a reporter who plans a publication needs a number.",
        write: "give a time, also as an aim, by severity if you like",
        example: "We aim to release a fix within 30 days for critical and 90 days for other vulnerabilities.",
        sources: &["BOD 20-01: 90 days as a target", "CRA Annex I part II (2)"],
        look: Look::Policy(no_fix_limit),
    },
    Rule {
        code: "zero-duration",
        title: "a time of zero",
        severity: Error,
        why: "It is over before anybody has read the report.",
        write: "write at least one hour, or \"as soon as possible\" without a number",
        example: "within 24 hours",
        sources: &["the policy language"],
        look: Look::Policy(zero_duration),
    },
    Rule {
        code: "absurd-duration",
        title: "a time that is too long to promise anything",
        severity: Warning,
        why: "Nobody waits that long; most often a unit or a digit is wrong.",
        write: "check the number and the unit",
        example: "",
        sources: &["OpenSSF badge: 14 days for an answer", "BOD 20-01: 90 days for a resolution"],
        look: Look::Policy(absurd_duration),
    },
    Rule {
        code: "deadline-before-trigger",
        title: "a deadline that lies before what starts it",
        severity: Error,
        why: "Nothing can be done before the report is there.",
        write: "say \"after\", or name the event that it comes before",
        example: "at least 7 days before public disclosure",
        sources: &["the policy language"],
        look: Look::Policy(deadline_before_trigger),
    },
    Rule {
        code: "not-guaranteed",
        title: "times that are taken back",
        severity: Note,
        why: "A sentence that calls every time a target leaves nothing that can be broken.",
        write: "say which times hold in every case, and which are aims",
        example: "We acknowledge within 3 business days. We aim to assess within 10.",
        sources: &["published policies with \"targets, not guarantees\""],
        look: Look::Policy(not_guaranteed),
    },
    Rule {
        code: "open-ended-exception",
        title: "an exception without an end",
        severity: Note,
        why: "It suspends every promise for as long as the team likes, and nobody can see when it applies.",
        write: "name the days, announce them before they begin, and say until when",
        example: "From 20 December to 2 January our times are twice as long.",
        sources: &["published policies with \"timelines may extend\""],
        look: Look::Policy(open_ended_exception),
    },
    Rule {
        code: "severity-undefined",
        title: "times by severity, and no word on what the severities are",
        severity: Note,
        why: "Who decides whether an issue is severe, and by what, decides which time holds.",
        write: "say by what you rate, and that an unrated report gets the shortest time",
        example: "We rate by CVSS 4.0; until a report is rated, the shortest time holds.",
        sources: &["published policies"],
        look: Look::Policy(severity_undefined),
    },
    Rule {
        code: "escalation-before-promise",
        title: "a right to escalate before the promise is late",
        severity: Warning,
        why: "A reporter may go elsewhere while the team is still in time.",
        write: "let the right begin after the promised time",
        example: "If we have not acknowledged within 5 business days, write to cna@acme.test.",
        sources: &[
            "OpenJS projects: acknowledgement within 5 days, escalation after 6 business days",
        ],
        look: Look::Policy(escalation_before_promise),
    },
    Rule {
        code: "escalation-without-address",
        title: "a right to escalate without an address",
        severity: Note,
        why: "A reporter who needs it does not find where to turn.",
        write: "name an address",
        example: "If we do not answer within 5 business days, write to cna@acme.test.",
        sources: &["published policies"],
        look: Look::Policy(escalation_without_address),
    },
];

/// An answer to a report: something that the reporter hears because they reported.
pub(crate) fn is_answer(promise: &Promise) -> bool {
    let answers = |deed: &Deed| {
        matches!(
            deed,
            Deed::Acknowledge
                | Deed::FirstResponse
                | Deed::DetailedResponse
                | Deed::Triage
                | Deed::AcceptOrDecline
                | Deed::DeclineWithReason
        )
    };
    let from_report = promise.trigger == Trigger::ReportReceived;
    from_report && (answers(&promise.deed) || promise.also.iter().any(answers))
}

/// The time in hours, by the longest reading: business days as seven for every five.
pub(crate) fn hours(time: &Time) -> Option<u64> {
    let count = u64::from(time.max.or(time.min)?);
    let plain = match time.unit {
        TimeUnit::Minutes => count.div_ceil(60),
        TimeUnit::Hours => count,
        TimeUnit::Days => count * 24,
        TimeUnit::Weeks => count * 7 * 24,
        TimeUnit::Months => count * 31 * 24,
        TimeUnit::Years => count * 366 * 24,
    };
    let business = time.calendar == CalendarKind::Business && time.unit == TimeUnit::Days;
    Some(if business { plain.div_ceil(5) * 7 } else { plain })
}

fn no_acknowledgement_limit(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let claims = &subject.claims;
    if subject.is_foreign() || (!subject.is_data() && subject.words() < 5) {
        return;
    }
    if claims.promises.iter().any(is_answer) {
        return;
    }
    let soft = claims.soft_promises.iter().find(|promise| {
        matches!(promise.deed, Deed::Acknowledge | Deed::FirstResponse | Deed::DetailedResponse)
    });
    match soft {
        Some(promise) => {
            notes.at(&span(&promise.quote), "an answer is promised, and no time for it");
        }
        None => notes.absent("no time is given within which a report is answered"),
    }
}

fn bare_days(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    use prose::DisclosureKind::AdvanceNotice;
    let claims = &subject.claims;
    // Notices before a release, and answers to what is no report, are not what reporters count.
    let counted = |promise: &&Promise| {
        promise.direction == Direction::After && promise.deed != Deed::AnswerRequest
    };
    let promises = claims.promises.iter().filter(counted).map(|p| (&p.time, &p.quote));
    let limits = claims.disclosure.limits.iter().filter(|limit| limit.kind != AdvanceNotice);
    let limits = limits.map(|limit| (&limit.time, &limit.quote));
    let rights =
        claims.escalations.iter().filter_map(|right| Some((right.after.as_ref()?, &right.quote)));
    let mut noted = Vec::new();
    for (time, quote) in promises.chain(limits).chain(rights) {
        let bare = time.unit == TimeUnit::Days && time.calendar == CalendarKind::Unspecified;
        let count = time.max.or(time.min).unwrap_or_default();
        let place = span(quote);
        // "Daily" is no amount of time.
        if bare && count != 1 && !noted.contains(&place) {
            notes.at(&place, format!("{count} days: calendar days or business days?"));
            noted.push(place);
        }
    }
}

fn business_days_of_where(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if subject.is_data() {
        return;
    }
    let located = subject.sentence_with(&[&[
        "monday",
        "holidays",
        "time zone",
        "timezone",
        "utc",
        " cet",
        " gmt",
        "local time",
        "working hours of",
    ]]);
    let counted = |promise: &&Promise| promise.time.calendar == CalendarKind::Business;
    if let Some(promise) = subject.claims.promises.iter().find(counted)
        && located.is_none()
    {
        notes.at(&span(&promise.quote), "business days of which place?");
    }
}

/// Words that promise updates, for sentences whose other half is a promise with a number.
const UPDATES: &[&str] = &[
    "regular updates",
    "regularly update",
    "periodic updates",
    "keep you informed",
    "keep you updated",
    "keep the reporter informed",
    "provide updates",
    "updates on the progress",
];

const fn is_update(deed: Deed) -> bool {
    matches!(deed, Deed::StatusUpdate | Deed::KeepInformed)
}

/// Where updates are promised without a number.
fn soft_update(subject: &Subject<'_>) -> Option<core::ops::Range<usize>> {
    let soft = subject.claims.soft_promises.iter().find(|promise| is_update(promise.deed));
    soft.map(|promise| span(&promise.quote)).or_else(|| {
        let sentence = subject.sentence_with(&[UPDATES, &["we ", "will", "you"]])?;
        Some(subject.words_in(&sentence, UPDATES))
    })
}

fn update_without_interval(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let numbered = subject.claims.promises.iter().any(|p| p.recurring && is_update(p.deed));
    if let (false, Some(span)) = (numbered, soft_update(subject)) {
        notes.at(&span, "updates are promised, and not how often");
    }
}

fn no_updates(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let updates = |promise: &Promise| {
        is_update(promise.deed) || promise.also.iter().any(|deed| is_update(*deed))
    };
    let promised = subject.claims.promises.iter().any(updates) || soft_update(subject).is_some();
    if !subject.says_little() && !promised {
        notes.absent("nothing is said about updates after the first answer");
    }
}

fn no_fix_limit(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let claims = &subject.claims;
    let fixes =
        |deed: &Deed| matches!(deed, Deed::Fix | Deed::Release | Deed::Resolve | Deed::FixTimeline);
    if subject.says_little()
        || claims.promises.iter().any(|p| fixes(&p.deed) || p.also.iter().any(fixes))
    {
        return;
    }
    match claims.soft_promises.iter().find(|promise| fixes(&promise.deed)) {
        Some(promise) => notes.at(&span(&promise.quote), "a fix is promised, and no time for it"),
        None => notes.absent("no time is given for a fix"),
    }
}

fn zero_duration(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for promise in &subject.claims.promises {
        if promise.time.max == Some(0) {
            notes.at(&span(&promise.quote), "this time is zero");
        }
    }
}

fn absurd_duration(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for promise in &subject.claims.promises {
        let most = if is_answer(promise) { 90 } else { 730 };
        if let Some(hours) = hours(&promise.time).filter(|hours| *hours > most * 24) {
            let message = format!("this is {} days", hours / 24);
            notes.at(&span(&promise.quote), message);
        }
    }
}

fn deadline_before_trigger(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let mut noted = false;
    for promise in &subject.claims.promises {
        let before = matches!(
            promise.direction,
            Direction::Before | Direction::AtLeastBefore | Direction::AtMostBefore
        );
        let first = matches!(promise.trigger, Trigger::ReportReceived | Trigger::LastUpdate);
        if before && first && is_answer(promise) {
            notes.at(&span(&promise.quote), "this is due before the report is there");
            noted = true;
        }
    }
    let impossible = subject.sentence_with(&[
        &[
            "before we receive",
            "before receiving",
            "prior to receiving",
            "before you report",
            "before the report is received",
            "before it is reported",
        ],
        &["we will", "you will", "you can expect", "we aim"],
        &["hour", "day", "week"],
    ]);
    if let (false, Some(span)) = (noted, impossible) {
        notes.at(&span, "this is due before the report is there");
    }
}

fn is_guarantee(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["guarantee", "best effort", "best-effort", "targets"].iter().any(|word| lower.contains(word))
}

fn not_guaranteed(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(quote) = subject.claims.caveats.iter().find(|quote| is_guarantee(&quote.plain)) {
        notes.at(&span(quote), "this takes the times back");
    }
}

fn open_ended_exception(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for quote in subject.claims.caveats.iter().filter(|quote| !is_guarantee(&quote.plain)) {
        notes.at(&span(quote), "this suspends the times and names no end");
    }
}

fn severity_undefined(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let defined = subject.is_data()
        || subject
            .sentence_with(&[&[
                "cvss",
                "severity level",
                "severity is",
                "we define",
                "is defined as",
                "rated",
                "we rate",
            ]])
            .is_some();
    let by_severity = subject.claims.promises.iter().find(|promise| !promise.severity.is_empty());
    if let (false, Some(promise)) = (defined, by_severity) {
        notes.at(&span(&promise.quote), "this depends on a severity that nothing defines");
    }
}

fn escalation_before_promise(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let claims = &subject.claims;
    let answer =
        claims.promises.iter().filter(|p| is_answer(p)).filter_map(|p| hours(&p.time)).min();
    for right in &claims.escalations {
        let early = right.trigger == prose::EscalationTrigger::NoAcknowledgement
            && right
                .after
                .as_ref()
                .and_then(hours)
                .zip(answer)
                .is_some_and(|(after, answer)| after < answer);
        if early {
            notes.at(&span(&right.quote), "this begins before the promised answer is late");
        }
    }
}

fn escalation_without_address(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for right in &subject.claims.escalations {
        if !right.to.contains(['@', ':']) {
            notes.at(&span(&right.quote), format!("\u{201c}{}\u{201d} is no address", right.to));
        }
    }
}
