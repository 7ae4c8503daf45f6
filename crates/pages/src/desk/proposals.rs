//! Acts that need two people: what was proposed, by whom, and the way to agree or to stop it.

use crate::field::{Problem, problems_of};
use crate::{Field, Frame, Here, Page, ProgramRef, When};

/// The prefix of the form's element ids.
const FORM: &str = "proposal";

/// A program's proposals.
#[derive(askama::Template, Clone)]
#[template(path = "desk/proposals.html")]
pub struct ProposalsPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The proposals, latest first.
    pub proposals: Vec<ProposalRow>,
    /// The form for a new one; empty when the reader may propose nothing.
    pub fields: Vec<Field>,
}

/// A proposal.
#[derive(Clone)]
pub struct ProposalRow {
    /// The id in addresses.
    pub id: String,
    /// What is proposed, in words.
    pub words: String,
    /// The handle of the case it is about; empty for the program.
    pub case: String,
    /// Who proposed it.
    pub proposer: String,
    /// When.
    pub proposed: When,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub phase: String,
    /// When it takes effect by itself, where nobody else may agree.
    pub by_itself: Option<When>,
    /// Whether the reader may agree.
    pub may_agree: bool,
    /// Whether it was agreed and the reader may do it now: it needs their key.
    pub may_do: bool,
    /// What the button to stop it says; empty when it cannot be stopped.
    pub stop: String,
}

impl ProposalsPage {
    fn problems(&self) -> Vec<Problem> {
        problems_of(FORM, &self.fields).collect()
    }
}

impl Page for ProposalsPage {
    const HERE: Here = Here::Proposals;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::access::proposals()
    }
}
