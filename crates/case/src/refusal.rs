//! A refusal: which rule stands against a command, where the rule comes from, and what can be done instead.

use core::fmt;

use crate::command::CommandKind;

/// Why a command is not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The rule's stable code, such as `rm-no-transition`.
    pub code: &'static str,
    /// What stands against it, as a sentence for the person who asked.
    pub sentence: String,
    /// Where the rule comes from, such as "Vultron RM table".
    pub source: &'static str,
    /// What is possible instead.
    pub instead: Vec<CommandKind>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)?;
        if !self.instead.is_empty() {
            let names: Vec<_> = self.instead.iter().map(|kind| kind.name()).collect();
            write!(f, " Possible instead: {}.", names.join(", "))?;
        }
        Ok(())
    }
}

// Written by hand: the derive would take the field `source` for an underlying error.
impl core::error::Error for Refusal {}

impl Refusal {
    pub(crate) fn new(
        code: &'static str,
        source: &'static str,
        sentence: impl Into<String>,
        instead: &[CommandKind],
    ) -> Self {
        Self { code, sentence: sentence.into(), source, instead: instead.to_vec() }
    }
}
