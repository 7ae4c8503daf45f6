//! What every page shares: where it belongs, its language, who is looking, the banners, the form token.

use crate::language::{Language, Said};

/// What surrounds the content of a page.
#[derive(Clone)]
pub struct Frame {
    /// The name of this instance, in the header and in the title.
    pub site: String,
    /// The language of the page's own words.
    pub language: Language,
    /// Where the page stands, for the menu of languages: a path without the language's own beginning. `None` for the answer
    /// to a form, which would be lost by going there again, and for the team's pages, which are English.
    pub place: Option<String>,
    /// Public or team side: they have different navigation.
    pub section: Section,
    /// The program the page belongs to, if it belongs to one.
    pub program: Option<ProgramRef>,
    /// The name of the signed-in member, on the desk.
    pub member: Option<String>,
    /// The token every form sends back, as the hidden field `csrf`.
    pub csrf: String,
    /// Banners above the content, most important first.
    pub notes: Vec<Note>,
    /// What was just done, after a redirect ("Your message was sent."). Announced to screen readers.
    pub done: Option<String>,
}

impl Frame {
    /// The frame of a public page.
    #[must_use]
    pub fn portal(site: impl Into<String>, csrf: impl Into<String>) -> Self {
        Self {
            site: site.into(),
            language: Language::English,
            place: None,
            section: Section::Portal,
            program: None,
            member: None,
            csrf: csrf.into(),
            notes: Vec::new(),
            done: None,
        }
    }

    /// The frame of a page of the desk; `member` is `None` before sign-in.
    #[must_use]
    pub fn desk(site: impl Into<String>, csrf: impl Into<String>, member: Option<String>) -> Self {
        Self { section: Section::Desk, member, ..Self::portal(site, csrf) }
    }

    /// The same frame, inside a program.
    #[must_use]
    pub fn within(self, program: ProgramRef) -> Self {
        Self { program: Some(program), ..self }
    }

    /// The same frame with one more banner.
    #[must_use]
    pub fn note(mut self, kind: NoteKind, words: impl Into<String>) -> Self {
        self.notes.push(Note { kind, words: words.into() });
        self
    }

    /// Begins a message in the page's language.
    #[must_use]
    pub fn say(&self, id: impl AsRef<str>) -> Said {
        self.language.say(id)
    }
}

/// The two sides of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What anyone sees, and the reporter's mailbox.
    Portal,
    /// What the team sees.
    Desk,
}

/// The program a page belongs to.
#[derive(Clone)]
pub struct ProgramRef {
    /// The id in addresses: ASCII letters, digits and hyphens.
    pub slug: String,
    /// The name people read.
    pub name: String,
}

/// A banner above the content.
#[derive(Clone)]
pub struct Note {
    /// Why it is there.
    pub kind: NoteKind,
    /// The sentence.
    pub words: String,
}

/// Why a banner is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// This instance demonstrates: its time is driven, its cases are examples.
    Demonstration,
    /// This case or advisory is a replay of a public one.
    Replay,
    /// Something the reader should know.
    Information,
    /// Something the reader should act on.
    Warning,
}

impl NoteKind {
    /// The message with the word the banner begins with.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Demonstration => "note-demonstration",
            Self::Replay => "note-replay",
            Self::Information => "note-information",
            Self::Warning => "note-warning",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Demonstration => "demonstration",
            Self::Replay => "replay",
            Self::Information => "information",
            Self::Warning => "warning",
        }
    }
}

/// Which entry of the navigation is marked as the current page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// The list of programs.
    Home,
    /// A program's policy page.
    Policy,
    /// The report form.
    Report,
    /// A program's advisories.
    Advisories,
    /// A program's hall of fame.
    Credits,
    /// A program's statistics.
    Statistics,
    /// A program's ledger.
    Ledger,
    /// The reporter's mailbox.
    Mailbox,
    /// The team's queue.
    Queue,
    /// A program's members.
    Members,
    /// Acts that need two people.
    Proposals,
    /// What the rules noticed.
    Alerts,
    /// A page that is no entry of the navigation.
    Elsewhere,
}
