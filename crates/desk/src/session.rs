//! The sessions of a member: what each allows, listed, ended one by one, locked when idle, proven anew.
//!
//! A session is a row and a cookie; the row's stage says what it allows. Only an `open` one makes a
//! [`Member`]; every other is its owner's alone ([`Own`]), good for the one thing that must be done first.
//! Whenever a session comes to allow more it gets a new cookie, so that nobody goes on with a name they knew
//! before (ASVS 5.0 §7.2.4).

use core::time::Duration;

use access::{Principal, RunJobs, Target, decide};
use clock::Instant;
use credential::pathway::Pathway;
use credential::session::{Act, Holder, RELOCK, SessionFacts, Standing};
use policy::id::UserId;
use seal::{Session, UserRoot};
use store::session::SessionRow;

use crate::Desk;
use crate::account_log::append_about;
use crate::audit::{AuditDetails, Record, append};
use crate::door::Door;
use crate::error::Error;
use crate::random::SystemRandom;
use crate::visitor::{Member, Proven};

/// What a session allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Everything its member may do.
    Open,
    /// Showing the second factor.
    SecondFactor,
    /// Setting up a second factor, which every member must have.
    Enrol,
    /// Unlocking: who it is was shown, and no key is open.
    Locked,
}

impl Stage {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::SecondFactor => "second-factor",
            Self::Enrol => "enrol",
            Self::Locked => "locked",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::SecondFactor, Self::Enrol, Self::Locked]
            .into_iter()
            .find(|stage| stage.name() == name)
    }
}

/// Whoever holds a session, about their own account and nothing else.
pub struct Own {
    /// The account.
    pub user: UserId,
    /// The name to sign in with.
    pub login: String,
    /// What the session allows.
    pub stage: Stage,
    pub(crate) root: Option<UserRoot>,
    pub(crate) session: Session,
    pub(crate) row: SessionRow,
}

impl Own {
    /// Whether a passkey was shown in this session.
    #[must_use]
    pub fn is_by_passkey(&self) -> bool {
        self.row.pathway == Pathway::Passkey.facts().name
    }
}

/// A session in the list of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// What it is ended by; opens nothing.
    pub id: String,
    /// `member` in a browser, `api` in a program.
    pub kind: String,
    /// The way in.
    pub pathway: String,
    /// What it is used with, coarsely.
    pub client: String,
    /// When it began.
    pub began: Instant,
    /// When it was last used, to the minute.
    pub seen: Instant,
    /// Whether it is locked or waits for something.
    pub stage: Stage,
    /// Whether it is the one that asks.
    pub own: bool,
}

/// What a new session is made of.
pub(crate) struct Begins<'a> {
    pub(crate) user: UserId,
    pub(crate) stage: Stage,
    pub(crate) pathway: &'a str,
    pub(crate) root: Option<&'a UserRoot>,
    pub(crate) door: &'a Door,
    /// Whether the account signed in on this device before; nothing for a program, which shows no device.
    pub(crate) known_device: Option<bool>,
}

/// Whether a session has not ended. A reporter's has one end only: whoever writes for an hour loses nothing.
pub(crate) fn is_alive(row: &SessionRow, now: Instant) -> bool {
    let facts = SessionFacts {
        holder: Holder::Staff,
        began: row.created_at,
        seen: row.seen_at,
        proven: Some(row.proven_at),
    };
    let is_idle = row.user_id.is_some() && !matches!(facts.standing(now), Standing::Alive(_));
    now < row.expires_at && !is_idle
}

/// Whether a session's keys are to be taken out of it: it was not used for long.
pub(crate) fn is_to_lock(row: &SessionRow, now: Instant) -> bool {
    row.kind == "member"
        && row.stage == Stage::Open.name()
        && now.since(row.seen_at).is_some_and(|idle| idle >= RELOCK)
}

impl Desk {
    /// Whose session this is, and what it allows; nothing for one that is no member's or has ended.
    ///
    /// # Errors
    /// When the store does.
    pub async fn own(&self, cookie: Option<&str>) -> Result<Option<Own>, Error> {
        let Some(session) = cookie.and_then(|text| Session::from_cookie(text).ok()) else {
            return Ok(None);
        };
        let lookup = session.lookup_hash().into();
        let found = self
            .read(move |tx| {
                Box::pin(async move {
                    let Some(row) = store::session::find(tx, lookup).await? else {
                        return Ok(None);
                    };
                    let Some(user) = row.user_id else { return Ok(None) };
                    let account = store::account::find(tx, user).await?;
                    Ok(account.filter(|a| a.disabled_at.is_none()).map(|account| (row, account)))
                })
            })
            .await?;
        let now = self.now();
        let Some((row, account)) = found.filter(|(row, _)| is_alive(row, now)) else {
            return Ok(None);
        };
        let mut stage =
            Stage::from_name(&row.stage).ok_or_else(|| Error::bug("session stage", &row.stage))?;
        let mut root = session.open_user(&row.sealed_payload).ok();
        if is_to_lock(&row, now) {
            self.lock(&session).await?;
            (stage, root) = (Stage::Locked, None);
        }
        let (user, login) = (account.user_id, account.login);
        Ok(Some(Own { user, login, stage, root, session, row }))
    }

    /// Takes the keys out of a session; it stays.
    pub(crate) async fn lock(&self, session: &Session) -> Result<(), Error> {
        self.inner().unlocked_teams.forget(session);
        let lookup = session.lookup_hash().into();
        self.write(move |tx| {
            Box::pin(async move { Ok(store::session::lock(tx, lookup).await.map(|_| ())?) })
        })
        .await
    }

    /// Locks this session now: the keys are dropped, and a passphrase or passkey opens it again.
    ///
    /// # Errors
    /// When the store does.
    pub async fn lock_own(&self, own: &Own) -> Result<(), Error> {
        self.inner().unlocked_teams.forget(&own.session);
        let (lookup, user, now) = (own.row.lookup_hash, own.user, self.now());
        self.write(move |tx| {
            Box::pin(async move {
                if store::session::lock(tx, lookup).await? {
                    append_about(tx, user, "SessionLocked", "session", user, now).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Opens a locked session with the root that somebody brought. Gives the new cookie.
    pub(crate) async fn unlock_with(
        &self,
        own: &Own,
        root: &UserRoot,
        by: Pathway,
    ) -> Result<String, Error> {
        let act = ("SessionUnlocked", Some(by));
        let cookie = self.renewed(own, Stage::Open, came_by(own, by), Some(root), act).await?;
        self.arrive_in(&cookie).await?;
        Ok(cookie)
    }

    /// Notes that it was shown once more who it is.
    pub(crate) async fn stepped_up(
        &self,
        own: &Own,
        root: Option<&UserRoot>,
        by: Pathway,
    ) -> Result<String, Error> {
        self.renewed(own, own.stage, came_by(own, by), root, ("SteppedUp", Some(by))).await
    }

    /// Begins a session of a member and gives its cookie's text.
    pub(crate) async fn begin_member_session(&self, begins: Begins<'_>) -> Result<String, Error> {
        let session = Session::generate(&mut SystemRandom);
        let sealed = match begins.root {
            Some(root) => session.seal_user(root, &mut SystemRandom)?,
            None => Vec::new(),
        };
        let now = self.now();
        let limits = Holder::Staff.limits();
        let row = SessionRow {
            lookup_hash: session.lookup_hash().into(),
            kind: if begins.door.is_program { "api" } else { "member" }.to_owned(),
            stage: begins.stage.name().to_owned(),
            pathway: begins.pathway.to_owned(),
            client: begins.door.client.clone(),
            user_id: Some(begins.user),
            sealed_payload: sealed.into(),
            created_at: now,
            seen_at: now,
            proven_at: now,
            expires_at: now.checked_add(limits.longest).unwrap_or(now),
        };
        // A session that still waits for something is no sign-in yet.
        let act = if begins.stage == Stage::Open { "SignedIn" } else { "PassphraseShown" };
        let details = AuditDetails {
            pathway: Some(row.pathway.clone()),
            client: (!row.client.is_empty()).then(|| row.client.clone()),
            known_device: begins.known_device,
            ..AuditDetails::default()
        };
        let record = Record::by_member(act, begins.user, now).with(details);
        let entry = self.prepare_audit(&record)?;
        self.write(move |tx| {
            let (row, entry) = (row.clone(), entry.clone());
            Box::pin(async move {
                store::session::insert(tx, &row).await?;
                append(tx, &[entry]).await.map(|_| ())
            })
        })
        .await?;
        Ok(session.cookie_text().to_string())
    }

    /// Gives a session a new cookie and stage: something was shown in it, which `act` names for the audit
    /// log. The old cookie is worth nothing.
    pub(crate) async fn renew(
        &self,
        own: &Own,
        act: &'static str,
        stage: Stage,
        pathway: &str,
        root: Option<&UserRoot>,
    ) -> Result<String, Error> {
        self.renewed(own, stage, pathway, root, (act, None)).await
    }

    /// The same. Where it says by which way it was shown, the logs of the teams have it too.
    async fn renewed(
        &self,
        own: &Own,
        stage: Stage,
        pathway: &str,
        root: Option<&UserRoot>,
        (act, by): (&'static str, Option<Pathway>),
    ) -> Result<String, Error> {
        let session = Session::generate(&mut SystemRandom);
        let sealed = match root {
            Some(root) => session.seal_user(root, &mut SystemRandom)?,
            None => Vec::new(),
        };
        let now = self.now();
        let row = SessionRow {
            lookup_hash: session.lookup_hash().into(),
            stage: stage.name().to_owned(),
            pathway: pathway.to_owned(),
            sealed_payload: sealed.into(),
            seen_at: now,
            proven_at: now,
            ..own.row.clone()
        };
        let old = own.row.lookup_hash;
        let user = own.user;
        let details = AuditDetails { pathway: Some(pathway.to_owned()), ..AuditDetails::default() };
        let entry = self.prepare_audit(&Record::by_member(act, user, now).with(details))?;
        self.write(move |tx| {
            let (row, entry) = (row.clone(), entry.clone());
            Box::pin(async move {
                // Of two answers in one session one is taken.
                if !store::session::end_one_of(tx, user, old).await? {
                    return Err(Error::SignedOut);
                }
                store::session::insert(tx, &row).await?;
                match by {
                    Some(by) => {
                        let object = format!("session/{}", by.facts().name.replace(' ', "-"));
                        append_about(tx, user, act, &object, user, now).await
                    }
                    None => append(tx, &[entry]).await.map(|_| ()),
                }
            })
        })
        .await?;
        self.inner().unlocked_teams.forget(&own.session);
        Ok(session.cookie_text().to_string())
    }

    /// The sessions of one's own account that have not ended, the newest first.
    ///
    /// # Errors
    /// When the store does.
    pub async fn sessions(&self, own: &Own) -> Result<Vec<SessionLine>, Error> {
        let user = own.user;
        let rows = self
            .read(move |tx| Box::pin(async move { Ok(store::session::of_user(tx, user).await?) }))
            .await?;
        let now = self.now();
        Ok(rows
            .into_iter()
            .filter(|row| is_alive(row, now))
            .filter_map(|row| {
                Some(SessionLine {
                    id: crate::inner::hex(&row.lookup_hash.0),
                    own: row.lookup_hash == own.row.lookup_hash,
                    stage: if is_to_lock(&row, now) {
                        Stage::Locked
                    } else {
                        Stage::from_name(&row.stage)?
                    },
                    kind: row.kind,
                    pathway: row.pathway,
                    client: row.client,
                    began: row.created_at,
                    seen: row.seen_at,
                })
            })
            .collect())
    }

    /// Ends one session of one's own account.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is none of theirs.
    pub async fn end_session_of_own(&self, own: &Own, id: &str) -> Result<(), Error> {
        let hash: [u8; 32] = crate::inner::unhex(id)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(Error::NotFound)?;
        let (user, hash) = (own.user, store::Hash32(hash));
        let entry = self.prepare_audit(&Record::by_member("SessionEnded", user, self.now()))?;
        let ended = self
            .write(move |tx| {
                let entry = entry.clone();
                Box::pin(async move {
                    let ended = store::session::end_one_of(tx, user, hash).await?;
                    if ended {
                        append(tx, &[entry]).await?;
                    }
                    Ok(ended)
                })
            })
            .await?;
        if ended { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Ends every session of one's own account but the one that asks. Says how many there were.
    ///
    /// # Errors
    /// When the store does.
    pub async fn end_other_sessions(&self, own: &Own) -> Result<u64, Error> {
        let (user, own) = (own.user, own.row.lookup_hash);
        let entry =
            self.prepare_audit(&Record::by_member("OtherSessionsEnded", user, self.now()))?;
        self.write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move {
                let ended = store::session::end_others_of(tx, user, own).await?;
                append(tx, &[entry]).await?;
                Ok(ended)
            })
        })
        .await
    }

    /// Whether this may be done now, or a factor has to be shown first. At the console the passphrase was
    /// shown for this one command. A token can show nothing once more: it exports a case where its scope says
    /// so, which a person chose after showing who they are, and does nothing else that is dangerous.
    pub(crate) fn require_fresh(&self, member: &Member, act: Act) -> Result<(), Error> {
        match member.proven {
            Proven::AtConsole => Ok(()),
            Proven::At(proven) => self.require_fresh_since(proven, act),
            Proven::ByToken if matches!(act, Act::Ordinary | Act::ExportCase) => Ok(()),
            Proven::ByToken => Err(Error::NotByToken { what: act.words() }),
        }
    }

    /// The same for one's own account.
    pub(crate) fn require_fresh_own(&self, own: &Own, act: Act) -> Result<(), Error> {
        self.require_fresh_since(own.row.proven_at, act)
    }

    fn require_fresh_since(&self, proven: Instant, act: Act) -> Result<(), Error> {
        let now = self.now();
        let facts = SessionFacts {
            holder: Holder::Staff,
            began: proven,
            seen: proven,
            proven: Some(proven),
        };
        if facts.may(act, now) { Ok(()) } else { Err(Error::StepUp { before: act.words() }) }
    }

    /// Locks the sessions that were not used for long and takes away what ended. Says how many rows went.
    pub(crate) async fn tidy_sessions(&self) -> Result<u64, Error> {
        let now = self.now();
        let idle = now.checked_sub(RELOCK).unwrap_or(now);
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        self.write(move |tx| {
            let jobs = jobs.clone();
            Box::pin(async move {
                store::session::lock_idle(tx, idle).await?;
                store::access_reason::purge(tx, &jobs, now).await?;
                let ended = store::session::purge(tx, now).await?;
                Ok(ended + store::ceremony::purge(tx, now).await?)
            })
        })
        .await
    }
}

/// The way that a session counts as begun by: one in which a passkey was shown has come by it.
fn came_by(own: &Own, shown: Pathway) -> &str {
    match shown {
        Pathway::Passkey => shown.facts().name,
        _ => &own.row.pathway,
    }
}

/// The longest that a reporter's session lasts.
pub(crate) fn reporter_longest() -> Duration {
    Holder::Reporter.limits().longest
}
