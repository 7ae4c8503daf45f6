//! Stakeholder-Specific Vulnerability Categorization: what to do next, from a few answered questions.
//!
//! The tables are CERT/CC's and CISA's own data (LICENSE.txt), loaded, not coded: a new version of one is
//! a new file. [`Selection`] is what a team chose; [`Selection::decide`] looks the outcome up;
//! [`Selection::to_json`] writes it as a `SelectionList` 2.0.0, in which it is exchanged.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use clock::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A decision table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Table {
    /// Who defined it: `ssvc`, `cisa`.
    pub namespace: String,
    /// Its short name, such as `DT_SP`.
    pub key: String,
    /// Its version.
    pub version: String,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    pub definition: String,
    /// The questions; the last one is the outcome.
    points: Vec<Point>,
    /// One row for each combination: the keys of the values, in the order of the points.
    rows: Vec<String>,
}

/// A question, or the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Point {
    /// Who defined it.
    pub namespace: String,
    /// Its short name, such as `E`.
    pub key: String,
    /// Its version.
    pub version: String,
    /// Its name for people.
    pub name: String,
    /// What it asks.
    pub definition: String,
    /// The answers.
    pub values: Vec<Answer>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// Its short name, such as `A`.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// When it is the right one.
    pub definition: String,
}

/// The tables that are shipped.
static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    [
        include_str!("supplier.json"),
        include_str!("coordinator_triage.json"),
        include_str!("coordinator_publish.json"),
        include_str!("cisa.json"),
    ]
    .iter()
    .filter_map(|text| serde_json::from_str(text).ok())
    .collect()
});

/// What a team answered, for one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The table: `ssvc:DT_SP:1.0.0`.
    pub table: String,
    /// The key of the answer to each question, by the question's key.
    pub answers: BTreeMap<String, String>,
    /// When it was answered.
    pub at: Instant,
}

/// Why there is no outcome.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// No such table.
    #[error("there is no SSVC table “{0}” here; use one of: {1}")]
    Table(String, String),
    /// A question without an answer.
    #[error("answer “{0}” too: the table needs it")]
    Unanswered(String),
    /// An answer that the question does not have.
    #[error("“{1}” is no answer to “{0}”; it is one of: {2}")]
    Answer(String, String, String),
    /// A question that the table does not ask.
    #[error("the table does not ask “{0}”; leave it out")]
    Question(String),
}

/// Every table.
#[must_use]
pub fn tables() -> &'static [Table] {
    &TABLES
}

impl Table {
    /// The name by which a selection refers to it.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}:{}:{}", self.namespace, self.key, self.version)
    }

    /// The questions.
    #[must_use]
    pub fn questions(&self) -> &[Point] {
        self.points.split_last().map_or(&[], |(_, questions)| questions)
    }

    /// The possible outcomes, mildest first.
    #[must_use]
    pub fn outcomes(&self) -> &[Answer] {
        self.points.last().map_or(&[], |outcome| &outcome.values)
    }

    /// How many combinations it decides.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it decides nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Selection {
    fn table(&self) -> Result<&'static Table, SelectionError> {
        tables().iter().find(|table| table.id() == self.table).ok_or_else(|| {
            let known = tables().iter().map(Table::id).collect::<Vec<_>>().join(", ");
            SelectionError::Table(self.table.chars().take(80).collect(), known)
        })
    }

    /// The outcome.
    ///
    /// # Errors
    /// [`SelectionError`] when the table is not known, or a question is unanswered or answered wrongly.
    pub fn decide(&self) -> Result<&'static Answer, SelectionError> {
        let table = self.table()?;
        let mut keys: Vec<&str> = Vec::new();
        for point in table.questions() {
            let answer = self
                .answers
                .get(&point.key)
                .ok_or_else(|| SelectionError::Unanswered(point.name.clone()))?;
            if !point.values.iter().any(|value| value.key == *answer) {
                return Err(SelectionError::Answer(
                    point.name.clone(),
                    answer.chars().take(40).collect(),
                    point.values.iter().map(|v| v.key.as_str()).collect::<Vec<_>>().join(", "),
                ));
            }
            keys.push(answer);
        }
        let asked = |key: &str| table.questions().iter().any(|point| point.key == key);
        if let Some(other) = self.answers.keys().find(|key| !asked(key)) {
            return Err(SelectionError::Question(other.chars().take(40).collect()));
        }
        let outcome = table.rows.iter().find_map(|row| {
            let (inputs, outcome) = row.rsplit_once(' ')?;
            inputs.split(' ').eq(keys.iter().copied()).then_some(outcome)
        });
        outcome
            .and_then(|key| table.outcomes().iter().find(|value| value.key == key))
            .ok_or_else(|| SelectionError::Unanswered(table.name.clone()))
    }

    /// The answers and the outcome as a `SelectionList` 2.0.0 about a vulnerability.
    ///
    /// # Errors
    /// As [`Selection::decide`].
    pub fn to_json(&self, about: &str) -> Result<Value, SelectionError> {
        let outcome = self.decide()?;
        let table = self.table()?;
        let selected = |point: &Point, key: &str| {
            let name = point.values.iter().find(|value| value.key == key).map(|value| &value.name);
            json!({
                "namespace": point.namespace, "key": point.key, "version": point.version,
                "name": point.name, "values": [{ "key": key, "name": name }],
            })
        };
        let mut selections: Vec<Value> = table
            .questions()
            .iter()
            .filter_map(|point| Some(selected(point, self.answers.get(&point.key)?)))
            .collect();
        selections.extend(table.points.last().map(|point| selected(point, &outcome.key)));
        Ok(json!({
            "schemaVersion": "2.0.0",
            "target_ids": [about],
            "timestamp": self.at.to_string(),
            "selections": selections,
        }))
    }
}
