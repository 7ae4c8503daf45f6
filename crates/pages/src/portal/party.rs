//! What an outside party of a case sees: the way in with a link or a key, the terms, and its case.

use crate::{CommandView, Entry, Frame, Input, Page, Problem, ProgramRef, When};

/// Where the secret of an invitation or a party's key is given. Nothing on it tells whether a case exists.
#[derive(askama::Template, Clone)]
#[template(path = "portal/invitation.html")]
pub struct InvitationPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// What was typed or came with the link (sent as `code`), and what is wrong with it.
    pub code: Input,
    /// Whether it came with a link: then there is nothing to type.
    pub linked: bool,
}

/// The terms under which a party is asked to take part; nothing of the case.
#[derive(askama::Template, Clone)]
#[template(path = "portal/party_terms.html")]
pub struct PartyTermsPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The program that asks.
    pub program: ProgramRef,
    /// The handle of the case.
    pub handle: String,
    /// The party's name.
    pub party: String,
    /// What it is to the case.
    pub role: String,
    /// How it stands, in one sentence.
    pub standing: String,
    /// When the embargo ends; nothing: there is none.
    pub ends: Option<When>,
    /// What else belongs to the embargo; may be empty.
    pub note: String,
    /// The ends that the party proposed itself.
    pub proposed: Vec<When>,
    /// The TLP mark with its meaning.
    pub tlp: String,
    /// What it is asked to keep to besides; may be empty.
    pub rules: String,
    /// Until when it is asked to answer.
    pub respond_by: Option<When>,
    /// What the button that agrees says; nothing: it is not asked.
    pub agree: Option<String>,
    /// When its access ends.
    pub until: When,
    /// What else it may answer.
    pub commands: Vec<CommandView>,
    /// What could not be done.
    pub error: Option<String>,
    /// Sent with every form; a party's answers do not depend on what came meanwhile.
    pub expected_seq: u64,
}

/// A case as one of its parties sees it.
#[derive(askama::Template, Clone)]
#[template(path = "portal/party_case.html")]
pub struct PartyCasePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The program.
    pub program: ProgramRef,
    /// The handle of the case.
    pub handle: String,
    /// The party's name.
    pub party: String,
    /// How it stands, in one sentence.
    pub standing: String,
    /// When the embargo ends; nothing: none binds.
    pub ends: Option<When>,
    /// The TLP mark with its meaning.
    pub tlp: String,
    /// What it agreed to keep to besides; may be empty.
    pub rules: String,
    /// What it said about its product; may be empty.
    pub statement: String,
    /// Whether the team wrote that down for it.
    pub statement_by_team: bool,
    /// When its access ends.
    pub until: When,
    /// What is for it, oldest first.
    pub entries: Vec<Entry>,
    /// The form to write to the team and the parties; nothing when that is not possible any more.
    pub write: Option<CommandView>,
    /// The form for its status and statement.
    pub status: Option<CommandView>,
    /// Whatever else it can do.
    pub others: Vec<CommandView>,
    /// Sent with every form; a party's words do not depend on what came meanwhile.
    pub expected_seq: u64,
}

impl InvitationPage {
    fn problems(&self) -> Vec<Problem> {
        let target = Some("invitation-code".to_owned());
        let wrong = self.code.error.iter();
        wrong.map(|words| Problem { target: target.clone(), words: words.clone() }).collect()
    }
}

impl PartyTermsPage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        whole.chain(self.commands.iter().flat_map(CommandView::problems)).collect()
    }
}

impl PartyCasePage {
    fn commands(&self) -> impl Iterator<Item = &CommandView> {
        self.write.iter().chain(&self.status).chain(&self.others)
    }

    fn problems(&self) -> Vec<Problem> {
        self.commands().flat_map(CommandView::problems).collect()
    }
}

impl Page for InvitationPage {
    fn has_problems(&self) -> bool {
        self.code.error.is_some()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::party::invitation()
    }
}

impl Page for PartyTermsPage {
    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::party::terms()
    }
}

impl Page for PartyCasePage {
    fn has_problems(&self) -> bool {
        self.commands().any(CommandView::has_problems)
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::party::case()
    }
}
