//! The outside parties of a case: all of them, grouped by how they stand, and one of them.

use crate::field::problems_of;
use crate::{CommandView, Entry, Field, Frame, Here, Page, Problem, ProgramRef, When};

use super::CaseFact;

/// The prefix of the form's element ids.
const FORM: &str = "invite";

/// The parties of a case.
#[derive(askama::Template, Clone)]
#[template(path = "desk/parties.html")]
pub struct PartiesPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The handle of the case, which is its id in addresses.
    pub handle: String,
    /// The case's title.
    pub title: String,
    /// The embargo, the mark and the notice before disclosure.
    pub facts: Vec<CaseFact>,
    /// What somebody has to decide or has missed, a sentence each.
    pub warnings: Vec<String>,
    /// How many parties there are.
    pub total: usize,
    /// How many of them are silent.
    pub silent: usize,
    /// Every standing that a party has, in order, with how many have it.
    pub standings: Vec<StandingCount>,
    /// The standing that the page is filtered by.
    pub shown: Option<String>,
    /// The groups that are shown.
    pub groups: Vec<PartyGroup>,
    /// Commands for all parties, as links: address and label.
    pub links: Vec<(String, String)>,
    /// The form that invites one; empty when the reader may not.
    pub fields: Vec<Field>,
    /// What is wrong with no field in particular.
    pub error: Option<String>,
}

/// How many parties stand so.
#[derive(Clone)]
pub struct StandingCount {
    /// The name in the address.
    pub key: String,
    /// The words.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// Parties that stand alike.
#[derive(Clone)]
pub struct PartyGroup {
    /// The name in the address.
    pub key: String,
    /// The heading.
    pub label: String,
    /// Whether somebody waits for a word of them.
    pub silent: bool,
    /// The parties.
    pub rows: Vec<PartyRow>,
}

/// One party in the list.
#[derive(Clone)]
pub struct PartyRow {
    /// Its short name.
    pub party: String,
    /// Its name in full.
    pub name: String,
    /// What it is to the case.
    pub role: String,
    /// When it was asked.
    pub asked: Option<When>,
    /// How many days it has been silent, in words; empty when nobody waits.
    pub silence: String,
    /// Its statement, shortened; may be empty.
    pub statement: String,
    /// Whether the team wrote that down for it.
    pub by_team: bool,
    /// When anything was last heard of it.
    pub heard: Option<When>,
}

/// One party of a case.
#[derive(askama::Template, Clone)]
#[template(path = "desk/party.html")]
pub struct PartyPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The handle of the case.
    pub handle: String,
    /// The party's short name.
    pub party: String,
    /// The party's name in full.
    pub name: String,
    /// How it stands, in one sentence.
    pub standing: String,
    /// What is known of it.
    pub facts: Vec<CaseFact>,
    /// Its statement; may be empty.
    pub statement: String,
    /// Whether the team wrote that down for it.
    pub by_team: bool,
    /// What is between it and the team, and what all parties see; oldest first.
    pub entries: Vec<Entry>,
    /// What can be done about it.
    pub commands: Vec<CommandView>,
    /// The field of the form that makes a link; nothing when the reader may not.
    pub link: Option<Field>,
    /// What making a link is called: the first, or a new one.
    pub link_label: String,
    /// What could not be done.
    pub error: Option<String>,
    /// The number of the last event seen: sent as `expected_seq` with every form.
    pub expected_seq: u64,
}

impl PartiesPage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        whole.chain(problems_of(FORM, &self.fields)).collect()
    }
}

impl PartyPage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        whole
            .chain(self.commands.iter().flat_map(CommandView::problems))
            .chain(
                self.link.iter().flat_map(|field| problems_of("link", std::slice::from_ref(field))),
            )
            .collect()
    }
}

impl Page for PartiesPage {
    const HERE: Here = Here::Queue;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::party::parties()
    }
}

impl Page for PartyPage {
    const HERE: Here = Here::Queue;

    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::party::party()
    }
}
