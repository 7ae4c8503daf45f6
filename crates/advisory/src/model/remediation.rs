//! What to do about a vulnerability.

use clock::Instant;
use serde::{Deserialize, Serialize};

use super::word::words;

/// One thing to do, or the statement that there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remediation {
    /// What kind of measure.
    pub kind: RemediationKind,
    /// What to do, in words.
    pub text: String,
    /// Where to get it.
    #[serde(default)]
    pub url: Option<String>,
    /// Since when it is available.
    #[serde(default)]
    pub at: Option<Instant>,
}

/// What kind of measure (CSAF 2.0 §3.2.3.12.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemediationKind {
    /// Makes exploitation harder or its effect smaller.
    Mitigation,
    /// Avoids the vulnerability without the fix.
    Workaround,
    /// The fix.
    VendorFix,
    /// There will be none.
    NoFixPlanned,
    /// There is none yet.
    NoneAvailable,
}

words!(RemediationKind, "a kind of remediation", {
    Mitigation = "mitigation", Workaround = "workaround", VendorFix = "vendor_fix",
    NoFixPlanned = "no_fix_planned", NoneAvailable = "none_available",
});

impl RemediationKind {
    /// The kind as a heading.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Mitigation => "Mitigation",
            Self::Workaround => "Workaround",
            Self::VendorFix => "Fix",
            Self::NoFixPlanned => "No fix is planned",
            Self::NoneAvailable => "No fix is available",
        }
    }
}
