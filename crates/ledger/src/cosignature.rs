//! Cosignatures (C2SP tlog-cosignature, `cosignature/v1` with Ed25519): that a witness saw the head of a
//! log, and when.

use core::fmt;
use core::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::note::{NoteError, NoteSignature, SignedNote, is_key_name, key_id, read_key, write_key};

/// The signature kind of cosignatures (C2SP signed-note, "Signature types").
const COSIGNATURE: u8 = 0x04;

/// The public key of a witness, under its name. `Display` and `FromStr` are the published text:
/// `name+hexhash+base64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CosignerKey {
    name: String,
    key: VerifyingKey,
}

/// The private key of a witness, under its name. Its `Debug` output does not show the key.
pub struct Cosigner {
    public: CosignerKey,
    key: SigningKey,
}

/// What is signed: the time, in Unix seconds, and the text of the note.
fn message(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

impl CosignerKey {
    /// The Ed25519 key under this name.
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, NoteError> {
        if !is_key_name(name) {
            return Err(NoteError::KeyName);
        }
        if key.is_weak() {
            return Err(NoteError::VerifierKey);
        }
        Ok(Self { name: name.to_owned(), key })
    }

    /// The name of the witness.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's id in signature lines.
    #[must_use]
    pub fn id(&self) -> u32 {
        key_id(&self.name, COSIGNATURE, self.key.as_bytes())
    }

    /// When the witness cosigned the note, in Unix seconds; nothing if it did not.
    ///
    /// # Errors
    /// [`NoteError::Forged`] when a line under its name does not hold.
    pub fn cosigned(&self, note: &SignedNote) -> Result<Option<u64>, NoteError> {
        let mut lines = note.signatures().iter();
        let Some(line) = lines.find(|line| line.name == self.name && line.key_id == self.id())
        else {
            return Ok(None);
        };
        let time = line.signature.split_first_chunk::<8>().and_then(|(time, signature)| {
            let time = u64::from_be_bytes(*time);
            let signature = Signature::from_slice(signature).ok()?;
            let message = message(time, note.text());
            self.key.verify_strict(message.as_bytes(), &signature).is_ok().then_some(time)
        });
        time.map(Some).ok_or_else(|| NoteError::Forged { name: self.name.clone() })
    }
}

impl fmt::Display for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_key(f, &self.name, COSIGNATURE, &self.key)
    }
}

impl FromStr for CosignerKey {
    type Err = NoteError;
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let (name, key) = read_key(text, COSIGNATURE)?;
        Self::new(name, key)
    }
}

impl Cosigner {
    /// Cosigns under this name with this key.
    pub fn new(name: &str, key: SigningKey) -> Result<Self, NoteError> {
        Ok(Self { public: CosignerKey::new(name, key.verifying_key())?, key })
    }

    /// The public half, to be published.
    #[must_use]
    pub fn public(&self) -> &CosignerKey {
        &self.public
    }

    /// The cosignature of a text at `now`, in Unix seconds. Which texts are cosigned is decided by
    /// [`cosign`](crate::cosign()).
    pub(crate) fn sign(&self, text: &str, now: u64) -> NoteSignature {
        let mut signature = now.to_be_bytes().to_vec();
        signature.extend(self.key.sign(message(now, text).as_bytes()).to_bytes());
        NoteSignature { name: self.public.name.clone(), key_id: self.public.id(), signature }
    }
}

impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cosigner({})", self.public)
    }
}
