//! Where sentences end. English punctuation, with the abbreviations that policies use.

use core::ops::Range;

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "vs", "approx", "inc", "ltd", "co", "corp", "no", "dr", "mr", "ms", "mrs",
    "st", "cf", "resp", "incl", "esp", "art", "sec", "ver", "v", "a.k.a", "p.s", "u.s", "dept",
    "est", "al",
];

/// The sentences of a text on one line, without the spaces between them. `breaks` are offsets that end one
/// in any case.
pub(crate) fn sentences(text: &str, breaks: &[usize]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut cuts = breaks.iter().copied().peekable();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let forced = cuts.peek().is_some_and(|cut| *cut <= at);
        if forced {
            while cuts.next_if(|cut| *cut <= at).is_some() {}
            push(text, start..at, &mut found);
            start = at;
        }
        if !matches!(c, '.' | '!' | '?' | '…' | '。') {
            continue;
        }
        // A stop belongs to the sentence with the quotation marks and brackets that close after it.
        let mut end = at + c.len_utf8();
        while let Some((next, _)) = chars.next_if(|(_, c)| {
            matches!(c, '.' | '!' | '?' | '"' | '\'' | ')' | ']' | '”' | '’' | '*')
        }) {
            end = next
                + text.get(next..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        let after = text.get(end..).unwrap_or_default();
        let Some(rest) = after.strip_prefix(' ') else {
            if c == '。' {
                push(text, start..end, &mut found);
                start = end;
            }
            continue;
        };
        let starts_one = rest.chars().next().is_some_and(|c| {
            c.is_uppercase() || c.is_numeric() || !c.is_alphanumeric() && c != '–' && c != '-'
        });
        let before = text.get(start..at).unwrap_or_default();
        if starts_one && !(c == '.' && is_abbreviated(before)) {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = text.get(range.clone()).unwrap_or_default();
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = range.start + (part.len() - part.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

/// Whether the word before a full stop is one that is only shortened.
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '[', '"']).next().unwrap_or_default();
    let lower = word.to_lowercase();
    // A number that begins an item, or one initial of a name.
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    initial || ABBREVIATIONS.contains(&lower.as_str())
}
