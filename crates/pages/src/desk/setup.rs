//! The first account: name and passphrase, then the recovery kit, printed and proven by typing four of its words.

use crate::{Frame, Input, Page, Problem, When};

/// The first account. Sends `setup_token`, `name`, `passphrase`, `passphrase_again`.
#[derive(askama::Template, Clone)]
#[template(path = "desk/setup.html")]
pub struct SetupPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The one-time token of the address printed at the first start; kept through errors.
    pub setup_token: String,
    /// The name typed.
    pub name: Input,
    /// What is wrong with the passphrase. It is never sent back.
    pub passphrase_error: Option<String>,
    /// What is wrong with its repetition.
    pub again_error: Option<String>,
    /// What a passphrase must be, in a sentence: "At least 12 characters. Four random words are good."
    pub passphrase_rule: String,
    /// Whether the recovery kit is to be split into three sheets (sent as `sheets`).
    pub sheets: bool,
    /// What is wrong with no field in particular.
    pub error: Option<String>,
}

/// The recovery kit: to be printed, and proven by typing some of its words (sent as `word_3`, or `word_2_3` for the
/// third of the second sheet, with `kit_token`).
#[derive(askama::Template, Clone)]
#[template(path = "desk/recovery_kit.html")]
pub struct RecoveryKitPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// For whose account or team.
    pub name: String,
    /// The whole kit as one sheet, or three of which two are needed.
    pub sheets: Vec<KitSheet>,
    /// When it was made.
    pub made: When,
    /// Which words are asked, and what was typed.
    pub asked: Vec<AskedWord>,
    /// What ties this page to the setup in progress; kept through errors.
    pub kit_token: String,
}

/// One sheet of paper.
#[derive(Clone)]
pub struct KitSheet {
    /// Its name, which is typed before its words; nothing for a kit in one piece.
    pub name: Option<String>,
    /// The words, in order.
    pub words: Vec<String>,
}

/// A word of the kit that is asked for.
#[derive(Clone)]
pub struct AskedWord {
    /// Of which sheet, from 1; nothing for a kit in one piece.
    pub sheet: Option<usize>,
    /// Which one, from 1.
    pub position: usize,
    /// What was typed.
    pub input: Input,
}

impl AskedWord {
    /// The name of its field.
    #[must_use]
    pub fn field(&self) -> String {
        match self.sheet {
            Some(sheet) => format!("word_{sheet}_{}", self.position),
            None => format!("word_{}", self.position),
        }
    }

    fn label(&self) -> String {
        match self.sheet {
            Some(sheet) => format!("Sheet {sheet}, word {}", self.position),
            None => format!("Word {}", self.position),
        }
    }
}

impl SetupPage {
    fn problems(&self) -> Vec<Problem> {
        [
            (None, &self.error),
            (Some("setup-name"), &self.name.error),
            (Some("setup-passphrase"), &self.passphrase_error),
            (Some("setup-passphrase_again"), &self.again_error),
        ]
        .into_iter()
        .filter_map(|(target, error)| {
            Some(Problem { target: target.map(str::to_owned), words: error.clone()? })
        })
        .collect()
    }
}

impl RecoveryKitPage {
    fn problems(&self) -> Vec<Problem> {
        self.asked
            .iter()
            .filter_map(|word| {
                let words = word.input.error.clone()?;
                Some(Problem { target: Some(format!("kit-{}", word.field())), words })
            })
            .collect()
    }
}

impl Page for SetupPage {
    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::setup()
    }
}

impl Page for RecoveryKitPage {
    fn has_problems(&self) -> bool {
        !self.problems().is_empty()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::desk::recovery_kit()
    }
}
