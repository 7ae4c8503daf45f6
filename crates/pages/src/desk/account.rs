//! One's own account: the ways in, the sessions, and the pages that ask for one thing.

use crate::field::{Problem, problems_of};
use crate::{Field, Frame, Page, When};

/// The prefix of a form's element ids.
const FORM: &str = "ask";

/// A page that asks for one thing: a code, a passphrase, a name.
#[derive(askama::Template, Clone)]
#[template(path = "desk/ask.html")]
pub struct AskPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// Why it is asked, a paragraph each.
    pub lead: Vec<String>,
    /// Where the form is sent.
    pub action: String,
    /// Values that travel along, by name.
    pub hidden: Vec<(&'static str, String)>,
    /// What is asked.
    pub fields: Vec<Field>,
    /// What the button says.
    pub button: String,
    /// What is wrong with no field in particular.
    pub error: Option<String>,
    /// The same by another means: where a form without fields is sent, and what its button says.
    pub also: Option<(String, String)>,
    /// Another way: where to, and the words.
    pub instead: Option<(String, String)>,
}

impl AskPage {
    fn problems(&self) -> Vec<Problem> {
        let whole = self.error.iter().map(|words| Problem { target: None, words: words.clone() });
        whole.chain(problems_of(FORM, &self.fields)).collect()
    }
}

impl Page for AskPage {
    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::account::ask()
    }
}

/// Setting up an authenticator app: its picture, the same as text, and the field for the first code.
#[derive(askama::Template, Clone)]
#[template(path = "desk/enrol.html")]
pub struct EnrolPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The address that the app reads.
    pub uri: String,
    /// The same to be typed.
    pub typed: String,
    /// Why the code was not taken.
    pub error: Option<String>,
}

impl EnrolPage {
    fn picture(&self) -> Option<crate::qr::Picture> {
        crate::qr::Picture::of(&self.uri)
    }
}

impl Page for EnrolPage {
    fn has_problems(&self) -> bool {
        self.error.is_some()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::account::enrol()
    }
}

/// A question for the browser's passkeys: the one page with a script, which hands the question to the browser and
/// sends its answer with the form.
#[derive(askama::Template, Clone)]
#[template(path = "desk/passkey.html")]
pub struct PasskeyPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// What it is for, a paragraph each.
    pub lead: Vec<String>,
    /// `create` or `get`.
    pub kind: &'static str,
    /// The question, as JSON.
    pub options: String,
    /// Where the answer is sent.
    pub action: String,
    /// What the button says.
    pub button: String,
    /// Where to go on afterwards.
    pub next: String,
    /// The way without a passkey: where to, and the words.
    pub instead: (String, String),
}

impl Page for PasskeyPage {
    const RUNS_SCRIPT: bool = true;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::account::passkey()
    }
}

/// Something that is shown once: recovery codes, a token.
#[derive(askama::Template, Clone)]
#[template(path = "desk/shown_once.html")]
pub struct ShownOncePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// What to do with it, a paragraph each.
    pub lead: Vec<String>,
    /// What is shown.
    pub lines: Vec<String>,
    /// Where to go on, and the words.
    pub next: (String, String),
}

impl Page for ShownOncePage {
    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::account::shown_once()
    }
}

/// One's own account.
#[derive(askama::Template, Clone)]
#[template(path = "desk/account.html")]
pub struct AccountPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The name to sign in with.
    pub login: String,
    /// The authenticator app: since when.
    pub app: Option<When>,
    /// Recovery codes that are left.
    pub codes_left: usize,
    /// Whether a second factor must be there.
    pub required: bool,
    /// The sessions that have not ended.
    pub sessions: Vec<SessionRow>,
    /// Whether passkeys can be used at this address.
    pub takes_passkeys: bool,
    /// Whether the account administers the instance: then there is a link to the roles in every program.
    pub administrator: bool,
    /// One's own passkeys.
    pub passkeys: Vec<PasskeyLine>,
    /// The identity provider, where there is one: its name, and since when it is linked.
    pub provider: Option<(String, Option<When>)>,
    /// One's own API tokens, and those of the service accounts that one manages.
    pub tokens: Vec<TokenLine>,
    /// What could not be done.
    pub error: Option<String>,
}

/// A passkey in the list.
#[derive(Clone)]
pub struct PasskeyLine {
    /// What it is removed by.
    pub id: String,
    /// What its owner calls it.
    pub label: String,
    /// What it is good for: "signs in and unlocks".
    pub does: &'static str,
    /// When it was added.
    pub added: When,
    /// When it was last used.
    pub used: Option<When>,
}

/// A token in the list. Nothing in it lets anybody in.
#[derive(Clone)]
pub struct TokenLine {
    /// What it is revoked by.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// The service account it belongs to; empty for one's own.
    pub service: String,
    /// What it may do.
    pub may: String,
    /// When it ends.
    pub expires: When,
    /// When it was last used.
    pub used: Option<When>,
    /// Why it lets nobody in any more; empty while it does.
    pub state: &'static str,
}

/// A session in the list.
#[derive(Clone)]
pub struct SessionRow {
    /// What it is ended by.
    pub id: String,
    /// What it is used with.
    pub client: String,
    /// The way in.
    pub pathway: String,
    /// When it began.
    pub began: When,
    /// When it was last used.
    pub seen: When,
    /// Whether it is locked or waits for something.
    pub state: &'static str,
    /// Whether it is this one.
    pub own: bool,
}

impl Page for AccountPage {
    fn has_problems(&self) -> bool {
        self.error.is_some()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::account::account()
    }
}
