//! What a form brought: text fields and, for multipart forms, files.
//!
//! Bounded before it is read: number of fields, bytes per field, files, bytes per file. Files are handed on
//! piece by piece as they arrive ([`TakesFiles`]) and are never whole here. A field that is not
//! UTF-8 is refused with a sentence that says so, never replaced silently. Texts keep their line breaks as
//! `\n`, and NUL characters are refused, so that what is stored is what was written.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use thiserror::Error;

use crate::site::Site;

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

/// Where the files of a form go, piece by piece.
pub(crate) trait TakesFiles {
    /// Whether a file is taken, going by the texts that came before it: a form whose token is wrong brings
    /// none.
    fn admits(&self, texts: &BTreeMap<String, String>) -> bool;
    /// Begins a file. The name is the sender's, for display only.
    async fn begin(&mut self, name: &str) -> Result<(), desk::Error>;
    /// More of it.
    async fn push(&mut self, bytes: &[u8]) -> Result<(), desk::Error>;
    /// Its end.
    async fn finish(&mut self) -> Result<(), desk::Error>;
}

/// Takes no files.
struct NoFiles;

impl TakesFiles for NoFiles {
    fn admits(&self, _: &BTreeMap<String, String>) -> bool {
        false
    }
    async fn begin(&mut self, _: &str) -> Result<(), desk::Error> {
        Ok(())
    }
    async fn push(&mut self, _: &[u8]) -> Result<(), desk::Error> {
        Ok(())
    }
    async fn finish(&mut self) -> Result<(), desk::Error> {
        Ok(())
    }
}

/// Files that are sealed while they arrive.
pub(crate) struct Sealing<'a, A> {
    /// Where they are kept.
    pub(crate) into: &'a mut desk::Attachments,
    /// Whether the form is one of ours, going by its texts so far.
    pub(crate) admits: A,
}

impl<A: Fn(&BTreeMap<String, String>) -> bool> TakesFiles for Sealing<'_, A> {
    fn admits(&self, texts: &BTreeMap<String, String>) -> bool {
        (self.admits)(texts)
    }
    async fn begin(&mut self, name: &str) -> Result<(), desk::Error> {
        self.into.begin(name).await
    }
    async fn push(&mut self, bytes: &[u8]) -> Result<(), desk::Error> {
        self.into.push(bytes).await
    }
    async fn finish(&mut self) -> Result<(), desk::Error> {
        self.into.finish().await
    }
}

/// What the form brought.
#[derive(Default)]
pub(crate) struct Form {
    /// Texts by field name; the last one wins when a name comes twice.
    pub(crate) texts: BTreeMap<String, String>,
    /// How many files came; empty file inputs are left out.
    pub(crate) file_count: usize,
    /// Why files could not be kept. The texts are read all the same, so that they can be given back.
    pub(crate) not_kept: Option<desk::Error>,
}

impl Form {
    /// Reads a form that brings no files.
    pub(crate) async fn read(request: Request) -> Result<Self, FormError> {
        Self::read_with(request, 0, &mut NoFiles).await
    }

    /// Reads a form from a request and hands its files on. `max_file_bytes` bounds each.
    pub(crate) async fn read_with(
        request: Request,
        max_file_bytes: usize,
        files: &mut impl TakesFiles,
    ) -> Result<Self, FormError> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_ascii_lowercase();
        if kind.starts_with("multipart/form-data") {
            let multipart =
                Multipart::from_request(request, &()).await.map_err(|_| FormError::Broken)?;
            Self::read_multipart(multipart, max_file_bytes, files).await
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
        files: &mut impl TakesFiles,
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
                Some(file_name) => form.read_file(field, file_name, max_file_bytes, files).await?,
            }
        }
        Ok(form)
    }

    async fn read_file(
        &mut self,
        mut field: Field<'_>,
        name: String,
        max_file_bytes: usize,
        files: &mut impl TakesFiles,
    ) -> Result<(), FormError> {
        let mut length = 0;
        let mut next = field.chunk().await.map_err(|e| broken(&e))?;
        if name.is_empty() && next.as_ref().is_none_or(Bytes::is_empty) {
            return Ok(());
        }
        if self.file_count == MOST_FILES {
            return Err(FormError::TooManyFiles);
        }
        self.file_count += 1;
        // What is not kept is read to its end, as the texts after it are to be given back.
        let mut is_kept = self.not_kept.is_none() && files.admits(&self.texts);
        if is_kept && let Err(error) = files.begin(&name).await {
            self.not_kept = Some(error);
            is_kept = false;
        }
        while let Some(chunk) = next {
            length += chunk.len();
            if length > max_file_bytes {
                return Err(FormError::FileTooLarge { name, max_mib: max_file_bytes >> 20 });
            }
            if is_kept && let Err(error) = files.push(&chunk).await {
                self.not_kept = Some(error);
                is_kept = false;
            }
            next = field.chunk().await.map_err(|e| broken(&e))?;
        }
        if is_kept && let Err(error) = files.finish().await {
            self.not_kept = Some(error);
        }
        Ok(())
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

/// Whether a form of this content type can bring files.
pub(crate) fn may_bring_files(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data"))
}

/// Reads a form of a session whose files are sealed while they arrive, as far as its token is right. When
/// the form cannot be read, what was sealed is taken away.
pub(crate) async fn read_sealing(
    site: &Site,
    cookie: &str,
    request: Request,
    attachments: &mut Option<desk::Attachments>,
) -> Result<Form, FormError> {
    let Some(into) = attachments else { return Form::read(request).await };
    let admits = |texts: &BTreeMap<String, String>| {
        texts.get("csrf").is_some_and(|token| site.desk.csrf_matches(cookie, token.trim()))
    };
    let max_file_bytes = site.settings.max_file_bytes;
    let read = Form::read_with(request, max_file_bytes, &mut Sealing { into, admits }).await;
    if read.is_err() {
        discard(attachments.take()).await;
    }
    read
}

/// Takes sealed files away that nothing came of.
pub(crate) async fn discard(attachments: Option<desk::Attachments>) {
    if let Some(attachments) = attachments {
        attachments.discard().await;
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

    // ASVS 15.2.2
    #[test]
    fn a_form_with_endless_fields_is_refused() {
        let body: String = (0..1000).map(|n| format!("f{n}=1&")).collect();
        assert_eq!(Form::from_urlencoded(body.as_bytes()).err(), Some(FormError::TooManyFields));
    }
}
