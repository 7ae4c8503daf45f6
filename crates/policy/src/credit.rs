//! Credit: whether, how and where reporters are named.

use crate::word::words;

/// `[credit]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// Whose silence means what.
    pub choice: CreditChoice,
    /// The forms in which a reporter may be named.
    pub forms: Vec<NameForm>,
    /// Whether there is a page that lists those who reported.
    pub hall_of_fame: bool,
    /// Whether the wording is agreed with the reporter first.
    pub in_consultation: bool,
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}

/// Whose silence means what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditChoice {
    /// The policy does not speak of credit.
    #[default]
    Unstated,
    /// Named only when they say so.
    OptIn,
    /// Named unless they say no.
    OptOut,
    /// Nobody is named.
    Never,
}

/// A form in which a reporter may be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameForm {
    /// By name.
    Name,
    /// By initials or another short form.
    Acronym,
    /// By a name of their choice.
    Pseudonym,
    /// By the name of their organization.
    Organization,
    /// As "an anonymous reporter".
    Anonymous,
}

words!(CreditChoice, "a choice of credit", {
    OptIn = "opt-in", OptOut = "opt-out", Never = "never", Unstated = "unstated",
});
words!(NameForm, "a form of a name", {
    Name = "name", Acronym = "acronym", Pseudonym = "pseudonym", Organization = "organization",
    Anonymous = "anonymous",
});
