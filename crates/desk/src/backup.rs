//! A backup: everything stored, in one file that only the recovery kit opens.
//!
//! The database is copied whole and checked by the store; the sealed files are those that the copy names;
//! the manifest says what each part must be, how far each log was, and holds the root key sealed to the
//! recovery kit. Making a backup needs no secret. The file appears under its name when it is complete and
//! on the disk, and never in the place of another.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use access::{Principal, ReadMailbox, RunJobs, Target, decide};
use clock::Instant;
use ledger::Frontier;
use policy::id::ProgramId;
use serde::{Deserialize, Serialize};
use store::{Location, Options, Store, StoreError};

use crate::Desk;
use crate::archive::{ArchiveWriter, PIECE, Part};
use crate::error::Error;
use crate::inner::{StartError, hex};
use crate::random::SystemRandom;

/// The part with the database.
pub(crate) const DATABASE: &str = "candor.db";
/// The last part.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Before the name of every sealed file.
pub(crate) const FILES: &str = "files/";
const PAGE: u32 = 500;

/// Why a backup was not written, or not restored. Nothing half-made is left in either case.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no recovery kit yet.
    #[error(
        "a backup is sealed to the recovery kit, and there is none yet: make the first account, then try again"
    )]
    NoRecoveryKit,
    /// Something is there already.
    #[error("{0} exists already; nothing is overwritten. Choose another name")]
    Exists(PathBuf),
    /// The folder to restore into is not empty.
    #[error(
        "{0} is not empty, and a backup is only restored into an empty data folder. Move it away, or restore elsewhere with --data"
    )]
    NotEmpty(PathBuf),
    /// A restore was cut off before.
    #[error("a restore that was cut off left {0}. Remove that folder, then restore again")]
    Leftover(PathBuf),
    /// A file or folder cannot be used.
    #[error("{path}: {reason}")]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// It is something else.
    #[error("{0} is not a backup of Candor")]
    NotABackup(PathBuf),
    /// The words do not read as a recovery kit.
    #[error("the recovery kit: {0}")]
    KitText(seal::KitError),
    /// It was made for another kit.
    #[error("this recovery kit does not open this backup: it was made for another")]
    Kit,
    /// Its end is missing.
    #[error("{0} is cut short: its end is missing. Use another backup")]
    CutShort(PathBuf),
    /// It was changed.
    #[error("{0} is damaged: it was changed after it was written. Use another backup")]
    Damaged(PathBuf),
    /// Parts and manifest do not agree.
    #[error("the parts of this backup do not make a whole. Use another backup")]
    Malformed,
    /// A part is not what the manifest says.
    #[error("the part {name} of this backup is not what its manifest says. Use another backup")]
    Part {
        /// Which.
        name: String,
    },
    /// A file changed its length while it was read.
    #[error("{name} changed while it was copied. Try again")]
    Grew {
        /// Which.
        name: String,
    },
    /// What was restored does not fit its own log.
    #[error("what this backup holds does not fit its own log: {0}. Use another backup")]
    Unsound(String),
    /// The instance in it does not open.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A use case.
    #[error(transparent)]
    Desk(#[from] Error),
}

impl BackupError {
    pub(crate) fn io(path: &Path, error: &std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), reason: error.to_string() }
    }
}

/// What a backup says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) instance: String,
    pub(crate) created: Instant,
    pub(crate) schema: String,
    pub(crate) parts: Vec<Part>,
    /// Sealed files that have a row and were not there.
    pub(crate) missing: Vec<String>,
    pub(crate) logs: Vec<LogHead>,
    /// The root key, sealed to the recovery kit once more, in hexadecimal.
    pub(crate) root_key: String,
}

/// Where the time of the last backup is kept.
const LAST_BACKUP: &str = "last-backup";

/// How far a log was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LogHead {
    /// Empty for the audit log of the instance.
    pub(crate) program: String,
    pub(crate) size: u64,
    pub(crate) root: String,
}

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Sealed files in it.
    pub files: u64,
    /// Its length in bytes.
    pub bytes: u64,
    /// Sealed files that have a row in the database and are not where they should be: `candor verify` says
    /// more.
    pub missing: Vec<String>,
}

/// A file that is removed unless it is kept.
pub(crate) struct Unfinished(Option<PathBuf>);

impl Unfinished {
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self(Some(path))
    }
    pub(crate) fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // What cannot be removed is named as a leftover by the next attempt.
            let _ = if path.is_dir() {
                std::fs::remove_dir_all(path)
            } else {
                std::fs::remove_file(path)
            };
        }
    }
}

pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A new file that only its owner may read.
pub(crate) fn create_private(path: &Path, mode: u32) -> Result<File, BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    options.open(path).map_err(|error| BackupError::io(path, &error))
}

/// Makes a rename in this folder survive a power cut.
pub(crate) fn sync_folder_of(path: &Path) -> Result<(), BackupError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    File::open(parent)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| BackupError::io(parent, &error))
}

impl Desk {
    /// Writes a backup to a new file. On PostgreSQL it says what to use instead.
    ///
    /// # Errors
    /// [`BackupError`]; nothing half-made is left.
    pub async fn backup(&self, to: &Path) -> Result<BackupReport, BackupError> {
        if to.exists() {
            return Err(BackupError::Exists(to.to_owned()));
        }
        let recovery = self.recovery_key().await?.ok_or(BackupError::NoRecoveryKit)?;
        for program in self.programs() {
            // A head that may not be signed does not keep anybody from a backup.
            if let Err(error) = self.sign_checkpoint(&program).await {
                tracing::warn!(program = %program.id, %error, "the backup's log has no new head");
            }
        }
        let copy = beside(to, ".database");
        if copy.exists() {
            return Err(BackupError::Exists(copy));
        }
        let copied = Unfinished::new(copy.clone());
        self.inner().store.backup(&copy).await?;
        let part = beside(to, ".part");
        let file = create_private(&part, 0o600)?;
        let written = Unfinished::new(part.clone());
        let mut archive = ArchiveWriter::begin(&part, file, &self.inner().instance, &recovery)?;
        let report = self.fill_archive(&mut archive, &copy).await?;
        archive.finish()?;
        // A hard link is never made over an existing file; a rename would be.
        std::fs::hard_link(&part, to).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => BackupError::Exists(to.to_owned()),
            _ => BackupError::io(to, &error),
        })?;
        drop(written);
        drop(copied);
        sync_folder_of(to)?;
        if let Err(error) = self.note_backup().await {
            // Beside a database that is only read; the backup is whole.
            tracing::debug!(%error, "when this backup was written is not noted");
        }
        let bytes = std::fs::metadata(to).map_err(|error| BackupError::io(to, &error))?.len();
        Ok(BackupReport { bytes, ..report })
    }

    async fn fill_archive(
        &self,
        archive: &mut ArchiveWriter<'_>,
        copy: &Path,
    ) -> Result<BackupReport, BackupError> {
        add_file(archive, DATABASE, copy)?;
        let options =
            Options { exclusive: false, read_only: true, connections: 1, ballast_bytes: 0 };
        let store = Store::open(Location::Sqlite { path: copy.to_owned() }, options).await?;
        let (schema, programs) = store
            .read(|tx| {
                Box::pin(async move {
                    let schema = store::meta::read(tx, "schema").await?;
                    let programs = store::program::all(tx).await?;
                    Ok::<_, StoreError>((schema, programs))
                })
            })
            .await?;
        let (mut files, mut missing, mut logs) = (0, Vec::new(), Vec::new());
        logs.extend(head_of(&store, None).await?);
        for program in programs {
            let id = program.program_id;
            logs.extend(head_of(&store, Some(&id)).await?);
            let lost = self.add_files(archive, &store, &id, &mut files).await?;
            missing.extend(lost);
        }
        let inner = self.inner();
        let root_key = inner
            .root_key
            .wrap_to_recovery(
                &inner.instance,
                &self.recovery_key().await?.ok_or(BackupError::NoRecoveryKit)?,
                &mut SystemRandom,
            )
            .map_err(Error::from)?;
        let manifest = Manifest {
            format: 1,
            instance: inner.instance.to_string(),
            created: self.now(),
            schema: schema.unwrap_or_default(),
            parts: archive.parts()?,
            missing: missing.clone(),
            logs,
            root_key: hex(&root_key),
        };
        let text = serde_json::to_vec_pretty(&manifest)
            .map_err(|error| Error::bug("manifest to JSON", &error))?;
        archive.part(MANIFEST, text.len() as u64)?;
        archive.write(&text)?;
        Ok(BackupReport { files, bytes: 0, missing })
    }

    /// Notes when the last backup was written, for the rule that misses one.
    async fn note_backup(&self) -> Result<(), BackupError> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance).map_err(Error::from)?;
        let now = self.now().second().to_string();
        self.write(move |tx| {
            let (jobs, now) = (jobs.clone(), now.clone());
            Box::pin(async move { Ok(store::meta::write(tx, &jobs, LAST_BACKUP, &now).await?) })
        })
        .await?;
        Ok(())
    }

    /// When the last backup was written, if ever.
    pub(crate) async fn last_backup(&self) -> Result<Option<Instant>, Error> {
        let kept = self
            .read(|tx| Box::pin(async move { Ok(store::meta::read(tx, LAST_BACKUP).await?) }))
            .await?;
        Ok(kept.and_then(|second| second.parse().ok()).map(Instant::from_second))
    }

    /// Adds the sealed files of a program that the copy of the database names; gives those that are gone.
    async fn add_files(
        &self,
        archive: &mut ArchiveWriter<'_>,
        copy: &Store,
        program: &ProgramId,
        count: &mut u64,
    ) -> Result<Vec<String>, BackupError> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.clone()))
            .map_err(Error::from)?;
        let blobs = &self.inner().blobs;
        let (mut after, mut missing) = (None, Vec::new());
        loop {
            let (proof, id) = (jobs.clone(), program.clone());
            let page = copy
                .read(move |tx| {
                    let (proof, id) = (proof.clone(), id.clone());
                    Box::pin(
                        async move { store::file::of_program(tx, &proof, &id, after, PAGE).await },
                    )
                })
                .await?;
            for row in &page {
                // Only the name is taken from this proof; the file stays sealed.
                let holder = Principal::Reporter { program: program.clone(), case: row.case_id };
                let target = Target::Mailbox(program.clone(), row.case_id);
                let proof = decide::<ReadMailbox>(&holder, target).map_err(Error::from)?;
                let name = store::file::blob_name(&proof, row.file.file_id)?;
                let size = match blobs.size(&name).await {
                    Ok(size) => size,
                    Err(StoreError::NoBlob { name }) => {
                        missing.push(name);
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                };
                archive.part(&format!("{FILES}{}", name.as_str()), size)?;
                let mut from = 0;
                while from < size {
                    let upto = from.saturating_add(PIECE as u64).min(size);
                    archive.write(&blobs.range(&name, from..upto).await?)?;
                    from = upto;
                }
                *count += 1;
            }
            match page.last() {
                Some(last) => after = Some((last.case_id, last.file.file_id)),
                None => return Ok(missing),
            }
        }
    }
}

/// How far a log is in a store: that of a program, or the instance's.
pub(crate) async fn head_of(
    store: &Store,
    program: Option<&ProgramId>,
) -> Result<Option<LogHead>, BackupError> {
    let id = program.cloned();
    let head = store
        .read(move |tx| {
            let id = id.clone();
            Box::pin(async move { store::ledger::head(tx, &id).await })
        })
        .await?;
    head.map(|head| {
        let frontier =
            Frontier::from_bytes(&head.frontier).map_err(|e| Error::bug("frontier", &e))?;
        Ok(LogHead {
            program: program.map(ToString::to_string).unwrap_or_default(),
            size: frontier.size(),
            root: frontier.root().to_string(),
        })
    })
    .transpose()
}

fn add_file(archive: &mut ArchiveWriter<'_>, name: &str, path: &Path) -> Result<(), BackupError> {
    let failed = |error: &std::io::Error| BackupError::io(path, error);
    let mut file = File::open(path).map_err(|error| failed(&error))?;
    let size = file.metadata().map_err(|error| failed(&error))?.len();
    archive.part(name, size)?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece).map_err(|error| failed(&error))?;
        match piece.get(..read) {
            Some(bytes) if !bytes.is_empty() => archive.write(bytes)?,
            _ => return Ok(()),
        }
    }
}
