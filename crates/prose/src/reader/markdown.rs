//! Markdown, read with `pulldown-cmark`: CommonMark with the tables, alerts and struck-out text of GitHub.
//!
//! HTML inside Markdown is read by the same tokenizer as whole pages; comments are no text, so what an editor
//! left in one is not claimed. A link whose target is an address without `mailto:` stays a link.

use core::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::outline::Outline;
use super::passage::{Image, PassageBuilder};
use super::{BlockKind, Cut, MAX_CELLS, MAX_DEPTH, Row, html};

/// Reads Markdown.
pub(crate) fn read(source: &str) -> Outline {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for (event, span) in Parser::new_ext(source, options).into_offset_iter() {
        if reader.outline.is_full() {
            reader.outline.cut(Cut::Blocks { at: span.start });
            break;
        }
        reader.event(event, span, source);
    }
    reader.flush(source.len());
    reader.outline
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    words: PassageBuilder,
    start: Option<usize>,
    heading: Option<u8>,
    /// Lists that are open: whether each is numbered.
    lists: Vec<bool>,
    /// Whether the innermost open item has no block yet.
    item_begins: bool,
    items: u32,
    quotes: u32,
    bold: u32,
    struck: u32,
    skip: u32,
    code: bool,
    images: Vec<(String, usize)>,
    alt: String,
    table: Option<Table>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    cells: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Range<usize>, source: &str) {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                self.flush(span.start);
                let block = source.get(span.clone()).unwrap_or_default();
                html::read_fragment(block, span.start, &mut self.outline);
                self.skip += 1;
            }
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, &span),
            Event::Text(text) => self.text(&text, span, source),
            Event::Code(code) => {
                // The marks around it are not part of the words.
                let raw = source.get(span.clone()).unwrap_or_default();
                let inner = raw.find(code.as_ref()).map(|at| span.start + at);
                match inner {
                    Some(at) => self.text(&code, at..at + code.len(), source),
                    None => self.text(&code, span, source),
                }
            }
            Event::SoftBreak => self.words.space(span),
            Event::HardBreak => self.words.line_break(span),
            Event::Rule => self.flush(span.start),
            Event::InlineHtml(tag) => self.inline_html(&tag, span),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(span.start),
            Tag::Heading { level, .. } => {
                self.open(span.start);
                self.heading = Some(depth_of(level));
            }
            Tag::BlockQuote(_) => {
                self.flush(span.start);
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.open(span.start);
                self.code = true;
            }
            Tag::List(first) => {
                self.flush(span.start);
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.flush(span.start);
                self.item_begins = true;
                self.items += 1;
                self.open(span.start);
            }
            Tag::Table(_) => {
                self.flush(span.start);
                self.start = Some(span.start);
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    let header = matches!(tag, Tag::TableHead);
                    table.rows.push(Row { header, cells: Vec::new(), span });
                }
            }
            Tag::TableCell => self.words = PassageBuilder::default(),
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => self.words.open_link(&dest_url, span.start),
            Tag::Image { dest_url, .. } => self.images.push((dest_url.to_string(), span.start)),
            Tag::MetadataBlock(_) => self.skip += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.flush(span.end),
            TagEnd::BlockQuote(_) => {
                self.flush(span.end);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush(span.end);
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush(span.end);
                self.items = self.items.saturating_sub(1);
                self.item_begins = false;
            }
            TagEnd::Table => {
                let start = self.start.take().unwrap_or(span.start);
                if let Some(table) = self.table.take() {
                    self.outline.table(table.rows, start..span.end, self.quotes > 0);
                }
            }
            TagEnd::TableCell => self.cell(span),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link => self.words.close_link(span.end),
            TagEnd::Image => {
                if let Some((target, start)) = self.images.pop() {
                    let alt = core::mem::take(&mut self.alt);
                    self.words.image(Image { alt, target, span: start..span.end });
                }
            }
            TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => self.skip = self.skip.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, span: Range<usize>, source: &str) {
        if self.skip > 0 || self.struck > 0 {
            return;
        }
        if !self.images.is_empty() {
            self.alt.push_str(text);
            return;
        }
        if self.start.is_none() {
            self.start = Some(span.start);
        }
        if !text.trim().is_empty() {
            self.words.note_bold(self.bold > 0);
        }
        if source.get(span.clone()) == Some(text) {
            self.words.verbatim(text, span.start);
        } else {
            self.words.instead(text, &span);
        }
    }

    /// Tags between words: a line break counts as one, a comment and every other tag as nothing.
    fn inline_html(&mut self, tag: &str, span: Range<usize>) {
        let lower = tag.to_ascii_lowercase();
        if lower.starts_with("<br") {
            self.words.line_break(span);
        } else if lower.starts_with("<img") {
            if let Some(image) = html::image(tag, span.start) {
                self.words.image(image);
            }
        } else if lower.starts_with("<a ") {
            if let Some(target) = html::attribute(tag, b"href") {
                self.words.open_link(&target, span.start);
            }
        } else if lower.starts_with("</a") {
            self.words.close_link(span.end);
        }
    }

    fn open(&mut self, at: usize) {
        self.flush(at);
        self.start = Some(at);
    }

    /// Ends the block that is open, if there is one.
    fn flush(&mut self, end: usize) {
        let words = core::mem::take(&mut self.words);
        let heading = self.heading.take();
        let code = core::mem::take(&mut self.code);
        let Some(start) = self.start.take() else { return };
        if words.is_empty() {
            return;
        }
        let kind = if let Some(level) = heading {
            BlockKind::Heading { level }
        } else if code {
            BlockKind::Code
        } else if self.items > 0 {
            let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX).clamp(1, MAX_DEPTH);
            let ordered = self.lists.last().copied().unwrap_or(false);
            let begins = core::mem::take(&mut self.item_begins);
            BlockKind::Item { depth, ordered, begins }
        } else {
            BlockKind::Paragraph
        };
        self.outline.add(kind, start..end.max(start), words.finish(), self.quotes > 0);
    }

    fn cell(&mut self, span: &Range<usize>) {
        let cell = core::mem::take(&mut self.words).finish();
        let Some(table) = &mut self.table else { return };
        table.cells += 1;
        if table.cells > MAX_CELLS {
            if table.cells == MAX_CELLS + 1 {
                self.outline.cut(Cut::Cells { at: span.start });
            }
            return;
        }
        if let Some(row) = table.rows.last_mut() {
            row.cells.push(cell);
        }
    }
}

const fn depth_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
