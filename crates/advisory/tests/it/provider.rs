//! CSAF distribution, point by point by the numbers of the standard's requirements (CSAF 2.0 §7.1).

use std::collections::{BTreeMap, BTreeSet};

use advisory::model::Tlp;
use advisory::provider::{Entry, Listing, Provider, listings};
use clock::Instant;
use serde_json::Value;

fn provider(fingerprint: Option<&str>) -> Provider {
    Provider {
        base: "https://acme.example/p/acme/csaf".to_owned(),
        canonical_url: "https://acme.example/.well-known/csaf/provider-metadata.json".to_owned(),
        publisher: crate::strategy::publisher(),
        since: Instant::from_second(1_790_000_000),
        fingerprint: fingerprint.map(str::to_owned),
    }
}

fn entry(number: i64, tlp: Tlp) -> Entry {
    let label = advisory::publication::folder(tlp);
    Entry {
        path: format!("{label}/2026/acme-{number}.json"),
        id: format!("ACME-{number}"),
        title: "A \"title\" & <more>".to_owned(),
        summary: "Update.".to_owned(),
        published: Instant::from_second(1_790_000_000),
        updated: Instant::from_second(1_790_000_000 + number),
        tlp,
        is_signed: true,
    }
}

const KEY: &str = "0123456789ABCDEF0123456789ABCDEF01234567";

fn files(signed: bool) -> BTreeMap<String, Listing> {
    let mut entries: Vec<Entry> = (1..4).map(|number| entry(number, Tlp::Clear)).collect();
    entries.push(entry(9, Tlp::Green));
    for entry in &mut entries {
        entry.is_signed = signed;
    }
    listings(&provider(Some(KEY)), &entries)
}

fn json(files: &BTreeMap<String, Listing>, path: &str) -> Value {
    serde_json::from_str(&files[path].body).unwrap()
}

#[test]
fn requirement_7_the_metadata_says_who_where_and_with_which_key() {
    let metadata = json(&files(true), "provider-metadata.json");
    assert_eq!(metadata["metadata_version"], "2.0");
    assert!(metadata["canonical_url"].as_str().unwrap().ends_with("/provider-metadata.json"));
    assert_eq!(metadata["role"], "csaf_trusted_provider");
    assert_eq!(metadata["public_openpgp_keys"][0]["fingerprint"], KEY);
    assert_eq!(metadata["last_updated"], Instant::from_second(1_790_000_009).to_string());
    for key in
        ["list_on_CSAF_aggregators", "mirror_on_CSAF_aggregators", "publisher", "distributions"]
    {
        assert!(metadata.get(key).is_some(), "{key}");
    }
}

#[test]
fn requirement_19_without_a_signature_under_each_document_nobody_is_told_to_trust_them() {
    assert_eq!(json(&files(false), "provider-metadata.json")["role"], "csaf_provider");
    let keyless = listings(&provider(None), &[]);
    let metadata = json(&keyless, "provider-metadata.json");
    assert_eq!(
        (&metadata["role"], metadata.get("public_openpgp_keys")),
        (&Value::from("csaf_provider"), None)
    );
}

#[test]
fn requirements_12_and_13_index_and_changes_name_every_document_newest_change_first() {
    let files = files(true);
    assert_eq!(
        files["white/index.txt"].body,
        "2026/acme-1.json\n2026/acme-2.json\n2026/acme-3.json\n"
    );
    let changes: Vec<&str> = files["white/changes.csv"].body.lines().collect();
    assert_eq!(
        changes[0],
        format!("\"2026/acme-3.json\",\"{}\"", Instant::from_second(1_790_000_003))
    );
    assert_eq!(changes.len(), 3);
    assert_eq!(files["green/index.txt"].body, "2026/acme-9.json\n");
}

#[test]
fn requirements_15_and_18_the_feed_of_a_label_holds_its_documents_with_hash_and_signature() {
    let files = files(true);
    let feed = &json(&files, "feed-tlp-white.json")["feed"];
    assert_eq!(feed["category"][0]["term"], "csaf");
    let entries = feed["entry"].as_array().unwrap();
    let ids: Vec<&str> = entries.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ACME-3", "ACME-2", "ACME-1"], "and none of another label");
    let rels: Vec<&str> =
        entries[0]["link"].as_array().unwrap().iter().map(|l| l["rel"].as_str().unwrap()).collect();
    assert_eq!(rels, ["self", "hash", "hash", "signature"]);
    assert_eq!(entries[0]["content"]["src"], entries[0]["link"][0]["href"]);
    assert_eq!(entries[0]["format"]["version"], "2.0");
}

#[test]
fn requirement_14_every_folder_lists_what_lies_in_it_and_leads_to_every_file() {
    let files = files(true);
    let mut seen = BTreeSet::new();
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        let page = &files[&folder].body;
        for part in page.split("href=\"").skip(1) {
            let name = part.split('"').next().unwrap();
            if name == "../" {
                continue;
            }
            let path = format!("{folder}{name}");
            if name.ends_with('/') {
                open.push(path);
            } else {
                seen.insert(path);
            }
        }
    }
    let listed = files.keys().filter(|path| !path.is_empty() && !path.ends_with('/'));
    assert!(listed.clone().all(|path| seen.contains(path)), "{seen:?}");
    assert!(
        seen.contains("white/2026/acme-1.json.sha512")
            && seen.contains("white/2026/acme-1.json.asc")
    );
    assert!(seen.contains(&format!("openpgp/{KEY}.asc")));
}

#[test]
fn requirement_16_the_service_document_names_every_feed() {
    let files = files(true);
    let service = json(&files, "service.json");
    let collections = service["service"]["workspace"][0]["collection"].as_array().unwrap();
    let feeds: Vec<&str> = collections.iter().map(|c| c["href"].as_str().unwrap()).collect();
    for feed in feeds {
        let path = feed.strip_prefix("https://acme.example/p/acme/csaf/").unwrap();
        assert!(files.contains_key(path), "{path}");
    }
}

#[test]
fn a_provider_without_documents_is_whole() {
    let files = listings(&provider(Some(KEY)), &[]);
    assert_eq!(files["white/index.txt"].body, "");
    assert_eq!(json(&files, "feed-tlp-white.json")["feed"]["entry"], Value::Array(Vec::new()));
    assert!(files.contains_key(""), "its folder can be listed");
}
