//! The described language is the accepted language: the parser is driven table by table, and the documents
//! made from the description are current.

use std::collections::BTreeSet;

use expect_test::expect_file;
use policy::language::{Key, Kind, ROOT, Section, json_schema, reference};
use policy::{Code, parse};

/// A name that is unlike every key, so that the finding about it lists them all.
const STRANGER: &str = "qqqqqqqqqqqqqqqqqqqqqqqq";

/// A value for a key, as inline TOML.
fn value(key: &Key) -> String {
    match key.kind {
        Kind::Table(section) => inline(section, &[]),
        Kind::Tables(section) => format!("[{}]", inline(section, &[])),
        _ => key.example.to_owned(),
    }
}

/// The lines of a table: what it needs, and these more.
fn lines(section: &Section, more: &[String]) -> Vec<String> {
    let named = |line: &String| line.split(" = ").next().unwrap().to_owned();
    let given = more.iter().map(named).collect::<BTreeSet<_>>();
    let needed = section.keys.iter().filter(|key| key.required && !given.contains(key.name));
    let needed = needed.map(|key| format!("{} = {}", key.name, value(key)));
    needed.chain(more.iter().cloned()).collect()
}

fn inline(section: &Section, more: &[String]) -> String {
    format!("{{ {} }}", lines(section, more).join(", "))
}

/// A whole file in which one table has these lines more: `way` is the way of keys to the table.
fn file(way: &[&Key], more: &[String]) -> String {
    let mut more = more.to_vec();
    for key in way.iter().rev() {
        let table = inline(key.section().unwrap(), &more);
        let table = match key.kind {
            Kind::Table(_) | Kind::WordOr(..) => table,
            _ => format!("[{table}]"),
        };
        more = vec![format!("{} = {table}", key.name)];
    }
    lines(&ROOT, &more).join("\n")
}

/// Every table of the language, by the way of keys that leads to it.
fn ways() -> Vec<Vec<&'static Key>> {
    let mut ways: Vec<Vec<&'static Key>> = vec![Vec::new()];
    let mut place = 0;
    while let Some(way) = ways.get(place).cloned() {
        let section = way.last().map_or(&ROOT, |key: &&Key| key.section().unwrap());
        for key in section.keys.iter().filter(|key| key.section().is_some()) {
            ways.push(way.iter().copied().chain([key]).collect());
        }
        place += 1;
    }
    ways
}

#[test]
fn each_table_accepts_exactly_the_described_keys() {
    for way in ways() {
        let section = way.last().map_or(&ROOT, |key| key.section().unwrap());
        let source = file(&way, &[format!("{STRANGER} = 1")]);
        let findings = parse(&source).expect_err("a stranger is refused");
        let finding = findings
            .iter()
            .find(|finding| finding.code == Code::UnknownKey && finding.words == STRANGER)
            .unwrap_or_else(|| panic!("{}: {source}\n{findings:?}", section.path));
        let accepted = finding.instead.split('`').skip(1).step_by(2).collect::<BTreeSet<_>>();
        let described = section.keys.iter().map(|key| key.name).collect::<BTreeSet<_>>();
        assert_eq!(accepted, described, "`[{}]`", section.path);
    }
}

#[test]
fn each_described_key_takes_its_example() {
    for way in ways() {
        let section = way.last().map_or(&ROOT, |key| key.section().unwrap());
        for key in section.keys.iter().filter(|key| !key.example.is_empty()) {
            let source = file(&way, &[format!("{} = {}", key.name, key.example)]);
            let findings = parse(&source).err().unwrap_or_default();
            let wrong = [
                Code::NotToml,
                Code::UnknownKey,
                Code::UnknownValue,
                Code::WrongType,
                Code::BadText,
                Code::BadSpan,
                Code::BadId,
                Code::BadAddress,
                Code::BadDate,
            ];
            let wrong = findings.iter().find(|finding| wrong.contains(&finding.code));
            assert!(wrong.is_none(), "{}.{}: {}\n{source}", section.path, key.name, wrong.unwrap());
        }
    }
}

#[test]
fn each_key_says_what_it_is() {
    for way in ways() {
        let section = way.last().map_or(&ROOT, |key| key.section().unwrap());
        assert!(section.about.ends_with('.'), "{}", section.path);
        for key in section.keys {
            assert!(key.help.ends_with('.'), "{}.{}", section.path, key.name);
            assert_eq!(
                key.example.is_empty(),
                matches!(key.kind, Kind::Table(_) | Kind::Tables(_))
            );
            if let Kind::Word(words) = key.kind {
                assert!(words().iter().any(|word| key.example == format!("\"{word}\"")));
            }
        }
    }
}

#[test]
fn the_reference_page_is_current() {
    expect_file!["../../../../docs/policy-language.md"].assert_eq(&reference());
}

#[test]
fn the_schema_is_current() {
    expect_file!["../../../../docs/policy.schema.json"].assert_eq(&json_schema());
}

/// What a table needs beside the keys that it always needs: one of several.
fn companion(path: &str, key: &str) -> Option<&'static str> {
    match path {
        "program.contact" if !["email", "url", "github", "phone"].contains(&key) => {
            Some("email = \"z@example.org\"")
        }
        "promise" if key != "within" => Some("within = \"2 days\""),
        "report" if key != "required" => Some("required = [\"impact\"]"),
        _ => None,
    }
}

/// For every described key with an example: its name, a file without it, and the same file with it.
pub(crate) fn each_key() -> Vec<(String, String, String)> {
    let mut files = Vec::new();
    for way in ways() {
        let section = way.last().map_or(&ROOT, |key| key.section().unwrap());
        for key in section.keys.iter().filter(|key| !key.example.is_empty()) {
            let beside = companion(section.path, key.name).map(str::to_owned).into_iter();
            let beside = beside.collect::<Vec<_>>();
            let line = format!("{} = {}", key.name, key.example);
            let with = beside.iter().cloned().chain([line]).collect::<Vec<_>>();
            let whole = |lines: &[String]| {
                let text = file(&way, lines);
                let empty = "contact = [{  }]";
                let reached = "contact = [{ email = \"y@example.org\" }]";
                text.replace(empty, reached)
            };
            files.push((format!("{}.{}", section.path, key.name), whole(&beside), whole(&with)));
        }
    }
    files
}
