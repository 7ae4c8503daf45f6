//! The audit log for people: who read what, signed in, was given a right, and why.

use crate::{Frame, Here, Page, ProgramRef, When};

/// A page of the audit log.
#[derive(askama::Template, Clone)]
#[template(path = "desk/access_log.html")]
pub struct AccessLogPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program; nothing: the instance.
    pub program: Option<ProgramRef>,
    /// The address of the first page.
    pub place: String,
    /// The entries, newest first.
    pub rows: Vec<AccessRow>,
    /// The address of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub continued: bool,
    /// Another log: its address, and the words of the link.
    pub other: Option<(String, String)>,
}

/// One entry.
#[derive(Clone)]
pub struct AccessRow {
    /// Its place in the log.
    pub index: u64,
    /// When it was recorded.
    pub when: When,
    /// Who: a name, or a pseudonym.
    pub who: String,
    /// What, in words.
    pub what: String,
    /// What it is about, in words.
    pub about: String,
    /// The program and handle of the case, when it is about one that the reader may know of.
    pub case: Option<(String, String)>,
    /// Why, and how; may be empty.
    pub why: String,
}

impl Page for AccessLogPage {
    const HERE: Here = Here::Ledger;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::audit::access_log()
    }
}
