//! Whole trees: every size is computed as the other crate computes it, and heads that do not fit are named.

use ledger::{Checkpoint, SignedNote, inclusion_proof, leaf_hash};
use proptest::prelude::*;
use verifier::{Fault, Head, Witness, verify_proof};

use crate::house::{Log, ORIGIN, kept, key, signer};

#[test]
fn sec_11_logs_are_verified_at_every_turn_of_the_tiles() {
    for size in [0, 1, 255, 256, 257, 65_536, 70_000] {
        let log = Log::of_numbers(size);
        let older = [0, 1, 255, 256, 257, 512, 65_536].into_iter().filter(|older| *older <= size);
        let older: Vec<_> = older.map(|older| kept(&log.signed(older))).collect();
        let facts = log.verify(&older).unwrap();
        assert_eq!(facts.head.size, size);
        assert_eq!(facts.head.root.0, *log.root(size).as_bytes());
        assert_eq!(facts.tiles, u64::try_from(ledger::Tile::all(size).count()).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn sec_11_both_crates_agree_on_random_trees_and_every_older_head(
        entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..600),
        older in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        index in any::<prop::sample::Index>(),
    ) {
        let log = Log::of(entries);
        let older: Vec<_> = older
            .iter()
            .map(|older| kept(&log.signed(u64::try_from(older.index(log.entries.len() + 1)).unwrap())))
            .collect();
        let facts = log.verify(&older).unwrap();
        prop_assert_eq!(facts.head.root.0, *log.root(log.size()).as_bytes());

        let at = index.index(log.entries.len());
        let index = u64::try_from(at).unwrap();
        let proof = ledger::TlogProof {
            extra: None,
            index,
            hashes: inclusion_proof(index, log.size(), |l, i| log.node(l, i)).unwrap(),
            checkpoint: log.signed(log.size()),
        };
        let text = proof.to_string();
        prop_assert!(verify_proof(text.as_bytes(), &log.entries[at], &key(), &[]).is_ok());
        let mut other = log.entries[at].clone();
        other.push(0);
        let refused = verify_proof(text.as_bytes(), &other, &key(), &[]);
        prop_assert_eq!(refused, Err(Fault::Proof { entry: index }));
        prop_assert!(proof.verify(&leaf_hash(&other), &[signer().verifier().clone()]).is_err());
    }
}

#[test]
fn sec_11_a_log_that_does_not_continue_an_older_head_is_refused_and_the_range_named() {
    let log = Log::of_numbers(600);
    let mut rewritten = log.entries.clone();
    rewritten[300] = b"something else".to_vec();
    // Every hash of it fits, and so does the new signature.
    let rewritten = Log::of(rewritten);
    assert!(rewritten.verify(&[]).is_ok());
    let older = [kept(&log.signed(280)), kept(&log.signed(400))];
    let fault = rewritten.verify(&older).unwrap_err();
    assert_eq!(fault, Fault::Root { size: 400, fits: 280 });
    assert_eq!(fault.first_entry(), Some(280));
}

#[test]
fn sec_11_a_log_that_was_rolled_back_is_refused() {
    let fault = Log::of_numbers(300).verify(&[kept(&Log::of_numbers(301).signed(301))]);
    assert_eq!(fault, Err(Fault::RolledBack { older: 301, size: 300 }));
}

#[test]
fn sec_11_a_head_of_another_log_or_key_is_refused() {
    let mut log = Log::of_numbers(3);
    let other = ledger::NoteSigner::new(ORIGIN, ed25519_dalek::SigningKey::from_bytes(&[2; 32]));
    let head = Checkpoint::new(ORIGIN, 3, log.root(3)).unwrap();
    let note = SignedNote::sign(&head.to_string(), &[&other.unwrap()]).unwrap();
    log.files.insert("checkpoint".into(), note.to_string().into_bytes());
    assert!(matches!(log.verify(&[]), Err(Fault::Note { .. })));

    let head = Checkpoint::new("bugs.example.org/log/other", 3, log.root(3)).unwrap();
    let note = SignedNote::sign(&head.to_string(), &[&signer()]).unwrap();
    log.files.insert("checkpoint".into(), note.to_string().into_bytes());
    let fault = log.verify(&[]).unwrap_err().to_string();
    assert!(fault.contains("another log"), "{fault}");
}

#[test]
fn sec_11_a_witness_that_was_asked_for_must_have_cosigned() {
    let mut log = Log::of_numbers(3);
    let cosigner = |seed| {
        let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
        ledger::Cosigner::new("witness.example.net", key).unwrap()
    };
    let keys = [signer().verifier().clone()];
    let note = log.signed(3).to_string();
    let done = ledger::cosign(None, note.as_bytes(), &keys, &[], &cosigner(5), 1_792_766_220);
    let note = done.unwrap().note.to_string().into_bytes();
    let open = |seed| {
        let witness = Witness::parse(&cosigner(seed).public().to_string()).unwrap();
        Head::open("checkpoint", &note, &key(), &[witness])
    };
    let cosigned = vec![("witness.example.net".to_owned(), 1_792_766_220)];
    assert_eq!(open(5).unwrap().cosigned, cosigned);
    let absent = Fault::NoCosignature { witness: "witness.example.net".into() };
    assert_eq!(open(6), Err(absent));
    // Without a witness that is asked for, its line is one of the unknown keys.
    log.files.insert("checkpoint".into(), note.clone());
    assert!(log.verify(&[]).is_ok());
}
