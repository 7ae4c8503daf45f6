//! What a reporter sent, as it is sealed: the fields of the form and what they agreed to; and, sealed apart from
//! it, who they are. A policy may keep the two for different times, and the digest in the log is of the first alone.

use serde::{Deserialize, Serialize};

/// The report, word for word. Immutable once sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportBody {
    /// What it is about, in a few words.
    pub title: String,
    /// The filled fields, in the form's order.
    pub fields: Vec<FieldText>,
    /// Who sent it. Sealed apart; of a report whose sender was forgotten by the policy's time, nobody.
    #[serde(default, skip_serializing)]
    pub identity: Identity,
    /// Whether the reporter's details may be passed on to third parties (POL-9: never without this).
    #[serde(default)]
    pub may_pass_on: bool,
    /// How the reporter wants to be credited; nothing: not said.
    #[serde(default)]
    pub credit: Option<String>,
    /// Names of the files sent with it.
    #[serde(default)]
    pub files: Vec<String>,
    /// Where this case was replayed from, when it is a replay of a public advisory.
    #[serde(default)]
    pub replay_of: Option<String>,
}

/// One filled field.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldText {
    /// The field's id in the policy.
    pub id: String,
    /// Its label when the report was sent.
    pub label: String,
    /// What was written.
    pub text: String,
}

/// Who sends a report.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum Identity {
    /// Nothing is known.
    #[default]
    Anonymous,
    /// A name of the reporter's choice.
    Pseudonym {
        /// The chosen name.
        name: String,
    },
    /// A person who says who they are.
    Named {
        /// The name.
        name: String,
        /// How to reach them, if they say.
        #[serde(default)]
        contact: Option<String>,
    },
}

impl ReportBody {
    /// The text of a field.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.id == id).map(|field| field.text.as_str())
    }

    /// Ids of the fields that say something.
    #[must_use]
    pub fn filled(&self) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|field| !field.text.trim().is_empty())
            .map(|field| field.id.as_str())
            .collect()
    }
}
