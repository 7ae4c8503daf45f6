//! The proofs of a case export (`candor-case/1`): that the log holds every event of it as it stands there,
//! in order and without a gap.
//!
//! What the events mean, the status and the times owed, is not judged here: `candor verify --export` does
//! that with the policy.

use crate::entry::Entry;
use crate::fault::Fault;
use crate::hash::Hash;
use crate::json::Json;
use crate::note::{Head, Key, Witness};
use crate::proof::check_inclusion;

/// The most bytes of an export that are read.
const MAX_EXPORT_BYTES: usize = 256 * 1024 * 1024;

/// What an export shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFacts {
    /// The case.
    pub case: String,
    /// How many events were proven.
    pub events: u64,
    /// SHA-256 of the text of the policy in it, in hexadecimal.
    pub policy: String,
    /// The signed head that holds them.
    pub head: Head,
}

/// Verifies the proofs of a case export.
pub fn verify_export(
    export: &[u8],
    key: &Key,
    witnesses: &[Witness],
) -> Result<ExportFacts, Fault> {
    let form = |why: &str| Fault::Form { what: "a case export", why: why.to_owned() };
    let lacks = |what: &str| form(&format!("it lacks {what}"));
    if export.len() > MAX_EXPORT_BYTES {
        return Err(form("it is too large"));
    }
    let text = str::from_utf8(export).map_err(|_| form("it is not UTF-8"))?;
    let export = Json::read(text).ok_or_else(|| form("it is not JSON"))?;
    if export.text("format") != Some("candor-case/1") {
        return Err(form("its format is not candor-case/1"));
    }
    let log = export.get("log").ok_or_else(|| lacks("log"))?;
    let note = log.text("checkpoint").ok_or_else(|| lacks("the checkpoint"))?;
    let head = Head::open("the checkpoint", note.as_bytes(), key, witnesses)?;
    if log.text("origin") != Some(&head.origin) {
        return Err(Fault::Disagrees { what: "the origin of the log".to_owned() });
    }
    let policy = export.get("policy").ok_or_else(|| lacks("the policy"))?;
    let version = policy.text("version").ok_or_else(|| lacks("the version of the policy"))?;
    let source = policy.text("source").ok_or_else(|| lacks("the text of the policy"))?;
    if Hash::from_hex(version) != Some(Hash::of(&[source.as_bytes()])) {
        return Err(Fault::Disagrees { what: "the text of the policy".to_owned() });
    }
    let case = export.text("case").ok_or_else(|| lacks("the case"))?;
    let events = export.list("events").filter(|events| !events.is_empty());
    let mut proven = 0;
    for (seq, event) in (1_i64..).zip(events.ok_or_else(|| lacks("events"))?) {
        let bytes = event.text("entry").ok_or_else(|| lacks("an entry"))?;
        let index = event.integer("index").and_then(|index| u64::try_from(index).ok());
        let index = index.ok_or_else(|| lacks("the number of an entry"))?;
        let path = event.list("inclusion").ok_or_else(|| lacks("a proof"))?;
        let hash = |hash: &Json| match hash {
            Json::Text(hash) => Hash::from_hex(hash),
            _ => None,
        };
        let path: Option<Vec<Hash>> = path.iter().map(hash).collect();
        let path = path.ok_or_else(|| form("a proof holds something that is no hash"))?;
        check_inclusion(index, head.size, Hash::leaf(bytes.as_bytes()), &path, &head.root)?;
        let entry = Entry::read(bytes).ok_or_else(|| form("an entry is not one of format 1"))?;
        let salt = event.text("salt").and_then(Hash::from_hex);
        let details = event.text("details").ok_or_else(|| lacks("the details of an event"))?;
        let commit = salt.map(|salt| Hash::of(&[&salt.0, details.as_bytes()]));
        let agrees = [
            ("case", entry.text("case") == Some(case)),
            ("order", entry.integer("seq") == Some(seq) && event.integer("seq") == Some(seq)),
            ("kind", entry.text("act") == event.text("kind")),
            ("actor", entry.text("actor") == event.text("actor")),
            ("visibility", entry.text("visibility") == event.text("visibility")),
            ("policy", entry.text("policy").is_none_or(|policy| policy == version)),
            (
                "content",
                commit.is_some() && entry.text("commit").and_then(Hash::from_hex) == commit,
            ),
        ];
        if let Some((what, _)) = agrees.iter().find(|(_, agrees)| !agrees) {
            return Err(Fault::Disagrees { what: format!("the {what} of event {seq}") });
        }
        proven += 1;
    }
    let (case, policy) = (case.to_owned(), version.to_owned());
    Ok(ExportFacts { case, events: proven, policy, head })
}
