//! Attachments and backups: chunked encryption with Candor's keys around it.
//!
//! An attachment is padded like a text (Padmé, then one 0x80 and zeros, in the last chunks), so
//! that its stored size says little. A backup begins with a fresh file key sealed to the
//! organisation's recovery kit: `"B1" | suite (1 byte) | wrap | Cobblestone-256`; making one needs
//! no secret, so a backup that opens says nothing about who made it: verify the log after restoring.

use crate::blob::{OpenError, SealError};
use crate::chunked::{CHUNK, Decryptor, Encryptor, FileKey};
use crate::rand_core::CryptoRng;
use crate::recovery::RecoveryKit;
use crate::root::InstanceId;
use crate::secret::Secret;
use crate::{Opened, PublicKey, kdf, kem, padding};

/// The first two bytes of a backup.
pub const BACKUP_MAGIC: [u8; 2] = *b"B1";
const BACKUP_WRAP: usize = kem::OVERHEAD + 32;
const BACKUP_HEAD: usize = 3 + BACKUP_WRAP;

/// Seals an attachment.
pub struct FileSealer {
    inner: Encryptor,
    length: u64,
}

impl FileSealer {
    /// Begins: writes the header to `out`.
    pub fn start(key: &FileKey, rng: &mut impl CryptoRng, out: &mut Vec<u8>) -> Self {
        Self { inner: Encryptor::start(key, FILE_CONTEXT, rng, out), length: 0 }
    }

    /// Takes more of the file; writes what is complete.
    ///
    /// # Errors
    /// [`SealError::FileTooLong`] after 4 PiB.
    pub fn push(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        self.length += text.len() as u64;
        self.inner.push(text, out)
    }

    /// Ends: pads and writes the rest. Returns the file's own length in bytes.
    ///
    /// # Errors
    /// [`SealError::FileTooLong`] after 4 PiB.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<u64, SealError> {
        const ZEROS: &[u8] = &[0; CHUNK];
        self.inner.push(&[padding::MARK], out)?;
        let mut left = padding::padded_length(self.length).saturating_sub(self.length + 1);
        while left > 0 {
            let now = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
            self.inner.push(ZEROS.get(..now).unwrap_or(ZEROS), out)?;
            left -= now as u64;
        }
        self.inner.finish(out)?;
        Ok(self.length)
    }
}

const FILE_CONTEXT: &[u8] = b"candor/file/v1";

/// Opens an attachment.
pub struct FileOpener {
    inner: Decryptor,
    /// Kept between calls: wiping it each time would cost more than decrypting.
    padded: Opened,
    padding: PaddingEnd,
}

impl FileOpener {
    /// Begins.
    #[must_use]
    pub fn new(key: FileKey) -> Self {
        Self {
            inner: Decryptor::new(key, FILE_CONTEXT),
            padded: Opened::default(),
            padding: PaddingEnd::default(),
        }
    }

    /// Takes more ciphertext; writes what is complete and certainly not padding.
    ///
    /// # Errors
    /// When it is another file's, or was changed; and ever after.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), OpenError> {
        self.padded.clear();
        self.inner.push(bytes, &mut self.padded)?;
        self.padding.push(&self.padded, out);
        Ok(())
    }

    /// Ends: writes the rest. Returns the file's own length in bytes. Until this succeeds the file
    /// may be cut short.
    ///
    /// # Errors
    /// [`OpenError::Truncated`] when the end is missing; otherwise as [`Self::push`].
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<u64, OpenError> {
        self.padded.clear();
        self.inner.finish(&mut self.padded)?;
        self.padding.push(&self.padded, out);
        self.padding.finish().ok_or(OpenError::Damaged)
    }
}

/// Takes the padding off a stream without keeping it: what may be padding (a mark and zeros) is
/// held as a number.
#[derive(Default)]
struct PaddingEnd {
    /// Bytes written out.
    written: u64,
    /// A mark and this many zeros were seen and not written.
    held: Option<u64>,
}

impl PaddingEnd {
    fn push(&mut self, padded: &[u8], out: &mut Vec<u8>) {
        let Some(last) = padded.iter().rposition(|byte| *byte != 0) else {
            if let Some(zeros) = self.held {
                self.held = Some(zeros + padded.len() as u64);
                self.release_if_too_long(out);
            } else {
                self.write(padded, out);
            }
            return;
        };
        self.release(out);
        let (text, tail) = padded.split_at_checked(last).unwrap_or((padded, &[]));
        if tail.first() == Some(&padding::MARK) {
            self.write(text, out);
            self.held = Some(tail.len() as u64 - 1);
            self.release_if_too_long(out);
        } else {
            self.write(padded, out);
        }
    }

    fn write(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        self.written += bytes.len() as u64;
        out.extend_from_slice(bytes);
    }

    /// A file may itself hold 0x80 and a gigabyte of zeros: more zeros than padding has are text,
    /// so what is held stays a small share of the file.
    fn release_if_too_long(&mut self, out: &mut Vec<u8>) {
        let longest = padding::padded_length(self.written).saturating_sub(self.written + 1);
        if self.held.is_some_and(|zeros| zeros > longest) {
            self.release(out);
        }
    }

    fn release(&mut self, out: &mut Vec<u8>) {
        if let Some(zeros) = self.held.take() {
            self.written += zeros + 1;
            out.push(padding::MARK);
            let length = out.len().saturating_add(usize::try_from(zeros).unwrap_or(usize::MAX));
            out.resize(length, 0);
        }
    }

    fn finish(self) -> Option<u64> {
        let zeros = self.held?;
        (padding::padded_length(self.written) == self.written + 1 + zeros).then_some(self.written)
    }
}

/// Seals a backup to the organisation's recovery kit.
pub struct BackupSealer(Encryptor);

impl BackupSealer {
    /// Begins: writes the head to `out`.
    ///
    /// # Errors
    /// When `recovery` cannot be sealed to.
    pub fn start(
        instance: &InstanceId,
        recovery: &PublicKey,
        rng: &mut impl CryptoRng,
        out: &mut Vec<u8>,
    ) -> Result<Self, SealError> {
        let key = FileKey::random(rng);
        let mut head = Vec::with_capacity(BACKUP_HEAD);
        head.extend_from_slice(&BACKUP_MAGIC);
        head.push(kem::SUITE_1);
        head.extend_from_slice(&kem::wrap(recovery, &backup_info(instance), key.expose(), rng)?);
        out.extend_from_slice(&head);
        Ok(Self(Encryptor::start(&key, &backup_context(&head), rng, out)))
    }

    /// Takes more of the backup; writes what is complete.
    ///
    /// # Errors
    /// [`SealError::FileTooLong`] after 4 PiB.
    pub fn push(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        self.0.push(text, out)
    }

    /// Ends: writes the rest.
    ///
    /// # Errors
    /// [`SealError::FileTooLong`] after 4 PiB.
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), SealError> {
        self.0.finish(out)
    }
}

/// Opens a backup with the recovery kit.
pub struct BackupOpener(Decryptor);

impl BackupOpener {
    /// Bytes of a backup's head.
    pub const HEAD: usize = BACKUP_HEAD;

    /// Begins, with the backup's first [`Self::HEAD`] bytes. `instance` is the one the backup was
    /// made of.
    ///
    /// # Errors
    /// When it is not a backup of this instance for this kit.
    pub fn start(
        instance: &InstanceId,
        kit: &RecoveryKit,
        head: &[u8; BACKUP_HEAD],
    ) -> Result<Self, OpenError> {
        let (magic, rest) = head.split_first_chunk::<2>().ok_or(OpenError::Truncated)?;
        if *magic != BACKUP_MAGIC {
            return Err(OpenError::UnknownFormat);
        }
        let (suite, wrap) = rest.split_first().ok_or(OpenError::Truncated)?;
        if *suite != kem::SUITE_1 {
            return Err(OpenError::UnknownSuite);
        }
        let secret: Secret<32> =
            kem::unwrap_secret(kit.private_key(), &backup_info(instance), wrap)?;
        Ok(Self(Decryptor::new(FileKey::of(secret), &backup_context(head))))
    }

    /// Takes what follows the head; writes what is complete.
    ///
    /// # Errors
    /// When it was changed; and ever after.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), OpenError> {
        self.0.push(bytes, out)
    }

    /// Ends: writes the rest. Until this succeeds the backup may be cut short.
    ///
    /// # Errors
    /// [`OpenError::Truncated`] when the end is missing; otherwise as [`Self::push`].
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), OpenError> {
        self.0.finish(out)
    }
}

fn backup_info(instance: &InstanceId) -> Vec<u8> {
    kdf::framed("candor/wrap/backup/v1", &[instance.as_bytes()])
}

fn backup_context(head: &[u8]) -> Vec<u8> {
    kdf::framed("candor/backup/v1", &[head])
}
