//! The sealed field: one text under one key in one place.
//!
//! `"C1" | suite (1 byte) | key id (8) | commitment (32) | nonce (24) | ciphertext and tag`. Suite
//! 1 is HKDF-SHA-256 for key and commitment, XChaCha20-Poly1305 for the text, Padmé padding inside.
//! The place (table, column, row, version) goes into the key derivation and the associated data, so
//! a blob copied to another row, column, table or case does not open there. The commitment binds
//! the blob to one key: no blob opens under two keys.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::kdf::{Expander, framed};
use crate::rand_core::CryptoRng;
use crate::secret::{Secret, same_bytes};
use crate::{Opened, padding};

/// The first two bytes of every blob.
pub const MAGIC: [u8; 2] = *b"C1";
/// The only suite in use: see the module's head.
pub const SUITE_1: u8 = 1;
/// Bytes that sealing adds to the padded text.
pub const OVERHEAD: usize = HEADER + TAG;
/// The longest text a blob takes, in bytes. Larger things are files.
pub const LONGEST: usize = 16 << 20;

const COMMITMENT: usize = 32;
const NONCE: usize = 24;
const TAG: usize = 16;
const KEY_ID: &[u8] = b"candor/key-id/v1";
const HEADER: usize = 2 + 1 + 8 + COMMITMENT + NONCE;

/// Sealing did not work. Nothing was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Longer than [`LONGEST`].
    #[error("this text is longer than 16 MiB; attach it as a file instead")]
    TooLong,
    /// Beyond the chunk counter of the file format.
    #[error("a file can have at most 4 PiB; split it")]
    FileTooLong,
    /// Not a public key of the suite in use.
    #[error(
        "this is not a public key that Candor can seal to; let its holder sign in again and renew it"
    )]
    PublicKey,
    /// The passphrase hash could not be computed.
    #[error(
        "there is not enough memory to protect a passphrase now; try again or give the server more memory"
    )]
    Memory,
}

/// A sealed record did not open.
///
/// The variants are for tests and for the operator's verification; outwardly all of them are one
/// sentence, so that nobody learns from the answer how near a forgery came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenError {
    /// Shorter or longer than its format.
    Truncated,
    /// Not one of our formats.
    UnknownFormat,
    /// A suite this version does not know.
    UnknownSuite,
    /// Sealed under another key.
    OtherKey,
    /// Sealed for another row, column, table, version or holder, or its commitment was changed.
    OtherPlace,
    /// Changed after it was sealed.
    Damaged,
}

impl core::fmt::Display for OpenError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(
            "this record does not open with the keys at hand: it is damaged, was moved, or is sealed to someone else; \
             `candor verify` tells which",
        )
    }
}

impl std::error::Error for OpenError {}

/// Where a sealed field stands. Two fields never share all four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldContext<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The column's name.
    pub column: &'a str,
    /// The row's whole key, best made by [`row_key`].
    pub row: &'a [u8],
    /// The version of what is inside, counted by whoever writes it.
    pub version: u32,
}

impl FieldContext<'_> {
    fn framed(&self) -> Vec<u8> {
        framed(
            "candor/field/v1",
            &[self.table.as_bytes(), self.column.as_bytes(), self.row, &self.version.to_be_bytes()],
        )
    }
}

/// A row's key of several parts as bytes that no other list of parts gives.
#[must_use]
pub fn row_key(parts: &[&[u8]]) -> Vec<u8> {
    framed("", parts)
}

/// Seals `text` under `key` at `place`.
pub(crate) fn seal(
    key: &Secret<32>,
    place: &FieldContext<'_>,
    text: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    if text.len() > LONGEST {
        return Err(SealError::TooLong);
    }
    let context = place.framed();
    let expander = Expander::new(None, key.expose());
    let id = expander.expand::<8>(KEY_ID);
    let keys = FieldKeys::expand(&expander, &context);
    let mut nonce = [0_u8; NONCE];
    rng.fill_bytes(&mut nonce);

    let mut padded = padding::pad(text, 0);
    let tag = keys
        .cipher()
        .encrypt_inout_detached(&XNonce::from(nonce), &context, padded.as_mut_slice().into())
        .map_err(|_| SealError::TooLong)?;

    let mut blob = Vec::with_capacity(OVERHEAD + padded.len());
    blob.extend_from_slice(&MAGIC);
    blob.push(SUITE_1);
    blob.extend_from_slice(id.expose());
    blob.extend_from_slice(keys.commitment.expose());
    blob.extend_from_slice(&nonce);
    blob.extend_from_slice(&padded);
    blob.extend_from_slice(&tag);
    Ok(blob)
}

/// Opens `blob` under `key` at `place`.
pub(crate) fn open(
    key: &Secret<32>,
    place: &FieldContext<'_>,
    blob: &[u8],
) -> Result<Opened, OpenError> {
    Opener::of(key).open(place, blob)
}

/// Opens several blobs under one key. What does not depend on a blob's place is derived once.
pub struct Opener {
    expander: Expander,
    id: Secret<8>,
}

impl Opener {
    pub(crate) fn of(key: &Secret<32>) -> Self {
        let expander = Expander::new(None, key.expose());
        let id = expander.expand(KEY_ID);
        Self { expander, id }
    }

    /// Opens a blob at its place.
    ///
    /// # Errors
    /// When the blob was changed, moved, or sealed under another key.
    pub fn open(&self, place: &FieldContext<'_>, blob: &[u8]) -> Result<Opened, OpenError> {
        let parts = Parts::split(blob)?;
        if !same_bytes(parts.key_id, self.id.expose()) {
            return Err(OpenError::OtherKey);
        }
        let context = place.framed();
        let keys = FieldKeys::expand(&self.expander, &context);
        if !same_bytes(parts.commitment, keys.commitment.expose()) {
            return Err(OpenError::OtherPlace);
        }
        let mut text = Zeroizing::new(parts.ciphertext.to_vec());
        keys.cipher()
            .decrypt_inout_detached(
                &XNonce::from(*parts.nonce),
                &context,
                text.as_mut_slice().into(),
                &Tag::from(*parts.tag),
            )
            .map_err(|_| OpenError::Damaged)?;
        padding::unpad(text).ok_or(OpenError::Damaged)
    }
}

/// The eight bytes that say under which key a blob was sealed, without opening it.
///
/// # Errors
/// When `blob` is not in the blob format.
pub fn key_id(blob: &[u8]) -> Result<[u8; 8], OpenError> {
    Parts::split(blob).map(|parts| *parts.key_id)
}

/// The id of `key` as blobs carry it.
pub(crate) fn id_of(key: &Secret<32>) -> [u8; 8] {
    *Expander::new(None, key.expose()).expand::<8>(KEY_ID).expose()
}

struct FieldKeys {
    key: Secret<32>,
    commitment: Secret<32>,
}

impl FieldKeys {
    fn expand(expander: &Expander, context: &[u8]) -> Self {
        let [key, commitment] = expander.expand_pair(context);
        Self { key, commitment }
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.expose().into())
    }
}

struct Parts<'a> {
    key_id: &'a [u8; 8],
    commitment: &'a [u8; COMMITMENT],
    nonce: &'a [u8; NONCE],
    ciphertext: &'a [u8],
    tag: &'a [u8; TAG],
}

impl<'a> Parts<'a> {
    fn split(blob: &'a [u8]) -> Result<Self, OpenError> {
        let (magic, rest) = blob.split_first_chunk::<2>().ok_or(OpenError::Truncated)?;
        if *magic != MAGIC {
            return Err(OpenError::UnknownFormat);
        }
        let (suite, rest) = rest.split_first().ok_or(OpenError::Truncated)?;
        if *suite != SUITE_1 {
            return Err(OpenError::UnknownSuite);
        }
        let (key_id, rest) = rest.split_first_chunk().ok_or(OpenError::Truncated)?;
        let (commitment, rest) = rest.split_first_chunk().ok_or(OpenError::Truncated)?;
        let (nonce, rest) = rest.split_first_chunk().ok_or(OpenError::Truncated)?;
        let (ciphertext, tag) = rest.split_last_chunk().ok_or(OpenError::Truncated)?;
        Ok(Self { key_id, commitment, nonce, ciphertext, tag })
    }
}
