//! A case on its way to another Candor: who opens it, what is noticed, and that today's files open tomorrow.

use proptest::prelude::*;
use seal::hand_over::{open_with_team, open_with_words, seal};
use seal::{HandOverWords, TeamRoot};
use sha2::{Digest, Sha256};

use crate::seeded::Seeded;

#[test]
fn a_case_on_its_way_opens_with_its_words_or_its_team_and_with_nothing_else() {
    let mut rng = Seeded::new(7);
    let (words, others) = (HandOverWords::generate(&mut rng), HandOverWords::generate(&mut rng));
    let team = TeamRoot::generate("app", 1, &mut rng);
    let text = vec![7; 40_000];
    let sealed = seal(&words.public_key(), &text, &mut rng).unwrap();
    let typed = HandOverWords::parse(&words.words()).unwrap();
    assert_eq!(*open_with_words(&typed, &sealed).unwrap(), text);
    assert!(open_with_words(&others, &sealed).is_err());
    assert!(open_with_team(&team, &sealed).is_err());
    let to_team = seal(&team.public_key(), &text, &mut rng).unwrap();
    assert_eq!(*open_with_team(&team, &to_team).unwrap(), text);
    let next = TeamRoot::generate("app", 2, &mut rng);
    assert!(open_with_team(&next, &to_team).is_err());
}

#[test]
fn the_format_of_a_case_on_its_way_stays_as_it_is() {
    let mut rng = Seeded::new(2026);
    let words = HandOverWords::generate(&mut rng);
    let sealed = seal(&words.public_key(), b"a case", &mut rng).unwrap();
    let digest: String = Sha256::digest(&sealed).iter().map(|byte| format!("{byte:02x}")).collect();
    expect_test::expect![
        "1252 bytes, 1274660fbe83d3901bc96761a387cec34530ab11d9afbde9c1ad1f835d9b23ee"
    ]
    .assert_eq(&format!("{} bytes, {digest}", sealed.len()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_sealed_case_that_was_changed_or_cut_short_does_not_open(
        length in 0_usize..40_000,
        place in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let mut rng = Seeded::new(9);
        let words = HandOverWords::generate(&mut rng);
        let sealed = seal(&words.public_key(), &vec![5; length], &mut rng).unwrap();
        let at = place.index(sealed.len());
        let mut changed = sealed.clone();
        changed[at] ^= 1 << bit;
        prop_assert!(open_with_words(&words, &changed).is_err());
        prop_assert!(open_with_words(&words, &sealed[..at]).is_err());
    }
}
