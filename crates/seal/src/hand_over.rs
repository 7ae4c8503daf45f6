//! A case on its way to another Candor: sealed to the public key of a team there, or to words that are made for
//! this one file.
//!
//! `"C1" | suite (1 byte) | wrap of a file key | Cobblestone-256`, as a backup is. The words are 128 random bits, so
//! nothing has to be stretched and nobody chooses them badly; they are shown once, and travel by another way than
//! the file. Sealing needs no secret, so that a file opens says nothing about who made it: what is inside is proven
//! by a log's signed head, or not at all.

use zeroize::Zeroizing;

use crate::blob::{OpenError, SealError};
use crate::chunked::{Decryptor, Encryptor, FileKey};
use crate::codes::{self, CodeError};
use crate::kem::{self, PrivateKey};
use crate::rand_core::CryptoRng;
use crate::secret::Secret;
use crate::team::TeamRoot;
use crate::{Opened, PublicKey, kdf};

/// The first two bytes of a sealed case.
pub const MAGIC: [u8; 2] = *b"C1";
const HEAD: usize = 3 + kem::OVERHEAD + 32;

/// The words that open one file.
pub struct HandOverWords(Secret<16>);

impl HandOverWords {
    /// New words.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    /// Reads words as typed: twelve words or 26 characters.
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

    /// What a case is sealed to.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.private_key().public_key()
    }

    fn private_key(&self) -> PrivateKey {
        PrivateKey::from_seed(kdf::derive(Some(b"candor/hand-over/v1"), self.0.expose(), b"kem"))
    }
}

/// Seals a case to somebody's public key.
///
/// # Errors
/// When `to` cannot be sealed to.
pub fn seal(to: &PublicKey, text: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, SealError> {
    let key = FileKey::random(rng);
    let mut sealed = Vec::with_capacity(HEAD + text.len() + text.len() / 512 + 256);
    sealed.extend_from_slice(&MAGIC);
    sealed.push(kem::SUITE_1);
    sealed.extend_from_slice(&kem::wrap(to, &info(), key.expose(), rng)?);
    let context = context(&sealed);
    let mut body = Encryptor::start(&key, &context, rng, &mut sealed);
    body.push(text, &mut sealed)?;
    body.finish(&mut sealed)?;
    Ok(sealed)
}

/// Opens a case that was sealed to words.
///
/// # Errors
/// When it was sealed to something else, or was changed or cut short.
pub fn open_with_words(words: &HandOverWords, sealed: &[u8]) -> Result<Opened, OpenError> {
    open(&words.private_key(), sealed)
}

/// Opens a case that was sealed to the public key of a team.
///
/// # Errors
/// As [`open_with_words`].
pub fn open_with_team(team: &TeamRoot, sealed: &[u8]) -> Result<Opened, OpenError> {
    open(team.private_key(), sealed)
}

fn open(key: &PrivateKey, sealed: &[u8]) -> Result<Opened, OpenError> {
    let (head, body) = sealed.split_first_chunk::<HEAD>().ok_or(OpenError::Truncated)?;
    let (magic, rest) = head.split_first_chunk::<2>().ok_or(OpenError::Truncated)?;
    if *magic != MAGIC {
        return Err(OpenError::UnknownFormat);
    }
    let (suite, wrap) = rest.split_first().ok_or(OpenError::Truncated)?;
    if *suite != kem::SUITE_1 {
        return Err(OpenError::UnknownSuite);
    }
    let secret: Secret<32> = kem::unwrap_secret(key, &info(), wrap)?;
    let mut decryptor = Decryptor::new(FileKey::of(secret), &context(head));
    let mut text = Opened::default();
    decryptor.push(body, &mut text)?;
    decryptor.finish(&mut text)?;
    Ok(text)
}

fn info() -> Vec<u8> {
    kdf::framed("candor/wrap/hand-over/v1", &[])
}

fn context(head: &[u8]) -> Vec<u8> {
    kdf::framed("candor/hand-over/v1", &[head])
}
