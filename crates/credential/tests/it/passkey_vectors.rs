//! The test vectors of Web Authentication Level 3: an independent hand made them.
//!
//! Some of them leave out user verification, which is always asked for here. It is looked at last, so for those the right
//! outcome is that refusal and no other. Where a vector shows attestation, which is not asked for, it is first refused for
//! that, and then tried with its attestation taken off.

use std::collections::BTreeMap;

use clock::Instant;
use credential::passkey::{
    AccountFacts, AssertionResponse, Passkey, PasskeyRefused, Pending, Purpose,
    RegistrationResponse, RelyingParty, prf_salt,
};

use crate::authenticator::b64;

type Vector = BTreeMap<String, Vec<u8>>;

fn vectors() -> BTreeMap<String, Vector> {
    let mut all: BTreeMap<String, Vector> = BTreeMap::new();
    let mut name = String::new();
    for line in include_str!("vectors/webauthn.txt").lines() {
        if let Some(inner) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name = inner.to_owned();
        } else if let Some((key, hex)) = line.split_once(" = ") {
            let bytes = (0..hex.len() / 2)
                .map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2).unwrap(), 16).unwrap())
                .collect();
            all.entry(name.clone()).or_default().insert(key.to_owned(), bytes);
        }
    }
    all
}

fn party() -> RelyingParty {
    RelyingParty::new("https://example.org", "example.org", "x").unwrap()
}

fn now() -> Instant {
    Instant::from_second(0)
}

fn challenge(vector: &Vector, step: &str) -> [u8; 32] {
    vector[&format!("{step}.challenge")].as_slice().try_into().unwrap()
}

fn register(vector: &Vector, object: &[u8]) -> Result<Passkey, PasskeyRefused> {
    let pending = Pending::new(
        Purpose::Register,
        Some(b"owner".to_vec()),
        challenge(vector, "create"),
        now(),
    );
    let json = format!(
        r#"{{"id":"{}","type":"public-key","response":{{"clientDataJSON":"{}","attestationObject":"{}"}}}}"#,
        b64(&vector["create.credential_id"]),
        b64(&vector["create.clientDataJSON"]),
        b64(object)
    );
    pending
        .register(&party(), &RegistrationResponse::parse(&json)?, now())
        .map(|added| added.passkey)
}

/// The same object, saying that it shows no attestation.
fn without_attestation(object: &[u8]) -> Vec<u8> {
    let mark = b"\x68authData";
    let place = object.windows(mark.len()).position(|window| window == mark).unwrap();
    [b"\xa3\x63fmt\x64none\x67attStmt\xa0".as_slice(), &object[place..]].concat()
}

/// The passkey that the object describes, taken out of it by hand: whether somebody was verified is another question.
fn passkey_of(vector: &Vector) -> Passkey {
    let object = &vector["create.attestationObject"];
    let id = &vector["create.credential_id"];
    let place = object.windows(id.len()).position(|window| window == id.as_slice()).unwrap();
    let flags = object[place - 18 - 5];
    Passkey {
        id: id.clone(),
        public_key: object[place + id.len()..].to_vec(),
        sign_count: 0,
        backup_eligible: flags & 0x08 != 0,
        backed_up: flags & 0x10 != 0,
        transports: vec![],
        prf: false,
        created: now(),
    }
}

fn assert_it(
    vector: &Vector,
    passkey: &Passkey,
    flip: Option<usize>,
) -> Result<(), PasskeyRefused> {
    let pending =
        Pending::new(Purpose::StepUp, Some(b"owner".to_vec()), challenge(vector, "get"), now());
    let mut signature = vector["get.signature"].clone();
    if let Some(bit) = flip {
        let length = signature.len();
        signature[bit / 8 % length] ^= 1 << (bit % 8);
    }
    let json = format!(
        r#"{{"id":"{}","type":"public-key","response":{{"clientDataJSON":"{}","authenticatorData":"{}","signature":"{}"}}}}"#,
        b64(&vector["create.credential_id"]),
        b64(&vector["get.clientDataJSON"]),
        b64(&vector["get.authenticatorData"]),
        b64(signature)
    );
    let answer = AssertionResponse::parse(&json)?;
    pending.verify(&party(), &answer, passkey, b"owner", now()).map(|_| ())
}

fn is_verified(flags: u8) -> bool {
    flags & 0x04 != 0
}

fn expected(verified: bool) -> Result<(), PasskeyRefused> {
    if verified { Ok(()) } else { Err(PasskeyRefused::UserNotVerified) }
}

#[test]
fn sec_4_the_registrations_of_the_specification_come_out() {
    let all = vectors();
    let mut seen = 0;
    for (name, vector) in &all {
        if matches!(name.as_str(), "packed-es384" | "packed-es512" | "packed-ed448") {
            assert_eq!(passkey_of(vector).algorithm(), None, "{name}");
            continue;
        }
        let object = &vector["create.attestationObject"];
        let id = &vector["create.credential_id"];
        let place = object.windows(id.len()).position(|window| window == id.as_slice()).unwrap();
        let wanted = expected(is_verified(object[place - 18 - 5]));
        let outcome = register(vector, object);
        match name.as_str() {
            "none-es256" | "packed-self-es256" | "none-es256-long-credential-id" => {
                assert_eq!(outcome.map(|_| ()), wanted, "{name}");
            }
            "none-es256-crossOrigin" | "none-es256-topOrigin" => {
                assert_eq!(outcome.map(|_| ()), Err(PasskeyRefused::CrossOrigin), "{name}");
            }
            _ => {
                assert_eq!(outcome.map(|_| ()), Err(PasskeyRefused::Attestation), "{name}");
                assert_eq!(
                    register(vector, &without_attestation(object)).map(|_| ()),
                    wanted,
                    "{name}"
                );
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 8);
}

#[test]
fn sec_4_the_assertions_of_the_specification_come_out_and_a_changed_one_does_not() {
    let all = vectors();
    let mut right = 0;
    for (name, vector) in &all {
        if matches!(name.as_str(), "packed-es384" | "packed-es512" | "packed-ed448") {
            assert_eq!(passkey_of(vector).algorithm(), None, "{name}");
            continue;
        }
        let passkey = passkey_of(vector);
        let outcome = assert_it(vector, &passkey, None);
        match name.as_str() {
            "none-es256-crossOrigin" | "none-es256-topOrigin" => {
                assert_eq!(outcome, Err(PasskeyRefused::CrossOrigin), "{name}");
            }
            _ => {
                let flags = vector["get.authenticatorData"][32];
                assert_eq!(outcome, expected(is_verified(flags)), "{name}");
                for bit in [0, 37, 99, 200, 400] {
                    assert_eq!(
                        assert_it(vector, &passkey, Some(bit)),
                        Err(PasskeyRefused::Signature),
                        "{name} {bit}"
                    );
                }
                right += 1;
            }
        }
    }
    assert_eq!(right, 6, "ES256 four times, RS256, Ed25519");
}

/// §13 of the extension's vectors: the members of `prf` as browsers give them.
#[test]
fn the_answers_of_the_prf_extension_in_the_specification_are_read() {
    let vector = &vectors()["none-es256"];
    let parsed = |extensions: &str| {
        let json = format!(
            r#"{{"id":"AAAA","type":"public-key","clientExtensionResults":{extensions},"response":{{"clientDataJSON":"{}","attestationObject":"{}"}}}}"#,
            b64(&vector["create.clientDataJSON"]),
            b64(&vector["create.attestationObject"])
        );
        RegistrationResponse::parse(&json).is_ok()
    };
    let first = b64([3; 32]);
    for extensions in [
        "{}".to_owned(),
        r#"{"prf":{}}"#.to_owned(),
        r#"{"prf":{"enabled":true}}"#.to_owned(),
        r#"{"prf":{"enabled":false},"credProps":{"rk":true}}"#.to_owned(),
        format!(
            r#"{{"prf":{{"enabled":true,"results":{{"first":"{first}","second":"{first}"}}}}}}"#
        ),
    ] {
        assert!(parsed(&extensions), "{extensions}");
    }
    assert!(!parsed(r#"{"prf":{"results":{}}}"#));
    assert!(!parsed(r#"{"prf":{"results":{"first":"AAAA"}}}"#));
    let account = AccountFacts { handle: b"owner", login: "owner" };
    let pending = Pending::new(Purpose::Register, None, [0; 32], now());
    let options = pending.creation_options(&party(), account, &[], &prf_salt(b"i"));
    assert_eq!(options["user"]["id"], b64("owner"));
}
