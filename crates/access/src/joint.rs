//! Acts that need two people, and how a proposal becomes one.
//!
//! Whoever may do such an act proposes it; somebody else who may do it too agrees. A team where nobody else
//! may waits instead: the proposal is shown to everyone who may see it and takes effect after a delay, unless
//! it is taken back (ASVS 5.0 §2.3.5). What follows is the whole life of a proposal, as functions of values;
//! rows, sealing and effects are the edge's.

use core::time::Duration;

use clock::Instant;
use policy::id::UserId;

use crate::permission::PermissionKind;

/// An act that needs two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JointAct {
    /// Let background work read a program's content.
    SwitchToAssisted,
    /// Keep a case from every erasure.
    SetHold,
    /// Lift that again.
    LiftHold,
    /// Erase a case before its time.
    EraseCase,
    /// Take a whole program out as a file.
    ExportProgram,
}

/// How an act that was agreed takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// With the agreement: nothing sealed has to be opened for it.
    WithAgreement,
    /// When somebody who may does it, once: it needs a key.
    ByAPerson,
}

impl JointAct {
    /// Every such act.
    pub const ALL: [Self; 5] = [
        Self::SwitchToAssisted,
        Self::SetHold,
        Self::LiftHold,
        Self::EraseCase,
        Self::ExportProgram,
    ];

    /// The name in the store, the ledger and addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SwitchToAssisted => "switch-to-assisted",
            Self::SetHold => "set-hold",
            Self::LiftHold => "lift-hold",
            Self::EraseCase => "erase-case",
            Self::ExportProgram => "export-program",
        }
    }

    /// The act of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// What it does, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SwitchToAssisted => "let background work read this program's content",
            Self::SetHold => "keep this case from being erased",
            Self::LiftHold => "let this case be erased again",
            Self::EraseCase => "erase this case",
            Self::ExportProgram => "take the whole program out as a file",
        }
    }

    /// The right that both people need.
    #[must_use]
    pub const fn permission(self) -> PermissionKind {
        match self {
            Self::SwitchToAssisted => PermissionKind::SwitchMode,
            Self::SetHold | Self::LiftHold => PermissionKind::HoldCase,
            Self::EraseCase => PermissionKind::EraseCase,
            Self::ExportProgram => PermissionKind::ExportProgram,
        }
    }

    /// Whether it is about one case rather than the program.
    #[must_use]
    pub const fn is_about_a_case(self) -> bool {
        self.permission().is_for_a_case()
    }

    /// How it takes effect.
    #[must_use]
    pub const fn effect(self) -> Effect {
        match self {
            Self::SetHold | Self::LiftHold | Self::EraseCase => Effect::WithAgreement,
            Self::SwitchToAssisted | Self::ExportProgram => Effect::ByAPerson,
        }
    }
}

/// How long a team waits where nobody else may agree, if nothing else is set.
pub const DELAY: Duration = Duration::from_hours(72);
/// How long a proposal may be agreed to, or an agreed act done.
pub const OPEN_FOR: Duration = Duration::from_hours(14 * 24);

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nobody has agreed yet.
    Waiting,
    /// Agreed, by a second person or by the delay; not done yet.
    Agreed,
    /// Done.
    Done,
    /// A second person said no.
    Rejected,
    /// The one who proposed it took it back.
    Withdrawn,
    /// Nobody agreed, or nobody did it, in time.
    Expired,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Agreed, Self::Done, Self::Rejected, Self::Withdrawn, Self::Expired];

    /// The word in the store and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Agreed => "agreed",
            Self::Done => "done",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// The phase of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// Whether something may still come of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Agreed)
    }
}

/// What decides about a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What is proposed.
    pub act: JointAct,
    /// By whom.
    pub proposer: UserId,
    /// Where it stood when it was last written.
    pub phase: Phase,
    /// Until when it may be agreed to, or done.
    pub until: Instant,
    /// When it is agreed by itself; nothing where somebody else may agree.
    pub agreed_at: Option<Instant>,
}

/// Why nothing comes of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JointRefusal {
    /// The same person.
    #[error(
        "you proposed this yourself: somebody else has to agree. Ask a colleague who may do it too"
    )]
    SamePerson,
    /// It is over, or not that far.
    #[error("this proposal is {}: propose it again if it is still wanted", .0.name())]
    NotNow(Phase),
    /// Another act.
    #[error("this proposal is about something else")]
    OtherAct,
}

impl Proposal {
    /// A new proposal. `others` are the people besides the proposer who may agree now.
    #[must_use]
    pub fn new(
        act: JointAct,
        proposer: UserId,
        others: usize,
        delay: Duration,
        now: Instant,
    ) -> Self {
        let agreed_at = (others == 0).then(|| now.checked_add(delay).unwrap_or(Instant::MAX));
        // A long delay leaves the same time to do it.
        let begin = agreed_at.unwrap_or(now);
        let until = begin.checked_add(OPEN_FOR).unwrap_or(Instant::MAX);
        Self { act, proposer, phase: Phase::Waiting, until, agreed_at }
    }

    /// Where it stands now: time alone agrees to it, or ends it.
    #[must_use]
    pub fn phase_at(&self, now: Instant) -> Phase {
        match self.phase {
            Phase::Waiting | Phase::Agreed if now >= self.until => Phase::Expired,
            Phase::Waiting if self.agreed_at.is_some_and(|at| now >= at) => Phase::Agreed,
            phase => phase,
        }
    }

    /// Somebody agrees. That they may do the act is asked before.
    ///
    /// # Errors
    /// [`JointRefusal`].
    pub fn agree(&self, by: UserId, now: Instant) -> Result<Phase, JointRefusal> {
        if by == self.proposer {
            return Err(JointRefusal::SamePerson);
        }
        match self.phase_at(now) {
            Phase::Waiting => Ok(Phase::Agreed),
            phase => Err(JointRefusal::NotNow(phase)),
        }
    }

    /// Somebody says no, or the proposer takes it back: possible until it is done.
    ///
    /// # Errors
    /// [`JointRefusal`].
    pub fn stop(&self, by: UserId, now: Instant) -> Result<Phase, JointRefusal> {
        match self.phase_at(now) {
            phase if !phase.is_open() => Err(JointRefusal::NotNow(phase)),
            _ if by == self.proposer => Ok(Phase::Withdrawn),
            _ => Ok(Phase::Rejected),
        }
    }

    /// The act is done: once, and only when it was agreed.
    ///
    /// # Errors
    /// [`JointRefusal`].
    pub fn carry_out(&self, act: JointAct, now: Instant) -> Result<Phase, JointRefusal> {
        match self.phase_at(now) {
            _ if act != self.act => Err(JointRefusal::OtherAct),
            Phase::Agreed => Ok(Phase::Done),
            phase => Err(JointRefusal::NotNow(phase)),
        }
    }
}
