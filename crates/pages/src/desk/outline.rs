//! Where a case stands, without a text of it: for observers, auditors, and whoever keeps order over
//! restricted cases. A page of its own, so that no text can slip into it.

use super::CaseFact;
use crate::{Frame, Here, Page, ProgramRef, When};

/// One case, outlined.
#[derive(askama::Template, Clone)]
#[template(path = "desk/outline.html")]
pub struct OutlinePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The handle people use.
    pub handle: String,
    /// When it was opened.
    pub received: When,
    /// Plain facts: status, next due, hold.
    pub facts: Vec<CaseFact>,
    /// What happened, oldest first.
    pub entries: Vec<OutlineEntry>,
}

/// What is plain of an event.
#[derive(Clone)]
pub struct OutlineEntry {
    /// Its place in the case.
    pub seq: u64,
    /// When it was recorded.
    pub when: When,
    /// What kind of act.
    pub act: String,
    /// Who, as a pseudonym.
    pub actor: String,
}

impl Page for OutlinePage {
    const HERE: Here = Here::Queue;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::access::outline()
    }
}
