//! A report arrives: it is sealed, stamped with the policy in force, and acknowledged only when stored.
//!
//! Everything is prepared before the transaction (keys, sealing, clocks), so that the one writer does
//! nothing but write. The same form or API request sent twice makes one case and gives the same receipt.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{AppendLedger, Principal, SubmitReport, Target, decide};
use case::{Affected, Arrival, Case, Event};
use clock::Instant;
use policy::id::{CaseId, ProgramId};
use policy::{IntakeState, PolicyVersion};
use seal::{CaseContext, FieldContext, Receipt, row_key};
use sha2::{Digest, Sha256};
use store::case_key::CaseKeyRow;
use store::outbox::NewWork;
use store::receipt::ReceiptRow;
use store::report::ReportRow;
use store::submission::SubmissionRow;

use crate::Desk;
use crate::attachment::Attachments;
use crate::error::{Error, FieldError};
use crate::file::NewFile;
use crate::form_token::FormToken;
use crate::program::Program;
use crate::random::{self, SystemRandom};
use crate::record::{self, Prepared};
use crate::report_body::{FieldText, Identity, ReportBody};

/// What a reporter sends.
pub struct Submission {
    /// Texts by field id of the policy's form.
    pub fields: BTreeMap<String, String>,
    /// Who sends it.
    pub identity: Identity,
    /// Whether the reporter's details may be passed on.
    pub may_pass_on: bool,
    /// How the reporter wants to be credited.
    pub credit: Option<String>,
    /// Files that came whole with it, to be sealed.
    pub files: Vec<NewFile>,
    /// Files that were sealed while they arrived ([`Desk::attach_to_report`]).
    pub sealed: Option<Attachments>,
    /// The reporter sends it although required fields are empty.
    pub incomplete: bool,
    /// How it came: `form`, `api`, `replay`.
    pub channel: &'static str,
    /// Where it was replayed from.
    pub replay_of: Option<String>,
}

/// By what a repeated submission is recognised.
pub enum SubmissionKey {
    /// The token of a form: an edited form sent again is a new report.
    Form(FormToken),
    /// An `Idempotency-Key` of the API: another body under the same key is refused.
    Api(String),
    /// None: never the same twice.
    Fresh,
}

/// A report that is stored.
pub struct Received {
    /// What opens it again; shown once.
    pub receipt: Receipt,
    /// The case's handle.
    pub handle: String,
    /// The case.
    pub case: CaseId,
    /// When it was received.
    pub at: Instant,
    /// The policy version it is held to.
    pub policy: PolicyVersion,
    /// What is now owed.
    pub clocks: Vec<case::Clock>,
    /// Whether this submission had been received before.
    pub again: bool,
}

/// Most bytes in one field.
const MOST_FIELD_BYTES: usize = 256 * 1024;
/// Most bytes in a title.
const MOST_TITLE_BYTES: usize = 500;

impl Desk {
    /// Stores a report.
    ///
    /// # Errors
    /// [`Error::Fields`] when something must change, [`Error::IntakeClosed`] when the program takes none,
    /// [`Error::KeyReused`] when the idempotency key came with another body.
    pub async fn submit_report(
        &self,
        principal: &Principal,
        program: &ProgramId,
        mut submission: Submission,
        key: SubmissionKey,
    ) -> Result<Received, Error> {
        let mut attachments = match submission.sealed.take() {
            Some(sealed) => sealed,
            None => self.attach_to_report(program)?,
        };
        let outcome = self.take_in(principal, program, submission, key, &mut attachments).await;
        match &outcome {
            Ok(received) if !received.again => {}
            // It may have been stored after all: what was not is swept.
            Err(Error::Unavailable) => {}
            _ => attachments.discard().await,
        }
        outcome
    }

    async fn take_in(
        &self,
        principal: &Principal,
        program: &ProgramId,
        submission: Submission,
        key: SubmissionKey,
        attachments: &mut Attachments,
    ) -> Result<Received, Error> {
        let proof = decide::<SubmitReport>(principal, Target::Program(program.clone()))?;
        let program = self.program(program)?;
        let now = self.now();
        let policy = Arc::clone(&program.policy);
        check_intake(&program, now)?;
        let team = program.team.clone().ok_or_else(|| {
            Error::IntakeClosed("This program is being set up and cannot take reports here yet. Please use one of its other contacts.".to_owned())
        })?;
        let Submission {
            fields,
            identity,
            may_pass_on,
            credit,
            files,
            sealed: _,
            incomplete,
            channel,
            replay_of,
        } = submission;
        check_fields(&policy, &fields, &identity, incomplete)?;
        let body = ReportBody {
            title: title_of(&policy, &fields),
            fields: policy
                .report_form()
                .fields
                .iter()
                .filter_map(|field| {
                    let text = fields.get(&field.id).map(|text| text.trim())?;
                    (!text.is_empty()).then(|| FieldText {
                        id: field.id.clone(),
                        label: field.label.clone(),
                        text: text.to_owned(),
                    })
                })
                .collect(),
            identity,
            may_pass_on,
            credit: credit.filter(|line| !line.trim().is_empty()),
            files: attachments
                .names()
                .chain(files.iter().map(|file| file.name.as_str()))
                .map(str::to_owned)
                .collect(),
            replay_of,
        };
        let body_json = serde_json::to_vec(&body).map_err(|e| Error::bug("report to JSON", &e))?;
        let identity_json = match &body.identity {
            Identity::Anonymous => None,
            known => {
                Some(serde_json::to_vec(known).map_err(|e| Error::bug("identity to JSON", &e))?)
            }
        };
        let identity_json = identity_json.as_deref();
        let body_hash = hash_of(&body_json, identity_json, attachments, &files);

        let (receipt, submission_row) = self.receipt_for(&program.id, &key, &body_hash, now)?;
        if let Some(row) = &submission_row
            && let Some(known) = self.known_submission(&proof, row.key_hash).await?
        {
            if known.body_hash.0 != body_hash {
                return Err(Error::KeyReused);
            }
            return self.received_before(&program, known.case_id, receipt).await;
        }

        for file in &files {
            attachments.add(file).await?;
        }
        let (case_id, case_key) = (attachments.case(), attachments.key());
        let report_id = random::report_id(now);
        let context = CaseContext { program: program.id.as_str(), case: case_id.as_bytes() };
        let affected = affected_of(&body);
        let new_facts = case::receive(
            Arrival {
                case: case_id,
                report: report_id,
                digest: Some(crate::inner::hex(&Sha256::digest(&body_json))),
                title: body.title.as_str().into(),
                affected,
                credit: body.credit.as_deref().map(Into::into),
                sent: None,
                embargo_ends: None,
            },
            &policy,
            now,
        );
        let mut events: Vec<Event> = Vec::with_capacity(new_facts.len());
        for fact in new_facts {
            let last = events.last().map(|event: &Event| event.recorded);
            events.push(fact.into_event(random::event_id(now), last));
        }
        let mut prepared: Vec<Prepared> = Vec::with_capacity(events.len());
        for (seq, event) in (1..).zip(&events) {
            prepared.push(record::prepare(&case_key, &program.id, case_id, seq, event)?);
        }
        let folded: Case = case::fold(&events);
        let clocks = case::clocks(&policy, &events, now);

        let report_row =
            row_key(&[program.id.as_str().as_bytes(), case_id.as_bytes(), report_id.as_bytes()]);
        let sealed = |column, text| {
            let place = FieldContext { table: "report", column, row: &report_row, version: 1 };
            case_key.seal(&place, text, &mut SystemRandom).map(store::Bytes::from)
        };
        let handle = random::handle();
        // Derived from the receipt, which costs as much as sealing to it: once.
        let reporter_key = receipt.public_key();
        let stored = Arc::new(Stored {
            case_id,
            case_row: crate::act_on_case::case_row(
                &case_key,
                &program.id,
                case_id,
                &handle,
                now,
                policy.version(),
                &folded,
                &clocks,
                channel == "replay",
            )?,
            report: ReportRow {
                report_id,
                received_at: now,
                policy_version: policy.version(),
                channel: channel.to_owned(),
                sealed_body: Some(sealed("sealed_body", &body_json)?),
                sealed_identity: identity_json
                    .map(|text| sealed("sealed_identity", text))
                    .transpose()?,
            },
            keys: vec![
                CaseKeyRow {
                    holder_kind: "team".to_owned(),
                    holder_id: Vec::new().into(),
                    epoch: team.epoch,
                    wrap: case_key
                        .wrap_to_team(context, team.epoch, &team.key, &mut SystemRandom)?
                        .into(),
                },
                CaseKeyRow {
                    holder_kind: "reporter".to_owned(),
                    holder_id: receipt.locator_hash().into(),
                    epoch: 0,
                    wrap: case_key
                        .wrap_to_reporter(context, &reporter_key, &mut SystemRandom)?
                        .into(),
                },
            ],
            receipt: ReceiptRow {
                locator_hash: receipt.locator_hash().into(),
                auth_hash: receipt.authenticator_hash().into(),
                public_key: reporter_key.to_bytes().into(),
                created_at: now,
            },
            deadlines: crate::act_on_case::deadline_rows(&clocks),
            leaves: prepared.iter().map(|prepared| prepared.leaf.clone()).collect(),
            events: prepared.into_iter().map(|prepared| prepared.row).collect(),
            files: attachments.rows(1),
            submission: submission_row.map(|row| SubmissionRow { case_id, ..row }),
            notice: NewWork {
                outbox_id: random::outbox_id(now),
                kind: "report-received".to_owned(),
                case_id: Some(case_id),
                payload: Vec::new().into(),
                created_at: now,
                run_at: now,
                dedupe_key: crate::inner::dedupe_key(&format!("report-received/{case_id}")),
            },
        });
        let append =
            decide::<AppendLedger>(&Principal::System, Target::Program(program.id.clone()))?;
        let row = Arc::clone(&stored);
        let outcome = self
            .write(move |tx| {
                let (proof, append, row) = (proof.clone(), append.clone(), Arc::clone(&row));
                Box::pin(async move {
                    // What does not need the answer of another goes out with it: over a network each
                    // answer costs more than its statement. In order, so that of several errors the first
                    // is told: after it PostgreSQL only repeats that the transaction is over.
                    let (first, opened) = tokio::try_join!(
                        biased;
                        crate::ledger_log::append(tx, &append, &row.leaves),
                        async {
                            let opened =
                                store::case_file::open(tx, &proof, row.case_id, &row.case_row);
                            Ok::<_, Error>(opened.await?)
                        },
                    )?;
                    let mut events = row.events.clone();
                    for (place, event) in (first..).zip(&mut events) {
                        event.leaf_index = place;
                    }
                    let program = proof.program().ok_or(Error::NotFound)?;
                    let keys = async {
                        for key in &row.keys {
                            store::case_key::put(tx, &opened, key).await?;
                        }
                        Ok(())
                    };
                    let files = async {
                        for file in &row.files {
                            store::file::insert(tx, &opened, file).await?;
                        }
                        Ok(())
                    };
                    let submission = async {
                        match &row.submission {
                            Some(row) => store::submission::insert(tx, &proof, row).await,
                            None => Ok(()),
                        }
                    };
                    tokio::try_join!(
                        biased;
                        store::event::append(tx, &opened, &events),
                        store::report::insert(tx, &opened, &row.report),
                        keys,
                        store::receipt::insert(tx, &opened, &row.receipt),
                        store::deadline::insert(tx, &opened, &row.deadlines),
                        files,
                        submission,
                        store::outbox::enqueue(tx, program, &row.notice),
                    )?;
                    Ok(())
                })
            })
            .await;
        if let Err(error) = outcome {
            // The same submission may have been stored by a twin request, or by this one when the
            // connection was lost at the last moment.
            if let Some(row) = &stored.submission {
                let again = decide::<SubmitReport>(principal, Target::Program(program.id.clone()))?;
                if let Ok(Some(known)) = self.known_submission(&again, row.key_hash).await {
                    if known.body_hash.0 == body_hash {
                        return self.received_before(&program, known.case_id, receipt).await;
                    }
                    return Err(Error::KeyReused);
                }
                // The key was forgotten, and the case is still here: its receipt, made of the same key and
                // the same body, finds it.
                if let Ok(reporter) = self.reporter(&receipt).await
                    && reporter.program == program.id
                {
                    return self.received_before(&program, reporter.case, receipt).await;
                }
            }
            return Err(error);
        }
        Ok(Received {
            receipt,
            handle,
            case: case_id,
            at: now,
            policy: policy.version(),
            clocks,
            again: false,
        })
    }

    fn receipt_for(
        &self,
        program: &ProgramId,
        key: &SubmissionKey,
        body_hash: &[u8; 32],
        now: Instant,
    ) -> Result<(Receipt, Option<SubmissionRow>), Error> {
        let inner = self.inner();
        let row = |parts: &[&[u8]]| SubmissionRow {
            key_hash: inner.submissions.mac(parts).into(),
            body_hash: (*body_hash).into(),
            case_id: CaseId::from_bytes([0; 16]),
            created_at: now,
        };
        Ok(match key {
            SubmissionKey::Fresh => (Receipt::generate(&mut SystemRandom), None),
            SubmissionKey::Form(token) => {
                let token = [program.as_str().as_bytes(), b"\n", &token.0].concat();
                (
                    Receipt::derive(&inner.receipts, &token, body_hash),
                    Some(row(&[b"form", &token, body_hash])),
                )
            }
            SubmissionKey::Api(key) => {
                if key.is_empty() || key.len() > 200 || !key.bytes().all(|b| b.is_ascii_graphic()) {
                    return Err(Error::field(
                        "Idempotency-Key",
                        "An Idempotency-Key is 1 to 200 printable characters without spaces; a random UUID serves well.",
                    ));
                }
                let token = [program.as_str().as_bytes(), b"\n", key.as_bytes()].concat();
                (Receipt::derive(&inner.receipts, &token, body_hash), Some(row(&[b"api", &token])))
            }
        })
    }

    async fn known_submission(
        &self,
        proof: &access::Authorized<SubmitReport>,
        key: store::Hash32,
    ) -> Result<Option<SubmissionRow>, Error> {
        let proof = proof.clone();
        self.read(move |tx| {
            let proof = proof.clone();
            Box::pin(async move { Ok(store::submission::find(tx, &proof, key).await?) })
        })
        .await
    }

    async fn received_before(
        &self,
        program: &Arc<Program>,
        case: CaseId,
        receipt: Receipt,
    ) -> Result<Received, Error> {
        let reporter = self.reporter_of_case(program.id.clone(), case, &receipt).await?;
        let opened = self.open_for_reporter(&reporter).await?;
        Ok(Received {
            handle: opened.handle.clone(),
            case,
            at: opened.opened_at,
            policy: opened.policy.version(),
            clocks: opened.clocks,
            receipt,
            again: true,
        })
    }
}

struct Stored {
    case_id: CaseId,
    case_row: store::case_file::CaseFileRow,
    report: ReportRow,
    keys: Vec<CaseKeyRow>,
    receipt: ReceiptRow,
    deadlines: Vec<store::deadline::DeadlineRow>,
    leaves: Vec<record::Leaf>,
    events: Vec<store::event::EventRow>,
    files: Vec<store::file::FileRow>,
    submission: Option<SubmissionRow>,
    notice: NewWork,
}

fn check_intake(program: &Program, now: Instant) -> Result<(), Error> {
    match program.policy.intake.state_at(now) {
        IntakeState::Open | IntakeState::Restricted { .. } => Ok(()),
        IntakeState::Paused { until } => {
            let urgent = program.policy.intake.urgent.as_ref().map_or_else(String::new, |way| {
                format!(
                    " Urgent matter, such as a vulnerability that is being exploited, goes to {}.",
                    way.in_words()
                )
            });
            Err(Error::IntakeClosed(format!(
                "This program takes no reports until {until}.{urgent} Your text is kept on this page."
            )))
        }
    }
}

fn check_fields(
    policy: &policy::Policy,
    fields: &BTreeMap<String, String>,
    identity: &Identity,
    incomplete: bool,
) -> Result<(), Error> {
    let mut wrong = Vec::new();
    let form = policy.report_form();
    for (id, text) in fields {
        if form.field(id).is_none() && id != "title" {
            wrong.push(FieldError {
                field: id.clone(),
                message: format!("This program's form has no field \u{201c}{id}\u{201d}. Its fields are listed with the program's policy."),
            });
        } else if text.len() > MOST_FIELD_BYTES {
            wrong.push(FieldError {
                field: id.clone(),
                message: "This is longer than 256 KiB. Attach the long part as a file.".to_owned(),
            });
        }
    }
    let filled = |id: &str| fields.get(id).is_some_and(|text| !text.trim().is_empty());
    for field in &form.fields {
        if let policy::FieldKind::Choice(choices) = &field.kind
            && filled(&field.id)
            && !choices
                .iter()
                .any(|c| Some(c.value.as_str()) == fields.get(&field.id).map(|t| t.trim()))
        {
            wrong.push(FieldError {
                field: field.id.clone(),
                message: format!("Choose one of the answers for \u{201c}{}\u{201d}.", field.label),
            });
        }
        if field.required && !incomplete && !filled(&field.id) {
            wrong.push(FieldError {
                field: field.id.clone(),
                message: format!(
                    "The policy asks for \u{201c}{}\u{201d}. If you cannot say, tick \u{201c}send it without\u{201d}.",
                    field.label
                ),
            });
        }
    }
    if fields.values().all(|text| text.trim().is_empty()) {
        wrong = vec![FieldError {
            field: form.fields.first().map_or_else(|| "title".to_owned(), |f| f.id.clone()),
            message: "The report is empty. Write at least one sentence about what you found."
                .to_owned(),
        }];
    }
    match identity {
        Identity::Pseudonym { name } | Identity::Named { name, .. } if name.trim().is_empty() => {
            wrong.push(FieldError {
                field: "name".to_owned(),
                message: "Write the name you want to use, or choose to stay anonymous.".to_owned(),
            });
        }
        _ => {}
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Fields(wrong)) }
}

/// The title given, or the beginning of the first field that says something.
fn title_of(policy: &policy::Policy, fields: &BTreeMap<String, String>) -> String {
    let text = |id: &str| fields.get(id).map(|t| t.trim()).filter(|t| !t.is_empty());
    let from = text("title")
        .or_else(|| policy.report_form().fields.iter().find_map(|field| text(&field.id)))
        .unwrap_or_default();
    let line = from.lines().next().unwrap_or_default();
    let mut title = String::new();
    for c in line.chars() {
        if title.len() + c.len_utf8() > MOST_TITLE_BYTES {
            break;
        }
        title.push(c);
    }
    title
}

/// What the reporter says is affected, from the well-known fields.
fn affected_of(body: &ReportBody) -> Affected {
    let text = |id: &str| body.field(id).map(Into::into);
    Affected {
        product: text("product"),
        versions: text("version"),
        weakness: text("type"),
        sources: body
            .field("source-paths")
            .map(|text| {
                text.lines().map(str::trim).filter(|l| !l.is_empty()).map(Into::into).collect()
            })
            .unwrap_or_default(),
        location: text("location"),
    }
}

fn hash_of(
    body: &[u8],
    identity: Option<&[u8]>,
    sealed: &Attachments,
    files: &[NewFile],
) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [body, identity.unwrap_or_default()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    for digest in sealed.digests() {
        hash.update(digest);
    }
    for file in files {
        hash.update(Sha256::digest(&file.bytes));
    }
    hash.finalize().into()
}
