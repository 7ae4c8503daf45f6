//! One status in plain words for each side, and the next steps that the state of things suggests.

use crate::case::Case;

/// The status of a case in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// For the team, with who has to act.
    pub team: String,
    /// For the reporter.
    pub reporter: String,
    /// A stable word for filters and styles.
    pub key: &'static str,
}

/// The status of this case.
#[must_use]
pub fn headline(case: &Case) -> Headline {
    let _ = case;
    Headline { team: String::new(), reporter: String::new(), key: "new" }
}

/// What could be done next, from the six letters of vfd and pxa ("could", not "should").
#[must_use]
pub fn next_hints(case: &Case) -> Vec<&'static str> {
    let _ = case;
    Vec::new()
}
