//! The hashes of the tree: RFC 6962 §2.1 over SHA-256.
//!
//! A leaf is hashed behind the byte 0x00 and a node behind 0x01, so that no entry can be passed off as
//! a node. Nothing here allocates: one leaf costs one pass of SHA-256 over its entry.

use core::fmt;
use core::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A SHA-256 hash. `Display` and `FromStr` are lower-case hexadecimal; the C2SP formats write it in
/// base64 ([`Hash::to_base64`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; Hash::BYTES]);

/// A text or a run of bytes that is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Not 32 bytes.
    #[error("this is not a hash: it has {found} bytes and a SHA-256 hash has 32")]
    Length {
        /// How many bytes were given.
        found: usize,
    },
    /// Not 64 lower-case hexadecimal digits.
    #[error("this is not a hash: expected 64 lower-case hexadecimal digits")]
    Hex,
    /// Not the standard base64 of 32 bytes.
    #[error("this is not a hash: expected the 44 characters of its base64")]
    Base64,
}

impl Hash {
    /// How many bytes a hash has.
    pub const BYTES: usize = 32;

    /// The hash with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads a hash as stored: exactly 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, HashError> {
        bytes.try_into().map(Self).map_err(|_| HashError::Length { found: bytes.len() })
    }

    /// The bytes of the hash.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// SHA-256 of the parts one after the other, as used for commitments (`salt ‖ fact`).
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
    #[must_use]
    pub fn of_empty_tree() -> Self {
        Self::of(&[])
    }

    /// The standard base64 of the hash, with padding, as in checkpoints and proofs.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads the standard base64 of a hash, padding required, no other bits set.
    pub fn from_base64(text: &str) -> Result<Self, HashError> {
        let mut bytes = [0_u8; 36];
        // 44 characters can never decode to more than 33 bytes, so the buffer is large enough.
        if text.len() != 44 {
            return Err(HashError::Base64);
        }
        let count = STANDARD.decode_slice(text, &mut bytes).map_err(|_| HashError::Base64)?;
        bytes
            .get(..count)
            .and_then(|decoded| Self::from_slice(decoded).ok())
            .ok_or(HashError::Base64)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = HashError;
    fn from_str(text: &str) -> Result<Self, HashError> {
        let mut bytes = [0_u8; Self::BYTES];
        if text.len() != 64 {
            return Err(HashError::Hex);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            for digit in pair {
                let value = match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'a'..=b'f' => digit - b'a' + 10,
                    _ => return Err(HashError::Hex),
                };
                *byte = *byte << 4 | value;
            }
        }
        Ok(Self(bytes))
    }
}

/// The hash of a leaf: SHA-256(0x00 ‖ entry), RFC 6962 §2.1.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash::of(&[&[0x00], entry])
}

/// The hash of a node: SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[0x01], left.as_bytes(), right.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_leaf_and_the_empty_tree_have_the_published_hashes() {
        // Known values of RFC 6962 trees, as in certificate-transparency-go's reference test data.
        assert_eq!(
            leaf_hash(b"").to_string(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            Hash::of_empty_tree().to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            node_hash(&leaf_hash(b""), &leaf_hash(&[0x00])).to_string(),
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        );
    }

    #[test]
    fn a_hash_reads_back_from_hexadecimal_and_base64() {
        let hash = leaf_hash(b"x");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
    }

    #[test]
    fn other_spellings_of_a_hash_are_refused() {
        let hash = leaf_hash(b"x");
        let hex = hash.to_string();
        for bad in
            [hex.to_uppercase(), format!("{hex}0"), hex.chars().skip(1).collect(), "é".repeat(32)]
        {
            assert_eq!(bad.parse::<Hash>(), Err(HashError::Hex), "{bad}");
        }
        let base64 = Hash::from_bytes([0; 32]).to_base64();
        // The last character before the padding carries two bits that must be zero.
        let loose = base64.replace("A=", "B=");
        let unpadded = base64.trim_end_matches('=').to_owned();
        for bad in [loose, unpadded, "é".repeat(22), format!("{}==", "A".repeat(42))] {
            assert_eq!(Hash::from_base64(&bad), Err(HashError::Base64), "{bad}");
        }
        assert_eq!(Hash::from_slice(&[0; 31]), Err(HashError::Length { found: 31 }));
    }
}
