//! What the mark-up of every page must be: well-formed, labelled, free of anything that runs or loads.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node, ParsingOptions};

use super::{Rendered, all};
use crate::samples::{ARABIC, HOSTILE};

/// Elements that HTML closes by themselves.
const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "img"];
/// Elements of SVG, which may be closed by a slash.
const SVG: [&str; 9] = ["svg", "rect", "circle", "path", "line", "text", "title", "desc", "g"];

/// Runs a check over the tree of every sample. Pages are written so that they are XML as well as HTML: a strict
/// parser then sees every tag that is left open and every character that is not escaped.
fn on_every_page(check: impl Fn(&str, &Document<'_>)) {
    for Rendered { name, html } in all() {
        // XML knows no controls; HTML keeps those that a person typed into a field.
        let html: String = html
            .chars()
            .map(|c| if c.is_control() && !"\n\t".contains(c) { '\u{fffd}' } else { c })
            .collect();
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&html, options)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        check(&name, &document);
    }
}

fn elements<'a>(document: &'a Document<'a>, tag: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.tag_name().name() == tag)
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect()
}

#[test]
fn every_page_is_well_formed_and_small() {
    on_every_page(|_, _| {});
    for Rendered { name, html } in all() {
        assert!(html.starts_with("<!DOCTYPE html>"), "{name} begins with the document type");
        assert!(html.len() < 50_000, "{name} has {} bytes", html.len());
    }
}

#[test]
fn only_void_elements_are_closed_by_a_slash() {
    for Rendered { name, html } in all() {
        for tag in html.split('<').filter_map(|rest| {
            let (tag, _) = rest.split_once('>')?;
            tag.strip_suffix('/')?.split_whitespace().next()
        }) {
            assert!(VOID.contains(&tag) || SVG.contains(&tag), "{name}: <{tag}/>");
        }
        for tag in VOID {
            assert!(!html.contains(&format!("</{tag}>")), "{name}: </{tag}>");
        }
    }
}

#[test]
fn every_page_has_one_main_heading_a_title_and_a_language() {
    on_every_page(|name, document| {
        let root = document.root_element();
        assert!(root.attribute("lang").is_some_and(|lang| !lang.is_empty()), "{name}: lang");
        assert!(matches!(root.attribute("dir"), Some("ltr" | "rtl")), "{name}: dir");
        let headings: Vec<_> = elements(document, "h1").map(text).collect();
        assert_eq!(headings.len(), 1, "{name}: {headings:?}");
        assert!(!headings[0].trim().is_empty(), "{name}: empty heading");
        let head = elements(document, "head").next().unwrap();
        let title = head.children().find(|n| n.tag_name().name() == "title").map(text).unwrap();
        assert!(title.contains("Candor") && title.len() > 10, "{name}: title {title:?}");
        assert!(elements(document, "main").any(|main| main.attribute("id") == Some("main")));
        assert!(
            elements(document, "a").any(|a| a.attribute("href") == Some("#main")),
            "{name}: skip link"
        );
    });
}

#[test]
fn headings_skip_no_level() {
    on_every_page(|name, document| {
        let mut before = 0;
        let levels = document.descendants().filter_map(|n| match n.tag_name().name() {
            "h1" => Some(1),
            "h2" => Some(2),
            "h3" => Some(3),
            "h4" => Some(4),
            _ => None,
        });
        for level in levels {
            // The error summary stands before the main heading.
            assert!(before == 0 || level <= before + 1, "{name}: h{level} after h{before}");
            before = level;
        }
    });
}

#[test]
fn ids_are_unique_and_every_reference_has_its_target() {
    on_every_page(|name, document| {
        let mut ids = BTreeMap::new();
        for id in document.descendants().filter_map(|n| n.attribute("id")) {
            *ids.entry(id).or_insert(0) += 1;
        }
        for (id, count) in &ids {
            assert_eq!(*count, 1, "{name}: id {id:?}");
        }
        for node in document.descendants() {
            for reference in ["aria-labelledby", "aria-describedby", "for"]
                .iter()
                .filter_map(|a| node.attribute(*a))
                .flat_map(str::split_whitespace)
                .chain(node.attribute("href").and_then(|href| href.strip_prefix('#')))
            {
                assert!(ids.contains_key(reference), "{name}: nothing has the id {reference:?}");
            }
        }
    });
}

// ASVS 6.2.6, 6.2.7
#[test]
fn every_passphrase_is_masked_and_filled_in_by_password_tools() {
    let seen = std::cell::Cell::new(0);
    on_every_page(|name, document| {
        let secret = elements(document, "input")
            .filter(|i| i.attribute("name").is_some_and(|n| n.contains("passphrase")));
        for input in secret.filter(|i| !matches!(i.attribute("type"), Some("hidden" | "checkbox")))
        {
            seen.set(seen.get() + 1);
            assert_eq!(input.attribute("type"), Some("password"), "{name}: it is readable");
            let told = input.attribute("autocomplete");
            assert!(
                matches!(told, Some("current-password" | "new-password")),
                "{name}: password tools are told nothing: {told:?}"
            );
            assert_eq!(input.attribute("onpaste"), None, "{name}");
            assert_eq!(input.attribute("maxlength"), None, "{name}: what is pasted would be cut");
        }
    });
    assert!(seen.get() > 3, "no page asks for a passphrase");
}

// ASVS 7.4.4
#[test]
fn whoever_is_signed_in_can_sign_out_on_every_page() {
    let seen = std::cell::Cell::new(0);
    on_every_page(|name, document| {
        let is_member = elements(document, "a")
            .any(|a| a.attribute("class") == Some("member") && a.attribute("href").is_some());
        let leads_out = elements(document, "form").any(|form| {
            form.attribute("action") == Some(crate::path::SIGN_OUT)
                && form.attribute("method") == Some("post")
                && elements(document, "button").any(|button| text(button) == "Sign out")
        });
        assert_eq!(is_member, leads_out, "{name}");
        seen.set(seen.get() + usize::from(is_member));
    });
    assert!(seen.get() > 3, "no page is a member's");
}

#[test]
fn every_input_has_a_label_and_every_choice_a_legend() {
    on_every_page(|name, document| {
        let labelled: BTreeSet<_> = elements(document, "label")
            .filter(|label| !text(*label).trim().is_empty())
            .filter_map(|label| label.attribute("for"))
            .collect();
        let inputs =
            ["input", "textarea", "select"].into_iter().flat_map(|tag| elements(document, tag));
        for input in inputs.filter(|i| i.attribute("type") != Some("hidden")) {
            let id = input.attribute("id").unwrap_or_else(|| panic!("{name}: an input without id"));
            assert!(labelled.contains(id), "{name}: {id} has no label");
            assert!(
                input.attribute("name").is_some_and(|n| !n.is_empty()),
                "{name}: {id} has no name"
            );
        }
        for fieldset in elements(document, "fieldset") {
            assert!(
                fieldset
                    .children()
                    .find(Node::is_element)
                    .is_some_and(|n| n.has_tag_name("legend")),
                "{name}: a fieldset without legend"
            );
        }
        for button in elements(document, "button") {
            assert!(!text(button).trim().is_empty() && button.attribute("type") == Some("submit"));
        }
    });
}

// ASVS 3.5.1, 3.5.3
#[test]
fn every_form_is_posted_with_its_token() {
    on_every_page(|name, document| {
        for form in elements(document, "form") {
            assert_eq!(form.attribute("method"), Some("post"), "{name}");
            assert!(form.attribute("action").is_some_and(|a| a.starts_with('/')), "{name}");
            let token = form
                .descendants()
                .find(|n| n.attribute("name") == Some("csrf"))
                .and_then(|n| n.attribute("value"));
            assert_eq!(token, Some("csrf-token-of-the-sample"), "{name}");
            let has_files = form.descendants().any(|n| n.attribute("type") == Some("file"));
            let multipart = form.attribute("enctype") == Some("multipart/form-data");
            assert!(!has_files || multipart, "{name}: files need multipart");
        }
    });
}

// ASVS 1.2.3, 1.3.5
#[test]
fn nothing_on_a_page_runs() {
    on_every_page(|name, document| {
        for node in document.descendants().filter(Node::is_element) {
            let tag = node.tag_name().name();
            // One page has one script of ours, by its address: browsers hand passkeys to nothing else.
            if tag == "script" && name.starts_with("passkey.") {
                assert_eq!(node.attribute("src"), Some(crate::path::passkey_script()), "{name}");
                assert_eq!(text(node), "", "{name}: nothing inline");
                continue;
            }
            assert!(
                !["script", "style", "iframe", "object", "embed", "base", "img"].contains(&tag),
                "{name}: <{tag}>"
            );
            for attribute in node.attributes() {
                let key = attribute.name();
                assert!(!key.starts_with("on") && key != "style", "{name}: {key} on <{tag}>");
                assert!(!attribute.value().to_lowercase().starts_with("javascript:"), "{name}");
            }
        }
    });
}

// ASVS 14.2.3
#[test]
fn sec_2_nothing_on_a_page_loads_from_elsewhere() {
    on_every_page(|name, document| {
        let mut loads = Vec::new();
        for node in document.descendants().filter(Node::is_element) {
            if node.has_tag_name("script") {
                assert_eq!(node.attribute("src"), Some(crate::path::passkey_script()), "{name}");
                continue;
            }
            assert!(
                node.attribute("src").is_none() && node.attribute("srcset").is_none(),
                "{name}"
            );
            if node.has_tag_name("link") && node.attribute("rel") != Some("alternate") {
                loads.extend(node.attribute("href"));
            }
            assert!(!node.has_tag_name("meta") || node.attribute("http-equiv").is_none(), "{name}");
        }
        assert_eq!(loads, [crate::path::style(), crate::path::ICON], "{name}");
    });
}

// ASVS 1.2.2
#[test]
fn links_lead_only_where_following_is_harmless() {
    on_every_page(|name, document| {
        for link in elements(document, "a") {
            let href = link.attribute("href").unwrap();
            assert!(href.starts_with('#') || crate::safe_href(href).is_some(), "{name}: {href:?}");
            assert!(!text(link).trim().is_empty(), "{name}: a link without text to {href:?}");
        }
    });
}

// ASVS 1.1.2, 1.2.1, 3.2.2
#[test]
fn hostile_text_is_shown_and_does_nothing() {
    let shown = crate::visible(HOSTILE).to_string();
    let mut pages_with_it = 0;
    on_every_page(|_, document| {
        for node in document.descendants().filter(Node::is_text) {
            let in_a_field = node.parent().is_some_and(|p| p.has_tag_name("textarea"));
            let hidden = node.text().unwrap().contains(['\u{202e}', '\u{200b}']);
            assert!(!hidden || in_a_field, "hidden characters in {:?}", node.text());
        }
    });
    for Rendered { name, html } in all() {
        let scripts = html.matches("<script").count();
        assert_eq!(scripts, usize::from(name.starts_with("passkey.")), "{name}");
        assert!(!html.contains("<img"), "{name}");
        pages_with_it +=
            usize::from(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"));
    }
    assert!(pages_with_it > 20, "{pages_with_it} samples carry it");
    assert!(
        shown.contains("[U+202E]txt.exe")
            && shown.contains("a[U+200B]b")
            && shown.contains("[U+0000]")
    );
}

#[test]
fn text_of_others_finds_its_own_direction() {
    on_every_page(|name, document| {
        for node in document.descendants().filter(Node::is_text) {
            if !node.text().unwrap().contains(ARABIC) {
                continue;
            }
            let nearest = node.ancestors().find_map(|a| a.attribute("dir"));
            let drawn = node.ancestors().any(|a| a.has_tag_name("option"));
            assert!(
                drawn || nearest == Some("auto"),
                "{name}: {:?} in {:?}",
                node.text(),
                node.parent()
            );
        }
        for svg in elements(document, "svg") {
            assert_eq!(
                svg.attribute("direction"),
                Some("ltr"),
                "{name}: charts do not turn around"
            );
        }
    });
}

#[test]
fn every_chart_says_what_it_shows_or_is_decoration() {
    on_every_page(|name, document| {
        for svg in elements(document, "svg") {
            let decoration = svg.attribute("aria-hidden") == Some("true");
            let named =
                svg.attribute("role") == Some("img") && svg.attribute("aria-labelledby").is_some();
            assert!(decoration != named, "{name}");
        }
    });
}

#[test]
fn a_form_that_came_back_names_its_problems() {
    let mut seen = 0;
    on_every_page(|name, document| {
        let wrong = name.ends_with("wrong");
        let lang = document.root_element().attribute("lang").unwrap();
        let language = crate::Language::from_tag(lang).unwrap();
        let error = format!("{} ", language.text("error-prefix"));
        let head = elements(document, "head").next().unwrap();
        let title = head.children().find(|n| n.has_tag_name("title")).map(text).unwrap();
        let summary = document.descendants().find(|n| n.attribute("role") == Some("alert"));
        if wrong {
            assert!(title.starts_with(&error), "{name}: {title}");
            let summary = summary.unwrap();
            assert!(text(summary).contains(&language.text("problems-title")), "{name}");
            let first = summary.descendants().find_map(|n| n.attribute("href")).unwrap();
            let focused: Vec<_> =
                document.descendants().filter(|n| n.attribute("autofocus").is_some()).collect();
            assert_eq!(focused.len(), 1, "{name}: one field has the focus");
            assert_eq!(focused[0].attribute("id"), first.strip_prefix('#'), "{name}");
        } else if summary.is_none() {
            assert!(!title.starts_with(&error), "{name}: {title}");
        }
    });
    for Rendered { name, .. } in all() {
        seen += usize::from(name.ends_with("wrong"));
    }
    assert!(seen >= 8);
}

// ASVS 14.2.6
#[test]
fn what_was_typed_is_kept_to_the_letter_except_passphrases() {
    on_every_page(|name, document| {
        if name == "report.wrong" {
            let steps = document
                .descendants()
                .find(|n| n.attribute("name") == Some("field.steps"))
                .unwrap();
            // The parser of HTML drops the first line break after the start tag.
            let typed = text(steps).strip_prefix('\n').unwrap().to_owned();
            assert_eq!(
                typed,
                format!("\n1. First\n{HOSTILE}").replace(['\0', '\u{1b}'], "\u{fffd}")
            );
            let contact =
                document.descendants().find(|n| n.attribute("name") == Some("contact")).unwrap();
            assert!(contact.attribute("value").unwrap().contains("<script>"));
            let checked: Vec<_> = elements(document, "input")
                .filter(|i| i.attribute("checked").is_some())
                .filter_map(|i| i.attribute("id"))
                .collect();
            assert_eq!(
                checked,
                ["report-identity-pseudonym", "report-pass_on", "report-credit-yes"]
            );
        }
        for input in elements(document, "input").filter(|i| i.attribute("type") == Some("password"))
        {
            assert_eq!(input.attribute("value"), None, "{name}");
        }
    });
}

// ASVS 8.2.3, 15.3.1
#[test]
fn the_mailbox_shows_no_mark_of_a_team_note() {
    on_every_page(|name, document| {
        let shows_audience = |class: &str| {
            document.descendants().any(|n| {
                n.attribute("class")
                    .is_some_and(|c| c.split(' ').any(|c| c == class) && c.contains("entry "))
            })
        };
        if name.starts_with("mailbox.") {
            assert!(!shows_audience("to-team"), "{name}");
        }
        if name == "case.full" {
            assert!(shows_audience("to-team") && shows_audience("to-reporter"));
            let marked = elements(document, "li")
                .filter(|n| n.attribute("class").is_some_and(|c| c.starts_with("entry ")))
                .all(|entry| {
                    entry
                        .descendants()
                        .any(|n| n.attribute("class").is_some_and(|c| c.starts_with("audience")))
                });
            assert!(marked, "every entry on the desk says who sees it");
        }
    });
}
