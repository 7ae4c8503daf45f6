//! Sealed fields: they open where they were sealed, nowhere else, and only whole.

use proptest::prelude::*;
use seal::blob::{self, OVERHEAD};
use seal::padding::{SMALLEST, padded_length, padme};
use seal::{CaseKey, FieldContext, OpenError, SealError, row_key};

use crate::seeded::Seeded;

const PLACE: FieldContext<'_> =
    FieldContext { table: "event", column: "sealed_body", row: b"row", version: 1 };

fn key(seed: u64) -> CaseKey {
    CaseKey::generate(&mut Seeded::new(seed))
}

fn sealed(text: &[u8]) -> (CaseKey, Vec<u8>) {
    let key = key(1);
    let blob = key.seal(&PLACE, text, &mut Seeded::new(2)).unwrap();
    (key, blob)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn sec_3_a_field_opens_where_it_was_sealed(
        text in proptest::collection::vec(any::<u8>(), 0..3_000),
        table in "[a-z_]{0,12}", column in "[a-z_]{0,12}",
        row in proptest::collection::vec(any::<u8>(), 0..40), version: u32, seed: u64,
    ) {
        let key = key(seed);
        let place = FieldContext { table: &table, column: &column, row: &row, version };
        let blob = key.seal(&place, &text, &mut Seeded::new(seed ^ 1)).unwrap();
        prop_assert_eq!(&*key.open(&place, &blob).unwrap(), &text);
        prop_assert_eq!(blob.len() as u64, OVERHEAD as u64 + padded_length(text.len() as u64));
        prop_assert_eq!(blob::key_id(&blob).unwrap(), key.id());
    }

    #[test]
    fn sec_11_a_field_opens_in_no_other_place(
        table in "[ab]{0,3}", column in "[ab]{0,3}", row in "[ab]{0,3}", version in 0_u32..3,
        other_table in "[ab]{0,3}", other_column in "[ab]{0,3}", other_row in "[ab]{0,3}",
        other_version in 0_u32..3,
    ) {
        // Few letters, so that places often differ only in where one part ends and the next begins.
        let key = key(1);
        let place = FieldContext { table: &table, column: &column, row: row.as_bytes(), version };
        let other = FieldContext {
            table: &other_table, column: &other_column, row: other_row.as_bytes(),
            version: other_version,
        };
        let blob = key.seal(&place, b"text", &mut Seeded::new(2)).unwrap();
        let opened = key.open(&other, &blob);
        if place == other {
            prop_assert!(opened.is_ok());
        } else {
            prop_assert_eq!(opened.err(), Some(OpenError::OtherPlace));
        }
    }

    // ASVS 11.3.3
    #[test]
    fn sec_11_any_changed_bits_of_a_field_are_noticed(
        text in proptest::collection::vec(any::<u8>(), 0..2_000),
        flips in proptest::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let (key, blob) = sealed(&text);
        let mut changed = blob.clone();
        for flip in flips {
            let bit = flip.index(blob.len() * 8);
            changed[bit / 8] ^= 1 << (bit % 8);
        }
        // Two indexes may fall on one bit and undo each other.
        prop_assert!(changed == blob || key.open(&PLACE, &changed).is_err());
    }

    #[test]
    fn sec_3_a_rows_key_is_never_the_key_of_other_parts(
        one in proptest::collection::vec(proptest::collection::vec(0_u8..2, 0..3), 0..4),
        other in proptest::collection::vec(proptest::collection::vec(0_u8..2, 0..3), 0..4),
    ) {
        let parts: Vec<&[u8]> = one.iter().map(Vec::as_slice).collect();
        let others: Vec<&[u8]> = other.iter().map(Vec::as_slice).collect();
        prop_assert_eq!(row_key(&parts) == row_key(&others), one == other);
    }

    #[test]
    fn sec_3_padding_grows_with_the_text_and_costs_at_most_an_eighth(length in 0_u64..1 << 48) {
        let padded = padded_length(length);
        prop_assert!(padded > length);
        prop_assert!(padded <= SMALLEST || padded - length <= 1 + length / 8);
        prop_assert!(padded_length(length + 1) >= padded);
        prop_assert_eq!(padme(padme(length)), padme(length));
    }

    #[test]
    fn nothing_that_is_not_a_blob_opens_or_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(key(1).open(&PLACE, &bytes).is_err());
        let mut begun = b"C1\x01".to_vec();
        begun.extend_from_slice(&bytes);
        prop_assert!(key(1).open(&PLACE, &begun).is_err());
    }
}

#[test]
fn sec_11_every_single_bit_flip_of_a_field_is_noticed() {
    let (key, blob) = sealed(b"a buffer overflow in the parser");
    for bit in 0..blob.len() * 8 {
        let mut changed = blob.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(key.open(&PLACE, &changed).is_err(), "bit {bit}");
    }
}

#[test]
fn sec_11_a_field_cut_short_or_made_longer_is_noticed() {
    let (key, blob) = sealed(b"a buffer overflow in the parser");
    for length in 0..blob.len() {
        assert!(key.open(&PLACE, &blob[..length]).is_err(), "{length} bytes");
    }
    let longer = [blob.as_slice(), &[0]].concat();
    assert!(key.open(&PLACE, &longer).is_err());
}

#[test]
fn sec_3_a_field_of_one_case_does_not_open_in_another() {
    let (_, blob) = sealed(b"text");
    assert_eq!(key(9).open(&PLACE, &blob).err(), Some(OpenError::OtherKey));
}

#[test]
fn sec_11_a_field_that_claims_another_key_does_not_open_under_it() {
    let (_, mut blob) = sealed(b"text");
    let other = key(9);
    blob[3..11].copy_from_slice(&other.id());
    assert_eq!(other.open(&PLACE, &blob).err(), Some(OpenError::OtherPlace));
}

// ASVS 11.2.2
#[test]
fn sec_3_an_unknown_suite_or_format_is_refused() {
    let (key, blob) = sealed(b"text");
    let mut other_suite = blob.clone();
    other_suite[2] = 2;
    assert_eq!(key.open(&PLACE, &other_suite).err(), Some(OpenError::UnknownSuite));
    let mut other_format = blob;
    other_format[0] = b'D';
    assert_eq!(key.open(&PLACE, &other_format).err(), Some(OpenError::UnknownFormat));
}

#[test]
fn sec_10_every_failure_to_open_reads_the_same() {
    let all = [
        OpenError::Truncated,
        OpenError::UnknownFormat,
        OpenError::UnknownSuite,
        OpenError::OtherKey,
        OpenError::OtherPlace,
        OpenError::Damaged,
    ];
    let sentences: std::collections::BTreeSet<String> = all.map(|e| e.to_string()).into();
    assert_eq!(sentences.len(), 1);
}

#[test]
fn sec_3_sealing_a_text_twice_gives_blobs_that_have_nothing_in_common_but_key_and_place() {
    let key = key(1);
    let mut rng = Seeded::new(2);
    let one = key.seal(&PLACE, b"text", &mut rng).unwrap();
    let other = key.seal(&PLACE, b"text", &mut rng).unwrap();
    assert_eq!(one[..43], other[..43]);
    assert_ne!(one[43..67], other[43..67], "the nonce is fresh");
    assert_ne!(one[67..], other[67..]);
}

#[test]
fn sec_3_a_sealed_severity_does_not_show_in_its_length() {
    let key = key(1);
    let lengths: std::collections::BTreeSet<usize> = ["", "low", "medium", "high", "critical"]
        .map(|text| key.seal(&PLACE, text.as_bytes(), &mut Seeded::new(2)).unwrap().len())
        .into();
    assert_eq!(lengths.len(), 1);
}

#[test]
fn padme_gives_the_sizes_of_its_paper() {
    // PoPETs 2019, §4.1: E = ⌊log₂ L⌋, S = ⌊log₂ E⌋ + 1, the last E − S bits become zero.
    for (length, padded) in [
        (0, 0),
        (1, 1),
        (8, 8),
        (9, 10),
        (100, 104),
        (1_000, 1_024),
        (1_025, 1_088),
        (1_000_000, 1_015_808),
    ] {
        assert_eq!(padme(length), padded, "{length}");
    }
}

#[test]
fn a_text_beyond_the_limit_is_refused_with_a_way_out() {
    let text = vec![0; blob::LONGEST + 1];
    let refused = key(1).seal(&PLACE, &text, &mut Seeded::new(2));
    assert_eq!(refused, Err(SealError::TooLong));
    assert!(SealError::TooLong.to_string().contains("attach it as a file"));
}

#[test]
fn a_blob_is_what_its_documentation_says() {
    // Opened by hand from the description, with nothing of the crate but the key that was wrapped.
    use chacha20poly1305::aead::{Aead, KeyInit, Payload};
    let root = seal::RootKey::from_text(&"5a".repeat(32)).unwrap();
    let instance = "00112233445566778899aabbccddeeff".parse().unwrap();
    let subkey = root.subkey(&instance, seal::RootUse::Config);
    let blob = subkey.seal(&PLACE, b"smtp password", &mut Seeded::new(2)).unwrap();

    let expand = |key: &[u8], salt: Option<&[u8]>, info: &[u8], length: usize| {
        let mut out = vec![0; length];
        hkdf::Hkdf::<sha2::Sha256>::new(salt, key).expand(info, &mut out).unwrap();
        out
    };
    let salt = [
        0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee,
        0xff,
    ];
    let key = expand(&[0x5a; 32], Some(&salt), b"candor/irk/config/v1", 32);
    let mut context = b"candor/field/v1".to_vec();
    for part in [b"event".as_slice(), b"sealed_body", b"row", &[0, 0, 0, 1]] {
        context.extend_from_slice(&(part.len() as u64).to_be_bytes());
        context.extend_from_slice(part);
    }
    let keys = expand(&key, None, &context, 64);
    assert_eq!(&blob[..3], b"C1\x01");
    assert_eq!(blob[3..11], expand(&key, None, b"candor/key-id/v1", 8));
    assert_eq!(blob[11..43], keys[32..]);
    let text = chacha20poly1305::XChaCha20Poly1305::new_from_slice(&keys[..32])
        .unwrap()
        .decrypt(blob[43..67].try_into().unwrap(), Payload { msg: &blob[67..], aad: &context })
        .unwrap();
    assert_eq!(text.len(), 64);
    assert_eq!(text[..14], *b"smtp password\x80");
    assert!(text[14..].iter().all(|byte| *byte == 0));
}
