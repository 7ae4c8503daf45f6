//! A person's (or service's) root: 32 secret bytes from which their key pair and grant-signing key
//! come.
//!
//! The root never changes; what unlocks it may. It is stored only wrapped: by a vault passphrase
//! (Argon2id, then HKDF with the pepper, so that a stolen disk without the root key cannot even be
//! guessed at), by a printed recovery code, or, when chosen, to the organisation's recovery kit. A
//! lost passphrase is a new wrap, not a new root.

use std::sync::OnceLock;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::blob::{self, FieldContext, OpenError, SealError, row_key};
use crate::codes::{self, CodeError};
use crate::kem::{self, PrivateKey};
use crate::passphrase::{self, Argon2Cost};
use crate::rand_core::CryptoRng;
use crate::recovery::RecoveryKit;
use crate::root::Subkey;
use crate::secret::Secret;
use crate::{PublicKey, kdf};

/// The first two bytes of a passphrase wrap.
const PASSPHRASE_MAGIC: [u8; 2] = *b"V1";
const SALT: usize = 16;

/// A person's root.
pub struct UserRoot {
    secret: Secret<32>,
    private: PrivateKey,
    /// Worked out at the first signature: most requests of a member sign nothing.
    signing: OnceLock<SigningKey>,
}

impl UserRoot {
    /// A new root.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::of(Secret::random(rng))
    }

    fn of(secret: Secret<32>) -> Self {
        let expander = kdf::Expander::new(None, secret.expose());
        let private = PrivateKey::from_seed(expander.expand(b"candor/user/kem/v1"));
        Self { secret, private, signing: OnceLock::new() }
    }

    fn signing(&self) -> &SigningKey {
        self.signing.get_or_init(|| {
            let expander = kdf::Expander::new(None, self.secret.expose());
            let seed: Secret<32> = expander.expand(b"candor/user/grant-signing/v1");
            SigningKey::from_bytes(seed.expose())
        })
    }

    /// The public key that team roots and guest wraps are sealed to.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.private.public_key()
    }

    /// The key that verifies this person's grants.
    #[must_use]
    pub fn verify_key(&self) -> VerifyKey {
        VerifyKey(self.signing().verifying_key())
    }

    /// Whether both are the same root. Constant time.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.secret.same(&other.secret)
    }

    pub(crate) fn private_key(&self) -> &PrivateKey {
        &self.private
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing().sign(message).to_bytes()
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.secret.expose()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Secret::from_slice(bytes).map(Self::of)
    }

    /// Wraps the root under a vault passphrase. `user` is the account's id: the wrap opens for no
    /// other. The cost goes into the wrap, so it can be raised later. Takes the time and memory of
    /// `cost`.
    ///
    /// # Errors
    /// When there is not enough memory for `cost`.
    pub fn wrap_with_passphrase(
        &self,
        user: &[u8],
        passphrase: &str,
        pepper: &Subkey,
        cost: Argon2Cost,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let mut salt = [0_u8; SALT];
        rng.fill_bytes(&mut salt);
        let key = passphrase_key(passphrase, pepper, cost, &salt)?;
        let mut wrap = Vec::new();
        wrap.extend_from_slice(&PASSPHRASE_MAGIC);
        wrap.push(blob::SUITE_1);
        wrap.extend_from_slice(&cost.to_bytes());
        wrap.extend_from_slice(&salt);
        // The parameters are part of the place: a wrap whose cost was lowered does not open.
        let row = row_key(&[user, &wrap]);
        let place = place(&row, "passphrase");
        wrap.extend_from_slice(&blob::seal(&key, &place, self.secret.expose(), rng)?);
        Ok(wrap)
    }

    /// Opens a passphrase wrap. Takes the time and memory of the cost in it, which is bounded.
    ///
    /// # Errors
    /// When the passphrase is another, or the wrap was changed or is another account's.
    pub fn from_passphrase_wrap(
        user: &[u8],
        passphrase: &str,
        pepper: &Subkey,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        let (magic, rest) = wrap.split_first_chunk::<2>().ok_or(OpenError::Truncated)?;
        if *magic != PASSPHRASE_MAGIC {
            return Err(OpenError::UnknownFormat);
        }
        let (suite, rest) = rest.split_first().ok_or(OpenError::Truncated)?;
        if *suite != blob::SUITE_1 {
            return Err(OpenError::UnknownSuite);
        }
        let (cost, rest) = rest.split_first_chunk::<12>().ok_or(OpenError::Truncated)?;
        let (salt, sealed) = rest.split_first_chunk::<SALT>().ok_or(OpenError::Truncated)?;
        let cost = Argon2Cost::from_bytes(cost).ok_or(OpenError::UnknownFormat)?;
        let head = wrap.get(..wrap.len() - sealed.len()).ok_or(OpenError::Truncated)?;
        let key =
            passphrase_key(passphrase, pepper, cost, salt).map_err(|_| OpenError::OtherKey)?;
        let row = row_key(&[user, head]);
        open(&key, &place(&row, "passphrase"), sealed)
    }

    /// The cost that a passphrase wrap was made with, so that an old one can be renewed at the next
    /// unlock.
    #[must_use]
    pub fn passphrase_wrap_cost(wrap: &[u8]) -> Option<Argon2Cost> {
        wrap.get(3..15)?.first_chunk().and_then(Argon2Cost::from_bytes)
    }

    /// Wraps the root under a recovery code.
    ///
    /// # Errors
    /// Never in practice: the root is short.
    pub fn wrap_with_recovery_code(
        &self,
        user: &[u8],
        code: &RecoveryCode,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let row = row_key(&[user]);
        blob::seal(&code.key(), &place(&row, "recovery-code"), self.secret.expose(), rng)
    }

    /// Opens a recovery code's wrap.
    ///
    /// # Errors
    /// When the code is another, or the wrap was changed or is another account's.
    pub fn from_recovery_code_wrap(
        user: &[u8],
        code: &RecoveryCode,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        let row = row_key(&[user]);
        open(&code.key(), &place(&row, "recovery-code"), wrap)
    }

    /// Wraps the root under 32 secret bytes of a passkey or an API token. `user` is the account's id and
    /// `id` the passkey's or token's: the wrap opens for no other.
    ///
    /// # Errors
    /// Never in practice: the root is short.
    pub fn wrap_with_key(
        &self,
        user: &[u8],
        by: KeyKind,
        id: &[u8],
        key: &[u8; 32],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let row = row_key(&[user, id]);
        blob::seal(&by.key(key), &place(&row, by.column()), self.secret.expose(), rng)
    }

    /// Opens what [`Self::wrap_with_key`] made.
    ///
    /// # Errors
    /// When the key is another, or the wrap was changed or is another account's, passkey's or token's.
    pub fn from_key_wrap(
        user: &[u8],
        by: KeyKind,
        id: &[u8],
        key: &[u8; 32],
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        let row = row_key(&[user, id]);
        open(&by.key(key), &place(&row, by.column()), wrap)
    }

    /// Wraps the root to the organisation's recovery kit, for those who choose it.
    ///
    /// # Errors
    /// When `recovery` cannot be sealed to.
    pub fn wrap_to_recovery(
        &self,
        user: &[u8],
        recovery: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        kem::wrap(recovery, &recovery_info(user), self.secret.expose(), rng)
    }

    /// Opens the wrap to the recovery kit.
    ///
    /// # Errors
    /// When the wrap is not for this kit and account.
    pub fn from_recovery_wrap(
        user: &[u8],
        kit: &RecoveryKit,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        kem::unwrap_secret(kit.private_key(), &recovery_info(user), wrap).map(Self::of)
    }
}

/// What gives the 32 secret bytes that unlock a root without a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A passkey, by its `prf` extension.
    Passkey,
    /// An API token, by half of what its secret gives.
    ApiToken,
}

impl KeyKind {
    const fn column(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::ApiToken => "api-token",
        }
    }

    fn key(self, bytes: &[u8; 32]) -> Secret<32> {
        kdf::derive(None, bytes, &kdf::framed("candor/vault/key/v1", &[self.column().as_bytes()]))
    }
}

fn place<'a>(row: &'a [u8], column: &'a str) -> FieldContext<'a> {
    FieldContext { table: "account_wrap", column, row, version: 1 }
}

fn recovery_info(user: &[u8]) -> Vec<u8> {
    kdf::framed("candor/wrap/user/v1", &[user])
}

fn open(key: &Secret<32>, place: &FieldContext<'_>, sealed: &[u8]) -> Result<UserRoot, OpenError> {
    UserRoot::from_bytes(&blob::open(key, place, sealed)?).ok_or(OpenError::Damaged)
}

/// HKDF(Argon2id(passphrase) ‖ pepper).
fn passphrase_key(
    passphrase: &str,
    pepper: &Subkey,
    cost: Argon2Cost,
    salt: &[u8; SALT],
) -> Result<Secret<32>, SealError> {
    let stretched = passphrase::stretch(passphrase, cost, salt)?;
    let mut both = Zeroizing::new([[0_u8; 32]; 2]);
    let [first, second] = &mut *both;
    first.copy_from_slice(stretched.expose());
    second.copy_from_slice(pepper.expose());
    Ok(kdf::derive(Some(salt), both.as_flattened(), b"candor/vault/passphrase/v1"))
}

/// A printed code of 128 random bits that unlocks one account's root.
pub struct RecoveryCode(Secret<16>);

impl RecoveryCode {
    /// A new code.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    /// Reads a code as typed: twelve words or 26 characters.
    ///
    /// # Errors
    /// A sentence that names what is mistyped; show it only to the person who typed.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        codes::parse(text).map(Self)
    }

    /// Twelve words, to print.
    #[must_use]
    pub fn words(&self) -> Zeroizing<String> {
        codes::words(self.0.expose())
    }

    /// 26 characters in groups, to print.
    #[must_use]
    pub fn characters(&self) -> Zeroizing<String> {
        codes::characters(self.0.expose())
    }

    fn key(&self) -> Secret<32> {
        kdf::derive(Some(b"candor/recovery-code/v1"), self.0.expose(), b"wrap")
    }
}

/// The Ed25519 public key that verifies somebody's grants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerifyKey(VerifyingKey);

impl VerifyKey {
    /// The key of 32 bytes.
    ///
    /// # Errors
    /// When they are not a key, or a weak one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let bytes = bytes.try_into().map_err(|_| SealError::PublicKey)?;
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| SealError::PublicKey)?;
        if key.is_weak() { Err(SealError::PublicKey) } else { Ok(Self(key)) }
    }

    /// The key as stored.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Strict verification (RFC 8032 with canonical encodings only).
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .and_then(|signature| self.0.verify_strict(message, &signature))
            .is_ok()
    }
}

impl core::fmt::Debug for VerifyKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let [a, b, c, d, ..] = self.to_bytes();
        write!(f, "VerifyKey({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}
