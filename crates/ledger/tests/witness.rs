//! A witness: what grows is cosigned, what was rolled back or forked is not, and the note reads anywhere.

use ed25519_dalek::{Signature, SigningKey, Verifier as _};
use ledger::{
    Anchor, Checkpoint, Cosigner, CosignerKey, NotCosigned, NoteError, SignedNote,
    consistency_proof, cosign,
};
use proptest::prelude::*;

use crate::common::{ORIGIN, Stored, keys, signer};

const NOW: u64 = 1_792_766_220;

fn cosigner() -> Cosigner {
    Cosigner::new("witness.example.org", SigningKey::from_bytes(&[9; 32])).unwrap()
}

fn note(log: &Stored, size: u64) -> Vec<u8> {
    log.sign(Checkpoint::new(ORIGIN, size, log.root_at(size)).unwrap())
}

fn head(log: &Stored, size: u64) -> Anchor {
    Anchor { origin: ORIGIN.into(), size, root: log.root_at(size) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn sec_11_a_witness_cosigns_what_continues_and_nothing_else(sizes in (1_u64..300, 1_u64..300), changed in any::<prop::sample::Index>()) {
        let log = Stored::of_numbers(300, &[]);
        let (old, new) = (sizes.0.min(sizes.1), sizes.0.max(sizes.1));
        let seen = head(&log, old);
        let proof = consistency_proof(old, new, |l, i| log.node(l, i)).unwrap();
        let done = cosign(Some(&seen), &note(&log, new), &keys(), &proof, &cosigner(), NOW).unwrap();
        prop_assert_eq!(&done.head, &head(&log, new));
        prop_assert_eq!(cosigner().public().cosigned(&done.note), Ok(Some(NOW)));
        // The log's own signature still holds beside it.
        prop_assert!(Checkpoint::open(done.note.to_string().as_bytes(), &keys()).is_ok());

        // The same log with another entry below what was cosigned, every hash of it right.
        let at = u64::try_from(changed.index(usize::try_from(old).unwrap())).unwrap();
        let entries = (0..300_u64).map(|n| (format!("entry {}", if n == at { 999 } else { n }).into_bytes(), None));
        let forked = Stored::of(entries, &[]);
        let proof = consistency_proof(old, new, |l, i| forked.node(l, i)).unwrap();
        let refused = cosign(Some(&seen), &note(&forked, new), &keys(), &proof, &cosigner(), NOW);
        prop_assert!(matches!(refused, Err(NotCosigned::Forked { .. })), "{refused:?}");

        if new > old {
            let refused = cosign(Some(&head(&log, new)), &note(&log, old), &keys(), &[], &cosigner(), NOW);
            prop_assert_eq!(refused, Err(NotCosigned::RolledBack { seen: new, size: old }));
        }
    }
}

#[test]
fn sec_11_the_first_head_is_trusted_and_another_log_or_key_is_not() {
    let log = Stored::of_numbers(5, &[]);
    assert!(cosign(None, &note(&log, 5), &keys(), &[], &cosigner(), NOW).is_ok());
    let other = Anchor { origin: "elsewhere".into(), ..head(&log, 3) };
    let refused = cosign(Some(&other), &note(&log, 5), &keys(), &[], &cosigner(), NOW);
    assert!(matches!(refused, Err(NotCosigned::OtherLog { .. })));
    let strange = [signer(ORIGIN, 2).verifier().clone()];
    let refused = cosign(None, &note(&log, 5), &strange, &[], &cosigner(), NOW);
    assert!(matches!(refused, Err(NotCosigned::Checkpoint(_))));
}

#[test]
fn sec_11_a_cosignature_is_the_bytes_that_the_specification_asks_for() {
    let log = Stored::of_numbers(5, &[]);
    let done = cosign(None, &note(&log, 5), &keys(), &[], &cosigner(), NOW).unwrap();
    let line = done.note.signatures().last().unwrap();
    // 4 bytes of id are apart; 8 of time and 64 of signature follow.
    assert_eq!(line.signature.len(), 72);
    assert_eq!(line.signature[..8], NOW.to_be_bytes());
    let message = format!("cosignature/v1\ntime {NOW}\n{}", done.note.text());
    let signature = Signature::from_slice(&line.signature[8..]).unwrap();
    let key = SigningKey::from_bytes(&[9; 32]).verifying_key();
    assert!(key.verify(message.as_bytes(), &signature).is_ok());
    // A second cosigning replaces the line.
    let again = done.note.to_string();
    let again = cosign(Some(&done.head), again.as_bytes(), &keys(), &[], &cosigner(), NOW + 60);
    let again = again.unwrap().note;
    assert_eq!(again.signatures().len(), 2);
    assert_eq!(cosigner().public().cosigned(&again), Ok(Some(NOW + 60)));
}

#[test]
fn sec_11_a_cosignature_that_was_changed_is_forged_and_an_absent_one_none() {
    let log = Stored::of_numbers(5, &[]);
    let plain = SignedNote::parse(&note(&log, 5)).unwrap();
    assert_eq!(cosigner().public().cosigned(&plain), Ok(None));
    let done = cosign(None, &note(&log, 5), &keys(), &[], &cosigner(), NOW).unwrap();
    let mut line = done.note.signatures().last().unwrap().clone();
    line.signature[7] ^= 1;
    let forged = plain.with_signature(line).unwrap();
    let error = NoteError::Forged { name: "witness.example.org".into() };
    assert_eq!(cosigner().public().cosigned(&forged), Err(error));
}

#[test]
fn the_key_of_a_witness_reads_back_and_is_no_key_of_a_log() {
    let text = cosigner().public().to_string();
    assert_eq!(text.parse::<CosignerKey>().as_ref(), Ok(cosigner().public()));
    let as_log = text.parse::<ledger::VerifierKey>();
    assert_eq!(as_log, Err(NoteError::KeyKind { kind: 4, wanted: 1 }));
    let as_witness = signer(ORIGIN, 1).verifier().to_string().parse::<CosignerKey>();
    assert_eq!(as_witness, Err(NoteError::KeyKind { kind: 1, wanted: 4 }));
    assert!(!format!("{:?}", cosigner()).contains("090909"));
}
