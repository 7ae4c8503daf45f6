//! disclose.io maturity (diostatus), levels 0 to 5: how far a programme protects those who report.
//!
//! Each level needs all below it, so the score is the last level before the first row that is not met.

use super::{Outcome, Profile, Row, RowResult, question};

pub(super) static PROFILE: Profile = Profile {
    id: "diostatus",
    title: "disclose.io maturity (diostatus)",
    badge: "diostatus",
    source: "disclose.io framework: maturity, levels 0 to 5",
    most: Some(5),
    rows: &[
        Row {
            id: "1",
            clause: "level 1, contact only",
            words: "there is a way to send a report",
            ask: question::contact,
        },
        Row {
            id: "2",
            clause: "level 2, basic policy",
            words: "there is a public policy with a channel",
            ask: question::process,
        },
        Row {
            id: "3",
            clause: "level 3, partial safe harbor",
            words: "no legal action is promised",
            ask: question::harbor_partial,
        },
        Row {
            id: "4",
            clause: "level 4, full safe harbor",
            words: "testing is authorised, with exemptions from anti-hacking law, anti-circumvention law and terms of service",
            ask: question::harbor_full,
        },
        Row {
            id: "5",
            clause: "level 5, with a timeline",
            words: "there is a public time for disclosure and a rule for extending it",
            ask: question::disclosure_with_extension,
        },
    ],
    score: Some(score),
};

fn score(rows: &[RowResult]) -> Option<u8> {
    let level = rows.iter().take_while(|row| row.outcome == Outcome::Met).count();
    u8::try_from(level).ok()
}
