//! What is published, and where: one layout, no path outside of it, nothing without its need.

use advisory::model::*;
use advisory::publication::{documents, named, needs, path, place, segment};
use advisory::{Format, Need};
use proptest::prelude::*;

use crate::problems::ready;
use crate::strategy;

const BASE: &str = "https://acme.example/p/acme";

proptest! {
    #[test]
    fn every_published_document_lies_below_its_program_and_says_so_itself(record in strategy::advisory()) {
        let Ok((written, gone)) = documents(&record, BASE) else { return Ok(()) };
        for document in &written {
            prop_assert!(!document.path.contains("..") && !document.path.starts_with('/'));
            prop_assert!(!gone.contains(&document.format));
            if document.format == Format::Csaf20 {
                let own = format!("{BASE}/{}", document.path);
                prop_assert!(document.body.contains(&own), "{own}");
            }
        }
        let paths: std::collections::BTreeSet<_> = written.iter().map(|d| &d.path).collect();
        prop_assert_eq!(paths.len(), written.len());
    }

    #[test]
    fn no_identifier_climbs_out_of_its_folder(id in ".{0,40}") {
        let name = segment(&id);
        prop_assert!(!name.starts_with('.') && !name.contains('/'));
    }
}

#[test]
fn a_csaf_file_lies_under_its_label_and_the_year_of_its_first_edition() {
    let mut record = ready();
    assert!(path(&record, Format::Csaf20).starts_with("csaf/white/20"));
    record.tlp = Tlp::Green;
    assert!(path(&record, Format::Csaf20).starts_with("csaf/green/20"));
    assert_eq!(place(BASE, &record).page, format!("{BASE}/advisories/{}", record.id));
}

#[test]
fn a_format_that_lacks_something_is_left_out_and_the_others_come() {
    let mut record = ready();
    record.aliases.clear();
    record.publisher.cve = None;
    let (written, gone) = documents(&record, BASE).unwrap();
    assert!(gone.contains(&Format::Cve), "no CVE number, no CVE record");
    assert!(written.iter().any(|document| document.format == Format::Osv));
    let missing = needs(&record, Format::Cve, &place(BASE, &record));
    assert!(missing.iter().any(|m| m.need == Need::Required && m.field == "aliases"));
}

#[test]
fn without_https_nothing_else_is_missing() {
    let record = ready();
    assert!(documents(&record, "http://127.0.0.1:8080/p/acme").is_ok());
}

#[test]
fn names_beside_the_page_are_read_back() {
    assert_eq!(named("osv.json"), Some(Format::Osv));
    assert_eq!(named("csaf-2.1-draft.json"), None, "a draft of a standard is not published");
    assert_eq!(named("index.html"), None);
}
