//! What the fuzz targets `form` and `api_json` do with their bytes, and the replay of their corpora.
//!
//! Compiled for tests and fuzzing only: these readers are private to the crate, as they should be, and so
//! their corpora run in this crate's own tests. See `docs/how-to/fuzz.md`.
#![expect(clippy::expect_used, reason = "a fuzz target reports by panicking")]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use tokio::runtime::{Builder, Runtime};

pub use crate::api::fuzzing::api_json;
use crate::form::{Form, MOST_FILES, MOST_TEXT_BYTES, TakesFiles};

/// What a form may bring here; small, so that a fuzzer reaches it.
const MAX_FILE_BYTES: usize = 4096;

/// The first line is the content type, the rest is the body. What is read keeps within every bound, and
/// holds no NUL and no line break but `\n`; what was sent urlencoded is read back when it is sent again.
///
/// # Panics
/// When that does not hold.
pub fn form(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let kind = parts.next().unwrap_or_default();
    let body = parts.next().unwrap_or_default();
    match read(kind, body) {
        Some(Ok(form)) => {
            check(&form);
            let again = read(b"application/x-www-form-urlencoded", &urlencoded(&form));
            let again = again.expect("a content type").expect("a form that was read can be sent");
            assert!(again.texts == form.texts, "a form changes when it is sent again");
        }
        Some(Err(error)) => {
            assert!(error.status().is_client_error(), "{error:?}");
            assert!(!error.to_string().is_empty());
        }
        None => {}
    }
}

fn check(form: &Form) {
    assert!(form.texts.len() <= 200, "{} fields", form.texts.len());
    assert!(form.file_count <= MOST_FILES, "{} files", form.file_count);
    for (name, text) in &form.texts {
        assert!(text.len() <= MOST_TEXT_BYTES, "{} bytes", text.len());
        assert!(!text.contains(['\0', '\r']), "{name:?} holds {text:?}");
        assert_eq!(form.text(name), text.trim());
    }
}

/// The texts as a browser would send them.
fn urlencoded(form: &Form) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in &form.texts {
        for (part, end) in [(name, b'='), (text, b'&')] {
            for byte in part.bytes() {
                match byte {
                    b' ' => body.push(b'+'),
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => body.push(byte),
                    _ => body.extend_from_slice(format!("%{byte:02X}").as_bytes()),
                }
            }
            body.push(end);
        }
    }
    body
}

/// `None` when the content type is not even a header's value.
fn read(kind: &[u8], body: &[u8]) -> Option<Result<Form, crate::form::FormError>> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = RUNTIME
        .get_or_init(|| Builder::new_current_thread().build().expect("a runtime of one thread"));
    let request = Request::post("/")
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body.to_vec()))
        .ok()?;
    let mut files = Counted { begun: 0, ended: 0, length: 0 };
    let read = runtime.block_on(Form::read_with(request, MAX_FILE_BYTES, &mut files));
    if let Ok(form) = &read {
        assert_eq!((files.begun, files.ended), (form.file_count, form.file_count));
    }
    Some(read)
}

/// Counts what is handed on.
struct Counted {
    begun: usize,
    ended: usize,
    length: usize,
}

impl TakesFiles for Counted {
    fn admits(&self, _: &BTreeMap<String, String>) -> bool {
        true
    }
    async fn begin(&mut self, _: &str) -> Result<(), desk::Error> {
        assert_eq!(self.begun, self.ended, "a file within a file");
        (self.begun, self.length) = (self.begun + 1, 0);
        Ok(())
    }
    async fn push(&mut self, bytes: &[u8]) -> Result<(), desk::Error> {
        self.length += bytes.len();
        assert!(self.length <= MAX_FILE_BYTES, "{} bytes", self.length);
        Ok(())
    }
    async fn finish(&mut self) -> Result<(), desk::Error> {
        self.ended += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// Runs every kept input of a target.
    fn replay(target: &str, run: fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
        let mut files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 5, "the corpus of {target} is gone");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            let outcome = std::panic::catch_unwind(|| run(&bytes));
            assert!(outcome.is_ok(), "{} breaks {target}", file.display());
        }
    }

    #[test]
    fn the_corpus_of_form_breaks_nothing() {
        replay("form", super::form);
    }

    #[test]
    fn the_corpus_of_api_json_breaks_nothing() {
        replay("api_json", super::api_json);
    }
}
