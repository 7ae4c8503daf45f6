//! The four kinds of value that cross the waist, and how typed columns become them and are read back.
//!
//! Both engines store the same four kinds: null, 64-bit integer, text, bytes. There is no boolean, no
//! float, no date and no JSON type here: booleans are 0 and 1, instants whole seconds since the Unix
//! epoch, JSON is text that this crate does not read.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use clock::Instant;
use policy::PolicyVersion;
use policy::id::{
    AdvisoryId, CaseId, EventId, FileId, OutboxId, PartyId, ProgramId, ReportId, SubscriberId,
    UserId,
};

use crate::error::StoreError;

/// One value on its way to or from the database.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value<'v> {
    /// Nothing.
    Null,
    /// A 64-bit integer.
    Integer(i64),
    /// UTF-8 text.
    Text(Cow<'v, str>),
    /// Bytes.
    Bytes(Cow<'v, [u8]>),
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Integer(_) => f.write_str("integer"),
            Self::Text(text) => write!(f, "text of {} bytes", text.len()),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
        }
    }
}

/// Bytes this crate stores and does not understand: ciphertext, wraps, keys, signatures. Its `Debug`
/// shows the length only.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

/// A 32-byte hash or a keyed lookup value. Its `Debug` shows the first four bytes only, because some of
/// them are looked up by whoever knows them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash32(pub [u8; 32]);

impl fmt::Debug for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "{a:02x}{b:02x}{c:02x}{d:02x}…")
    }
}

impl From<[u8; 32]> for Hash32 {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// A type that is stored in one column.
pub(crate) trait Column: Sized {
    /// As a value, borrowed where it can be.
    fn value(&self) -> Value<'_>;
    /// From what the database gave.
    fn read(value: Value<'static>) -> Result<Self, StoreError>;
}

impl Column for i64 {
    fn value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        match value {
            Value::Integer(integer) => Ok(integer),
            _ => Err(StoreError::Malformed { column: "an integer column" }),
        }
    }
}

macro_rules! narrow_integers {
    ($($integer:ty),+) => {$(
        impl Column for $integer {
            fn value(&self) -> Value<'_> {
                // Counts and sizes; nothing stored reaches 2^63, and a value that did would be refused
                // when it is read.
                Value::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
            }
            fn read(value: Value<'static>) -> Result<Self, StoreError> {
                i64::read(value)?
                    .try_into()
                    .map_err(|_| StoreError::Malformed { column: stringify!($integer) })
            }
        }
    )+};
}

narrow_integers!(u64, u32, u8);

impl Column for bool {
    fn value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        match i64::read(value)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(StoreError::Malformed { column: "a yes-or-no column" }),
        }
    }
}

impl Column for String {
    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        match value {
            Value::Text(text) => Ok(text.into_owned()),
            _ => Err(StoreError::Malformed { column: "a text column" }),
        }
    }
}

impl Column for Vec<u8> {
    fn value(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(self))
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        match value {
            Value::Bytes(bytes) => Ok(bytes.into_owned()),
            _ => Err(StoreError::Malformed { column: "a bytes column" }),
        }
    }
}

impl Column for Bytes {
    fn value(&self) -> Value<'_> {
        self.0.value()
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        Vec::read(value).map(Self)
    }
}

impl<const N: usize> Column for [u8; N] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(self))
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        Vec::read(value)?
            .try_into()
            .map_err(|_| StoreError::Malformed { column: "bytes of a fixed length" })
    }
}

impl Column for Hash32 {
    fn value(&self) -> Value<'_> {
        self.0.value()
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        <[u8; 32]>::read(value).map(Self)
    }
}

impl Column for Instant {
    fn value(&self) -> Value<'_> {
        Value::Integer(self.second())
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        instant(i64::read(value)?)
    }
}

fn instant(second: i64) -> Result<Instant, StoreError> {
    Ok(Instant::from_second(second))
}

impl Column for ProgramId {
    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self.as_str()))
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        String::read(value)?.parse().map_err(|_| StoreError::Malformed { column: "program_id" })
    }
}

macro_rules! byte_ids {
    ($($id:ty),+) => {$(
        impl Column for $id {
            fn value(&self) -> Value<'_> {
                Value::Bytes(Cow::Borrowed(self.as_bytes()))
            }
            fn read(value: Value<'static>) -> Result<Self, StoreError> {
                Column::read(value).map(Self::from_bytes)
            }
        }
    )+};
}

byte_ids!(
    CaseId,
    ReportId,
    EventId,
    UserId,
    AdvisoryId,
    FileId,
    OutboxId,
    PartyId,
    SubscriberId,
    PolicyVersion
);

impl<T: Column> Column for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Column::value)
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        match value {
            Value::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }
}

/// One row of a result, read column by column in the order the statement names them.
pub(crate) struct Row(std::vec::IntoIter<Value<'static>>);

impl Row {
    pub(crate) fn new(values: Vec<Value<'static>>) -> Self {
        Self(values.into_iter())
    }

    /// The next column.
    pub(crate) fn next<T: Column>(&mut self) -> Result<T, StoreError> {
        let value = self.0.next().ok_or(StoreError::Malformed { column: "a missing column" })?;
        T::read(value)
    }
}

/// A struct whose fields are the columns of a statement, in its order.
pub(crate) trait Record: Sized {
    /// Reads the columns in the order of the fields.
    fn read(row: &mut Row) -> Result<Self, StoreError>;
    /// The fields as values, in order.
    fn values(&self) -> Vec<Value<'_>>;
}

/// Defines a row struct with its fields in the order the statements name the columns.
macro_rules! row {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)+ }

        impl crate::value::Record for $name {
            fn read(row: &mut crate::value::Row) -> Result<Self, crate::StoreError> {
                Ok(Self { $($field: row.next()?,)+ })
            }
            fn values(&self) -> Vec<crate::value::Value<'_>> {
                vec![$(crate::value::Column::value(&self.$field),)+]
            }
        }
    };
}
pub(crate) use row;
