//! Advisories: one record of a published vulnerability, and every format that carries it.
//!
//! [`Advisory`] is the record; everything else reads it. [`problems`] says what is wrong with it, [`missing`]
//! what a format still needs, [`render`] writes it as CSAF 2.0 (and the draft of 2.1), OSV, a CVE record,
//! OpenVEX, CycloneDX, GitHub's JSON, Markdown or a mail, and refuses what is not ready. [`format::atom`] and
//! [`format::page`] give plain data for the feed and the page. [`read`] takes others' CSAF, OSV, CVE and
//! GitHub records in as drafts, with a list of what was not understood. [`form`] is the record as an editor's
//! plain form, there and back. [`cvss`], [`cwe`] and [`ssvc`] are the vocabularies; [`diff`] says in words
//! what an edition changed.
//!
//! The same record and place give the same bytes. This crate stores, sends, signs and schedules nothing,
//! reads no clock, and knows no policy: who may publish, when, and who consented is for those above it.

pub mod cna;
pub mod cpe;
pub mod cvss;
pub mod cwe;
pub mod disclosure;
pub mod ecosystem;
pub mod form;
pub mod format;
mod json;
pub mod model;
mod problems;
pub mod provider;
pub mod publication;
pub mod purl;
pub mod read;
pub mod ssvc;

pub use format::missing::{Missing, Need, missing};
pub use format::{Format, NotReady, Place, Rendered, preview, render};
pub use model::{Advisory, Change, diff};
pub use problems::{LONGEST_TITLE, Problem, RangeProblem, problems};
