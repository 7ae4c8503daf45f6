//! The queue: every case by what is owed next. Metadata only, so it needs no key.

use crate::{Frame, Here, NoteKind, Page, ProgramRef, When};

/// The queue.
#[derive(askama::Template, Clone)]
#[template(path = "desk/queue.html")]
pub struct QueuePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The programs the member can see.
    pub programs: Vec<ProgramRef>,
    /// The program chosen, by its slug; `None` for all.
    pub program: Option<String>,
    /// Open or closed cases.
    pub filter: CaseFilter,
    /// The cases, most pressing first.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins; `None` on the last one.
    pub next_page: Option<String>,
    /// Whether this is not the first page.
    pub continued: bool,
    /// How many cases are late, over all pages, as far as they were counted.
    pub late: usize,
    /// Whether more are late than were counted.
    pub more_late: bool,
    /// What else needs attention: a policy with an error, a backup that is old.
    pub notices: Vec<Notice>,
}

/// Which cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseFilter {
    /// Those with work or promises left.
    #[default]
    Open,
    /// The others.
    Closed,
}

impl CaseFilter {
    /// The value of `state` in the address.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// The filter of that value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Open, Self::Closed].into_iter().find(|f| f.value() == value)
    }
}

/// One case in the queue.
#[derive(Clone)]
pub struct QueueRow {
    /// The program.
    pub program: ProgramRef,
    /// The id in addresses.
    pub case: String,
    /// The handle people use.
    pub handle: String,
    /// What is owed next: "Acknowledge the report"; "Nothing" when nothing is.
    pub owed: String,
    /// To whom: "the reporter"; may be empty.
    pub to: String,
    /// When it is due.
    pub due: Option<When>,
    /// The same in words: "in 3 hours", "2 days late"; may be empty.
    pub due_words: String,
    /// How pressing.
    pub urgency: Urgency,
    /// How many other things are owed.
    pub others: usize,
    /// How the case stands, in a few words: "Received".
    pub state: String,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Whether the reporter wrote last.
    pub unread: bool,
    /// Whether it is a replay of a public one.
    pub replay: bool,
}

/// How pressing the next thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Overdue.
    Late,
    /// Little time is left.
    Soon,
    /// Time is left.
    Later,
    /// Paused, or nothing with a time is owed.
    None,
}

impl Urgency {
    /// The word of the pill.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Late => "Late",
            Self::Soon => "Soon",
            Self::Later => "In time",
            Self::None => "No due time",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Late => "bad",
            Self::Soon => "warn",
            Self::Later => "good",
            Self::None => "quiet",
        }
    }
}

/// Something that needs attention beside the cases.
#[derive(Clone)]
pub struct Notice {
    /// How it is shown.
    pub kind: NoteKind,
    /// The sentence.
    pub words: String,
    /// Details, line by line as a program wrote them: a policy's finding with line and column; may be empty.
    pub details: String,
}

impl Page for QueuePage {
    const HERE: Here = Here::Queue;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::queue()
    }
}
