//! The use cases: everything a person or a job can do with Candor, one file each.
//!
//! Each follows the one path: load, authorize, decide, one transaction, effects. Rules are not here (they
//! are in `case`, `policy`, `clock`, `access`), rows are not here (`store`), keys are made in `seal`; this
//! crate brings them together, and brings the time and the randomness in.
//!
//! Start with [`Desk`], then `submit_report` (how a case begins), `open_case` (how its key is found and its
//! events are read) and `act_on_case` (how anything about it changes). `record` says how an event is
//! stored and what the ledger commits to.

mod access_reason;
mod account_log;
mod act_on_case;
mod advisory;
mod alert_view;
mod api_token;
mod archive;
mod attachment;
mod audit;
mod audit_view;
mod backup;
mod case_key;
mod ceremony;
mod checkpoint;
mod cve_number;
mod door;
mod erasure;
mod error;
mod export_case;
mod file;
mod form_token;
mod hand_over;
mod inner;
mod jobs;
mod known_passphrases;
mod ledger_log;
mod list_queue;
mod log_tile;
mod lookout;
mod mailbox;
mod mailing;
mod members;
mod open_case;
mod outline;
mod party;
mod passkey;
mod passphrase;
mod program;
mod proposal;
mod provider;
mod quota;
mod random;
mod receipt_proof;
mod record;
mod recovery_kit;
mod replay;
mod report_body;
mod reset_member;
mod restore;
mod roles;
mod second_factor;
mod security_report;
mod sending;
mod session;
mod set_up;
mod shipping;
mod sign_in;
mod statistics;
mod submit_report;
mod subscription;
mod team_key;
mod time;
mod transfer;
mod unlocked;
mod verify;
mod verify_case;
mod verify_policy;
mod visitor;

pub use access::joint;
pub use access_reason::ReadReason;
pub use act_on_case::{Acted, Instruction};
pub use advisory::{
    AdvisoryDraft, AdvisoryOfCase, Agreement, CreditFacts, CreditStanding, CsafListings,
    DisclosedField, Disclosure, EditionFacts, PublicDocument, PublishedAdvisory,
};
pub use alert_view::AlertLine;
pub use api_token::{MadeToken, TokenFacts, TokenWish, is_api_token, token_permissions};
pub use attachment::Attachments;
pub use audit::{AuditDetails, SeenHead};
pub use audit_view::{AuditLine, AuditPage, Health};
pub use backup::{BackupError, BackupReport};
pub use checkpoint::LatestCheckpoint;
pub use clock::Instant;
pub use cve_number::{Asking, CveOfCase};
pub use door::Door;
pub use erasure::ErasureCertificate;
pub use error::{Error, FieldError};
pub use export_case::{
    CaseExport, ExportedClock, ExportedEvent, ExportedFile, ExportedLog, ExportedPolicy,
    ExportedReport,
};
pub use file::{FileContent, FileFacts, NewFile};
pub use form_token::FormToken;
pub use hand_over::{CaseParcel, TakenOver, read_case_key};
pub use inner::{AdministratorRule, Desk, PassphraseCost, SecondFactorRule, Settings, StartError};
pub use jobs::JobReport;
pub use known_passphrases::KnownPassphrases;
pub use list_queue::{Queue, QueueAsk, QueueCounts, QueueLine, Tally};
pub use lookout::Sight;
pub use mailbox::Mailbox;
pub use mailing::{MailContent, MailParcel};
pub use members::{AccountFacts, MemberFacts};
pub use open_case::OpenCase;
pub use outline::CaseOutline;
pub use party::{CaseOfParty, Invitation, Joined, PartySees, PartyTerms};
pub use passkey::{Asked, PasskeyFacts};
pub use program::{AdoptError, Adopted, Program};
pub use proposal::ProposalFacts;
pub use provider::{AskedProvider, ProviderStep};
pub use random::{SystemRandom, bytes as random_bytes};
pub use receipt_proof::verify_receipt_file;
pub use recovery_kit::NewKit;
pub use replay::{Replay, ReplayError, ReplayReport, ReplayStep};
pub use report_body::{FieldText, Identity, ReportBody};
pub use reset_member::ResetMember;
pub use restore::{Restore, Restored, restore};
pub use roles::{CaseRole, NamedOnCase, SharedCase};
pub use second_factor::{AppToConfirm, CodeSheet, SecondFactors};
pub use security_report::{
    AlertCount, MemberAccess, REPORT_DAYS, REVIEW_DAYS, ReportLine, STALE_DAYS, SecurityCheck,
    SecurityReport,
};
pub use sending::{Delivery, Parcel, Publishing, ToSend};
pub use session::{Own, SessionLine, Stage};
pub use set_up::SetUp;
pub use shipping::{ShippedEntry, SignedHeadFacts};
pub use sign_in::SignedIn;
pub use statistics::{PromiseRecord, bucketed};
/// A line of the hall of fame.
pub use store::credit::CreditRow as Credited;
pub use submit_report::{Received, Submission, SubmissionKey};
pub use subscription::{Audience, Confirmed, MOST_SUBSCRIBERS};
pub use time::{DrivenTime, FileTime, SwitchableTime, SystemTime, Time};
pub use transfer::Transferred;
pub use verify::{AuditReport, LogReport, VerifyReport};
pub use visitor::{Member, Party, Reporter, Visitor};
