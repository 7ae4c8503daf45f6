//! Passkeys: added, used to sign in, to unlock and to show once more who it is, and taken away.
//!
//! What a browser answers is judged by `credential::passkey`; here is what surrounds it. A ceremony begins with a
//! question that the server keeps, sealed, under the hash of a random value that only this browser holds; the
//! first answer takes it away, whatever it is, so no question is answered twice and none in another browser. One
//! that belongs to an account is answered in a session of that account only.
//!
//! Where the passkey has the `prf` extension the same touch unlocks: the member's root is wrapped under what the
//! passkey computes. Where it has not, the vault passphrase unlocks.

use credential::passkey::{
    AccountFacts, AssertionResponse, LONGEST_CEREMONY, Passkey, PasskeyRefused, Pending, PrfOutput,
    Purpose, RegistrationResponse, RelyingParty, Verified, prf_salt,
};
use credential::pathway::Pathway;
use credential::session::Act;
use policy::id::UserId;
use seal::{KeyKind, UserRoot};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::account::AccountRow;
use store::passkey::PasskeyRow;

use crate::Desk;
use crate::account_log::append_about;
use crate::door::Door;
use crate::error::Error;
use crate::inner::{SecondFactorRule, hex, unhex};
use crate::random::{self, SystemRandom};
use crate::second_factor::may_change_factors;
use crate::session::{Begins, Own, Stage};
use crate::sign_in::SignedIn;

/// The kind of ceremony in the store.
const KIND: &str = "passkey";
/// The longest name of a passkey, in characters.
const LONGEST_LABEL: usize = 60;
/// So many passkeys may an account have.
const MOST_PASSKEYS: usize = 20;

/// A question for a browser's passkeys. Without `Debug`: the browser alone holds the value.
pub struct Asked {
    /// What the page hands to the browser, as JSON.
    pub options: String,
    /// What the browser keeps in a cookie until it answers.
    pub browser: String,
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyFacts {
    /// What it is removed by.
    pub id: String,
    /// What its owner calls it.
    pub label: String,
    /// Whether it unlocks with the touch that signs in.
    pub unlocks: bool,
    /// Whether it could, once it is shown while the session is unlocked.
    pub could_unlock: bool,
    /// When it was added.
    pub created: crate::Instant,
    /// When it was last used.
    pub used: Option<crate::Instant>,
}

/// A ceremony, as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    pending: Pending,
    /// What a new passkey is to be called.
    label: String,
}

/// An answer that was right, and whose.
struct Shown {
    account: AccountRow,
    row: PasskeyRow,
    prf: Option<PrfOutput>,
}

impl Shown {
    /// The root of the account, when the passkey unlocks it.
    fn root(&self) -> Option<UserRoot> {
        let (wrap, prf) = (self.row.wrap.as_ref()?, self.prf.as_ref()?);
        let user = self.account.user_id;
        UserRoot::from_key_wrap(
            user.as_bytes(),
            KeyKind::Passkey,
            &self.row.credential_id,
            prf.expose(),
            wrap,
        )
        .ok()
    }
}

impl Desk {
    /// Who asks, as browsers know it; nothing where the public address is none that browsers give passkeys to.
    fn relying_party(&self) -> Option<RelyingParty> {
        let inner = self.inner();
        let id = inner.host.split(':').next().unwrap_or_default();
        RelyingParty::new(&inner.public_url, id, id).ok()
    }

    /// Whether passkeys can be used at this address: browsers have them for `https://host`, and for
    /// `http://localhost`.
    #[must_use]
    pub fn takes_passkeys(&self) -> bool {
        self.relying_party().is_some()
    }

    fn party(&self) -> Result<RelyingParty, Error> {
        self.relying_party().ok_or(Error::NotFound)
    }

    fn prf_salt(&self) -> [u8; 32] {
        prf_salt(self.inner().instance.as_bytes())
    }

    async fn keep(&self, kept: &Kept, user: Option<UserId>) -> Result<String, Error> {
        self.keep_ceremony(KIND, kept, user, LONGEST_CEREMONY).await
    }

    async fn asked(&self, browser: &str, user: Option<UserId>) -> Result<Kept, Error> {
        let found = self.take_ceremony(KIND, browser, user).await?;
        found.ok_or(Error::Passkey(PasskeyRefused::Challenge))
    }

    /// Asks any passkey of this site to sign in: it says itself whose it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there can be none.
    pub async fn ask_to_sign_in(&self) -> Result<Asked, Error> {
        let party = self.party()?;
        let pending = Pending::new(Purpose::SignIn, None, random::bytes(), self.now());
        let options = pending.request_options(&party, &[], &self.prf_salt()).to_string();
        let kept = Kept { pending, label: String::new() };
        Ok(Asked { options, browser: self.keep(&kept, None).await? })
    }

    /// Asks a passkey of one's own account, to unlock a locked session or to show once more who it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the account has none.
    pub async fn ask_own_passkey(&self, own: &Own) -> Result<Asked, Error> {
        let purpose = match own.stage {
            Stage::Locked => Purpose::Unlock,
            Stage::Open => Purpose::StepUp,
            Stage::SecondFactor | Stage::Enrol => return Err(Error::SignedOut),
        };
        let party = self.party()?;
        let allowed = passkeys_of(&self.passkey_rows(own.user).await?)?;
        if allowed.is_empty() {
            return Err(Error::NotFound);
        }
        let account = Some(own.user.as_bytes().to_vec());
        let pending = Pending::new(purpose, account, random::bytes(), self.now());
        let options = pending.request_options(&party, &allowed, &self.prf_salt()).to_string();
        let kept = Kept { pending, label: String::new() };
        Ok(Asked { options, browser: self.keep(&kept, Some(own.user)).await? })
    }

    /// Begins adding a passkey to one's own account.
    ///
    /// # Errors
    /// [`Error::StepUp`]; [`Error::Fields`] for a name that will not do, or one passkey too many;
    /// [`Error::NotFound`] where there can be none.
    pub async fn ask_for_new_passkey(&self, own: &Own, label: &str) -> Result<Asked, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        let party = self.party()?;
        let label = label.trim();
        if label.is_empty()
            || label.chars().count() > LONGEST_LABEL
            || label.chars().any(char::is_control)
        {
            return Err(Error::field(
                "label",
                format!("Give the passkey a name of 1 to {LONGEST_LABEL} characters."),
            ));
        }
        let existing = passkeys_of(&self.passkey_rows(own.user).await?)?;
        if existing.len() >= MOST_PASSKEYS {
            return Err(Error::field(
                "label",
                format!("An account has at most {MOST_PASSKEYS} passkeys; remove one first."),
            ));
        }
        let handle = own.user.as_bytes();
        let pending =
            Pending::new(Purpose::Register, Some(handle.to_vec()), random::bytes(), self.now());
        let facts = AccountFacts { handle, login: &own.login };
        let options =
            pending.creation_options(&party, facts, &existing, &self.prf_salt()).to_string();
        let kept = Kept { pending, label: label.to_owned() };
        Ok(Asked { options, browser: self.keep(&kept, Some(own.user)).await? })
    }

    /// Adds the passkey that was asked for. Every other session of the account ends; gives the new cookie.
    ///
    /// # Errors
    /// [`Error::Passkey`], which says what was not right; as [`Desk::ask_for_new_passkey`].
    pub async fn add_passkey(
        &self,
        own: &Own,
        browser: &str,
        answer: &str,
    ) -> Result<String, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        let root = own.root.as_ref().ok_or(Error::SignedOut)?;
        let party = self.party()?;
        let kept = self.asked(browser, Some(own.user)).await?;
        let response = RegistrationResponse::parse(answer)?;
        let (user, now) = (own.user, self.now());
        let added = kept.pending.register(&party, &response, now)?;
        let id = added.passkey.id.clone();
        let wrap = match &added.prf {
            Some(prf) => Some(wrap_root(root, user, &id, prf)?),
            None => None,
        };
        let row = PasskeyRow {
            credential_id: id.into(),
            user_id: user,
            label: kept.label,
            record: record_of(&added.passkey)?,
            wrap,
            created_at: now,
            used_at: None,
        };
        let own_session = own.row.lookup_hash;
        let object = object_of(&row);
        self.write(move |tx| {
            let (row, object) = (row.clone(), object.clone());
            Box::pin(async move {
                // Whosever it is: a credential belongs to one account.
                if store::passkey::find(tx, &row.credential_id).await?.is_some() {
                    return Err(Error::Passkey(PasskeyRefused::CredentialId));
                }
                store::passkey::insert(tx, &row).await?;
                store::session::end_others_of(tx, user, own_session).await?;
                append_about(tx, user, "FactorAdded", &object, user, now).await
            })
        })
        .await?;
        self.open_session(own, Pathway::Passkey).await
    }

    /// Signs in with a passkey. The session is open when the passkey unlocks, and locked otherwise.
    ///
    /// # Errors
    /// [`Error::Passkey`] when the answer is not right; [`Error::UnknownPasskey`] when nobody has it, or its
    /// account may not sign in.
    pub async fn sign_in_with_passkey(
        &self,
        browser: &str,
        answer: &str,
        door: &Door,
    ) -> Result<SignedIn, Error> {
        let kept = self.asked(browser, None).await?;
        let shown = self.check(kept, answer).await?;
        let root = shown.root();
        let stage = if root.is_some() { Stage::Open } else { Stage::Locked };
        let user = shown.account.user_id;
        let pathway = Pathway::Passkey;
        let cookie = self
            .begin_member_session(Begins {
                user,
                stage,
                pathway: pathway.facts().name,
                root: root.as_ref(),
                door,
                known_device: (!door.is_program)
                    .then(|| self.guess(&shown.account.login, door).is_known_device()),
            })
            .await?;
        let device = self.device_cookie(&shown.account.login, door.device.as_deref());
        let member = match root {
            Some(root) => Some(self.arrive(user, root, self.may_administer(pathway)).await?),
            None => None,
        };
        Ok(SignedIn { cookie, device, stage, member })
    }

    /// Takes the answer to [`Desk::ask_own_passkey`]: unlocks a locked session, or shows once more who it is.
    /// Gives the new cookie.
    ///
    /// # Errors
    /// [`Error::Passkey`]; [`Error::PasskeyLocks`] when it cannot unlock.
    pub async fn answer_own_passkey(
        &self,
        own: &Own,
        browser: &str,
        answer: &str,
    ) -> Result<String, Error> {
        let kept = self.asked(browser, Some(own.user)).await?;
        let shown = self.check(kept, answer).await?;
        if shown.account.user_id != own.user {
            return Err(Error::Passkey(PasskeyRefused::OtherAccount));
        }
        match own.stage {
            Stage::Locked => {
                let root = shown.root().ok_or(Error::PasskeyLocks)?;
                self.unlock_with(own, &root, Pathway::Passkey).await
            }
            Stage::Open => {
                // A passkey that was never shown while the root was at hand learns to unlock now.
                if let (None, Some(prf), Some(root)) = (&shown.row.wrap, &shown.prf, &own.root) {
                    let id = shown.row.credential_id.clone();
                    let wrap = wrap_root(root, own.user, &id, prf)?;
                    self.write(move |tx| {
                        let (id, wrap) = (id.clone(), wrap.clone());
                        Box::pin(async move { Ok(store::passkey::set_wrap(tx, &id, &wrap).await?) })
                    })
                    .await?;
                }
                self.stepped_up(own, own.root.as_ref(), Pathway::Passkey).await
            }
            Stage::SecondFactor | Stage::Enrol => Err(Error::SignedOut),
        }
    }

    /// Checks an answer, and keeps what it changed of the passkey.
    async fn check(&self, kept: Kept, answer: &str) -> Result<Shown, Error> {
        let party = self.party()?;
        let response = AssertionResponse::parse(answer)?;
        let id: store::Bytes = response.credential_id().to_vec().into();
        let found = self
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move {
                    let Some(row) = store::passkey::find(tx, &id).await? else { return Ok(None) };
                    let account = store::account::find(tx, row.user_id).await?;
                    Ok(account.filter(|a| a.disabled_at.is_none()).map(|account| (row, account)))
                })
            })
            .await?;
        let (row, account) = found.ok_or(Error::UnknownPasskey)?;
        let mut passkey = passkey_of(&row)?;
        let now = self.now();
        let verified =
            kept.pending.verify(&party, &response, &passkey, account.user_id.as_bytes(), now);
        let verified: Verified = match verified {
            Ok(verified) => verified,
            Err(refused) => {
                if refused == PasskeyRefused::CounterWentBack {
                    self.note_copied_passkey(account.user_id, &row).await?;
                }
                return Err(refused.into());
            }
        };
        passkey.used(&verified);
        let (id, record) = (row.credential_id.clone(), record_of(&passkey)?);
        self.write(move |tx| {
            let (id, record) = (id.clone(), record.clone());
            Box::pin(async move { Ok(store::passkey::used(tx, &id, &record, now).await?) })
        })
        .await?;
        Ok(Shown { account, row, prf: verified.prf })
    }

    /// A counter that did not grow says that somebody has a copy: the log of every team keeps it.
    async fn note_copied_passkey(&self, user: UserId, row: &PasskeyRow) -> Result<(), Error> {
        tracing::warn!(%user, "a passkey's counter did not grow: it may have been copied");
        let (object, now) = (object_of(row), self.now());
        self.write(move |tx| {
            let object = object.clone();
            Box::pin(
                async move { append_about(tx, user, "PasskeyRefused", &object, user, now).await },
            )
        })
        .await
    }

    async fn passkey_rows(&self, user: UserId) -> Result<Vec<PasskeyRow>, Error> {
        self.read(move |tx| Box::pin(async move { Ok(store::passkey::of_user(tx, user).await?) }))
            .await
    }

    /// The passkeys of one's own account, the oldest first.
    ///
    /// # Errors
    /// When the store does.
    pub async fn passkeys(&self, own: &Own) -> Result<Vec<PasskeyFacts>, Error> {
        let rows = self.passkey_rows(own.user).await?;
        rows.into_iter()
            .map(|row| {
                let passkey = passkey_of(&row)?;
                Ok(PasskeyFacts {
                    id: hex(&row.credential_id),
                    unlocks: row.wrap.is_some(),
                    could_unlock: row.wrap.is_none() && passkey.prf,
                    label: row.label,
                    created: row.created_at,
                    used: row.used_at,
                })
            })
            .collect()
    }

    /// Takes a passkey of one's own account away. Every other session ends; gives the new cookie.
    ///
    /// # Errors
    /// [`Error::StepUp`]; [`Error::NotFound`] when it is none of theirs; [`Error::Fields`] when it is the only
    /// second factor and one must be there.
    pub async fn remove_passkey(&self, own: &Own, id: &str) -> Result<String, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        let id: store::Bytes = unhex(id).ok_or(Error::NotFound)?.into();
        let rows = self.passkey_rows(own.user).await?;
        let row = rows.iter().find(|row| row.credential_id == id).ok_or(Error::NotFound)?;
        let is_last = rows.len() == 1 && !self.has_app(own.user).await?;
        if self.inner().second_factor == SecondFactorRule::Required && is_last {
            return Err(Error::field(
                "passkey",
                "It is your only second factor, and every member must have one. Add another passkey or set up an app first.",
            ));
        }
        let (user, now, own_session) = (own.user, self.now(), own.row.lookup_hash);
        let object = object_of(row);
        self.write(move |tx| {
            let (id, object) = (id.clone(), object.clone());
            Box::pin(async move {
                if !store::passkey::remove(tx, user, &id).await? {
                    return Err(Error::NotFound);
                }
                store::session::end_others_of(tx, user, own_session).await?;
                append_about(tx, user, "FactorRemoved", &object, user, now).await
            })
        })
        .await?;
        self.renew(own, "SessionRenewed", own.stage, &own.row.pathway, own.root.as_ref()).await
    }
}

fn wrap_root(
    root: &UserRoot,
    user: UserId,
    id: &[u8],
    prf: &PrfOutput,
) -> Result<store::Bytes, Error> {
    let wrap =
        root.wrap_with_key(user.as_bytes(), KeyKind::Passkey, id, prf.expose(), &mut SystemRandom)?;
    Ok(wrap.into())
}

fn record_of(passkey: &Passkey) -> Result<String, Error> {
    serde_json::to_string(passkey).map_err(|error| Error::bug("passkey", &error))
}

fn passkey_of(row: &PasskeyRow) -> Result<Passkey, Error> {
    serde_json::from_str(&row.record).map_err(|error| Error::bug("passkey", &error))
}

fn passkeys_of(rows: &[PasskeyRow]) -> Result<Vec<Passkey>, Error> {
    rows.iter().map(passkey_of).collect()
}

/// What the log calls a passkey: the beginning of a hash of its id, so that two can be told apart.
fn object_of(row: &PasskeyRow) -> String {
    let digest: [u8; 32] = Sha256::digest(&*row.credential_id).into();
    let short: String = hex(&digest).chars().take(12).collect();
    format!("passkey:{short}")
}
