//! How bad a vulnerability is, in the four words that policies use (CVSS v3.1 §5 and v4.0 §6, without
//! "none"). Unknown severity is `Option::<Severity>::None`, never a fifth word.

use crate::word::words;

/// A severity that the team has assessed. Ordered: `Low < Medium < High < Critical`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// CVSS 0.1–3.9.
    Low,
    /// CVSS 4.0–6.9.
    Medium,
    /// CVSS 7.0–8.9.
    High,
    /// CVSS 9.0–10.0.
    Critical,
}

words!(Severity, "a severity", {
    Low = "low", Medium = "medium", High = "high", Critical = "critical",
});
