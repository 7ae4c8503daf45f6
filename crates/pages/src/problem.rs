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

    /// The heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::NotFound => "There is nothing here for you",
            Self::Forbidden => "Your role does not allow this",
            Self::BadRequest => "That request could not be understood",
            Self::NotAllowed => "That cannot be done at this address",
            Self::Conflict => "Someone acted first",
            Self::TooLarge => "That is too large",
            Self::UnknownKind => "That kind of content is not taken here",
            Self::Unprocessable => "Something has to be corrected first",
            Self::TooMany => "Too many requests, one after another",
            Self::Ours => "Something went wrong on our side",
            Self::Unavailable => "The service cannot do that right now",
            Self::Full => "There is no room left to store this",
        }
    }

    /// What happened and what to do, when nothing more exact is known.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::NotFound => {
                "Either this page does not exist, or it is not open to you. Check the address, or start from the first page. \
                 To reach a report you sent, use your receipt in the mailbox."
            }
            Self::Forbidden => {
                "Ask an owner of the program whether you should have a role that allows it."
            }
            Self::BadRequest => {
                "The browser sent something incomplete or damaged. Go back, reload the page, and send the form again."
            }
            Self::NotAllowed => "Go back to the page you came from and use its form or link.",
            Self::Conflict => {
                "The case changed after you opened the page. Open it again, see what changed, and decide anew. \
                 Nothing of yours was recorded."
            }
            Self::TooLarge => {
                "What you sent is larger than is taken here. Nothing was stored. Go back, shorten the text or send fewer or smaller files."
            }
            Self::UnknownKind => "Send the form from its page, without changing it.",
            Self::Unprocessable => "Go back and correct the form. Nothing was stored.",
            Self::TooMany => {
                "Wait a minute, then try again. Nothing was lost; what you sent before was received."
            }
            Self::Ours => {
                "It was not your doing. What was confirmed to you before is stored safely. Try again; if it happens again, \
                 tell the operator the number below."
            }
            Self::Unavailable => {
                "Nothing was stored. Go back, keep your text, and send it again in a few minutes."
            }
            Self::Full => {
                "Nothing of this was stored; everything confirmed before is safe. Go back, keep your text, and send it again \
                 later, or use another contact of the program. The operator has to make room."
            }
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
