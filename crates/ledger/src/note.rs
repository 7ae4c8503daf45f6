//! Signed notes (C2SP signed-note): a text, and lines of Ed25519 signatures over it.
//!
//! A note is judged only with keys that are known beforehand: signatures of other keys are ignored, as
//! the format demands, and a signature of a known key that does not hold rejects the whole note.

use core::fmt;
use core::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::hash::Hash;

/// The most bytes a note may have.
pub const MAX_NOTE_BYTES: usize = 1_000_000;

/// The most signature lines a note may have; the format asks that at least 16 be accepted.
pub const MAX_SIGNATURES: usize = 100;

/// The signature kind of plain Ed25519 notes (C2SP signed-note, "Signature types").
const ED25519: u8 = 0x01;

/// A note or a key that cannot be read, or a note that no known key signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Above [`MAX_NOTE_BYTES`].
    #[error("the note is too large: {found} bytes, at most {MAX_NOTE_BYTES} are read")]
    TooLarge {
        /// How many bytes it has.
        found: usize,
    },
    /// Not UTF-8, or a control character other than the newline (also a carriage return).
    #[error(
        "the note must be UTF-8 text with plain newlines (no carriage return or other control character)"
    )]
    Text,
    /// No blank line before the signatures, or the last line is cut off.
    #[error(
        "the note is not whole: expected a text, a blank line and signature lines, each ending in a newline"
    )]
    Form,
    /// A line below the blank line is not a signature line.
    #[error("signature line {line} of the note is not of the form \"— name base64\"")]
    SignatureLine {
        /// Which line, from 1.
        line: usize,
    },
    /// Above [`MAX_SIGNATURES`].
    #[error("the note has more than {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    /// Known key, wrong signature.
    #[error("the signature of {name} does not fit the note: the text or the signature was changed")]
    Forged {
        /// The name of the key.
        name: String,
    },
    /// No known key signed it.
    #[error(
        "none of the known keys signed the note; compare the key with the one the program publishes"
    )]
    Unsigned,
    /// Not a key name.
    #[error("a key name must not be empty and has no spaces, control characters or plus signs")]
    KeyName,
    /// Not a verifier key.
    #[error("this is not a verifier key: expected name+hash+base64, as the program publishes it")]
    VerifierKey,
    /// A key of another kind.
    #[error(
        "this verifier key is of kind {kind}, and kind {wanted} is expected (1: a log's Ed25519 key, 4: a witness's)"
    )]
    KeyKind {
        /// The kind byte.
        kind: u8,
        /// The kind that is needed here.
        wanted: u8,
    },
    /// The hash in the key's text is not that of its name and bytes.
    #[error(
        "the hash in the verifier key does not fit its name and key: it was mistyped or changed"
    )]
    KeyHash,
}

/// A public key that signs notes, under its name. `Display` and `FromStr` are the published text:
/// `name+hexhash+base64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: u32,
    key: VerifyingKey,
}

/// A private key that signs notes, under its name. Its `Debug` output does not show the key.
pub struct NoteSigner {
    verifier: VerifierKey,
    key: SigningKey,
}

/// One signature line: who claims to have signed, and the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The id of the key: the first four bytes of a hash over its name, kind and bytes.
    pub key_id: u32,
    /// The signature, in whatever form the key's kind has.
    pub signature: Vec<u8>,
}

/// A text and its signatures, read but not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// Whether a key may have this name.
pub(crate) fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control())
}

/// SHA-256(name ‖ 0x0A ‖ kind ‖ key)\[:4\].
pub(crate) fn key_id(name: &str, kind: u8, key: &[u8]) -> u32 {
    let hash = Hash::of(&[name.as_bytes(), b"\n", &[kind], key]);
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

impl VerifierKey {
    /// The Ed25519 key under this name.
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, NoteError> {
        if !is_key_name(name) {
            return Err(NoteError::KeyName);
        }
        if key.is_weak() {
            return Err(NoteError::VerifierKey);
        }
        let id = key_id(name, ED25519, key.as_bytes());
        Ok(Self { name: name.to_owned(), id, key })
    }

    /// The name of the key: the origin of the log it signs.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's id in signature lines.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_key(f, &self.name, ED25519, &self.key)
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let (name, key) = read_key(text, ED25519)?;
        Self::new(name, key)
    }
}

/// Reads `name+hexhash+base64` of a key of this kind.
pub(crate) fn read_key(text: &str, wanted: u8) -> Result<(&str, VerifyingKey), NoteError> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(NoteError::VerifierKey);
    };
    if !is_key_name(name) {
        return Err(NoteError::KeyName);
    }
    let lower_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if id.len() != 8 || !id.chars().all(lower_hex) {
        return Err(NoteError::VerifierKey);
    }
    let id = u32::from_str_radix(id, 16).map_err(|_| NoteError::VerifierKey)?;
    let bytes = STANDARD.decode(key).map_err(|_| NoteError::VerifierKey)?;
    let (kind, key) = bytes.split_first().ok_or(NoteError::VerifierKey)?;
    if id != key_id(name, *kind, key) {
        return Err(NoteError::KeyHash);
    }
    if *kind != wanted {
        return Err(NoteError::KeyKind { kind: *kind, wanted });
    }
    let key = key.try_into().map_err(|_| NoteError::VerifierKey)?;
    Ok((name, VerifyingKey::from_bytes(key).map_err(|_| NoteError::VerifierKey)?))
}

/// Writes `name+hexhash+base64`.
pub(crate) fn write_key(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    kind: u8,
    key: &VerifyingKey,
) -> fmt::Result {
    let mut bytes = vec![kind];
    bytes.extend_from_slice(key.as_bytes());
    let id = key_id(name, kind, key.as_bytes());
    write!(f, "{name}+{id:08x}+{}", STANDARD.encode(bytes))
}

impl NoteSigner {
    /// Signs under this name with this key, which the caller derives for it.
    pub fn new(name: &str, key: SigningKey) -> Result<Self, NoteError> {
        let verifier = VerifierKey::new(name, key.verifying_key())?;
        Ok(Self { verifier, key })
    }

    /// The public half, to be published.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    fn sign(&self, text: &str) -> NoteSignature {
        NoteSignature {
            name: self.verifier.name.clone(),
            key_id: self.verifier.id,
            signature: self.key.sign(text.as_bytes()).to_bytes().to_vec(),
        }
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({})", self.verifier)
    }
}

impl SignedNote {
    /// Signs a text, which must end in a newline and hold no other control character, with each signer.
    pub fn sign(text: &str, signers: &[&NoteSigner]) -> Result<Self, NoteError> {
        if !is_note_text(text) {
            return Err(NoteError::Text);
        }
        if !text.ends_with('\n') {
            return Err(NoteError::Form);
        }
        if signers.is_empty() {
            return Err(NoteError::Unsigned);
        }
        let signatures = signers.iter().map(|signer| signer.sign(text)).collect();
        Self { text: text.to_owned(), signatures }.in_bounds()
    }

    /// The same note with one more signature, such as a second key's or a witness's.
    pub fn with_signature(mut self, signature: NoteSignature) -> Result<Self, NoteError> {
        if !is_key_name(&signature.name) {
            return Err(NoteError::KeyName);
        }
        if signature.signature.is_empty() {
            return Err(NoteError::SignatureLine { line: self.signatures.len() + 1 });
        }
        self.signatures.push(signature);
        self.in_bounds()
    }

    /// The text alone, to put signatures under.
    pub(crate) fn without_signatures(&self) -> Self {
        Self { text: self.text.clone(), signatures: Vec::new() }
    }

    fn in_bounds(self) -> Result<Self, NoteError> {
        if self.signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        let found = self.to_string().len();
        if found > MAX_NOTE_BYTES { Err(NoteError::TooLarge { found }) } else { Ok(self) }
    }

    /// Reads a note without judging its signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLarge { found: bytes.len() });
        }
        let note = str::from_utf8(bytes).map_err(|_| NoteError::Text)?;
        if !is_note_text(note) {
            return Err(NoteError::Text);
        }
        // The last blank line separates; the text keeps its own final newline.
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Form)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Form)?;
        let mut signatures = Vec::new();
        for (line, number) in lines.split('\n').zip(1..) {
            if number > MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            signatures.push(signature_line(line).ok_or(NoteError::SignatureLine { line: number })?);
        }
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// Judges the note: at least one of the keys must have signed, and none of them wrongly. Gives
    /// those that signed.
    pub fn verify<'k>(&self, keys: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, NoteError> {
        let mut signed = Vec::new();
        for line in &self.signatures {
            let mut known =
                keys.iter().filter(|key| key.name == line.name && key.id == line.key_id).peekable();
            if known.peek().is_none() {
                continue;
            }
            // Two keys may share a name and an id by accident; one of them must have signed.
            match known.find(|key| key.verifies(&self.text, &line.signature)) {
                Some(key) if signed.contains(&key) => {}
                Some(key) => signed.push(key),
                None => return Err(NoteError::Forged { name: line.name.clone() }),
            }
        }
        if signed.is_empty() { Err(NoteError::Unsigned) } else { Ok(signed) }
    }

    /// The signed text, its final newline included. Believe it only after [`SignedNote::verify`].
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }
}

fn is_note_text(text: &str) -> bool {
    !text.contains(|c: char| c < ' ' && c != '\n')
}

fn signature_line(line: &str) -> Option<NoteSignature> {
    let (name, base64) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    let bytes = STANDARD.decode(base64).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    (is_key_name(name) && !signature.is_empty()).then(|| NoteSignature {
        name: name.to_owned(),
        key_id: u32::from_be_bytes(*id),
        signature: signature.to_vec(),
    })
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for line in &self.signatures {
            let mut bytes = line.key_id.to_be_bytes().to_vec();
            bytes.extend_from_slice(&line.signature);
            writeln!(f, "\u{2014} {} {}", line.name, STANDARD.encode(bytes))?;
        }
        Ok(())
    }
}
