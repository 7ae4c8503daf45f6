//! The record as a plain form: nothing is lost on the way there and back, and what is typed becomes the record.

use std::collections::BTreeMap;

use advisory::form::{fields, read};
use advisory::model::*;
use proptest::prelude::*;

use crate::strategy;

fn typed(record: &Advisory) -> BTreeMap<String, String> {
    fields(record).into_iter().flat_map(|g| g.fields).map(|f| (f.name, f.value)).collect()
}

fn of(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

proptest! {
    #[test]
    fn a_form_that_is_sent_back_untouched_changes_nothing(record in strategy::advisory()) {
        let back = read(&record, &typed(&record)).unwrap();
        prop_assert_eq!(back, record);
    }

    #[test]
    fn a_changed_title_changes_nothing_else(record in strategy::advisory()) {
        let mut form = typed(&record);
        form.insert("title".to_owned(), "Another title".to_owned());
        let back = read(&record, &form).unwrap();
        prop_assert_eq!(back, Advisory { title: "Another title".to_owned(), ..record });
    }

    #[test]
    fn no_text_whatever_makes_the_form_panic(texts in proptest::collection::vec(".{0,60}", 40)) {
        let names = typed(&Advisory::default()).into_keys();
        let form: BTreeMap<String, String> = names.zip(texts).collect();
        let _ = read(&Advisory::default(), &form);
    }
}

#[test]
fn versions_are_read_as_people_write_them() {
    let form = of(&[
        ("product-1-ecosystem", "PyPI"),
        ("product-1-package", "acme"),
        ("product-1-affected", ">= 1.0, < 1.2.3\n<= 0.9\n2.0.1\nall"),
        ("product-1-fixed", "3.0"),
    ]);
    let record = read(&Advisory::default(), &form).unwrap();
    let [product] = record.affected.as_slice() else { panic!("{:?}", record.affected) };
    assert_eq!(
        product.ranges,
        [
            Range::of(Order::Ecosystem, "1.0", Some(Event::Fixed("1.2.3".to_owned()))),
            Range::of(Order::Ecosystem, "0", Some(Event::LastAffected("0.9".to_owned()))),
            Range::of(Order::Ecosystem, "0", None),
        ]
    );
    assert_eq!(
        (product.versions.as_slice(), product.fixed.as_slice()),
        (&["2.0.1".to_owned()][..], &["3.0".to_owned()][..])
    );
}

#[test]
fn with_only_a_fixed_version_everything_before_it_is_affected() {
    let form = of(&[("product-1-name", "Door"), ("product-1-fixed", "2.0")]);
    let record = read(&Advisory::default(), &form).unwrap();
    assert_eq!(
        record.affected[0].ranges,
        [Range::of(Order::Ecosystem, "0", Some(Event::Fixed("2.0".to_owned())))]
    );
    assert!(
        advisory::problems(&Advisory { affected: record.affected, ..crate::problems::ready() })
            .is_empty()
    );
}

#[test]
fn a_product_whose_fields_are_emptied_is_taken_out_and_another_can_be_added() {
    let record = crate::problems::ready();
    let mut form = typed(&record);
    for (name, text) in &mut form {
        if name.starts_with("product-1-") && !name.ends_with("standing") {
            text.clear();
        }
    }
    form.insert("product-2-name".to_owned(), "Another".to_owned());
    let back = read(&record, &form).unwrap();
    let names: Vec<&str> = back.affected.iter().map(|p| p.product.display_name()).collect();
    assert_eq!(names, ["Another"]);
}

#[test]
fn what_cannot_be_read_is_named_with_its_field() {
    let form = of(&[
        ("cvss", "AV:N"),
        ("weaknesses", "buffer"),
        ("tlp", "PURPLE"),
        ("credits", "king | Ada"),
        ("timeline", "yesterday it broke"),
        ("product-1-ecosystem", "PyPI"),
    ]);
    let wrong = read(&Advisory::default(), &form).unwrap_err();
    let fields: Vec<&str> = wrong.iter().map(|w| w.field.as_str()).collect();
    assert_eq!(fields, ["cvss", "weaknesses", "tlp", "credits", "timeline", "product-1-package"]);
}

#[test]
fn credits_references_and_measures_are_lines() {
    let form = of(&[
        ("credits", "finder | Ada | given | Acme\nreporter | anonymous"),
        ("references", "FIX https://example.org/fix The fix\nhttps://example.org"),
        ("workarounds", "Close the door.\n----\nOr the window."),
    ]);
    let record = read(&Advisory::default(), &form).unwrap();
    assert_eq!(record.credits[0].line(), "Ada (Acme)");
    assert_eq!(record.credits[1].name, Name::Anonymous);
    assert_eq!(record.references[0].title, "The fix");
    assert_eq!(record.references[1].kind, ReferenceKind::Web);
    assert_eq!(record.remediations.len(), 2);
    assert_eq!(typed(&record)["workarounds"], form["workarounds"]);
}
