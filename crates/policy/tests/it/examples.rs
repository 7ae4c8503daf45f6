//! The five example policies: each is read without a finding, and each quotes its origin word for word.

use std::path::PathBuf;

use expect_test::expect;
use policy::{Policy, parse};

/// The examples, with the beginning of the name of the file they are made from.
pub(crate) const EXAMPLES: [(&str, &str, &str); 5] = [
    ("simprints", "000_", include_str!("../../../../examples/policies/simprints.toml")),
    ("feature-table", "001_", include_str!("../../../../examples/policies/feature-table.toml")),
    ("ethical-rules", "002_", include_str!("../../../../examples/policies/ethical-rules.toml")),
    (
        "supported-versions",
        "003_",
        include_str!("../../../../examples/policies/supported-versions.toml"),
    ),
    ("sigtech", "004_", include_str!("../../../../examples/policies/sigtech.toml")),
];

/// The example of this name, read.
pub(crate) fn example(name: &str) -> Policy {
    let (_, _, source) = EXAMPLES.iter().find(|(known, _, _)| *known == name).unwrap();
    read(source)
}

/// A policy that must be readable.
pub(crate) fn read(source: &str) -> Policy {
    parse(source).unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(|f| format!("{f}\n")).collect::<String>())
    })
}

#[test]
fn each_example_is_read_without_a_finding() {
    for (name, _, source) in EXAMPLES {
        let policy = read(source);
        assert_eq!(policy.program.id.as_str(), name);
        assert_eq!(policy.warnings(), [], "{name}");
    }
}

#[test]
fn each_promise_of_the_examples_reads_as_a_plain_sentence() {
    let mut words = String::new();
    for (name, _, source) in EXAMPLES {
        words.push_str(&format!("{name}\n"));
        for promise in read(source).promises {
            words.push_str(&format!("  {}: {}\n", promise.id, promise.in_words()));
        }
    }
    expect![[r#"
        simprints
          acknowledge: We acknowledge your report as soon as possible (our own aim: within 2 business days).
          evaluate: We assess your report as soon as possible (our own aim: within 5 business days).
          decide: We tell you whether we accept your report as soon as possible (our own aim: within 10 days).
          fix: We release a fix or mitigation as soon as possible after we have accepted it (our own aim: within 90 days).
          credit: We credit you as soon as possible after a fix is released (our own aim: within 14 days). You decide whether and how you are named.
          patch-components: We release a fix or mitigation as soon as possible after we have learned of a patch for a component (our own aim: within 14 days).
          review: We review our policies regularly (our own aim: every 12 months).
        feature-table
          acknowledge: We acknowledge your report within 24 hours.
          update: We tell you about our progress regularly until it is resolved (our own aim: every 7 days).
          fix: We release a fix or mitigation as soon as possible after we have assessed it (our own aim: within 60 days).
          publish: Our own target is to publish an advisory as soon as possible after a fix is released (our own aim: within 7 days).
          resolve: Our own target is to release a fix or mitigation as soon as possible (our own aim: within 90 days).
        ethical-rules
          respond: We assess your report and answer you within 7 business days with our evaluation and the date by which we expect to resolve it.
          update: We tell you about our progress regularly until it is resolved (our own aim: every 14 days).
          resolve: We release a fix or mitigation as soon as possible (our own aim: within 90 days).
          notify: We tell you as soon as possible after a fix is released (our own aim: within 2 business days).
        supported-versions
          acknowledge: We acknowledge your report within 48 hours.
          evaluate: We assess your report and answer you as soon as possible with its severity (our own aim: within 5 business days).
          update: We tell you about our progress regularly until it is resolved (our own aim: every 14 days).
          fix: We release a fix or mitigation as soon as possible after we have accepted it (our own aim: within 90 days).
          credit: We credit you as soon as possible after it is resolved (our own aim: within 14 days). You decide whether and how you are named.
        sigtech
          respond-severe: We answer your report within 24 hours when its severity is high or critical.
          respond-other: We answer your report within 72 hours when its severity is low or medium.
    "#]].assert_eq(&words);
}

#[test]
fn each_source_sentence_stands_in_its_origin_word_for_word() {
    let folder =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..").join("shared").join("seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: the origins of the examples (../shared/seeds) are not here");
        return;
    };
    let files = entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    for (name, prefix, source) in EXAMPLES {
        let named =
            |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(prefix);
        let origin = std::fs::read_to_string(files.iter().find(named).unwrap()).unwrap();
        let origin = plain(&origin);
        let document = source.parse::<toml::Table>().unwrap();
        let mut sentences = Vec::new();
        collect_sources(&toml::Value::Table(document), &mut sentences);
        assert!(!sentences.is_empty(), "{name} quotes nothing");
        for sentence in sentences {
            assert!(origin.contains(&plain(&sentence)), "{name}: {sentence}");
        }
    }
}

/// A text without Markdown's marks, with every run of white space as one space.
fn plain(text: &str) -> String {
    let mut text = text
        // One of the origins was once decoded as Windows-1252.
        .replace("\u{e2}\u{20ac}\u{2122}", "’")
        .replace("&#x20;", " ")
        .replace("](privacy-policy.md)", "");
    text.retain(|c| !matches!(c, '*' | '#' | '>' | '[' | ']' | '\\'));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect_sources(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                if key == "source" {
                    collect_texts(value, found);
                } else {
                    collect_sources(value, found);
                }
            }
        }
        toml::Value::Array(values) => values.iter().for_each(|v| collect_sources(v, found)),
        _ => {}
    }
}

fn collect_texts(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Array(values) => values.iter().for_each(|v| collect_texts(v, found)),
        _ => {}
    }
}
