//! The proof of an edition of an advisory (`docs/formats/edition.md`): which files were public of it, as the log
//! names them.

use crate::entry::Entry;
use crate::fault::Fault;
use crate::hash::Hash;
use crate::note::{Key, Witness, number};
use crate::proof::{MAX_PROOF_BYTES, ProofFacts, verify_proof};

/// The most bytes before the proof.
const MAX_HEAD_BYTES: usize = 256 << 10;

/// What the proof of an edition shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionFacts {
    /// The advisory's public identifier.
    pub advisory: String,
    /// Which edition, from 1.
    pub edition: u64,
    /// Where the advisory stood with it: `interim`, `final` or `withdrawn`.
    pub stage: String,
    /// When the log recorded it, as RFC 3339.
    pub recorded: String,
    /// Every file that was public of it: SHA-256 in hexadecimal, and path below the program's address.
    pub files: Vec<(String, String)>,
    /// Where in the log.
    pub proof: ProofFacts,
}

impl EditionFacts {
    /// Under which path the edition has a file of these bytes; nothing: it has none.
    #[must_use]
    pub fn names(&self, bytes: &[u8]) -> Option<&str> {
        let digest = Hash::of(&[bytes]).to_hex();
        self.files.iter().find(|(known, _)| *known == digest).map(|(_, path)| path.as_str())
    }
}

/// Verifies the proof of an edition.
pub fn verify_edition(
    text: &[u8],
    key: &Key,
    witnesses: &[Witness],
) -> Result<EditionFacts, Fault> {
    let form = |why: &str| Fault::Form { what: "the proof of an edition", why: why.to_owned() };
    if text.len() > MAX_PROOF_BYTES + MAX_HEAD_BYTES {
        return Err(form("it is too large"));
    }
    let text = str::from_utf8(text).map_err(|_| form("it is not UTF-8"))?;
    if text.chars().any(|c| c < ' ' && c != '\n') {
        return Err(form("it has control characters, perhaps carriage returns"));
    }
    let (before, proof) = text.split_once("\n\n").ok_or_else(|| form("no proof follows"))?;
    if before.len() > MAX_HEAD_BYTES {
        return Err(form("its part before the proof is too large"));
    }
    let mut lines = before.split('\n').peekable();
    if lines.next() != Some("candor edition v1") {
        return Err(form("its first line is another"));
    }
    let mut line = |field: &str| {
        let line = lines.next().and_then(|line| line.strip_prefix(field)?.strip_prefix(' '));
        line.ok_or_else(|| form(&format!("its line {field} is missing")))
    };
    let (advisory, edition, recorded) = (line("advisory")?, line("edition")?, line("recorded")?);
    let (mut files, mut list) = (Vec::new(), String::new());
    while let Some(file) = lines.peek().and_then(|line| line.strip_prefix("file ")) {
        let (digest, path) =
            file.split_once("  ").ok_or_else(|| form("a line file is no hash and path"))?;
        list.push_str(file);
        list.push('\n');
        files.push((digest.to_owned(), path.to_owned()));
        lines.next();
    }
    let bytes = lines.next().and_then(|line| line.strip_prefix("entry "));
    let bytes = bytes.ok_or_else(|| form("its line entry is missing"))?;
    if lines.next().is_some() {
        return Err(form("it has a line too many"));
    }
    // First what the log holds, then what is said about it.
    let proof = verify_proof(proof.as_bytes(), bytes.as_bytes(), key, witnesses)?;
    let entry = Entry::read(bytes).ok_or_else(|| form("its entry is not one of format 1"))?;
    let disagrees = |what: &str| Fault::Disagrees { what: what.to_owned() };
    if entry.text("act") != Some("AdvisoryEdition") {
        return Err(disagrees("the act of its entry"));
    }
    if entry.recorded().as_deref() != Some(recorded) {
        return Err(disagrees("the line recorded"));
    }
    let object = entry.text("object").unwrap_or_default();
    let rest = object.strip_prefix(&format!("advisory:{advisory}/edition:"));
    let rest = rest.ok_or_else(|| disagrees("the line advisory"))?;
    let rest = rest.strip_prefix(&format!("{edition}/"));
    let rest = rest.ok_or_else(|| disagrees("the line edition"))?;
    let edition = number(edition).ok_or_else(|| form("its line edition is no number"))?;
    let (stage, rest) = rest.split_once("/sha256:").ok_or_else(|| disagrees("its entry"))?;
    let named = rest.split_once("/files:sha256:").map(|(_, named)| named);
    if named != Some(Hash::of(&[list.as_bytes()]).to_hex().as_str()) {
        return Err(disagrees("the list of files"));
    }
    Ok(EditionFacts {
        advisory: advisory.to_owned(),
        edition,
        stage: stage.to_owned(),
        recorded: recorded.to_owned(),
        files,
        proof,
    })
}
