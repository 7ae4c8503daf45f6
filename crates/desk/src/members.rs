//! Who is in a program's team: granted by an owner, signed, logged, and shut out by a new key.
//!
//! A member reads cases because the team's key is wrapped to theirs, and that wrap is believed only when
//! its grant is signed by somebody whose own grant leads back to the founder (`team_key`). When a member
//! leaves, the team's key begins a new epoch that they hold no wrap of. That needs an owner's key: where an
//! account is disabled without one, the new epoch waits for the next owner to sign in.

use std::sync::Arc;

use access::{
    AdministerInstance, AppendLedger, Authorized, ManageMembers, Principal, ReadMembers, Role,
    Scope, Target, decide,
};
use clock::Instant;
use credential::session::Act;
use policy::id::{ProgramId, UserId};
use seal::{PublicKey, TeamRoot, UserRoot, VerifyKey};
use store::account::{AccountRow, AccountWrapRow};
use store::api_token::ApiTokenRow;
use store::role::InvitationRow;
use store::team::{TeamEpochRow, TeamGrantRow};

use crate::Desk;
use crate::error::Error;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::set_up::{check_login, grant_row};
use crate::sign_in::PASSPHRASE_WRAP;
use crate::visitor::Member;

/// A member of a team, as the team sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFacts {
    /// The account.
    pub user: UserId,
    /// The name to sign in with.
    pub login: String,
    /// What they may do in the program.
    pub role: Role,
    /// Since when they are in the team.
    pub since: Instant,
    /// Whether it is a service account.
    pub is_service: bool,
}

/// An account of the instance, as its administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    /// The account.
    pub user: UserId,
    /// The name to sign in with.
    pub login: String,
    /// Whether it administers the instance.
    pub administrator: bool,
    /// Since when it may no longer sign in.
    pub disabled: Option<Instant>,
    /// Its roles.
    pub roles: Vec<(ProgramId, Role)>,
}

/// How an account comes into a team.
#[derive(Clone)]
pub(crate) enum Joins {
    /// It exists.
    Known,
    /// It is new, and its passphrase is its owner's.
    New(AccountWrapRow),
    /// It is new, and its owner has to confirm it.
    Invited(AccountWrapRow),
    /// It is new, and no person's: it comes by this token.
    Service {
        /// The token that it has at first.
        token: ApiTokenRow,
    },
}

/// How a team changes when its key begins a new epoch.
#[derive(Default)]
pub(crate) struct TeamChange {
    /// Who leaves.
    pub(crate) leaves: Option<UserId>,
    /// Who has another role from now on.
    pub(crate) role: Option<(UserId, Role)>,
    /// An account that comes in.
    pub(crate) joins: Option<(AccountRow, Role)>,
}

/// A new epoch of a team's key, ready to be written.
pub(crate) struct NewEpoch {
    pub(crate) program: ProgramId,
    before: u32,
    pub(crate) row: TeamEpochRow,
    grants: Vec<TeamGrantRow>,
    leaves: Vec<Leaf>,
    leaver: Option<UserId>,
    is_service: bool,
    now: Instant,
    pub(crate) proof: Authorized<ManageMembers>,
    append: Authorized<AppendLedger>,
}

impl NewEpoch {
    /// Begins it, when the epoch before is still the one that was read.
    pub(crate) async fn write(&self, tx: &store::Tx<'_>) -> Result<(), Error> {
        let (proof, id, now) = (&self.proof, &self.program, self.now);
        let current = store::team::current_epoch(tx, id).await?;
        if current.is_none_or(|current| current.epoch != self.before) {
            return Err(Error::Conflict);
        }
        if let Some(user) = self.leaver {
            store::team::revoke(tx, proof, id, user, now).await?;
            store::api_token::revoke_made_by(tx, id, user, now).await?;
            if self.is_service {
                store::api_token::revoke_all(tx, user, now).await?;
            }
            store::session::end_all_of(tx, user).await?;
        }
        store::team::begin_epoch(tx, proof, id, &self.row).await?;
        for grant in &self.grants {
            store::team::grant(tx, proof, grant).await?;
        }
        crate::ledger_log::append_act(tx, &self.append, &self.leaves).await?;
        Ok(())
    }
}

impl Desk {
    /// The members of a program's team, by name.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the member has no role in the program.
    pub async fn members(
        &self,
        member: &Member,
        program: &ProgramId,
    ) -> Result<Vec<MemberFacts>, Error> {
        decide::<ReadMembers>(&member.principal(), Target::Program(program.clone()))?;
        self.members_of(program).await
    }

    /// Who has a role in a program, without asking who wants to know.
    pub(crate) async fn members_of(&self, program: &ProgramId) -> Result<Vec<MemberFacts>, Error> {
        let id = program.clone();
        let (epochs, accounts) = self
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move {
                    let mut epochs = Vec::new();
                    for epoch in store::team::epochs(tx, &id).await? {
                        epochs.push(store::team::grants_of_epoch(tx, &id, epoch.epoch).await?);
                    }
                    Ok((epochs, store::account::all(tx).await?))
                })
            })
            .await?;
        let since = |user: UserId| {
            epochs.iter().flatten().filter(|g| g.user_id == user).map(|g| g.granted_at).min()
        };
        Ok(accounts
            .into_iter()
            .filter(|account| account.disabled_at.is_none())
            .filter_map(|account| {
                let grant = epochs
                    .first()?
                    .iter()
                    .find(|g| g.user_id == account.user_id && g.revoked_at.is_none())?;
                Some(MemberFacts {
                    is_service: account.is_service(),
                    user: account.user_id,
                    login: account.login,
                    role: Role::from_name(&grant.role)?,
                    since: since(grant.user_id)?,
                })
            })
            .collect())
    }

    /// Every account with its roles, for the operator at the console.
    ///
    /// # Errors
    /// When the store does.
    pub async fn accounts(&self) -> Result<Vec<AccountFacts>, Error> {
        self.read(|tx| {
            Box::pin(async move {
                let mut facts = Vec::new();
                for account in store::account::all(tx).await? {
                    let grants = store::team::grants_of_user(tx, account.user_id).await?;
                    facts.push(AccountFacts {
                        user: account.user_id,
                        login: account.login,
                        administrator: account.administrator,
                        disabled: account.disabled_at,
                        roles: crate::visitor::roles_of(grants),
                    });
                }
                Ok(facts)
            })
        })
        .await
    }

    /// Adds a member to a program's team, or gives one another role. A new account gets this passphrase;
    /// one that exists keeps its own, so none may be given for it: whoever typed one would think that it
    /// had been set.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `granter` is no owner, [`Error::Fields`] for a name or passphrase that
    /// will not do, [`Error::Conflict`] when the team changed at the same time.
    pub async fn add_member(
        &self,
        granter: &Member,
        program: &ProgramId,
        login: &str,
        passphrase: &str,
        role: Role,
    ) -> Result<UserId, Error> {
        self.add_or_invite(granter, program, login, passphrase, role, false).await
    }

    /// The same for somebody who has to confirm the account first, with a passphrase of their own: until then
    /// it may do what anyone may. One that exists is theirs already and needs no confirmation.
    ///
    /// # Errors
    /// As [`Desk::add_member`].
    pub async fn invite_member(
        &self,
        granter: &Member,
        program: &ProgramId,
        login: &str,
        passphrase: &str,
        role: Role,
    ) -> Result<UserId, Error> {
        self.add_or_invite(granter, program, login, passphrase, role, true).await
    }

    async fn add_or_invite(
        &self,
        granter: &Member,
        program: &ProgramId,
        login: &str,
        passphrase: &str,
        role: Role,
        is_invited: bool,
    ) -> Result<UserId, Error> {
        decide::<ManageMembers>(&granter.principal(), Target::Program(program.clone()))?;
        self.require_fresh(granter, Act::ChangeGrant)?;
        let login = check_login(login)?;
        let known = self.account_of(&login).await?;
        if known.as_ref().is_some_and(|account| account.disabled_at.is_some()) {
            return Err(Error::field("login", format!("The account {login} is disabled.")));
        }
        if known.as_ref().is_some_and(AccountRow::is_service) {
            return Err(Error::field(
                "login",
                format!("{login} is a service account. Make another one for another role."),
            ));
        }
        let (account, joins) = match known {
            Some(_) if !passphrase.is_empty() => {
                return Err(Error::field(
                    "passphrase",
                    format!(
                        "{login} has an account already and keeps the passphrase it has. Leave this empty to give {login} a role here."
                    ),
                ));
            }
            Some(account) => (account, Joins::Known),
            None => {
                let (account, wrap) = self.new_account(&login, passphrase).await?;
                (account, if is_invited { Joins::Invited(wrap) } else { Joins::New(wrap) })
            }
        };
        let current = self.current_grants(program).await?;
        let held = current.iter().find(|grant| grant.user_id == account.user_id);
        match held.and_then(|grant| Role::from_name(&grant.role)) {
            Some(held) if held == role => return Ok(account.user_id),
            Some(_) if account.user_id == granter.user => {
                return Err(Error::field(
                    "role",
                    "You cannot change your own role; ask another owner.",
                ));
            }
            // What an owner signed stays believable only while their grant stands: a new epoch signs anew. And
            // whoever is to read no more must not keep a key that opens what comes.
            Some(held)
                if held == Role::Owner || (held.reads_content() && !role.reads_content()) =>
            {
                let change =
                    TeamChange { role: Some((account.user_id, role)), ..TeamChange::default() };
                self.begin_epoch(granter, program, change).await?;
                return Ok(account.user_id);
            }
            Some(_) | None => {}
        }
        if !role.may_be_held_in(&Scope::Program(program.clone())) {
            return Err(Error::field(
                "role",
                "A guest is named on one case. Open the case and name the guest there.",
            ));
        }
        self.grant(granter, program, account, joins, role).await
    }

    /// Gives an account, new or not, a role in a program's team.
    pub(crate) async fn grant(
        &self,
        granter: &Member,
        program: &ProgramId,
        account: AccountRow,
        joins: Joins,
        role: Role,
    ) -> Result<UserId, Error> {
        let proof =
            decide::<ManageMembers>(&granter.principal(), Target::Program(program.clone()))?;
        let now = self.now();
        let epoch = self.current_epoch(program).await?;
        let team = self.team_root(granter, program, epoch).await?;
        let (key, verify) = keys_of(&account)?;
        let user = account.user_id;
        let grant = grant_row(granter, &team, user, &key, &verify, role, now)?;
        let leaves = vec![granted(granter, user, role, now)?];
        let invitation = InvitationRow {
            user_id: user,
            invited_by: granter.user,
            invited_at: now,
            confirmed_at: None,
        };
        let administer = decide::<AdministerInstance>(&Principal::System, Target::Instance)?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let id = program.clone();
        let written = self
            .write(move |tx| {
                let (proof, administer, append) =
                    (proof.clone(), administer.clone(), append.clone());
                let (id, account, joins) = (id.clone(), account.clone(), joins.clone());
                let (grant, leaves) = (grant.clone(), leaves.clone());
                let invitation = invitation.clone();
                Box::pin(async move {
                    let current = store::team::current_epoch(tx, &id).await?;
                    if current.is_none_or(|current| current.epoch != grant.epoch) {
                        return Err(Error::Conflict);
                    }
                    if !matches!(joins, Joins::Known) {
                        if store::account::by_login(tx, &account.login).await?.is_some() {
                            return Err(Error::Conflict);
                        }
                        store::account::insert(tx, &administer, &account).await?;
                    }
                    if let Joins::New(wrap) | Joins::Invited(wrap) = &joins {
                        store::account::put_wrap(tx, user, wrap).await?;
                    }
                    if let Joins::Invited(_) = &joins {
                        store::role::invite(tx, &invitation).await?;
                    }
                    store::team::grant(tx, &proof, &grant).await?;
                    crate::ledger_log::append_act(tx, &append, &leaves).await?;
                    if let Joins::Service { token } = &joins {
                        crate::api_token::insert_token(tx, token).await?;
                    }
                    Ok(())
                })
            })
            .await;
        written.map(|()| user)
    }

    /// Takes a member out of a program's team at once, and begins a new epoch of its key.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `owner` is no owner or there is no such member.
    pub async fn remove_member(
        &self,
        owner: &Member,
        program: &ProgramId,
        user: UserId,
    ) -> Result<(), Error> {
        decide::<ManageMembers>(&owner.principal(), Target::Program(program.clone()))?;
        self.require_fresh(owner, Act::ChangeGrant)?;
        if user == owner.user {
            return Err(Error::field(
                "member",
                "You cannot remove yourself; ask another owner to do it.",
            ));
        }
        if !self.current_grants(program).await?.iter().any(|grant| grant.user_id == user) {
            return Err(Error::NotFound);
        }
        self.begin_epoch(owner, program, TeamChange { leaves: Some(user), ..TeamChange::default() })
            .await
    }

    /// Disables an account at once: its sessions end and its grants are revoked in every program. Where
    /// `by` is an owner the team's key begins a new epoch; the other programs are given back: theirs
    /// begins when one of their owners signs in next.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account or `by` does not administer the instance.
    pub async fn disable_account(
        &self,
        by: &Member,
        user: UserId,
    ) -> Result<Vec<ProgramId>, Error> {
        let administer = decide::<AdministerInstance>(&by.principal(), Target::Instance)?;
        self.require_fresh(by, Act::ChangeGrant)?;
        let account = self.account(user).await?.ok_or(Error::NotFound)?;
        if by.user == user {
            return Err(Error::field("login", "You cannot disable your own account."));
        }
        let now = self.now();
        let actor = format!("member:{}", by.user);
        let mut left = Vec::new();
        for program in self.programs() {
            if self.current_grants(&program.id).await?.iter().any(|grant| grant.user_id == user) {
                let leaf = removed(&actor, user, now)?;
                let append = decide::<AppendLedger>(
                    &Principal::System,
                    Target::Program(program.id.clone()),
                )?;
                left.push((program.id.clone(), append, leaf));
            }
        }
        let programs: Vec<ProgramId> = left.iter().map(|(program, ..)| program.clone()).collect();
        let disabled = account.disabled_at.unwrap_or(now);
        self.write(move |tx| {
            let (administer, left) = (administer.clone(), left.clone());
            let administrator = account.administrator;
            Box::pin(async move {
                let since = Some(disabled);
                store::account::set_standing(tx, &administer, user, administrator, since).await?;
                store::session::end_all_of(tx, user).await?;
                store::api_token::revoke_all(tx, user, now).await?;
                store::role::revoke_all(tx, &administer, user, now).await?;
                for (program, append, leaf) in &left {
                    store::team::revoke(tx, &administer, program, user, now).await?;
                    store::api_token::revoke_made_by(tx, program, user, now).await?;
                    crate::ledger_log::append_act(tx, append, std::slice::from_ref(leaf)).await?;
                }
                Ok(())
            })
        })
        .await?;
        let mut waiting = Vec::new();
        for program in programs {
            if by.principal().role_in(&program) == Some(Role::Owner) {
                self.begin_epoch(by, &program, TeamChange::default()).await?;
            } else {
                waiting.push(program);
            }
        }
        Ok(waiting)
    }

    /// Begins the epochs that wait for an owner: those of teams that somebody left while none was there.
    pub(crate) async fn begin_waiting_epochs(&self, member: &Member) -> Result<(), Error> {
        for (program, role) in member.roles() {
            if role != Role::Owner {
                continue;
            }
            let epoch = self.current_epoch(program).await?;
            let grants = self.grants_of(program, epoch).await?;
            if grants.iter().any(|grant| grant.revoked_at.is_some()) {
                self.begin_epoch(member, program, TeamChange::default()).await?;
            }
        }
        Ok(())
    }

    /// A new epoch of the team's key: wrapped to everybody who stays and to the recovery kit, the epoch
    /// before sealed under it.
    pub(crate) async fn begin_epoch(
        &self,
        owner: &Member,
        program: &ProgramId,
        change: TeamChange,
    ) -> Result<(), Error> {
        let recovery = self
            .recovery_key()
            .await?
            .ok_or_else(|| Error::bug("team key", &"there is no recovery key"))?;
        let new = Arc::new(self.new_epoch(owner, program, change, &recovery).await?);
        self.write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move { new.write(tx).await })
        })
        .await?;
        self.reload(program).await
    }

    /// The same, ready to be written, and wrapped to this recovery kit.
    pub(crate) async fn new_epoch(
        &self,
        owner: &Member,
        program: &ProgramId,
        change: TeamChange,
        recovery: &PublicKey,
    ) -> Result<NewEpoch, Error> {
        let proof = decide::<ManageMembers>(&owner.principal(), Target::Program(program.clone()))?;
        let now = self.now();
        let before = self.current_epoch(program).await?;
        let old = self.team_root(owner, program, before).await?;
        let epoch = before.saturating_add(1);
        let team = TeamRoot::generate(program.as_str(), epoch, &mut SystemRandom);
        let row = TeamEpochRow {
            epoch,
            public_key: team.public_key().to_bytes().into(),
            recovery_wrap: team.wrap_to_recovery(recovery, &mut SystemRandom)?.into(),
            previous_wrap: Some(team.seal_previous(&old, &mut SystemRandom)?.into()),
            created_at: now,
        };
        let is_service = match change.leaves {
            Some(user) => self.account(user).await?.is_some_and(|account| account.is_service()),
            None => false,
        };
        let actor = format!("member:{}", owner.user);
        let mut leaves = Vec::new();
        if let Some(user) = change.leaves {
            leaves.push(removed(&actor, user, now)?);
        }
        leaves.push(Leaf::of_act("TeamKeyBegan", &format!("epoch:{epoch}"), &actor, None, now)?);
        let mut grants: Vec<TeamGrantRow> = Vec::new();
        for grant in self.current_grants(program).await? {
            if change.leaves == Some(grant.user_id) {
                continue;
            }
            let Some(account) = self.account(grant.user_id).await? else { continue };
            if account.disabled_at.is_some() {
                continue;
            }
            let role = match change.role {
                Some((user, role)) if user == grant.user_id => {
                    leaves.push(granted(owner, user, role, now)?);
                    role
                }
                _ => Role::from_name(&grant.role)
                    .ok_or_else(|| Error::bug("a grant's role", &grant.role))?,
            };
            let (key, verify) = keys_of(&account)?;
            grants.push(grant_row(owner, &team, account.user_id, &key, &verify, role, now)?);
        }
        if let Some((account, role)) = &change.joins {
            let (key, verify) = keys_of(account)?;
            grants.push(grant_row(owner, &team, account.user_id, &key, &verify, *role, now)?);
            leaves.push(granted(owner, account.user_id, *role, now)?);
        }
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        Ok(NewEpoch {
            program: program.clone(),
            before,
            row,
            grants,
            leaves,
            leaver: change.leaves,
            is_service,
            now,
            proof,
            append,
        })
    }

    async fn new_account(
        &self,
        login: &str,
        passphrase: &str,
    ) -> Result<(AccountRow, AccountWrapRow), Error> {
        let now = self.now();
        let user = random::user_id(now);
        let root = UserRoot::generate(&mut SystemRandom);
        let (root, verifier, wrap) = self.protect(login, user, root, passphrase).await?;
        let account = AccountRow {
            user_id: user,
            login: login.to_owned(),
            verifier: verifier.into_bytes().into(),
            public_key: root.public_key().to_bytes().into(),
            signing_key: root.verify_key().to_bytes().to_vec().into(),
            administrator: false,
            created_at: now,
            disabled_at: None,
        };
        Ok((account, AccountWrapRow { kind: PASSPHRASE_WRAP.to_owned(), wrap: wrap.into() }))
    }

    pub(crate) async fn account_of(&self, login: &str) -> Result<Option<AccountRow>, Error> {
        let login = login.to_owned();
        self.read(move |tx| {
            let login = login.clone();
            Box::pin(async move { Ok(store::account::by_login(tx, &login).await?) })
        })
        .await
    }

    pub(crate) async fn account(&self, user: UserId) -> Result<Option<AccountRow>, Error> {
        self.read(move |tx| Box::pin(async move { Ok(store::account::find(tx, user).await?) }))
            .await
    }

    async fn current_epoch(&self, program: &ProgramId) -> Result<u32, Error> {
        let id = program.clone();
        self.read(move |tx| {
            let id = id.clone();
            Box::pin(async move {
                let current = store::team::current_epoch(tx, &id).await?;
                current.map(|current| current.epoch).ok_or(Error::NotFound)
            })
        })
        .await
    }

    async fn grants_of(&self, program: &ProgramId, epoch: u32) -> Result<Vec<TeamGrantRow>, Error> {
        let id = program.clone();
        self.read(move |tx| {
            let id = id.clone();
            Box::pin(async move { Ok(store::team::grants_of_epoch(tx, &id, epoch).await?) })
        })
        .await
    }

    /// The grants of the current epoch that stand.
    async fn current_grants(&self, program: &ProgramId) -> Result<Vec<TeamGrantRow>, Error> {
        let epoch = self.current_epoch(program).await?;
        let mut grants = self.grants_of(program, epoch).await?;
        grants.retain(|grant| grant.revoked_at.is_none());
        Ok(grants)
    }
}

fn granted(granter: &Member, user: UserId, role: Role, now: Instant) -> Result<Leaf, Error> {
    let object = format!("member:{user}/{}", role.name());
    Leaf::of_act("MemberGranted", &object, &format!("member:{}", granter.user), None, now)
}

fn removed(actor: &str, user: UserId, now: Instant) -> Result<Leaf, Error> {
    Leaf::of_act("MemberRemoved", &format!("member:{user}"), actor, None, now)
}

/// The public keys of an account.
pub(crate) fn keys_of(account: &AccountRow) -> Result<(PublicKey, VerifyKey), Error> {
    let key = PublicKey::from_bytes(&account.public_key)?;
    let verify = VerifyKey::from_bytes(&account.signing_key)?;
    Ok((key, verify))
}
