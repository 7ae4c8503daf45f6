//! Roles outside a program as a whole: people and guests named on one case, restricted cases, auditors of the
//! instance, the sets of permissions that an instance makes for itself, and accounts that wait for their owner.
//!
//! Nobody gives what they do not hold themselves. Whoever is named on a case with a role that reads it is given
//! that case's key, wrapped to theirs; taking them off deletes the wrap, so that even what they held in a
//! session opens nothing. Each change is an entry of the program's log, those of the instance of every log.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{
    ActOnCase, AdministerInstance, AppendLedger, Authorized, PermissionKind, Permissions,
    Principal, ReadShared, RestrictCase, Role, Scope, SetName, ShareCase, Target, decide,
};
use case::Event;
use clock::Instant;
use credential::session::Act;
use policy::id::{CaseId, ProgramId, UserId};
use seal::CaseContext;
use store::account::AccountWrapRow;
use store::case_key::CaseKeyRow;
use store::role::{PermissionSetRow, RoleGrantRow};

use crate::Desk;
use crate::account_log::append_about;
use crate::error::Error;
use crate::members::keys_of;
use crate::open_case::{GUEST_HOLDER, OpenCase, Purpose, on_case};
use crate::random::SystemRandom;
use crate::record::Leaf;
use crate::sign_in::PASSPHRASE_WRAP;
use crate::visitor::Member;

/// Somebody named on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedOnCase {
    /// The account.
    pub user: UserId,
    /// Its name.
    pub login: String,
    /// A role's or a set's name.
    pub role: String,
    /// Until when; nothing: until it is taken.
    pub until: Option<Instant>,
    /// Whether it holds now.
    pub holds: bool,
}

/// What somebody can be named on a case with: a role, or a set of permissions that the instance made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRole {
    name: String,
    permissions: Permissions,
}

impl CaseRole {
    /// What it lets somebody do on the case.
    fn given(&self) -> Permissions {
        self.permissions.for_a_case()
    }

    /// Whether the case's key goes with it.
    fn opens_the_case(&self) -> bool {
        let needs_the_key = [PermissionKind::ReadCase, PermissionKind::ReadShared];
        needs_the_key.into_iter().any(|kind| self.permissions.holds(kind))
    }
}

impl From<Role> for CaseRole {
    fn from(role: Role) -> Self {
        Self { name: role.name().to_owned(), permissions: role.permissions() }
    }
}

/// A case as its outside parties see it: what is shared with them, and nothing of the report itself.
pub struct SharedCase {
    /// The short name people use.
    pub handle: String,
    /// The events that are for the parties or for everyone, with their places.
    pub events: Vec<(u64, Event)>,
}

impl SharedCase {
    /// What a guest with an account sees, who is no party of the case.
    fn of(opened: &OpenCase) -> Self {
        let is_shared = |event: &Event| event.is_for_party("");
        Self { handle: opened.handle.clone(), events: shared_events(opened, is_shared) }
    }
}

/// The events of a case that pass, with their places.
pub(crate) fn shared_events(
    opened: &OpenCase,
    passes: impl Fn(&Event) -> bool,
) -> Vec<(u64, Event)> {
    (1..)
        .zip(&opened.events)
        .filter(|(_, event)| passes(event))
        .map(|(seq, event)| (seq, event.clone()))
        .collect()
}

impl Desk {
    /// Names somebody who has an account on a case: a colleague, or a guest of an outside party, until a time.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a role that holds more than the granter does, [`Error::Fields`] for an unknown
    /// account, a role that is not held on a case, or a time that is over.
    pub async fn name_on_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        login: &str,
        role: impl Into<CaseRole>,
        until: Option<Instant>,
    ) -> Result<UserId, Error> {
        let (role, now) = (role.into(), self.now());
        let scope = Scope::Case(program.clone(), case);
        self.enter::<ShareCase>(&member.principal(), program, case).await?;
        self.require_fresh(member, Act::ChangeGrant)?;
        let built_in = Role::from_name(&role.name);
        if built_in.is_some_and(|role| !role.may_be_held_in(&scope)) {
            return Err(Error::field("role", "An owner is one of the whole program."));
        }
        if until.is_some_and(|until| until <= now) {
            return Err(Error::field("until", "Choose a time to come."));
        }
        if built_in == Some(Role::Guest) && until.is_none() {
            return Err(Error::field("until", "Say until when: a guest's access always ends."));
        }
        let account = self.account_of(login).await?.filter(|row| row.disabled_at.is_none());
        let Some(account) = account else {
            return Err(Error::field("login", format!("There is no account named {login}.")));
        };
        let user = account.user_id;
        let opened = self.open_case_for(Purpose::Step, member, program, case).await?;
        // What a party does for itself is nothing that a colleague holds.
        let own = Role::Guest.permissions();
        if !opened.may.covers(role.given().without(own)) {
            return Err(Error::Forbidden("give more than you hold yourself"));
        }
        let (key, _) = keys_of(&account)?;
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        let wrap = match role.opens_the_case() {
            true => Some(CaseKeyRow {
                holder_kind: GUEST_HOLDER.to_owned(),
                holder_id: user.as_bytes().to_vec().into(),
                epoch: 0,
                wrap: opened.key.wrap_to_guest(context, &key, &mut SystemRandom)?.into(),
            }),
            false => None,
        };
        let row = RoleGrantRow {
            user_id: user,
            scope,
            role: role.name.clone(),
            granter: member.user,
            granted_at: now,
            expires_at: until,
            revoked_at: None,
        };
        let object = format!("case:{case}/member:{user}/{}", role.name);
        let leaf =
            Leaf::of_act("CaseShared", &object, &format!("member:{}", member.user), None, now)?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let (principal, id) = (member.principal(), program.clone());
        self.write(move |tx| {
            let (principal, id, append) = (principal.clone(), id.clone(), append.clone());
            let (wrap, row, leaf) = (wrap.clone(), row.clone(), leaf.clone());
            Box::pin(async move {
                let share = on_case::<ShareCase>(tx, &principal, &id, case).await?;
                store::role::revoke_on_case(tx, &share, user, now).await?;
                store::role::grant_on_case(tx, &share, &row).await?;
                if let Some(wrap) = &wrap {
                    let act = on_case::<ActOnCase>(tx, &principal, &id, case).await?;
                    store::case_key::put(tx, &act, wrap).await?;
                }
                crate::ledger_log::append_act(tx, &append, &[leaf]).await?;
                Ok(())
            })
        })
        .await?;
        Ok(user)
    }

    /// Takes somebody off a case at once, with the key they were given.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not named on it.
    pub async fn take_off_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        user: UserId,
    ) -> Result<(), Error> {
        let now = self.now();
        let object = format!("case:{case}/member:{user}");
        let leaf =
            Leaf::of_act("CaseUnshared", &object, &format!("member:{}", member.user), None, now)?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let (principal, id) = (member.principal(), program.clone());
        self.write(move |tx| {
            let (principal, id) = (principal.clone(), id.clone());
            let (append, leaf) = (append.clone(), leaf.clone());
            Box::pin(async move {
                let share = on_case::<ShareCase>(tx, &principal, &id, case).await?;
                if store::role::revoke_on_case(tx, &share, user, now).await? == 0 {
                    return Err(Error::NotFound);
                }
                let act = on_case::<ActOnCase>(tx, &principal, &id, case).await?;
                crate::case_key::take_away(tx, &act, GUEST_HOLDER, user.as_bytes()).await?;
                crate::ledger_log::append_act(tx, &append, &[leaf]).await?;
                Ok(())
            })
        })
        .await
    }

    /// Who is named on a case.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`] for somebody who may not name people on it.
    pub async fn named_on_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<Vec<NamedOnCase>, Error> {
        let share = self.enter::<ShareCase>(&member.principal(), program, case).await?;
        let now = self.now();
        let (rows, accounts) = self
            .read(move |tx| {
                let share = share.clone();
                Box::pin(async move {
                    Ok((store::role::of_case(tx, &share).await?, store::account::all(tx).await?))
                })
            })
            .await?;
        let logins: BTreeMap<UserId, String> =
            accounts.into_iter().map(|account| (account.user_id, account.login)).collect();
        Ok(rows
            .into_iter()
            .map(|row| NamedOnCase {
                login: logins.get(&row.user_id).cloned().unwrap_or_default(),
                user: row.user_id,
                holds: row.holds_at(now),
                until: row.expires_at,
                role: row.role,
            })
            .collect())
    }

    /// The role or the set of this name, for naming somebody on a case.
    ///
    /// # Errors
    /// [`Error::Fields`] when there is neither.
    pub async fn case_role(&self, name: &str) -> Result<CaseRole, Error> {
        if let Some(role) = Role::from_name(name) {
            return Ok(role.into());
        }
        let sets = self.permission_sets().await?;
        let set = sets.into_iter().find(|(known, _)| known == name);
        set.map(|(name, permissions)| CaseRole { name, permissions })
            .ok_or_else(|| Error::field("role", "Choose one of the roles."))
    }

    /// Who holds a role in every program, by name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for somebody who does not administer the instance.
    pub async fn instance_roles(&self, by: &Member) -> Result<Vec<(UserId, String, Role)>, Error> {
        decide::<AdministerInstance>(&by.principal(), Target::Instance)?;
        let now = self.now();
        self.read(move |tx| {
            Box::pin(async move {
                let mut held = Vec::new();
                for account in store::account::all(tx).await? {
                    for row in store::role::of_user(tx, account.user_id).await? {
                        let role = Role::from_name(&row.role);
                        if let (Scope::Instance, true, Some(role)) =
                            (&row.scope, row.holds_at(now), role)
                        {
                            held.push((account.user_id, account.login.clone(), role));
                        }
                    }
                }
                held.sort_by(|one, other| one.1.cmp(&other.1));
                Ok(held)
            })
        })
        .await
    }

    /// Takes a set of permissions away: whoever held it holds nothing by it from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of this name.
    pub async fn remove_permission_set(&self, by: &Member, name: &str) -> Result<(), Error> {
        let administer = decide::<AdministerInstance>(&by.principal(), Target::Instance)?;
        self.require_fresh(by, Act::ChangeGrant)?;
        let log =
            self.every_log("PermissionSetChanged", &format!("set:{name}/"), by, self.now())?;
        let name = name.to_owned();
        self.write(move |tx| {
            let (administer, name, log) = (administer.clone(), name.clone(), Arc::clone(&log));
            Box::pin(async move {
                if !store::role::remove_set(tx, &administer, &name).await? {
                    return Err(Error::NotFound);
                }
                append_all(tx, &log).await
            })
        })
        .await
    }

    /// Restricts a case to those named on it, or opens it to the team again. Whoever restricts it is named
    /// on it, so that somebody can name others.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`] for somebody who may not.
    pub async fn restrict_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        restricted: bool,
    ) -> Result<(), Error> {
        self.enter::<RestrictCase>(&member.principal(), program, case).await?;
        if restricted {
            self.name_on_case(member, program, case, &member.login, Role::Manager, None).await?;
        }
        let now = self.now();
        let word = if restricted { "CaseRestricted" } else { "CaseOpenedToTeam" };
        let by = format!("member:{}", member.user);
        let leaf = Leaf::of_act(word, &format!("case:{case}"), &by, None, now)?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let (principal, id) = (member.principal(), program.clone());
        self.write(move |tx| {
            let (principal, id) = (principal.clone(), id.clone());
            let (append, leaf) = (append.clone(), leaf.clone());
            Box::pin(async move {
                let proof = on_case::<RestrictCase>(tx, &principal, &id, case).await?;
                store::case_file::restrict(tx, &proof, restricted).await?;
                crate::ledger_log::append_act(tx, &append, &[leaf]).await?;
                Ok(())
            })
        })
        .await
    }

    /// A case as a guest sees it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the guest is not, or no longer, named on it.
    pub async fn open_shared(
        &self,
        guest: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<SharedCase, Error> {
        let proof = self.enter::<ReadShared>(&guest.principal(), program, case).await?;
        let opened = self.open_with_own_key(guest, proof).await?;
        Ok(SharedCase::of(&opened))
    }

    /// Gives a role in every program: one that reads nothing sealed, as no key opens every program.
    ///
    /// # Errors
    /// [`Error::Fields`] for another role or an unknown account, [`Error::Forbidden`] for somebody who does not
    /// administer the instance.
    pub async fn grant_on_instance(
        &self,
        by: &Member,
        login: &str,
        role: Role,
    ) -> Result<UserId, Error> {
        let administer = decide::<AdministerInstance>(&by.principal(), Target::Instance)?;
        self.require_fresh(by, Act::ChangeGrant)?;
        if !role.may_be_held_in(&Scope::Instance) {
            return Err(Error::field(
                "role",
                "Only auditors and observers see every program. Give other roles program by program.",
            ));
        }
        let account = self.account_of(login).await?.filter(|row| row.disabled_at.is_none());
        let Some(account) = account else {
            return Err(Error::field("login", format!("There is no account named {login}.")));
        };
        let (user, now) = (account.user_id, self.now());
        let row = RoleGrantRow {
            user_id: user,
            scope: Scope::Instance,
            role: role.name().to_owned(),
            granter: by.user,
            granted_at: now,
            expires_at: None,
            revoked_at: None,
        };
        let object = format!("instance/member:{user}/{}", role.name());
        let log = self.every_log("RoleGranted", &object, by, now)?;
        self.write(move |tx| {
            let (administer, row, log) = (administer.clone(), row.clone(), Arc::clone(&log));
            Box::pin(async move {
                store::role::grant_on_instance(tx, &administer, &row).await?;
                append_all(tx, &log).await
            })
        })
        .await?;
        Ok(user)
    }

    /// Takes the roles that somebody holds in every program.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they hold none.
    pub async fn revoke_on_instance(&self, by: &Member, user: UserId) -> Result<(), Error> {
        let administer = decide::<AdministerInstance>(&by.principal(), Target::Instance)?;
        let now = self.now();
        let log = self.every_log("RoleRevoked", &format!("instance/member:{user}"), by, now)?;
        self.write(move |tx| {
            let (administer, log) = (administer.clone(), Arc::clone(&log));
            Box::pin(async move {
                if store::role::revoke_on_instance(tx, &administer, user, now).await? == 0 {
                    return Err(Error::NotFound);
                }
                append_all(tx, &log).await
            })
        })
        .await
    }

    /// Makes a set of permissions, or changes one: at once for everybody who holds it.
    ///
    /// # Errors
    /// [`Error::Fields`] for a name that will not do and for permissions that no set may hold.
    pub async fn put_permission_set(
        &self,
        by: &Member,
        name: &str,
        permissions: Permissions,
    ) -> Result<(), Error> {
        let administer = decide::<AdministerInstance>(&by.principal(), Target::Instance)?;
        self.require_fresh(by, Act::ChangeGrant)?;
        let name: SetName = name
            .parse()
            .map_err(|error: access::BadSetName| Error::field("name", error.to_string()))?;
        if permissions == Permissions::NONE {
            return Err(Error::field("permissions", "Choose what the set lets people do."));
        }
        if let Some(kind) = permissions.iter().find(|kind| !kind.may_be_in_a_set()) {
            let words = format!("No set may hold {}: it comes with a role.", kind.name());
            return Err(Error::field("permissions", words));
        }
        let now = self.now();
        let names: Vec<&str> = permissions.iter().map(PermissionKind::name).collect();
        let row = PermissionSetRow {
            name: name.as_str().to_owned(),
            permissions: names.join(" "),
            made_by: by.user,
            made_at: now,
        };
        let object = format!("set:{}/{}", row.name, names.join("+"));
        let log = self.every_log("PermissionSetChanged", &object, by, now)?;
        self.write(move |tx| {
            let (administer, row, log) = (administer.clone(), row.clone(), Arc::clone(&log));
            Box::pin(async move {
                store::role::put_set(tx, &administer, &row).await?;
                append_all(tx, &log).await
            })
        })
        .await
    }

    /// The sets that the instance made, by name.
    ///
    /// # Errors
    /// When the store does.
    pub async fn permission_sets(&self) -> Result<Vec<(String, Permissions)>, Error> {
        let rows =
            self.read(|tx| Box::pin(async move { Ok(store::role::sets(tx).await?) })).await?;
        Ok(rows.into_iter().map(|row| (row.name.clone(), row.permissions())).collect())
    }

    /// Confirms one's own account: with a passphrase that nobody else has known. Until then it may do what
    /// anyone may.
    ///
    /// # Errors
    /// [`Error::Fields`] for a passphrase that will not do, [`Error::NotFound`] when there is nothing to
    /// confirm.
    pub async fn confirm_account(&self, member: Member, passphrase: &str) -> Result<(), Error> {
        let user = member.user;
        let known = self.unlock(&member.login, passphrase).await;
        if known.is_ok() {
            return Err(Error::field(
                "passphrase",
                "Choose another one: this was chosen for you, and somebody else has known it.",
            ));
        }
        let (_, verifier, wrap) =
            self.protect(&member.login, user, member.root, passphrase).await?;
        let now = self.now();
        let wrap = AccountWrapRow { kind: PASSPHRASE_WRAP.to_owned(), wrap: wrap.into() };
        let verifier: store::Bytes = verifier.into_bytes().into();
        self.write(move |tx| {
            let (wrap, verifier) = (wrap.clone(), verifier.clone());
            Box::pin(async move {
                if !store::role::confirm(tx, user, now).await? {
                    return Err(Error::NotFound);
                }
                store::account::set_verifier(tx, user, &verifier).await?;
                store::account::put_wrap(tx, user, &wrap).await?;
                append_about(tx, user, "AccountConfirmed", "passphrase", user, now).await
            })
        })
        .await
    }

    /// A leaf for the log of every program: what concerns the instance concerns each.
    pub(crate) fn every_log(
        &self,
        act: &str,
        object: &str,
        by: &Member,
        now: Instant,
    ) -> Result<EveryLog, Error> {
        let actor = format!("member:{}", by.user);
        let mut leaves = Vec::new();
        for program in self.programs() {
            let target = Target::Program(program.id.clone());
            let append = decide::<AppendLedger>(&Principal::System, target)?;
            leaves.push((append, Leaf::of_act(act, object, &actor, None, now)?));
        }
        Ok(Arc::new(leaves))
    }
}

/// One entry for each log, with the right to append it.
pub(crate) type EveryLog = Arc<Vec<(Authorized<AppendLedger>, Leaf)>>;

pub(crate) async fn append_all(
    tx: &store::Tx<'_>,
    log: &[(Authorized<AppendLedger>, Leaf)],
) -> Result<(), Error> {
    for (append, leaf) in log {
        crate::ledger_log::append(tx, append, core::slice::from_ref(leaf)).await?;
    }
    // What concerns the instance stands in its own log once, whichever program's leaf it is copied from.
    let first = log.first().map(|(_, leaf)| leaf).into_iter().cloned().collect::<Vec<_>>();
    crate::ledger_log::audit_too(tx, None, &first).await
}
