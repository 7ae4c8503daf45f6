//! HKDF-SHA-256 (RFC 5869) with labels, the one way a key comes from another key.
//!
//! Labels and their parts are framed with lengths, so that no two different lists of parts give the
//! same bytes ("a", "bc" is not "ab", "c").

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::secret::Secret;

/// `label`, then every part with its length as eight bytes, big-endian.
pub(crate) fn framed(label: &str, parts: &[&[u8]]) -> Vec<u8> {
    let length = label.len() + parts.iter().map(|part| part.len() + 8).sum::<usize>();
    let mut text = Vec::with_capacity(length);
    text.extend_from_slice(label.as_bytes());
    for part in parts {
        text.extend_from_slice(&(part.len() as u64).to_be_bytes());
        text.extend_from_slice(part);
    }
    text
}

/// A key being expanded into several others.
pub(crate) struct Expander(Hkdf<Sha256>);

impl Expander {
    /// HKDF-Extract.
    pub(crate) fn new(salt: Option<&[u8]>, key: &[u8]) -> Self {
        Self(Hkdf::new(salt, key))
    }

    /// HKDF-Expand.
    #[expect(
        clippy::expect_used,
        reason = "the length is a constant checked below; going on with zeros for a key would be worse"
    )]
    pub(crate) fn expand<const N: usize>(&self, info: &[u8]) -> Secret<N> {
        const { assert!(N <= 255 * 32, "HKDF-SHA-256 gives at most 8160 bytes") };
        Secret::filled(|bytes| {
            self.0.expand(info, bytes).expect("the length was checked when this was compiled");
        })
    }

    /// HKDF-Expand to 64 bytes, taken as two secrets of 32.
    #[expect(
        clippy::expect_used,
        reason = "64 bytes are far below the limit of 8160; going on with zeros for a key would be worse"
    )]
    pub(crate) fn expand_pair(&self, info: &[u8]) -> [Secret<32>; 2] {
        let mut both = Zeroizing::new([[0_u8; 32]; 2]);
        self.0
            .expand(info, both.as_flattened_mut())
            .expect("64 bytes are within HKDF-SHA-256's limit");
        both.map(|half| Secret::filled(|bytes| *bytes = half))
    }
}

/// HKDF in one step.
pub(crate) fn derive<const N: usize>(salt: Option<&[u8]>, key: &[u8], info: &[u8]) -> Secret<N> {
    Expander::new(salt, key).expand(info)
}

/// SHA-256 of `bytes`.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
