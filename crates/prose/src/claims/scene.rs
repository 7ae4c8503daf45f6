//! The sentences of a document with what stands around them: the headings above, the line that introduces
//! a list, the row and the column of a table, the sentence before.

use core::ops::Range;

use super::Quote;
use super::pattern::{self, Marks};
use super::time::{Amount, amounts};
use super::words::{Word, words};
use crate::reader::{Block, BlockKind, Document, Passage};

/// The most words that are read as one sentence.
const MAX_WORDS: usize = 400;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// In running text.
    Text,
    /// In a heading.
    Heading,
    /// In an item of a list.
    Item,
    /// In a cell of a table.
    Cell {
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
    },
    /// In preformatted text.
    Code,
}

/// One sentence.
#[derive(Debug)]
pub(super) struct Line<'d> {
    pub(super) stand: Stand,
    /// The index of its block.
    pub(super) block: usize,
    pub(super) passage: &'d Passage,
    pub(super) range: Range<usize>,
    pub(super) words: Vec<Word>,
    /// What its words look like, by which patterns are ruled out.
    marks: Marks,
    /// The amounts of time in it.
    pub(super) amounts: Vec<Amount>,
    /// Whether it is the first sentence of its passage.
    pub(super) first: bool,
}

/// A document as sentences.
#[derive(Debug)]
pub(super) struct Scene<'d> {
    pub(super) document: &'d Document,
    pub(super) lines: Vec<Line<'d>>,
    /// For each block, the range of its lines.
    blocks: Vec<Range<usize>>,
}

impl Line<'_> {
    /// Whether a pattern matches somewhere.
    pub(super) fn has(&self, pattern: &'static str) -> bool {
        pattern::find_marked(&self.words, &self.marks, pattern).is_some()
    }

    /// Whether one of several does.
    pub(super) fn has_any(&self, patterns: &'static [&'static str]) -> bool {
        pattern::has_any_marked(&self.words, &self.marks, patterns)
    }

    /// The sentence as a reader sees it.
    pub(super) fn text(&self) -> &str {
        self.passage.text().get(self.range.clone()).unwrap_or_default()
    }
}

impl<'d> Scene<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut scene = Self { document, lines: Vec::new(), blocks: Vec::new() };
        for (index, block) in document.blocks.iter().enumerate() {
            let begin = scene.lines.len();
            match &block.kind {
                BlockKind::Table(rows) => {
                    for (row, cells) in rows.iter().enumerate() {
                        for (column, cell) in cells.cells.iter().enumerate() {
                            scene.add(Stand::Cell { row, column }, index, cell);
                        }
                    }
                }
                BlockKind::Heading { .. } => scene.add(Stand::Heading, index, &block.passage),
                BlockKind::Item { .. } => scene.add(Stand::Item, index, &block.passage),
                BlockKind::Paragraph => scene.add(Stand::Text, index, &block.passage),
                BlockKind::Code => scene.add(Stand::Code, index, &block.passage),
            }
            scene.blocks.push(begin..scene.lines.len());
        }
        scene
    }

    fn add(&mut self, stand: Stand, block: usize, passage: &'d Passage) {
        for (index, range) in passage.sentences().iter().enumerate() {
            let words = words(passage.text(), range.clone());
            if words.len() <= MAX_WORDS {
                self.push(stand, block, passage, range.clone(), words, index == 0);
                continue;
            }
            // What goes on and on without a full stop is read in parts, so that no rule looks at all of it
            // for each of its words. Each word is moved once.
            let (mut first, mut start) = (index == 0, range.start);
            let mut rest = words.into_iter();
            while !rest.as_slice().is_empty() {
                let part = rest.by_ref().take(MAX_WORDS).collect();
                let end = rest.as_slice().first().map_or(range.end, |word| word.range.start);
                self.push(stand, block, passage, start..end, part, first);
                (start, first) = (end, false);
            }
        }
    }

    fn push(
        &mut self,
        stand: Stand,
        block: usize,
        passage: &'d Passage,
        range: Range<usize>,
        words: Vec<Word>,
        first: bool,
    ) {
        let (marks, amounts) = (Marks::of(&words), amounts(&words));
        self.lines.push(Line { stand, block, passage, range, words, marks, amounts, first });
    }

    pub(super) fn block(&self, line: &Line<'_>) -> Option<&'d Block> {
        self.document.blocks.get(line.block)
    }

    /// The lines of a block.
    pub(super) fn lines_of(&self, block: usize) -> &[Line<'d>] {
        self.blocks.get(block).and_then(|range| self.lines.get(range.clone())).unwrap_or_default()
    }

    /// The sentence that introduces this one: the last one of what leads its list or table.
    pub(super) fn lead(&self, line: &Line<'_>) -> Option<&Line<'d>> {
        let lead = self.block(line)?.lead?;
        self.lines_of(lead).last()
    }

    /// All that introduce it, from the innermost outwards.
    pub(super) fn leads<'s>(&'s self, line: &'s Line<'d>) -> impl Iterator<Item = &'s Line<'d>> {
        core::iter::successors(self.lead(line), |line| self.lead(line)).take(8)
    }

    /// The headings above it, from the innermost outwards, each as its line.
    pub(super) fn headings<'s>(&'s self, line: &Line<'d>) -> impl Iterator<Item = &'s Line<'d>> {
        let first = self.block(line).and_then(|block| block.section);
        core::iter::successors(first, |index| {
            self.document.blocks.get(*index).and_then(|block| block.section)
        })
        .take(8)
        .filter_map(|index| self.lines_of(index).first())
    }

    /// Whether a heading above it matches one of several patterns.
    pub(super) fn under(&self, line: &Line<'d>, patterns: &'static [&'static str]) -> bool {
        self.headings(line).any(|heading| heading.has_any(patterns))
    }

    /// Whether the innermost heading matches.
    pub(super) fn right_under(&self, line: &Line<'d>, patterns: &'static [&'static str]) -> bool {
        self.headings(line).next().is_some_and(|heading| heading.has_any(patterns))
    }

    /// Whether what introduces it matches.
    pub(super) fn led_by(&self, line: &Line<'d>, patterns: &'static [&'static str]) -> bool {
        self.leads(line).any(|lead| lead.has_any(patterns))
    }

    /// The sentence before it in the same passage, or the last one of the block before.
    pub(super) fn before(&self, index: usize) -> Option<&Line<'d>> {
        let line = self.lines.get(index)?;
        let before = self.lines.get(index.checked_sub(1)?)?;
        let near = before.block == line.block
            || (before.block + 1 == line.block && before.stand != Stand::Heading);
        near.then_some(before)
    }

    /// A cell of the table that a line stands in.
    pub(super) fn cell(&self, line: &Line<'_>, row: usize, column: usize) -> Option<&'d Passage> {
        match &self.block(line)?.kind {
            BlockKind::Table(rows) => rows.get(row)?.cells.get(column),
            _ => None,
        }
    }

    /// The quote of some words of a line.
    pub(super) fn quote_words(&self, line: &Line<'_>, words: Range<usize>) -> Quote {
        let first = line.words.get(words.start).map_or(line.range.start, |word| word.range.start);
        let last = words.end.checked_sub(1).and_then(|last| line.words.get(last));
        let last = last.map_or(line.range.end, |word| word.range.end);
        self.quote(line.passage, first..last.max(first))
    }

    /// The quote of a whole line.
    pub(super) fn quote_line(&self, line: &Line<'_>) -> Quote {
        self.quote(line.passage, line.range.clone())
    }

    /// The quote of a part of a passage.
    pub(super) fn quote(&self, passage: &Passage, part: Range<usize>) -> Quote {
        let plain = passage.text().get(part.clone()).unwrap_or_default().to_owned();
        self.quote_bytes(passage.source(&part), plain)
    }

    /// The quote of some bytes of the source.
    pub(super) fn quote_bytes(&self, source: Range<usize>, plain: String) -> Quote {
        let (line, column) = self.document.line_column(source.start);
        let text = self.document.source.get(source.clone()).unwrap_or_default().to_owned();
        Quote { text, plain, start: source.start, end: source.end, line, column }
    }
}
