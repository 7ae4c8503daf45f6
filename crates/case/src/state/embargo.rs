//! EM, embargo management: whether the case has an agreement to keep quiet, and until when.
//!
//! Five states and ten transitions (Vultron, EM). The protocol also prints a regular expression for it,
//! which rejects words that its table accepts; the table is what counts. `Exited` is final for the case:
//! once an embargo has ended, publication is allowed (not ordered) and no new embargo begins.

use serde::{Deserialize, Serialize};

/// The state of the one embargo a case can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Embargo {
    /// N: there is none.
    None,
    /// P: terms are on the table.
    Proposed,
    /// A: terms are agreed and bind.
    Active,
    /// R: agreed terms bind while new ones are on the table.
    Revise,
    /// X: it has ended.
    Exited,
}

/// What can happen to an embargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmbargoStep {
    /// Terms are proposed: a first proposal, a counter-proposal or a revision.
    Propose,
    /// The standing proposal is agreed.
    Accept,
    /// The standing proposal is refused.
    Reject,
    /// The agreed embargo ends.
    Terminate,
}

impl Embargo {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::None, Self::Proposed, Self::Active, Self::Revise, Self::Exited];

    /// The whole table: from, step, to.
    pub const TABLE: [(Self, EmbargoStep, Self); 10] = [
        (Self::None, EmbargoStep::Propose, Self::Proposed),
        (Self::Proposed, EmbargoStep::Propose, Self::Proposed),
        (Self::Proposed, EmbargoStep::Accept, Self::Active),
        (Self::Proposed, EmbargoStep::Reject, Self::None),
        (Self::Active, EmbargoStep::Propose, Self::Revise),
        (Self::Active, EmbargoStep::Terminate, Self::Exited),
        (Self::Revise, EmbargoStep::Propose, Self::Revise),
        (Self::Revise, EmbargoStep::Accept, Self::Active),
        (Self::Revise, EmbargoStep::Reject, Self::Active),
        (Self::Revise, EmbargoStep::Terminate, Self::Exited),
    ];

    /// The state after a step, or nothing when the table has no such transition.
    #[must_use]
    pub fn after(self, step: EmbargoStep) -> Option<Self> {
        Self::TABLE
            .iter()
            .find(|(from, taken, _)| *from == self && *taken == step)
            .map(|(_, _, to)| *to)
    }

    /// The letter the protocol uses.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::None => 'N',
            Self::Proposed => 'P',
            Self::Active => 'A',
            Self::Revise => 'R',
            Self::Exited => 'X',
        }
    }

    /// Whether agreed terms bind: also while a revision is discussed.
    #[must_use]
    pub const fn binds(self) -> bool {
        matches!(self, Self::Active | Self::Revise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_ten_transitions_and_exited_is_final() {
        assert_eq!(Embargo::TABLE.len(), 10);
        assert!(Embargo::TABLE.iter().all(|row| row.0 != Embargo::Exited));
    }

    #[test]
    fn the_word_the_printed_expression_forgets_is_accepted() {
        // "ppat": propose, counter-propose, accept, terminate.
        let word = [
            EmbargoStep::Propose,
            EmbargoStep::Propose,
            EmbargoStep::Accept,
            EmbargoStep::Terminate,
        ];
        let end = word.into_iter().try_fold(Embargo::None, Embargo::after);
        assert_eq!(end, Some(Embargo::Exited));
    }

    #[test]
    fn refusing_a_revision_leaves_the_old_terms_in_force() {
        assert_eq!(Embargo::Revise.after(EmbargoStep::Reject), Some(Embargo::Active));
    }
}
