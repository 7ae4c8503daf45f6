//! Damage: every flipped byte is found and named, and nothing that is cut off or missing ends in a panic.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use verifier::Fault;

use crate::house::{Log, kept};

/// Whether the fault names the file that was changed, and for entries the entry itself.
fn is_named(log: &Log, path: &str, at: usize, fault: &Fault) -> bool {
    let (number, beside) = match path.split_once("tile/entries/") {
        Some((_, place)) => (Some(entry_at(&log.files[path], at)), format!("tile/0/{place}")),
        None => (None, path.to_owned()),
    };
    let first = path.split_once("/001").map_or(0, |_| 256);
    match fault {
        Fault::Entry { entry, tile } => {
            let number = number.unwrap_or(at / 32);
            *tile == beside && *entry == first + u64::try_from(number).unwrap()
        }
        Fault::CutOff { path: named, entry } => {
            named == path && number.map(|n| first + u64::try_from(n).unwrap()) == Some(*entry)
        }
        Fault::Tile { path: named, .. } => named == path,
        Fault::Note { name, .. } => name == path,
        Fault::OtherKey => path == "vkey",
        _ => false,
    }
}

/// Which entry of a bundle a byte belongs to.
fn entry_at(bundle: &[u8], at: usize) -> usize {
    let (mut from, mut number) = (0, 0);
    loop {
        from += 2 + usize::from(u16::from_be_bytes([bundle[from], bundle[from + 1]]));
        if at < from {
            return number;
        }
        number += 1;
    }
}

#[test]
fn sec_11_ten_thousand_random_byte_flips_of_an_exported_log_are_all_found_and_named() {
    let logs: Vec<Log> = [1, 2, 7, 30, 256, 300].map(Log::of_numbers).into();
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    let strategy =
        (0..logs.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1_u8..);
    let found = std::cell::Cell::new(0_u32);
    let changed = std::cell::RefCell::new(logs.clone());
    TestRunner::new(config)
        .run(&strategy, |(log, file, at, with)| {
            let (whole, mut changed) = (&logs[log], changed.borrow_mut());
            let changed = &mut changed[log];
            let path = whole.files.keys().nth(file.index(whole.files.len())).unwrap();
            let bytes = changed.files.get_mut(path).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= with;
            let verdict = changed.verify(&[]);
            changed.files.get_mut(path).unwrap()[at] ^= with;
            let fault = verdict.expect_err("a flipped byte passed");
            prop_assert!(is_named(whole, path, at, &fault), "{path} at {at}: {fault}");
            found.set(found.get() + 1);
            Ok(())
        })
        .unwrap();
    assert_eq!(found.get(), 10_000);
}

#[test]
fn sec_11_every_file_that_is_missing_cut_off_or_too_long_is_found() {
    let log = Log::of_numbers(257);
    for path in log.files.keys() {
        let mut damaged = log.clone();
        damaged.files.remove(path);
        // The key beside the log is only compared when it is there.
        assert_eq!(damaged.verify(&[]).is_ok(), path == "vkey", "{path} is missing");
        let length = log.files[path].len();
        for length in [0, 1, length / 2, length - 1] {
            let mut damaged = log.clone();
            damaged.files.get_mut(path).unwrap().truncate(length);
            assert!(damaged.verify(&[]).is_err(), "{path} was cut to {length}");
        }
        let mut damaged = log.clone();
        damaged.files.get_mut(path).unwrap().push(0);
        assert!(damaged.verify(&[]).is_err(), "{path} is too long");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn sec_11_files_of_any_bytes_are_judged_without_a_panic(
        file in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
        older in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut log = Log::of_numbers(300);
        let path = log.files.keys().nth(file.index(log.files.len())).unwrap().clone();
        log.files.insert(path, bytes);
        prop_assert!(log.verify(&[]).is_err());
        prop_assert!(Log::of_numbers(2).verify(&[("older".into(), older)]).is_err());
    }
}

#[test]
fn a_head_of_a_size_that_no_folder_holds_ends_at_the_first_missing_file() {
    let mut log = Log::of_numbers(1);
    let text = format!("{}\n{}\n{}\n", crate::house::ORIGIN, i64::MAX, log.root(1).to_base64());
    let note = ledger::SignedNote::sign(&text, &[&crate::house::signer()]).unwrap();
    log.files.insert("checkpoint".into(), kept(&note).1);
    let missing = Fault::Missing { path: "tile/0/000".into(), entry: 0 };
    assert_eq!(log.verify(&[]), Err(missing));
}
