//! The catalogue: every command is listed once, reads back what it offers, and says what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use proptest::prelude::*;

use crate::{CommandKind, FieldErrors, FieldKind, FieldSpec, Group, catalogue, parse_command};

const ID: &str = "01010101-0101-7101-8101-010101010101";

fn sample(field: &FieldSpec) -> String {
    match field.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Lines => "Some text".to_owned(),
        FieldKind::Choice(choices) => choices[0].0.to_owned(),
        FieldKind::Date => "2026-12-01".to_owned(),
        FieldKind::Instant => "2026-12-01T16:00:00Z".to_owned(),
        FieldKind::Severity => "high".to_owned(),
        FieldKind::Count => "96".to_owned(),
        FieldKind::Case | FieldKind::NewCase | FieldKind::Member | FieldKind::Advisory => {
            ID.to_owned()
        }
        FieldKind::Promise | FieldKind::Participant => "some-name".to_owned(),
    }
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn errors(name: &str, pairs: &[(&str, &str)]) -> String {
    parse_command(name, &fields(pairs)).unwrap_err().to_string()
}

#[test]
fn every_kind_of_command_is_listed_once() {
    let listed: Vec<_> = catalogue().iter().map(|spec| spec.kind).collect();
    let unique: BTreeSet<_> = listed.iter().collect();
    assert_eq!(unique.len(), listed.len());
    assert_eq!(unique, CommandKind::ALL.iter().collect());
    assert!(Group::ALL.iter().all(|group| catalogue().iter().any(|spec| spec.group == *group)));
}

#[test]
fn every_command_is_read_from_all_its_fields_and_from_the_required_ones() {
    for spec in catalogue() {
        for only_required in [false, true] {
            let given: BTreeMap<_, _> = spec
                .fields
                .iter()
                .filter(|field| field.required || !only_required)
                .map(|field| (field.name.to_owned(), sample(field)))
                .collect();
            let command = parse_command(spec.name, &given);
            assert_eq!(command.map(|command| command.kind()), Ok(spec.kind), "{}", spec.name);
        }
    }
}

#[test]
fn every_choice_that_is_offered_is_taken() {
    for spec in catalogue() {
        for field in spec.fields {
            let FieldKind::Choice(choices) = field.kind else { continue };
            for (value, _) in choices {
                let mut given: BTreeMap<_, _> = spec
                    .fields
                    .iter()
                    .map(|field| (field.name.to_owned(), sample(field)))
                    .collect();
                given.insert(field.name.to_owned(), (*value).to_owned());
                assert!(parse_command(spec.name, &given).is_ok(), "{} {value}", spec.name);
            }
        }
    }
}

#[test]
fn names_are_kebab_case_and_labels_and_helps_are_there() {
    for spec in catalogue() {
        assert!(spec.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", spec.name);
        assert!(spec.help.ends_with('.') && !spec.label.is_empty(), "{}", spec.name);
        for field in spec.fields {
            let well_named = field.name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            assert!(
                well_named && !field.label.is_empty() && !field.help.is_empty(),
                "{}",
                field.name
            );
        }
    }
}

#[test]
fn what_is_wrong_is_said_for_every_field_at_once() {
    expect!["colour: this command has no such field; it has: mitigation, version, note, happened; happened: this is not a moment: write a date, a time and the offset, like 2026-10-23T14:37:00Z or 2026-10-23T16:37+02:00; mitigation: choose one of: release, patch, workaround, other"].assert_eq(&errors(
        "fix-released",
        &[("mitigation", "magic"), ("happened", "yesterday"), ("colour", "red")],
    ));
    expect!["date: write a day like 2026-11-02"]
        .assert_eq(&errors("set-resolution-date", &[("date", "soon")]));
    expect!["of: this is not an id: expected 36 characters like 0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f; reason: is needed: The reporter reads this."].assert_eq(&errors("mark-duplicate", &[("of", "7"), ("reason", "  ")]));
    expect!["why: this command has no fields"]
        .assert_eq(&errors("decline-credit", &[("why", "no")]));
    expect!["hours: write a whole number from 1; participant: write a short name: letters, digits, hyphens; at most 60"].assert_eq(&errors(
        "invite",
        &[("participant", "a b"), ("role", "vendor"), ("hours", "0")],
    ));
}

#[test]
fn an_unknown_command_is_answered_with_the_list() {
    let error = parse_command("explode", &BTreeMap::new()).unwrap_err();
    assert_eq!(error, FieldErrors::UnknownCommand);
    assert!(error.to_string().contains("acknowledge, message, note"));
}

#[test]
fn fields_of_the_form_itself_are_passed_over_and_empty_ones_are_absent() {
    let given = fields(&[("_token", "x"), ("text", "  ")]);
    assert!(parse_command("acknowledge", &given).is_ok());
}

#[test]
fn a_text_that_is_too_long_is_refused_and_not_cut() {
    let long = "x".repeat(crate::MAX_TEXT_CHARS + 1);
    expect!["text: is too long: at most 65536 characters"]
        .assert_eq(&errors("note", &[("text", &long)]));
    expect!["line: must be one line"].assert_eq(&errors("set-credit", &[("line", "one\ntwo")]));
}

proptest! {
    #[test]
    fn no_input_panics(name in "[a-z-]{0,20}", pairs in prop::collection::btree_map(".{0,12}", ".{0,40}", 0..6)) {
        let _ = parse_command(&name, &pairs);
        for spec in catalogue() {
            let mut given = pairs.clone();
            for (field, value) in spec.fields.iter().zip(pairs.values()) {
                given.insert(field.name.to_owned(), value.clone());
            }
            let _ = parse_command(spec.name, &given);
        }
    }
}
