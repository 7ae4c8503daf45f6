//! Identifiers: an advisory's own, and those that others gave.
//!
//! OSV accepts an id only under a prefix that is registered, or under `x_` for a local database; so that
//! is how a program begins. GCVE (gcve.eu, BCP-02) gives ids of the form `GCVE-<GNA>-<YEAR>-<UNIQUE>`.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

/// An advisory's own public identifier: printable, without spaces, at most 100 characters. Empty in a draft
/// that has none yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicId(String);

/// An identifier that somebody gave to a vulnerability, of any system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Identifier(String);

/// What an identifier may not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdProblem {
    /// Spaces, control characters, or nothing at all.
    #[error("an identifier is 1 to 100 visible characters without spaces, such as CVE-2026-1234")]
    NotPrintable,
    /// The prefix of a program.
    #[error(
        "a prefix is 1 to 40 letters, digits, hyphens and underscores, begins with a letter, and ends with a letter or digit, such as ACME"
    )]
    NotPrefix,
    /// Not a GCVE id.
    #[error(
        "a GCVE id has the form GCVE-1337-2026-0001: the number of the authority, the year, and what makes it unique"
    )]
    NotGcve,
}

/// Whose identifier it is, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdSystem {
    /// CVE.
    Cve,
    /// GitHub.
    Ghsa,
    /// A GCVE authority.
    Gcve,
    /// The EU's database.
    Euvd,
    /// A prefix that is registered with OSV.
    Osv,
    /// Anybody's.
    Other,
}

/// The beginning of a program's own identifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    text: String,
}

/// `GCVE-<GNA>-<YEAR>-<UNIQUE>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GcveId {
    /// The number of the authority; 0 is CVE.
    pub authority: u32,
    /// The year.
    pub year: u16,
    /// What makes it unique within authority and year.
    pub unique: String,
}

/// Prefixes that OSV's schema accepts (`$defs/prefix`, 1 July 2026); the longest comes first where one begins
/// another.
pub(crate) const OSV_PREFIXES: &[&str] = &[
    "ASB-A",
    "PUB-A",
    "ALPINE",
    "ALSA",
    "ALBA",
    "ALEA",
    "AZL",
    "BELL",
    "BIT",
    "CGA",
    "CLEANSTART",
    "CLSA",
    "CURL",
    "CVE",
    "DEBIAN",
    "DHI",
    "DRUPAL",
    "DSA",
    "DLA",
    "ELA",
    "DTSA",
    "ECHO",
    "EEF",
    "FreeBSD",
    "GHSA",
    "GO",
    "GSD",
    "HSEC",
    "JLSEC",
    "KUBE",
    "LBSEC",
    "LSN",
    "MAL",
    "MINI",
    "MGASA",
    "OESA",
    "OSEC",
    "OSV",
    "openSUSE-SU",
    "PHSA",
    "PSF",
    "PYSEC",
    "RHBA",
    "RHEA",
    "RHSA",
    "RLSA",
    "RXSA",
    "RSEC",
    "ROOT",
    "RUSTSEC",
    "SUSE-SU",
    "SUSE-RU",
    "SUSE-FU",
    "SUSE-OU",
    "UBUNTU",
    "USN",
    "V8",
];

fn is_printable(text: &str) -> bool {
    (1..=100).contains(&text.chars().count())
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '<' && c != '>')
}

/// Whether a text is a CVE number: `CVE-`, a year, and four to nineteen digits.
pub(crate) fn is_cve(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    parts.next() == Some("CVE")
        && parts.next().is_some_and(|year| digits(year, 4, 4))
        && parts.next().is_some_and(|number| digits(number, 4, 19))
}

impl PublicId {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The id as OSV takes it: as it is under a registered prefix, else under `x_`.
    #[must_use]
    pub fn for_osv(&self) -> String {
        if self.0.starts_with("x_") || is_registered_with_osv(&self.0) {
            self.0.clone()
        } else {
            format!("x_{}", self.0)
        }
    }
}

/// Whether an id stands under a prefix that OSV knows.
pub(crate) fn is_registered_with_osv(id: &str) -> bool {
    OSV_PREFIXES
        .iter()
        .any(|prefix| id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-')))
}

impl Identifier {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whose it is, as far as its form tells.
    #[must_use]
    pub fn system(&self) -> IdSystem {
        if is_cve(&self.0) {
            IdSystem::Cve
        } else if self.0.starts_with("GHSA-") {
            IdSystem::Ghsa
        } else if self.0.starts_with("GCVE-") {
            IdSystem::Gcve
        } else if self.0.starts_with("EUVD-") {
            IdSystem::Euvd
        } else if is_registered_with_osv(&self.0) {
            IdSystem::Osv
        } else {
            IdSystem::Other
        }
    }
}

impl IdSystem {
    /// The system's name for people.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Cve => "CVE",
            Self::Ghsa => "GitHub Security Advisory",
            Self::Gcve => "GCVE",
            Self::Euvd => "EUVD",
            Self::Osv => "OSV",
            Self::Other => "Other",
        }
    }
}

impl Prefix {
    /// The prefix of a program that none was chosen for: its id in capitals, under OSV's mark for local
    /// databases.
    #[must_use]
    pub fn local(program: &policy::id::ProgramId) -> Self {
        let name = program.as_str().to_ascii_uppercase();
        Self { text: format!("x_{}", name.trim_end_matches('-')) }
    }

    /// The id of the `number`th advisory of a year: `ACME-2026-0042`.
    #[must_use]
    pub fn id(&self, year: u16, number: u32) -> PublicId {
        PublicId(format!("{}-{year:04}-{number:04}", self.text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Prefix {
    type Err = IdProblem;
    fn from_str(text: &str) -> Result<Self, IdProblem> {
        let good = (1..=40).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if good { Ok(Self { text: text.to_owned() }) } else { Err(IdProblem::NotPrefix) }
    }
}

impl FromStr for GcveId {
    type Err = IdProblem;
    fn from_str(text: &str) -> Result<Self, IdProblem> {
        let mut parts = text.splitn(4, '-');
        let (Some("GCVE"), Some(authority), Some(year), Some(unique)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(IdProblem::NotGcve);
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(authority) || year.len() != 4 || !digits(year) || !is_printable(unique) {
            return Err(IdProblem::NotGcve);
        }
        Ok(Self {
            authority: authority.parse().map_err(|_| IdProblem::NotGcve)?,
            year: year.parse().map_err(|_| IdProblem::NotGcve)?,
            unique: unique.to_owned(),
        })
    }
}

impl fmt::Display for GcveId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GCVE-{}-{:04}-{}", self.authority, self.year, self.unique)
    }
}

impl From<GcveId> for Identifier {
    fn from(id: GcveId) -> Self {
        Self(id.to_string())
    }
}

macro_rules! text_id {
    ($name:ident, $empty:literal) => {
        impl FromStr for $name {
            type Err = IdProblem;
            fn from_str(text: &str) -> Result<Self, IdProblem> {
                if is_printable(text) || ($empty && text.is_empty()) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(IdProblem::NotPrintable)
                }
            }
        }
        impl TryFrom<String> for $name {
            type Error = IdProblem;
            fn try_from(text: String) -> Result<Self, IdProblem> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(PublicId, true);
text_id!(Identifier, false);
