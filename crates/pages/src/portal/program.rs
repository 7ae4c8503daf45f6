//! A program's policy, in words, with how each promise has been kept.

use crate::{Frame, Here, Intake, Page, ProgramRef, When};

/// A program's page.
#[derive(askama::Template, Clone)]
#[template(path = "portal/program.html")]
pub struct ProgramPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// What it protects, in a sentence or two; may be empty.
    pub summary: String,
    /// Whether reports are taken now.
    pub intake: Intake,
    /// How to reach the team, preferred first. The report form of this site is always offered besides.
    pub contacts: Vec<Contact>,
    /// The promises.
    pub promises: Vec<PromiseRow>,
    /// Laws and rules of programmes that hold besides.
    pub laws: Vec<LawLine>,
    /// What is in scope.
    pub scope_in: Vec<ScopeItem>,
    /// What is not.
    pub scope_out: Vec<ScopeItem>,
    /// Which versions are looked after.
    pub versions: Vec<SupportedVersion>,
    /// The rules of good faith, one each.
    pub rules: Vec<String>,
    /// What reporters are protected from, and on what condition.
    pub harbor: Vec<HarborStatement>,
    /// Whom a reporter may turn to when the team is silent, one sentence each.
    pub escalations: Vec<String>,
    /// When and how the vulnerability is made public, one sentence each.
    pub disclosure: Vec<String>,
    /// How reporters are credited, one sentence each.
    pub credit: Vec<String>,
    /// Whether there is a reward, one sentence each.
    pub reward: Vec<String>,
    /// What is kept about reporters, in short, one sentence each; the privacy page says more.
    pub privacy: Vec<String>,
    /// The hash of the version in force, as hexadecimal digits.
    pub version: String,
    /// Since when it is in force.
    pub since: When,
    /// How many versions there have been.
    pub version_count: usize,
}

/// A way to reach the team.
#[derive(Clone)]
pub struct Contact {
    /// What kind: "E-mail", "Private report on the repository host".
    pub kind: String,
    /// Where to; shown as a link only when following it is harmless.
    pub href: String,
    /// What is read: the address.
    pub text: String,
    /// A remark; may be empty.
    pub note: String,
}

/// One promise in words.
#[derive(Clone)]
pub struct PromiseRow {
    /// Its id in the policy.
    pub id: String,
    /// What is promised: "Acknowledge your report".
    pub what: String,
    /// To whom: "the reporter".
    pub to: String,
    /// Within what time: "within 24 hours of receiving it", "as soon as possible".
    pub within: String,
    /// When it applies: "when the severity is high or critical"; may be empty.
    pub condition: String,
    /// What kind, when it is not just a promise: "law", "target" …; else empty.
    pub class: String,
    /// How it was kept so far: "kept 12 of 13, median 5 h"; may be empty.
    pub record: String,
    /// The sentence of the policy, word for word.
    pub source: String,
}

/// A law or the rules of a programme that the policy takes upon itself.
#[derive(Clone)]
pub struct LawLine {
    /// Which, since when, and for what: "Cyber Resilience Act (Regulation (EU) 2024/2847), since 2026-09-11".
    pub words: String,
    /// Where its text is.
    pub href: String,
    /// What it owes, one promise each.
    pub promises: Vec<String>,
}

/// A thing in or out of scope.
#[derive(Clone)]
pub struct ScopeItem {
    /// What.
    pub what: String,
    /// A remark: why, or where to report it instead; may be empty.
    pub note: String,
}

/// A version of a product, and whether it is looked after.
#[derive(Clone)]
pub struct SupportedVersion {
    /// The product.
    pub product: String,
    /// The versions: "latest", "≥ 2.1".
    pub versions: String,
    /// Whether they are supported.
    pub supported: Supported,
    /// Until when, or another remark; may be empty.
    pub note: String,
}

/// Whether a version is looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supported {
    /// It gets security updates.
    Yes,
    /// It does not; reports on it may be declined.
    No,
}

impl Supported {
    /// The message with the word of the pill.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Yes => "supported-yes",
            Self::No => "supported-no",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Yes => "good",
            Self::No => "quiet",
        }
    }
}

/// One of the statements of safe harbor.
#[derive(Clone)]
pub struct HarborStatement {
    /// What is stated: "No legal action against you".
    pub what: String,
    /// Whether the policy states it.
    pub given: bool,
    /// The sentence of the policy, word for word; may be empty.
    pub source: String,
}

impl Page for ProgramPage {
    const HERE: Here = Here::Policy;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::program_page()
    }
}
