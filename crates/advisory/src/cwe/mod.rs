//! The Common Weakness Enumeration: which weaknesses there are, and what each is called.
//!
//! CWE is © The MITRE Corporation (LICENSE.txt beside this file). The list is that of version 4.20; CSAF
//! demands the exact name, and validators carry different versions of the list, so only what version 4.17
//! already had under the same name is offered and written where the name counts (formats that take the
//! number alone carry any).

use core::fmt;
use core::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The version of the list.
pub const VERSION: &str = "4.20";
/// The newest version that every known validator carries; what is offered was in it.
pub const OFFERED_VERSION: &str = "4.17";
/// The notice that goes with every copy of the list.
pub const NOTICE: &str =
    "CWE is © The MITRE Corporation, https://cwe.mitre.org/about/termsofuse.html";

/// The number of a weakness: `CWE-79`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CweId(u32);

/// A text that is no CWE number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the number of a weakness; write it like CWE-79")]
pub struct CweError(String);

/// One entry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weakness {
    /// Its number.
    pub id: CweId,
    /// Its name, to the letter.
    pub name: &'static str,
    /// Whether a vulnerability should be mapped to it.
    pub usage: Usage,
    /// Whether every known validator has it under this name.
    pub offered: bool,
}

/// What MITRE says about mapping vulnerabilities to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Usage {
    /// Go ahead.
    Allowed,
    /// Look for a better one first.
    AllowedWithReview,
    /// Mostly too general.
    Discouraged,
    /// Never: a category or a deprecated entry.
    Prohibited,
    /// Not rated.
    Unrated,
}

static LIST: LazyLock<Vec<Weakness>> = LazyLock::new(|| {
    include_str!("list.txt")
        .lines()
        .filter_map(|line| {
            let (number, rest) = line.split_once(' ')?;
            let (mark, name) = rest.split_once(' ')?;
            let usage = match mark.trim_end_matches('-') {
                "A" => Usage::Allowed,
                "R" => Usage::AllowedWithReview,
                "D" => Usage::Discouraged,
                "U" => Usage::Unrated,
                _ => Usage::Prohibited,
            };
            let offered = !mark.ends_with('-') && usage != Usage::Prohibited;
            Some(Weakness { id: CweId(number.parse().ok()?), name, usage, offered })
        })
        .collect()
});

/// Every entry, by number.
#[must_use]
pub fn all() -> &'static [Weakness] {
    &LIST
}

impl CweId {
    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The entry of the list, if there is one.
    #[must_use]
    pub fn weakness(self) -> Option<&'static Weakness> {
        LIST.binary_search_by_key(&self, |weakness| weakness.id).ok().and_then(|at| LIST.get(at))
    }
}

impl FromStr for CweId {
    type Err = CweError;
    fn from_str(text: &str) -> Result<Self, CweError> {
        let wrong = || CweError(text.chars().take(40).collect());
        let digits = text.strip_prefix("CWE-").ok_or_else(wrong)?;
        let plain = (1..=6).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit());
        if plain { digits.parse().map(Self).map_err(|_| wrong()) } else { Err(wrong()) }
    }
}

impl fmt::Display for CweId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CWE-{}", self.0)
    }
}

impl fmt::Debug for CweId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for CweId {
    type Error = CweError;
    fn try_from(text: String) -> Result<Self, CweError> {
        text.parse()
    }
}

impl From<CweId> for String {
    fn from(id: CweId) -> Self {
        id.to_string()
    }
}
