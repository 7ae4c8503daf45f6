//! The lookout: what happened goes through the rules of `anomaly`, and what they ask for is done.
//!
//! It sees metadata only: the entries of the audit log, and what the edge saw of networks, tokens and
//! receipts that open nothing. People, cases and networks go in as pseudonyms, networks under a key that is
//! forgotten every day. The jobs evaluate; an alert is kept, written to the audit log, told to the owners and
//! the person, and slows down, asks for a factor or locks, as its rule says. After a start the last 31 days of
//! the audit log are gone through once more, so that what is usual for each person is known again.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use access::{Authorized, Principal, RunJobs, Target, decide};
use anomaly::{Action, Alert, Event, Kind, Pseudonym, RuleId, Rules, Subject, Watch};
use clock::Instant;
use policy::id::{CaseId, ProgramId, UserId};
use seal::RootUse;
use sha2::{Digest, Sha256};
use store::alert::{AlertId, AlertRow};
use store::audit::AuditRow;
use store::notice::{NoticeId, NoticeRow};
use store::restraint::RestraintRow;

use crate::Desk;
use crate::audit::{AuditDetails, Record, append, member, user_of};
use crate::error::Error;
use crate::jobs::JobReport;
use crate::random;
use crate::visitor::roles_of;

/// Where the place of the next entry to be looked at is kept.
const PLACE_KEY: &str = "lookout";
/// So far back the audit log is gone through after a start.
const REMEMBERED: Duration = Duration::from_hours(31 * 24);
/// Entries read at once.
const PAGE: u32 = 1_000;
/// Sights that wait at most for the next run; with more the oldest are forgotten.
const MOST_WAITING: usize = 50_000;
/// Networks and tokens that are slowed down at most.
const MOST_SLOWED: usize = 10_000;
/// A day, for the key of networks.
const DAY_SECONDS: i64 = 86_400;

/// What the edge saw that no log has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Something was asked for that is not there, or not for them.
    NotFound,
    /// A receipt that opens nothing was tried.
    ReceiptGuessed,
    /// A receipt opened its case.
    ReceiptOpened(CaseId),
    /// A report was sent.
    Submitted,
    /// The clock of the machine moved by so many seconds against the time that passed.
    ClockStepped(i64),
    /// A check of a log found something that does not fit.
    LedgerMismatch,
}

/// Who stands behind a pseudonym.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    Member(UserId),
    Token,
}

/// The state of the lookout.
pub(crate) struct Lookout {
    state: Mutex<State>,
    /// What was seen since the last run.
    waiting: Mutex<Vec<Event>>,
    /// The key of networks, and its day.
    network_key: Mutex<(i64, [u8; 32])>,
    /// What is slowed down, until when.
    slowed: Mutex<BTreeMap<Slowed, Instant>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slowed {
    Pseudonym(u64),
    Everybody,
}

struct State {
    rules: Rules,
    watch: Option<Watch>,
    /// The place of the next entry of the audit log.
    next: u64,
    behind: BTreeMap<Pseudonym, Behind>,
    /// Who began a team's first key last: their own grant is no change.
    founding: Option<(Option<ProgramId>, String)>,
}

impl Default for Lookout {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                rules: Rules::usual(),
                watch: None,
                next: 0,
                behind: BTreeMap::new(),
                founding: None,
            }),
            waiting: Mutex::new(Vec::new()),
            network_key: Mutex::new((i64::MIN, [0; 32])),
            slowed: Mutex::new(BTreeMap::new()),
        }
    }
}

impl Lookout {
    fn see(&self, event: Event) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= MOST_WAITING {
            let half = waiting.len() / 2;
            waiting.drain(..half);
        }
        waiting.push(event);
    }

    /// The pseudonym of a network today.
    fn network(&self, prefix: [u8; 7], now: Instant) -> Pseudonym {
        let day = now.second().div_euclid(DAY_SECONDS);
        let mut key = self.network_key.lock().unwrap_or_else(PoisonError::into_inner);
        if key.0 != day {
            *key = (day, random::bytes());
        }
        let digest: [u8; 32] =
            Sha256::new_with_prefix(key.1).chain_update(prefix).finalize().into();
        pseudonym_of(&digest)
    }

    fn slow(&self, whom: Slowed, until: Instant, now: Instant) {
        let mut slowed = self.slowed.lock().unwrap_or_else(PoisonError::into_inner);
        if slowed.len() >= MOST_SLOWED {
            slowed.retain(|_, end| now < *end);
        }
        if slowed.len() < MOST_SLOWED {
            slowed.insert(whom, until);
        }
    }

    fn is_slowed(&self, whom: Slowed, now: Instant) -> bool {
        let slowed = self.slowed.lock().unwrap_or_else(PoisonError::into_inner);
        slowed.get(&whom).is_some_and(|until| now < *until)
    }
}

fn pseudonym_of(digest: &[u8]) -> Pseudonym {
    Pseudonym(u64::from_be_bytes(*digest.first_chunk::<8>().unwrap_or(&[0; 8])))
}

/// Acts that give somebody a right or take it, as the logs name them.
fn raises(act: &str) -> Option<bool> {
    match act {
        "MemberGranted" | "CaseShared" | "RoleGranted" => Some(true),
        "MemberRemoved" | "CaseUnshared" | "RoleRevoked" | "PermissionSetChanged" => Some(false),
        _ => None,
    }
}

impl Desk {
    /// Sets the rules as the operator tuned them. Before the first run of the jobs.
    pub fn set_alert_rules(&self, rules: Rules) {
        self.inner().lookout.state.lock().unwrap_or_else(PoisonError::into_inner).rules = rules;
    }

    /// Notes what the edge saw; the next run of the jobs looks at it.
    pub fn saw(&self, sight: Sight, network: Option<[u8; 7]>) {
        let now = self.now();
        let kind = match sight {
            Sight::NotFound => Kind::NotFound,
            Sight::ReceiptGuessed => Kind::ReceiptGuessed,
            Sight::ReceiptOpened(case) => Kind::ReceiptOpened { case: self.case_pseudonym(case) },
            Sight::Submitted => Kind::Submitted,
            Sight::ClockStepped(seconds) => Kind::ClockStepped { seconds },
            Sight::LedgerMismatch => Kind::LedgerMismatch,
        };
        let prefix = network.map(|network| self.inner().lookout.network(network, now));
        self.inner().lookout.see(Event { at: now, actor: None, prefix, kind });
    }

    /// Notes that a token of the API was used.
    pub fn saw_token(&self, token: &str, network: Option<[u8; 7]>) {
        let now = self.now();
        let lookout = &self.inner().lookout;
        let actor = self.token_pseudonym(token);
        {
            let mut state = lookout.state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.behind.len() < MOST_WAITING {
                state.behind.insert(actor, Behind::Token);
            }
        }
        let prefix = network.map(|network| lookout.network(network, now));
        lookout.see(Event { at: now, actor: Some(actor), prefix, kind: Kind::TokenUsed });
    }

    /// Whether a network, the token it sends, or everybody is to be slowed down now.
    #[must_use]
    pub fn is_slowed(&self, network: Option<[u8; 7]>, token: Option<&str>) -> bool {
        let (now, lookout) = (self.now(), &self.inner().lookout);
        if lookout.slowed.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
            return false;
        }
        let mut whom = vec![Slowed::Everybody];
        whom.extend(network.map(|network| Slowed::Pseudonym(lookout.network(network, now).0)));
        whom.extend(token.map(|token| Slowed::Pseudonym(self.token_pseudonym(token).0)));
        whom.into_iter().any(|whom| lookout.is_slowed(whom, now))
    }

    fn pseudonym(&self, what: &[u8], id: &[u8]) -> Pseudonym {
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Audit);
        pseudonym_of(&key.mac(&[b"pseudonym", what, id]))
    }

    fn case_pseudonym(&self, case: CaseId) -> Pseudonym {
        self.pseudonym(b"case", case.as_bytes())
    }

    fn token_pseudonym(&self, token: &str) -> Pseudonym {
        self.pseudonym(b"token", token.as_bytes())
    }

    /// What an entry of the audit log says to the rules, how often, and who stands behind it.
    fn seen_in(&self, row: &AuditRow, state: &mut State) -> Result<Option<(Event, u64)>, Error> {
        let whose = |name: &str| {
            let user = name.split('/').find_map(user_of)?;
            Some((user, self.pseudonym(b"user", user.as_bytes())))
        };
        let actor = whose(&row.actor);
        let object = whose(&row.object);
        let case = row.case_id.map(|case| self.case_pseudonym(case));
        let founding = state.founding.take();
        let mut times = 1;
        let (kind, who) = match (row.act.as_str(), case) {
            ("CaseRead" | "RestrictedCaseRead" | "SharedCaseRead", Some(case)) => {
                let details = self.audit_details(row)?;
                let kind = Kind::CaseRead {
                    case,
                    assigned: details.theirs == Some(true),
                    restricted: row.act == "RestrictedCaseRead",
                };
                (kind, actor)
            }
            ("AttachmentRead", _) => (Kind::AttachmentRead, actor),
            ("CaseExported", _) => (Kind::Exported { cases: 1 }, actor),
            ("SignedIn" | "PassphraseShown", _) => {
                let details = self.audit_details(row)?;
                let Some(known_device) = details.known_device else { return Ok(None) };
                (Kind::SignedIn { known_device }, actor)
            }
            ("SignInFailed" | "CodeFailed" | "PasskeyRefused", _) => {
                times = self.audit_details(row)?.count.unwrap_or(1);
                (Kind::UnlockFailed, object)
            }
            ("ModeSwitched", _) => (Kind::ModeSwitched, actor),
            ("TeamKeyBegan", _) => {
                if row.object == "epoch:1" {
                    state.founding = Some((row.program_id.clone(), row.actor.clone()));
                }
                return Ok(None);
            }
            (act, _) => {
                let Some(raises) = raises(act) else { return Ok(None) };
                if founding == Some((row.program_id.clone(), row.actor.clone())) {
                    return Ok(None);
                }
                let of = object.map_or(Pseudonym(0), |(_, pseudonym)| pseudonym);
                (Kind::GrantChanged { of, raises }, actor)
            }
        };
        let Some((user, pseudonym)) = who else { return Ok(None) };
        state.behind.insert(pseudonym, Behind::Member(user));
        let event = Event { at: row.recorded_at, actor: Some(pseudonym), prefix: None, kind };
        Ok(Some((event, times)))
    }

    /// Looks at everything that happened since the last run, and does what the rules ask for.
    pub(crate) async fn look_out(&self, report: &mut JobReport) -> Result<(), Error> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        let lookout = &self.inner().lookout;
        let is_first = lookout.state.lock().unwrap_or_else(PoisonError::into_inner).watch.is_none();
        let mut quiet_until = 0;
        if is_first {
            let (kept, from) = self.where_to_begin(&jobs).await?;
            let mut state = lookout.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.watch = Some(Watch::new(state.rules.clone()));
            state.next = from.min(kept);
            quiet_until = kept;
        }
        let mut found = Vec::new();
        let mut sights =
            std::mem::take(&mut *lookout.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        if !self.time_is_driven() {
            sights.extend(self.gauges().await?);
        }
        loop {
            let from = lookout.state.lock().unwrap_or_else(PoisonError::into_inner).next;
            let proof = jobs.clone();
            let rows = self
                .read(move |tx| {
                    let proof = proof.clone();
                    Box::pin(async move { Ok(store::audit::page(tx, &proof, from, PAGE).await?) })
                })
                .await?;
            let is_last = rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
            self.show(
                &rows,
                quiet_until,
                is_last.then(|| std::mem::take(&mut sights)),
                &mut found,
            )?;
            if is_last {
                break;
            }
        }
        for alert in &found {
            report.alerts += u64::from(self.act_on_alert(alert, &jobs).await?);
        }
        let next = lookout.state.lock().unwrap_or_else(PoisonError::into_inner).next;
        self.write(move |tx| {
            let jobs = jobs.clone();
            Box::pin(async move {
                Ok(store::meta::write(tx, &jobs, PLACE_KEY, &next.to_string()).await?)
            })
        })
        .await
    }

    /// Shows a page of entries to the rules, with what was seen beside them. What lies before `quiet_until`
    /// was judged already, and only teaches what is usual.
    fn show(
        &self,
        rows: &[AuditRow],
        quiet_until: u64,
        sights: Option<Vec<Event>>,
        found: &mut Vec<(Alert, Option<Behind>)>,
    ) -> Result<(), Error> {
        let mut state = self.inner().lookout.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut events: Vec<(Event, u64, bool)> = Vec::with_capacity(rows.len());
        for row in rows {
            let is_quiet = row.leaf_index < quiet_until;
            let seen = self.seen_in(row, &mut state)?;
            events.extend(seen.map(|(event, times)| (event, times, is_quiet)));
            state.next = row.leaf_index.saturating_add(1);
        }
        events.extend(sights.into_iter().flatten().map(|event| (event, 1, false)));
        events.sort_by_key(|(event, ..)| event.at);
        let State { watch, behind, .. } = &mut *state;
        let Some(watch) = watch else { return Ok(()) };
        for (event, times, is_quiet) in events {
            // A thousand failures say no more than a hundred.
            for _ in 0..times.min(100) {
                let alerts = watch.see(&event).into_iter().filter(|_| !is_quiet);
                found.extend(alerts.map(|alert| {
                    let who = match alert.subject {
                        Subject::Actor(pseudonym) => behind.get(&pseudonym).copied(),
                        Subject::Prefix(_) | Subject::Instance => None,
                    };
                    (alert, who)
                }));
            }
        }
        Ok(())
    }

    /// The place up to which everything was judged, and the place from which on it still matters.
    async fn where_to_begin(&self, jobs: &Authorized<RunJobs>) -> Result<(u64, u64), Error> {
        let since = self.now().checked_sub(REMEMBERED).unwrap_or(Instant::MIN);
        let jobs = jobs.clone();
        self.read(move |tx| {
            let jobs = jobs.clone();
            Box::pin(async move {
                let kept = store::meta::read(tx, PLACE_KEY).await?;
                let kept = kept.and_then(|kept| kept.parse().ok()).unwrap_or(0);
                let from = store::audit::first_since(tx, &jobs, since).await?;
                Ok((kept, from.unwrap_or(kept)))
            })
        })
        .await
    }

    /// What is measured rather than seen: how old the newest signature and the last backup are.
    async fn gauges(&self) -> Result<Vec<Event>, Error> {
        let now = self.now();
        let age = |since: Instant| {
            let age = now.since(since).unwrap_or_default().as_secs();
            u32::try_from(age).unwrap_or(u32::MAX)
        };
        let event = |kind| Event { at: now, actor: None, prefix: None, kind };
        let mut events = Vec::new();
        let log = self.audit_log().await?;
        if let Some(latest) = self.latest_head(&log.log()).await? {
            // While nobody ran nothing could be signed: that is no news.
            let since = latest.signed_at.max(self.inner().started);
            events.push(event(Kind::CheckpointAge { seconds: age(since) }));
        }
        if let Some(backed_up) = self.last_backup().await? {
            events.push(event(Kind::BackupAge { seconds: age(backed_up) }));
        }
        Ok(events)
    }

    /// Keeps an alert and does what it asks for. Says whether it is new.
    async fn act_on_alert(
        &self,
        (alert, behind): &(Alert, Option<Behind>),
        jobs: &Authorized<RunJobs>,
    ) -> Result<bool, Error> {
        let rule = alert.rule.name();
        let (subject, user) = match (alert.subject, *behind) {
            (Subject::Actor(_), Some(Behind::Member(user))) => ("member", Some(user)),
            (Subject::Actor(_), _) => ("token", None),
            (Subject::Prefix(_), _) => ("network", None),
            (Subject::Instance, _) => ("instance", None),
        };
        self.slow_down(alert, user);
        tracing::warn!(rule, subject, count = alert.count, "something unusual was noticed");
        let row = AlertRow {
            alert_id: id_of(alert),
            raised_at: alert.at,
            rule: rule.clone(),
            subject: subject.to_owned(),
            user_id: user,
            count: u64::from(alert.count),
            action: action_name(alert.action).to_owned(),
            seen_at: None,
            seen_by: None,
        };
        let about = user.map_or_else(|| subject.to_owned(), member);
        let now = self.now();
        let entry = self.prepare_audit(&Record {
            act: "AlertRaised",
            actor: "system".to_owned(),
            object: format!("{about}/alert:{rule}"),
            program: None,
            case: None,
            at: now,
            details: AuditDetails { count: Some(row.count), ..AuditDetails::default() },
        })?;
        let programs: Vec<ProgramId> =
            self.programs().iter().map(|program| program.id.clone()).collect();
        let (jobs, action) = (jobs.clone(), alert.action);
        self.write(move |tx| {
            let (jobs, row, entry) = (jobs.clone(), row.clone(), entry.clone());
            let programs = programs.clone();
            Box::pin(async move {
                if !store::alert::insert(tx, &jobs, &row).await? {
                    return Ok(false);
                }
                append(tx, &[entry]).await?;
                if action >= Action::Notify {
                    let told = match user {
                        Some(user) => roles_of(store::team::grants_of_user(tx, user).await?)
                            .into_iter()
                            .map(|(program, _)| program)
                            .collect(),
                        None => programs,
                    };
                    for program in told {
                        let notice = NoticeRow {
                            notice_id: NoticeId(row.alert_id.0),
                            kind: "alert".to_owned(),
                            case_id: None,
                            created_at: now,
                            seen_at: None,
                        };
                        store::notice::insert(tx, &program, &notice).await?;
                    }
                }
                if let Some(user) = user.filter(|_| action >= Action::StepUp) {
                    let restraint =
                        RestraintRow { user_id: user, since: now, rule: row.rule.clone() };
                    store::restraint::put(tx, &jobs, &restraint).await?;
                    if action == Action::Stop {
                        store::session::lock_all_of(tx, user).await?;
                    }
                }
                Ok(true)
            })
        })
        .await
    }

    /// Slows down a network, a token or everybody for the rule's window. A member is asked for a factor
    /// instead, or locked: they are known.
    fn slow_down(&self, alert: &Alert, user: Option<UserId>) {
        if alert.action < Action::Throttle || user.is_some() || alert.rule == RuleId::LedgerMismatch
        {
            return;
        }
        let lookout = &self.inner().lookout;
        let window = {
            let state = lookout.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.rules.get(alert.rule).map(|rule| rule.window)
        };
        let now = self.now();
        let until = window.and_then(|window| now.checked_add(window)).unwrap_or(now);
        let whom = match alert.subject {
            Subject::Actor(pseudonym) | Subject::Prefix(pseudonym) => {
                Slowed::Pseudonym(pseudonym.0)
            }
            Subject::Instance => Slowed::Everybody,
        };
        lookout.slow(whom, until, now);
    }
}

/// The id of an alert: two that notice the same give it the same id.
fn id_of(alert: &Alert) -> AlertId {
    let subject = format!("{:?}", alert.subject);
    let text = format!("{}|{subject}|{}", alert.rule.name(), alert.at.second());
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    AlertId(*digest.first_chunk::<16>().unwrap_or(&[0; 16]))
}

/// The word that is stored.
pub(crate) const fn action_name(action: Action) -> &'static str {
    match action {
        Action::Log => "log",
        Action::Notify => "notify",
        Action::Throttle => "throttle",
        Action::StepUp => "step-up",
        Action::Stop => "stop",
    }
}
