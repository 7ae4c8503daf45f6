//! What a reporter may do when nobody answers, or nobody goes on after an answer.

use super::address::addresses;
use super::pattern;
use super::promise::{SILENCE, is_answer, is_escalation};
use super::regular;
use super::scene::{Line, Scene, Stand};
use super::words::Word;
use super::{Escalation, EscalationTrigger, Promise, Time};

/// What the reporter then does.
const ACT: &[&str] = &[
    "escalate|escalation|escalating",
    "contact|contacting|email|mail|emailing|notify|reach|ping|message|call|post|tag|write|ask|alert|cc",
    "follow|following up",
    "resend|resubmit|remind|re-send|retry|again / feel free",
    "disclose|publish|public|publicly|steps|appropriate / let us know",
    "send|open|file|create|submit|report|use|try|check",
];

/// The most rights to escalate that are read.
const MAX_ESCALATIONS: usize = 100;

/// Every right to escalate.
pub(super) fn escalations(scene: &Scene<'_>, promises: &[Promise]) -> Vec<Escalation> {
    let mut found: Vec<Escalation> = Vec::new();
    for (index, line) in scene.lines.iter().enumerate() {
        if found.len() >= MAX_ESCALATIONS {
            break;
        }
        if line.stand == Stand::Code || line.stand == Stand::Heading {
            continue;
        }
        if let Some((trigger, after, to)) = regular::escalation(line.text()) {
            let quote = scene.quote_line(line);
            found.push(Escalation { to: to.to_owned(), trigger, after: Some(after), quote });
            continue;
        }
        let opens = is_escalation(line) || goes_on(scene, index, line);
        // "… it may have been taken for spam. In this case, please …": the next sentence says what to do.
        let then = || {
            scene.lines.get(index + 1).is_some_and(|next| {
                next.block == line.block
                    && next
                        .has("in this|that|such|these case|cases|situation|event / then ,|please")
                    && next.has_any(ACT)
            })
        };
        if !opens || says_of_reporter(line) || !(line.has_any(ACT) || then()) {
            continue;
        }
        let to = recipient(scene, index, line);
        let amounts: Vec<_> = line
            .amounts
            .iter()
            .filter(|amount| is_silence(&line.words, amount.words.start))
            .collect();
        let mut push = |trigger, after: Option<Time>, quote| {
            let same = found.iter().any(|other| other.trigger == trigger && other.after == after);
            if !same {
                found.push(Escalation { to: to.clone(), trigger, after, quote });
            }
        };
        if amounts.is_empty() {
            // "If for some reason you do not": the sentence before says how long.
            let before = scene.before(index).filter(|_| {
                goes_on(scene, index, line)
                    || line.has("that|this|the|those time|timeframe|window|period|timeline")
            });
            let window = line.has("allotted|alloted|response|above|stated|this|that|the window|timeframe|period|time / response window");
            // "If you have not heard back, write to …": not back after the time that was promised just above.
            let (start, place) = {
                let source = line.passage.source(&line.range);
                (source.start, scene.document.line_column(source.start).0)
            };
            let latest = promises.iter().rev().find(|promise| {
                is_answer(promise.deed)
                    && promise.quote.start < start
                    && (window || promise.quote.line + 3 >= place)
            });
            let said = latest.or_else(|| {
                before.and_then(|before| {
                    let (start, end) = (
                        before.passage.source(&before.range).start,
                        before.passage.source(&before.range).end,
                    );
                    promises.iter().rev().find(|promise| {
                        is_answer(promise.deed)
                            && promise.quote.start >= start
                            && promise.quote.start <= end
                    })
                })
            });
            push(trigger_of(&line.words), said.map(|promise| promise.time), scene.quote_line(line));
        } else {
            let several = amounts.len() > 1;
            let mut begin = 0;
            for amount in &amounts {
                let part = line.words.get(begin..amount.words.end).unwrap_or_default();
                let end = if several { amount.words.end } else { line.words.len() };
                push(
                    trigger_of(part),
                    Some(limit(amount.time)),
                    scene.quote_words(line, begin..end),
                );
                begin = amount.words.end;
            }
        }
    }
    found
}

/// Silence lasts at least so long; as a limit it is the number itself.
const fn limit(time: Time) -> Time {
    match time.max {
        Some(_) => time,
        None => Time { max: time.min, min: None, ..time },
    }
}

/// Whether the number at this word is how long nobody answered.
fn is_silence(words: &[Word], at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default();
    pattern::has_any(before, SILENCE)
        || pattern::has_any(before, &["if|when|after|should ..8 not|no|unresponsive|without"])
        || pattern::has_any(words, &["if ..6 within|after|in ..8 not|no"])
}

/// "If you do not", "If this does not happen": goes on from the promise before it.
fn goes_on(scene: &Scene<'_>, index: usize, line: &Line<'_>) -> bool {
    let short = line.has_any(&[
        "if ..6 you|we do|have|did not ,|please|then",
        "if|should ..5 do|does|did not|happen ?happen ,",
        "otherwise ,|please",
        "if not ,|please",
        "if that|this fails|does|is",
    ]);
    short
        && scene.before(index).is_some_and(|before| {
            before.has_any(&[
                "response|reply|acknowledge*|respond|hear|confirmation|receive|answer|contact",
            ])
        })
}

/// Whether it is the team that waits for the reporter, or a project that waits for a vendor.
fn says_of_reporter(line: &Line<'_>) -> bool {
    line.has_any(&[
        "reporter|submitter|researcher|finder ..3 does|is|has not|unresponsive",
        "if we|the ..2 not ..2 hear|receive ..3 from you|the",
        "vendor|maintainer is|does unresponsive|not ..2 respond ..9 we",
        "be|will ?be closed|removed",
    ])
}

fn trigger_of(words: &[Word]) -> EscalationTrigger {
    const ENGAGEMENT: &[&str] = &[
        "further|more|additional|subsequent|continued response|engagement|update|updates|communication|contact|information",
        "engagement|follow-up|progress|status",
        "not ?been ?have heard ..6 past|last|since|anything",
        "after ..3 acknowledg*|initial|first ..12 no|not",
        "acknowledges ..10 not|no",
        "not ..3 updated|updates|update",
    ];
    if pattern::has_any(
        words,
        &["not|no ..4 fixed|fix|patch|patched|addressed|resolved|remediated|resolution"],
    ) {
        EscalationTrigger::NoFix
    } else if pattern::has_any(words, ENGAGEMENT) {
        EscalationTrigger::NoEngagement
    } else {
        EscalationTrigger::NoAcknowledgement
    }
}

/// To whom: an address in the sentence, its words, or the first of a list that follows.
fn recipient(scene: &Scene<'_>, index: usize, line: &Line<'_>) -> String {
    if let Some(address) = addresses(line).into_iter().next() {
        return address.address;
    }
    let said = pattern::find_any(
        &line.words,
        &[
            "reach out to",
            "escalate ..6 to",
            "follow up ?again with|via|by|to",
            "contact|email|notify|ping|message|call|contacting|emailing",
            "send ..6 to",
            "post ?it ?to|on|in",
        ],
    );
    let next = || {
        let line = scene.lines.get(index + 1)?;
        let follows = matches!(line.stand, Stand::Item) || !addresses(line).is_empty();
        let address = addresses(line).into_iter().next().map(|address| address.address);
        follows.then(|| address.unwrap_or_else(|| line.text().trim_end_matches('.').to_owned()))
    };
    if line.text().ends_with(':')
        && let Some(next) = next()
    {
        return next;
    }
    if let Some(range) = said {
        let rest = line.words.get(range.end..).unwrap_or_default();
        let end = rest.iter().position(|word| {
            matches!(
                word.text.as_str(),
                "," | "."
                    | ";"
                    | ":"
                    | "("
                    | "for"
                    | "to"
                    | "so"
                    | "and"
                    | "if"
                    | "in"
                    | "at"
                    | "who"
                    | "with"
            )
        });
        let to: Vec<&str> = rest
            .get(..end.unwrap_or(rest.len()).min(8))
            .unwrap_or_default()
            .iter()
            .map(|word| word.text.as_str())
            .collect();
        if !to.is_empty() {
            return to.join(" ");
        }
    }
    // The same escalation as the one before: "escalation is also appropriate".
    let again = line.has("also|likewise|again");
    let before = (0..index)
        .rev()
        .take(4)
        .filter_map(|index| scene.lines.get(index))
        .find(|line| is_escalation(line));
    match before.filter(|_| again) {
        Some(before) => {
            addresses(before).into_iter().next().map_or_else(String::new, |address| address.address)
        }
        None => next().unwrap_or_default(),
    }
}
