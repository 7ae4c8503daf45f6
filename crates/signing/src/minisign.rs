//! minisign signatures (<https://jedisct1.github.io/minisign/#signature-format>): Ed25519 over the BLAKE2b-512
//! hash of a file, with a comment that is signed too. Readers verify them with `minisign -V`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest as _};
use core::fmt;
use ed25519_dalek::Signer as _;
use sha2::Sha256;

/// The marks of a key, and of a signature over a hash.
const KEY: &[u8] = b"Ed";
const HASHED: &[u8] = b"ED";

/// A key that makes minisign signatures. `Debug` shows its id only; the secret is wiped when it goes.
pub struct MinisignKey {
    secret: ed25519_dalek::SigningKey,
    id: [u8; 8],
}

impl MinisignKey {
    /// The key of a secret seed. Its id is the beginning of the SHA-256 of its public half.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let digest = Sha256::digest(secret.verifying_key().as_bytes());
        let mut id = [0; 8];
        for (to, from) in id.iter_mut().zip(digest) {
            *to = from;
        }
        Self { secret, id }
    }

    /// Its id as `minisign` writes it: the bytes are a number, least first.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{:016X}", u64::from_le_bytes(self.id))
    }

    /// The public half, as the file that `minisign -p` takes.
    #[must_use]
    pub fn public_key(&self) -> String {
        let bytes = [KEY, &self.id, self.secret.verifying_key().as_bytes()].concat();
        format!(
            "untrusted comment: minisign public key {}\n{}\n",
            self.id(),
            STANDARD.encode(bytes)
        )
    }

    /// The signature over these bytes, as its own file. `comment` is signed with them; a line break in it
    /// becomes a space.
    #[must_use]
    pub fn sign(&self, bytes: &[u8], comment: &str) -> String {
        let comment = comment.replace(['\n', '\r'], " ");
        let signature = self.secret.sign(&Blake2b512::digest(bytes)).to_bytes();
        let all = self.secret.sign(&[&signature[..], comment.as_bytes()].concat()).to_bytes();
        let line = STANDARD.encode([HASHED, &self.id, &signature].concat());
        format!(
            "untrusted comment: signature of key {}\n{line}\ntrusted comment: {comment}\n{}\n",
            self.id(),
            STANDARD.encode(all)
        )
    }
}

impl fmt::Debug for MinisignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MinisignKey({})", self.id())
    }
}
