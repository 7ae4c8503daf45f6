//! The checks of OSV's linter that need no network, over a record as JSON.
//!
//! Source: `ossf/osv-schema`, `tools/osv-linter` (snapshot of 1 July 2026). Its nine checks are SCH:001
//! (schema), REC:001 to REC:004, RNG:001, RNG:002, PKG:001 and PKG:002 (both ask registries) and PKG:003.
//! Of the schema this checks the members that our records have; the whole schema is checked by the tests.

use serde_json::Value;

use crate::ecosystem;
use crate::purl::Purl;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The linter's code.
    pub code: &'static str,
    /// Where: a JSON pointer.
    pub pointer: String,
    /// What is wrong.
    pub words: String,
}

/// Every finding on a record.
#[must_use]
pub fn lint(record: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut say = |code, pointer: String, words: &str| {
        found.push(Finding { code, pointer, words: words.to_owned() });
    };
    let text = |key: &str| record.get(key).and_then(Value::as_str);
    let id = text("id").unwrap_or_default();
    if !(id.starts_with("x_") || crate::model::is_registered_with_osv(id)) {
        say("SCH:001", "/id".to_owned(), "the identifier stands under no prefix that OSV knows");
    }
    for key in ["modified", "published", "withdrawn"] {
        let needed = key == "modified";
        match text(key) {
            None if needed || record.get(key).is_some() => {
                say("SCH:001", format!("/{key}"), "a time is missing or no text");
            }
            Some(time) if !time.ends_with('Z') || time.parse::<clock::Instant>().is_err() => {
                say("SCH:001", format!("/{key}"), "the time is not RFC 3339 in UTC");
            }
            _ => {}
        }
    }
    let withdrawn = record.get("withdrawn").is_some();
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned();
    let affected = list(record, "affected").unwrap_or_default();
    if affected.is_empty() && !withdrawn {
        say("REC:001", "/affected".to_owned(), "nothing is named as affected");
    }
    for (code, key) in [("REC:002", "aliases"), ("REC:003", "upstream"), ("REC:004", "related")] {
        let ids = list(record, key).unwrap_or_default();
        for (place, other) in ids.iter().enumerate() {
            let other = other.as_str().unwrap_or_default();
            if other.is_empty() || other == id || other.contains(char::is_whitespace) {
                say(code, format!("/{key}/{place}"), "not another record's identifier");
            }
        }
    }
    for (place, product) in affected.iter().enumerate() {
        let at = format!("/affected/{place}");
        let package = product.get("package");
        let name = |key: &str| package.and_then(|p| p.get(key)).and_then(Value::as_str);
        if let Some(name) = name("ecosystem")
            && ecosystem::find(name).is_none()
            && name != "GIT"
        {
            say("SCH:001", format!("{at}/package/ecosystem"), "no ecosystem that OSV knows");
        }
        if let Some(purl) = name("purl")
            && Purl::parse(purl).is_none()
        {
            say("PKG:003", format!("{at}/package/purl"), "not a package URL");
        }
        for (number, range) in list(product, "ranges").unwrap_or_default().iter().enumerate() {
            let at = format!("{at}/ranges/{number}");
            let events = list(range, "events").unwrap_or_default();
            if !events.iter().any(|event| event.get("introduced").is_some()) {
                say("RNG:001", format!("{at}/events"), "the range has no beginning");
            }
            for (first, event) in events.iter().enumerate() {
                let version =
                    |event: &Value| event.as_object().and_then(|o| o.values().next().cloned());
                let again = events.iter().take(first).any(|other| version(other) == version(event));
                let last = event.get("last_affected").is_some();
                if again && !last {
                    say("RNG:002", format!("{at}/events/{first}"), "two events at one version");
                }
            }
        }
    }
    found
}
