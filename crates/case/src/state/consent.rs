//! PEC, participant embargo consent: whether one participant has agreed to the embargo's terms.
//!
//! Five states (Vultron, PEC). `NoEmbargo` is the absence of an embargo and never consent. Where the
//! protocol's texts disagree on how a signatory is asked again, the stricter one is followed: changed terms lapse the consent
//! first, then the participant is invited anew; there is no way from signatory to invited.

use serde::{Deserialize, Serialize};

/// Whether one participant has agreed to the embargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// There is no embargo to consent to. Not consent.
    NoEmbargo,
    /// Asked, with the terms and a time to answer.
    Invited,
    /// Agreed to the terms in force.
    Signatory,
    /// Agreed once, to terms that have since changed.
    Lapsed,
    /// Said no, or did not answer in time.
    Declined,
}

/// What can happen to a participant's consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsentStep {
    /// The participant is shown the terms and asked.
    Invite,
    /// It agrees.
    Accept,
    /// It says no, or the time to answer runs out.
    Decline,
    /// The terms change.
    Revise,
    /// The embargo is over.
    Reset,
}

impl Consent {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::NoEmbargo, Self::Invited, Self::Signatory, Self::Lapsed, Self::Declined];

    /// The whole table: from, step, to.
    pub const TABLE: [(Self, ConsentStep, Self); 15] = [
        (Self::NoEmbargo, ConsentStep::Invite, Self::Invited),
        (Self::Lapsed, ConsentStep::Invite, Self::Invited),
        (Self::Declined, ConsentStep::Invite, Self::Invited),
        (Self::NoEmbargo, ConsentStep::Accept, Self::Signatory),
        (Self::Invited, ConsentStep::Accept, Self::Signatory),
        (Self::Lapsed, ConsentStep::Accept, Self::Signatory),
        (Self::NoEmbargo, ConsentStep::Decline, Self::Declined),
        (Self::Invited, ConsentStep::Decline, Self::Declined),
        (Self::Lapsed, ConsentStep::Decline, Self::Declined),
        (Self::Signatory, ConsentStep::Revise, Self::Lapsed),
        (Self::NoEmbargo, ConsentStep::Reset, Self::NoEmbargo),
        (Self::Invited, ConsentStep::Reset, Self::NoEmbargo),
        (Self::Signatory, ConsentStep::Reset, Self::NoEmbargo),
        (Self::Lapsed, ConsentStep::Reset, Self::NoEmbargo),
        (Self::Declined, ConsentStep::Reset, Self::NoEmbargo),
    ];

    /// The state after a step, or nothing when the table has no such transition.
    #[must_use]
    pub fn after(self, step: ConsentStep) -> Option<Self> {
        Self::TABLE
            .iter()
            .find(|(from, taken, _)| *from == self && *taken == step)
            .map(|(_, _, to)| *to)
    }

    /// Whether the participant is bound to the embargo: computed from the state, never stored.
    #[must_use]
    pub const fn adheres(self) -> bool {
        matches!(self, Self::Signatory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_state_but_signatory_counts_as_consent() {
        let adhering: Vec<_> = Consent::ALL.into_iter().filter(|c| c.adheres()).collect();
        assert_eq!(adhering, [Consent::Signatory]);
    }

    #[test]
    fn a_signatory_is_never_invited_without_lapsing_first() {
        assert_eq!(Consent::Signatory.after(ConsentStep::Invite), None);
        let again = Consent::Signatory
            .after(ConsentStep::Revise)
            .and_then(|lapsed| lapsed.after(ConsentStep::Invite));
        assert_eq!(again, Some(Consent::Invited));
    }

    #[test]
    fn the_end_of_the_embargo_resets_every_participant() {
        for state in Consent::ALL {
            assert_eq!(state.after(ConsentStep::Reset), Some(Consent::NoEmbargo));
        }
    }
}
