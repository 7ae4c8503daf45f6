//! `candor advisory verify`: a document, as a file or at an address, held against its hashes, its signature and the
//! rules for records. An address is contacted only because somebody typed it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use advisory::{Advisory, Problem, problems, publication, read};
use minisign_verify::{PublicKey, Signature};
use outbound::{Client, Purpose, Reach, Url};
use serde::Serialize;
use signing::Certificate;

use crate::advisory_command::bytes_of;
use crate::{Failure, say};

/// Most bytes of a hash or a signature.
const BESIDE_BYTES: usize = 64 << 10;

/// The keys with which it must be signed, as files, and the key of the log that must name it.
#[derive(Clone, Copy)]
pub(crate) struct Keys<'a> {
    pub(crate) minisign: Option<&'a Path>,
    pub(crate) openpgp: Option<&'a Path>,
    /// The text of the log's key.
    pub(crate) log: Option<&'a str>,
}

/// The proof of an edition, in the folder of its advisory.
const EDITION_PROOF: &str = "edition.proof";
/// Most bytes of it.
const PROOF_BYTES: usize = 1 << 20;

/// Where the document is.
enum Place {
    File(PathBuf),
    Address { url: Url, client: Client, runtime: tokio::runtime::Runtime },
}

#[derive(Serialize)]
struct Finding {
    what: String,
    is_bad: bool,
}

impl Place {
    fn of(target: &str, reach: &Reach) -> Result<Self, Failure> {
        if !target.starts_with("http://") && !target.starts_with("https://") {
            return Ok(Self::File(target.into()));
        }
        let unusable = |failed: outbound::Failed| format!("{target}: {}", failed.reason());
        let reach = reach.clone().and_typed(target).map_err(unusable)?;
        let client = Client::new(Purpose::AdvisoryCheck, reach).map_err(unusable)?;
        let url = Url::parse(target).map_err(|error| format!("{target} is no address: {error}"))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self::Address { url, client, runtime })
    }

    fn document(&self) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(file) => bytes_of(file),
            Self::Address { url, client, runtime } => {
                let reply = runtime.block_on(client.get(url.as_str(), &[], read::MAX_BYTES));
                let reply = reply.map_err(|failed| match failed.redirected_to() {
                    Some(place) => format!("{url} redirects to {place}: give that address"),
                    None => format!("{url}: {}", failed.reason()),
                })?;
                Ok(reply.body)
            }
        }
    }

    /// What lies beside the document under its name and this end; nothing when it is not there.
    fn beside(&self, end: &str) -> Result<Option<String>, Failure> {
        let bytes = match self {
            Self::File(file) => {
                let mut name = file.as_os_str().to_owned();
                name.push(end);
                std::fs::read(PathBuf::from(name)).ok()
            }
            Self::Address { url, client, runtime } => {
                let mut beside = url.clone();
                beside.set_path(&format!("{}{end}", url.path()));
                match runtime.block_on(client.get(beside.as_str(), &[], BESIDE_BYTES)) {
                    Ok(reply) => Some(reply.body),
                    Err(failed) if matches!(failed.status(), Some(404 | 410)) => None,
                    Err(failed) => return Err(format!("{beside}: {}", failed.reason()).into()),
                }
            }
        };
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// The proof of the edition, and how it is called: in the folder of the document, or for one of the folder
    /// `csaf` in that of its advisory.
    fn proof(&self, record: Option<&Advisory>) -> Result<Option<(String, Vec<u8>)>, Failure> {
        let path = match self {
            Self::File(file) => file.to_string_lossy().into_owned(),
            Self::Address { url, .. } => url.path().to_owned(),
        };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let in_csaf =
            path.rsplit_once("/csaf/").or_else(|| Some(("", path.strip_prefix("csaf/")?)));
        let place = match (in_csaf, record) {
            (Some((program, _)), Some(record)) => {
                let advisory = publication::segment(record.id.as_str());
                let slash = if program.is_empty() && !path.starts_with('/') { "" } else { "/" };
                format!("{program}{slash}advisories/{advisory}/{EDITION_PROOF}")
            }
            _ if folder.is_empty() && !path.starts_with('/') => EDITION_PROOF.to_owned(),
            _ => format!("{folder}/{EDITION_PROOF}"),
        };
        match self {
            Self::File(_) => Ok(std::fs::read(&place).ok().map(|bytes| (place, bytes))),
            Self::Address { url, client, runtime } => {
                let mut at = url.clone();
                at.set_path(&place);
                match runtime.block_on(client.get(at.as_str(), &[], PROOF_BYTES)) {
                    Ok(reply) => Ok(Some((at.to_string(), reply.body))),
                    Err(failed) if matches!(failed.status(), Some(404 | 410)) => Ok(None),
                    Err(failed) => Err(format!("{at}: {}", failed.reason()).into()),
                }
            }
        }
    }

    /// How what is beside the document is called.
    fn named(&self, end: &str) -> String {
        match self {
            Self::File(file) => format!("{}{end}", file.display()),
            Self::Address { url, .. } => format!("{url}{end}"),
        }
    }

    fn is_record(&self) -> bool {
        let path = match self {
            Self::File(file) => file.as_path(),
            Self::Address { url, .. } => Path::new(url.path()),
        };
        path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
    }
}

fn text_of(key: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(key).map_err(|error| format!("{}: {error}", key.display()).into())
}

/// What a minisign signature says, when this key made it over these bytes; else why not.
fn signed_by(bytes: &[u8], key: &str, signature: &str) -> Result<String, String> {
    let key = PublicKey::decode(key).map_err(|error| format!("the key cannot be read: {error}"))?;
    let signature = Signature::decode(signature).map_err(|error| error.to_string())?;
    key.verify(bytes, &signature, false).map_err(|error| error.to_string())?;
    Ok(signature.trusted_comment().replace('\t', ", "))
}

/// The same for OpenPGP.
fn signed_with(bytes: &[u8], certificate: &str, signature: &str) -> Result<String, String> {
    let certificate = Certificate::read(certificate).map_err(|error| error.to_string())?;
    let signed = certificate.verify(bytes, signature).map_err(|error| error.to_string())?;
    let at = clock::Instant::from_second(i64::from(signed.at));
    Ok(format!("{}, {at}; whether the key is revoked, gpg tells", signed.fingerprint))
}

/// What the proof of an edition says of these bytes, when the log of this key names them; else why not.
fn named_by_log(bytes: &[u8], key: &str, proof: &[u8]) -> Result<String, String> {
    let key = verifier::Key::parse(key).map_err(|fault| fault.to_string())?;
    let facts = verifier::verify_edition(proof, &key, &[]).map_err(|fault| fault.to_string())?;
    let edition = format!("edition {} of {}", facts.edition, facts.advisory);
    match facts.names(bytes) {
        Some(path) => Ok(format!(
            "{edition} ({}), as {path}, recorded {} as entry {} of {}",
            facts.stage, facts.recorded, facts.proof.index, facts.proof.head.origin
        )),
        None => Err(format!("{edition}, which is the one that is out, has no such file")),
    }
}

type Judge = fn(&[u8], &str, &str) -> Result<String, String>;

/// Judges a document and says so, with a failure when something is wrong.
///
/// # Errors
/// A sentence for people, when it cannot be judged.
pub(crate) fn verify(
    target: &str,
    keys: Keys<'_>,
    reach: &Reach,
    json: bool,
) -> Result<ExitCode, Failure> {
    let place = Place::of(target, reach)?;
    let bytes = place.document()?;
    let mut findings = Vec::new();
    let mut find = |what: String, is_bad: bool| findings.push(Finding { what, is_bad });
    let wanted: [(_, &str, Judge); 2] =
        [(keys.minisign, ".minisig", signed_by), (keys.openpgp, ".asc", signed_with)];
    for (key, end, judge) in wanted {
        let Some(key) = key else { continue };
        let text = text_of(key)?;
        let name = place.named(end);
        match place.beside(end)?.map(|found| judge(&bytes, &text, &found)) {
            Some(Ok(comment)) => find(format!("{name} is made with this key ({comment})"), false),
            Some(Err(why)) => {
                find(format!("{name} is NOT a signature of the file with this key: {why}"), true);
            }
            None => find(format!("{name} is not there, so nothing shows whose file it is"), true),
        }
    }
    for (end, digest) in hashes(&bytes) {
        let name = place.named(end);
        match place.beside(end)? {
            Some(text) => {
                let told = text.split_whitespace().next().unwrap_or_default();
                let fits = told.eq_ignore_ascii_case(&digest);
                let word =
                    if fits { "is the hash of the file" } else { "is NOT the hash of the file" };
                find(format!("{name} {word}"), !fits);
            }
            None => find(format!("{name} is not there"), false),
        }
    }
    let imported = place.is_record().then(|| read::read(&bytes)).transpose();
    if let Some(key) = keys.log {
        let record =
            imported.as_ref().ok().and_then(Option::as_ref).and_then(|i| i.records.first());
        match place.proof(record)?.map(|(name, proof)| (name, named_by_log(&bytes, key, &proof))) {
            Some((name, Ok(what))) => {
                find(format!("{name}: the log names this file: {what}"), false);
            }
            Some((name, Err(why))) => {
                find(format!("{name} does NOT show that the log names this file: {why}"), true);
            }
            None => {
                let what = format!(
                    "{EDITION_PROOF} is not there, so nothing shows that the log names this file"
                );
                find(what, true);
            }
        }
    }
    match imported {
        Ok(None) => find("no record is read from a text".to_owned(), false),
        Ok(Some(imported)) => {
            for record in &imported.records {
                find(format!("{}: {}", record.id, record.title), false);
                // Most formats have no field for their publisher: who signed it says that.
                let nameless = |problem: &Problem| match problem {
                    Problem::NoPublisher => true,
                    Problem::Namespace(address) => address.is_empty(),
                    _ => false,
                };
                for problem in problems(record).into_iter().filter(|p| !nameless(p)) {
                    find(format!("{}: {problem}", record.id), true);
                }
            }
            for left in imported.not_understood {
                find(format!("not understood: {}: {}", left.pointer, left.why), false);
            }
        }
        Err(error) => find(error.to_string(), true),
    }
    let is_bad = findings.iter().any(|finding| finding.is_bad);
    if json {
        say::json(&findings);
    } else {
        for Finding { what, is_bad } in &findings {
            say::line(&format!("{} {what}", if *is_bad { "BAD " } else { "    " }));
        }
        if keys.minisign.is_none() && keys.openpgp.is_none() && keys.log.is_none() {
            say::remark(
                "No signature was checked: give the program's key with --key minisign.pub, or for CSAF with --openpgp-key key.asc",
            );
        }
    }
    Ok(if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn hashes(bytes: &[u8]) -> [(&'static str, String); 2] {
    use sha2::Digest as _;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    [(".sha256", hex(&sha2::Sha256::digest(bytes))), (".sha512", hex(&sha2::Sha512::digest(bytes)))]
}

#[cfg(test)]
mod tests {
    use super::signed_by;

    #[test]
    fn a_signature_is_believed_of_its_key_and_its_bytes_only() {
        let key = signing::MinisignKey::from_seed(&[1; 32]);
        let text = key.sign(b"{}", "timestamp:1\tfile:osv.json");
        let public = key.public_key();
        assert_eq!(signed_by(b"{}", &public, &text).unwrap(), "timestamp:1, file:osv.json");
        assert!(signed_by(b"{ }", &public, &text).is_err());
        let other = signing::MinisignKey::from_seed(&[2; 32]).public_key();
        assert!(signed_by(b"{}", &other, &text).is_err());
        assert!(signed_by(b"{}", "no key", &text).unwrap_err().contains("the key cannot be read"));
        assert!(signed_by(b"{}", &public, "no signature").is_err());
    }
}
