//! Atom (RFC 4287): the data of a feed and its entries; `pages` writes the XML.

use clock::Instant;

use super::Place;
use crate::model::{Advisory, Status};

/// One advisory in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its permanent id, an IRI: the address of its page.
    pub id: String,
    /// Its title; a withdrawn advisory says so.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// When the first edition was published.
    pub published: Instant,
    /// When this edition was published.
    pub updated: Instant,
    /// One or two sentences of plain text.
    pub summary: String,
    /// Who publishes it.
    pub author: String,
    /// The severity and the identifiers, as categories to filter by.
    pub categories: Vec<String>,
}

/// The entry of an advisory; `None` while it is not public.
#[must_use]
pub fn entry(advisory: &Advisory, place: &Place) -> Option<Entry> {
    if !advisory.status.is_public() {
        return None;
    }
    let title = advisory.title.trim();
    let mut categories: Vec<String> = advisory
        .severity
        .in_one_word()
        .map(|level| level.as_str().to_owned())
        .into_iter()
        .collect();
    categories.push(advisory.id.to_string());
    categories.extend(advisory.aliases.iter().map(ToString::to_string));
    Some(Entry {
        id: place.page.clone(),
        title: if advisory.status == Status::Withdrawn {
            format!("Withdrawn: {title}")
        } else {
            title.to_owned()
        },
        href: place.page.clone(),
        published: advisory.published()?,
        updated: advisory.modified()?,
        summary: advisory.summary.trim().to_owned(),
        author: advisory.publisher.name.trim().to_owned(),
        categories,
    })
}

/// The entries of a feed, newest change first, and when anything in it last changed.
#[must_use]
pub fn feed<'a>(
    advisories: impl IntoIterator<Item = (&'a Advisory, &'a Place)>,
) -> (Vec<Entry>, Option<Instant>) {
    let mut entries: Vec<Entry> =
        advisories.into_iter().filter_map(|(advisory, place)| entry(advisory, place)).collect();
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
    let updated = entries.first().map(|entry| entry.updated);
    (entries, updated)
}
