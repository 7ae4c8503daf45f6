//! Who is named for what, and whether they agreed.

use serde::{Deserialize, Serialize};

use super::word::words;

/// One person, organization or tool that is thanked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Credit {
    /// As whom they are named.
    pub name: Name,
    /// For what.
    pub role: CreditRole,
    /// Their organization, when they want it named.
    pub organization: Option<String>,
    /// Where they can be found: full addresses (`https://…`, `mailto:…`).
    pub contacts: Vec<String>,
    /// Their account on GitHub, without `@`; its advisories credit accounts only.
    pub github: Option<String>,
    /// Whether they agreed to be named.
    pub consent: Consent,
}

/// As whom somebody is named. The forms are those a policy may offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", content = "name", rename_all = "snake_case")]
pub enum Name {
    /// Under their name.
    Name(String),
    /// Under initials or another short form.
    Acronym(String),
    /// Under a name of their choice.
    Pseudonym(String),
    /// As an organization.
    Organization(String),
    /// As "an anonymous reporter".
    Anonymous,
}

/// What somebody did. The same ten roles are in OSV, CVE and GitHub's advisories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditRole {
    /// Found the vulnerability.
    Finder,
    /// Told the team about it.
    #[default]
    Reporter,
    /// Checked that it is one.
    Analyst,
    /// Helped the parties to work together.
    Coordinator,
    /// Wrote the fix.
    RemediationDeveloper,
    /// Reviewed the fix.
    RemediationReviewer,
    /// Tested the fix.
    RemediationVerifier,
    /// A tool that found it.
    Tool,
    /// Paid for the work.
    Sponsor,
    /// Something else.
    Other,
}

words!(CreditRole, "a role of a credit", {
    Finder = "finder", Reporter = "reporter", Analyst = "analyst", Coordinator = "coordinator",
    RemediationDeveloper = "remediation_developer", RemediationReviewer = "remediation_reviewer",
    RemediationVerifier = "remediation_verifier", Tool = "tool", Sponsor = "sponsor", Other = "other",
});

/// Whether somebody agreed to be named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consent {
    /// They have not answered.
    #[default]
    Unknown,
    /// They said yes.
    Given,
    /// They said no, or took it back.
    Refused,
    /// They said yes themselves, in the mailbox of their report. Nobody else can write this down.
    Confirmed,
    /// They have not answered, and the policy that they reported under names whoever does not decline. As
    /// [`Consent::Confirmed`] it follows from their case.
    ByPolicy,
    /// It was published by others already; nothing is disclosed by repeating it.
    PublicAlready,
}

words!(Consent, "a consent", {
    Unknown = "unknown", Given = "given", Refused = "refused", Confirmed = "confirmed",
    ByPolicy = "by_policy", PublicAlready = "public_already",
});

impl Consent {
    /// Whether the name may be printed.
    #[must_use]
    pub const fn allows(self) -> bool {
        matches!(self, Self::Given | Self::Confirmed | Self::ByPolicy | Self::PublicAlready)
    }
}

impl Consent {
    /// Whether it follows from a case, where its reporter may take it back at any time; the others are what
    /// the team wrote down.
    #[must_use]
    pub const fn is_of_a_reporter(self) -> bool {
        matches!(self, Self::Confirmed | Self::ByPolicy)
    }
}

impl Default for Name {
    fn default() -> Self {
        Self::Name(String::new())
    }
}

impl Name {
    /// What is printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Name(name)
            | Self::Acronym(name)
            | Self::Pseudonym(name)
            | Self::Organization(name) => name,
            Self::Anonymous => "an anonymous reporter",
        }
    }
}

impl Credit {
    /// What is printed: the name, and the organization when it is wanted.
    #[must_use]
    pub fn line(&self) -> String {
        match &self.organization {
            Some(organization) if !organization.trim().is_empty() => {
                format!("{} ({})", self.name.as_str(), organization.trim())
            }
            _ => self.name.as_str().to_owned(),
        }
    }
}

impl Credit {
    /// What is printed, with what they are thanked for: as the page, the Markdown and the mail say it.
    #[must_use]
    pub fn line_and_role(&self) -> String {
        format!("{} — {}", self.line(), self.role.in_words())
    }
}

impl CreditRole {
    /// The role for people: "remediation developer".
    #[must_use]
    pub fn in_words(self) -> String {
        self.as_str().replace('_', " ")
    }
}
