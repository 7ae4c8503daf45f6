//! Who may do what, decided in one place.
//!
//! [`decide`] is the only way to obtain an [`Authorized`] proof, and every function of `store` that reads
//! or changes a case takes one: an unchecked access does not compile. A proof names the program and the
//! case it was given for, and the store takes the keys of its rows from the proof, so a proof for one
//! case never opens another.
//!
//! This crate knows no passwords, sessions or keys: it is told who acts ([`Principal`], with what they
//! hold, read in this request) and what is asked for ([`Target`], with the facts of the case), and judges.
//! Read `rules.rs` for the rules, [`Role`] for what each role holds, and `docs/permissions.md`, which shows
//! every combination. [`joint`] has the acts that need two people.

mod decide;
pub mod joint;
mod permission;
mod principal;
mod role;
mod rules;
mod token_scope;

pub use decide::{Authorized, CaseFacts, Denied, Stage, Target, decide};
pub use permission::{
    ActOnCase, AdministerInstance, AnswerInvitation, AppendLedger, DevelopCase, DraftAdvisory,
    EraseCase, ExportCase, ExportProgram, HoldCase, KeepMailbox, Level, ManageMembers, Permission,
    PermissionKind, Permissions, PublishAdvisory, ReadAudit, ReadCase, ReadMailbox, ReadMembers,
    ReadPortal, ReadQueue, ReadShared, RestrictCase, RunJobs, SeeCase, ShareCase, SubmitReport,
    Subscribe, SwitchMode, TakePart,
};
pub use principal::{Principal, Standing};
pub use role::{BadSetName, Grant, Role, Scope, SetName};
pub use rules::{Breadth, Reach, Verdict, judge, permissions_on};
pub use token_scope::TokenScope;
