//! The organisation's recovery kit: an X-Wing private key on paper.
//!
//! The server keeps the public half only. The kit opens every team root, and the backups. Whoever
//! holds the paper and a backup reads everything, so it belongs in a safe; losing it loses only
//! this way back. It may be printed as three sheets of which two are needed (see `sheets`).

use zeroize::Zeroizing;

use crate::PublicKey;
use crate::codes;
use crate::kem::PrivateKey;
use crate::rand_core::CryptoRng;
use crate::secret::Secret;
use crate::sheets::{self, KitError};

/// The recovery kit's private key: 256 random bits.
pub struct RecoveryKit {
    secret: Secret<32>,
    private: PrivateKey,
}

impl RecoveryKit {
    /// A new kit.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::of(Secret::random(rng))
    }

    fn of(secret: Secret<32>) -> Self {
        let seed = crate::kdf::derive(Some(b"candor/recovery-kit/v1"), secret.expose(), b"kem");
        Self { private: PrivateKey::from_seed(seed), secret }
    }

    /// Reads a kit as typed: 24 words or 52 characters, or two of its three sheets one after the other.
    ///
    /// # Errors
    /// A sentence that names what is mistyped or missing; show it only to the person who typed.
    pub fn parse(text: &str) -> Result<Self, KitError> {
        let Some(sheets) = sheets::sheets_in(text) else {
            return Ok(codes::parse(text).map(Self::of)?);
        };
        let (secret, mark) = sheets::join(&sheets?)?;
        let kit = Self::of(secret);
        if kit.mark() == mark { Ok(kit) } else { Err(KitError::NoKit) }
    }

    /// What the names of its sheets end with.
    pub(crate) fn mark(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.public_key().fingerprint();
        [a, b, c, d]
    }

    pub(crate) fn secret(&self) -> &Secret<32> {
        &self.secret
    }

    /// The half that the server keeps.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.private.public_key()
    }

    /// 24 words, to print.
    #[must_use]
    pub fn words(&self) -> Zeroizing<String> {
        codes::words(self.secret.expose())
    }

    /// 52 characters in groups, to print.
    #[must_use]
    pub fn characters(&self) -> Zeroizing<String> {
        codes::characters(self.secret.expose())
    }

    pub(crate) fn private_key(&self) -> &PrivateKey {
        &self.private
    }
}
