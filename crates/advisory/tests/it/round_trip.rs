//! Public records in and out again: what every field loses on the way, as the table of `docs/advisories.md`.
//!
//! With `UPDATE_EXPECT=1` the table is written into the document; without, it must be the one that is there.
#![expect(clippy::disallowed_methods, reason = "the corpora are packed; zstd unpacks them")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use advisory::format::{csaf20, ghsa, osv};
use advisory::read::{Source, read};
use advisory::{Advisory, Format, Place, Rendered, missing, render};
use serde_json::Value;

use crate::shared::{shared_files, shared_folder};

const BEGIN: &str = "<!-- the table of losses: made by a test -->\n";
const END: &str = "<!-- end of the table -->\n";
/// How many records of each packed corpus are tried: evenly spread over the file.
const OF_EACH: usize = 40;

/// What a field says in one record.
type Said = BTreeSet<String>;
/// One field: its name, and how it is read from a document.
type Field = (&'static str, fn(&Value) -> Said);
/// How a record is written again.
type Writer = fn(&Advisory, &Place) -> Value;

fn place() -> Place {
    Place {
        page: "https://candor.example/advisory".to_owned(),
        csaf_folder: "https://candor.example/csaf/white/2026/".to_owned(),
    }
}

/// Every value at a path, in which `*` stands for every member of a list.
fn at(value: &Value, path: &str) -> Vec<Value> {
    let mut found = vec![value.clone()];
    for key in path.split('/').filter(|key| !key.is_empty()) {
        found = found
            .into_iter()
            .flat_map(|value| match (key, value) {
                ("*", Value::Array(items)) => items,
                (key, Value::Object(mut members)) => members.remove(key).into_iter().collect(),
                _ => Vec::new(),
            })
            .filter(|value| !value.is_null())
            .collect();
    }
    found
}

fn said(value: &Value, path: &str) -> Said {
    let all = at(value, path).into_iter().map(|value| match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    });
    all.filter(|text| !text.is_empty() && text != "[]" && text != "{}").collect()
}

fn times(value: &Value, path: &str) -> Said {
    let parsed = said(value, path).into_iter();
    parsed.map(|text| text.parse::<clock::Instant>().map_or(text, |at| at.to_string())).collect()
}

/// The paragraphs of a text: what a text that became part of another one still says.
fn paragraphs(texts: &Said) -> Said {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    texts.iter().flat_map(|t| t.split("\n\n").map(squeezed)).filter(|p| !p.is_empty()).collect()
}

/// The events of every range of a kind, in the order of their versions as text.
fn events(value: &Value, git: bool) -> Said {
    let mut all = Said::new();
    for product in at(value, "affected/*") {
        let package = said(&product, "package/name");
        for range in at(&product, "ranges/*") {
            let kind = said(&range, "type");
            if kind.contains("GIT") == git {
                all.extend(
                    said(&range, "events/*").iter().map(|event| format!("{package:?} {event}")),
                );
            }
        }
    }
    all
}

const OSV: &[Field] = &[
    ("id", |v| said(v, "id")),
    ("aliases", |v| said(v, "aliases/*")),
    ("related", |v| said(v, "related/*")),
    ("upstream", |v| said(v, "upstream/*")),
    ("published", |v| times(v, "published")),
    ("modified", |v| times(v, "modified")),
    ("withdrawn", |v| times(v, "withdrawn")),
    ("summary", |v| said(v, "summary")),
    ("details", |v| paragraphs(&said(v, "details"))),
    ("severity", |v| said(v, "severity/*/score")),
    ("severity per package", |v| said(v, "affected/*/severity")),
    ("package", |v| {
        at(v, "affected/*/package")
            .iter()
            .map(|p| format!("{:?} {:?}", said(p, "ecosystem"), said(p, "name")))
            .collect()
    }),
    ("purl", |v| said(v, "affected/*/package/purl")),
    ("ranges of versions", |v| events(v, false)),
    ("ranges of commits", |v| events(v, true)),
    ("versions", |v| said(v, "affected/*/versions")),
    ("references", |v| {
        at(v, "references/*")
            .iter()
            .map(|r| format!("{:?} {:?}", said(r, "type"), said(r, "url")))
            .collect()
    }),
    ("credits", |v| said(v, "credits/*/name")),
    ("credit roles", |v| {
        at(v, "credits/*")
            .iter()
            .filter(|c| c.get("type").is_some())
            .map(|c| format!("{:?} {:?}", said(c, "name"), said(c, "type")))
            .collect()
    }),
    ("credit contacts", |v| said(v, "credits/*/contact")),
    ("weaknesses (of the database)", |v| said(v, "database_specific/cwe_ids/*")),
    ("other of the database", |v| {
        let known = ["cwe_ids", "severity"];
        let members = at(v, "database_specific");
        let members = members.iter().filter_map(Value::as_object).flatten();
        members
            .filter(|(key, _)| !known.contains(&key.as_str()))
            .map(|(key, _)| key.clone())
            .collect()
    }),
    ("of the ecosystem", |v| said(v, "affected/*/ecosystem_specific")),
];

/// "vendor product version" of every product in a status group.
fn products(value: &Value, group: &str) -> Said {
    let wanted: Said = said(value, &format!("vulnerabilities/*/product_status/{group}/*"));
    let mut found = Said::new();
    let mut open: Vec<(String, Value)> =
        at(value, "product_tree/branches/*").into_iter().map(|b| (String::new(), b)).collect();
    while let Some((above, branch)) = open.pop() {
        let category = branch["category"].as_str().unwrap_or_default();
        let name = branch["name"].as_str().unwrap_or_default();
        let keep = ["vendor", "product_name", "product_version", "product_version_range"]
            .contains(&category);
        let here = if keep { format!("{above} {name}") } else { above.clone() };
        if said(&branch, "product/product_id").iter().any(|id| wanted.contains(id)) {
            found.insert(here.trim().to_owned());
        }
        open.extend(at(&branch, "branches/*").into_iter().map(|b| (here.clone(), b)));
    }
    found
}

const CSAF: &[Field] = &[
    ("tracking id", |v| said(v, "document/tracking/id")),
    ("title", |v| said(v, "document/title")),
    ("publisher", |v| said(v, "document/publisher")),
    ("profile", |v| said(v, "document/category")),
    ("TLP", |v| said(v, "document/distribution/tlp/label")),
    ("status", |v| said(v, "document/tracking/status")),
    ("initial release date", |v| times(v, "document/tracking/initial_release_date")),
    ("current release date", |v| times(v, "document/tracking/current_release_date")),
    ("revision summaries", |v| said(v, "document/tracking/revision_history/*/summary")),
    ("document notes", |v| paragraphs(&said(v, "document/notes/*/text"))),
    ("vulnerability notes", |v| paragraphs(&said(v, "vulnerabilities/*/notes/*/text"))),
    ("CVE", |v| said(v, "vulnerabilities/*/cve")),
    ("other ids", |v| said(v, "vulnerabilities/*/ids/*/text")),
    ("CWE", |v| said(v, "vulnerabilities/*/cwe/id")),
    ("known affected", |v| products(v, "known_affected")),
    ("fixed", |v| products(v, "fixed")),
    ("known not affected", |v| products(v, "known_not_affected")),
    ("under investigation", |v| products(v, "under_investigation")),
    ("flags", |v| said(v, "vulnerabilities/*/flags/*/label")),
    ("threats", |v| said(v, "vulnerabilities/*/threats/*/details")),
    ("CVSS 2", |v| said(v, "vulnerabilities/*/scores/*/cvss_v2/vectorString")),
    ("CVSS 3", |v| said(v, "vulnerabilities/*/scores/*/cvss_v3/vectorString")),
    ("remediations", |v| said(v, "vulnerabilities/*/remediations/*/details")),
    ("references", |v| {
        let mut urls = said(v, "document/references/*/url");
        urls.extend(said(v, "vulnerabilities/*/references/*/url"));
        urls
    }),
    ("acknowledgments", |v| {
        let mut names = said(v, "document/acknowledgments/*/names/*");
        names.extend(said(v, "vulnerabilities/*/acknowledgments/*/names/*"));
        names
    }),
    ("discovery date", |v| times(v, "vulnerabilities/*/discovery_date")),
    ("release date", |v| times(v, "vulnerabilities/*/release_date")),
    ("product relationships", |v| said(v, "product_tree/relationships/*/full_product_name/name")),
    ("involvements", |v| said(v, "vulnerabilities/*/involvements")),
];

const GHSA: &[Field] = &[
    ("summary", |v| said(v, "summary")),
    ("description", |v| paragraphs(&said(v, "description"))),
    ("weaknesses", |v| {
        let mut ids = said(v, "cwes/nodes/*/cweId");
        ids.extend(said(v, "cwe_ids/*"));
        ids
    }),
    ("vector", |v| {
        let mut vectors = said(v, "cvss/vectorString");
        vectors.extend(said(v, "cvss_vector_string"));
        vectors
    }),
    ("vulnerable range", |v| {
        let mut ranges = said(v, "vulnerabilities/nodes/*/vulnerableVersionRange");
        ranges.extend(said(v, "vulnerabilities/*/vulnerable_version_range"));
        ranges
    }),
    ("patched version", |v| {
        let mut versions = said(v, "vulnerabilities/nodes/*/firstPatchedVersion/identifier");
        versions.extend(said(v, "vulnerabilities/*/patched_versions"));
        versions
    }),
];

/// How often a field was there, and how often it came back with all that it said.
#[derive(Default)]
struct Tally {
    records: usize,
    /// How many could be published again as they are, under a publisher's name.
    ready: usize,
    fields: BTreeMap<&'static str, (usize, usize)>,
    left: BTreeMap<String, usize>,
}

/// Imports a record, writes it again, and compares field by field.
fn try_record(bytes: &[u8], tally: &mut Tally) {
    let imported = read(bytes).unwrap();
    let before: Value = serde_json::from_slice(bytes).unwrap();
    let (fields, write): (&[Field], Writer) = match imported.source {
        Source::Osv => (OSV, osv::record),
        Source::Csaf => (CSAF, csaf20::document),
        Source::Ghsa => (GHSA, ghsa::create),
        Source::Cve => return,
    };
    let after: Vec<Value> = imported.records.iter().map(|record| write(record, &place())).collect();
    // A GitHub body has one description for all texts; the rest is compared where it stood.
    for (name, get) in fields {
        let was = get(&before);
        if was.is_empty() {
            continue;
        }
        let is: Said = after.iter().flat_map(get).collect();
        let count = tally.fields.entry(name).or_default();
        count.0 += 1;
        count.1 += usize::from(was.is_subset(&is));
        if !was.is_subset(&is)
            && std::env::var("CANDOR_SHOW_LOSSES").is_ok_and(|field| field == *name)
        {
            println!(
                "{:?} {name}: {:?}",
                said(&before, "id"),
                was.difference(&is).collect::<Vec<_>>()
            );
        }
    }
    for place in &imported.not_understood {
        *tally.left.entry(place.why.clone()).or_default() += 1;
    }
    tally.records += 1;
    let format = if imported.source == Source::Csaf { Format::Csaf20 } else { Format::Osv };
    let mut all_ready = true;
    for mut record in imported.records {
        if record.publisher.name.is_empty() {
            record.publisher = crate::strategy::publisher();
        }
        match render(&record, format, &place()) {
            Ok(rendered) => write_for_validators(&rendered, &record, tally.records),
            Err(_) => all_ready = false,
        }
    }
    tally.ready += usize::from(all_ready);
}

/// What was imported and written again is validated like everything else (`checks/advisory.sh`).
fn write_for_validators(rendered: &Rendered, record: &Advisory, number: usize) {
    let Ok(folder) = std::env::var("CANDOR_ADVISORY_SAMPLES") else { return };
    if missing(record, rendered.format, &place()).iter().any(|m| m.field == "severity") {
        return;
    }
    let name = format!("imported-{number:04}-{}", rendered.file_name.trim_end_matches(".json"));
    let folder =
        PathBuf::from(folder).join(format!("{:?}", rendered.format).to_lowercase()).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(&rendered.file_name), &rendered.body).unwrap();
}

/// The records of a packed corpus, evenly spread; `None`, said aloud, when they cannot be unpacked.
fn packed(path: &std::path::Path) -> Option<Vec<Vec<u8>>> {
    let Ok(done) = std::process::Command::new("zstd").arg("-dc").arg(path).output() else {
        println!("skipped: zstd is not installed");
        return None;
    };
    let lines: Vec<Vec<u8>> =
        done.stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(<[u8]>::to_vec).collect();
    let step = (lines.len() / OF_EACH).max(1);
    Some(lines.into_iter().step_by(step).take(OF_EACH).collect())
}

fn table(name: &str, fields: &[Field], tally: &Tally) -> String {
    let mut text = format!(
        "### {name}: {} records\n\n| field | records with it | kept | lost or changed |\n|---|---:|---:|---:|\n",
        tally.records
    );
    for (field, _) in fields {
        if let Some((there, kept)) = tally.fields.get(field) {
            text.push_str(&format!("| {field} | {there} | {kept} | {} |\n", there - kept));
        }
    }
    let places: usize = tally.left.values().sum();
    let mut reasons: Vec<(&String, &usize)> = tally.left.iter().collect();
    reasons.sort_by_key(|(why, count)| (usize::MAX - **count, (*why).clone()));
    let top: Vec<String> = reasons.iter().take(6).map(|(why, n)| format!("{why} ({n})")).collect();
    text.push_str(&format!(
        "\nReady to be published again as they are: {} of {}.\n",
        tally.ready, tally.records
    ));
    text.push_str(&format!(
        "\nListed by the importer as not understood: {places} places. Most often: {}.\n\n",
        top.join("; ")
    ));
    text
}

#[test]
fn public_records_survive_import_and_rendering_as_the_document_says() {
    let Some(folder) = shared_folder() else { return };
    let mut osv_tally = Tally::default();
    let mut corpora: Vec<PathBuf> =
        std::fs::read_dir(folder.join("osv")).unwrap().map(|entry| entry.unwrap().path()).collect();
    corpora.retain(|path| path.extension().is_some_and(|ending| ending == "zst"));
    corpora.sort();
    for path in corpora {
        let Some(records) = packed(&path) else { return };
        for record in records {
            try_record(&record, &mut osv_tally);
        }
    }
    let (mut csaf_tally, mut ghsa_tally) = (Tally::default(), Tally::default());
    for (_, bytes) in shared_files("csaf-2.0/examples/csaf").unwrap() {
        try_record(&bytes, &mut csaf_tally);
    }
    for (name, bytes) in shared_files("osv-schema/ghsa-testdata").unwrap() {
        if !name.ends_with(".osv.json") {
            try_record(&bytes, &mut ghsa_tally);
        }
    }
    assert!(osv_tally.records + csaf_tally.records + ghsa_tally.records >= 200);
    let made = [
        table("OSV", OSV, &osv_tally),
        table("CSAF 2.0", CSAF, &csaf_tally),
        table("GitHub", GHSA, &ghsa_tally),
    ]
    .concat();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/advisories.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = text.split_once(BEGIN).expect("the document has the mark of the table");
    let (there, tail) = rest.split_once(END).expect("the document has the mark of the table's end");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, format!("{head}{BEGIN}{made}{END}{tail}")).unwrap();
    } else {
        assert_eq!(there, made, "run with UPDATE_EXPECT=1 to write the table");
    }
}

#[test]
fn every_valid_file_of_the_csaf_test_suite_is_read_without_a_crash() {
    let Some(files) = shared_files("csaf-2.0/test/validator") else { return };
    let mut documents = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| name.contains("oasis_csaf_tc")) {
        if let Ok(imported) = read(bytes) {
            assert!(!imported.records.is_empty(), "{name}");
            documents += 1;
        }
    }
    assert!(documents > 230, "{documents}");
}
