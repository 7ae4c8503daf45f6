//! What changed between two policies, in words; and that nothing changes unnoticed.

use expect_test::expect;
use policy::{Change, ChangeKind, diff, parse};
use proptest::prelude::*;

use crate::described::each_key;
use crate::examples::{EXAMPLES, example, read};

const HEAD: &str =
    "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n";

fn told(before: &str, after: &str) -> String {
    let changes = diff(&read(&format!("{HEAD}{before}")), &read(&format!("{HEAD}{after}")));
    changes.iter().map(|change| format!("{change}\n")).collect()
}

fn acknowledge(lines: &str) -> String {
    format!(
        "[calendar]\nzone = \"UTC\"\n[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nsource = \"s\"\n{lines}\n"
    )
}

#[test]
fn pol_10_a_shorter_time_is_tightened_and_a_longer_one_loosened() {
    let of = |before: &str, after: &str| told(&acknowledge(before), &acknowledge(after));
    expect![[r#"
        tightened: acknowledgement: 48 hours → 24 hours (affects reporters)
    "#]]
    .assert_eq(&of("within = \"48 hours\"", "within = \"24 hours\""));
    expect![[r#"
        loosened: acknowledgement: 24 hours → as soon as possible (own aim: 2 days) (affects reporters)
    "#]]
    .assert_eq(&of(
        "within = \"24 hours\"",
        "within = \"as soon as possible\"\ntarget = \"2 days\"",
    ));
    expect![[r#"
        changed: acknowledgement: 60 hours → 2 business days (affects reporters)
    "#]]
    .assert_eq(&of("within = \"60 hours\"", "within = \"2 business days\""));
    expect![[r#"
        loosened: acknowledgement: worded as “we do” → “we aim to” (affects reporters)
        loosened: acknowledgement: now pauses while awaiting reporter (affects reporters)
    "#]]
    .assert_eq(&of(
        "within = \"24 hours\"",
        "within = \"24 hours\"\nstrength = \"aim\"\npause = [\"awaiting reporter\"]",
    ));
    expect![[r#"
        tightened: acknowledgement: for high or critical → every severity (affects reporters)
    "#]]
    .assert_eq(&of(
        "within = \"24 hours\"\nwhen = { severity = [\"high\", \"critical\"] }",
        "within = \"24 hours\"",
    ));
}

#[test]
fn a_renamed_promise_is_the_same_promise() {
    let before = acknowledge("within = \"48 hours\"");
    let after = before.replace("id = \"a\"", "id = \"b\"").replace("48", "24");
    expect![[r#"
        tightened: acknowledgement: 48 hours → 24 hours (affects reporters)
    "#]]
    .assert_eq(&told(&before, &after));
}

#[test]
fn what_is_new_and_what_is_gone_is_told_in_whole_sentences() {
    expect![[r#"
        removed: We acknowledge your report within 2 days. (affects reporters)
        added: If you have heard nothing more from us for 14 days, turn to b@example.org. (affects reporters)
        added: home page: https://example.org (affects reporters)
        changed: reward: unstated → none (affects reporters)
    "#]]
    .assert_eq(&told(
        &acknowledge("within = \"2 days\""),
        "url = \"https://example.org\"\n[calendar]\nzone = \"UTC\"\n[reward]\nkind = \"none\"\n[[escalation]]\nwhen = \"no engagement\"\nafter = \"14 days\"\nto = \"b@example.org\"\nsource = \"s\"\n",
    ));
}

#[test]
fn no_two_examples_are_told_as_the_same_and_none_differs_from_itself() {
    for (name, _, source) in EXAMPLES {
        assert_eq!(diff(&read(source), &read(source)), [], "{name}");
        let laid_out_differently = format!("# comment\n\n{source}");
        assert_eq!(diff(&read(source), &read(&laid_out_differently)), [], "{name}");
        for (other, _, _) in EXAMPLES.iter().filter(|(other, _, _)| *other != name) {
            assert!(!diff(&example(name), &example(other)).is_empty(), "{name} and {other}");
        }
    }
}

#[test]
fn no_described_key_changes_unnoticed() {
    let mut compared = Vec::new();
    for (name, without, with) in each_key() {
        // Some examples only stand with others; each that stands alone must be noticed.
        let (Ok(before), Ok(after)) = (parse(&without), parse(&with)) else { continue };
        if format!("{before:?}").replace(&before.version().to_string(), "")
            == format!("{after:?}").replace(&after.version().to_string(), "")
        {
            continue;
        }
        compared.push(name.clone());
        assert!(!diff(&before, &after).is_empty(), "{name}:\n{without}\n---\n{with}");
        assert!(!diff(&after, &before).is_empty(), "{name} taken out");
    }
    assert!(compared.len() > 80, "only {} keys: {compared:?}", compared.len());
}

fn opposite(kind: ChangeKind) -> ChangeKind {
    match kind {
        ChangeKind::Added => ChangeKind::Removed,
        ChangeKind::Removed => ChangeKind::Added,
        ChangeKind::Tightened => ChangeKind::Loosened,
        ChangeKind::Loosened => ChangeKind::Tightened,
        ChangeKind::Changed => ChangeKind::Changed,
    }
}

fn kinds(changes: &[Change], turned: bool) -> Vec<(String, ChangeKind)> {
    let kind = |change: &Change| if turned { opposite(change.kind) } else { change.kind };
    let mut kinds = changes.iter().map(|c| (c.section.to_owned(), kind(c))).collect::<Vec<_>>();
    kinds.sort();
    kinds
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_way_back_is_the_opposite_of_the_way_there(
        one in 0..EXAMPLES.len(), other in 0..EXAMPLES.len(),
    ) {
        let (one, other) = (example(EXAMPLES[one].0), example(EXAMPLES[other].0));
        let (there, back) = (diff(&one, &other), diff(&other, &one));
        prop_assert_eq!(kinds(&there, false), kinds(&back, true));
    }

    #[test]
    fn a_time_is_judged_by_its_length(one in 1_u32..1000, other in 1_u32..1000) {
        let of = |hours: u32| read(&format!("{HEAD}{}", acknowledge(&format!("within = \"{hours} hours\""))));
        let changes = diff(&of(one), &of(other));
        let kind = changes.first().map(|change| change.kind);
        let wanted = match other.cmp(&one) {
            core::cmp::Ordering::Less => Some(ChangeKind::Tightened),
            core::cmp::Ordering::Equal => None,
            core::cmp::Ordering::Greater => Some(ChangeKind::Loosened),
        };
        prop_assert_eq!(kind, wanted);
    }
}
