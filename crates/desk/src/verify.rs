//! Full verification: everything stored of a program, against its log, and the log against its signatures.
//!
//! Without any key: every leaf is rehashed, every tile, the frontier, every checkpoint and the anchors are
//! compared; every event row must be the one its leaf states, and the other way round; every sealed file
//! must have the digest stored for it; every policy version must hash to its name; every grant must lead
//! back to the founder. With a member's keys, `verify_case` opens what they can open. The log is read in
//! pages on one consistent state, so a million entries fit in little memory, and an instance that serves
//! meanwhile does not disturb it. The first thing that does not fit is named.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use access::{Authorized, Principal, ReadMailbox, RunJobs, Target, decide};
use ledger::{
    Anchor, Checkpoint, Continuation, Entry, Hash, LOG_CONTINUED, LogCheck, StoredEntry, Subject,
    Tiles, VerifierKey,
};
use policy::id::{CaseId, ProgramId};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::audit::AuditRow;
use store::event::{EventOfProgram, EventRow};
use store::file::FileOfProgram;
use store::{StoreError, Tx};

use crate::Desk;
use crate::advisory::note_edition;
use crate::audit::SeenHead;
use crate::checkpoint::{SignedLog, origin_of};
use crate::error::Error;
use crate::program::Program;
use crate::visitor::Member;

/// Rows read at once.
const PAGE: u32 = 1_000;
/// Bytes of a sealed file read at once.
const PIECE: u64 = 1024 * 1024;

/// What was found, program by program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// One part for each program.
    pub programs: Vec<LogReport>,
    /// The audit log of the instance; nothing when one program was asked for.
    pub audit: Option<AuditReport>,
}

/// What was found in the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditReport {
    /// The name of the log.
    pub origin: String,
    /// Entries in it.
    pub entries: u64,
    /// How many of them a signed head covers.
    pub signed: u64,
    /// Signed heads that hold.
    pub checkpoints: u64,
    /// Heads of programs' logs that heartbeats state and that hold.
    pub heads: u64,
    /// The first thing that does not fit; nothing: everything fits.
    pub fault: Option<String>,
}

/// What was found in one program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogReport {
    /// The program.
    pub program: String,
    /// The name of its log.
    pub origin: String,
    /// Entries in the log.
    pub entries: u64,
    /// How many of them a signed head covers.
    pub signed: u64,
    /// Signed heads that hold.
    pub checkpoints: u64,
    /// Events that are the ones their entries state.
    pub events: u64,
    /// Sealed files with the digest stored for them.
    pub files: u64,
    /// Editions of advisories that are the ones the log names.
    pub editions: u64,
    /// Cases that were opened and fit; nothing: no keys were given.
    pub opened: Option<u64>,
    /// The first thing that does not fit; nothing: everything fits.
    pub fault: Option<String>,
}

impl VerifyReport {
    /// Whether everything fits.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.programs.iter().all(|program| program.fault.is_none())
            && self.audit.as_ref().is_none_or(|audit| audit.fault.is_none())
    }
}

impl fmt::Display for VerifyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, program) in self.programs.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            program.fmt(f)?;
        }
        if let Some(audit) = &self.audit {
            write!(f, "\n{audit}")?;
        }
        Ok(())
    }
}

impl fmt::Display for AuditReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, entries, signed, checkpoints, heads, .. } = self;
        match &self.fault {
            Some(fault) => write!(f, "audit log: DOES NOT FIT: {fault}"),
            None => write!(
                f,
                "audit log: fits. {origin} has {entries} entries, {signed} of them under a signed head; {checkpoints} signed heads hold, and so do {heads} heads of programs' logs that it states"
            ),
        }
    }
}

impl fmt::Display for LogReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { program, origin, entries, signed, checkpoints, events, files, editions, .. } =
            self;
        if let Some(fault) = &self.fault {
            return write!(f, "{program}: DOES NOT FIT: {fault}");
        }
        write!(
            f,
            "{program}: fits. The log {origin} has {entries} entries, {signed} of them under a signed head; {checkpoints} signed heads hold, {events} events are as they were recorded, {files} sealed files are whole, {editions} editions of advisories are the ones the log names"
        )?;
        match self.opened {
            Some(opened) => {
                write!(f, "; {opened} cases were opened, and their events give what is stored")
            }
            None => f.write_str("; no case was opened"),
        }
    }
}

/// Why a check ended.
pub(crate) enum Stop {
    /// Something does not fit.
    Fault(String),
    /// It could not be read.
    Failed(Error),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Malformed { .. } | StoreError::NoBlob { .. } => {
                Self::Fault(error.to_string())
            }
            other => Self::Failed(other.into()),
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

pub(crate) fn fault<T>(words: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Fault(words.into()))
}

/// What the check of a log needs beside the rows.
struct LogAsk {
    /// Whose log; nothing: the instance's.
    id: Option<ProgramId>,
    origin: String,
    epochs: Vec<(String, VerifierKey)>,
    anchors: Vec<Anchor>,
    jobs: Authorized<RunJobs>,
}

/// What the check of a log counts.
#[derive(Debug, Clone, Default)]
struct Counted {
    entries: u64,
    signed: u64,
    checkpoints: u64,
    events: u64,
    /// What the log calls the editions of advisories that came out.
    editions: BTreeSet<String>,
    /// Rows of heartbeats, whose details are looked at afterwards.
    heartbeats: Vec<AuditRow>,
}

/// Where the events of each case end.
type Ends = HashMap<CaseId, (u64, clock::Instant)>;

impl Desk {
    /// Verifies one program, or all. With a member, also every case they can open.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown program; otherwise only when something cannot be read: what does
    /// not fit is in the report.
    pub async fn verify(
        &self,
        only: Option<&ProgramId>,
        member: Option<&Member>,
    ) -> Result<VerifyReport, Error> {
        let set_aside = self.set_aside();
        let programs = match only {
            Some(id) if set_aside.contains(id) => Vec::new(),
            Some(id) => vec![self.program(id)?],
            None => self.programs(),
        };
        let mut report = VerifyReport { programs: Vec::with_capacity(programs.len()), audit: None };
        for program in programs {
            report.programs.push(self.verify_program(&program, member).await?);
        }
        for id in set_aside.iter().filter(|id| only.is_none_or(|only| only == *id)) {
            report.programs.push(self.verify_set_aside(id).await?);
        }
        if only.is_none() {
            report.audit = self.verify_audit().await?;
        }
        Ok(report)
    }

    async fn verify_program(
        &self,
        program: &Arc<Program>,
        member: Option<&Member>,
    ) -> Result<LogReport, Error> {
        let mut report = LogReport {
            program: program.id.to_string(),
            origin: program.origin.clone(),
            entries: 0,
            signed: 0,
            checkpoints: 0,
            events: 0,
            files: 0,
            editions: 0,
            opened: None,
            fault: None,
        };
        match self.check_program(program, member, &mut report).await {
            Ok(()) => {}
            Err(Stop::Fault(words)) => report.fault = Some(words),
            Err(Stop::Failed(error)) => return Err(error),
        }
        Ok(report)
    }

    async fn check_program(
        &self,
        program: &Arc<Program>,
        member: Option<&Member>,
        report: &mut LogReport,
    ) -> Result<(), Stop> {
        let ask = Arc::new(self.log_ask(&program.log())?);
        let counted = self
            .inner()
            .store
            .read(move |tx| {
                let ask = Arc::clone(&ask);
                Box::pin(async move { check_log(tx, &ask).await })
            })
            .await?;
        report.entries = counted.entries;
        report.signed = counted.signed;
        report.checkpoints = counted.checkpoints;
        report.events = counted.events;
        self.check_policies(&program.id).await?;
        if program.has_team() && !self.team_is_believable(&program.id).await? {
            return fault(
                "a membership was changed outside Candor: the grants do not lead back to the founder",
            );
        }
        report.files = self.check_files(program).await?;
        report.editions = self.check_editions(&program.id, &counted.editions).await?;
        if let Some(member) = member {
            report.opened = Some(self.check_cases(program, member).await?);
        }
        Ok(())
    }

    fn log_ask(&self, log: &SignedLog<'_>) -> Result<LogAsk, Stop> {
        let origins = (1..=log.epoch.max(1)).map(|epoch| origin_of(log.base, epoch));
        let epochs = origins.zip(self.log_keys(log)?).collect();
        let anchors = match self.inner().anchors.of(log.origin) {
            Ok(anchors) => anchors,
            Err(Error::Ledger(words)) => return fault(words),
            Err(error) => return Err(error.into()),
        };
        Ok(LogAsk {
            id: log.program.clone(),
            origin: log.origin.to_owned(),
            epochs,
            anchors,
            jobs: decide::<RunJobs>(&Principal::System, log.target()).map_err(Error::from)?,
        })
    }

    /// Checks the audit log against its rows and its signatures, and the programs' logs against the heads
    /// that it states. Nothing where it has no entry.
    async fn verify_audit(&self) -> Result<Option<AuditReport>, Error> {
        let log = self.audit_log().await?;
        let mut report = AuditReport {
            origin: log.log().origin.to_owned(),
            entries: 0,
            signed: 0,
            checkpoints: 0,
            heads: 0,
            fault: None,
        };
        match self.check_audit(&log.log(), &mut report).await {
            Ok(()) => {}
            Err(Stop::Fault(words)) => report.fault = Some(words),
            Err(Stop::Failed(error)) => return Err(error),
        }
        Ok((report.entries > 0 || report.fault.is_some()).then_some(report))
    }

    async fn check_audit(&self, log: &SignedLog<'_>, report: &mut AuditReport) -> Result<(), Stop> {
        let ask = Arc::new(self.log_ask(log)?);
        let counted = self
            .inner()
            .store
            .read(move |tx| {
                let ask = Arc::clone(&ask);
                Box::pin(async move { check_log(tx, &ask).await })
            })
            .await?;
        report.entries = counted.entries;
        report.signed = counted.signed;
        report.checkpoints = counted.checkpoints;
        for row in &counted.heartbeats {
            for head in self.audit_details(row)?.heads {
                self.check_stated_head(row.leaf_index, &head).await?;
                report.heads += 1;
            }
        }
        Ok(())
    }

    async fn check_stated_head(&self, index: u64, head: &SeenHead) -> Result<(), Stop> {
        let Ok(id) = head.program.parse::<ProgramId>() else {
            return fault(format!("entry {index} states a head of no program"));
        };
        let before = head.size.saturating_sub(1);
        let kept = self
            .inner()
            .store
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move {
                    store::checkpoint::covering(tx, &id, before).await.map_err(Stop::from)
                })
            })
            .await?;
        let holds = kept.is_some_and(|kept| {
            kept.size == head.size && Hash::from_bytes(kept.root.0).to_string() == head.root
        });
        match holds {
            true => Ok(()),
            false => fault(format!(
                "entry {index} states that {} had {} entries, and its log says something else: it was put back or changed",
                head.program, head.size
            )),
        }
    }

    async fn check_files(&self, program: &Program) -> Result<u64, Stop> {
        let target = Target::Program(program.id.clone());
        let jobs = decide::<RunJobs>(&Principal::System, target).map_err(Error::from)?;
        let mut after = None;
        let mut whole = 0;
        loop {
            let (proof, id) = (jobs.clone(), program.id.clone());
            let page = self
                .inner()
                .store
                .read(move |tx| {
                    let (proof, id) = (proof.clone(), id.clone());
                    Box::pin(async move {
                        store::file::of_program(tx, &proof, &id, after, PAGE)
                            .await
                            .map_err(Stop::from)
                    })
                })
                .await?;
            for row in &page {
                self.check_file(&program.id, row).await?;
                whole += 1;
            }
            match page.last() {
                Some(last) => after = Some((last.case_id, last.file.file_id)),
                None => return Ok(whole),
            }
        }
    }

    async fn check_file(&self, program: &ProgramId, row: &FileOfProgram) -> Result<(), Stop> {
        let FileOfProgram { case_id, file } = row;
        // Only the name is taken from this proof; nothing of the case is opened.
        let holder = Principal::Reporter { program: program.clone(), case: *case_id };
        let target = Target::Mailbox(program.clone(), *case_id);
        let proof = decide::<ReadMailbox>(&holder, target).map_err(Error::from)?;
        let name = store::file::blob_name(&proof, file.file_id)?;
        let blobs = &self.inner().blobs;
        if blobs.size(&name).await? != file.stored_size {
            return fault(format!(
                "the sealed file {} has another size than stored",
                name.as_str()
            ));
        }
        let mut hash = Sha256::new();
        let mut from = 0;
        while from < file.stored_size {
            let upto = from.saturating_add(PIECE).min(file.stored_size);
            hash.update(blobs.range(&name, from..upto).await?);
            from = upto;
        }
        if <[u8; 32]>::from(hash.finalize()) != file.digest.0 {
            return fault(format!(
                "the sealed file {} was changed after it was stored",
                name.as_str()
            ));
        }
        Ok(())
    }
}

async fn check_log(tx: &Tx<'_>, ask: &LogAsk) -> Result<Counted, Stop> {
    let mut counted = Counted::default();
    let mut check = LogCheck::new(&[], Tiles::Stored);
    let as_one = |head: &Checkpoint| Anchor {
        // One tree through all its origins: a restored log goes on where the old one ended.
        origin: ask.origin.clone(),
        ..Anchor::from(head)
    };
    let mut after = 0;
    loop {
        let page = store::checkpoint::of_program(tx, &ask.id, after, PAGE).await?;
        for row in &page {
            counted.checkpoints += 1;
            let head = open_checkpoint(ask, &row.note)
                .or_else(|why| fault(format!("the head signed for {} entries: {why}", row.size)))?;
            if head.size() != row.size || head.root().as_bytes() != &row.root.0 {
                return fault(format!(
                    "the head signed for {} entries says something else than the row it is kept in",
                    row.size
                ));
            }
            check.anchor(&as_one(&head)).or_else(|why| fault(why.to_string()))?;
        }
        match page.last() {
            Some(last) => after = last.size,
            None => break,
        }
    }
    for anchor in &ask.anchors {
        check.anchor(anchor).or_else(|why| fault(why.to_string()))?;
    }
    let mut ends = Ends::new();
    let mut continued = Vec::new();
    let mut index = 0_u64;
    loop {
        let leaves = store::ledger::leaves(tx, &ask.jobs, &ask.id, index, PAGE).await?;
        let (events, records) = match &ask.id {
            Some(id) => {
                (store::event::of_program(tx, &ask.jobs, id, index, PAGE).await?, Vec::new())
            }
            None => (Vec::new(), store::audit::page(tx, &ask.jobs, index, PAGE).await?),
        };
        let mut events = events.into_iter().peekable();
        let mut records = records.into_iter().peekable();
        if leaves.is_empty() {
            if let Some(event) = events.peek() {
                return fault(format!(
                    "event {} of case {} has no entry in the log",
                    event.event.seq, event.case_id
                ));
            }
            if let Some(record) = records.peek() {
                return fault(format!("the row of entry {} has no entry", record.leaf_index));
            }
            break;
        }
        for leaf in &leaves {
            if leaf.leaf_index != index {
                return fault(format!("entry {index} is missing"));
            }
            let stored =
                StoredEntry { entry: &leaf.entry[..], leaf: &leaf.leaf_hash.0[..], sealed: None };
            check.entry(&stored).or_else(|why| fault(why.to_string()))?;
            let entry = Entry::from_bytes(&leaf.entry)
                .or_else(|why| fault(format!("entry {index} cannot be read: {why}")))?;
            let event = events.next_if(|event| event.event.leaf_index == index);
            check_event(index, &entry, event, &mut ends, &mut counted)?;
            if ask.id.is_none() {
                let record = records.next_if(|record| record.leaf_index == index);
                check_record(index, &entry, record, &mut counted)?;
            }
            if entry.act == LOG_CONTINUED {
                continued.push(entry);
            }
            while let Some(tile) = check.due_tile() {
                let row = store::ledger::tile(tx, &ask.id, tile.level(), tile.index()).await?;
                let bytes = row.as_ref().map(|row| &row.hashes[..]);
                check.tile(bytes).or_else(|why| fault(why.to_string()))?;
            }
            index += 1;
        }
    }
    check.end_of_entries().or_else(|why| fault(why.to_string()))?;
    while let Some(tile) = check.due_tile() {
        let row = store::ledger::tile(tx, &ask.id, tile.level(), tile.index()).await?;
        let bytes = row.as_ref().map(|row| &row.hashes[..]);
        check.tile(bytes).or_else(|why| fault(why.to_string()))?;
    }
    let head = store::ledger::head(tx, &ask.id).await?;
    if let Some(head) = &head
        && head.size != index
    {
        return fault(format!("the log says it has {} entries, but {index} are stored", head.size));
    }
    let verified = check
        .finish(head.as_ref().map(|head| &head.frontier[..]))
        .or_else(|why| fault(why.to_string()))?;
    counted.entries = verified.size;
    counted.signed = verified.signed_size;
    check_continuations(tx, ask, &continued).await?;
    if let Some(id) = &ask.id {
        check_ends(tx, ask, id, &ends).await?;
    }
    Ok(counted)
}

fn open_checkpoint(ask: &LogAsk, note: &str) -> Result<Checkpoint, String> {
    let mut first = None;
    for (origin, key) in ask.epochs.iter().rev() {
        match Checkpoint::open(note.as_bytes(), core::slice::from_ref(key)) {
            Ok(head) if head.origin() == origin => return Ok(head),
            Ok(head) => return Err(format!("it is a head of {}", head.origin())),
            Err(error) => first = first.or(Some(error.to_string())),
        }
    }
    Err(first.unwrap_or_else(|| "no key is known".to_owned()))
}

/// An entry and the row of its event: all that is plain must be the same, and the sealed body the one
/// committed to.
fn check_event(
    index: u64,
    entry: &Entry,
    event: Option<EventOfProgram>,
    ends: &mut Ends,
    counted: &mut Counted,
) -> Result<(), Stop> {
    let (case, seq, visibility) = match (&entry.subject, &event) {
        (Subject::Case { case, seq, visibility }, Some(_)) => (case, *seq, visibility),
        (Subject::Case { case, seq, .. }, None) => {
            return fault(format!("entry {index}: event {seq} of case {case} is missing"));
        }
        (Subject::Object(_), Some(event)) => {
            return fault(format!(
                "event {} of case {} points at entry {index}, which is about something else",
                event.event.seq, event.case_id
            ));
        }
        (Subject::Object(object), None) => {
            note_edition(&mut counted.editions, &entry.act, object);
            return Ok(());
        }
    };
    let Some(EventOfProgram { case_id, event }) = event else { return Ok(()) };
    let same = *case == case_id.to_string()
        && seq == event.seq
        && *visibility == event.visibility
        && is_stated(entry, &event);
    if !same {
        return fault(format!(
            "event {} of case {case_id} is not what entry {index} states: its row was changed",
            event.seq
        ));
    }
    if let Some(sealed) = &event.sealed_body {
        entry
            .check_sealed(sealed)
            .or_else(|why| fault(format!("event {} of case {case_id}: {why}", event.seq)))?;
    }
    let end = ends.entry(case_id).or_insert((0, event.recorded_at));
    if event.seq != end.0 + 1 {
        return fault(format!(
            "case {case_id}: event {} follows event {}, so one between them is missing",
            event.seq, end.0
        ));
    }
    *end = (event.seq, event.recorded_at);
    counted.events += 1;
    Ok(())
}

/// An entry of the audit log and its row.
fn check_record(
    index: u64,
    entry: &Entry,
    record: Option<AuditRow>,
    counted: &mut Counted,
) -> Result<(), Stop> {
    let Some(record) = record else {
        return fault(format!("the row of entry {index} is missing"));
    };
    if !crate::audit::is_stated(entry, &record) {
        return fault(format!("the row of entry {index} is not what the entry states"));
    }
    if let Some(sealed) = &record.sealed_details {
        entry.check_sealed(sealed).or_else(|why| fault(format!("entry {index}: {why}")))?;
    }
    if record.act == "Heartbeat" {
        counted.heartbeats.push(record);
    }
    Ok(())
}

fn is_stated(entry: &Entry, event: &EventRow) -> bool {
    entry.act == event.kind
        && entry.event == event.event_id.to_string()
        && entry.happened == event.happened_at.second()
        && entry.learned == event.learned_at.second()
        && entry.recorded == event.recorded_at.second()
        && entry.actor == event.actor
}

/// Every case ends where its events do.
async fn check_ends(tx: &Tx<'_>, ask: &LogAsk, id: &ProgramId, ends: &Ends) -> Result<(), Stop> {
    let mut after = None;
    let mut cases = 0;
    loop {
        let page = store::case_file::of_program(tx, &ask.jobs, id, after, PAGE).await?;
        for row in &page {
            cases += 1;
            let end = ends.get(&row.case_id);
            if end != Some(&(row.last_seq, row.last_recorded)) {
                return fault(format!(
                    "case {} says it has {} events, and the log has {}",
                    row.handle,
                    row.last_seq,
                    end.map_or(0, |(seq, _)| *seq)
                ));
            }
        }
        match page.last() {
            Some(last) => after = Some(last.case_id),
            None => break,
        }
    }
    if cases != ends.len() {
        return fault(format!("{} cases have events, but {cases} are stored", ends.len()));
    }
    Ok(())
}

/// Every continuation of the log says from where and why, and the head it names holds.
async fn check_continuations(tx: &Tx<'_>, ask: &LogAsk, entries: &[Entry]) -> Result<(), Stop> {
    for entry in entries.iter().filter(|entry| entry.commit.is_some()) {
        let place = ask.id.as_ref().map_or(crate::audit::PLACE, ProgramId::as_str);
        let key = continuation_key(place, &entry.event);
        let kept = store::meta::read(tx, &key).await?.as_deref().and_then(read_continuation);
        let Some((salt, details)) = kept else {
            return fault(format!("why the log {} was continued is not kept", ask.origin));
        };
        let keys: Vec<VerifierKey> = ask.epochs.iter().map(|(_, key)| key.clone()).collect();
        Continuation::from_bytes(&details)
            .and_then(|continuation| continuation.verify(entry, &salt, &keys))
            .or_else(|why| fault(why.to_string()))?;
    }
    Ok(())
}

/// Where the details of a continuation are kept: they are public, as the log is.
pub(crate) fn continuation_key(place: &str, event: &str) -> String {
    format!("log-continued/{place}/{event}")
}

/// The details as kept: the salt in hexadecimal, a space, the canonical text.
pub(crate) fn write_continuation(salt: &[u8; 32], details: &[u8]) -> String {
    format!("{} {}", crate::inner::hex(salt), String::from_utf8_lossy(details))
}

fn read_continuation(kept: &str) -> Option<([u8; 32], Vec<u8>)> {
    let (salt, details) = kept.split_once(' ')?;
    Some((crate::form_token::unhex::<32>(salt)?, details.as_bytes().to_vec()))
}

/// A hash as the stored digests have it.
pub(crate) fn digest_of(bytes: &[u8]) -> Hash {
    Hash::of(&[bytes])
}
