//! A tree of one file under any of the names that policies have, and the whole check of it.

use ::check::{File, Options, PROFILES, Source};
use clock::Instant;

use crate::world::BEGIN;

/// The names; the first byte of an input chooses one.
const PATHS: &[&str] = &[
    ".well-known/security.txt",
    "SECURITY.md",
    "docs/security.rst",
    "SECURITY.html",
    "SECURITY.txt",
    "policy.toml",
];

/// Any bytes under any name are checked: places lie in the text, SARIF and JSON can be read, and the fields
/// of a security.txt are the words of the file.
///
/// # Panics
/// When that does not hold.
pub fn check(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let path = PATHS[usize::from(*first) % PATHS.len()];
    let file = File { path, bytes, length: bytes.len() as u64 };
    let now = Instant::from_second(BEGIN);
    let options = Options { now, whole_tree: first & 0x80 != 0, profiles: PROFILES };
    let report = ::check::check(&[file], &options);
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    for finding in &report.findings {
        let place = finding.place;
        assert!(place.line >= 1 && place.line as usize <= lines, "{finding:?} in {lines} lines");
        assert!(place.column >= 1, "{finding:?}");
        assert!((place.end_line, place.end_column) >= (place.line, place.column), "{finding:?}");
        assert!(finding.to_string().len() < 20_000, "a finding as long as the text");
    }
    let sarif: serde_json::Value = serde_json::from_str(&::check::sarif(&report)).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), report.findings.len());
    let _: serde_json::Value = serde_json::from_str(&::check::json(&report)).expect("JSON");
    assert!(!::check::text(&report).is_empty() && ::check::badge(&report).starts_with("<svg"));
    if let Ok(text) = core::str::from_utf8(bytes) {
        let source = Source::new(path, text);
        let read = ::check::SecurityTxt::read(&source);
        for field in &read.fields {
            let words = text.get(field.span.clone()).expect("a place in the text");
            assert!(field.value.is_empty() || words == field.value);
        }
    }
}
