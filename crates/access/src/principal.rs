//! Who acts: nobody known, a reporter with a receipt, a member of teams, or the program itself.

use policy::id::{CaseId, ProgramId, UserId};

/// What a member may do in one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Everything in the program, members included.
    Owner,
    /// Works on cases and publishes.
    Analyst,
    /// Reads, and changes nothing.
    Observer,
}

impl Role {
    /// Every role, from most to least powerful.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Analyst, Self::Observer];

    /// The name used in the store, the command line and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Analyst => "analyst",
            Self::Observer => "observer",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
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
    /// A person or service that signed in.
    Member {
        /// Whose session it is.
        user: UserId,
        /// The roles held, by program.
        roles: Vec<(ProgramId, Role)>,
        /// Whether the member administers the instance (accounts, backup). Opens no case.
        administrator: bool,
    },
    /// The program itself: jobs, checkpoints, retention.
    System,
}

impl Principal {
    /// The role a member holds in a program.
    #[must_use]
    pub fn role_in(&self, program: &ProgramId) -> Option<Role> {
        match self {
            Self::Member { roles, .. } => {
                roles.iter().find(|(held_in, _)| held_in == program).map(|(_, role)| *role)
            }
            Self::Anonymous | Self::Reporter { .. } | Self::System => None,
        }
    }
}
