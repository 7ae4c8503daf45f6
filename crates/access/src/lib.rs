//! Who may do what, decided in one place.
//!
//! [`decide`] is the only way to obtain an [`Authorized`] proof, and every function of `store` that reads
//! or changes a case takes one: an unchecked access does not compile. A proof names the program and the
//! case it was given for, and the store takes the keys of its rows from the proof, so a proof for one
//! case never opens another.
//!
//! This crate knows no passwords, sessions or keys: it is told who acts ([`Principal`]) and judges. Read
//! [`PermissionKind::allows`] for the rules; `matrix.txt` shows every combination on one screen.

mod decide;
mod permission;
mod principal;

pub use decide::{Authorized, Denied, Target, decide};
pub use permission::{
    ActOnCase, AdministerInstance, AppendLedger, ExportCase, KeepMailbox, ManageMembers,
    Permission, PermissionKind, PublishAdvisory, ReadCase, ReadMailbox, ReadPortal, ReadQueue,
    RunJobs, SubmitReport,
};
pub use principal::{Principal, Role};
