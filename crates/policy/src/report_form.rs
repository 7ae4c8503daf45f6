//! The form for a report, made from the policy, and how complete a report is against it.

use crate::policy::Policy;

/// The form: the required fields first, then the wanted ones, each in the order of the policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// The fields in order.
    pub fields: Vec<ReportField>,
    /// What is said above the form.
    pub intro: Option<String>,
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportField {
    /// Its name in the form and in the stored report, such as `steps`.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What to write in it.
    pub help: String,
    /// Whether a report cannot be sent without it.
    pub required: bool,
    /// What is written in it.
    pub kind: FieldKind,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}

/// What is written in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Many lines.
    LongText,
    /// One of these.
    Choice(Vec<Choice>),
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What people see.
    pub label: String,
}

/// How complete a report is: the ids of fields, each in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Filled fields.
    pub given: Vec<String>,
    /// Required fields that are empty.
    pub missing_required: Vec<String>,
    /// Wanted fields that are empty.
    pub missing_wanted: Vec<String>,
}

impl ReportForm {
    /// The field with this id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&ReportField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// How complete a report is in which the fields `filled` are not empty. Ids that the form does not
    /// have are left out of account.
    #[must_use]
    pub fn completeness<S: AsRef<str>>(&self, filled: &[S]) -> Completeness {
        let mut result = Completeness::default();
        for field in &self.fields {
            let list = if filled.iter().any(|id| id.as_ref() == field.id) {
                &mut result.given
            } else if field.required {
                &mut result.missing_required
            } else {
                &mut result.missing_wanted
            };
            list.push(field.id.clone());
        }
        result
    }
}

impl Completeness {
    /// Whether every required field is given.
    #[must_use]
    pub fn is_sufficient(&self) -> bool {
        self.missing_required.is_empty()
    }

    /// Given fields and all fields, as in "5 of 7".
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let missing = self.missing_required.len() + self.missing_wanted.len();
        (self.given.len(), self.given.len() + missing)
    }
}

/// How complete a report is against the form of this policy.
#[must_use]
pub fn completeness<S: AsRef<str>>(policy: &Policy, filled: &[S]) -> Completeness {
    policy.report.completeness(filled)
}
