//! What is shown when something cannot be done, and when the service is too busy for it.
//!
//! One page for every refusal: what happened, whether anything was lost, what to do next. "Not there" and "not
//! for you" are the same page, so that neither can be told from the other.

use crate::{Frame, Page};

/// A refusal.
#[derive(askama::Template, Clone)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// What kind.
    pub kind: ProblemKind,
    /// What exactly, in a sentence that says what to do; `None` uses the kind's own.
    pub detail: Option<String>,
    /// The number under which the operator finds it in the log.
    pub incident: Option<String>,
}

/// The kinds of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// 404: it is not there, or the reader may not know that it is.
    NotFound,
    /// 403: the reader may know that it is there, and may not do this.
    Forbidden,
    /// 400.
    BadRequest,
    /// 405.
    NotAllowed,
    /// 409: someone acted first.
    Conflict,
    /// 413.
    TooLarge,
    /// 415.
    UnknownKind,
    /// 422.
    Unprocessable,
    /// 429.
    TooMany,
    /// 500.
    Ours,
    /// 503.
    Unavailable,
    /// 507.
    Full,
}

impl ProblemKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::NotFound,
        Self::Forbidden,
        Self::BadRequest,
        Self::NotAllowed,
        Self::Conflict,
        Self::TooLarge,
        Self::UnknownKind,
        Self::Unprocessable,
        Self::TooMany,
        Self::Ours,
        Self::Unavailable,
        Self::Full,
    ];

    /// The status code it goes with.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Forbidden => 403,
            Self::BadRequest => 400,
            Self::NotAllowed => 405,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::UnknownKind => 415,
            Self::Unprocessable => 422,
            Self::TooMany => 429,
            Self::Ours => 500,
            Self::Unavailable => 503,
            Self::Full => 507,
        }
    }

    /// The message with the heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "problem-404",
            Self::Forbidden => "problem-403",
            Self::BadRequest => "problem-400",
            Self::NotAllowed => "problem-405",
            Self::Conflict => "problem-409",
            Self::TooLarge => "problem-413",
            Self::UnknownKind => "problem-415",
            Self::Unprocessable => "problem-422",
            Self::TooMany => "problem-429",
            Self::Ours => "problem-500",
            Self::Unavailable => "problem-503",
            Self::Full => "problem-507",
        }
    }

    /// The message that says what happened and what to do, when nothing more exact is known.
    #[must_use]
    pub const fn advice_key(self) -> &'static str {
        match self {
            Self::NotFound => "problem-404.advice",
            Self::Forbidden => "problem-403.advice",
            Self::BadRequest => "problem-400.advice",
            Self::NotAllowed => "problem-405.advice",
            Self::Conflict => "problem-409.advice",
            Self::TooLarge => "problem-413.advice",
            Self::UnknownKind => "problem-415.advice",
            Self::Unprocessable => "problem-422.advice",
            Self::TooMany => "problem-429.advice",
            Self::Ours => "problem-500.advice",
            Self::Unavailable => "problem-503.advice",
            Self::Full => "problem-507.advice",
        }
    }
}

/// The service is too busy to take a form. Everything typed is kept on the page and sent again by its button.
#[derive(askama::Template, Clone)]
#[template(path = "busy.html")]
pub struct BusyPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Where the form is sent again.
    pub action: String,
    /// Everything that was sent, by field name, in order; without files and without the form token `csrf`.
    pub kept: Vec<Kept>,
    /// How many files were sent with it: they have to be chosen again.
    pub file_count: usize,
    /// How long to wait, in words: "a minute".
    pub wait: String,
}

/// A field that was sent.
#[derive(Clone)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Its label, when it is worth showing; `None` sends it along unseen.
    pub label: Option<String>,
    /// What was typed.
    pub value: String,
}

impl Page for ProblemPage {
    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::problem()
    }
}

impl Page for BusyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::busy()
    }
}
