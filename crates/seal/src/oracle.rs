//! What we seal and sign, against aws-lc: another implementation, by other people, in another language.
//!
//! Vectors show that ours is right where somebody wrote down the answer; here two implementations meet on
//! random input. XChaCha20-Poly1305 and Argon2 are not in aws-lc: their vectors have to do.

use aws_lc_rs::aead::{AES_256_GCM, Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{EphemeralPrivateKey, UnparsedPublicKey, X25519, agree_ephemeral};
use aws_lc_rs::digest::{SHA3_256, digest};
use aws_lc_rs::hmac::{HMAC_SHA256, HMAC_SHA512, Key, sign};
use aws_lc_rs::kem::{EncapsulationKey, ML_KEM_768};
use aws_lc_rs::rand::SystemRandom as AwsRandom;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey as Verifier};
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;

use crate::chunked::{CHUNK, Encryptor, FileKey};
use crate::kem::{self, PrivateKey};
use crate::secret::Secret;

/// Random bytes of the other library.
struct Random;

impl crate::rand_core::TryRng for Random {
    type Error = core::convert::Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        aws_lc_rs::rand::fill(bytes).unwrap();
        Ok(())
    }
}

impl crate::rand_core::TryCryptoRng for Random {}

fn hmac256(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    sign(&Key::new(HMAC_SHA256, key), &parts.concat()).as_ref().to_vec()
}

/// RFC 9180 §4, for suite 1.
const HPKE: &[u8] = b"HPKE\x64\x7a\x00\x01\x00\x03";

fn labeled_extract(salt: &[u8], label: &[u8], ikm: &[u8]) -> Vec<u8> {
    hmac256(salt, &[b"HPKE-v1", HPKE, label, ikm])
}

/// One block is enough: nothing here is longer than a hash.
fn labeled_expand(prk: &[u8], label: &[u8], info: &[u8], length: u8) -> Vec<u8> {
    let mut out = hmac256(prk, &[&[0, length], b"HPKE-v1", HPKE, label, info, &[1]]);
    out.truncate(usize::from(length));
    out
}

/// A wrap as `kem::wrap` makes it, made by aws-lc: X-Wing (ML-KEM-768 and X25519), HPKE in base mode.
fn wrap_by_aws(holder: &[u8], info: &[u8], secret: &[u8]) -> Vec<u8> {
    let (lattice, curve) = holder.split_at(1184);
    let lattice = EncapsulationKey::new(&ML_KEM_768, lattice).unwrap();
    let (ciphertext, lattice_secret) = lattice.encapsulate().unwrap();
    let ephemeral = EphemeralPrivateKey::generate(&X25519, &AwsRandom::new()).unwrap();
    let public = ephemeral.compute_public_key().unwrap();
    let peer = UnparsedPublicKey::new(&X25519, curve);
    let curve_secret =
        agree_ephemeral(ephemeral, peer, (), |shared| Ok::<_, ()>(shared.to_vec())).unwrap();
    // draft-connolly-cfrg-xwing-kem §5.3.
    let shared = digest(
        &SHA3_256,
        &[lattice_secret.as_ref(), &curve_secret, public.as_ref(), curve, b"\\.//^\\"].concat(),
    );
    // RFC 9180 §5.1.
    let psk_id_hash = labeled_extract(b"", b"psk_id_hash", b"");
    let info_hash = labeled_extract(b"", b"info_hash", info);
    let context = [&[0], psk_id_hash.as_slice(), &info_hash].concat();
    let schedule = labeled_extract(shared.as_ref(), b"secret", b"");
    let key = labeled_expand(&schedule, b"key", &context, 32);
    let nonce = labeled_expand(&schedule, b"base_nonce", &context, 12);
    let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).unwrap());
    let mut sealed = secret.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(&nonce).unwrap();
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut sealed).unwrap();
    [b"W1\x01", ciphertext.as_ref(), public.as_ref(), &sealed].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_wrap_that_aws_lc_makes_opens_with_ours(
        seed: [u8; 32],
        info in proptest::collection::vec(any::<u8>(), 0..200),
        secret: [u8; 32],
    ) {
        let key = PrivateKey::from_seed(Secret::from_slice(&seed).unwrap());
        let wrap = wrap_by_aws(&key.public_key().to_bytes(), &info, &secret);
        let opened = kem::unwrap(&key, &info, &wrap);
        prop_assert!(*opened.unwrap() == secret);
        let mut other = info;
        other.push(0);
        prop_assert!(kem::unwrap(&key, &other, &wrap).is_err());
    }

    #[test]
    fn ed25519_signatures_are_the_same_and_each_verifies_the_others(
        seed: [u8; 32],
        message in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let ours = SigningKey::from_bytes(&seed);
        let theirs = Ed25519KeyPair::from_seed_unchecked(&seed).unwrap();
        prop_assert!(ours.verifying_key().as_bytes() == theirs.public_key().as_ref());
        let signature = ours.sign(&message).to_bytes();
        prop_assert!(signature == theirs.sign(&message).as_ref());
        let verifier = Verifier::new(&ED25519, theirs.public_key().as_ref());
        prop_assert!(verifier.verify(&message, &signature).is_ok());
    }

    #[test]
    fn a_file_that_we_seal_opens_with_aws_lc(
        key: [u8; 32],
        text in proptest::collection::vec(any::<u8>(), 0..3 * CHUNK),
        context in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut sealed = Vec::new();
        let file_key = FileKey::of(Secret::from_slice(&key).unwrap());
        let mut encryptor = Encryptor::start(&file_key, &context, &mut Random, &mut sealed);
        encryptor.push(&text, &mut sealed).unwrap();
        encryptor.finish(&mut sealed).unwrap();

        // C2SP chunked encryption: HKDF-Expand with SHA-512, then AES-256-GCM by chunks.
        let (salt, rest) = sealed.split_at(24);
        let (commitment, mut rest) = rest.split_at(32);
        let info = [b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0", salt, &context].concat();
        let prk = Key::new(HMAC_SHA512, &key);
        let first = sign(&prk, &[&info[..], &[1]].concat());
        let second = sign(&prk, &[first.as_ref(), &info, &[2]].concat());
        let derived = [first.as_ref(), second.as_ref()].concat();
        prop_assert_eq!(commitment, &derived[44..76]);
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &derived[..32]).unwrap());
        let (mut opened, mut number) = (Vec::new(), 0_u64);
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.len().min(CHUNK + 16));
            let mut nonce = [0; 12];
            nonce.copy_from_slice(&derived[32..44]);
            for (to, from) in nonce[4..].iter_mut().zip(number.to_be_bytes()) {
                *to ^= from;
            }
            let mut chunk = chunk.to_vec();
            let nonce = Nonce::assume_unique_for_key(nonce);
            let plain = cipher.open_in_place(nonce, Aad::empty(), &mut chunk);
            opened.extend_from_slice(plain.unwrap());
            (rest, number) = (after, number + 1);
        }
        prop_assert!(opened == text);
    }
}
