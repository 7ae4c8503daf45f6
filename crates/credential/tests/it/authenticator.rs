//! An authenticator and a browser in software: they answer as real ones do, and can be told to misbehave.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use credential::Algorithm;
use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256};

pub(crate) const ORIGIN: &str = "https://desk.example.org";
pub(crate) const PARTY: &str = "desk.example.org";

pub(crate) fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A private key of one of the three kinds.
pub(crate) enum Key {
    Ed25519(Box<ed25519_dalek::SigningKey>),
    P256(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

impl Key {
    pub(crate) fn generate(algorithm: Algorithm, seed: u8) -> Self {
        match algorithm {
            Algorithm::EdDsa => {
                Self::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(&[seed; 32])))
            }
            Algorithm::Es256 => {
                Self::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap())
            }
            Algorithm::Rs256 => Self::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()),
        }
    }

    /// The public key as COSE.
    pub(crate) fn cose(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Ed25519(key) => {
                out.extend([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20]);
                out.extend(key.verifying_key().to_bytes());
            }
            Self::P256(key) => {
                let point = key.public_key().as_ref();
                out.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
                out.extend(&point[1..33]);
                out.extend([0x22, 0x58, 0x20]);
                out.extend(&point[33..]);
            }
            Self::Rsa(key) => {
                let (n, e) = rsa_parts(key);
                out.extend([0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59]);
                out.extend(u16::try_from(n.len()).unwrap().to_be_bytes());
                out.extend(n);
                out.extend([0x21, 0x40 + u8::try_from(e.len()).unwrap()]);
                out.extend(e);
            }
        }
        out
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Self::P256(key) => key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).unwrap();
                signature
            }
        }
    }
}

/// Modulus and exponent out of the DER of RFC 8017's RSAPublicKey, for 2048 bits.
pub(crate) fn rsa_parts(key: &RsaKeyPair) -> (Vec<u8>, Vec<u8>) {
    let der = key.public_key().as_ref();
    assert_eq!(
        (der[..9].to_vec(), der.len()),
        (b"\x30\x82\x01\x0a\x02\x82\x01\x01\x00".to_vec(), 270)
    );
    (der[9..265].to_vec(), der[267..].to_vec())
}

/// What the authenticator holds, and what browser and authenticator say next.
pub(crate) struct Authenticator {
    pub(crate) key: Key,
    pub(crate) id: Vec<u8>,
    pub(crate) user_handle: Option<Vec<u8>>,
    pub(crate) counter: u32,
    /// 0x01 present, 0x04 verified, 0x08 may be copied, 0x10 is copied.
    pub(crate) flags: u8,
    pub(crate) party: String,
    pub(crate) origin: String,
    /// Put into the client data after `crossOrigin`.
    pub(crate) cross_origin: bool,
    /// The site around the page, when the browser names one.
    pub(crate) top_origin: Option<&'static str>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) format: Vec<u8>,
    pub(crate) prf: Option<[u8; 32]>,
    /// Appended to the authenticator data, with the flag for extensions.
    pub(crate) extensions: Option<Vec<u8>>,
}

impl Authenticator {
    pub(crate) fn new(algorithm: Algorithm) -> Self {
        Self {
            key: Key::generate(algorithm, 7),
            id: b"credential-0001".to_vec(),
            user_handle: Some(b"maria".to_vec()),
            counter: 0,
            flags: 0x05,
            party: PARTY.into(),
            origin: ORIGIN.into(),
            cross_origin: false,
            top_origin: None,
            kind: None,
            format: [&[0x63][..], b"fmt", &[0x64], b"none", &[0x67], b"attStmt", &[0xa0]].concat(),
            prf: Some([9; 32]),
            extensions: None,
        }
    }

    fn client_data(&self, kind: &str, challenge: &str) -> Vec<u8> {
        let kind = self.kind.unwrap_or(kind);
        let top = self.top_origin.map(|top| format!(r#""topOrigin":"{top}","#)).unwrap_or_default();
        format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{}","crossOrigin":{},{top}"other":1}}"#,
            self.origin, self.cross_origin
        )
        .into_bytes()
    }

    pub(crate) fn data(&self, credential: bool) -> Vec<u8> {
        let mut data = Sha256::digest(self.party.as_bytes()).to_vec();
        let mut flags = self.flags;
        flags |= if credential { 0x40 } else { 0 };
        flags |= if self.extensions.is_some() { 0x80 } else { 0 };
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        if credential {
            data.extend([0; 16]);
            data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
            data.extend(&self.id);
            data.extend(self.key.cose());
        }
        data.extend(self.extensions.iter().flatten());
        data
    }

    /// The browser's answer to `create`, for the challenge of these options.
    pub(crate) fn create(&self, options: &serde_json::Value) -> String {
        let mut object = vec![0xa3];
        object.extend(&self.format);
        object.extend([0x68]);
        object.extend(b"authData");
        let data = self.data(true);
        // The shortest form, as CTAP2 has it.
        if let Ok(short) = u8::try_from(data.len()) {
            object.extend([0x58, short]);
        } else {
            object.push(0x59);
            object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        }
        object.extend(data);
        self.created(options, &object)
    }

    pub(crate) fn created(&self, options: &serde_json::Value, object: &[u8]) -> String {
        let client_data =
            self.client_data("webauthn.create", options["challenge"].as_str().unwrap());
        let prf = self.prf.map_or_else(
            || "{}".to_owned(),
            |first| {
                format!(r#"{{"prf":{{"enabled":true,"results":{{"first":"{}"}}}}}}"#, b64(first))
            },
        );
        format!(
            r#"{{"id":"{id}","rawId":"{id}","type":"public-key","authenticatorAttachment":"platform","clientExtensionResults":{prf},"response":{{"clientDataJSON":"{}","attestationObject":"{}","transports":["internal","<script>"],"publicKeyAlgorithm":-8}}}}"#,
            b64(client_data),
            b64(object),
            id = b64(&self.id),
        )
    }

    /// The browser's answer to `get`.
    pub(crate) fn get(&self, options: &serde_json::Value) -> String {
        let client_data = self.client_data("webauthn.get", options["challenge"].as_str().unwrap());
        let data = self.data(false);
        let signature = self.key.sign(&[&data[..], &Sha256::digest(&client_data)].concat());
        self.got(&client_data, &data, &signature)
    }

    pub(crate) fn got(&self, client_data: &[u8], data: &[u8], signature: &[u8]) -> String {
        let prf = self.prf.map_or_else(
            || "{}".to_owned(),
            |first| format!(r#"{{"prf":{{"results":{{"first":"{}"}}}}}}"#, b64(first)),
        );
        let handle = self
            .user_handle
            .as_ref()
            .map_or_else(|| "null".to_owned(), |handle| format!("\"{}\"", b64(handle)));
        format!(
            r#"{{"id":"{}","type":"public-key","clientExtensionResults":{prf},"response":{{"clientDataJSON":"{}","authenticatorData":"{}","signature":"{}","userHandle":{handle}}}}}"#,
            b64(&self.id),
            b64(client_data),
            b64(data),
            b64(signature),
        )
    }
}
