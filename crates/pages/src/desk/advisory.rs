//! The advisory editor: write, preview, publish with a typed confirmation.
//!
//! One form with three buttons: `act` is `save`, `preview` or `publish`. What was typed is kept by all three.

use crate::field::{Problem, problems_of};
use crate::portal::AdvisoryBody;
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
    /// Title, summary, details, affected and fixed versions, severity, weakness, references, workarounds, credits.
    pub fields: Vec<Field>,
    /// The page as readers will see it, when a preview was asked for.
    pub preview: Option<AdvisoryBody>,
    /// What is missing or wrong before it can be published, one sentence each.
    pub missing: Vec<String>,
    /// Whether and how it can be published.
    pub publication: Publication,
    /// What is wrong with no field in particular: someone saved another text meanwhile.
    pub error: Option<String>,
    /// When the draft was saved last.
    pub saved: Option<When>,
    /// The number of the last event seen: sent as `expected_seq`.
    pub expected_seq: u64,
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
            .chain(problems_of(FORM, &self.fields))
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
