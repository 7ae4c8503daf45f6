//! CSAF distribution (CSAF 2.0 §7): what a provider lays beside its documents so that others' programs find
//! them: the metadata, a ROLIE feed for each label with the service document, `index.txt`, `changes.csv` and
//! listings of the folders.
//!
//! Pure: it is given the documents' facts and gives files. The same files are served and exported.

use std::collections::{BTreeMap, BTreeSet};

use clock::Instant;
use serde_json::{Value, json};

use crate::json::{self, Object};
use crate::model::{Publisher, Tlp};
use crate::publication::folder;

/// The scheme of ROLIE's categories of information (RFC 8322 §7).
const INFORMATION_TYPE: &str = "urn:ietf:params:rolie:category:information-type";
/// The schema that the documents follow.
const SCHEMA: &str = "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json";
/// The labels under which documents lie open. Each has its folder and its feed, even while it is empty.
const LABELS: [Tlp; 2] = [Tlp::Clear, Tlp::Green];

/// One CSAF document, as the feeds and listings know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the folder `csaf/`: `white/2026/x.json`.
    pub path: String,
    /// The advisory's identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// When the first edition came out.
    pub published: Instant,
    /// When this edition came out.
    pub updated: Instant,
    /// With whom it may be shared.
    pub tlp: Tlp,
    /// Whether there is a signature beside it.
    pub is_signed: bool,
}

/// Who distributes, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// The address of the folder `csaf/`, without a slash at its end.
    pub base: String,
    /// Where the metadata is meant to be read.
    pub canonical_url: String,
    /// Who publishes.
    pub publisher: Publisher,
    /// When the metadata began to hold, for a provider without documents.
    pub since: Instant,
    /// The fingerprint of the key that signs, in hexadecimal digits.
    pub fingerprint: Option<String>,
}

/// A file that is derived from the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub body: String,
}

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";
const CSV: &str = "text/csv; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// The path of the public key below the folder `csaf/`.
#[must_use]
pub fn key_path(fingerprint: &str) -> String {
    format!("openpgp/{fingerprint}.asc")
}

/// The path of a label's feed below the folder `csaf/`.
#[must_use]
pub fn feed_path(tlp: Tlp) -> String {
    format!("feed-tlp-{}.json", folder(tlp))
}

/// Every derived file, by its path below the folder `csaf/`. A path that is empty or ends with a slash is the
/// listing of that folder.
#[must_use]
pub fn listings(provider: &Provider, entries: &[Entry]) -> BTreeMap<String, Listing> {
    let mut files = BTreeMap::new();
    let mut put = |path: String, media_type, body| {
        files.insert(path, Listing { media_type, body });
    };
    put("provider-metadata.json".to_owned(), JSON, json::text(&metadata(provider, entries)));
    put("service.json".to_owned(), JSON, json::text(&service(provider)));
    for tlp in LABELS {
        let mut own: Vec<&Entry> = entries.iter().filter(|entry| entry.tlp == tlp).collect();
        own.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.path.cmp(&b.path)));
        put(feed_path(tlp), JSON, json::text(&feed(provider, tlp, &own)));
        let below = |entry: &Entry| {
            let prefix = format!("{}/", folder(tlp));
            entry.path.strip_prefix(&prefix).unwrap_or(&entry.path).to_owned()
        };
        let index: BTreeSet<String> = own.iter().map(|entry| below(entry) + "\n").collect();
        put(format!("{}/index.txt", folder(tlp)), TEXT, index.into_iter().collect());
        let changes: String =
            own.iter().map(|e| format!("\"{}\",\"{}\"\n", below(e), e.updated)).collect();
        put(format!("{}/changes.csv", folder(tlp)), CSV, changes);
    }
    let mut paths: BTreeSet<String> = files.keys().cloned().collect();
    for entry in entries {
        paths.insert(entry.path.clone());
        paths.insert(format!("{}.sha256", entry.path));
        paths.insert(format!("{}.sha512", entry.path));
        if entry.is_signed {
            paths.insert(format!("{}.asc", entry.path));
        }
    }
    paths.extend(provider.fingerprint.as_deref().map(key_path));
    for (folder, names) in folders(&paths) {
        let body = folder_page(&folder, &names);
        files.insert(folder, Listing { media_type: HTML, body });
    }
    files
}

/// What lies directly in each folder: names, those of folders with a slash at their end.
fn folders(paths: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let mut within = String::new();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            let is_folder = parts.peek().is_some();
            let name = if is_folder { format!("{part}/") } else { part.to_owned() };
            folders.entry(within.clone()).or_default().insert(name);
            within.push_str(part);
            within.push('/');
        }
    }
    folders
}

/// A listing of a folder (§7.1.14): a page of links and nothing else. Names are letters, digits, `+-._` only.
fn folder_page(folder: &str, names: &BTreeSet<String>) -> String {
    let up = if folder.is_empty() { "" } else { "<li><a href=\"../\">../</a></li>\n" };
    let links: String =
        names.iter().map(|name| format!("<li><a href=\"{name}\">{name}</a></li>\n")).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"/><title>csaf/{folder}</title></head>\n<body>\n<h1>csaf/{folder}</h1>\n<ul>\n{up}{links}</ul>\n</body>\n</html>\n"
    )
}

fn last_change(provider: &Provider, entries: &[Entry]) -> Instant {
    entries.iter().map(|entry| entry.updated).max().unwrap_or(provider.since)
}

/// The provider's metadata (§7.1.7). It calls itself trusted only when every document is signed (§7.2.3).
fn metadata(provider: &Provider, entries: &[Entry]) -> Value {
    let base = &provider.base;
    let trusted = provider.fingerprint.is_some() && entries.iter().all(|entry| entry.is_signed);
    let mut publisher = Object::of([
        ("category", provider.publisher.category.as_str().into()),
        ("name", provider.publisher.name.as_str().into()),
        ("namespace", provider.publisher.namespace.as_str().into()),
    ]);
    publisher
        .maybe("contact_details", provider.publisher.contact.as_deref())
        .maybe("issuing_authority", provider.publisher.authority.as_deref());
    let feeds: Vec<Value> = LABELS
        .iter()
        .map(|tlp| {
            json!({
                "summary": format!("All TLP:{} advisories of {}.", tlp.version_1(), provider.publisher.name),
                "tlp_label": tlp.version_1(),
                "url": format!("{base}/{}", feed_path(*tlp)),
            })
        })
        .collect();
    let mut distributions = vec![json!({
        "rolie": { "feeds": feeds, "services": [format!("{base}/service.json")] },
    })];
    distributions.extend(
        LABELS.iter().map(|tlp| json!({ "directory_url": format!("{base}/{}/", folder(*tlp)) })),
    );
    let mut root = Object::of([
        ("canonical_url", provider.canonical_url.as_str().into()),
        ("distributions", distributions.into()),
        ("last_updated", last_change(provider, entries).to_string().into()),
        ("list_on_CSAF_aggregators", true.into()),
        ("metadata_version", "2.0".into()),
        ("mirror_on_CSAF_aggregators", true.into()),
        ("publisher", publisher.value()),
        ("role", if trusted { "csaf_trusted_provider" } else { "csaf_provider" }.into()),
    ]);
    if let Some(fingerprint) = &provider.fingerprint {
        let url = format!("{base}/{}", key_path(fingerprint));
        root.put("public_openpgp_keys", json!([{ "fingerprint": fingerprint, "url": url }]));
    }
    root.value()
}

fn feed_title(provider: &Provider, tlp: Tlp) -> String {
    format!("CSAF feed of {} (TLP:{})", provider.publisher.name, tlp.version_1())
}

/// The ROLIE feed of a label (§7.1.15, RFC 8322), newest change first.
fn feed(provider: &Provider, tlp: Tlp, entries: &[&Entry]) -> Value {
    let base = &provider.base;
    let updated = entries.first().map_or(provider.since, |entry| entry.updated);
    let written: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let url = format!("{base}/{}", entry.path);
            let mut links = vec![
                json!({ "rel": "self", "href": url }),
                json!({ "rel": "hash", "href": format!("{url}.sha256") }),
                json!({ "rel": "hash", "href": format!("{url}.sha512") }),
            ];
            if entry.is_signed {
                links.push(json!({ "rel": "signature", "href": format!("{url}.asc") }));
            }
            json!({
                "id": entry.id, "title": entry.title, "link": links,
                "published": entry.published.to_string(), "updated": entry.updated.to_string(),
                "summary": { "content": entry.summary },
                "content": { "type": "application/json", "src": url },
                "format": { "schema": SCHEMA, "version": "2.0" },
            })
        })
        .collect();
    json!({ "feed": {
        "id": format!("csaf-feed-tlp-{}", folder(tlp)),
        "title": feed_title(provider, tlp),
        "link": [
            { "rel": "self", "href": format!("{base}/{}", feed_path(tlp)) },
            { "rel": "service", "href": format!("{base}/service.json") },
        ],
        "category": [{ "scheme": INFORMATION_TYPE, "term": "csaf" }],
        "updated": updated.to_string(),
        "entry": written,
    } })
}

/// The ROLIE service document (§7.1.16).
fn service(provider: &Provider) -> Value {
    let collections: Vec<Value> = LABELS
        .iter()
        .map(|tlp| {
            json!({
                "title": feed_title(provider, *tlp),
                "href": format!("{}/{}", provider.base, feed_path(*tlp)),
                "categories": { "category": [{ "scheme": INFORMATION_TYPE, "term": "csaf" }] },
            })
        })
        .collect();
    json!({ "service": { "workspace": [
        { "title": "Public CSAF feeds", "collection": collections },
    ] } })
}
