//! From a text to a [`Document`]: blocks in reading order, each with its plain text and its place in the
//! original.
//!
//! Four readers give the same shape: `markdown`, `restructured`, `html` and `plain`. None of them stops at a
//! mistake; a text is always some document. What bounds them: [`MAX_BYTES`] for the whole, and caps on
//! blocks, nesting and cells ([`Cut`]) so that an endless list costs no more than a long one.

mod detect;
mod html;
mod markdown;
mod outline;
mod passage;
mod plain;
mod restructured;
mod sentence;

use core::fmt;
use core::ops::Range;

pub use detect::detect;
pub use passage::{Image, Link, Passage};

/// The longest text that is read, in bytes. Real policies have less than a hundredth of it.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The most blocks of a document. What follows is left out and said so.
const MAX_BLOCKS: usize = 20_000;
/// The most cells of one table.
const MAX_CELLS: usize = 20_000;
/// The deepest nesting of lists and quotes that is told apart.
const MAX_DEPTH: u8 = 32;

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown with the tables of GitHub.
    Markdown,
    /// reStructuredText, as Sphinx and Python projects write it.
    ReStructuredText,
    /// HTML.
    Html,
    /// Text with line breaks and nothing else.
    Plain,
}

/// A text that cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Longer than [`MAX_BYTES`].
    #[error(
        "this text has {bytes} bytes and at most {MAX_BYTES} are read: give the policy alone, without logs, keys or archives"
    )]
    TooLarge {
        /// How many it has.
        bytes: usize,
    },
}

/// A text as blocks in reading order.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text itself; every place is an offset in it.
    pub source: String,
    /// How it was read.
    pub format: Format,
    /// The blocks, in the order of the text.
    pub blocks: Vec<Block>,
    /// What was left out because there was too much of it.
    pub cuts: Vec<Cut>,
    /// Offsets at which lines begin.
    lines: Vec<usize>,
    /// How many characters begin before each [`STRIDE`] bytes, so that a place in an endless line costs no more
    /// than one in a short line.
    characters: Vec<usize>,
}

/// After how many bytes the characters so far are noted.
const STRIDE: usize = 1024;

/// One heading, paragraph, item, table, code block or picture.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the source.
    pub span: Range<usize>,
    /// Its words; empty for a table, whose words are in its rows.
    pub passage: Passage,
    /// The index of the innermost heading it stands under.
    pub section: Option<usize>,
    /// The index of the block that introduces it: for an item, the paragraph before its list ("We aim to:")
    /// or the item it is nested in; for a table, the paragraph before it.
    pub lead: Option<usize>,
    /// Whether it stands in a quotation or an admonition.
    pub quoted: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; 1 is the highest level. A short paragraph that is wholly bold counts as one.
    Heading {
        /// Its level.
        level: u8,
    },
    /// Sentences.
    Paragraph,
    /// The sentences of one item of a list; a second paragraph of the same item is a block of its own.
    Item {
        /// How deep the list is nested; 1 is a list that stands alone.
        depth: u8,
        /// Whether the list is numbered.
        ordered: bool,
        /// Whether the item begins here, or goes on with another paragraph.
        begins: bool,
    },
    /// A table.
    Table(Vec<Row>),
    /// Preformatted text.
    Code,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Whether it is the heading of the table.
    pub header: bool,
    /// Its cells.
    pub cells: Vec<Passage>,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

/// Something that was left out because there was too much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Blocks after the first 20 000; `at` is the offset of the first one left out.
    Blocks {
        /// Where.
        at: usize,
    },
    /// Cells of a table after the first 20 000.
    Cells {
        /// Where.
        at: usize,
    },
}

impl Document {
    /// Line and column of an offset, both counted from 1; the column in characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (u32, u32) {
        let index = self.lines.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.lines.get(index).copied().unwrap_or_default();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
        let before = self.source.as_bytes().get(start..offset).unwrap_or_default();
        let column = if before.len() < STRIDE {
            characters(before)
        } else {
            self.characters_before(offset).saturating_sub(self.characters_before(start))
        };
        (number(index), number(column))
    }

    /// How many characters begin before this offset.
    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.source.len());
        let known = self.characters.get(offset / STRIDE).copied().unwrap_or_default();
        let rest = self.source.as_bytes().get(offset - offset % STRIDE..offset);
        known + characters(rest.unwrap_or_default())
    }

    /// The headings above a block, from the innermost outwards.
    pub fn headings(&self, block: &Block) -> impl Iterator<Item = &Block> {
        let first = block.section.and_then(|index| self.blocks.get(index));
        core::iter::successors(first, |heading| {
            heading.section.and_then(|index| self.blocks.get(index))
        })
    }

    /// Every passage of words with the block it belongs to, in the order of the text.
    pub fn passages(&self) -> impl Iterator<Item = (&Block, &Passage)> {
        self.blocks.iter().flat_map(|block| {
            let cells = match &block.kind {
                BlockKind::Table(rows) => rows.as_slice(),
                _ => &[],
            };
            let own = Some(&block.passage).filter(|passage| !passage.text().is_empty());
            own.into_iter()
                .chain(cells.iter().flat_map(|row| &row.cells))
                .map(move |passage| (block, passage))
        })
    }
}

/// Reads a text.
///
/// # Errors
/// [`ReadError::TooLarge`] when it is longer than [`MAX_BYTES`].
pub fn read(source: &str, format: Format) -> Result<Document, ReadError> {
    if source.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: source.len() });
    }
    let outline = match format {
        Format::Markdown => markdown::read(source),
        Format::ReStructuredText => restructured::read(source),
        Format::Html => html::read(source),
        Format::Plain => plain::read(source),
    };
    let (blocks, cuts) = outline.finish();
    let breaks =
        source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    let lines = core::iter::once(0).chain(breaks).collect();
    let mut sum = 0;
    let characters = core::iter::once(0)
        .chain(source.as_bytes().chunks(STRIDE).map(|chunk| {
            sum += characters(chunk);
            sum
        }))
        .collect();
    Ok(Document { source: source.to_owned(), format, blocks, cuts, lines, characters })
}

/// How many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Markdown => "Markdown",
            Self::ReStructuredText => "reStructuredText",
            Self::Html => "HTML",
            Self::Plain => "plain text",
        })
    }
}
