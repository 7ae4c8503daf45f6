//! Passkeys: what is accepted, and one refusal for each comparison of the specification.

use clock::Instant;
use credential::Algorithm;
use credential::passkey::{
    AccountFacts, AssertionResponse, LONGEST_CEREMONY, Passkey, PasskeyRefused, Pending, Purpose,
    Registered, RegistrationResponse, RelyingParty, RelyingPartyError, Verified, prf_salt,
};
use proptest::prelude::*;
use serde_json::Value;

use crate::authenticator::{Authenticator, ORIGIN, PARTY, b64};

const OWNER: &[u8] = b"maria";

fn now() -> Instant {
    Instant::from_second(1_800_000_000)
}

fn party() -> RelyingParty {
    RelyingParty::new(ORIGIN, PARTY, "Candor").unwrap()
}

fn begin(purpose: Purpose) -> Pending {
    let account = (purpose != Purpose::SignIn).then(|| OWNER.to_vec());
    Pending::new(purpose, account, [purpose as u8 + 1; 32], now())
}

fn creation(pending: &Pending) -> Value {
    let account = AccountFacts { handle: OWNER, login: "maria" };
    pending.creation_options(&party(), account, &[], &prf_salt(b"instance"))
}

fn request(pending: &Pending) -> Value {
    pending.request_options(&party(), &[], &prf_salt(b"instance"))
}

fn add(authenticator: &Authenticator) -> Result<Registered, PasskeyRefused> {
    let pending = begin(Purpose::Register);
    let answer = RegistrationResponse::parse(&authenticator.create(&creation(&pending)))?;
    pending.register(&party(), &answer, now())
}

fn use_it(
    authenticator: &Authenticator,
    passkey: &Passkey,
    purpose: Purpose,
) -> Result<Verified, PasskeyRefused> {
    let pending = begin(purpose);
    let answer = AssertionResponse::parse(&authenticator.get(&request(&pending)))?;
    pending.verify(&party(), &answer, passkey, OWNER, now())
}

fn refused<T>(outcome: Result<T, PasskeyRefused>) -> PasskeyRefused {
    outcome.err().expect("a refusal")
}

#[test]
fn sec_4_a_passkey_is_added_and_signs_in_with_each_algorithm() {
    for algorithm in Algorithm::ALL {
        let authenticator = Authenticator::new(algorithm);
        let added = add(&authenticator).unwrap();
        assert_eq!(added.passkey.algorithm(), Some(algorithm));
        assert_eq!(added.passkey.transports, ["internal"], "a hint is letters and digits");
        assert!(added.passkey.prf);
        assert_eq!(added.prf.unwrap().expose(), &[9; 32]);
        for purpose in [Purpose::SignIn, Purpose::StepUp, Purpose::Unlock] {
            let verified = use_it(&authenticator, &added.passkey, purpose).unwrap();
            assert_eq!(verified.purpose, purpose);
            assert_eq!(verified.prf.unwrap().expose(), &[9; 32]);
        }
    }
}

#[test]
fn the_options_ask_for_verification_and_for_no_attestation() {
    let mut other = add(&Authenticator::new(Algorithm::EdDsa)).unwrap().passkey;
    other.id = b"other".to_vec();
    let pending = begin(Purpose::Register);
    let account = AccountFacts { handle: OWNER, login: "maria" };
    let options = pending.creation_options(&party(), account, &[other], &[1; 32]);
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["extensions"]["prf"]["eval"]["first"], b64([1; 32]));
    assert_eq!(options["excludeCredentials"][0]["id"], b64("other"));
    let algorithms: Vec<i64> = options["pubKeyCredParams"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| parameter["alg"].as_i64().unwrap())
        .collect();
    assert_eq!(algorithms, [-8, -7, -257]);
    let request = request(&begin(Purpose::SignIn));
    assert_eq!(request["userVerification"], "required");
    assert_eq!(request["rpId"], PARTY);
}

#[test]
fn a_passkey_as_stored_is_the_same_passkey() {
    let passkey = add(&Authenticator::new(Algorithm::Es256)).unwrap().passkey;
    let stored = serde_json::to_vec(&passkey).unwrap();
    assert_eq!(serde_json::from_slice::<Passkey>(&stored).unwrap(), passkey);
    let pending = begin(Purpose::StepUp);
    let stored = serde_json::to_string(&pending).unwrap();
    let again: Pending = serde_json::from_str(&stored).unwrap();
    assert_eq!(request(&again), request(&pending));
}

/// What is changed at the authenticator or in the browser, and the refusal that follows on adding and on use.
type Change = fn(&mut Authenticator);

#[test]
fn sec_4_each_wrong_answer_is_refused_for_its_own_reason() {
    let rows: [(&str, Change, PasskeyRefused); 10] = [
        ("another site", |a| a.origin = "https://evil.example".into(), PasskeyRefused::Origin),
        ("another port", |a| a.origin = format!("{ORIGIN}:8443"), PasskeyRefused::Origin),
        (
            "a sub-domain",
            |a| a.origin = "https://x.desk.example.org".into(),
            PasskeyRefused::Origin,
        ),
        ("in a frame", |a| a.cross_origin = true, PasskeyRefused::CrossOrigin),
        ("inside a site", |a| a.top_origin = Some(ORIGIN), PasskeyRefused::CrossOrigin),
        ("another domain's", |a| a.party = "example.org".into(), PasskeyRefused::RelyingPartyId),
        ("nobody there", |a| a.flags = 0x04, PasskeyRefused::UserNotPresent),
        ("nobody verified", |a| a.flags = 0x01, PasskeyRefused::UserNotVerified),
        ("copied, yet not to be copied", |a| a.flags = 0x15, PasskeyRefused::Flags),
        ("another type", |a| a.kind = Some("payment.get"), PasskeyRefused::Type),
    ];
    let passkey = add(&Authenticator::new(Algorithm::EdDsa)).unwrap().passkey;
    for (name, change, expected) in rows {
        let mut changed = Authenticator::new(Algorithm::EdDsa);
        change(&mut changed);
        assert_eq!(refused(add(&changed)), expected, "{name}, added");
        assert_eq!(refused(use_it(&changed, &passkey, Purpose::SignIn)), expected, "{name}, used");
    }
}

#[test]
fn an_answer_to_adding_is_no_answer_to_signing_in() {
    let mut authenticator = Authenticator::new(Algorithm::EdDsa);
    let passkey = add(&authenticator).unwrap().passkey;
    authenticator.kind = Some("webauthn.create");
    assert_eq!(refused(use_it(&authenticator, &passkey, Purpose::SignIn)), PasskeyRefused::Type);
    authenticator.kind = Some("webauthn.get");
    assert_eq!(refused(add(&authenticator)), PasskeyRefused::Type);
    // And a ceremony that was begun for one is not ended by the other.
    authenticator.kind = None;
    let pending = begin(Purpose::Register);
    let answer = AssertionResponse::parse(&authenticator.get(&request(&pending))).unwrap();
    assert_eq!(
        refused(pending.verify(&party(), &answer, &passkey, OWNER, now())),
        PasskeyRefused::OtherPurpose
    );
    let pending = begin(Purpose::StepUp);
    let answer = RegistrationResponse::parse(&authenticator.create(&request(&pending))).unwrap();
    assert_eq!(refused(pending.register(&party(), &answer, now())), PasskeyRefused::OtherPurpose);
}

#[test]
fn sec_4_a_replayed_answer_is_refused() {
    let authenticator = Authenticator::new(Algorithm::Es256);
    let passkey = add(&authenticator).unwrap().passkey;
    let first = begin(Purpose::SignIn);
    let text = authenticator.get(&request(&first));
    let answer = AssertionResponse::parse(&text).unwrap();
    assert!(first.verify(&party(), &answer, &passkey, OWNER, now()).is_ok());
    let second = Pending::new(Purpose::SignIn, None, [77; 32], now());
    assert_eq!(
        refused(second.verify(&party(), &answer, &passkey, OWNER, now())),
        PasskeyRefused::Challenge
    );
}

#[test]
fn a_ceremony_ends_after_five_minutes_and_when_the_clock_goes_back() {
    let authenticator = Authenticator::new(Algorithm::EdDsa);
    let passkey = add(&authenticator).unwrap().passkey;
    let seconds = i64::try_from(LONGEST_CEREMONY.as_secs()).unwrap();
    for (later, taken) in [(0, true), (seconds, true), (seconds + 1, false), (-1, false)] {
        let pending = begin(Purpose::SignIn);
        let answer = AssertionResponse::parse(&authenticator.get(&request(&pending))).unwrap();
        let then = Instant::from_second(now().second() + later);
        let outcome = pending.verify(&party(), &answer, &passkey, OWNER, then);
        assert_eq!(outcome.is_ok(), taken, "{later}");
        assert!(taken || refused(outcome) == PasskeyRefused::Expired);
    }
}

#[test]
fn a_swapped_key_is_refused() {
    let authenticator = Authenticator::new(Algorithm::Es256);
    let mut other = Authenticator::new(Algorithm::Es256);
    other.id = b"credential-0002".to_vec();
    let mut passkey = add(&authenticator).unwrap().passkey;
    let others = add(&other).unwrap().passkey;
    assert_eq!(
        refused(use_it(&authenticator, &others, Purpose::SignIn)),
        PasskeyRefused::CredentialId
    );
    passkey.public_key = others.public_key;
    assert_eq!(
        refused(use_it(&authenticator, &passkey, Purpose::SignIn)),
        PasskeyRefused::Signature
    );
}

#[test]
fn a_passkey_opens_only_the_account_that_it_belongs_to() {
    let mut authenticator = Authenticator::new(Algorithm::EdDsa);
    let passkey = add(&authenticator).unwrap().passkey;
    authenticator.user_handle = Some(b"peter".to_vec());
    assert_eq!(
        refused(use_it(&authenticator, &passkey, Purpose::SignIn)),
        PasskeyRefused::OtherAccount
    );
    assert_eq!(
        refused(use_it(&authenticator, &passkey, Purpose::StepUp)),
        PasskeyRefused::OtherAccount
    );
    // Without a handle: good enough where the session says who it is, and for nothing else.
    authenticator.user_handle = None;
    assert_eq!(
        refused(use_it(&authenticator, &passkey, Purpose::SignIn)),
        PasskeyRefused::OtherAccount
    );
    assert!(use_it(&authenticator, &passkey, Purpose::StepUp).is_ok());
    // Somebody else's right passkey does not step up this session, whether it says whose it is or not.
    for handle in [None, Some(OWNER.to_vec())] {
        authenticator.user_handle = handle;
        let pending = Pending::new(Purpose::StepUp, Some(b"peter".to_vec()), [1; 32], now());
        let answer = AssertionResponse::parse(&authenticator.get(&request(&pending))).unwrap();
        let outcome = pending.verify(&party(), &answer, &passkey, OWNER, now());
        assert_eq!(refused(outcome), PasskeyRefused::OtherAccount);
    }
}

#[test]
fn an_id_that_the_browser_names_and_the_authenticator_does_not_is_refused() {
    let authenticator = Authenticator::new(Algorithm::EdDsa);
    let pending = begin(Purpose::Register);
    let text = authenticator.create(&creation(&pending));
    let other = text.replace(&b64(&authenticator.id), &b64("credential-0002"));
    assert_ne!(other, text);
    let answer = RegistrationResponse::parse(&other).unwrap();
    assert_eq!(refused(pending.register(&party(), &answer, now())), PasskeyRefused::CredentialId);
}

#[test]
fn sec_4_a_counter_that_does_not_grow_is_refused() {
    for (stored, said, taken) in [
        (0, 0, true),
        (0, 1, true),
        (5, 6, true),
        (5, 5, false),
        (5, 4, false),
        (5, 0, false),
        (u32::MAX - 1, u32::MAX, true),
    ] {
        let mut authenticator = Authenticator::new(Algorithm::EdDsa);
        let mut passkey = add(&authenticator).unwrap().passkey;
        passkey.sign_count = stored;
        authenticator.counter = said;
        let outcome = use_it(&authenticator, &passkey, Purpose::SignIn);
        match outcome {
            Ok(verified) => {
                assert!(taken, "{stored} {said}");
                passkey.used(&verified);
                assert_eq!(passkey.sign_count, said);
            }
            Err(error) => {
                assert!(!taken && error == PasskeyRefused::CounterWentBack, "{stored} {said}");
            }
        }
    }
}

#[test]
fn whether_a_passkey_may_be_copied_never_changes() {
    let mut authenticator = Authenticator::new(Algorithm::EdDsa);
    authenticator.flags = 0x0d;
    let mut passkey = add(&authenticator).unwrap().passkey;
    authenticator.flags = 0x1d;
    let verified = use_it(&authenticator, &passkey, Purpose::SignIn).unwrap();
    passkey.used(&verified);
    assert!(passkey.backed_up);
    authenticator.flags = 0x05;
    assert_eq!(refused(use_it(&authenticator, &passkey, Purpose::SignIn)), PasskeyRefused::Flags);
}

#[test]
fn one_flipped_bit_anywhere_in_what_is_signed_is_refused() {
    let authenticator = Authenticator::new(Algorithm::EdDsa);
    let passkey = add(&authenticator).unwrap().passkey;
    let pending = begin(Purpose::SignIn);
    let answer: Value = serde_json::from_str(&authenticator.get(&request(&pending))).unwrap();
    for member in ["authenticatorData", "signature", "clientDataJSON"] {
        let bytes = base64::Engine::decode(
            &base64::engine::general_purpose::URL_SAFE_NO_PAD,
            answer["response"][member].as_str().unwrap(),
        )
        .unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let mut changed = answer.clone();
            changed["response"][member] = b64(&flipped).into();
            let changed = AssertionResponse::parse(&changed.to_string()).unwrap();
            let outcome = begin(Purpose::SignIn).verify(&party(), &changed, &passkey, OWNER, now());
            assert!(outcome.is_err(), "{member} bit {bit}");
        }
    }
}

#[test]
fn attestation_that_nobody_asked_for_is_refused_and_self_attestation_is_checked() {
    let authenticator = Authenticator::new(Algorithm::Es256);
    let packed = |signature: &[u8], algorithm: u8| {
        let mut format =
            [&[0x63][..], b"fmt", &[0x66], b"packed", &[0x67], b"attStmt", &[0xa2, 0x63], b"alg"]
                .concat();
        format.push(algorithm);
        format.extend([0x63]);
        format.extend(b"sig");
        format.extend([0x58, u8::try_from(signature.len()).unwrap()]);
        format.extend(signature);
        format
    };
    let pending = begin(Purpose::Register);
    let options = creation(&pending);
    let client_data = format!(
        r#"{{"type":"webauthn.create","challenge":"{}","origin":"{ORIGIN}","crossOrigin":false,"other":1}}"#,
        options["challenge"].as_str().unwrap()
    );
    let signed =
        [authenticator.data(true), <sha2::Sha256 as sha2::Digest>::digest(&client_data).to_vec()]
            .concat();
    let right = authenticator.key.sign(&signed);
    let mut changed = authenticator;
    changed.format = packed(&right, 0x26);
    assert!(add(&changed).is_ok());
    changed.format = packed(&right, 0x27);
    assert_eq!(
        refused(add(&changed)),
        PasskeyRefused::Signature,
        "another algorithm than the key's"
    );
    changed.format = packed(&changed.key.sign(b"something else"), 0x26);
    assert_eq!(refused(add(&changed)), PasskeyRefused::Signature);
    changed.format = [&[0x63][..], b"fmt", &[0x63], b"tpm", &[0x67], b"attStmt", &[0xa0]].concat();
    assert_eq!(refused(add(&changed)), PasskeyRefused::Attestation);
    changed.format =
        [&[0x63][..], b"fmt", &[0x64], b"none", &[0x67], b"attStmt", &[0xa1, 0x61], b"x", &[0x00]]
            .concat();
    assert_eq!(refused(add(&changed)), PasskeyRefused::Attestation, "none with a statement");
}

#[test]
fn truncated_cbor_is_refused_at_every_length() {
    let authenticator = Authenticator::new(Algorithm::EdDsa);
    let options = creation(&begin(Purpose::Register));
    let whole: Value = serde_json::from_str(&authenticator.create(&options)).unwrap();
    let object = base64::Engine::decode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        whole["response"]["attestationObject"].as_str().unwrap(),
    )
    .unwrap();
    let outcome = |object: &[u8]| {
        let answer = RegistrationResponse::parse(&authenticator.created(&options, object)).unwrap();
        begin(Purpose::Register).register(&party(), &answer, now())
    };
    assert!(outcome(&object).is_ok());
    for length in 0..object.len() {
        assert_eq!(refused(outcome(&object[..length])), PasskeyRefused::Damaged, "{length}");
    }
    let longer = [&object[..], &[0]].concat();
    assert_eq!(refused(outcome(&longer)), PasskeyRefused::Damaged);
}

#[test]
fn extensions_of_the_authenticator_are_passed_over_and_garbage_is_not() {
    let mut authenticator = Authenticator::new(Algorithm::EdDsa);
    authenticator.extensions = Some([&[0xa1, 0x6b][..], b"hmac-secret", &[0xf5]].concat());
    let passkey = add(&authenticator).unwrap().passkey;
    assert!(use_it(&authenticator, &passkey, Purpose::SignIn).is_ok());
    authenticator.extensions = Some(vec![0x01]);
    assert_eq!(refused(add(&authenticator)), PasskeyRefused::Damaged);
    assert_eq!(refused(use_it(&authenticator, &passkey, Purpose::SignIn)), PasskeyRefused::Damaged);
}

#[test]
fn a_rightly_signed_answer_with_something_after_its_end_is_refused() {
    let authenticator = Authenticator::new(Algorithm::EdDsa);
    let passkey = add(&authenticator).unwrap().passkey;
    let outcome = |after: &[u8]| {
        let pending = begin(Purpose::SignIn);
        let challenge = request(&pending)["challenge"].as_str().unwrap().to_owned();
        let client_data =
            format!(r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"{ORIGIN}"}}"#);
        let data = [authenticator.data(false), after.to_vec()].concat();
        let hash = <sha2::Sha256 as sha2::Digest>::digest(&client_data);
        let signature = authenticator.key.sign(&[&data[..], &hash].concat());
        let answer = authenticator.got(client_data.as_bytes(), &data, &signature);
        let answer = AssertionResponse::parse(&answer).unwrap();
        pending.verify(&party(), &answer, &passkey, OWNER, now()).map(|_| ())
    };
    assert_eq!(outcome(&[]), Ok(()));
    assert_eq!(outcome(&[0]), Err(PasskeyRefused::Damaged));
}

#[test]
fn keys_that_are_not_accepted_are_named_so() {
    let good = Authenticator::new(Algorithm::Es256).key.cose();
    let ed = Authenticator::new(Algorithm::EdDsa).key.cose();
    let mut rows: Vec<(&str, Vec<u8>)> = Vec::new();
    let change = |place: usize, byte: u8| {
        let mut key = good.clone();
        key[place] = byte;
        key
    };
    rows.push(("another type", change(2, 0x01)));
    rows.push(("ES384", change(4, 0x38)));
    rows.push(("another curve", change(6, 0x02)));
    rows.push(("off the curve", change(20, good[20] ^ 1)));
    rows.push((
        "the label of the private half",
        [&[0xa6][..], &good[1..], &[0x23, 0x41, 0x01]].concat(),
    ));
    rows.push(("something after the key", [&ed[..], &[0]].concat()));
    let mut small = ed.clone();
    small[10..].fill(0);
    rows.push(("a point of small order", small));
    rows.push(("a key that claims another algorithm", [&ed[..4], &[0x26], &ed[5..]].concat()));
    for (name, key) in rows {
        let passkey = Passkey {
            id: b"credential-0001".to_vec(),
            public_key: key,
            sign_count: 0,
            backup_eligible: false,
            backed_up: false,
            transports: vec![],
            prf: false,
            created: now(),
        };
        assert_eq!(passkey.algorithm(), None, "{name}");
    }
}

#[test]
fn an_origin_and_an_id_must_belong_together() {
    for (origin, id) in [
        ("https://desk.example.org", "desk.example.org"),
        ("https://desk.example.org", "example.org"),
        ("https://desk.example.org:8443", "example.org"),
        ("http://localhost:8080", "localhost"),
    ] {
        assert!(RelyingParty::new(origin, id, "x").is_ok(), "{origin} {id}");
    }
    for (origin, id, error) in [
        ("http://desk.example.org", "desk.example.org", RelyingPartyError::Origin),
        ("https://desk.example.org/", "desk.example.org", RelyingPartyError::Origin),
        ("https://desk.example.org:x", "desk.example.org", RelyingPartyError::Origin),
        ("https://Desk.example.org", "desk.example.org", RelyingPartyError::Origin),
        ("https://me@desk.example.org", "desk.example.org", RelyingPartyError::Origin),
        ("desk.example.org", "desk.example.org", RelyingPartyError::Origin),
        ("https://desk.example.org", "org", RelyingPartyError::Id),
        ("https://desk.example.org", "ample.org", RelyingPartyError::Id),
        ("https://desk.example.org", "other.org", RelyingPartyError::Id),
        ("https://desk.example.org", "", RelyingPartyError::Id),
    ] {
        assert_eq!(RelyingParty::new(origin, id, "x"), Err(error), "{origin} {id}");
    }
}

#[test]
fn the_salt_of_prf_is_of_the_instance() {
    assert_eq!(prf_salt(b"one"), prf_salt(b"one"));
    assert_ne!(prf_salt(b"one"), prf_salt(b"other"));
}

#[test]
fn an_output_of_prf_that_is_not_32_bytes_is_refused() {
    let authenticator = Authenticator::new(Algorithm::EdDsa);
    let text = authenticator.get(&request(&begin(Purpose::Unlock)));
    let short = text.replace(&b64([9; 32]), &b64([9; 31]));
    assert_ne!(short, text);
    assert_eq!(refused(AssertionResponse::parse(&short)), PasskeyRefused::Malformed);
}

proptest! {
    #[test]
    fn nothing_breaks_on_any_text(text in any::<String>()) {
        let _ = RegistrationResponse::parse(&text).err();
        let _ = AssertionResponse::parse(&text).err();
    }

    #[test]
    fn nothing_breaks_on_any_attestation_object(object in proptest::collection::vec(any::<u8>(), 0..300), start in 0..60_usize) {
        let authenticator = Authenticator::new(Algorithm::EdDsa);
        let options = creation(&begin(Purpose::Register));
        let whole: Value = serde_json::from_str(&authenticator.create(&options)).unwrap();
        let mut bytes = base64::Engine::decode(
            &base64::engine::general_purpose::URL_SAFE_NO_PAD,
            whole["response"]["attestationObject"].as_str().unwrap(),
        ).unwrap();
        bytes.truncate(start);
        bytes.extend(object);
        let answer = RegistrationResponse::parse(&authenticator.created(&options, &bytes)).unwrap();
        let _ = begin(Purpose::Register).register(&party(), &answer, now()).err();
    }

    /// Only the owner's key signs in: any other key over the same answer is refused.
    #[test]
    fn another_key_never_signs_in(seed in any::<[u8; 32]>()) {
        let mut authenticator = Authenticator::new(Algorithm::EdDsa);
        let passkey = add(&authenticator).unwrap().passkey;
        prop_assume!(seed != [7; 32]);
        authenticator.key = crate::authenticator::Key::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(&seed)));
        prop_assert_eq!(refused(use_it(&authenticator, &passkey, Purpose::SignIn)), PasskeyRefused::Signature);
    }
}
