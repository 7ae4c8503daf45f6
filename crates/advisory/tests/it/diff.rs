//! What an edition changed is said in words.

use advisory::diff;
use advisory::model::*;

use crate::agreement::SAMPLES;
use crate::problems::ready;

#[test]
fn an_edition_says_what_it_changed() {
    let before = ready();
    let mut after = before.clone();
    after.title = "Crafted archives overwrite any file".to_owned();
    after.affected[0].ranges =
        vec![Range::of(Order::Ecosystem, "0.9", Some(Event::Fixed("1.2.4".to_owned())))];
    after.severity.vectors = vec!["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H".parse().unwrap()];
    after.weaknesses.push("CWE-59".parse().unwrap());
    after.credits = vec![
        Credit { name: Name::Name("Ada".to_owned()), consent: Consent::Given, ..Credit::default() },
        Credit {
            name: Name::Name("Bob".to_owned()),
            consent: Consent::Refused,
            ..Credit::default()
        },
    ];
    after.aliases.clear();
    let words: Vec<String> = diff(&before, &after).into_iter().map(|c| c.words).collect();
    expect_test::expect![[r#"
        acme: from 0.9 before 1.2.4 (was: from 1.0 before 1.2.3).
        acme: fixed in 1.2.4 (was: 1.2.3).
        The severity changed from medium to critical.
        The title changed to “Crafted archives overwrite any file”.
        Added the weakness CWE-59.
        Removed the identifier CVE-2026-12345.
        Added the credit Ada (reporter)."#]]
    .assert_eq(&words.join("\n"));
}

#[test]
fn a_withdrawal_is_said_first() {
    let before = ready();
    let after = Advisory { status: Status::Withdrawn, ..before.clone() };
    assert_eq!(diff(&before, &after)[0].words, "The advisory was withdrawn.");
}

#[test]
fn equal_editions_have_no_changes_and_others_have_some() {
    for pair in SAMPLES.windows(2) {
        assert_eq!(diff(&pair[0], &pair[0]), []);
        assert!(!diff(&pair[0], &pair[1]).is_empty());
    }
}
