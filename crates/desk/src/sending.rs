//! What goes to other machines once an edition is out: its CVE record, and word to those who asked for it.
//!
//! The transaction that publishes writes it into the outbox, so nothing leaves before the minute and nothing is
//! forgotten after it. This crate contacts nobody: the edge claims parcels, sends them, and says what came of it.
//! What is sent is public. Only what the case is to be told afterwards needs its key; whoever publishes hands it
//! over for that, sealed under the root key, and it is gone when the parcel is done.

use core::time::Duration;
use std::collections::BTreeMap;

use access::{ActOnCase, AppendLedger, Principal, RunJobs, Target, decide};
use advisory::model::{CveOrganization, GcveId, Identifier, Prefix, Status};
use advisory::publication::{self, Document};
use advisory::{Advisory, Format, cna};
use case::{Actor, Command, Fact, Occasion, Recipient};
use clock::Instant;
use policy::id::{AdvisoryId, CaseId, ProgramId, UserId};
use seal::{FieldContext, RootUse, Subkey, row_key};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::outbox::{MAX_ATTEMPTS, NewWork, OutboxRow};

use crate::Desk;
use crate::act_on_case::{Beside, Hand};
use crate::error::Error;
use crate::mailing;
use crate::open_case::OpenCase;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;

/// The kind of work that sends a CVE record.
const CVE: &str = "send-cve";
/// Who stands behind a record that was changed because a reporter's credit was.
const REPORTER: &str = "reporter";
/// The kind of work that tells a webhook.
pub(crate) const WEBHOOK: &str = "send-webhook";
/// Parcels of a program that are claimed at once.
const BATCH: u32 = 10;
/// How long a parcel is out of other runners' reach: longer than sending a batch takes.
pub(crate) const LEASE: Duration = Duration::from_secs(10 * 60);
/// The pause after the first attempt; each later one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(60);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_hours(6);

/// What the operator said of publishing.
#[derive(Debug, Clone, Default)]
pub struct Publishing {
    /// The instance's membership in the CVE programme, when it is a CNA.
    pub cve: Option<CveOrganization>,
    /// With what the identifiers of a program begin, where that was chosen.
    pub prefixes: BTreeMap<ProgramId, Prefix>,
    /// The number of a program as a GCVE authority.
    pub gcve: BTreeMap<ProgramId, u32>,
    /// Who is told of publications, by address.
    pub webhooks: BTreeMap<ProgramId, Vec<String>>,
    /// Whether there is a mail relay: people can ask for mail about advisories.
    pub sends_mail: bool,
}

impl Publishing {
    /// With what the identifiers of a program begin.
    pub(crate) fn prefix(&self, program: &ProgramId) -> Prefix {
        self.prefixes.get(program).cloned().unwrap_or_else(|| Prefix::local(program))
    }

    /// The GCVE id that an advisory gets besides its own, when the program gives such.
    pub(crate) fn gcve_id(
        &self,
        program: &ProgramId,
        year: u16,
        number: u32,
    ) -> Option<Identifier> {
        let authority = *self.gcve.get(program)?;
        Some(GcveId { authority, year, unique: format!("{number:04}") }.into())
    }
}

/// What a parcel holds, sealed.
#[derive(Serialize, Deserialize)]
enum Kept {
    Cve { public_id: String, case: String, by: String, key: Vec<u8> },
    Webhook { address: String, body: String },
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToSend {
    /// A CVE record: the container of the CNA, as the published document has it now.
    CveRecord {
        /// The number.
        cve_id: String,
        /// The container, as JSON.
        container: String,
        /// Whether it rejects the number: the advisory was withdrawn.
        is_rejection: bool,
    },
    /// Word of a publication.
    Webhook {
        /// To whom.
        address: String,
        /// What makes this message the same when it is sent again.
        message_id: String,
        /// The body, as JSON.
        body: String,
    },
}

/// One thing to send, claimed for a while.
pub struct Parcel {
    program: ProgramId,
    row: OutboxRow,
    kept: Kept,
    /// What is sent.
    pub content: ToSend,
}

/// What came of sending a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It was taken.
    Taken,
    /// Nobody was there, or not now: it is tried again. The class of the reason, without an address.
    Later(String),
    /// It will never be taken as it is. The class of the reason.
    Refused(String),
}

/// An edition that comes out, as the outbox sees it.
pub(crate) struct News<'a> {
    pub(crate) program: &'a ProgramId,
    pub(crate) case: CaseId,
    /// A replayed case is no news.
    pub(crate) replay: bool,
    pub(crate) advisory: AdvisoryId,
    pub(crate) edition: u32,
    pub(crate) record: &'a Advisory,
    pub(crate) address: &'a str,
    pub(crate) documents: &'a [Document],
    pub(crate) now: Instant,
}

/// What is needed to put an edition into the outbox.
pub(crate) struct Outgoing {
    pub(crate) publishing: Publishing,
    root: Subkey,
    /// Who publishes, and the key with which the case is told afterwards. Nothing: a reporter's word changed what
    /// is out, and the desk is told instead.
    by: Option<(UserId, Vec<u8>)>,
}

fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "outbox", column: "payload", row, version: 1 }
}

impl Kept {
    fn work(
        &self,
        root: &Subkey,
        program: &ProgramId,
        case: CaseId,
        same: &str,
        now: Instant,
    ) -> Result<NewWork, Error> {
        let kind = match self {
            Self::Cve { .. } => CVE,
            Self::Webhook { .. } => WEBHOOK,
        };
        sealed_work(root, program, Some(case), kind, self, same, now)
    }
}

/// Work with a sealed parcel; `same` is what makes it the same as other work of its kind.
pub(crate) fn sealed_work(
    root: &Subkey,
    program: &ProgramId,
    case_id: Option<CaseId>,
    kind: &str,
    kept: &impl Serialize,
    same: &str,
    now: Instant,
) -> Result<NewWork, Error> {
    let outbox_id = random::outbox_id(now);
    let json = serde_json::to_vec(kept).map_err(|e| Error::bug("parcel to JSON", &e))?;
    let row = row_key(&[program.as_str().as_bytes(), outbox_id.as_bytes()]);
    Ok(NewWork {
        outbox_id,
        kind: kind.to_owned(),
        case_id,
        payload: root.seal(&place(&row), &json, &mut SystemRandom)?.into(),
        created_at: now,
        run_at: now,
        dedupe_key: crate::inner::dedupe_key(&format!("{kind}/{same}")),
    })
}

/// What a claimed row holds.
pub(crate) fn opened_payload<T: DeserializeOwned>(
    root: &Subkey,
    program: &ProgramId,
    row: &OutboxRow,
) -> Result<T, Error> {
    let at = row_key(&[program.as_str().as_bytes(), row.outbox_id.as_bytes()]);
    serde_json::from_slice(&root.open(&place(&at), &row.payload)?)
        .map_err(|e| Error::bug("parcel from JSON", &format!("{:?}", e.classify())))
}

impl Outgoing {
    fn cve(&self, public_id: &str, case: CaseId) -> Kept {
        let (by, key) = match &self.by {
            Some((user, key)) => (user.to_string(), key.clone()),
            None => (REPORTER.to_owned(), Vec::new()),
        };
        Kept::Cve { public_id: public_id.to_owned(), case: case.to_string(), by, key }
    }

    /// What an edition sends.
    pub(crate) fn work(&self, news: &News<'_>) -> Result<Vec<NewWork>, Error> {
        let mut work = Vec::new();
        if news.replay {
            return Ok(work);
        }
        let edition = format!("{}/{}", news.advisory, news.edition);
        let mut put = |kept: &Kept, same: &str| -> Result<(), Error> {
            work.push(kept.work(&self.root, news.program, news.case, same, news.now)?);
            Ok(())
        };
        let has_record = news.documents.iter().any(|document| document.format == Format::Cve);
        if has_record && self.publishing.cve.is_some() {
            put(&self.cve(news.record.id.as_str(), news.case), &edition)?;
        }
        for address in self.publishing.webhooks.get(news.program).into_iter().flatten() {
            let body = news.body().to_string();
            put(
                &Kept::Webhook { address: address.clone(), body },
                &format!("{edition}/{address}"),
            )?;
        }
        // That a credit was changed is for programs that keep copies, not for people.
        if self.publishing.sends_mail && self.by.is_some() {
            let public_id = news.record.id.as_str();
            let (program, edition) = (news.program, news.edition);
            work.push(mailing::edition(&self.root, program, public_id, edition, news.now)?);
        }
        Ok(work)
    }
}

impl News<'_> {
    /// What a webhook is told: public facts, and where the documents are.
    fn body(&self) -> Value {
        let record = self.record;
        let kind = match (record.status, self.edition) {
            (Status::Withdrawn, _) => "advisory.withdrawn",
            (_, 1) => "advisory.published",
            _ => "advisory.updated",
        };
        let documents: Vec<Value> = self
            .documents
            .iter()
            .map(|document| {
                json!({
                    "format": publication::name(document.format),
                    "url": format!("{}/{}", self.address, document.path),
                })
            })
            .collect();
        json!({
            "type": kind,
            "timestamp": self.now.to_string(),
            "data": {
                "program": self.program.as_str(),
                "id": record.id.as_str(),
                "aliases": record.aliases.iter().map(Identifier::as_str).collect::<Vec<_>>(),
                "edition": self.edition,
                "status": record.status.as_str(),
                "title": record.title,
                "url": publication::place(self.address, record).page,
                "documents": documents,
            },
        })
    }
}

impl Parcel {
    /// The program that sends it.
    #[must_use]
    pub fn program(&self) -> &ProgramId {
        &self.program
    }

    /// Which attempt this is, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.row.attempts
    }
}

/// The pause before the next attempt.
fn pause_after(attempts: u32) -> Duration {
    let doublings = attempts.saturating_sub(1).min(16);
    FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE)
}

impl Desk {
    /// Says what the operator wants of publishing. What was said first stays.
    pub fn set_publishing(&self, publishing: Publishing) {
        let _ = self.inner().publishing.set(publishing);
    }

    /// Whether people can ask for mail about advisories.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        self.publishing().sends_mail
    }

    pub(crate) fn publishing(&self) -> &Publishing {
        self.inner().publishing.get_or_init(Publishing::default)
    }

    pub(crate) fn outbox_key(&self) -> Subkey {
        let inner = self.inner();
        inner.root_key.subkey(&inner.instance, RootUse::Outbox)
    }

    /// What puts editions into the outbox that a member of the team publishes.
    pub(crate) fn outgoing(&self, opened: &OpenCase, by: UserId) -> Result<Outgoing, Error> {
        let key = self.wrapped_for_release(&opened.program, opened.id, &opened.key)?;
        Ok(Outgoing { by: Some((by, key)), ..self.outgoing_of_nobody() })
    }

    /// The same for what changes at the word of a reporter.
    pub(crate) fn outgoing_of_nobody(&self) -> Outgoing {
        Outgoing { publishing: self.publishing().clone(), root: self.outbox_key(), by: None }
    }

    /// Work that sends the CVE record of an advisory once more.
    pub(crate) fn cve_again(
        &self,
        opened: &OpenCase,
        by: UserId,
        public_id: &str,
    ) -> Result<NewWork, Error> {
        let now = self.now();
        let outgoing = self.outgoing(opened, by)?;
        let same = format!("{public_id}/again/{}", now.second());
        outgoing.cve(public_id, opened.id).work(
            &outgoing.root,
            &opened.program,
            opened.id,
            &same,
            now,
        )
    }

    /// Claims what is to be sent now, of every program. What cannot be sent at all is not among it.
    ///
    /// # Errors
    /// When the store does.
    pub async fn claim_parcels(&self) -> Result<Vec<Parcel>, Error> {
        let now = self.now();
        let until = now.checked_add(LEASE).unwrap_or(now);
        let owner = random::incident();
        let mut parcels = Vec::new();
        for program in self.programs() {
            let id = program.id.clone();
            let jobs = decide::<RunJobs>(&Principal::System, Target::Program(id.clone()))?;
            let owner = owner.clone();
            let rows = self
                .write(move |tx| {
                    let (jobs, id, owner) = (jobs.clone(), id.clone(), owner.clone());
                    Box::pin(async move {
                        Ok(store::outbox::claim_to_send(tx, &jobs, &id, &owner, now, until, BATCH)
                            .await?)
                    })
                })
                .await?;
            for row in rows {
                let kept = self.kept_in(&program.id, &row)?;
                match self.parcel_content(&program.id, &row, &kept).await {
                    Ok(content) => {
                        parcels.push(Parcel { program: program.id.clone(), row, kept, content });
                    }
                    // What breaks the programme's rules would be refused: the desk is told at once.
                    Err(Error::Fields(_)) => {
                        self.put_away(&program.id, &row, Some("cve-record-refused"), None).await?;
                    }
                    Err(Error::NotFound) => {
                        // A later edition has no record of it any more: nothing is owed.
                        self.put_away(&program.id, &row, None, None).await?;
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(parcels)
    }

    fn kept_in(&self, program: &ProgramId, row: &OutboxRow) -> Result<Kept, Error> {
        opened_payload(&self.outbox_key(), program, row)
    }

    async fn parcel_content(
        &self,
        program: &ProgramId,
        row: &OutboxRow,
        kept: &Kept,
    ) -> Result<ToSend, Error> {
        match kept {
            Kept::Webhook { address, body } => Ok(ToSend::Webhook {
                address: address.clone(),
                message_id: row.outbox_id.to_string(),
                body: body.clone(),
            }),
            Kept::Cve { public_id, .. } => {
                let record = self.advisory(program, public_id).await?.record;
                let document = self.advisory_in(program, public_id, Format::Cve).await?;
                let cve: Value = serde_json::from_slice(&document.body)
                    .map_err(|e| Error::bug("CVE record", &format!("{:?}", e.classify())))?;
                let here = self.program(program)?;
                let address = self.program_address(&here);
                let place = publication::place(&address, &record);
                if let Some(broken) = cna::broken_rules(&record, &place).into_iter().next() {
                    return Err(Error::field("cve", broken));
                }
                let container = cve.pointer("/containers/cna").ok_or(Error::NotFound)?;
                Ok(ToSend::CveRecord {
                    cve_id: record.cve().ok_or(Error::NotFound)?.to_owned(),
                    container: container.to_string(),
                    is_rejection: record.status == Status::Withdrawn,
                })
            }
        }
    }

    /// Notes on the case that its CVE number is public, before its record is sent: from then on the programme's
    /// times run.
    ///
    /// # Errors
    /// When the store does; that the case cannot be opened any more is none.
    pub async fn parcel_is_due(&self, parcel: &Parcel) -> Result<(), Error> {
        let ToSend::CveRecord { cve_id, .. } = &parcel.content else { return Ok(()) };
        let command = Command::RecordOccasion {
            what: Occasion::CveIdPublic,
            note: Some(format!("{cve_id} stands in our advisory.").into()),
            until: None,
            times: case::Times { happened: Some(parcel.row.created_at), learned: None },
        };
        let is_known = |fact: &Fact| {
            matches!(fact, Fact::OccasionRecorded { what: Occasion::CveIdPublic, .. })
        };
        self.tell_case(parcel, &command, is_known).await.map(|_| ())
    }

    /// Says what came of a parcel. What was refused, or tried for a day in vain, the desk is told.
    ///
    /// # Errors
    /// When the store does.
    pub async fn parcel_sent(&self, parcel: &Parcel, delivery: &Delivery) -> Result<(), Error> {
        match delivery {
            Delivery::Taken => {
                let leaf = self.taken(parcel)?;
                let ToSend::CveRecord { cve_id, is_rejection, .. } = &parcel.content else {
                    return self.put_away(&parcel.program, &parcel.row, None, leaf).await;
                };
                let verb = if *is_rejection { "rejected" } else { "published" };
                let command = Command::Notify {
                    to: Recipient::CveList,
                    text: format!("The CVE record {cve_id} is {verb}.").into(),
                    promise: None,
                };
                let told = self.tell_case(parcel, &command, |_| false).await?;
                let notice = (!told).then_some("cve-record-sent");
                self.put_away(&parcel.program, &parcel.row, notice, leaf).await
            }
            Delivery::Refused(why) => {
                tracing::warn!(program = %parcel.program, why, kind = parcel.row.kind, "refused");
                self.put_away(&parcel.program, &parcel.row, Some(self.undelivered(parcel)), None)
                    .await
            }
            Delivery::Later(why) if parcel.row.attempts >= MAX_ATTEMPTS => {
                tracing::warn!(program = %parcel.program, why, kind = parcel.row.kind, "given up");
                self.put_away(&parcel.program, &parcel.row, Some(self.undelivered(parcel)), None)
                    .await
            }
            Delivery::Later(why) => self.put_off(&parcel.program, &parcel.row, why).await,
        }
    }

    /// Gives a parcel back, to be sent after a pause.
    pub(crate) async fn put_off(
        &self,
        program: &ProgramId,
        row: &OutboxRow,
        why: &str,
    ) -> Result<(), Error> {
        let now = self.now();
        let again = now.checked_add(pause_after(row.attempts)).unwrap_or(now);
        let (program, why) = (program.clone(), why.to_owned());
        let (id, fence) = (row.outbox_id, row.fence);
        let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.clone()))?;
        self.write(move |tx| {
            let (jobs, program, why) = (jobs.clone(), program.clone(), why.clone());
            Box::pin(async move {
                store::outbox::fail(tx, &jobs, &program, id, fence, again, &why).await?;
                Ok(())
            })
        })
        .await
    }

    fn undelivered(&self, parcel: &Parcel) -> &'static str {
        match parcel.kept {
            Kept::Cve { .. } => "cve-record-refused",
            Kept::Webhook { .. } => "webhook-undelivered",
        }
    }

    /// The entry of the log about a parcel that was taken.
    fn taken(&self, parcel: &Parcel) -> Result<Option<Leaf>, Error> {
        let (ToSend::CveRecord { cve_id, is_rejection, .. }, Kept::Cve { public_id, by, .. }) =
            (&parcel.content, &parcel.kept)
        else {
            return Ok(None);
        };
        let state = if *is_rejection { "rejected" } else { "published" };
        let object = format!("cve:{cve_id}/{state}/advisory:{public_id}");
        let actor = if by == REPORTER { by.clone() } else { format!("member:{by}") };
        Leaf::of_act("CveRecordSent", &object, &actor, None, self.now()).map(Some)
    }

    /// Marks a parcel as done, with what the log and the desk are told.
    pub(crate) async fn put_away(
        &self,
        program: &ProgramId,
        row: &OutboxRow,
        notice: Option<&str>,
        leaf: Option<Leaf>,
    ) -> Result<(), Error> {
        let now = self.now();
        let target = || Target::Program(program.clone());
        let jobs = decide::<RunJobs>(&Principal::System, target())?;
        let append = decide::<AppendLedger>(&Principal::System, target())?;
        let notice = notice.map(|kind| NewWork {
            outbox_id: random::outbox_id(now),
            kind: kind.to_owned(),
            case_id: row.case_id,
            payload: Vec::new().into(),
            created_at: now,
            run_at: now,
            dedupe_key: crate::inner::dedupe_key(&format!("{kind}/{}", row.outbox_id)),
        });
        let (program, row) = (program.clone(), row.clone());
        self.write(move |tx| {
            let (jobs, append, program) = (jobs.clone(), append.clone(), program.clone());
            let (row, notice, leaf) = (row.clone(), notice.clone(), leaf.clone());
            Box::pin(async move {
                let (id, fence) = (row.outbox_id, row.fence);
                if !store::outbox::complete(tx, &jobs, &program, id, fence, now).await? {
                    tracing::debug!(work = %id, "another runner has it");
                    return Ok(());
                }
                if let Some(notice) = &notice {
                    store::outbox::enqueue(tx, &program, notice).await?;
                }
                if let Some(leaf) = &leaf {
                    let leaves = core::slice::from_ref(leaf);
                    crate::ledger_log::append_act(tx, &append, leaves).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Gives a command on the case of a CVE record, in the name of whoever published it. Says whether that could be
    /// done: the case may have gone on under another key, or that person may have left.
    async fn tell_case(
        &self,
        parcel: &Parcel,
        command: &Command,
        is_known: impl Fn(&Fact) -> bool,
    ) -> Result<bool, Error> {
        let Kept::Cve { case, by, key, .. } = &parcel.kept else { return Ok(true) };
        let (Ok(case), Ok(by)) = (case.parse::<CaseId>(), by.parse::<UserId>()) else {
            return Ok(false);
        };
        let told = async {
            let wraps = BTreeMap::from([(case, key.clone())]);
            let handed = self.handed_by(by, wraps, self.now()).await?;
            let hand = Hand::Handed(&handed);
            let opened = self.open_by(&hand, &parcel.program, case).await?;
            if opened.events.iter().any(|event| is_known(&event.fact)) {
                return Ok(());
            }
            let proof = self.enter::<ActOnCase>(&handed.principal, &parcel.program, case).await?;
            let (actor, beside) = (Actor::Member(by), Beside::default());
            self.carry_out_by(&opened, command, &actor, proof, Some(&hand), beside)
                .await
                .map(|_| ())
        };
        match told.await {
            Ok(()) => Ok(true),
            Err(error @ (Error::Unavailable | Error::NoRoom)) => Err(error),
            Err(error) => {
                tracing::warn!(program = %parcel.program, %error, "the case was not told of its CVE record");
                Ok(false)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_is_tried_for_the_better_part_of_a_day_with_longer_and_longer_pauses() {
        let pauses: Vec<u64> = (1..MAX_ATTEMPTS).map(|n| pause_after(n).as_secs() / 60).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        let hours = pauses.iter().sum::<u64>() / 60;
        assert_eq!(hours, 20, "less than the 24 hours in which a CVE record is owed");
    }
}
