//! Products and the versions of them that get security updates.

use core::fmt;

use clock::Date;

use crate::law::Role;
use crate::scope::ScopeItem;
use crate::word::words;

/// `[[product]]`: one thing that the program receives reports about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its name within the policy.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is.
    pub kind: ProductKind,
    /// What the team is to it in the words of the Cyber Resilience Act, when the policy says it.
    pub role: Option<Role>,
    /// Where its source is, `https` only.
    pub repository: Option<String>,
    /// Its newest released version, when the policy says it.
    pub latest: Option<String>,
    /// Where the supported versions are listed, `https` only.
    pub versions_url: Option<String>,
    /// Which versions are supported, in words, such as "the two most recent releases".
    pub versions_note: Option<String>,
    /// The table of supported versions, in the order of the policy. Empty: the policy does not say.
    pub versions: Vec<SupportedVersion>,
}

/// What a product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProductKind {
    /// A program that people run.
    Application,
    /// A library that programs are built with.
    Library,
    /// A service that the team runs.
    Service,
    /// An interface of a service.
    Api,
    /// A device.
    Hardware,
    /// A page or set of pages.
    Website,
}

/// One row of the table of supported versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportedVersion {
    /// Which versions the row is about.
    pub pattern: VersionPattern,
    /// Whether they get security updates.
    pub supported: bool,
    /// The last day on which they do.
    pub until: Option<Date>,
    /// The row of the policy, word for word.
    pub source: Option<String>,
}

/// Which versions a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionPattern {
    /// The newest release, whichever it is.
    Latest,
    /// Every version.
    Any,
    /// Exactly this one.
    Exactly(String),
    /// All that begin with these numbers: `1.2.x`.
    Series(Vec<u64>),
    /// All that lie before (`< 2.0`) or, with `inclusive`, up to it (`<= 2.0`).
    Before {
        /// The bound.
        version: String,
        /// Whether the bound itself is meant.
        inclusive: bool,
    },
    /// All that lie after (`> 2.0`) or, with `inclusive`, from it on (`>= 2.0`).
    After {
        /// The bound.
        version: String,
        /// Whether the bound itself is meant.
        inclusive: bool,
    },
}

/// Whether a version gets security updates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Support {
    /// It does.
    Supported,
    /// It does not; a report about it may be declined.
    NotSupported,
    /// The policy does not tell.
    Unknown,
}

// The scope names products; kept here so that both sides are found together.
impl ScopeItem {
    /// Whether the statement is about this product.
    #[must_use]
    pub fn is_about(&self, product: &str) -> bool {
        self.product.as_deref() == Some(product)
    }
}

impl fmt::Display for VersionPattern {
    /// As a policy writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |sign: &str, inclusive: &bool| {
            if *inclusive { format!("{sign}=") } else { sign.to_owned() }
        };
        match self {
            Self::Latest => f.write_str("latest"),
            Self::Any => f.write_str("any"),
            Self::Exactly(version) => f.write_str(version),
            Self::Series(numbers) => {
                numbers.iter().try_for_each(|number| write!(f, "{number}."))?;
                f.write_str("x")
            }
            Self::Before { version, inclusive } => {
                write!(f, "{} {version}", bound("<", inclusive))
            }
            Self::After { version, inclusive } => {
                write!(f, "{} {version}", bound(">", inclusive))
            }
        }
    }
}

words!(ProductKind, "a type of product", {
    Application = "application", Library = "library", Service = "service", Api = "api",
    Hardware = "hardware", Website = "website",
});
