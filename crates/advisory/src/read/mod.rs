//! Others' records in: CSAF 2.0, OSV, CVE and GitHub advisories become drafts.
//!
//! An import never guesses silently. Whatever a reader does not carry over is listed with a JSON pointer and
//! the reason ([`NotUnderstood`]). What the source says of status and dates is kept in the record;
//! [`Imported::into_drafts`] makes drafts of it, with no history of their own. A profile of CSAF for reports
//! does not exist yet (it is discussed for 2.1), so there is none to read.

mod csaf;
mod csaf_products;
mod cve;
mod ghsa;
mod osv;
mod part;

use serde_json::Value;

use crate::model::{Advisory, Revision, Status};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// The most products that one file may name.
pub const MAX_PRODUCTS: usize = 20_000;
/// The most entries in the list of what was not understood; one more says how many were cut.
pub const MAX_NOT_UNDERSTOOD: usize = 1_000;

/// What came of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// What the file was.
    pub source: Source,
    /// One record for each vulnerability in it, as the source says it.
    pub records: Vec<Advisory>,
    /// What was not carried over.
    pub not_understood: Vec<NotUnderstood>,
}

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// CSAF 2.0.
    Csaf,
    /// OSV 1.x.
    Osv,
    /// CVE JSON 5.x.
    Cve,
    /// A GitHub advisory: of the REST API (repository or global) or of GraphQL.
    Ghsa,
}

/// A part of the source that no record holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotUnderstood {
    /// Where: a JSON pointer (RFC 6901).
    pub pointer: String,
    /// Why it was left out.
    pub why: String,
}

/// Why nothing came of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Too large.
    #[error(
        "the file has {0} bytes; at most {MAX_BYTES} are read. Cut it into one file for each advisory"
    )]
    TooLarge(usize),
    /// Not JSON.
    #[error("the file is no JSON text: line {line}, column {column}")]
    NotJson {
        /// The line of the mistake, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// JSON, but none of the formats.
    #[error("the file is JSON, but neither CSAF 2.0, OSV, a CVE record nor a GitHub advisory")]
    UnknownFormat,
    /// CSAF of another version.
    #[error("this is CSAF {0}; only 2.0 can be imported")]
    CsafVersion(String),
    /// Too many products.
    #[error(
        "the file names {0} products; at most {MAX_PRODUCTS} are imported. Cut it into several files"
    )]
    TooManyProducts(usize),
}

/// Reads a file of whichever format it is.
///
/// # Errors
/// [`ImportError`] when it is too large, no JSON, or of no known format.
pub fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|e| ImportError::NotJson { line: e.line(), column: e.column() })?;
    let source = source_of(&value).ok_or(ImportError::UnknownFormat)?;
    let mut left = Vec::new();
    let records = match source {
        Source::Csaf => csaf::records(value, &mut left)?,
        Source::Osv => osv::records(value, &mut left)?,
        Source::Cve => cve::records(value, &mut left)?,
        Source::Ghsa => ghsa::records(value, &mut left)?,
    };
    left.sort();
    left.dedup();
    if left.len() > MAX_NOT_UNDERSTOOD {
        let cut = left.len() - MAX_NOT_UNDERSTOOD;
        left.truncate(MAX_NOT_UNDERSTOOD);
        left.push(NotUnderstood { pointer: String::new(), why: format!("and {cut} more places") });
    }
    Ok(Imported { source, records, not_understood: left })
}

/// Which format a value is in, by the members that each demands.
fn source_of(value: &Value) -> Option<Source> {
    let has = |key: &str| value.get(key).is_some();
    if value.pointer("/document/csaf_version").is_some() {
        Some(Source::Csaf)
    } else if has("cveMetadata") && has("containers") {
        Some(Source::Cve)
    } else if has("ghsa_id") || has("ghsaId") {
        Some(Source::Ghsa)
    } else if has("id") && has("modified") {
        Some(Source::Osv)
    } else {
        None
    }
}

impl Imported {
    /// The records as drafts of one's own: unpublished, with no history, and named by nobody before they agree
    /// again where the source does not show that they did.
    #[must_use]
    pub fn into_drafts(self) -> Vec<Advisory> {
        self.records
            .into_iter()
            .map(|record| Advisory { status: Status::Draft, revisions: Vec::new(), ..record })
            .collect()
    }
}

/// The editions of a source that tells its first and its last only.
fn revisions(published: Option<clock::Instant>, modified: Option<clock::Instant>) -> Vec<Revision> {
    let of = |number, at, summary: &str| Revision { number, at, summary: summary.to_owned() };
    match (published, modified) {
        (Some(first), Some(last)) if last > first => {
            vec![of(1, first, "Published."), of(2, last, "Changed.")]
        }
        (Some(only), _) | (None, Some(only)) => vec![of(1, only, "Published.")],
        (None, None) => Vec::new(),
    }
}

/// A text of several paragraphs as summary and details: the first paragraph, when it is one to read alone.
fn split(text: &str) -> (String, String) {
    let text = text.trim();
    match text.split_once("\n\n") {
        Some((first, rest)) if !first.trim_start().starts_with(['#', '-', '*', '|', '`']) => {
            (first.trim().to_owned(), rest.trim().to_owned())
        }
        Some(_) => (String::new(), text.to_owned()),
        None => (text.to_owned(), String::new()),
    }
}
