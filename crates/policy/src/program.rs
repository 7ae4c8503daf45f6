//! The program: who receives reports, and how they are reached.

use clock::Date;

use crate::id::ProgramId;

/// `[program]`: the team that makes the promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its name in addresses.
    pub id: ProgramId,
    /// Its name for people.
    pub name: String,
    /// One or two sentences about it.
    pub about: Option<String>,
    /// Its home page.
    pub url: Option<String>,
    /// How to reach it besides this instance, most preferred first.
    pub contacts: Vec<Contact>,
    /// Ways by which reports must not be sent, in words, such as "public issue".
    pub not_by: Vec<String>,
    /// The languages a report may be written in, as BCP 47 tags, most preferred first.
    pub languages: Vec<String>,
    /// Keys to encrypt to.
    pub keys: Vec<Key>,
}

/// One way to reach the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The way.
    pub way: ContactWay,
    /// What it is for, when that is not plain.
    pub note: Option<String>,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}

/// A way to reach the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactWay {
    /// An e-mail address.
    Email(String),
    /// A page or form, `https` only.
    Url(String),
    /// Private vulnerability reporting of a repository on GitHub, as `owner/repository`, or as `this` for the
    /// repository in which the policy stands, whatever its address is.
    GithubPrivateReporting(String),
    /// A telephone number in international form, such as `+44 20 7946 0000`.
    Phone(String),
}

/// How a policy names the repository in which it stands.
pub(crate) const THIS_REPOSITORY: &str = "this";

impl ContactWay {
    /// Whether the way can be gone from anywhere: everything but the private reporting of "this" repository,
    /// which only those know who stand in it.
    #[must_use]
    pub fn has_address(&self) -> bool {
        !matches!(self, Self::GithubPrivateReporting(name) if name == THIS_REPOSITORY)
    }

    /// The address as a URI, as RFC 9116 §2.5.3 wants it; for "this" repository relative to its files.
    #[must_use]
    pub fn uri(&self) -> String {
        match self {
            Self::Email(address) => format!("mailto:{address}"),
            Self::Url(url) => url.clone(),
            Self::GithubPrivateReporting(repository) if repository == THIS_REPOSITORY => {
                "../../security/advisories/new".to_owned()
            }
            Self::GithubPrivateReporting(repository) => {
                format!("https://github.com/{repository}/security/advisories/new")
            }
            Self::Phone(number) => {
                let digits = number.chars().filter(|c| *c == '+' || c.is_ascii_digit());
                format!("tel:{}", digits.collect::<String>())
            }
        }
    }

    /// The way in words, such as `security@example.org` or "private report on GitHub (owner/name)".
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Email(text) | Self::Url(text) | Self::Phone(text) => text.clone(),
            Self::GithubPrivateReporting(repository) if repository == THIS_REPOSITORY => {
                "private vulnerability reporting of this repository".to_owned()
            }
            Self::GithubPrivateReporting(repository) => {
                format!("private report on GitHub ({repository})")
            }
        }
    }
}

/// A key to encrypt to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Where the key is: `https:`, `dns:` or `openpgp4fpr:` (RFC 9116 §2.5.4).
    pub uri: String,
    /// Its fingerprint, in hexadecimal digits without spaces.
    pub fingerprint: Option<String>,
    /// The last day on which it may be used.
    pub expires: Option<Date>,
}
