//! CWE, SSVC, ecosystems, purl, CPE and identifiers.

use std::collections::BTreeMap;

use advisory::cwe::{self, CweId, Usage};
use advisory::model::{GcveId, IdSystem, Identifier, Package, Prefix, PublicId};
use advisory::purl::{Purl, read_vers};
use advisory::ssvc::{Selection, SelectionError, tables};
use advisory::{cpe, ecosystem, format::filename};
use clock::Instant;

use crate::shared::shared_json;

#[test]
fn every_weakness_has_the_name_of_the_catalogue() {
    let Some(catalogue) = shared_json("cwe/cwe-4.20.json") else { return };
    let names = catalogue["weaknesses"].as_object().unwrap();
    // Four entries of the source are categories without a name.
    assert_eq!(names.values().filter(|entry| entry["name"].is_string()).count(), cwe::all().len());
    for weakness in cwe::all() {
        assert_eq!(names[&weakness.id.to_string()]["name"], weakness.name);
    }
}

#[test]
fn what_is_newer_than_the_oldest_validator_is_not_offered() {
    let of = |text: &str| text.parse::<CweId>().unwrap().weakness().copied().unwrap();
    assert!(of("CWE-79").offered);
    assert!(!of("CWE-1434").offered, "came with 4.18");
    assert_eq!(of("CWE-71").usage, Usage::Prohibited);
    assert!(!of("CWE-71").offered);
    assert_eq!("CWE-99999".parse::<CweId>().unwrap().weakness(), None);
    for text in ["79", "CWE-", "CWE-079", "cwe-79", "CWE-12345678"] {
        assert!(text.parse::<CweId>().is_err(), "{text}");
    }
}

#[test]
fn every_row_of_every_decision_table_gives_the_outcome_of_the_source() {
    let sources = [
        ("ssvc/decision_tables/ssvc/supplier_patch_development_priority_1_0_0.json", 36),
        ("ssvc/decision_tables/ssvc/coordinator_triage_1_0_0.json", 192),
        ("ssvc/decision_tables/ssvc/coordinator_publish_decision_table_1_0_0.json", 27),
        ("ssvc/decision_tables/cisa/cisa_coordinator_2_0_3.json", 36),
    ];
    for ((path, rows), table) in sources.into_iter().zip(tables()) {
        assert_eq!(table.len(), rows);
        let Some(source) = shared_json(path) else { return };
        assert_eq!(source["name"], table.name);
        let outcome = source["outcome"].as_str().unwrap();
        for row in source["mapping"].as_array().unwrap() {
            let answers: BTreeMap<String, String> = row
                .as_object()
                .unwrap()
                .iter()
                .filter(|(key, _)| *key != outcome)
                .map(|(key, value)| {
                    (key.split(':').nth(1).unwrap().to_owned(), value.as_str().unwrap().to_owned())
                })
                .collect();
            let selection = Selection { table: table.id(), answers, at: Instant::from_second(0) };
            assert_eq!(selection.decide().unwrap().key, row[outcome].as_str().unwrap());
        }
    }
}

#[test]
fn an_unanswered_or_unknown_ssvc_question_is_named() {
    let table = tables()[0].id();
    let of = |pairs: &[(&str, &str)]| Selection {
        table: table.clone(),
        answers: pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        at: Instant::from_second(0),
    };
    let full = [("E", "A"), ("U", "S"), ("TI", "T"), ("PSI", "S")];
    assert_eq!(of(&full).decide().unwrap().name, "Immediate");
    assert_eq!(
        of(&full[..3]).decide(),
        Err(SelectionError::Unanswered("Public Safety Impact".to_owned()))
    );
    let wrong = [("E", "Q"), ("U", "S"), ("TI", "T"), ("PSI", "S")];
    assert!(matches!(of(&wrong).decide(), Err(SelectionError::Answer(..))));
    let more = [("E", "A"), ("U", "S"), ("TI", "T"), ("PSI", "S"), ("X", "S")];
    assert!(matches!(of(&more).decide(), Err(SelectionError::Question(_))));
}

#[test]
fn every_ecosystem_of_the_osv_schema_is_known() {
    let Some(schema) = shared_json("osv-schema/schema.json") else { return };
    let names = schema["$defs"]["ecosystemName"]["enum"].as_array().unwrap();
    assert_eq!(names.len(), ecosystem::ECOSYSTEMS.len());
    for name in names {
        assert!(ecosystem::find(name.as_str().unwrap()).is_some(), "{name}");
    }
    let Some(github) = shared_json("github/security-advisories-openapi.json") else { return };
    for name in
        github["components"]["schemas"]["security-advisory-ecosystems"]["enum"].as_array().unwrap()
    {
        let known = ecosystem::of_github(name.as_str().unwrap()).is_some();
        assert!(known || name == "other", "{name}");
    }
}

#[test]
fn a_slip_in_an_ecosystem_is_understood_and_not_accepted() {
    assert_eq!(ecosystem::find("pypi"), None);
    assert_eq!(ecosystem::likely("pypi").unwrap().name, "PyPI");
    assert_eq!(ecosystem::likely("cargo").unwrap().name, "crates.io");
    assert_eq!(ecosystem::likely("cobol"), None);
    assert_eq!(ecosystem::find("Debian:12").unwrap().name, "Debian");
    assert_eq!(ecosystem::find("Debian:"), None);
}

#[test]
fn every_osv_prefix_of_the_schema_needs_no_mark() {
    let Some(schema) = shared_json("osv-schema/schema.json") else { return };
    let pattern = schema["$defs"]["prefix"]["pattern"].as_str().unwrap();
    for id in ["CVE-2026-1234", "GHSA-x", "openSUSE-SU-1", "SUSE-FU-1", "V8-1", "x_acme-1"] {
        let prefix = id.split_once(['-', '_']).unwrap().0;
        assert!(pattern.contains(prefix), "{id}");
        assert_eq!(id.parse::<PublicId>().unwrap().for_osv(), id);
    }
    assert_eq!("ACME-2026-1".parse::<PublicId>().unwrap().for_osv(), "x_ACME-2026-1");
    assert_eq!("GO1-2".parse::<PublicId>().unwrap().for_osv(), "x_GO1-2");
}

#[test]
fn a_program_has_its_own_identifiers() {
    let program = "acme".parse().unwrap();
    assert_eq!(Prefix::local(&program).id(2026, 7).as_str(), "x_ACME-2026-0007");
    let chosen: Prefix = "ACME-SA".parse().unwrap();
    assert_eq!(chosen.id(2026, 12345).as_str(), "ACME-SA-2026-12345");
    for text in ["", "-a", "a-", "ä", "a b"] {
        assert!(text.parse::<Prefix>().is_err(), "{text}");
    }
    for text in ["a b", "a\n", "<b>", &"x".repeat(101)] {
        assert!(text.parse::<PublicId>().is_err(), "{text}");
    }
}

#[test]
fn a_gcve_id_names_its_authority() {
    let id: GcveId = "GCVE-1337-2026-00000000001".parse().unwrap();
    assert_eq!((id.authority, id.year, id.unique.as_str()), (1337, 2026, "00000000001"));
    assert_eq!(id.to_string(), "GCVE-1337-2026-00000000001");
    assert_eq!(Identifier::from(id).system(), IdSystem::Gcve);
    for text in ["GCVE-1-26-1", "GCVE-x-2026-1", "GCVE-1-2026-", "CVE-2026-1", "GCVE-1-2026"] {
        assert!(text.parse::<GcveId>().is_err(), "{text}");
    }
}

#[test]
fn a_package_has_the_purl_of_its_type() {
    for (ecosystem, name, purl) in [
        ("npm", "@acme/widget", "pkg:npm/%40acme/widget"),
        ("PyPI", "My_Package", "pkg:pypi/my-package"),
        ("Maven", "org.acme:core", "pkg:maven/org.acme/core"),
        ("Go", "github.com/a/b/v2", "pkg:golang/github.com/a/b/v2"),
        ("Debian:12", "curl", "pkg:deb/debian/curl"),
        ("crates.io", "serde", "pkg:cargo/serde"),
    ] {
        let package = Package { ecosystem: ecosystem.to_owned(), name: name.to_owned() };
        let made = Purl::of_package(&package).unwrap();
        assert_eq!(made.to_string(), purl);
        assert_eq!(Purl::parse(purl).unwrap(), made);
        let back = made.package().unwrap();
        assert_eq!(back.ecosystem, ecosystem.split(':').next().unwrap());
    }
    assert_eq!(
        Purl::parse("pkg:npm/%40a/b@1.0%2B1?x=y#z").unwrap().version.as_deref(),
        Some("1.0+1")
    );
    for text in ["", "npm/x", "pkg:npm", "pkg:npm/", "pkg:1x/y", "pkg:npm/a b", "pkg:npm/%zz"] {
        assert_eq!(Purl::parse(text), None, "{text}");
    }
}

#[test]
fn a_vers_is_read_as_it_is_written_and_a_union_is_refused() {
    let read = read_vers("vers:pypi/>=1%3A0|<2").unwrap();
    assert_eq!((read.scheme.as_str(), read.from.as_deref()), ("pypi", Some("1:0")));
    assert_eq!(read.to, Some(("2".to_owned(), false)));
    let all = read_vers("vers:npm/*").unwrap();
    assert_eq!((all.from, all.to), (None, None));
    for text in ["vers:npm/1.0", "vers:npm/<1|>=2", "vers:npm/!=1", "npm/>=1", "vers:npm/<1|<2"] {
        assert_eq!(read_vers(text), None, "{text}");
    }
}

#[test]
fn cpe_names_of_both_generations_are_told_from_others() {
    for good in [
        "cpe:2.3:a:acme:thing:1.0:*:*:*:*:*:*:*",
        "cpe:/a:acme:thing:1.0",
        "cpe:2.3:h:a\\:b:c:-:*:*:*:*:*:*:*",
    ] {
        assert!(cpe::is_cpe(good), "{good}");
    }
    for bad in [
        "",
        "cpe:2.3:a:acme:thing",
        "cpe:2.3:q:acme:thing:*:*:*:*:*:*:*:*",
        "cpe:/x:acme",
        "cpe:2.3:a:ac me:t:*:*:*:*:*:*:*:*",
    ] {
        assert!(!cpe::is_cpe(bad), "{bad}");
    }
}

#[test]
fn file_names_are_those_of_the_standard() {
    // CSAF 2.0 §5.1 and the samples of its test suite.
    for (id, name) in [
        ("Example Company - 2019-YH3234", "example_company_-_2019-yh3234.json"),
        ("RHBA-2019:0024", "rhba-2019_0024.json"),
        ("2022 #01-A", "2022_01-a.json"),
        ("2022_#01-A", "2022_01-a.json"),
        ("cisco-sa-20180328-smi2", "cisco-sa-20180328-smi2.json"),
    ] {
        assert_eq!(filename::csaf(id), name);
    }
}
