//! Writes TOML line by line, notes questions and takes their answers.

use std::collections::HashMap;

use super::{Answers, Choice, Draft, Question};
use crate::claims::Quote;

/// A draft while it is written.
pub(super) struct Writer<'a> {
    text: String,
    answers: &'a Answers,
    questions: Vec<Question>,
    without_word: Vec<Quote>,
    written: usize,
    /// Ids in use, and how often each was wanted.
    ids: HashMap<String, usize>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(answers: &'a Answers) -> Self {
        Self {
            text: String::new(),
            answers,
            questions: Vec::new(),
            without_word: Vec::new(),
            written: 0,
            ids: HashMap::new(),
        }
    }

    pub(super) fn blank(&mut self) {
        if !self.text.ends_with("\n\n") && !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A comment; line breaks and control characters in it become spaces.
    pub(super) fn comment(&mut self, text: &str) {
        self.text.push_str("# ");
        self.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        self.text.push('\n');
    }

    /// `[name]` or `[[name]]`.
    pub(super) fn header(&mut self, header: &str) {
        self.blank();
        self.raw(header);
    }

    pub(super) fn raw(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// `key = "text"`.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        let value = quoted(text);
        self.raw(&format!("{key} = {value}"));
        self.written += 1;
    }

    /// `key = "text"  # ASK: …` while the question is open.
    pub(super) fn text_asked(&mut self, key: &str, text: &str, open: Option<&str>) {
        let ask =
            open.map(|question| format!("  # ASK: {}", one_line(question))).unwrap_or_default();
        let value = quoted(text);
        self.raw(&format!("{key} = {value}{ask}"));
        self.written += 1;
    }

    /// `key = ["a", "b"]`.
    pub(super) fn texts<S: AsRef<str>>(&mut self, key: &str, texts: &[S]) {
        let list: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
        match list.as_slice() {
            [] => {}
            [one] if one.len() < 80 => self.raw(&format!("{key} = [{one}]")),
            many if many.iter().map(String::len).sum::<usize>() < 80 => {
                self.raw(&format!("{key} = [{}]", many.join(", ")));
            }
            many => {
                self.raw(&format!("{key} = ["));
                for text in many {
                    self.raw(&format!("  {text},"));
                }
                self.raw("]");
            }
        }
        self.written += usize::from(!list.is_empty());
    }

    /// The sentence that a value came from.
    pub(super) fn source(&mut self, quote: &Quote) {
        let value = quoted(&quote.plain);
        self.raw(&format!("source = {value}"));
    }

    /// Sentences that a table came from, each once.
    pub(super) fn sources<'q>(&mut self, quotes: impl IntoIterator<Item = &'q Quote>) {
        let mut texts: Vec<&str> = Vec::new();
        for quote in quotes {
            if !texts.contains(&quote.plain.as_str()) {
                texts.push(&quote.plain);
            }
        }
        match texts.as_slice() {
            [] => {}
            [one] => {
                let value = quoted(one);
                self.raw(&format!("source = {value}"));
            }
            many => self.texts("source", many),
        }
    }

    /// Notes a question; gives its answer when there is one.
    pub(super) fn ask(
        &mut self,
        id: &str,
        text: &str,
        quote: Option<&Quote>,
        choices: &[(&str, &str)],
    ) -> Option<String> {
        let id = self.unique(id);
        if let Some(answer) = self.answers.get(&id) {
            let allowed = choices.is_empty() || choices.iter().any(|(value, _)| value == answer);
            if allowed {
                return Some(answer.clone());
            }
        }
        self.questions.push(Question {
            id,
            text: text.to_owned(),
            line: quote.map_or(0, |quote| quote.line),
            quote: quote.map(|quote| quote.plain.clone()).unwrap_or_default(),
            choices: choices
                .iter()
                .map(|(value, label)| Choice {
                    label: (*label).to_owned(),
                    value: (*value).to_owned(),
                })
                .collect(),
        });
        None
    }

    /// An id that was not used before: of a promise, a question or an entry of the scope.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        let mut count = self.ids.get(wanted).copied().unwrap_or_default();
        while self.ids.contains_key(&id) {
            count += 1;
            id = format!("{wanted}-{}", count + 1);
        }
        self.ids.insert(wanted.to_owned(), count);
        self.ids.entry(id.clone()).or_insert(0);
        id
    }

    /// The answer to a question, when there is one.
    pub(super) fn answer(&self, id: &str) -> Option<&str> {
        self.answers.get(id).map(String::as_str)
    }

    /// Something that was understood and cannot be said in a policy.
    pub(super) fn no_word(&mut self, quote: &Quote) {
        self.without_word.push(quote.clone());
    }

    /// What [`Self::no_word`] noted.
    pub(super) fn without_word(&self) -> &[Quote] {
        &self.without_word
    }

    pub(super) fn finish(self) -> Draft {
        Draft {
            toml: self.text,
            questions: self.questions,
            written: self.written,
            without_word: self.without_word,
        }
    }
}

/// A basic string of TOML 1.0.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A name in addresses: lower case letters, digits and hyphens, beginning with a letter.
pub(super) fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 40 {
            break;
        }
    }
    let slug = slug.trim_matches('-').trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    (slug.len() >= 2).then(|| slug.to_owned())
}
