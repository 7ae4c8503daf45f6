//! A case goes over to another program of the instance, with its history, its files, its reporter and its parties.
//!
//! Everything is sealed anew under a key that only the other team, the reporter and the parties are given: whoever
//! had the old one opens nothing of what is written from now on, and nothing of what was, since the copy of the old
//! team is erased in the same transaction. The other log commits to the same bytes as the old one did (the salts go
//! along), so that whoever has both can compare them; an entry in each names the other. Receipts and party keys go on
//! working, as they are found by their hashes and not by a program.
//!
//! It must never destroy anything: this erasure is not noted beside the anchors, and a restored backup of an earlier
//! time has the case where it was then.

use std::sync::Arc;

use access::{
    ActOnCase, AppendLedger, Authorized, CaseFacts, EraseCase, ExportCase, ReadQueue, RunJobs,
    Stage, SubmitReport, Target, decide,
};
use case::{Actor, Event, Fact, NewFact, Place};
use credential::session::Act;
use policy::id::{CaseId, ProgramId};
use seal::{CaseContext, CaseKey, FieldContext, PublicKey, row_key};
use store::Tx;
use store::advisory::AdvisoryRow;
use store::case_file::CaseFileRow;
use store::case_key::CaseKeyRow;
use store::deadline::DeadlineRow;
use store::event::EventRow;
use store::file::FileRow;
use store::outbox::NewWork;
use store::party::PartyRow;
use store::receipt::ReceiptRow;
use store::report::ReportRow;

use crate::Desk;
use crate::act_on_case::{case_row, deadline_rows};
use crate::advisory::moved_draft;
use crate::attachment::Attachments;
use crate::case_key::{REPORTER_HOLDER, require_generation, row as key_row};
use crate::erasure::{Erasing, Part, TRANSFERRED, erase};
use crate::error::Error;
use crate::file::NewFile;
use crate::open_case::{OpenCase, Purpose, TEAM_HOLDER, on_case, open_report, open_sender};
use crate::party::moved_party;
use crate::program::Program;
use crate::random::{self, SystemRandom};
use crate::record::{self, Leaf};
use crate::visitor::Member;

/// Where a case is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transferred {
    /// The program.
    pub program: ProgramId,
    /// Its handle there: the same, where no other case had it.
    pub handle: String,
}

/// The rows of a case as they are stored, besides its events.
struct Rows {
    reports: Vec<ReportRow>,
    files: Vec<FileRow>,
    receipts: Vec<ReceiptRow>,
    parties: Vec<PartyRow>,
    advisories: Vec<AdvisoryRow>,
    keys: Vec<CaseKeyRow>,
}

/// The case as the other program will have it: ready to be written.
struct Moved {
    row: CaseFileRow,
    /// Its handle, where another case has that already.
    other_handle: String,
    leaves: Vec<Leaf>,
    events: Vec<EventRow>,
    deadlines: Vec<DeadlineRow>,
    reports: Vec<ReportRow>,
    files: Vec<FileRow>,
    receipts: Vec<ReceiptRow>,
    parties: Vec<PartyRow>,
    advisories: Vec<AdvisoryRow>,
    keys: Vec<CaseKeyRow>,
    notice: NewWork,
}

/// The events of a case as the other program will have them.
struct MovedEvents {
    rows: Vec<EventRow>,
    leaves: Vec<Leaf>,
    history: Vec<Event>,
}

/// Everything that the transaction is asked with.
struct Ask {
    case: CaseId,
    expected: u64,
    generation: Option<store::Bytes>,
    from: ProgramId,
    to: ProgramId,
    principal: access::Principal,
    by: String,
    now: clock::Instant,
    jobs: Authorized<RunJobs>,
    append_from: Authorized<AppendLedger>,
    append_to: Authorized<AppendLedger>,
    queue: Authorized<ReadQueue>,
    submit: Authorized<SubmitReport>,
}

impl Ask {
    /// What the entry in each of the two logs says.
    fn leaf(&self, act: &str, way: &str, other: &ProgramId) -> Result<Leaf, Error> {
        let object = format!("case:{}/{way}:{other}", self.case);
        Leaf::of_act(act, &object, &self.by, None, self.now)
    }
}

fn no(message: impl Into<String>) -> Error {
    Error::field("to", message)
}

/// What has to be settled before a case can go over.
fn check(opened: &OpenCase) -> Result<(), Error> {
    let state = &opened.state;
    if opened.restricted {
        return Err(no(
            "A restricted case cannot go over: open it to the team first, and restrict it there anew.",
        ));
    }
    let linked = state.original.is_some()
        || state.parent.is_some()
        || !state.duplicates.is_empty()
        || !state.children.is_empty();
    if linked {
        return Err(no(
            "Other cases of this program belong to it (a duplicate, a merged or a split one), and would lose each other. Accept a duplicate anew to let it stand for itself, or hand the case over as a sealed export.",
        ));
    }
    if state.advisory.is_some() {
        return Err(no(
            "Its advisory is published by this program and stays there. Hand the case over as a sealed export.",
        ));
    }
    Ok(())
}

impl Desk {
    /// Hands a case over to another program of the instance, whose team goes on with it under the policy that it
    /// was received under. The old team opens nothing of it any more. Guests of the case stay behind.
    ///
    /// # Errors
    /// [`Error::Fields`] with what stands in the way, [`Error::NotFound`] or [`Error::Forbidden`] for somebody who
    /// may not take the case out and erase it here, or may not work on cases there.
    pub async fn transfer_case(
        &self,
        member: &Member,
        from: &ProgramId,
        case: CaseId,
        to: &ProgramId,
    ) -> Result<Transferred, Error> {
        let principal = member.principal();
        self.enter::<ExportCase>(&principal, from, case).await?;
        self.enter::<EraseCase>(&principal, from, case).await?;
        self.require_fresh(member, Act::ExportCase)?;
        if from == to {
            return Err(no("The case is in that program already."));
        }
        let unknown = || no("There is no such program, or you do not work on its cases.");
        let there = self.program(to).map_err(|_| unknown())?;
        let begins = CaseFacts { program: to.clone(), case, stage: Stage::Open, restricted: false };
        decide::<ActOnCase>(&principal, Target::Case(begins)).map_err(|_| unknown())?;
        let opened = self.open_case_for(Purpose::Step, member, from, case).await?;
        check(&opened)?;
        let rows = self.rows_of(&opened, &principal).await?;

        let key = Arc::new(CaseKey::generate(&mut SystemRandom));
        let mut attachments = self.attachments(to.clone(), case, Arc::clone(&key));
        let outcome = async {
            let files = self.move_files(&opened, &rows, &principal, &mut attachments).await?;
            let moved = self.moved(&opened, rows, &there, member, &key, files)?;
            let target = |program: &ProgramId| Target::Program(program.clone());
            let system = access::Principal::System;
            let ask = Ask {
                case,
                expected: opened.last_seq,
                generation: opened.generation.clone(),
                from: from.clone(),
                to: to.clone(),
                by: format!("member:{}", member.user),
                now: self.now(),
                jobs: decide(&system, target(from))?,
                append_from: decide(&system, target(from))?,
                append_to: decide(&system, target(to))?,
                queue: decide(&principal, target(to))?,
                submit: decide(&principal, target(to))?,
                principal,
            };
            let work = Arc::new((ask, moved));
            self.write(move |tx| {
                let work = Arc::clone(&work);
                Box::pin(async move { write(tx, &work.0, &work.1).await })
            })
            .await
        };
        match outcome.await {
            Ok((erased, handle)) => {
                self.remove_files(from, &erased).await;
                Ok(Transferred { program: to.clone(), handle })
            }
            // What could not be told to have been stored may have been: what was not is swept.
            Err(error @ Error::Unavailable) => Err(error),
            Err(error) => {
                attachments.discard().await;
                Err(error)
            }
        }
    }

    async fn rows_of(
        &self,
        opened: &OpenCase,
        principal: &access::Principal,
    ) -> Result<Rows, Error> {
        let proof = self.enter::<ActOnCase>(principal, &opened.program, opened.id).await?;
        self.read(move |tx| {
            let proof = proof.clone();
            Box::pin(async move {
                Ok(Rows {
                    reports: store::report::of_case(tx, &proof).await?,
                    files: store::file::of_case(tx, &proof).await?,
                    receipts: store::receipt::of_case(tx, &proof).await?,
                    parties: store::party::of_case(tx, &proof).await?,
                    advisories: store::advisory::of_case(tx, &proof).await?,
                    keys: store::case_key::of_case(tx, &proof).await?,
                })
            })
        })
        .await
    }

    /// The files, sealed under the new key: each with the event that it came with.
    async fn move_files(
        &self,
        opened: &OpenCase,
        rows: &Rows,
        principal: &access::Principal,
        attachments: &mut Attachments,
    ) -> Result<Vec<FileRow>, Error> {
        let proof = self.enter::<ExportCase>(principal, &opened.program, opened.id).await?;
        for row in &rows.files {
            let name = store::file::blob_name(&proof, row.file_id)?;
            let content = self.content(&opened.key, &opened.files, row.file_id, &name).await?;
            let file = NewFile { name: content.name, bytes: content.bytes };
            attachments.add(&file).await?;
        }
        let moved = attachments.rows(0).into_iter().zip(&rows.files);
        Ok(moved
            .map(|(row, before)| FileRow { seq: before.seq, created_at: before.created_at, ..row })
            .collect())
    }

    fn moved(
        &self,
        opened: &OpenCase,
        rows: Rows,
        there: &Program,
        member: &Member,
        key: &CaseKey,
        files: Vec<FileRow>,
    ) -> Result<Moved, Error> {
        let (to, case, now) = (&there.id, opened.id, self.now());
        let mut rng = SystemRandom;
        let context = CaseContext { program: to.as_str(), case: case.as_bytes() };
        let team = there.team.clone().ok_or_else(|| {
            no("That program is being set up: nobody there could open the case yet.")
        })?;
        let mut keys = vec![key_row(
            TEAM_HOLDER,
            &[],
            team.epoch,
            key.wrap_to_team(context, team.epoch, &team.key, &mut rng)?,
        )];
        let holds = |id: &[u8]| {
            rows.keys.iter().any(|row| row.holder_kind == REPORTER_HOLDER && *row.holder_id == *id)
        };
        for receipt in rows.receipts.iter().filter(|receipt| holds(&receipt.locator_hash.0)) {
            let public = PublicKey::from_bytes(&receipt.public_key)?;
            let wrap = key.wrap_to_reporter(context, &public, &mut rng)?;
            keys.push(key_row(REPORTER_HOLDER, &receipt.locator_hash.0, 0, wrap));
        }
        let mut parties = Vec::with_capacity(rows.parties.len());
        for party in &rows.parties {
            let (party, wrap) = moved_party(opened, party, (to, key))?;
            parties.push(party);
            keys.push(wrap);
        }
        let mut advisories = Vec::new();
        for row in &rows.advisories {
            advisories.extend(moved_draft(opened, row, (to, key), now)?);
        }
        let mut reports = Vec::with_capacity(rows.reports.len());
        for report in rows.reports {
            reports.push(moved_report(opened, report, (to, key))?);
        }
        let MovedEvents { rows: events, leaves, history } =
            self.moved_events(opened, to, member, key)?;
        let state = case::fold(&history);
        let clocks = case::clocks(&opened.policy, &history, now);
        let row = case_row(
            key,
            to,
            case,
            &opened.handle,
            opened.opened_at,
            opened.row.policy_version,
            &state,
            &clocks,
            opened.replay,
        )?;
        Ok(Moved {
            row,
            other_handle: random::handle(),
            leaves,
            events,
            deadlines: deadline_rows(&clocks),
            reports,
            files,
            receipts: rows.receipts,
            parties,
            advisories,
            keys,
            notice: NewWork {
                outbox_id: random::outbox_id(now),
                kind: "case-transferred".to_owned(),
                case_id: Some(case),
                payload: Vec::new().into(),
                created_at: now,
                run_at: now,
                dedupe_key: crate::inner::dedupe_key(&format!("case-transferred/{to}/{case}")),
            },
        })
    }

    /// The events, sealed under the new key and committed to with the salts of before; and that they went over.
    fn moved_events(
        &self,
        opened: &OpenCase,
        to: &ProgramId,
        member: &Member,
        key: &CaseKey,
    ) -> Result<MovedEvents, Error> {
        let mut history = opened.events.clone();
        let (mut rows, mut leaves) = (Vec::new(), Vec::new());
        let mut keep = |prepared: record::Prepared| {
            leaves.push(prepared.leaf);
            rows.push(prepared.row);
        };
        for (row, event) in opened.rows.iter().zip(&opened.events) {
            let text = record::open_with_salt(&opened.key, &opened.program, opened.id, row)?
                .ok_or(Error::NotFound)?;
            keep(record::prepare_as(key, to, opened.id, row.seq, event, &text)?);
        }
        let now = self.now();
        let fact = Fact::Transferred {
            from: opened.program.to_string(),
            log: self.program(&opened.program)?.origin.clone(),
        };
        let new = NewFact {
            on: Place::ThisCase,
            happened: now,
            learned: now,
            recorded: now,
            actor: Actor::Member(member.user),
            visibility: fact.visibility(),
            fact,
        };
        let last = history.last().map(|event| event.recorded);
        let event = new.into_event(random::event_id(now), last);
        keep(record::prepare(key, to, opened.id, opened.last_seq + 1, &event)?);
        history.push(event);
        Ok(MovedEvents { rows, leaves, history })
    }
}

fn moved_report(
    opened: &OpenCase,
    report: ReportRow,
    (to, key): (&ProgramId, &CaseKey),
) -> Result<ReportRow, Error> {
    let place =
        row_key(&[to.as_str().as_bytes(), opened.id.as_bytes(), report.report_id.as_bytes()]);
    let sealed = |column, text: &[u8]| {
        let place = FieldContext { table: "report", column, row: &place, version: 1 };
        key.seal(&place, text, &mut SystemRandom).map(store::Bytes::from)
    };
    let body = open_report(&opened.key, &opened.program, opened.id, &report)?;
    let sender = open_sender(&opened.key, &opened.program, opened.id, &report)?
        .map(|sender| serde_json::to_vec(&sender))
        .transpose()
        .map_err(|error| Error::bug("sender to JSON", &error))?;
    Ok(ReportRow {
        sealed_body: body.map(|text| sealed("sealed_body", &text)).transpose()?,
        sealed_identity: sender.map(|text| sealed("sealed_identity", &text)).transpose()?,
        ..report
    })
}

async fn write(tx: &Tx<'_>, ask: &Ask, moved: &Moved) -> Result<(Erasing, String), Error> {
    on_case::<EraseCase>(tx, &ask.principal, &ask.from, ask.case).await?;
    let proof = on_case::<ActOnCase>(tx, &ask.principal, &ask.from, ask.case).await?;
    require_generation(tx, &proof, ask.generation.as_ref()).await?;
    let stands = store::case_file::of_case(tx, &proof).await?.ok_or(Error::NotFound)?;
    if stands.last_seq != ask.expected {
        return Err(Error::Conflict);
    }
    if store::case_file::facts(tx, &ask.to, ask.case).await?.is_some() {
        return Err(no(
            "That program had this case before, and its log keeps what was recorded then. Hand the case back as a sealed export.",
        ));
    }
    let entered = store::case_file::enter(tx, &ask.jobs, &ask.from, ask.case)
        .await?
        .ok_or(Error::NotFound)?;
    // A receipt is found by its hash alone, which stands in one place.
    for receipt in &moved.receipts {
        store::receipt::remove(tx, &entered, receipt.locator_hash).await?;
    }
    let leaf = ask.leaf("CaseHandedOver", "to", &ask.to)?;
    crate::ledger_log::append_act(tx, &ask.append_from, &[leaf]).await?;
    let what = (Part::Case, TRANSFERRED);
    let erased = erase(tx, &ask.append_from, &entered, ask.case, what, &ask.by, ask.now).await?;

    let leaf = ask.leaf("CaseTakenOver", "from", &ask.from)?;
    crate::ledger_log::append_act(tx, &ask.append_to, &[leaf]).await?;
    let first = crate::ledger_log::append(tx, &ask.append_to, &moved.leaves).await?;
    let mut row = moved.row.clone();
    if store::case_file::by_handle(tx, &ask.queue, &row.handle).await?.is_some() {
        row.handle.clone_from(&moved.other_handle);
    }
    let there = store::case_file::open(tx, &ask.submit, ask.case, &row).await?;
    let mut events = moved.events.clone();
    for (place, event) in (first..).zip(&mut events) {
        event.leaf_index = place;
    }
    store::event::append(tx, &there, &events).await?;
    store::deadline::insert(tx, &there, &moved.deadlines).await?;
    for report in &moved.reports {
        store::report::insert(tx, &there, report).await?;
    }
    for key in &moved.keys {
        store::case_key::put(tx, &there, key).await?;
    }
    for receipt in &moved.receipts {
        store::receipt::insert(tx, &there, receipt).await?;
    }
    for party in &moved.parties {
        store::party::put(tx, &there, party).await?;
    }
    for file in &moved.files {
        store::file::insert(tx, &there, file).await?;
    }
    for advisory in &moved.advisories {
        store::advisory::insert(tx, &there, advisory).await?;
    }
    store::outbox::enqueue(tx, &ask.to, &moved.notice).await?;
    Ok((erased, row.handle))
}
