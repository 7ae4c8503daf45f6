//! The audit log of the instance: who read which case and why, who signed in and who failed to, which rights
//! were given and taken.
//!
//! It is one log beside those of the programs, with its own origin (decision 0211). An entry holds pseudonyms
//! only; what more is known of it (the reason in words, how often) is sealed under the root key in the row
//! beside the leaf, and the leaf commits to it. Reads of cases that are not restricted are gathered in memory
//! and written every few seconds; everything else is written before it is answered.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use access::{AppendLedger, Principal, RunJobs, Target, decide};
use clock::Instant;
use core::time::Duration;
use ledger::{Entry, Hash, NoteSigner, Subject, commitment};
use policy::id::{CaseId, EventId, ProgramId, UserId};
use seal::{FieldContext, RootUse};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::audit::AuditRow;

use crate::Desk;
use crate::checkpoint::{LatestCheckpoint, SignedLog, origin_of};
use crate::error::Error;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;

/// Where the name of the audit log is kept: its number, a space, its first name.
const LOG_KEY: &str = "audit-log";
/// What stands for the audit log where a program would.
pub(crate) const PLACE: &str = "/audit";
/// The same person reading the same case again within this is one read.
const READ_AGAIN: Duration = Duration::from_mins(10);
/// Entries that wait at most; with one more they are written at once.
const MOST_WAITING: usize = 256;
/// Reads that are remembered so that they are not written twice.
const MOST_READS: usize = 20_000;
/// At least so often something is written and signed, so that a log that stands still is noticed.
pub(crate) const HEARTBEAT: Duration = Duration::from_hours(1);

/// What more is known of an entry. All of it is metadata, except the words of a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditDetails {
    /// Why a case was read: a word of a fixed list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was written beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether the case was assigned to the reader, or they were named on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<bool>,
    /// The way in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pathway: Option<String>,
    /// What it was done with, coarsely: "Firefox on Linux".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// Whether the account signed in on that device before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_device: Option<bool>,
    /// How often, where several are one entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// The heads of the programs' logs at a heartbeat.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<SeenHead>,
}

/// The signed head of a program's log, as a heartbeat saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenHead {
    /// The program.
    pub program: String,
    /// How many entries it covered.
    pub size: u64,
    /// Its root hash.
    pub root: String,
}

/// Something to be written to the audit log.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) act: &'static str,
    pub(crate) actor: String,
    pub(crate) object: String,
    pub(crate) program: Option<ProgramId>,
    pub(crate) case: Option<CaseId>,
    pub(crate) at: Instant,
    pub(crate) details: AuditDetails,
}

impl Record {
    /// What a member did to their own account or session.
    pub(crate) fn by_member(act: &'static str, user: UserId, at: Instant) -> Self {
        Self {
            act,
            actor: member(user),
            object: member(user),
            program: None,
            case: None,
            at,
            details: AuditDetails::default(),
        }
    }

    /// What a member did with a case.
    pub(crate) fn on_case(
        act: &'static str,
        user: UserId,
        program: &ProgramId,
        case: CaseId,
        at: Instant,
    ) -> Self {
        Self {
            object: format!("case:{case}"),
            program: Some(program.clone()),
            case: Some(case),
            ..Self::by_member(act, user, at)
        }
    }

    pub(crate) fn with(self, details: AuditDetails) -> Self {
        Self { details, ..self }
    }
}

/// The pseudonym of a member.
pub(crate) fn member(user: UserId) -> String {
    format!("member:{user}")
}

/// An entry ready to be appended: its leaf, and its row with the place still open.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    leaf: Leaf,
    row: AuditRow,
}

/// An act and what it was done to.
type ActAndObject = (&'static str, String);

/// What waits to be written, and what was read lately.
#[derive(Default)]
pub(crate) struct Book {
    waiting: Mutex<Vec<Record>>,
    /// Failures by act and object: a flood of guesses becomes one entry with a count.
    failed: Mutex<BTreeMap<ActAndObject, (Instant, u64)>>,
    reads: Mutex<BTreeMap<(UserId, CaseId), Instant>>,
}

impl Book {
    /// Whether this read is none that was written a moment ago. What is true once is not true again.
    fn is_new_read(&self, user: UserId, case: CaseId, now: Instant) -> bool {
        let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        let is_recent = |at: &Instant| now.since(*at).is_some_and(|age| age < READ_AGAIN);
        if reads.get(&(user, case)).is_some_and(is_recent) {
            return false;
        }
        if reads.len() >= MOST_READS {
            reads.retain(|_, at| is_recent(at));
        }
        reads.insert((user, case), now);
        true
    }

    fn forget_read(&self, user: UserId, case: CaseId) {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).remove(&(user, case));
    }

    /// Counts something that failed.
    pub(crate) fn count_failed(&self, act: &'static str, object: String, now: Instant) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.entry((act, object)).or_insert((now, 0)).1 += 1;
    }

    /// Takes everything that waits.
    fn take(&self) -> Vec<Record> {
        let mut records =
            std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let failed =
            std::mem::take(&mut *self.failed.lock().unwrap_or_else(PoisonError::into_inner));
        records.extend(failed.into_iter().map(|((act, object), (at, count))| Record {
            act,
            actor: "anybody".to_owned(),
            object,
            program: None,
            case: None,
            at,
            details: AuditDetails { count: Some(count), ..AuditDetails::default() },
        }));
        records
    }

    fn put_back(&self, records: &[Record]) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = std::mem::take(&mut *waiting);
        waiting.extend_from_slice(records);
        waiting.extend(newer);
    }

    /// Adds one; says whether so many wait that they should be written now.
    fn add(&self, record: Record) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push(record);
        waiting.len() >= MOST_WAITING
    }
}

/// The audit log as this instance signs it.
pub(crate) struct AuditLog {
    base: String,
    origin: String,
    pub(crate) epoch: u32,
    signer: NoteSigner,
}

impl AuditLog {
    pub(crate) fn log(&self) -> SignedLog<'_> {
        SignedLog {
            program: None,
            base: &self.base,
            origin: &self.origin,
            epoch: self.epoch,
            signer: &self.signer,
        }
    }

    /// What is kept of it.
    pub(crate) fn kept(base: &str, epoch: u32) -> (&'static str, String) {
        (LOG_KEY, format!("{epoch} {base}"))
    }
}

/// Where the sealed details of an entry belong.
fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "audit_entry", column: "sealed_details", row, version: 1 }
}

const SALT: usize = 32;

/// Appends prepared entries in this transaction. Gives the place of the first.
pub(crate) async fn append(tx: &Tx<'_>, prepared: &[Prepared]) -> Result<u64, Error> {
    let proof = decide::<AppendLedger>(&Principal::System, Target::Instance)?;
    let leaves: Vec<Leaf> = prepared.iter().map(|entry| entry.leaf.clone()).collect();
    let first = crate::ledger_log::append(tx, &proof, &leaves).await?;
    let rows: Vec<AuditRow> = (first..)
        .zip(prepared)
        .map(|(leaf_index, entry)| AuditRow { leaf_index, ..entry.row.clone() })
        .collect();
    store::audit::insert(tx, &proof, &rows).await?;
    Ok(first)
}

/// Appends the entry that continues this log under a new origin, after a restore.
pub(crate) async fn continued(tx: &Tx<'_>, leaf: Leaf) -> Result<(), Error> {
    let entry =
        Entry::from_bytes(&leaf.entry).map_err(|error| Error::bug("ledger entry", &error))?;
    let Subject::Object(object) = entry.subject else {
        return Err(Error::bug("audit log", &"a continuation about a case"));
    };
    let event = entry.event.parse().map_err(|error| Error::bug("event id", &error))?;
    let row = AuditRow {
        leaf_index: 0,
        event_id: event,
        recorded_at: Instant::from_second(entry.recorded),
        act: entry.act,
        actor: entry.actor,
        object,
        program_id: None,
        case_id: None,
        sealed_details: None,
    };
    append(tx, &[Prepared { leaf, row }]).await.map(|_| ())
}

/// An entry of a program's log that is about no event of a case, for the audit log as well: there, whoever
/// looks after access finds everything in one place.
pub(crate) fn copy_of(program: Option<&ProgramId>, leaf: &Leaf) -> Result<Option<Prepared>, Error> {
    let entry =
        Entry::from_bytes(&leaf.entry).map_err(|error| Error::bug("ledger entry", &error))?;
    let Subject::Object(object) = &entry.subject else { return Ok(None) };
    let case = object
        .strip_prefix("case:")
        .and_then(|rest| rest.split('/').next())
        .and_then(|id| id.parse().ok());
    let at = Instant::from_second(entry.recorded);
    let event = random::event_id(at);
    plain(&entry.act, &entry.actor, object, program.cloned(), case, event, at, None).map(Some)
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
fn plain(
    act: &str,
    actor: &str,
    object: &str,
    program: Option<ProgramId>,
    case: Option<CaseId>,
    event: EventId,
    at: Instant,
    sealed: Option<(Hash, Vec<u8>)>,
) -> Result<Prepared, Error> {
    // The leaf names the program too: which of two programs an act is about must not be changed later.
    let object_in = match &program {
        Some(program) => format!("program:{program}/{object}"),
        None => object.to_owned(),
    };
    let leaf = Leaf::of(&Entry {
        act: act.to_owned(),
        subject: Subject::Object(object_in),
        event: event.to_string(),
        happened: at.second(),
        learned: at.second(),
        recorded: at.second(),
        actor: actor.to_owned(),
        commit: sealed.as_ref().map(|(commit, _)| *commit),
        sealed: sealed.as_ref().map(|(_, bytes)| Hash::of(&[bytes])),
        policy: None,
    })?;
    Ok(Prepared {
        leaf,
        row: AuditRow {
            leaf_index: 0,
            event_id: event,
            recorded_at: at,
            act: act.to_owned(),
            actor: actor.to_owned(),
            object: object.to_owned(),
            program_id: program,
            case_id: case,
            sealed_details: sealed.map(|(_, bytes)| bytes.into()),
        },
    })
}

/// Whether a row says what its leaf does.
pub(crate) fn is_stated(entry: &Entry, row: &AuditRow) -> bool {
    let object = match &row.program_id {
        Some(program) => format!("program:{program}/{}", row.object),
        None => row.object.clone(),
    };
    let case = row.object.strip_prefix("case:").and_then(|rest| rest.split('/').next());
    entry.subject == Subject::Object(object)
        && case == row.case_id.map(|case| case.to_string()).as_deref()
        && entry.act == row.act
        && entry.event == row.event_id.to_string()
        && entry.recorded == row.recorded_at.second()
        && entry.actor == row.actor
}

impl Desk {
    pub(crate) fn prepare_audit(&self, record: &Record) -> Result<Prepared, Error> {
        let event = random::event_id(record.at);
        let sealed = match record.details == AuditDetails::default() {
            true => None,
            false => {
                let salt: [u8; SALT] = random::bytes();
                let json = serde_json::to_vec(&record.details)
                    .map_err(|error| Error::bug("audit details to JSON", &error))?;
                let body = [&salt[..], &json].concat();
                let inner = self.inner();
                let key = inner.root_key.subkey(&inner.instance, RootUse::Audit);
                let sealed = key.seal(&place(event.as_bytes()), &body, &mut SystemRandom)?;
                Some((commitment(&salt, &json), sealed))
            }
        };
        let Record { act, actor, object, program, case, at, .. } = record;
        plain(act, actor, object, program.clone(), *case, event, *at, sealed)
    }

    /// What more is known of an entry; nothing when it was erased or there is nothing.
    pub(crate) fn audit_details(&self, row: &AuditRow) -> Result<AuditDetails, Error> {
        let Some(sealed) = &row.sealed_details else { return Ok(AuditDetails::default()) };
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Audit);
        let body = key.open(&place(row.event_id.as_bytes()), sealed)?;
        let Some((_, json)) = body.split_first_chunk::<SALT>() else {
            return Err(Error::bug("audit details", &"they are shorter than their salt"));
        };
        serde_json::from_slice(json).map_err(|error| {
            Error::bug("audit details from JSON", &format!("{:?}", error.classify()))
        })
    }

    /// Writes entries now.
    pub(crate) async fn audit(&self, records: &[Record]) -> Result<(), Error> {
        let prepared = records
            .iter()
            .map(|record| self.prepare_audit(record))
            .collect::<Result<Vec<_>, _>>()?;
        let prepared = Arc::new(prepared);
        self.write(move |tx| {
            let prepared = Arc::clone(&prepared);
            Box::pin(async move { append(tx, &prepared).await.map(|_| ()) })
        })
        .await
    }

    /// Writes what waits to be written. Says how many entries that were.
    ///
    /// # Errors
    /// When the store does; then they wait on.
    pub async fn write_audit(&self) -> Result<u64, Error> {
        let records = self.inner().book.take();
        if records.is_empty() {
            return Ok(0);
        }
        match self.audit(&records).await {
            Ok(()) => Ok(u64::try_from(records.len()).unwrap_or(u64::MAX)),
            Err(error) => {
                self.inner().book.put_back(&records);
                Err(error)
            }
        }
    }

    /// Writes that a case was read: at once where that must be certain before anything is shown, with the
    /// next ones otherwise.
    pub(crate) async fn audit_read(&self, record: Record, at_once: bool) -> Result<(), Error> {
        let (Some(case), Some(user)) = (record.case, user_of(&record.actor)) else { return Ok(()) };
        let book = &self.inner().book;
        if !book.is_new_read(user, case, record.at) {
            return Ok(());
        }
        if at_once {
            let written = self.audit(core::slice::from_ref(&record)).await;
            if written.is_err() {
                book.forget_read(user, case);
            }
            return written;
        }
        if book.add(record)
            && let Err(error) = self.write_audit().await
        {
            tracing::warn!(%error, "the audit log is written later");
        }
        Ok(())
    }

    /// The audit log, as it is named and signed. Before the first signature it has the name that it will get.
    pub(crate) async fn audit_log(&self) -> Result<AuditLog, Error> {
        let kept = self
            .read(|tx| Box::pin(async move { Ok(store::meta::read(tx, LOG_KEY).await?) }))
            .await?;
        let named = kept.as_deref().and_then(|kept| kept.split_once(' '));
        let (epoch, base) = match named {
            Some((epoch, base)) => {
                let epoch =
                    epoch.parse().map_err(|error| Error::bug("the audit log's number", &error))?;
                (epoch, base.to_owned())
            }
            None => (1, format!("{}{PLACE}", self.inner().host)),
        };
        let origin = origin_of(&base, epoch);
        let signer = self.log_signer(PLACE, epoch, &origin)?;
        Ok(AuditLog { base, origin, epoch, signer })
    }

    /// Signs the head of the audit log if it grew since the last signature.
    ///
    /// # Errors
    /// [`Error::Ledger`] when an anchor outside the data contradicts the log: nothing is signed then.
    pub async fn sign_audit_checkpoint(&self) -> Result<Option<LatestCheckpoint>, Error> {
        let log = self.audit_log().await?;
        let (key, name) = AuditLog::kept(&log.base, log.epoch);
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        if self.latest_head(&log.log()).await?.is_none() {
            // The name is kept before it is signed under: another address later changes nothing.
            self.write(move |tx| {
                let (jobs, name) = (jobs.clone(), name.clone());
                Box::pin(async move { Ok(store::meta::write(tx, &jobs, key, &name).await?) })
            })
            .await?;
        }
        self.sign_head(&log.log()).await
    }

    /// The name of the audit log and the public key that its heads are checked with.
    ///
    /// # Errors
    /// When the store does.
    pub async fn audit_key(&self) -> Result<(String, String), Error> {
        let log = self.audit_log().await?;
        Ok((log.origin.clone(), log.signer.verifier().to_string()))
    }

    /// Writes what waits, makes sure that something was written within the hour, and signs. A heartbeat states
    /// the heads of the programs' logs: the audit log holds them to it.
    pub(crate) async fn keep_audit(&self, now: Instant) -> Result<(), Error> {
        self.write_audit().await?;
        let log = self.audit_log().await?;
        let latest = self.latest_head(&log.log()).await?;
        let is_due = latest.is_none_or(|latest| {
            // A clock that went back is no reason to stand still.
            now.since(latest.signed_at).is_none_or(|age| age >= HEARTBEAT)
        });
        if is_due {
            let heads = self.heads_of_programs().await?;
            let record = Record {
                act: "Heartbeat",
                actor: "system".to_owned(),
                object: format!("logs:{}", heads.len()),
                program: None,
                case: None,
                at: now,
                details: AuditDetails { heads, ..AuditDetails::default() },
            };
            self.audit(&[record]).await?;
        }
        self.sign_audit_checkpoint().await.map(|_| ())
    }

    async fn heads_of_programs(&self) -> Result<Vec<SeenHead>, Error> {
        let ids: Vec<ProgramId> = self.programs().iter().map(|held| held.id.clone()).collect();
        let ids = Arc::new(ids);
        self.read(move |tx| {
            let ids = Arc::clone(&ids);
            Box::pin(async move {
                let mut heads = Vec::new();
                for id in ids.iter() {
                    if let Some(row) = store::checkpoint::latest(tx, id).await? {
                        heads.push(SeenHead {
                            program: id.to_string(),
                            size: row.size,
                            root: Hash::from_bytes(row.root.0).to_string(),
                        });
                    }
                }
                Ok(heads)
            })
        })
        .await
    }
}

/// The member behind a pseudonym.
pub(crate) fn user_of(actor: &str) -> Option<UserId> {
    actor.strip_prefix("member:").and_then(|id| id.split('/').next()).and_then(|id| id.parse().ok())
}
