//! The case page: how it stands, what was reported and said, what is owed, and the way to every command.

use crate::chart::Timeline;
use crate::portal::Answer;
use crate::{
    ClockView, CommandGroup, CommandView, Entry, FileView, Frame, Here, Page, Problem, ProgramRef,
    When,
};

/// One case.
#[derive(askama::Template, Clone)]
#[template(path = "desk/case.html")]
pub struct CasePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The id in addresses.
    pub case: String,
    /// The handle people use.
    pub handle: String,
    /// The title: the team's, or the report's first line.
    pub title: String,
    /// How it stands, in one sentence.
    pub headline: String,
    /// Facts at a glance: severity, embargo, fix, public, assignee, reporter.
    pub facts: Vec<CaseFact>,
    /// When the report was received.
    pub received: When,
    /// The hash of the policy version it is held to.
    pub version: String,
    /// The report's fields and answers.
    pub report: Vec<Answer>,
    /// The files sent with it.
    pub files: Vec<FileView>,
    /// How complete the report is against the policy's list.
    pub completeness: Completeness,
    /// Conversation and timeline, oldest first: a part of it, where it is long.
    pub entries: Vec<Entry>,
    /// Which part that is.
    pub shown: ShownEntries,
    /// The promises.
    pub clocks: Vec<ClockView>,
    /// The promises over time, as a picture; `None` draws none.
    pub timeline: Option<Timeline>,
    /// What could be done next.
    pub hints: Vec<Hint>,
    /// Every command of the case, grouped: those at hand as forms, the others as links.
    pub groups: Vec<CommandGroup>,
    /// The number of the last event seen: sent as `expected_seq` with every form.
    pub expected_seq: u64,
    /// Set when a form was refused because someone acted first.
    pub conflict: Option<Conflict>,
    /// The outside parties in a few words: the text of the link to them.
    pub parties: String,
    /// Whether the member may name people on it: then there is a link to them.
    pub may_share: bool,
    /// Whether only those named on it read it.
    pub restricted: bool,
    /// Whether the member may write the advisory: then there is a link to the editor.
    pub may_edit_advisory: bool,
    /// Whether the member may take the case out as a file.
    pub may_export: bool,
}

/// A fact at a glance.
#[derive(Clone)]
pub struct CaseFact {
    /// What: "Severity".
    pub label: String,
    /// How: "high (CVSS 8.1)".
    pub value: String,
}

/// How much of what the policy asks for the report holds.
#[derive(Clone)]
pub struct Completeness {
    /// How many of the fields asked for were answered.
    pub given: usize,
    /// How many are asked for.
    pub asked: usize,
    /// The labels of those missing.
    pub missing: Vec<String>,
}

/// One command of a case, on a page of its own.
#[derive(askama::Template, Clone)]
#[template(path = "desk/command.html")]
pub struct CommandPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The id in addresses.
    pub case: String,
    /// The handle people use.
    pub handle: String,
    /// The case's title.
    pub title: String,
    /// How the case stands, in one sentence.
    pub headline: String,
    /// The command.
    pub command: CommandView,
    /// The number of the last event seen: sent as `expected_seq`.
    pub expected_seq: u64,
}

impl Page for CommandPage {
    const HERE: Here = Here::Queue;

    fn has_problems(&self) -> bool {
        self.command.has_problems()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::one_command()
    }
}

/// What could be done next.
#[derive(Clone)]
pub struct Hint {
    /// The sentence: "could", not "should".
    pub words: String,
    /// Where the form of the command that does it is, if one does.
    pub href: Option<String>,
}

/// Someone acted first.
#[derive(Clone)]
pub struct Conflict {
    /// What changed since, one line each.
    pub changes: Vec<String>,
}

/// Which entries of a long case a page shows.
#[derive(Clone, Copy)]
pub struct ShownEntries {
    /// How many are before them.
    pub earlier: usize,
    /// The place of the first that is shown: asked for as `before`, the address shows those before it.
    pub first: u64,
    /// Whether the last is shown.
    pub to_the_end: bool,
}

impl ShownEntries {
    /// Everything.
    pub const ALL: Self = Self { earlier: 0, first: 1, to_the_end: true };
}

impl CasePage {
    fn commands(&self) -> impl Iterator<Item = &CommandView> {
        self.groups.iter().flat_map(|group| &group.commands)
    }

    fn problems(&self) -> Vec<Problem> {
        self.commands().flat_map(CommandView::problems).collect()
    }
}

impl Page for CasePage {
    const HERE: Here = Here::Queue;

    fn has_problems(&self) -> bool {
        self.conflict.is_some() || self.commands().any(CommandView::has_problems)
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::case()
    }
}
