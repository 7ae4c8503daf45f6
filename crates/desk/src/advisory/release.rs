//! Publishing at a minute that was settled before, while nobody is signed in.
//!
//! A case is opened with a key that the server does not have. Whoever settles the minute hands it the keys of
//! this one case and of those tied to it, sealed under the root key, until the publication is done or taken
//! back; the desk says so where it is settled. At the minute everything is asked again: whether that person
//! may still publish, whether the draft is the same, whether an embargo binds. What cannot be published then
//! is taken back, and the desk is told.

use std::collections::BTreeMap;

use access::{AppendLedger, Authorized, Principal, PublishAdvisory, RunJobs, Target, decide};
use clock::Instant;
use policy::id::{AdvisoryId, CaseId, ProgramId, UserId};
use seal::{CaseContext, CaseKey, FieldContext, RootUse, Subkey, row_key};
use serde::{Deserialize, Serialize};
use store::advisory::{AdvisoryRow, ReleaseRow};
use store::outbox::NewWork;

use crate::Desk;
use crate::act_on_case::Hand;
use crate::error::Error;
use crate::jobs::JobReport;
use crate::open_case::{OpenCase, Purpose, on_case};
use crate::program::Program;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::visitor::{Member, grants_of};

/// Publications done in one run; the next run does the others.
const BATCH: u32 = 50;

/// What is kept for the minute: the wraps of case keys under a subkey of the root key, by case.
#[derive(Serialize, Deserialize)]
struct Handed {
    keys: BTreeMap<String, Vec<u8>>,
}

impl Handed {
    fn sealed(
        &self,
        root: &Subkey,
        program: &ProgramId,
        advisory: AdvisoryId,
    ) -> Result<store::Bytes, Error> {
        let json = serde_json::to_vec(self).map_err(|e| Error::bug("release to JSON", &e))?;
        let row = row_key(&[program.as_str().as_bytes(), advisory.as_bytes()]);
        Ok(root.seal(&place(&row), &json, &mut SystemRandom)?.into())
    }

    fn open(root: &Subkey, program: &ProgramId, row: &ReleaseRow) -> Result<Self, Error> {
        let sealed = row.sealed_release.as_ref().ok_or(Error::NotFound)?;
        let row = row_key(&[program.as_str().as_bytes(), row.advisory_id.as_bytes()]);
        serde_json::from_slice(&root.open(&place(&row), sealed)?)
            .map_err(|e| Error::bug("release from JSON", &format!("{:?}", e.classify())))
    }
}

/// The keys that somebody handed over, and in whose name they are used.
pub(crate) struct HandedKeys {
    pub(crate) principal: Principal,
    wraps: BTreeMap<CaseId, Vec<u8>>,
}

fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "advisory", column: "sealed_release", row, version: 1 }
}

/// The cases that hear of a publication, besides the one that is published.
fn tied_to(opened: &OpenCase) -> impl Iterator<Item = CaseId> + '_ {
    let state = &opened.state;
    state.duplicates.iter().chain(state.parent.iter()).chain(state.children.iter()).copied()
}

/// Why a settled publication did not happen, as the kind of its notice: nothing of the case is in it.
fn refused(error: &Error) -> &'static str {
    match error {
        Error::Refused(refusal) if refusal.code == "publish-under-embargo" => {
            "release-refused-embargo"
        }
        Error::Refused(_) => "release-refused-rule",
        Error::Fields(_) => "release-refused-text",
        Error::NotFound | Error::Forbidden(_) => "release-refused-right",
        _ => "release-refused",
    }
}

impl Desk {
    /// Settles that the kept draft is published at this moment, by the job that then runs.
    ///
    /// # Errors
    /// [`Error::Fields`] for what is missing or for a moment that is past; [`Error::Conflict`] when the draft
    /// is not the one with this digest.
    pub async fn schedule_advisory(
        &self,
        member: &Member,
        opened: &OpenCase,
        digest: &str,
        at: Instant,
    ) -> Result<(), Error> {
        let proof =
            self.enter::<PublishAdvisory>(&member.principal(), &opened.program, opened.id).await?;
        if at <= self.now() {
            return Err(Error::field("release_at", "Choose a moment that is still to come."));
        }
        let (row, _) = self.to_publish(opened, &proof, Some(digest), at).await?;
        let inner = self.inner();
        let root = inner.root_key.subkey(&inner.instance, RootUse::Release);
        let mut keys = BTreeMap::new();
        let wrapped = |id, key: &CaseKey| self.wrapped_for_release(&opened.program, id, key);
        keys.insert(opened.id.to_string(), wrapped(opened.id, &opened.key)?);
        for case in tied_to(opened) {
            let other = self.open_case_for(Purpose::Step, member, &opened.program, case).await?;
            keys.insert(case.to_string(), wrapped(case, &other.key)?);
        }
        let sealed = Handed { keys }.sealed(&root, &opened.program, row.advisory_id)?;
        let settled = AdvisoryRow {
            release_at: Some(at),
            release_by: Some(member.user),
            sealed_release: Some(sealed),
            ..row
        };
        self.settle_release(opened, proof, settled, "ReleaseScheduled", member.user).await
    }

    /// Takes a settled publication back. The draft stays.
    ///
    /// # Errors
    /// [`Error::Conflict`] when none is settled.
    pub async fn unschedule_advisory(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<(), Error> {
        let proof =
            self.enter::<PublishAdvisory>(&member.principal(), &opened.program, opened.id).await?;
        let row = self.advisory_row(member, opened).await?.ok_or(Error::Conflict)?;
        if row.release_at.is_none() {
            return Err(Error::Conflict);
        }
        let settled =
            AdvisoryRow { release_at: None, release_by: None, sealed_release: None, ..row };
        self.settle_release(opened, proof, settled, "ReleaseTakenBack", member.user).await
    }

    /// The key of a case, as it is handed over for a publication.
    pub(crate) fn wrapped_for_release(
        &self,
        program: &ProgramId,
        case: CaseId,
        key: &CaseKey,
    ) -> Result<Vec<u8>, Error> {
        let inner = self.inner();
        let root = inner.root_key.subkey(&inner.instance, RootUse::Release);
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        Ok(key.wrap_for_release(context, &root, &mut SystemRandom)?)
    }

    /// Hands the new key of a case over to every settled publication that holds the old one: whoever is taken
    /// off a case stops no publication.
    pub(crate) async fn hand_over_again(
        &self,
        tx: &store::Tx<'_>,
        program: &ProgramId,
        case: CaseId,
        wrapped: &[u8],
    ) -> Result<(), Error> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.clone()))?;
        let inner = self.inner();
        let root = inner.root_key.subkey(&inner.instance, RootUse::Release);
        for row in store::advisory::due(tx, &jobs, program, Instant::MAX, u32::MAX).await? {
            let mut handed = Handed::open(&root, program, &row)?;
            let Some(wrap) = handed.keys.get_mut(&case.to_string()) else { continue };
            *wrap = wrapped.to_vec();
            let sealed = handed.sealed(&root, program, row.advisory_id)?;
            store::advisory::hand_over(tx, &jobs, program, &row, &sealed).await?;
        }
        Ok(())
    }

    async fn settle_release(
        &self,
        opened: &OpenCase,
        proof: Authorized<PublishAdvisory>,
        row: AdvisoryRow,
        act: &str,
        by: UserId,
    ) -> Result<(), Error> {
        let append =
            decide::<AppendLedger>(&Principal::System, Target::Program(opened.program.clone()))?;
        let object = format!("advisory:{}/edition:{}", row.advisory_id, row.edition + 1);
        let leaf = Leaf::of_act(act, &object, &format!("member:{by}"), None, self.now())?;
        self.write(move |tx| {
            let (proof, append) = (proof.clone(), append.clone());
            let (row, leaf) = (row.clone(), leaf.clone());
            Box::pin(async move {
                store::advisory::settle(tx, &proof, &row).await?;
                crate::ledger_log::append_act(tx, &append, core::slice::from_ref(&leaf)).await?;
                Ok(())
            })
        })
        .await
    }

    /// Publishes what is due. What cannot come out is taken back, with a
    /// notice; one failure stops no other publication.
    pub(crate) async fn run_releases(
        &self,
        program: &Program,
        jobs: &Authorized<RunJobs>,
        now: Instant,
        report: &mut JobReport,
    ) -> Result<(), Error> {
        let (proof, id) = (jobs.clone(), program.id.clone());
        let due = self
            .read(move |tx| {
                let (proof, id) = (proof.clone(), id.clone());
                Box::pin(
                    async move { Ok(store::advisory::due(tx, &proof, &id, now, BATCH).await?) },
                )
            })
            .await?;
        for row in due {
            match self.release(&program.id, &row, now).await {
                Ok(()) => report.released += 1,
                // Somebody acted in the same moment, or the database is away: the next run tries again.
                Err(Error::Conflict | Error::Unavailable | Error::NoRoom) => {}
                Err(error) => {
                    report.note(&program.id, &error);
                    self.refuse_release(&program.id, jobs, row, refused(&error), now).await?;
                }
            }
        }
        Ok(())
    }

    async fn release(
        &self,
        program: &ProgramId,
        row: &ReleaseRow,
        now: Instant,
    ) -> Result<(), Error> {
        let by = row.release_by.ok_or(Error::NotFound)?;
        let inner = self.inner();
        let root = inner.root_key.subkey(&inner.instance, RootUse::Release);
        let handed = Handed::open(&root, program, row)?;
        let mut wraps = BTreeMap::new();
        for (case, wrap) in handed.keys {
            wraps.insert(case.parse().map_err(|_| Error::NotFound)?, wrap);
        }
        let handed = self.handed_by(by, wraps, now).await?;
        let hand = Hand::Handed(&handed);
        let proof = self.enter::<PublishAdvisory>(&handed.principal, program, row.case_id).await?;
        let opened = self.open_by(&hand, program, row.case_id).await?;
        // An embargo whose agreed end is reached is ended by `case::decide` in the same transaction.
        self.publish_opened(&opened, proof, by, None, hand).await.map(|_| ())
    }

    /// Keys that were handed over, in the name of whoever did, with the rights that they have now.
    pub(crate) async fn handed_by(
        &self,
        by: UserId,
        wraps: BTreeMap<CaseId, Vec<u8>>,
        now: Instant,
    ) -> Result<HandedKeys, Error> {
        let principal = self
            .read(move |tx| {
                Box::pin(async move {
                    let account = store::account::find(tx, by).await?;
                    if account.is_none_or(|account| account.disabled_at.is_some()) {
                        return Err(Error::NotFound);
                    }
                    Ok(Principal::member(by, grants_of(tx, by, now).await?))
                })
            })
            .await?;
        Ok(HandedKeys { principal, wraps })
    }

    async fn refuse_release(
        &self,
        program: &ProgramId,
        jobs: &Authorized<RunJobs>,
        row: ReleaseRow,
        kind: &str,
        now: Instant,
    ) -> Result<(), Error> {
        let work = NewWork {
            outbox_id: random::outbox_id(now),
            kind: kind.to_owned(),
            case_id: Some(row.case_id),
            payload: Vec::new().into(),
            created_at: now,
            run_at: now,
            dedupe_key: crate::inner::dedupe_key(&format!(
                "release-refused/{}/{}",
                row.advisory_id, row.release_at
            )),
        };
        let (jobs, program) = (jobs.clone(), program.clone());
        self.write(move |tx| {
            let (jobs, program) = (jobs.clone(), program.clone());
            let (row, work) = (row.clone(), work.clone());
            Box::pin(async move {
                if store::advisory::drop_release(tx, &jobs, &program, &row).await? {
                    store::outbox::enqueue(tx, &program, &work).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Opens a case with whatever the one who acts has.
    pub(crate) async fn open_by(
        &self,
        hand: &Hand<'_>,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<OpenCase, Error> {
        match hand {
            Hand::Member(member) => self.open_case_for(Purpose::Step, member, program, case).await,
            Hand::Handed(handed) => {
                let wrap = handed.wraps.get(&case).ok_or(Error::NotFound)?;
                let inner = self.inner();
                let root = inner.root_key.subkey(&inner.instance, RootUse::Release);
                let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
                // A case that went on under another key since then is not opened with the old one.
                let key = CaseKey::from_release_wrap(context, &root, wrap)?;
                self.open_with_key(&handed.principal, program, case, key).await
            }
        }
    }

    async fn open_with_key(
        &self,
        principal: &Principal,
        program: &ProgramId,
        case: CaseId,
        key: CaseKey,
    ) -> Result<OpenCase, Error> {
        let (principal, id) = (principal.clone(), program.clone());
        let proof = self
            .read(move |tx| {
                let (principal, id) = (principal.clone(), id.clone());
                Box::pin(
                    async move { on_case::<access::ReadCase>(tx, &principal, &id, case).await },
                )
            })
            .await?;
        self.open_case_with(proof, program, case, key).await
    }
}
