//! The small vocabularies of a case: close classes, kinds of mitigation, roles, and private text.
//!
//! Each word has one stable name, used in the record, the API, the command line and the forms.

use core::fmt;
use core::str::FromStr;

use policy::{AnchorEvent, NameForm};
use serde::{Deserialize, Serialize};

/// Text that only the people of the case may read: message bodies, reasons, names. It is written out
/// in full into a fact (which is then sealed), and its `Debug` form shows its length and nothing else.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private(String);

impl Private {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Whether nothing was written, or only spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<String> for Private {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}

/// A word that is not in the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("choose one of: {0}")]
pub struct UnknownWord(&'static str);

impl UnknownWord {
    pub(crate) const fn of(words: &'static str) -> Self {
        Self(words)
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every word with the label that a form shows.
            pub const CHOICES: &'static [(&'static str, &'static str)] = &[$(($word, $label)),+];

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The label that people see.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|word| word.as_str() == text)
                    .ok_or(UnknownWord(concat!($($word, " "),+)))
            }
        }
    };
}

vocabulary! {
    /// Why a case was declined or closed. Each owes the reporter a reason; [`crate::draft_reason`] drafts it.
    CloseClass {
        /// A fix is released.
        Resolved = "resolved", "Resolved: a fix is released";
        /// No fix, but users can protect themselves.
        Mitigated = "mitigated", "Mitigated: users can protect themselves";
        /// Useful to know, nothing to fix.
        Informative = "informative", "Informative: useful, nothing to fix";
        /// On the policy's list of what is not a vulnerability, or not one by its nature.
        NotAVulnerability = "not-a-vulnerability", "Not a vulnerability";
        /// The team could not make it happen.
        NotReproducible = "not-reproducible", "Not reproducible";
        /// The product or the kind of problem is out of the policy's scope.
        OutOfScope = "out-of-scope", "Out of scope";
        /// The version is not supported any more.
        UnsupportedVersion = "unsupported-version", "Unsupported version";
        /// Too little to go on, and no answer.
        InsufficientInformation = "insufficient-information", "Insufficient information";
        /// Known already from another report.
        Duplicate = "duplicate", "Duplicate of another case";
        /// Not a report at all.
        Spam = "spam", "Spam or abuse";
        /// Taken back by the reporter.
        Withdrawn = "withdrawn", "Withdrawn by the reporter";
    }
}

impl CloseClass {
    /// Whether the class says that the report is not acted on, as opposed to finished work.
    #[must_use]
    pub const fn declines(self) -> bool {
        !matches!(self, Self::Resolved | Self::Mitigated)
    }
}

vocabulary! {
    /// What was released against the vulnerability.
    Mitigation {
        /// A new release of the product.
        Release = "release", "A release that fixes it";
        /// A patch to apply.
        Patch = "patch", "A patch to apply";
        /// Advice or a setting that protects until there is a fix.
        Workaround = "workaround", "A workaround or configuration";
        /// Another measure, such as a service that was switched off.
        Other = "other", "Another mitigation";
    }
}

impl Occasion {
    /// The event of the policy language that it is.
    #[must_use]
    pub const fn anchor(self) -> AnchorEvent {
        match self {
            Self::AuthorityAsked => AnchorEvent::AuthorityAsked,
            Self::MitigationAnnounced => AnchorEvent::MitigationAnnounced,
            Self::IncidentHandled => AnchorEvent::IncidentHandled,
            Self::ComponentFlawFound => AnchorEvent::ComponentFlawFound,
            Self::DataRequested => AnchorEvent::DataRequested,
            Self::CveIdPublic => AnchorEvent::CveIdPublic,
            Self::CveIdDisclosedByOthers => AnchorEvent::CveIdDisclosedByOthers,
            Self::AssignmentRequested => AnchorEvent::AssignmentRequested,
            Self::RecordDisputed => AnchorEvent::RecordDisputed,
            Self::ListInformed => AnchorEvent::ListInformed,
        }
    }
}

impl Mitigation {
    /// Whether it removes the vulnerability (the D of vfd), as opposed to protecting from it.
    #[must_use]
    pub const fn is_fix(self) -> bool {
        matches!(self, Self::Release | Self::Patch)
    }
}

vocabulary! {
    /// What the team waits for while clocks that allow it pause.
    WaitingOn {
        /// An answer of the reporter.
        Reporter = "reporter", "the reporter";
        /// The maker of a component.
        Upstream = "upstream", "the maker of a component";
        /// A coordinator or CSIRT.
        Coordinator = "coordinator", "a coordinator";
    }
}

vocabulary! {
    /// What a participant is to the case.
    PartyRole {
        /// Reported it.
        Reporter = "reporter", "Reporter";
        /// Makes an affected product.
        Vendor = "vendor", "Vendor";
        /// Runs an affected product.
        Deployer = "deployer", "Deployer";
        /// Helps the parties to work together.
        Coordinator = "coordinator", "Coordinator";
        /// Is kept informed.
        Observer = "observer", "Observer";
    }
}

vocabulary! {
    /// How far something may be passed on: the Traffic Light Protocol (FIRST, TLP 2.0), the narrowest first.
    Tlp {
        /// To nobody but those who were told.
        Red = "red", "TLP:RED: for those who were told, and nobody else";
        /// Within the own organisation, for those who must know.
        AmberStrict = "amber+strict", "TLP:AMBER+STRICT: within your organisation, for those who must know";
        /// Within the own organisation and to its clients, for those who must know.
        Amber = "amber", "TLP:AMBER: within your organisation and to its clients, for those who must know";
        /// Within the community.
        Green = "green", "TLP:GREEN: within the community, not in public";
        /// To anybody.
        Clear = "clear", "TLP:CLEAR: to anybody";
    }
}

impl Tlp {
    /// As it is written on a document (TLP 2.0 §3).
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Red => "TLP:RED",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Amber => "TLP:AMBER",
            Self::Green => "TLP:GREEN",
            Self::Clear => "TLP:CLEAR",
        }
    }

    /// Whether it lets more people know than the other.
    #[must_use]
    pub fn is_wider_than(self, other: Self) -> bool {
        self > other
    }
}

vocabulary! {
    /// Whether the product of a vendor is affected, as the vendor or the team for it says.
    Impact {
        /// It is.
        Affected = "affected", "Affected";
        /// It is not.
        NotAffected = "not-affected", "Not affected";
        /// The vendor looked and cannot say yet. Not the same as silence.
        Unknown = "unknown", "Unknown: still looking";
    }
}

vocabulary! {
    /// Who a notice went to.
    Recipient {
        /// Everybody who uses the product.
        Users = "users", "Users";
        /// The CSIRT that coordinates.
        Csirt = "csirt", "Coordinating CSIRT";
        /// An authority.
        Authority = "authority", "Authority";
        /// The maker of a component.
        Upstream = "upstream", "Maker of a component";
        /// Distributors, before publication.
        Distributors = "distributors", "Distributors";
        /// The people whose data it is.
        Persons = "persons", "The people whose data it is";
        /// The one for whom personal data is processed.
        Controller = "controller", "The controller of the data";
        /// Whoever asked for it.
        Requester = "requester", "The one who asked";
        /// The list of CVE records.
        CveList = "cve-list", "The CVE list";
    }
}

vocabulary! {
    /// Something outside the steps of a case from which a duty counts.
    Occasion {
        /// A CSIRT or an authority asked for something.
        AuthorityAsked = "authority-asked", "A CSIRT or an authority asked for something";
        /// The team told a CSIRT that a mitigation is expected.
        MitigationAnnounced = "mitigation-announced", "We told a CSIRT that a mitigation is expected";
        /// An incident was handled to its end.
        IncidentHandled = "incident-handled", "The incident is handled";
        /// A vulnerability was found in a component.
        ComponentFlawFound = "component-flaw-found", "The flaw is in a component of others";
        /// Somebody asked for their own personal data, or for its erasure.
        DataRequested = "data-requested", "Somebody asked for their personal data";
        /// The team made a CVE ID public.
        CveIdPublic = "cve-id-public", "We made the CVE ID public";
        /// Somebody else made the CVE ID public.
        CveIdDisclosedByOthers = "cve-id-disclosed-by-others", "Somebody else made the CVE ID public";
        /// Somebody asked for a CVE ID for a public vulnerability.
        AssignmentRequested = "assignment-requested", "Somebody asked for a CVE ID";
        /// Somebody disputes a CVE record.
        RecordDisputed = "record-disputed", "Somebody disputes the CVE record";
        /// The issue was brought to a closed list.
        ListInformed = "list-informed", "It was brought to a closed list";
    }
}

vocabulary! {
    /// Whether a law's word for an event applies to a case.
    Applicability {
        /// It does.
        Applies = "applies", "It applies";
        /// It does not.
        DoesNotApply = "does-not-apply", "It does not apply";
    }
}

vocabulary! {
    /// What the reporter is thanked for: the roles of CVE and OSV.
    CreditRole {
        /// Found the vulnerability.
        Finder = "finder", "Finder";
        /// Told the team about it.
        Reporter = "reporter", "Reporter";
        /// Checked that it is one.
        Analyst = "analyst", "Analyst";
        /// Helped the parties to work together.
        Coordinator = "coordinator", "Coordinator";
        /// Wrote the fix.
        RemediationDeveloper = "remediation_developer", "Wrote the fix";
        /// Reviewed the fix.
        RemediationReviewer = "remediation_reviewer", "Reviewed the fix";
        /// Tested the fix.
        RemediationVerifier = "remediation_verifier", "Tested the fix";
        /// A tool that found it.
        Tool = "tool", "A tool that found it";
        /// Paid for the work.
        Sponsor = "sponsor", "Paid for the work";
        /// Something else.
        Other = "other", "Something else";
    }
}

vocabulary! {
    /// As what the reporter is named.
    CreditForm {
        /// By name.
        Name = "name", "A name";
        /// By initials or another short form.
        Acronym = "acronym", "Initials or an acronym";
        /// By a name of their choice.
        Pseudonym = "pseudonym", "A pseudonym";
        /// By the name of their organization.
        Organization = "organization", "An organization";
        /// As "an anonymous reporter".
        Anonymous = "anonymous", "An anonymous reporter";
    }
}

impl CreditForm {
    /// The form as a policy offers it.
    #[must_use]
    pub const fn offered(self) -> NameForm {
        match self {
            Self::Name => NameForm::Name,
            Self::Acronym => NameForm::Acronym,
            Self::Pseudonym => NameForm::Pseudonym,
            Self::Organization => NameForm::Organization,
            Self::Anonymous => NameForm::Anonymous,
        }
    }
}

vocabulary! {
    /// What becomes of an active embargo when a case is declined or closed.
    EmbargoChoice {
        /// It stays in force, and the case waits for its end.
        Keep = "keep", "Keep it; the case stays open until it ends";
        /// It ends now.
        End = "end", "End it now";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_text_does_not_show_in_debug_output() {
        let text = Private::from("the admin password is hunter2");
        assert_eq!(format!("{text:?}"), "[29 bytes]");
    }

    #[test]
    fn every_word_is_read_back_from_its_name() {
        for class in CloseClass::ALL {
            assert_eq!(class.as_str().parse(), Ok(*class));
        }
        let refused = "fixed".parse::<CloseClass>().map_err(|e| e.to_string());
        assert!(refused.is_err_and(|sentence| sentence.starts_with("choose one of: resolved")));
    }
}
