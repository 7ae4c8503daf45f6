//! The ledger page: the newest checkpoint, its size, and how anyone verifies it. Served on both sides.

use crate::portal::Checkpoint;
use crate::{Frame, Here, Page, ProgramRef, When};

/// A program's ledger.
#[derive(askama::Template, Clone)]
#[template(path = "desk/ledger.html")]
pub struct LedgerPage {
    /// What surrounds the page; a portal frame makes it the public one.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The newest checkpoint; `None` before the first entry.
    pub checkpoint: Option<Checkpoint>,
    /// When it was signed.
    pub signed: Option<When>,
    /// The commands that verify it, one line each.
    pub commands: Vec<String>,
    /// The address of the log of who read what, for whoever may see it.
    pub access: Option<String>,
    /// The address of the security report, for whoever may see it.
    pub security: Option<String>,
    /// The newest entries, newest first; none on the public page.
    pub entries: Vec<LedgerEntry>,
}

/// An entry of the ledger: what anyone may see of it.
#[derive(Clone)]
pub struct LedgerEntry {
    /// Its index in the log.
    pub index: u64,
    /// When it was recorded.
    pub when: When,
    /// What kind of act: "acknowledged", "policy-adopted".
    pub act: String,
    /// The case's handle, or the object it is about; may be empty.
    pub about: String,
    /// The actor's pseudonym.
    pub actor: String,
}

impl Page for LedgerPage {
    const HERE: Here = Here::Ledger;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::ledger()
    }
}
