//! Verifying signatures that others made: the three algorithms of passkeys and identity providers, and nothing
//! else.
//!
//! A key carries its algorithm; nothing that an attacker sends chooses it. Only public keys are handled here.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use ed25519_dalek::{Signature, VerifyingKey};

/// A signature algorithm that is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032): COSE −8, JOSE `EdDSA`.
    EdDsa,
    /// ECDSA on P-256 with SHA-256: COSE −7, JOSE `ES256`.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, 2048 to 8192 bits: COSE −257, JOSE `RS256`.
    Rs256,
}

impl Algorithm {
    /// Every one, the preferred first.
    pub const ALL: [Self; 3] = [Self::EdDsa, Self::Es256, Self::Rs256];

    /// The number in the COSE registry.
    #[must_use]
    pub const fn cose(self) -> i64 {
        match self {
            Self::EdDsa => -8,
            Self::Es256 => -7,
            Self::Rs256 => -257,
        }
    }

    /// The algorithm of a COSE number.
    #[must_use]
    pub fn from_cose(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.cose() == number)
    }

    /// The name in the JOSE registry.
    #[must_use]
    pub const fn jose(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }

    /// The algorithm of a JOSE name, letter for letter.
    #[must_use]
    pub fn from_jose(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.jose() == name)
    }
}

/// How an ECDSA signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EcdsaForm {
    /// As ASN.1 DER: WebAuthn.
    Der,
    /// As r ‖ s, 64 bytes: JOSE.
    Fixed,
}

/// A public key together with its one algorithm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// Ed25519.
    Ed25519([u8; 32]),
    /// A point of P-256, uncompressed: 4 ‖ x ‖ y.
    P256(Box<[u8; 65]>),
    /// Modulus and exponent, big-endian, without leading zeros.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The exponent.
        e: Vec<u8>,
    },
}

impl PublicKey {
    /// The Ed25519 key of these bytes; none when they are no point, or one of small order.
    pub(crate) fn ed25519(x: &[u8]) -> Option<Self> {
        let bytes: [u8; 32] = x.try_into().ok()?;
        let key = VerifyingKey::from_bytes(&bytes).ok()?;
        (!key.is_weak()).then_some(Self::Ed25519(bytes))
    }

    /// The P-256 key of these coordinates, 32 bytes each; none when they are no point of the curve.
    pub(crate) fn p256(x: &[u8], y: &[u8]) -> Option<Self> {
        let (x, y): ([u8; 32], [u8; 32]) = (x.try_into().ok()?, y.try_into().ok()?);
        let mut point = Box::new([4_u8; 65]);
        let [_, coordinates @ ..] = &mut *point;
        let (first, second) = coordinates.split_at_mut(32);
        first.copy_from_slice(&x);
        second.copy_from_slice(&y);
        aws_lc_rs::signature::ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, *point).ok()?;
        Some(Self::P256(point))
    }

    /// The RSA key of this modulus (2048 to 8192 bits, odd) and exponent (odd, 3 to 2³³ − 1).
    pub(crate) fn rsa(n: &[u8], e: &[u8]) -> Option<Self> {
        let (first, last) = (n.first()?, n.last()?);
        let exponent_ok = e.len() <= 5 && e.first()? != &0 && e.last()? % 2 == 1 && e != [1];
        let bits = n.len() * 8 - usize::try_from(first.leading_zeros()).ok()?;
        let modulus_ok = *first != 0 && last % 2 == 1 && (2048..=8192).contains(&bits);
        (exponent_ok && modulus_ok).then(|| Self::Rsa { n: n.to_vec(), e: e.to_vec() })
    }

    /// The one algorithm of this key.
    pub(crate) const fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ed25519(_) => Algorithm::EdDsa,
            Self::P256(_) => Algorithm::Es256,
            Self::Rsa { .. } => Algorithm::Rs256,
        }
    }

    /// Whether `signature` is this key's over `message`.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8], form: EcdsaForm) -> bool {
        match self {
            Self::Ed25519(bytes) => {
                let key = VerifyingKey::from_bytes(bytes);
                let signature = Signature::from_slice(signature);
                matches!((key, signature), (Ok(key), Ok(signature)) if key.verify_strict(message, &signature).is_ok())
            }
            Self::P256(point) => {
                let algorithm = match form {
                    EcdsaForm::Der => &ECDSA_P256_SHA256_ASN1,
                    EcdsaForm::Fixed => &ECDSA_P256_SHA256_FIXED,
                };
                UnparsedPublicKey::new(algorithm, **point).verify(message, signature).is_ok()
            }
            Self::Rsa { n, e } => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
        }
    }
}
