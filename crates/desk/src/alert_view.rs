//! Alerts for those who look after a team, and for the person concerned.
//!
//! Administrators and auditors of the instance see all; owners see those about members of their programs;
//! everybody sees those about themselves. Who looked at one is noted, and nobody closes one about themselves.

use core::time::Duration;

use access::{PermissionKind, Principal, RunJobs, Target, Verdict, decide, judge};
use anomaly::{RuleId, Rules};
use clock::Instant;
use policy::id::UserId;
use store::alert::{AlertId, AlertRow};

use crate::Desk;
use crate::audit::{Record, append};
use crate::error::Error;
use crate::form_token::unhex;
use crate::inner::hex;
use crate::visitor::{Member, roles_of};

/// Alerts are shown for so long.
const SHOWN: Duration = Duration::from_hours(30 * 24);
/// Most that are shown.
const MOST: u32 = 1_000;

/// One alert, for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertLine {
    /// What it is named by in addresses.
    pub id: String,
    /// When the rule was met.
    pub at: Instant,
    /// The rule.
    pub rule: String,
    /// What the rule counts, in words.
    pub counts: &'static str,
    /// What was counted.
    pub count: u64,
    /// What was done, in words.
    pub done: &'static str,
    /// What kind of subject: `member`, `token`, `network`, `instance`.
    pub subject: String,
    /// The name of the account it is about, where it is about one.
    pub login: Option<String>,
    /// Whether it is about the reader.
    pub is_own: bool,
    /// When somebody looked at it.
    pub seen: Option<Instant>,
    /// Whether the reader may say that they looked at it.
    pub may_see: bool,
}

/// What was done, in words.
fn done_in_words(action: &str, subject: &str) -> &'static str {
    match (action, subject) {
        ("log", _) => "written down",
        ("stop", "member") => "the owners were told, and every session was locked",
        ("step-up", "member") => "the owners were told, and a factor is asked for",
        ("throttle", "member") => "the owners were told",
        ("throttle" | "step-up", _) => "the owners were told, and it was slowed down",
        _ => "the owners were told",
    }
}

fn has(kind: PermissionKind, principal: &Principal, target: &Target) -> bool {
    judge(kind, principal, target) == Verdict::Allowed
}

impl Desk {
    /// The alerts of the last thirty days that this member may see, newest first.
    ///
    /// # Errors
    /// When the store does.
    pub async fn alerts(&self, member: &Member) -> Result<Vec<AlertLine>, Error> {
        let principal = member.principal();
        let sees_all = has(PermissionKind::AdministerInstance, &principal, &Target::Instance)
            || has(PermissionKind::ReadAudit, &principal, &Target::Instance);
        let own = member.user;
        let since = self.now().checked_sub(SHOWN).unwrap_or(Instant::MIN);
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        self.read(move |tx| {
            let (jobs, principal) = (jobs.clone(), principal.clone());
            Box::pin(async move {
                let mut lines = Vec::new();
                for row in store::alert::since(tx, &jobs, since, MOST).await? {
                    let looks_after = looks_after(tx, &principal, sees_all, row.user_id).await?;
                    let is_own = row.user_id == Some(own);
                    if !looks_after && !is_own {
                        continue;
                    }
                    let login = match row.user_id {
                        Some(user) => {
                            store::account::find(tx, user).await?.map(|account| account.login)
                        }
                        None => None,
                    };
                    lines.push(line(row, login, is_own, looks_after));
                }
                Ok(lines)
            })
        })
        .await
    }

    /// Notes that this member looked at an alert.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of this name that they may see, [`Error::Forbidden`] for one about
    /// themselves.
    pub async fn see_alert(&self, member: &Member, id: &str) -> Result<(), Error> {
        let id = AlertId(unhex::<16>(id).ok_or(Error::NotFound)?);
        let principal = member.principal();
        let sees_all = has(PermissionKind::AdministerInstance, &principal, &Target::Instance)
            || has(PermissionKind::ReadAudit, &principal, &Target::Instance);
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        let (own, now) = (member.user, self.now());
        let entry = self.prepare_audit(&Record {
            object: format!("alert:{}", hex(&id.0)),
            ..Record::by_member("AlertSeen", own, now)
        })?;
        self.write(move |tx| {
            let (jobs, principal, entry) = (jobs.clone(), principal.clone(), entry.clone());
            Box::pin(async move {
                let row = store::alert::find(tx, &jobs, id).await?.ok_or(Error::NotFound)?;
                let looks_after = looks_after(tx, &principal, sees_all, row.user_id).await?;
                match (row.user_id == Some(own), looks_after) {
                    (true, _) => {
                        return Err(Error::Forbidden("close an alert about yourself"));
                    }
                    (false, false) => return Err(Error::NotFound),
                    (false, true) => {}
                }
                if store::alert::see(tx, &jobs, id, own, now).await? {
                    append(tx, &[entry]).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// Whether somebody looks after whom an alert is about.
async fn looks_after(
    tx: &store::Tx<'_>,
    principal: &Principal,
    sees_all: bool,
    user: Option<UserId>,
) -> Result<bool, Error> {
    if sees_all {
        return Ok(true);
    }
    let Some(user) = user else { return Ok(false) };
    let roles = roles_of(store::team::grants_of_user(tx, user).await?);
    Ok(roles.into_iter().any(|(program, _)| {
        has(PermissionKind::ManageMembers, principal, &Target::Program(program))
    }))
}

fn line(row: AlertRow, login: Option<String>, is_own: bool, looks_after: bool) -> AlertLine {
    let known = RuleId::all().into_iter().find(|id| id.name() == row.rule);
    let rules = Rules::usual();
    let counts = known
        .and_then(|id| rules.get(id))
        .map_or("what an earlier version of Candor counted", |rule| rule.counts());
    AlertLine {
        id: hex(&row.alert_id.0),
        at: row.raised_at,
        counts,
        count: row.count,
        done: done_in_words(&row.action, &row.subject),
        login,
        is_own,
        seen: row.seen_at,
        may_see: looks_after && !is_own && row.seen_at.is_none(),
        rule: row.rule,
        subject: row.subject,
    }
}
