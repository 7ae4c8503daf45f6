//! Erasing what a case is about: keys and salts go, commitments stay.
//!
//! A case whose key is gone is noise in every copy of the ciphertext; what stays plain (kinds, times, the
//! log) shows that promises were kept, and `candor verify` still follows it. Each erasure is an entry of the
//! program's log, a row, and a line of a list that lies outside the data folder beside the anchors: a restore
//! of an older backup goes through that list before anything is served. A case on legal hold is not erased.
//!
//! Files and the reporter's name go before the case does, where the policy keeps them for a shorter time.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use access::{AppendLedger, Authorized, Principal, RunJobs, Target, decide};
use clock::Instant;
use ledger::{Entry, Subject, TlogProof, VerifierKey, inclusion_nodes, inclusion_proof, leaf_hash};
use policy::id::{CaseId, FileId, ProgramId};
use policy::{Policy, Retained};
use store::OpenedCase;
use store::erasure::ErasureRow;
use store::queue::QueueRow;

use crate::Desk;
use crate::checkpoint::node_hashes;
use crate::error::Error;
use crate::jobs::JobReport;
use crate::program::Program;
use crate::record::Leaf;
use crate::visitor::Member;

/// Two people agreed, or one waited.
pub(crate) const AGREED: &str = "agreed";
/// The policy's time is over.
const RETENTION: &str = "retention";
/// Another program has it now: nothing of it was destroyed.
pub(crate) const TRANSFERRED: &str = "transferred";
/// It was erased before, and came back with a backup.
const RESTORED: &str = "restored";
/// Cases looked at in one read.
const PAGE: u32 = 500;

/// What is erased of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Everything: keys, texts, files.
    Case,
    /// The files that were sent.
    Attachments,
    /// Who sent the reports.
    Reporter,
}

impl Part {
    const ALL: [Self; 3] = [Self::Case, Self::Attachments, Self::Reporter];

    /// As rows, the log and the list beside the anchors name it.
    const fn name(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Attachments => "attachments",
            Self::Reporter => "reporter",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// The act of the log's entry.
    const fn act(self) -> &'static str {
        match self {
            Self::Case => "CaseErased",
            Self::Attachments => "AttachmentsErased",
            Self::Reporter => "ReporterErased",
        }
    }

    /// The row of a policy that says how long it is kept. Messages and events are kept as long as the report.
    const fn retained(self) -> Retained {
        match self {
            Self::Case => Retained::Report,
            Self::Attachments => Retained::Attachments,
            Self::Reporter => Retained::ReporterIdentity,
        }
    }
}

/// An erasure that was committed: what has to go from the disk.
#[derive(Debug)]
pub(crate) struct Erasing {
    case: CaseId,
    part: Part,
    files: Vec<FileId>,
    at: Instant,
}

/// Proof for whoever asked that something was erased.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ErasureCertificate {
    /// The program.
    pub program: String,
    /// The case's id.
    pub case: String,
    /// What was erased: `case`, `attachments` or `reporter`.
    pub what: String,
    /// Why: `agreed`, `retention`, `restored` or `transferred`.
    pub reason: String,
    /// When.
    pub erased: String,
    /// The log's entry, word for word.
    pub entry: String,
    /// The proof that the log holds it (C2SP tlog-proof), with a signed head of the log.
    pub proof: String,
}

impl ErasureCertificate {
    /// Whether the log with this public key holds the entry, and the entry says what is stated here. Needs no
    /// server.
    ///
    /// # Errors
    /// A sentence that says what does not fit.
    pub fn verify(&self, key: &str) -> Result<(), String> {
        let key: VerifierKey =
            key.trim().parse().map_err(|error: ledger::NoteError| error.to_string())?;
        let proof = TlogProof::parse(self.proof.as_bytes()).map_err(|error| error.to_string())?;
        proof
            .verify(&leaf_hash(self.entry.as_bytes()), &[key])
            .map_err(|error| error.to_string())?;
        let entry = Entry::from_bytes(self.entry.as_bytes()).map_err(|error| error.to_string())?;
        let said = Subject::Object(format!("case:{}/{}", self.case, self.reason));
        let recorded = Instant::from_second(entry.recorded).to_string();
        let is_act = Part::of_name(&self.what).is_some_and(|part| entry.act == part.act());
        match is_act && entry.subject == said && recorded == self.erased {
            true => Ok(()),
            false => {
                Err("the entry of the log says something else than the certificate".to_owned())
            }
        }
    }
}

/// Erases a case or a part of it in this transaction: of a whole case keys, events, reports, drafts, reasons, and the
/// rows of its files.
///
/// # Errors
/// [`Error::Fields`] for a case on hold.
pub(crate) async fn erase(
    tx: &store::Tx<'_>,
    append: &Authorized<AppendLedger>,
    entered: &OpenedCase<'_>,
    case: CaseId,
    (part, reason): (Part, &str),
    actor: &str,
    now: Instant,
) -> Result<Erasing, Error> {
    if store::case_file::held_since(tx, entered).await?.is_some() {
        return Err(Error::field(
            "case",
            "A legal hold keeps this case. Lift the hold first; that needs two people too.",
        ));
    }
    let files = match part {
        Part::Case => {
            let files = store::case_file::erase(tx, entered).await?;
            store::audit::erase_details(tx, entered).await?;
            store::case_file::reschedule(tx, entered, None, None, None).await?;
            files
        }
        Part::Attachments => store::file::erase(tx, entered).await?,
        Part::Reporter => {
            store::report::erase_identity(tx, entered).await?;
            Vec::new()
        }
    };
    let object = format!("case:{case}/{reason}");
    let leaf = Leaf::of_act(part.act(), &object, actor, None, now)?;
    let leaf_index = crate::ledger_log::append_act(tx, append, &[leaf]).await?;
    let row = ErasureRow {
        case_id: case,
        what: part.name().to_owned(),
        reason: reason.to_owned(),
        erased_at: now,
        leaf_index,
    };
    store::erasure::insert(tx, entered, &row).await?;
    let files = files.into_iter().map(|file| file.file_id).collect();
    Ok(Erasing { case, part, files, at: now })
}

/// Whether a policy's time for a part of a case is over.
fn is_over(policy: &Policy, part: Part, line: &QueueRow, now: Instant) -> bool {
    let Some(row) = policy.retention.iter().find(|row| row.what == part.retained()) else {
        return false;
    };
    let Some(keep) = row.keep else { return false };
    let begin = match row.after {
        policy::RetainedFrom::Received => Some(line.opened_at),
        // A closed case is at rest: its last event closed it. One that was never disclosed counts from there.
        policy::RetainedFrom::Closed | policy::RetainedFrom::Disclosed => {
            line.close_class.is_some().then_some(line.last_recorded)
        }
    };
    let Some(begin) = begin else { return false };
    // What is still worked on is not erased under the hands of those who work on it.
    line.close_class.is_some()
        && clock::due(begin, keep, clock::Direction::After, &policy.calendar, clock::Pauses::NONE)
            .is_ok_and(|due| due.strict <= now)
}

impl Desk {
    /// Erases of closed cases what its time is over for, by the policy they are held to. A hold keeps it.
    pub(crate) async fn run_retention(
        &self,
        program: &Program,
        jobs: &Authorized<RunJobs>,
        now: Instant,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        let (proof, id) = (jobs.clone(), program.id.clone());
        let erased: BTreeSet<(CaseId, String)> = self
            .read(move |tx| {
                let (proof, id) = (proof.clone(), id.clone());
                Box::pin(async move { Ok(store::erasure::of_program(tx, &proof, &id).await?) })
            })
            .await?
            .into_iter()
            .map(|row| (row.case_id, row.what))
            .collect();
        let is_left = |case, part: Part| !erased.contains(&(case, part.name().to_owned()));
        let mut after = None;
        loop {
            let (proof, id) = (jobs.clone(), program.id.clone());
            let page = self
                .read(move |tx| {
                    let (proof, id) = (proof.clone(), id.clone());
                    Box::pin(async move {
                        Ok(store::case_file::of_program(tx, &proof, &id, after, PAGE).await?)
                    })
                })
                .await?;
            for line in page.iter().filter(|line| is_left(line.case_id, Part::Case)) {
                let held_to = self.policy_of_case(program, line.policy_version);
                let policy = held_to.as_ref().unwrap_or(&program.policy);
                for part in Part::ALL {
                    if !is_left(line.case_id, part) || !is_over(policy, part, line, now) {
                        continue;
                    }
                    let what = (part, RETENTION);
                    if self.erase_unless_held(&program.id, jobs, line.case_id, what).await? {
                        report.erased += 1;
                    }
                    // With the case everything is gone.
                    if part == Part::Case {
                        break;
                    }
                }
            }
            after = page.last().map(|line| line.case_id);
            if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }

    /// Erases a case or a part of it, unless it is held, is not there, or was erased. Says whether it did.
    async fn erase_unless_held(
        &self,
        program: &ProgramId,
        jobs: &Authorized<RunJobs>,
        case: CaseId,
        what: (Part, &'static str),
    ) -> Result<bool, Error> {
        let is_restored = what.1 == RESTORED;
        let now = self.now();
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let (jobs, id) = (jobs.clone(), program.clone());
        let erased = self
            .write(move |tx| {
                let (append, jobs, id) = (append.clone(), jobs.clone(), id.clone());
                Box::pin(async move {
                    let facts = store::case_file::facts(tx, &id, case).await?;
                    if facts.is_none_or(|facts| facts.stage == access::Stage::Erased) {
                        return Ok(None);
                    }
                    let Some(entered) = store::case_file::enter(tx, &jobs, &id, case).await? else {
                        return Ok(None);
                    };
                    let before = store::erasure::of_case(tx, &entered).await?;
                    if before.iter().any(|row| row.what == what.0.name()) {
                        return Ok(None);
                    }
                    let held = store::case_file::held_since(tx, &entered).await?;
                    // What was erased once is erased again, whatever a restored backup says of a hold.
                    if held.is_some() && !is_restored {
                        return Ok(None);
                    }
                    if held.is_some() {
                        store::case_file::hold(tx, &entered, None).await?;
                    }
                    let erased = erase(tx, &append, &entered, case, what, "system", now).await?;
                    // A part goes as it was; what keeps the rest of the case keeps it on.
                    if held.is_some() && what.0 != Part::Case {
                        store::case_file::hold(tx, &entered, held).await?;
                    }
                    Ok(Some(erased))
                })
            })
            .await?;
        let Some(erased) = erased else { return Ok(false) };
        self.remove_blobs(program, &erased).await;
        Ok(true)
    }

    /// Takes the sealed files of an erased case away, and notes the erasure outside the data. What fails here
    /// is noise without its key, and is swept later.
    pub(crate) async fn remove_blobs(&self, program: &ProgramId, erased: &Erasing) {
        self.remove_files(program, erased).await;
        let (case, at) = (erased.case, erased.at.second());
        let line = format!("{program} {case} {at} {}\n", erased.part.name());
        if let Err(error) = append_line(&self.erasure_list(), &line) {
            tracing::error!(%error, "an erasure was not noted beside the anchors");
        }
    }

    /// The files alone: what went elsewhere comes back with a backup.
    pub(crate) async fn remove_files(&self, program: &ProgramId, erased: &Erasing) {
        for file in &erased.files {
            let removed = match crate::attachment::blob_of(program, erased.case, *file) {
                Ok(name) => self.inner().blobs.delete(&name).await.map_err(Error::from),
                Err(error) => Err(error),
            };
            if let Err(error) = removed {
                tracing::warn!(%error, "an erased file was not removed; the sweep will");
            }
        }
    }

    fn erasure_list(&self) -> PathBuf {
        list_beside(self.inner().anchors.path())
    }

    /// Erases again what a restored backup brought back. Says how many cases.
    ///
    /// # Errors
    /// When the list cannot be read, or the store fails: nothing may be served then.
    pub(crate) async fn replay_erasures(&self) -> Result<u64, Error> {
        let mut again = 0;
        for (program, case, part) in read_list(&self.erasure_list())? {
            let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.clone()))?;
            if self.program(&program).is_ok()
                && self.erase_unless_held(&program, &jobs, case, (part, RESTORED)).await?
            {
                again += 1;
            }
        }
        Ok(again)
    }

    /// The proof that a case was erased. Signs the log's head first when that is needed to cover it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it was not, or the member may not know of the case.
    pub async fn erasure_certificate(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<ErasureCertificate, Error> {
        let proof = self.enter::<access::SeeCase>(&member.principal(), program, case).await?;
        let row = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move {
                    let mut rows = store::erasure::of_case(tx, &proof).await?;
                    // What was erased last says the most: the whole case, where that is.
                    rows.sort_by_key(|row| (row.what == Part::Case.name(), row.erased_at));
                    rows.pop().ok_or(Error::NotFound)
                })
            })
            .await?;
        let (entry, proof) = self.proof_of_leaf(program, row.leaf_index).await?;
        Ok(ErasureCertificate {
            program: program.to_string(),
            case: case.to_string(),
            what: row.what,
            reason: row.reason,
            erased: row.erased_at.to_string(),
            entry,
            proof,
        })
    }

    /// An entry of a program's log, with the proof that the log holds it.
    async fn proof_of_leaf(
        &self,
        program: &ProgramId,
        index: u64,
    ) -> Result<(String, String), Error> {
        let held = self.program(program)?;
        let checkpoint = self
            .sign_checkpoint(&held)
            .await?
            .ok_or_else(|| Error::bug("certificate", &"the log is empty"))?;
        let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.clone()))?;
        let (id, size) = (program.clone(), checkpoint.size);
        let (entry, hashes) = self
            .read(move |tx| {
                let (jobs, id) = (jobs.clone(), id.clone());
                Box::pin(async move {
                    let leaves = store::ledger::leaves(tx, &jobs, &id, index, 1).await?;
                    let leaf = leaves.into_iter().next().ok_or(Error::NotFound)?;
                    let nodes = inclusion_nodes(index, size)
                        .map_err(|error| Error::bug("inclusion", &error))?;
                    Ok((leaf.entry, node_hashes(tx, &id, size, &nodes).await?))
                })
            })
            .await?;
        let path = inclusion_proof(index, size, |level, index| {
            hashes.get(&(level, index)).copied().ok_or("a hash that was not read")
        })
        .map_err(|error| Error::bug("inclusion", &error))?;
        let entry =
            String::from_utf8(entry.to_vec()).map_err(|error| Error::bug("entry", &error))?;
        let note = ledger::SignedNote::parse(checkpoint.note.as_bytes())
            .map_err(|error| Error::bug("checkpoint", &error))?;
        let proof = TlogProof { extra: None, index, hashes: path, checkpoint: note };
        Ok((entry, proof.to_string()))
    }
}

/// The list of erasures lies where the anchors lie: outside the data, so that no restore takes it back.
fn list_beside(anchors: &Path) -> PathBuf {
    let mut path = anchors.as_os_str().to_owned();
    path.push(".erased");
    PathBuf::from(path)
}

/// Adds whole lines to a list beside the anchors.
pub(crate) fn append_line(path: &Path, line: &str) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(line.as_bytes())?;
    file.sync_all()
}

fn read_list(path: &Path) -> Result<Vec<(ProgramId, CaseId, Part)>, Error> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::bug("list of erasures", &error)),
    };
    let mut erased = Vec::new();
    for line in text.lines() {
        let mut words = line.split(' ');
        let read = words.next().zip(words.next()).and_then(|(program, case)| {
            let _when = words.next()?;
            // Lines of an earlier time name no part: they are of whole cases.
            let part = words.next().map_or(Some(Part::Case), Part::of_name)?;
            Some((program.parse().ok()?, case.parse().ok()?, part))
        });
        // A line that was cut off in writing named an erasure that the database holds already.
        match read {
            Some(read) => erased.push(read),
            None => tracing::warn!("a line of the list of erasures cannot be read"),
        }
    }
    Ok(erased)
}
