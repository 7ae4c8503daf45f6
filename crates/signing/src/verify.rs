//! Verifying a detached OpenPGP signature against a certificate that somebody trusts already.
//!
//! It knows what it signs itself: Ed25519 in version 4 packets (RFC 9580 §5.2.3), over bytes. Whether the certificate
//! was revoked, and whose it is, it does not judge: `gpg` does, for those who keep a keyring.

use sha2::{Sha256, Sha512};

use crate::armor;
use crate::packet::{Bytes, ED25519_OID, KeyError, PUBLIC_KEY, PUBLIC_SUBKEY, SIGNATURE};
use crate::sign::{OF_BYTES, OF_TEXT, fingerprint_of};

/// The hash algorithms that are accepted (§9.5).
const SHA_256: u8 = 8;
const SHA_512: u8 = 10;
/// Subpackets: when it was made, and by which key (§5.2.3.11, §5.2.3.35).
const MADE: u8 = 2;
const ISSUER: u8 = 33;
/// The least bytes of a subpacket's type whose unknown meaning makes a signature unusable (§5.2.3.7).
const CRITICAL: u8 = 0x80;

/// Why a signature is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// No signature, or none of a kind that is known here.
    #[error(
        "this is no armored OpenPGP signature with Ed25519 over a file; `gpg --verify` knows other kinds"
    )]
    Unknown,
    /// Its bytes are not what they say.
    #[error("this OpenPGP signature is damaged")]
    Damaged,
    /// Made with a key that is not in the certificate.
    #[error("it is made with another key than those of the certificate")]
    OtherKey,
    /// The bytes are others.
    #[error("the bytes are not those that were signed")]
    OtherBytes,
}

impl From<KeyError> for NotSigned {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::NotArmored => Self::Unknown,
            _ => Self::Damaged,
        }
    }
}

/// A signature that is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The fingerprint of the key, as 40 hexadecimal digits.
    pub fingerprint: String,
    /// When it says it was made, in seconds since 1970 (UTC).
    pub at: u32,
}

/// The public keys of a certificate.
pub struct Certificate {
    keys: Vec<([u8; 20], ed25519_dalek::VerifyingKey)>,
}

impl Certificate {
    /// Reads an armored certificate, as `gpg --armor --export` writes it. Whoever hands it over trusts it: that its
    /// subkeys belong to it is not looked at.
    ///
    /// # Errors
    /// [`KeyError`] when it is none, or holds no Ed25519 key.
    pub fn read(armored: &str) -> Result<Self, KeyError> {
        let bytes = armor::read(armored, "PGP PUBLIC KEY BLOCK")?;
        let mut bytes = Bytes(&bytes);
        let mut keys = Vec::new();
        while !bytes.0.is_empty() {
            let (kind, body) = bytes.packet()?;
            if matches!(kind, PUBLIC_KEY | PUBLIC_SUBKEY)
                && let Some(key) = public_key(body)
            {
                keys.push((fingerprint_of(body)?, key));
            }
        }
        if keys.is_empty() { Err(KeyError::NoSigningKey) } else { Ok(Self { keys }) }
    }

    /// Verifies an armored signature over these bytes.
    ///
    /// # Errors
    /// [`NotSigned`], which says why it is not believed.
    pub fn verify(&self, bytes: &[u8], armored: &str) -> Result<Signed, NotSigned> {
        let packets = armor::read(armored, "PGP SIGNATURE")?;
        let (kind, body) = Bytes(&packets).packet()?;
        if kind != SIGNATURE {
            return Err(NotSigned::Unknown);
        }
        let signature = Signature::read(body)?;
        let digest = match signature.hash {
            SHA_256 => signature.digest::<Sha256>(bytes),
            SHA_512 => signature.digest::<Sha512>(bytes),
            _ => return Err(NotSigned::Unknown),
        };
        let known = |(fingerprint, _): &&([u8; 20], _)| {
            signature.issuer.is_none_or(|issuer| issuer == *fingerprint)
        };
        let mut found = false;
        for (fingerprint, key) in self.keys.iter().filter(known) {
            found = true;
            let signed = ed25519_dalek::Signature::from_bytes(&signature.value);
            if key.verify_strict(&digest, &signed).is_ok() {
                let fingerprint = fingerprint.iter().map(|byte| format!("{byte:02X}")).collect();
                return Ok(Signed { fingerprint, at: signature.made });
            }
        }
        Err(if found { NotSigned::OtherBytes } else { NotSigned::OtherKey })
    }
}

/// The Ed25519 key of a public key packet, if it holds one.
fn public_key(body: &[u8]) -> Option<ed25519_dalek::VerifyingKey> {
    let mut bytes = Bytes(body);
    if bytes.byte().ok()? != 4 {
        return None;
    }
    bytes.take(4).ok()?;
    let point = match bytes.byte().ok()? {
        27 => bytes.take(32).ok()?,
        // The point is written behind an octet 0x40, which says that it has no second half (§11.2).
        22 if bytes.take(ED25519_OID.len()).ok()? == ED25519_OID => {
            bytes.integer().ok()?.strip_prefix(&[0x40])?
        }
        _ => return None,
    };
    ed25519_dalek::VerifyingKey::from_bytes(point.try_into().ok()?).ok()
}

/// What a signature packet holds (§5.2.3).
struct Signature<'b> {
    /// What of it is hashed.
    hashed: &'b [u8],
    hash: u8,
    made: u32,
    issuer: Option<[u8; 20]>,
    value: [u8; 64],
}

impl<'b> Signature<'b> {
    fn read(body: &'b [u8]) -> Result<Self, NotSigned> {
        let mut bytes = Bytes(body);
        if bytes.byte()? != 4 {
            return Err(NotSigned::Unknown);
        }
        let kind = bytes.byte()?;
        let algorithm = bytes.byte()?;
        let hash = bytes.byte()?;
        // A signature over text hashes other line ends than the file may have.
        if kind == OF_TEXT || kind != OF_BYTES || !matches!(algorithm, 22 | 27) {
            return Err(NotSigned::Unknown);
        }
        let length = bytes.number(2)?;
        let subpackets = bytes.take(length)?;
        let hashed = body.get(..6 + length).ok_or(NotSigned::Damaged)?;
        let (mut made, mut issuer) = (None, None);
        let mut rest = Bytes(subpackets);
        while !rest.0.is_empty() {
            let length = rest.length(false)?;
            let mut subpacket = Bytes(rest.take(length)?);
            let kind = subpacket.byte()?;
            match kind & !CRITICAL {
                MADE => made = subpacket.0.first_chunk().map(|at| u32::from_be_bytes(*at)),
                ISSUER => issuer = subpacket.0.strip_prefix(&[4]).and_then(|id| id.try_into().ok()),
                _ if kind & CRITICAL != 0 => return Err(NotSigned::Unknown),
                _ => {}
            }
        }
        let unhashed = bytes.number(2)?;
        bytes.take(unhashed)?;
        // The first two octets of the digest, for those who look fast.
        bytes.take(2)?;
        let mut value = [0; 64];
        if algorithm == 27 {
            value.copy_from_slice(bytes.take(64)?);
        } else {
            for half in value.chunks_exact_mut(32) {
                let number = bytes.integer()?;
                let start = half.len().checked_sub(number.len()).ok_or(NotSigned::Damaged)?;
                half.get_mut(start..).ok_or(NotSigned::Damaged)?.copy_from_slice(number);
            }
        }
        if !bytes.0.is_empty() {
            return Err(NotSigned::Damaged);
        }
        Ok(Self { hashed, hash, made: made.ok_or(NotSigned::Damaged)?, issuer, value })
    }

    fn digest<H: sha2::Digest>(&self, bytes: &[u8]) -> Vec<u8> {
        let length = u32::try_from(self.hashed.len()).unwrap_or(u32::MAX).to_be_bytes();
        let mut hash = H::new();
        hash.update(bytes);
        hash.update(self.hashed);
        hash.update([4, 0xFF]);
        hash.update(length);
        hash.finalize().to_vec()
    }
}
