//! HTML, by the tokens of `html5gum`: headings, paragraphs, items, tables, links and pictures.
//!
//! No tree is built. Elements that make a block end the one before; scripts, styles, comments and the head
//! are no text. The source of a stretch of text is walked entity by entity, so that every word keeps its place.

use core::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::outline::Outline;
use super::passage::{Image, PassageBuilder};
use super::{BlockKind, Cut, MAX_CELLS, MAX_DEPTH, Row};

/// The longest entity that HTML has, with its marks.
const LONGEST_ENTITY: usize = 34;

/// Reads a page.
pub(crate) fn read(source: &str) -> Outline {
    let mut outline = Outline::default();
    read_fragment(source, 0, &mut outline);
    outline
}

/// Reads a part of a page that begins at `offset` of its document.
pub(crate) fn read_fragment(html: &str, offset: usize, outline: &mut Outline) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader::new(outline);
    let mut last = offset;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        if reader.outline.is_full() {
            reader.outline.cut(Cut::Blocks { at: last });
            break;
        }
        match token {
            Token::StartTag(tag) => {
                last = offset + tag.span.end;
                reader.start(&tag, offset);
            }
            Token::EndTag(tag) => {
                let at = offset + tag.span.start..offset + tag.span.end;
                reader.end(&tag.name, at);
            }
            Token::String(text) => reader.text(html, text.span.start..text.span.end, offset),
            _ => {}
        }
    }
    reader.flush(offset + html.len());
    reader.end_table(offset + html.len());
}

/// An attribute of the first tag of a text.
pub(crate) fn attribute(html: &str, name: &[u8]) -> Option<String> {
    Tokenizer::new(html).find_map(|Ok(token)| match token {
        Token::StartTag(tag) => tag.attributes.get(name).map(|value| lossy(&value.value)),
        _ => None,
    })
}

/// The picture that a tag shows, when it is one.
pub(crate) fn image(html: &str, at: usize) -> Option<Image> {
    let target = attribute(html, b"src")?;
    let alt = attribute(html, b"alt").unwrap_or_default();
    Some(Image { alt, target, span: at..at + html.len() })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

struct Reader<'a> {
    outline: &'a mut Outline,
    words: PassageBuilder,
    start: Option<usize>,
    heading: Option<u8>,
    /// Lists that are open: whether each is numbered.
    lists: Vec<bool>,
    in_item: bool,
    item_begins: bool,
    preformatted: bool,
    quotes: u32,
    bold: u32,
    /// The element whose text is left out, and how often it is open.
    skipped: Option<(Vec<u8>, u32)>,
    rows: Vec<Row>,
    table: Option<usize>,
    cells: usize,
    in_cell: bool,
}

impl<'a> Reader<'a> {
    fn new(outline: &'a mut Outline) -> Self {
        Self {
            outline,
            words: PassageBuilder::default(),
            start: None,
            heading: None,
            lists: Vec::new(),
            in_item: false,
            item_begins: false,
            preformatted: false,
            quotes: 0,
            bold: 0,
            skipped: None,
            rows: Vec::new(),
            table: None,
            cells: 0,
            in_cell: false,
        }
    }

    fn start(&mut self, tag: &StartTag<usize>, offset: usize) {
        let name: &[u8] = &tag.name;
        let span = offset + tag.span.start..offset + tag.span.end;
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += u32::from(skipped.as_slice() == name && !tag.self_closing);
            return;
        }
        let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| lossy(&value.value));
        match name {
            b"script" | b"style" | b"head" | b"template" | b"svg" | b"noscript" | b"nav"
                if !tag.self_closing =>
            {
                self.skipped = Some((name.to_vec(), 1));
            }
            b"br" => self.words.line_break(span),
            b"a" => self.words.open_link(&attribute(b"href").unwrap_or_default(), span.start),
            b"b" | b"strong" => self.bold += 1,
            b"img" => {
                if self.start.is_none() {
                    self.start = Some(span.start);
                }
                let target = attribute(b"src").unwrap_or_default();
                let alt = attribute(b"alt").unwrap_or_default();
                self.words.image(Image { alt, target, span });
            }
            b"td" | b"th" => {
                self.end_cell(&span);
                self.in_cell = true;
                if let Some(row) = self.rows.last_mut() {
                    row.header |= name == b"th" && row.cells.is_empty();
                }
            }
            _ if self.table.is_some() && !matches!(name, b"tr" | b"table") => {
                self.words.space(span);
            }
            b"tr" => {
                self.end_cell(&span);
                self.rows.push(Row { header: false, cells: Vec::new(), span });
            }
            b"table" => {
                self.flush(span.start);
                self.end_table(span.start);
                self.table = Some(span.start);
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.flush(span.start);
                self.heading = name.get(1).map(|digit| digit.saturating_sub(b'0'));
            }
            b"ul" | b"ol" => {
                self.flush(span.start);
                self.lists.push(name == b"ol");
            }
            b"li" => {
                self.flush(span.start);
                self.in_item = true;
                self.item_begins = true;
            }
            b"blockquote" => {
                self.flush(span.start);
                self.quotes += 1;
            }
            b"pre" => {
                self.flush(span.start);
                self.preformatted = true;
            }
            _ if makes_block(name) => self.flush(span.start),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8], span: Range<usize>) {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped.as_slice() == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        match name {
            b"a" => self.words.close_link(span.end),
            b"b" | b"strong" => self.bold = self.bold.saturating_sub(1),
            b"td" | b"th" | b"tr" => self.end_cell(&span),
            b"table" => self.end_table(span.end),
            _ if self.table.is_some() => self.words.space(span),
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.flush(span.end);
                self.heading = None;
            }
            b"ul" | b"ol" => {
                self.flush(span.end);
                self.lists.pop();
                self.in_item = !self.lists.is_empty();
            }
            b"li" => {
                self.flush(span.end);
                self.in_item = false;
            }
            b"blockquote" => {
                self.flush(span.end);
                self.quotes = self.quotes.saturating_sub(1);
            }
            b"pre" => {
                self.flush(span.end);
                self.preformatted = false;
            }
            _ if makes_block(name) => self.flush(span.end),
            _ => {}
        }
    }

    /// Text, walked so that what is no entity stays in its place.
    fn text(&mut self, html: &str, span: Range<usize>, offset: usize) {
        if self.skipped.is_some() {
            return;
        }
        let raw = html.get(span.clone()).unwrap_or_default();
        if self.start.is_none() && !raw.trim().is_empty() {
            let lead = raw.len() - raw.trim_start().len();
            self.start = Some(offset + span.start + lead);
        }
        if !raw.trim().is_empty() {
            self.words.note_bold(self.bold > 0);
        }
        let mut at = offset + span.start;
        let mut rest = raw;
        while let Some(ampersand) = rest.find('&') {
            let (before, entity) = rest.split_at(ampersand);
            self.words.verbatim(before, at);
            at += before.len();
            let semicolon = entity.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
            let length = semicolon.map_or(1, |position| position + 1);
            let (written, after) = entity.split_at_checked(length).unwrap_or((entity, ""));
            let meant = decode(written);
            if meant == written {
                self.words.verbatim(written, at);
            } else {
                self.words.instead(&meant, &(at..at + written.len()));
            }
            at += written.len();
            rest = after;
        }
        self.words.verbatim(rest, at);
    }

    fn flush(&mut self, end: usize) {
        if self.table.is_some() {
            return;
        }
        let words = core::mem::take(&mut self.words);
        let Some(start) = self.start.take() else { return };
        if words.is_empty() {
            return;
        }
        let kind = if let Some(level) = self.heading {
            BlockKind::Heading { level }
        } else if self.preformatted {
            BlockKind::Code
        } else if self.in_item {
            let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX).clamp(1, MAX_DEPTH);
            let ordered = self.lists.last().copied().unwrap_or(false);
            BlockKind::Item { depth, ordered, begins: core::mem::take(&mut self.item_begins) }
        } else {
            BlockKind::Paragraph
        };
        self.outline.add(kind, start..end.max(start), words.finish(), self.quotes > 0);
    }

    fn end_cell(&mut self, span: &Range<usize>) {
        if self.table.is_none() || !core::mem::take(&mut self.in_cell) {
            return;
        }
        let cell = core::mem::take(&mut self.words).finish();
        self.start = None;
        self.cells += 1;
        if self.cells > MAX_CELLS {
            if self.cells == MAX_CELLS + 1 {
                self.outline.cut(Cut::Cells { at: span.start });
            }
            return;
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(cell);
            row.span.end = span.end;
        }
    }

    fn end_table(&mut self, end: usize) {
        let at = end..end;
        self.end_cell(&at);
        if let Some(start) = self.table.take() {
            let rows = core::mem::take(&mut self.rows);
            self.outline.table(rows, start..end.max(start), self.quotes > 0);
        }
        self.cells = 0;
    }
}

/// What an entity stands for; itself, when it is none.
fn decode(entity: &str) -> String {
    Tokenizer::new(entity)
        .filter_map(|Ok(token)| match token {
            Token::String(text) => Some(lossy(&text.value)),
            _ => None,
        })
        .collect()
}

fn makes_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"section"
            | b"article"
            | b"main"
            | b"header"
            | b"footer"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"details"
            | b"summary"
            | b"hr"
            | b"figure"
            | b"figcaption"
            | b"address"
            | b"body"
            | b"aside"
            | b"center"
            | b"form"
            | b"fieldset"
            | b"button"
    )
}
