//! Passkeys: the JSON of browsers, attestation objects, authenticator data, COSE keys.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clock::Instant;
use credential::passkey::{
    AssertionResponse, Passkey, PasskeyRefused, Pending, Purpose, RegistrationResponse,
    RelyingParty,
};
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest as _, Sha256};

const PARTY: &str = "desk.example.org";
const ORIGIN: &str = "https://desk.example.org";
const OWNER: &[u8] = b"owner";
const CHALLENGE: [u8; 32] = [5; 32];

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn party() -> RelyingParty {
    RelyingParty::new(ORIGIN, PARTY, "Candor").expect("a party")
}

/// Client data that are right for this kind.
#[must_use]
pub fn client_data(kind: &str) -> Vec<u8> {
    let challenge = text(&CHALLENGE);
    format!(
        r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{ORIGIN}","crossOrigin":false}}"#
    )
    .into()
}

/// The key of the passkey that the target signs with, as COSE.
#[must_use]
pub fn public_key() -> Vec<u8> {
    let mut key = vec![0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
    key.extend(SigningKey::from_bytes(&[1; 32]).verifying_key().to_bytes());
    key
}

fn register(json: &str) -> Option<Result<Passkey, PasskeyRefused>> {
    let response = RegistrationResponse::parse(json).ok()?;
    let now = Instant::from_second(0);
    let pending = Pending::new(Purpose::Register, Some(OWNER.to_vec()), CHALLENGE, now);
    Some(pending.register(&party(), &response, now).map(|added| added.passkey))
}

fn assert_it(json: &str, passkey: &Passkey) -> bool {
    let Ok(response) = AssertionResponse::parse(json) else { return false };
    let now = Instant::from_second(0);
    let pending = Pending::new(Purpose::StepUp, Some(OWNER.to_vec()), CHALLENGE, now);
    pending.verify(&party(), &response, passkey, OWNER, now).is_ok()
}

/// What an authenticator data must say before anything is accepted.
fn check_data(data: &[u8]) {
    assert_eq!(data.get(..32), Some(&*Sha256::digest(PARTY)), "another domain was accepted");
    let flags = data[32];
    assert_eq!(flags & 0x05, 0x05, "nobody there, or nobody verified, was accepted");
    assert!(flags & 0x18 != 0x10, "copied although not to be copied was accepted");
}

/// The first byte says what the rest is: the JSON of an answer; an attestation object; authenticator data, rightly signed; a
/// public key. What is accepted was there, verified, and of this domain; a key that is read verifies only its own signatures.
///
/// # Panics
/// When that does not hold.
pub fn webauthn(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let signing = SigningKey::from_bytes(&[1; 32]);
    let passkey = Passkey {
        id: b"id".to_vec(),
        public_key: public_key(),
        sign_count: 3,
        backup_eligible: false,
        backed_up: false,
        transports: Vec::new(),
        prf: false,
        created: Instant::from_second(0),
    };
    match choice % 4 {
        0 => {
            let json = String::from_utf8_lossy(rest);
            let _ = register(&json);
            assert!(!assert_it(&json, &passkey), "by luck");
        }
        1 => {
            // The first two bytes of the object's credential id are not known here: every id of up to 32 bytes that stands in
            // it is tried as the one that the browser names.
            let at = rest.windows(32).position(|window| window == &*Sha256::digest(PARTY));
            let id = at.and_then(|at| {
                let length = u16::from_be_bytes([*rest.get(at + 53)?, *rest.get(at + 54)?]);
                rest.get(at + 55..at + 55 + usize::from(length))
            });
            let json = format!(
                r#"{{"id":"{}","type":"public-key","response":{{"clientDataJSON":"{}","attestationObject":"{}"}}}}"#,
                text(id.unwrap_or(b"id")),
                text(&client_data("webauthn.create")),
                text(rest)
            );
            if let Some(Ok(passkey)) = register(&json) {
                check_data(&rest[at.expect("the domain's hash stands in it")..]);
                assert!(passkey.algorithm().is_some(), "a key that cannot be used was stored");
                assert!((1..=1023).contains(&passkey.id.len()));
                let stored = serde_json::to_vec(&passkey).expect("a row");
                assert_eq!(serde_json::from_slice::<Passkey>(&stored).ok(), Some(passkey));
            }
        }
        2 => {
            let client_data = client_data("webauthn.get");
            let signed = [rest, &Sha256::digest(&client_data)].concat();
            let json = format!(
                r#"{{"id":"{}","type":"public-key","response":{{"clientDataJSON":"{}","authenticatorData":"{}","signature":"{}"}}}}"#,
                text(b"id"),
                text(&client_data),
                text(rest),
                text(&signing.sign(&signed).to_bytes())
            );
            if assert_it(&json, &passkey) {
                check_data(rest);
                assert!(
                    rest[33..37] > [0, 0, 0, 3][..],
                    "a counter that did not grow was accepted"
                );
            }
        }
        _ => {
            let own = Passkey { public_key: rest.to_vec(), ..passkey };
            let data = [&*Sha256::digest(PARTY), &[5, 0, 0, 0, 9]].concat();
            let client_data = client_data("webauthn.get");
            let signed = [&data[..], &Sha256::digest(&client_data)].concat();
            let json = format!(
                r#"{{"id":"{}","type":"public-key","response":{{"clientDataJSON":"{}","authenticatorData":"{}","signature":"{}"}}}}"#,
                text(b"id"),
                text(&client_data),
                text(&data),
                text(&signing.sign(&signed).to_bytes())
            );
            let same = rest.windows(32).any(|window| window == signing.verifying_key().to_bytes());
            assert!(same || !assert_it(&json, &own), "another key verified our signature");
        }
    }
}
