//! How reporters should behave, what is done with their data, and whether the policy itself may change.

use super::scene::{Line, Scene, Stand};
use super::time::Bound;
use super::{CalendarKind, ConductClaims, Quote, ReviewClaim, Time, TimeUnit};

/// The most rules that are read.
const MAX_RULES: usize = 100;

/// What introduces a list of things that are forbidden.
const FORBIDS: &[&str] = &[
    "you|researchers|reporters must|should|may|shall|agree ?to not",
    "please ?do not ..4 :",
    "refrain|abstain from ..3 :",
    "following ..6 prohibited|forbidden|disallowed / not ..2 allowed|permitted|authorized",
    "keep to these limits",
];

/// What introduces a list of things that are asked.
const ASKS: &[&str] = &[
    "keep|follow|respect|observe these|the|following ..2 rules|guidelines",
    "rules of engagement",
];

/// What the text says of all this.
pub(super) fn conduct(scene: &Scene<'_>) -> ConductClaims {
    let mut found = ConductClaims::default();
    for line in scene.lines.iter().filter(|line| matches!(line.stand, Stand::Text | Stand::Item)) {
        if line.stand == Stand::Item && line.first {
            listed(scene, line, &mut found);
        }
        let quote = || Some(scene.quote_line(line));
        if line.has(
            "report|reports ..3 anonymously / report|reports without giving|stating ?a|your name",
        ) {
            found.anonymous = found.anonymous.take().or_else(quote);
        }
        if line.has("report|reports ..3 under|with|using ?a pseudonym") {
            found.pseudonym = found.pseudonym.take().or_else(quote);
        }
        if line.has("not ..2 pass|share|disclose|give ..3 personal|contact details|data|information ..12 without|unless")
        {
            found.not_passed_on = found.not_passed_on.take().or_else(quote);
        }
        if line.has("policy ..3 may|can ..2 change|changed|updated|modified / change|update|modify this policy")
            && line.has("may|can|time|right|might")
        {
            found.changes = found.changes.take().or_else(quote);
        }
        if found.review.is_none() {
            found.review = review(scene, line);
        }
    }
    if let Some(review) = &mut found.review {
        for line in &scene.lines {
            if scene.lead(line).is_some_and(|lead| lead.text() == "We review:") {
                review.covers.push(scene.quote_line(line));
            }
            if let Some(day) = line.text().strip_prefix("The last review was on ") {
                review.last = Some(day.trim_end_matches('.').to_owned());
            }
        }
    }
    found
}

/// "We review this policy every year."
fn review(scene: &Scene<'_>, line: &Line<'_>) -> Option<ReviewClaim> {
    let speaks = line.has_any(&[
        "review|reviews|revisit|revise|reassess|re-evaluate ..3 policy|policies|document|procedures",
        "policy|policies|document|procedures ..3 reviewed|revisited|revised|reassessed|re-evaluated",
    ]);
    if !speaks {
        return None;
    }
    let yearly = Time {
        min: None,
        max: Some(12),
        unit: TimeUnit::Months,
        calendar: CalendarKind::Unspecified,
    };
    let every = line
        .amounts
        .iter()
        .find(|amount| amount.bound == Bound::Every)
        .map(|amount| amount.time)
        .or_else(|| line.has("annually|yearly|every year").then_some(yearly));
    let often = every.is_some() || line.has("regularly|periodically");
    often.then(|| ReviewClaim {
        every,
        covers: Vec::new(),
        last: None,
        quote: scene.quote_line(line),
    })
}

fn listed(scene: &Scene<'_>, line: &Line<'_>, found: &mut ConductClaims) {
    let Some(lead) = scene.lead(line).filter(|lead| lead.text().ends_with(':')) else { return };
    let full = found.asked.len() + found.forbidden.len() + found.places.len() >= MAX_RULES;
    // Ways in which not to report, and what a report should not hold, are something else.
    let other = lead.has("report|reports|include|considered|scope|vulnerabilities|eligible|accept");
    let list: Option<&mut Vec<Quote>> = match lead.text() {
        "Please do not tell it in these places:" => Some(&mut found.places),
        _ if other => None,
        _ if lead.has_any(FORBIDS) => Some(&mut found.forbidden),
        _ if lead.has_any(ASKS) => Some(&mut found.asked),
        _ => None,
    };
    if let Some(list) = list.filter(|_| !full) {
        list.push(scene.quote_line(line));
    }
}
