//! A passage: words without their markup, each of which still knows its bytes in the original.
//!
//! The text is what a reader sees, on one line: marks of emphasis gone, entities and escapes resolved, every
//! run of white space one space. `Piece`s lead back: each is a stretch that stands in the source byte for
//! byte, or one that stands for something else (an entity, a line break).

use core::ops::Range;

/// Words without their markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    text: String,
    pieces: Vec<Piece>,
    sentences: Vec<Range<usize>>,
    /// Links, in order.
    pub links: Vec<Link>,
    /// Pictures, in order.
    pub images: Vec<Image>,
    /// Whether all of it is emphasised strongly.
    pub bold: bool,
}

/// A link inside a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words in the passage.
    pub words: Range<usize>,
    /// Where it leads, as written.
    pub target: String,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// What is written for those who do not see it.
    pub alt: String,
    /// Where it is, as written.
    pub target: String,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    begins: usize,
    source: Range<usize>,
    verbatim: bool,
}

impl Passage {
    /// What a reader sees, on one line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The sentences, as ranges of [`Self::text`].
    #[must_use]
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The bytes of the source for a range of the text: from the first word to the last, with what markup
    /// lies between them.
    #[must_use]
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let piece = |at: usize| {
            let index = self.pieces.partition_point(|piece| piece.begins <= at).checked_sub(1)?;
            self.pieces.get(index)
        };
        let Some(first) = piece(range.start) else { return 0..0 };
        let start = if first.verbatim {
            first.source.start.saturating_add(range.start.saturating_sub(first.begins))
        } else {
            first.source.start
        };
        let last_byte = range.end.saturating_sub(1).max(range.start);
        let end = piece(last_byte).map_or(start, |last| {
            if last.verbatim {
                let length = range.end.saturating_sub(last.begins);
                last.source.start.saturating_add(length).min(last.source.end)
            } else {
                last.source.end
            }
        });
        start.min(first.source.end)..end.max(start.min(first.source.end))
    }

    /// Whether there is neither a word nor a picture.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.images.is_empty()
    }
}

/// Puts a passage together from what a reader of a format finds.
#[derive(Debug, Default)]
pub(crate) struct PassageBuilder {
    passage: Passage,
    /// White space that is written once a word follows, with its place.
    gap: Option<Range<usize>>,
    open_links: Vec<(usize, String, usize)>,
    plain_words: bool,
    bold_words: bool,
    /// Offsets at which a line is broken on purpose, which ends a sentence.
    breaks: Vec<usize>,
}

impl PassageBuilder {
    /// Text that stands in the source as it is, from `at` on.
    pub(crate) fn verbatim(&mut self, text: &str, at: usize) {
        let mut offset = 0;
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end_matches(char::is_whitespace);
            let start = at.saturating_add(offset);
            if !word.is_empty() {
                self.word(word, start..start.saturating_add(word.len()), true);
            }
            if word.len() < part.len() {
                let end = start.saturating_add(part.len());
                self.space(start.saturating_add(word.len())..end);
            }
            offset = offset.saturating_add(part.len());
        }
    }

    /// Text that stands for the bytes `source`, such as `&` for `&amp;`.
    pub(crate) fn instead(&mut self, text: &str, source: &Range<usize>) {
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.space(source.clone());
            }
            if !word.is_empty() {
                self.word(word, source.clone(), false);
            }
        }
    }

    /// White space.
    pub(crate) fn space(&mut self, source: Range<usize>) {
        if !self.passage.text.is_empty() && self.gap.is_none() {
            self.gap = Some(source);
        }
    }

    /// A line break that its author meant.
    pub(crate) fn line_break(&mut self, source: Range<usize>) {
        self.space(source);
        self.breaks.push(self.passage.text.len());
    }

    /// Says whether what follows is emphasised strongly.
    pub(crate) fn note_bold(&mut self, bold: bool) {
        if bold {
            self.bold_words = true;
        } else {
            self.plain_words = true;
        }
    }

    fn word(&mut self, word: &str, source: Range<usize>, verbatim: bool) {
        if let Some(gap) = self.gap.take() {
            let begins = self.passage.text.len();
            self.passage.text.push(' ');
            self.passage.pieces.push(Piece { begins, source: gap, verbatim: false });
        }
        let begins = self.passage.text.len();
        self.passage.text.push_str(word);
        self.passage.pieces.push(Piece { begins, source, verbatim });
    }

    /// A link begins.
    pub(crate) fn open_link(&mut self, target: &str, at: usize) {
        let begins = self.passage.text.len() + usize::from(self.gap.is_some());
        self.open_links.push((begins, target.to_owned(), at));
    }

    /// The last link that began ends.
    pub(crate) fn close_link(&mut self, at: usize) {
        if let Some((begins, target, from)) = self.open_links.pop() {
            let end = self.passage.text.len().max(begins);
            self.passage.links.push(Link { words: begins..end, target, span: from..at });
        }
    }

    /// A picture.
    pub(crate) fn image(&mut self, image: Image) {
        self.passage.images.push(image);
    }

    /// Whether nothing was written yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.passage.is_empty()
    }

    /// The passage, with its sentences found.
    pub(crate) fn finish(mut self) -> Passage {
        let end = self.open_links.iter().map(|(_, _, at)| *at).max().unwrap_or_default();
        while !self.open_links.is_empty() {
            self.close_link(end);
        }
        self.passage.bold = self.bold_words && !self.plain_words;
        self.passage.links.sort_by_key(|link| link.words.start);
        self.passage.sentences = super::sentence::sentences(&self.passage.text, &self.breaks);
        self.passage
    }
}
