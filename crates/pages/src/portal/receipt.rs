//! The receipt, shown once, right after a report was received.

use crate::{Frame, Page, ProgramRef, When};

/// The receipt of a report.
#[derive(askama::Template, Clone)]
#[template(path = "portal/receipt.html")]
pub struct ReceiptPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// To which program.
    pub program: ProgramRef,
    /// The handle of the case, which may be told to others.
    pub handle: String,
    /// The receipt as twelve words.
    pub words: Vec<String>,
    /// The same receipt as 26 characters.
    pub code: String,
    /// When the report was received.
    pub received: When,
    /// The hash of the policy version it is held to.
    pub version: String,
    /// What is owed, and by when.
    pub owed: Vec<Owed>,
    /// How many files were received with it.
    pub file_count: usize,
}

/// Something the reporter is owed.
#[derive(Clone)]
pub struct Owed {
    /// What: "An acknowledgement".
    pub what: String,
    /// By when; `None` for "as soon as possible".
    pub due: Option<When>,
    /// The sentence of the policy, word for word.
    pub source: String,
}

impl ReceiptPage {
    /// The words as they are typed back: separated by spaces.
    #[must_use]
    pub fn phrase(&self) -> String {
        self.words.join(" ")
    }
}

impl Page for ReceiptPage {
    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::report::receipt()
    }
}
