//! The security report of a program: who has access and uses it, what changed, what was read, what is amiss.
//!
//! Made from the audit log, the team and the alerts, for owners, for auditors and administrators of the
//! instance, and for the operator at the console. It holds names, times and kinds of acts; no text of a case.
//! A review of access is due every ninety days: an owner looks at the list and says so, which is an entry of
//! the audit log.

use core::time::Duration;
use std::collections::BTreeMap;

use access::{PermissionKind, Principal, Role, RunJobs, Target, Verdict, decide, judge};
use clock::Instant;
use policy::id::{ProgramId, UserId};
use serde::Serialize;
use store::audit::AuditRow;

use crate::Desk;
use crate::access_reason::ReadReason;
use crate::audit::{Record, member as pseudonym, user_of};
use crate::audit_view::Health;
use crate::error::Error;
use crate::inner::SecondFactorRule;
use crate::visitor::Member;

/// Days that the report looks back.
pub const REPORT_DAYS: u16 = 30;
/// Days after which access has to be reviewed again.
pub const REVIEW_DAYS: u16 = 90;
/// Days without a sign-in after which an account is stale.
pub const STALE_DAYS: u16 = 60;
/// A backup is missed after so long.
const BACKUP_MISSED: Duration = Duration::from_hours(36);
/// Entries read at once.
const PAGE: u32 = 1_000;
/// Most entries that one list shows; the log has the others.
const MOST_LINES: usize = 500;

/// The security report of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecurityReport {
    /// The program.
    pub program: String,
    /// When it was made.
    pub made: String,
    /// Days that it looks back.
    pub days: u16,
    /// When access was reviewed last, if ever.
    pub reviewed: Option<String>,
    /// Whether a review of access is due.
    pub review_due: bool,
    /// Who has access to the program as a whole.
    pub members: Vec<MemberAccess>,
    /// Rights given and taken, newest first.
    pub changes: Vec<ReportLine>,
    /// Restricted cases that were read, and files and cases taken out, newest first.
    pub reads: Vec<ReportLine>,
    /// Alerts by rule.
    pub alerts: Vec<AlertCount>,
    /// What was checked.
    pub checks: Vec<SecurityCheck>,
    /// Where this instance is set up otherwise than is advised.
    pub deviations: Vec<String>,
}

/// Somebody's access to a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberAccess {
    /// The name they sign in with.
    pub login: String,
    /// Their role.
    pub role: String,
    /// Since when they are in the team.
    pub since: String,
    /// When they signed in last, as far as the audit log goes back.
    pub last_sign_in: Option<String>,
    /// Whether they did not sign in for [`STALE_DAYS`].
    pub stale: bool,
    /// Whether they have a second factor.
    pub second_factor: bool,
}

/// An entry of the audit log in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportLine {
    /// Its place in the audit log.
    pub index: u64,
    /// When.
    pub at: String,
    /// Who: a name, or a pseudonym.
    pub who: String,
    /// What was done.
    pub act: String,
    /// What it was done to.
    pub about: String,
    /// The reason that was given, in words.
    pub why: Option<String>,
}

/// How often a rule was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AlertCount {
    /// The rule.
    pub rule: String,
    /// Alerts that nobody looked at.
    pub waiting: u64,
    /// Alerts that somebody looked at.
    pub seen: u64,
}

/// Something that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecurityCheck {
    /// What, in a few words.
    pub name: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// What was found, in a sentence.
    pub found: String,
}

impl SecurityReport {
    /// Whether every check holds.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }
}

/// Acts that give somebody a right, take it, or change what a right opens.
const CHANGES: [&str; 24] = [
    "MemberGranted",
    "MemberRemoved",
    "RoleGranted",
    "RoleRevoked",
    "CaseShared",
    "CaseUnshared",
    "CaseRestricted",
    "CaseOpenedToTeam",
    "PermissionSetChanged",
    "TeamKeyBegan",
    "AccountConfirmed",
    "FactorAdded",
    "FactorRemoved",
    "FactorReset",
    "HoldSet",
    "HoldLifted",
    "CaseErased",
    "CaseHandedOver",
    "CaseTakenOver",
    "AttachmentsErased",
    "ReporterErased",
    "AccessReviewed",
    "TokenMade",
    "TokenRevoked",
];
/// Acts by which content leaves those whose matter it is.
const READS: [&str; 4] =
    ["RestrictedCaseRead", "AttachmentRead", "CaseExported", "CaseSealedForAnother"];

fn days(days: u16) -> Duration {
    Duration::from_hours(u64::from(days) * 24)
}

fn before(now: Instant, age: Duration) -> Instant {
    now.checked_sub(age).unwrap_or(Instant::MIN)
}

/// What the log says that the report needs.
#[derive(Default)]
struct Gathered {
    changes: Vec<AuditRow>,
    reads: Vec<AuditRow>,
    reviewed: Option<Instant>,
    last_sign_in: BTreeMap<UserId, Instant>,
}

impl Gathered {
    fn add(&mut self, row: AuditRow, program: &ProgramId, since: Instant) {
        if row.act == "SignedIn"
            && let Some(user) = user_of(&row.actor)
        {
            self.last_sign_in.insert(user, row.recorded_at);
        }
        let is_ours = row.program_id.as_ref() == Some(program);
        if is_ours && row.act == "AccessReviewed" {
            self.reviewed = Some(row.recorded_at);
        }
        let is_anybodys = row.program_id.is_none();
        if row.recorded_at < since || !(is_ours || is_anybodys) {
            return;
        }
        if CHANGES.contains(&row.act.as_str()) {
            self.changes.push(row);
        } else if is_ours && READS.contains(&row.act.as_str()) {
            self.reads.push(row);
        }
    }
}

impl Desk {
    /// The security report of a program, for a member who looks after it.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`] for anybody else.
    pub async fn security_report(
        &self,
        member: &Member,
        program: &ProgramId,
    ) -> Result<SecurityReport, Error> {
        self.may_review(member, program)?;
        self.report_on(program, Vec::new()).await
    }

    /// The same for the operator at the console, with everything of the program verified anew.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown program.
    pub async fn security_report_at_console(
        &self,
        program: &ProgramId,
    ) -> Result<SecurityReport, Error> {
        let mut found = Vec::new();
        let verified = self.verify(None, None).await?;
        let ours = verified.programs.iter().find(|report| report.program == program.as_str());
        found.push(SecurityCheck {
            name: "log of the program",
            holds: ours.is_some_and(|report| report.fault.is_none()),
            found: ours.map_or_else(|| "it was not found".to_owned(), ToString::to_string),
        });
        if let Some(audit) = &verified.audit {
            found.push(SecurityCheck {
                name: "audit log",
                holds: audit.fault.is_none(),
                found: audit.to_string(),
            });
        }
        self.report_on(program, found).await
    }

    /// Notes that somebody who looks after a program reviewed who has access to it.
    ///
    /// # Errors
    /// As [`Self::security_report`].
    pub async fn review_access(&self, member: &Member, program: &ProgramId) -> Result<(), Error> {
        self.may_review(member, program)?;
        let record = Record {
            object: format!("program:{program}"),
            program: Some(program.clone()),
            ..Record::by_member("AccessReviewed", member.user, self.now())
        };
        self.audit(&[record]).await
    }

    fn may_review(&self, member: &Member, program: &ProgramId) -> Result<(), Error> {
        self.program(program)?;
        let principal = member.principal();
        let allowed = |kind, target: Target| judge(kind, &principal, &target) == Verdict::Allowed;
        let looks_after = allowed(PermissionKind::AdministerInstance, Target::Instance)
            || allowed(PermissionKind::ReadAudit, Target::Instance);
        if looks_after {
            return Ok(());
        }
        decide::<access::ManageMembers>(&principal, Target::Program(program.clone()))?;
        Ok(())
    }

    async fn report_on(
        &self,
        program: &ProgramId,
        mut checks: Vec<SecurityCheck>,
    ) -> Result<SecurityReport, Error> {
        let held = self.program(program)?;
        let now = self.now();
        let since = before(now, days(REPORT_DAYS));
        self.write_audit().await?;
        let gathered = self.gather(program, since, before(now, days(REVIEW_DAYS))).await?;
        let (members, names, founded) = self.access_to(program, &gathered, now).await?;
        let alerts = self.alert_counts(&members, &names, since).await?;
        let reviewed = gathered.reviewed;
        let review_due = reviewed.or(founded).is_none_or(|at| at < before(now, days(REVIEW_DAYS)));
        self.check_access(&members, review_due, &mut checks);
        self.check_instance(&alerts, now, &mut checks).await?;
        let mut deviations = Vec::new();
        if self.inner().second_factor == SecondFactorRule::Optional {
            deviations.push(
                "Second factors are optional here: set `second_factor` to `required`.".to_owned(),
            );
        }
        if members.iter().filter(|member| member.role == Role::Owner.name()).count() < 2 {
            deviations.push(
                "The program has fewer than two owners: acts that need two people wait seventy-two hours instead.".to_owned(),
            );
        }
        if self.time_is_driven() {
            deviations.push("The time of this instance is driven by hand.".to_owned());
        }
        let lines = |rows: Vec<AuditRow>| -> Result<Vec<ReportLine>, Error> {
            rows.into_iter()
                .rev()
                .take(MOST_LINES)
                .map(|row| self.report_line(&row, &names))
                .collect()
        };
        Ok(SecurityReport {
            program: held.id.to_string(),
            made: now.to_string(),
            days: REPORT_DAYS,
            reviewed: reviewed.map(|at| at.to_string()),
            review_due,
            members,
            changes: lines(gathered.changes)?,
            reads: lines(gathered.reads)?,
            alerts,
            checks,
            deviations,
        })
    }

    async fn gather(
        &self,
        program: &ProgramId,
        since: Instant,
        from: Instant,
    ) -> Result<Gathered, Error> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        let mut gathered = Gathered::default();
        let proof = jobs.clone();
        let mut next = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move { Ok(store::audit::first_since(tx, &proof, from).await?) })
            })
            .await?
            .unwrap_or(u64::MAX);
        while next < u64::MAX {
            let proof = jobs.clone();
            let rows = self
                .read(move |tx| {
                    let proof = proof.clone();
                    Box::pin(async move { Ok(store::audit::page(tx, &proof, next, PAGE).await?) })
                })
                .await?;
            next = rows.last().map_or(u64::MAX, |row| row.leaf_index.saturating_add(1));
            for row in rows {
                gathered.add(row, program, since);
            }
        }
        Ok(gathered)
    }

    /// Who has access to a program, the names of every account, and since when there is a team.
    async fn access_to(
        &self,
        program: &ProgramId,
        gathered: &Gathered,
        now: Instant,
    ) -> Result<(Vec<MemberAccess>, BTreeMap<UserId, String>, Option<Instant>), Error> {
        let mut members = Vec::new();
        let facts = self.members_of(program).await?;
        let founded = facts.iter().map(|facts| facts.since).min();
        for facts in facts {
            let user = facts.user;
            let has_factor = self
                .read(move |tx| {
                    Box::pin(async move {
                        let app = store::second_factor::totp(tx, user).await?;
                        let passkeys = store::passkey::of_user(tx, user).await?;
                        let has_app = app.is_some_and(|row| row.confirmed_at.is_some());
                        Ok(has_app || !passkeys.is_empty())
                    })
                })
                .await?;
            let last = gathered.last_sign_in.get(&user).copied();
            members.push(MemberAccess {
                stale: last.unwrap_or(facts.since) < before(now, days(STALE_DAYS)),
                login: facts.login,
                role: facts.role.name().to_owned(),
                since: facts.since.to_string(),
                last_sign_in: last.map(|at| at.to_string()),
                second_factor: has_factor,
            });
        }
        let accounts =
            self.read(|tx| Box::pin(async move { Ok(store::account::all(tx).await?) })).await?;
        let names = accounts.into_iter().map(|account| (account.user_id, account.login)).collect();
        Ok((members, names, founded))
    }

    /// Alerts about the members of a program, and about no account.
    async fn alert_counts(
        &self,
        members: &[MemberAccess],
        names: &BTreeMap<UserId, String>,
        since: Instant,
    ) -> Result<Vec<AlertCount>, Error> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        let rows = self
            .read(move |tx| {
                let jobs = jobs.clone();
                Box::pin(async move { Ok(store::alert::since(tx, &jobs, since, 10_000).await?) })
            })
            .await?;
        let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        for row in rows {
            let login = row.user_id.and_then(|user| names.get(&user));
            let is_ours = match (row.user_id, login) {
                (None, _) => true,
                (Some(_), Some(login)) => members.iter().any(|member| member.login == *login),
                (Some(_), None) => false,
            };
            if is_ours {
                let (waiting, seen) = counts.entry(row.rule).or_default();
                *(if row.seen_at.is_some() { seen } else { waiting }) += 1;
            }
        }
        let counted = |(rule, (waiting, seen))| AlertCount { rule, waiting, seen };
        Ok(counts.into_iter().map(counted).collect())
    }

    fn check_access(
        &self,
        members: &[MemberAccess],
        review_due: bool,
        checks: &mut Vec<SecurityCheck>,
    ) {
        let named = |wanted: &dyn Fn(&&MemberAccess) -> bool| -> Vec<&str> {
            members.iter().filter(wanted).map(|member| member.login.as_str()).collect()
        };
        checks.push(SecurityCheck {
            name: "review of access",
            holds: !review_due,
            found: match review_due {
                true => format!(
                    "nobody said within {REVIEW_DAYS} days that they reviewed who has access"
                ),
                false => format!(
                    "access was reviewed, or the team was founded, within {REVIEW_DAYS} days"
                ),
            },
        });
        let stale = named(&|member| member.stale);
        checks.push(SecurityCheck {
            name: "stale accounts",
            holds: stale.is_empty(),
            found: match stale.is_empty() {
                true => format!("everybody signed in within {STALE_DAYS} days"),
                false => format!("no sign-in within {STALE_DAYS} days: {}", stale.join(", ")),
            },
        });
        let bare = named(&|member| !member.second_factor);
        checks.push(SecurityCheck {
            name: "second factors",
            holds: bare.is_empty(),
            found: match bare.is_empty() {
                true => "everybody has one".to_owned(),
                false => format!("without one: {}", bare.join(", ")),
            },
        });
    }

    async fn check_instance(
        &self,
        alerts: &[AlertCount],
        now: Instant,
        checks: &mut Vec<SecurityCheck>,
    ) -> Result<(), Error> {
        let waiting: u64 = alerts.iter().map(|count| count.waiting).sum();
        checks.push(SecurityCheck {
            name: "alerts",
            holds: waiting == 0,
            found: match waiting {
                0 => "somebody looked at each".to_owned(),
                _ => format!("nobody looked at {waiting} of them"),
            },
        });
        let health = self.health().await?;
        checks.push(SecurityCheck {
            name: "signatures of the logs",
            holds: health == Health::Fine,
            found: match health {
                Health::Fine => "every log was signed within two hours".to_owned(),
                Health::Unsigned { log } => format!("{log} was not signed for two hours"),
            },
        });
        let backup = self.last_backup().await?;
        checks.push(SecurityCheck {
            name: "backup",
            holds: backup.is_some_and(|at| at >= before(now, BACKUP_MISSED)),
            found: match backup {
                Some(at) => format!("the last one was written at {at}"),
                None => "none was written with `candor backup`".to_owned(),
            },
        });
        Ok(())
    }

    fn report_line(
        &self,
        row: &AuditRow,
        names: &BTreeMap<UserId, String>,
    ) -> Result<ReportLine, Error> {
        let name_of = |text: &str| {
            text.split('/')
                .map(|part| match user_of(part) {
                    Some(user) => names.get(&user).cloned().unwrap_or_else(|| pseudonym(user)),
                    None => part.to_owned(),
                })
                .collect::<Vec<_>>()
                .join("/")
        };
        let details = self.audit_details(row)?;
        let reason = details.reason.as_deref().and_then(ReadReason::from_name);
        Ok(ReportLine {
            index: row.leaf_index,
            at: row.recorded_at.to_string(),
            who: name_of(&row.actor),
            act: row.act.clone(),
            about: name_of(&row.object),
            why: reason.map(|reason| reason.words().to_owned()),
        })
    }
}
