//! Opening a case: finding its key, reading its events, and computing everything from them.
//!
//! A member's key chain is: account root, team key (by grant, older epochs through newer ones), case key.
//! The first member who opens a case replaces the costly intake wrap by a cheap one. Nothing read here is
//! trusted because it was stored: state and clocks are computed from the events.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{
    ActOnCase, Authorized, Permission, PermissionKind, Permissions, Principal, ReadCase,
    ReadMailbox, ReadQueue, ReadShared, SeeCase, Target, decide,
};
use case::{Case, Clock, Event};
use clock::Instant;
use policy::Policy;
use policy::id::{CaseId, ProgramId, UserId};
use seal::{CaseContext, CaseKey, FieldContext, TeamRoot, row_key};
use store::OpensCase;
use store::access_reason::AccessReasonRow;
use store::case_file::CaseFileRow;
use store::case_key::CaseKeyRow;
use store::event::EventRow;
use store::file::FileRow;
use store::report::ReportRow;

use crate::Desk;
use crate::act_on_case::DEVELOPERS;
use crate::audit::{AuditDetails, Record};
use crate::case_key::{generation, whole};
use crate::error::Error;
use crate::file::FileFacts;
use crate::random::SystemRandom;
use crate::record;
use crate::report_body::{Identity, ReportBody};
use crate::team_key::Team;
use crate::visitor::{Member, Party, Proven, Reporter};

/// The kind of holder under which the team's wrap of a case key is kept.
pub(crate) const TEAM_HOLDER: &str = "team";
/// The kind of holder under which the wrap of somebody named on one case is kept.
pub(crate) const GUEST_HOLDER: &str = "guest";

/// A case, opened.
pub struct OpenCase {
    /// The program.
    pub program: ProgramId,
    /// The case.
    pub id: CaseId,
    /// The short name people use.
    pub handle: String,
    /// When it was opened.
    pub opened_at: Instant,
    /// Whether it replays a public advisory.
    pub replay: bool,
    /// The policy version it is held to.
    pub policy: Arc<Policy>,
    /// The fold of its events.
    pub state: Case,
    /// Its events, in order.
    pub events: Vec<Event>,
    /// Its clocks at the time it was opened.
    pub clocks: Vec<Clock>,
    /// The reports in it, with when each was received.
    pub reports: Vec<(Instant, ReportBody)>,
    /// Its files.
    pub files: Vec<FileFacts>,
    /// The place of its last event: what an instruction must name.
    pub last_seq: u64,
    /// Whether only those named on it read it.
    pub restricted: bool,
    /// What whoever opened it may do with it: for what a page offers. What is done is asked again.
    pub may: Permissions,
    pub(crate) row: CaseFileRow,
    /// The rows that the events were opened from.
    pub(crate) rows: Vec<EventRow>,
    pub(crate) key: Arc<CaseKey>,
    /// Which of the case's keys that is.
    pub(crate) generation: Option<store::Bytes>,
    /// The names of everybody who is or was in the team; for a reporter, none.
    pub names: BTreeMap<UserId, String>,
}

impl OpenCase {
    /// Its status in plain words, with when the policy publishes next.
    #[must_use]
    pub fn headline(&self) -> case::Headline {
        case::headline(&self.state).with_release(&self.clocks, &self.policy.calendar)
    }
    /// Whether whoever opened it may give this command.
    #[must_use]
    pub fn offers(&self, command: &str) -> bool {
        self.may.holds(PermissionKind::ActOnCase)
            || (self.may.holds(PermissionKind::DevelopCase) && DEVELOPERS.contains(&command))
    }
}

/// The rows of a case, not opened.
pub(crate) struct Loaded {
    pub(crate) row: CaseFileRow,
    events: Vec<EventRow>,
    reports: Vec<ReportRow>,
    files: Vec<FileRow>,
    keys: Vec<CaseKeyRow>,
    may: Permissions,
    /// Whether only those named on it read it.
    pub(crate) restricted: bool,
    /// The reason that whoever asks gave for reading it, if they gave one.
    pub(crate) reason: Option<AccessReasonRow>,
    /// Since when they have to show a factor before they read on.
    pub(crate) restrained: Option<Instant>,
}

/// What a case is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be shown: a reason may be asked for, and the read is written to the audit log.
    Show,
    /// For a step that is written to a log itself.
    Step,
}

async fn load(tx: &store::Tx<'_>, proof: &impl OpensCase) -> Result<Option<Loaded>, Error> {
    let Some(row) = store::case_file::of_case(tx, proof).await? else { return Ok(None) };
    Ok(Some(Loaded {
        row,
        events: store::event::of_case(tx, proof).await?,
        reports: store::report::of_case(tx, proof).await?,
        files: store::file::of_case(tx, proof).await?,
        keys: store::case_key::of_case(tx, proof).await?,
        may: Permissions::NONE,
        restricted: false,
        reason: None,
        restrained: None,
    }))
}

async fn load_with_team(
    tx: &store::Tx<'_>,
    proof: &Authorized<ReadCase>,
    program: &ProgramId,
) -> Result<(Loaded, Team), Error> {
    let mut loaded = load(tx, proof).await?.ok_or(Error::NotFound)?;
    if let Target::Case(facts) = proof.target() {
        loaded.may = access::permissions_on(proof.principal(), facts);
        loaded.restricted = facts.restricted;
    }
    if let Principal::Member { user, .. } = proof.principal() {
        loaded.reason = store::access_reason::find(tx, proof, *user).await?;
        let restraint = store::restraint::find(tx, *user).await?;
        loaded.restrained = restraint.map(|restraint| restraint.since);
    }
    Ok((loaded, Team::read(tx, program).await?))
}

/// Whether this principal has a permission on a case, by what is stored now.
pub(crate) async fn on_case<P: Permission>(
    tx: &store::Tx<'_>,
    principal: &Principal,
    program: &ProgramId,
    case: CaseId,
) -> Result<Authorized<P>, Error> {
    let facts = store::case_file::facts(tx, program, case).await?.ok_or(Error::NotFound)?;
    Ok(decide::<P>(principal, Target::Case(facts))?)
}

/// The case of a handle, with a permission on it. One that is not there and one that may not be known of
/// are the same.
async fn named<P: Permission>(
    tx: &store::Tx<'_>,
    principal: &Principal,
    program: &ProgramId,
    handle: &str,
) -> Result<(CaseId, Authorized<P>), Error> {
    let queue = decide::<ReadQueue>(principal, Target::Program(program.clone()))?;
    let case = store::case_file::by_handle(tx, &queue, handle).await?.ok_or(Error::NotFound)?;
    Ok((case, on_case::<P>(tx, principal, program, case).await?))
}

impl Desk {
    /// Asks for a permission on a case, by what is stored now.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`].
    pub(crate) async fn enter<P: Permission + Send + Sync + 'static>(
        &self,
        principal: &Principal,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<Authorized<P>, Error> {
        let (principal, id) = (principal.clone(), program.clone());
        self.read(move |tx| {
            let (principal, id) = (principal.clone(), id.clone());
            Box::pin(async move { on_case::<P>(tx, &principal, &id, case).await })
        })
        .await
    }

    /// The case of a handle, when this member may see the program's queue.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown handle and for one in a program the member has no role in.
    pub async fn case_by_handle(
        &self,
        member: &Member,
        program: &ProgramId,
        handle: &str,
    ) -> Result<CaseId, Error> {
        let (principal, id) = (member.principal(), program.clone());
        let handle = handle.trim().to_ascii_uppercase();
        self.read(move |tx| {
            let (principal, id, handle) = (principal.clone(), id.clone(), handle.clone());
            Box::pin(async move {
                named::<SeeCase>(tx, &principal, &id, &handle).await.map(|(case, _)| case)
            })
        })
        .await
    }

    /// Opens a case for a member of its team, to be shown.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist or is not theirs, [`Error::ReasonNeeded`] when they have to
    /// say first why they read it.
    pub async fn open_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<OpenCase, Error> {
        self.open_case_for(Purpose::Show, member, program, case).await
    }

    pub(crate) async fn open_case_for(
        &self,
        purpose: Purpose,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<OpenCase, Error> {
        let (principal, id) = (member.principal(), program.clone());
        let (loaded, team) = self
            .read(move |tx| {
                let (principal, id) = (principal.clone(), id.clone());
                Box::pin(async move {
                    let proof = on_case::<ReadCase>(tx, &principal, &id, case).await?;
                    load_with_team(tx, &proof, &id).await
                })
            })
            .await?;
        self.open_loaded(purpose, member, program, case, loaded, &team).await
    }

    /// Who a session belongs to and the case of a handle, opened for them: everything a page about a case
    /// needs, read at once. Nothing for a session that is no member's.
    ///
    /// # Errors
    /// When the store does; [`Error::NotFound`], for a case that does not exist or is not theirs, comes
    /// beside the member.
    pub async fn case_of_session(
        &self,
        cookie: Option<&str>,
        program: &ProgramId,
        handle: &str,
    ) -> Result<Option<(Member, Result<OpenCase, Error>)>, Error> {
        let (id, handle) = (program.clone(), handle.trim().to_ascii_uppercase());
        let read = self
            .read_as_member(cookie, move |tx, principal| {
                let (id, handle) = (id.clone(), handle.clone());
                Box::pin(async move {
                    let (case, proof) = named::<ReadCase>(tx, &principal, &id, &handle).await?;
                    let (loaded, team) = load_with_team(tx, &proof, &id).await?;
                    Ok((case, loaded, team))
                })
            })
            .await?;
        let Some((member, outcome)) = read else { return Ok(None) };
        let opened = match outcome {
            Ok((case, loaded, team)) => {
                self.open_loaded(Purpose::Show, &member, program, case, loaded, &team).await
            }
            Err(error) => Err(error),
        };
        Ok(Some((member, opened)))
    }

    async fn open_loaded(
        &self,
        purpose: Purpose,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        loaded: Loaded,
        team: &Team,
    ) -> Result<OpenCase, Error> {
        if purpose == Purpose::Show {
            self.admit_reader(member, program, case, &loaded).await?;
        }
        let names = team.names();
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        // Somebody named on this one case has its key, not the team's.
        let own = loaded.keys.iter().find(|key| {
            key.holder_kind == GUEST_HOLDER && *key.holder_id == *member.user.as_bytes()
        });
        if let Some(own) = own {
            let key = CaseKey::from_guest_wrap(context, &member.root, &own.wrap)?;
            let key = whole(key, context, &loaded.keys)?;
            let (key, generation) =
                self.renewed_case_key(member, program, case, key, &loaded.keys, team).await;
            let opened = self.opened(program.clone(), case, key, loaded)?;
            return Ok(OpenCase { names, generation, ..opened });
        }
        let wrap = loaded
            .keys
            .iter()
            .filter(|key| key.holder_kind == TEAM_HOLDER)
            .max_by_key(|key| key.epoch)
            .ok_or(Error::NotFound)?
            .clone();
        let root = self.team_root_in(member, program, wrap.epoch, team)?;
        let key =
            whole(CaseKey::from_team_wrap(context, &root, &wrap.wrap)?, context, &loaded.keys)?;
        if seal::case_key::is_intake_wrap(&wrap.wrap) {
            self.rewrap(member, program, case, &root, &key, wrap.epoch).await;
        }
        let (key, generation) =
            self.renewed_case_key(member, program, case, key, &loaded.keys, team).await;
        let opened = self.opened(program.clone(), case, key, loaded)?;
        Ok(OpenCase { names, generation, ..opened })
    }

    /// Opens a case with the key that was wrapped for somebody named on it.
    pub(crate) async fn open_with_own_key(
        &self,
        member: &Member,
        proof: Authorized<ReadShared>,
    ) -> Result<OpenCase, Error> {
        let program = proof.program().cloned().ok_or(Error::NotFound)?;
        let case = proof.case().ok_or(Error::NotFound)?;
        let loaded = self.load_case(proof).await?;
        let details = AuditDetails { theirs: Some(true), ..AuditDetails::default() };
        let record = Record::on_case("SharedCaseRead", member.user, &program, case, self.now())
            .with(details);
        self.audit_read(record, member.proven == Proven::AtConsole).await?;
        let own = loaded
            .keys
            .iter()
            .find(|key| {
                key.holder_kind == GUEST_HOLDER && *key.holder_id == *member.user.as_bytes()
            })
            .ok_or(Error::NotFound)?;
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        let key = CaseKey::from_guest_wrap(context, &member.root, &own.wrap)?;
        let key = Arc::new(whole(key, context, &loaded.keys)?);
        self.opened(program, case, key, loaded)
    }

    /// Opens the case of a party with the key that its secret opened.
    pub(crate) async fn open_for_party<P>(
        &self,
        party: &Party,
        proof: Authorized<P>,
    ) -> Result<OpenCase, Error>
    where
        P: Permission + Send + Sync + 'static,
        Authorized<P>: OpensCase + Clone + Send + Sync + 'static,
    {
        let loaded = self.load_case(proof).await?;
        self.opened(party.program.clone(), party.case, Arc::clone(&party.key), loaded)
    }

    /// Opens the case of a receipt.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist.
    pub async fn open_for_reporter(&self, reporter: &Reporter) -> Result<OpenCase, Error> {
        let proof = decide::<ReadMailbox>(
            &reporter.principal(),
            Target::Mailbox(reporter.program.clone(), reporter.case),
        )?;
        let loaded = self.load_case(proof).await?;
        let key = Arc::clone(&reporter.key);
        self.opened(reporter.program.clone(), reporter.case, key, loaded)
    }

    /// Opens a case with a key that is at hand already.
    pub(crate) async fn open_case_with(
        &self,
        proof: Authorized<ReadCase>,
        program: &ProgramId,
        case: CaseId,
        key: CaseKey,
    ) -> Result<OpenCase, Error> {
        let loaded = self.load_case(proof).await?;
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        let key = Arc::new(whole(key, context, &loaded.keys)?);
        self.opened(program.clone(), case, key, loaded)
    }

    async fn load_case<P>(&self, proof: Authorized<P>) -> Result<Loaded, Error>
    where
        P: Permission + Send + Sync + 'static,
        Authorized<P>: OpensCase + Clone + Send + Sync + 'static,
    {
        self.read(move |tx| {
            let proof = proof.clone();
            Box::pin(async move { load(tx, &proof).await?.ok_or(Error::NotFound) })
        })
        .await
    }

    async fn rewrap(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        team: &TeamRoot,
        key: &CaseKey,
        epoch: u32,
    ) {
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        // Who only reads may not write; the next member who may will do it. Failing here costs only time.
        let Ok(proof) = self.enter::<ActOnCase>(&member.principal(), program, case).await else {
            return;
        };
        let Ok(wrap) = key.rewrap_under_team(context, team, &mut SystemRandom) else { return };
        let row = CaseKeyRow {
            holder_kind: TEAM_HOLDER.to_owned(),
            holder_id: Vec::new().into(),
            epoch,
            wrap: wrap.into(),
        };
        let stored = self
            .write(move |tx| {
                let (proof, row) = (proof.clone(), row.clone());
                Box::pin(async move { Ok(store::case_key::put(tx, &proof, &row).await?) })
            })
            .await;
        if let Err(error) = stored {
            tracing::debug!(%error, "a case key was not rewrapped");
        }
    }

    fn opened(
        &self,
        program: ProgramId,
        id: CaseId,
        key: Arc<CaseKey>,
        loaded: Loaded,
    ) -> Result<OpenCase, Error> {
        let Loaded { row, events: rows, reports, files, keys, may, restricted, .. } = loaded;
        let events = record::open_all(&key, &program, id, &rows)?;
        let state = case::fold(&events);
        let policy = self
            .policy_of_case(&*self.program(&program)?, row.policy_version)
            .ok_or_else(|| Error::bug("policy version of a case", &row.policy_version))?;
        let clocks = case::clocks(&policy, &events, self.now());
        let mut opened_reports = Vec::with_capacity(reports.len());
        for report in reports {
            let Some(body) = open_report(&key, &program, id, &report)? else { continue };
            let mut body: ReportBody = serde_json::from_slice(&body).map_err(|error| {
                Error::bug("report from JSON", &format!("{:?}", error.classify()))
            })?;
            if let Some(sender) = open_sender(&key, &program, id, &report)? {
                body.identity = sender;
            }
            opened_reports.push((report.received_at, body));
        }
        let files = files
            .iter()
            .map(|file| crate::file::facts(&key, &program, id, file))
            .collect::<Result<_, _>>()?;
        Ok(OpenCase {
            handle: row.handle.clone(),
            opened_at: row.opened_at,
            replay: row.replay,
            last_seq: row.last_seq,
            program,
            id,
            policy,
            state,
            events,
            clocks,
            reports: opened_reports,
            files,
            row,
            rows,
            key,
            generation: generation(&keys),
            restricted,
            may,
            names: BTreeMap::new(),
        })
    }
}

/// A report as it was sent, word for word; nothing when it was erased.
pub(crate) fn open_report(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    report: &ReportRow,
) -> Result<Option<seal::Opened>, Error> {
    open_column(key, program, case, report, ("sealed_body", report.sealed_body.as_ref()))
}

/// Who sent a report; nothing when they did not say, or it was erased.
pub(crate) fn open_sender(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    report: &ReportRow,
) -> Result<Option<Identity>, Error> {
    let sealed = ("sealed_identity", report.sealed_identity.as_ref());
    let Some(text) = open_column(key, program, case, report, sealed)? else { return Ok(None) };
    let read = serde_json::from_slice(&text);
    // The parser's own sentence may quote what it read.
    read.map(Some).map_err(|error: serde_json::Error| {
        Error::bug("sender from JSON", &format!("{:?}", error.classify()))
    })
}

fn open_column(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    report: &ReportRow,
    (column, sealed): (&'static str, Option<&store::Bytes>),
) -> Result<Option<seal::Opened>, Error> {
    let Some(sealed) = sealed else { return Ok(None) };
    let row = row_key(&[program.as_str().as_bytes(), case.as_bytes(), report.report_id.as_bytes()]);
    let place = FieldContext { table: "report", column, row: &row, version: 1 };
    Ok(Some(key.open(&place, sealed)?))
}
