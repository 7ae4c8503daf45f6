//! The one layout of a policy file: it changes nothing but the layout, and changes it once.

use expect_test::expect;
use policy::{Policy, format, parse};
use proptest::prelude::*;

use crate::described::each_key;
use crate::examples::EXAMPLES;

const UNTIDY: &str = r#"# About this file.
# It is untidy.

# Promises first, why not.
[[promise]]
source="s" # word for word
id   = 'a'
# how long
within = "24 hours"
do = "acknowledge"
# every = "7 days"

# The team.
[program]   # us
contact = [
  { note = "x", email = "a@example.org" }, # the first
  # the second
  { url = "https://example.org/a", # inside
    note = "y" },
  # no third
]
name = "P"
id = "p"
languages = [ "en" ,"de" ]
not_by = ["a public issue in the tracker of the project", "a message in the chat of the project", "a telephone call"]


[scope]
in = [{ what = "W", id = "w" }]
# The end.
"#;

#[test]
fn an_untidy_file_comes_into_the_order_of_the_language() {
    expect![[r##"
        # About this file.
        # It is untidy.

        # The team.
        [program] # us
        id = "p"
        name = "P"
        languages = ["en", "de"]
        not_by = [
          "a public issue in the tracker of the project",
          "a message in the chat of the project",
          "a telephone call",
        ]
        contact = [
          { email = "a@example.org", note = "x" }, # the first
          # the second
          # inside
          { url = "https://example.org/a", note = "y" },
          # no third
        ]

        [scope]
        in = [{ id = "w", what = "W" }]
        # The end.

        # Promises first, why not.
        [[promise]]
        id = 'a'
        do = "acknowledge"
        # how long
        within = "24 hours"
        source = "s" # word for word
        # every = "7 days"
    "##]]
    .assert_eq(&format(UNTIDY).unwrap());
}

#[test]
fn what_is_no_policy_is_not_touched() {
    assert!(format("[program]\nid = \"p\"\n").is_err());
    assert!(format("[program\n").is_err());
}

/// What a policy says, without its version.
fn meaning(policy: &Policy) -> String {
    let shown = format!("{policy:?}");
    // Findings name lines, which are layout.
    shown.split_once("program:").unwrap().1.to_owned()
}

/// Every comment of a text that is no part of a value.
fn comments(source: &str) -> Vec<String> {
    let mut found = source
        .lines()
        .filter_map(|line| line.split_once('#').map(|(_, comment)| comment.trim().to_owned()))
        .collect::<Vec<_>>();
    found.sort();
    found
}

fn check(source: &str) {
    let once = format(source).unwrap();
    let twice = format(&once).unwrap();
    assert_eq!(once, twice, "the second time differs from the first, of:\n{source}");
    let (before, after) = (parse(source).unwrap(), parse(&once).unwrap());
    assert_eq!(meaning(&before), meaning(&after), "\n{source}\n---\n{once}");
    assert_eq!(policy::diff(&before, &after), []);
}

#[test]
fn the_layout_keeps_what_a_policy_says_and_every_comment() {
    for (_, _, source) in EXAMPLES {
        check(source);
        assert_eq!(comments(source), comments(&format(source).unwrap()));
    }
    check(UNTIDY);
    assert_eq!(comments(UNTIDY), comments(&format(UNTIDY).unwrap()));
    for (_, _, source) in each_key() {
        if parse(&source).is_ok() {
            check(&source);
        }
    }
}

#[test]
fn the_examples_are_in_the_one_layout_but_for_their_order() {
    for (name, _, source) in EXAMPLES {
        let mut lines = source.lines().collect::<Vec<_>>();
        let formatted = format(source).unwrap();
        let mut formatted = formatted.lines().collect::<Vec<_>>();
        lines.sort_unstable();
        formatted.sort_unstable();
        assert_eq!(lines, formatted, "{name}");
    }
}

/// An example whose blocks (parted by blank lines) stand in another order, with comments and white space
/// strewn in.
fn shuffled() -> impl Strategy<Value = String> {
    let blocks = (0..EXAMPLES.len()).prop_flat_map(|example| {
        let blocks = EXAMPLES[example].2.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
        // Blocks that begin with a sub-table stay behind the table they belong to.
        let mut units: Vec<String> = Vec::new();
        for block in blocks {
            let inner = block.lines().any(|line| line.starts_with("[[") && line.contains('.'));
            match units.last_mut() {
                Some(unit) if inner => *unit = format!("{unit}\n\n{block}"),
                _ => units.push(block),
            }
        }
        Just(units).prop_shuffle()
    });
    let strewn =
        prop::collection::vec((any::<prop::sample::Index>(), "( {0,3}# [a-z]{1,5})?\n"), 0..6);
    (blocks, strewn).prop_map(|(blocks, strewn)| {
        let mut lines =
            blocks.join("\n\n").lines().map(|line| format!("{line}\n")).collect::<Vec<_>>();
        for (place, line) in strewn {
            let place = place.index(lines.len() + 1);
            lines.insert(place, line);
        }
        lines.concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_order_of_a_file_comes_into_the_one_layout(source in shuffled()) {
        prop_assume!(parse(&source).is_ok());
        check(&source);
        prop_assert_eq!(comments(&source), comments(&format(&source).unwrap()));
    }

    #[test]
    fn any_text_is_laid_out_or_refused_without_a_panic(source in "(\\[program\\]\n|id = \"p\"\n|name = 'P' # c\n|contact = [{ email = \"a@b.c\" }]\n|# x\n|\n|about = \"\"\"\na\n\"\"\"\n|url.a = 1\n| ){0,12}") {
        if let Ok(text) = format(&source) {
            prop_assert_eq!(format(&text).unwrap(), text);
        }
    }
}
