//! Large things in pieces: C2SP chunked encryption, instance Cobblestone-256
//! (<https://c2sp.org/chunked-encryption>): HKDF-Expand with SHA-512, AES-256-GCM, chunks of 16
//! KiB, a commitment of 32 bytes. A missing, reordered or added piece is noticed; any chunk can be
//! read alone.
//!
//! Sans I/O: bytes go in, bytes come out. This module is the public format exactly; what Candor
//! adds (padding, backups) is in `file`.

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce, Tag};
use hmac::{Hmac, Mac};
use sha2::Sha512;
use zeroize::Zeroizing;

use crate::Opened;
use crate::blob::{OpenError, SealError};
use crate::rand_core::CryptoRng;
use crate::secret::{Secret, same_bytes};

/// Plaintext bytes of a whole chunk.
pub const CHUNK: usize = 16 * 1024;
/// Bytes before the first chunk: salt and commitment.
pub const HEADER: usize = SALT + COMMITMENT;
/// Bytes that each chunk grows by.
pub const TAG: usize = 16;

const SALT: usize = 24;
const COMMITMENT: usize = 32;
const NONCE: usize = 12;
const SEALED_CHUNK: usize = CHUNK + TAG;
/// The counter may not reach this.
const MOST_CHUNKS: u64 = 1 << 38;

/// The input key of one file.
pub struct FileKey(Secret<32>);

impl FileKey {
    pub(crate) fn of(secret: Secret<32>) -> Self {
        Self(secret)
    }

    /// A fresh random key.
    pub(crate) fn random(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// Key, base nonce and commitment of one message.
struct MessageKeys {
    cipher: Aes256Gcm,
    base_nonce: [u8; NONCE],
    commitment: [u8; COMMITMENT],
}

impl MessageKeys {
    /// HKDF-Expand(prk = key, info = `c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM` 0x00 salt
    /// context), 76 bytes.
    fn derive(key: &FileKey, salt: &[u8; SALT], context: &[u8]) -> Self {
        // RFC 5869 §2.3 by hand: `hkdf` refuses a pseudo-random key that is shorter than the hash,
        // which the specification has here.
        let mut block = Zeroizing::new([0_u8; 128]);
        block.iter_mut().zip(key.expose()).for_each(|(to, from)| *to = *from);
        let info = |mac: Hmac<Sha512>, round: u8| {
            mac.chain_update("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0")
                .chain_update(salt)
                .chain_update(context)
                .chain_update([round])
                .finalize()
                .into_bytes()
        };
        let mac = Hmac::<Sha512>::new((&*block).into());
        let first = Zeroizing::new(<[u8; 64]>::from(info(mac.clone(), 1)));
        let second = Zeroizing::new(<[u8; 64]>::from(info(mac.chain_update(*first), 2)));

        let mut output = first.iter().chain(second.iter()).copied();
        let message_key: Secret<32> = Secret::filled(|bytes| take(bytes, &mut output));
        let mut base_nonce = [0; NONCE];
        take(&mut base_nonce, &mut output);
        let mut commitment = [0; COMMITMENT];
        take(&mut commitment, &mut output);
        Self { cipher: Aes256Gcm::new(message_key.expose().into()), base_nonce, commitment }
    }

    fn check(key: &FileKey, context: &[u8], header: &[u8; HEADER]) -> Result<Self, OpenError> {
        let (salt, commitment) = header.split_first_chunk::<SALT>().ok_or(OpenError::Truncated)?;
        let keys = Self::derive(key, salt, context);
        if same_bytes(commitment, &keys.commitment) { Ok(keys) } else { Err(OpenError::OtherKey) }
    }

    /// The base nonce with the chunk's number in its last bytes.
    fn nonce(&self, chunk: u64) -> [u8; NONCE] {
        let mut nonce = self.base_nonce;
        nonce
            .iter_mut()
            .rev()
            .zip(chunk.to_be_bytes().iter().rev())
            .for_each(|(to, from)| *to ^= from);
        nonce
    }

    fn seal(&self, chunk: u64, text: &mut [u8]) -> Result<[u8; TAG], SealError> {
        if chunk >= MOST_CHUNKS {
            return Err(SealError::FileTooLong);
        }
        self.cipher
            .encrypt_inout_detached(&Nonce::from(self.nonce(chunk)), &[], text.into())
            .map(Into::into)
            .map_err(|_| SealError::FileTooLong)
    }

    /// Opens `sealed` in place: the text is all but the last [`TAG`] bytes.
    fn open<'a>(&self, chunk: u64, sealed: &'a mut [u8]) -> Result<&'a [u8], OpenError> {
        if chunk >= MOST_CHUNKS {
            return Err(OpenError::Damaged);
        }
        let (text, tag) = sealed.split_last_chunk_mut::<TAG>().ok_or(OpenError::Truncated)?;
        self.cipher
            .decrypt_inout_detached(
                &Nonce::from(self.nonce(chunk)),
                &[],
                (&mut *text).into(),
                &Tag::from(*tag),
            )
            .map_err(|_| OpenError::Damaged)?;
        Ok(text)
    }
}

fn take(into: &mut [u8], from: &mut impl Iterator<Item = u8>) {
    into.iter_mut().zip(from).for_each(|(to, byte)| *to = byte);
}

/// Encrypts a stream.
pub struct Encryptor {
    keys: MessageKeys,
    next: u64,
    buffer: Zeroizing<Vec<u8>>,
}

impl Encryptor {
    /// Begins: writes the header to `out`. `context` must be given again to decrypt.
    pub fn start(
        key: &FileKey,
        context: &[u8],
        rng: &mut impl CryptoRng,
        out: &mut Vec<u8>,
    ) -> Self {
        let mut salt = [0; SALT];
        rng.fill_bytes(&mut salt);
        let keys = MessageKeys::derive(key, &salt, context);
        out.extend_from_slice(&salt);
        out.extend_from_slice(&keys.commitment);
        Self { keys, next: 0, buffer: Zeroizing::new(Vec::with_capacity(CHUNK)) }
    }

    /// Takes more plaintext; writes the chunks that are complete.
    ///
    /// # Errors
    /// [`SealError::FileTooLong`] after 4 PiB.
    pub fn push(&mut self, mut text: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        while !text.is_empty() {
            let room = CHUNK.saturating_sub(self.buffer.len()).min(text.len());
            let (now, later) = text.split_at_checked(room).unwrap_or((text, &[]));
            self.buffer.extend_from_slice(now);
            text = later;
            if self.buffer.len() == CHUNK {
                self.flush(out)?;
            }
        }
        Ok(())
    }

    /// Ends: writes the last chunk, which is always shorter than a whole one and may be empty.
    ///
    /// # Errors
    /// [`SealError::FileTooLong`] after 4 PiB.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), SealError> {
        self.flush(out)
    }

    fn flush(&mut self, out: &mut Vec<u8>) -> Result<(), SealError> {
        let tag = self.keys.seal(self.next, &mut self.buffer)?;
        out.extend_from_slice(&self.buffer);
        out.extend_from_slice(&tag);
        self.buffer.clear();
        self.next += 1;
        Ok(())
    }
}

/// Decrypts a stream. What it has written is authentic, but only [`Self::finish`] says that it was
/// all.
pub struct Decryptor {
    state: State,
    buffer: Zeroizing<Vec<u8>>,
}

enum State {
    Header { key: FileKey, context: Vec<u8> },
    Chunks { keys: Box<MessageKeys>, next: u64 },
    Failed(OpenError),
}

impl Decryptor {
    /// Begins. `context` is the one given when encrypting.
    #[must_use]
    pub fn new(key: FileKey, context: &[u8]) -> Self {
        let state = State::Header { key, context: context.to_vec() };
        Self { state, buffer: Zeroizing::new(Vec::with_capacity(SEALED_CHUNK)) }
    }

    /// Takes more ciphertext; writes the text of the chunks that are complete.
    ///
    /// # Errors
    /// When the key or context is another, or a chunk was changed or moved; and ever after.
    pub fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), OpenError> {
        while !bytes.is_empty() {
            let wanted = match self.state {
                State::Header { .. } => HEADER,
                State::Chunks { .. } => SEALED_CHUNK,
                State::Failed(error) => return Err(error),
            };
            let room = wanted.saturating_sub(self.buffer.len()).min(bytes.len());
            let (now, later) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            self.buffer.extend_from_slice(now);
            bytes = later;
            if self.buffer.len() == wanted {
                self.take(out).inspect_err(|error| self.state = State::Failed(*error))?;
            }
        }
        Ok(())
    }

    /// Ends: writes the rest.
    ///
    /// # Errors
    /// [`OpenError::Truncated`] when the end is missing; otherwise as [`Self::push`].
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), OpenError> {
        match self.state {
            State::Header { .. } => Err(OpenError::Truncated),
            State::Failed(error) => Err(error),
            State::Chunks { .. } => self.take(out),
        }
    }

    fn take(&mut self, out: &mut Vec<u8>) -> Result<(), OpenError> {
        match &mut self.state {
            State::Header { key, context } => {
                let header = self.buffer.first_chunk().ok_or(OpenError::Truncated)?;
                let keys = MessageKeys::check(key, context, header)?;
                self.state = State::Chunks { keys: Box::new(keys), next: 0 };
            }
            State::Chunks { keys, next } => {
                out.extend_from_slice(keys.open(*next, &mut self.buffer)?);
                *next += 1;
            }
            State::Failed(error) => return Err(*error),
        }
        self.buffer.clear();
        Ok(())
    }
}

/// Reads single chunks of a whole ciphertext.
pub struct Reader {
    keys: MessageKeys,
    last: u64,
    last_length: usize,
}

impl Reader {
    /// Begins, with the ciphertext's first [`HEADER`] bytes and its whole length.
    ///
    /// # Errors
    /// When the key or context is another, or no whole ciphertext has this length.
    pub fn new(
        key: &FileKey,
        context: &[u8],
        header: &[u8; HEADER],
        ciphertext_length: u64,
    ) -> Result<Self, OpenError> {
        let keys = MessageKeys::check(key, context, header)?;
        let chunks = ciphertext_length.checked_sub(HEADER as u64).ok_or(OpenError::Truncated)?;
        let last_length =
            usize::try_from(chunks % SEALED_CHUNK as u64).map_err(|_| OpenError::Truncated)?;
        if last_length < TAG {
            return Err(OpenError::Truncated);
        }
        Ok(Self { keys, last: chunks / SEALED_CHUNK as u64, last_length })
    }

    /// The number of the last chunk, from 0. Reading it proves the length.
    #[must_use]
    pub fn last_chunk(&self) -> u64 {
        self.last
    }

    /// Bytes of plaintext, proven once the last chunk was read.
    #[must_use]
    pub fn plaintext_length(&self) -> u64 {
        self.last * CHUNK as u64 + self.last_length.saturating_sub(TAG) as u64
    }

    /// Where chunk `index` stands in the ciphertext, or `None` beyond the last.
    #[must_use]
    pub fn place(&self, index: u64) -> Option<core::ops::Range<u64>> {
        let length = match index.cmp(&self.last) {
            core::cmp::Ordering::Less => SEALED_CHUNK,
            core::cmp::Ordering::Equal => self.last_length,
            core::cmp::Ordering::Greater => return None,
        };
        let start = HEADER as u64 + index * SEALED_CHUNK as u64;
        Some(start..start + length as u64)
    }

    /// Opens chunk `index`, given the bytes at its place.
    ///
    /// # Errors
    /// When they are not that chunk.
    pub fn open(&self, index: u64, sealed: &[u8]) -> Result<Opened, OpenError> {
        let place = self.place(index).ok_or(OpenError::Truncated)?;
        if place.end - place.start != sealed.len() as u64 {
            return Err(OpenError::Truncated);
        }
        let mut text = Zeroizing::new(sealed.to_vec());
        let length = self.keys.open(index, &mut text)?.len();
        text.truncate(length);
        Ok(text)
    }
}
