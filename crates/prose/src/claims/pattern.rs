//! Patterns over words, written as one line each.
//!
//! `we will` are two words in a row; `will|shall` is either; `acknowledg*` any word that begins so; `?your`
//! may be missing; `..4` is up to four words of any kind, but never a full stop or a semicolon. `we will / you
//! may` is either phrase. A pattern is read once and kept; a match from every word on costs at most words ×
//! gap, and most patterns are ruled out by one look at the marks of their words.

use core::hash::{BuildHasherDefault, Hasher};
use core::ops::Range;
use std::cell::RefCell;
use std::collections::HashMap;

use super::words::Word;

/// A phrase of a pattern that was read.
#[derive(Debug)]
struct Phrase {
    elements: Vec<Element>,
    /// What each element that must be there may look like.
    needs: Vec<Marks>,
}

impl Phrase {
    /// What the first word of a match may look like.
    fn begins(&self) -> Marks {
        let mut marks = Marks::default();
        for element in &self.elements {
            match element.kind {
                Kind::Word => return marks.with(&element.marks),
                Kind::Optional => marks = marks.with(&element.marks),
                Kind::Gap(_) => return Marks::ALL,
            }
        }
        // Nothing in it must be there.
        Marks::ALL
    }
}

#[derive(Debug)]
struct Element {
    kind: Kind,
    /// Whole words, each with its hash.
    wholes: Vec<(u32, &'static str)>,
    /// Beginnings of words.
    stems: Vec<&'static str>,
    marks: Marks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Optional,
    Gap(usize),
}

/// What some words look like from afar: two sets of words that share a mark are worth a closer look, two that
/// share none have no word in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// One bit of 256 for the hash of each whole word.
    whole: [u64; 4],
    /// One bit of 64 for the first two letters of each word.
    letters: u64,
}

impl Marks {
    /// The marks of some words.
    pub(super) fn of(words: &[Word]) -> Self {
        let mut marks = Self::default();
        for word in words {
            marks.add_whole(word.hash);
            marks.letters |= word.letters;
        }
        marks
    }

    fn add_whole(&mut self, hash: u32) {
        let [a, b, c, d] = &mut self.whole;
        let part = match hash & 3 {
            0 => a,
            1 => b,
            2 => c,
            _ => d,
        };
        *part |= 1 << ((hash >> 2) & 63);
    }

    /// Every mark.
    const ALL: Self = Self { whole: [u64::MAX; 4], letters: u64::MAX };

    /// How many marks there are: the fewer, the more they tell.
    fn count(&self) -> u32 {
        self.whole.iter().map(|part| part.count_ones()).sum::<u32>() + self.letters.count_ones()
    }

    fn with(mut self, other: &Self) -> Self {
        self.whole.iter_mut().zip(other.whole).for_each(|(part, more)| *part |= more);
        self.letters |= other.letters;
        self
    }

    const fn meets(&self, other: &Self) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.whole, other.whole);
        (a & e) | (b & f) | (c & g) | (d & h) | (self.letters & other.letters) != 0
    }

    const fn may_be(&self, word: &Word) -> bool {
        let [a, b, c, d] = self.whole;
        let part = match word.hash & 3 {
            0 => a,
            1 => b,
            2 => c,
            _ => d,
        };
        (part >> ((word.hash >> 2) & 63)) & 1 != 0 || self.letters & word.letters != 0
    }
}

/// Hashes where a text lies: addresses differ enough as they are.
#[derive(Debug, Default)]
struct Place(u64);

impl Hasher for Place {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_usize(usize::from(*byte)));
    }
    fn write_usize(&mut self, number: usize) {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// A pattern that was read.
#[derive(Debug)]
struct Pattern {
    /// What the word that says most of each phrase may look like: words without any of these marks match none of
    /// them. It lies beside the key, so that most patterns are ruled out where they are found.
    tells: Marks,
    /// What the first word of a match may look like.
    begins: Marks,
    phrases: Vec<Phrase>,
}

/// Patterns of which any may match, in their order.
#[derive(Debug)]
struct Group {
    /// What one of the words may look like, and what the first word of a match may: of all patterns together.
    tells: Marks,
    begins: Marks,
    patterns: Vec<Pattern>,
}

/// Things by address and length of what they were read from.
type Known<T> = RefCell<HashMap<(usize, usize), T, BuildHasherDefault<Place>>>;

thread_local! {
    /// Patterns by where their text lies: they are all literals.
    static READ: Known<Pattern> = RefCell::new(HashMap::default());
    /// Groups by where their patterns lie: one look for all of them.
    static GROUPS: Known<Group> = RefCell::new(HashMap::default());
}

/// One bit for the first two letters of a word.
pub(super) fn letters(text: &str) -> u64 {
    let mut bytes = text.bytes();
    let first = u64::from(bytes.next().unwrap_or(0));
    let second = u64::from(bytes.next().unwrap_or(0));
    1 << ((first.wrapping_mul(31).wrapping_add(second.wrapping_mul(7))) % 64)
}

/// A number for a word, by FNV-1a.
pub(super) fn hash(text: &str) -> u32 {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = text.bytes().fold(0x811c_9dc5, mix);
    hash ^ (hash >> 15)
}

/// What a use of a pattern gives, which is read when it is used for the first time.
fn with<T>(pattern: &'static str, look: impl FnOnce(&Pattern) -> T) -> T {
    let key = (pattern.as_ptr() as usize, pattern.len());
    READ.with(|read| {
        if let Some(known) = read.borrow().get(&key) {
            return look(known);
        }
        let made = Pattern::of(pattern);
        let found = look(&made);
        read.borrow_mut().insert(key, made);
        found
    })
}

/// The same of a group.
fn with_any<T>(patterns: &'static [&'static str], look: impl FnOnce(&Group) -> T) -> T {
    let key = (patterns.as_ptr() as usize, patterns.len());
    GROUPS.with(|groups| {
        if let Some(known) = groups.borrow().get(&key) {
            return look(known);
        }
        let patterns: Vec<Pattern> = patterns.iter().map(|pattern| Pattern::of(pattern)).collect();
        let of = |marks: fn(&Pattern) -> &Marks| {
            patterns.iter().fold(Marks::default(), |all, one| all.with(marks(one)))
        };
        let made = Group { tells: of(|one| &one.tells), begins: of(|one| &one.begins), patterns };
        let found = look(&made);
        groups.borrow_mut().insert(key, made);
        found
    })
}

impl Pattern {
    fn of(text: &'static str) -> Self {
        let phrases: Vec<Phrase> = text.split(" / ").map(phrase).collect();
        let tells = phrases.iter().fold(Marks::default(), |tells, phrase| {
            let most = phrase.needs.iter().min_by_key(|need| need.count());
            tells.with(most.unwrap_or(&Marks::ALL))
        });
        let begins = phrases.iter().fold(Marks::default(), |marks, one| marks.with(&one.begins()));
        Self { tells, begins, phrases }
    }

    /// The first match among words with these marks.
    fn find(&self, words: &[Word], marks: &Marks) -> Option<Range<usize>> {
        if !self.tells.meets(marks) {
            return None;
        }
        let found = self.phrases.iter().filter_map(|phrase| {
            if phrase.needs.iter().any(|need| !need.meets(marks)) {
                return None;
            }
            // Where the first word must be one of some, only those are tried.
            let first = phrase.elements.first().filter(|first| first.kind == Kind::Word);
            words.iter().enumerate().find_map(|(start, word)| {
                if first.is_some_and(|first| !first.marks.may_be(word)) {
                    return None;
                }
                matches(words.get(start..)?, &phrase.elements).map(|length| start..start + length)
            })
        });
        found.min_by_key(|range| range.start)
    }

    /// How many words it takes from the first of these on.
    fn here(&self, first: &Word, words: &[Word]) -> Option<usize> {
        if !self.begins.may_be(first) {
            return None;
        }
        self.phrases.iter().find_map(|phrase| matches(words, &phrase.elements))
    }
}

fn phrase(text: &'static str) -> Phrase {
    let elements: Vec<Element> =
        text.split(' ').filter(|part| !part.is_empty()).map(element).collect();
    let needs = elements.iter().filter(|e| e.kind == Kind::Word).map(|e| e.marks).collect();
    Phrase { elements, needs }
}

fn element(text: &'static str) -> Element {
    let mut element = Element {
        kind: Kind::Word,
        wholes: Vec::new(),
        stems: Vec::new(),
        marks: Marks::default(),
    };
    if let Some(gap) = text.strip_prefix("..") {
        element.kind = Kind::Gap(gap.parse().unwrap_or(3));
        return element;
    }
    let words = match text.strip_prefix('?') {
        Some(words) => {
            element.kind = Kind::Optional;
            words
        }
        None => text,
    };
    for option in words.split('|') {
        match option.strip_suffix('*') {
            // `*` alone is any word, and so is a stem whose first two letters are not both given.
            Some(stem) if stem.len() < 2 => {
                element.stems.push(stem);
                element.marks.letters = u64::MAX;
            }
            Some(stem) => {
                element.stems.push(stem);
                element.marks.letters |= letters(stem);
            }
            None => {
                let hash = hash(option);
                element.wholes.push((hash, option));
                element.marks.add_whole(hash);
            }
        }
    }
    element
}

/// The first match of a pattern: a range of words.
pub(super) fn find(words: &[Word], pattern: &'static str) -> Option<Range<usize>> {
    find_marked(words, &Marks::of(words), pattern)
}

/// The first match of a pattern among words whose marks are known.
pub(super) fn find_marked(
    words: &[Word],
    marks: &Marks,
    pattern: &'static str,
) -> Option<Range<usize>> {
    with(pattern, |pattern| pattern.find(words, marks))
}

/// The first match of any of several patterns, by their order.
pub(super) fn find_any(words: &[Word], patterns: &'static [&'static str]) -> Option<Range<usize>> {
    let marks = Marks::of(words);
    with_any(patterns, |group| group.patterns.iter().find_map(|one| one.find(words, &marks)))
}

/// Whether one of several patterns matches somewhere.
pub(super) fn has_any(words: &[Word], patterns: &'static [&'static str]) -> bool {
    has_any_marked(words, &Marks::of(words), patterns)
}

/// The same among words whose marks are known.
pub(super) fn has_any_marked(
    words: &[Word],
    marks: &Marks,
    patterns: &'static [&'static str],
) -> bool {
    with_any(patterns, |group| {
        group.tells.meets(marks)
            && group.patterns.iter().any(|one| one.find(words, marks).is_some())
    })
}

/// How many words a pattern takes at the beginning of these.
pub(super) fn matches_here(words: &[Word], pattern: &'static str) -> Option<usize> {
    let first = words.first()?;
    with(pattern, |pattern| pattern.here(first, words))
}

/// How many words the first of several patterns takes that matches at the beginning of these.
pub(super) fn matches_any_here(words: &[Word], patterns: &'static [&'static str]) -> Option<usize> {
    let first = words.first()?;
    with_any(patterns, |group| {
        if !group.begins.may_be(first) {
            return None;
        }
        group.patterns.iter().find_map(|one| one.here(first, words))
    })
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
    element.marks.may_be(word)
        && (element.wholes.iter().any(|(hash, text)| *hash == word.hash && word.text == *text)
            || element.stems.iter().any(|stem| word.text.starts_with(stem)))
}
