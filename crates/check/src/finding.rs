//! What is wrong with a policy, said so that its author can mend it.

use core::fmt;

use crate::source::{Excerpt, Place, Source};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nobody is misled.
    Note,
    /// A reporter or the team will be unsure what holds.
    Warning,
    /// A report goes nowhere, or a statement cannot hold.
    Error,
}

impl Severity {
    /// Every severity, the mildest first.
    pub const ALL: &'static [Self] = &[Self::Note, Self::Warning, Self::Error];

    /// The word, as SARIF and the command line write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The rule's code, in kebab-case; stable.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file, relative to the folder that was checked.
    pub path: String,
    /// Where in the file. [`Place::START`] when something is absent.
    pub place: Place,
    /// The words that are meant; empty when something is absent.
    pub words: String,
    /// What is wrong here, in one sentence.
    pub message: String,
    /// Why it matters.
    pub why: &'static str,
    /// What to write instead.
    pub instead: String,
    /// The line of the place.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

impl Finding {
    /// What order findings are shown in: by file, then by place, then by code.
    pub(crate) fn order(&self) -> (&str, Place, &str) {
        (&self.path, self.place, self.code)
    }

    pub(crate) fn with_excerpt(mut self, source: &Source) -> Self {
        if !self.place.is_empty() {
            self.excerpt = source.excerpt(&self.place);
        }
        self
    }
}

impl fmt::Display for Finding {
    /// As a compiler shows it: the sentence, the place, the line with the words marked, why, the remedy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column, .. } = self.place;
        let gutter = " ".repeat(line.to_string().len());
        writeln!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        writeln!(f, "{gutter}--> {}:{line}:{column}", self.path)?;
        if !self.excerpt.text.is_empty() {
            let Excerpt { text, indent, width } = &self.excerpt;
            writeln!(f, "{gutter} |")?;
            writeln!(f, "{line} | {text}")?;
            writeln!(f, "{gutter} | {}{}", " ".repeat(*indent), "^".repeat((*width).max(1)))?;
        }
        if !self.why.is_empty() {
            writeln!(f, "{gutter} = why: {}", self.why)?;
        }
        write!(f, "{gutter} = write: {}", self.instead)
    }
}
