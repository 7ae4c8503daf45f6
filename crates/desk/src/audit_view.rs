//! The audit log for those who look after access: who did what, in words, newest first.
//!
//! Whoever audits a program sees what is about it. What is about no program (sign-ins, sessions, factors)
//! is seen by administrators of the instance, and everything by its auditors. A case that the reader may not
//! know of is named by no handle.

use std::collections::BTreeMap;

use access::{AdministerInstance, Principal, ReadAudit, SeeCase, Target, decide};
use clock::Instant;
use policy::id::{CaseId, ProgramId, UserId};
use store::audit::AuditRow;

use crate::Desk;
use crate::audit::{AuditDetails, HEARTBEAT, user_of};
use crate::error::Error;
use crate::open_case::on_case;
use crate::visitor::Member;

/// Lines on one page.
const PAGE: u32 = 100;
/// A log may be unsigned for so long: two heartbeats.
const STALE: core::time::Duration = HEARTBEAT.saturating_mul(2);

/// One entry of the audit log, for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its place in the log.
    pub index: u64,
    /// When it was recorded.
    pub at: Instant,
    /// What was done (`CaseRead`, `SignedIn` …).
    pub act: String,
    /// The pseudonym of who did it.
    pub actor: String,
    /// The name they sign in with, where there is one.
    pub login: Option<String>,
    /// The program it is about.
    pub program: Option<ProgramId>,
    /// The handle of the case it is about, where the reader may know of it.
    pub case: Option<String>,
    /// Whether it is about a case.
    pub is_about_a_case: bool,
    /// What it is about, as the log names it.
    pub object: String,
    /// The name of the account it is about, where it is about one.
    pub object_login: Option<String>,
    /// What more is known of it.
    pub details: AuditDetails,
}

/// A page of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// Its lines, newest first.
    pub lines: Vec<AuditLine>,
    /// What to ask for the page after it with; nothing: it was the last.
    pub next: Option<u64>,
}

/// Whether the instance does what it promises by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It does.
    Fine,
    /// A log was not signed for too long.
    Unsigned {
        /// The name of the log.
        log: String,
    },
}

impl Desk {
    /// What the audit log says about a program, before place `before`.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`] for whoever does not audit it.
    pub async fn audit_of_program(
        &self,
        member: &Member,
        program: &ProgramId,
        before: Option<u64>,
    ) -> Result<AuditPage, Error> {
        self.program(program)?;
        let proof = decide::<ReadAudit>(&member.principal(), Target::Program(program.clone()))?;
        let rows = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(
                    async move { Ok(store::audit::newest(tx, &proof, before, PAGE + 1).await?) },
                )
            })
            .await?;
        self.audit_page(member, rows).await
    }

    /// What the audit log says about the instance: all of it for its auditors, what is about no program for
    /// its administrators.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`] for anybody else.
    pub async fn audit_of_instance(
        &self,
        member: &Member,
        before: Option<u64>,
    ) -> Result<AuditPage, Error> {
        let principal = member.principal();
        let rows = match decide::<ReadAudit>(&principal, Target::Instance) {
            Ok(proof) => {
                self.read(move |tx| {
                    let proof = proof.clone();
                    Box::pin(async move {
                        Ok(store::audit::newest(tx, &proof, before, PAGE + 1).await?)
                    })
                })
                .await?
            }
            Err(_) => {
                let proof = decide::<AdministerInstance>(&principal, Target::Instance)?;
                self.read(move |tx| {
                    let proof = proof.clone();
                    Box::pin(async move {
                        Ok(store::audit::newest_of_none(tx, &proof, before, PAGE + 1).await?)
                    })
                })
                .await?
            }
        };
        self.audit_page(member, rows).await
    }

    async fn audit_page(
        &self,
        member: &Member,
        mut rows: Vec<AuditRow>,
    ) -> Result<AuditPage, Error> {
        let full = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let is_more = rows.len() > full;
        rows.truncate(full);
        let next = rows.last().filter(|_| is_more).map(|row| row.leaf_index);
        let users: Vec<UserId> = rows
            .iter()
            .flat_map(|row| [user_of(&row.actor), user_of(&row.object)])
            .flatten()
            .collect();
        let cases: Vec<(ProgramId, CaseId)> =
            rows.iter().filter_map(|row| row.program_id.clone().zip(row.case_id)).collect();
        let (logins, handles) = self.names_in_audit(member.principal(), users, cases).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let login_of = |name: &str| user_of(name).and_then(|user| logins.get(&user).cloned());
            let case = row.case_id.and_then(|case| handles.get(&case).cloned());
            let is_about_a_case = row.case_id.is_some();
            let mut details = self.audit_details(&row)?;
            // Of a case that the reader may not know of: that somebody did something with one, no more.
            let is_hidden = is_about_a_case && case.is_none();
            if is_hidden {
                details.words = None;
            }
            lines.push(AuditLine {
                index: row.leaf_index,
                at: row.recorded_at,
                login: login_of(&row.actor),
                object_login: login_of(&row.object),
                case,
                is_about_a_case,
                details,
                act: row.act,
                actor: row.actor,
                program: row.program_id,
                object: if is_hidden { "case".to_owned() } else { row.object },
            });
        }
        Ok(AuditPage { lines, next })
    }

    async fn names_in_audit(
        &self,
        principal: Principal,
        mut users: Vec<UserId>,
        mut cases: Vec<(ProgramId, CaseId)>,
    ) -> Result<(BTreeMap<UserId, String>, BTreeMap<CaseId, String>), Error> {
        users.sort_unstable();
        users.dedup();
        cases.sort_unstable();
        cases.dedup();
        self.read(move |tx| {
            let (principal, users, cases) = (principal.clone(), users.clone(), cases.clone());
            Box::pin(async move {
                let mut logins = BTreeMap::new();
                for user in users {
                    if let Some(account) = store::account::find(tx, user).await? {
                        logins.insert(user, account.login);
                    }
                }
                let mut handles = BTreeMap::new();
                for (program, case) in cases {
                    let Ok(proof) = on_case::<SeeCase>(tx, &principal, &program, case).await else {
                        continue;
                    };
                    if let Some(line) = store::case_file::outline(tx, &proof).await? {
                        handles.insert(case, line.handle);
                    }
                }
                Ok((logins, handles))
            })
        })
        .await
    }

    /// Whether the instance is well: the store answers, and no log waits for a signature for longer than two
    /// heartbeats. For whoever watches from outside.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn health(&self) -> Result<Health, Error> {
        let now = self.now();
        let audit = self.audit_log().await?;
        let is_old = |signed: Option<Instant>| {
            // What was not signed while nobody ran is signed by the first run of the jobs.
            let since = signed.unwrap_or(Instant::MIN).max(self.inner().started);
            now.since(since).is_some_and(|age| age > STALE)
        };
        let latest = self.latest_head(&audit.log()).await?;
        if is_old(latest.map(|head| head.signed_at)) {
            return Ok(Health::Unsigned { log: audit.log().origin.to_owned() });
        }
        for program in self.programs() {
            let id = program.id.clone();
            let size = self
                .read(move |tx| {
                    let id = id.clone();
                    Box::pin(async move { Ok(store::ledger::head(tx, &id).await?) })
                })
                .await?
                .map_or(0, |head| head.size);
            let latest = self.latest_checkpoint(&program).await?;
            let is_signed = latest.as_ref().map_or(0, |head| head.size) == size;
            if !is_signed && is_old(latest.map(|head| head.signed_at)) {
                return Ok(Health::Unsigned { log: program.origin.clone() });
            }
        }
        Ok(Health::Fine)
    }
}
