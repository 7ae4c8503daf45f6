//! The single authorization point, and the proof it gives.

use core::marker::PhantomData;

use policy::id::{CaseId, ProgramId};

use crate::permission::{Permission, PermissionKind};
use crate::principal::Principal;
use crate::rules::{Verdict, judge};

/// Where a case stands in its life, as far as that changes who may do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Worked on.
    Open,
    /// Closed: its outside parties and its developers are done.
    Closed,
    /// Erased: nothing is left to read or to change.
    Erased,
}

impl Stage {
    /// Every stage, in the order of a life.
    pub const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Erased];

    /// The stage in a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Erased => "erased",
        }
    }
}

/// What authorization must know about a case; read in the transaction that needs the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// Its program.
    pub program: ProgramId,
    /// Which.
    pub case: CaseId,
    /// Where it stands.
    pub stage: Stage,
    /// Whether it is restricted to the people named on it.
    pub restricted: bool,
}

/// What a permission is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The instance as a whole.
    Instance,
    /// One program.
    Program(ProgramId),
    /// One case of a program.
    Case(CaseFacts),
    /// The mailbox of a case. Whether there is one shows when the receipt opens it.
    Mailbox(ProgramId, CaseId),
}

impl Target {
    /// The program, when the target has one.
    #[must_use]
    pub const fn program(&self) -> Option<&ProgramId> {
        match self {
            Self::Instance => None,
            Self::Program(program) | Self::Mailbox(program, _) => Some(program),
            Self::Case(facts) => Some(&facts.program),
        }
    }
    /// The case, when the target is one.
    #[must_use]
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::Case(facts) => Some(facts.case),
            Self::Mailbox(_, case) => Some(*case),
            Self::Instance | Self::Program(_) => None,
        }
    }
}

/// The answer no. Where `hidden`, it says nothing about whether the target exists: outside, it is the same
/// "not found" as for a target that does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", if *.hidden { "there is nothing here that you may open" } else { "your role does not let you do this" })]
pub struct Denied {
    /// What was asked for; for the log, and for the answer where nothing is hidden.
    pub permission: PermissionKind,
    /// Whether the one who asked may not know that the target exists.
    pub hidden: bool,
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
/// [`Denied`], which says whether the principal may know that the target exists.
pub fn decide<P: Permission>(
    principal: &Principal,
    target: Target,
) -> Result<Authorized<P>, Denied> {
    match judge(P::KIND, principal, &target) {
        Verdict::Allowed => {
            Ok(Authorized { principal: principal.clone(), target, permission: PhantomData })
        }
        Verdict::Forbidden => Err(Denied { permission: P::KIND, hidden: false }),
        Verdict::Hidden => Err(Denied { permission: P::KIND, hidden: true }),
    }
}
