//! Who acts: nobody known, a reporter with a receipt, a party of a case with its key, a member of teams, or the
//! program itself.

use std::sync::Arc;

use policy::id::{CaseId, ProgramId, UserId};

use crate::role::{Grant, Role, Scope};

/// Whether an account may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It was confirmed by its owner, and nobody disabled it.
    #[default]
    Confirmed,
    /// Somebody invited it; it has not confirmed, and may do what anyone may.
    Invited,
    /// It was disabled, and may do what anyone may.
    Disabled,
}

/// Who acts in a request, a command or a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// Anyone: no receipt, no session.
    Anonymous,
    /// The holder of the receipt of one case.
    Reporter {
        /// The program the report was sent to.
        program: ProgramId,
        /// The one case the receipt opens.
        case: CaseId,
    },
    /// An outside party of one case, by the secret it was given. It is nobody's account.
    Party {
        /// The program.
        program: ProgramId,
        /// The one case.
        case: CaseId,
        /// What it holds: on that case only, before and after it agreed to the terms.
        grant: Box<Grant>,
    },
    /// A person or service that signed in. What is here was read in this request: nothing of it is kept in
    /// a token or a session, so that a change takes effect at once.
    Member {
        /// Whose session it is.
        user: UserId,
        /// Whether the account may act at all.
        standing: Standing,
        /// What is held, and where: only what has neither ended nor been revoked.
        grants: Arc<[Grant]>,
        /// Whether the member administers the instance (accounts, backup). Opens no case.
        administrator: bool,
    },
    /// The program itself: jobs, checkpoints, retention.
    System,
}

impl Principal {
    /// A confirmed member with these grants.
    #[must_use]
    pub fn member(user: UserId, grants: Vec<Grant>) -> Self {
        Self::Member {
            user,
            standing: Standing::Confirmed,
            grants: grants.into(),
            administrator: false,
        }
    }

    /// An outside party of a case: one that agreed to the terms, or one that was only asked.
    #[must_use]
    pub fn party(program: ProgramId, case: CaseId, agreed: bool) -> Self {
        let grant = match agreed {
            true => Grant::of_role(Scope::Case(program.clone(), case), Role::Guest),
            false => Grant::of_invitation(program.clone(), case),
        };
        Self::Party { program, case, grant: Box::new(grant) }
    }

    /// What a member who may act holds, or a party on its case; for everybody else nothing.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        match self {
            Self::Member { standing: Standing::Confirmed, grants, .. } => grants,
            Self::Party { grant, .. } => core::slice::from_ref(grant),
            Self::Member { .. } | Self::Anonymous | Self::Reporter { .. } | Self::System => &[],
        }
    }

    /// The built-in role a member holds in a program as a whole.
    #[must_use]
    pub fn role_in(&self, program: &ProgramId) -> Option<Role> {
        self.grants()
            .iter()
            .find(|grant| matches!(grant.scope(), Scope::Program(held) if held == program))
            .and_then(Grant::role)
    }

    /// Whether a member who may act.
    #[must_use]
    pub const fn is_active_member(&self) -> bool {
        matches!(self, Self::Member { standing: Standing::Confirmed, .. })
    }
}
