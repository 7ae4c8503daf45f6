//! The members of a program's team.

use crate::field::{Problem, problems_of};
use crate::{Field, Frame, Here, Page, ProgramRef, When};

/// The prefix of the form's element ids.
const FORM: &str = "member";

/// A program's members.
#[derive(askama::Template, Clone)]
#[template(path = "desk/members.html")]
pub struct MembersPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The members.
    pub members: Vec<MemberRow>,
    /// Who is told of advisories besides, a sentence each; none when nobody is.
    pub told: Vec<String>,
    /// The form to add one; empty when the reader may not.
    pub fields: Vec<Field>,
    /// What is wrong with no field in particular.
    pub error: Option<String>,
}

/// A member.
#[derive(Clone)]
pub struct MemberRow {
    /// The id sent as `member`.
    pub id: String,
    /// The name.
    pub name: String,
    /// The role: "owner", "analyst", "observer".
    pub role: String,
    /// Since when.
    pub since: When,
    /// Whether it is a service account, which no person signs in to.
    pub service: bool,
    /// Whether it is the reader.
    pub you: bool,
    /// Whether the reader may remove this member.
    pub removable: bool,
}

impl MembersPage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        whole.chain(problems_of(FORM, &self.fields)).collect()
    }
}

impl Page for MembersPage {
    const HERE: Here = Here::Members;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::members()
    }
}
