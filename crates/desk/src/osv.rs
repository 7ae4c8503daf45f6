//! A published advisory as an OSV record (OSV schema 1.7).

use clock::Instant;
use serde_json::{Value, json};

use crate::advisory::PublishedAdvisory;

/// The schema version that the records follow.
const SCHEMA_VERSION: &str = "1.7.5";

impl PublishedAdvisory {
    /// The record. `page` is the address of the advisory's page.
    #[must_use]
    pub fn to_osv(&self, page: &str) -> Value {
        let time = |second: i64| Instant::from_second(second).to_string();
        let text = &self.text;
        let mut details = text.details.clone();
        for (heading, part) in
            [("Affected versions", &text.affected), ("Workarounds", &text.workarounds)]
        {
            if !part.trim().is_empty() {
                details.push_str(&format!("\n\n### {heading}\n\n{part}"));
            }
        }
        let mut record = json!({
            "schema_version": SCHEMA_VERSION,
            "id": self.id,
            "published": time(self.published),
            "modified": time(self.modified),
            "summary": text.title,
            "details": format!("{}\n\n{}", text.summary.trim(), details.trim()).trim(),
        });
        let Some(object) = record.as_object_mut() else { return record };
        if !text.aliases.is_empty() {
            object.insert("aliases".to_owned(), json!(text.aliases));
        }
        let cvss = text.cvss.trim();
        if !cvss.is_empty() {
            let kind = if cvss.starts_with("CVSS:4") { "CVSS_V4" } else { "CVSS_V3" };
            object.insert("severity".to_owned(), json!([{ "type": kind, "score": cvss }]));
        }
        if !text.ecosystem.trim().is_empty() && !text.package.trim().is_empty() {
            let introduced =
                if text.introduced.trim().is_empty() { "0" } else { text.introduced.trim() };
            let mut events = vec![json!({ "introduced": introduced })];
            if !text.fixed.trim().is_empty() {
                events.push(json!({ "fixed": text.fixed.trim() }));
            }
            object.insert(
                "affected".to_owned(),
                json!([{
                    "package": { "ecosystem": text.ecosystem.trim(), "name": text.package.trim() },
                    "ranges": [{ "type": "ECOSYSTEM", "events": events }],
                }]),
            );
        }
        let mut references = vec![json!({ "type": "ADVISORY", "url": page })];
        references.extend(text.references.iter().map(|r| json!({ "type": r.kind, "url": r.url })));
        object.insert("references".to_owned(), Value::Array(references));
        if !self.credits.is_empty() {
            let credits: Vec<Value> =
                self.credits.iter().map(|name| json!({ "name": name, "type": "FINDER" })).collect();
            object.insert("credits".to_owned(), Value::Array(credits));
        }
        let mut specific = serde_json::Map::new();
        specific.insert("edition".to_owned(), json!(self.edition));
        if !text.weaknesses.is_empty() {
            specific.insert("cwe_ids".to_owned(), json!(text.weaknesses));
        }
        if self.replay {
            specific.insert("replay_of_a_public_advisory".to_owned(), json!(true));
        }
        object.insert("database_specific".to_owned(), Value::Object(specific));
        record
    }
}
