//! Patterns over words, written as one line each.
//!
//! `we will` are two words in a row; `will|shall` is either; `acknowledg*` any word that begins so; `?your`
//! may be missing; `..4` is up to four words of any kind, but never a full stop or a semicolon. A pattern is
//! matched from every word on, so its cost is bounded by words × gap.

use core::ops::Range;

use super::words::Word;

/// The first match of a pattern: a range of words.
pub(super) fn find(words: &[Word], pattern: &str) -> Option<Range<usize>> {
    find_from(words, pattern, 0)
}

/// The first match that begins at or after a word.
pub(super) fn find_from(words: &[Word], pattern: &str, from: usize) -> Option<Range<usize>> {
    (from..words.len()).find_map(|start| {
        let rest = words.get(start..)?;
        matches_here(rest, pattern).map(|length| start..start + length)
    })
}

/// The first match of any of several patterns, by their order.
pub(super) fn find_any(words: &[Word], patterns: &[&str]) -> Option<Range<usize>> {
    patterns.iter().find_map(|pattern| find(words, pattern))
}

/// Whether one of several patterns matches somewhere.
pub(super) fn has_any(words: &[Word], patterns: &[&str]) -> bool {
    patterns.iter().any(|pattern| find(words, pattern).is_some())
}

/// How many words a pattern takes at the beginning of these.
pub(super) fn matches_here(words: &[Word], pattern: &str) -> Option<usize> {
    let (element, rest) = match pattern.trim_start().split_once(' ') {
        Some((element, rest)) => (element, rest),
        None => (pattern.trim_start(), ""),
    };
    if element.is_empty() {
        return Some(0);
    }
    if let Some(gap) = element.strip_prefix("..") {
        let most: usize = gap.parse().unwrap_or(3);
        for skipped in 0..=most {
            if let Some(length) = words.get(skipped..).and_then(|after| matches_here(after, rest)) {
                return Some(skipped + length);
            }
            if words.get(skipped).is_none_or(|word| matches!(word.text.as_str(), "." | ";" | "!")) {
                return None;
            }
        }
        return None;
    }
    if let Some(optional) = element.strip_prefix('?') {
        if words.first().is_some_and(|word| is(word, optional)) {
            if let Some(length) = words.get(1..).and_then(|after| matches_here(after, rest)) {
                return Some(length + 1);
            }
        }
        return matches_here(words, rest);
    }
    let first = words.first()?;
    if !is(first, element) {
        return None;
    }
    words.get(1..).and_then(|after| matches_here(after, rest)).map(|length| length + 1)
}

fn is(word: &Word, element: &str) -> bool {
    element.split('|').any(|option| match option.strip_suffix('*') {
        Some(stem) => word.text.starts_with(stem),
        None => word.text == option,
    })
}
