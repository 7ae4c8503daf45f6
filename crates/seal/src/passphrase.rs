//! Passphrases: what Argon2id costs, and the login verifier.
//!
//! The login verifier is a PHC string of Argon2id over HMAC-SHA-256(pepper, passphrase): a stolen
//! database without the root key cannot be guessed at. An unknown account costs the same time as a
//! wrong passphrase. Passphrases are compared as RFC 8265 §4.2 has it (NFC, every Unicode space is
//! a space), so that the same keys on another keyboard give the same passphrase. Nothing here is
//! reachable by an anonymous visitor except the login form, which the edge bounds.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, CustomizedPasswordHasher, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::blob::SealError;
use crate::rand_core::CryptoRng;
use crate::root::Subkey;
use crate::secret::{Secret, same_bytes};

/// What one Argon2id computation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argon2Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Argon2Cost {
    /// What a stored cost may ask for at most, so that an edited row cannot exhaust the server.
    const LIMIT: Self = Self { memory_kib: 512 * 1024, passes: 16, lanes: 4 };

    /// For the vault: 128 MiB, 3 passes, 1 lane (about half a CPU second).
    #[must_use]
    pub const fn vault() -> Self {
        Self { memory_kib: 128 * 1024, passes: 3, lanes: 1 }
    }

    /// For the login verifier: 46 MiB, 1 pass, 1 lane (OWASP ASVS 5.0 appendix C; under a tenth of
    /// a second).
    #[must_use]
    pub const fn login() -> Self {
        Self { memory_kib: 46 * 1024, passes: 1, lanes: 1 }
    }

    /// For tests only: it protects nothing.
    #[must_use]
    pub const fn cheap_for_tests() -> Self {
        Self { memory_kib: 64, passes: 1, lanes: 1 }
    }

    /// Memory in bytes that one computation takes, for the edge's bound on simultaneous ones.
    #[must_use]
    pub const fn memory_bytes(self) -> u64 {
        self.memory_kib as u64 * 1024
    }

    pub(crate) fn to_bytes(self) -> [u8; 12] {
        let mut bytes = [[0; 4]; 3];
        let [memory, passes, lanes] = &mut bytes;
        *memory = self.memory_kib.to_be_bytes();
        *passes = self.passes.to_be_bytes();
        *lanes = self.lanes.to_be_bytes();
        let mut flat = [0; 12];
        flat.copy_from_slice(bytes.as_flattened());
        flat
    }

    pub(crate) fn from_bytes(bytes: &[u8; 12]) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = *bytes;
        let cost = Self {
            memory_kib: u32::from_be_bytes([a, b, c, d]),
            passes: u32::from_be_bytes([e, f, g, h]),
            lanes: u32::from_be_bytes([i, j, k, l]),
        };
        cost.is_bounded().then_some(cost)
    }

    fn is_bounded(self) -> bool {
        self.memory_kib <= Self::LIMIT.memory_kib
            && self.passes <= Self::LIMIT.passes
            && self.lanes <= Self::LIMIT.lanes
            && self.params().is_ok()
    }

    fn params(self) -> Result<Params, SealError> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| SealError::Memory)
    }
}

/// Argon2id of a passphrase: 32 bytes.
pub(crate) fn stretch(
    passphrase: &str,
    cost: Argon2Cost,
    salt: &[u8],
) -> Result<Secret<32>, SealError> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    let passphrase = prepared(passphrase);
    let mut outcome = Ok(());
    let key = Secret::filled(|bytes| {
        outcome = argon2.hash_password_into(passphrase.as_bytes(), salt, bytes);
    });
    outcome.map(|()| key).map_err(|_| SealError::Memory)
}

/// RFC 8265 OpaqueString: non-ASCII spaces become spaces, then NFC.
fn prepared(passphrase: &str) -> Zeroizing<String> {
    // Room for the longest expansion, so that no unwiped copy is left behind by growing.
    let mut text = Zeroizing::new(String::with_capacity(passphrase.len().saturating_mul(3)));
    let spaced =
        passphrase.chars().map(|c| if c.is_whitespace() && !c.is_ascii() { ' ' } else { c });
    text.extend(spaced.nfc());
    text
}

/// The verifier to store for a login: a PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`).
///
/// # Errors
/// When there is not enough memory for `cost`.
pub fn hash_passphrase(
    passphrase: &str,
    pepper: &Subkey,
    cost: Argon2Cost,
    rng: &mut impl CryptoRng,
) -> Result<String, SealError> {
    let mut salt = [0_u8; 16];
    rng.fill_bytes(&mut salt);
    phc(passphrase, pepper, cost, &salt).map(|hash| hash.to_string())
}

fn phc(
    passphrase: &str,
    pepper: &Subkey,
    cost: Argon2Cost,
    salt: &[u8],
) -> Result<PasswordHash, SealError> {
    let peppered = peppered(passphrase, pepper);
    Argon2::default()
        .hash_password_customized(
            &*peppered,
            salt,
            Some("argon2id"),
            Some(Version::V0x13.into()),
            cost.params()?,
        )
        .map_err(|_| SealError::Memory)
}

fn peppered(passphrase: &str, pepper: &Subkey) -> Zeroizing<[u8; 32]> {
    let prepared = prepared(passphrase);
    Zeroizing::new(pepper.mac(&[b"candor/login/v1", prepared.as_bytes()]))
}

/// What came of a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// The passphrase is right.
    Accepted {
        /// The verifier was made with another cost than asked for: store a new one now.
        rehash: bool,
    },
    /// No account, no verifier, or another passphrase: nobody learns which.
    Refused,
}

/// Checks a login passphrase against the stored verifier; `None` is an unknown account. Whatever is
/// stored, one Argon2id computation is done: with the verifier's own cost when it can be read, else
/// with `cost`.
#[must_use]
pub fn verify_passphrase(
    stored: Option<&str>,
    passphrase: &str,
    pepper: &Subkey,
    cost: Argon2Cost,
) -> Verification {
    let known = stored.and_then(Stored::parse);
    let (effective, salt) =
        known.as_ref().map_or((cost, [0_u8; 16].as_slice()), |known| (known.cost, &known.salt));
    let computed = phc(passphrase, pepper, effective, salt);
    let matches = match (&known, computed.as_ref().ok().and_then(|hash| hash.hash.as_ref())) {
        (Some(known), Some(output)) => same_bytes(&known.output, output.as_bytes()),
        _ => false,
    };
    if matches {
        Verification::Accepted { rehash: effective != cost }
    } else {
        Verification::Refused
    }
}

/// A verifier as read back.
struct Stored {
    cost: Argon2Cost,
    salt: Vec<u8>,
    output: Vec<u8>,
}

impl Stored {
    fn parse(text: &str) -> Option<Self> {
        let hash = PasswordHash::new(text).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let cost = Argon2Cost {
            memory_kib: params.m_cost(),
            passes: params.t_cost(),
            lanes: params.p_cost(),
        };
        let understood = hash.algorithm.as_str() == "argon2id"
            && hash.version == Some(Version::V0x13.into())
            && cost.is_bounded();
        let salt = hash.salt?.as_ref().to_vec();
        let output = hash.hash?.as_bytes().to_vec();
        (understood && output.len() == 32).then_some(Self { cost, salt, output })
    }
}
