//! Published test vectors against the very types that seal here. Sources and licences stand in each
//! file under `tests/vectors`.

use aes_gcm::Aes256Gcm;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use hkdf::Hkdf;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use serde_json::Value;
use sha2::{Digest, Sha256, Sha512};

use crate::chunked::{CHUNK, Decryptor, FileKey, HEADER, Reader};
use crate::kem::{Aead1, Kdf1, Kem1, PrivateKey, PublicKey};
use crate::secret::Secret;
use crate::user::VerifyKey;

fn vectors(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    let nibble = |digit: u8| u8::try_from(char::from(digit).to_digit(16).unwrap()).unwrap();
    let (pairs, rest) = value.as_str().unwrap().as_bytes().as_chunks::<2>();
    assert!(rest.is_empty());
    pairs.iter().map(|[high, low]| nibble(*high) << 4 | nibble(*low)).collect()
}

/// A generator that gives out exactly these bytes.
struct Scripted(std::vec::IntoIter<u8>);

impl hpke::rand_core::TryRng for Scripted {
    type Error = core::convert::Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        panic!("whole arrays are asked for")
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        panic!("whole arrays are asked for")
    }
    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Self::Error> {
        into.iter_mut().for_each(|byte| *byte = self.0.next().expect("enough scripted bytes"));
        Ok(())
    }
}
impl hpke::rand_core::TryCryptoRng for Scripted {}

// ASVS 11.2.3, 11.6.1
#[test]
fn sec_3_x_wing_agrees_with_its_draft() {
    let file = vectors(include_str!("../tests/vectors/xwing_draft_10.json"));
    let tests = file["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 3);
    for test in tests {
        let seed: Secret<32> = Secret::from_slice(&bytes(&test["seed"])).unwrap();
        let public = PrivateKey::from_seed(Secret::from_slice(seed.expose()).unwrap()).public_key();
        assert_eq!(public.to_bytes(), bytes(&test["pk"]));
        assert_eq!(PublicKey::from_bytes(&bytes(&test["pk"])).unwrap(), public);

        let holder = <Kem1 as Kem>::PublicKey::from_bytes(&bytes(&test["pk"])).unwrap();
        let mut rng = Scripted(bytes(&test["eseed"]).into_iter());
        let (shared, encapsulated) = Kem1::encap_with_rng(&holder, None, &mut rng).unwrap();
        assert_eq!(encapsulated.to_bytes().to_vec(), bytes(&test["ct"]));
        assert_eq!(shared.0.to_vec(), bytes(&test["ss"]));

        let private = <Kem1 as Kem>::PrivateKey::from_bytes(seed.expose()).unwrap();
        let shared = Kem1::decap(&private, None, &encapsulated).unwrap();
        assert_eq!(shared.0.to_vec(), bytes(&test["ss"]));
    }
}

#[test]
fn sec_3_the_suite_of_wraps_agrees_with_the_hpke_pq_draft() {
    let file = vectors(include_str!("../tests/vectors/hpke_pq_xwing.json"));
    let tests = file["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 1);
    for test in tests {
        let (private, public) = Kem1::derive_keypair(&bytes(&test["ikmR"]));
        assert_eq!(public.to_bytes().to_vec(), bytes(&test["pkRm"]));
        let info = bytes(&test["info"]);
        let mut rng = Scripted(bytes(&test["ikmE"]).into_iter());
        let (encapsulated, mut sender) = hpke::setup_sender_with_rng::<Aead1, Kdf1, Kem1>(
            &OpModeS::Base,
            &public,
            &info,
            &mut rng,
        )
        .unwrap();
        assert_eq!(encapsulated.to_bytes().to_vec(), bytes(&test["enc"]));
        let mut receiver = hpke::setup_receiver::<Aead1, Kdf1, Kem1>(
            &OpModeR::Base,
            &private,
            &encapsulated,
            &info,
        )
        .unwrap();
        for encryption in test["encryptions"].as_array().unwrap() {
            let (text, aad) = (bytes(&encryption["pt"]), bytes(&encryption["aad"]));
            let sealed = sender.seal(&text, &aad).unwrap();
            assert_eq!(sealed, bytes(&encryption["ct"]));
            assert_eq!(receiver.open(&sealed, &aad).unwrap(), text);
        }
        for export in test["exports"].as_array().unwrap() {
            let mut value = [0; 32];
            receiver.export(&bytes(&export["exporter_context"]), &mut value).unwrap();
            assert_eq!(value.to_vec(), bytes(&export["exported_value"]));
        }
    }
}

#[test]
fn sec_3_the_hpke_key_schedule_agrees_with_rfc_9180() {
    let test = vectors(include_str!("../tests/vectors/rfc9180_a2.json"));
    let private = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&bytes(&test["skRm"])).unwrap();
    assert_eq!(X25519HkdfSha256::sk_to_pk(&private).to_bytes().to_vec(), bytes(&test["pkRm"]));
    let encapsulated =
        <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&bytes(&test["enc"])).unwrap();
    let mut receiver = hpke::setup_receiver::<Aead1, Kdf1, X25519HkdfSha256>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        &bytes(&test["info"]),
    )
    .unwrap();
    for encryption in test["encryptions"].as_array().unwrap() {
        let opened = receiver.open(&bytes(&encryption["ct"]), &bytes(&encryption["aad"])).unwrap();
        assert_eq!(opened, bytes(&encryption["pt"]));
    }
    for export in test["exports"].as_array().unwrap() {
        let mut value = [0; 32];
        receiver.export(&bytes(&export["exporter_context"]), &mut value).unwrap();
        assert_eq!(value.to_vec(), bytes(&export["exported_value"]));
    }
}

/// Runs an AEAD file: valid vectors seal to the same bytes and open; invalid ones do not open.
fn check_aead<C: Aead + KeyInit>(file: &str, least: usize) {
    let file = vectors(file);
    let tests = file["tests"].as_array().unwrap();
    assert!(tests.len() >= least);
    for test in tests {
        let cipher = C::new_from_slice(&bytes(&test["key"])).unwrap();
        let nonce = bytes(&test["iv"]);
        let nonce = nonce.as_slice().try_into().unwrap();
        let (aad, msg) = (bytes(&test["aad"]), bytes(&test["msg"]));
        let sealed = [bytes(&test["ct"]), bytes(&test["tag"])].concat();
        let opened = cipher.decrypt(nonce, Payload { msg: &sealed, aad: &aad });
        if test["result"] == "valid" {
            assert_eq!(opened.unwrap(), msg, "{}", test["tcId"]);
            let again = cipher.encrypt(nonce, Payload { msg: &msg, aad: &aad }).unwrap();
            assert_eq!(again, sealed, "{}", test["tcId"]);
        } else {
            assert!(opened.is_err(), "{}", test["tcId"]);
        }
    }
}

// ASVS 11.3.1, 11.3.2
#[test]
fn sec_3_the_field_cipher_agrees_with_wycheproof() {
    let file = include_str!("../tests/vectors/wycheproof_xchacha20_poly1305.json");
    check_aead::<XChaCha20Poly1305>(file, 160);
}

#[test]
fn sec_3_the_file_cipher_agrees_with_wycheproof() {
    let file = include_str!("../tests/vectors/wycheproof_aes_256_gcm.json");
    check_aead::<Aes256Gcm>(file, 50);
}

// ASVS 11.4.1
#[test]
fn sec_3_key_derivation_agrees_with_wycheproof() {
    let file = vectors(include_str!("../tests/vectors/wycheproof_hkdf_sha256.json"));
    let tests = file["tests"].as_array().unwrap();
    assert!(tests.len() >= 80);
    for test in tests {
        let size = usize::try_from(test["size"].as_u64().unwrap()).unwrap();
        let mut output = vec![0; size];
        let salt = bytes(&test["salt"]);
        let outcome = Hkdf::<Sha256>::new(Some(&salt), &bytes(&test["ikm"]))
            .expand(&bytes(&test["info"]), &mut output);
        assert_eq!(outcome.is_ok(), test["result"] == "valid", "{}", test["tcId"]);
        if outcome.is_ok() {
            assert_eq!(output, bytes(&test["okm"]), "{}", test["tcId"]);
        }
    }
}

// ASVS 11.4.3, 11.6.1
#[test]
fn sec_3_grant_signatures_agree_with_wycheproof() {
    let file = vectors(include_str!("../tests/vectors/wycheproof_ed25519.json"));
    let tests = file["tests"].as_array().unwrap();
    assert!(tests.len() >= 150);
    for test in tests {
        let accepted = VerifyKey::from_bytes(&bytes(&test["pk"]))
            .is_ok_and(|key| key.verifies(&bytes(&test["msg"]), &bytes(&test["sig"])));
        assert_eq!(accepted, test["result"] == "valid", "{}", test["tcId"]);
    }
}

struct CobblestoneVector {
    id: u64,
    valid: bool,
    flags: Vec<String>,
    key: Option<Secret<32>>,
    context: Vec<u8>,
    ciphertext: Vec<u8>,
    /// Of the whole message, or of the longest authentic beginning.
    length: usize,
    sha512: Vec<u8>,
}

fn cobblestone_vectors() -> Vec<CobblestoneVector> {
    let file = vectors(include_str!("../tests/vectors/c2sp_cobblestone_256.json"));
    let tests = file["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 35);
    tests
        .iter()
        .map(|test| CobblestoneVector {
            id: test["tcId"].as_u64().unwrap(),
            valid: test["result"] == "valid",
            flags: test["flags"]
                .as_array()
                .unwrap()
                .iter()
                .map(|flag| flag.as_str().unwrap().to_owned())
                .collect(),
            key: Secret::from_slice(&bytes(&test["key"])),
            context: bytes(&test["ctx"]),
            ciphertext: test["ct"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|run| match run["zeros"].as_u64() {
                    Some(zeros) => vec![0; usize::try_from(zeros).unwrap()],
                    None => bytes(&run["hex"]),
                })
                .collect(),
            length: usize::try_from(test["msgLength"].as_u64().unwrap_or(0)).unwrap(),
            sha512: test["msgSha512"]
                .as_str()
                .map(|_| bytes(&test["msgSha512"]))
                .unwrap_or_default(),
        })
        .collect()
}

impl CobblestoneVector {
    fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|has| has == flag)
    }

    fn key(&self) -> Option<FileKey> {
        self.key.as_ref().and_then(|key| Secret::from_slice(key.expose())).map(FileKey::of)
    }
}

#[test]
fn sec_11_streamed_files_agree_with_c2sp_chunked_encryption() {
    for vector in cobblestone_vectors() {
        let Some(_) = vector.key else {
            assert!(vector.has("InvalidKeySize"), "{}", vector.id);
            continue;
        };
        // The long ones once: this build is not optimised.
        let short = vector.ciphertext.len() < 1 << 20;
        for step in [7_919, vector.ciphertext.len().max(1)].into_iter().take(1 + usize::from(short))
        {
            let mut text = Vec::new();
            let mut decryptor = Decryptor::new(vector.key().unwrap(), &vector.context);
            let mut outcome = Ok(());
            for piece in vector.ciphertext.chunks(step) {
                outcome = outcome.and(decryptor.push(piece, &mut text));
                if outcome.is_err() {
                    // Once failed, always failed.
                    assert_eq!(decryptor.push(piece, &mut text), outcome, "{}", vector.id);
                }
            }
            let outcome = outcome.and(decryptor.finish(&mut text));
            assert_eq!(outcome.is_ok(), vector.valid, "{}: {outcome:?}", vector.id);
            assert!(text.len() <= vector.length, "{}", vector.id);
            if vector.valid {
                assert_eq!(text.len(), vector.length, "{}", vector.id);
                assert_eq!(Sha512::digest(&text).to_vec(), vector.sha512, "{}", vector.id);
            }
        }
    }
}

#[test]
fn sec_11_single_chunks_agree_with_c2sp_chunked_encryption() {
    for vector in cobblestone_vectors() {
        let Some(key) = vector.key() else { continue };
        let length = vector.ciphertext.len() as u64;
        let reader = vector
            .ciphertext
            .first_chunk::<HEADER>()
            .and_then(|header| Reader::new(&key, &vector.context, header, length).ok());
        let Some(reader) = reader else {
            assert!(!vector.valid, "{}", vector.id);
            continue;
        };
        assert!(!vector.has("HeaderFailure"), "{}", vector.id);
        let read = |index: u64| {
            let place = reader.place(index).unwrap();
            let (start, end) =
                (usize::try_from(place.start).unwrap(), usize::try_from(place.end).unwrap());
            reader.open(index, &vector.ciphertext[start..end])
        };
        let last = read(reader.last_chunk());
        assert_eq!(last.is_ok(), vector.valid || vector.has("ValidFinalChunk"), "{}", vector.id);
        let all: Result<Vec<_>, _> = (0..=reader.last_chunk()).map(read).collect();
        assert_eq!(all.is_ok(), vector.valid, "{}", vector.id);
        if let Ok(chunks) = all {
            let text: Vec<u8> = chunks.iter().flat_map(|chunk| chunk.iter().copied()).collect();
            assert_eq!(reader.plaintext_length(), text.len() as u64, "{}", vector.id);
            assert_eq!(Sha512::digest(&text).to_vec(), vector.sha512, "{}", vector.id);
            assert!(chunks.iter().rev().skip(1).all(|chunk| chunk.len() == CHUNK));
        }
    }
}
