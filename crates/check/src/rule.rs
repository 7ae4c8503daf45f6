//! A rule: what it looks for, why it matters and what to write, and the place where findings are noted.
//!
//! To add a rule, add one [`Rule`] to the table of a file in `rules/` with the function that looks for it,
//! and a text that triggers it and one that does not to `tests/it/cases/`. Everything else (the list of rules,
//! the generated document, SARIF's descriptions, the test that both texts exist) follows from the table.

use core::ops::Range;

use crate::finding::{Finding, Severity};
use crate::source::{Excerpt, Place, Source, shortened};
use crate::subject::Subject;
use crate::tree::Tree;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name, in kebab-case.
    pub code: &'static str,
    /// What it looks for, in a few words.
    pub title: &'static str,
    /// How bad a finding is.
    pub severity: Severity,
    /// Why it matters.
    pub why: &'static str,
    /// What to write instead.
    pub write: &'static str,
    /// A sentence to copy; empty where there is none.
    pub example: &'static str,
    /// Where it comes from: a clause, a standard, a published policy.
    pub sources: &'static [&'static str],
    /// What it runs over.
    pub(crate) look: Look,
}

/// What a rule runs over.
#[derive(Debug)]
pub(crate) enum Look {
    /// One policy, in prose or as `policy.toml`.
    Policy(fn(&Subject<'_>, &mut Notes<'_>)),
    /// One security.txt.
    SecurityTxt(fn(&crate::rules::Served<'_>, &mut Notes<'_>)),
    /// All files together.
    Tree(fn(&Tree<'_>, &mut Vec<Finding>)),
    /// Nothing: the reader of a format notes it.
    Reader,
}

/// The rule with this code.
#[must_use]
pub fn named(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Every rule, group by group.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    crate::rules::GROUPS.iter().flat_map(|(_, rules)| rules.iter())
}

/// Where a rule notes what it found in one text.
pub(crate) struct Notes<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) source: &'a Source,
    findings: &'a mut Vec<Finding>,
    noted: usize,
}

/// The most findings of one rule in one text: who has so many mends them by a search.
const MOST: usize = 50;

impl<'a> Notes<'a> {
    pub(crate) const fn new(
        rule: &'static Rule,
        source: &'a Source,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Self { rule, source, findings, noted: 0 }
    }
    /// Notes words of the text.
    pub(crate) fn at(&mut self, span: &Range<usize>, message: impl Into<String>) {
        self.write(span, message, self.rule.write);
    }

    /// Notes words of the text, with a remedy of its own.
    pub(crate) fn write(
        &mut self,
        span: &Range<usize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        if self.noted >= MOST {
            return;
        }
        let place = self.source.place(span);
        let words = self.source.words(span);
        self.push(place, words, &message.into(), instead.into());
    }

    /// Notes that something is not there.
    pub(crate) fn absent(&mut self, message: impl Into<String>) {
        let instead = self.rule.write.to_owned();
        self.push(Place::START, String::new(), &message.into(), instead);
    }

    fn push(&mut self, place: Place, words: String, message: &str, instead: String) {
        self.noted += 1;
        let finding = note(self.rule, self.source.path(), place, words, message, instead);
        self.findings.push(finding.with_excerpt(self.source));
    }
}

/// A finding of a rule in a file.
pub(crate) fn note(
    rule: &'static Rule,
    path: &str,
    place: Place,
    words: String,
    message: &str,
    instead: String,
) -> Finding {
    Finding {
        code: rule.code,
        severity: rule.severity,
        path: path.to_owned(),
        place,
        words,
        message: shortened(message, 400),
        why: rule.why,
        instead,
        excerpt: Excerpt::default(),
    }
}
