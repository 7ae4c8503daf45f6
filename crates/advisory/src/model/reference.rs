//! Where to read more.

use serde::{Deserialize, Serialize};

use super::word::words;

/// An address, and what is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// What is there.
    pub kind: ReferenceKind,
    /// The full address.
    pub url: String,
    /// Its title; empty: the words for its kind.
    pub title: String,
}

/// What is at an address (OSV 1.7 `references[].type`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// Another advisory.
    Advisory,
    /// An article.
    Article,
    /// A tool or rule that detects it.
    Detection,
    /// A discussion.
    Discussion,
    /// The report.
    Report,
    /// The fix.
    Fix,
    /// Where it came in.
    Introduced,
    /// A repository or commit.
    Git,
    /// The package's home page.
    Package,
    /// What shows that the record is right.
    Evidence,
    /// Anything else.
    #[default]
    Web,
}

words!(ReferenceKind, "a kind of reference", {
    Advisory = "ADVISORY", Article = "ARTICLE", Detection = "DETECTION", Discussion = "DISCUSSION",
    Report = "REPORT", Fix = "FIX", Introduced = "INTRODUCED", Git = "GIT", Package = "PACKAGE",
    Evidence = "EVIDENCE", Web = "WEB",
});

impl ReferenceKind {
    /// The kind for people.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Advisory => "Advisory",
            Self::Article => "Article",
            Self::Detection => "Detection",
            Self::Discussion => "Discussion",
            Self::Report => "Report",
            Self::Fix => "Fix",
            Self::Introduced => "Where it was introduced",
            Self::Git => "Source",
            Self::Package => "Package",
            Self::Evidence => "Evidence",
            Self::Web => "Web page",
        }
    }
}

impl Reference {
    /// Its title, or the words for its kind.
    #[must_use]
    pub fn display_title(&self) -> &str {
        if self.title.trim().is_empty() { self.kind.in_words() } else { self.title.trim() }
    }
}
