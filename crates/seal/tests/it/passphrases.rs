//! A member's root: every way to unlock it, and the login verifier.

use seal::{
    Argon2Cost, InstanceId, RecoveryCode, RecoveryKit, RootKey, RootUse, Subkey, UserRoot,
    Verification, hash_passphrase, verify_passphrase,
};

use crate::seeded::Seeded;

const CHEAP: Argon2Cost = Argon2Cost::cheap_for_tests();
const PASSPHRASE: &str = "correct horse battery staple";

fn pepper(seed: u64) -> Subkey {
    let mut rng = Seeded::new(seed);
    let instance = InstanceId::generate(&mut rng);
    RootKey::generate(&mut rng).subkey(&instance, RootUse::Pepper)
}

fn user() -> UserRoot {
    UserRoot::generate(&mut Seeded::new(1))
}

fn wrapped(cost: Argon2Cost) -> Vec<u8> {
    user().wrap_with_passphrase(b"ada", PASSPHRASE, &pepper(2), cost, &mut Seeded::new(3)).unwrap()
}

// ASVS 11.4.4
#[test]
fn sec_4_a_passphrase_unlocks_its_own_account_on_its_own_instance() {
    let wrap = wrapped(CHEAP);
    let open = |account: &[u8], passphrase, pepper: &Subkey| {
        UserRoot::from_passphrase_wrap(account, passphrase, pepper, &wrap)
    };
    assert!(open(b"ada", PASSPHRASE, &pepper(2)).unwrap().is(&user()));
    assert!(open(b"ada", "correct horse battery stable", &pepper(2)).is_err());
    assert!(open(b"ada", "", &pepper(2)).is_err());
    assert!(open(b"bob", PASSPHRASE, &pepper(2)).is_err(), "another account");
    assert!(open(b"ada", PASSPHRASE, &pepper(9)).is_err(), "a disk without the root key");
}

#[test]
fn sec_11_every_changed_bit_of_a_passphrase_wrap_is_noticed_its_cost_included() {
    let wrap = wrapped(CHEAP);
    for bit in 0..wrap.len() * 8 {
        let mut changed = wrap.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let opened = UserRoot::from_passphrase_wrap(b"ada", PASSPHRASE, &pepper(2), &changed);
        assert!(opened.is_err(), "bit {bit}");
    }
    for length in 0..wrap.len() {
        let opened =
            UserRoot::from_passphrase_wrap(b"ada", PASSPHRASE, &pepper(2), &wrap[..length]);
        assert!(opened.is_err(), "{length} bytes");
    }
}

#[test]
fn sec_11_a_stored_cost_beyond_the_limit_is_refused_before_any_memory_is_taken() {
    let mut wrap = wrapped(CHEAP);
    // 4 TiB of memory.
    wrap[3..7].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(UserRoot::from_passphrase_wrap(b"ada", PASSPHRASE, &pepper(2), &wrap).is_err());
    assert_eq!(UserRoot::passphrase_wrap_cost(&wrap), None);
    let phc = "$argon2id$v=19$m=4294967295,t=1,p=1$c2FsdHNhbHRzYWx0$\
               Cll3U0GSfaRvNjNoTmB9oTiqPnNyRL8rPK5oCnzDGzE";
    let outcome = verify_passphrase(Some(phc), PASSPHRASE, &pepper(2), CHEAP);
    assert_eq!(outcome, Verification::Refused);
}

#[test]
fn sec_4_a_wrap_says_what_it_cost_so_that_it_can_be_renewed() {
    assert_eq!(UserRoot::passphrase_wrap_cost(&wrapped(CHEAP)), Some(CHEAP));
    assert_eq!(Argon2Cost::vault().memory_bytes(), 128 << 20);
    assert_eq!(Argon2Cost::login().memory_bytes(), 46 << 20);
    // The passes and lanes show in the parameters that are stored.
    let phc = hash_passphrase(PASSPHRASE, &pepper(2), Argon2Cost::login(), &mut Seeded::new(1));
    assert!(phc.unwrap().starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
    let phc = hash_passphrase(PASSPHRASE, &pepper(2), Argon2Cost::vault(), &mut Seeded::new(1));
    assert!(phc.unwrap().starts_with("$argon2id$v=19$m=131072,t=3,p=1$"));
}

#[test]
fn a_passphrase_typed_on_another_keyboard_is_the_same() {
    // RFC 8265 §4.2.2: é as one character or two, and a no-break space.
    let composed = "caf\u{e9} au lait";
    let decomposed = "cafe\u{301}\u{a0}au lait";
    let phc = hash_passphrase(composed, &pepper(2), CHEAP, &mut Seeded::new(1)).unwrap();
    let outcome = verify_passphrase(Some(&phc), decomposed, &pepper(2), CHEAP);
    assert_eq!(outcome, Verification::Accepted { rehash: false });
    let outcome = verify_passphrase(Some(&phc), "Caf\u{e9} au lait", &pepper(2), CHEAP);
    assert_eq!(outcome, Verification::Refused);
}

#[test]
fn sec_4_a_recovery_code_unlocks_the_account_it_was_printed_for() {
    let mut rng = Seeded::new(5);
    let (code, other) = (RecoveryCode::generate(&mut rng), RecoveryCode::generate(&mut rng));
    let wrap = user().wrap_with_recovery_code(b"ada", &code, &mut rng).unwrap();
    let typed = RecoveryCode::parse(&code.words()).ok().unwrap();
    assert!(UserRoot::from_recovery_code_wrap(b"ada", &typed, &wrap).unwrap().is(&user()));
    let typed = RecoveryCode::parse(&code.characters()).ok().unwrap();
    assert!(UserRoot::from_recovery_code_wrap(b"ada", &typed, &wrap).unwrap().is(&user()));
    assert!(UserRoot::from_recovery_code_wrap(b"bob", &code, &wrap).is_err());
    assert!(UserRoot::from_recovery_code_wrap(b"ada", &other, &wrap).is_err());
}

#[test]
fn sec_4_the_recovery_kit_unlocks_who_chose_it() {
    let mut rng = Seeded::new(5);
    let (kit, other) = (RecoveryKit::generate(&mut rng), RecoveryKit::generate(&mut rng));
    let wrap = user().wrap_to_recovery(b"ada", &kit.public_key(), &mut rng).unwrap();
    assert!(UserRoot::from_recovery_wrap(b"ada", &kit, &wrap).unwrap().is(&user()));
    assert!(UserRoot::from_recovery_wrap(b"bob", &kit, &wrap).is_err());
    assert!(UserRoot::from_recovery_wrap(b"ada", &other, &wrap).is_err());
}

// ASVS 11.4.2
#[test]
fn sec_4_a_login_is_accepted_only_with_the_passphrase_and_the_pepper() {
    let phc = hash_passphrase(PASSPHRASE, &pepper(2), CHEAP, &mut Seeded::new(1)).unwrap();
    let check =
        |stored, passphrase, seed| verify_passphrase(stored, passphrase, &pepper(seed), CHEAP);
    assert_eq!(check(Some(&phc), PASSPHRASE, 2), Verification::Accepted { rehash: false });
    assert_eq!(check(Some(&phc), "another", 2), Verification::Refused);
    assert_eq!(check(Some(&phc), PASSPHRASE, 9), Verification::Refused);
    assert_eq!(check(None, PASSPHRASE, 2), Verification::Refused);
    for damaged in [
        "",
        "x",
        "$argon2id$v=19$m=64,t=1,p=1$",
        phc.split_at(phc.len() - 1).0,
        &phc.replace("argon2id", "argon2d"),
    ] {
        assert_eq!(check(Some(damaged), PASSPHRASE, 2), Verification::Refused, "{damaged}");
    }
}

// ASVS 11.4.2
#[test]
fn sec_4_a_verifier_of_another_cost_is_accepted_and_asks_to_be_renewed() {
    let phc = hash_passphrase(PASSPHRASE, &pepper(2), CHEAP, &mut Seeded::new(1)).unwrap();
    let outcome = verify_passphrase(Some(&phc), PASSPHRASE, &pepper(2), Argon2Cost::login());
    assert_eq!(outcome, Verification::Accepted { rehash: true });
}

#[test]
fn sec_3_the_same_passphrase_never_gives_the_same_verifier_twice() {
    let mut rng = Seeded::new(1);
    let one = hash_passphrase(PASSPHRASE, &pepper(2), CHEAP, &mut rng).unwrap();
    let other = hash_passphrase(PASSPHRASE, &pepper(2), CHEAP, &mut rng).unwrap();
    assert_ne!(one, other);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "what is tested is how long it takes, with a bound that is generous by a factor of four"
)]
fn sec_10_an_unknown_account_takes_as_long_as_a_wrong_passphrase() {
    let cost = Argon2Cost::login();
    let phc = hash_passphrase(PASSPHRASE, &pepper(2), cost, &mut Seeded::new(1)).unwrap();
    let quickest = |stored: Option<&str>| {
        (0..4)
            .map(|_| {
                let start = std::time::Instant::now();
                let outcome = verify_passphrase(stored, "wrong", &pepper(2), cost);
                assert_eq!(outcome, Verification::Refused);
                start.elapsed()
            })
            .min()
            .unwrap()
    };
    let wrong = quickest(Some(&phc));
    for stored in [None, Some("damaged")] {
        let unknown = quickest(stored);
        assert!(unknown * 4 > wrong && wrong * 4 > unknown, "{unknown:?} beside {wrong:?}");
    }
}
