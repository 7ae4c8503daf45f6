//! What the public sees, beside what was reported; what does not come out is marked.

use crate::portal::AdvisoryBody;
use crate::{Frame, Here, Page, ProgramRef};

/// The publication of a case beside its report.
#[derive(askama::Template, Clone)]
#[template(path = "desk/disclosure.html")]
pub struct DisclosurePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The case's id in addresses.
    pub case: String,
    /// The case's handle.
    pub handle: String,
    /// Whether it may come out, and on whose word, in a sentence.
    pub standing: String,
    /// What is private and stands in the publication all the same.
    pub told: Vec<String>,
    /// What was reported.
    pub fields: Vec<ReportedField>,
    /// What the public sees; nothing: nothing is written yet.
    pub body: Option<AdvisoryBody>,
}

/// A field of the report.
#[derive(Clone)]
pub struct ReportedField {
    /// What was asked.
    pub label: String,
    /// What was written, in parts, each with whether it comes out.
    pub pieces: Vec<(String, bool)>,
    /// Whether it never comes out.
    pub is_private: bool,
}

impl Page for DisclosurePage {
    const HERE: Here = Here::Queue;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::advisory::disclosure()
    }
}
