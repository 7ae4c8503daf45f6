//! When a vulnerability becomes public: embargo lengths, who may end it, and where it must not be told.

use clock::Span;

use crate::promise::{AnchorEvent, Party};

/// `[disclosure]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// The embargo that the team proposes.
    pub preferred: Option<Span>,
    /// The shortest embargo that the team accepts.
    pub minimum: Option<Span>,
    /// The longest embargo that the team accepts.
    pub maximum: Option<Span>,
    /// Who may end an embargo early.
    pub ended_by: Vec<Party>,
    /// What reporters are asked, as one sentence.
    pub statement: Option<String>,
    /// Until when they are asked to keep it.
    pub until: Option<AnchorEvent>,
    /// Places that are named, such as "public GitHub issue".
    pub places: Vec<String>,
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}
