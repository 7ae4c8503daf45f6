//! What an outside party of one case comes back with: the secret of an invitation, and the key that replaces
//! it when the party agrees.
//!
//! Both are 128 random bits, shown once, and work as a receipt does: HKDF-SHA-256(secret, salt
//! `candor/party/v1`) gives a locator and an authenticator (the server keeps their SHA-256) and an X-Wing
//! seed (the server keeps the public key, and the case key wrapped to it). An invitation travels by whatever
//! way the team has; what it is exchanged for never leaves the party's screen.

use zeroize::Zeroizing;

use crate::codes::{self, CodeError};
use crate::kem::PrivateKey;
use crate::rand_core::CryptoRng;
use crate::secret::{Secret, same_bytes};
use crate::{PublicKey, kdf};

/// The secret of an invitation, or a party's own key.
pub struct PartyKey(Secret<16>);

impl PartyKey {
    /// A new secret.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    /// Reads a secret as typed: twelve words or 26 characters.
    ///
    /// # Errors
    /// A sentence that names what is mistyped; show it only to the person who typed.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        codes::parse(text).map(Self)
    }

    /// Twelve words with single spaces.
    #[must_use]
    pub fn words(&self) -> Zeroizing<String> {
        codes::words(self.0.expose())
    }

    /// 26 characters in groups of four, fit for an address.
    #[must_use]
    pub fn characters(&self) -> Zeroizing<String> {
        codes::characters(self.0.expose())
    }

    /// What the server finds the party by: SHA-256 of the locator.
    #[must_use]
    pub fn locator_hash(&self) -> [u8; 32] {
        kdf::sha256(self.part(b"locator").expose())
    }

    /// What the server keeps to recognise it: SHA-256 of the authenticator.
    #[must_use]
    pub fn authenticator_hash(&self) -> [u8; 32] {
        kdf::sha256(self.part(b"authenticator").expose())
    }

    /// Whether this is the one whose authenticator hash was stored. Constant time.
    #[must_use]
    pub fn authenticates(&self, stored: &[u8]) -> bool {
        same_bytes(stored, &self.authenticator_hash())
    }

    /// The public key that the case key is sealed to.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.private_key().public_key()
    }

    pub(crate) fn private_key(&self) -> PrivateKey {
        PrivateKey::from_seed(self.part(b"kem"))
    }

    pub(crate) fn expose(&self) -> &[u8; 16] {
        self.0.expose()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Secret::from_slice(bytes).map(Self)
    }

    fn part(&self, name: &[u8]) -> Secret<32> {
        kdf::derive(Some(b"candor/party/v1"), self.0.expose(), name)
    }
}
