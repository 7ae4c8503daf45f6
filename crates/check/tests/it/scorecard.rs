//! Scorecard's score: worked out by hand for the published policies, and its patterns against an engine.

use check::Scorecard;
use proptest::prelude::*;
use regex_automata::Input;
use regex_automata::meta::Regex;
use regex_automata::util::syntax;

/// Scorecard's three patterns as they stand in its source; `\b*` there demands nothing and is left out,
/// since this engine wants something to repeat.
const PATTERNS: [&str; 3] = [
    r"(http|https)://[a-zA-Z0-9./?=_%:-]*",
    r"\b[A-Za-z0-9._%+-]+(@|\\?\[at\\?\])[A-Za-z0-9.-]+\.[A-Za-z]{2,6}\b",
    r"(?i)([0-9]{1,4}\b|(Disclos|Vuln))",
];

/// Where links and telling words are, as bytes.
type Found = (Vec<(usize, usize)>, Vec<(usize, usize)>);

fn engines() -> Vec<Regex> {
    let ascii = syntax::Config::new().unicode(false).utf8(false);
    PATTERNS.iter().map(|p| Regex::builder().syntax(ascii).build(p).unwrap()).collect()
}

/// What the engine finds, line by line, as Scorecard looks.
fn by_engine(engines: &[Regex], text: &str) -> Found {
    let (mut links, mut telling) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.strip_suffix('\n').unwrap_or(line);
        let shown = shown.strip_suffix('\r').unwrap_or(shown);
        let find = |engine: &Regex| {
            let found = engine.find_iter(Input::new(shown.as_bytes()));
            found.map(|m| (start + m.start(), start + m.end())).collect::<Vec<_>>()
        };
        links.extend(find(&engines[0]));
        links.extend(find(&engines[1]));
        telling.extend(find(&engines[2]));
        start += line.len();
    }
    (links, telling)
}

fn by_hand(text: &str) -> Found {
    let found = Scorecard::of(text);
    let pairs =
        |ranges: &[std::ops::Range<usize>]| ranges.iter().map(|r| (r.start, r.end)).collect();
    (pairs(&found.links), pairs(&found.telling))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn what_is_matched_by_hand_is_what_an_engine_matches(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("http://"), Just("https://"), Just("a.b/c?d=%20"), Just("security"), Just("@"),
                Just("[at]"), Just("\\[at\\]"), Just("[at\\]"), Just("example.org"), Just(".co"),
                Just(".museums"), Just("1"), Just("12345"), Just("90 days"), Just("_"), Just(" "),
                Just("\n"), Just("\r\n"), Just("é"), Just("Vuln"), Just("DISCLOS"), Just("ure"),
                Just("."), Just("-"), Just("%+"), Just("\u{17f}"),
            ],
            0..24,
        ),
    ) {
        let text = parts.concat();
        prop_assert_eq!(by_hand(&text), by_engine(&engines(), &text), "{:?}", text);
    }

    #[test]
    fn any_text_is_scored_as_the_engine_would(text in "\\PC{0,200}") {
        prop_assert_eq!(by_hand(&text), by_engine(&engines(), &text));
    }
}

#[test]
fn the_points_are_six_for_links_three_for_text_one_for_two_telling_words() {
    let score = |text: &str| Scorecard::of(text).score();
    assert_eq!(score(""), 0);
    assert_eq!(score("\n"), 0, "one byte is no text");
    assert_eq!(score("nothing of note in here"), 3);
    assert_eq!(score("vulnerabilities and disclosures in words"), 4);
    assert_eq!(score("one vulnerability"), 3, "one telling word is not enough");
    assert_eq!(score("https://acme.test"), 6, "a link alone is no text");
    assert_eq!(score("security@acme.test"), 6);
    assert_eq!(
        score("https://acme.test security@acme.test"),
        6,
        "two brackets a link are forgiven"
    );
    assert_eq!(score("https://acme.test\nwords that go on for a while"), 9);
    assert_eq!(score("security[at]acme.test: 30 or 90 days for words"), 10);
}

/// Worked out by hand from the texts: which points each gets, and why the missing ones are missing.
const BY_HAND: &[(&str, u8)] = &[
    // A link in the text, words, several times "vulnerabilities".
    ("Simprints__Android-Simprints-ID.md", 10),
    ("containerd__project.md", 10),
    ("curl__curl.md", 10),
    ("django__django.md", 10),
    ("etcd-io__etcd.md", 10),
    ("go-gitea__gitea.md", 10),
    // "vulnerabilities" twice.
    ("home-assistant__core.md", 10),
    ("kyegomez__swarms.md", 10),
    // "vulnerabilities" once, and the "1" and "0" of V1.0.0 in its comment.
    ("microsoft__repo-templates.md", 10),
    ("nodejs__node.md", 10),
    // "Vulnerability" once, and numbers: "2-3", "24".
    ("onepub-dev__onepub.md", 10),
    ("scidsg__hushline.md", 10),
];

/// The same for the five seeds: two name no address at all, which costs six points.
const SEEDS_BY_HAND: &[(&str, u8)] = &[
    // security…@simprints.com, words, "Vulnerability".
    ("000_33a281b886632254.txt", 10),
    // "by sending an email", without an address.
    ("001_d7e52399afb8e217.txt", 4),
    // No address anywhere.
    ("002_64f1335eb1b2abd1.txt", 4),
    // "Email our security team", without an address.
    ("003_cd853f56dd51196e.txt", 4),
    // support@sigtech.com, 24 and 72 hours.
    ("004_8f33e115191a8a36.txt", 10),
];

#[test]
fn published_policies_score_what_was_worked_out_by_hand() {
    for (folder, list) in [("data/policies", BY_HAND), ("seeds", SEEDS_BY_HAND)] {
        for (name, expected) in list {
            let Some(text) = crate::published::shared(&format!("{folder}/{name}")) else { return };
            assert_eq!(Scorecard::of(&text).score(), *expected, "{name}");
            assert_eq!(by_hand(&text), by_engine(&engines(), &text), "{name}");
        }
    }
}

#[test]
fn the_file_that_is_scored_is_the_first_in_the_order_of_paths() {
    let files = [
        ("docs/SECURITY.md", "vuln disclos https://acme.test words"),
        ("SECURITY.md", "words only here"),
    ];
    let report = crate::check_tree(&files);
    let scorecard = &report.profiles[0];
    assert_eq!((scorecard.profile.id, scorecard.score), ("scorecard", Some(3)));
}

#[test]
fn a_policy_under_a_name_that_is_not_looked_for_scores_nothing() {
    let report = crate::check_tree(&[("SECURITY.txt", "vuln disclos https://acme.test words")]);
    assert_eq!(report.profiles[0].score, Some(0));
}
