//! Intake: whether reports are taken now, and where urgent matter goes when they are not.

use clock::Instant;

use crate::program::ContactWay;

/// `[intake]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Whether reports are taken.
    pub mode: IntakeMode,
    /// What a reporter is told when intake is not open.
    pub notice: Option<String>,
    /// Where urgent matter goes while intake is not open; always given then. A vulnerability that is
    /// being exploited must always find a way in.
    pub urgent: Option<ContactWay>,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}

/// Whether reports are taken, as the policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntakeMode {
    /// From everybody.
    Open,
    /// On a condition, as a sentence.
    Restricted {
        /// The condition.
        condition: String,
    },
    /// Not until then.
    Paused {
        /// From when; always, when absent.
        from: Option<Instant>,
        /// The first moment at which reports are taken again.
        until: Instant,
    },
}

impl IntakeMode {
    /// The word of the mode.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Restricted { .. } => "restricted",
            Self::Paused { .. } => "paused",
        }
    }
}

/// Whether reports are taken at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntakeState<'a> {
    /// From everybody.
    Open,
    /// On this condition.
    Restricted {
        /// The condition, as a sentence.
        condition: &'a str,
    },
    /// Not now.
    Paused {
        /// The first moment at which reports are taken again.
        until: Instant,
    },
}

impl Intake {
    /// Whether reports are taken at this moment. A pause is half-open: it holds at `from`, and no longer
    /// at `until`.
    #[must_use]
    pub fn state_at(&self, now: Instant) -> IntakeState<'_> {
        match &self.mode {
            IntakeMode::Restricted { condition } => IntakeState::Restricted { condition },
            IntakeMode::Paused { from, until }
                if now < *until && from.is_none_or(|from| from <= now) =>
            {
                IntakeState::Paused { until: *until }
            }
            IntakeMode::Open | IntakeMode::Paused { .. } => IntakeState::Open,
        }
    }
}

impl Default for Intake {
    fn default() -> Self {
        Self { mode: IntakeMode::Open, notice: None, urgent: None, source: None }
    }
}
