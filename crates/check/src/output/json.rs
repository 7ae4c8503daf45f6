//! The report as JSON. The shape is part of what Candor promises to programs: `version` changes when a key is
//! taken away or gets another meaning; keys may be added.
//!
//! ```text
//! { "version": 1,
//!   "files":    ["SECURITY.md"],
//!   "findings": [{ "code", "severity", "path", "place": { "line", "column", "end_line", "end_column" },
//!                  "words", "message", "why", "instead" }],
//!   "profiles": [{ "id", "title", "score", "most",
//!                  "rows": [{ "id", "clause", "words", "outcome", "shown", "remark" }] }] }
//! ```

use serde_json::{Value, json};

use crate::report::Report;

/// The report as JSON, indented. Ends with a line feed.
#[must_use]
pub fn json(report: &Report) -> String {
    let profiles: Vec<Value> = report
        .profiles
        .iter()
        .map(|result| {
            let rows: Vec<Value> = result
                .rows
                .iter()
                .map(|row| {
                    json!({
                        "id": row.row.id,
                        "clause": row.row.clause,
                        "words": row.row.words,
                        "outcome": row.outcome.as_str(),
                        "shown": row.shown,
                        "remark": row.remark,
                    })
                })
                .collect();
            json!({
                "id": result.profile.id,
                "title": result.profile.title,
                "score": result.score,
                "most": result.profile.most,
                "rows": rows,
            })
        })
        .collect();
    let whole = json!({
        "version": 1,
        "files": report.files,
        "findings": report.findings,
        "profiles": profiles,
    });
    format!("{whole:#}\n")
}
