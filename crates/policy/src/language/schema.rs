//! The JSON Schema (draft 2020-12) of policy files, for editors that complete and check TOML.
//!
//! A schema says less than the parser: it knows names, types and words, not what two keys say to each other.
//! TOML's dates and times come to it as texts, as TOML tools for editors hand them over.

use super::{Key, Kind, ROOT, Section};
use crate::json::{Json, Members};

/// Where an editor may find it, and its name for tools.
const ID: &str = "urn:candor:policy-schema:1";

/// The schema, as JSON.
#[must_use]
pub fn json_schema() -> String {
    let whole = Members::default()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("$id", ID)
        .with("title", "A security policy");
    Json::from(object(whole, &ROOT).with("$defs", definitions())).pretty()
}

fn definitions() -> Members {
    let text = || typed("string").with("minLength", 1_u64).with("pattern", "\\S");
    let pattern = |pattern: &str| typed("string").with("pattern", pattern);
    let span = "^\\s*[1-9][0-9]*\\s+((business|working)\\s+)?([Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?)\\s*$";
    Members::default()
        .with("text", text())
        .with("texts", one_or_list("text"))
        .with("id", pattern("^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,39}$"))
        .with("https", pattern("^https://[^\\s]+$"))
        .with("address", pattern("^(https://[^\\s]+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$"))
        .with("span", pattern(span))
        .with("day", typed("string").with("format", "date"))
        .with("moment", typed("string").with("format", "date-time"))
        .with("time", typed("string").with("pattern", "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"))
}

/// The members of an object schema: its keys, those that are required, and no others.
fn object(members: Members, section: &Section) -> Members {
    let properties = section
        .keys
        .iter()
        .fold(Members::default(), |properties, key| properties.with(key.name, described(key)));
    let required = section.keys.iter().filter(|key| key.required).map(|key| key.name);
    members
        .with("description", section.about)
        .with("type", "object")
        .with("properties", properties)
        .maybe("required", Some(required.collect::<Vec<_>>()))
        .with("additionalProperties", false)
}

fn described(key: &Key) -> Members {
    let members = kind(key.kind);
    match key.section() {
        Some(section) if section.about == key.help => members,
        _ if key.default.is_empty() => members.with("description", key.help),
        _ => members.with("description", format!("{} Otherwise: {}.", key.help, key.default)),
    }
}

fn kind(kind: Kind) -> Members {
    match kind {
        Kind::Text => reference("text"),
        Kind::Texts => reference("texts"),
        Kind::Flag => typed("boolean"),
        Kind::Id => reference("id"),
        Kind::Https => reference("https"),
        Kind::Address => reference("address"),
        Kind::Span => reference("span"),
        Kind::SpanOr(phrases) => any_of(vec![reference("span"), words(phrases)]),
        Kind::Word(list) => words(&list()),
        Kind::Words(list) => any_of(vec![words(&list()), list_of(words(&list()))]),
        Kind::WordOr(list, section) => {
            any_of(vec![words(&list()), object(Members::default(), section)])
        }
        Kind::Day => reference("day"),
        Kind::Days => list_of(reference("day")),
        Kind::Moment => reference("moment"),
        Kind::TimeOfDay => reference("time"),
        Kind::Table(section) => object(Members::default(), section),
        Kind::Tables(section) => list_of(object(Members::default(), section)),
        Kind::Entries(section) => {
            list_of(any_of(vec![reference("text"), object(Members::default(), section)]))
        }
    }
}

fn typed(name: &str) -> Members {
    Members::default().with("type", name)
}

fn reference(name: &str) -> Members {
    Members::default().with("$ref", format!("#/$defs/{name}"))
}

fn words(words: &[&str]) -> Members {
    Members::default().with("enum", words.to_vec())
}

fn any_of(members: Vec<Members>) -> Members {
    Members::default().with("anyOf", members)
}

fn list_of(members: Members) -> Members {
    typed("array").with("items", members)
}

fn one_or_list(name: &str) -> Members {
    any_of(vec![reference(name), list_of(reference(name))])
}
