//! An identity provider in the process: it signs what it is told to, rightly or wrongly.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use credential::Algorithm;
use credential::oidc::{KeySet, Provider};
use ed25519_dalek::Signer as _;
use serde_json::{Value, json};

use crate::authenticator::{b64, rsa_parts};

pub(crate) const ISSUER: &str = "https://id.example.org/realms/acme";
pub(crate) const CLIENT: &str = "candor";

enum Key {
    Ed25519(Box<ed25519_dalek::SigningKey>),
    P256(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

/// A key of the provider with its id.
pub(crate) struct SigningKey {
    pub(crate) kid: String,
    key: Key,
}

impl SigningKey {
    pub(crate) fn generate(kid: &str, algorithm: Algorithm) -> Self {
        let key = match algorithm {
            Algorithm::EdDsa => {
                Key::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(&[3; 32])))
            }
            Algorithm::Es256 => {
                Key::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
            }
            Algorithm::Rs256 => Key::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()),
        };
        Self { kid: kid.into(), key }
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        match self.key {
            Key::Ed25519(_) => Algorithm::EdDsa,
            Key::P256(_) => Algorithm::Es256,
            Key::Rsa(_) => Algorithm::Rs256,
        }
    }

    pub(crate) fn jwk(&self) -> Value {
        match &self.key {
            Key::Ed25519(key) => {
                json!({"kty":"OKP","crv":"Ed25519","kid":self.kid,"use":"sig","x":b64(key.verifying_key().to_bytes())})
            }
            Key::P256(key) => {
                let point = key.public_key().as_ref();
                json!({"kty":"EC","crv":"P-256","kid":self.kid,"use":"sig","x":b64(&point[1..33]),"y":b64(&point[33..])})
            }
            Key::Rsa(key) => {
                let (n, e) = rsa_parts(key);
                json!({"kty":"RSA","kid":self.kid,"use":"sig","alg":"RS256","n":b64(n),"e":b64(e)})
            }
        }
    }

    pub(crate) fn modulus(&self) -> Vec<u8> {
        match &self.key {
            Key::Rsa(key) => rsa_parts(key).0,
            Key::Ed25519(_) | Key::P256(_) => panic!("no modulus"),
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.key {
            Key::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Key::P256(key) => key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).unwrap();
                signature
            }
        }
    }

    pub(crate) fn token(&self, claims: &Value) -> String {
        self.token_with(
            &json!({"alg": self.algorithm().jose(), "kid": self.kid, "typ": "JWT"}),
            claims,
        )
    }

    pub(crate) fn token_with(&self, header: &Value, claims: &Value) -> String {
        let signed = format!("{}.{}", b64(header.to_string()), b64(claims.to_string()));
        format!("{signed}.{}", b64(self.sign(signed.as_bytes())))
    }
}

pub(crate) fn key_set(keys: &[&SigningKey]) -> KeySet {
    let keys: Vec<Value> = keys.iter().map(|key| key.jwk()).collect();
    KeySet::parse(&json!({"keys": keys}).to_string()).unwrap()
}

pub(crate) fn document() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": format!("{ISSUER}/auth"),
        "token_endpoint": format!("{ISSUER}/token"),
        "jwks_uri": format!("{ISSUER}/certs"),
        "response_types_supported": ["code", "id_token"],
        "id_token_signing_alg_values_supported": ["HS256", "none", "RS256", "ES256", "EdDSA"],
        "code_challenge_methods_supported": ["plain", "S256"],
        "authorization_response_iss_parameter_supported": true,
        "claims_supported": ["email"],
    })
}

pub(crate) fn provider() -> Provider {
    Provider::from_discovery(&document().to_string(), ISSUER).unwrap()
}
