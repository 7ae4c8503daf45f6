//! Importers: hostile input, the pairs that OSV publishes, and what is listed as not understood.

use advisory::model::{Consent, Event, Order, Range, Status};
use advisory::read::{ImportError, MAX_BYTES, MAX_PRODUCTS, Source, read};
use advisory::{Format, preview};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::shared::shared_files;
use crate::strategy::{place, samples};

#[test]
fn a_file_of_fifty_megabytes_is_refused_unread() {
    let file = vec![b' '; 50 * 1024 * 1024];
    let error = read(&file).unwrap_err();
    assert_eq!(error, ImportError::TooLarge(file.len()));
    assert!(error.to_string().contains(&MAX_BYTES.to_string()), "{error}");
}

#[test]
fn a_csaf_file_of_a_hundred_thousand_products_is_refused_with_a_number() {
    let products: Vec<Value> = (0..100_000)
        .map(|n| json!({ "name": format!("P {n}"), "product_id": format!("ID-{n}") }))
        .collect();
    let file = json!({
        "document": { "category": "csaf_base", "csaf_version": "2.0", "title": "Many" },
        "product_tree": { "full_product_names": products },
    });
    let error = read(&serde_json::to_vec(&file).unwrap()).unwrap_err();
    assert_eq!(error, ImportError::TooManyProducts(100_000));
    assert!(error.to_string().contains(&MAX_PRODUCTS.to_string()));
}

#[test]
fn what_is_no_advisory_is_refused_with_a_sentence() {
    assert_eq!(read(b"{").unwrap_err(), ImportError::NotJson { line: 1, column: 1 });
    assert_eq!(read(b"[]").unwrap_err(), ImportError::UnknownFormat);
    assert_eq!(read(b"{\"hello\": 1}").unwrap_err(), ImportError::UnknownFormat);
    let newer = json!({ "document": { "csaf_version": "2.1" } });
    let error = read(&serde_json::to_vec(&newer).unwrap()).unwrap_err();
    assert_eq!(error, ImportError::CsafVersion("2.1".to_owned()));
    let deep =
        format!("{{\"id\": \"x\", \"modified\": {}1{}}}", "[".repeat(5000), "]".repeat(5000));
    assert!(matches!(read(deep.as_bytes()), Err(ImportError::NotJson { .. })));
}

proptest! {
    #[test]
    fn no_shape_of_json_breaks_a_reader(
        number in 0_usize..40, at in any::<prop::sample::Index>(), format in 0_usize..4, damage in 0..5_u8,
    ) {
        let format = [Format::Csaf20, Format::Osv, Format::Cve, Format::Csaf20][format];
        let advisory = &crate::agreement::SAMPLES[number];
        let mut value: Value = serde_json::from_str(&preview(advisory, format, &place()).body).unwrap();
        let mut pointers = Vec::new();
        list(&value, String::new(), &mut pointers);
        let pointer = pointers[at.index(pointers.len())].clone();
        *value.pointer_mut(&pointer).unwrap() = match damage {
            0 => Value::Null,
            1 => json!([{}, 1, null, "x"]),
            2 => json!({ "a/b~c": [[]] }),
            3 => json!("\u{0}…CVE-"),
            _ => json!(-1.5e300),
        };
        let _ = read(&serde_json::to_vec(&value).unwrap());
    }
}

fn list(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                list(inner, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        Value::Array(items) => {
            for (n, inner) in items.iter().enumerate() {
                list(inner, format!("{at}/{n}"), all);
            }
        }
        _ => {}
    }
    if !at.is_empty() {
        all.push(at);
    }
}

#[test]
fn github_ranges_become_those_that_osv_made_of_the_same_advisories() {
    let Some(files) = shared_files("osv-schema/ghsa-testdata") else { return };
    let of = |name: &str| files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes);
    let mut compared = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with(".osv.json")) {
        let osv = of(&name.replace(".json", ".osv.json")).unwrap();
        let github = read(bytes).unwrap();
        let osv = read(osv).unwrap();
        assert_eq!((github.source, osv.source), (Source::Ghsa, Source::Osv), "{name}");
        let ranges = |record: &advisory::Advisory| {
            let mut all: Vec<(String, String)> = Vec::new();
            for product in &record.affected {
                let package = format!("{:?}", product.product.package)
                    .to_lowercase()
                    .replace(['_', '.'], "-");
                let mut ranges = product.ranges.clone();
                // OSV writes one version as a list of versions or as a range of one.
                for version in &product.versions {
                    let end = product.fixed.first().map_or_else(
                        || Event::LastAffected(version.clone()),
                        |fixed| Event::Fixed(fixed.clone()),
                    );
                    ranges.push(Range::of(Order::Ecosystem, version, Some(end)));
                }
                let stretches = ranges.iter().flat_map(Range::intervals);
                all.extend(stretches.map(|stretch| (package.clone(), stretch.in_words())));
            }
            all.sort();
            all.dedup();
            all
        };
        // `> 1.0` begins after a version, which no list of events can say; it is listed, not guessed.
        if name.contains("greater_than.") {
            assert!(
                github.not_understood.iter().any(|n| n.why.contains("no counterpart")),
                "{name}"
            );
            continue;
        }
        // OSV keeps this end in a field of GitHub's own beside an open range.
        if name == "less_than_equals_no_patch.json" {
            assert_eq!(ranges(&github.records[0])[0].1, "up to and including 1.2.1");
            continue;
        }
        assert_eq!(ranges(&github.records[0]), ranges(&osv.records[0]), "{name}");
        compared += 1;
    }
    assert!(compared >= 6, "{compared}");
}

#[test]
fn a_csaf_document_of_several_vulnerabilities_becomes_records_that_name_each_other() {
    let Some(files) = shared_files("csaf-2.0/examples/csaf") else { return };
    let (_, bytes) = files.iter().find(|(name, _)| name == "rhsa-2021_5186.json").unwrap();
    let imported = read(bytes).unwrap();
    let ids: Vec<&str> = imported.records.iter().map(|r| r.cve().unwrap()).collect();
    assert!(ids.len() >= 2, "{ids:?}");
    for (place, record) in imported.records.iter().enumerate() {
        assert_eq!(record.related.len(), ids.len() - 1);
        assert!(!record.related.iter().any(|id| id.as_str() == ids[place]));
        assert!(!record.affected.is_empty());
    }
}

#[test]
fn what_a_record_has_no_field_for_is_listed_where_it_stands() {
    let file = json!({
        "id": "x_A-2026-1", "modified": "2026-01-02T03:04:05Z", "summary": "A",
        "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:Q" }],
        "affected": [{ "package": { "ecosystem": "PyPI", "name": "a" }, "database_specific": { "a/b": 1 } }],
        "credits": [{ "name": "Ada" }],
        "x": { "y": 1 },
    });
    let imported = read(&serde_json::to_vec(&file).unwrap()).unwrap();
    let listed: Vec<String> =
        imported.not_understood.iter().map(|n| format!("{}: {}", n.pointer, n.why)).collect();
    assert_eq!(
        listed,
        [
            "/affected/0/database_specific/a~1b: the record has no field for it",
            "/severity/0/score: AV cannot be “Q” in CVSS 3.1; it is one of: N, A, L, P",
            "/x: the record has no field for it",
        ]
    );
    assert_eq!(imported.records[0].credits[0].consent, Consent::PublicAlready);
    let draft = &imported.into_drafts()[0];
    assert_eq!((draft.status, draft.edition()), (Status::Draft, 0));
}

#[test]
fn our_own_osv_cve_and_csaf_files_come_back_with_the_same_affected_versions() {
    for (number, advisory) in samples(60).iter().enumerate() {
        let body = preview(advisory, Format::Osv, &place()).body;
        let back = &read(body.as_bytes()).unwrap().records[0];
        for (ours, theirs) in advisory
            .affected
            .iter()
            .filter(|a| {
                a.standing == advisory::model::Standing::Affected && a.product.package.is_some()
            })
            .zip(back.affected.iter().filter(|a| a.product.package.is_some()))
        {
            if !ours.is_about_every_version() {
                assert_eq!(ours.ranges, theirs.ranges, "{number}");
            }
            assert_eq!(ours.versions, theirs.versions, "{number}");
            assert_eq!(ours.fixed_versions(), theirs.fixed_versions(), "{number}");
        }
        assert_eq!(advisory.fixed_versions().is_empty(), {
            let csaf = preview(advisory, Format::Csaf20, &place()).body;
            read(csaf.as_bytes()).unwrap().records[0].fixed_versions().is_empty()
        });
    }
}
