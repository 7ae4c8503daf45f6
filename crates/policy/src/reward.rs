//! Reward: what a reporter is given besides credit.

use crate::word::words;

/// `[reward]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reward {
    /// What is given.
    pub kind: RewardKind,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}

/// What is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RewardKind {
    /// The policy does not speak of it.
    #[default]
    Unstated,
    /// Nothing but credit.
    None,
    /// A gift.
    Gift,
    /// Money, as the team sees fit.
    Discretionary,
    /// Money, by published rules.
    Bounty,
}

words!(RewardKind, "a reward", {
    None = "none", Gift = "gift", Discretionary = "discretionary", Bounty = "bounty",
    Unstated = "unstated",
});
