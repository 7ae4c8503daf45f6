//! The version of a policy: the SHA-256 (FIPS 180-4) of its text, byte for byte.
//!
//! Nobody hands out a version, so nobody can hand out the same one twice: whoever holds the text can
//! compute it, and one changed byte makes another version.

use core::fmt;
use core::str::FromStr;

use sha2::{Digest as _, Sha256};

/// SHA-256 of a policy's source text. Shown and read as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyVersion([u8; 32]);

impl PolicyVersion {
    /// The version of this source text.
    #[must_use]
    pub fn of(source: &str) -> Self {
        Self(Sha256::digest(source.as_bytes()).into())
    }
    /// From the 32 bytes of a stored version.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
    /// The first twelve digits, for people; never enough to look a version up by.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for PolicyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PolicyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PolicyVersion({self})")
    }
}

/// A text that is not a policy version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a policy version is 64 lower-case hexadecimal digits")]
pub struct PolicyVersionError;

impl FromStr for PolicyVersion {
    type Err = PolicyVersionError;
    fn from_str(text: &str) -> Result<Self, PolicyVersionError> {
        let digits = text
            .chars()
            .map(|c| match c {
                '0'..='9' | 'a'..='f' => c.to_digit(16).and_then(|d| u8::try_from(d).ok()),
                _ => None,
            })
            .collect::<Option<Vec<u8>>>()
            .filter(|digits| digits.len() == 64)
            .ok_or(PolicyVersionError)?;
        let mut bytes = [0_u8; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = pair else { return Err(PolicyVersionError) };
            *byte = (high << 4) | low;
        }
        Ok(Self(bytes))
    }
}
