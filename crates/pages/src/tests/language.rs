//! The words of the public pages: every language has every message, each is used, and no page says anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
use roxmltree::{Document, Node, ParsingOptions};

use super::{Rendered, public};
use crate::samples::speaking;
use crate::{Language, When};

fn source(language: Language) -> String {
    let path = format!("{}/words/{}.ftl", env!("CARGO_MANIFEST_DIR"), language.tag());
    std::fs::read_to_string(path).unwrap()
}

/// The messages of a language: the name, with its part, and what stands after it in the file.
fn messages(language: Language) -> BTreeMap<String, String> {
    let text = source(language);
    let read = FluentResource::try_new(text.clone()).map_err(|(_, errors)| errors);
    read.unwrap_or_else(|errors| panic!("{}.ftl: {errors:?}", language.tag()));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let (mut message, mut name) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let Some((part, value)) =
            line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once(" = "))
        {
            name = format!("{message}.{part}");
            found.insert(name.clone(), value.to_owned());
        } else if line.starts_with([' ', '}']) {
            let value = found.get_mut(&name).unwrap();
            value.push('\n');
            value.push_str(line);
        } else {
            let (id, value) = line.split_once(" =").unwrap_or_else(|| panic!("{line}"));
            message = id.to_owned();
            name = message.clone();
            let before = found.insert(name.clone(), value.trim().to_owned());
            assert_eq!(before, None, "{}.ftl says {id} twice", language.tag());
        }
    }
    found
}

/// The arguments that a message names.
fn arguments(value: &str) -> BTreeSet<&str> {
    let names = value.split('$').skip(1);
    names.map(|rest| rest.split([' ', '}', '\n']).next().unwrap()).collect()
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages(Language::English);
    assert!(english.len() > 400, "{}", english.len());
    for language in Language::ALL {
        let own = messages(language);
        let names = |all: &BTreeMap<String, String>| all.keys().cloned().collect::<BTreeSet<_>>();
        let missing: Vec<_> = names(&english).difference(&names(&own)).cloned().collect();
        let besides: Vec<_> = names(&own).difference(&names(&english)).cloned().collect();
        assert!(missing.is_empty() && besides.is_empty(), "{language:?}: {missing:?} {besides:?}");
        for (id, value) in &english {
            assert_eq!(arguments(&own[id]), arguments(value), "{language:?}: {id}");
        }
    }
}

#[test]
fn messages_are_plain_text() {
    for language in Language::ALL {
        for (id, value) in messages(language) {
            let marked = value.contains(['<', '>', '&', '"']) && !value.contains("->");
            assert!(!marked && !value.contains(['<', '&', '"']), "{language:?}: {id}: {value}");
            assert!(!value.is_empty(), "{language:?}: {id}");
        }
    }
}

#[test]
fn a_translation_is_not_the_english_text() {
    // Words that are the same in another language, or names and numbers.
    let english = messages(Language::English);
    for language in Language::ALL.into_iter().skip(1) {
        let own = messages(language);
        let same: Vec<_> = english
            .iter()
            .filter(|(id, value)| {
                let words = value.split('}').map(|part| part.split('{').next().unwrap());
                let words = words.flat_map(str::split_whitespace);
                words.filter(|word| word.chars().any(char::is_alphabetic)).count() > 2
                    && own[*id] == **value
            })
            .map(|(id, _)| id)
            .collect();
        assert!(same.is_empty(), "{language:?}: {same:?}");
    }
}

/// Every file of the two crates that say these words.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "html" || e == "xml") {
                let text = std::fs::read_to_string(&path).unwrap();
                out.push((path, text));
            }
        }
    }
    let mut out = Vec::new();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["templates", "src", "../web/src"] {
        walk(&here.join(folder), &mut out);
    }
    out.retain(|(path, _)| !path.ends_with("tests/language.rs"));
    out
}

#[test]
fn every_message_is_used_somewhere() {
    let texts = sources();
    let quoted = |id: &str| {
        let whole = format!("\"{id}\"");
        texts.iter().any(|(_, text)| text.contains(&whole))
    };
    // Families whose last part is a word of the rules: `"closed-{}"` in the code.
    let family = |id: &str| {
        id.char_indices().filter(|(_, c)| *c == '-').any(|(at, _)| {
            let start = format!("\"{}{{", id.get(..=at).unwrap_or_default());
            texts.iter().any(|(_, text)| text.contains(&start))
        })
    };
    let unused: Vec<_> = messages(Language::English)
        .into_keys()
        .filter(|id| {
            let name = id.split('.').next().unwrap();
            !quoted(id) && !quoted(name) && !family(name)
        })
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_message_that_is_named_exists() {
    let known = messages(Language::English);
    for (path, text) in sources() {
        for call in ["say(\"", ".text(\"", "tell(\""] {
            for rest in text.split(call).skip(1) {
                let Some((id, _)) = rest.split_once("\")") else { continue };
                let is_id = id.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
                let is_form = text.contains(&format!("form.text(\"{id}\")"));
                assert!(!is_id || is_form || known.contains_key(id), "{}: {id}", path.display());
            }
        }
    }
}

/// What a page says in words of its own: texts and labels outside of what somebody else wrote, of times and code.
fn own_words(document: &Document<'_>) -> Vec<String> {
    let is_others = |node: Node<'_, '_>| {
        node.ancestors().any(|n| {
            // What is English everywhere says so.
            n.attribute("dir") == Some("auto")
                || n.attribute("lang") == Some("en")
                || n.attribute("class") == Some("languages")
                || ["code", "time", "pre", "svg", "textarea", "option"]
                    .contains(&n.tag_name().name())
        })
    };
    let mut words = Vec::new();
    for node in document.descendants().filter(|node| !is_others(*node)) {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            words.push(text.trim().to_owned());
        }
        for label in ["aria-label", "data-label", "title", "placeholder", "alt"] {
            words.extend(node.attribute(label).map(str::to_owned));
        }
    }
    // A moment as an example is written alike everywhere.
    words.retain(|text| text.chars().any(char::is_alphabetic) && text != "2026-10-23T14:37Z");
    words
}

#[test]
fn a_public_page_says_nothing_but_messages() {
    for Rendered { name, html } in speaking(Language::Names, public) {
        let html: String = html
            .chars()
            .map(|c| if c.is_control() && !"\n\t".contains(c) { '\u{fffd}' } else { c })
            .collect();
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&html, options).unwrap();
        for words in own_words(&document) {
            // An advisory's title is its team's.
            if name.starts_with("advisory.") && words.ends_with(" – Candor") {
                continue;
            }
            let mut depth = 0;
            let mut outside = String::new();
            for c in words.chars() {
                match c {
                    '⟦' => depth += 1,
                    // A text ends where an element of the message begins.
                    '⟧' => depth = 0.max(depth - 1),
                    c if depth == 0 => outside.push(c),
                    _ => {}
                }
            }
            // The names of the site and of a program stand in the title.
            let outside = outside.replace("SigTech", "").replace("Candor", "");
            let outside = outside.split(" – ").next().unwrap_or_default();
            assert!(!outside.chars().any(char::is_alphabetic), "{name}: {words:?}");
        }
    }
}

#[test]
fn every_sample_in_every_language_has_its_direction_and_no_message_is_missing() {
    for language in Language::ALL {
        for Rendered { name, html } in speaking(language, public) {
            assert!(!html.contains('⟦'), "{name} in {language:?}");
            let of = format!("<html lang=\"{}\" dir=\"{}\">", language.tag(), language.direction());
            let mirrored = "<html lang=\"ar\" dir=\"rtl\">";
            assert!(html.contains(&of) || html.contains(mirrored), "{name} in {language:?}");
            assert!(html.len() + crate::STYLE_SHEET.len() < 75_000, "{name}: {}", html.len());
        }
    }
}

#[test]
fn a_browser_gets_the_language_it_prefers() {
    let preferred = Language::preferred;
    assert_eq!(preferred("de-AT,de;q=0.9,en;q=0.8"), Some(Language::German));
    assert_eq!(preferred("pt-BR, es;q=0.5, fr;q=0.7"), Some(Language::French));
    assert_eq!(preferred("ja;q=0, AR-eg;q=0.001"), Some(Language::Arabic));
    assert_eq!(preferred("*"), None);
    assert_eq!(preferred(""), None);
    assert_eq!(preferred("de;q=x,,;;q=1"), None, "a weight that is none counts nothing");
    assert_eq!(Language::from_tag("../../de"), None);
}

#[test]
fn plural_forms_follow_the_language() {
    let files =
        |language: Language, count| language.say("file-count").number("count", count).plain();
    assert_eq!(files(Language::English, 1), "1 file");
    assert_eq!(files(Language::English, 0), "0 files");
    assert_eq!(files(Language::French, 0), "0 fichier");
    assert_eq!(files(Language::German, 2), "2 Dateien");
    let arabic: BTreeSet<_> = [0, 1, 2, 3, 11, 100]
        .map(|count| files(Language::Arabic, count).replace(|c: char| c.is_ascii_digit(), ""))
        .into();
    assert!(arabic.len() >= 5, "Arabic counts in six ways: {arabic:?}");
}

#[test]
fn a_date_is_written_as_its_language_writes_it() {
    let dates = Language::ALL.map(|language| language.date(2026, 10, 3));
    assert_eq!(
        dates,
        [
            "3 October 2026",
            "3. Oktober 2026",
            "3 octobre 2026",
            "3 de octubre de 2026",
            "2026年10月3日",
            "3 أكتوبر 2026"
        ]
    );
}

#[test]
fn what_is_put_into_a_message_is_escaped_and_finds_its_direction() {
    let said = Language::English.say("scope-report-to").by("whom", crate::samples::HOSTILE);
    let html = said.to_string();
    assert!(html.starts_with("Report it to <span dir=\"auto\">&#60;script&#62;"), "{html}");
    assert!(!html.contains("<script") && !html.contains('\u{202e}'), "{html}");
    let when = When::new("2026-10-03\"><b>", "3 <b>");
    let html = Language::English.say("mailbox-by").time("when", &when).to_string();
    assert!(!html.contains("<b>"), "{html}");
}
