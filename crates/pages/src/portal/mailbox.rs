//! The reporter's mailbox: the way in with a receipt, and the case as its reporter sees it.

use crate::chart::Timeline;
use crate::{
    ClockView, CommandView, Entry, FileView, Frame, Here, Input, Link, Page, Problem, ProgramRef,
    When,
};

/// Where a receipt is typed. Nothing on it tells whether a case exists.
#[derive(askama::Template, Clone)]
#[template(path = "portal/mailbox_entry.html")]
pub struct MailboxEntryPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// What was typed (sent as `receipt`) and what is wrong with it: a mistyped word and an unknown receipt get
    /// one and the same sentence, except where the words themselves cannot be a receipt.
    pub receipt: Input,
}

/// The reporter's own case.
#[derive(askama::Template, Clone)]
#[template(path = "portal/mailbox.html")]
pub struct MailboxPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The program it was sent to.
    pub program: ProgramRef,
    /// The handle of the case.
    pub handle: String,
    /// How it stands, in one sentence.
    pub headline: String,
    /// What happens next, in one sentence.
    pub next: String,
    /// By when.
    pub next_by: Option<When>,
    /// What the team waits for from the reporter, if anything.
    pub asked: Option<String>,
    /// How the case ended, if it has.
    pub closing: Option<Closing>,
    /// The promises made to the reporter.
    pub clocks: Vec<ClockView>,
    /// The promises over time, as a picture; `None` draws none.
    pub timeline: Option<Timeline>,
    /// Messages and events the reporter may see, oldest first.
    pub entries: Vec<Entry>,
    /// The form to write to the team or answer it; `None` when that is not possible any more.
    pub write: Option<CommandView>,
    /// The embargo: proposed or in force.
    pub embargo: Option<EmbargoView>,
    /// When it is expected to be resolved, and how that moved.
    pub expectation: Option<Expectation>,
    /// How the reporter is named, and what they can say about it.
    pub credit: CreditBox,
    /// The form to withdraw the report.
    pub withdraw: Option<CommandView>,
    /// Whatever else the reporter can do.
    pub others: Vec<CommandView>,
    /// The report as it was sent.
    pub report: Vec<Answer>,
    /// The files sent with it.
    pub files: Vec<FileView>,
    /// When it was received.
    pub received: When,
    /// The hash of the policy version it is held to.
    pub version: String,
    /// The advisory, once there is one.
    pub advisory: Option<Link>,
    /// The number of the last event seen: sent as `expected_seq` with every form.
    pub expected_seq: u64,
}

/// A field of the report and its answer.
#[derive(Clone)]
pub struct Answer {
    /// What was asked.
    pub label: String,
    /// What was written; empty when nothing was.
    pub text: String,
    /// Whether the policy asks for it, and it is missing.
    pub missing: bool,
}

/// How a case ended.
#[derive(Clone)]
pub struct Closing {
    /// The class: "Resolved", "Not reproducible".
    pub class: String,
    /// The reason given.
    pub reason: String,
    /// When.
    pub when: When,
}

/// How the reporter is named.
#[derive(Clone)]
pub struct CreditBox {
    /// Where it stands, in one sentence.
    pub words: String,
    /// The line as it appears, or would; nothing: nobody is named, or there is no name yet.
    pub line: Option<String>,
    /// Agreeing to exactly that line takes one button: what it sends.
    pub confirm: Option<Vec<(&'static str, String)>>,
    /// Agree to another line; present while that is possible.
    pub agree: Option<CommandView>,
    /// Do not be named, or not any more.
    pub decline: Option<CommandView>,
}

/// What was agreed or is proposed about keeping quiet.
#[derive(Clone)]
pub struct EmbargoView {
    /// How it stands, in one sentence.
    pub words: String,
    /// When it ends or would end.
    pub ends: Option<When>,
    /// The reason given for it; may be empty.
    pub reason: String,
    /// Accept the terms; present while they wait for an answer.
    pub accept: Option<CommandView>,
    /// Decline them.
    pub decline: Option<CommandView>,
    /// Propose others.
    pub propose: Option<CommandView>,
}

/// When the case is expected to be resolved.
#[derive(Clone)]
pub struct Expectation {
    /// The day expected now.
    pub expected: When,
    /// Days that were expected before, oldest first, with the reason for each move.
    pub slips: Vec<Slip>,
}

/// An expected day that was moved.
#[derive(Clone)]
pub struct Slip {
    /// The day expected before.
    pub was: When,
    /// Why it was moved.
    pub reason: String,
}

impl MailboxEntryPage {
    fn problems(&self) -> Vec<Problem> {
        self.receipt
            .error
            .iter()
            .map(|words| Problem {
                target: Some("mailbox-receipt".to_owned()),
                words: words.clone(),
            })
            .collect()
    }
}

impl EmbargoView {
    fn commands(&self) -> impl Iterator<Item = &CommandView> {
        [&self.accept, &self.decline, &self.propose].into_iter().flatten()
    }
}

impl CreditBox {
    fn commands(&self) -> impl Iterator<Item = &CommandView> {
        [&self.agree, &self.decline].into_iter().flatten()
    }
}

impl MailboxPage {
    /// The forms under "What else you can do".
    fn more(&self) -> impl Iterator<Item = &CommandView> {
        self.withdraw.iter().chain(&self.others)
    }

    fn has_more_to_do(&self) -> bool {
        self.more().next().is_some()
    }

    fn commands(&self) -> impl Iterator<Item = &CommandView> {
        self.write
            .iter()
            .chain(self.embargo.iter().flat_map(EmbargoView::commands))
            .chain(self.credit.commands())
            .chain(self.more())
    }

    fn problems(&self) -> Vec<Problem> {
        self.commands().flat_map(CommandView::problems).collect()
    }
}

impl Page for MailboxEntryPage {
    const HERE: Here = Here::Mailbox;

    fn has_problems(&self) -> bool {
        self.receipt.error.is_some()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::mailbox_entry()
    }
}

impl Page for MailboxPage {
    const HERE: Here = Here::Mailbox;

    fn has_problems(&self) -> bool {
        self.commands().any(CommandView::has_problems)
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::mailbox()
    }
}
