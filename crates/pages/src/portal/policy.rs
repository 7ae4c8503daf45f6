//! The versions of a policy: what was in force when, what changed, and the source of each.

use crate::{Frame, Page, ProgramRef, When};

/// The versions of a program's policy, newest first.
#[derive(askama::Template, Clone)]
#[template(path = "portal/versions.html")]
pub struct PolicyVersionsPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The versions, newest first.
    pub versions: Vec<VersionRow>,
}

/// One version.
#[derive(Clone)]
pub struct VersionRow {
    /// Its hash, all hexadecimal digits.
    pub hash: String,
    /// Since when it was in force.
    pub since: When,
    /// Until when; `None` for the one in force.
    pub until: Option<When>,
    /// What changed against the version before it.
    pub changes: Vec<Change>,
    /// Whether there is none before it.
    pub is_first: bool,
}

/// One change between two versions.
#[derive(Clone)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// What, in words.
    pub words: String,
    /// Who is affected, such as "reporters".
    pub affects: String,
}

/// What kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Something new.
    Added,
    /// Something taken out.
    Removed,
    /// More is promised, or sooner.
    Tightened,
    /// Less is promised, or later.
    Loosened,
    /// Something made different.
    Changed,
}

impl ChangeKind {
    /// The message with the word before the change.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Added => "change-added",
            Self::Removed => "change-removed",
            Self::Tightened => "change-tightened",
            Self::Loosened => "change-loosened",
            Self::Changed => "change-changed",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Added | Self::Tightened => "good",
            Self::Removed | Self::Loosened => "warn",
            Self::Changed => "busy",
        }
    }
}

/// The source of one version.
#[derive(askama::Template, Clone)]
#[template(path = "portal/source.html")]
pub struct PolicySourcePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// Which version, and what changed.
    pub version: VersionRow,
    /// The source, as it was written.
    pub source: String,
}

impl Page for PolicyVersionsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::policy_versions()
    }
}

impl Page for PolicySourcePage {
    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::policy_source()
    }
}
