//! reStructuredText, line by line: headings, paragraphs, items, tables, literal blocks, roles and links.
//!
//! This is no full reader of docutils: there is no well-kept crate with places in the text, and a policy
//! uses little of the language. What is left out (substitutions, footnotes, most directives) stays visible as
//! text or is skipped as a whole, never as half a sentence.

mod inline;
mod table;

use core::ops::Range;

use super::outline::Outline;
use super::passage::PassageBuilder;
use super::plain::{is_rule, item_mark};
use super::{BlockKind, MAX_DEPTH};

/// Directives whose content is words for the reader.
const WORDY: &[&str] = &[
    "admonition",
    "note",
    "warning",
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "tip",
    "topic",
    "sidebar",
    "container",
    "versionadded",
    "versionchanged",
    "seealso",
    "epigraph",
    "rubric",
];

/// One line with its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Its text, without the line break.
    text: &'a str,
    /// Where it begins.
    at: usize,
}

impl<'a> Line<'a> {
    fn trimmed(&self) -> &'a str {
        self.text.trim()
    }
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }
    fn end(&self) -> usize {
        self.at + self.text.trim_end().len()
    }
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Reads reStructuredText.
pub(crate) fn read(source: &str) -> Outline {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in source.split_inclusive('\n') {
        lines.push(Line { text: line.trim_end_matches(['\n', '\r']), at });
        at += line.len();
    }
    let targets = inline::Targets::of(&lines);
    let mut reader =
        Reader { outline: Outline::default(), targets, levels: Vec::new(), items: Vec::new() };
    reader.lines(&lines);
    reader.outline
}

struct Reader<'a> {
    outline: Outline,
    targets: inline::Targets<'a>,
    /// The marks of headings in the order in which they came: mark, and whether it stands above as well.
    levels: Vec<(char, bool)>,
    /// Indents of the items that are open, outermost first: of the mark and of the words.
    items: Vec<(usize, usize, bool)>,
}

impl<'a> Reader<'a> {
    fn lines(&mut self, lines: &[Line<'a>]) {
        let mut index = 0;
        while let Some(line) = lines.get(index) {
            if self.outline.is_full() {
                return self.outline.cut(super::Cut::Blocks { at: line.at });
            }
            index += self.block(lines, index, *line).max(1);
        }
    }

    /// Reads the block that begins at a line and says how many lines it has.
    fn block(&mut self, lines: &[Line<'a>], index: usize, line: Line<'a>) -> usize {
        let rest = lines.get(index..).unwrap_or_default();
        if line.is_empty() {
            return 1;
        }
        let next = rest.get(1).copied();
        let trimmed = line.trimmed();
        // A title between two rules, or over one.
        if is_rule(trimmed) {
            if let (Some(title), Some(under)) = (next, rest.get(2))
                && !title.is_empty()
                && under.trimmed() == trimmed
            {
                self.heading(title, trimmed, true);
                return 3;
            }
            if let Some(length) = table::read(rest, &self.targets, &mut self.outline) {
                return length;
            }
            return 1;
        }
        if let Some(under) = next {
            let mark = under.trimmed();
            if is_rule(mark)
                && under.indent() == 0
                && line.indent() == 0
                && mark.len() + 2 >= trimmed.chars().count()
            {
                self.heading(line, mark, false);
                return 2;
            }
        }
        if let Some(length) = table::read(rest, &self.targets, &mut self.outline) {
            return length;
        }
        if trimmed == ".." || trimmed.starts_with(".. ") {
            return self.directive(rest, line);
        }
        self.words(rest, line)
    }

    fn heading(&mut self, line: Line<'a>, rule: &str, above: bool) {
        let mark = rule.chars().next().unwrap_or('=');
        let known = self.levels.iter().position(|level| *level == (mark, above));
        let level = known.unwrap_or_else(|| {
            self.levels.push((mark, above));
            self.levels.len() - 1
        });
        self.items.clear();
        let level = u8::try_from(level + 1).unwrap_or(u8::MAX).min(6);
        let mut words = PassageBuilder::default();
        inline::read(line.trimmed(), line.at + line.indent(), &self.targets, &mut words);
        self.outline.add(BlockKind::Heading { level }, line.at..line.end(), words.finish(), false);
    }

    /// A directive, comment or target: words of an admonition are read, everything else is skipped.
    fn directive(&mut self, rest: &[Line<'a>], line: Line<'a>) -> usize {
        let length = 1 + rest
            .iter()
            .skip(1)
            .take_while(|next| next.is_empty() || next.indent() > line.indent())
            .count();
        let body = line.trimmed().strip_prefix("..").unwrap_or_default().trim_start();
        let Some((name, argument)) = body.split_once("::") else { return length };
        let name = name.rsplit(' ').next().unwrap_or_default();
        if !WORDY.contains(&name) {
            // Pictures matter: a contact may be one.
            if name == "image" || name == "figure" {
                let alt = rest.iter().take(length).find_map(|l| l.trimmed().strip_prefix(":alt:"));
                let mut words = PassageBuilder::default();
                words.image(super::Image {
                    alt: alt.unwrap_or_default().trim().to_owned(),
                    target: argument.trim().to_owned(),
                    span: line.at..line.end(),
                });
                self.outline.add(BlockKind::Paragraph, line.at..line.end(), words.finish(), false);
                return length;
            }
            if name == "list-table" {
                let body = rest.get(..length).unwrap_or_default();
                table::list(body, &self.targets, &mut self.outline);
                return length;
            }
            // A table directive holds a table; the rest is no text.
            return if matches!(name, "table" | "csv-table") { 1 } else { length };
        }
        if !argument.trim().is_empty() {
            let offset = line.text.find("::").map_or(0, |found| found + 2);
            let text = line.text.get(offset..).unwrap_or_default();
            let lead = text.len() - text.trim_start().len();
            let mut words = PassageBuilder::default();
            inline::read(text.trim(), line.at + offset + lead, &self.targets, &mut words);
            self.outline.add(BlockKind::Paragraph, line.at..line.end(), words.finish(), true);
        }
        // Its body is read where it stands: indented lines are paragraphs.
        1
    }

    /// A paragraph or an item.
    fn words(&mut self, rest: &[Line<'a>], line: Line<'a>) -> usize {
        let trimmed = line.trimmed();
        let indent = line.indent();
        if trimmed.starts_with(':')
            && trimmed.get(1..).is_some_and(|t| t.contains(": ") || t.ends_with(':'))
            && !trimmed.contains('`')
        {
            // A field of a directive or of the document.
            return 1;
        }
        while self.items.last().is_some_and(|(mark, words, _)| indent <= *mark || indent < *words) {
            if self.items.last().is_some_and(|(mark, _, _)| *mark == indent)
                && item_mark(trimmed).is_some()
            {
                break;
            }
            self.items.pop();
        }
        let mark = item_mark(trimmed).or_else(|| trimmed.starts_with("#) ").then_some((2, true)));
        let (kind, skip) = match mark {
            Some((mark, ordered)) => {
                if self.items.last().is_some_and(|(open, _, _)| *open == indent) {
                    self.items.pop();
                }
                let after = trimmed.get(mark..).unwrap_or_default();
                let words = indent + mark + (after.len() - after.trim_start().len());
                self.items.push((indent, words, ordered));
                (self.item(true), words - indent)
            }
            None if !self.items.is_empty() => (self.item(false), 0),
            None => (BlockKind::Paragraph, 0),
        };
        let first = trimmed.get(skip..).unwrap_or_default();
        let begin = line.at + indent + skip;
        let own = indent + skip;
        let mut text = vec![(first, begin)];
        for next in rest.iter().skip(1) {
            let joins = !next.is_empty()
                && next.indent() >= own.min(next.indent().max(indent))
                && (next.indent() >= own || mark.is_none())
                && !(item_mark(next.trimmed()).is_some()
                    && (mark.is_some()
                        || next.indent() < own
                        || next.trimmed().starts_with("* ")
                        || next.trimmed().starts_with("#. ")));
            if !joins {
                break;
            }
            text.push((next.trimmed(), next.at + next.indent()));
        }
        let length = text.len();
        let end = text.last().map_or(begin, |(text, at)| at + text.len());
        let mut words = PassageBuilder::default();
        let literal = text.last().is_some_and(|(text, _)| text.ends_with("::"));
        inline::read_lines(&text, &self.targets, &mut words);
        self.outline.add(kind, begin..end, words.finish(), false);
        if literal {
            return length + self.literal(rest.get(length..).unwrap_or_default(), indent);
        }
        length
    }

    fn item(&self, begins: bool) -> BlockKind {
        let depth = u8::try_from(self.items.len()).unwrap_or(u8::MAX).clamp(1, MAX_DEPTH);
        let ordered = self.items.last().is_some_and(|(_, _, ordered)| *ordered);
        BlockKind::Item { depth, ordered, begins }
    }

    /// The indented lines after `::`.
    fn literal(&mut self, rest: &[Line<'a>], indent: usize) -> usize {
        let inside: Vec<&Line<'a>> =
            rest.iter().take_while(|line| line.is_empty() || line.indent() > indent).collect();
        let mut words = PassageBuilder::default();
        let mut span: Option<Range<usize>> = None;
        for line in inside.iter().filter(|line| !line.is_empty()) {
            words.line_break(line.at..line.at);
            words.verbatim(line.trimmed(), line.at + line.indent());
            span = Some(span.map_or(line.at, |span| span.start)..line.end());
        }
        if let Some(span) = span {
            self.outline.add(BlockKind::Code, span, words.finish(), false);
        }
        inside.len()
    }
}
