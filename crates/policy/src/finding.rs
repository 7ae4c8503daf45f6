//! What is wrong with a policy text, said so that its author can mend it: where, which words, why, and
//! what to write instead.

use core::fmt;

/// One thing to mend in a policy text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of mistake it is; stable, for tools.
    pub code: Code,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters (Unicode scalar values), counted from 1.
    pub column: u32,
    /// The words of the text that are meant; empty when something is absent.
    pub words: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead, in one sentence.
    pub instead: String,
    /// Whether the policy can be used as it stands.
    pub severity: Level,
    /// The line of the text (a part of it, when it is long), for showing the place.
    pub(crate) excerpt: Excerpt,
}

impl Finding {
    /// Whether the policy can be used all the same.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.severity == Level::Warning
    }
}

/// The part of a line that is shown under a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The text of the line, at most [`Excerpt::MAX_CHARS`] characters, control characters replaced.
    pub(crate) text: String,
    /// How many characters of `text` come before the words.
    pub(crate) indent: usize,
    /// How many characters of `text` the words take; at least 1.
    pub(crate) width: usize,
}

impl Excerpt {
    pub(crate) const MAX_CHARS: usize = 100;
}

/// Whether a finding stops a policy from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth mending; the policy is used as it stands.
    Warning,
    /// The policy cannot be used.
    Error,
}

/// The kinds of mistakes, each with a stable name in kebab-case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The text is not TOML.
    NotToml,
    /// The text is longer than a policy may be.
    TooLarge,
    /// A list has more entries than is allowed.
    TooMany,
    /// One value is longer than is allowed.
    TooLong,
    /// A section or key that the language does not have.
    UnknownKey,
    /// A word that is not one of the words allowed here.
    UnknownValue,
    /// A section or key that must be there is not.
    Missing,
    /// A value of another type than is expected here.
    WrongType,
    /// A text with nothing in it, or with characters that do not belong.
    BadText,
    /// Not a span of time such as `24 hours`.
    BadSpan,
    /// Not an id.
    BadId,
    /// Not an address of the kind that is expected here.
    BadAddress,
    /// Not a date or an instant, or one that cannot be.
    BadDate,
    /// The calendar cannot be counted with.
    BadCalendar,
    /// The same id or key twice.
    Duplicate,
    /// A name that refers to nothing in this policy.
    UnknownReference,
    /// A duty from a law that pauses.
    LawPauses,
    /// Two statements that cannot both hold.
    Contradiction,
    /// A law or a rule that is not in force on the day.
    OutOfForce,
    /// Public holidays of a year that the tables do not hold.
    UnknownHolidays,
}

impl Code {
    /// The stable name, such as `unknown-key`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotToml => "not-toml",
            Self::TooLarge => "too-large",
            Self::TooMany => "too-many",
            Self::TooLong => "too-long",
            Self::UnknownKey => "unknown-key",
            Self::UnknownValue => "unknown-value",
            Self::Missing => "missing",
            Self::WrongType => "wrong-type",
            Self::BadText => "bad-text",
            Self::BadSpan => "bad-span",
            Self::BadId => "bad-id",
            Self::BadAddress => "bad-address",
            Self::BadDate => "bad-date",
            Self::BadCalendar => "bad-calendar",
            Self::Duplicate => "duplicate",
            Self::UnknownReference => "unknown-reference",
            Self::LawPauses => "law-pauses",
            Self::Contradiction => "contradiction",
            Self::OutOfForce => "out-of-force",
            Self::UnknownHolidays => "unknown-holidays",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl fmt::Display for Finding {
    /// As a compiler shows it: the sentence, the place, the line with the words marked, the remedy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gutter = " ".repeat(self.line.to_string().len());
        writeln!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        writeln!(f, "{gutter}--> line {}, column {}", self.line, self.column)?;
        if !self.excerpt.text.is_empty() {
            let (indent, marks) =
                (" ".repeat(self.excerpt.indent), "^".repeat(self.excerpt.width.max(1)));
            writeln!(f, "{gutter} |")?;
            writeln!(f, "{} | {}", self.line, self.excerpt.text)?;
            writeln!(f, "{gutter} | {indent}{marks}")?;
        }
        write!(f, "{gutter} = instead: {}", self.instead)
    }
}
