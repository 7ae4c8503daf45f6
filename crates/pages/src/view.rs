//! The parts that several pages share: times, clocks, messages, files, commands.

use crate::field::Field;

/// A moment: for machines and in words.
#[derive(Clone, PartialEq, Eq)]
pub struct When {
    /// RFC 3339, `2026-10-23T14:37:00Z`.
    pub iso: String,
    /// For people: "23 October 2026, 14:37 UTC".
    pub words: String,
}

impl When {
    /// A moment from its two spellings.
    #[must_use]
    pub fn new(iso: impl Into<String>, words: impl Into<String>) -> Self {
        Self { iso: iso.into(), words: words.into() }
    }
}

/// Something to follow.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// Where to. Only `https:`, `http:`, `mailto:`, `tel:` and paths become links; others are shown as text.
    pub href: String,
    /// What is read.
    pub text: String,
}

/// How grave something is; always accompanied by its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// No severity assessed, or none applies.
    Unknown,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}

impl Level {
    /// The message with the word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "severity-unknown",
            Self::Low => "severity-low",
            Self::Medium => "severity-medium",
            Self::High => "severity-high",
            Self::Critical => "severity-critical",
        }
    }

    /// The word for people, in English.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unknown => "not yet assessed",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Unknown => "quiet",
            Self::Low => "good",
            Self::Medium => "busy",
            Self::High => "warn",
            Self::Critical => "bad",
        }
    }
}

/// Whether a program takes reports now.
#[derive(Clone)]
pub struct Intake {
    /// Open, restricted or paused.
    pub state: IntakeState,
    /// The sentence: why, and until when.
    pub words: String,
}

/// Whether reports are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntakeState {
    /// Anyone may report.
    Open,
    /// Only some reports are taken; the sentence says which.
    Restricted,
    /// No report is taken for now.
    Paused,
}

impl IntakeState {
    /// The message with the words of the pill.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "intake-open",
            Self::Restricted => "intake-restricted",
            Self::Paused => "intake-paused",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Open => "good",
            Self::Restricted => "warn",
            Self::Paused => "bad",
        }
    }
}

/// One promise applied to one case.
#[derive(Clone)]
pub struct ClockView {
    /// The id of the promise in the policy.
    pub promise: String,
    /// What is owed: "Acknowledge the report".
    pub owed: String,
    /// To whom: "the reporter".
    pub to: String,
    /// Kept, broken, running, paused …
    pub state: ClockState,
    /// When it is or was due; `None` for a promise without a number.
    pub due: Option<When>,
    /// The latest reading that could be argued (EU Reg. 1182/71), when it differs.
    pub latest_arguable: Option<When>,
    /// When the policy's days and hours of publication let an advisory out next.
    pub next_release: Option<When>,
    /// How it stands, in words: "due in 5 hours", "kept after 3 hours", "2 days late".
    pub words: String,
    /// Why the clock is paused, and until when at most.
    pub paused: Option<String>,
    /// What the answer must contain: "evaluation", "expected resolution date".
    pub includes: Vec<String>,
    /// What kind of promise: "law", "programme", "promise", "target", "agreement".
    pub class: String,
    /// The sentence of the policy, or the clause of the law, word for word.
    pub source: String,
    /// How much of the time is used, 0 to 100, for the bar; `None` draws none.
    pub used_percent: Option<u8>,
}

impl ClockView {
    /// The bar that shows how much of the time is used.
    pub(crate) fn bar(&self) -> Option<String> {
        self.used_percent.map(|percent| crate::chart::used(percent, self.state.class()))
    }
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Done in time.
    Kept,
    /// Done, but after it was due.
    KeptLate,
    /// Not done, and overdue.
    Broken,
    /// Not done, time is left.
    Running,
    /// Not done, little time is left.
    DueSoon,
    /// Stopped for a stated reason.
    Paused,
    /// No number was promised: measured and shown.
    Measured,
    /// The one it was owed to waived it.
    Waived,
    /// It no longer applies.
    Void,
}

impl ClockState {
    /// The message with the word of the pill: never colour alone.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kept => "clock-kept",
            Self::KeptLate => "clock-kept-late",
            Self::Broken => "clock-broken",
            Self::Running => "clock-running",
            Self::DueSoon => "clock-due-soon",
            Self::Paused => "clock-paused",
            Self::Measured => "clock-measured",
            Self::Waived => "clock-waived",
            Self::Void => "clock-void",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Kept => "good",
            Self::KeptLate | Self::DueSoon => "warn",
            Self::Broken => "bad",
            Self::Running | Self::Measured => "busy",
            Self::Paused | Self::Waived | Self::Void => "quiet",
        }
    }
}

/// Who said or did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The one who reported.
    Reporter,
    /// A member of the team.
    Team,
    /// The program itself.
    System,
}

impl Speaker {
    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Reporter => "from-reporter",
            Self::Team => "from-team",
            Self::System => "from-system",
        }
    }
}

/// Who can see an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Anyone.
    Public,
    /// The reporter and the team.
    Reporter,
    /// Everyone who takes part in the case.
    Participants,
    /// The team and its outside parties; not the reporter.
    Parties,
    /// The team and one outside party.
    Party,
    /// The team only.
    Team,
}

impl Audience {
    /// The words of the mark on each entry and form.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Public => "Public",
            Self::Reporter => "Reporter sees this",
            Self::Participants => "All participants see this",
            Self::Parties => "Parties see this, the reporter does not",
            Self::Party => "One party sees this",
            Self::Team => "Team only",
        }
    }

    /// The class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Public => "to-public",
            Self::Reporter => "to-reporter",
            Self::Participants => "to-participants",
            Self::Parties | Self::Party => "to-parties",
            Self::Team => "to-team",
        }
    }
}

/// One entry of the conversation and timeline of a case.
#[derive(Clone)]
pub struct Entry {
    /// The number of the event in the case; the entry can be linked to as `#entry-<seq>`.
    pub seq: u64,
    /// When it happened.
    pub when: When,
    /// When it was learned or recorded, if that differs.
    pub recorded: Option<When>,
    /// Who: a handle, "You", "The team", or the name of the program.
    pub who: String,
    /// On whose behalf: decides the look only.
    pub from: Speaker,
    /// Who can see it. Shown on the desk; the mailbox holds only what the reporter may see.
    pub audience: Audience,
    /// What happened, in one line: "Severity assessed: high", "Message".
    pub title: String,
    /// What was written, if anything.
    pub text: Option<String>,
    /// What was attached.
    pub files: Vec<FileView>,
}

/// An attached file.
#[derive(Clone)]
pub struct FileView {
    /// The name its sender gave it.
    pub name: String,
    /// Its size in words: "14 kB".
    pub size: String,
    /// Where it can be taken from.
    pub href: String,
    /// Where one can look into it; nothing for the reporter, who knows it.
    pub inside: Option<String>,
}

/// One command of a case as a form.
#[derive(Clone)]
pub struct CommandView {
    /// The name in addresses: `assess-severity`.
    pub name: String,
    /// What it does, as a verb: "Assess the severity".
    pub label: String,
    /// One line of help.
    pub help: String,
    /// Who will see what it records; `None` when nobody could be mistaken about it.
    pub audience: Option<Audience>,
    /// What has to be filled in.
    pub fields: Vec<Field>,
    /// Whether it can be given now, or why not.
    pub availability: Availability,
    /// What is wrong with the form as a whole, when it came back.
    pub error: Option<String>,
}

impl CommandView {
    /// Whether the form came back with something to correct; it is then shown opened.
    #[must_use]
    pub fn has_problems(&self) -> bool {
        self.error.is_some() || self.fields.iter().any(|field| field.error.is_some())
    }

    /// Whether the form must be sent as multipart.
    #[must_use]
    pub fn has_files(&self) -> bool {
        self.fields.iter().any(|field| field.kind == crate::FieldKind::Files)
    }

    /// Whether the command can be given now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.availability, Availability::Open)
    }
}

/// Whether a command can be given now.
#[derive(Clone)]
pub enum Availability {
    /// It can.
    Open,
    /// It cannot.
    Refused {
        /// The rule, as a sentence.
        why: String,
        /// What is possible instead, each as a short phrase; may be empty.
        instead: Vec<String>,
    },
}

/// Commands that belong together.
#[derive(Clone)]
pub struct CommandGroup {
    /// What they are about: "Assess", "Talk to the reporter".
    pub label: String,
    /// The commands whose forms stand on the page.
    pub commands: Vec<CommandView>,
    /// The others, each with a page of its own.
    pub others: Vec<CommandLink>,
}

/// A command whose form is on a page of its own.
#[derive(Clone)]
pub struct CommandLink {
    /// The name in addresses.
    pub name: String,
    /// What it does, as a verb.
    pub label: String,
    /// Whether it can be given now.
    pub is_open: bool,
}

impl CommandView {
    /// The prefix of the ids of the form's elements.
    #[must_use]
    pub fn form(&self) -> String {
        format!("do-{}", self.name)
    }

    /// What is wrong with the form, for the error summary.
    pub(crate) fn problems(&self) -> Vec<crate::Problem> {
        let form = self.form();
        let whole = self
            .error
            .iter()
            .map(|words| crate::Problem { target: Some(form.clone()), words: words.clone() });
        whole.chain(crate::field::problems_of(&form, &self.fields)).collect()
    }
}
