//! A case as a file: everything in it, in the clear, with what proves it offline.
//!
//! Whoever holds the export and the log's public key can check, without this program's server and without
//! trusting anybody: every event is the one the log committed to, in order and without a gap; the log had
//! them when its head was signed; the case was held to the policy version that is quoted; the reports are
//! those that were received; and the promises stand as the policy and the events give. It cannot show that
//! nothing came later.

use access::joint::JointAct;
use access::{AppendLedger, ExportCase, ExportProgram, Principal, RunJobs, Target, decide};
use case::{Clock, Event, Fact};
use clock::Instant;
use credential::session::Act;
use ledger::{
    Checkpoint, Entry, Hash, Subject, VerifierKey, inclusion_nodes, inclusion_proof, leaf_hash,
    verify_inclusion,
};
use policy::PolicyVersion;
use policy::id::{CaseId, ProgramId};
use serde::{Deserialize, Serialize};

use crate::Desk;
use crate::audit::Record;
use crate::checkpoint::node_hashes;
use crate::error::Error;
use crate::form_token::unhex;
use crate::inner::hex;
use crate::open_case::{OpenCase, Purpose, on_case, open_report, open_sender};
use crate::record;
use crate::report_body::Identity;
use crate::visitor::Member;

/// The format of an export.
const FORMAT: &str = "candor-case/1";

/// Cases listed in one read.
const PAGE: u32 = 500;

/// A case with everything that proves it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseExport {
    /// `candor-case/1`.
    pub format: String,
    /// When it was exported: the clocks are those of this instant.
    pub exported: Instant,
    /// The program.
    pub program: String,
    /// The case.
    pub case: String,
    /// Its handle.
    pub handle: String,
    /// Whether it replays a public advisory.
    pub replay: bool,
    /// The status in plain words.
    pub status: String,
    /// The log that proves it.
    pub log: ExportedLog,
    /// The policy version that the case is held to.
    pub policy: ExportedPolicy,
    /// What happened, in order.
    pub events: Vec<ExportedEvent>,
    /// The reports in it, as they were sent.
    pub reports: Vec<ExportedReport>,
    /// Its files. Their bytes are not in the export.
    pub files: Vec<ExportedFile>,
    /// What was promised, and how it stands.
    pub clocks: Vec<ExportedClock>,
}

/// The log that proves an export.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedLog {
    /// Its name.
    pub origin: String,
    /// Its public key. Compare it with one you have from elsewhere.
    pub key: String,
    /// Its signed head (C2SP tlog-checkpoint) that the proofs lead to.
    pub checkpoint: String,
}

/// A policy version.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedPolicy {
    /// SHA-256 of its text.
    pub version: String,
    /// Its text.
    pub source: String,
}

/// One event with its proof.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedEvent {
    /// Its place in the case, from 1.
    pub seq: u64,
    /// What happened.
    pub kind: String,
    /// When.
    pub happened: Instant,
    /// Who did it, as a pseudonym.
    pub actor: String,
    /// Who may see it.
    pub visibility: String,
    /// The event in full: JSON, byte for byte what the log commits to.
    pub details: String,
    /// The salt of the commitment, in hexadecimal.
    pub salt: String,
    /// The entry of the log, byte for byte.
    pub entry: String,
    /// Its place in the log, from 0.
    pub index: u64,
    /// The inclusion proof: hashes in hexadecimal, from the leaf up (RFC 6962 §2.1.1).
    pub inclusion: Vec<String>,
}

/// A report.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedReport {
    /// Its id.
    pub id: String,
    /// When it was received.
    pub received: Instant,
    /// The report in full: JSON, byte for byte what the event that received it has the digest of.
    pub text: String,
    /// Who sent it, if they said so and it is still known: stands in no log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<Identity>,
}

/// A file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The event it came with.
    pub seq: u64,
    /// Its size as stored: sealed and padded.
    pub stored_bytes: u64,
    /// SHA-256 of the sealed bytes.
    pub sealed_sha256: String,
}

/// A promise applied to the case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedClock {
    /// The promise, by its id in the policy.
    pub promise: String,
    /// Which time, from 1.
    pub occurrence: u32,
    /// To whom it is owed.
    pub owed_to: String,
    /// When it began to run.
    pub started: Instant,
    /// When it was or is due.
    pub due: Option<Instant>,
    /// How it stands.
    pub state: String,
}

impl From<&Clock> for ExportedClock {
    fn from(clock: &Clock) -> Self {
        Self {
            promise: clock.promise.clone(),
            occurrence: clock.occurrence,
            owed_to: clock.owed_to.to_string(),
            started: clock.trigger.at,
            due: clock.due.map(|due| due.strict),
            state: clock.state.name().to_owned(),
        }
    }
}

impl Desk {
    /// Takes out every case of a program that this member may take out, once two people agreed to it.
    ///
    /// # Errors
    /// [`Error::Joint`] when the proposal is not agreed or was used, [`Error::NotFound`] or
    /// [`Error::Forbidden`] for somebody who may not.
    pub async fn export_program(
        &self,
        member: &Member,
        program: &ProgramId,
        proposal: store::proposal::ProposalId,
    ) -> Result<Vec<CaseExport>, Error> {
        let target = || Target::Program(program.clone());
        decide::<ExportProgram>(&member.principal(), target())?;
        let append = decide::<AppendLedger>(&Principal::System, target())?;
        let jobs = decide::<RunJobs>(&Principal::System, target())?;
        let (principal, id, by, now) =
            (member.principal(), program.clone(), member.user, self.now());
        let cases = self
            .write(move |tx| {
                let (principal, id) = (principal.clone(), id.clone());
                let (append, jobs) = (append.clone(), jobs.clone());
                Box::pin(async move {
                    let act = JointAct::ExportProgram;
                    crate::proposal::spend(tx, &append, proposal, act, by, now).await?;
                    let mut cases = Vec::new();
                    let mut after = None;
                    loop {
                        let page =
                            store::case_file::of_program(tx, &jobs, &id, after, PAGE).await?;
                        after = page.last().map(|line| line.case_id);
                        for line in &page {
                            let may = on_case::<ExportCase>(tx, &principal, &id, line.case_id);
                            if may.await.is_ok() {
                                cases.push(line.case_id);
                            }
                        }
                        if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                            return Ok(cases);
                        }
                    }
                })
            })
            .await?;
        let mut exports = Vec::with_capacity(cases.len());
        for case in cases {
            exports.push(self.export_one(Purpose::Step, member, program, case).await?);
        }
        Ok(exports)
    }

    /// Exports a case. Signs the log's head first when that is needed to cover it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the member may not take it out, [`Error::Ledger`] when the log must not be
    /// signed.
    pub async fn export_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<CaseExport, Error> {
        self.export_one(Purpose::Show, member, program, case).await
    }

    async fn export_one(
        &self,
        purpose: Purpose,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<CaseExport, Error> {
        let proof = self.enter::<ExportCase>(&member.principal(), program, case).await?;
        self.require_fresh(member, Act::ExportCase)?;
        let opened = self.open_case_for(purpose, member, program, case).await?;
        let record = Record::on_case("CaseExported", member.user, program, case, self.now());
        self.audit(&[record]).await?;
        let held = self.program(program)?;
        let source = self
            .source_of_case(&held, opened.row.policy_version)
            .ok_or_else(|| Error::bug("policy version of a case", &opened.row.policy_version))?;
        let checkpoint = self
            .sign_checkpoint(&held)
            .await?
            .ok_or_else(|| Error::bug("export", &"the log is empty"))?;
        let (id, size) = (program.clone(), checkpoint.size);
        let (leaves, hashes, reports, files) = self
            .read(move |tx| {
                let (proof, id) = (proof.clone(), id.clone());
                Box::pin(async move {
                    let leaves = store::ledger::of_case(tx, &proof).await?;
                    let mut nodes = Vec::new();
                    for leaf in leaves.iter().filter(|leaf| leaf.leaf_index < size) {
                        nodes.extend(
                            inclusion_nodes(leaf.leaf_index, size)
                                .map_err(|error| Error::bug("inclusion", &error))?,
                        );
                    }
                    let hashes = node_hashes(tx, &id, size, &nodes).await?;
                    let reports = store::report::of_case(tx, &proof).await?;
                    Ok((leaves, hashes, reports, store::file::of_case(tx, &proof).await?))
                })
            })
            .await?;
        let mut events = Vec::with_capacity(opened.rows.len());
        for (row, leaf) in opened.rows.iter().zip(leaves) {
            let Some(event) = record::open_with_salt(&opened.key, program, case, row)? else {
                return Err(Error::NotFound);
            };
            let inclusion = inclusion_proof(leaf.leaf_index, size, |level, index| {
                hashes.get(&(level, index)).copied().ok_or("a hash that was not read")
            })
            .map_err(|error| Error::bug("inclusion", &error))?;
            events.push(ExportedEvent {
                seq: row.seq,
                kind: row.kind.clone(),
                happened: row.happened_at,
                actor: row.actor.clone(),
                visibility: row.visibility.clone(),
                details: text(event.details)?,
                salt: hex(&event.salt),
                entry: text(leaf.entry.0)?,
                index: leaf.leaf_index,
                inclusion: inclusion.iter().map(Hash::to_string).collect(),
            });
        }
        let mut sent = Vec::with_capacity(reports.len());
        for report in &reports {
            if let Some(body) = open_report(&opened.key, program, case, report)? {
                sent.push(ExportedReport {
                    id: report.report_id.to_string(),
                    received: report.received_at,
                    text: text(body.to_vec())?,
                    sender: open_sender(&opened.key, program, case, report)?,
                });
            }
        }
        let files = opened
            .files
            .iter()
            .zip(&files)
            .map(|(facts, row)| ExportedFile {
                id: facts.id.to_string(),
                name: facts.name.clone(),
                seq: facts.seq,
                stored_bytes: facts.stored_bytes,
                sealed_sha256: hex(&row.digest.0),
            })
            .collect();
        Ok(CaseExport {
            log: ExportedLog {
                origin: held.origin.clone(),
                key: held.ledger_key(),
                checkpoint: checkpoint.note,
            },
            policy: ExportedPolicy { version: opened.row.policy_version.to_string(), source },
            events,
            reports: sent,
            files,
            ..self.head_of_export(opened)
        })
    }

    fn head_of_export(&self, opened: OpenCase) -> CaseExport {
        let exported = self.now();
        let clocks = case::clocks(&opened.policy, &opened.events, exported);
        CaseExport {
            format: FORMAT.to_owned(),
            exported,
            program: opened.program.to_string(),
            case: opened.id.to_string(),
            status: case::headline(&opened.state).team,
            handle: opened.handle,
            replay: opened.replay,
            log: ExportedLog {
                origin: String::new(),
                key: String::new(),
                checkpoint: String::new(),
            },
            policy: ExportedPolicy { version: String::new(), source: String::new() },
            events: Vec::new(),
            reports: Vec::new(),
            files: Vec::new(),
            clocks: clocks.iter().map(ExportedClock::from).collect(),
        }
    }
}

fn text(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::bug("export", &"a stored text is not UTF-8"))
}

impl CaseExport {
    /// Checks everything in it against the log's public key, as you have it from elsewhere. Needs no server
    /// and no clock. Gives what it shows, in plain words.
    ///
    /// # Errors
    /// A sentence that names the first thing that does not fit.
    pub fn verify(&self, key: &str) -> Result<String, String> {
        if self.format != FORMAT {
            return Err(format!("its format is not {FORMAT}: use the release that wrote it"));
        }
        let key: VerifierKey =
            key.trim().parse().map_err(|error: ledger::NoteError| error.to_string())?;
        let head = Checkpoint::open(self.log.checkpoint.as_bytes(), &[key])
            .map_err(|error| format!("the head of the log: {error}"))?;
        if head.origin() != self.log.origin {
            return Err(format!(
                "the head is of the log {}, and the export names {}",
                head.origin(),
                self.log.origin
            ));
        }
        let policy = self.verify_policy()?;
        let mut events: Vec<Event> = Vec::with_capacity(self.events.len());
        for (seq, exported) in (1..).zip(&self.events) {
            let event = self
                .verify_event(seq, exported, &head)
                .map_err(|why| format!("event {seq}: {why}"))?;
            events.push(event);
        }
        let (Some(first), Some(last)) = (events.first(), events.last()) else {
            return Err("it has no events".to_owned());
        };
        self.verify_reports(&events)?;
        let state = case::fold(&events);
        if case::headline(&state).team != self.status {
            return Err(format!("its events do not give the status “{}”", self.status));
        }
        let clocks = case::clocks(&policy, &events, self.exported);
        let computed: Vec<ExportedClock> = clocks.iter().map(ExportedClock::from).collect();
        if computed != self.clocks {
            return Err("its events and its policy give other times than it states".to_owned());
        }
        let count = |state: &str| clocks.iter().filter(|c| c.state.name() == state).count();
        Ok(format!(
            "This export holds. The {} events of case {} of {} were recorded between {} and {}; the log {} had them when its head over {} entries was signed, in this order and without a gap. The case is held to the policy version {}. Of what was promised {} were kept, {} kept late, {} broken. Status: {}. It cannot show that nothing came after this head.",
            events.len(),
            self.handle,
            self.program,
            first.recorded,
            last.recorded,
            head.origin(),
            head.size(),
            policy.version().short(),
            count("kept"),
            count("kept-late"),
            count("broken"),
            self.status,
        ))
    }

    /// The events, as they are stated. They are proven by [`Self::verify`], and by nothing here.
    pub(crate) fn history(&self) -> Result<Vec<Event>, String> {
        let read = |exported: &ExportedEvent| {
            serde_json::from_str(&exported.details)
                .map_err(|_| format!("event {} cannot be read by this release", exported.seq))
        };
        self.events.iter().map(read).collect()
    }

    fn verify_policy(&self) -> Result<policy::Policy, String> {
        if PolicyVersion::of(&self.policy.source).to_string() != self.policy.version {
            return Err("the text of the policy is not the version it is called".to_owned());
        }
        policy::parse(&self.policy.source)
            .map_err(|_| "the text of the policy cannot be read by this release".to_owned())
    }

    fn verify_event(
        &self,
        seq: u64,
        exported: &ExportedEvent,
        head: &Checkpoint,
    ) -> Result<Event, String> {
        let entry = Entry::from_bytes(exported.entry.as_bytes()).map_err(|e| e.to_string())?;
        match &entry.subject {
            Subject::Case { case, seq: stated, visibility } => {
                if *case != self.case {
                    return Err("its entry is about another case".to_owned());
                }
                if *stated != seq || exported.seq != seq {
                    return Err(format!("one before it is missing: it is event {stated}"));
                }
                if *visibility != exported.visibility {
                    return Err("it says another visibility than its entry".to_owned());
                }
            }
            Subject::Object(_) => return Err("its entry is about no case".to_owned()),
        }
        let salt = unhex::<32>(&exported.salt).ok_or("its salt is not 32 bytes in hexadecimal")?;
        entry.check_commit(&salt, exported.details.as_bytes()).map_err(|e| e.to_string())?;
        let event: Event = serde_json::from_str(&exported.details)
            .map_err(|_| "its details cannot be read by this release")?;
        let same = entry.act == exported.kind
            && entry.act == event.fact.kind()
            && entry.event == event.id.to_string()
            && entry.happened == event.happened.second()
            && event.happened == exported.happened
            && entry.learned == event.learned.second()
            && entry.recorded == event.recorded.second()
            && entry.actor == record::pseudonym(&event.actor)
            && entry.actor == exported.actor;
        if !same {
            return Err("its details say something else than its entry".to_owned());
        }
        if let Fact::ReportReceived { policy, .. } = &event.fact
            && policy.to_string() != self.policy.version
        {
            return Err("it was received under another policy version than is quoted".to_owned());
        }
        let mut path = Vec::with_capacity(exported.inclusion.len());
        for hash in &exported.inclusion {
            path.push(hash.parse().map_err(|_| "its proof holds something that is no hash")?);
        }
        let leaf = leaf_hash(exported.entry.as_bytes());
        verify_inclusion(exported.index, head.size(), &leaf, &path, head.root())
            .map_err(|why| format!("the log does not hold it: {why}"))?;
        Ok(event)
    }

    fn verify_reports(&self, events: &[Event]) -> Result<(), String> {
        for report in &self.reports {
            let digest = Hash::of(&[report.text.as_bytes()]).to_string();
            let known = events.iter().any(|event| match &event.fact {
                Fact::ReportReceived { report: id, digest: received, .. } => {
                    id.to_string() == report.id && received.as_deref() == Some(&*digest)
                }
                _ => false,
            });
            if !known {
                return Err(format!("the report {} is not the one that was received", report.id));
            }
        }
        Ok(())
    }
}
