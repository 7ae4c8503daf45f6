//! The catalogue of commands: the one list from which the web form, the API and the command line are made.
//!
//! Each entry says what a command is for, who may give it and which fields it has. [`parse_command`] reads
//! named texts into a [`Command`] and checks them against the same entry, so that a form cannot offer
//! what the parser does not take.

mod fields;
mod list;
mod parse;

pub use list::catalogue;
pub use parse::{FieldErrors, MAX_TEXT_CHARS, parse_command};

use crate::command::CommandKind;
use crate::event::Actor;

/// One command, as interfaces show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandSpec {
    /// Which command.
    pub kind: CommandKind,
    /// Its stable name in kebab-case.
    pub name: &'static str,
    /// What the button says.
    pub label: &'static str,
    /// What it does, in one sentence.
    pub help: &'static str,
    /// Who may give it.
    pub givers: &'static [Giver],
    /// Under which heading it is shown.
    pub group: Group,
    /// What it asks for, in order.
    pub fields: &'static [FieldSpec],
}

/// Who may give a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Giver {
    /// A member of the team.
    Team,
    /// The reporter.
    Reporter,
    /// Another party of the case, for itself.
    Participant,
}

/// The heading under which a command is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Talking with the reporter.
    Conversation,
    /// Judging the report.
    Judgement,
    /// Working on it and making it public.
    Resolution,
    /// What the world knows.
    Situation,
    /// The embargo and its parties.
    Embargo,
    /// Naming the reporter.
    Credit,
    /// The promises themselves.
    Promises,
    /// Keeping the record in order.
    Record,
}

impl Group {
    /// Every heading in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Conversation,
        Self::Judgement,
        Self::Resolution,
        Self::Situation,
        Self::Embargo,
        Self::Credit,
        Self::Promises,
        Self::Record,
    ];

    /// The heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Conversation => "Conversation",
            Self::Judgement => "Judgement",
            Self::Resolution => "Resolution",
            Self::Situation => "Situation",
            Self::Embargo => "Embargo",
            Self::Credit => "Credit",
            Self::Promises => "Promises",
            Self::Record => "Record",
        }
    }
}

/// One field of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its stable name.
    pub name: &'static str,
    /// What the form says.
    pub label: &'static str,
    /// What to write, in one sentence.
    pub help: &'static str,
    /// What is written in it.
    pub kind: FieldKind,
    /// Whether the command cannot be given without it.
    pub required: bool,
}

/// What is written in a field. Every value travels as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Many lines.
    LongText,
    /// Many lines, each a value of its own.
    Lines,
    /// One of these: stable name and label.
    Choice(&'static [(&'static str, &'static str)]),
    /// A day: `2026-11-02`.
    Date,
    /// A moment: `2026-11-02T16:00:00Z`.
    Instant,
    /// `low`, `medium`, `high` or `critical`.
    Severity,
    /// A whole number from 1.
    Count,
    /// A case of the same program, by its id.
    Case,
    /// The id of a case that begins with this command. Asked of nobody: the edge fills in a new id.
    NewCase,
    /// A member of the team, by id.
    Member,
    /// A promise of the policy, by its id.
    Promise,
    /// A party of the case, by its short name.
    Participant,
    /// An advisory, by its id.
    Advisory,
}

impl CommandSpec {
    /// Whether this actor is of a kind that may give it.
    #[must_use]
    pub fn is_for(&self, actor: &Actor) -> bool {
        let giver = match actor {
            Actor::Member(_) => Giver::Team,
            Actor::Reporter => Giver::Reporter,
            Actor::Participant(_) => Giver::Participant,
            Actor::System => return false,
        };
        self.givers.contains(&giver)
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl CommandKind {
    /// Its entry.
    #[must_use]
    pub fn spec(self) -> Option<&'static CommandSpec> {
        catalogue().iter().find(|spec| spec.kind == self)
    }
}
