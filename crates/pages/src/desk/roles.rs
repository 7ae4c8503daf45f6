//! What holds in every program: the sets of permissions that the instance made, and who audits or observes.

use crate::field::problems_of;
use crate::{Field, Frame, Here, Page, Problem};

/// The prefix of the element ids of the form that makes a set.
const SET: &str = "set";
/// The prefix of the element ids of the form that gives a role.
const GRANT: &str = "grant";

/// Sets of permissions, and roles in every program.
#[derive(askama::Template, Clone)]
#[template(path = "desk/roles.html")]
pub struct RolesPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The sets.
    pub sets: Vec<SetRow>,
    /// The form that makes or changes one.
    pub set_fields: Vec<Field>,
    /// Who holds a role in every program.
    pub holders: Vec<HolderRow>,
    /// The form that gives one.
    pub grant_fields: Vec<Field>,
    /// What is wrong with no field in particular.
    pub error: Option<String>,
}

/// A set of permissions.
#[derive(Clone)]
pub struct SetRow {
    /// Its name.
    pub name: String,
    /// What it lets people do, a phrase each.
    pub lets: Vec<String>,
}

/// Somebody who holds a role in every program.
#[derive(Clone)]
pub struct HolderRow {
    /// The id sent as `member`.
    pub id: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
}

impl RolesPage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        whole
            .chain(problems_of(SET, &self.set_fields))
            .chain(problems_of(GRANT, &self.grant_fields))
            .collect()
    }
}

impl Page for RolesPage {
    const HERE: Here = Here::Elsewhere;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::roles::roles()
    }
}
