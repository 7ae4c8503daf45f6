//! Reads `[program]`.

use super::MAX_ENTRIES;
use super::address::{contact_way, is_https, url};
use super::table::Table;
use crate::finding::Code;
use crate::id::ProgramId;
use crate::program::{Contact, Key, Program};

pub(super) fn program(table: &mut Table<'_>) -> Option<Program> {
    let id = super::address::id(table, "it is the program's name in addresses");
    let name = table.need_text("name", "it is the program's name for people");
    let about = table.text("about");
    let url = url(table, "url");
    let contacts = table.tables("contact", MAX_ENTRIES, contact);
    if !table.has("contact") {
        table.missing("contact", "a reporter needs a way that works when this site does not");
    }
    let not_by = table.texts("not_by");
    let languages = languages(table);
    let keys = table.tables("key", MAX_ENTRIES, key);
    let id = id?.parse::<ProgramId>().ok()?;
    Some(Program { id, name: name?, about, url, contacts, not_by, languages, keys })
}

fn contact(table: &mut Table<'_>) -> Option<Contact> {
    let way = contact_way(table);
    let (note, source) = (table.text("note"), table.text("source"));
    Some(Contact { way: way?, note, source })
}

fn languages(table: &mut Table<'_>) -> Vec<String> {
    let mut languages = Vec::new();
    for (tag, span) in table.spanned_texts("languages") {
        if is_language(&tag) {
            languages.push(tag);
        } else {
            let message = "this is not a language tag";
            table.error_at(Code::UnknownValue, span, message, "write one, like `en` or `pt-BR`");
        }
    }
    languages
}

/// Whether a text has the form of a language tag (BCP 47, without its private forms).
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

fn key(table: &mut Table<'_>) -> Option<Key> {
    let uri = table.need_text("uri", "it says where the key is");
    let fingerprint = table.text("fingerprint").map(|text| text.replace(' ', ""));
    if fingerprint.as_ref().is_some_and(|text| !is_fingerprint(text)) {
        let message = "this is not a fingerprint";
        let instead = "write 40 or 64 hexadecimal digits, spaces allowed";
        table.error(Code::BadAddress, "fingerprint", message, instead);
    }
    let expires = table.date("expires");
    let uri = uri?;
    let rest = uri.strip_prefix("openpgp4fpr:").map(is_fingerprint);
    let dns = uri.strip_prefix("dns:").map(|rest| rest.chars().all(|c| c.is_ascii_graphic()));
    if rest.or(dns).unwrap_or_else(|| is_https(&uri)) {
        return Some(Key { uri, fingerprint, expires });
    }
    let message = "this is not where a key can be";
    let instead = "write an address that begins with `https://`, `dns:` or `openpgp4fpr:`";
    table.error(Code::BadAddress, "uri", message, instead);
    None
}

fn is_fingerprint(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.chars().all(|c| c.is_ascii_hexdigit())
}
