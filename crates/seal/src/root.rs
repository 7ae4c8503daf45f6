//! The instance's root key and what comes of it.
//!
//! The root key lives outside the data (a credential, a key file) and in a backup only sealed to
//! the organisation's recovery kit. It opens no case: what hangs on it is what the server must do
//! while everyone is asleep (send a queued notice, sign a checkpoint) and the pepper of the
//! passphrases. Each use has its own subkey: HKDF-SHA-256(root key, salt = instance id, info =
//! `candor/irk/<use>/v1`).

use core::fmt;
use core::str::FromStr;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::blob::{self, FieldContext, OpenError, SealError};
use crate::rand_core::CryptoRng;
use crate::recovery::RecoveryKit;
use crate::secret::{Secret, same_bytes};
use crate::{Opened, PublicKey, kdf, kem};

/// What a root key file begins with.
const FILE_PREFIX: &str = "candor-root-key-1:";

/// A text that is not a root key or an instance id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RootKeyError {
    /// No line holds a key.
    #[error(
        "the root key file is empty; restore it from where it was kept, or start with a new data folder"
    )]
    Empty,
    /// Not 64 hexadecimal digits.
    #[error(
        "the root key is one line of 64 hexadecimal digits (after an optional `candor-root-key-1:`); this is not one"
    )]
    NotHex,
    /// Two keys in one file.
    #[error("the root key file holds more than one line; keep only the key of this instance")]
    TwoKeys,
    /// Not 32 hexadecimal digits.
    #[error("an instance id is 32 hexadecimal digits; this is not one")]
    NotInstanceId,
}

/// The public, random name of an instance (128 bits), made at the first start. It separates
/// instances that were given the same root key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId([u8; 16]);

impl InstanceId {
    /// A new id.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The id's bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for InstanceId {
    type Err = RootKeyError;
    fn from_str(text: &str) -> Result<Self, RootKeyError> {
        let mut bytes = [0; 16];
        unhex(text, &mut bytes).then_some(Self(bytes)).ok_or(RootKeyError::NotInstanceId)
    }
}

/// What a subkey of the root key is for. A new use is a new variant, never a second purpose of an
/// old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RootUse<'a> {
    /// Settings that are secrets: mail and webhook credentials, one-time-code seeds.
    Config,
    /// Addresses that the server writes to by itself: of those who subscribed to advisories. Also the keyed hashes by
    /// which one is found again, and the tokens that end a subscription.
    Contact,
    /// Queued mail and webhook bodies.
    Outbox,
    /// The pepper of passphrase hashes and of vault wraps.
    Pepper,
    /// The Ed25519 seed that signs checkpoints of this program's log.
    LedgerSigning(&'a str),
    /// Authentication of form tokens.
    FormToken,
    /// Receipts derived for forms that are sent twice ([`crate::Receipt::derive`]).
    Receipt,
    /// Keyed fingerprints of submissions, so that a stored digest does not confirm a guessed text.
    Submission,
    /// Authentication of the anchors that the ledger's rollback check keeps outside the data.
    Anchor,
    /// What waits for a browser's answer: challenges of passkeys, sign-ins at a provider.
    Ceremony,
    /// Authentication of the cookies that name a device an account signed in on.
    Device,
    /// What the audit log knows beside its entries: reasons in words.
    Audit,
    /// The Ed25519 seed that signs what this program publishes, for `minisign`.
    Minisign(&'a str),
    /// Keys of cases whose advisory is to come out at a settled minute, until then.
    Release,
    /// Tags of names that reporters took back, in the list beside the anchors.
    Names,
}

impl RootUse<'_> {
    fn info(self) -> String {
        let name = match self {
            Self::Config => "config",
            Self::Contact => "contact",
            Self::Outbox => "outbox",
            Self::Pepper => "pepper",
            Self::LedgerSigning(program) => return format!("candor/irk/ledger/{program}/v1"),
            Self::Minisign(program) => return format!("candor/irk/minisign/{program}/v1"),
            Self::FormToken => "form-token",
            Self::Receipt => "receipt",
            Self::Submission => "submission",
            Self::Anchor => "anchor",
            Self::Ceremony => "ceremony",
            Self::Device => "device",
            Self::Audit => "audit",
            Self::Release => "release",
            Self::Names => "names",
        };
        format!("candor/irk/{name}/v1")
    }
}

/// The instance's root key: 32 secret bytes.
pub struct RootKey(Secret<32>);

impl RootKey {
    /// A new root key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    /// The key in a key file: one line of 64 hexadecimal digits, with or without the prefix that
    /// [`Self::to_file_text`] writes. Blank lines and lines that begin with `#` do not count.
    ///
    /// # Errors
    /// When there is not exactly one such line.
    pub fn from_text(text: &str) -> Result<Self, RootKeyError> {
        let mut lines =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let line = lines.next().ok_or(RootKeyError::Empty)?;
        if lines.next().is_some() {
            return Err(RootKeyError::TwoKeys);
        }
        let digits = line.strip_prefix(FILE_PREFIX).unwrap_or(line).trim();
        let mut well_formed = false;
        let key = Secret::filled(|bytes| well_formed = unhex(digits, bytes));
        well_formed.then_some(Self(key)).ok_or(RootKeyError::NotHex)
    }

    /// The text of a key file.
    #[must_use]
    pub fn to_file_text(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = Zeroizing::new(String::with_capacity(FILE_PREFIX.len() + 65));
        text.push_str(FILE_PREFIX);
        for byte in self.0.expose() {
            for nibble in [byte >> 4, byte & 0x0f] {
                text.push(DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from));
            }
        }
        text.push('\n');
        text
    }

    /// The subkey of this instance for one use.
    #[must_use]
    pub fn subkey(&self, instance: &InstanceId, purpose: RootUse<'_>) -> Subkey {
        Subkey(kdf::derive(Some(&instance.0), self.0.expose(), purpose.info().as_bytes()))
    }

    /// Eight bytes by which a start with another root key is noticed. They say nothing about the
    /// key.
    #[must_use]
    pub fn check_value(&self, instance: &InstanceId) -> [u8; 8] {
        *kdf::derive::<8>(Some(&instance.0), self.0.expose(), b"candor/irk/check/v1").expose()
    }

    /// The root key for a backup, sealed to the organisation's recovery kit.
    ///
    /// # Errors
    /// When `recovery` cannot be sealed to.
    pub fn wrap_to_recovery(
        &self,
        instance: &InstanceId,
        recovery: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        kem::wrap(recovery, &backup_info(instance), self.0.expose(), rng)
    }

    /// The root key from a backup.
    ///
    /// # Errors
    /// When the wrap is not for this kit and instance.
    pub fn from_recovery_wrap(
        instance: &InstanceId,
        kit: &RecoveryKit,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        kem::unwrap_secret(kit.private_key(), &backup_info(instance), wrap).map(Self)
    }
}

fn backup_info(instance: &InstanceId) -> Vec<u8> {
    kdf::framed("candor/wrap/root/v1", &[&instance.0])
}

/// A subkey for one use: seals small things, authenticates messages, or seeds another key.
pub struct Subkey(Secret<32>);

impl Subkey {
    /// Seals a small text at its place, in the blob format.
    ///
    /// # Errors
    /// When the text is longer than [`blob::LONGEST`].
    pub fn seal(
        &self,
        place: &FieldContext<'_>,
        text: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        blob::seal(&self.0, place, text, rng)
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// When the blob was changed, moved, or sealed under another key.
    pub fn open(&self, place: &FieldContext<'_>, sealed: &[u8]) -> Result<Opened, OpenError> {
        blob::open(&self.0, place, sealed)
    }

    /// HMAC-SHA-256 over the parts, each framed with its length.
    #[must_use]
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC pads a short key with zeros to the block (RFC 2104 §2).
        let mut block = Zeroizing::new([0_u8; 64]);
        block.iter_mut().zip(self.0.expose()).for_each(|(to, from)| *to = *from);
        Hmac::<Sha256>::new((&*block).into())
            .chain_update(kdf::framed("candor/mac/v1", parts))
            .finalize()
            .into_bytes()
            .into()
    }

    /// Whether `mac` is what [`Self::mac`] gives for these parts. Constant time.
    #[must_use]
    pub fn verifies(&self, parts: &[&[u8]], mac: &[u8]) -> bool {
        same_bytes(mac, &self.mac(parts))
    }

    /// The subkey's own bytes, for a signing seed of another crate. Never store or print them.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// Reads exactly `into.len()` bytes of hexadecimal digits, either case.
fn unhex(text: &str, into: &mut [u8]) -> bool {
    let digits = text.as_bytes();
    if digits.len() != into.len() * 2 {
        return false;
    }
    into.iter_mut().zip(digits.chunks_exact(2)).all(|(byte, pair)| {
        let value = pair.iter().try_fold(0_u8, |value, digit| {
            char::from(*digit)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
                .map(|d| value << 4 | d)
        });
        value.map(|value| *byte = value).is_some()
    })
}
