//! The regular sentences that a rendered policy has: read whole or not at all.
//!
//! "We aim to release a fix or mitigation within 30 days after we have accepted it when its severity is high
//! (our own aim: within 14 days)." The other rules would take three times and three deeds from it. A sentence
//! that is regular from its first word to its full stop says exactly one promise, and every part of it
//! is a value of the policy language, in its own words.

use policy::Severity;

use super::time::amounts;
use super::words::words;
use super::{
    Audience, Bounty, CreditKind, Deed, Direction, DisclosureKind, EscalationTrigger, Pause,
    Strength, Time, Trigger,
};

/// What a regular sentence promises, in the words of the policy language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Regular {
    pub(crate) deed: Deed,
    pub(crate) act: &'static str,
    pub(crate) to: &'static str,
    pub(crate) audience: Audience,
    pub(crate) strength: Strength,
    /// Whether it is a target of the team's own rather than a promise.
    pub(crate) own_target: bool,
    pub(crate) from: Option<(&'static str, Trigger)>,
    pub(crate) limit: Limit,
    pub(crate) every: Option<String>,
    pub(crate) until: Option<&'static str>,
    pub(crate) includes: Vec<String>,
    pub(crate) severity: Vec<Severity>,
    pub(crate) target: Option<String>,
}

/// The time in which it is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Limit {
    Span {
        least: Option<String>,
        most: String,
        direction: Direction,
    },
    AsSoonAsPossible,
    Regularly,
    /// "Every 7 days" says all.
    Unsaid,
}

const SPEAKERS: &[(&str, Strength, bool)] = &[
    ("We aim to ", Strength::Aim, false),
    ("We expect to ", Strength::Expect, false),
    ("We typically ", Strength::Typical, false),
    ("Our own target is to ", Strength::Commit, true),
    ("We ", Strength::Commit, false),
];

/// The longest of those that begin alike comes first.
const DEEDS: &[(&str, Deed, &str, &str, Audience)] = &[
    ("acknowledge your report", Deed::Acknowledge, "acknowledge", "", Audience::Reporter),
    ("answer your report", Deed::FirstResponse, "respond", "", Audience::Reporter),
    ("assess your report and answer you", Deed::Triage, "evaluate", "", Audience::Reporter),
    ("assess your report", Deed::Triage, "evaluate", "", Audience::Reporter),
    (
        "tell you whether we accept your report",
        Deed::AcceptOrDecline,
        "decide",
        "",
        Audience::Reporter,
    ),
    ("tell you about our progress", Deed::StatusUpdate, "update", "", Audience::Reporter),
    ("tell our users about our progress", Deed::StatusUpdate, "update", "users", Audience::Users),
    ("credit you", Deed::Credit, "credit", "", Audience::Reporter),
    ("tell our users", Deed::NotifyUsers, "notify", "users", Audience::Users),
    (
        "tell the distributors",
        Deed::AdvanceNotice,
        "notify",
        "distributors",
        Audience::Distributors,
    ),
    ("release a fix or mitigation", Deed::Fix, "fix", "users", Audience::Users),
    ("publish an advisory", Deed::PublishAdvisory, "publish", "public", Audience::Public),
];

const EVENTS: &[(&str, &str, Trigger)] = &[
    ("we have received a report", "received", Trigger::ReportReceived),
    ("we have acknowledged it", "acknowledged", Trigger::Acknowledged),
    ("we have assessed it", "evaluated", Trigger::TriageDone),
    ("we have accepted it", "accepted", Trigger::Confirmed),
    ("a fix is ready", "fix ready", Trigger::FixReady),
    ("a fix is released", "fix released", Trigger::Release),
    ("it is resolved", "resolved", Trigger::Release),
    ("it is made public", "disclosed", Trigger::PublicDisclosure),
];

const CONTENTS: &[(&str, &str)] = &[
    ("our evaluation", "evaluation"),
    ("the date by which we expect to resolve it", "expected resolution date"),
    ("our decision", "decision"),
    ("the reason", "reason"),
    ("its severity", "severity"),
    ("how far we are", "progress"),
    ("what users can do until there is a fix", "mitigation"),
];

/// Sentences that follow a regular promise and promise nothing themselves.
pub(super) fn is_proviso(text: &str) -> bool {
    text == "You decide whether and how you are named."
        || text.starts_with("The time stands still while we wait for ")
        || text.starts_with("Extension: ")
        || kept_until(text).is_some()
}

/// The promise of a sentence that is regular throughout.
pub(crate) fn read(text: &str) -> Option<Regular> {
    let text = text.strip_suffix('.')?;
    let (rest, strength, own_target) = SPEAKERS.iter().find_map(|(speaker, strength, own)| {
        Some((text.strip_prefix(speaker)?, *strength, *own))
    })?;
    let (rest, deed, act, to, audience) =
        DEEDS.iter().find_map(|(words, deed, act, to, whom)| {
            let rest = rest.strip_prefix(words)?;
            (rest.is_empty() || rest.starts_with(' ')).then_some((rest, *deed, *act, *to, *whom))
        })?;
    let (rest, target) = match rest.split_once(" (our own aim: ") {
        Some((rest, aim)) => {
            let aim = aim.strip_suffix(')')?;
            let aim = aim.strip_prefix("within ").or_else(|| aim.strip_prefix("every "))?;
            (rest, Some(span(aim)?))
        }
        None => (rest, None),
    };
    let (rest, severity) = match rest.split_once(" when its severity is ") {
        Some((rest, words)) => (rest, severities(words)?),
        None => (rest, Vec::new()),
    };
    let (rest, includes) = match rest.split_once(" with ") {
        Some((rest, words)) => (rest, contents(words)?),
        None => (rest, Vec::new()),
    };
    let (rest, until) = match rest.split_once(" until ") {
        Some((rest, words)) => (rest, Some(event(words)?.0)),
        None => (rest, None),
    };
    let (rest, every) = match rest.split_once(" every ") {
        Some((rest, words)) => (rest, Some(span(words)?)),
        None => (rest, None),
    };
    let (limit, from) = limit(rest.trim_start(), every.is_some())?;
    Some(Regular {
        deed,
        act,
        to,
        audience,
        strength,
        own_target,
        from,
        limit,
        every,
        until,
        includes,
        severity,
        target,
    })
}

type Start = Option<(&'static str, Trigger)>;

fn limit(text: &str, recurs: bool) -> Option<(Limit, Start)> {
    if text.is_empty() {
        return recurs.then_some((Limit::Unsaid, None));
    }
    if text == "regularly" {
        return Some((Limit::Regularly, None));
    }
    if let Some(rest) = text.strip_prefix("as soon as possible") {
        let from = match rest.strip_prefix(" after ") {
            Some(words) => Some(event(words)?),
            None if rest.is_empty() => None,
            None => return None,
        };
        return Some((Limit::AsSoonAsPossible, from));
    }
    let (direction, rest) = if let Some(rest) = text.strip_prefix("within ") {
        (Direction::After, rest)
    } else if let Some(rest) = text.strip_prefix("at least ") {
        (Direction::AtLeastBefore, rest)
    } else {
        (Direction::AtMostBefore, text.strip_prefix("at most ")?)
    };
    let joint = if direction == Direction::After { " after " } else { " before " };
    let (amount, from) = match rest.split_once(joint) {
        Some((amount, words)) => (amount, Some(event(words)?)),
        None => (rest, None),
    };
    let (least, most) = match amount.split_once(" to ") {
        Some((least, most)) => {
            let unit = most.split_once(' ').map(|(_, unit)| unit)?;
            let least =
                if least.contains(' ') { least.to_owned() } else { format!("{least} {unit}") };
            (Some(span(&least)?), span(most)?)
        }
        None => (None, span(amount)?),
    };
    Some((Limit::Span { least, most, direction }, from))
}

fn event(words: &str) -> Option<(&'static str, Trigger)> {
    EVENTS.iter().find(|(known, _, _)| *known == words).map(|(_, name, trigger)| (*name, *trigger))
}

/// "a", "a and b", "a, b or c".
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(", ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" or "))
}

fn severities(text: &str) -> Option<Vec<Severity>> {
    let known = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
    listed(text).map(|word| known.into_iter().find(|known| known.as_str() == word)).collect()
}

fn contents(text: &str) -> Option<Vec<String>> {
    let name = |words: &str| {
        let known = CONTENTS.iter().find(|(known, _)| *known == words);
        known.map(|(_, name)| (*name).to_owned())
    };
    listed(text).map(name).collect()
}

/// A span as it is written, when it is one.
fn span(text: &str) -> Option<String> {
    time(text).map(|_| text.to_owned())
}

/// A span as a time: "3 business days".
pub(crate) fn time(text: &str) -> Option<Time> {
    let words = words(text, 0..text.len());
    match amounts(&words).as_slice() {
        [one] if one.words == (0..words.len()) => Some(one.time),
        _ => None,
    }
}

/// "If nobody has acknowledged your report after 6 business days, turn to board@example.org."
pub(super) fn escalation(text: &str) -> Option<(EscalationTrigger, Time, &str)> {
    const WAITED: &[(&str, EscalationTrigger)] = &[
        ("If nobody has acknowledged your report after ", EscalationTrigger::NoAcknowledgement),
        ("If you have heard nothing more from us for ", EscalationTrigger::NoEngagement),
        ("If your report is not resolved after ", EscalationTrigger::NoFix),
    ];
    let text = text.strip_suffix('.')?;
    let (rest, trigger) =
        WAITED.iter().find_map(|(waited, trigger)| Some((text.strip_prefix(waited)?, *trigger)))?;
    let (after, to) = rest.split_once(", turn to ")?;
    Some((trigger, time(after)?, to))
}

/// "We ask for an embargo of at least 7 days."
pub(super) fn embargo(text: &str) -> Option<(DisclosureKind, Time)> {
    const ASKED: &[(&str, DisclosureKind)] = &[
        ("We propose an embargo of ", DisclosureKind::Preferred),
        ("We ask for an embargo of at least ", DisclosureKind::Minimum),
        ("We agree to an embargo of at most ", DisclosureKind::Maximum),
    ];
    let text = text.strip_suffix('.')?;
    let (rest, kind) =
        ASKED.iter().find_map(|(lead, kind)| Some((text.strip_prefix(lead)?, *kind)))?;
    let amount = rest.split_once(", counted from ").map_or(rest, |(amount, _)| amount);
    Some((kind, time(amount)?))
}

/// "Please keep it confidential until a fix is released."
pub(super) fn kept_until(text: &str) -> Option<&'static str> {
    let text = text.strip_prefix("Please keep it confidential until ")?.strip_suffix('.')?;
    event(text).map(|(name, _)| name)
}

/// "Business days are Monday and Tuesday in the time zone UTC."
pub(super) fn zone(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("Business days are ")?.strip_suffix('.')?;
    rest.split_once(" in the time zone ").map(|(_, zone)| zone)
}

/// "Reports may be written in these languages: en, de."
pub(super) fn languages(text: &str) -> Option<impl Iterator<Item = &str>> {
    let listed = text.strip_prefix("Reports may be written in these languages: ")?;
    Some(listed.strip_suffix('.')?.split(", "))
}

/// "The time stands still while we wait for your answer or a coordinator, for at most 30 days in all.": the reasons
/// in the words of the policy language, and for how long at most.
pub(super) fn pauses(text: &str) -> Option<Pause> {
    const REASONS: &[(&str, &str)] = &[
        ("your answer", "awaiting reporter"),
        ("the maker of a component", "awaiting upstream"),
        ("a coordinator", "awaiting coordinator"),
    ];
    let text = text.strip_prefix("The time stands still while we wait for ")?.strip_suffix('.')?;
    let (whom, most) = match text.split_once(", for at most ") {
        Some((whom, most)) => (whom, span(most.strip_suffix(" in all")?)),
        None => (text, None),
    };
    let reasons = listed(whom)
        .map(|words| REASONS.iter().find(|(known, _)| *known == words).map(|(_, name)| *name))
        .collect::<Option<_>>()?;
    Some(Pause { reasons, most })
}

/// Whether nobody, everybody who does not say no, or who asks is named: the sentences on credit.
pub(super) fn credit(text: &str) -> Option<CreditKind> {
    Some(match text {
        "We name you only if you ask for it." => CreditKind::OptIn,
        "We name you unless you ask us not to." => CreditKind::OptOut,
        "We do not name those who report." => CreditKind::No,
        _ => return None,
    })
}

/// Sentences of a rendered policy that hold no value themselves: they introduce a list, or say what a value
/// beside them says.
pub(super) fn is_frame(text: &str) -> bool {
    const FRAMES: &[&str] = &[
        "A report must contain:",
        "If you know it, please also tell us:",
        "Reports about other versions may be declined.",
        "This holds while you follow the rules of this policy.",
        "We agree on the words with you.",
        "A report is held to the version of this policy that was in force when it arrived.",
    ];
    FRAMES.contains(&text)
        || leads_not_by(text)
        || leads_contacts(text)
        || zone(text).is_some()
        || languages(text).is_some()
        || text.starts_with("You may be named by ")
        || text.starts_with("An embargo can be ended early by ")
}

/// The list of ways in which reports are not wanted.
pub(super) fn leads_not_by(text: &str) -> bool {
    text == "Please do not report vulnerabilities in these ways:"
}

/// The sentences on money.
pub(super) fn reward(text: &str) -> Option<Bounty> {
    Some(match text {
        "We do not pay for reports." => Bounty::No,
        "We give a gift for a good report." => Bounty::Gift,
        "We may pay for a report, case by case." => Bounty::Discretionary,
        "We pay a bounty by published rules." => Bounty::Yes,
        _ => return None,
    })
}

/// Whether a line introduces the ways to report, the preferred one first.
pub(super) fn leads_contacts(text: &str) -> bool {
    text == "Please report vulnerabilities in this way:"
        || text.starts_with("Please report vulnerabilities in one of these ways")
}

/// What a line introduces that lists a scope: whether it is outside, and whether it is no vulnerability.
pub(super) fn leads_scope(text: &str) -> Option<(bool, bool)> {
    match text {
        "Reports about these are welcome:" => Some((false, false)),
        "Reports about these belong elsewhere:" => Some((true, false)),
        "We do not take these for vulnerabilities:" => Some((true, true)),
        _ => None,
    }
}
