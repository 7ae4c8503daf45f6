//! Acts that need two people: proposed, agreed to or stopped, and carried out once.
//!
//! The rules are in `access::joint`. Whoever does such an act calls [`spend`] in the transaction of the act
//! itself, so that no proposal is used twice and nothing happens without one. What takes effect with the
//! agreement alone (a hold, an erasure) is done here, in the transaction that agrees, or by the job that
//! finds a delay over. Every step is an entry of the program's log and a notice on the desk.

use core::time::Duration;
use std::sync::Arc;

use access::joint::{DELAY, Effect, JointAct, Phase, Proposal};
use access::{
    AppendLedger, Authorized, CaseFacts, PermissionKind, Principal, RunJobs, Target, Verdict,
    decide, judge,
};
use clock::Instant;
use policy::id::{CaseId, ProgramId, UserId};
use seal::{FieldContext, RootUse, row_key};
use store::proposal::{ProposalId, ProposalRow};

use crate::Desk;
use crate::erasure::Erasing;
use crate::error::Error;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::visitor::{Member, grants_of};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 2_000;
/// Proposals on the page.
const SHOWN: u32 = 100;
/// The setting of the instance that replaces [`DELAY`], in hours.
const DELAY_KEY: &str = "joint_delay_hours";

/// A proposal, as those see it who may do what it proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalFacts {
    /// Its id.
    pub id: ProposalId,
    /// What is proposed.
    pub act: JointAct,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// Who proposed it.
    pub proposer: UserId,
    /// When.
    pub proposed_at: Instant,
    /// Where it stands now.
    pub phase: Phase,
    /// Until when something may come of it.
    pub until: Instant,
    /// When it is agreed by itself; nothing where somebody else may agree.
    pub agreed_at: Option<Instant>,
    /// Who agreed, rejected, or took it back.
    pub decided_by: Option<UserId>,
    /// The reason, where it could be opened.
    pub reason: Option<String>,
}

fn target_of(facts: Option<CaseFacts>, program: &ProgramId) -> Target {
    facts.map_or_else(|| Target::Program(program.clone()), Target::Case)
}

/// Asks for the right that an act needs, by what is stored now.
async fn may(
    tx: &store::Tx<'_>,
    principal: &Principal,
    program: &ProgramId,
    act: JointAct,
    case: Option<CaseId>,
) -> Result<Target, Error> {
    let facts = match case {
        Some(case) => {
            Some(store::case_file::facts(tx, program, case).await?.ok_or(Error::NotFound)?)
        }
        None => None,
    };
    if facts.is_some() != act.is_about_a_case() {
        return Err(Error::NotFound);
    }
    let target = target_of(facts, program);
    match judge(act.permission(), principal, &target) {
        Verdict::Allowed => Ok(target),
        Verdict::Forbidden => Err(Error::Forbidden(act.permission().words())),
        Verdict::Hidden => Err(Error::NotFound),
    }
}

/// How many people besides one may do an act.
async fn others(
    tx: &store::Tx<'_>,
    program: &ProgramId,
    kind: PermissionKind,
    target: &Target,
    proposer: UserId,
    now: Instant,
) -> Result<usize, Error> {
    let mut count = 0;
    for account in store::account::all(tx).await? {
        if account.user_id == proposer || account.disabled_at.is_some() {
            continue;
        }
        let invited = store::role::invitation(tx, account.user_id).await?;
        if invited.is_some_and(|row| row.confirmed_at.is_none()) {
            continue;
        }
        let held = grants_of(tx, account.user_id, now).await?;
        let principal = Principal::member(account.user_id, held);
        count += usize::from(judge(kind, &principal, target) == Verdict::Allowed);
    }
    tracing::debug!(%program, count, "others may agree");
    Ok(count)
}

fn leaf(step: &str, row: &ProposalRow, actor: &str, now: Instant) -> Result<Leaf, Error> {
    let case = row.case_id.map_or_else(String::new, |case| format!("/case:{case}"));
    let object = format!("proposal:{}/{}{case}", row.proposal_id, row.act);
    Leaf::of_act(step, &object, actor, None, now)
}

fn notice(kind: &str, row: &ProposalRow, step: &str, now: Instant) -> store::outbox::NewWork {
    store::outbox::NewWork {
        outbox_id: random::outbox_id(now),
        kind: kind.to_owned(),
        case_id: row.case_id,
        payload: Vec::new().into(),
        created_at: now,
        run_at: now,
        dedupe_key: crate::inner::dedupe_key(&format!("proposal/{}/{step}", row.proposal_id)),
    }
}

/// Uses up an agreed proposal, in the transaction of the act that it allows. `act` must be the one that was
/// agreed, in this program.
///
/// # Errors
/// [`Error::Joint`] when it is not agreed, used up, or about something else; [`Error::Conflict`] when somebody
/// used it at the same time.
pub(crate) async fn spend(
    tx: &store::Tx<'_>,
    append: &Authorized<AppendLedger>,
    id: ProposalId,
    act: JointAct,
    by: UserId,
    now: Instant,
) -> Result<ProposalRow, Error> {
    let program = append.program().ok_or(Error::NotFound)?;
    let row = store::proposal::find(tx, program, id).await?.ok_or(Error::NotFound)?;
    let done = row.proposal()?.carry_out(act, now)?;
    store::proposal::move_on(tx, program, &row, done, row.decided_by, now).await?;
    let leaf = leaf("ProposalDone", &row, &format!("member:{by}"), now)?;
    crate::ledger_log::append_act(tx, append, core::slice::from_ref(&leaf)).await?;
    Ok(row)
}

impl Desk {
    /// How long a proposal waits where nobody else may agree.
    ///
    /// # Errors
    /// When the store does.
    pub async fn joint_delay(&self) -> Result<Duration, Error> {
        let kept = self
            .read(|tx| Box::pin(async move { Ok(store::meta::read(tx, DELAY_KEY).await?) }))
            .await?;
        let hours = kept.and_then(|text| text.parse::<u64>().ok());
        Ok(hours.map_or(DELAY, |hours| Duration::from_secs(hours.saturating_mul(3_600))))
    }

    /// Sets how long a proposal waits where nobody else may agree: a day at least.
    ///
    /// # Errors
    /// [`Error::Fields`] for less than a day or more than thirty.
    pub async fn set_joint_delay(&self, by: &Member, hours: u64) -> Result<(), Error> {
        let administer = decide::<access::AdministerInstance>(&by.principal(), Target::Instance)?;
        if !(24..=720).contains(&hours) {
            return Err(Error::field("hours", "Choose from 24 to 720 hours."));
        }
        let object = format!("setting:joint-delay/{hours}h");
        let log = self.every_log("JointDelaySet", &object, by, self.now())?;
        self.write(move |tx| {
            let (administer, log) = (administer.clone(), Arc::clone(&log));
            Box::pin(async move {
                store::meta::write(tx, &administer, DELAY_KEY, &hours.to_string()).await?;
                crate::roles::append_all(tx, &log).await
            })
        })
        .await
    }

    fn sealed_reason(
        &self,
        program: &ProgramId,
        id: ProposalId,
        reason: &str,
    ) -> Result<Vec<u8>, Error> {
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Config);
        let row = row_key(&[program.as_str().as_bytes(), &id.0]);
        Ok(key.seal(&place(&row), reason.as_bytes(), &mut SystemRandom)?)
    }

    fn opened_reason(&self, program: &ProgramId, row: &ProposalRow) -> Option<String> {
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Config);
        let place_of = row_key(&[program.as_str().as_bytes(), &row.proposal_id.0]);
        let sealed = row.sealed_details.as_ref()?;
        let opened = key.open(&place(&place_of), sealed).ok()?;
        core::str::from_utf8(&opened).ok().map(str::to_owned)
    }

    /// Proposes an act that needs two people.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`] for somebody who may not do it, [`Error::Fields`] without a
    /// reason.
    pub async fn propose(
        &self,
        member: &Member,
        program: &ProgramId,
        act: JointAct,
        case: Option<CaseId>,
        reason: &str,
    ) -> Result<ProposalFacts, Error> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Err(Error::field(
                "reason",
                format!(
                    "Say why, in at most {LONGEST_REASON} characters: whoever agrees reads it."
                ),
            ));
        }
        let (now, delay) = (self.now(), self.joint_delay().await?);
        let id = ProposalId(*random::event_id(now).as_bytes());
        let sealed: store::Bytes = self.sealed_reason(program, id, reason)?.into();
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let (principal, by, of) = (member.principal(), member.user, program.clone());
        let row = self
            .write(move |tx| {
                let (principal, of, append) = (principal.clone(), of.clone(), append.clone());
                let sealed = sealed.clone();
                Box::pin(async move {
                    let target = may(tx, &principal, &of, act, case).await?;
                    let others = others(tx, &of, act.permission(), &target, by, now).await?;
                    let new = Proposal::new(act, by, others, delay, now);
                    let row = ProposalRow {
                        proposal_id: id,
                        act: act.name().to_owned(),
                        case_id: case,
                        proposer: by,
                        proposed_at: now,
                        sealed_details: Some(sealed),
                        phase: new.phase.name().to_owned(),
                        open_until: new.until,
                        agreed_at: new.agreed_at,
                        decided_by: None,
                        decided_at: None,
                    };
                    store::proposal::insert(tx, &of, &row).await?;
                    let entry = leaf("ProposalMade", &row, &format!("member:{by}"), now)?;
                    crate::ledger_log::append_act(tx, &append, &[entry]).await?;
                    let work = notice("proposal-made", &row, "made", now);
                    store::outbox::enqueue(tx, &of, &work).await?;
                    Ok(row)
                })
            })
            .await?;
        self.facts_of(program, &row)
    }

    /// The proposals of a program that this member could agree to or audit, latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they see nothing of the program.
    pub async fn proposals(
        &self,
        member: &Member,
        program: &ProgramId,
    ) -> Result<Vec<ProposalFacts>, Error> {
        let members =
            decide::<access::ReadMembers>(&member.principal(), Target::Program(program.clone()))?;
        let (principal, id) = (member.principal(), program.clone());
        let rows = self
            .read(move |tx| {
                let (members, principal, id) = (members.clone(), principal.clone(), id.clone());
                Box::pin(async move {
                    let mut shown = Vec::new();
                    for row in store::proposal::of_program(tx, &members, SHOWN).await? {
                        let Some(act) = JointAct::from_name(&row.act) else { continue };
                        if may(tx, &principal, &id, act, row.case_id).await.is_ok() {
                            shown.push(row);
                        }
                    }
                    Ok(shown)
                })
            })
            .await?;
        rows.iter().map(|row| self.facts_of(program, row)).collect()
    }

    fn facts_of(&self, program: &ProgramId, row: &ProposalRow) -> Result<ProposalFacts, Error> {
        let proposal = row.proposal()?;
        Ok(ProposalFacts {
            id: row.proposal_id,
            act: proposal.act,
            case: row.case_id,
            proposer: row.proposer,
            proposed_at: row.proposed_at,
            phase: proposal.phase_at(self.now()),
            until: row.open_until,
            agreed_at: row.agreed_at,
            decided_by: row.decided_by,
            reason: self.opened_reason(program, row),
        })
    }

    /// Agrees to a proposal of somebody else. What takes effect with that is done in the same transaction.
    ///
    /// # Errors
    /// [`Error::Joint`] for one's own proposal and for one that is over, [`Error::NotFound`] or
    /// [`Error::Forbidden`] for somebody who may not do what it proposes.
    pub async fn agree_to_proposal(
        &self,
        member: &Member,
        program: &ProgramId,
        id: ProposalId,
    ) -> Result<Phase, Error> {
        self.decide_proposal(Some(member), program, id, Step::Agree).await
    }

    /// Rejects somebody's proposal, or takes back one's own.
    ///
    /// # Errors
    /// As [`Desk::agree_to_proposal`].
    pub async fn stop_proposal(
        &self,
        member: &Member,
        program: &ProgramId,
        id: ProposalId,
    ) -> Result<Phase, Error> {
        self.decide_proposal(Some(member), program, id, Step::Stop).await
    }

    async fn decide_proposal(
        &self,
        member: Option<&Member>,
        program: &ProgramId,
        id: ProposalId,
        step: Step,
    ) -> Result<Phase, Error> {
        let now = self.now();
        let who = member.map(|member| (member.principal(), member.user));
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.clone()))?;
        let of = program.clone();
        let (phase, erased) = self
            .write(move |tx| {
                let (who, of) = (who.clone(), of.clone());
                let (append, jobs) = (append.clone(), jobs.clone());
                Box::pin(async move {
                    let row = store::proposal::find(tx, &of, id).await?.ok_or(Error::NotFound)?;
                    let proposal = row.proposal()?;
                    let by = match &who {
                        Some((principal, user)) => {
                            may(tx, principal, &of, proposal.act, row.case_id).await?;
                            Some(*user)
                        }
                        None => None,
                    };
                    let mut phase = match (step, by) {
                        (Step::Agree, Some(user)) => proposal.agree(user, now)?,
                        (Step::Stop, Some(user)) => proposal.stop(user, now)?,
                        (_, None) => proposal.phase_at(now),
                    };
                    let actor = by.map_or_else(|| "system".to_owned(), |by| format!("member:{by}"));
                    let mut erased = None;
                    let effect =
                        phase == Phase::Agreed && proposal.act.effect() == Effect::WithAgreement;
                    let word = match phase {
                        Phase::Agreed | Phase::Done => "ProposalAgreed",
                        Phase::Rejected => "ProposalRejected",
                        Phase::Withdrawn => "ProposalWithdrawn",
                        Phase::Expired => "ProposalExpired",
                        Phase::Waiting => return Ok((phase, erased)),
                    };
                    let entry = leaf(word, &row, &actor, now)?;
                    crate::ledger_log::append_act(tx, &append, &[entry]).await?;
                    if effect {
                        let case = row.case_id.ok_or(Error::NotFound)?;
                        erased = take_effect(tx, &append, &jobs, proposal.act, case, &actor, now)
                            .await?;
                        phase = Phase::Done;
                    }
                    store::proposal::move_on(tx, &of, &row, phase, by, now).await?;
                    let work = notice("proposal-decided", &row, word, now);
                    store::outbox::enqueue(tx, &of, &work).await?;
                    Ok((phase, erased))
                })
            })
            .await?;
        if let Some(erased) = erased {
            self.remove_blobs(program, &erased).await;
        }
        Ok(phase)
    }

    /// Ends what time ended, and does what a delay agreed to.
    pub(crate) async fn run_proposals(
        &self,
        program: &ProgramId,
        jobs: &Authorized<RunJobs>,
    ) -> Result<u64, Error> {
        let (now, proof) = (self.now(), jobs.clone());
        let waiting = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move {
                    let mut open = Vec::new();
                    for phase in [Phase::Waiting, Phase::Agreed] {
                        open.extend(store::proposal::in_phase(tx, &proof, phase, SHOWN).await?);
                    }
                    Ok(open)
                })
            })
            .await?;
        let mut moved = 0;
        for row in waiting {
            if row.proposal()?.phase_at(now).name() != row.phase {
                self.decide_proposal(None, program, row.proposal_id, Step::Agree).await?;
                moved += 1;
            }
        }
        Ok(moved)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Agree,
    Stop,
}

/// Does what takes effect with the agreement.
async fn take_effect(
    tx: &store::Tx<'_>,
    append: &Authorized<AppendLedger>,
    jobs: &Authorized<RunJobs>,
    act: JointAct,
    case: CaseId,
    actor: &str,
    now: Instant,
) -> Result<Option<Arc<Erasing>>, Error> {
    let program = append.program().ok_or(Error::NotFound)?;
    let entered = store::case_file::enter(tx, jobs, program, case).await?.ok_or(Error::NotFound)?;
    match act {
        JointAct::SetHold | JointAct::LiftHold => {
            let is_set = act == JointAct::SetHold;
            store::case_file::hold(tx, &entered, is_set.then_some(now)).await?;
            let word = if is_set { "HoldSet" } else { "HoldLifted" };
            let entry = Leaf::of_act(word, &format!("case:{case}"), actor, None, now)?;
            crate::ledger_log::append_act(tx, append, &[entry]).await?;
            Ok(None)
        }
        JointAct::EraseCase => {
            let what = (crate::erasure::Part::Case, crate::erasure::AGREED);
            crate::erasure::erase(tx, append, &entered, case, what, actor, now)
                .await
                .map(|erasing| Some(Arc::new(erasing)))
        }
        JointAct::SwitchToAssisted | JointAct::ExportProgram => {
            Err(Error::bug("proposal", &"it has no effect of its own"))
        }
    }
}

fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "proposal", column: "sealed_details", row, version: 1 }
}
