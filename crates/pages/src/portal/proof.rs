//! What a proof file shows, and whether one holds.

use crate::{Frame, Input, Page, Problem, ProgramRef, When};

/// Where a proof file is explained and checked.
#[derive(askama::Template, Clone)]
#[template(path = "portal/proof.html")]
pub struct ProofPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The text that was pasted (sent as `proof`, or as a file), and what is wrong with sending it.
    pub proof: Input,
    /// What came of it; nothing before one was sent.
    pub verdict: Option<Verdict>,
    /// The command that checks it without this site.
    pub command: String,
}

/// What came of checking a proof.
#[derive(Clone)]
pub enum Verdict {
    /// It holds.
    Holds {
        /// Of which program's log.
        program: ProgramRef,
        /// Which entry of the log, from 0.
        index: u64,
        /// When it was recorded.
        recorded: When,
        /// The hash of the policy version.
        version: String,
    },
    /// It does not; what is wrong, in English.
    Fails(String),
}

impl ProofPage {
    fn problems(&self) -> Vec<Problem> {
        let target = Some("proof-proof".to_owned());
        let wrong = self.proof.error.iter();
        wrong.map(|words| Problem { target: target.clone(), words: words.clone() }).collect()
    }
}

impl Page for ProofPage {
    fn has_problems(&self) -> bool {
        self.proof.error.is_some()
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::report::proof()
    }
}
