//! Wraps: a key sealed to somebody's public key.
//!
//! `"W1" | suite (1 byte) | encapsulated key (1120) | ciphertext and tag`. Suite 1 is HPKE (RFC
//! 9180) in base mode with KEM X-Wing (ML-KEM-768 and X25519 together,
//! draft-connolly-cfrg-xwing-kem-10, KEM id 0x647a), HKDF-SHA-256 and ChaCha20-Poly1305. HPKE's
//! `info` names the purpose, the program and the case, so a wrap moved to another row does not
//! open. Base mode does not say who sealed: grants are signed for that (see `team`).

use std::sync::OnceLock;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use crate::blob::{OpenError, SealError};
use crate::rand_core::CryptoRng;
use crate::secret::Secret;
use crate::{Opened, kdf};

pub(crate) type Kem1 = XWing;
pub(crate) type Kdf1 = HkdfSha256;
pub(crate) type Aead1 = ChaCha20Poly1305;

/// The first two bytes of every wrap.
pub const MAGIC: [u8; 2] = *b"W1";
/// The only suite in use: see the module's head.
pub const SUITE_1: u8 = 1;
/// Bytes of an encapsulated key.
pub const ENCAPSULATED_KEY_LENGTH: usize = 1120;
/// Bytes of a public key.
pub const PUBLIC_KEY_LENGTH: usize = 1216;
/// Bytes that wrapping adds to what is wrapped.
pub const OVERHEAD: usize = 3 + ENCAPSULATED_KEY_LENGTH + 16;

/// An X-Wing public key, checked. Public: it may be stored, shown and logged.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(<Kem1 as Kem>::PublicKey);

impl PublicKey {
    /// The key of these bytes.
    ///
    /// # Errors
    /// When they are not [`PUBLIC_KEY_LENGTH`] bytes of a valid key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        <Kem1 as Kem>::PublicKey::from_bytes(bytes).map(Self).map_err(|_| SealError::PublicKey)
    }

    /// The key as stored: [`PUBLIC_KEY_LENGTH`] bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// SHA-256 of the key: short enough to show and compare.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        kdf::sha256(&self.0.to_bytes())
    }
}

impl core::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let [a, b, c, d, ..] = self.fingerprint();
        write!(f, "PublicKey({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}

/// The private half. The library wipes it on drop.
///
/// It is kept as its seed (draft §5.2: the seed is the decapsulation key) and worked out when it is first
/// used, which takes a tenth of a millisecond: most requests open symmetric wraps only.
pub(crate) struct PrivateKey {
    seed: Secret<32>,
    key: OnceLock<<Kem1 as Kem>::PrivateKey>,
}

impl PrivateKey {
    /// The private key of an X-Wing seed.
    pub(crate) const fn from_seed(seed: Secret<32>) -> Self {
        Self { seed, key: OnceLock::new() }
    }

    #[expect(
        clippy::expect_used,
        reason = "any 32 bytes are an X-Wing seed; the length is in the type"
    )]
    fn key(&self) -> &<Kem1 as Kem>::PrivateKey {
        self.key.get_or_init(|| {
            <Kem1 as Kem>::PrivateKey::from_bytes(self.seed.expose())
                .expect("any 32 bytes are an X-Wing seed")
        })
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        PublicKey(Kem1::sk_to_pk(self.key()))
    }
}

/// Seals `secret` to `holder` for the purpose and place that `info` names.
pub(crate) fn wrap(
    holder: &PublicKey,
    info: &[u8],
    secret: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let (encapsulated, ciphertext) = hpke::single_shot_seal_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        XWing,
    >(&OpModeS::Base, &holder.0, info, secret, &[], rng)
    .map_err(|_| SealError::PublicKey)?;
    let mut wrap = Vec::with_capacity(OVERHEAD + secret.len());
    wrap.extend_from_slice(&MAGIC);
    wrap.push(SUITE_1);
    wrap.extend_from_slice(&encapsulated.to_bytes());
    wrap.extend_from_slice(&ciphertext);
    Ok(wrap)
}

/// Opens what [`wrap`] made.
pub(crate) fn unwrap(key: &PrivateKey, info: &[u8], wrap: &[u8]) -> Result<Opened, OpenError> {
    let (magic, rest) = wrap.split_first_chunk::<2>().ok_or(OpenError::Truncated)?;
    if *magic != MAGIC {
        return Err(OpenError::UnknownFormat);
    }
    let (suite, rest) = rest.split_first().ok_or(OpenError::Truncated)?;
    if *suite != SUITE_1 {
        return Err(OpenError::UnknownSuite);
    }
    let (encapsulated, ciphertext) =
        rest.split_first_chunk::<ENCAPSULATED_KEY_LENGTH>().ok_or(OpenError::Truncated)?;
    let encapsulated = <Kem1 as Kem>::EncappedKey::from_bytes(encapsulated)
        .map_err(|_| OpenError::UnknownFormat)?;
    hpke::single_shot_open::<Aead1, Kdf1, Kem1>(
        &OpModeR::Base,
        key.key(),
        &encapsulated,
        info,
        ciphertext,
        &[],
    )
    .map(Zeroizing::new)
    .map_err(|_| OpenError::OtherKey)
}

/// Opens a wrap of exactly `N` bytes.
pub(crate) fn unwrap_secret<const N: usize>(
    key: &PrivateKey,
    info: &[u8],
    wrapped: &[u8],
) -> Result<Secret<N>, OpenError> {
    Secret::from_slice(&unwrap(key, info, wrapped)?).ok_or(OpenError::Damaged)
}
