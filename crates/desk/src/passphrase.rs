//! One's own passphrase: changed by whoever knows it, and chosen by the owner of an account that was given one.
//!
//! The root of the account stays as it is and is wrapped anew, so passkeys and tokens go on opening it. A
//! passphrase is never mailed, shown or chosen by another for longer than until the account is confirmed.

use credential::session::Act;
use seal::UserRoot;
use store::account::AccountWrapRow;

use crate::Desk;
use crate::account_log::append_about;
use crate::door::Door;
use crate::error::Error;
use crate::second_factor::may_change_factors;
use crate::session::{Own, Stage};
use crate::sign_in::PASSPHRASE_WRAP;

impl Desk {
    /// Changes the passphrase of one's own account; one that was chosen by somebody else is confirmed by it. Every
    /// other session ends. Gives the new cookie.
    ///
    /// # Errors
    /// [`Error::StepUp`] when no factor was shown lately; [`Error::WrongPassphrase`] when `current` is not it;
    /// [`Error::Fields`] for a new one that will not do.
    pub async fn change_passphrase(
        &self,
        own: &Own,
        current: &str,
        new: &str,
        door: &Door,
    ) -> Result<String, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        // Whoever forgot it and came with a passkey has shown more than the passphrase shows.
        let root = match current.is_empty() && own.is_by_passkey() {
            true => self.root_of(own).ok_or(Error::WrongPassphrase)?,
            false => self.prove_own(own, current, door).await?,
        };
        if current == new {
            return Err(Error::field(
                "new",
                "This is the passphrase that you have. Choose another.",
            ));
        }
        let protected = self.protect(&own.login, own.user, root, new).await;
        let (root, verifier, wrap) = protected.map_err(|error| match error {
            Error::Fields(wrong) => Error::Fields(
                wrong
                    .into_iter()
                    .map(|w| crate::FieldError { field: "new".to_owned(), ..w })
                    .collect(),
            ),
            other => other,
        })?;
        let wrap = AccountWrapRow { kind: PASSPHRASE_WRAP.to_owned(), wrap: wrap.into() };
        let verifier: store::Bytes = verifier.into_bytes().into();
        let (user, now, own_session) = (own.user, self.now(), own.row.lookup_hash);
        self.write(move |tx| {
            let (wrap, verifier) = (wrap.clone(), verifier.clone());
            Box::pin(async move {
                store::account::set_verifier(tx, user, &verifier).await?;
                store::account::put_wrap(tx, user, &wrap).await?;
                if store::role::confirm(tx, user, now).await? {
                    append_about(tx, user, "AccountConfirmed", "passphrase", user, now).await?;
                }
                store::session::end_others_of(tx, user, own_session).await?;
                append_about(tx, user, "FactorChanged", "passphrase", user, now).await
            })
        })
        .await?;
        self.renew(own, "SessionRenewed", own.stage, &own.row.pathway, Some(&root)).await
    }

    /// The root that a session of one's own keeps, once more.
    fn root_of(&self, own: &Own) -> Option<UserRoot> {
        match own.stage {
            Stage::Open => own.session.open_user(&own.row.sealed_payload).ok(),
            Stage::SecondFactor | Stage::Enrol | Stage::Locked => None,
        }
    }
}
