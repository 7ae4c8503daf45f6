//! What each format does beside the common facts: snapshots of one advisory, and special cases.

use advisory::format::{atom, cve, ghsa, mail, osv, osv_lint};
use advisory::model::*;
use advisory::{Advisory, Format, render};
use clock::Instant;
use serde_json::Value;

use crate::agreement::SAMPLES;
use crate::problems::ready;
use crate::shared::shared_files;
use crate::strategy::place;

fn withdrawn() -> Advisory {
    let mut advisory = ready();
    advisory.status = Status::Withdrawn;
    advisory.revisions.push(Revision {
        number: 2,
        at: Instant::from_second(1_790_100_000),
        summary: "It was no vulnerability.".to_owned(),
    });
    advisory
}

#[test]
fn no_osv_record_of_ours_has_a_finding_of_the_linter() {
    for advisory in SAMPLES.iter().filter(|a| render(a, Format::Osv, &place()).is_ok()) {
        assert_eq!(osv_lint::lint(&osv::record(advisory, &place())), []);
    }
}

#[test]
fn the_linter_finds_what_the_original_finds_in_its_samples() {
    let Some(files) = shared_files("osv-schema/linter-testdata") else { return };
    for (name, bytes) in files {
        let record: Value = serde_json::from_slice(&bytes).unwrap();
        let mut codes: Vec<&str> = osv_lint::lint(&record).iter().map(|f| f.code).collect();
        codes.dedup();
        let expected: &[&str] = match name.as_str() {
            "nointroduced-CVE-2023-41045.json" => &["RNG:001"],
            "nondistinct-CVE-2018-5407.json" => &["RNG:002"],
            "RHSA-2022_0216.json" | "SUSE-FU-2022_0444-1.json" => &["REC:001"],
            _ => &[],
        };
        assert_eq!(codes, expected, "{name}");
    }
}

#[test]
fn case_6_a_withdrawn_advisory_keeps_its_place_and_says_so_in_every_format_that_can() {
    let advisory = withdrawn();
    let body = |format| render(&advisory, format, &place()).map(|r| r.body);
    assert!(body(Format::Csaf20).unwrap().contains("\"title\": \"Withdrawn: Crafted archives"));
    assert!(body(Format::Csaf21Draft).unwrap().contains("csaf_withdrawn"));
    assert!(body(Format::Osv).unwrap().contains("\"withdrawn\": \"2026-09-22T"));
    assert!(body(Format::Cve).unwrap().contains("\"rejectedReasons\""));
    assert!(body(Format::CycloneDx).unwrap().contains("\"rejected\""));
    assert!(body(Format::Markdown).unwrap().contains("This advisory was withdrawn. It was no"));
    assert!(body(Format::OpenVex).is_err());
    assert_eq!(ghsa::update(&advisory, &place())["state"], "closed");
    assert_eq!(
        atom::entry(&advisory, &place()).unwrap().title,
        "Withdrawn: Crafted archives overwrite files"
    );
}

#[test]
fn a_draft_is_in_no_feed() {
    let draft = Advisory { status: Status::Draft, ..ready() };
    assert_eq!(atom::entry(&draft, &place()), None);
    let (one, two) = (ready(), withdrawn());
    let (entries, updated) = atom::feed([(&one, &place()), (&draft, &place()), (&two, &place())]);
    assert_eq!(entries.len(), 2);
    assert!(entries[0].updated > entries[1].updated, "newest change first");
    assert_eq!(updated, Some(entries[0].updated));
}

#[test]
fn the_subject_of_a_mail_is_one_line() {
    let advisory = Advisory { title: "a\r\nBcc: everybody".to_owned(), ..ready() };
    assert_eq!(mail::subject(&advisory), "ACME-SA-2026-0001: a Bcc: everybody");
}

#[test]
fn texts_of_the_record_cannot_break_out_of_a_line_of_markdown() {
    let mut advisory = ready();
    advisory.affected[0].product.name = "x\n## Fake [y](javascript:1) <img>".to_owned();
    let body = render(&advisory, Format::Markdown, &place()).unwrap().body;
    assert!(
        !body.contains("\n## Fake") && !body.contains("y](") && !body.contains(" <img>"),
        "{body}"
    );
}

#[test]
fn a_long_text_leaves_the_cve_record_its_summary() {
    let advisory = Advisory { details: "x".repeat(5000), ..ready() };
    let container = cve::container(&advisory, &place());
    assert_eq!(container["descriptions"][0]["value"], advisory.summary);
}

#[test]
fn the_csaf_document_of_a_small_advisory_is_this() {
    let body = render(&ready(), Format::Csaf20, &place()).unwrap();
    assert_eq!(body.file_name, "acme-sa-2026-0001.json");
    expect_test::expect_file!["snapshots/small.csaf.json"].assert_eq(&body.body);
}

#[test]
fn the_mail_of_a_small_advisory_is_this() {
    let body = render(&ready(), Format::Mail, &place()).unwrap().body;
    expect_test::expect_file!["snapshots/small.txt"].assert_eq(&body);
}
