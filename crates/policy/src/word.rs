//! Enumerations that are written as words: one table for reading, writing and suggesting them.

/// An enumeration whose values are words of the policy language.
pub(crate) trait Word: Copy + 'static {
    /// What such a word is called in a sentence, such as "an act".
    const NOUN: &'static str;
    /// Every value with its word, in the order in which they are listed to people.
    const WORDS: &'static [(&'static str, Self)];
}

/// A text that is none of the words allowed there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{noun} is one of: {words}")]
pub struct UnknownWord {
    noun: &'static str,
    words: String,
}

/// Finds the value of a word.
pub(crate) fn read<W: Word>(text: &str) -> Result<W, UnknownWord> {
    W::WORDS
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, value)| *value)
        .ok_or_else(|| UnknownWord { noun: W::NOUN, words: list::<W>() })
}

/// The word of a value.
pub(crate) fn word_of<W: Word + PartialEq>(value: W) -> &'static str {
    W::WORDS.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

/// All words, with commas between them.
pub(crate) fn list<W: Word>() -> String {
    W::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

/// Gives an enumeration its words: `as_str`, `ALL`, `Display` and `FromStr`.
macro_rules! words {
    ($name:ident, $noun:literal, { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in the order in which they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word, as a policy writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl $crate::word::Word for $name {
            const NOUN: &'static str = $noun;
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = $crate::word::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::word::read(text)
            }
        }
    };
}

pub(crate) use words;
