//! The team's side: setting up, signing in, what is owed next, and everything that can be done on a case.

mod access_log;
mod account;
mod advisory;
mod alerts;
mod case;
mod case_people;
mod disclosure;
mod inside;
mod ledger;
mod members;
mod outline;
mod parties;
mod proposals;
mod queue;
mod roles;
mod security;
mod setup;
mod sign_in;

pub use access_log::{AccessLogPage, AccessRow};
pub use account::{
    AccountPage, AskPage, EnrolPage, PasskeyLine, PasskeyPage, SessionRow, ShownOncePage, TokenLine,
};
pub use advisory::{
    AgreementBox, CveBox, EditorPage, FieldGroup, FormatNeeds, Publication, ReleaseBox,
};
pub use alerts::{AlertRow, AlertsPage};
pub use case::{CaseFact, CasePage, CommandPage, Completeness, Conflict, Hint, ShownEntries};
pub use case_people::{CasePeoplePage, PersonRow};
pub use disclosure::{DisclosurePage, ReportedField};
pub use inside::{InsideEntry, InsidePage};
pub use ledger::{LedgerEntry, LedgerPage};
pub use members::{MemberRow, MembersPage};
pub use outline::{OutlineEntry, OutlinePage};
pub use parties::{PartiesPage, PartyGroup, PartyPage, PartyRow, StandingCount};
pub use proposals::{ProposalRow, ProposalsPage};
pub use queue::{CaseFilter, Notice, QueuePage, QueueRow, Urgency};
pub use roles::{HolderRow, RolesPage, SetRow};
pub use security::{AccessOf, SecurityLine, SecurityPage};
pub use setup::{AskedWord, KitSheet, RecoveryKitPage, SetupPage};
pub use sign_in::SignInPage;
