//! Texts and files as JSON carries them: readable text, base64, and maps without doubled names.
//!
//! A text keeps its line breaks as `\n` and holds no NUL, as a form's does, so that what is stored is what
//! was written, whichever way it came.

use core::fmt;
use core::marker::PhantomData;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::form::{MOST_FILES, MOST_TEXT_BYTES};

/// Readable text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.contains('\0') {
            return Err(D::Error::custom(
                "a text holds a NUL character: attach such data as a file",
            ));
        }
        if text.len() > MOST_TEXT_BYTES {
            return Err(D::Error::custom(format!(
                "a text is longer than {} KiB: attach the long part as a file",
                MOST_TEXT_BYTES >> 10
            )));
        }
        Ok(Self(text.replace("\r\n", "\n").replace('\r', "\n")))
    }
}

/// Texts by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Texts(pub(crate) BTreeMap<String, String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((name, Text(text))) = map.next_entry::<String, Text>()? {
                    // Readers differ on which of two counts (RFC 8259 §4): neither may.
                    if texts.insert(name.clone(), text).is_some() {
                        return Err(A::Error::custom(format!("duplicate field `{name}`")));
                    }
                }
                Ok(Texts(texts))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

/// What is read from a JSON object only. A derived `Deserialize` also takes an array of the fields' values, in
/// the order in which they happen to stand in the source; no such thing is in the API's document.
#[derive(Debug)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData)).map(Self)
    }
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields))
    }
}

/// A file sent with a report or a message.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SentFile {
    /// Its name, for display only.
    #[schema(value_type = String, example = "crash.txt")]
    name: Text,
    /// Its bytes in base64 (RFC 4648 §4, with padding).
    #[schema(value_type = String, content_encoding = "base64", pattern = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")]
    content: Base64,
}

struct Base64(Vec<u8>);

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(|_| {
            D::Error::custom("a file's `content` is not base64 (RFC 4648, with padding)")
        })
    }
}

/// Files, at most as many as a form may bring.
#[derive(Debug, Default)]
pub(crate) struct SentFiles(Vec<SentFile>);

impl<'de> Deserialize<'de> for SentFiles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let files = Vec::<Object<SentFile>>::deserialize(deserializer)?;
        if files.len() > MOST_FILES {
            return Err(D::Error::custom(format!(
                "at most {MOST_FILES} files can be sent at once: send the others with a further message"
            )));
        }
        Ok(Self(files.into_iter().map(|Object(file)| file).collect()))
    }
}

impl From<SentFiles> for Vec<desk::NewFile> {
    fn from(files: SentFiles) -> Self {
        files
            .0
            .into_iter()
            .map(|file| desk::NewFile { name: file.name.0, bytes: file.content.0 })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // ASVS 15.3.7
    #[test]
    fn a_name_that_comes_twice_is_refused_by_name() {
        let error = serde_json::from_str::<Texts>(r#"{"a":"1","b":"2","a":"3"}"#).unwrap_err();
        assert!(error.to_string().contains("duplicate field `a`"), "{error}");
    }

    #[test]
    fn a_text_keeps_its_lines_and_holds_no_nul() {
        assert_eq!(serde_json::from_str::<Text>(r#""a\r\nb\rc""#).unwrap().0, "a\nb\nc");
        assert!(serde_json::from_str::<Text>(r#""a\u0000b""#).is_err());
    }

    #[test]
    fn an_array_of_a_files_parts_is_no_file() {
        let files = |text: &str| serde_json::from_str::<SentFiles>(text);
        assert_eq!(files(r#"[{"name":"a","content":"aGk="}]"#).unwrap().0.len(), 1);
        let error = files(r#"[["a","aGk="]]"#).unwrap_err();
        assert!(error.to_string().contains("expected an object"), "{error}");
    }

    #[test]
    fn a_file_that_is_not_base64_is_refused() {
        let file = |content: &str| {
            serde_json::from_str::<SentFile>(&format!(r#"{{"name":"a","content":"{content}"}}"#))
        };
        assert_eq!(file("aGk=").unwrap().content.0, b"hi");
        assert!(file("aGk").is_err());
        assert!(file("a-_=").is_err());
    }
}
