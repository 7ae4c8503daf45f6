//! The reporter's receipt: the one thing that leads back to a report.
//!
//! 128 random bits, shown once, as twelve words and as 26 characters. It never stands in an address
//! and is never mailed. HKDF-SHA-256(receipt, salt `candor/receipt/v1`) gives a locator and an
//! authenticator (the server keeps their SHA-256) and an X-Wing seed (the server keeps the public
//! key). 128 bits need no stretching: nothing that an anonymous visitor reaches runs Argon2.

use zeroize::Zeroizing;

use crate::codes::{self, CodeError};
use crate::kem::PrivateKey;
use crate::rand_core::CryptoRng;
use crate::root::Subkey;
use crate::secret::{Secret, same_bytes};
use crate::{PublicKey, kdf};

/// A reporter's receipt.
pub struct Receipt(Secret<16>);

impl Receipt {
    /// A new receipt.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    /// The receipt for a form that may be sent twice.
    ///
    /// A reporter whose connection breaks sends the same form again and must get the same receipt,
    /// yet the server never stores one. So it is a function of what comes twice: the form's `token`
    /// and the hash of its body, under the subkey [`crate::RootUse::Receipt`]. The token must carry
    /// 128 random bits that the server keeps only as a hash: then neither the data, nor the data
    /// with the root key, gives the receipt back.
    #[must_use]
    pub fn derive(subkey: &Subkey, token: &[u8], body_hash: &[u8; 32]) -> Self {
        let info = kdf::framed("candor/receipt/derive/v1", &[token, body_hash]);
        Self(kdf::derive(None, subkey.expose(), &info))
    }

    /// Reads a receipt as typed: twelve words or 26 characters.
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

    /// 26 characters in groups of four.
    #[must_use]
    pub fn characters(&self) -> Zeroizing<String> {
        codes::characters(self.0.expose())
    }

    /// What the server finds the report by: SHA-256 of the locator.
    #[must_use]
    pub fn locator_hash(&self) -> [u8; 32] {
        kdf::sha256(self.part(b"locator").expose())
    }

    /// What the server keeps to recognise the receipt: SHA-256 of the authenticator.
    #[must_use]
    pub fn authenticator_hash(&self) -> [u8; 32] {
        kdf::sha256(self.part(b"authenticator").expose())
    }

    /// Whether this receipt is the one whose authenticator hash was stored. Constant time.
    #[must_use]
    pub fn authenticates(&self, stored: &[u8]) -> bool {
        same_bytes(stored, &self.authenticator_hash())
    }

    /// The public key that the case key is sealed to.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.private_key().public_key()
    }

    /// Whether both are the same receipt. Constant time.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.0.same(&other.0)
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
        kdf::derive(Some(b"candor/receipt/v1"), self.0.expose(), name)
    }
}
