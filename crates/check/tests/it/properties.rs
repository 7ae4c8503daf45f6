//! What must hold for every text: nothing panics, places lie in the text, and the answer is the same each time.

use proptest::prelude::*;

/// Sentences and left-overs of policies, to be put together in any order.
const PARTS: &[&str] = &[
    "# Security policy\n\n",
    "## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 5.1.x | :white_check_mark: |\n| < 4.0 | :x: |\n\n",
    "Report to [us](security@acme.test). ",
    "Email our security team. ",
    "We will acknowledge your report within 3 days. ",
    "within 0 hours ",
    "99999999999999999999 days ",
    "If you do not hear from us within 6 business days, write to cna@acme.test. ",
    "We will not take legal action. ",
    "other peopleâ€™s data ",
    "&#x20;\n",
    "- item. Additional\n",
    "| Security Audits |\n",
    "Contact: mailto:a@acme.test\n",
    "Expires: 2026-01-01T00:00:00Z\n",
    "-----BEGIN PGP SIGNED MESSAGE-----\n",
    "[program]\nid = \"a\"\nname = \"A\"\n",
    "[[promise]]\nid = \"x\"\ndo = \"acknowledge\"\nwithin = \"3 days\"\nsource = \"s\"\n",
    "![mail](mail.png)\n\n",
    "<p>é\u{202e}\u{feff}</p>\r\n",
    "Valid until June 31, 2024. ",
    "\n\n",
];

const PATHS: &[&str] = &[
    "SECURITY.md",
    "docs/security.rst",
    "SECURITY.html",
    "SECURITY.txt",
    "policy.toml",
    ".well-known/security.txt",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn no_text_panics_and_every_place_lies_in_the_text(
        parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..14),
        noise in "\\PC{0,30}",
        path in proptest::sample::select(PATHS),
        whole in any::<bool>(),
    ) {
        let text = format!("{}{noise}", parts.concat());
        let options = check::Options { now: crate::now(), whole_tree: whole, profiles: check::PROFILES };
        let files = [check::File::whole(path, &text)];
        let report = check::check(&files, &options);
        let lines = u32::try_from(text.matches('\n').count() + 1).unwrap();
        for finding in &report.findings {
            prop_assert!(finding.place.line >= 1 && finding.place.column >= 1);
            prop_assert!(finding.place.line <= lines, "{finding}");
            prop_assert!(
                (finding.place.end_line, finding.place.end_column) >= (finding.place.line, finding.place.column),
                "{finding}"
            );
            prop_assert!(!finding.message.is_empty() && !finding.instead.is_empty());
        }
        let again = check::check(&files, &options);
        prop_assert_eq!(check::json(&report), check::json(&again));
        let sarif: serde_json::Value = serde_json::from_str(&check::sarif(&report)).unwrap();
        prop_assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), report.findings.len());
        prop_assert!(!check::text(&report).is_empty() && check::badge(&report).starts_with("<svg"));
    }

    #[test]
    fn security_txt_gives_its_values_word_for_word(text in "([A-Za-z-]{0,12}:? ?\\PC{0,20}\r?\n){0,8}") {
        let source = check::Source::new("security.txt", text.clone());
        let file = check::SecurityTxt::read(&source);
        for field in &file.fields {
            let words = text.get(field.span.clone()).unwrap();
            prop_assert!(field.value.is_empty() || words == field.value);
        }
        for span in &file.unreadable {
            prop_assert!(!text.get(span.clone()).unwrap().trim().is_empty());
        }
    }
}
