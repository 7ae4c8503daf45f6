//! The advisory editor: write, preview, have a second person agree, publish now or at a minute.
//!
//! One form with several buttons; `act` says which. What was typed is kept by `save`, `preview`, `publish` and
//! `schedule`.

use crate::field::{Problem, problems_of};
use crate::portal::{AdvisoryBody, EditionRow};
use crate::{Field, Frame, Here, Input, Page, ProgramRef, When};

/// The prefix of the form's element ids.
const FORM: &str = "advisory";

/// The advisory editor of a case.
#[derive(askama::Template, Clone)]
#[template(path = "desk/editor.html")]
pub struct EditorPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The case's id in addresses.
    pub case: String,
    /// The case's handle.
    pub handle: String,
    /// The fields of the record and of the edition, under their headings.
    pub groups: Vec<FieldGroup>,
    /// The page as readers will see it, when a preview was asked for.
    pub preview: Option<AdvisoryBody>,
    /// What is missing or wrong before it can be published, one sentence each.
    pub missing: Vec<String>,
    /// What each format for machines needs and the text does not say.
    pub formats: Vec<FormatNeeds>,
    /// The agreement of a second person, where the policy asks for it.
    pub agreement: Option<AgreementBox>,
    /// Whether and how it can be published.
    pub publication: Publication,
    /// When it comes out by itself, if that is settled, and what was typed for it.
    pub release: ReleaseBox,
    /// Every edition that is out, oldest first.
    pub editions: Vec<EditionRow>,
    /// What is allowed and looks wrong, one sentence each.
    pub hints: Vec<String>,
    /// How each reporter is named, or that they are not, one sentence each.
    pub credits: Vec<String>,
    /// The CVE number and what can be done with it.
    pub cve: CveBox,
    /// The digest of the draft that is shown: sent as `draft`.
    pub draft: String,
    /// What is wrong with no field in particular: someone saved another text meanwhile.
    pub error: Option<String>,
    /// When the draft was saved last.
    pub saved: Option<When>,
    /// The number of the last event seen: sent as `expected_seq`.
    pub expected_seq: u64,
}

/// The CVE number of a draft.
#[derive(Clone)]
pub struct CveBox {
    /// What was done just now.
    pub done: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// Whether a number can be had by a button.
    pub may_reserve: bool,
    /// Whether it can be handed back.
    pub may_return: bool,
    /// Whether the record can be sent once more.
    pub may_send: bool,
    /// The request for a number, to copy into a CNA's form.
    pub request: String,
    /// What the draft does not keep of the rules for CVE records.
    pub broken: Vec<String>,
}

/// Fields under one heading.
#[derive(Clone)]
pub struct FieldGroup {
    /// The heading.
    pub heading: String,
    /// The fields.
    pub fields: Vec<Field>,
}

/// What a format for machines needs.
#[derive(Clone)]
pub struct FormatNeeds {
    /// The format's name.
    pub name: String,
    /// Whether the advisory can be published in it as it stands.
    pub is_ready: bool,
    /// What is missing, one sentence each.
    pub lines: Vec<String>,
}

/// The agreement of a second person.
#[derive(Clone)]
pub struct AgreementBox {
    /// Where it stands, in a sentence.
    pub words: String,
    /// Whether the reader may agree.
    pub may_agree: bool,
}

/// When an advisory comes out by itself.
#[derive(Clone)]
pub struct ReleaseBox {
    /// When, if that is settled.
    pub settled: Option<When>,
    /// What was typed.
    pub at: Input,
}

/// Whether and how the advisory can be published.
#[derive(Clone)]
pub enum Publication {
    /// Not now, and why.
    Closed {
        /// The rule, as a sentence.
        why: String,
    },
    /// After typing `phrase` into the field `confirm`.
    Open {
        /// What has to be typed: the advisory's id or title.
        phrase: String,
        /// What was typed.
        confirm: Input,
        /// What happens on publishing, and who is told, one sentence each.
        effects: Vec<String>,
    },
}

impl EditorPage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        let confirm = match &self.publication {
            Publication::Open { confirm, .. } => confirm.error.clone(),
            Publication::Closed { .. } => None,
        };
        whole
            .chain(self.groups.iter().flat_map(|group| problems_of(FORM, &group.fields)))
            .chain(
                self.release
                    .at
                    .error
                    .clone()
                    .map(|words| Problem { target: Some("advisory-release_at".to_owned()), words }),
            )
            .chain(
                confirm.map(|words| Problem { target: Some("advisory-confirm".to_owned()), words }),
            )
            .collect()
    }
}

impl Page for EditorPage {
    const HERE: Here = Here::Queue;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::editor()
    }
}
