//! A small identity provider on the loopback: OpenID Connect's code flow with PKCE, signed with a key of its own.
//!
//! It does what a provider does, and one thing wrongly when it is told to: each refusal is tried against the real
//! discovery document, the real key set and a real token.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// The client that is registered.
pub const CLIENT: &str = "candor-desk";
/// Its secret.
pub const SECRET: &str = "a secret with spaces & signs";

/// What the provider does wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wrong {
    /// Nothing.
    #[default]
    Nothing,
    /// Another issuer in the token.
    Issuer,
    /// A token for another client.
    Audience,
    /// Another sign-in's nonce.
    Nonce,
    /// A token that is over.
    Expired,
    /// No signature, and `alg` says so.
    AlgNone,
    /// An HMAC with the public key, as if it were a shared secret.
    KeyConfusion,
    /// A signature of a key that is not published.
    OtherKey,
    /// A token without a second factor.
    Weak,
}

struct Given {
    nonce: String,
    challenge: String,
    subject: String,
}

struct State {
    issuer: String,
    key: Ed25519KeyPair,
    codes: Mutex<BTreeMap<String, Given>>,
    wrong: Mutex<Wrong>,
    now: Mutex<i64>,
}

/// A running provider. It ends with the process.
pub struct Provider {
    state: Arc<State>,
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            (other, _) => {
                bytes.push(*other);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn pairs(query: &str) -> BTreeMap<String, String> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

impl Provider {
    /// Starts one. `now` is what its clock shows, in seconds since 1970.
    ///
    /// # Errors
    /// When the loopback cannot be listened on.
    pub fn start(now: i64) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let issuer = format!("http://{}", listener.local_addr()?);
        let key = Ed25519KeyPair::from_seed_unchecked(&[42; 32]).map_err(std::io::Error::other)?;
        let state = Arc::new(State {
            issuer,
            key,
            codes: Mutex::default(),
            wrong: Mutex::default(),
            now: Mutex::new(now),
        });
        let serving = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away is its own business.
                let _ = serving.answer(stream);
            }
        });
        Ok(Self { state })
    }

    /// How it names itself.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.state.issuer
    }

    /// Makes it do something wrongly from now on.
    pub fn does(&self, wrong: Wrong) {
        *self.state.wrong.lock().unwrap_or_else(PoisonError::into_inner) = wrong;
    }

    /// A person signs in at the address that the browser was sent to, and is sent back: the query of the callback.
    /// Nothing when the address is none of this provider, or asks for another thing than it should.
    #[must_use]
    pub fn sign_in(&self, address: &str, subject: &str) -> Option<String> {
        let query = address.strip_prefix(&format!("{}/authorize?", self.state.issuer))?;
        let asked = pairs(query);
        let is = |name: &str, value: &str| asked.get(name).is_some_and(|have| have == value);
        if !is("response_type", "code") || !is("client_id", CLIENT) || !is("scope", "openid") {
            return None;
        }
        if !is("code_challenge_method", "S256") {
            return None;
        }
        let mut codes = self.state.codes.lock().unwrap_or_else(PoisonError::into_inner);
        let code = format!("code-{}", codes.len());
        codes.insert(
            code.clone(),
            Given {
                nonce: asked.get("nonce")?.clone(),
                challenge: asked.get("code_challenge")?.clone(),
                subject: subject.to_owned(),
            },
        );
        Some(format!("state={}&code={code}", asked.get("state")?))
    }
}

impl State {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let (mut length, mut authorization) = (0, String::new());
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
                break;
            }
            let (name, value) = header.split_once(':').unwrap_or_default();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().unwrap_or(0),
                "authorization" => authorization = value.trim().to_owned(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let body = String::from_utf8_lossy(&body).into_owned();
        let (status, body) = match path.as_str() {
            "/.well-known/openid-configuration" => ("200 OK", self.description()),
            "/keys" => ("200 OK", self.keys()),
            "/token" => match self.token(&pairs(&body), &authorization) {
                Some(token) => (
                    "200 OK",
                    format!(r#"{{"token_type":"Bearer","access_token":"x","id_token":"{token}"}}"#),
                ),
                None => ("400 Bad Request", r#"{"error":"invalid_grant"}"#.to_owned()),
            },
            _ => ("404 Not Found", "{}".to_owned()),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn description(&self) -> String {
        let issuer = &self.issuer;
        format!(
            r#"{{"issuer":"{issuer}","authorization_endpoint":"{issuer}/authorize","token_endpoint":"{issuer}/token","jwks_uri":"{issuer}/keys","response_types_supported":["code"],"id_token_signing_alg_values_supported":["EdDSA"],"code_challenge_methods_supported":["S256"]}}"#
        )
    }

    fn keys(&self) -> String {
        format!(
            r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","kid":"one","use":"sig","alg":"EdDSA","x":"{}"}}]}}"#,
            encoded(self.key.public_key())
        )
    }

    /// A token for a code: once, to the client that has the secret, and the browser's verifier.
    fn token(&self, form: &BTreeMap<String, String>, authorization: &str) -> Option<String> {
        let basic = STANDARD.decode(authorization.strip_prefix("Basic ")?).ok()?;
        let basic = String::from_utf8(basic).ok()?;
        let (client, secret) = basic.split_once(':')?;
        if decoded(client) != CLIENT || decoded(secret) != SECRET {
            return None;
        }
        let given = {
            let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
            let given = codes.get_mut(form.get("code")?)?;
            // The place stays, so that codes are not given twice; its content goes.
            std::mem::replace(
                given,
                Given { nonce: String::new(), challenge: String::new(), subject: String::new() },
            )
        };
        let verifier = form.get("code_verifier")?;
        if given.subject.is_empty()
            || encoded(digest(&SHA256, verifier.as_bytes())) != given.challenge
        {
            return None;
        }
        Some(self.signed(&given))
    }

    fn signed(&self, given: &Given) -> String {
        let wrong = *self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let now = *self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let issuer = if wrong == Wrong::Issuer { "https://other.example" } else { &self.issuer };
        let audience = if wrong == Wrong::Audience { "another-client" } else { CLIENT };
        let nonce = if wrong == Wrong::Nonce { "another" } else { &given.nonce };
        let expires = if wrong == Wrong::Expired { now - 120 } else { now + 300 };
        let methods = if wrong == Wrong::Weak { r#"["pwd"]"# } else { r#"["pwd","mfa"]"# };
        let (algorithm, kid) = match wrong {
            Wrong::AlgNone => ("none", "one"),
            Wrong::KeyConfusion => ("HS256", "one"),
            Wrong::OtherKey => ("EdDSA", "two"),
            _ => ("EdDSA", "one"),
        };
        let head = format!(r#"{{"alg":"{algorithm}","typ":"JWT","kid":"{kid}"}}"#);
        let claims = format!(
            r#"{{"iss":"{issuer}","sub":"{}","aud":"{audience}","exp":{expires},"iat":{now},"auth_time":{now},"nonce":"{nonce}","amr":{methods},"email":"ada@example.org","email_verified":false}}"#,
            given.subject
        );
        let signed = format!("{}.{}", encoded(head), encoded(claims));
        let signature = match wrong {
            Wrong::AlgNone => Vec::new(),
            Wrong::KeyConfusion => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.public_key().as_ref());
                hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
            }
            _ => self.key.sign(signed.as_bytes()).as_ref().to_vec(),
        };
        format!("{signed}.{}", encoded(signature))
    }
}
