//! Codes of an authenticator app.

use clock::Instant;
use credential::totp::{PendingSeed, STEP_SECONDS, Seed, Step, TotpRefused};
use proptest::prelude::*;

const KEY: &[u8; 20] = b"12345678901234567890";

fn seed() -> Seed {
    Seed::from_bytes(KEY).unwrap()
}

/// RFC 6238: 287082 is the code of second 59, step 1.
const CODE_OF_STEP_1: &str = "287082";

fn at(second: i64) -> Instant {
    Instant::from_second(second)
}

// ASVS 6.5.5
#[test]
fn sec_4_a_code_works_in_its_step_and_in_one_before_and_after() {
    for (second, taken) in [
        (0, true),
        (29, true),
        (30, true),
        (59, true),
        (60, true),
        (89, true),
        (90, false),
        (1_000, false),
    ] {
        assert_eq!(
            seed().check(CODE_OF_STEP_1, at(second), None).is_ok(),
            taken,
            "second {second}"
        );
    }
}

// ASVS 6.5.1
#[test]
fn a_code_works_once() {
    let step = seed().check(CODE_OF_STEP_1, at(59), None).unwrap();
    assert_eq!(seed().check(CODE_OF_STEP_1, at(61), Some(step)), Err(TotpRefused::Used));
    assert_eq!(seed().check(CODE_OF_STEP_1, at(61), Some(Step::from_number(0))), Ok(step));
    // A code of an earlier step, after a later one: 755224 is the code of step 0.
    assert_eq!(seed().check("755224", at(31), Some(step)), Err(TotpRefused::Used));
}

#[test]
fn a_clock_that_went_back_does_not_make_a_used_code_fresh() {
    let last = Some(Step::from_number(50));
    assert_eq!(seed().check(CODE_OF_STEP_1, at(59), last), Err(TotpRefused::Used));
}

#[test]
fn codes_are_typed_with_spaces_or_without() {
    assert!(seed().check(" 287 082", at(59), None).is_ok());
    for not in ["", "28708", "2870822", "28708a", "２８７０８", "-87082", "287082\u{0}"] {
        assert_eq!(seed().check(not, at(59), None), Err(TotpRefused::NotACode), "{not}");
    }
}

#[test]
fn second_factor_enrolment_needs_a_code_of_the_new_seed() {
    let pending = PendingSeed::new(*KEY);
    let (seed, step) = pending.confirm(CODE_OF_STEP_1, at(45)).unwrap();
    assert_eq!(
        seed.check(CODE_OF_STEP_1, at(45), Some(step)),
        Err(TotpRefused::Used),
        "the confirming code is spent"
    );
    let waiting = PendingSeed::from_bytes(KEY).unwrap();
    assert!(matches!(waiting.confirm("000000", at(45)), Err(TotpRefused::Wrong)));
    assert!(PendingSeed::from_bytes(b"short").is_none());
}

#[test]
fn the_address_for_the_app_says_what_it_needs() {
    let pending = PendingSeed::new(*KEY);
    let uri = pending.uri("Candor (tests)", "maria lopez");
    assert_eq!(
        &**uri,
        "otpauth://totp/Candor%20%28tests%29:maria%20lopez?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Candor%20%28tests%29&algorithm=SHA1&digits=6&period=30"
    );
    assert_eq!(&**pending.typed_form(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

proptest! {
    #[test]
    fn of_all_codes_at_most_three_are_right(second in 0_i64..4_000_000_000, guess in 0_u32..1_000_000) {
        // A guess is right only where a present step has that code.
        let outcome = seed().check(&format!("{guess:06}"), at(second), None);
        if let Ok(step) = outcome {
            let now = Step::of(at(second)).number();
            prop_assert!(step.number().abs_diff(now) <= 1);
        }
    }

    #[test]
    fn taken_steps_only_ever_grow(seconds in proptest::collection::vec(0_i64..300, 1..40)) {
        let mut last = None;
        // All ten codes of RFC 4226, tried at random times.
        let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for second in seconds {
            let step = usize::try_from(second).unwrap() / usize::try_from(STEP_SECONDS).unwrap();
            if let Ok(taken) = seed().check(codes[step], at(second), last) {
                prop_assert!(last.is_none_or(|last| taken > last));
                last = Some(taken);
            }
        }
    }

    #[test]
    fn nothing_breaks_on_any_text(text in any::<String>(), second in any::<i64>()) {
        let _ = seed().check(&text, at(second), Some(Step::from_number(3)));
    }
}
