//! What an API token may do: a part of what its account may, never more.
//!
//! A request with a token is judged as every other: [`TokenScope::narrow`] gives the grants that are left of
//! the account's, and `decide` knows no tokens.

use policy::id::ProgramId;

use crate::permission::{PermissionKind, Permissions};
use crate::role::{Grant, Scope};

/// What a token may do, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenScope {
    everywhere: Permissions,
    within: Vec<(ProgramId, Permissions)>,
}

impl TokenScope {
    /// The scope of these permissions, each in one program or in every program of the account. What no token
    /// may hold is left out: the right to give roles, and what administers the instance. Whoever does
    /// something with a case may see that it exists.
    pub fn new(parts: impl IntoIterator<Item = (PermissionKind, Option<ProgramId>)>) -> Self {
        let mut scope = Self::default();
        for (kind, program) in parts.into_iter().filter(|(kind, _)| kind.may_be_in_a_token()) {
            let mut held = Permissions::of(&[kind]);
            if kind.is_for_a_case() {
                held = held.and(Permissions::of(&[PermissionKind::SeeCase]));
            }
            match program {
                None => scope.everywhere = scope.everywhere.and(held),
                Some(program) => match scope.within.iter_mut().find(|(known, _)| *known == program)
                {
                    Some((_, known)) => *known = known.and(held),
                    None => scope.within.push((program, held)),
                },
            }
        }
        scope
    }

    /// What the token may do in a program, as far as its account may.
    fn inside(&self, program: &ProgramId) -> Permissions {
        let own = self.within.iter().find(|(held, _)| held == program);
        own.map_or(self.everywhere, |(_, own)| self.everywhere.and(*own))
    }

    /// What is left of an account's grants.
    #[must_use]
    pub fn narrow(&self, grants: &[Grant]) -> Vec<Grant> {
        let mut left = Vec::new();
        for grant in grants {
            match grant.scope() {
                Scope::Instance => {
                    left.push(grant.narrowed(Scope::Instance, self.everywhere));
                    left.extend(self.within.iter().map(|(program, own)| {
                        grant.narrowed(Scope::Program(program.clone()), *own)
                    }));
                }
                Scope::Program(program) | Scope::Case(program, _) => {
                    left.push(grant.narrowed(grant.scope().clone(), self.inside(program)));
                }
            }
        }
        left.retain(|grant| grant.permissions() != Permissions::NONE);
        left
    }
}
