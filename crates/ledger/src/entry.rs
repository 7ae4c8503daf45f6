//! A leaf of the log: the canonical commitment to one act.
//!
//! An entry says what was done, when, by which pseudonym, and commits to the details by hashes only.
//! It never holds a name, an address or a word of a report: erasing the details leaves the entry, and
//! with it every proof, as it was.

use std::borrow::Cow;

use crate::hash::Hash;
use crate::json::{self, JsonError, Object, Value};

/// The most bytes an entry may have: what the two-byte length of an entry bundle can count.
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// The version of the entry format, its `v`.
const VERSION: i64 = 1;

/// The most bytes a name inside an entry may have.
const MAX_NAME_BYTES: usize = 512;

/// What an act was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A case.
    Case {
        /// Id of the case.
        case: String,
        /// Place of the event among those of its case, from 0 or 1 as the store counts.
        seq: u64,
        /// Who may see the event.
        visibility: String,
    },
    /// Anything else: a policy adopted, a member granted, an epoch of a key.
    Object(String),
}

/// One act, as its leaf in the log states it. The bytes are canonical JSON with the keys
/// `act actor case commit event happened learned object policy recorded sealed seq v visibility`, those
/// without a value left out.
///
/// Times are whole seconds since the Unix epoch (UTC). Names are 1 to 512 bytes of printable ASCII
/// without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What was done: the kind of the event.
    pub act: String,
    /// What it was done to.
    pub subject: Subject,
    /// Id of the event.
    pub event: String,
    /// When it happened, in Unix seconds.
    pub happened: i64,
    /// When the team learned of it, in Unix seconds.
    pub learned: i64,
    /// When it was recorded here, in Unix seconds.
    pub recorded: i64,
    /// Pseudonym of who did it.
    pub actor: String,
    /// SHA-256(salt ‖ canonical JSON of the fact). Acts on a case always have it.
    pub commit: Option<Hash>,
    /// SHA-256 of the sealed body as stored. Acts on a case always have it.
    pub sealed: Option<Hash>,
    /// The policy version the act binds to. The entry of a received report has it: the receipt shows it.
    pub policy: Option<Hash>,
}

/// An entry that cannot be written, or bytes that are not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Above [`MAX_ENTRY_BYTES`].
    #[error("an entry of the log has at most {MAX_ENTRY_BYTES} bytes, not {found}")]
    TooLarge {
        /// How many bytes it has.
        found: usize,
    },
    /// Not canonical JSON.
    #[error("this is not an entry of the log: {0}")]
    Json(#[from] JsonError),
    /// A version this program does not know.
    #[error(
        "this entry has format version {found}, and this program knows version {VERSION}: use a newer release"
    )]
    Version {
        /// The version found.
        found: i64,
    },
    /// A member is missing.
    #[error("the entry lacks \"{field}\"")]
    Missing {
        /// The missing key.
        field: &'static str,
    },
    /// A key that entries do not have.
    #[error("the entry has \"{field}\", which entries of its kind do not have")]
    Unknown {
        /// The key.
        field: String,
    },
    /// A value of the wrong kind or out of bounds.
    #[error("the entry's \"{field}\" must be {expected}")]
    Value {
        /// The key.
        field: &'static str,
        /// What its value must be.
        expected: &'static str,
    },
}

/// Details that do not match the entry that commits to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// The entry commits to nothing of this kind.
    #[error("the entry commits to no {what}")]
    Absent {
        /// What was compared.
        what: &'static str,
    },
    /// Another hash.
    #[error("the {what} is not the one the log committed to: it was changed afterwards")]
    Differs {
        /// What was compared.
        what: &'static str,
    },
}

/// The commitment to details that may be erased later: SHA-256(salt ‖ details). The salt is 32 random
/// bytes stored beside the details and erased with them.
#[must_use]
pub fn commitment(salt: &[u8; 32], details: &[u8]) -> Hash {
    Hash::of(&[salt, details])
}

impl Entry {
    /// The canonical bytes, to be hashed by [`leaf_hash`](crate::leaf_hash).
    pub fn to_bytes(&self) -> Result<Vec<u8>, EntryError> {
        let mut members = vec![
            ("v", Value::Integer(VERSION)),
            ("act", name("act", &self.act)?),
            ("event", name("event", &self.event)?),
            ("happened", second("happened", self.happened)?),
            ("learned", second("learned", self.learned)?),
            ("recorded", second("recorded", self.recorded)?),
            ("actor", name("actor", &self.actor)?),
        ];
        match &self.subject {
            Subject::Case { case, seq, visibility } => {
                let seq = i64::try_from(*seq).ok().filter(|seq| *seq <= MAX_SEQ);
                members.push(("case", name("case", case)?));
                members.push(("seq", Value::Integer(seq.ok_or(BAD_SEQ)?)));
                members.push(("visibility", name("visibility", visibility)?));
                for (field, hash) in [("commit", self.commit), ("sealed", self.sealed)] {
                    hash.ok_or(EntryError::Missing { field })?;
                }
            }
            Subject::Object(object) => members.push(("object", name("object", object)?)),
        }
        for (field, hash) in
            [("commit", self.commit), ("sealed", self.sealed), ("policy", self.policy)]
        {
            members.extend(hash.map(|hash| (field, Value::Text(hash.to_string().into()))));
        }
        let bytes = json::write(&Object::of(members)).into_bytes();
        if bytes.len() > MAX_ENTRY_BYTES {
            return Err(EntryError::TooLarge { found: bytes.len() });
        }
        Ok(bytes)
    }

    /// Reads canonical bytes; any other spelling, an unknown key or a missing one is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > MAX_ENTRY_BYTES {
            return Err(EntryError::TooLarge { found: bytes.len() });
        }
        let mut members = Members(json::read(bytes)?);
        let found = members.integer("v")?;
        if found != VERSION {
            return Err(EntryError::Version { found });
        }
        let subject = if members.0.contains("object") {
            Subject::Object(members.name("object")?)
        } else {
            Subject::Case {
                case: members.name("case")?,
                seq: u64::try_from(members.integer("seq")?).map_err(|_| BAD_SEQ)?,
                visibility: members.name("visibility")?,
            }
        };
        let entry = Self {
            act: members.name("act")?,
            subject,
            event: members.name("event")?,
            happened: members.integer("happened")?,
            learned: members.integer("learned")?,
            recorded: members.integer("recorded")?,
            actor: members.name("actor")?,
            commit: members.hash("commit")?,
            sealed: members.hash("sealed")?,
            policy: members.hash("policy")?,
        };
        if let Some(field) = members.0.first_key() {
            return Err(EntryError::Unknown { field: field.to_owned() });
        }
        if let Subject::Case { .. } = entry.subject {
            for (field, hash) in [("commit", entry.commit), ("sealed", entry.sealed)] {
                hash.ok_or(EntryError::Missing { field })?;
            }
        }
        Ok(entry)
    }

    /// Whether this stored sealed body is the one the entry commits to.
    pub fn check_sealed(&self, body: &[u8]) -> Result<(), CommitError> {
        compare(self.sealed, Hash::of(&[body]), "sealed body")
    }

    /// Whether these opened details are the ones the entry commits to.
    pub fn check_commit(&self, salt: &[u8; 32], details: &[u8]) -> Result<(), CommitError> {
        compare(self.commit, commitment(salt, details), "content")
    }
}

fn compare(committed: Option<Hash>, found: Hash, what: &'static str) -> Result<(), CommitError> {
    match committed {
        None => Err(CommitError::Absent { what }),
        Some(hash) if hash == found => Ok(()),
        Some(_) => Err(CommitError::Differs { what }),
    }
}

const MAX_SEQ: i64 = (1 << 53) - 1;
const BAD_SEQ: EntryError =
    EntryError::Value { field: "seq", expected: "an integer from 0 to 2^53 - 1" };

fn is_name(text: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

const NAME: &str = "1 to 512 bytes of printable ASCII without spaces";

fn name<'a>(field: &'static str, text: &'a str) -> Result<Value<'a>, EntryError> {
    if is_name(text) {
        Ok(Value::Text(text.into()))
    } else {
        Err(EntryError::Value { field, expected: NAME })
    }
}

fn second(field: &'static str, second: i64) -> Result<Value<'static>, EntryError> {
    if (-MAX_SEQ..=MAX_SEQ).contains(&second) {
        Ok(Value::Integer(second))
    } else {
        Err(EntryError::Value { field, expected: "a time in whole Unix seconds" })
    }
}

/// The members of an object not yet taken.
struct Members<'a>(Object<'a>);

impl<'a> Members<'a> {
    fn text(
        &mut self,
        field: &'static str,
        expected: &'static str,
    ) -> Result<Option<Cow<'a, str>>, EntryError> {
        match self.0.take(field) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Integer(_)) => Err(EntryError::Value { field, expected }),
        }
    }

    fn name(&mut self, field: &'static str) -> Result<String, EntryError> {
        let text = self.text(field, NAME)?.ok_or(EntryError::Missing { field })?;
        if is_name(&text) {
            Ok(text.into_owned())
        } else {
            Err(EntryError::Value { field, expected: NAME })
        }
    }

    fn integer(&mut self, field: &'static str) -> Result<i64, EntryError> {
        match self.0.take(field) {
            None => Err(EntryError::Missing { field }),
            Some(Value::Integer(number)) => Ok(number),
            Some(Value::Text(_)) => Err(EntryError::Value { field, expected: "an integer" }),
        }
    }

    fn hash(&mut self, field: &'static str) -> Result<Option<Hash>, EntryError> {
        let expected = "64 lower-case hexadecimal digits";
        self.text(field, expected)?
            .map(|text| text.parse().map_err(|_| EntryError::Value { field, expected }))
            .transpose()
    }
}
