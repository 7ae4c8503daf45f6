//! The first policy file: whatever is answered, it is read without a finding or the answer is refused.

use expect_test::expect_file;
use policy::starter::{Answers, id_of, starter};
use policy::{format, parse};
use proptest::prelude::*;

fn answers() -> Answers {
    Answers {
        name: "Example".to_owned(),
        email: Some("security@example.org".to_owned()),
        github: Some("example/example".to_owned()),
        product: "Example Server".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        country: Some("de-be".to_owned()),
        ..Answers::sensible()
    }
}

#[test]
fn the_first_file_is_good_as_it_is() {
    let text = starter(&answers()).unwrap();
    expect_file!["starter.toml"].assert_eq(&text);
    let policy = parse(&text).unwrap();
    assert_eq!(policy.warnings(), []);
    assert_eq!(format(&text).unwrap(), text, "it stands in the one layout");
    assert_eq!(policy.harbor.grade(), policy::HarborGrade::Full);
    for promise in &policy.promises {
        assert!(promise.in_words().len() > 10);
    }
}

#[test]
fn an_answer_that_cannot_be_is_refused_with_a_finding() {
    for wrong in [
        Answers { email: Some("nobody".to_owned()), ..answers() },
        Answers { github: Some("nowhere".to_owned()), ..answers() },
        Answers { email: None, github: None, ..answers() },
        Answers { zone: "Berlin".to_owned(), ..answers() },
        Answers { country: Some("XX".to_owned()), ..answers() },
        Answers { credit: "maybe".to_owned(), ..answers() },
        Answers { versions: vec!["some".to_owned(), "< x".to_owned()], ..answers() },
        Answers { name: "…".to_owned(), ..answers() },
        Answers { packs: vec!["none".to_owned()], ..answers() },
    ] {
        assert!(starter(&wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn every_pack_can_be_switched_on_from_the_start() {
    for pack in policy::packs() {
        let text = starter(&Answers {
            packs: vec![pack.id.clone()],
            role: Some("steward".to_owned()),
            member_state: Some("de".to_owned()),
            ..answers()
        });
        let policy = parse(&text.unwrap_or_else(|findings| panic!("{}: {findings:?}", pack.id)));
        assert_eq!(policy.unwrap().law.packs[0].id, pack.id);
    }
}

proptest! {
    #[test]
    fn any_name_makes_a_readable_file_or_is_refused(name in "\\PC{0,40}", product in "\\PC{0,40}") {
        let made = starter(&Answers { name: name.clone(), product, ..answers() });
        if let Ok(text) = made {
            let policy = parse(&text).unwrap();
            prop_assert_eq!(policy.program.id.as_str(), id_of(&name));
            prop_assert_eq!(policy.program.name, name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
