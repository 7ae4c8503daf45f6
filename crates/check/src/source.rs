//! One text that was read, and the places in it: byte ranges become lines, columns, words and excerpts.

use core::ops::Range;

/// The most characters of the text that a finding repeats.
const MAX_WORDS_CHARS: usize = 80;
/// The most characters of one line that an excerpt shows.
const MAX_LINE_CHARS: usize = 100;

/// A text with its path. The path is relative to the folder that was checked, with `/` between its parts.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    text: String,
    line_starts: Vec<usize>,
}

/// A place in a text. Lines and columns count from 1; columns count characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Place {
    /// The line in which it begins.
    pub line: u32,
    /// The column in which it begins.
    pub column: u32,
    /// The line in which it ends.
    pub end_line: u32,
    /// The column after its last character.
    pub end_column: u32,
}

impl Place {
    /// The start of a text, for what is said of the text as a whole.
    pub const START: Self = Self { line: 1, column: 1, end_line: 1, end_column: 1 };

    /// Whether it is the start of the text rather than words in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.line == self.end_line && self.column == self.end_column
    }
}

/// The line of a place, as it is shown under a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The line (a part of it, when it is long), control characters replaced.
    pub text: String,
    /// How many characters of `text` come before the words.
    pub indent: usize,
    /// How many characters of `text` the words take; at least 1.
    pub width: usize,
}

impl Source {
    /// A text with its path.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = core::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { path: path.into(), text, line_starts }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every line with the byte range it takes, without its line break.
    pub fn lines(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        (0..self.line_starts.len()).filter_map(|number| self.line(number))
    }

    /// The line with this number, counted from 0.
    fn line(&self, number: usize) -> Option<(Range<usize>, &str)> {
        let start = *self.line_starts.get(number)?;
        let end = self.line_starts.get(number + 1).map_or(self.text.len(), |next| next - 1);
        let line = self.text.get(start..end)?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        Some((start..start + line.len(), line))
    }

    /// The place of a byte range; ends beyond the text, and ends inside a character, are drawn in.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Place {
        let (line, column) = self.position(span.start);
        let (end_line, end_column) = self.position(span.end.max(span.start));
        Place { line, column, end_line, end_column }
    }

    /// The words of a byte range on one line, white space collapsed, shortened.
    #[must_use]
    pub fn words(&self, span: &Range<usize>) -> String {
        shortened(self.text.get(span.clone()).unwrap_or_default(), MAX_WORDS_CHARS)
    }

    /// The byte range of words that stand somewhere in the text, found again by their own text.
    #[must_use]
    pub fn find(&self, words: &str) -> Option<Range<usize>> {
        self.text.find(words).map(|at| at..at + words.len())
    }

    /// The line of a place with its words marked.
    #[must_use]
    pub fn excerpt(&self, place: &Place) -> Excerpt {
        let number = usize::try_from(place.line.saturating_sub(1)).unwrap_or(usize::MAX);
        let Some((_, line)) = self.line(number) else { return Excerpt::default() };
        let column = usize::try_from(place.column.saturating_sub(1)).unwrap_or(usize::MAX);
        let length = line.chars().count();
        let end = if place.end_line > place.line {
            length
        } else {
            usize::try_from(place.end_column.saturating_sub(1)).unwrap_or(length)
        };
        let width = end.saturating_sub(column).max(1);
        // A long line is shown from shortly before the words.
        let skipped = if column.saturating_add(width) > MAX_LINE_CHARS {
            column.saturating_sub(20)
        } else {
            0
        };
        let indent = column - skipped;
        Excerpt {
            text: line.chars().skip(skipped).take(MAX_LINE_CHARS).map(visible).collect(),
            indent,
            width: width.min(MAX_LINE_CHARS.saturating_sub(indent)).max(1),
        }
    }

    fn position(&self, at: usize) -> (u32, u32) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line_starts.partition_point(|start| *start <= at).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..at).unwrap_or_default().chars().count() + 1;
        (number(line), number(column))
    }
}

/// A text on one line: white space collapsed, control characters replaced, at most so many characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (at, c) in text
        .split_whitespace()
        .flat_map(|word| [" ", word])
        .skip(1)
        .flat_map(str::chars)
        .enumerate()
    {
        if at == most {
            shown.push('…');
            break;
        }
        shown.push(visible(c));
    }
    shown
}

/// A character as it may be shown on one line of a terminal: no control, and nothing that reorders text
/// (Unicode TR 36 §2.5, CVE-2021-42574).
pub(crate) fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_lines_from_one() {
        let source = Source::new("SECURITY.md", "é ok\r\nsecond line\n");
        assert_eq!(source.place(&(3..5)), Place { line: 1, column: 3, end_line: 1, end_column: 5 });
        let place = source.place(&source.find("line").unwrap());
        assert_eq!((place.line, place.column), (2, 8));
        assert_eq!(source.excerpt(&place).text, "second line");
        assert_eq!(source.excerpt(&place).indent, 7);
    }

    #[test]
    fn a_range_beyond_the_text_or_inside_a_character_is_drawn_in() {
        let source = Source::new("a", "é");
        assert_eq!(
            source.place(&(1..99)),
            Place { line: 1, column: 1, end_line: 1, end_column: 2 }
        );
    }

    #[test]
    fn lines_are_found_with_and_without_carriage_returns() {
        let source = Source::new("a", "x\r\ny\n\nz");
        let lines: Vec<_> = source.lines().map(|(_, line)| line).collect();
        assert_eq!(lines, ["x", "y", "", "z"]);
    }

    #[test]
    fn text_that_would_reorder_a_terminal_line_is_not_shown() {
        assert_eq!(shortened("a\u{202e}b\u{1b}[2J\n c", 80), "a\u{fffd}b\u{fffd}[2J c");
    }
}
