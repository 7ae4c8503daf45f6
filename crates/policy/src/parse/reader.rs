//! The text that is read, and what was found in it: turns byte ranges into lines, columns and words.

use core::cell::RefCell;
use core::ops::Range;

use crate::finding::{Code, Excerpt, Finding, Level};
use crate::word::Word;

/// The most findings of one run; a text with more mistakes is mended in steps.
const MAX_FINDINGS: usize = 100;
/// The most characters of the text that a finding repeats.
const MAX_WORDS_CHARS: usize = 60;
/// The longest word for which a likely one is looked for.
const MAX_SUGGESTED_CHARS: usize = 40;

/// A text and the findings so far.
pub(super) struct Reader<'a> {
    source: &'a str,
    findings: RefCell<Vec<Finding>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, findings: RefCell::new(Vec::new()) }
    }

    /// Notes something that stops the policy from being used.
    pub(super) fn error(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.note(Level::Error, code, span, message.into(), instead.into());
    }

    /// Notes something that is worth mending.
    pub(super) fn warning(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.note(Level::Warning, code, span, message.into(), instead.into());
    }

    /// Notes a mistake that the TOML parser found.
    pub(super) fn not_toml(&self, mistake: &toml::de::Error) {
        let span = mistake.span().unwrap_or(0..0);
        let message = mistake.message().trim();
        if message.starts_with("duplicate key") {
            let message = format!("{} stands here for the second time", self.quoted(&span));
            let instead = "keep one of the two, or write `[[…]]` where a section may be repeated";
            self.error(Code::Duplicate, span, message, instead);
        } else if ["invalid date", "invalid time"].iter().any(|what| message.starts_with(what)) {
            let message = format!("{} cannot be: {message}", self.quoted(&span));
            let instead = "write a day like `2026-12-24`, or a moment like `2026-12-01T09:00:00Z`";
            self.error(Code::BadDate, span, message, instead);
        } else {
            let message = format!("this is not TOML: {message}");
            let instead =
                "write `key = \"value\"` lines under `[section]` headings, texts in double quotes";
            self.error(Code::NotToml, span, message, instead);
        }
    }

    /// Whether no more findings are taken.
    pub(super) fn is_full(&self) -> bool {
        self.findings.borrow().len() >= MAX_FINDINGS
    }

    /// The findings in the order of the text.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        findings.sort_by_key(|finding| (finding.line, finding.column));
        findings
    }

    /// The words at a place, in the quotes that findings use.
    pub(super) fn quoted(&self, span: &Range<usize>) -> String {
        format!("`{}`", self.words(span))
    }

    /// The words at a place: their first line, shortened.
    fn words(&self, span: &Range<usize>) -> String {
        shortened(self.source.get(span.clone()).unwrap_or_default())
    }

    fn note(
        &self,
        severity: Level,
        code: Code,
        span: Range<usize>,
        message: String,
        instead: String,
    ) {
        // Finding the place reads the whole text, so it is not done for findings that nobody will see.
        if self.is_full() {
            return;
        }
        let finding = self.finding(severity, code, span, message, instead);
        self.findings.borrow_mut().push(finding);
    }

    /// A finding with its place, not noted yet.
    pub(super) fn finding(
        &self,
        severity: Level,
        code: Code,
        span: Range<usize>,
        message: String,
        instead: String,
    ) -> Finding {
        let (line, column, excerpt) = self.place(&span);
        let words = self.words(&span);
        Finding { code, line, column, words, message, instead, severity, excerpt }
    }

    fn place(&self, span: &Range<usize>) -> (u32, u32, Excerpt) {
        let mut start = span.start.min(self.source.len());
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        let before = self.source.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let line_number = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let indent = self.source.get(line_start..start).unwrap_or_default().chars().count();
        let line = self.source.get(line_start..).unwrap_or_default().lines().next().unwrap_or("");
        let words = self.source.get(start..span.end.max(start)).unwrap_or_default();
        let width = words.lines().next().unwrap_or_default().chars().count().max(1);
        // A long line is shown from shortly before the words.
        let skipped =
            if indent + width > Excerpt::MAX_CHARS { indent.saturating_sub(20) } else { 0 };
        let text = line.chars().skip(skipped).take(Excerpt::MAX_CHARS).map(visible);
        let indent_shown = indent - skipped;
        let excerpt = Excerpt {
            text: text.collect(),
            indent: indent_shown,
            width: width.min(Excerpt::MAX_CHARS.saturating_sub(indent_shown)).max(1),
        };
        (number(line_number), number(indent + 1), excerpt)
    }
}

/// The first line of a text, shortened, as it may be shown in a sentence.
pub(super) fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut shown = line.chars().take(MAX_WORDS_CHARS).map(visible).collect::<String>();
    if line.chars().nth(MAX_WORDS_CHARS).is_some() {
        shown.push('…');
    }
    shown
}

/// A remedy, and another one.
pub(super) fn or_else(remedy: &str, other: &str) -> String {
    let joint = if remedy.ends_with('?') { " Or" } else { ", or" };
    format!("{remedy}{joint} {other}")
}

/// A character as it may be shown on one line of a terminal.
fn visible(c: char) -> char {
    if c == '\t' {
        ' '
    } else if c.is_control() || is_bidi_control(c) {
        '\u{fffd}'
    } else {
        c
    }
}

/// Characters that make text look like another text (Unicode TR 36 §2.5, CVE-2021-42574).
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// "did you mean `x`?", or all words that are allowed.
pub(super) fn suggestion(given: &str, allowed: &[&str]) -> String {
    match likely(given, allowed) {
        Some(word) => format!("did you mean `{word}`?"),
        None => {
            let mut words = allowed.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>();
            words.sort_unstable();
            format!("use one of {}", words.join(", "))
        }
    }
}

/// The same for the words of an enumeration, in their own order.
pub(super) fn suggestion_of<W: Word>(given: &str) -> String {
    let words = W::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>();
    match likely(given, &words) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("{} is one of: {}", W::NOUN, crate::word::list::<W>()),
    }
}

/// The allowed word that was probably meant.
fn likely<'w>(given: &str, allowed: &[&'w str]) -> Option<&'w str> {
    let length = given.chars().count();
    if length > MAX_SUGGESTED_CHARS {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['_', '-'], " ");
    let given = plain(given);
    allowed
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&given, &plain(word)), *word))
        .filter(|(distance, _)| *distance <= (length / 3).max(1))
        .min()
        .map(|(_, word)| word)
}
