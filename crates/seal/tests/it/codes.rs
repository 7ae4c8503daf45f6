//! Receipts, recovery codes and kits: written down, typed back, and what a slip of the pen does.

use bip39::Language;
use proptest::prelude::*;
use seal::{CodeError, InstanceId, Receipt, RecoveryCode, RecoveryKit, RootKey, RootUse, Subkey};

use crate::seeded::Seeded;

fn receipt(seed: u64) -> Receipt {
    Receipt::generate(&mut Seeded::new(seed))
}

fn subkey(seed: u64) -> Subkey {
    let mut rng = Seeded::new(seed);
    let instance = InstanceId::generate(&mut rng);
    RootKey::generate(&mut rng).subkey(&instance, RootUse::Receipt)
}

fn error(text: &str) -> CodeError {
    Receipt::parse(text).err().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    // ASVS 6.5.4, 11.5.1
    #[test]
    fn sec_3_a_receipt_comes_back_from_both_codings(seed: u64) {
        let receipt = receipt(seed);
        prop_assert_eq!(receipt.words().split(' ').count(), 12);
        prop_assert_eq!(receipt.characters().chars().filter(|c| *c != '-').count(), 26);
        prop_assert!(Receipt::parse(&receipt.words()).unwrap().is(&receipt));
        prop_assert!(Receipt::parse(&receipt.characters()).unwrap().is(&receipt));
    }

    #[test]
    fn sec_3_a_recovery_kit_comes_back_from_both_codings(seed: u64) {
        let kit = RecoveryKit::generate(&mut Seeded::new(seed));
        prop_assert_eq!(kit.words().split(' ').count(), 24);
        prop_assert_eq!(kit.characters().chars().filter(|c| *c != '-').count(), 52);
        let public = kit.public_key();
        prop_assert_eq!(RecoveryKit::parse(&kit.words()).unwrap().public_key(), public.clone());
        prop_assert_eq!(RecoveryKit::parse(&kit.characters()).unwrap().public_key(), public);
    }

    #[test]
    fn case_spaces_hyphens_and_numbering_do_not_matter(seed: u64, separator in "[ \t\n,;-]{1,3}") {
        let receipt = receipt(seed);
        let shouted = receipt.words().to_uppercase().replace(' ', &separator);
        prop_assert!(Receipt::parse(&shouted).unwrap().is(&receipt));
        let numbered: String = receipt
            .words()
            .split(' ')
            .enumerate()
            .map(|(place, word)| format!("{}. {word}\n", place + 1))
            .collect();
        prop_assert!(Receipt::parse(&numbered).unwrap().is(&receipt));
        let short: Vec<String> =
            receipt.words().split(' ').map(|word| word.chars().take(4).collect()).collect();
        prop_assert!(Receipt::parse(&short.join(" ")).unwrap().is(&receipt));
        let spread = receipt.characters().to_lowercase().replace('-', &separator);
        prop_assert!(Receipt::parse(&spread).unwrap().is(&receipt));
        let look_alike = receipt.characters().replace('0', "O").replace('1', "l");
        prop_assert!(Receipt::parse(&look_alike).unwrap().is(&receipt));
    }

    #[test]
    fn a_word_outside_the_list_is_named(
        seed: u64, place in 0_usize..12, slip in 0_usize..4, letter in "[a-z]",
    ) {
        let receipt = receipt(seed);
        let mut words: Vec<String> = receipt.words().split(' ').map(str::to_owned).collect();
        let mut letters: Vec<char> = words[place].chars().collect();
        let (at, letter) = (slip.min(letters.len() - 1), letter.chars().next().unwrap());
        match seed % 3 {
            0 => letters[at] = letter,
            1 => letters.insert(at, letter),
            _ => { letters.remove(at); }
        }
        let mistyped: String = letters.into_iter().collect();
        words[place].clone_from(&mistyped);
        let read = Receipt::parse(&words.join(" "));
        let matches = Language::English.word_list().iter().filter(|word| {
            **word == mistyped || (mistyped.len() >= 4 && word.starts_with(&mistyped))
        });
        if matches.count() == 0 {
            let error = read.err().unwrap();
            prop_assert!(error.to_string().contains(&mistyped));
            let which = format!("word {}", place + 1);
            prop_assert!(error.to_string().contains(&which));
            // Not where it may be logged.
            prop_assert_eq!(format!("{:?}", error), format!("UnknownWord(at {})", place + 1));
            let suggests = matches!(error, CodeError::UnknownWord { suggestion: Some(_), .. });
            prop_assert!(suggests);
        } else if let Ok(other) = read {
            // The slip made another word of the list, and the checksum missed it one time in 16,
            // or it left the word's first letters as they were.
            prop_assert!(other.is(&receipt) || other.locator_hash() != receipt.locator_hash());
        }
    }

    #[test]
    fn no_input_panics(text in "\\PC{0,200}", words in proptest::collection::vec(0_usize..2048, 0..30)) {
        let _ = Receipt::parse(&text).is_ok();
        let _ = RecoveryKit::parse(&text).is_ok();
        let list = Language::English.word_list();
        let words: Vec<&str> = words.into_iter().map(|index| list[index]).collect();
        if words.len() != 12 {
            prop_assert!(Receipt::parse(&words.join(" ")).is_err());
        }
    }
}

#[test]
fn words_are_those_of_bip_39() {
    // The first test vectors of BIP-39.
    let zeros = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    let ones = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong";
    let sevens = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    for words in [zeros, ones, sevens] {
        assert_eq!(*RecoveryCode::parse(words).ok().unwrap().words(), words);
    }
    // SHA-256 of sixteen zero bytes begins with the bits 00.
    let code = RecoveryCode::parse(zeros).ok().unwrap();
    assert_eq!(*code.characters(), "0000-0000-0000-0000-0000-0000-00");
}

#[test]
fn one_wrong_word_of_the_list_is_noticed_fifteen_times_in_sixteen_and_never_opens_anything() {
    let receipt = receipt(7);
    let words: Vec<String> = receipt.words().split(' ').map(str::to_owned).collect();
    let (mut tried, mut unnoticed) = (0, 0);
    for place in 0..12 {
        for word in Language::English.word_list().iter().filter(|word| **word != words[place]) {
            let mut wrong = words.clone();
            wrong[place] = (*word).to_owned();
            tried += 1;
            match Receipt::parse(&wrong.join(" ")) {
                Ok(other) => {
                    unnoticed += 1;
                    assert!(!other.is(&receipt));
                }
                Err(error) => assert_eq!(error, CodeError::WordChecksum),
            }
        }
    }
    assert!(unnoticed * 15 < tried, "{unnoticed} of {tried}");
}

#[test]
fn one_wrong_character_never_gives_the_same_receipt_and_is_mostly_noticed() {
    let receipt = receipt(7);
    let characters: Vec<char> = receipt.characters().chars().collect();
    let (mut tried, mut unnoticed) = (0, 0);
    for place in (0..characters.len()).filter(|place| characters[*place] != '-') {
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != characters[place])
        {
            let mut wrong = characters.clone();
            wrong[place] = other;
            tried += 1;
            match Receipt::parse(&wrong.iter().collect::<String>()) {
                Ok(other) => {
                    unnoticed += 1;
                    assert!(!other.is(&receipt));
                }
                Err(error) => assert_eq!(error, CodeError::CharacterChecksum),
            }
        }
    }
    assert!(unnoticed * 3 < tried, "{unnoticed} of {tried}");
}

#[test]
fn every_mistake_has_its_own_sentence() {
    let words = receipt(7).words().to_string();
    let eleven = words.rsplit_once(' ').unwrap().0.to_owned();
    let swapped =
        "abandon ability able about above absent absorb abstract absurd abuse access acid";
    let expected = expect_test::expect![[r#"
        : type the code: its words, or its groups of characters
        -- - : type the code: its words, or its groups of characters
        eleven words: these are 11 words; the code has 12
        a slip: word 2, “aplpe”, is not one of the code's words: did you mean “apple”?
        nonsense: word 12, “qqqqqqqq”, is not one of the code's words: compare it with what you wrote down
        wrong order: each word is a possible one, but together they are not a code: compare them and their order with what you wrote down
        short: these are 8 characters; the code has 26, or 12 words
        a letter that is never used: character 1, “U”, is never part of a code
        not a letter at all: character 5, “é”, is never part of a code
        one character wrong: one of the characters is wrong: compare them with what you wrote down
        far too long: this is much longer than a code; type only its words, or only its characters
    "#]];
    let cases = [
        ("", String::new()),
        ("-- - ", "-- - ".to_owned()),
        ("eleven words", eleven.clone()),
        ("a slip", "acid aplpe acid acid acid acid acid acid acid acid acid acid".to_owned()),
        ("nonsense", format!("{eleven} qqqqqqqq")),
        ("wrong order", swapped.to_owned()),
        ("short", "ABCD-2345".to_owned()),
        ("a letter that is never used", "UBCD-2345-ABCD-2345-ABCD-2345-AB".to_owned()),
        ("not a letter at all", "ABCD-é345-ABCD-2345-ABCD-2345-AB".to_owned()),
        ("one character wrong", "0000-0000-0000-0000-0000-0000-01".to_owned()),
        ("far too long", "abandon ".repeat(1_000)),
    ];
    let text: String =
        cases.iter().map(|(name, typed)| format!("{name}: {}\n", error(typed))).collect();
    expected.assert_eq(&text);
}

#[test]
fn the_same_form_sent_twice_gives_the_same_receipt() {
    let (token, body) = ([7; 16], [8; 32]);
    let first = Receipt::derive(&subkey(1), &token, &body);
    assert!(Receipt::derive(&subkey(1), &token, &body).is(&first));
    assert!(!Receipt::derive(&subkey(1), &[9; 16], &body).is(&first), "another form");
    assert!(!Receipt::derive(&subkey(1), &token, &[9; 32]).is(&first), "another text");
    assert!(!Receipt::derive(&subkey(2), &token, &body).is(&first), "another instance");
}

// ASVS 6.5.2
#[test]
fn pol_9_what_is_kept_of_a_receipt_neither_gives_it_back_nor_names_anybody() {
    let receipt = receipt(7);
    // Everything that is stored; it comes from 128 random bits alone.
    let stored = [
        receipt.locator_hash().to_vec(),
        receipt.authenticator_hash().to_vec(),
        receipt.public_key().to_bytes(),
    ];
    let distinct: std::collections::BTreeSet<_> = stored.iter().collect();
    assert_eq!(distinct.len(), 3);
    assert!(receipt.authenticates(&stored[1]));
    assert!(!receipt.authenticates(&stored[0]), "the locator does not authenticate");
    assert!(!receipt.authenticates(&[]));
    let other = Receipt::generate(&mut Seeded::new(8));
    assert!(!other.authenticates(&stored[1]));
    assert_ne!(other.locator_hash().to_vec(), stored[0]);
}
