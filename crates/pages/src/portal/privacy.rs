//! The privacy page beside the policy: what is kept, why, how long, and who can read it.

use crate::{Frame, Page, ProgramRef};

/// A program's privacy page.
#[derive(askama::Template, Clone)]
#[template(path = "portal/privacy.html")]
pub struct PrivacyPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The policy's own sentences on privacy, one each.
    pub statements: Vec<String>,
    /// What is kept: the table the cleanup jobs read, too.
    pub rows: Vec<RetentionRow>,
    /// Whom to ask, as text; may be empty.
    pub contact: String,
}

/// One kind of data.
#[derive(Clone)]
pub struct RetentionRow {
    /// What is kept.
    pub what: String,
    /// Why.
    pub why: String,
    /// How long.
    pub how_long: String,
    /// Who can read it.
    pub who: String,
}

impl Page for PrivacyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::privacy()
    }
}
