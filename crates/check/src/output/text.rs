//! Findings and profiles as a compiler shows them: the words, marked in their line, and what to write.

use core::fmt::Write as _;

use crate::profile::{Outcome, ProfileResult};
use crate::report::Report;

/// The report for people. Ends with a line feed.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let _ = writeln!(out, "{finding}\n");
    }
    for result in &report.profiles {
        profile(&mut out, result);
    }
    let _ = writeln!(out, "{}", report.summary());
    out
}

fn profile(out: &mut String, result: &ProfileResult) {
    let _ = writeln!(out, "{} ({}): {}", result.profile.title, result.profile.id, result.summary());
    for row in &result.rows {
        let mark = match row.outcome {
            Outcome::Met => "met    ",
            Outcome::NotMet => "NOT MET",
            Outcome::CannotTell => "unsure ",
        };
        let _ = writeln!(out, "  {mark} {}: {}", row.row.id, row.row.words);
        if let Some(shown) = &row.shown {
            let place = shown.place;
            let _ = writeln!(
                out,
                "          {}:{}:{}: \u{201c}{}\u{201d}",
                shown.path, place.line, place.column, shown.words
            );
        }
        if row.outcome != Outcome::Met && !row.remark.is_empty() {
            let _ = writeln!(out, "          {}", row.remark);
        }
    }
    out.push('\n');
}
