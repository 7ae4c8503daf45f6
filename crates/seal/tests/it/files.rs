//! Attachments and backups: whole or refused.

use proptest::prelude::*;
use seal::chunked::{CHUNK, HEADER, TAG};
use seal::file::{BackupOpener, BackupSealer};
use seal::padding::padded_length;
use seal::{CaseKey, FileOpener, FileSealer, InstanceId, OpenError, RecoveryKit};

use crate::seeded::Seeded;

fn case_key() -> CaseKey {
    CaseKey::generate(&mut Seeded::new(1))
}

fn sealed(text: &[u8], step: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut sealer = FileSealer::start(&case_key().file_key(b"f"), &mut Seeded::new(2), &mut out);
    for piece in text.chunks(step.max(1)) {
        sealer.push(piece, &mut out).unwrap();
    }
    assert_eq!(sealer.finish(&mut out).unwrap(), text.len() as u64);
    out
}

fn opened(file: &[u8], bytes: &[u8], step: usize) -> Result<Vec<u8>, OpenError> {
    let mut out = Vec::new();
    let mut opener = FileOpener::new(case_key().file_key(file));
    for piece in bytes.chunks(step.max(1)) {
        opener.push(piece, &mut out)?;
    }
    let length = opener.finish(&mut out)?;
    assert_eq!(length, out.len() as u64);
    Ok(out)
}

/// Texts that look like padding in the wrong places, around the sizes where chunks begin.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let run = prop_oneof![
        3 => (Just(0_u8), 0_usize..200),
        1 => (Just(0_u8), CHUNK - 3..CHUNK + 3),
        3 => (Just(0x80_u8), 0_usize..3),
        1 => (any::<u8>(), CHUNK - 3..CHUNK + 3),
        1 => (any::<u8>(), 0_usize..50),
    ];
    proptest::collection::vec(run, 0..6).prop_map(|runs| {
        runs.into_iter().flat_map(|(byte, count)| std::iter::repeat_n(byte, count)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sec_3_a_file_comes_back_however_it_is_cut_into_pieces(
        text in text(), push in 1_usize..40_000, pull in 1_usize..40_000,
    ) {
        let bytes = sealed(&text, push);
        prop_assert_eq!(opened(b"f", &bytes, pull), Ok(text));
    }

    #[test]
    fn sec_11_a_file_cut_short_is_noticed(text in text(), cut: prop::sample::Index) {
        let bytes = sealed(&text, CHUNK);
        prop_assert!(opened(b"f", &bytes[..cut.index(bytes.len())], CHUNK).is_err());
    }

    // ASVS 11.3.3
    #[test]
    fn sec_11_a_changed_bit_of_a_file_is_noticed(text in text(), flip: prop::sample::Index) {
        let mut bytes = sealed(&text, CHUNK);
        let bit = flip.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(opened(b"f", &bytes, CHUNK).is_err());
    }
}

#[test]
fn sec_11_a_file_cut_at_any_chunk_is_noticed() {
    let bytes = sealed(&[7; 5 * CHUNK], CHUNK);
    for chunks in 0..=bytes.len() / (CHUNK + TAG) {
        let cut = HEADER + chunks * (CHUNK + TAG);
        if cut < bytes.len() {
            assert_eq!(opened(b"f", &bytes[..cut], CHUNK), Err(OpenError::Truncated), "{chunks}");
        }
    }
}

#[test]
fn sec_3_a_file_opens_under_no_other_file_of_the_case() {
    let bytes = sealed(b"core dump", 100);
    assert_eq!(opened(b"g", &bytes, CHUNK), Err(OpenError::OtherKey));
}

#[test]
fn sec_11_a_file_that_failed_goes_on_failing() {
    let mut bytes = sealed(&[7; 3 * CHUNK], CHUNK);
    bytes[HEADER] ^= 1;
    let mut out = Vec::new();
    let mut opener = FileOpener::new(case_key().file_key(b"f"));
    assert_eq!(opener.push(&bytes, &mut out), Err(OpenError::Damaged));
    assert_eq!(opener.push(&bytes[HEADER..], &mut out), Err(OpenError::Damaged));
    assert_eq!(opener.finish(&mut out), Err(OpenError::Damaged));
    assert!(out.is_empty());
}

#[test]
fn sec_3_the_stored_size_of_a_file_is_padded() {
    for length in [0, 10, 63] {
        assert_eq!(sealed(&vec![1; length], CHUNK).len(), HEADER + 64 + TAG);
    }
    let stored = sealed(&[1; 100_000], CHUNK).len() as u64;
    let padded = padded_length(100_000);
    assert_eq!(stored, (HEADER + TAG) as u64 + padded + padded / CHUNK as u64 * TAG as u64);
    assert_eq!(stored, sealed(&[1; 100_300], CHUNK).len() as u64);
}

#[test]
fn a_file_of_zeros_after_a_mark_is_written_out_as_it_comes() {
    // 0x80 and many zeros look like padding for a while; they must not pile up.
    let text = [vec![0x80], vec![0; 40 * CHUNK], vec![1]].concat();
    let bytes = sealed(&text, CHUNK);
    let mut out = Vec::new();
    let mut opener = FileOpener::new(case_key().file_key(b"f"));
    let (half, rest) = bytes.split_at(20 * CHUNK);
    opener.push(half, &mut out).unwrap();
    assert!(out.len() > 18 * CHUNK, "{} bytes so far", out.len());
    opener.push(rest, &mut out).unwrap();
    opener.finish(&mut out).unwrap();
    assert_eq!(out, text);
}

fn instance(seed: u64) -> InstanceId {
    InstanceId::generate(&mut Seeded::new(seed))
}

fn backup(text: &[u8], kit: &RecoveryKit) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rng = Seeded::new(4);
    let mut sealer =
        BackupSealer::start(&instance(1), &kit.public_key(), &mut rng, &mut out).unwrap();
    sealer.push(text, &mut out).unwrap();
    sealer.finish(&mut out).unwrap();
    out
}

fn restored(instance: &InstanceId, kit: &RecoveryKit, bytes: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (head, rest) = bytes.split_first_chunk::<{ BackupOpener::HEAD }>().unwrap();
    let mut out = Vec::new();
    let mut opener = BackupOpener::start(instance, kit, head)?;
    opener.push(rest, &mut out)?;
    opener.finish(&mut out)?;
    Ok(out)
}

#[test]
fn sec_11_a_backup_opens_with_the_recovery_kit_and_with_nothing_else() {
    let kit = RecoveryKit::generate(&mut Seeded::new(3));
    let text = vec![42; 3 * CHUNK + 5];
    let bytes = backup(&text, &kit);
    assert_eq!(restored(&instance(1), &kit, &bytes), Ok(text.clone()));
    assert!(!bytes.windows(32).any(|window| window == &text[..32]));
    let other = RecoveryKit::generate(&mut Seeded::new(9));
    assert!(restored(&instance(1), &other, &bytes).is_err(), "another kit");
    assert!(restored(&instance(2), &kit, &bytes).is_err(), "another instance");
    assert!(restored(&instance(1), &kit, &bytes[..bytes.len() - 1]).is_err(), "cut short");
}

#[test]
fn sec_11_a_changed_head_of_a_backup_is_noticed() {
    let kit = RecoveryKit::generate(&mut Seeded::new(3));
    let bytes = backup(b"database", &kit);
    for place in (0..BackupOpener::HEAD).step_by(37).chain(0..3) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert!(restored(&instance(1), &kit, &changed).is_err(), "byte {place}");
    }
}
