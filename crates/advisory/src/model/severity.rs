//! How bad a vulnerability is.

use serde::{Deserialize, Serialize};

use super::word::words;
use crate::cvss::Vector;
use crate::ssvc::Selection;

/// How bad a vulnerability is, in every way it was assessed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Severity {
    /// In one word, as the team says it; `None`: as the vectors say it.
    pub level: Option<Level>,
    /// CVSS vectors, at most one of each version.
    pub vectors: Vec<Vector>,
    /// SSVC decisions, at most one of each table.
    pub ssvc: Vec<Selection>,
}

/// Severity in one word (CVSS 3.1 §5, 4.0 §6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 0.0.
    None,
    /// 0.1 to 3.9.
    Low,
    /// 4.0 to 6.9.
    Medium,
    /// 7.0 to 8.9.
    High,
    /// 9.0 to 10.0.
    Critical,
}

words!(Level, "a severity", {
    None = "none", Low = "low", Medium = "medium", High = "high", Critical = "critical",
});

impl From<policy::Severity> for Level {
    fn from(severity: policy::Severity) -> Self {
        match severity {
            policy::Severity::Low => Self::Low,
            policy::Severity::Medium => Self::Medium,
            policy::Severity::High => Self::High,
            policy::Severity::Critical => Self::Critical,
        }
    }
}

impl Severity {
    /// The word: the team's, or that of the newest CVSS version given.
    #[must_use]
    pub fn in_one_word(&self) -> Option<Level> {
        self.level.or_else(|| {
            self.vectors.iter().max_by_key(|vector| vector.version()).map(Vector::level)
        })
    }

    /// The vector of the newest CVSS version that `fits`.
    pub fn newest(&self, fits: impl Fn(crate::cvss::Version) -> bool) -> Option<&Vector> {
        self.vectors
            .iter()
            .filter(|vector| fits(vector.version()))
            .max_by_key(|vector| vector.version())
    }
}
