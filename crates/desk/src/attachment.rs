//! Files on their way into a case: sealed while they arrive, so that none is ever whole in memory.
//!
//! A case's key is random, and so is its id: both can be made before the form that opens the case has been
//! read, and a file be sealed under them piece by piece. Its blob is written first, its row in the
//! transaction of what it came with; until then, or when nothing comes of it, the blob is an orphan that
//! opens with no key that is kept. [`Attachments::discard`] takes such blobs away; what a cut connection or
//! a lost process leaves behind is found by the sweep.

use std::sync::Arc;

use access::{Authorized, KeepMailbox, Principal, RunJobs, SubmitReport, Target, decide};
use clock::Instant;
use policy::id::{CaseId, FileId, ProgramId};
use seal::{CaseKey, FileSealer};
use sha2::{Digest, Sha256};
use store::blob::{BlobName, BlobWriter};
use store::file::FileRow;

use crate::Desk;
use crate::error::Error;
use crate::file::{NewFile, clean_name, name_place, name_row};
use crate::open_case::Purpose;
use crate::program::Program;
use crate::random::{self, SystemRandom};
use crate::visitor::{Member, Reporter};

/// An upload without a row this long after it began belongs to nothing: no request lasts as long.
const SETTLED: core::time::Duration = core::time::Duration::from_hours(1);

/// Files for one case, sealed under its key.
pub struct Attachments {
    desk: Desk,
    program: ProgramId,
    case: CaseId,
    key: Arc<CaseKey>,
    begun_at: Instant,
    files: Vec<Attached>,
    open: Option<Upload>,
}

/// A file that is sealed and written.
struct Attached {
    row: FileRow,
    blob: BlobName,
    name: String,
    digest: [u8; 32],
}

/// A file that is arriving.
struct Upload {
    id: FileId,
    name: String,
    blob: BlobName,
    writer: BlobWriter,
    sealer: FileSealer,
    /// Sealed bytes on their way to the writer.
    sealed: Vec<u8>,
    sealed_size: u64,
    sealed_digest: Sha256,
    digest: Sha256,
}

impl Desk {
    /// For the files of a report that is about to open a case.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown program.
    pub fn attach_to_report(&self, program: &ProgramId) -> Result<Attachments, Error> {
        decide::<SubmitReport>(&Principal::Anonymous, Target::Program(program.clone()))?;
        let program = self.program(program)?.id.clone();
        let case = random::case_id(self.now());
        Ok(self.attachments(program, case, Arc::new(CaseKey::generate(&mut SystemRandom))))
    }

    /// For the files of a member's command.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they may not act on the case.
    pub async fn attach_to_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<Attachments, Error> {
        self.enter_to_write(member, program, case).await?;
        let opened = self.open_case_for(Purpose::Step, member, program, case).await?;
        Ok(self.attachments(program.clone(), case, opened.key))
    }

    /// For the files of a reporter's command.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the receipt keeps no mailbox.
    pub fn attach_to_mailbox(&self, reporter: &Reporter) -> Result<Attachments, Error> {
        let place = Target::Mailbox(reporter.program.clone(), reporter.case);
        decide::<KeepMailbox>(&reporter.principal(), place)?;
        let key = Arc::clone(&reporter.key);
        Ok(self.attachments(reporter.program.clone(), reporter.case, key))
    }

    pub(crate) fn attachments(
        &self,
        program: ProgramId,
        case: CaseId,
        key: Arc<CaseKey>,
    ) -> Attachments {
        Attachments {
            desk: self.clone(),
            program,
            case,
            key,
            begun_at: self.now(),
            files: Vec::new(),
            open: None,
        }
    }

    /// Takes away the sealed files of a program that came with nothing: uploads that were cut off, and
    /// pieces of them. Says how many.
    pub(crate) async fn sweep_files(
        &self,
        program: &Program,
        proof: &Authorized<RunJobs>,
        now: Instant,
    ) -> Result<u64, Error> {
        let blobs = &self.inner().blobs;
        let before = now.checked_sub(SETTLED).unwrap_or(Instant::MIN);
        let mut swept = 0;
        for case in blobs.of_program(&program.id).await? {
            let here = blobs.of_case(&program.id, case).await?;
            let (run, id) = (proof.clone(), program.id.clone());
            let known = self
                .read(move |tx| {
                    let (run, id) = (run.clone(), id.clone());
                    Box::pin(async move {
                        match store::case_file::enter(tx, &run, &id, case).await? {
                            Some(case) => Ok(store::file::of_case(tx, &case).await?),
                            None => Ok(Vec::new()),
                        }
                    })
                })
                .await?;
            for file in here {
                let is_settled = began_at(file) < before;
                if is_settled && !known.iter().any(|row| row.file_id == file) {
                    blobs.delete(&blob_of(&program.id, case, file)?).await?;
                    swept += 1;
                }
            }
            swept += blobs.purge_pieces(&program.id, case, before.second()).await?;
        }
        Ok(swept)
    }
}

impl Attachments {
    /// The case they are for.
    pub(crate) const fn case(&self) -> CaseId {
        self.case
    }

    /// The key of the case.
    pub(crate) fn key(&self) -> Arc<CaseKey> {
        Arc::clone(&self.key)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The senders' names for them, for display only.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// Begins the next file. `name` is the sender's, for display only.
    ///
    /// # Errors
    /// When the place for files cannot be written to.
    pub async fn begin(&mut self, name: &str) -> Result<(), Error> {
        // A millisecond later for each, so that they are listed in the order in which they were sent.
        let millis = random::millis(self.begun_at).saturating_add(self.files.len() as u64);
        let id = FileId::new(millis, random::bytes());
        let blob = blob_of(&self.program, self.case, id)?;
        let writer = self.desk.inner().blobs.begin(&blob).await?;
        let mut sealed = Vec::new();
        let key = self.key.file_key(id.as_bytes());
        let sealer = FileSealer::start(&key, &mut SystemRandom, &mut sealed);
        self.open = Some(Upload {
            id,
            name: name.to_owned(),
            blob,
            writer,
            sealer,
            sealed,
            sealed_size: 0,
            sealed_digest: Sha256::new(),
            digest: Sha256::new(),
        });
        Ok(())
    }

    /// Takes more of the file that was begun.
    ///
    /// # Errors
    /// When the place for files cannot be written to.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Some(upload) = &mut self.open else { return Ok(()) };
        upload.digest.update(bytes);
        upload.sealer.push(bytes, &mut upload.sealed)?;
        upload.flush().await
    }

    /// Ends the file that was begun: it is sealed and on disk when this returns.
    ///
    /// # Errors
    /// When the place for files cannot be written to.
    pub async fn finish(&mut self) -> Result<(), Error> {
        let Some(mut upload) = self.open.take() else { return Ok(()) };
        let Upload { ref mut sealed, .. } = upload;
        let mut tail = std::mem::take(sealed);
        let Upload {
            id,
            name,
            blob,
            mut writer,
            sealer,
            sealed_size,
            mut sealed_digest,
            digest,
            ..
        } = upload;
        sealer.finish(&mut tail)?;
        sealed_digest.update(&tail);
        writer.write(&tail).await?;
        writer.finish().await?;
        let place = name_row(&self.program, self.case, id);
        let shown = clean_name(&name);
        let row = FileRow {
            file_id: id,
            // Known when what it came with is recorded.
            seq: 0,
            sealed_name: self
                .key
                .seal(&name_place(&place), shown.as_bytes(), &mut SystemRandom)?
                .into(),
            stored_size: sealed_size + tail.len() as u64,
            digest: <[u8; 32]>::from(sealed_digest.finalize()).into(),
            created_at: self.begun_at,
        };
        self.files.push(Attached { row, blob, name, digest: digest.finalize().into() });
        Ok(())
    }

    /// Gives the file that was begun up.
    pub async fn give_up(&mut self) {
        let Some(upload) = self.open.take() else { return };
        if let Err(error) = upload.writer.abort().await {
            tracing::warn!(%error, "a piece of a file was left behind");
        }
    }

    /// Adds a file that came whole.
    pub(crate) async fn add(&mut self, file: &NewFile) -> Result<(), Error> {
        self.begin(&file.name).await?;
        self.push(&file.bytes).await?;
        self.finish().await
    }

    /// The digests of the files as they were sent, by which a repeated submission is recognised.
    pub(crate) fn digests(&self) -> impl Iterator<Item = [u8; 32]> {
        self.files.iter().map(|file| file.digest)
    }

    /// The rows to write, with the event they came with.
    pub(crate) fn rows(&self, seq: u64) -> Vec<FileRow> {
        self.files.iter().map(|file| FileRow { seq, ..file.row.clone() }).collect()
    }

    /// Takes the files away again: nothing came of what they came with.
    pub async fn discard(mut self) {
        self.give_up().await;
        for file in &self.files {
            if let Err(error) = self.desk.inner().blobs.delete(&file.blob).await {
                tracing::warn!(%error, "an unused sealed file was left behind");
            }
        }
    }
}

impl Upload {
    async fn flush(&mut self) -> Result<(), Error> {
        if self.sealed.is_empty() {
            return Ok(());
        }
        self.sealed_digest.update(&self.sealed);
        self.sealed_size += self.sealed.len() as u64;
        self.writer.write(&self.sealed).await?;
        self.sealed.clear();
        Ok(())
    }
}

/// The name of a file's blob, as the holder of its case makes it.
pub(crate) fn blob_of(program: &ProgramId, case: CaseId, file: FileId) -> Result<BlobName, Error> {
    let holder = Principal::Reporter { program: program.clone(), case };
    let proof = decide::<KeepMailbox>(&holder, Target::Mailbox(program.clone(), case))?;
    Ok(store::file::blob_name(&proof, file)?)
}

/// When an id was made (RFC 9562 §5.7: the first 48 bits are milliseconds since the Unix epoch).
fn began_at(file: FileId) -> Instant {
    let [a, b, c, d, e, f, ..] = *file.as_bytes();
    let millis = i64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    Instant::from_second(millis / 1_000)
}
