//! The report form, generated from the policy's fields.
//!
//! Besides the policy's fields (whose names the caller chooses) the form sends: `identity` (`named`,
//! `pseudonym`, `anonymous`), `name`, `contact`, `pass_on` (`yes` when ticked), `credit` (`yes`, `no`, `later`),
//! `credit_line`, `files` (any number), `rules` (`yes` when ticked), `check` (the button that looks the form over), `form_token`, `csrf`, and `website`,
//! which people never see and only programs that fill in everything fill in.

use super::Answer;
use crate::field::{Problem, problems_of};
use crate::{Field, Frame, Here, Input, Intake, IntakeState, Page, ProgramRef};

/// The prefix of the form's element ids.
const FORM: &str = "report";

/// The report form.
#[derive(askama::Template, Clone)]
#[template(path = "portal/report.html")]
pub struct ReportPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// Whether reports are taken now. Paused: the page says so and shows no form.
    pub intake: Intake,
    /// The hash of the policy version the report will be held to.
    pub version: String,
    /// What is promised, each in a few words: "an answer within 24 hours".
    pub promises: Vec<String>,
    /// What is not taken, said before anything is written.
    pub out_of_scope: Vec<String>,
    /// What came of looking the form over; nothing when it was not asked for.
    pub checked: Option<Checked>,
    /// The policy's fields.
    pub fields: Vec<Field>,
    /// Under what identity.
    pub identity: Identity,
    /// The name or pseudonym.
    pub name: Input,
    /// How to reach the reporter besides the mailbox.
    pub contact: Input,
    /// Whether personal details may be passed on to those who must fix it.
    pub pass_on: bool,
    /// Whether credit is wanted.
    pub credit: CreditWish,
    /// The name to be credited by.
    pub credit_line: Input,
    /// What credit the policy offers, in a sentence; may be empty.
    pub credit_rule: String,
    /// The limits of files, in words: "Up to 10 files of 20 MB each."
    pub files_help: String,
    /// What is wrong with the files sent. The browser does not keep them: the sentence asks to choose them again.
    pub files_error: Option<String>,
    /// The rules of good faith.
    pub rules: Vec<String>,
    /// What the team promises in return: safe harbor, one statement each.
    pub harbor: Vec<String>,
    /// Whether the rules were acknowledged.
    pub rules_accepted: bool,
    /// What is wrong with the acknowledgement.
    pub rules_error: Option<String>,
    /// The token that makes sending twice harmless.
    pub form_token: String,
    /// What is wrong with no field in particular: the service is busy, the disk is full, the form was too old.
    pub errors: Vec<String>,
}

/// A form that was looked over and not sent.
#[derive(Clone)]
pub struct Checked {
    /// How many of the policy's fields say something.
    pub given: usize,
    /// How many there are.
    pub all: usize,
    /// Those that say nothing.
    pub empty: Vec<Empty>,
    /// What the policy says about the version that was named; may be empty.
    pub version: String,
    /// The report as the team will read it.
    pub preview: Vec<Answer>,
}

/// A field that says nothing yet.
#[derive(Clone)]
pub struct Empty {
    /// The name of the field in the form.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// Whether the policy needs it, or is only helped by it.
    pub required: bool,
}

impl Empty {
    fn id(&self) -> String {
        crate::field::element_id(FORM, &self.name)
    }
}

/// Under what identity a report is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Identity {
    /// By name.
    Named,
    /// By a chosen name.
    Pseudonym,
    /// Without any.
    #[default]
    Anonymous,
}

impl Identity {
    /// The value sent as `identity`.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Pseudonym => "pseudonym",
            Self::Anonymous => "anonymous",
        }
    }

    /// The identity of that value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Named, Self::Pseudonym, Self::Anonymous].into_iter().find(|i| i.value() == value)
    }
}

/// Whether credit is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CreditWish {
    /// Yes, by the line given.
    Yes,
    /// No.
    No,
    /// To be said in the mailbox later.
    #[default]
    Later,
}

impl CreditWish {
    /// The value sent as `credit`.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Later => "later",
        }
    }

    /// The wish of that value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Yes, Self::No, Self::Later].into_iter().find(|w| w.value() == value)
    }
}

impl ReportPage {
    /// What is wrong, in the order of the page.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let at = |id: &str, error: &Option<String>| {
            error.clone().map(|words| Problem { target: Some(id.to_owned()), words })
        };
        let whole = self.errors.iter().map(|words| Problem { target: None, words: words.clone() });
        whole
            .chain(problems_of(FORM, &self.fields))
            .chain(at("report-files", &self.files_error))
            .chain(at("report-name", &self.name.error))
            .chain(at("report-contact", &self.contact.error))
            .chain(at("report-credit_line", &self.credit_line.error))
            .chain(at("report-rules", &self.rules_error))
            .collect()
    }

    /// The id of the first field to correct.
    #[must_use]
    pub fn first_bad(&self) -> Option<String> {
        self.problems().into_iter().find_map(|problem| problem.target)
    }

    /// Whether the form is shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.intake.state != IntakeState::Paused
    }
}

impl Page for ReportPage {
    const HERE: Here = Here::Report;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::report::report()
    }
}
