//! Plain text: paragraphs between empty lines, items with a mark, headings that are underlined or alone.

use super::BlockKind;
use super::outline::Outline;
use super::passage::PassageBuilder;

/// Reads plain text.
pub(crate) fn read(source: &str) -> Outline {
    let mut outline = Outline::default();
    let mut open: Option<Open> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        if text.is_empty() {
            flush(&mut open, &mut outline);
            continue;
        }
        if is_rule(text) {
            // A line under exactly one line of text makes that line a heading.
            if let Some(mut paragraph) = open.take() {
                if paragraph.lines == 1 && matches!(paragraph.kind, BlockKind::Paragraph) {
                    let level = if text.starts_with('=') { 1 } else { 2 };
                    paragraph.kind = BlockKind::Heading { level };
                }
                flush(&mut Some(paragraph), &mut outline);
            }
            continue;
        }
        let first = start + (line.len() - line.trim_start().len());
        if let Some((mark, ordered)) = item_mark(text) {
            flush(&mut open, &mut outline);
            let depth = u8::try_from(indent / 2).unwrap_or(u8::MAX).min(super::MAX_DEPTH - 1) + 1;
            let kind = BlockKind::Item { depth, ordered, begins: true };
            let mut item =
                Open { kind, start: first, end: at, lines: 0, words: PassageBuilder::default() };
            item.add(text.get(mark..).unwrap_or_default().trim_start(), source, at);
            open = Some(item);
            continue;
        }
        if is_field(text) {
            flush(&mut open, &mut outline);
        }
        let paragraph = open.get_or_insert_with(|| Open {
            kind: BlockKind::Paragraph,
            start: first,
            end: at,
            lines: 0,
            words: PassageBuilder::default(),
        });
        paragraph.add(text, source, at);
        paragraph.end = start + line.trim_end().len();
    }
    flush(&mut open, &mut outline);
    outline
}

struct Open {
    kind: BlockKind,
    start: usize,
    end: usize,
    lines: usize,
    words: PassageBuilder,
}

impl Open {
    /// Adds one line; `end` is where its line ends in the source.
    fn add(&mut self, text: &str, source: &str, end: usize) {
        let line = source.get(..end).unwrap_or_default().trim_end();
        let at = line.len().saturating_sub(text.len());
        self.words.space(at.saturating_sub(1)..at);
        self.words.verbatim(text, at);
        self.lines += 1;
    }
}

fn flush(open: &mut Option<Open>, outline: &mut Outline) {
    if let Some(open) = open.take() {
        outline.add(open.kind, open.start..open.end.max(open.start), open.words.finish(), false);
    }
}

/// Whether a line is a field of a security.txt (RFC 9116), which is a line of its own.
fn is_field(text: &str) -> bool {
    const FIELDS: [&str; 9] = [
        "acknowledgments:",
        "canonical:",
        "contact:",
        "csaf:",
        "encryption:",
        "expires:",
        "hiring:",
        "policy:",
        "preferred-languages:",
    ];
    let begin = text.split_inclusive(':').next().unwrap_or_default();
    FIELDS.iter().any(|field| begin.eq_ignore_ascii_case(field))
}

/// Whether a line is only marks, as under a heading.
pub(crate) fn is_rule(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    text.chars().count() >= 3 && "=-~^\"'`#*+_.:".contains(first) && chars.all(|c| c == first)
}

/// The length of the mark that begins an item, and whether it is a number.
pub(crate) fn item_mark(text: &str) -> Option<(usize, bool)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if matches!(first, '-' | '*' | '+' | '•' | '–') {
        return text.get(first.len_utf8()..)?.starts_with(' ').then_some((first.len_utf8(), false));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return text.starts_with("#. ").then_some((2, true));
    }
    let rest = text.get(digits..)?;
    (digits <= 3 && (rest.starts_with(". ") || rest.starts_with(") ")))
        .then_some((digits + 1, true))
}
