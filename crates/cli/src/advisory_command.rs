//! `candor advisory`: the published tree as files; others' records read, rendered and checked.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use advisory::publication;
use advisory::{Advisory, Format, preview, problems, read};
use minisign_verify::{PublicKey, Signature};
use serde::Serialize;

use crate::Failure;
use crate::args::AdvisoryCommand;
use crate::config::Config;
use crate::instance::{self, Mode};
use crate::{say, serve};

/// Commands that need no data. Nothing: it is not one of them.
///
/// # Errors
/// A sentence for people.
pub(crate) fn without_instance(
    command: &AdvisoryCommand,
    json: bool,
) -> Result<Option<ExitCode>, Failure> {
    match command {
        AdvisoryCommand::Export { .. } => Ok(None),
        AdvisoryCommand::Import { file } => import(file, json).map(Some),
        AdvisoryCommand::Render { file, format, at } => render(file, format, at).map(Some),
        AdvisoryCommand::Verify { file, key } => verify(file, key.as_deref(), json).map(Some),
    }
}

/// Carries out a command on the data.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(config: &Config, command: &AdvisoryCommand) -> Result<ExitCode, Failure> {
    let AdvisoryCommand::Export { folder } = command else { return Ok(ExitCode::SUCCESS) };
    if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!(
            "{} is not empty: name a new folder, so that nothing old stays beside what is published",
            folder.display()
        )
        .into());
    }
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    let settings = serve::site_settings(config, false);
    let count = web::static_tree(&desk, settings, |path, bytes| {
        let to = folder.join(path);
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(to, bytes)
    })
    .await?;
    say::remark(&format!("{count} files were written into {}.", folder.display()));
    Ok(ExitCode::SUCCESS)
}

fn bytes_of(file: &Path) -> Result<Vec<u8>, Failure> {
    let size = std::fs::metadata(file).map_err(|e| format!("{}: {e}", file.display()))?.len();
    if usize::try_from(size).is_ok_and(|size| size > read::MAX_BYTES) {
        return Err(read::ImportError::TooLarge(usize::try_from(size).unwrap_or(usize::MAX)).into());
    }
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

#[derive(Serialize)]
struct Read<'a> {
    drafts: &'a [Advisory],
    not_understood: Vec<(String, String)>,
}

/// Shows what a record of others becomes, and what of it was not understood.
fn import(file: &Path, json: bool) -> Result<ExitCode, Failure> {
    let imported = read::read(&bytes_of(file)?)?;
    let not_understood: Vec<(String, String)> = imported
        .not_understood
        .iter()
        .map(|left| (left.pointer.clone(), left.why.clone()))
        .collect();
    let drafts = imported.into_drafts();
    if json {
        say::json(&Read { drafts: &drafts, not_understood });
        return Ok(ExitCode::SUCCESS);
    }
    for draft in &drafts {
        say::line(&format!("{}  {}", draft.id, draft.title));
        for group in advisory::form::fields(draft) {
            for field in group.fields.iter().filter(|field| !field.value.is_empty()) {
                say::line(&format!("  {}: {}", field.name, field.value.replace('\n', "\n    ")));
            }
        }
    }
    for (pointer, why) in &not_understood {
        say::remark(&format!("not understood: {pointer}: {why}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a record of others in another format.
fn render(file: &Path, format: &str, at: &str) -> Result<ExitCode, Failure> {
    let wanted = Format::ALL.iter().copied().find(|known| {
        publication::name(*known).split('.').next() == Some(format)
            || publication::name(*known) == format
    });
    let Some(format) = wanted else {
        let names: Vec<&str> = Format::ALL.iter().map(|known| publication::name(*known)).collect();
        return Err(format!("{format} is no format; write one of: {}", names.join(", ")).into());
    };
    let imported = read::read(&bytes_of(file)?)?;
    for record in &imported.records {
        let place = publication::place(at.trim_end_matches('/'), record);
        for problem in problems(record) {
            say::remark(&format!("{}: {problem}", record.id));
        }
        for missing in publication::needs(record, format, &place) {
            say::remark(&format!("{}: {}", record.id, missing.sentence));
        }
        say::line(preview(record, format, &place).body.trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Finding {
    what: String,
    is_bad: bool,
}

/// The comment of a minisign signature, when this key made it over these bytes; else why not.
fn signed_by(bytes: &[u8], key: &str, signature: &str) -> Result<String, String> {
    let key = PublicKey::decode(key).map_err(|error| format!("the key cannot be read: {error}"))?;
    let signature = Signature::decode(signature).map_err(|error| error.to_string())?;
    key.verify(bytes, &signature, false).map_err(|error| error.to_string())?;
    Ok(signature.trusted_comment().replace('\t', ", "))
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Compares a file with the hashes and the minisign signature beside it, reads it, and says what is wrong with
/// the record. An OpenPGP signature is for `gpg --verify`: whose key that is, readers' own tools know.
fn verify(file: &Path, key: Option<&Path>, json: bool) -> Result<ExitCode, Failure> {
    let bytes = bytes_of(file)?;
    let mut findings = Vec::new();
    let mut find = |what: String, is_bad: bool| findings.push(Finding { what, is_bad });
    if let Some(key) = key {
        let text = std::fs::read_to_string(key).map_err(|e| format!("{}: {e}", key.display()))?;
        let place = beside(file, ".minisig");
        let name = place.display();
        match std::fs::read_to_string(&place).map(|found| signed_by(&bytes, &text, &found)) {
            Ok(Ok(comment)) => find(format!("{name} is made with this key ({comment})"), false),
            Ok(Err(why)) => {
                find(format!("{name} is NOT a signature of the file with this key: {why}"), true);
            }
            Err(_) => find(format!("{name} is not there, so nothing shows whose file it is"), true),
        }
    }
    for (end, digest) in advisory_hashes(&bytes) {
        let beside = beside(file, end);
        match std::fs::read_to_string(&beside) {
            Ok(text) => {
                let told = text.split_whitespace().next().unwrap_or_default();
                let fits = told.eq_ignore_ascii_case(&digest);
                let word =
                    if fits { "is the hash of the file" } else { "is NOT the hash of the file" };
                find(format!("{} {word}", beside.display()), !fits);
            }
            Err(_) => find(format!("{} is not there", beside.display()), false),
        }
    }
    let is_record = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    match is_record.then(|| read::read(&bytes)).transpose() {
        Ok(None) => find("no record is read from a text".to_owned(), false),
        Ok(Some(imported)) => {
            for record in &imported.records {
                find(format!("{}: {}", record.id, record.title), false);
                for problem in problems(record) {
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
        for finding in &findings {
            say::line(&format!(
                "{} {}",
                if finding.is_bad { "BAD " } else { "    " },
                finding.what
            ));
        }
        if key.is_none() {
            say::remark(
                "No signature was checked: give the program's key with --key minisign.pub, or for CSAF run gpg --verify FILE.asc FILE",
            );
        }
    }
    Ok(if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn advisory_hashes(bytes: &[u8]) -> [(&'static str, String); 2] {
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
