//! A recovery kit in three sheets: two open, one does not, and what is wrong is said.

use proptest::prelude::*;
use seal::{RecoveryKit, RecoverySheet};

use crate::seeded::Seeded;

fn kit(seed: u64) -> (RecoveryKit, [String; 3]) {
    let mut rng = Seeded::new(seed);
    let kit = RecoveryKit::generate(&mut rng);
    let sheets = kit.sheets(&mut rng).map(|sheet| sheet.text().to_string());
    (kit, sheets)
}

fn told(text: &str) -> String {
    match RecoveryKit::parse(text) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("this is a kit"),
    }
}

#[test]
fn sec_11_any_two_sheets_give_the_kit_in_any_order_and_one_alone_gives_nothing() {
    let (kit, sheets) = kit(1);
    for (one, other) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
        for between in [" ", "\n", "\r\n\r\n"] {
            let typed = format!("  {}{between}{}\n", sheets[one], sheets[other].to_uppercase());
            let again = RecoveryKit::parse(&typed).unwrap();
            assert_eq!(*again.words(), *kit.words());
        }
    }
    let all = sheets.join("\n");
    assert_eq!(*RecoveryKit::parse(&all).unwrap().words(), *kit.words());
    for sheet in &sheets {
        assert_eq!(told(sheet), "one sheet alone opens nothing: type a second one after it");
        let words = sheet.split_once(' ').unwrap().1;
        let alone = RecoveryKit::parse(words).unwrap();
        assert_ne!(alone.public_key().to_bytes(), kit.public_key().to_bytes());
    }
}

#[test]
fn two_splits_of_one_kit_share_no_words_and_do_not_mix() {
    let (kit, first) = kit(2);
    let second = kit.sheets(&mut Seeded::new(3)).map(|sheet| sheet.text().to_string());
    for (one, other) in first.iter().zip(&second) {
        assert_ne!(one, other);
    }
    let mixed = format!("{} {}", first[0], second[1]);
    assert!(told(&mixed).contains("do not give the kit"), "{}", told(&mixed));
}

#[test]
fn wrong_and_mixed_sheets_get_a_sentence_that_says_what_to_do() {
    let ((_, mine), (_, others)) = (kit(4), kit(5));
    let name = |sheet: &str| sheet.split_once(' ').unwrap().0.to_owned();
    let mistyped = mine[1].replacen(' ', " abandom ", 1);
    let swapped = {
        let mut words: Vec<&str> = mine[1].split(' ').collect();
        words.swap(5, 6);
        words.join(" ")
    };
    for (text, sentence) in [
        (format!("{} {}", mine[0], mine[0]), "sheet 1 is given twice"),
        (format!("{} {}", mine[0], others[1]), "of different kits"),
        (format!("{} {}", mine[0], mistyped), "sheet 2: "),
        (format!("{} {}", mine[0], swapped), "sheet 2: "),
        (format!("{} {}", mine[0], name(&mine[1])), "a sheet begins with its name"),
        (mine[0].replacen("sheet-1", "sheet-4", 1), "its number from 1 to 3"),
        (mine[0].replacen("sheet-1-", "sheet-1", 1), "a sheet begins with its name"),
        (format!("words before {}", mine[0]), "a sheet begins with its name"),
        (
            format!("{} {}", mine[0], mine[1].replacen("sheet-2", "sheet-3", 1)),
            "do not give the kit",
        ),
    ] {
        assert!(told(&text).contains(sentence), "{}", told(&text));
    }
    assert!(told("abandon abandon").contains("24"), "{}", told("abandon abandon"));
}

proptest! {
    #[test]
    fn no_text_makes_reading_a_kit_panic(text in any::<String>(), tail in any::<String>()) {
        let _ = RecoveryKit::parse(&text);
        let _ = RecoveryKit::parse(&format!("sheet-1-{text} {tail} sheet-2-{tail}"));
        let _ = RecoverySheet::parse(&format!("sheet-{text}"));
    }
}
