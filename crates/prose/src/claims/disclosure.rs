//! When things become public: limits with a number, and what reporters are asked without one.

use super::pattern;
use super::regular;
use super::scene::{Scene, Stand};
use super::time::Bound;
use super::{Deed, Direction, DisclosureClaims, DisclosureKind, DisclosureLimit, Promise};

/// What the text says of disclosure; promises about it count as its limits too.
pub(super) fn disclosure(scene: &Scene<'_>, promises: &[Promise]) -> DisclosureClaims {
    let mut found = DisclosureClaims::default();
    for promise in promises {
        // A regular sentence is a promise and nothing besides: the limits of an embargo have their own.
        if regular::read(&promise.quote.plain).is_some() {
            continue;
        }
        let kind = match promise.deed {
            Deed::AdvanceNotice
                if matches!(
                    promise.direction,
                    Direction::Before | Direction::AtLeastBefore | Direction::AtMostBefore
                ) =>
            {
                DisclosureKind::AdvanceNotice
            }
            Deed::Disclose | Deed::Resolve | Deed::PublishAdvisory
                if promise.severity.is_empty()
                    && (promise.deed != Deed::Resolve || speaks_of_disclosure(promise))
                    // What is told some days after the release was public with it.
                    && (promise.deed != Deed::PublishAdvisory
                        || promise.trigger != super::Trigger::Release)
                    && promise.direction == Direction::After
                    && is_long(promise) =>
            {
                DisclosureKind::Preferred
            }
            // "Fixed and made public within 90 days".
            Deed::Fix
                if promise.also.contains(&Deed::Disclose)
                    && promise.severity.is_empty()
                    && promise.direction == Direction::After
                    && is_long(promise) =>
            {
                DisclosureKind::Preferred
            }
            _ => continue,
        };
        let limit = DisclosureLimit { kind, time: promise.time, quote: promise.quote.clone() };
        if !found.limits.iter().any(|other| other.kind == kind && other.time == limit.time) {
            found.limits.push(limit);
        }
    }
    for line in scene
        .lines
        .iter()
        .filter(|line| matches!(line.stand, Stand::Text | Stand::Item | Stand::Heading))
    {
        if let Some(event) = regular::kept_until(line.text()) {
            found.until = Some((event, scene.quote_line(line)));
            continue;
        }
        if line.text().starts_with("Extension: ") && line.first {
            found.extension = Some(scene.quote_line(line));
            continue;
        }
        if regular::read(line.text()).is_some() || regular::is_proviso(line.text()) {
            continue;
        }
        if let Some((kind, time)) = regular::embargo(line.text()) {
            found.limits.push(DisclosureLimit { kind, time, quote: scene.quote_line(line) });
            continue;
        }
        let about = line.has_any(&[
            "disclos*|public|publicly|embargo|embargoes|publish|publishing|published|publication",
        ]);
        // How long before the public some are told is no limit of silence.
        let notice = line.has("window|notice ..9 distributor|distributors|vendors|packagers");
        if !about || notice {
            continue;
        }
        for amount in &line.amounts {
            if matches!(amount.time.unit, super::TimeUnit::Hours | super::TimeUnit::Minutes) {
                continue;
            }
            // "At least 7 days to get back to you": a time for an answer.
            let right = line.words.get(amount.words.end..).unwrap_or_default();
            if pattern::matches_here(right, "?for ?us to respond|reply|acknowledge|answer|get|provide / for ?an ?a ?our initial|first response|reply|answer").is_some() {
                continue;
            }
            let quote = scene.quote_line(line);
            // "A 90-day coordinated disclosure window" says what it is, whatever else takes as long.
            let window = pattern::matches_here(right, "?day ?days ?coordinated ?responsible ?vulnerability ?public disclosure|embargo window|period|timeline|deadline|policy").is_some();
            if !window
                && promises.iter().any(|promise| {
                    promise.time == amount.time && promise.quote.line.abs_diff(quote.line) <= 3
                })
            {
                continue;
            }
            let asks = line.has_any(&[
                "give|allow|giving|allowing|wait|refrain|ask|asked|request|please|must|until|withhold|grant|keep|kept|not ..20",
            ]) && !line.has("membership|members");
            let most = line.has_any(&[
                "longer|more|later than / exceed|maximum|beyond",
                "embargo ..6 up|maximum|not|most",
                "up to ..6 embargo",
                "at most",
                "after ..6 deadline|whether|regardless",
            ]);
            let embargo = line.has("embargo|embargoes|deadline|window|period|timeline|policy");
            let kind = if most && embargo {
                DisclosureKind::Maximum
            } else if asks {
                DisclosureKind::Minimum
            } else if embargo || amount.bound != Bound::Lasting {
                DisclosureKind::Preferred
            } else {
                continue;
            };
            if line.has_any(&[
                "released|published|reported|created ..6 ago",
                "hours ..12 mailing",
                "if ..8 not ..4 receive|heard|response",
            ]) {
                continue;
            }
            if !found.limits.iter().any(|other| other.time == amount.time) {
                let time = match (kind, amount.time.max) {
                    (DisclosureKind::Maximum, None) => {
                        super::Time { max: amount.time.min, min: None, ..amount.time }
                    }
                    _ => amount.time,
                };
                found.limits.push(DisclosureLimit { kind, time, quote });
            }
        }
        let asks_silence = line.has_any(&[
            "do|please|must|should|ask|refrain|avoid ..9 not|refrain|from|avoid ..6 disclose|disclosing|publicly|share|sharing|discuss|publish|publishing|public",
            "reasonable|sufficient|adequate|enough ?amount ?of time|opportunity|timeframe",
            "until|before ..9 public|publicly|disclos*|publish|announced|resolved|fixed|released|addressed|fix",
            "coordinated ?vulnerability disclosure", "keep ..6 confidential|private|secret",
        ]);
        if asks_silence
            && line.amounts.is_empty()
            && line.stand != Stand::Heading
            && line.has_any(&[
                "we|you|please|do|give|provide|until|not|reporter|reporters|information",
            ])
        {
            let forever = line.has_any(&["never|not ..2 ever|under no circumstances ..6 disclose|publish|public|publicly|share"]) && !line.has("until|before|unless|without");
            if forever && found.forbidden.is_none() {
                found.forbidden = Some(scene.quote_line(line));
            }
            found.asks.push(scene.quote_line(line));
        }
    }
    found
}

/// "Resolved within the industry-standard 90 days": the span that the trade gives until disclosure.
fn speaks_of_disclosure(promise: &Promise) -> bool {
    let words = promise.quote.plain.to_lowercase();
    ["disclos", "public", "standard"].iter().any(|part| words.contains(part))
}

/// A time in which things become public: days and more.
const fn is_long(promise: &Promise) -> bool {
    !matches!(promise.time.unit, super::TimeUnit::Hours | super::TimeUnit::Minutes)
}
