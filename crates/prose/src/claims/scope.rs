//! What may be reported and what not: lists, headings that list, and sentences.

use super::regular;
use super::scene::{Line, Scene, Stand};
use super::{ScopeClaim, ScopeClaims};
use crate::reader::BlockKind;

const OUT: &[&str] = &[
    "out of|the scope",
    "out-of-scope|out-scope|exclusions|excluded|non-vulnerabilities|non-qualifying|ineligible",
    "not|never ?be considered|consider|treat|treated|regard|regarded|accepted|eligible|qualify|count|security|a|to ?as ?to ?be ?a ?valid ?security vulnerability|vulnerabilities|issue|issues|problem|problems",
    "do|does not consider ..4 vulnerabilities|vulnerability|issues",
    "not ..4 scope",
    "not|non security|vulnerabilities issues|issue|problems|bugs|vulnerabilities",
    "outside ..3 scope|policy|model|of",
    "not ..3 considered ..3 vulnerabilities|vulnerability|valid",
    "do not accept ?security reports ?for ?about",
    "should not ?i report|be",
    "not ..3 report ..5 if|when|:",
    "not to ?send ?a report",
];
const IN: &[&str] = &[
    "in scope",
    "in-scope",
    "within ..3 scope",
    "are|is ..2 in scope",
    "following ..6 covered|covers|eligible|qualify",
];

/// What the text says of scope.
pub(super) fn scope(scene: &Scene<'_>) -> ScopeClaims {
    let mut found = ScopeClaims::default();
    for line in &scene.lines {
        match line.stand {
            Stand::Item if line.first => listed(scene, line, &mut found),
            Stand::Text if line.first || line.has("scope") => said(scene, line, &mut found),
            Stand::Heading => headed(scene, line, &mut found),
            _ => {}
        }
    }
    found
}

/// An item of a list that is introduced, or headed, as one of scope.
fn listed(scene: &Scene<'_>, line: &Line<'_>, found: &mut ScopeClaims) {
    let lead =
        scene.lead(line).filter(|lead| lead.stand != Stand::Item || lead.text().ends_with(':'));
    if lead.is_some_and(|lead| regular::leads_not_by(lead.text())) {
        return;
    }
    if let Some((out, is_none)) = lead.and_then(|lead| regular::leads_scope(lead.text())) {
        let list = if out { &mut found.outside } else { &mut found.inside };
        let before = list.len();
        push(scene, line, list);
        if let Some(claim) = list.get_mut(before) {
            claim.not_vulnerability = is_none || !out;
        }
        return;
    }
    let (out, inside) = match lead {
        Some(lead)
            if (lead.text().ends_with(':') || lead.has("following|these|below"))
                && (lead.has_any(OUT) || lead.has_any(IN)) =>
        {
            (lead.has_any(OUT), lead.has_any(IN))
        }
        _ => {
            let heading = scene.headings(line).next();
            (
                heading.is_some_and(|h| h.has_any(OUT))
                    && !lead.is_some_and(|lead| lead.has("ask|refrain|do|include")),
                heading.is_some_and(|h| h.has_any(IN)),
            )
        }
    };
    if out {
        push(scene, line, &mut found.outside);
    } else if inside {
        push(scene, line, &mut found.inside);
    }
}

/// A sentence that says that something is out of scope or not accepted.
fn said(scene: &Scene<'_>, line: &Line<'_>, found: &mut ScopeClaims) {
    let leads_list = line.text().ends_with(':');
    if leads_list || line.has("you|reporter|if|your ..3 find|found|discover|discovered|unsure") {
        return;
    }
    let out = line.has_any(&[
        "out of|the scope", "not accept ?vulnerability ?security reports|issues", "is|are|be not ..3 ?considered|regarded|treated|accepted ..4 vulnerability|vulnerabilities|valid|scope|security",
        "outside ?of ?the scope|threat", "we do not consider ..12 security|vulnerability", "not accepted as ..3 security",
    ]);
    if out {
        push(scene, line, &mut found.outside);
    } else if line.has_any(&[
        "only covers|applies",
        "in scope",
        "welcome ..6 reports ..4 related|about|for",
    ]) && !line.has("not")
    {
        push(scene, line, &mut found.inside);
    }
}

/// A heading under a heading such as "Not security issues" names one thing.
fn headed(scene: &Scene<'_>, line: &Line<'_>, found: &mut ScopeClaims) {
    let Some(parent) = scene.headings(line).next() else { return };
    let is_part = scene
        .block(line)
        .is_some_and(|block| matches!(block.kind, BlockKind::Heading { level } if level < 7));
    if is_part
        && parent.has_any(&[
            "not|non security|vulnerabilities|considered ..3",
            "out of scope",
            "out-of-scope|exclusions|non-vulnerabilities",
        ])
    {
        push(scene, line, &mut found.outside);
    }
}

fn push(scene: &Scene<'_>, line: &Line<'_>, list: &mut Vec<ScopeClaim>) {
    if list.len() >= 200 {
        return;
    }
    let quote = scene.quote_line(line);
    let what = quote.plain.trim_end_matches(['.', ';', ',']).to_owned();
    if !what.is_empty() && !list.iter().any(|claim| claim.what == what) {
        let not_vulnerability =
            !line.has("third-party|third|upstream|dependencies|modules / other projects");
        list.push(ScopeClaim { what, not_vulnerability, quote });
    }
}
