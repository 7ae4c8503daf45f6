//! What of a report comes out: its words beside those of the publication.
//!
//! Not a judgement and not a filter: it shows which words of one text stand in another, so that whoever publishes
//! sees what of a report becomes public and what does not. Words count as public where at least three of them
//! stand in the publication in the same order; a shorter text counts as a whole.

use std::collections::BTreeSet;
use std::ops::Range;

/// How many words in a row have to be the same: single words ("the server") are in every text.
const RUN: usize = 3;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The part, with the spaces and signs in it.
    pub text: String,
    /// Whether its words stand in the publication.
    pub is_public: bool,
}

/// The words of a text, folded, each with where it stands.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() {
            is_open = false;
            continue;
        }
        let end = at + c.len_utf8();
        match found.last_mut().filter(|_| is_open) {
            Some((range, word)) => {
                range.end = end;
                word.extend(c.to_lowercase());
            }
            None => found.push((at..end, c.to_lowercase().collect())),
        }
        is_open = true;
    }
    found
}

/// The parts of a text: those whose words stand in `public`, and those that do not. Together they are the text.
#[must_use]
pub fn pieces(text: &str, public: &str) -> Vec<Piece> {
    let own = words(text);
    let folded: Vec<&str> = own.iter().map(|(_, word)| word.as_str()).collect();
    let theirs = words(public);
    let theirs: Vec<&str> = theirs.iter().map(|(_, word)| word.as_str()).collect();
    let run = RUN.min(own.len()).max(1);
    let known: BTreeSet<&[&str]> = theirs.windows(run).collect();
    let mut open = vec![false; own.len()];
    for (at, window) in folded.windows(run).enumerate() {
        if known.contains(window) {
            open.iter_mut().skip(at).take(run).for_each(|word| *word = true);
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut begin = 0;
    for (place, (range, _)) in own.iter().enumerate() {
        let is_public = open.get(place).copied().unwrap_or_default();
        let next = own.get(place + 1);
        // What stands between two words belongs to the first of them.
        let end = next.map_or(text.len(), |(range, _)| range.start).max(range.end);
        let part = text.get(begin..end).unwrap_or_default();
        match pieces.last_mut() {
            Some(last) if last.is_public == is_public => last.text.push_str(part),
            _ => pieces.push(Piece { text: part.to_owned(), is_public }),
        }
        begin = end;
    }
    if own.is_empty() && !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), is_public: false });
    }
    pieces
}

/// Whether a text that is nobody's business, such as a name or an address, stands in `public` as a whole.
#[must_use]
pub fn is_told(text: &str, public: &str) -> bool {
    let own = words(text);
    if own.is_empty() {
        return false;
    }
    let theirs = words(public);
    theirs
        .windows(own.len())
        .any(|there| there.iter().map(|(_, w)| w).eq(own.iter().map(|(_, w)| w)))
}
