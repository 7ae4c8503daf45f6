//! Rollback and fork protection: nothing is signed that contradicts what was signed before.

use ledger::{
    Anchor, Checkpoint, Continuation, ContinuationError, Entry, Fork, Hash, NotCleared, Opening,
    Subject, clear_to_sign, consistency_proof, leaf_hash, may_sign, next_origin,
};
use proptest::prelude::*;

use crate::common::{ORIGIN, Stored, entry, keys, signer};

fn anchor(log: &Stored, size: u64) -> Anchor {
    Anchor { origin: ORIGIN.into(), size, root: log.root_at(size) }
}

fn judge(log: &Stored, anchor: &Anchor) -> Result<(), Fork> {
    let head = log.head();
    let proof = consistency_proof(anchor.size, head.size(), |l, i| log.node(l, i));
    may_sign(anchor, &head, &proof.unwrap_or_default())
}

#[test]
fn sec_16_a_log_that_grew_may_be_signed() {
    let log = Stored::of_numbers(300, &[]);
    for size in [0, 1, 255, 256, 257, 299, 300] {
        assert_eq!(judge(&log, &anchor(&log, size)), Ok(()), "{size}");
    }
}

#[test]
fn sec_16_a_rolled_back_log_may_not_be_signed() {
    let log = Stored::of_numbers(300, &[]);
    let restored = Stored::of_numbers(250, &[]);
    let fork = judge(&restored, &anchor(&log, 300)).unwrap_err();
    assert_eq!(fork, Fork::RolledBack { anchor: 300, head: 250 });
    assert_eq!(
        fork.to_string(),
        "the log has 250 entries, but 300 were signed before: it was rolled back; restore a newer \
         backup, or continue it under a new origin"
    );
}

#[test]
fn sec_16_a_rolled_back_log_that_grew_past_the_anchor_may_not_be_signed() {
    let log = Stored::of_numbers(300, &[]);
    let numbers = |n: u64| format!("entry {n}").into_bytes();
    let again = (0..310).map(|n| (if n < 250 { numbers(n) } else { numbers(n + 1) }, None));
    let again = Stored::of(again, &[]);
    assert!(matches!(
        judge(&again, &anchor(&log, 300)),
        Err(Fork::NotAContinuation { anchor: 300, .. })
    ));
    assert_eq!(judge(&again, &anchor(&log, 250)), Ok(()), "up to there they are the same");
}

#[test]
fn sec_16_the_same_size_with_another_root_may_not_be_signed() {
    let log = Stored::of_numbers(300, &[]);
    let other = Anchor { root: leaf_hash(b"other"), ..anchor(&log, 300) };
    assert_eq!(judge(&log, &other), Err(Fork::OtherRoot { size: 300 }));
}

#[test]
fn sec_16_an_anchor_of_another_log_decides_nothing() {
    let log = Stored::of_numbers(3, &[]);
    let other = Anchor { origin: next_origin(ORIGIN), ..anchor(&log, 3) };
    assert!(matches!(judge(&log, &other), Err(Fork::OtherLog { .. })));
}

#[test]
fn sec_16_growth_without_its_proof_may_not_be_signed() {
    let log = Stored::of_numbers(300, &[]);
    let head = log.head();
    assert!(may_sign(&anchor(&log, 200), &head, &[]).is_err());
    let other = consistency_proof(201, 300, |l, i| log.node(l, i)).unwrap();
    assert!(may_sign(&anchor(&log, 200), &head, &other).is_err());
}

#[test]
fn sec_16_one_contradicting_anchor_of_several_is_enough_to_refuse() {
    let log = Stored::of_numbers(300, &[]);
    let forked = Anchor { root: leaf_hash(b"other"), ..anchor(&log, 100) };
    let anchors = [anchor(&log, 50), forked, anchor(&log, 200)];
    let refused = clear_to_sign(&anchors, log.head(), |l, i| log.node(l, i)).unwrap_err();
    assert!(matches!(refused, NotCleared::Fork(Fork::NotAContinuation { anchor: 100, .. })));
    let later = Anchor { size: 301, ..anchor(&log, 300) };
    let refused = clear_to_sign(&[later], log.head(), |l, i| log.node(l, i)).unwrap_err();
    assert_eq!(refused, NotCleared::Fork(Fork::RolledBack { anchor: 301, head: 300 }));
}

#[test]
fn sec_16_a_head_that_the_stored_hashes_do_not_have_is_not_cleared() {
    let log = Stored::of_numbers(300, &[]);
    let head = Checkpoint::new(ORIGIN, 300, leaf_hash(b"other")).unwrap();
    let refused = clear_to_sign(&[], head, |l, i| log.node(l, i)).unwrap_err();
    assert_eq!(refused, NotCleared::OtherRoot);
}

#[test]
fn sec_16_a_hash_that_cannot_be_read_clears_nothing() {
    let log = Stored::of_numbers(300, &[]);
    let refused = clear_to_sign(&[], log.head(), |_, _| Err::<Hash, _>("disk")).unwrap_err();
    assert!(matches!(refused, NotCleared::Read(ledger::ProofError::Read("disk"))));
}

#[test]
fn sec_16_a_cleared_head_is_signed_under_its_own_origin_only() {
    let log = Stored::of_numbers(3, &[]);
    let cleared = clear_to_sign(&[], log.head(), |l, i| log.node(l, i)).unwrap();
    assert!(cleared.sign(&[]).is_err());
    assert!(cleared.sign(&[&signer("other", 1)]).is_err());
    let second = signer("bugs.example.org/second-key", 2);
    let note = cleared.sign(&[&signer(ORIGIN, 1), &second]).unwrap();
    let opened = Checkpoint::open(note.to_string().as_bytes(), &keys());
    assert_eq!(opened, Ok(log.head()));
    assert_eq!(note.verify(&[second.verifier().clone()]), Ok(vec![second.verifier()]));
}

#[test]
fn origins_are_counted_on() {
    assert_eq!(next_origin("h/log/acme"), "h/log/acme/2");
    assert_eq!(next_origin("h/log/acme/2"), "h/log/acme/3");
    assert_eq!(next_origin("h/log/acme/9"), "h/log/acme/10");
    // Not a count of ours.
    assert_eq!(next_origin("h/log/acme/1"), "h/log/acme/1/2");
    assert_eq!(next_origin("h/log/acme/02"), "h/log/acme/02/2");
    assert_eq!(next_origin("h/18446744073709551615"), "h/18446744073709551615/2");
}

const SALT: [u8; 32] = [5; 32];

fn opening() -> Opening<'static> {
    Opening { event: "event-1", actor: "system", second: 1_792_766_220, salt: SALT }
}

fn continuation(log: &Stored) -> Continuation {
    Continuation {
        checkpoint: String::from_utf8(log.checkpoints[0].clone()).unwrap(),
        reason:
            "Restored from the backup of 2026-10-22; the disk failed.\n\"12 entries\" are lost."
                .into(),
    }
}

#[test]
fn sec_16_a_continuing_log_commits_to_the_old_checkpoint_and_the_reason() {
    let old = Stored::of_cases(12, &[12]);
    let details = continuation(&old);
    let first = details.first_entry(&opening(), &keys()).unwrap();
    assert_eq!(
        (first.act.as_str(), &first.subject),
        ("log-continued", &Subject::Object(ORIGIN.into()))
    );
    let kept = Continuation::from_bytes(&details.to_bytes()).unwrap();
    assert_eq!(kept, details);
    let read = Entry::from_bytes(&first.to_bytes().unwrap()).unwrap();
    assert_eq!(kept.verify(&read, &SALT, &keys()), Ok(old.head()));
}

#[test]
fn sec_16_another_reason_checkpoint_or_salt_is_not_the_one_committed_to() {
    let old = Stored::of_cases(12, &[11, 12]);
    let details = continuation(&old);
    let first = details.first_entry(&opening(), &keys()).unwrap();
    let excuse = Continuation { reason: "none".into(), ..details.clone() };
    let other = Continuation {
        checkpoint: String::from_utf8(old.checkpoints[1].clone()).unwrap(),
        ..details.clone()
    };
    for bad in [excuse, other] {
        assert!(matches!(bad.verify(&first, &SALT, &keys()), Err(ContinuationError::Commit(_))));
    }
    assert!(details.verify(&first, &[6; 32], &keys()).is_err());
    assert_eq!(details.verify(&entry(0), &SALT, &keys()), Err(ContinuationError::NotAContinuation));
    let named = Entry { subject: Subject::Object("other".into()), ..first };
    assert!(matches!(
        details.verify(&named, &SALT, &keys()),
        Err(ContinuationError::OtherLog { .. })
    ));
}

#[test]
fn sec_16_a_log_is_not_continued_from_a_checkpoint_that_does_not_hold() {
    let details = continuation(&Stored::of_cases(12, &[12]));
    let stranger = [signer(ORIGIN, 2).verifier().clone()];
    assert!(matches!(
        details.first_entry(&opening(), &stranger),
        Err(ContinuationError::Checkpoint(_))
    ));
    assert_eq!(Continuation::from_bytes(b"{\"reason\":\"x\"}"), Err(ContinuationError::Members));
    assert!(matches!(Continuation::from_bytes(b"[]"), Err(ContinuationError::Json(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sec_16_a_head_is_cleared_only_if_it_begins_with_the_anchored_entries(
        shared in 0_u64..120,
        anchored in 0_u64..120,
        grown in 0_u64..120,
    ) {
        let log = |from: &'static str, size: u64| {
            let entries = (0..size).map(move |n| {
                let who = if n < shared { "both" } else { from };
                (format!("{who} {n}").into_bytes(), None)
            });
            Stored::of(entries, &[])
        };
        let (before, now) = (log("before", anchored), log("now", grown));
        let anchor = Anchor::from(&before.head());
        let cleared = clear_to_sign(&[anchor], now.head(), |l, i| now.node(l, i));
        let continues = grown >= anchored && anchored <= shared;
        prop_assert_eq!(cleared.is_ok(), continues);
    }
}
