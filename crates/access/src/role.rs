//! Roles: named sets of permissions, built in or made by an instance, and where they are held.

use policy::id::{CaseId, ProgramId};

use crate::permission::{PermissionKind, Permissions};

/// A role that every instance has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Everything in the program, members included.
    Owner,
    /// Runs the work: everything but members and modes.
    Manager,
    /// Works on cases and publishes.
    Analyst,
    /// Writes advisories and publishes them.
    AdvisoryEditor,
    /// Reads cases and works on their fixes.
    Developer,
    /// Sees where cases stand and who did what; reads no text.
    Auditor,
    /// Sees where cases stand; reads no text.
    Observer,
    /// An outside party of one case: reads what is shared, answers for itself.
    Guest,
}

use PermissionKind as P;

const OBSERVER: Permissions = Permissions::of(&[P::SeeCase, P::ReadMembers]);
const AUDITOR: Permissions = OBSERVER.and(Permissions::of(&[P::ReadAudit]));
const DEVELOPER: Permissions =
    OBSERVER.and(Permissions::of(&[P::ReadCase, P::ReadShared, P::DevelopCase]));
const EDITOR: Permissions = OBSERVER.and(Permissions::of(&[
    P::ReadCase,
    P::ReadShared,
    P::DraftAdvisory,
    P::PublishAdvisory,
]));
const ANALYST: Permissions = AUDITOR.and(DEVELOPER).and(EDITOR).and(Permissions::of(&[
    P::ActOnCase,
    P::ExportCase,
    P::ShareCase,
]));
const MANAGER: Permissions =
    ANALYST.and(Permissions::of(&[P::RestrictCase, P::HoldCase, P::EraseCase, P::ExportProgram]));
const OWNER: Permissions = MANAGER.and(Permissions::of(&[P::ManageMembers, P::SwitchMode]));
const GUEST: Permissions =
    Permissions::of(&[P::SeeCase, P::ReadShared, P::AnswerInvitation, P::TakePart]);
/// An outside party that has not agreed yet.
const INVITED: Permissions = Permissions::of(&[P::AnswerInvitation]);

impl Role {
    /// Every role, from most to least powerful; a guest stands beside the others.
    pub const ALL: [Self; 8] = [
        Self::Owner,
        Self::Manager,
        Self::Analyst,
        Self::AdvisoryEditor,
        Self::Developer,
        Self::Auditor,
        Self::Observer,
        Self::Guest,
    ];

    /// The name used in the store, the command line and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Analyst => "analyst",
            Self::AdvisoryEditor => "advisory-editor",
            Self::Developer => "developer",
            Self::Auditor => "auditor",
            Self::Observer => "observer",
            Self::Guest => "guest",
        }
    }

    /// The name that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Manager => "Manager",
            Self::Analyst => "Analyst",
            Self::AdvisoryEditor => "Advisory editor",
            Self::Developer => "Developer",
            Self::Auditor => "Auditor",
            Self::Observer => "Observer",
            Self::Guest => "Guest party",
        }
    }

    /// What it is for, in a few words.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Owner => "everything, members included",
            Self::Manager => "runs the work: everything but members and modes",
            Self::Analyst => "works on cases and publishes",
            Self::AdvisoryEditor => "reads cases, writes and publishes advisories",
            Self::Developer => "reads cases, writes notes and progress on the fix",
            Self::Auditor => "sees where cases stand and who did what; reads no text",
            Self::Observer => "sees where cases stand; reads no text",
            Self::Guest => "an outside party of one case: reads what is shared with it",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What it lets somebody do.
    #[must_use]
    pub const fn permissions(self) -> Permissions {
        match self {
            Self::Owner => OWNER,
            Self::Manager => MANAGER,
            Self::Analyst => ANALYST,
            Self::AdvisoryEditor => EDITOR,
            Self::Developer => DEVELOPER,
            Self::Auditor => AUDITOR,
            Self::Observer => OBSERVER,
            Self::Guest => GUEST,
        }
    }

    /// Whether it reads what is sealed, so that whoever holds it in a program is given the team's key.
    #[must_use]
    pub const fn reads_content(self) -> bool {
        self.permissions().holds(P::ReadCase)
    }

    /// Whether it may be held in this scope. A role that reads content is held where there is a key for
    /// it: in a program (the team's) or on a case (the case's); no key opens every program.
    #[must_use]
    pub const fn may_be_held_in(self, scope: &Scope) -> bool {
        match scope {
            Scope::Instance => matches!(self, Self::Auditor | Self::Observer),
            Scope::Program(_) => !matches!(self, Self::Guest),
            Scope::Case(..) => !matches!(self, Self::Owner),
        }
    }
}

/// The name of a set of permissions that an instance made for itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetName(String);

/// A text that names no set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the name of a set is 2 to 40 lower-case letters, digits and hyphens, starts with a letter, and is not the name of a role"
)]
pub struct BadSetName;

impl SetName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::str::FromStr for SetName {
    type Err = BadSetName;
    fn from_str(text: &str) -> Result<Self, BadSetName> {
        let well_formed = (2..=40).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && Role::from_name(text).is_none()
            && text != "reporter";
        if well_formed { Ok(Self(text.to_owned())) } else { Err(BadSetName) }
    }
}

/// Where a role is held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// In every program.
    Instance,
    /// In one program.
    Program(ProgramId),
    /// On one case of a program.
    Case(ProgramId, CaseId),
}

impl Scope {
    /// The program, when it is one.
    #[must_use]
    pub const fn program(&self) -> Option<&ProgramId> {
        match self {
            Self::Instance => None,
            Self::Program(program) | Self::Case(program, _) => Some(program),
        }
    }
}

/// What somebody holds somewhere. Only the constructors decide what it lets them do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    scope: Scope,
    role: Option<Role>,
    permissions: Permissions,
}

impl Grant {
    /// A role, held in a scope. Where it may not be held, it gives nothing.
    #[must_use]
    pub fn of_role(scope: Scope, role: Role) -> Self {
        let held = match role.may_be_held_in(&scope) {
            true => role.permissions(),
            false => Permissions::NONE,
        };
        Self::new(scope, Some(role), held)
    }

    /// What an outside party of a case may do before it agreed to the terms: read them, and answer.
    #[must_use]
    pub fn of_invitation(program: ProgramId, case: CaseId) -> Self {
        Self::new(Scope::Case(program, case), None, INVITED)
    }

    /// A custom set, held in a scope. What no set may hold is left out, whatever is stored.
    #[must_use]
    pub fn of_set(scope: Scope, set: Permissions) -> Self {
        let kinds: Vec<_> = set.iter().filter(|kind| kind.may_be_in_a_set()).collect();
        Self::new(scope, None, Permissions::of(&kinds))
    }

    fn new(scope: Scope, role: Option<Role>, held: Permissions) -> Self {
        let permissions = match scope {
            Scope::Case(..) => held.for_a_case(),
            Scope::Instance | Scope::Program(_) => held,
        };
        Self { scope, role, permissions }
    }

    /// The part of it that a token has, in this scope or a narrower one. It is no built-in role any more.
    pub(crate) fn narrowed(&self, scope: Scope, to: Permissions) -> Self {
        Self::new(scope, None, self.permissions.in_common(to))
    }

    /// Where.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The built-in role, when it is one.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        self.role
    }

    /// What it lets somebody do there.
    #[must_use]
    pub const fn permissions(&self) -> Permissions {
        self.permissions
    }
}
