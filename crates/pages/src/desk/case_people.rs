//! Who is named on a case: whether it is restricted to them, and until when each may come.

use crate::field::problems_of;
use crate::{Field, Frame, Here, Page, Problem, ProgramRef, When};

/// The prefix of the form's element ids.
const FORM: &str = "name";

/// The people of a case.
#[derive(askama::Template, Clone)]
#[template(path = "desk/case_people.html")]
pub struct CasePeoplePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The handle of the case, which is its id in addresses.
    pub handle: String,
    /// The case's title.
    pub title: String,
    /// Whether only those named on it read it.
    pub restricted: bool,
    /// Whether the reader may change that.
    pub may_restrict: bool,
    /// Who is named.
    pub people: Vec<PersonRow>,
    /// The form that names one; empty when the reader may not.
    pub fields: Vec<Field>,
    /// What is wrong with no field in particular.
    pub error: Option<String>,
}

/// Somebody who is named on a case.
#[derive(Clone)]
pub struct PersonRow {
    /// The id sent as `member`.
    pub id: String,
    /// The name.
    pub name: String,
    /// The role, or the set of permissions.
    pub role: String,
    /// Until when; nothing: until it is taken.
    pub until: Option<When>,
    /// Whether it is the reader.
    pub you: bool,
}

impl CasePeoplePage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        whole.chain(problems_of(FORM, &self.fields)).collect()
    }
}

impl Page for CasePeoplePage {
    const HERE: Here = Here::Queue;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::roles::people()
    }
}
