//! One table of the text, asked key by key. What was never asked for is an unknown key.
//!
//! Every question notes what is wrong with the answer and then returns nothing, so that readers of
//! sections stay plain lists of questions.

use core::ops::Range;

use clock::{Date, Instant, Span, SpanError};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::MAX_ENTRIES;
use super::reader::{Reader, is_bidi_control, shortened, suggestion, suggestion_of};
use crate::finding::{Code, Finding, Level};
use crate::word::{Word, read};

/// The most characters of one text.
const MAX_TEXT_CHARS: usize = 4_000;
/// The largest count of a span; a promise for later is none.
const MAX_SPAN_COUNT: u32 = 100_000;

/// One table: `[program]`, one `[[promise]]`, or `{ … }`.
pub(super) struct Table<'d> {
    reader: &'d Reader<'d>,
    entries: &'d DeTable<'d>,
    span: Range<usize>,
    /// Its name in sentences, such as `[program]`.
    name: String,
    /// What stands before its own sections' names, such as `program.`.
    path: String,
    asked: Vec<&'static str>,
}

/// An entry of a list that may be a word or a table.
pub(super) enum Entry<'t, 'd> {
    /// A text, and where it stands.
    Text(String, Range<usize>),
    /// A table.
    Table(&'t mut Table<'d>),
}

impl Entry<'_, '_> {
    /// Where the entry stands.
    pub(super) fn place(&self) -> Range<usize> {
        match self {
            Self::Text(_, place) => place.clone(),
            Self::Table(table) => table.span(),
        }
    }
}

impl<'d> Table<'d> {
    pub(super) fn root(reader: &'d Reader<'d>, entries: &'d DeTable<'d>) -> Self {
        let (name, path) = ("a policy".to_owned(), String::new());
        Self { reader, entries, span: 0..0, name, path, asked: Vec::new() }
    }

    /// Reads the table, then notes every key that was not asked for.
    pub(super) fn read_whole<T>(mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let result = read(&mut self);
        for (key, _) in self.entries {
            let word: &str = key.get_ref();
            if !self.asked.contains(&word) && !self.reader.is_full() {
                self.reader.error(
                    Code::UnknownKey,
                    key.span(),
                    format!("{} has no {}", self.name, self.reader.quoted(&key.span())),
                    suggestion(word, &self.asked),
                );
            }
        }
        result
    }

    /// Where the table stands.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where the value of a key stands; the table itself when there is none.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.entries.get(key).map_or_else(|| self.span(), Spanned::span)
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Whether the value of a key is a table.
    pub(super) fn is_table(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_)))
    }

    /// Where the last entry with this id stands in a list of tables.
    pub(super) fn place_of_entry(&self, key: &str, id: &str) -> Range<usize> {
        let Some(DeValue::Array(entries)) = self.entries.get(key).map(Spanned::get_ref) else {
            return self.span_of(key);
        };
        let place = entries.iter().rev().find_map(|entry| {
            let DeValue::Table(entries) = entry.get_ref() else { return None };
            let value = entries.get("id")?;
            (value.get_ref().as_str()?.trim() == id).then(|| value.span())
        });
        place.unwrap_or_else(|| self.span_of(key))
    }

    /// Notes an error at the value of a key.
    pub(super) fn error(
        &self,
        code: Code,
        key: &str,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.reader.error(code, self.span_of(key), message, instead);
    }

    /// Notes an error at a place.
    pub(super) fn error_at(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.reader.error(code, span, message, instead);
    }

    /// Notes a warning at a place.
    pub(super) fn warning_at(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.reader.warning(code, span, message, instead);
    }

    /// A warning at a place that holds on some days only, and is therefore not noted.
    pub(super) fn warning_for_later(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) -> Finding {
        self.reader.finding(Level::Warning, code, span, message.into(), instead.into())
    }

    /// Notes a warning at the value of a key.
    pub(super) fn warning(
        &self,
        code: Code,
        key: &str,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.reader.warning(code, self.span_of(key), message, instead);
    }

    /// Notes that a key must be there.
    pub(super) fn missing(&self, key: &str, why: &str) {
        let message = format!("{} has no `{key}`: {why}", self.name);
        let instead = format!("add `{key} = …` to it");
        self.reader.error(Code::Missing, self.span(), message, instead);
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.text_in(value)
    }

    /// A text that must be there.
    pub(super) fn need_text(&mut self, key: &'static str, why: &str) -> Option<String> {
        if !self.has(key) {
            self.asked.push(key);
            self.missing(key, why);
        }
        self.text(key)
    }

    /// A list of texts; one text alone is a list of one.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of texts with their places; one text alone is a list of one.
    pub(super) fn spanned_texts(&mut self, key: &'static str) -> Vec<(String, Range<usize>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let values = self.list(key, value, MAX_ENTRIES);
        values.into_iter().filter_map(|v| Some((self.text_in(v)?, v.span()))).collect()
    }

    /// `true` or `false`; `false` when absent.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        self.wrong_type(value, "`true` or `false`, without quotes");
        false
    }

    /// One of the words of an enumeration.
    pub(super) fn word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        let value = self.value(key)?;
        self.word_in(value)
    }

    /// One of the words of an enumeration, which must be there.
    pub(super) fn need_word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        if !self.has(key) {
            let why = format!("{} is one of: {}", W::NOUN, crate::word::list::<W>());
            self.missing(key, &why);
        }
        self.word(key)
    }

    /// A list of words of an enumeration, without repeats; one word alone is a list of one.
    pub(super) fn words<W: Word + PartialEq>(&mut self, key: &'static str) -> Vec<W> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let mut words = Vec::new();
        for value in self.list(key, value, MAX_ENTRIES) {
            let Some(word) = self.word_in(value) else { continue };
            if words.contains(&word) {
                let message = format!("{} stands here twice", self.reader.quoted(&value.span()));
                self.reader.error(Code::Duplicate, value.span(), message, "leave one of them out");
            } else {
                words.push(word);
            }
        }
        words
    }

    /// A span of time.
    pub(super) fn span_of_time(&mut self, key: &'static str) -> Option<Span> {
        let value = self.value(key)?;
        self.span_in(value)
    }

    /// A span of time, or one of these phrases, by its place among them.
    pub(super) fn span_or_phrase(
        &mut self,
        key: &'static str,
        phrases: &[&str],
    ) -> Option<Result<Span, usize>> {
        let value = self.value(key)?;
        if let DeValue::String(text) = value.get_ref() {
            let text = text.trim();
            if let Some(place) = phrases.iter().position(|phrase| *phrase == text) {
                return Some(Err(place));
            }
            if !text.starts_with(|c: char| c.is_ascii_digit()) {
                let message = format!("{} is not a time", self.reader.quoted(&value.span()));
                let phrases = phrases.iter().map(|p| format!("`{p}`")).collect::<Vec<_>>();
                let instead = format!(
                    "write a number with its unit, like `24 hours` or `7 business days`, or {}",
                    phrases.join(" or ")
                );
                self.reader.error(Code::BadSpan, value.span(), message, instead);
                return None;
            }
        }
        self.span_in(value).map(Ok)
    }

    /// A day.
    pub(super) fn date(&mut self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        self.date_in(value)
    }

    /// A list of days.
    pub(super) fn dates(&mut self, key: &'static str, limit: usize) -> Vec<Date> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let values = self.list(key, value, limit);
        values.into_iter().filter_map(|value| self.date_in(value)).collect()
    }

    /// A time of day.
    pub(super) fn time(&mut self, key: &'static str) -> Option<clock::Time> {
        let value = self.value(key)?;
        let time = match value.get_ref() {
            DeValue::Datetime(datetime) if datetime.date.is_none() => datetime.time,
            _ => None,
        };
        let time = time.and_then(|time| {
            let small = |number: u8| i8::try_from(number).ok();
            let second = small(time.second.unwrap_or(0))?;
            clock::Time::new(small(time.hour)?, small(time.minute)?, second, 0).ok()
        });
        if time.is_none() {
            self.wrong_type(value, "a time of day without quotes, like `09:00:00`");
        }
        time
    }

    /// A moment.
    pub(super) fn instant(&mut self, key: &'static str) -> Option<Instant> {
        let value = self.value(key)?;
        let instant = match value.get_ref() {
            DeValue::Datetime(moment) => moment.to_string().parse::<Instant>().ok(),
            _ => None,
        };
        if instant.is_none() {
            self.reader.error(
                Code::BadDate,
                value.span(),
                format!("{} is not a moment", self.reader.quoted(&value.span())),
                "write date, time and offset without quotes, like `2026-12-01T09:00:00Z`",
            );
        }
        instant
    }

    /// Reads a table, if it is there.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        let value = self.value(key)?;
        let name = format!("`[{}{key}]`", self.path);
        Some(self.inner(key, value, name)?.read_whole(read))
    }

    /// Reads a table that must be there.
    pub(super) fn need_table<T>(
        &mut self,
        key: &'static str,
        why: &str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        if !self.has(key) {
            let message = format!("{} has no `[{key}]`: {why}", self.name);
            self.reader.error(
                Code::Missing,
                self.span(),
                message,
                format!("add a section `[{key}]`"),
            );
        }
        self.table(key, read)
    }

    /// Reads a list of tables; those that cannot be read are left out.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        limit: usize,
        mut read: impl FnMut(&mut Table<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else { return Vec::new() };
        if matches!(value.get_ref(), DeValue::Table(_)) {
            let path = &self.path;
            let message = format!("`[{path}{key}]` is one table, and there may be several");
            let instead = format!("write `[[{path}{key}]]`");
            self.reader.error(Code::WrongType, value.span(), message, instead);
            return Vec::new();
        }
        let name = format!("`[[{}{key}]]`", self.path);
        let values = self.list(key, value, limit);
        values
            .into_iter()
            .filter_map(|value| self.inner(key, value, name.clone())?.read_whole(&mut read))
            .collect()
    }

    /// Reads a list whose entries are texts or tables.
    pub(super) fn entries<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&Reader<'_>, Entry<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let name = format!("an entry of `{key}`");
        let values = self.list(key, value, MAX_ENTRIES);
        values
            .into_iter()
            .filter_map(|value| match value.get_ref() {
                DeValue::String(_) => {
                    read(self.reader, Entry::Text(self.text_in(value)?, value.span()))
                }
                _ => self
                    .inner(key, value, name.clone())?
                    .read_whole(|table| read(table.reader, Entry::Table(table))),
            })
            .collect()
    }

    /// The value of a key; from now on the key is a known one.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.asked.push(key);
        self.entries.get(key)
    }

    fn inner(&self, key: &str, value: &'d Spanned<DeValue<'d>>, name: String) -> Option<Table<'d>> {
        let DeValue::Table(entries) = value.get_ref() else {
            self.wrong_type(value, "a table, like `{ key = \"value\" }`");
            return None;
        };
        let path = format!("{}{key}.", self.path);
        let span = value.span();
        Some(Table { reader: self.reader, entries, span, name, path, asked: Vec::new() })
    }

    /// The entries of a list; a value that is no list is a list of one.
    fn list(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'d>>,
        limit: usize,
    ) -> Vec<&'d Spanned<DeValue<'d>>> {
        let DeValue::Array(values) = value.get_ref() else { return vec![value] };
        if values.len() > limit {
            let place = values.get(limit).map_or_else(|| value.span(), Spanned::span);
            let message = format!("`{key}` has {} entries, at most {limit} are read", values.len());
            self.reader.error(Code::TooMany, place, message, "leave out or join some of them");
        }
        values.iter().take(limit).collect()
    }

    fn text_in(&self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, "a text in double quotes");
            return None;
        };
        let text = text.trim();
        let breaks = |c: char| matches!(c, '\n' | '\r' | '\t');
        let strange = |c: char| (c.is_control() && !breaks(c)) || is_bidi_control(c);
        if text.is_empty() {
            let message = "this text is empty";
            self.reader.error(
                Code::BadText,
                value.span(),
                message,
                "write it, or leave the key out",
            );
            None
        } else if text.chars().nth(MAX_TEXT_CHARS).is_some() {
            let message = format!("this text is longer than {MAX_TEXT_CHARS} characters");
            self.reader.error(
                Code::TooLong,
                value.span(),
                message,
                "shorten it, or split it in two",
            );
            None
        } else if let Some(c) = text.chars().find(|c| strange(*c)) {
            let message = format!("this text has the unseen character U+{:04X}", u32::from(c));
            self.reader.error(Code::BadText, value.span(), message, "leave that character out");
            None
        } else {
            // A sentence may be broken over lines in the file; what people see wraps by itself.
            Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }

    fn word_in<W: Word>(&self, value: &Spanned<DeValue<'_>>) -> Option<W> {
        let text = self.text_in(value)?;
        let word = read::<W>(&text).ok();
        if word.is_none() {
            let message = format!("`{}` is not {}", shortened(&text), W::NOUN);
            let instead = suggestion_of::<W>(&text);
            self.reader.error(Code::UnknownValue, value.span(), message, instead);
        }
        word
    }

    fn span_in(&self, value: &Spanned<DeValue<'_>>) -> Option<Span> {
        let quoted = self.reader.quoted(&value.span());
        let bare = |number: &str| {
            (
                format!("{quoted} has no unit: nobody can tell which days or hours are meant"),
                format!(
                    "write `\"{number} days\"` for days of 24 hours, or `\"{number} business days\"`"
                ),
            )
        };
        let (message, instead) = match value.get_ref() {
            DeValue::String(text) => match text.parse::<Span>() {
                Ok(span) if span.count.get() <= MAX_SPAN_COUNT => return Some(span),
                Ok(_) => (
                    format!("{quoted} is longer than anybody can promise"),
                    format!("write a number of at most {MAX_SPAN_COUNT}"),
                ),
                Err(SpanError::UnknownUnit { unit }) if unit.is_empty() => bare(text.trim()),
                Err(error) => (format!("{quoted} is not a time"), error.to_string()),
            },
            DeValue::Integer(number) => bare(number.as_str()),
            _ => {
                self.wrong_type(value, "a time in double quotes, like `\"24 hours\"`");
                return None;
            }
        };
        self.reader.error(Code::BadSpan, value.span(), message, instead);
        None
    }

    fn date_in(&self, value: &Spanned<DeValue<'_>>) -> Option<Date> {
        let date = match value.get_ref() {
            DeValue::Datetime(datetime) if datetime.time.is_none() => datetime.date,
            _ => None,
        };
        let date = date.and_then(|date| {
            let small = |number: u8| i8::try_from(number).ok();
            let year = i16::try_from(date.year).ok()?;
            Date::new(year, small(date.month)?, small(date.day)?).ok()
        });
        if date.is_none() {
            let message = format!("{} is not a day", self.reader.quoted(&value.span()));
            let instead = "write year, month and day without quotes, like `2026-12-24`";
            self.reader.error(Code::BadDate, value.span(), message, instead);
        }
        date
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let what = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("{} is {what}", self.reader.quoted(&value.span()));
        self.reader.error(Code::WrongType, value.span(), message, format!("write {wanted}"));
    }
}
