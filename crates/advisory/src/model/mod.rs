//! The record: what an advisory says, independent of every format that carries it.
//!
//! One advisory is about one vulnerability (decision 0150). Every field is public so that an editor can
//! fill it in any order; nothing here refuses a half-written draft. What is wrong with one is said by
//! [`crate::problems`], what a format still lacks by [`crate::missing`].

mod advisory;
mod affected;
mod credit;
mod diff;
mod edition;
mod ids;
mod publisher;
mod range;
mod reference;
mod remediation;
mod severity;
mod tlp;
mod word;

pub use advisory::{Advisory, Kind, Moment, Translation};
pub use affected::{AffectedProduct, FileHash, Justification, Package, Product, Standing};
pub use credit::{Consent, Credit, CreditRole, Name};
pub(crate) use diff::versions_in_words;
pub use diff::{Change, diff};
pub use edition::{Revision, Status};
pub(crate) use ids::is_registered_with_osv;
pub use ids::{GcveId, IdProblem, IdSystem, Identifier, Prefix, PublicId};
pub use publisher::{CveOrganization, Publisher, PublisherCategory};
pub use range::{Event, Interval, Order, Range, UpTo};
pub use reference::{Reference, ReferenceKind};
pub use remediation::{Remediation, RemediationKind};
pub use severity::{Level, Severity};
pub use tlp::Tlp;
pub use word::UnknownWord;
