//! The reference page of the language: every section and key in a table, and the well-known names.

use super::{Key, Kind, Section, sections};
use crate::field_catalogue::WELL_KNOWN_FIELDS;
use crate::rules::{ASKED, FORBIDDEN};

const HEAD: &str = "# The policy language

<!-- Generated from the language's description (crates/policy/src/language): change it there. -->

A policy is one [TOML](https://toml.io) file. `candor policy init` writes one, `candor policy check` says what is wrong
with it, `candor policy fmt` brings it into this order. Editors that know JSON Schema complete and check it with
`docs/policy.schema.json` (`candor policy schema` prints it): put `#:schema policy.schema.json` on the first line.

A **span** is a whole number and a unit: `24 hours`, `3 days` (of 24 hours each), `7 business days`, `4 business hours`,
`2 weeks`, `3 months`. Dates and times stand without quotes (`2027-12-24`, `09:00:00`, `2027-12-01T09:00:00Z`). Where a
list is expected, one value alone is a list of one. **bold**: must be there.
";

/// The page, as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut page = HEAD.to_owned();
    for section in sections() {
        page.push_str(&of_section(section));
    }
    page.push_str("\n## Well-known fields of a report\n\n| id | name | what to write |\n| --- | --- | --- |\n");
    for field in WELL_KNOWN_FIELDS {
        page.push_str(&format!("| `{}` | {} | {} |\n", field.id, field.label, field.help));
    }
    for (title, rules) in [("asked", ASKED), ("forbidden", FORBIDDEN)] {
        page.push_str(&format!(
            "\n## Well-known rules: {title}\n\n| id | sentence |\n| --- | --- |\n"
        ));
        for (id, sentence) in rules {
            page.push_str(&format!("| `{id}` | {sentence} |\n"));
        }
    }
    page
}

fn of_section(section: &Section) -> String {
    if section.path.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## {}\n\n{}\n\n", heading(section), section.about);
    text.push_str(
        "| key | what is written | what it says | otherwise |\n| --- | --- | --- | --- |\n",
    );
    for key in section.keys {
        let name =
            if key.required { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
        text.push_str(&format!(
            "| {name} | {} | {} | {} |\n",
            written(key),
            help(key),
            key.default
        ));
    }
    text
}

/// The heading, in the brackets in which it is written.
fn heading(section: &Section) -> String {
    let repeated = sections()
        .into_iter()
        .flat_map(|parent| parent.keys)
        .any(|key| matches!(key.kind, Kind::Tables(inner) if inner.path == section.path));
    match section.path {
        path if path.contains(' ') => format!("A {path}"),
        path if repeated => format!("`[[{path}]]`"),
        path => format!("`[{path}]`"),
    }
}

fn help(key: &Key) -> String {
    match key.section() {
        Some(inner) if inner.about == key.help => "see below".to_owned(),
        _ if key.example.is_empty() => key.help.to_owned(),
        _ => format!("{} `{}`", key.help, key.example),
    }
}

fn written(key: &Key) -> String {
    let words = |words: Vec<&str>| {
        words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
    };
    match key.kind {
        Kind::Text => "text".to_owned(),
        Kind::Texts => "texts".to_owned(),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::Id => "id".to_owned(),
        Kind::Https => "`https` address".to_owned(),
        Kind::Address => "e-mail or `https` address".to_owned(),
        Kind::Span => "span".to_owned(),
        Kind::SpanOr(phrases) => format!("span, {}", words(phrases.to_vec())),
        Kind::Word(list) => words(list()),
        Kind::Words(list) => format!("any of {}", words(list())),
        Kind::WordOr(list, section) => {
            format!("{}, or a table like {}", words(list()), heading(section))
        }
        Kind::Day => "day".to_owned(),
        Kind::Days => "days".to_owned(),
        Kind::Moment => "moment".to_owned(),
        Kind::TimeOfDay => "time of day".to_owned(),
        Kind::Table(_) => "table".to_owned(),
        Kind::Tables(_) => "tables".to_owned(),
        Kind::Entries(section) => {
            format!("texts, or tables like {}", heading(section).to_lowercase())
        }
    }
}
