//! Safe harbor: what the team will not do to those who report in good faith.
//!
//! Graded as the disclose.io terms do: four statements make a full safe harbor (authorised under
//! anti-hacking law, exempt from anti-circumvention law, exempt from conflicting terms of service, good
//! faith acknowledged); a promise not to take legal action, or fewer than the four, is a partial one.

use crate::word::words;

/// `[harbor]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Harbor {
    /// The statements that the policy makes.
    pub statements: Vec<HarborStatement>,
    /// The conditions, as sentences. Empty: the rules of the policy.
    pub conditions: Vec<String>,
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}

/// One statement of safe harbor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HarborStatement {
    /// Research under the policy is authorised under anti-hacking laws.
    AntiHacking,
    /// Research under the policy is exempt from anti-circumvention laws.
    AntiCircumvention,
    /// Terms of service that conflict with research under the policy do not apply.
    TermsOfService,
    /// Research under the policy is lawful, helpful and done in good faith.
    GoodFaith,
    /// The team starts no legal action.
    NoLegalAction,
    /// The team presses no charges.
    NoCharges,
    /// The team says so when a third party starts legal action.
    ThirdParties,
}

/// How much a safe harbor covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HarborGrade {
    /// Nothing is said.
    None,
    /// Something is said, but not all four statements.
    Partial,
    /// All four statements are made.
    Full,
}

impl HarborStatement {
    /// The statement as a sentence.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::AntiHacking => {
                "We consider research under this policy authorised under anti-hacking laws."
            }
            Self::AntiCircumvention => {
                "We consider research under this policy exempt from anti-circumvention laws."
            }
            Self::TermsOfService => {
                "Terms of service that conflict with research under this policy do not apply to it."
            }
            Self::GoodFaith => {
                "We consider research under this policy lawful, helpful and done in good faith."
            }
            Self::NoLegalAction => {
                "We will not take legal action against you for a report under this policy."
            }
            Self::NoCharges => "We will not pursue charges over a report under this policy.",
            Self::ThirdParties => {
                "If others take legal action against you, we will make known that you followed this policy."
            }
        }
    }
}

impl Harbor {
    /// How much it covers.
    #[must_use]
    pub fn grade(&self) -> HarborGrade {
        use HarborStatement::{AntiCircumvention, AntiHacking, GoodFaith, TermsOfService};
        let full = [AntiHacking, AntiCircumvention, TermsOfService, GoodFaith];
        if full.iter().all(|s| self.statements.contains(s)) {
            HarborGrade::Full
        } else if self.statements.is_empty() {
            HarborGrade::None
        } else {
            HarborGrade::Partial
        }
    }
}

words!(HarborStatement, "a statement of safe harbor", {
    AntiHacking = "anti-hacking", AntiCircumvention = "anti-circumvention",
    TermsOfService = "terms of service", GoodFaith = "good faith",
    NoLegalAction = "no legal action", NoCharges = "no charges", ThirdParties = "third parties",
});
