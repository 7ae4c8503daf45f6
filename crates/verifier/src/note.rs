//! Signed notes and the heads of logs in them: C2SP signed-note, tlog-checkpoint and tlog-cosignature.
//!
//! One key of a log is known beforehand, and perhaps keys of witnesses. Lines of other keys are ignored,
//! as the format asks; a line of a known key that does not hold makes the note worthless.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};

use crate::fault::Fault;
use crate::hash::Hash;

/// The most bytes of a note that are read.
const MAX_NOTE_BYTES: usize = 1_000_000;
/// The most lines of signatures that are read.
const MAX_SIGNATURES: usize = 100;
/// Sizes of trees end here (C2SP tlog-checkpoint).
pub(crate) const MAX_SIZE: u64 = (1 << 63) - 1;

/// The kind of a log's key (C2SP signed-note).
const ED25519: u8 = 1;
/// The kind of a witness's key (C2SP tlog-cosignature).
const COSIGNATURE: u8 = 4;

/// The public key of a log, as `name+hash+base64`.
#[derive(Debug, Clone)]
pub struct Key(Verifier);

/// The public key of a witness, as `name+hash+base64`.
#[derive(Debug, Clone)]
pub struct Witness(Verifier);

#[derive(Debug, Clone)]
struct Verifier {
    text: String,
    name: String,
    id: [u8; 4],
    key: VerifyingKey,
}

impl Verifier {
    fn parse(text: &str, kind: u8) -> Result<Self, Fault> {
        const FORM: Fault = Fault::Key("expected name+hash+base64, as the program publishes it");
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(base64)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(FORM);
        };
        if !is_name(name) {
            return Err(FORM);
        }
        let bytes = STANDARD.decode(base64).map_err(|_| FORM)?;
        let (found, key) = bytes.split_first().ok_or(FORM)?;
        let [a, b, c, d, ..] = Hash::of(&[name.as_bytes(), b"\n", &bytes]).0;
        if hash != format!("{a:02x}{b:02x}{c:02x}{d:02x}") {
            return Err(Fault::Key("its hash does not fit its name: it was mistyped or changed"));
        }
        if *found != kind {
            return Err(Fault::Key(match kind {
                ED25519 => "it is not the Ed25519 key of a log",
                _ => "it is not the Ed25519 key of a witness (cosignature/v1)",
            }));
        }
        let key = key.try_into().ok().and_then(|key| VerifyingKey::from_bytes(key).ok());
        let key = key.filter(|key| !key.is_weak()).ok_or(FORM)?;
        Ok(Self { text: text.to_owned(), name: name.to_owned(), id: [a, b, c, d], key })
    }
}

impl Key {
    /// Reads a key of a log.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Verifier::parse(text.trim(), ED25519).map(Self)
    }

    /// The name of the log.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }
}

impl Witness {
    /// Reads a key of a witness.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Verifier::parse(text.trim(), COSIGNATURE).map(Self)
    }
}

/// The signed head of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The name of the log.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Which of the witnesses asked for cosigned it, and when (Unix seconds).
    pub cosigned: Vec<(String, u64)>,
}

impl Head {
    /// Reads a checkpoint that `key` must have signed and every one of `witnesses` cosigned. `name` is
    /// what it is called in a fault.
    pub fn open(name: &str, note: &[u8], key: &Key, witnesses: &[Witness]) -> Result<Self, Fault> {
        let fault = |why| Fault::Note { name: name.to_owned(), why };
        const FORM: &str = "it is not a signed note: a text, an empty line, lines of signatures";
        if note.len() > MAX_NOTE_BYTES {
            return Err(fault("it is too large"));
        }
        let note = str::from_utf8(note).map_err(|_| fault(FORM))?;
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(fault("it has control characters, perhaps carriage returns"));
        }
        let cut = note.rfind("\n\n").ok_or_else(|| fault(FORM))?;
        let (text, lines) = note.split_at_checked(cut + 1).ok_or_else(|| fault(FORM))?;
        let lines = lines.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
        let mut signed = false;
        let mut cosigned = vec![None; witnesses.len()];
        for (count, line) in lines.ok_or_else(|| fault(FORM))?.split('\n').enumerate() {
            if count == MAX_SIGNATURES {
                return Err(fault("it has too many signatures"));
            }
            let (signer, id, signature) = signature(line).ok_or_else(|| fault(FORM))?;
            if signer == key.0.name && id == key.0.id {
                let holds = Signature::from_slice(&signature)
                    .is_ok_and(|s| key.0.key.verify_strict(text.as_bytes(), &s).is_ok());
                if !holds {
                    return Err(fault("its signature does not fit: it was changed"));
                }
                signed = true;
            }
            for (Witness(witness), cosigned) in witnesses.iter().zip(&mut cosigned) {
                if signer == witness.name && id == witness.id {
                    let time = cosigned_at(&signature, text, &witness.key);
                    *cosigned = Some(time.ok_or_else(|| fault("a cosignature does not fit"))?);
                }
            }
        }
        if !signed {
            return Err(fault("the key that was given did not sign it"));
        }
        let mut head = head(text).ok_or_else(|| {
            fault("it is not a checkpoint: the lines origin, size and root are expected")
        })?;
        if head.origin != key.0.name {
            return Err(fault("it is the head of another log than the key's"));
        }
        for (Witness(witness), time) in witnesses.iter().zip(cosigned) {
            let missing = || Fault::NoCosignature { witness: witness.name.clone() };
            head.cosigned.push((witness.name.clone(), time.ok_or_else(missing)?));
        }
        Ok(head)
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c == '+' || c.is_whitespace() || c.is_control())
}

/// "— name base64(id ‖ signature)".
fn signature(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, base64) = line.strip_prefix("— ")?.split_once(' ')?;
    let bytes = STANDARD.decode(base64).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    (is_name(name) && !signature.is_empty()).then(|| (name, *id, signature.to_vec()))
}

/// The time of a cosignature/v1, if it holds: eight bytes of time, then Ed25519 over time and text.
fn cosigned_at(signature: &[u8], text: &str, key: &VerifyingKey) -> Option<u64> {
    let (time, signature) = signature.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    let message = format!("cosignature/v1\ntime {time}\n{text}");
    let signature = Signature::from_slice(signature).ok()?;
    key.verify_strict(message.as_bytes(), &signature).is_ok().then_some(time)
}

fn head(text: &str) -> Option<Head> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
    let head = Head {
        origin: origin.to_owned(),
        size: number(size)?,
        root: Hash::from_base64(root)?,
        cosigned: Vec::new(),
    };
    let extensions_are_lines = lines.all(|line| !line.is_empty());
    let empty_is_empty = head.size > 0 || head.root == Hash::of(&[]);
    (!origin.is_empty() && extensions_are_lines && empty_is_empty).then_some(head)
}

/// A decimal number without sign or leading zeros, at most [`MAX_SIZE`].
pub(crate) fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|number| plain && *number <= MAX_SIZE)
}
