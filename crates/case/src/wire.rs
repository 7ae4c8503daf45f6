//! How values of other crates are written inside a fact: ids, versions, dates and severities as their
//! text, instants as RFC 3339 text. Names written here are stored for years and never change.

use core::fmt::Display;
use core::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

/// A value written as its `Display` text and read back with `FromStr`.
pub(crate) mod text {
    use super::{Deserializer, Display, FromStr, Serializer};
    use serde::Deserialize as _;
    use serde::de::Error as _;

    pub(crate) fn serialize<T: Display, S: Serializer>(
        value: &T,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(crate) fn deserialize<'de, T, D>(from: D) -> Result<T, D::Error>
    where
        T: FromStr,
        T::Err: Display,
        D: Deserializer<'de>,
    {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// The same for a value that may be absent; used with `default` and `skip_serializing_if`.
pub(crate) mod maybe_text {
    use super::{Deserializer, Display, FromStr, Serializer};

    pub(crate) fn serialize<T: Display, S: Serializer>(
        value: &Option<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.collect_str(value),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, T, D>(from: D) -> Result<Option<T>, D::Error>
    where
        T: FromStr,
        T::Err: Display,
        D: Deserializer<'de>,
    {
        super::read_maybe(from)
    }
}

fn read_maybe<'de, T, D>(from: D) -> Result<Option<T>, D::Error>
where
    T: FromStr,
    T::Err: Display,
    D: Deserializer<'de>,
{
    Option::<String>::deserialize(from)?
        .map(|text| text.parse().map_err(D::Error::custom))
        .transpose()
}
