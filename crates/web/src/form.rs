//! What a form brought: text fields and, for multipart forms, files.
//!
//! Bounded before it is read: number of fields, bytes per field, files, bytes per file. A field that is not
//! UTF-8 is refused with a sentence that says so, never replaced silently. Texts keep their line breaks as
//! `\n`, and NUL characters are refused, so that what is stored is what was written.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use thiserror::Error;

/// Most fields in one form.
const MOST_FIELDS: usize = 200;
/// Most bytes in one text field.
pub(crate) const MOST_TEXT_BYTES: usize = 256 * 1024;
/// Most files in one form.
pub(crate) const MOST_FILES: usize = 10;

/// Why a form was not read.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum FormError {
    /// Neither urlencoded nor multipart.
    #[error(
        "this address takes a form. Send it as application/x-www-form-urlencoded or multipart/form-data"
    )]
    NotAForm,
    /// A text that is not UTF-8, or holds a NUL.
    #[error(
        "the field \u{201c}{0}\u{201d} is not readable text. Send it as UTF-8, or attach it as a file"
    )]
    NotText(String),
    /// A text over the limit.
    #[error("the field \u{201c}{0}\u{201d} is longer than {max} KiB. Shorten it, or attach the long part as a file", max = MOST_TEXT_BYTES / 1024)]
    TextTooLong(String),
    /// A file over the limit.
    #[error(
        "the file \u{201c}{name}\u{201d} is larger than {max_mib} MiB. Send a smaller one, or tell the team where they can fetch it"
    )]
    FileTooLarge {
        /// As the sender named it.
        name: String,
        /// The limit.
        max_mib: usize,
    },
    /// Too many files.
    #[error("at most {MOST_FILES} files can be sent at once. Send the others as a further message")]
    TooManyFiles,
    /// Too many fields.
    #[error("the form has more fields than this page. Reload the page and send it again")]
    TooManyFields,
    /// The body is longer than the whole form may be.
    #[error("the form is too large. Shorten the texts, or send fewer files at once")]
    TooLarge,
    /// The upload broke off, or its framing is wrong.
    #[error("the form did not arrive whole. Send it again; nothing was stored")]
    Broken,
}

impl FormError {
    /// The HTTP status for this error.
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TextTooLong(_) | Self::FileTooLarge { .. } | Self::TooLarge => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::NotText(_) | Self::TooManyFiles | Self::TooManyFields | Self::Broken => {
                StatusCode::BAD_REQUEST
            }
        }
    }
}

/// A file of a form, whole in memory and bounded.
pub(crate) struct Upload {
    /// The name the sender gave, for display only.
    pub(crate) name: String,
    /// The bytes.
    pub(crate) bytes: Bytes,
}

/// What the form brought.
#[derive(Default)]
pub(crate) struct Form {
    /// Texts by field name; the last one wins when a name comes twice.
    pub(crate) texts: BTreeMap<String, String>,
    /// Files, in order; empty file inputs are left out.
    pub(crate) files: Vec<Upload>,
}

impl Form {
    /// Reads a form from a request. `max_file_bytes` bounds each file.
    pub(crate) async fn read(request: Request, max_file_bytes: usize) -> Result<Self, FormError> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_ascii_lowercase();
        if kind.starts_with("multipart/form-data") {
            let multipart =
                Multipart::from_request(request, &()).await.map_err(|_| FormError::Broken)?;
            Self::read_multipart(multipart, max_file_bytes).await
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            let body = Bytes::from_request(request, &()).await.map_err(|_| FormError::TooLarge)?;
            Self::from_urlencoded(&body)
        } else {
            Err(FormError::NotAForm)
        }
    }

    /// The text of a field, trimmed; empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.trim())
    }

    fn from_urlencoded(body: &[u8]) -> Result<Self, FormError> {
        let mut form = Self::default();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default());
            let name = String::from_utf8(name).map_err(|_| FormError::NotText("?".to_owned()))?;
            let value = decode(halves.next().unwrap_or_default());
            form.insert(name, value)?;
        }
        Ok(form)
    }

    async fn read_multipart(
        mut multipart: Multipart,
        max_file_bytes: usize,
    ) -> Result<Self, FormError> {
        let mut form = Self::default();
        while let Some(mut field) = multipart.next_field().await.map_err(|e| broken(&e))? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                None => {
                    let mut bytes = Vec::new();
                    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
                        if bytes.len() + chunk.len() > MOST_TEXT_BYTES {
                            return Err(FormError::TextTooLong(name));
                        }
                        bytes.extend_from_slice(&chunk);
                    }
                    form.insert(name, bytes)?;
                }
                Some(file_name) => {
                    let mut bytes = Vec::new();
                    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
                        if bytes.len() + chunk.len() > max_file_bytes {
                            return Err(FormError::FileTooLarge {
                                name: file_name,
                                max_mib: max_file_bytes >> 20,
                            });
                        }
                        bytes.extend_from_slice(&chunk);
                    }
                    if file_name.is_empty() && bytes.is_empty() {
                        continue;
                    }
                    if form.files.len() == MOST_FILES {
                        return Err(FormError::TooManyFiles);
                    }
                    form.files.push(Upload { name: file_name, bytes: Bytes::from(bytes) });
                }
            }
        }
        Ok(form)
    }

    fn insert(&mut self, name: String, value: Vec<u8>) -> Result<(), FormError> {
        if self.texts.len() == MOST_FIELDS {
            return Err(FormError::TooManyFields);
        }
        if value.len() > MOST_TEXT_BYTES {
            return Err(FormError::TextTooLong(name));
        }
        let Ok(text) = String::from_utf8(value) else { return Err(FormError::NotText(name)) };
        if text.contains('\0') {
            return Err(FormError::NotText(name));
        }
        // A carriage return alone is a line break too: left in, it would join the next one to `\r\n`.
        self.texts.insert(name, text.replace("\r\n", "\n").replace('\r', "\n"));
        Ok(())
    }
}

fn broken(error: &MultipartError) -> FormError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        FormError::TooLarge
    } else {
        FormError::Broken
    }
}

/// Percent-decoding as forms use it (`+` is a space). A stray `%` stands for itself.
fn decode(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            (b'%', [high, low, after @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                bytes.push((hex(*high) << 4) | hex(*low));
                rest = after;
            }
            (other, _) => {
                bytes.push(*other);
                rest = tail;
            }
        }
    }
    bytes
}

const fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.wrapping_sub(b'A').wrapping_add(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_was_written() {
        let form =
            Form::from_urlencoded(b"title=a+b%26c&empty=&text=1%0D%0A2&u=%E2%82%AC%").unwrap();
        assert_eq!(form.text("title"), "a b&c");
        assert_eq!(form.text("text"), "1\n2");
        assert_eq!(form.text("u"), "\u{20ac}%");
        assert_eq!(form.text("absent"), "");
    }

    #[test]
    fn every_kind_of_line_break_becomes_one() {
        let form = Form::from_urlencoded(b"text=1%0D%0A2%0D3%0A4%0D%0D%0A5").unwrap();
        assert_eq!(form.text("text"), "1\n2\n3\n4\n\n5");
    }

    #[test]
    fn text_in_another_encoding_is_refused_with_its_field() {
        let refused = Form::from_urlencoded(b"title=caf%E9").err();
        assert_eq!(refused, Some(FormError::NotText("title".to_owned())));
        assert_eq!(Form::from_urlencoded(b"t=%00").err(), Some(FormError::NotText("t".to_owned())));
    }

    #[test]
    fn a_text_over_the_limit_is_refused_with_its_field() {
        let mut body = b"title=".to_vec();
        body.extend(std::iter::repeat_n(b'a', MOST_TEXT_BYTES + 1));
        assert_eq!(
            Form::from_urlencoded(&body).err(),
            Some(FormError::TextTooLong("title".to_owned()))
        );
    }

    #[test]
    fn a_form_with_endless_fields_is_refused() {
        let body: String = (0..1000).map(|n| format!("f{n}=1&")).collect();
        assert_eq!(Form::from_urlencoded(body.as_bytes()).err(), Some(FormError::TooManyFields));
    }
}
