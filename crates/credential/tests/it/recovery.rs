//! The codes on paper.

use clock::Instant;
use credential::recovery::{CODES, RecoveryRefused, RecoverySheet, redeem};
use proptest::prelude::*;

fn sheet() -> RecoverySheet {
    let mut random = [[0_u8; 16]; CODES];
    for (place, code) in random.iter_mut().enumerate() {
        *code = [u8::try_from(place * 23 + 5).unwrap(); 16];
    }
    RecoverySheet::new(random)
}

fn now() -> Instant {
    Instant::from_second(1_800_000_000)
}

// ASVS 6.5.1
#[test]
fn sec_4_a_recovery_code_works_once() {
    let sheet = sheet();
    let mut stored = sheet.stored(b"maria");
    let printed = sheet.printed();
    let first = redeem(&mut stored, b"maria", &printed[3], now()).unwrap();
    assert_eq!((first.place, first.left, first.few_left()), (3, 9, false));
    assert_eq!(stored[3].used, Some(now()));
    let again = redeem(&mut stored, b"maria", &printed[3], now());
    assert_eq!(again, Err(RecoveryRefused::Refused));
}

#[test]
fn all_ten_work_and_the_last_ones_ask_for_a_new_sheet() {
    let sheet = sheet();
    let mut stored = sheet.stored(b"maria");
    let few: Vec<bool> = sheet
        .printed()
        .iter()
        .map(|code| redeem(&mut stored, b"maria", code, now()).unwrap().few_left())
        .collect();
    assert_eq!(few, [false, false, false, false, false, false, true, true, true, true]);
    assert!(stored.iter().all(|code| code.used.is_some()));
}

#[test]
fn a_code_of_another_account_is_refused_even_when_its_row_is_copied() {
    let sheet = sheet();
    let mut stored = sheet.stored(b"maria");
    assert_eq!(
        redeem(&mut stored, b"peter", &sheet.printed()[0], now()),
        Err(RecoveryRefused::Refused)
    );
}

#[test]
fn a_refused_code_changes_nothing() {
    let sheet = sheet();
    let mut stored = sheet.stored(b"maria");
    let before = stored.clone();
    let wrong = RecoverySheet::new([[9; 16]; CODES]).printed();
    assert_eq!(redeem(&mut stored, b"maria", &wrong[0], now()), Err(RecoveryRefused::Refused));
    for not in ["", "abc", "0000-0000-0000-0000-0000-0000-0U"] {
        assert_eq!(
            redeem(&mut stored, b"maria", not, now()),
            Err(RecoveryRefused::NotACode),
            "{not}"
        );
    }
    assert_eq!(stored, before);
}

#[test]
fn a_sheet_is_printed_in_groups() {
    assert_eq!(&**sheet().printed()[0], "0M2G-A185-0M2G-A185-0M2G-A185-0M");
}

proptest! {
    #[test]
    fn a_code_is_read_however_it_is_typed(random in any::<[[u8; 16]; CODES]>(), place in 0..CODES) {
        let sheet = RecoverySheet::new(random);
        let mut stored = sheet.stored(b"maria");
        let typed = sheet.printed()[place].to_lowercase().replace('0', "o").replace('1', "l").replace('-', "  ");
        prop_assert!(redeem(&mut stored, b"maria", &typed, now()).is_ok());
    }

    #[test]
    fn nothing_breaks_on_any_text(text in any::<String>()) {
        let mut stored = sheet().stored(b"maria");
        prop_assert!(redeem(&mut stored, b"maria", &text, now()).is_err());
    }
}
