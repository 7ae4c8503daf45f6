//! Signing in with a name and a passphrase: proves who it is, and unlocks what they may read.
//!
//! Two derivations from one passphrase: a verifier that says yes or no, and the vault key that opens the
//! account's root. An unknown name, a wrong passphrase and a name that was guessed at too often cost the
//! same work and get the same answer. How many may be tried at once and how many may wait is bounded, so a
//! flood fills neither the memory nor the line for those whom a device of theirs makes known.

use credential::password::{MOST_BYTES, PasswordRules, table::Breached};
use credential::pathway::Pathway;
use policy::id::UserId;
use seal::{UserRoot, Verification, verify_passphrase};
use store::account::AccountRow;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Desk;
use crate::door::Door;
use crate::error::Error;
use crate::random::SystemRandom;
use crate::session::{Begins, Own, Stage};
use crate::visitor::Member;

/// The wrap of an account's root under its passphrase.
pub(crate) const PASSPHRASE_WRAP: &str = "passphrase";

/// A session that began.
pub struct SignedIn {
    /// The cookie's text.
    pub cookie: String,
    /// What names this device the next time.
    pub device: String,
    /// What the session allows.
    pub stage: Stage,
    /// Who, when nothing is left to show.
    pub member: Option<Member>,
}

/// The lines in which passphrases wait to be tried.
pub(crate) struct Lines {
    /// One permit per passphrase being tried: bounds memory (128 MiB each).
    trying: Semaphore,
    /// Places to wait for those who come from anywhere.
    strangers: std::sync::Arc<Semaphore>,
    /// Places to wait for devices that are known.
    known: std::sync::Arc<Semaphore>,
}

/// Most who wait in one line.
const MOST_WAITING: usize = 32;

impl Lines {
    pub(crate) fn new(at_once: usize) -> Self {
        Self {
            trying: Semaphore::new(at_once),
            strangers: std::sync::Arc::new(Semaphore::new(MOST_WAITING)),
            known: std::sync::Arc::new(Semaphore::new(MOST_WAITING)),
        }
    }

    /// A place in a line, or the answer that it is full.
    fn place(&self, is_known: bool) -> Result<OwnedSemaphorePermit, Error> {
        let line = if is_known { &self.known } else { &self.strangers };
        std::sync::Arc::clone(line).try_acquire_owned().map_err(|_| Error::Busy)
    }
}

impl Desk {
    /// Signs in and begins a session. `code` is of an authenticator app or a recovery sheet, where the
    /// caller asked for it at once.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] for a wrong passphrase, an unknown name, a disabled account and too many
    /// attempts alike; [`Error::WrongCode`] for a code that is not right; [`Error::Busy`] when too many wait.
    /// For a program: [`Error::SecondFactorMissing`] when it would have to be led to a page.
    pub async fn sign_in(
        &self,
        login: &str,
        passphrase: &str,
        code: Option<&str>,
        door: &Door,
    ) -> Result<SignedIn, Error> {
        let login = login.trim();
        let (account, root) = self.prove(login, passphrase, door).await?;
        let user = account.user_id;
        let mut pathway = Pathway::Passphrase;
        let mut stage = self.stage_after_passphrase(user).await?;
        if let (Stage::SecondFactor, Some(code)) = (stage, code) {
            pathway = self.take_code(user, code).await?;
            stage = Stage::Open;
        }
        if door.is_program && stage != Stage::Open {
            return Err(Error::SecondFactorMissing);
        }
        let cookie = self
            .begin_member_session(Begins {
                user,
                stage,
                pathway: pathway.facts().name,
                root: Some(&root),
                door,
                known_device: (!door.is_program).then(|| self.guess(login, door).is_known_device()),
            })
            .await?;
        let device = self.device_cookie(login, door.device.as_deref());
        let member = match stage {
            Stage::Open => Some(self.arrive(user, root, self.may_administer(pathway)).await?),
            Stage::SecondFactor | Stage::Enrol | Stage::Locked => None,
        };
        Ok(SignedIn { cookie, device, stage, member })
    }

    /// Whether a way in is enough to administer this instance.
    pub(crate) fn may_administer(&self, pathway: Pathway) -> bool {
        self.inner().administrator_passkey.admits(pathway)
    }

    /// What waits for a member who comes in: teams to be founded, epochs to be begun.
    pub(crate) async fn arrive(
        &self,
        user: UserId,
        root: UserRoot,
        administers: bool,
    ) -> Result<Member, Error> {
        let read = async |root| {
            let member = self.member(user, root).await?.ok_or(Error::WrongPassphrase)?;
            let administrator = member.administrator && administers;
            Ok::<_, Error>(Member { administrator, ..member })
        };
        let member = read(root).await?;
        self.found_missing_teams(&member).await?;
        let member = read(member.root).await?;
        self.begin_waiting_epochs(&member).await?;
        Ok(member)
    }

    /// The second step: shows the second factor in a session that showed the passphrase. Gives the new
    /// cookie.
    ///
    /// # Errors
    /// [`Error::WrongCode`] when it is not right, was used, or too many were tried.
    pub async fn show_second_factor(&self, own: &Own, code: &str) -> Result<String, Error> {
        if own.stage != Stage::SecondFactor {
            return Err(Error::SignedOut);
        }
        let pathway = self.take_code(own.user, code).await?;
        self.open_session(own, pathway).await
    }

    /// Opens a session in which everything was shown that had to be: with the keys it has, or locked.
    pub(crate) async fn open_session(&self, own: &Own, pathway: Pathway) -> Result<String, Error> {
        let stage = if own.root.is_some() { Stage::Open } else { Stage::Locked };
        let cookie =
            self.renew(own, "SignedIn", stage, pathway.facts().name, own.root.as_ref()).await?;
        self.arrive_in(&cookie).await?;
        Ok(cookie)
    }

    pub(crate) async fn arrive_in(&self, cookie: &str) -> Result<(), Error> {
        if let Some(Own { user, root: Some(root), stage: Stage::Open, row, .. }) =
            self.own(Some(cookie)).await?
        {
            let administers = self.inner().administrator_passkey.admits_named(&row.pathway);
            self.arrive(user, root, administers).await?;
        }
        Ok(())
    }

    /// Unlocks a locked session with the passphrase. Gives the new cookie.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::Busy`].
    pub async fn unlock_session(
        &self,
        own: &Own,
        passphrase: &str,
        door: &Door,
    ) -> Result<String, Error> {
        if own.stage != Stage::Locked {
            return Err(Error::SignedOut);
        }
        let (account, root) = self.prove(&own.login, passphrase, door).await?;
        if account.user_id != own.user {
            return Err(Error::WrongPassphrase);
        }
        self.unlock_with(own, &root, Pathway::Passphrase).await
    }

    /// Shows once more who it is, before something dangerous. Gives the new cookie.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::WrongCode`] where the account has an app, [`Error::Busy`].
    pub async fn step_up(
        &self,
        own: &Own,
        passphrase: &str,
        code: &str,
        door: &Door,
    ) -> Result<String, Error> {
        if !matches!(own.stage, Stage::Open | Stage::Enrol) {
            return Err(Error::SignedOut);
        }
        let (account, root) = self.prove(&own.login, passphrase, door).await?;
        if account.user_id != own.user {
            return Err(Error::WrongPassphrase);
        }
        let by = match self.has_app(own.user).await? {
            true => self.take_code(own.user, code).await?,
            false => Pathway::Passphrase,
        };
        self.stepped_up(own, Some(&root), by).await
    }

    /// Checks the passphrase of one's own account, counted like a sign-in.
    pub(crate) async fn prove_own(
        &self,
        own: &Own,
        passphrase: &str,
        door: &Door,
    ) -> Result<UserRoot, Error> {
        let (account, root) = self.prove(&own.login, passphrase, door).await?;
        if account.user_id == own.user { Ok(root) } else { Err(Error::WrongPassphrase) }
    }

    /// Checks a name and passphrase at the console, and opens the account's root. Nothing is counted and no
    /// second factor asked for: whoever types here has the root key and the data already.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`].
    pub async fn unlock(&self, login: &str, passphrase: &str) -> Result<Member, Error> {
        let account = self.account_with_wrap(login.trim()).await?;
        let opened = self.try_passphrase(account, passphrase).await?;
        let (account, root) = opened.ok_or(Error::WrongPassphrase)?;
        self.member(account.user_id, root).await?.ok_or(Error::WrongPassphrase)
    }

    /// Checks a name and passphrase that came through the door.
    async fn prove(
        &self,
        login: &str,
        passphrase: &str,
        door: &Door,
    ) -> Result<(AccountRow, UserRoot), Error> {
        let guess = self.guess(login, door);
        let _place = self.inner().lines.place(guess.is_known_device())?;
        let is_admitted = self.inner().guesses.admit(&guess, self.now());
        let account = self.account_with_wrap(login).await?;
        // A name that nobody has is not written down: it may be somebody's passphrase in the wrong field.
        let whom = account.as_ref().map_or_else(
            || "account:unknown".to_owned(),
            |(account, _)| crate::audit::member(account.user_id),
        );
        // Refused ones cost the same work: the time tells nothing.
        let account = account.filter(|_| is_admitted);
        let opened = self.try_passphrase(account, passphrase).await?;
        let Some(opened) = opened else {
            self.inner().book.count_failed("SignInFailed", whom, self.now());
            return Err(Error::WrongPassphrase);
        };
        self.inner().guesses.forgive(&guess);
        Ok(opened)
    }

    async fn account_with_wrap(&self, login: &str) -> Result<Option<(AccountRow, Vec<u8>)>, Error> {
        let login = login.to_owned();
        self.read(move |tx| {
            let login = login.clone();
            Box::pin(async move {
                let Some(account) = store::account::by_login(tx, &login).await? else {
                    return Ok(None);
                };
                let wraps = store::account::wraps(tx, account.user_id).await?;
                let wrap = wraps.into_iter().find(|wrap| wrap.kind == PASSPHRASE_WRAP);
                let is_enabled = account.disabled_at.is_none();
                Ok(wrap.filter(|_| is_enabled).map(|wrap| (account, wrap.wrap.to_vec())))
            })
        })
        .await
    }

    async fn try_passphrase(
        &self,
        account: Option<(AccountRow, Vec<u8>)>,
        passphrase: &str,
    ) -> Result<Option<(AccountRow, UserRoot)>, Error> {
        if passphrase.len() > MOST_BYTES {
            return Ok(None);
        }
        let _permit =
            self.inner().lines.trying.acquire().await.map_err(|e| Error::bug("permits", &e))?;
        let desk = self.clone();
        let passphrase = passphrase.to_owned();
        tokio::task::spawn_blocking(move || {
            let inner = desk.inner();
            let stored = account.as_ref().and_then(|(a, _)| std::str::from_utf8(&a.verifier).ok());
            let verdict = verify_passphrase(stored, &passphrase, &inner.pepper, inner.cost.login);
            let (Verification::Accepted { .. }, Some((account, wrap))) = (verdict, account) else {
                return None;
            };
            let root = UserRoot::from_passphrase_wrap(
                account.user_id.as_bytes(),
                &passphrase,
                &inner.pepper,
                &wrap,
            );
            root.ok().map(|root| (account, root))
        })
        .await
        .map_err(|error| Error::bug("passphrase", &error))
    }

    /// The verifier and vault wrap of a new passphrase of the account with this name.
    pub(crate) async fn protect(
        &self,
        login: &str,
        user: UserId,
        root: UserRoot,
        passphrase: &str,
    ) -> Result<(UserRoot, String, Vec<u8>), Error> {
        self.check_passphrase(login, "passphrase", passphrase)?;
        let _permit =
            self.inner().lines.trying.acquire().await.map_err(|e| Error::bug("permits", &e))?;
        let desk = self.clone();
        let passphrase = passphrase.to_owned();
        tokio::task::spawn_blocking(move || {
            let inner = desk.inner();
            let verifier = seal::hash_passphrase(
                &passphrase,
                &inner.pepper,
                inner.cost.login,
                &mut SystemRandom,
            )?;
            let wrap = root.wrap_with_passphrase(
                user.as_bytes(),
                &passphrase,
                &inner.pepper,
                inner.cost.vault,
                &mut SystemRandom,
            )?;
            Ok::<_, Error>((root, verifier, wrap))
        })
        .await
        .map_err(|error| Error::bug("passphrase", &error))?
    }

    /// Length, and nothing that is guessed first: no composition, no expiry (NIST SP 800-63B §5.1.1.2, ASVS
    /// 5.0 §6.2).
    pub(crate) fn check_passphrase(
        &self,
        login: &str,
        field: &str,
        passphrase: &str,
    ) -> Result<(), Error> {
        let inner = self.inner();
        let programs = self.programs();
        let mut context = vec![login, inner.host.as_str(), "candor"];
        context.extend(programs.iter().map(|program| program.id.as_str()));
        let lists: Vec<&dyn Breached> =
            inner.known_passphrases.iter().map(|list| &**list as &dyn Breached).collect();
        let rules = PasswordRules { context: &context, lists: &lists };
        match rules.check(passphrase) {
            Ok(_) => Ok(()),
            Err(refused) => {
                let words = refused.to_string();
                Err(Error::field(field, words))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // ASVS 15.2.2
    #[test]
    fn sec_4_a_flood_of_strangers_leaves_places_for_known_devices_and_none_for_the_next_stranger() {
        let lines = Lines::new(2);
        let held: Vec<_> = (0..MOST_WAITING).map(|_| lines.place(false).unwrap()).collect();
        assert!(matches!(lines.place(false), Err(Error::Busy)));
        assert!(lines.place(true).is_ok());
        drop(held);
        assert!(lines.place(false).is_ok());
    }
}
