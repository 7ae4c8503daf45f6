//! What rules and questions look at: one policy, whether it is prose or `policy.toml`, in one vocabulary.
//!
//! Prose is read by `prose`; a `policy.toml` is brought into the same claims by `data.rs`. What only prose has
//! (sentences, tables, left-overs) is reached through [`Subject::document`].

use core::cell::OnceCell;
use core::ops::Range;

use clock::Instant;
use policy::Policy;
use prose::{Claims, Document, Format, Quote};

use crate::scorecard::Scorecard;
use crate::source::Source;

/// One policy.
pub(crate) struct Subject<'a> {
    pub(crate) source: &'a Source,
    /// The document, when it is prose.
    pub(crate) document: Option<Document>,
    /// The policy, when it is data.
    pub(crate) data: Option<Policy>,
    pub(crate) claims: Claims,
    pub(crate) now: Instant,
    /// Every sentence in lower case, with its place.
    sentences: Vec<(String, Range<usize>)>,
    /// All of them, a line each: what is not in it is in none.
    lower: String,
    /// How many words they have.
    words: usize,
    scorecard: OnceCell<Scorecard>,
}

/// The byte range of a quote.
pub(crate) const fn span(quote: &Quote) -> Range<usize> {
    quote.start..quote.end
}

impl<'a> Subject<'a> {
    /// A policy in prose.
    pub(crate) fn prose(source: &'a Source, document: Document, now: Instant) -> Self {
        let claims = prose::claims(&document);
        let mut sentences = Vec::new();
        for (_, passage) in document.passages() {
            for range in passage.sentences() {
                let text = passage.text().get(range.clone()).unwrap_or_default();
                sentences.push((text.to_lowercase(), passage.source(range)));
            }
        }
        let lower = sentences.iter().fold(String::new(), |all, (text, _)| all + text + "\n");
        let words = lower.split_whitespace().count();
        let scorecard = OnceCell::new();
        let document = Some(document);
        Self { source, document, data: None, claims, now, sentences, lower, words, scorecard }
    }

    /// A policy as data.
    pub(crate) fn data(source: &'a Source, policy: Policy, now: Instant) -> Self {
        let claims = crate::data::claims(source, &policy);
        Self {
            source,
            document: None,
            data: Some(policy),
            claims,
            now,
            sentences: Vec::new(),
            lower: String::new(),
            words: 0,
            scorecard: OnceCell::new(),
        }
    }

    /// What Scorecard finds in it.
    pub(crate) fn scorecard(&self) -> &Scorecard {
        self.scorecard.get_or_init(|| Scorecard::of(self.source.text()))
    }

    /// Whether it is `policy.toml` rather than prose.
    pub(crate) const fn is_data(&self) -> bool {
        self.data.is_some()
    }

    pub(crate) fn is_markdown(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.format == Format::Markdown)
    }

    /// How many words it has.
    pub(crate) const fn words(&self) -> usize {
        self.words
    }

    /// Whether it is in a language that the rules do not read.
    pub(crate) fn is_foreign(&self) -> bool {
        let language = &self.claims.language;
        !language.readable && language.tag != "und"
    }

    /// Where it says that the policy is elsewhere, when it promises nothing itself.
    pub(crate) fn pointer(&self) -> Option<Range<usize>> {
        let claims = &self.claims;
        let promises = claims.promises.len() + claims.soft_promises.len();
        if self.is_data() || self.words() > 120 || promises > 0 {
            return None;
        }
        self.sentence_with(&[
            &["http", "page", "website", "here", "document", "guidance", "security.md"],
            &[
                "can be found",
                "review the latest",
                "please see",
                "refer to",
                "our security policy",
                "see our",
                "see the",
                "described at",
                "described in",
                "follow the",
                "visit",
                "for more information",
            ],
        ])
    }

    /// Whether so little is said, or so little of it can be read, that naming all that is absent helps nobody.
    pub(crate) fn says_little(&self) -> bool {
        self.is_foreign() || (!self.is_data() && (self.words() < 5 || self.pointer().is_some()))
    }

    /// The first sentence that has one of the words of each group, in lower case.
    pub(crate) fn sentence_with(&self, groups: &[&[&str]]) -> Option<Range<usize>> {
        self.sentences_with(groups).next()
    }

    /// The first of these words in a sentence, or the sentence where markup lies between them.
    pub(crate) fn words_in(&self, sentence: &Range<usize>, words: &[&str]) -> Range<usize> {
        let text = self.source.text().get(sentence.clone()).unwrap_or_default();
        let lower = text.to_ascii_lowercase();
        let found = words
            .iter()
            .filter_map(|word| Some((lower.find(word)?, core::cmp::Reverse(word.len()))))
            .min();
        found.map_or_else(
            || sentence.clone(),
            |(at, core::cmp::Reverse(length))| sentence.start + at..sentence.start + at + length,
        )
    }

    /// All sentences that have one of the words of each group, in lower case.
    pub(crate) fn sentences_with(&self, groups: &[&[&str]]) -> impl Iterator<Item = Range<usize>> {
        let is_somewhere = |words: &&[&str]| words.iter().any(|word| self.lower.contains(word));
        let sentences =
            if groups.iter().all(is_somewhere) { self.sentences.as_slice() } else { &[] };
        sentences
            .iter()
            .filter(|(text, _)| {
                groups.iter().all(|words| words.iter().any(|word| text.contains(word)))
            })
            .map(|(_, span)| span.clone())
    }
}
