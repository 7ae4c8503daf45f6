//! An authenticator in software, with the browser in front of it: it answers the options of a page as a real one
//! does, keeps its own counter, and computes the `prf` extension.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// User present and verified.
const FLAGS: u8 = 0x05;
/// A new credential follows.
const ATTESTED: u8 = 0x40;

/// One passkey on one device.
#[derive(Debug)]
pub struct Authenticator {
    key: Ed25519KeyPair,
    seed: [u8; 32],
    /// The credential's id.
    pub id: Vec<u8>,
    /// Whose it is, as the options of `create` said.
    pub handle: Vec<u8>,
    /// The site, as browsers write it.
    pub origin: String,
    /// The signature counter; grows with each answer.
    pub counter: u32,
    /// Whether it has the `prf` extension.
    pub has_prf: bool,
    /// Whether it computes `prf` at creation already.
    pub prf_at_creation: bool,
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The text of a member of the options, wherever it first stands.
fn member<'a>(options: &'a str, name: &str) -> &'a str {
    let mark = format!("\"{name}\":\"");
    options.split_once(&mark).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(v, _)| v)
}

impl Authenticator {
    /// A new one. The same `seed` gives the same keys.
    ///
    /// # Panics
    /// Never: every seed is a key.
    #[must_use]
    pub fn new(origin: &str, seed: u8) -> Self {
        #[expect(clippy::expect_used, reason = "thirty-two bytes are a seed")]
        let key = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a seed");
        Self {
            key,
            seed: [seed; 32],
            id: vec![seed; 16],
            handle: Vec::new(),
            origin: origin.to_owned(),
            counter: 0,
            has_prf: true,
            prf_at_creation: true,
        }
    }

    fn party(&self) -> String {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        host.split(':').next().unwrap_or_default().to_owned()
    }

    fn client_data(&self, kind: &str, options: &str) -> String {
        let challenge = member(options, "challenge");
        format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{}","crossOrigin":false}}"#,
            self.origin
        )
    }

    fn data(&mut self, flags: u8) -> Vec<u8> {
        self.counter += 1;
        let mut data = digest(&SHA256, self.party().as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// What `prf` gives for the salt in the options.
    fn prf(&self, options: &str) -> String {
        let salt = URL_SAFE_NO_PAD.decode(member(options, "first")).unwrap_or_default();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.seed);
        encoded(hmac::sign(&key, &salt))
    }

    /// The browser's answer to `navigator.credentials.create`.
    pub fn create(&mut self, options: &str) -> String {
        let user = options.split_once("\"user\":").map_or("", |(_, user)| user);
        self.handle = URL_SAFE_NO_PAD.decode(member(user, "id")).unwrap_or_default();
        let mut data = self.data(FLAGS | ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(&self.id);
        // COSE (RFC 9053 §2.2): OKP, EdDSA, Ed25519, the public key.
        data.extend([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20]);
        data.extend(self.key.public_key().as_ref());
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt");
        object.push(0x64);
        object.extend(b"none");
        object.push(0x67);
        object.extend(b"attStmt");
        object.extend([0xa0, 0x68]);
        object.extend(b"authData");
        object.extend([0x58, u8::try_from(data.len()).unwrap_or(u8::MAX)]);
        object.extend(data);
        let prf = match (self.has_prf, self.prf_at_creation) {
            (false, _) => "{}".to_owned(),
            (true, false) => r#"{"prf":{"enabled":true}}"#.to_owned(),
            (true, true) => {
                format!(
                    r#"{{"prf":{{"enabled":true,"results":{{"first":"{}"}}}}}}"#,
                    self.prf(options)
                )
            }
        };
        format!(
            r#"{{"id":"{id}","rawId":"{id}","type":"public-key","clientExtensionResults":{prf},"response":{{"clientDataJSON":"{}","attestationObject":"{}","transports":["internal"]}}}}"#,
            encoded(self.client_data("webauthn.create", options)),
            encoded(object),
            id = encoded(&self.id),
        )
    }

    /// The browser's answer to `navigator.credentials.get`.
    pub fn get(&mut self, options: &str) -> String {
        let client_data = self.client_data("webauthn.get", options);
        let data = self.data(FLAGS);
        let mut signed = data.clone();
        signed.extend_from_slice(digest(&SHA256, client_data.as_bytes()).as_ref());
        let signature = self.key.sign(&signed);
        let prf = if self.has_prf {
            format!(r#"{{"prf":{{"results":{{"first":"{}"}}}}}}"#, self.prf(options))
        } else {
            "{}".to_owned()
        };
        format!(
            r#"{{"id":"{id}","rawId":"{id}","type":"public-key","clientExtensionResults":{prf},"response":{{"clientDataJSON":"{}","authenticatorData":"{}","signature":"{}","userHandle":"{}"}}}}"#,
            encoded(client_data),
            encoded(data),
            encoded(signature),
            encoded(&self.handle),
            id = encoded(&self.id),
        )
    }
}
