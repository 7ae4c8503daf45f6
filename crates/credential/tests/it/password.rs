//! What a passphrase must be.

use credential::password::table::{
    Breached, BreachedTable, ReadAt, TableError, build, build_from_sha1_lines, built_in_table,
};
use credential::password::{PasswordRefused, PasswordRules, Strength, fold};
use proptest::prelude::*;

fn check(passphrase: &str) -> Result<Strength, PasswordRefused> {
    let context = ["maria.lopez", "Examplesoft", "candor", "security.example.org"];
    PasswordRules { context: &context, lists: &[] }.check(passphrase)
}

// ASVS 6.2.1
#[test]
fn sec_4_twelve_characters_are_enough_and_eleven_are_not() {
    assert_eq!(check("vkzq moe wuh"), Ok(Strength::Fair));
    assert_eq!(check("vkzq moe wu"), Err(PasswordRefused::TooShort));
}

#[test]
fn characters_are_counted_after_compatibility_is_folded() {
    // Six ligatures are twelve letters; twelve combining marks on one letter are few characters.
    assert_eq!(fold("ﬁﬂﬃﬁﬂﬀ").chars().count(), 13);
    assert_eq!(check("ﬁvkzqﬂhuwy"), Ok(Strength::Fair));
    assert_eq!(check("e\u{301}u\u{308}o\u{308}a\u{30a}n\u{303}"), Err(PasswordRefused::TooShort));
}

// ASVS 6.2.9
#[test]
fn two_hundred_and_fifty_six_characters_are_the_most() {
    let words = "gravel tide 7 oboe lintel fjord ".repeat(8);
    let long = format!("x{words}");
    assert_eq!(words.chars().count(), 256);
    assert_eq!(check(&long), Err(PasswordRefused::TooLong));
    assert_eq!(check(&"𝔘".repeat(300)), Err(PasswordRefused::TooLong));
    let mut different = String::new();
    for number in 0..128 {
        different.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        different.push(char::from(b'A' + u8::try_from(number * 7 % 26).unwrap()));
    }
    assert_eq!(check(&different).is_ok(), different.chars().count() <= 256);
}

// ASVS 6.2.5
#[test]
fn no_mixture_of_kinds_of_characters_is_asked_for() {
    assert_eq!(check("wundersam leise fallende blaetter"), Ok(Strength::Strong));
    assert_eq!(check("84 2919 3757 0161 48"), Ok(Strength::Good));
    assert_eq!(check("белый теплоход уходит вечером"), Ok(Strength::Strong));
}

#[test]
fn a_control_character_is_named() {
    assert_eq!(check("vkzq moe wuh tolb\n"), Err(PasswordRefused::Control));
}

// ASVS 6.2.4
#[test]
fn what_is_guessed_first_is_refused() {
    for passphrase in [
        "q1w2e3r4t5y6",
        "Leavemealone",
        "Password2024!",
        "P@ssw0rd2024!",
        "!!dragon1999",
        "iloveyou123456",
        "monkeymonkey12",
        "SunshineDragon77",
        "trustno1 football",
        "pass-word-1234",
    ] {
        assert_eq!(check(passphrase), Err(PasswordRefused::Breached), "{passphrase}");
    }
}

#[test]
fn repetitions_and_rows_of_keys_are_refused() {
    for passphrase in [
        "aaaaaaaaaaaaaa",
        "letmeinletmein",
        "123456qwerty",
        "abcabcabcabc",
        "qwertyuiop[]asdfgh",
        "abcdefghijklm",
        "987654321098",
        "zxcvbnmasdfghjkl",
        "1122112211221122",
        "йцукенгшщзхъ",
    ] {
        assert_eq!(check(passphrase), Err(PasswordRefused::Pattern), "{passphrase}");
    }
}

// ASVS 6.2.11
#[test]
fn names_from_around_are_not_a_passphrase() {
    for passphrase in [
        "Examplesoft2026!",
        "maria.lopez-1234",
        "candor-security",
        "3x4mpl3s0ft-26",
        "lopezlopez99",
    ] {
        assert_eq!(check(passphrase), Err(PasswordRefused::Context), "{passphrase}");
    }
    assert!(check("examplesoft makes vkzq moe wuh").is_ok());
    assert!(check("lopez drifts over gravel").is_ok());
}

#[test]
fn random_words_pass_even_when_each_of_them_is_common() {
    for passphrase in [
        "correct horse battery staple",
        "dragon monkey sunshine football",
        "summer-river-guitar-pepper",
        "our cat hates mondays",
    ] {
        assert!(check(passphrase).is_ok(), "{passphrase}");
    }
}

#[test]
fn no_refusal_repeats_the_passphrase() {
    for passphrase in ["Password2024!", "maria.lopez-1234", "abcabcabcabc", "vkzq moe wu"] {
        let refused = check(passphrase).unwrap_err();
        let shown = format!("{refused} {refused:?}").to_lowercase();
        assert!(!shown.contains(&passphrase.to_lowercase()), "{shown}");
    }
}

#[test]
fn the_built_in_list_is_whole_and_sorted() {
    let list = built_in_table().unwrap();
    list.verify().unwrap();
    assert_eq!(list.entries(), 96_515);
    assert!(list.holds("", "1qaz2wsx3edc").unwrap());
}

/// 200 000 texts that are surely in no list: how often are they taken for listed ones?
#[test]
fn the_built_in_list_is_wrong_about_one_in_forty_thousand() {
    let list = built_in_table().unwrap();
    let tries = 200_000_u32;
    let wrong = (0..tries)
        .filter(|number| list.holds("", &format!("no such passphrase {number:08x} ÿ")).unwrap())
        .count();
    let expected = list.false_positive_rate() * f64::from(tries);
    println!("{wrong} wrong hits in {tries}; {expected:.1} expected");
    assert!((2.0e-5..2.5e-5).contains(&list.false_positive_rate()));
    // Poisson with a mean of 4.5: 20 or more happen once in ten million.
    assert!(wrong < 20, "{wrong}");
}

// ASVS 6.2.12
#[test]
fn a_list_of_the_operator_is_used_as_well() {
    let own = build(["Vkzq Moe Wuh", "tolb grint efas"], 5);
    let own = BreachedTable::open(own.as_slice()).unwrap();
    let rules = PasswordRules { context: &[], lists: &[&own] };
    assert_eq!(rules.check("vkzq moe wuh"), Err(PasswordRefused::Breached));
    assert_eq!(rules.check("vkzq moe wuz"), Ok(Strength::Fair));
}

/// SHA-1("tolb grint efas"), as `sha1sum` says it.
const SHA1_LINE: &str = "F9B76F7B9A6B6E8DBE4C26E6A5F3E1C3A0C0F7C0:12";

#[test]
fn a_public_list_of_sha_1_lines_can_be_used() {
    let hash = "4D1C2C24A5E4CCA1A2C61B9AE3B6C4F07CA9D8D6";
    let text = format!(
        "{SHA1_LINE}\n{hash}:1\nnot a line\n\nB1B3773A05C0ED0176787A4F1574FF0075F7521E:900\n"
    );
    let (all, strange) = build_from_sha1_lines(text.lines(), 1, 6);
    assert_eq!(strange, 1);
    assert_eq!(BreachedTable::open(all.as_slice()).unwrap().entries(), 3);
    let (often, _) = build_from_sha1_lines(text.lines(), 10, 6);
    let often = BreachedTable::open(often.as_slice()).unwrap();
    assert_eq!(often.entries(), 2);
    // SHA-1 of "qwerty" begins B1B3773A.
    assert!(often.holds("qwerty", "qwerty").unwrap());
    assert!(!often.holds("Qwerty", "qwerty").unwrap(), "this kind is of the passphrase as typed");
}

#[test]
fn a_damaged_list_is_refused_with_a_reason() {
    let whole = build(["one passphrase", "another one"], 5);
    let opened = |bytes: &[u8]| BreachedTable::open(bytes).map(|list| list.entries());
    assert_eq!(opened(&whole), Ok(2));
    assert_eq!(opened(b""), Err(TableError::NotATable));
    assert_eq!(opened(&[&whole[..], b"x"].concat()), Err(TableError::WrongSize));
    assert_eq!(opened(&whole[..whole.len() - 1]), Err(TableError::WrongSize));
    let mut changed = whole.clone();
    changed[4] = 9;
    assert_eq!(opened(&changed), Err(TableError::UnknownForm));
    let mut swapped = whole.clone();
    swapped[16..].rotate_left(5);
    assert_eq!(
        BreachedTable::open(swapped.as_slice()).unwrap().verify(),
        Err(TableError::NotSorted)
    );
}

struct Failing;

impl ReadAt for Failing {
    fn size(&self) -> Result<u64, TableError> {
        Ok(16 + 5)
    }
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), TableError> {
        let head = [b'C', b'B', b'P', b'1', 1, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        if offset == 0 && into.len() == 16 {
            into.copy_from_slice(&head);
            return Ok(());
        }
        Err(TableError::Unreadable)
    }
}

#[test]
fn a_list_that_cannot_be_read_lets_nothing_pass() {
    let list = BreachedTable::open(&Failing).unwrap();
    let rules = PasswordRules { context: &[], lists: &[&list] };
    assert_eq!(rules.check("gravel tide oboe lintel"), Err(PasswordRefused::ListUnreadable));
}

proptest! {
    #[test]
    fn nothing_breaks_on_any_text(text in any::<String>(), word in any::<String>()) {
        let _ = PasswordRules { context: &[&word], lists: &[] }.check(&text);
    }

    #[test]
    fn what_was_put_into_a_list_is_found_in_it(
        words in proptest::collection::vec("\\PC{1,30}", 1..40),
        width in 4_u8..=16,
    ) {
        let table = build(words.iter().map(String::as_str), width);
        let table = BreachedTable::open(table.as_slice()).unwrap();
        table.verify().unwrap();
        for word in &words {
            prop_assert!(table.holds(word, &fold(word)).unwrap());
        }
    }

    #[test]
    fn random_passphrases_of_five_words_are_hardly_ever_refused(
        words in proptest::collection::vec("[a-z]{4,8}", 5),
    ) {
        prop_assert!(check(&words.join(" ")).is_ok());
    }

    #[test]
    fn any_bytes_are_a_list_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(list) = BreachedTable::open(bytes.as_slice()) {
            let _ = list.verify();
            let _ = list.holds("x", "x");
        }
    }
}
