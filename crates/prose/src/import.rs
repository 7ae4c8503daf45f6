//! From claims to the text of a policy: every value with the sentence it came from, and a question wherever
//! the text leaves open what is meant.
//!
//! Nothing is guessed. A question that has no answer yet stands as a line `# ASK:` beside the reading that
//! keeps to the letter of the text, so that the draft can be read by `policy::parse` at once. What the policy
//! language has no word for, and what no rule understood, stands as comments with its line.

mod conduct;
mod promises;
mod sections;
mod write;

use std::collections::BTreeMap;

use crate::claims::{Claims, Quote};
use write::Writer;

/// What a text does not say about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The name of the program for people; otherwise the one in the first heading.
    pub name: Option<String>,
    /// The repository on GitHub, as `owner/name`: private reporting needs one.
    pub repository: Option<String>,
    /// The name of the file, for the comment at the top.
    pub file: Option<String>,
}

/// Answers by the id of their question; each is one of the values of its choices, or a text where the
/// question has none.
pub type Answers = BTreeMap<String, String>;

/// Something that the text leaves open.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Question {
    /// Its name, the same for the same text.
    pub id: String,
    /// The question, as one sentence.
    pub text: String,
    /// The line of the text it is about; 0: about the text as a whole.
    pub line: u32,
    /// The words it is about.
    pub quote: String,
    /// What may be answered; empty: any text.
    pub choices: Vec<Choice>,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Choice {
    /// What it means, for people.
    pub label: String,
    /// What is answered.
    pub value: String,
}

/// A draft of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text of the policy.
    pub toml: String,
    /// What is still open, in the order of the draft.
    pub questions: Vec<Question>,
    /// How many values were written.
    pub written: usize,
    /// What was understood and has no word in the policy language.
    pub without_word: Vec<Quote>,
}

/// Writes claims as the text of a policy. Questions whose answer is not among `answers` stay open.
#[must_use]
pub fn import(claims: &Claims, about: &About, answers: &Answers) -> Draft {
    let mut writer = Writer::new(answers);
    let file = about.file.as_deref().unwrap_or("a security policy");
    writer.comment(&format!(
        "Drafted from {file}. Every `source` is a sentence of it, word for word."
    ));
    writer.comment("Look at each line with ASK, then delete it; `candor policy check` says what else is worth a look.");
    writer.blank();
    if !claims.language.readable {
        writer.comment(&format!(
            "The text is not in English (it looks like `{}`): only addresses and keys were read.",
            claims.language.tag
        ));
        writer.blank();
    }
    sections::program(&mut writer, claims, about);
    sections::products(&mut writer, claims, about);
    sections::scope(&mut writer, claims);
    sections::report(&mut writer, claims);
    conduct::rules(&mut writer, claims);
    sections::harbor(&mut writer, claims);
    sections::disclosure(&mut writer, claims);
    sections::credit(&mut writer, claims);
    sections::reward(&mut writer, claims);
    conduct::privacy(&mut writer, claims);
    conduct::review(&mut writer, claims);
    conduct::changes(&mut writer, claims);
    promises::calendar(&mut writer, claims);
    promises::promises(&mut writer, claims);
    promises::escalations(&mut writer, claims);
    sections::remainder(&mut writer, claims);
    writer.finish()
}
