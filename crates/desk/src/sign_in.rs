//! Signing in with a name and a passphrase: proves who it is, and unlocks what they may read.
//!
//! Two derivations from one passphrase: a verifier that says yes or no, and the vault key that opens the
//! account's root. An unknown name costs the same time as a wrong passphrase.

use policy::id::UserId;
use seal::{Session, UserRoot, Verification, verify_passphrase};
use store::account::AccountRow;

use crate::Desk;
use crate::error::Error;
use crate::random::SystemRandom;
use crate::visitor::{MEMBER_LONGEST, Member};

/// Shortest passphrase accepted for a new account, in characters.
pub(crate) const SHORTEST_PASSPHRASE: usize = 12;
/// Longest passphrase, in bytes: hashing takes the same time for all of them.
pub(crate) const LONGEST_PASSPHRASE: usize = 256;

/// The wrap of an account's root under its passphrase.
pub(crate) const PASSPHRASE_WRAP: &str = "passphrase";

/// A session that began.
pub struct SignedIn {
    /// The cookie's text.
    pub cookie: String,
    /// Who.
    pub member: Member,
}

impl Desk {
    /// Signs in and begins a session.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] for a wrong passphrase, an unknown name and a disabled account alike.
    pub async fn sign_in(&self, login: &str, passphrase: &str) -> Result<SignedIn, Error> {
        let member = self.unlock(login, passphrase).await?;
        let session = Session::generate(&mut SystemRandom);
        let sealed = session.seal_user(&member.root, &mut SystemRandom)?;
        let cookie = self
            .begin_session(&session, "member", Some(member.user), sealed, MEMBER_LONGEST)
            .await?;
        self.found_missing_teams(&member).await?;
        let member = self.member(member.user, member.root).await?.ok_or(Error::WrongPassphrase)?;
        self.begin_waiting_epochs(&member).await?;
        Ok(SignedIn { cookie, member })
    }

    /// Checks a name and passphrase, and opens the account's root.
    ///
    /// # Errors
    /// As [`Desk::sign_in`].
    pub async fn unlock(&self, login: &str, passphrase: &str) -> Result<Member, Error> {
        let login = login.trim().to_owned();
        let account = self
            .read(move |tx| {
                let login = login.clone();
                Box::pin(async move {
                    let Some(account) = store::account::by_login(tx, &login).await? else {
                        return Ok(None);
                    };
                    let wraps = store::account::wraps(tx, account.user_id).await?;
                    let wrap = wraps.into_iter().find(|wrap| wrap.kind == PASSPHRASE_WRAP);
                    Ok(Some((account, wrap)))
                })
            })
            .await?;
        let account = account.filter(|(account, _)| account.disabled_at.is_none());
        let (account, wrap) = match account {
            Some((account, Some(wrap))) => (Some(account), Some(wrap)),
            _ => (None, None),
        };
        let opened = self
            .try_passphrase(account.clone(), wrap.map(|wrap| wrap.wrap.to_vec()), passphrase)
            .await?;
        let (Some(account), Some(root)) = (account, opened) else {
            return Err(Error::WrongPassphrase);
        };
        self.member(account.user_id, root).await?.ok_or(Error::WrongPassphrase)
    }

    async fn try_passphrase(
        &self,
        account: Option<AccountRow>,
        wrap: Option<Vec<u8>>,
        passphrase: &str,
    ) -> Result<Option<UserRoot>, Error> {
        if passphrase.len() > LONGEST_PASSPHRASE {
            return Ok(None);
        }
        let _permit = self
            .inner()
            .passphrase_permits
            .acquire()
            .await
            .map_err(|e| Error::bug("permits", &e))?;
        let desk = self.clone();
        let passphrase = passphrase.to_owned();
        tokio::task::spawn_blocking(move || {
            let inner = desk.inner();
            let stored = account.as_ref().and_then(|a| std::str::from_utf8(&a.verifier).ok());
            let verdict = verify_passphrase(stored, &passphrase, &inner.pepper, inner.cost.login);
            let (Verification::Accepted { .. }, Some(account), Some(wrap)) =
                (verdict, account, wrap)
            else {
                return None;
            };
            UserRoot::from_passphrase_wrap(
                account.user_id.as_bytes(),
                &passphrase,
                &inner.pepper,
                &wrap,
            )
            .ok()
        })
        .await
        .map_err(|error| Error::bug("passphrase", &error))
    }

    /// The verifier and vault wrap of a new passphrase.
    pub(crate) async fn protect(
        &self,
        user: UserId,
        root: UserRoot,
        passphrase: &str,
    ) -> Result<(UserRoot, String, Vec<u8>), Error> {
        check_passphrase("passphrase", passphrase)?;
        let _permit = self
            .inner()
            .passphrase_permits
            .acquire()
            .await
            .map_err(|e| Error::bug("permits", &e))?;
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
}

/// Length is the only rule: no composition, no expiry (NIST SP 800-63B §5.1.1.2, ASVS 5.0 §6.2).
pub(crate) fn check_passphrase(field: &str, passphrase: &str) -> Result<(), Error> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(Error::field(
            field,
            format!(
                "Use at least {SHORTEST_PASSPHRASE} characters. Four or five random words are easy to keep in mind."
            ),
        ));
    }
    if passphrase.len() > LONGEST_PASSPHRASE {
        return Err(Error::field(field, format!("Use at most {LONGEST_PASSPHRASE} bytes.")));
    }
    Ok(())
}
