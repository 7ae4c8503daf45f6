//! Privacy: what a reporter may keep to themselves, and what the team passes on.

/// `[privacy]`. What is stored, why and how long stands in [`crate::Retention`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Privacy {
    /// What is said about personal data, as sentences.
    pub statement: Option<String>,
    /// Where the whole privacy policy is.
    pub policy_url: Option<String>,
    /// Whether a report may come from somebody unnamed.
    pub anonymous: bool,
    /// Whether a report may come under a pseudonym.
    pub pseudonym: bool,
    /// Whether personal details go to third parties only with permission or by legal obligation.
    pub not_passed_on: bool,
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}
