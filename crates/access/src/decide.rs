//! The single authorization point, and the proof it gives.

use core::marker::PhantomData;

use policy::id::{CaseId, ProgramId};

use crate::permission::{Permission, PermissionKind};
use crate::principal::Principal;

/// What a permission is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The instance as a whole.
    Instance,
    /// One program.
    Program(ProgramId),
    /// One case of a program.
    Case(ProgramId, CaseId),
}

impl Target {
    /// The program, when the target has one.
    #[must_use]
    pub const fn program(&self) -> Option<&ProgramId> {
        match self {
            Self::Instance => None,
            Self::Program(program) | Self::Case(program, _) => Some(program),
        }
    }
    /// The case, when the target is one.
    #[must_use]
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::Case(_, case) => Some(*case),
            Self::Instance | Self::Program(_) => None,
        }
    }
}

/// The answer no. It says nothing about whether the target exists: outside, it is the same "not found" as
/// for a target that does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is nothing here that you may open")]
pub struct Denied {
    /// What was asked for; for the log, never for the answer.
    pub permission: PermissionKind,
}

/// Proof that [`decide`] allowed `P` to this principal for this target. It cannot be made elsewhere.
#[derive(Debug, Clone)]
pub struct Authorized<P> {
    principal: Principal,
    target: Target,
    permission: PhantomData<P>,
}

impl<P: Permission> Authorized<P> {
    /// Who was allowed.
    #[must_use]
    pub const fn principal(&self) -> &Principal {
        &self.principal
    }
    /// What for.
    #[must_use]
    pub const fn target(&self) -> &Target {
        &self.target
    }
    /// The program of the target.
    #[must_use]
    pub const fn program(&self) -> Option<&ProgramId> {
        self.target.program()
    }
    /// The case of the target.
    #[must_use]
    pub const fn case(&self) -> Option<CaseId> {
        self.target.case()
    }
}

/// Decides whether `principal` has permission `P` for `target`.
///
/// # Errors
/// [`Denied`] when the table in [`PermissionKind::allows`] has no such row.
pub fn decide<P: Permission>(
    principal: &Principal,
    target: Target,
) -> Result<Authorized<P>, Denied> {
    if P::KIND.allows(principal, &target) {
        Ok(Authorized { principal: principal.clone(), target, permission: PhantomData })
    } else {
        Err(Denied { permission: P::KIND })
    }
}
