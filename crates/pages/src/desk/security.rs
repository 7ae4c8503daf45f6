//! The security report of a program: who has access and uses it, what changed, what was read, what is amiss.

use crate::{Frame, Here, Page, ProgramRef, When};

/// A program's security report.
#[derive(askama::Template, Clone)]
#[template(path = "desk/security.html")]
pub struct SecurityPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// When it was made.
    pub made: When,
    /// Days that it looks back.
    pub days: u16,
    /// When access was reviewed last.
    pub reviewed: Option<When>,
    /// Whether a review is due.
    pub review_due: bool,
    /// What was checked: its name, whether it holds, what was found.
    pub checks: Vec<(String, bool, String)>,
    /// Where the instance is set up otherwise than is advised.
    pub deviations: Vec<String>,
    /// Who has access.
    pub members: Vec<AccessOf>,
    /// Alerts: rule, not looked at, looked at.
    pub alerts: Vec<(String, u64, u64)>,
    /// Rights given and taken.
    pub changes: Vec<SecurityLine>,
    /// Restricted cases read, files and cases taken out.
    pub reads: Vec<SecurityLine>,
}

/// Somebody's access.
#[derive(Clone)]
pub struct AccessOf {
    /// The name they sign in with.
    pub name: String,
    /// Their role.
    pub role: String,
    /// Since when.
    pub since: When,
    /// When they signed in last.
    pub last: Option<When>,
    /// Whether that is long ago.
    pub stale: bool,
    /// Whether they have a second factor.
    pub second_factor: bool,
}

/// An entry of the audit log.
#[derive(Clone)]
pub struct SecurityLine {
    /// Its place in the log.
    pub index: u64,
    /// When.
    pub when: When,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// About what.
    pub about: String,
    /// Why; may be empty.
    pub why: String,
}

impl Page for SecurityPage {
    const HERE: Here = Here::Members;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::audit::security()
    }
}

impl SecurityPage {
    fn lists(&self) -> [(&'static str, &[SecurityLine]); 2] {
        [
            ("Rights given and taken", &self.changes),
            ("Restricted cases read, files and cases taken out", &self.reads),
        ]
    }
}
