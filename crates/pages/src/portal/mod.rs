//! The public side: what anyone sees of a program, how a report is sent, and the reporter's mailbox.

mod advisories;
mod credits;
mod feed;
mod home;
mod mailbox;
mod party;
mod policy;
mod privacy;
mod program;
mod proof;
mod receipt;
mod report;
mod statistics;
mod subscription;

pub use advisories::{
    AdvisoriesPage, AdvisoryBody, AdvisoryCard, AdvisoryPage, EditionRow, Fact, Milestone,
    ProductRow, Section,
};
pub use credits::{CreditRow, CreditYear, CreditsPage};
pub use feed::{Feed, FeedEntry};
pub use home::{HomePage, ProgramCard};
pub use mailbox::{
    Answer, Closing, CreditBox, EmbargoView, Expectation, MailboxEntryPage, MailboxPage, Slip,
};
pub use party::{InvitationPage, PartyCasePage, PartyTermsPage};
pub use policy::{Change, ChangeKind, PolicySourcePage, PolicyVersionsPage, VersionRow};
pub use privacy::{PrivacyPage, RetentionRow};
pub use program::{
    Contact, HarborStatement, LawLine, ProgramPage, PromiseRow, ScopeItem, Supported,
    SupportedVersion,
};
pub use proof::{ProofPage, Verdict};
pub use receipt::{Owed, ReceiptPage};
pub use report::{Checked, CreditWish, Empty, Identity, ReportPage};
pub use statistics::{Checkpoint, Count, PromiseStatistic, StatisticsPage};
pub use subscription::{SubscriptionPage, SubscriptionStep};
