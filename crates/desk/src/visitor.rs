//! Who is at the door: nobody known, a reporter with a receipt, a member who signed in.
//!
//! A session's cookie is a lookup half and a key half. The store keeps a hash of the first and what the
//! session unlocks sealed under the second (`unlocked` does the same for team keys), so that neither the
//! database nor memory between requests holds an open key. Roles are read at every request: a change of them takes effect at once.

use core::time::Duration;
use std::sync::Arc;

use access::{Grant, Principal, Role, Scope, Standing};
use clock::Instant;
use credential::pathway::Pathway;
use policy::id::{CaseId, ProgramId, UserId};
use seal::{CaseKey, Receipt, Session, UserRoot};
use store::BoxFuture;
use store::account::AccountRow;
use store::session::SessionRow;

use crate::Desk;
use crate::case_key::whole;
use crate::error::Error;
use crate::inner::AdministratorRule;
use crate::random::SystemRandom;
use crate::session::{Own, Stage, is_alive, is_to_lock, reporter_longest};

/// A session's last use is written at most this often, so that reading pages writes little.
const TOUCH_EVERY: Duration = Duration::from_secs(60);
/// The kind of a party's session.
pub(crate) const PARTY_SESSION: &str = "party";

/// Who is at the door.
pub enum Visitor {
    /// Nobody known.
    Anonymous,
    /// The holder of a receipt.
    Reporter(Reporter),
    /// An outside party of one case.
    Party(Party),
    /// A member of a team.
    Member(Member),
    /// A member whose session allows nothing yet but the one thing that must be done first.
    Halfway(Own),
}

/// The holder of a receipt, with the key of the one case it opens.
pub struct Reporter {
    /// The program.
    pub program: ProgramId,
    /// The case.
    pub case: CaseId,
    pub(crate) key: Arc<CaseKey>,
}

/// An outside party of one case, with the key that its secret opens.
pub struct Party {
    /// The program.
    pub program: ProgramId,
    /// The case.
    pub case: CaseId,
    /// Its short name within the case.
    pub name: String,
    /// Whether it has a key of its own; until then it holds the link of its invitation, which shows it the
    /// terms and nothing else.
    pub has_own_key: bool,
    /// When its access ends.
    pub until: Instant,
    pub(crate) row: store::party::PartyRow,
    pub(crate) key: Arc<CaseKey>,
}

impl Party {
    /// As the one who acts.
    #[must_use]
    pub fn principal(&self) -> Principal {
        Principal::party(self.program.clone(), self.case, self.has_own_key)
    }
}

/// A member who signed in, with what unlocks the teams' keys.
pub struct Member {
    /// The account.
    pub user: UserId,
    /// The name to sign in with.
    pub login: String,
    /// Whether the account administers the instance.
    pub administrator: bool,
    /// Whether the account may act.
    pub standing: Standing,
    /// What is held, and where, read in this request.
    pub grants: Arc<[Grant]>,
    pub(crate) root: UserRoot,
    /// The session that the request came in, if it came in one.
    pub(crate) session: Option<Session>,
    /// How it was shown who they are.
    pub(crate) proven: Proven,
}

/// How, and how lately, it was shown who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proven {
    /// At the console, with the passphrase for this one command.
    AtConsole,
    /// In a session, at this time for the last time.
    At(Instant),
    /// By an API token: by nobody who could show it once more.
    ByToken,
}

impl Member {
    /// As the one who acts.
    #[must_use]
    pub fn principal(&self) -> Principal {
        Principal::Member {
            user: self.user,
            standing: self.standing,
            grants: Arc::clone(&self.grants),
            administrator: self.administrator,
        }
    }

    /// The built-in roles held in programs as a whole.
    pub fn roles(&self) -> impl Iterator<Item = (&ProgramId, Role)> {
        self.grants.iter().filter_map(|grant| match grant.scope() {
            Scope::Program(program) => Some((program, grant.role()?)),
            Scope::Instance | Scope::Case(..) => None,
        })
    }

    /// Whether a program acts for them, with an API token.
    #[must_use]
    pub fn is_by_token(&self) -> bool {
        self.proven == Proven::ByToken
    }

    /// Whether they have a permission in a program as a whole: for what a page offers. What is done is
    /// asked again.
    #[must_use]
    pub fn may_in(&self, program: &ProgramId, kind: access::PermissionKind) -> bool {
        let target = access::Target::Program(program.clone());
        access::judge(kind, &self.principal(), &target) == access::Verdict::Allowed
    }

    /// Whether they see any case of a program.
    #[must_use]
    pub fn sees(&self, program: &ProgramId) -> bool {
        self.may_in(program, access::PermissionKind::ReadQueue)
    }
}

impl Reporter {
    /// As the one who acts.
    #[must_use]
    pub fn principal(&self) -> Principal {
        Principal::Reporter { program: self.program.clone(), case: self.case }
    }
}

impl Visitor {
    /// As the one who acts.
    #[must_use]
    pub fn principal(&self) -> Principal {
        match self {
            Self::Anonymous | Self::Halfway(_) => Principal::Anonymous,
            Self::Reporter(reporter) => reporter.principal(),
            Self::Party(party) => party.principal(),
            Self::Member(member) => member.principal(),
        }
    }
}

/// What is stored about a session, read at the beginning of a request.
struct Found {
    row: SessionRow,
    /// The account of a member's session, with its grants, when it may act.
    account: Option<Account>,
}

/// An account that may act.
pub(crate) struct Account {
    pub(crate) row: AccountRow,
    pub(crate) standing: Standing,
    pub(crate) grants: Arc<[Grant]>,
}

impl Account {
    /// The account of a user id, when it may act: it exists and is not disabled.
    pub(crate) async fn read(
        tx: &store::Tx<'_>,
        user: UserId,
        now: Instant,
    ) -> Result<Option<Self>, Error> {
        let Some(row) = store::account::find(tx, user).await? else { return Ok(None) };
        if row.disabled_at.is_some() {
            return Ok(None);
        }
        let invitation = store::role::invitation(tx, user).await?;
        let standing = match invitation.is_some_and(|row| row.confirmed_at.is_none()) {
            true => Standing::Invited,
            false => Standing::Confirmed,
        };
        let grants = grants_of(tx, user, now).await?;
        Ok(Some(Self { row, standing, grants: grants.into() }))
    }

    fn principal(&self) -> Principal {
        Principal::Member {
            user: self.row.user_id,
            standing: self.standing,
            grants: Arc::clone(&self.grants),
            administrator: self.row.administrator,
        }
    }

    fn member(self, root: UserRoot, session: Option<(Session, Instant)>) -> Member {
        let (session, proven) = session.unzip();
        Member {
            proven: proven.map_or(Proven::AtConsole, Proven::At),
            user: self.row.user_id,
            login: self.row.login,
            administrator: self.row.administrator,
            standing: self.standing,
            grants: self.grants,
            root,
            session,
        }
    }
}

impl Found {
    /// The session of this hash, when it has not ended.
    async fn read(
        tx: &store::Tx<'_>,
        lookup: store::Hash32,
        now: Instant,
        administrators: AdministratorRule,
    ) -> Result<Option<Self>, Error> {
        let row = store::session::find(tx, lookup).await?;
        let Some(row) = row.filter(|row| is_alive(row, now)) else { return Ok(None) };
        let mut account = match row.user_id {
            Some(user) => Account::read(tx, user, now).await?,
            None => None,
        };
        if let Some(account) = &mut account {
            // Whoever came by a way that is not enough for it administers nothing in this session.
            account.row.administrator &= administrators.admits_named(&row.pathway);
        }
        Ok(Some(Self { row, account }))
    }
}

impl Desk {
    /// Who this session belongs to. An unknown, ended or forged session is nobody.
    ///
    /// # Errors
    /// When the store does.
    pub async fn visitor(&self, cookie: Option<&str>) -> Result<Visitor, Error> {
        let Some(session) = cookie.and_then(|text| Session::from_cookie(text).ok()) else {
            return Ok(Visitor::Anonymous);
        };
        let now = self.now();
        let administrators = self.inner().administrator_passkey;
        let lookup = session.lookup_hash().into();
        let found = self
            .read(move |tx| {
                Box::pin(async move { Found::read(tx, lookup, now, administrators).await })
            })
            .await?;
        let Some(Found { row, account }) = found else { return Ok(Visitor::Anonymous) };
        if row.user_id.is_some() {
            if !is_open(&row, now) {
                return Ok(self.own(cookie).await?.map_or(Visitor::Anonymous, Visitor::Halfway));
            }
            self.touch(&row, now).await;
            return Ok(unlocked(session, &row, account).map_or(Visitor::Anonymous, Visitor::Member));
        }
        self.touch(&row, now).await;
        if row.kind == PARTY_SESSION {
            let Ok(secret) = session.open_party(&row.sealed_payload) else {
                return Ok(Visitor::Anonymous);
            };
            return Ok(self.party_of(&secret).await.map_or(Visitor::Anonymous, Visitor::Party));
        }
        let Ok(receipt) = session.open_receipt(&row.sealed_payload) else {
            return Ok(Visitor::Anonymous);
        };
        Ok(self.reporter(&receipt).await.map_or(Visitor::Anonymous, Visitor::Reporter))
    }

    /// Runs a read for the member of a session, on the same state of the store that says who they are: one
    /// transaction for a whole page. Nothing for a session that is no member's. What is not there, or not
    /// theirs, comes back beside the member, so that the answer can be a page of theirs.
    pub(crate) async fn read_as_member<T, F>(
        &self,
        cookie: Option<&str>,
        body: F,
    ) -> Result<Option<(Member, Result<T, Error>)>, Error>
    where
        T: Send + 'static,
        F: for<'t> Fn(&'t store::Tx<'t>, Principal) -> BoxFuture<'t, Result<T, Error>>
            + Send
            + Sync
            + 'static,
    {
        let Some(session) = cookie.and_then(|text| Session::from_cookie(text).ok()) else {
            return Ok(None);
        };
        let now = self.now();
        let administrators = self.inner().administrator_passkey;
        let lookup = session.lookup_hash().into();
        let body = Arc::new(body);
        let read = self
            .read(move |tx| {
                let body = Arc::clone(&body);
                Box::pin(async move {
                    let Some(found) = Found::read(tx, lookup, now, administrators).await? else {
                        return Ok(None);
                    };
                    let Some(account) = &found.account else { return Ok(None) };
                    if !is_open(&found.row, now) {
                        return Ok(None);
                    }
                    match body(tx, account.principal()).await {
                        Err(error) if !matches!(error, Error::NotFound) => Err(error),
                        outcome => Ok(Some((found, outcome))),
                    }
                })
            })
            .await?;
        let Some((Found { row, account }, outcome)) = read else { return Ok(None) };
        self.touch(&row, now).await;
        Ok(unlocked(session, &row, account).map(|member| (member, outcome)))
    }

    /// Notes that a session was used.
    async fn touch(&self, row: &SessionRow, now: Instant) {
        if now.since(row.seen_at).is_none_or(|idle| idle < TOUCH_EVERY) {
            return;
        }
        // Losing this write costs nothing but an earlier idle end.
        let lookup = row.lookup_hash;
        let touched = self
            .write(move |tx| {
                Box::pin(async move { Ok(store::session::touch(tx, lookup, now).await?) })
            })
            .await;
        if let Err(error) = touched {
            tracing::debug!(%error, "a session's last use was not recorded");
        }
    }

    /// The account behind a user id, when it may act: it exists and is not disabled.
    pub(crate) async fn member(
        &self,
        user: UserId,
        root: UserRoot,
    ) -> Result<Option<Member>, Error> {
        let now = self.now();
        let account = self
            .read(move |tx| Box::pin(async move { Account::read(tx, user, now).await }))
            .await?;
        Ok(account.map(|account| account.member(root, None)))
    }

    /// Opens the case of a receipt. A wrong receipt and an unknown one get the same answer, in the same
    /// time: one indexed look-up and one comparison.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no case has this receipt.
    pub async fn reporter(&self, receipt: &Receipt) -> Result<Reporter, Error> {
        let locator = receipt.locator_hash().into();
        let found = self
            .read(move |tx| Box::pin(async move { Ok(store::receipt::find(tx, locator).await?) }))
            .await?;
        let Some(found) = found.filter(|found| receipt.authenticates(&found.receipt.auth_hash.0))
        else {
            return Err(Error::NotFound);
        };
        self.reporter_of_case(found.program_id, found.case_id, receipt).await
    }

    pub(crate) async fn reporter_of_case(
        &self,
        program: ProgramId,
        case: CaseId,
        receipt: &Receipt,
    ) -> Result<Reporter, Error> {
        let principal = Principal::Reporter { program: program.clone(), case };
        let proof = access::decide::<access::ReadMailbox>(
            &principal,
            access::Target::Mailbox(program.clone(), case),
        )?;
        let wraps = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move { Ok(store::case_key::of_case(tx, &proof).await?) })
            })
            .await?;
        let locator = receipt.locator_hash();
        let wrap = wraps
            .iter()
            .find(|wrap| wrap.holder_kind == "reporter" && *wrap.holder_id == locator)
            .ok_or(Error::NotFound)?;
        let context = seal::CaseContext { program: program.as_str(), case: case.as_bytes() };
        let key = CaseKey::from_reporter_wrap(context, receipt, &wrap.wrap)?;
        let key = whole(key, context, &wraps)?;
        Ok(Reporter { program, case, key: Arc::new(key) })
    }

    /// Begins a reporter's session: the cookie text to hand out.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no case has this receipt.
    pub async fn open_mailbox(&self, receipt: &Receipt) -> Result<String, Error> {
        self.open_mailbox_of(receipt).await.map(|(cookie, _)| cookie)
    }

    /// The same, with the case that the receipt opens.
    ///
    /// # Errors
    /// As [`Self::open_mailbox`].
    pub async fn open_mailbox_of(&self, receipt: &Receipt) -> Result<(String, CaseId), Error> {
        let case = self.reporter(receipt).await?.case;
        let session = Session::generate(&mut SystemRandom);
        let sealed = session.seal_receipt(receipt, &mut SystemRandom)?;
        let cookie =
            self.begin_outside_session(&session, "reporter", Pathway::Receipt, sealed).await?;
        Ok((cookie, case))
    }

    /// Begins a session of somebody without an account.
    pub(crate) async fn begin_outside_session(
        &self,
        session: &Session,
        kind: &str,
        pathway: Pathway,
        sealed: Vec<u8>,
    ) -> Result<String, Error> {
        let (now, longest) = (self.now(), reporter_longest());
        let row = SessionRow {
            lookup_hash: session.lookup_hash().into(),
            kind: kind.to_owned(),
            stage: Stage::Open.name().to_owned(),
            pathway: pathway.facts().name.to_owned(),
            client: String::new(),
            user_id: None,
            sealed_payload: sealed.into(),
            created_at: now,
            seen_at: now,
            proven_at: now,
            expires_at: now.checked_add(longest).unwrap_or(now),
        };
        self.write(move |tx| {
            let row = row.clone();
            Box::pin(async move { Ok(store::session::insert(tx, &row).await?) })
        })
        .await?;
        Ok(session.cookie_text().to_string())
    }

    /// Ends a session. An unknown one is ended already.
    ///
    /// # Errors
    /// When the store does.
    pub async fn end_session(&self, cookie: &str) -> Result<(), Error> {
        let Ok(session) = Session::from_cookie(cookie) else { return Ok(()) };
        self.inner().unlocked_teams.forget(&session);
        let lookup = session.lookup_hash().into();
        let now = self.now();
        let desk = self.clone();
        self.write(move |tx| {
            let desk = desk.clone();
            Box::pin(async move {
                // What a reporter does is nobody's to read about.
                let user = store::session::find(tx, lookup).await?.and_then(|row| row.user_id);
                store::session::end(tx, lookup).await?;
                if let Some(user) = user {
                    let record = crate::audit::Record::by_member("SignedOut", user, now);
                    crate::audit::append(tx, &[desk.prepare_audit(&record)?]).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The token that forms of this session carry: only a page of ours can know it.
    #[must_use]
    pub fn csrf_token(&self, cookie: &str) -> String {
        let mac = self.inner().form_tokens.mac(&[b"csrf", cookie.as_bytes()]);
        crate::inner::hex(mac.first_chunk::<16>().unwrap_or(&[0; 16]))
    }

    /// Whether a form's token belongs to this session, compared in constant time.
    #[must_use]
    pub fn csrf_matches(&self, cookie: &str, token: &str) -> bool {
        crate::inner::same(self.csrf_token(cookie).as_bytes(), token.as_bytes())
    }
}

/// The member of a session, when its key opens what the session keeps.
fn unlocked(session: Session, row: &SessionRow, account: Option<Account>) -> Option<Member> {
    let root = session.open_user(&row.sealed_payload).ok()?;
    account.map(|account| account.member(root, Some((session, row.proven_at))))
}

/// The roles that grants give: in each program that of the newest epoch. Rows come newest first.
pub(crate) fn roles_of(grants: Vec<store::team::TeamGrantRow>) -> Vec<(ProgramId, Role)> {
    let mut roles: Vec<(ProgramId, Role)> = Vec::new();
    for grant in grants.into_iter().filter(|grant| grant.revoked_at.is_none()) {
        let Some(role) = Role::from_name(&grant.role) else { continue };
        if !roles.iter().any(|(program, _)| *program == grant.program_id) {
            roles.push((grant.program_id, role));
        }
    }
    roles
}

/// Everything an account holds at `now`: the team's grants in programs, and the roles on the instance and on
/// single cases.
pub(crate) async fn grants_of(
    tx: &store::Tx<'_>,
    user: UserId,
    now: Instant,
) -> Result<Vec<Grant>, Error> {
    let mut grants: Vec<Grant> = Vec::new();
    for row in store::team::grants_of_user(tx, user).await? {
        let scope = Scope::Program(row.program_id);
        // Rows come newest epoch first, and that of the newest counts.
        if row.revoked_at.is_none() && grants.iter().all(|grant| *grant.scope() != scope) {
            grants.extend(store::role::grant(tx, scope, &row.role).await?);
        }
    }
    grants.extend(store::role::grants_of_user(tx, user, now).await?);
    Ok(grants)
}

/// Whether a member's session allows what its member may do.
fn is_open(row: &SessionRow, now: Instant) -> bool {
    row.stage == Stage::Open.name() && !is_to_lock(row, now)
}
