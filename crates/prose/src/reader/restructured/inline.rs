//! What stands inside lines of reStructuredText: emphasis, literals, roles, links and substitutions.

use std::collections::BTreeMap;

use super::super::passage::PassageBuilder;
use super::Line;

/// The named targets of a document: `.. _name: https://…`, by lower-case name.
#[derive(Debug, Default)]
pub(crate) struct Targets<'a>(BTreeMap<String, &'a str>);

impl<'a> Targets<'a> {
    pub(super) fn of(lines: &[Line<'a>]) -> Self {
        let mut targets = BTreeMap::new();
        for line in lines {
            let Some(rest) = line.trimmed().strip_prefix(".. _") else { continue };
            let split = match rest.strip_prefix('`') {
                Some(quoted) => quoted.split_once("`:"),
                None => rest.split_once(": "),
            };
            if let Some((name, target)) = split {
                targets.insert(name.to_lowercase(), target.trim());
            }
        }
        Self(targets)
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        let plain: Vec<&str> = name.split_whitespace().collect();
        self.0.get(&plain.join(" ").to_lowercase()).copied()
    }
}

/// Reads the words of one line.
pub(super) fn read(text: &str, at: usize, targets: &Targets<'_>, words: &mut PassageBuilder) {
    read_lines(&[(text, at)], targets, words);
}

/// Reads the words of several lines that belong together; markup may go on from one to the next.
pub(super) fn read_lines(
    lines: &[(&str, usize)],
    targets: &Targets<'_>,
    words: &mut PassageBuilder,
) {
    let mut joined = String::new();
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (text, at) in lines {
        if !joined.is_empty() {
            joined.push('\n');
        }
        starts.push((joined.len(), *at));
        joined.push_str(text);
    }
    Inline { text: &joined, starts: &starts, targets, words }.run();
}

struct Inline<'t, 'w, 'x> {
    text: &'t str,
    /// Offsets of lines in the text, with their places in the source.
    starts: &'t [(usize, usize)],
    targets: &'t Targets<'x>,
    words: &'w mut PassageBuilder,
}

impl Inline<'_, '_, '_> {
    fn run(&mut self) {
        let text = self.text;
        let mut at = 0;
        let mut from = 0;
        while let Some(rest) = text.get(at..) {
            let Some(c) = rest.chars().next() else { break };
            let found = match c {
                '*' | '`' | '|' | ':' | '\\' => self.markup(at, rest, from),
                _ => None,
            };
            match found {
                Some(length) => {
                    at += length.max(1);
                    from = at;
                }
                None => at += c.len_utf8(),
            }
        }
        self.plain(from, text.len());
    }

    /// Reads markup at a place: writes what stands before it and itself, and says how long it is.
    fn markup(&mut self, at: usize, rest: &str, from: usize) -> Option<usize> {
        if let Some(inner) = delimited(rest, "**") {
            self.plain(from, at);
            self.words.note_bold(true);
            self.inner(at + 2, inner);
            return Some(inner + 4);
        }
        if let Some(inner) = delimited(rest, "``") {
            self.plain(from, at);
            self.inner(at + 2, inner);
            return Some(inner + 4);
        }
        if let Some(inner) = delimited(rest, "*") {
            self.plain(from, at);
            self.inner(at + 1, inner);
            return Some(inner + 2);
        }
        if let Some(inner) = delimited(rest, "|") {
            self.plain(from, at);
            self.inner(at + 1, inner);
            return Some(inner + 2);
        }
        if rest.starts_with(':') {
            let name = rest.get(1..)?.find(":`")?;
            let word = rest.get(1..=name)?;
            if word.is_empty()
                || !word.chars().all(|c| c.is_ascii_alphanumeric() || "-_:+.".contains(c))
            {
                return None;
            }
            let inner = delimited(rest.get(name + 2..)?, "`")?;
            self.plain(from, at);
            self.reference(at + name + 3, inner);
            return Some(name + inner + 4);
        }
        if rest.starts_with('`') {
            let inner = delimited(rest, "`")?;
            self.plain(from, at);
            self.reference(at + 1, inner);
            let after = rest.get(inner + 2..)?;
            let marks = after.bytes().take_while(|byte| *byte == b'_').count().min(2);
            return Some(inner + 2 + marks);
        }
        if rest.starts_with('\\') {
            self.plain(from, at);
            let next = rest.chars().nth(1)?;
            if !next.is_whitespace() {
                let place = self.place(at + 1);
                self.words.verbatim(next.encode_utf8(&mut [0; 4]), place);
            }
            return Some(1 + next.len_utf8());
        }
        None
    }

    /// `text <target>` or a name that is defined elsewhere.
    fn reference(&mut self, at: usize, length: usize) {
        let Some(inner) = self.text.get(at..at + length) else { return };
        let (shown, target) = match inner.rfind('<').filter(|_| inner.ends_with('>')) {
            Some(open) => {
                let target = inner.get(open + 1..inner.len() - 1).unwrap_or_default();
                (open, Some(target.trim_end_matches('_')))
            }
            None => (length, self.targets.get(inner)),
        };
        let target = target.unwrap_or_default().to_owned();
        let words = if shown == 0 { 1..length.saturating_sub(1) } else { 0..shown };
        let place = self.place(at);
        self.words.open_link(&target, place);
        self.plain(at + words.start, at + words.end);
        let end = self.place(at + length);
        self.words.close_link(end);
        // The space before the target is outside of the link.
        if self.text.get(at..at + shown).is_some_and(|shown| shown.ends_with(char::is_whitespace)) {
            self.words.space(end..end);
        }
    }

    fn inner(&mut self, at: usize, length: usize) {
        self.write(at, at + length);
    }

    fn plain(&mut self, from: usize, to: usize) {
        if self.text.get(from..to).is_some_and(|text| !text.trim().is_empty()) {
            self.words.note_bold(false);
        }
        self.write(from, to);
    }

    fn write(&mut self, from: usize, to: usize) {
        let Some(text) = self.text.get(from..to) else { return };
        let mut at = from;
        for line in text.split_inclusive('\n') {
            let shown = line.trim_end_matches('\n');
            let place = self.place(at);
            self.words.verbatim(shown, place);
            if shown.len() < line.len() {
                self.words.space(place + shown.len()..place + line.len());
            }
            at += line.len();
        }
    }

    fn place(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.starts.get(index).map_or(0, |(start, place)| place + (at - start))
    }
}

/// The length of what stands between two marks at the beginning of a text. Looks a bounded way ahead.
fn delimited(rest: &str, mark: &str) -> Option<usize> {
    let inner = rest.strip_prefix(mark)?;
    if inner.starts_with(char::is_whitespace) || inner.is_empty() {
        return None;
    }
    let window = inner.char_indices().nth(1_000).map_or(inner.len(), |(at, _)| at);
    let end = inner.get(..window)?.find(mark)?;
    let closes = !inner.get(..end)?.ends_with(char::is_whitespace);
    (end > 0 && closes).then_some(end)
}
