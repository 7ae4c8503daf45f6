//! Reads what reporters are asked and what they are assured of: `[scope]`, `[rules]`, `[harbor]`.

use core::ops::Range;

use super::address::slug;
use super::reader::{Reader, or_else, suggestion};
use super::table::{Entry, Table};
use crate::finding::Code;
use crate::harbor::Harbor;
use crate::product::Product;
use crate::rules::{ASKED, FORBIDDEN, Rule, Rules};
use crate::scope::{Scope, ScopeItem};

pub(super) fn scope(table: &mut Table<'_>, products: &[Product]) -> Scope {
    let mut ids = Ids::default();
    let mut items = |key| {
        table.entries(key, |reader, entry| {
            let place = entry.place();
            let item = item(reader, entry, products)?;
            ids.is_new(reader, &item.id, place).then_some(item)
        })
    };
    Scope {
        inside: items("in"),
        outside: items("out"),
        not_vulnerabilities: items("not_vulnerabilities"),
    }
}

/// The ids so far, each of which stands for one thing.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    /// Notes an id that stood before.
    fn is_new(&mut self, reader: &Reader<'_>, id: &str, place: Range<usize>) -> bool {
        if self.0.iter().any(|known| known == id) {
            let message = format!("the id `{id}` stands for something else already");
            reader.error(Code::Duplicate, place, message, "give one of the two another id");
            return false;
        }
        self.0.push(id.to_owned());
        true
    }
}

fn item(reader: &Reader<'_>, entry: Entry<'_, '_>, products: &[Product]) -> Option<ScopeItem> {
    match entry {
        Entry::Text(what, span) => {
            let Some(id) = slug(&what) else {
                let message = "this entry has no letters to make an id from";
                let instead = "write `{ id = \"…\", what = \"…\" }`";
                reader.error(Code::BadId, span, message, instead);
                return None;
            };
            Some(ScopeItem { id, what, product: None, report_to: None, source: None })
        }
        Entry::Table(table) => {
            let id = super::address::id(table, "a decision names the entry by it");
            let what = table.need_text("what", "it says what is meant");
            let (product, report_to) = (table.text("product"), table.text("report_to"));
            let source = table.text("source");
            let known = products.iter().map(|product| product.id.as_str()).collect::<Vec<_>>();
            if let Some(product) = product.as_deref().filter(|product| !known.contains(product)) {
                let message = format!("there is no product `{product}` here");
                let instead = if known.is_empty() {
                    "add it as `[[product]]`, or leave `product` out".to_owned()
                } else {
                    suggestion(product, &known)
                };
                table.error(Code::UnknownReference, "product", message, instead);
            }
            Some(ScopeItem { id: id?, what: what?, product, report_to, source })
        }
    }
}

pub(super) fn rules(table: &mut Table<'_>) -> Rules {
    let mut ids = Ids::default();
    let mut rules = |key, known| {
        table.entries(key, |reader, entry| {
            let place = entry.place();
            let rule = rule(reader, entry, known)?;
            ids.is_new(reader, &rule.id, place).then_some(rule)
        })
    };
    Rules { asked: rules("asked", ASKED), forbidden: rules("forbidden", FORBIDDEN) }
}

fn rule(reader: &Reader<'_>, entry: Entry<'_, '_>, known: &[(&str, &str)]) -> Option<Rule> {
    let sentence = |id: &str| known.iter().find(|(known, _)| *known == id).map(|(_, text)| *text);
    match entry {
        Entry::Text(id, span) => {
            if let Some(text) = sentence(&id) {
                return Some(Rule { id, text: text.to_owned(), source: None });
            }
            let ids = known.iter().map(|(id, _)| *id).collect::<Vec<_>>();
            let instead = or_else(&suggestion(&id, &ids), "write `{ id = \"…\", text = \"…\" }`");
            let message = "there is no well-known rule of this name";
            reader.error(Code::UnknownReference, span, message, instead);
            None
        }
        Entry::Table(table) => {
            let id = super::address::id(table, "decisions and pages name the rule by it")?;
            let text = match sentence(&id) {
                Some(known) => Some(table.text("text").unwrap_or_else(|| known.to_owned())),
                None => table.need_text("text", "this rule is not a well-known one"),
            };
            let source = table.text("source");
            Some(Rule { id, text: text?, source })
        }
    }
}

pub(super) fn harbor(table: &mut Table<'_>) -> Harbor {
    let harbor = Harbor {
        statements: table.words("statements"),
        conditions: table.texts("conditions"),
        source: table.texts("source"),
    };
    if harbor.statements.is_empty() && !table.has("statements") {
        table.missing("statements", "a safe harbor is what it states");
    }
    harbor
}
