//! Puts blocks in order: which heading each stands under, what introduces a list, and where to stop.

use core::ops::Range;

use super::passage::Passage;
use super::{Block, BlockKind, Cut, MAX_BLOCKS, Row};

/// The blocks of a document while it is read.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    blocks: Vec<Block>,
    cuts: Vec<Cut>,
    /// The headings that are open, outermost first: level and index.
    open: Vec<(u8, usize)>,
    /// The items that are open, outermost first: depth and index.
    items: Vec<(u8, usize)>,
}

/// The most words of a bold paragraph that counts as a heading.
const BOLD_HEADING_WORDS: usize = 9;
/// The level of a bold paragraph that counts as a heading: below every other.
const BOLD_HEADING_LEVEL: u8 = 7;

impl Outline {
    /// Adds a block of words. Empty ones are left out.
    pub(crate) fn add(
        &mut self,
        kind: BlockKind,
        span: Range<usize>,
        passage: Passage,
        quoted: bool,
    ) {
        if passage.is_empty() {
            return;
        }
        let kind = match kind {
            BlockKind::Paragraph if is_bold_heading(&passage) => {
                BlockKind::Heading { level: BOLD_HEADING_LEVEL }
            }
            other => other,
        };
        self.push(kind, span, passage, quoted);
    }

    /// Adds a table. One without rows is left out.
    pub(crate) fn table(&mut self, rows: Vec<Row>, span: Range<usize>, quoted: bool) {
        if !rows.is_empty() {
            self.push(BlockKind::Table(rows), span, Passage::default(), quoted);
        }
    }

    /// Notes that something was left out.
    pub(crate) fn cut(&mut self, cut: Cut) {
        if self.cuts.len() < 10 {
            self.cuts.push(cut);
        }
    }

    /// Whether no more blocks are taken.
    pub(crate) fn is_full(&self) -> bool {
        self.blocks.len() >= MAX_BLOCKS
    }

    fn push(&mut self, kind: BlockKind, span: Range<usize>, passage: Passage, quoted: bool) {
        if self.is_full() {
            if !self.cuts.iter().any(|cut| matches!(cut, Cut::Blocks { .. })) {
                self.cut(Cut::Blocks { at: span.start });
            }
            return;
        }
        let index = self.blocks.len();
        let section = match kind {
            BlockKind::Heading { level } => {
                while self.open.last().is_some_and(|(open, _)| *open >= level) {
                    self.open.pop();
                }
                let above = self.open.last().map(|(_, index)| *index);
                self.open.push((level, index));
                self.items.clear();
                above
            }
            _ => self.open.last().map(|(_, index)| *index),
        };
        let lead = self.lead(&kind, index, section);
        self.blocks.push(Block { kind, span, passage, section, lead, quoted });
    }

    /// What introduces the block that comes next.
    fn lead(&mut self, kind: &BlockKind, index: usize, section: Option<usize>) -> Option<usize> {
        match *kind {
            BlockKind::Item { depth, begins, .. } => {
                while self
                    .items
                    .last()
                    .is_some_and(|(open, _)| *open > depth || (begins && *open == depth))
                {
                    self.items.pop();
                }
                let around = self.items.last().map(|(_, index)| *index);
                if begins {
                    // The item before it in the same list shares its lead.
                    let before = self.blocks.last().and_then(|block| match block.kind {
                        BlockKind::Item { depth: other, .. } if other >= depth => {
                            self.sibling_lead(depth)
                        }
                        BlockKind::Paragraph if around.is_none() => {
                            Some(index.checked_sub(1)).filter(|_| block.section == section)
                        }
                        _ => None,
                    });
                    self.items.push((depth, index));
                    return around.or(before.flatten());
                }
                around
            }
            BlockKind::Table(_) => {
                self.items.clear();
                let last = self.blocks.last()?;
                let introduces =
                    matches!(last.kind, BlockKind::Paragraph) && last.section == section;
                introduces.then(|| index.checked_sub(1)).flatten()
            }
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                self.items.clear();
                None
            }
            BlockKind::Code => None,
        }
    }

    /// The lead of the last item that began at this depth.
    fn sibling_lead(&self, depth: u8) -> Option<Option<usize>> {
        self.blocks.iter().rev().take(50).find_map(|block| match block.kind {
            BlockKind::Item { depth: other, begins: true, .. } if other == depth => {
                Some(block.lead)
            }
            _ => None,
        })
    }

    /// The blocks and what was left out.
    pub(crate) fn finish(self) -> (Vec<Block>, Vec<Cut>) {
        (self.blocks, self.cuts)
    }
}

/// A short paragraph that is wholly bold and no sentence.
fn is_bold_heading(passage: &Passage) -> bool {
    let text = passage.text();
    passage.bold
        && passage.links.is_empty()
        && text.split(' ').count() <= BOLD_HEADING_WORDS
        && !text.ends_with(['.', '!', ';'])
        && !text.contains('@')
}
