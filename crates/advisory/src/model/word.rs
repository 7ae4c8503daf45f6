//! Enumerations that are written as words in the stored record: one table for reading and writing them.

/// A text that is none of the words allowed there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not {noun}; it is one of: {words}")]
pub struct UnknownWord {
    /// What was written.
    pub(crate) given: String,
    /// What was expected, such as "a TLP label".
    pub(crate) noun: &'static str,
    /// The words, with commas between them.
    pub(crate) words: String,
}

/// Gives an enumeration its words: `ALL`, `as_str`, `Display`, `FromStr` and their form in JSON.
macro_rules! words {
    ($name:ident, $noun:literal, { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in the order in which they are offered to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = $crate::model::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or_else(|| {
                    $crate::model::UnknownWord {
                        given: text.chars().take(80).collect(),
                        noun: $noun,
                        words: [$($word),+].join(", "),
                    }
                })
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use words;
