//! The findings as SARIF 2.1.0, as code scanning services read it: rules with help, relative paths, regions,
//! and fingerprints that stay the same when lines move.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rule::{self, Rule};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as SARIF 2.1.0, indented. Ends with a line feed. Only the rules that found something are
/// listed with it, in the order of their codes.
#[must_use]
pub fn sarif(report: &Report) -> String {
    let mut used: Vec<&'static Rule> =
        report.findings.iter().filter_map(|finding| rule::named(finding.code)).collect();
    used.sort_by_key(|rule| rule.code);
    used.dedup_by_key(|rule| rule.code);
    let mut seen = BTreeMap::new();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(finding, &used, &fingerprint(finding, &mut seen)))
        .collect();
    let whole = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "candor policy check",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": used.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                "ROOT": { "description": { "text": "The folder that was checked." } },
            },
            "results": results,
        }],
    });
    format!("{whole:#}\n")
}

fn described(rule: &Rule) -> Value {
    let example = if rule.example.is_empty() {
        String::new()
    } else {
        format!("\n\nExample:\n\n> {}", rule.example.replace('\n', "\n> "))
    };
    let sources = rule.sources.join("; ");
    json!({
        "id": rule.code,
        "name": pascal(rule.code),
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.why },
        "help": {
            "text": format!("{} {}", rule.why, rule.write),
            "markdown": format!("**Why.** {}\n\n**What to write.** {}{example}\n\nSources: {sources}", rule.why, rule.write),
        },
        "defaultConfiguration": { "level": rule.severity.as_str() },
        "properties": { "tags": ["security-policy"], "precision": "high", "problem.severity": problem_severity(rule.severity) },
    })
}

fn result(finding: &Finding, rules: &[&'static Rule], fingerprint: &str) -> Value {
    let place = finding.place;
    let region = if place.is_empty() {
        json!({ "startLine": place.line, "startColumn": place.column })
    } else {
        json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "snippet": { "text": finding.words },
        })
    };
    json!({
        "ruleId": finding.code,
        // Every finding is of a rule in the list; -1 is SARIF's word for none.
        "ruleIndex": rules
            .iter()
            .position(|rule| rule.code == finding.code)
            .and_then(|index| i64::try_from(index).ok())
            .unwrap_or(-1),
        "level": finding.severity.as_str(),
        "message": { "text": format!("{}. {}.", capital(&finding.message), capital(&finding.instead)) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": location(&finding.path),
            "region": region,
        } }],
        "partialFingerprints": { "primaryLocationLineHash": fingerprint },
    })
}

/// What identifies a finding though lines move: its code, its file, its words, and its number among equals.
fn fingerprint(finding: &Finding, seen: &mut BTreeMap<String, u32>) -> String {
    let mut hash = Sha256::new();
    for part in [finding.code, &finding.path, &finding.words] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let start: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let number = seen.entry(start.clone()).or_insert(0);
    *number += 1;
    format!("{start}:{number}")
}

/// Where a file is: relative to the folder that was checked, or an address of its own.
fn location(path: &str) -> Value {
    if path.starts_with("https://") {
        json!({ "uri": path })
    } else if path.starts_with('/') {
        json!({ "uri": format!("file://{}", uri(path)) })
    } else {
        json!({ "uri": uri(path), "uriBaseId": "ROOT" })
    }
}

/// A relative path as a URI reference: what a URI does not take is percent-encoded (RFC 3986 §2.1).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// `no-contact` as `NoContact`, the form in which SARIF wants names.
fn pascal(code: &str) -> String {
    code.split('-').map(capital).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "recommendation",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
