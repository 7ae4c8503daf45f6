//! The form for a report, made from the policy, and how complete a report is against it.

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
