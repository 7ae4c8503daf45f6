//! A badge for a page or a README: one small SVG that says how a policy did.
//!
//! It names no font that must be fetched, runs nothing, and says in its title what it shows, so that a screen
//! reader reads the same.

use crate::finding::Severity;
use crate::report::Report;

/// How wide a character is taken to be, in tenths of a pixel, at a font size of 11.
const CHARACTER: usize = 66;
/// Left of and right of each text, in pixels.
const PADDING: usize = 7;
const LABEL: &str = "security policy";

/// The badge: the score of the first profile that has one, or else the number of findings.
#[must_use]
pub fn badge(report: &Report) -> String {
    let (value, good, fair) = report
        .profiles
        .iter()
        .find_map(|result| {
            let (score, most) = (result.score?, result.profile.most?);
            let value = format!("{} {score}/{most}", result.profile.badge);
            Some((value, score == most, score * 2 >= most))
        })
        .unwrap_or_else(|| counted(report));
    let colour = match (good, fair) {
        (true, _) => "#1b6e3c",
        (false, true) => "#7a5200",
        (false, false) => "#a32020",
    };
    let (left, right) = (width(LABEL), width(&value));
    let (whole, left_middle, right_middle) = (left + right, left / 2, left + right / 2);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" viewBox="0 0 {whole} 20" role="img" aria-labelledby="title">
<title id="title">{LABEL}: {value}</title>
<rect width="{whole}" height="20" rx="3" fill="{colour}"/>
<path d="M3 0h{inner}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#383838"/>
<g fill="#ffffff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11" text-anchor="middle">
<text x="{left_middle}" y="14">{LABEL}</text>
<text x="{right_middle}" y="14">{value}</text>
</g>
</svg>
"##,
        inner = left.saturating_sub(3),
    )
}

fn counted(report: &Report) -> (String, bool, bool) {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let many =
        |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    if errors > 0 {
        (many(errors, "error"), false, false)
    } else if warnings > 0 {
        (many(warnings, "warning"), false, true)
    } else {
        ("clear".to_owned(), true, true)
    }
}

fn width(text: &str) -> usize {
    text.chars().count() * CHARACTER / 10 + 2 * PADDING
}
