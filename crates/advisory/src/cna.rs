//! The CVE programme: what its rules ask of a record before a CNA sends it, and the text with which those who are
//! no CNA ask one for a number.
//!
//! Source: CNA Operational Rules 4.1.0 (section 5, the content of records) and the record format 5.1.1. The form of
//! the programme for requests asks for the same facts in the same order.

use crate::format::missing::{Need, missing};
use crate::format::{Format, Place};
use crate::model::{Advisory, Standing, Status, Tlp, versions_in_words};

/// The most references of a record.
const MOST_REFERENCES: usize = 512;
/// The longest address of a reference, in characters.
const LONGEST_ADDRESS: usize = 2048;

/// What the rules ask for and the record does not keep, a sentence each. Empty: it may be sent.
#[must_use]
pub fn broken_rules(advisory: &Advisory, place: &Place) -> Vec<String> {
    let mut broken: Vec<String> = missing(advisory, Format::Cve, place)
        .into_iter()
        // Its own address is what the operator said, and records take http as well.
        .filter(|missing| !matches!(missing.field, "page" | "csaf_folder"))
        .filter(|missing| missing.need == Need::Required)
        .map(|missing| missing.sentence)
        .collect();
    let mut breaks = |sentence: &str| broken.push(sentence.to_owned());
    if advisory.tlp != Tlp::Clear {
        breaks("A CVE record is for everybody; mark the advisory TLP:CLEAR first.");
    }
    if advisory.status == Status::Draft {
        breaks("Publish the advisory first: a CVE record refers to something that is public.");
    }
    if advisory.status != Status::Withdrawn {
        let concerns = |standing: &Standing| !matches!(standing, Standing::NotAffected { .. });
        if !advisory.affected.iter().any(|product| concerns(&product.standing)) {
            breaks("A CVE record names at least one product that is affected, or may be.");
        }
        if advisory.references.len() >= MOST_REFERENCES {
            breaks("A CVE record has at most 512 references, the advisory's own page among them.");
        }
        if advisory.references.iter().any(|r| r.url.chars().count() > LONGEST_ADDRESS) {
            breaks(
                "An address in a CVE record has at most 2048 characters; shorten the reference.",
            );
        }
    }
    broken
}

/// The request for a CVE number, as text to copy into a CNA's form or mail. Facts that the record does not say are
/// marked, so that they are noticed before it is sent.
#[must_use]
pub fn request_text(advisory: &Advisory) -> String {
    let or_missing = |text: String| {
        if text.trim().is_empty() { "(to be added)".to_owned() } else { text }
    };
    let mut text = String::from("Request for a CVE ID\n");
    let mut says = |name: &str, value: String| {
        text.push_str(&format!("\n{name}:\n{}\n", or_missing(value).trim()));
    };
    let weaknesses = advisory.weaknesses.iter().map(|id| match id.weakness() {
        Some(weakness) => format!("{id} {}", weakness.name),
        None => id.to_string(),
    });
    says("Vulnerability type", weaknesses.collect::<Vec<_>>().join("\n"));
    says("Vendor of the product", advisory.publisher.name.clone());
    let lines = |wanted: fn(&Standing) -> bool, versions: bool| {
        let mut lines: Vec<String> = Vec::new();
        for affected in advisory.affected.iter().filter(|product| wanted(&product.standing)) {
            let name = affected.product.display_name();
            let mut line = name.to_owned();
            if versions {
                let named = versions_in_words(affected);
                line = format!("{name}: {}", or_missing(named));
            }
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.join("\n")
    };
    let is_affected = |standing: &Standing| !matches!(standing, Standing::NotAffected { .. });
    says("Affected products", lines(is_affected, false));
    says("Versions", lines(is_affected, true));
    says("Fixed in", advisory.fixed_versions().join(", "));
    says("Impact", advisory.impact.clone());
    let vectors = advisory.severity.vectors.iter().map(ToString::to_string);
    says("Severity", vectors.collect::<Vec<_>>().join("\n"));
    says("Suggested description", advisory.summary.clone());
    let credits: Vec<String> = advisory
        .named()
        .map(|credit| format!("{} ({})", credit.line(), credit.role.in_words()))
        .collect();
    says("Discoverers to be credited", credits.join("\n"));
    let references: Vec<&str> = advisory.references.iter().map(|r| r.url.as_str()).collect();
    says("References", references.join("\n"));
    let public = match (advisory.made_public.or_else(|| advisory.published()), advisory.status) {
        (Some(at), status) if status.is_public() => format!("Yes, since {at}"),
        _ => {
            "No. Please keep this request confidential until the advisory is published.".to_owned()
        }
    };
    says("Has it been made public", public);
    text
}
