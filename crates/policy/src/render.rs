//! What a policy becomes: SECURITY.md, a page, a privacy page, the directories' JSON, a document for
//! machines. Each is a pure function of the policy, so what is rendered twice is the same twice.
//!
//! The prose has one place: `sections`. Every sentence there is made in one way only, so that an importer
//! can read it back; docs/formats/security-md.md shows each of them. [`crate::security_txt()`] stands beside
//! this module, because the file also needs the place where it is served.

mod dioterms;
mod document;
mod sections;
mod terms;
mod well_known;

pub use dioterms::{NotListed, dioterms};
pub use well_known::well_known;

use crate::policy::Policy;
use document::Document;

/// Where a policy and what belongs to it is served. Everything is optional: a file beside the source of a
/// program knows none of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Addresses<'a> {
    /// The page of the policy.
    pub policy: Option<&'a str>,
    /// The form for a report.
    pub report: Option<&'a str>,
    /// The page that names those who reported.
    pub acknowledgments: Option<&'a str>,
    /// The program's security.txt.
    pub security_txt: Option<&'a str>,
    /// The versions of the policy.
    pub history: Option<&'a str>,
    /// The privacy page.
    pub privacy: Option<&'a str>,
}

/// `SECURITY.md`: the policy in plain words, each promise as one sentence.
#[must_use]
pub fn security_md(policy: &Policy) -> String {
    document(policy).markdown(&format!(
        "Rendered by Candor from version {} of the policy file. Change it there.",
        policy.version().short()
    ))
}

/// The same as a page of its own, without a style sheet.
#[must_use]
pub fn html(policy: &Policy) -> String {
    document(policy).html()
}

/// What is stored about those who report, why and how long, as Markdown.
#[must_use]
pub fn privacy_md(policy: &Policy) -> String {
    terms::privacy_document(policy).markdown(&format!(
        "Rendered by Candor from version {} of the policy file. Change it there.",
        policy.version().short()
    ))
}

fn document(policy: &Policy) -> Document {
    let mut document = Document::new(&format!("Security policy of {}", policy.program.name));
    sections::all(policy, &mut document);
    document
}
