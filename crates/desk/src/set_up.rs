//! The first account, and the recovery kit.
//!
//! A new instance prints a link with a one-time code. Whoever opens it makes the first account, which owns
//! every program, and gets the recovery kit: the one thing that opens the cases when every passphrase is
//! lost. The kit is shown once and kept nowhere; only its public half stays.

use access::{AdministerInstance, AppendLedger, Principal, Role, Target, decide};
use policy::id::{ProgramId, UserId};
use seal::{Grant, PublicKey, RecoveryKit, TeamRoot, UserRoot};
use store::account::{AccountRow, AccountWrapRow};
use store::team::{TeamEpochRow, TeamGrantRow};

use crate::Desk;
use crate::error::Error;
use crate::inner::hex;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::sign_in::PASSPHRASE_WRAP;
use crate::visitor::Member;

/// Where the recovery kit's public half is kept.
pub(crate) const RECOVERY_KEY: &str = "recovery_public_key";
/// The account that founded the instance: grants lead back to it.
pub(crate) const FOUNDER: &str = "founder";
/// What binds the founder's key to the root key, so that no writer of the database can name another.
pub(crate) const FOUNDER_SEAL: &str = "founder_seal";
pub(crate) const ROOT_KEY_COPY: &str = "root_key_for_recovery";

/// What the first setup made.
pub struct SetUp {
    /// The first account.
    pub user: UserId,
    /// The recovery kit as words, to be printed.
    pub kit_words: String,
    /// The recovery kit as characters.
    pub kit_characters: String,
    /// The same kit in three sheets, of which any two give it back.
    pub kit_sheets: [String; 3],
}

impl Desk {
    /// Whether somebody must still make the first account.
    ///
    /// # Errors
    /// When the store does.
    pub async fn needs_set_up(&self) -> Result<bool, Error> {
        let accounts =
            self.read(|tx| Box::pin(async move { Ok(store::account::all(tx).await?) })).await?;
        Ok(accounts.is_empty())
    }

    /// A new one-time code for the setup link; earlier ones stop working. Lives in memory only.
    #[must_use]
    pub fn new_setup_code(&self) -> String {
        let code = hex(&random::bytes::<16>());
        *self.inner().setup_code.write().unwrap_or_else(std::sync::PoisonError::into_inner) =
            Some(code.clone());
        code
    }

    /// Whether this is the code of the setup link.
    #[must_use]
    pub fn is_setup_code(&self, code: &str) -> bool {
        let known =
            self.inner().setup_code.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.as_ref().is_some_and(|known| crate::inner::same(known.as_bytes(), code.as_bytes()))
    }

    /// Makes the first account, the recovery kit, and the team key of every program.
    ///
    /// # Errors
    /// [`Error::AlreadySetUp`] when an account exists, [`Error::Fields`] for a name or passphrase that
    /// will not do.
    pub async fn set_up(&self, login: &str, passphrase: &str) -> Result<SetUp, Error> {
        if !self.needs_set_up().await? {
            return Err(Error::AlreadySetUp);
        }
        let login = check_login(login)?;
        let now = self.now();
        let user = random::user_id(now);
        let root = UserRoot::generate(&mut SystemRandom);
        let (root, verifier, wrap) = self.protect(&login, user, root, passphrase).await?;
        let kit = RecoveryKit::generate(&mut SystemRandom);
        let root_copy = self.inner().root_key.wrap_to_recovery(
            &self.inner().instance,
            &kit.public_key(),
            &mut SystemRandom,
        )?;
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
        let founder_seal = self.founder_seal(user, &account.signing_key);
        let recovery_public = hex(&kit.public_key().to_bytes());
        let root_copy = hex(&root_copy);
        let administer = decide::<AdministerInstance>(&Principal::System, Target::Instance)?;
        self.write(move |tx| {
            let (account, wrap, administer) = (account.clone(), wrap.clone(), administer.clone());
            let (recovery_public, root_copy) = (recovery_public.clone(), root_copy.clone());
            let founder_seal = founder_seal.clone();
            Box::pin(async move {
                if !store::account::all(tx).await?.is_empty() {
                    return Err(Error::AlreadySetUp);
                }
                store::account::insert(tx, &administer, &account).await?;
                store::account::put_wrap(tx, user, &wrap).await?;
                store::meta::write(tx, &administer, RECOVERY_KEY, &recovery_public).await?;
                store::meta::write(tx, &administer, FOUNDER, &user.to_string()).await?;
                store::meta::write(tx, &administer, FOUNDER_SEAL, &founder_seal).await?;
                store::meta::write(tx, &administer, ROOT_KEY_COPY, &root_copy).await?;
                Ok(())
            })
        })
        .await?;
        *self.inner().setup_code.write().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        let member = Member {
            user,
            login,
            administrator: true,
            standing: access::Standing::Confirmed,
            grants: [].into(),
            root,
            session: None,
            proven: crate::visitor::Proven::AtConsole,
        };
        self.found_missing_teams(&member).await?;
        Ok(SetUp {
            user,
            kit_words: kit.words().to_string(),
            kit_characters: kit.characters().to_string(),
            kit_sheets: kit.sheets(&mut SystemRandom).map(|sheet| sheet.text().to_string()),
        })
    }

    /// Whether these words (given by their places, counted from one) are those of the kit whose public
    /// half is stored: the setup asks for them, so that nobody clicks the kit away.
    ///
    /// # Errors
    /// When the store does.
    pub async fn recovery_kit_is(&self, kit: &str) -> Result<bool, Error> {
        let Ok(kit) = RecoveryKit::parse(kit) else { return Ok(false) };
        Ok(self.recovery_key().await?.is_some_and(|key| key == kit.public_key()))
    }

    pub(crate) async fn recovery_key(&self) -> Result<Option<PublicKey>, Error> {
        let text = self
            .read(|tx| Box::pin(async move { Ok(store::meta::read(tx, RECOVERY_KEY).await?) }))
            .await?;
        text.map(|text| {
            let bytes = text
                .as_bytes()
                .chunks_exact(2)
                .map(|pair| {
                    core::str::from_utf8(pair).ok().and_then(|t| u8::from_str_radix(t, 16).ok())
                })
                .collect::<Option<Vec<u8>>>()
                .ok_or_else(|| Error::bug("recovery key", &"it is not hexadecimal"))?;
            Ok(PublicKey::from_bytes(&bytes)?)
        })
        .transpose()
    }

    /// Gives every program without a team its first key, owned by this administrator: after the first
    /// setup, and when a policy was added since.
    pub(crate) async fn found_missing_teams(&self, member: &Member) -> Result<(), Error> {
        if !member.administrator {
            return Ok(());
        }
        for program in self.programs().iter().filter(|program| !program.has_team()) {
            self.found_team(member, &program.id).await?;
        }
        Ok(())
    }

    async fn found_team(&self, member: &Member, program: &ProgramId) -> Result<(), Error> {
        let now = self.now();
        let recovery = self
            .recovery_key()
            .await?
            .ok_or_else(|| Error::bug("team key", &"there is no recovery key"))?;
        let team = TeamRoot::generate(program.as_str(), 1, &mut SystemRandom);
        let epoch = TeamEpochRow {
            epoch: 1,
            public_key: team.public_key().to_bytes().into(),
            recovery_wrap: team.wrap_to_recovery(&recovery, &mut SystemRandom)?.into(),
            previous_wrap: None,
            created_at: now,
        };
        let grant = grant_row(
            member,
            &team,
            member.user,
            &member.root.public_key(),
            &member.root.verify_key(),
            Role::Owner,
            now,
        )?;
        let leaves = vec![
            Leaf::of_act("TeamKeyBegan", "epoch:1", &format!("member:{}", member.user), None, now)?,
            Leaf::of_act(
                "MemberGranted",
                &format!("member:{}/owner", member.user),
                &format!("member:{}", member.user),
                None,
                now,
            )?,
        ];
        let administer = decide::<AdministerInstance>(&member.principal(), Target::Instance)?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let id = program.clone();
        self.write(move |tx| {
            let (administer, append, id) = (administer.clone(), append.clone(), id.clone());
            let (epoch, grant, leaves) = (epoch.clone(), grant.clone(), leaves.clone());
            Box::pin(async move {
                if store::team::current_epoch(tx, &id).await?.is_some() {
                    return Ok(());
                }
                store::team::begin_epoch(tx, &administer, &id, &epoch).await?;
                store::team::grant(tx, &administer, &grant).await?;
                crate::ledger_log::append_act(tx, &append, &leaves).await?;
                Ok(())
            })
        })
        .await?;
        self.reload(program).await
    }
}

/// The stored form of a membership: the team key wrapped to the member, signed by the granter.
pub(crate) fn grant_row(
    granter: &Member,
    team: &TeamRoot,
    user: UserId,
    user_key: &PublicKey,
    verify_key: &seal::VerifyKey,
    role: Role,
    now: clock::Instant,
) -> Result<TeamGrantRow, Error> {
    let program: ProgramId =
        team.program().parse().map_err(|error| Error::bug("team program", &error))?;
    // A role that reads nothing sealed is given no key: what is not held cannot be stolen.
    let wrap = match role.reads_content() {
        true => team.wrap_to_member(user_key, &mut SystemRandom)?,
        false => Vec::new(),
    };
    let signature = Grant {
        program: team.program(),
        epoch: team.epoch(),
        member: user.as_bytes(),
        member_key: user_key,
        member_verify_key: verify_key,
        role: role.name(),
        wrap: &wrap,
        granter: granter.user.as_bytes(),
        granted_at: now.second(),
    }
    .sign(&granter.root);
    Ok(TeamGrantRow {
        program_id: program,
        epoch: team.epoch(),
        user_id: user,
        role: role.name().to_owned(),
        wrap: wrap.into(),
        granter: Some(granter.user),
        signature: Some(signature.to_vec().into()),
        granted_at: now,
        revoked_at: None,
    })
}

/// A name to sign in with: letters, digits and `.-_`, so that it can be typed and shown anywhere.
pub(crate) fn check_login(login: &str) -> Result<String, Error> {
    let login = login.trim();
    let fits = (2..=64).contains(&login.chars().count())
        // Letters of ASCII only: two names that look alike (UTS #39) must not be two accounts.
        && login.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    if fits {
        Ok(login.to_owned())
    } else {
        Err(Error::field(
            "login",
            "Use 2 to 64 letters (a to z), digits, dots, hyphens or underscores, without spaces.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::check_login;

    #[test]
    fn a_name_that_could_be_taken_for_another_is_no_name_of_an_account() {
        assert_eq!(check_login(" ada@example.org ").unwrap(), "ada@example.org");
        let alike =
            ["\u{430}da", "ad\u{ff41}", "ada\u{200b}", "\u{202e}ada", "a\u{301}da", "ad\u{131}"];
        for other in alike {
            assert!(check_login(other).is_err(), "{other:?}");
        }
    }
}
