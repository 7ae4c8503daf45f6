//! Identity providers: ID tokens, key sets, discovery documents, callbacks, the transaction's cookie; and our API tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clock::Instant;
use credential::oidc::{
    Awaiting, Callback, Client, Demands, KeySet, Provider, Purpose, Transaction,
};
use credential::token::{Scope, Token};
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::Value;

const ISSUER: &str = "https://id.example.org";
const CLIENT: Client<'static> =
    Client { id: "candor", redirect_uri: "https://desk.example.org/callback" };
const NOW: i64 = 1_800_000_000;

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A discovery document that is accepted.
#[must_use]
pub fn document() -> String {
    format!(
        r#"{{"issuer":"{ISSUER}","authorization_endpoint":"{ISSUER}/a","token_endpoint":"{ISSUER}/t","jwks_uri":"{ISSUER}/k","response_types_supported":["code"],"id_token_signing_alg_values_supported":["EdDSA"]}}"#
    )
}

fn signing() -> SigningKey {
    SigningKey::from_bytes(&[2; 32])
}

/// The provider's key set.
#[must_use]
pub fn keys() -> String {
    let x = text(&signing().verifying_key().to_bytes());
    format!(r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","kid":"k","x":"{x}"}}]}}"#)
}

/// Claims that are accepted.
#[must_use]
pub fn claims() -> String {
    format!(
        r#"{{"iss":"{ISSUER}","sub":"248289761001","aud":"candor","nonce":"{}","exp":{},"iat":{NOW},"amr":["mfa"]}}"#,
        text(&[2; 32]),
        NOW + 300
    )
}

fn begin(provider: &Provider) -> Transaction {
    let now = Instant::from_second(NOW);
    Transaction::begin(
        provider,
        Purpose::SignIn,
        Demands::default(),
        [[1; 32], [2; 32], [3; 32]],
        now,
    )
}

fn awaiting(provider: &Provider) -> Awaiting {
    let state = text(&[1; 32]);
    let callback =
        Callback::from_pairs([("state", state.as_str()), ("code", "c")]).expect("a callback");
    begin(provider)
        .accept_callback(provider, callback, Instant::from_second(NOW))
        .ok()
        .expect("ours")
}

fn signed(head: &[u8], payload: &[u8]) -> String {
    let text = format!("{}.{}", text(head), text(payload));
    format!("{text}.{}", self::text(&signing().sign(text.as_bytes()).to_bytes()))
}

/// The first byte says what the rest is: a token; claims, rightly signed; a head, rightly signed; a key set; a discovery document; a
/// callback's query; a cookie; an API token. A token that is accepted names this issuer, this client, this nonce, and is in
/// its time; a document that is accepted is of this issuer and speaks TLS; what is read is written the same.
///
/// # Panics
/// When that does not hold.
pub fn oidc(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let provider = Provider::from_discovery(&document(), ISSUER).expect("a provider");
    let set = KeySet::parse(&keys()).expect("a set");
    let now = Instant::from_second(NOW + 5);
    let typed = String::from_utf8_lossy(rest);
    let accept =
        |token: &str| awaiting(&provider).accept_id_token(&provider, CLIENT, &set, token, now);
    match choice % 8 {
        0 => assert!(accept(&typed).is_err(), "by luck"),
        1 => {
            if let Ok(identity) = accept(&signed(br#"{"alg":"EdDSA","kid":"k"}"#, rest)) {
                let claims: Value = serde_json::from_slice(rest).expect("JSON");
                assert_eq!(claims["iss"], ISSUER);
                assert_eq!(claims["sub"], identity.binding.subject.as_str());
                assert_eq!(claims["nonce"], text(&[2; 32]));
                let ours = |value: &Value| value == CLIENT.id;
                assert!(
                    ours(&claims["aud"])
                        || claims["aud"].as_array().is_some_and(|all| all.iter().any(ours))
                );
                assert!(claims["exp"].as_f64().expect("a number") > 1_799_999_900.0);
                assert!(claims["iat"].as_f64().expect("a number") < 1_800_000_100.0);
            }
        }
        2 => {
            if accept(&signed(rest, claims().as_bytes())).is_ok() {
                let head: Value = serde_json::from_slice(rest).expect("JSON");
                assert_eq!(head["alg"], "EdDSA");
                assert!(head.get("crit").is_none());
            }
        }
        3 => {
            if let Ok(set) = KeySet::parse(&typed) {
                assert!(set.len() <= 64);
                let token = signed(br#"{"alg":"EdDSA"}"#, claims().as_bytes());
                let outcome =
                    awaiting(&provider).accept_id_token(&provider, CLIENT, &set, &token, now);
                let x = text(&signing().verifying_key().to_bytes());
                assert!(
                    outcome.is_err() || typed.contains(&x) || typed.contains('\\'),
                    "another key verified"
                );
            }
        }
        4 => {
            if let Ok(provider) = Provider::from_discovery(&typed, ISSUER) {
                assert_eq!(provider.issuer(), ISSUER);
                for address in [provider.token_endpoint(), provider.jwks_uri()] {
                    assert!(address.starts_with("https://") || address.starts_with("http://"));
                    assert!(!address.contains(['@', ' ', '\n']) || address.contains('/'));
                }
                let url = begin(&provider).authorization_url(&provider, CLIENT);
                assert!(url.contains("code_challenge_method=S256"));
            }
        }
        5 => {
            let pairs = typed.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            if let Ok(callback) = Callback::from_pairs(pairs)
                && begin(&provider).accept_callback(&provider, callback, now).is_ok()
            {
                assert!(typed.contains(&text(&[1; 32])), "another state was accepted");
            }
        }
        6 => {
            if let Ok(transaction) = Transaction::from_bytes(rest) {
                let written = transaction.to_bytes();
                let again = Transaction::from_bytes(&written).expect("what is written can be read");
                assert_eq!(*again.to_bytes(), *written);
            }
        }
        _ => {
            if let Ok(token) = Token::parse(&typed) {
                assert_eq!(&**token.text(), &*typed, "one token, two texts");
            }
            if let Ok(scope) = Scope::parse(&typed) {
                assert_eq!(scope.to_string(), *typed, "one scope, two texts");
            }
        }
    }
}
