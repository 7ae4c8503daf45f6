//! When keys are lost: a colleague gives a member a new account and key, or the recovery kit a team its owner.
//!
//! Nobody can open the root of somebody else's account, so nothing is "reset" in it. The account is closed under
//! another name, which keeps its signatures and its acts in the log true, and a new one takes its name and its
//! roles in the teams of the colleague who acts, in a new epoch of each team's key. It takes two people: an owner
//! begins it and hands words over in person; the member signs in with them, shows the app that they had, and
//! chooses a passphrase that nobody else has known. Until then the account may do what anyone may.
//!
//! Where no member's key is left, the recovery kit on paper opens each team's key. Its holder becomes the owner
//! and founder; what the lost keys had signed counts no more, so everybody else is granted anew.

use access::{AdministerInstance, AppendLedger, ManageMembers, Principal, Role, Target, decide};
use credential::session::Act;
use policy::id::{ProgramId, UserId};
use seal::{RecoveryCode, RecoveryKit, TeamRoot, UserRoot};
use store::account::{AccountRow, AccountWrapRow};
use store::role::InvitationRow;
use store::second_factor::TotpRow;
use store::team::TeamEpochRow;

use crate::Desk;
use crate::account_log::append_about;
use crate::error::Error;
use crate::members::TeamChange;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::set_up::{FOUNDER, FOUNDER_SEAL, check_login, grant_row};
use crate::sign_in::PASSPHRASE_WRAP;
use crate::visitor::{Member, Proven, roles_of};

/// What an owner hands over to a member who lost everything. Shown once; without `Debug`.
pub struct ResetMember {
    /// The words that open the new account until its owner chose a passphrase.
    pub words: String,
    /// Programs of the old account in which somebody else is owner: they add the member again.
    pub left_to_others: Vec<ProgramId>,
}

impl Desk {
    /// Gives a member who can no longer unlock a new account with a new key, under the same name and with the same
    /// roles in the programs that `owner` owns. Their authenticator app stays, so a reset does not go around it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `owner` is no owner or there is no such member; [`Error::StepUp`];
    /// [`Error::Fields`] for oneself, a service account, or an administrator where `owner` is none.
    pub async fn reset_member(
        &self,
        owner: &Member,
        program: &ProgramId,
        user: UserId,
    ) -> Result<ResetMember, Error> {
        decide::<ManageMembers>(&owner.principal(), Target::Program(program.clone()))?;
        self.require_fresh(owner, Act::ChangeGrant)?;
        if !self.members(owner, program).await?.iter().any(|facts| facts.user == user) {
            return Err(Error::NotFound);
        }
        let old = self.account(user).await?.ok_or(Error::NotFound)?;
        let refused = if user == owner.user {
            Some("You are signed in: change your own passphrase on your account's page.")
        } else if old.is_service() {
            Some("A service account has tokens only. Make another one in its place.")
        } else if old.administrator && !owner.administrator {
            Some("This member administers the instance: another administrator has to do it.")
        } else {
            None
        };
        if let Some(words) = refused {
            return Err(Error::field("member", words));
        }
        let held = self
            .read(move |tx| {
                Box::pin(async move { Ok(roles_of(store::team::grants_of_user(tx, user).await?)) })
            })
            .await?;
        let (mine, others): (Vec<_>, Vec<_>) = held
            .into_iter()
            .partition(|(program, _)| owner.principal().role_in(program) == Some(Role::Owner));
        let words = RecoveryCode::generate(&mut SystemRandom).words().to_string();
        let new = self.succeed(owner, &old, &words).await?;
        for (program, role) in mine {
            let change =
                TeamChange { leaves: Some(user), role: None, joins: Some((new.clone(), role)) };
            self.begin_epoch(owner, &program, change).await?;
        }
        Ok(ResetMember {
            words,
            left_to_others: others.into_iter().map(|(program, _)| program).collect(),
        })
    }

    /// Closes an account and makes another one of its name, which has its app and no grants yet.
    async fn succeed(
        &self,
        owner: &Member,
        old: &AccountRow,
        words: &str,
    ) -> Result<AccountRow, Error> {
        let now = self.now();
        let user = random::user_id(now);
        let root = UserRoot::generate(&mut SystemRandom);
        let (root, verifier, wrap) = self.protect(&old.login, user, root, words).await?;
        let new = AccountRow {
            user_id: user,
            login: old.login.clone(),
            verifier: verifier.into_bytes().into(),
            public_key: root.public_key().to_bytes().into(),
            signing_key: root.verify_key().to_bytes().to_vec().into(),
            administrator: old.administrator,
            created_at: now,
            disabled_at: None,
        };
        let wrap = AccountWrapRow { kind: PASSPHRASE_WRAP.to_owned(), wrap: wrap.into() };
        let app = self.app_for(old.user_id, user).await?;
        let invitation = InvitationRow {
            user_id: user,
            invited_by: owner.user,
            invited_at: now,
            confirmed_at: None,
        };
        let administer = decide::<AdministerInstance>(&Principal::System, Target::Instance)?;
        // No name that can be typed: it signs in nobody, and says whose it was.
        let closed = format!("{}~{}", old.login, random::incident());
        let (before, actor) = (old.user_id, owner.user);
        let kept = new.clone();
        self.write(move |tx| {
            let (administer, new, wrap) = (administer.clone(), kept.clone(), wrap.clone());
            let (closed, app, invitation) = (closed.clone(), app.clone(), invitation.clone());
            Box::pin(async move {
                append_about(tx, before, "AccountReplaced", &format!("by:{user}"), actor, now)
                    .await?;
                store::account::close(tx, &administer, before, &closed, now).await?;
                store::session::end_all_of(tx, before).await?;
                store::api_token::revoke_all(tx, before, now).await?;
                store::passkey::remove_all(tx, before).await?;
                store::provider_binding::remove_all(tx, before).await?;
                store::second_factor::remove(tx, before).await?;
                store::account::insert(tx, &administer, &new).await?;
                store::account::put_wrap(tx, user, &wrap).await?;
                store::role::invite(tx, &invitation).await?;
                if let Some(app) = &app {
                    store::second_factor::put_totp(tx, app).await?;
                }
                Ok(())
            })
        })
        .await?;
        Ok(new)
    }

    /// The app of an account, sealed for another one of the same person.
    async fn app_for(&self, old: UserId, new: UserId) -> Result<Option<TotpRow>, Error> {
        let Some(row) = self.totp_row(old).await? else { return Ok(None) };
        let Some(sealed) = &row.sealed_seed else { return Ok(None) };
        let seed = self.open_seed(old, "sealed_seed", sealed)?;
        let sealed_seed = Some(self.seal_seed(new, "sealed_seed", &seed)?);
        Ok(Some(TotpRow { user_id: new, sealed_seed, sealed_pending: None, ..row }))
    }

    /// Makes a new owner of every program with the recovery kit, at the console, when no member's key is left. The
    /// account administers the instance; everybody else keeps their account and holds nothing until they are
    /// granted anew.
    ///
    /// # Errors
    /// [`Error::Fields`] when it is not this instance's kit, or for a name or passphrase that will not do.
    pub async fn recover_with_kit(
        &self,
        kit: &str,
        login: &str,
        passphrase: &str,
    ) -> Result<UserId, Error> {
        let parsed =
            RecoveryKit::parse(kit).map_err(|error| Error::field("kit", error.to_string()))?;
        if !self.recovery_kit_is(kit).await? {
            return Err(Error::field(
                "kit",
                "This is a recovery kit, and not the one of this instance.",
            ));
        }
        let login = check_login(login)?;
        if self.account_of(&login).await?.is_some() {
            return Err(Error::field(
                "login",
                format!(
                    "There is an account {login}. Choose another name; its cases are not lost."
                ),
            ));
        }
        let now = self.now();
        let user = random::user_id(now);
        let root = UserRoot::generate(&mut SystemRandom);
        let (root, verifier, wrap) = self.protect(&login, user, root, passphrase).await?;
        let account = AccountRow {
            user_id: user,
            login: login.clone(),
            verifier: verifier.into_bytes().into(),
            public_key: root.public_key().to_bytes().into(),
            signing_key: root.verify_key().to_bytes().to_vec().into(),
            administrator: true,
            created_at: now,
            disabled_at: None,
        };
        let wrap = AccountWrapRow { kind: PASSPHRASE_WRAP.to_owned(), wrap: wrap.into() };
        let seal = self.founder_seal(user, &account.signing_key);
        let owner = Member {
            user,
            login,
            administrator: true,
            standing: access::Standing::Confirmed,
            grants: [].into(),
            root,
            session: None,
            proven: Proven::AtConsole,
        };
        let mut begun = Vec::new();
        for program in self.programs().iter().filter(|program| program.has_team()) {
            begun.push(self.begun_by_kit(&owner, &program.id, &parsed).await?);
        }
        let programs: Vec<ProgramId> = begun.iter().map(|begun| begun.program.clone()).collect();
        let administer = decide::<AdministerInstance>(&Principal::System, Target::Instance)?;
        let begun = std::sync::Arc::new(begun);
        self.write(move |tx| {
            let (administer, begun) = (administer.clone(), std::sync::Arc::clone(&begun));
            let (account, wrap, seal) = (account.clone(), wrap.clone(), seal.clone());
            Box::pin(async move {
                store::account::insert(tx, &administer, &account).await?;
                store::account::put_wrap(tx, user, &wrap).await?;
                store::meta::write(tx, &administer, FOUNDER, &user.to_string()).await?;
                store::meta::write(tx, &administer, FOUNDER_SEAL, &seal).await?;
                for begun in begun.iter() {
                    let current = store::team::current_epoch(tx, &begun.program).await?;
                    if current.is_none_or(|current| current.epoch + 1 != begun.epoch.epoch) {
                        return Err(Error::Conflict);
                    }
                    store::team::forget_grants(tx, &administer, &begun.program).await?;
                    store::team::begin_epoch(tx, &administer, &begun.program, &begun.epoch).await?;
                    store::team::grant(tx, &administer, &begun.grant).await?;
                    crate::ledger_log::append_act(tx, &begun.append, &begun.leaves).await?;
                }
                Ok(())
            })
        })
        .await?;
        for program in programs {
            self.reload(&program).await?;
        }
        Ok(user)
    }

    /// A new epoch of a program's key that the kit opened, granted to its new owner.
    async fn begun_by_kit(
        &self,
        owner: &Member,
        program: &ProgramId,
        kit: &RecoveryKit,
    ) -> Result<Begun, Error> {
        let id = program.clone();
        let current = self
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move { Ok(store::team::current_epoch(tx, &id).await?) })
            })
            .await?
            .ok_or(Error::NotFound)?;
        let old = TeamRoot::from_recovery_wrap(
            program.as_str(),
            current.epoch,
            kit,
            &current.recovery_wrap,
        )?;
        let now = self.now();
        let epoch = current.epoch.saturating_add(1);
        let team = TeamRoot::generate(program.as_str(), epoch, &mut SystemRandom);
        let row = TeamEpochRow {
            epoch,
            public_key: team.public_key().to_bytes().into(),
            recovery_wrap: team.wrap_to_recovery(&kit.public_key(), &mut SystemRandom)?.into(),
            previous_wrap: Some(team.seal_previous(&old, &mut SystemRandom)?.into()),
            created_at: now,
        };
        let (key, verify) = (owner.root.public_key(), owner.root.verify_key());
        let grant = grant_row(owner, &team, owner.user, &key, &verify, Role::Owner, now)?;
        let actor = format!("member:{}", owner.user);
        let leaf = |act: &str, object: &str| Leaf::of_act(act, object, &actor, None, now);
        let leaves = vec![
            leaf("RecoveredWithKit", "kit")?,
            leaf("TeamKeyBegan", &format!("epoch:{epoch}"))?,
            leaf("MemberGranted", &format!("{actor}/owner"))?,
        ];
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        Ok(Begun { program: program.clone(), epoch: row, grant, leaves, append })
    }
}

/// What is written of one program whose key the kit opened.
struct Begun {
    program: ProgramId,
    epoch: TeamEpochRow,
    grant: store::team::TeamGrantRow,
    leaves: Vec<Leaf>,
    append: access::Authorized<AppendLedger>,
}
