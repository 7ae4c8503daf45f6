//! Sign-in with a passphrase.

use crate::{Frame, Page};

/// Sign-in. Sends `name`, `passphrase`, `next`.
#[derive(askama::Template, Clone)]
#[template(path = "desk/sign_in.html")]
pub struct SignInPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The name typed.
    pub name: String,
    /// Why it did not work: one sentence, the same for an unknown name and a wrong passphrase.
    pub error: Option<String>,
    /// Where to go afterwards, a path of this site; may be empty.
    pub next: String,
    /// Whether a passkey can be used at this address.
    pub takes_passkeys: bool,
    /// The identity provider, where there is one.
    pub provider: Option<String>,
    /// Whether the first account is still to be made; the page then says how.
    pub needs_setup: bool,
}

impl Page for SignInPage {
    fn has_problems(&self) -> bool {
        self.error.is_some()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::sign_in()
    }
}
