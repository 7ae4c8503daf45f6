//! The rules: what each answer rests on. Everything else in this crate only names things.
//!
//! A grant that covers the target gives its permissions. A restricted case listens only to grants on that
//! very case, except that whoever may restrict cases still sees where it stands, so that none is lost. A
//! case that is closed or erased leaves fewer things to do. Whoever may not see a target gets no other
//! answer than for one that does not exist.

use policy::id::{CaseId, ProgramId};

use crate::decide::{Authorized, CaseFacts, Stage, Target};
use crate::permission::{Level, PermissionKind as P, Permissions};
use crate::principal::Principal;
use crate::role::{Grant, Scope};

/// The three answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// No, and the principal may not know that the target exists: "not found".
    Hidden,
    /// No, of something the principal may know.
    Forbidden,
    /// Yes.
    Allowed,
}

/// What is left to do when a case is closed: everything but what parties and developers do.
const NOT_WHEN_CLOSED: Permissions =
    Permissions::of(&[P::AnswerInvitation, P::TakePart, P::DevelopCase]);
/// What is left when it is erased: seeing that it was.
const WHEN_ERASED: Permissions = Permissions::of(&[P::SeeCase]);
/// What a right to restrict cases still gives on a restricted case that does not name its holder.
const KEEPS_ORDER: Permissions = Permissions::of(&[P::SeeCase, P::RestrictCase]);

/// Judges one question. [`crate::decide`] is the same, with a proof.
#[must_use]
pub fn judge(kind: P, principal: &Principal, target: &Target) -> Verdict {
    if allows(kind, principal, target) {
        Verdict::Allowed
    } else if may_know(principal, target) {
        Verdict::Forbidden
    } else {
        Verdict::Hidden
    }
}

/// Everything that a principal may do with a case: for what a page offers. What is done is asked again.
#[must_use]
pub fn permissions_on(principal: &Principal, facts: &CaseFacts) -> Permissions {
    let target = Target::Case(facts.clone());
    let kinds: Vec<P> = P::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_for_a_case() && granted(*kind, principal, &target))
        .collect();
    Permissions::of(&kinds)
}

fn allows(kind: P, principal: &Principal, target: &Target) -> bool {
    match kind {
        P::ReadPortal => matches!(target, Target::Instance | Target::Program(_)),
        P::SubmitReport | P::Subscribe => {
            matches!(target, Target::Program(_)) && !matches!(principal, Principal::System)
        }
        P::ReadMailbox | P::KeepMailbox => match (principal, target) {
            (Principal::Reporter { program, case }, Target::Mailbox(asked_in, asked)) => {
                program == asked_in && case == asked
            }
            _ => false,
        },
        P::AdministerInstance => {
            !matches!(target, Target::Case(_) | Target::Mailbox(..))
                && match principal {
                    Principal::System => true,
                    Principal::Member { administrator, .. } => {
                        *administrator && principal.is_active_member()
                    }
                    Principal::Anonymous | Principal::Reporter { .. } | Principal::Party { .. } => {
                        false
                    }
                }
        }
        P::AppendLedger | P::RunJobs => {
            matches!(principal, Principal::System)
                && !matches!(target, Target::Case(_) | Target::Mailbox(..))
        }
        P::ReadQueue => match target {
            Target::Program(program) => reach_of(principal, program).is_some(),
            Target::Instance | Target::Case(_) | Target::Mailbox(..) => false,
        },
        _ => granted(kind, principal, target),
    }
}

/// What grants give.
fn granted(kind: P, principal: &Principal, target: &Target) -> bool {
    let grants = principal.grants();
    match (kind.level(), target) {
        (Level::Case, Target::Case(facts)) => {
            is_left(kind, facts.stage)
                && grants.iter().any(|grant| on_case(grant, facts).holds(kind))
        }
        (Level::Program, Target::Program(program)) => grants.iter().any(|grant| {
            grant.permissions().holds(kind)
                && match grant.scope() {
                    Scope::Instance => true,
                    Scope::Program(held) => held == program,
                    Scope::Case(..) => false,
                }
        }),
        (Level::Program, Target::Instance) => grants.iter().any(|grant| {
            grant.permissions().holds(kind) && matches!(grant.scope(), Scope::Instance)
        }),
        _ => false,
    }
}

fn is_left(kind: P, stage: Stage) -> bool {
    match stage {
        Stage::Open => true,
        Stage::Closed => !NOT_WHEN_CLOSED.holds(kind),
        Stage::Erased => WHEN_ERASED.holds(kind),
    }
}

/// What one grant gives on a case.
fn on_case(grant: &Grant, facts: &CaseFacts) -> Permissions {
    let covers = match grant.scope() {
        // Somebody may be named on hundreds of cases: a grant on another one is passed over first of all.
        Scope::Case(_, case) if *case != facts.case => return Permissions::NONE,
        Scope::Case(program, _) if *program != facts.program => return Permissions::NONE,
        Scope::Case(..) => return grant.permissions(),
        Scope::Program(program) => *program == facts.program,
        Scope::Instance => true,
    };
    let held = grant.permissions();
    match (covers, facts.restricted) {
        (false, _) => Permissions::NONE,
        (true, false) => held,
        (true, true) if held.holds(P::RestrictCase) => held.in_common(KEEPS_ORDER),
        (true, true) => Permissions::NONE,
    }
}

/// Whether a principal may know that a target exists. A program is no secret to its team and its guests;
/// everybody else is told nothing of the desk.
fn may_know(principal: &Principal, target: &Target) -> bool {
    match target {
        Target::Instance => principal.is_active_member() || matches!(principal, Principal::System),
        Target::Program(program) => match principal {
            Principal::System => true,
            Principal::Member { .. } => principal.grants().iter().any(|grant| {
                grant.permissions() != Permissions::NONE
                    && grant.scope().program().is_none_or(|held| held == program)
            }),
            Principal::Anonymous | Principal::Reporter { .. } | Principal::Party { .. } => false,
        },
        Target::Case(_) => granted(P::SeeCase, principal, target),
        Target::Mailbox(program, case) => matches!(
            principal,
            Principal::Reporter { program: held, case: mine } if held == program && mine == case
        ),
    }
}

/// Which cases of a program somebody sees in its list: the rules above, in the shapes that the store's
/// statements have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// What is seen of the program as a whole.
    pub breadth: Breadth,
    /// The cases that grants of their own show, in order and each once.
    pub named: Vec<CaseId>,
}

/// What somebody sees of a program as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breadth {
    /// Nothing: only the named cases.
    Named,
    /// Every case that is not restricted.
    Unrestricted,
    /// Every case.
    All,
}

fn reach_of(principal: &Principal, program: &ProgramId) -> Option<Reach> {
    // A party has its one case and no list.
    if !principal.is_active_member() {
        return None;
    }
    let mut reach = Reach { breadth: Breadth::Named, named: Vec::new() };
    let grants = principal.grants().iter().filter(|grant| grant.permissions().holds(P::SeeCase));
    for grant in grants {
        match grant.scope() {
            Scope::Case(held, case) if held == program => reach.named.push(*case),
            Scope::Case(..) => {}
            Scope::Program(held) if held != program => {}
            Scope::Program(_) | Scope::Instance => {
                let breadth = match grant.permissions().holds(P::RestrictCase) {
                    true => Breadth::All,
                    false => Breadth::Unrestricted,
                };
                reach.breadth = reach.breadth.max(breadth);
            }
        }
    }
    reach.named.sort_unstable();
    reach.named.dedup();
    let sees = reach.breadth > Breadth::Named || !reach.named.is_empty();
    sees.then_some(reach)
}

impl Authorized<crate::permission::ReadQueue> {
    /// Which cases the list shows.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let nothing = Reach { breadth: Breadth::Named, named: Vec::new() };
        self.program().and_then(|program| reach_of(self.principal(), program)).unwrap_or(nothing)
    }
}
