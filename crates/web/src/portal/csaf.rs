//! `/p/{program}/csaf/…` and `/.well-known/csaf/`: the CSAF provider (CSAF 2.0 §7), its documents with hashes
//! and signatures, its feeds and listings.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use desk::{CsafListings, Error};

use super::advisories::served;
use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, Site};

const TEXT: &str = "text/plain; charset=utf-8";

/// `GET /.well-known/csaf/provider-metadata.json`: that of the instance's first program.
pub(crate) async fn well_known(State(site): State<App>) -> Answer {
    match site.desk.programs().first() {
        Some(program) => answered(&site, program, "provider-metadata.json").await,
        None => Err(failed(site.portal(None), &Error::NotFound)),
    }
}

/// `GET /p/{program}/csaf/`.
pub(crate) async fn folder(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    answered(&site, &program, "").await
}

/// `GET /p/{program}/csaf/{*path}`.
pub(crate) async fn get(
    State(site): State<App>,
    Path((slug, path)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    answered(&site, &program, &path).await
}

async fn answered(site: &Site, program: &desk::Program, path: &str) -> Answer {
    let fail = |error: Error| failed(site.portal(None), &error);
    let files = site.desk.csaf_listings(program).await.map_err(fail)?;
    if let Some(listing) = files.get(path) {
        let kind = listing.media_type;
        let body = Bytes::from_owner(Kept { path: path.to_owned(), files });
        return Ok(open_to_all(([(header::CONTENT_TYPE, kind)], body).into_response()));
    }
    // A document, or what lies beside it under its name.
    let (name, beside) = [".sha256", ".sha512", ".asc"]
        .iter()
        .find_map(|end| Some((path.strip_suffix(end)?, *end)))
        .unwrap_or((path, ""));
    let document =
        site.desk.public_document(&program.id, &format!("csaf/{name}")).await.map_err(fail)?;
    let file = name.rsplit('/').next().unwrap_or(name);
    let response = match beside {
        ".sha256" => answer::text(TEXT, hash_line(&document.sha256, file)),
        ".sha512" => answer::text(TEXT, hash_line(&document.sha512, file)),
        ".asc" => match document.signature {
            Some(signature) => answer::text(TEXT, signature),
            None => return Err(fail(Error::NotFound)),
        },
        _ => served(document),
    };
    Ok(open_to_all(response))
}

/// A derived file that is sent from where it is kept: a feed of thousands of entries is many megabytes.
struct Kept {
    files: Arc<CsafListings>,
    path: String,
}

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        self.files.get(&self.path).map_or(&[], |listing| listing.body.as_bytes())
    }
}

/// A hash as `sha256sum` writes it (CSAF 2.0 §7.1.18).
pub(crate) fn hash_line(hash: &[u8], file: &str) -> String {
    let mut line: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    line.push_str("  ");
    line.push_str(file);
    line.push('\n');
    line
}

/// Public by purpose: pages of others may read it (CSAF 2.1 §7.1.25).
fn open_to_all(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
