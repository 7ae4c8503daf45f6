//! Putting a backup back: into an empty folder, whole or not at all, and never in silence.
//!
//! Everything is read and checked in a folder beside the data folder and moved into place last. Receipts
//! may be out in the world for entries that the backup does not have, so the old log is signed no further:
//! each is continued under a new origin, whose first entry commits to the old head and to the reason.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{AdministerInstance, AppendLedger, Principal, Target, decide};
use clock::Instant;
use ledger::{Continuation, LOG_CONTINUED, Opening, VerifierKey};
use policy::id::{CaseId, FileId, ProgramId};
use seal::{RecoveryKit, RootKey};
use store::blob::{BlobLocation, Blobs};
use store::{Location, Options, Store};

use crate::archive::{ArchiveReader, Part};
use crate::audit::AuditLog;
use crate::backup::{
    BackupError, DATABASE, FILES, MANIFEST, Manifest, Unfinished, beside, create_private, head_of,
    sync_folder_of,
};
use crate::checkpoint::{SignedLog, origin_of};
use crate::error::Error;
use crate::inner::{AdministratorRule, PassphraseCost, SecondFactorRule, Settings, hex};
use crate::random;
use crate::record::Leaf;
use crate::time::DrivenTime;
use crate::verify::{continuation_key, write_continuation};
use crate::{Desk, StartError};

/// Longest manifest that is read.
const LONGEST_MANIFEST: u64 = 256 * 1024 * 1024;

/// What is restored, and to where.
pub struct Restore<'a> {
    /// The backup.
    pub from: &'a Path,
    /// The recovery kit as typed.
    pub kit: &'a str,
    /// The data folder: empty, or not there.
    pub data: &'a Path,
    /// The root key's file: written when it is not there, and must fit when it is.
    pub root_key_file: &'a Path,
    /// Where the last signed heads are remembered.
    pub anchors: &'a Path,
    /// Why, in a sentence; everybody can read it in the log.
    pub reason: &'a str,
    /// The present.
    pub now: Instant,
}

/// A backup that was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// When the backup was made.
    pub made: Instant,
    /// Each program with the name of its log from now on.
    pub logs: Vec<(ProgramId, String)>,
    /// Sealed files that the backup did not have.
    pub missing: Vec<String>,
}

/// Restores a backup.
///
/// # Errors
/// [`BackupError`]; nothing half-made is left.
pub async fn restore(restore: Restore<'_>) -> Result<Restored, BackupError> {
    let Restore { from, kit, data, root_key_file, anchors, reason, now } = restore;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "Say in a sentence why the restore is needed.").into());
    }
    refuse_full(data)?;
    let kit = RecoveryKit::parse(kit).map_err(BackupError::KitText)?;
    let work = beside(data, ".restoring");
    if work.exists() {
        return Err(BackupError::Leftover(work));
    }
    let mut archive = ArchiveReader::open(from, &kit)?;
    make_private_folder(&work)?;
    let unfinished = Unfinished::new(work.clone());
    let manifest = unpack(&mut archive, &work)?;
    let sealed_key = unhex(&manifest.root_key).ok_or(BackupError::Malformed)?;
    let root_key = RootKey::from_recovery_wrap(archive.instance(), &kit, &sealed_key)
        .map_err(|_| BackupError::Malformed)?;
    let new_key = (!root_key_file.exists()).then(|| root_key.to_file_text());
    let root_key = match &new_key {
        Some(_) => root_key,
        None => std::fs::read_to_string(root_key_file)
            .ok()
            .and_then(|text| RootKey::from_text(&text).ok())
            .ok_or(StartError::OtherRootKey)?,
    };
    let logs = settle(&work, root_key, anchors, &manifest, reason, now).await?;
    sync_tree(&work)?;
    let key_written = match new_key {
        Some(text) => {
            let mut file = create_private(root_key_file, 0o400)?;
            let written = Unfinished::new(root_key_file.to_owned());
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
                .map_err(|error| BackupError::io(root_key_file, &error))?;
            sync_folder_of(root_key_file)?;
            Some(written)
        }
        None => None,
    };
    if data.exists() {
        std::fs::remove_dir(data).map_err(|error| BackupError::io(data, &error))?;
    }
    std::fs::rename(&work, data).map_err(|error| BackupError::io(data, &error))?;
    unfinished.keep();
    if let Some(key) = key_written {
        key.keep();
    }
    sync_folder_of(data)?;
    Ok(Restored { made: manifest.created, logs, missing: manifest.missing })
}

fn refuse_full(data: &Path) -> Result<(), BackupError> {
    match std::fs::read_dir(data) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(BackupError::NotEmpty(data.to_owned())),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(BackupError::io(data, &error)),
    }
}

fn make_private_folder(path: &Path) -> Result<(), BackupError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| BackupError::io(path, &error))
}

/// Writes every part to its place under `work` and checks all of them against the manifest.
fn unpack(archive: &mut ArchiveReader<'_>, work: &Path) -> Result<Manifest, BackupError> {
    let mut found: Vec<Part> = Vec::new();
    let mut manifest: Option<Manifest> = None;
    while let Some((name, bytes)) = archive.next()? {
        if manifest.is_some() {
            return Err(BackupError::Malformed);
        }
        if name == MANIFEST {
            if bytes > LONGEST_MANIFEST {
                return Err(BackupError::Malformed);
            }
            let mut text = Vec::new();
            archive.read(bytes, |piece| {
                text.extend_from_slice(piece);
                Ok(())
            })?;
            manifest = Some(serde_json::from_slice(&text).map_err(|_| BackupError::Malformed)?);
            continue;
        }
        let path = place_of(work, &name).ok_or(BackupError::Malformed)?;
        if let Some(folder) = path.parent() {
            make_private_folder(folder)?;
        }
        let mut file = create_private(&path, 0o600)?;
        let failed = |error: std::io::Error| BackupError::io(&path, &error);
        let hash = archive.read(bytes, |piece| file.write_all(piece).map_err(failed))?;
        file.sync_all().map_err(failed)?;
        found.push(Part { name, bytes, sha256: hex(&hash) });
    }
    let manifest = manifest.ok_or(BackupError::Malformed)?;
    if manifest.format != 1 || manifest.instance != archive.instance().to_string() {
        return Err(BackupError::Malformed);
    }
    for part in &manifest.parts {
        if !found.contains(part) {
            return Err(BackupError::Part { name: part.name.clone() });
        }
    }
    let whole =
        found.len() == manifest.parts.len() && found.iter().any(|part| part.name == DATABASE);
    if whole { Ok(manifest) } else { Err(BackupError::Malformed) }
}

/// Where a part goes: the database, or a file under names that are ids and nothing else.
fn place_of(work: &Path, name: &str) -> Option<PathBuf> {
    if name == DATABASE {
        return Some(work.join(DATABASE));
    }
    let mut names = name.strip_prefix(FILES)?.split('/');
    let program: ProgramId = names.next()?.parse().ok()?;
    let case: CaseId = names.next()?.parse().ok()?;
    let file: FileId = names.next()?.parse().ok()?;
    if names.next().is_some() {
        return None;
    }
    Some(work.join("files").join(program.as_str()).join(case.to_string()).join(file.to_string()))
}

/// Opens what was unpacked, checks it against the manifest and against its own log, and continues every
/// log under a new origin.
async fn settle(
    work: &Path,
    root_key: RootKey,
    anchors: &Path,
    manifest: &Manifest,
    reason: &str,
    now: Instant,
) -> Result<Vec<(ProgramId, String)>, BackupError> {
    let options = Options { exclusive: true, read_only: false, connections: 1, ballast_bytes: 0 };
    let location = Location::Sqlite { path: work.join(DATABASE) };
    let store = Store::open(location, options).await?;
    let blobs = Blobs::open(&BlobLocation::Local { dir: work.join("files") })?;
    let desk = Desk::open(Settings {
        store: store.clone(),
        blobs,
        root_key,
        anchors: anchors.to_owned(),
        time: Arc::new(DrivenTime::new(now)),
        public_url: String::new(),
        passphrase_cost: PassphraseCost::strong(),
        second_factor: SecondFactorRule::Required,
        administrator_passkey: AdministratorRule::AnyWay,
        known_passphrases: None,
        openpgp: None,
    })
    .await?;
    let mut heads = Vec::new();
    heads.extend(head_of(&store, None).await?);
    for program in desk.programs() {
        heads.extend(head_of(&store, Some(&program.id)).await?);
    }
    if heads != manifest.logs {
        return Err(BackupError::Malformed);
    }
    // Sessions of the past are over: who they let in may have been shut out since.
    desk.write(|tx| Box::pin(async move { Ok(store::session::purge(tx, Instant::MAX).await?) }))
        .await?;
    let audit = desk.audit_log().await?;
    if desk.latest_head(&audit.log()).await?.is_some() {
        desk.continue_log(&audit.log(), reason).await?;
    }
    for program in desk.programs() {
        desk.continue_log(&program.log(), reason).await?;
        desk.reload(&program.id).await?;
    }
    // What was erased after the backup was made is erased again before anything is served.
    let again = desk.replay_erasures().await?;
    if again > 0 {
        tracing::info!(cases = again, "cases that were erased after this backup are erased again");
    }
    let renamed = desk.replay_names().await?;
    if renamed > 0 {
        tracing::info!(
            advisories = renamed,
            "names that were taken back after this backup are taken out again"
        );
    }
    let report = desk.verify(None, None).await?;
    if let Some(fault) = report.audit.and_then(|audit| audit.fault) {
        return Err(BackupError::Unsound(format!("the audit log: {fault}")));
    }
    let lost = !manifest.missing.is_empty();
    for program in report.programs {
        match program.fault {
            // A file that was lost before the backup keeps nobody from the rest.
            Some(fault) if lost && manifest.missing.iter().any(|name| fault.contains(name)) => {
                tracing::warn!(program = program.program, fault, "restored all the same");
            }
            Some(fault) => {
                return Err(BackupError::Unsound(format!("{}: {fault}", program.program)));
            }
            None => {}
        }
    }
    let logs = desk
        .programs()
        .iter()
        .map(|program| (program.id.clone(), program.origin.clone()))
        .collect();
    store.settle().await?;
    Ok(logs)
}

impl Desk {
    /// Continues a log under the next origin that nobody has seen signed.
    async fn continue_log(&self, log: &SignedLog<'_>, reason: &str) -> Result<(), BackupError> {
        let now = self.now();
        let mut epoch = log.epoch.max(1).saturating_add(1);
        while !self.inner().anchors.of(&origin_of(log.base, epoch))?.is_empty() {
            epoch = epoch.saturating_add(1);
        }
        let event = random::event_id(now).to_string();
        let (leaf, kept) = match self.latest_head(log).await? {
            Some(latest) => {
                let continuation =
                    Continuation { checkpoint: latest.note, reason: reason.to_owned() };
                let opening = Opening {
                    event: &event,
                    actor: "system",
                    second: now.second(),
                    salt: random::bytes(),
                };
                let entry = continuation
                    .first_entry(&opening, &self.log_keys(log)?)
                    .map_err(|why| BackupError::Unsound(format!("{}: {why}", log.origin)))?;
                let kept = write_continuation(&opening.salt, &continuation.to_bytes());
                (Leaf::of(&entry)?, Some(kept))
            }
            // Nothing was ever signed: there is no head to commit to.
            None => (Leaf::of_act(LOG_CONTINUED, log.origin, "system", None, now)?, None),
        };
        let administer = decide::<AdministerInstance>(&Principal::System, Target::Instance)
            .map_err(Error::from)?;
        let append =
            decide::<AppendLedger>(&Principal::System, log.target()).map_err(Error::from)?;
        let (id, key) = (log.program.clone(), continuation_key(log.place(), &event));
        let (name_key, name) = AuditLog::kept(log.base, epoch);
        self.write(move |tx| {
            let (administer, append) = (administer.clone(), append.clone());
            let (id, key, kept, leaf) = (id.clone(), key.clone(), kept.clone(), leaf.clone());
            let name = name.clone();
            Box::pin(async move {
                if let Some(kept) = &kept {
                    store::meta::write(tx, &administer, &key, kept).await?;
                }
                match &id {
                    Some(id) => {
                        let row = store::program::find(tx, id).await?.ok_or(Error::NotFound)?;
                        let row = store::program::ProgramRow { log_epoch: epoch, ..row };
                        store::program::update(tx, &administer, &row).await?;
                        crate::ledger_log::append(tx, &append, &[leaf]).await?;
                    }
                    None => {
                        store::meta::write(tx, &administer, name_key, &name).await?;
                        crate::audit::continued(tx, leaf).await?;
                    }
                }
                Ok(())
            })
        })
        .await?;
        Ok(())
    }

    /// The public keys of a log under every origin that it had.
    pub(crate) fn log_keys(&self, log: &SignedLog<'_>) -> Result<Vec<VerifierKey>, Error> {
        (1..=log.epoch.max(1))
            .map(|epoch| {
                let origin = origin_of(log.base, epoch);
                Ok(self.log_signer(log.place(), epoch, &origin)?.verifier().clone())
            })
            .collect()
    }
}

fn sync_tree(folder: &Path) -> Result<(), BackupError> {
    let failed = |error: std::io::Error| BackupError::io(folder, &error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            sync_tree(&path)?;
        }
    }
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks_exact(2)
        .map(|pair| {
            core::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect()
}
