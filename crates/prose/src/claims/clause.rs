//! Which words of a sentence belong to which amount of time: clauses, conditions, and what is counted from.

use core::ops::Range;

use super::pattern;
use super::scene::Line;
use super::time::Amount;
use super::words::Word;
use super::{Promise, Trigger};

/// An amount with the words that belong to it.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) amount: Amount,
    /// All words of the clause.
    pub(super) words: Range<usize>,
}

/// Splits a sentence so that each part has one amount.
pub(super) fn clauses(words: &[Word], amounts: &[Amount]) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut begin = 0;
    for (index, amount) in amounts.iter().enumerate() {
        let end = match amounts.get(index + 1) {
            None => words.len(),
            Some(next) => cut(words, begin, amount, next),
        };
        found.push(Clause { amount: amount.clone(), words: begin..end });
        begin = end;
    }
    found
}

/// Where the clause of one amount ends before the next one.
fn cut(words: &[Word], begin: usize, amount: &Amount, next: &Amount) -> usize {
    let between = amount.words.end..next.words.start;
    let joints: Vec<usize> = between
        .clone()
        .filter(|at| {
            words.get(*at).is_some_and(|word| {
                matches!(
                    word.text.as_str(),
                    "," | ";" | "and" | "but" | "." | "while" | "then" | ":" | "or"
                )
            })
        })
        .collect();
    let before = words.get(begin..amount.words.start).unwrap_or_default();
    let complete = super::deed::deeds(before).iter().any(|_| true) || !is_opening(before);
    let joint = if complete { joints.first() } else { joints.last() };
    joint.copied().unwrap_or(next.words.start.saturating_sub(1).max(amount.words.end))
}

/// Whether nothing but small words stands before an amount.
fn is_opening(words: &[Word]) -> bool {
    words.len() <= 4
}

/// What an amount is counted from, read from the words after it or a condition before it.
pub(super) fn trigger(before: &[Word], after: &[Word], further: bool) -> Option<Trigger> {
    let near = after.get(..after.len().min(14)).unwrap_or(after);
    if further {
        return Some(Trigger::Acknowledged);
    }
    const LINK: &str = "of|after|from|following|since|upon|once|before|prior|ahead|when|until|on";
    let from = pattern::find(near, LINK).filter(|range| range.start <= 4);
    if let Some(range) = from {
        let rest = near.get(range.end..).unwrap_or_default();
        let end = rest.iter().position(|word| matches!(word.text.as_str(), "," | ";" | "."));
        let rest = rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest);
        if let Some(found) = event(rest) {
            return Some(found);
        }
    }
    let condition = condition(before)?;
    event(before.get(condition)?)
}

/// The words of a condition that opens a sentence: "Once the report is confirmed,".
pub(super) fn condition(words: &[Word]) -> Option<Range<usize>> {
    let opens = pattern::find(
        words,
        "once|after|when|upon|if|following / as soon as / in case / in the case|event",
    )?;
    if opens.start > 3 {
        return None;
    }
    let end = words
        .iter()
        .enumerate()
        .skip(opens.start)
        .find(|(_, word)| matches!(word.text.as_str(), "," | "then"));
    let end = end.map(|(at, _)| at)?;
    Some(opens.start + 1..end)
}

/// The event that some words speak of.
fn event(words: &[Word]) -> Option<Trigger> {
    const EVENTS: &[(Trigger, &str)] = &[
        (Trigger::RequestReceived, "your|the|a request|application"),
        (Trigger::MailingListNotified, "mailing list ..3 notified|informed"),
        (Trigger::CveIssued, "cve|cves ..4 issued|assigned|requested|obtained|available"),
        (Trigger::AttackSeen, "attack|exploitation|exploited|exploit"),
        (Trigger::UpstreamNotified, "upstream ..4 notified|informed|release|releases|patch|fix"),
        (Trigger::LastUpdate, "last|previous update|contact|message"),
        (
            Trigger::PublicDisclosure,
            "public|publicly ?coordinated disclosure|announcement|disclosed|announced|publication|date",
        ),
        (Trigger::PublicDisclosure, "publication|announcement|announcing|publishing|going ?public"),
        (
            Trigger::FixReady,
            "fix|patch ..3 ready|available|prepared|complete|completed|developed|merged",
        ),
        (
            Trigger::Release,
            "release|releasing|released|fix|patch|update ?being|is|was|has|of|date|been|for released|available|published|the|date|shipped",
        ),
        (Trigger::Release, "?the ?a ?our ?planned ?scheduled release ?date ?day"),
        (Trigger::TriageDone, "triage|triaged|triaging|assessment|evaluation|analysis|assessed"),
        (Trigger::Confirmed, "confirm*|validat*|verif*|accept*|reproduc*|determined|identified"),
        (Trigger::Acknowledged, "acknowledg*|initial|first response|reply|contact|acknowledgement"),
        (Trigger::Acknowledged, "acknowledge|acknowledged|acknowledgement|acknowledging"),
        (
            Trigger::ReportReceived,
            "receipt|receiving|received|receive|report|reports|reported|reporting|submission|submitting|submitted|submit|notification|notified|contact|email|discovery|disclosure|disclosing|sending|being|initial|filing|message",
        ),
    ];
    // The first word that names an event decides.
    let mut best: Option<(usize, usize, Trigger)> = None;
    for (order, (trigger, pattern)) in EVENTS.iter().enumerate() {
        if let Some(range) = pattern::find(words, pattern) {
            let key = (range.start, order);
            if best.is_none_or(|(start, rank, _)| key < (start, rank)) {
                best = Some((range.start, order, *trigger));
            }
        }
    }
    best.map(|(_, _, trigger)| trigger)
}

/// "In exceptional cases we raise this window to four weeks": the window of the promise before, for the same people.
pub(super) fn of_the_same_window(
    line: &Line<'_>,
    promise: Promise,
    before: Option<&Promise>,
) -> Promise {
    match before.filter(|before| before.deed == promise.deed) {
        Some(before)
            if line.has("raise|extend|lengthen|widen this|that|the ?notice window|period") =>
        {
            let Promise { to, trigger, direction, .. } = before.clone();
            Promise { to, trigger, direction, ..promise }
        }
        _ => promise,
    }
}
