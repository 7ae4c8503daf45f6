//! Signing in with an identity provider: what is accepted, and everything that has gone wrong elsewhere.

use aws_lc_rs::hmac;
use clock::Instant;
use credential::Algorithm;
use credential::oidc::{
    Awaiting, Callback, Client, Demands, DiscoveryRefused, Identity, KeySet, OidcRefused, Provider,
    Purpose, Transaction,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::authenticator::b64;
use crate::provider::{CLIENT, ISSUER, SigningKey, document, key_set, provider};

const NOW: i64 = 1_800_000_000;
const REGISTERED: Client<'static> =
    Client { id: CLIENT, redirect_uri: "https://desk.example.org/sign-in/callback" };

fn at(seconds: i64) -> Instant {
    Instant::from_second(NOW + seconds)
}

fn begin(demands: Demands) -> Transaction {
    Transaction::begin(&provider(), Purpose::SignIn, demands, [[1; 32], [2; 32], [3; 32]], at(0))
}

fn state() -> String {
    b64([1; 32])
}

fn nonce() -> String {
    b64([2; 32])
}

fn awaiting(demands: Demands) -> Awaiting {
    let state = state();
    let pairs = [("state", state.as_str()), ("code", "the-code"), ("iss", ISSUER)];
    let callback = Callback::from_pairs(pairs).unwrap();
    begin(demands)
        .accept_callback(&provider(), callback, at(5))
        .unwrap_or_else(|_| panic!("accepted"))
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "sub": "248289761001", "aud": CLIENT, "nonce": nonce(),
        "exp": NOW + 300, "iat": NOW + 5, "auth_time": NOW - 100, "acr": "2", "amr": ["pwd", "mfa"],
    })
}

fn accept(key: &SigningKey, token: &str) -> Result<Identity, OidcRefused> {
    awaiting(Demands::default()).accept_id_token(
        &provider(),
        REGISTERED,
        &key_set(&[key]),
        token,
        at(10),
    )
}

fn key() -> SigningKey {
    SigningKey::generate("one", Algorithm::EdDsa)
}

// ASVS 6.8.2, 10.5.2
#[test]
fn sec_4_a_right_token_names_issuer_and_subject_with_each_algorithm() {
    for algorithm in Algorithm::ALL {
        let key = SigningKey::generate("one", algorithm);
        let identity = accept(&key, &key.token(&claims())).unwrap();
        assert_eq!(
            (identity.binding.issuer.as_str(), identity.binding.subject.as_str()),
            (ISSUER, "248289761001")
        );
        assert_eq!(identity.auth_time, Some(at(-100)));
        assert_eq!(
            (identity.acr.as_deref(), identity.amr.as_slice()),
            (Some("2"), &["pwd".to_owned(), "mfa".to_owned()][..])
        );
    }
}

// ASVS 10.1.1
#[test]
fn the_browser_is_sent_with_state_nonce_and_a_challenge_and_asks_for_nothing_personal() {
    let demands = Demands {
        max_age_seconds: Some(300),
        acr_any_of: vec!["2".into(), "phr".into()],
        amr_any_of: vec![],
    };
    let url = begin(demands).authorization_url(&provider(), REGISTERED);
    // The challenge is SHA-256 of the verifier's text, computed here with another tool's formula.
    let challenge = b64(<sha2::Sha256 as sha2::Digest>::digest(b64([3; 32])));
    assert_eq!(
        *url,
        format!(
            "{ISSUER}/auth?response_type=code&scope=openid&client_id=candor&redirect_uri=https%3A%2F%2Fdesk.example.org%2Fsign-in%2Fcallback&state={}&nonce={}&code_challenge={challenge}&code_challenge_method=S256&max_age=300&acr_values=2%20phr",
            state(),
            nonce()
        )
    );
    assert!(!url.contains(&b64([3; 32])), "the verifier stays here");
}

/// RFC 7636 appendix B.
#[test]
fn the_code_challenge_is_that_of_rfc_7636() {
    let verifier: [u8; 32] = [
        116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37,
        77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
    ];
    let transaction = Transaction::begin(
        &provider(),
        Purpose::SignIn,
        Demands::default(),
        [[1; 32], [2; 32], verifier],
        at(0),
    );
    let url = transaction.authorization_url(&provider(), REGISTERED);
    assert!(
        url.contains("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&"),
        "{}",
        *url
    );
    let state = state();
    let pairs = [("state", state.as_str()), ("code", "c"), ("iss", ISSUER)];
    let waiting = transaction
        .accept_callback(&provider(), Callback::from_pairs(pairs).unwrap(), at(1))
        .ok()
        .unwrap();
    let form = waiting.token_form(REGISTERED);
    let value = |name: &str| {
        form.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string()).unwrap()
    };
    assert_eq!(value("code_verifier"), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!((value("grant_type"), value("code")), ("authorization_code".into(), "c".into()));
}

#[test]
fn the_transaction_survives_the_cookie() {
    let purpose = Purpose::Bind { account: b"maria".to_vec() };
    let before = Transaction::begin(
        &provider(),
        purpose,
        Demands::default(),
        [[1; 32], [2; 32], [3; 32]],
        at(0),
    );
    let after = Transaction::from_bytes(&before.to_bytes()).unwrap();
    assert_eq!(*after.to_bytes(), *before.to_bytes());
    assert_eq!(
        *after.authorization_url(&provider(), REGISTERED),
        *before.authorization_url(&provider(), REGISTERED)
    );
    assert!(Transaction::from_bytes(b"{}").is_err());
}

// ASVS 10.1.2, 10.2.1
#[test]
fn sec_4_login_csrf_a_callback_that_this_browser_did_not_begin_is_refused() {
    let state = state();
    let other = b64([9; 32]);
    let refused = |pairs: &[(&str, &str)], later: i64| {
        let callback = Callback::from_pairs(pairs.iter().copied()).unwrap();
        begin(Demands::default()).accept_callback(&provider(), callback, at(later)).err()
    };
    let whole = [("state", state.as_str()), ("code", "c"), ("iss", ISSUER)];
    assert_eq!(refused(&whole, 600), None);
    assert_eq!(refused(&whole, 601), Some(OidcRefused::Expired));
    assert_eq!(refused(&whole, -1), Some(OidcRefused::Expired));
    assert_eq!(refused(&[("code", "c"), ("iss", ISSUER)], 1), Some(OidcRefused::State));
    assert_eq!(
        refused(&[("state", &other), ("code", "c"), ("iss", ISSUER)], 1),
        Some(OidcRefused::State)
    );
    assert_eq!(refused(&[("state", &state), ("iss", ISSUER)], 1), Some(OidcRefused::Malformed));
    assert_eq!(
        refused(&[("state", &state), ("code", "a\nb"), ("iss", ISSUER)], 1),
        Some(OidcRefused::Malformed)
    );
    assert_eq!(
        refused(&[("state", &state), ("error", "access_denied"), ("iss", ISSUER)], 1),
        Some(OidcRefused::Declined)
    );
    assert_eq!(
        Callback::from_pairs([("state", "a"), ("state", "b")]).err(),
        Some(OidcRefused::Malformed)
    );
}

// ASVS 6.8.1, 10.2.2
#[test]
fn mix_up_an_answer_of_another_provider_is_refused() {
    let state = state();
    let evil = "https://evil.example";
    for pairs in [
        vec![("state", state.as_str()), ("code", "c"), ("iss", evil)],
        vec![("state", state.as_str()), ("code", "c")],
    ] {
        let callback = Callback::from_pairs(pairs).unwrap();
        let outcome = begin(Demands::default()).accept_callback(&provider(), callback, at(1));
        assert_eq!(outcome.err(), Some(OidcRefused::Issuer));
    }
    // And looked up with another provider's document.
    let mut other = document();
    other["issuer"] = evil.into();
    let other = Provider::from_discovery(&other.to_string(), evil).unwrap();
    let pairs = [("state", state.as_str()), ("code", "c"), ("iss", evil)];
    let outcome = begin(Demands::default()).accept_callback(
        &other,
        Callback::from_pairs(pairs).unwrap(),
        at(1),
    );
    assert_eq!(outcome.err(), Some(OidcRefused::Issuer));
    // Also where the callback names the provider that was asked: the document is another's.
    let pairs = [("state", state.as_str()), ("code", "c"), ("iss", ISSUER)];
    let callback = Callback::from_pairs(pairs).unwrap();
    let outcome = begin(Demands::default()).accept_callback(&other, callback, at(1));
    assert_eq!(outcome.err(), Some(OidcRefused::Issuer));
    let key = key();
    let outcome = awaiting(Demands::default()).accept_id_token(
        &other,
        REGISTERED,
        &key_set(&[&key]),
        &key.token(&claims()),
        at(10),
    );
    assert_eq!(outcome, Err(OidcRefused::Issuer));
}

// ASVS 9.2.1, 9.2.3, 10.5.4
#[test]
fn sec_4_each_wrong_claim_is_refused_for_its_own_reason() {
    let key = key();
    let rows: Vec<(&str, &str, Value, OidcRefused)> = vec![
        (
            "another issuer",
            "iss",
            json!("https://id.example.org/realms/other"),
            OidcRefused::Issuer,
        ),
        ("the issuer with a slash", "iss", json!(format!("{ISSUER}/")), OidcRefused::Issuer),
        ("another client", "aud", json!("other"), OidcRefused::Audience),
        (
            "several without an authorized party",
            "aud",
            json!([CLIENT, "other"]),
            OidcRefused::Audience,
        ),
        ("nobody", "aud", json!([]), OidcRefused::Audience),
        ("another authorized party", "azp", json!("other"), OidcRefused::Audience),
        ("another nonce", "nonce", json!(b64([8; 32])), OidcRefused::Nonce),
        ("no nonce", "nonce", json!(null), OidcRefused::Nonce),
        ("expired", "exp", json!(NOW + 10 - 60), OidcRefused::TokenExpired),
        ("from the future", "iat", json!(NOW + 10 + 61), OidcRefused::NotYet),
        ("not yet valid", "nbf", json!(NOW + 10 + 61), OidcRefused::NotYet),
        ("older than the sign-in", "iat", json!(NOW - 61), OidcRefused::Old),
        ("no subject", "sub", json!(""), OidcRefused::Subject),
        ("an endless subject", "sub", json!("x".repeat(256)), OidcRefused::Subject),
        ("a subject of another kind", "sub", json!(7), OidcRefused::Malformed),
        ("a time that is none", "exp", json!("soon"), OidcRefused::Malformed),
        ("a time past all times", "exp", json!(1e300), OidcRefused::Malformed),
    ];
    for (name, claim, value, expected) in rows {
        let mut changed = claims();
        changed[claim] = value;
        assert_eq!(accept(&key, &key.token(&changed)), Err(expected), "{name}");
    }
}

#[test]
fn what_stays_within_the_rules_is_accepted() {
    let key = key();
    for (claim, value) in [
        ("aud", json!([CLIENT])),
        ("azp", json!(CLIENT)),
        ("exp", json!(NOW + 10 - 59)),
        ("iat", json!(NOW + 10 + 60)),
        ("nbf", json!(NOW + 10 + 60)),
        ("iat", json!(1_800_000_003.5)),
        ("unknown", json!({"a": [1, 2]})),
    ] {
        let mut changed = claims();
        changed[claim] = value.clone();
        assert!(accept(&key, &key.token(&changed)).is_ok(), "{claim} {value}");
    }
    let mut several = claims();
    several["aud"] = json!([CLIENT, "other"]);
    several["azp"] = json!(CLIENT);
    assert!(accept(&key, &key.token(&several)).is_ok());
}

#[test]
fn a_missing_claim_is_refused() {
    let key = key();
    for claim in ["iss", "sub", "aud", "exp", "iat"] {
        let mut without = claims();
        without.as_object_mut().unwrap().remove(claim);
        assert_eq!(accept(&key, &key.token(&without)), Err(OidcRefused::Malformed), "{claim}");
    }
}

#[test]
fn a_claim_that_comes_twice_is_refused() {
    let key = key();
    let payload = claims().to_string().replacen('{', r#"{"sub":"admin","#, 1);
    let header = json!({"alg": "EdDSA", "kid": "one"});
    let token = key.token_with(&header, &claims());
    assert!(accept(&key, &token).is_ok());
    // Signed as raw text, so that both stand in it.
    let signed = format!("{}.{}", b64(header.to_string()), b64(&payload));
    let signature = ed25519_dalek::Signer::sign(
        &ed25519_dalek::SigningKey::from_bytes(&[3; 32]),
        signed.as_bytes(),
    );
    let token = format!("{signed}.{}", b64(signature.to_bytes()));
    assert_eq!(accept(&key, &token), Err(OidcRefused::Malformed));
}

// ASVS 9.1.2, 6.8.2
#[test]
fn sec_4_alg_none_is_refused() {
    let key = key();
    for alg in
        ["none", "None", "NONE", "nOnE", "", "HS256", "HS512", "PS256", "RS512", "ES384", "eddsa"]
    {
        let signed = format!(
            "{}.{}",
            b64(json!({"alg": alg, "kid": "one"}).to_string()),
            b64(claims().to_string())
        );
        for signature in ["", "AA"] {
            assert_eq!(
                accept(&key, &format!("{signed}.{signature}")),
                Err(OidcRefused::Algorithm),
                "{alg}"
            );
        }
    }
}

#[test]
fn sec_4_key_confusion_an_hmac_with_the_public_key_is_refused() {
    let key = SigningKey::generate("one", Algorithm::Rs256);
    let signed = format!("{}.{}", b64(r#"{"alg":"HS256","kid":"one"}"#), b64(claims().to_string()));
    for secret in [key.modulus(), key.jwk().to_string().into_bytes()] {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret), signed.as_bytes());
        assert_eq!(accept(&key, &format!("{signed}.{}", b64(tag))), Err(OidcRefused::Algorithm));
    }
    // A symmetric key in the set is not even kept.
    let set = KeySet::parse(
        r#"{"keys":[{"kty":"oct","kid":"one","k":"AAAA"},{"kty":"RSA","kid":"x","use":"enc"},{"nonsense":1}]}"#,
    );
    assert!(set.unwrap().is_empty());
}

// ASVS 9.1.2
#[test]
fn the_algorithm_must_be_that_of_the_key_and_one_that_was_configured() {
    let es = SigningKey::generate("one", Algorithm::Es256);
    let token = es.token_with(&json!({"alg": "EdDSA", "kid": "one"}), &claims());
    assert_eq!(accept(&es, &token), Err(OidcRefused::Algorithm));
    let mut only_rsa = document();
    only_rsa["id_token_signing_alg_values_supported"] = json!(["RS256"]);
    let only_rsa = Provider::from_discovery(&only_rsa.to_string(), ISSUER).unwrap();
    let outcome = awaiting(Demands::default()).accept_id_token(
        &only_rsa,
        REGISTERED,
        &key_set(&[&es]),
        &es.token(&claims()),
        at(10),
    );
    assert_eq!(outcome, Err(OidcRefused::Algorithm));
}

// ASVS 9.1.3
#[test]
fn the_key_is_chosen_by_its_id_and_never_guessed() {
    let one = SigningKey::generate("one", Algorithm::Es256);
    let two = SigningKey::generate("two", Algorithm::Es256);
    let check = |set: &KeySet, token: &str| {
        awaiting(Demands::default())
            .accept_id_token(&provider(), REGISTERED, set, token, at(10))
            .map(|_| ())
    };
    let both = key_set(&[&one, &two]);
    assert_eq!(check(&both, &two.token(&claims())), Ok(()));
    assert_eq!(
        check(&both, &two.token_with(&json!({"alg": "ES256", "kid": "one"}), &claims())),
        Err(OidcRefused::Signature)
    );
    assert_eq!(
        check(&both, &two.token_with(&json!({"alg": "ES256", "kid": "three"}), &claims())),
        Err(OidcRefused::UnknownKey)
    );
    assert_eq!(
        check(&both, &two.token_with(&json!({"alg": "ES256"}), &claims())),
        Err(OidcRefused::UnknownKey)
    );
    assert_eq!(
        check(&key_set(&[&two]), &two.token_with(&json!({"alg": "ES256"}), &claims())),
        Ok(())
    );
    assert_eq!(check(&key_set(&[]), &two.token(&claims())), Err(OidcRefused::UnknownKey));
    let twins = SigningKey::generate("one", Algorithm::Es256);
    assert_eq!(
        check(&key_set(&[&one, &twins]), &one.token(&claims())),
        Err(OidcRefused::UnknownKey)
    );
}

// ASVS 9.1.3
#[test]
fn a_key_inside_the_token_is_not_used() {
    let ours = SigningKey::generate("one", Algorithm::Es256);
    let theirs = SigningKey::generate("one", Algorithm::Es256);
    let header = json!({"alg": "ES256", "kid": "one", "jwk": theirs.jwk(), "jku": "https://evil.example/keys"});
    assert_eq!(accept(&ours, &theirs.token_with(&header, &claims())), Err(OidcRefused::Signature));
}

// ASVS 9.2.2
#[test]
fn a_header_that_must_be_understood_is_refused() {
    let key = key();
    let header = json!({"alg": "EdDSA", "kid": "one", "crit": ["b64"], "b64": false});
    assert_eq!(accept(&key, &key.token_with(&header, &claims())), Err(OidcRefused::Malformed));
    let header = json!({"alg": "EdDSA", "kid": "one", "typ": "at+jwt"});
    assert_eq!(
        accept(&key, &key.token_with(&header, &claims())),
        Err(OidcRefused::Malformed),
        "an access token"
    );
}

// ASVS 10.5.1
#[test]
fn sec_4_a_token_of_an_earlier_sign_in_is_refused() {
    let key = key();
    let token = key.token(&claims());
    assert!(accept(&key, &token).is_ok());
    // The same token in the next sign-in, which has another nonce.
    let next = Transaction::begin(
        &provider(),
        Purpose::SignIn,
        Demands::default(),
        [[1; 32], [7; 32], [3; 32]],
        at(20),
    );
    let state = state();
    let pairs = [("state", state.as_str()), ("code", "c"), ("iss", ISSUER)];
    let waiting = next
        .accept_callback(&provider(), Callback::from_pairs(pairs).unwrap(), at(21))
        .ok()
        .unwrap();
    let outcome =
        waiting.accept_id_token(&provider(), REGISTERED, &key_set(&[&key]), &token, at(22));
    assert_eq!(outcome, Err(OidcRefused::Nonce));
}

/// The class of Vaultwarden's CVE-2026-47164: an account was bound because two addresses were alike.
// ASVS 10.5.2
#[test]
fn sec_4_an_unverified_e_mail_address_never_links_an_account() {
    let key = key();
    let bound = accept(&key, &key.token(&claims())).unwrap();
    for verified in [false, true] {
        let mut theirs = claims();
        theirs["sub"] = json!("somebody-else");
        theirs["email"] = json!("maria@example.org");
        theirs["email_verified"] = json!(verified);
        theirs["preferred_username"] = json!("maria");
        let identity = accept(&key, &key.token(&theirs)).unwrap();
        assert_ne!(identity.binding, bound.binding);
        assert!(!format!("{identity:?}").contains("maria"), "nothing of it is even kept");
    }
    // And the same subject at another provider is somebody else.
    let elsewhere = credential::oidc::Binding {
        issuer: "https://other.example".into(),
        ..bound.binding.clone()
    };
    assert_ne!(elsewhere, bound.binding);
}

// ASVS 6.8.4
#[test]
fn a_demand_for_a_fresh_and_strong_sign_in_is_held() {
    let key = key();
    let check = |demands: Demands, claims: &Value| {
        awaiting(demands)
            .accept_id_token(&provider(), REGISTERED, &key_set(&[&key]), &key.token(claims), at(10))
            .map(|_| ())
    };
    let age = |seconds| Demands { max_age_seconds: Some(seconds), ..Demands::default() };
    assert_eq!(check(age(300), &claims()), Ok(()));
    assert_eq!(
        check(age(49), &claims()),
        Err(OidcRefused::TooWeak),
        "110 s old, 49 and a minute allowed"
    );
    let mut silent = claims();
    silent.as_object_mut().unwrap().remove("auth_time");
    assert_eq!(check(age(300), &silent), Err(OidcRefused::TooWeak));
    assert_eq!(check(Demands::default(), &silent), Ok(()));
    let mut future = claims();
    future["auth_time"] = json!(NOW + 100);
    assert_eq!(check(age(300), &future), Err(OidcRefused::NotYet));
    let acr = |values: &[&str]| Demands {
        acr_any_of: values.iter().map(ToString::to_string).collect(),
        ..Demands::default()
    };
    assert_eq!(check(acr(&["2", "3"]), &claims()), Ok(()));
    assert_eq!(check(acr(&["3"]), &claims()), Err(OidcRefused::TooWeak));
    let amr = |values: &[&str]| Demands {
        amr_any_of: values.iter().map(ToString::to_string).collect(),
        ..Demands::default()
    };
    assert_eq!(check(amr(&["hwk", "mfa"]), &claims()), Ok(()));
    assert_eq!(check(amr(&["hwk"]), &claims()), Err(OidcRefused::TooWeak));
}

// ASVS 10.5.3
#[test]
fn a_discovery_document_is_checked_before_it_is_believed() {
    let refused = |change: fn(&mut Value)| {
        let mut changed = document();
        change(&mut changed);
        Provider::from_discovery(&changed.to_string(), ISSUER).err()
    };
    assert_eq!(refused(|_| {}), None);
    assert_eq!(
        refused(|d| d["issuer"] = json!(format!("{ISSUER}/"))),
        Some(DiscoveryRefused::Issuer)
    );
    assert_eq!(
        refused(|d| d["token_endpoint"] = json!("http://id.example.org/token")),
        Some(DiscoveryRefused::NotHttps)
    );
    assert_eq!(
        refused(|d| d["jwks_uri"] = json!("https://me@id.example.org/")),
        Some(DiscoveryRefused::NotHttps)
    );
    assert_eq!(
        refused(|d| d["jwks_uri"] = json!("file:///etc/passwd")),
        Some(DiscoveryRefused::NotHttps)
    );
    assert_eq!(
        refused(|d| d["authorization_endpoint"] = json!("https://id.example.org/a#b")),
        Some(DiscoveryRefused::NotHttps)
    );
    assert_eq!(
        refused(|d| d["response_types_supported"] = json!(["id_token"])),
        Some(DiscoveryRefused::Flow)
    );
    assert_eq!(
        refused(|d| d["code_challenge_methods_supported"] = json!(["plain"])),
        Some(DiscoveryRefused::Flow)
    );
    assert_eq!(
        refused(|d| d["id_token_signing_alg_values_supported"] = json!(["HS256"])),
        Some(DiscoveryRefused::Algorithm)
    );
    assert_eq!(refused(|d| d["jwks_uri"] = json!(null)), Some(DiscoveryRefused::Malformed));
    let local = document().to_string().replace("https://id.example.org", "http://127.0.0.1:5556");
    assert!(Provider::from_discovery(&local, "http://127.0.0.1:5556/realms/acme").is_ok());
    assert_eq!(
        Provider::discovery_address("https://id.example.org/"),
        "https://id.example.org/.well-known/openid-configuration"
    );
}

proptest! {
    #[test]
    fn nothing_breaks_on_any_token(token in "[ -~]{0,200}", json in any::<String>()) {
        prop_assert!(accept(&key(), &token).is_err());
        let _ = KeySet::parse(&json).err();
        let _ = Provider::from_discovery(&json, ISSUER).err();
        let _ = Transaction::from_bytes(json.as_bytes()).err();
    }

    // ASVS 9.1.1, 6.8.2
    #[test]
    fn one_changed_character_of_a_token_is_refused(place in any::<proptest::sample::Index>(), other in "[A-Za-z0-9_-]") {
        let key = key();
        let token = key.token(&claims());
        let place = place.index(token.len());
        let mut changed = token.clone();
        changed.replace_range(place..=place, &other);
        prop_assume!(changed != token);
        prop_assert!(accept(&key, &changed).is_err());
    }
}
