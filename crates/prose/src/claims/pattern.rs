//! Patterns over words, written as one line each.
//!
//! `we will` are two words in a row; `will|shall` is either; `acknowledg*` any word that begins so; `?your`
//! may be missing; `..4` is up to four words of any kind, but never a full stop or a semicolon. `we will / you
//! may` is either phrase. A pattern is read once and kept; a match from every word on costs at most words ×
//! gap, and most patterns are ruled out by one look at the first letters.

use core::ops::Range;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::words::Word;

/// A phrase of a pattern that was read.
#[derive(Debug)]
struct Phrase {
    elements: Vec<Element>,
    /// For each element that must be there, the first letters it may have.
    needs: Vec<u64>,
}

#[derive(Debug)]
struct Element {
    kind: Kind,
    options: Vec<(&'static str, bool)>,
    letters: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Optional,
    Gap(usize),
}

/// Patterns by address and length of their text.
type Known = HashMap<(usize, usize), Rc<[Phrase]>>;

thread_local! {
    /// Patterns by where their text lies: they are all literals.
    static READ: RefCell<Known> = RefCell::new(HashMap::new());
}

/// One bit for the first two letters of a word.
pub(super) fn letters(text: &str) -> u64 {
    let mut bytes = text.bytes();
    let first = u64::from(bytes.next().unwrap_or(0));
    let second = u64::from(bytes.next().unwrap_or(0));
    1 << ((first.wrapping_mul(31).wrapping_add(second.wrapping_mul(7))) % 64)
}

fn read(pattern: &'static str) -> Rc<[Phrase]> {
    let key = (pattern.as_ptr() as usize, pattern.len());
    READ.with(|read| {
        if let Some(known) = read.borrow().get(&key) {
            return Rc::clone(known);
        }
        let made: Rc<[Phrase]> = pattern.split(" / ").map(phrase).collect();
        read.borrow_mut().insert(key, Rc::clone(&made));
        made
    })
}

fn phrase(text: &'static str) -> Phrase {
    let elements: Vec<Element> =
        text.split(' ').filter(|part| !part.is_empty()).map(element).collect();
    let needs = elements.iter().filter(|e| e.kind == Kind::Word).map(|e| e.letters).collect();
    Phrase { elements, needs }
}

fn element(text: &'static str) -> Element {
    if let Some(gap) = text.strip_prefix("..") {
        let most = gap.parse().unwrap_or(3);
        return Element { kind: Kind::Gap(most), options: Vec::new(), letters: u64::MAX };
    }
    let (kind, words) = match text.strip_prefix('?') {
        Some(words) => (Kind::Optional, words),
        None => (Kind::Word, text),
    };
    let options: Vec<(&'static str, bool)> = words
        .split('|')
        .map(|option| match option.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (option, false),
        })
        .collect();
    let letters = options.iter().fold(0, |bits, (text, _)| bits | letters(text));
    Element { kind, options, letters }
}

/// The first match of a pattern: a range of words.
pub(super) fn find(words: &[Word], pattern: &'static str) -> Option<Range<usize>> {
    find_from(words, pattern, 0)
}

/// The first match that begins at or after a word.
pub(super) fn find_from(
    words: &[Word],
    pattern: &'static str,
    from: usize,
) -> Option<Range<usize>> {
    let rest = words.get(from..)?;
    let present = rest.iter().fold(0, |bits, word| bits | word.letters);
    let pattern = read(pattern);
    let found = pattern.iter().filter_map(|phrase| {
        if phrase.needs.iter().any(|need| need & present == 0) {
            return None;
        }
        (from..words.len()).find_map(|start| {
            let rest = words.get(start..)?;
            matches(rest, &phrase.elements).map(|length| start..start + length)
        })
    });
    found.min_by_key(|range| range.start)
}

/// The first match of any of several patterns, by their order.
pub(super) fn find_any(words: &[Word], patterns: &[&'static str]) -> Option<Range<usize>> {
    patterns.iter().find_map(|pattern| find(words, pattern))
}

/// Whether one of several patterns matches somewhere.
pub(super) fn has_any(words: &[Word], patterns: &[&'static str]) -> bool {
    patterns.iter().any(|pattern| find(words, pattern).is_some())
}

/// How many words a pattern takes at the beginning of these.
pub(super) fn matches_here(words: &[Word], pattern: &'static str) -> Option<usize> {
    read(pattern).iter().find_map(|phrase| matches(words, &phrase.elements))
}

fn matches(words: &[Word], elements: &[Element]) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(0) };
    match element.kind {
        Kind::Gap(most) => {
            for skipped in 0..=most {
                let after = words.get(skipped..)?;
                if let Some(length) = matches(after, rest) {
                    return Some(skipped + length);
                }
                if after.first().is_none_or(|word| matches!(word.text.as_str(), "." | ";" | "!")) {
                    return None;
                }
            }
            None
        }
        Kind::Optional => {
            if words.first().is_some_and(|word| is(word, element))
                && let Some(length) = words.get(1..).and_then(|after| matches(after, rest))
            {
                return Some(length + 1);
            }
            matches(words, rest)
        }
        Kind::Word => {
            let (first, after) = words.split_first()?;
            if !is(first, element) {
                return None;
            }
            matches(after, rest).map(|length| length + 1)
        }
    }
}

fn is(word: &Word, element: &Element) -> bool {
    word.letters & element.letters != 0
        && element.options.iter().any(|(text, stem)| {
            if *stem { word.text.starts_with(text) } else { word.text == *text }
        })
}
