//! The words around a mail, in the reader's language: the question whether an address wants mail, and what stands under
//! an advisory. Plain text; who sends it encodes it.

use crate::Language;

/// A subject and a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailWords {
    /// The subject; one line.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Asks an address whether it wants mail about the advisories of a program; `link` is where that is confirmed.
#[must_use]
pub fn question(language: Language, program: &str, link: &str) -> MailWords {
    let say = |id: &str| language.say(id).by("program", program).plain();
    MailWords {
        subject: say("mail-question-subject"),
        text: format!(
            "{}\n\n{}\n\n{link}\n\n{}\n",
            say("mail-question-asked"),
            language.text("mail-question-how"),
            language.text("mail-question-not"),
        ),
    }
}

/// An advisory with what its reader should know of the mail: why they get it, and at which address they end it.
#[must_use]
pub fn advisory(language: Language, program: &str, text: &str, ending: &str) -> String {
    format!(
        "{}\n\n-- \n{}\n{}\n{ending}\n",
        text.trim_end(),
        language.say("mail-why").by("program", program).plain(),
        language.text("mail-end"),
    )
}
