//! The language, described: every section and key with its kind, help, default and an example.
//!
//! One description, three readers: the JSON Schema for editors, the reference page, and the order in which
//! the formatter writes. The parser does not read it; a test drives the parser key by key and shows that it
//! knows exactly what is described here.

mod conduct;
mod people;
mod promises;
mod reference;
mod schema;
mod terms;

pub use reference::reference;
pub use schema::json_schema;

use crate::word::Word;

/// One table of the language.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its name as it is written, such as `program.contact`; empty for the whole file.
    pub path: &'static str,
    /// What it is for, in one or two sentences.
    pub about: &'static str,
    /// Its keys, in the order in which they are written.
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What is written there.
    pub kind: Kind,
    /// Whether the table cannot do without it.
    pub required: bool,
    /// What holds when it is left out; empty where nothing does.
    pub default: &'static str,
    /// What it says.
    pub help: &'static str,
    /// A value as TOML; empty for tables.
    pub example: &'static str,
    /// The version of Candor that first knew it.
    pub since: &'static str,
}

/// What is written at a key.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// `true` or `false`.
    Flag,
    /// An id: 1 to 40 lower-case letters, digits and hyphens, a letter first.
    Id,
    /// An `https` address.
    Https,
    /// An e-mail or `https` address.
    Address,
    /// A span of time, such as `24 hours`.
    Span,
    /// A span of time, or one of these phrases.
    SpanOr(&'static [&'static str]),
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// One of these words, or a list of them.
    Words(fn() -> Vec<&'static str>),
    /// One of these words, or a table.
    WordOr(fn() -> Vec<&'static str>, &'static Section),
    /// A day.
    Day,
    /// A list of days.
    Days,
    /// A moment with its offset.
    Moment,
    /// A time of day.
    TimeOfDay,
    /// A table.
    Table(&'static Section),
    /// Any number of tables.
    Tables(&'static Section),
    /// A list whose entries are texts or tables.
    Entries(&'static Section),
}

/// The whole file: its sections in the order in which a policy reads well.
pub const ROOT: Section = Section {
    path: "",
    about: "A policy is one TOML file. Only `[program]` must be there.",
    keys: &[
        table("program", &people::PROGRAM).required(),
        tables("product", &people::PRODUCT),
        table("scope", &conduct::SCOPE),
        table("report", &conduct::REPORT),
        table("rules", &conduct::RULES),
        table("harbor", &conduct::HARBOR),
        table("disclosure", &terms::DISCLOSURE),
        table("credit", &terms::CREDIT),
        table("reward", &terms::REWARD),
        table("privacy", &terms::PRIVACY),
        tables("retention", &terms::RETENTION),
        table("intake", &terms::INTAKE),
        table("calendar", &promises::CALENDAR),
        tables("promise", &promises::PROMISE),
        table("law", &promises::LAW),
        tables("escalation", &promises::ESCALATION),
        table("review", &promises::REVIEW),
        table("changes", &promises::CHANGES),
        tables("watch", &terms::WATCH),
        table("incident", &terms::INCIDENT),
        tables("practice", &terms::PRACTICE),
    ],
};

impl Section {
    /// The key with this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    /// The table behind the key, if there is one.
    #[must_use]
    pub const fn section(&self) -> Option<&'static Section> {
        match self.kind {
            Kind::Table(section)
            | Kind::Tables(section)
            | Kind::Entries(section)
            | Kind::WordOr(_, section) => Some(section),
            _ => None,
        }
    }

    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn default(self, default: &'static str) -> Self {
        Self { default, ..self }
    }
}

/// Every table of the language in the order of the file, each before those inside it.
#[must_use]
pub fn sections() -> Vec<&'static Section> {
    fn collect(section: &'static Section, found: &mut Vec<&'static Section>) {
        found.push(section);
        section.keys.iter().filter_map(Key::section).for_each(|inner| collect(inner, found));
    }
    let mut found = Vec::new();
    collect(&ROOT, &mut found);
    found
}

const fn key(name: &'static str, kind: Kind, help: &'static str, example: &'static str) -> Key {
    Key { name, kind, required: false, default: "", help, example, since: "0.1" }
}

const fn table(name: &'static str, section: &'static Section) -> Key {
    key(name, Kind::Table(section), section.about, "")
}

const fn tables(name: &'static str, section: &'static Section) -> Key {
    key(name, Kind::Tables(section), section.about, "")
}

/// The words of an enumeration.
fn words<W: Word>() -> Vec<&'static str> {
    W::WORDS.iter().map(|(word, _)| *word).collect()
}

const SOURCE: &str = "The sentence of the published policy, word for word.";
