//! The promise language: what a team promises to people who report vulnerabilities, as data.
//!
//! A policy is one TOML text. [`parse`] turns it into a [`Policy`] or into [`Finding`]s that name the
//! line, the column, the words and what to write instead. A policy's version is the SHA-256 of its text
//! ([`PolicyVersion`]), so a report can be held to exactly the text that was in force when it came in.
//! A promise of a team and a duty from a law have the same shape ([`Promise`]) and differ in [`Class`].
//!
//! This crate reads no files, no clock and no network, and renders no pages: it answers questions about
//! a text. When a promise falls due is counted in `clock`; whether it was kept is judged in `case`.
//!
//! What a law or a programme owes is a [`Pack`] in the same language; `[law]` switches it on ([`Law`]).
//!
//! Start with [`Policy`], then [`Promise`]; the reading of each section is in `parse/`, one file for each
//! group of sections, and the examples are in `examples/policies/`.

mod clause;
mod credit;
mod diff;
mod disclosure;
mod escalation;
mod field_catalogue;
mod finding;
mod format;
mod harbor;
pub mod id;
mod intake;
mod json;
pub mod language;
mod law;
mod pack;
mod pack_words;
mod parse;
mod policy;
mod practice;
mod privacy;
mod product;
mod program;
mod promise;
mod promise_words;
pub mod render;
mod report_form;
mod retention;
mod review;
mod reward;
mod rules;
mod scope;
mod security_txt;
mod selection;
mod severity;
pub mod starter;
mod support;
mod version;
mod word;

pub use clause::{Clause, Confidence, Duty, Validity};
pub use credit::{Credit, CreditChoice, NameForm};
pub use diff::{Change, ChangeKind, diff};
pub use disclosure::{Disclosure, Venue};
pub use escalation::{Escalation, EscalationTarget, EscalationTrigger};
pub use field_catalogue::{WELL_KNOWN_FIELDS, WellKnownField};
pub use finding::{Code, Finding, Level};
pub use format::format;
pub use harbor::{Harbor, HarborGrade, HarborStatement};
pub use intake::{Intake, IntakeMode, IntakeState};
pub use law::{Law, MemberState, PackUse, Role};
pub use pack::{Pack, PackVersion, Standing, StandingKind, pack, packs};
pub use pack_words::packs_reference;
pub use parse::{MAX_SOURCE_BYTES, parse};
pub use policy::Policy;
pub use practice::{Incident, IncidentStep, Practice, Watch, WatchSubject};
pub use privacy::Privacy;
pub use product::{Product, ProductKind, Support, SupportedVersion, VersionPattern};
pub use program::{Contact, ContactWay, Key, Program};
pub use promise::{
    Act, Anchor, AnchorEvent, AnchorTime, Basis, Class, Condition, Party, PauseReason, Pausing,
    Promise, Regime, Strength, Within, include,
};
pub use report_form::{Choice, Completeness, FieldKind, ReportField, ReportForm, completeness};
pub use retention::{Retained, RetainedFrom, Retention};
pub use review::{Changes, Review};
pub use reward::{Reward, RewardKind};
pub use rules::{Rule, Rules};
pub use scope::{Scope, ScopeItem};
pub use security_txt::{SecurityTxt, security_txt, security_txt_at_most, security_txt_usually};
pub use severity::Severity;
pub use version::{PolicyVersion, PolicyVersionError};
pub use word::UnknownWord;
