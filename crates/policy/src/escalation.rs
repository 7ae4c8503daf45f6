//! Escalation: where a reporter may turn when the team is silent. A right of the reporter, with a time of
//! its own; not a duty of the team, so it has no clock among the promises.

use clock::Span;

use crate::program::ContactWay;
use crate::word::words;

/// One row of `[[escalation]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// What the reporter waited for in vain.
    pub when: EscalationTrigger,
    /// How long they waited: from the report for the first answer and for a resolution, from the last word
    /// of the team otherwise.
    pub after: Span,
    /// Whom they may turn to.
    pub to: EscalationTarget,
    /// The sentence of the policy, word for word.
    pub source: String,
}

/// What a reporter waited for in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EscalationTrigger {
    /// Nobody said that the report arrived.
    NoAcknowledgement,
    /// It was acknowledged, and then nothing more was heard.
    NoEngagement,
    /// It is not resolved.
    NoResolution,
}

/// Whom a reporter may turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EscalationTarget {
    /// An address.
    Way(ContactWay),
    /// A person or body in words, such as "any committer directly".
    Words(String),
}

impl EscalationTarget {
    /// The address or the words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Way(way) => way.in_words(),
            Self::Words(words) => words.clone(),
        }
    }
}

impl Escalation {
    /// The right in plain words: "If nobody has acknowledged your report after 6 business days, turn to …."
    #[must_use]
    pub fn in_words(&self) -> String {
        let waited = match self.when {
            EscalationTrigger::NoAcknowledgement => "nobody has acknowledged your report after",
            EscalationTrigger::NoEngagement => "you have heard nothing more from us for",
            EscalationTrigger::NoResolution => "your report is not resolved after",
        };
        format!("If {waited} {}, turn to {}.", self.after, self.to.in_words())
    }
}

words!(EscalationTrigger, "a reason to escalate", {
    NoAcknowledgement = "no acknowledgement", NoEngagement = "no engagement",
    NoResolution = "no resolution",
});
