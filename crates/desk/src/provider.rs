//! Signing in with an identity provider: who comes back, which account that is, and what it opens.
//!
//! What the provider says is judged by `credential::oidc`, and fetched at the edge; here is what follows. An
//! account is found by issuer and subject alone. It is linked from within an open session in which a factor was
//! just shown, never because an address is alike. A provider shows who somebody is and opens no key: the session
//! is locked until the vault passphrase or a passkey unlocks it.

use core::time::Duration;

use credential::oidc::{Client, Demands, Identity, Provider, Purpose, Transaction};
use credential::pathway::Pathway;
use credential::session::Act;
use store::StoreError;
use store::provider_binding::ProviderBindingRow;

use crate::Desk;
use crate::account_log::append_about;
use crate::door::Door;
use crate::error::Error;
use crate::random;
use crate::second_factor::may_change_factors;
use crate::session::{Begins, Own, Stage};
use crate::sign_in::SignedIn;

/// The kind of ceremony in the store.
const KIND: &str = "provider";
/// A sign-in at a provider ends after this long.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// The way to the provider. Without `Debug`: the browser alone holds the value.
pub struct AskedProvider {
    /// Where the browser goes.
    pub url: String,
    /// What it keeps in a cookie until it comes back.
    pub browser: String,
}

/// What somebody who is signed in asks a provider for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderStep {
    /// To sign in with it from now on.
    Link,
    /// To show once more who it is.
    StepUp,
}

impl Desk {
    /// Begins a sign-in at a provider: for anybody, or for one's own account.
    ///
    /// # Errors
    /// [`Error::StepUp`] before linking, when no factor was shown lately; [`Error::SignedOut`] in a session that is
    /// not open.
    pub async fn ask_provider(
        &self,
        own: Option<(&Own, ProviderStep)>,
        provider: &Provider,
        client: Client<'_>,
        mut demands: Demands,
    ) -> Result<AskedProvider, Error> {
        let purpose = match own {
            None => Purpose::SignIn,
            Some((own, _)) if own.stage != Stage::Open => return Err(Error::SignedOut),
            Some((own, ProviderStep::Link)) => {
                self.require_fresh_own(own, Act::ChangeFactor)?;
                Purpose::Bind { account: own.user.as_bytes().to_vec() }
            }
            Some((own, ProviderStep::StepUp)) => {
                demands.max_age_seconds = Some(0);
                Purpose::StepUp { account: own.user.as_bytes().to_vec() }
            }
        };
        let random = [random::bytes(), random::bytes(), random::bytes()];
        let transaction = Transaction::begin(provider, purpose, demands, random, self.now());
        let url = transaction.authorization_url(provider, client).to_string();
        let bytes = transaction.to_bytes();
        let browser = self.keep_ceremony(KIND, &*bytes, None, LONGEST).await?;
        Ok(AskedProvider { url, browser })
    }

    /// What this browser began; taken away by it, so that nothing comes back twice.
    ///
    /// # Errors
    /// [`Error::Provider`] when it began nothing, or too long ago.
    pub async fn begun_with_provider(&self, browser: &str) -> Result<Transaction, Error> {
        let refused = || Error::Provider(credential::oidc::OidcRefused::State);
        let kept: Vec<u8> = self.take_ceremony(KIND, browser, None).await?.ok_or_else(refused)?;
        Transaction::from_bytes(&kept).map_err(|_| refused())
    }

    /// Signs in whoever is linked to this person at the provider. `is_strong` says whether a second factor was
    /// demanded there. The session is locked, or waits for a second factor.
    ///
    /// # Errors
    /// [`Error::UnknownPerson`] when no account is linked, or it may not sign in.
    pub async fn sign_in_with_provider(
        &self,
        identity: &Identity,
        is_strong: bool,
        door: &Door,
    ) -> Result<SignedIn, Error> {
        if identity.purpose != Purpose::SignIn {
            return Err(Error::Provider(credential::oidc::OidcRefused::State));
        }
        let (issuer, subject) = (identity.binding.issuer.clone(), identity.binding.subject.clone());
        let account = self
            .read(move |tx| {
                let (issuer, subject) = (issuer.clone(), subject.clone());
                Box::pin(async move {
                    let found = store::provider_binding::find(tx, &issuer, &subject).await?;
                    let Some(found) = found else { return Ok(None) };
                    Ok(store::account::find(tx, found.user_id).await?)
                })
            })
            .await?
            .filter(|account| account.disabled_at.is_none())
            .ok_or(Error::UnknownPerson)?;
        let (pathway, stage) = match is_strong {
            true => (Pathway::ProviderStrong, Stage::Locked),
            false => match self.stage_after_passphrase(account.user_id).await? {
                Stage::Open => (Pathway::Provider, Stage::Locked),
                stage => (Pathway::Provider, stage),
            },
        };
        let cookie = self
            .begin_member_session(Begins {
                user: account.user_id,
                stage,
                pathway: pathway.facts().name,
                root: None,
                door,
                known_device: (!door.is_program)
                    .then(|| self.guess(&account.login, door).is_known_device()),
            })
            .await?;
        let device = self.device_cookie(&account.login, door.device.as_deref());
        Ok(SignedIn { cookie, device, stage, member: None })
    }

    /// Links one's own account to a person at the provider. Every other session ends; gives the new cookie.
    ///
    /// # Errors
    /// [`Error::Provider`] when somebody else began it; [`Error::StepUp`]; [`Error::Fields`] when that person is
    /// linked to an account already.
    pub async fn link_provider(&self, own: &Own, identity: &Identity) -> Result<String, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        let is_own = matches!(&identity.purpose, Purpose::Bind { account } if account == own.user.as_bytes());
        if !is_own {
            return Err(Error::Provider(credential::oidc::OidcRefused::State));
        }
        let (user, now, own_session) = (own.user, self.now(), own.row.lookup_hash);
        let row = ProviderBindingRow {
            issuer: identity.binding.issuer.clone(),
            subject: identity.binding.subject.clone(),
            user_id: user,
            bound_at: now,
        };
        self.write(move |tx| {
            let row = row.clone();
            Box::pin(async move {
                match store::provider_binding::insert(tx, &row).await {
                    Err(StoreError::Duplicate { .. }) => {
                        return Err(Error::field(
                            "provider",
                            "You, as the provider knows you, are linked to an account here already.",
                        ));
                    }
                    other => other?,
                }
                store::session::end_others_of(tx, user, own_session).await?;
                append_about(tx, user, "FactorAdded", "provider", user, now).await
            })
        })
        .await?;
        self.renew(own, "SessionRenewed", own.stage, &own.row.pathway, own.root.as_ref()).await
    }

    /// Shows once more who it is, at the provider. Gives the new cookie.
    ///
    /// # Errors
    /// [`Error::Provider`] when it is another person, another session began it, or no second factor was demanded.
    pub async fn step_up_with_provider(
        &self,
        own: &Own,
        identity: &Identity,
        is_strong: bool,
    ) -> Result<String, Error> {
        let is_own = matches!(&identity.purpose, Purpose::StepUp { account } if account == own.user.as_bytes());
        let links = self.provider_rows(own).await?;
        let is_linked = links.iter().any(|row| {
            row.issuer == identity.binding.issuer && row.subject == identity.binding.subject
        });
        if !is_strong {
            return Err(Error::Provider(credential::oidc::OidcRefused::TooWeak));
        }
        if own.stage != Stage::Open || !is_own || !is_linked {
            return Err(Error::Provider(credential::oidc::OidcRefused::State));
        }
        self.stepped_up(own, own.root.as_ref(), Pathway::ProviderStrong).await
    }

    async fn provider_rows(&self, own: &Own) -> Result<Vec<ProviderBindingRow>, Error> {
        let user = own.user;
        self.read(move |tx| {
            Box::pin(async move { Ok(store::provider_binding::of_user(tx, user).await?) })
        })
        .await
    }

    /// Since when one's own account is linked to this provider.
    ///
    /// # Errors
    /// When the store does.
    pub async fn linked_to(
        &self,
        own: &Own,
        issuer: &str,
    ) -> Result<Option<crate::Instant>, Error> {
        let rows = self.provider_rows(own).await?;
        Ok(rows.into_iter().find(|row| row.issuer == issuer).map(|row| row.bound_at))
    }

    /// Ends every link of one's own account to a provider. Gives the new cookie.
    ///
    /// # Errors
    /// [`Error::StepUp`]; [`Error::NotFound`] when there is none.
    pub async fn unlink_provider(&self, own: &Own) -> Result<String, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        let (user, now, own_session) = (own.user, self.now(), own.row.lookup_hash);
        self.write(move |tx| {
            Box::pin(async move {
                if store::provider_binding::remove_all(tx, user).await? == 0 {
                    return Err(Error::NotFound);
                }
                store::session::end_others_of(tx, user, own_session).await?;
                append_about(tx, user, "FactorRemoved", "provider", user, now).await
            })
        })
        .await?;
        self.renew(own, "SessionRenewed", own.stage, &own.row.pathway, own.root.as_ref()).await
    }
}
