//! OpenSSF Scorecard, check Security-Policy. What counts is in [`crate::Scorecard`].

use super::{Answer, Asked, Outcome, Profile, Row, RowResult, is_met};
use crate::scorecard::{Scorecard, is_policy_path};

pub(super) static PROFILE: Profile = Profile {
    id: "scorecard",
    title: "OpenSSF Scorecard, Security-Policy",
    badge: "Scorecard",
    source: "OpenSSF Scorecard v5, checks/raw/security_policy.go and checks/evaluation/security_policy.go",
    most: Some(10),
    rows: &[
        Row {
            id: "present",
            clause: "securityPolicyPresent",
            words: "a policy is where it is looked for: the root, `.github/` or `docs/`",
            ask: present,
        },
        Row {
            id: "links",
            clause: "securityPolicyContainsLinks (6 of 10)",
            words: "it holds a web or e-mail address",
            ask: links,
        },
        Row {
            id: "text",
            clause: "securityPolicyContainsText (3 of 10)",
            words: "it holds text besides addresses",
            ask: text,
        },
        Row {
            id: "disclosure",
            clause: "securityPolicyContainsVulnerabilityDisclosure (1 of 10)",
            words: "it speaks of vulnerabilities, disclosure or times at least twice",
            ask: disclosure,
        },
    ],
    score: Some(score),
};

/// The points of the rows; none where Scorecard would read another file, rendered from this one.
fn score(rows: &[RowResult]) -> Option<u8> {
    let outcome = rows.iter().find(|row| row.row.id == "present").map(|row| row.outcome);
    if outcome == Some(Outcome::CannotTell) {
        return None;
    }
    if !is_met(rows, "present") {
        return Some(0);
    }
    let points = [("links", 6), ("text", 3), ("disclosure", 1)];
    Some(points.iter().filter(|(id, _)| is_met(rows, id)).map(|(_, points)| points).sum())
}

/// What Scorecard finds, when this is the policy that it would read: the first in the order of paths.
fn read<'a>(asked: &Asked<'a>) -> Result<&'a Scorecard, Answer> {
    let source = asked.subject.source;
    if asked.subject.is_data() {
        return Err(Answer::cannot_tell("Scorecard reads SECURITY.md: render one from this file"));
    }
    if asked.tree.is_whole {
        let paths = asked.tree.prose().map(crate::Source::path).filter(|path| is_policy_path(path));
        if paths.min() != Some(source.path()) {
            return Err(Answer::not_met("Scorecard does not read this file"));
        }
    }
    Ok(asked.subject.scorecard())
}

fn present(asked: &Asked<'_>) -> Answer {
    match read(asked) {
        Ok(_) => Answer::met_by_itself(),
        Err(answer) => answer,
    }
}

fn links(asked: &Asked<'_>) -> Answer {
    let source = asked.subject.source;
    match read(asked) {
        Ok(found) => found.links.first().map_or_else(
            || Answer::not_met("there is neither a web nor an e-mail address"),
            |span| Answer::met(source, span),
        ),
        Err(answer) => answer,
    }
}

fn text(asked: &Asked<'_>) -> Answer {
    match read(asked) {
        Ok(found) if found.has_text => Answer::met_by_itself(),
        Ok(_) => Answer::not_met("there is nothing besides addresses"),
        Err(answer) => answer,
    }
}

fn disclosure(asked: &Asked<'_>) -> Answer {
    let source = asked.subject.source;
    match read(asked) {
        Ok(found) => found.telling.get(1).map_or_else(
            || Answer::not_met("it says \u{201c}vuln\u{201d}, \u{201c}disclos\u{201d} or a number less than twice"),
            |span| Answer::met(source, span),
        ),
        Err(answer) => answer,
    }
}
