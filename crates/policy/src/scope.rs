//! What reports are welcome about, and what not.

/// `[scope]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// What is in.
    pub inside: Vec<ScopeItem>,
    /// What is out: reports about it belong elsewhere.
    pub outside: Vec<ScopeItem>,
    /// What the team does not take for a vulnerability, each with an id that a decision can name.
    pub not_vulnerabilities: Vec<ScopeItem>,
}

/// One statement of scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeItem {
    /// Its name within the policy, to be named in a decision.
    pub id: String,
    /// What is meant.
    pub what: String,
    /// The product that is meant, by its id.
    pub product: Option<String>,
    /// Where to report it instead.
    pub report_to: Option<String>,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}
