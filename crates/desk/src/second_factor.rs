//! The second factor of an account: an authenticator app, and ten codes on paper for the day it is lost.
//!
//! Every function that sets one up takes the account from the session in hand ([`Own`]) and asks for its
//! passphrase: nobody sets up, or sees, the second factor of another. An owner may take one away, so that
//! the next sign-in leads to a new one; what it will be is its owner's alone (ASVS 5.0 §6.4.6).

use access::{ManageMembers, Target, decide};
use credential::pathway::Pathway;
use credential::recovery::{self, CODES, RecoverySheet, StoredCode};
use credential::session::Act;
use credential::totp::{PendingSeed, Seed, Step};
use policy::id::{ProgramId, UserId};
use seal::{FieldContext, RootUse, row_key};
use store::second_factor::{RecoveryCodeRow, TotpRow};

use crate::Desk;
use crate::account_log::append_about;
use crate::audit::Record;
use crate::door::Door;
use crate::error::Error;
use crate::inner::SecondFactorRule;
use crate::random::{self, SystemRandom};
use crate::session::{Own, Stage};
use crate::visitor::Member;

/// An app that waits for its first code. Shown once; without `Debug`.
pub struct AppToConfirm {
    /// The address that an app reads as a QR code.
    pub uri: String,
    /// The same to be typed.
    pub typed: String,
}

/// The second factors of an account, as its owner sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SecondFactors {
    /// Since when there is an app.
    pub app: Option<crate::Instant>,
    /// Recovery codes that were not used.
    pub codes_left: usize,
    /// Passkeys.
    pub passkeys: usize,
}

/// Recovery codes, shown once. Without `Debug`.
pub struct CodeSheet {
    /// The codes, as they are printed.
    pub codes: Vec<String>,
    /// The new cookie: the session that changed its factors has a new name.
    pub cookie: String,
}

fn place<'a>(row: &'a [u8], column: &'a str) -> FieldContext<'a> {
    FieldContext { table: "totp", column, row, version: 1 }
}

impl Desk {
    pub(crate) fn seal_seed(
        &self,
        user: UserId,
        column: &'static str,
        seed: &[u8],
    ) -> Result<store::Bytes, Error> {
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Config);
        let row = row_key(&[user.as_bytes()]);
        Ok(key.seal(&place(&row, column), seed, &mut SystemRandom)?.into())
    }

    pub(crate) fn open_seed(
        &self,
        user: UserId,
        column: &'static str,
        sealed: &[u8],
    ) -> Result<seal::Opened, Error> {
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Config);
        let row = row_key(&[user.as_bytes()]);
        Ok(key.open(&place(&row, column), sealed)?)
    }

    pub(crate) async fn totp_row(&self, user: UserId) -> Result<Option<TotpRow>, Error> {
        self.read(move |tx| {
            Box::pin(async move { Ok(store::second_factor::totp(tx, user).await?) })
        })
        .await
    }

    /// Whether every member must have a second factor.
    #[must_use]
    pub fn requires_second_factor(&self) -> bool {
        self.inner().second_factor == SecondFactorRule::Required
    }

    /// Whether an account has an authenticator app in use.
    pub(crate) async fn has_app(&self, user: UserId) -> Result<bool, Error> {
        Ok(self.totp_row(user).await?.is_some_and(|row| row.sealed_seed.is_some()))
    }

    /// What is left to show after the passphrase was right.
    pub(crate) async fn stage_after_passphrase(&self, user: UserId) -> Result<Stage, Error> {
        let factors = self.second_factors_of(user).await?;
        Ok(if factors.app.is_some() || factors.passkeys > 0 {
            Stage::SecondFactor
        } else if self.inner().second_factor == SecondFactorRule::Required {
            Stage::Enrol
        } else {
            Stage::Open
        })
    }

    /// The second factors of one's own account.
    ///
    /// # Errors
    /// When the store does.
    pub async fn second_factors(&self, own: &Own) -> Result<SecondFactors, Error> {
        self.second_factors_of(own.user).await
    }

    pub(crate) async fn second_factors_of(&self, user: UserId) -> Result<SecondFactors, Error> {
        self.read(move |tx| {
            Box::pin(async move {
                let totp = store::second_factor::totp(tx, user).await?;
                let codes = store::second_factor::codes(tx, user).await?;
                let passkeys = store::passkey::of_user(tx, user).await?;
                Ok(SecondFactors {
                    app: totp.and_then(|row| row.confirmed_at),
                    codes_left: codes.iter().filter(|code| code.used_at.is_none()).count(),
                    passkeys: passkeys.len(),
                })
            })
        })
        .await
    }

    /// Begins setting up an authenticator app for one's own account: the seed is shown, and is worth nothing
    /// until a code of it was typed. An app in use stays in use until then.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] when the passphrase is not that of the session's own account.
    pub async fn begin_app(
        &self,
        own: &Own,
        passphrase: &str,
        door: &Door,
    ) -> Result<AppToConfirm, Error> {
        may_change_factors(own)?;
        self.prove_own(own, passphrase, door).await?;
        let pending = PendingSeed::new(random::bytes());
        let sealed = self.seal_seed(own.user, "sealed_pending", pending.expose())?;
        let user = own.user;
        let entry = self.prepare_audit(&Record::by_member("FactorBegun", user, self.now()))?;
        self.write(move |tx| {
            let (sealed, entry) = (sealed.clone(), entry.clone());
            Box::pin(async move {
                let row = store::second_factor::totp(tx, user).await?.unwrap_or(TotpRow {
                    user_id: user,
                    sealed_seed: None,
                    last_step: 0,
                    sealed_pending: None,
                    confirmed_at: None,
                });
                let row = TotpRow { sealed_pending: Some(sealed), ..row };
                store::second_factor::put_totp(tx, &row).await?;
                crate::audit::append(tx, &[entry]).await.map(|_| ())
            })
        })
        .await?;
        self.shown(own, &pending)
    }

    fn shown(&self, own: &Own, pending: &PendingSeed) -> Result<AppToConfirm, Error> {
        Ok(AppToConfirm {
            uri: pending.uri(&self.inner().host, &own.login).to_string(),
            typed: pending.typed_form().to_string(),
        })
    }

    /// The app that waits for its first code, to be shown again after a mistyped one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when none waits.
    pub async fn app_to_confirm(&self, own: &Own) -> Result<AppToConfirm, Error> {
        may_change_factors(own)?;
        let row = self.totp_row(own.user).await?;
        let sealed = row.and_then(|row| row.sealed_pending).ok_or(Error::NotFound)?;
        let seed = self.open_seed(own.user, "sealed_pending", &sealed)?;
        let pending = PendingSeed::from_bytes(&seed).ok_or(Error::NotFound)?;
        self.shown(own, &pending)
    }

    /// Takes the app into use, once a code shows that it has the seed. Gives a new sheet of recovery codes;
    /// every other session of the account ends.
    ///
    /// # Errors
    /// [`Error::WrongCode`] when the code is not right; [`Error::NotFound`] when no app waits.
    pub async fn confirm_app(&self, own: &Own, code: &str) -> Result<CodeSheet, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        let user = own.user;
        let row = self.totp_row(user).await?.ok_or(Error::NotFound)?;
        let sealed = row.sealed_pending.as_ref().ok_or(Error::NotFound)?;
        let seed = self.open_seed(user, "sealed_pending", sealed)?;
        let pending = PendingSeed::from_bytes(&seed).ok_or(Error::NotFound)?;
        let now = self.now();
        let guesses = &self.inner().guesses;
        if !guesses.admit_code(user.as_bytes(), now) {
            return Err(Error::WrongCode);
        }
        let (seed, step) = pending.confirm(code, now).map_err(|_| Error::WrongCode)?;
        guesses.forgive_code(user.as_bytes());
        let row = TotpRow {
            user_id: user,
            sealed_seed: Some(self.seal_seed(user, "sealed_seed", seed.expose())?),
            last_step: step.number(),
            sealed_pending: None,
            confirmed_at: Some(now),
        };
        let (sheet, codes) = new_sheet(user);
        let own_session = own.row.lookup_hash;
        self.write(move |tx| {
            let (row, codes) = (row.clone(), codes.clone());
            Box::pin(async move {
                store::second_factor::put_totp(tx, &row).await?;
                store::second_factor::put_codes(tx, user, &codes).await?;
                store::session::end_others_of(tx, user, own_session).await?;
                append_about(tx, user, "FactorAdded", "app", user, now).await
            })
        })
        .await?;
        let cookie = self.open_session(own, Pathway::PassphraseAndTotp).await?;
        Ok(CodeSheet { codes: sheet, cookie })
    }

    /// A new sheet of recovery codes; those of the old one are worth nothing.
    ///
    /// # Errors
    /// [`Error::StepUp`] when no factor was shown lately; [`Error::NotFound`] without an app.
    pub async fn new_codes(&self, own: &Own) -> Result<CodeSheet, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::Recover)?;
        if !self.has_app(own.user).await? {
            return Err(Error::NotFound);
        }
        let (user, now) = (own.user, self.now());
        let (sheet, codes) = new_sheet(user);
        self.write(move |tx| {
            let codes = codes.clone();
            Box::pin(async move {
                store::second_factor::put_codes(tx, user, &codes).await?;
                append_about(tx, user, "FactorAdded", "recovery-codes", user, now).await
            })
        })
        .await?;
        let cookie = self
            .renew(own, "SessionRenewed", own.stage, &own.row.pathway, own.root.as_ref())
            .await?;
        Ok(CodeSheet { codes: sheet, cookie })
    }

    /// Takes the app of one's own account away. Gives the new cookie.
    ///
    /// # Errors
    /// [`Error::StepUp`]; [`Error::Fields`] when it is the only second factor and one must be there.
    pub async fn remove_app(&self, own: &Own) -> Result<String, Error> {
        may_change_factors(own)?;
        self.require_fresh_own(own, Act::ChangeFactor)?;
        let factors = self.second_factors(own).await?;
        if self.inner().second_factor == SecondFactorRule::Required && factors.passkeys == 0 {
            return Err(Error::field(
                "app",
                "It is your only second factor, and every member must have one. Add a passkey first, or set up another app in its place.",
            ));
        }
        let (user, now, own_session) = (own.user, self.now(), own.row.lookup_hash);
        self.write(move |tx| {
            Box::pin(async move {
                store::second_factor::remove(tx, user).await?;
                store::session::end_others_of(tx, user, own_session).await?;
                append_about(tx, user, "FactorRemoved", "app", user, now).await
            })
        })
        .await?;
        self.renew(own, "SessionRenewed", own.stage, &own.row.pathway, own.root.as_ref()).await
    }

    /// Takes every second factor of a member away, when they lost it: their sessions end, and the next
    /// sign-in with the passphrase leads to setting up a new one. Nobody chooses it for them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `owner` may not manage the members of a program that `user` is in;
    /// [`Error::StepUp`]; [`Error::Fields`] for one's own.
    pub async fn reset_second_factor(
        &self,
        owner: &Member,
        program: &ProgramId,
        user: UserId,
    ) -> Result<(), Error> {
        decide::<ManageMembers>(&owner.principal(), Target::Program(program.clone()))?;
        self.require_fresh(owner, Act::ChangeFactor)?;
        if !self.members(owner, program).await?.iter().any(|facts| facts.user == user) {
            return Err(Error::NotFound);
        }
        if user == owner.user {
            return Err(Error::field(
                "member",
                "Change your own second factor on your account's page.",
            ));
        }
        let (now, actor) = (self.now(), owner.user);
        self.write(move |tx| {
            Box::pin(async move {
                store::second_factor::remove(tx, user).await?;
                store::passkey::remove_all(tx, user).await?;
                store::session::end_all_of(tx, user).await?;
                append_about(tx, user, "FactorReset", "all", actor, now).await
            })
        })
        .await
    }

    /// Takes a code of an account's app or sheet: once.
    pub(crate) async fn take_code(&self, user: UserId, typed: &str) -> Result<Pathway, Error> {
        let now = self.now();
        let guesses = &self.inner().guesses;
        if !guesses.admit_code(user.as_bytes(), now) {
            return Err(Error::WrongCode);
        }
        let digits = typed.chars().filter(|c| !c.is_whitespace()).count();
        let taken = if digits <= 8 {
            self.take_app_code(user, typed).await?.then_some(Pathway::PassphraseAndTotp)
        } else {
            self.take_recovery_code(user, typed)
                .await?
                .then_some(Pathway::PassphraseAndRecoveryCode)
        };
        let Some(pathway) = taken else {
            let whom = crate::audit::member(user);
            self.inner().book.count_failed("CodeFailed", whom, self.now());
            return Err(Error::WrongCode);
        };
        guesses.forgive_code(user.as_bytes());
        Ok(pathway)
    }

    async fn take_app_code(&self, user: UserId, typed: &str) -> Result<bool, Error> {
        let Some(row) = self.totp_row(user).await? else { return Ok(false) };
        let Some(sealed) = &row.sealed_seed else { return Ok(false) };
        let bytes = self.open_seed(user, "sealed_seed", sealed)?;
        let seed = Seed::from_bytes(&bytes)
            .ok_or_else(|| Error::bug("authenticator app", &"its seed has another length"))?;
        let Ok(step) = seed.check(typed, self.now(), Some(Step::from_number(row.last_step))) else {
            return Ok(false);
        };
        // Of two requests with the same code one finds the step free.
        self.write(move |tx| {
            Box::pin(
                async move { Ok(store::second_factor::take_step(tx, user, step.number()).await?) },
            )
        })
        .await
    }

    async fn take_recovery_code(&self, user: UserId, typed: &str) -> Result<bool, Error> {
        let now = self.now();
        let rows = self
            .read(move |tx| {
                Box::pin(async move { Ok(store::second_factor::codes(tx, user).await?) })
            })
            .await?;
        let mut stored: Vec<StoredCode> = rows
            .iter()
            .map(|row| StoredCode { hash: row.code_hash.0, used: row.used_at })
            .collect();
        let Ok(redeemed) = recovery::redeem(&mut stored, user.as_bytes(), typed, now) else {
            return Ok(false);
        };
        let Some(row) = rows.get(redeemed.place) else { return Ok(false) };
        let place = row.place;
        self.write(move |tx| {
            Box::pin(async move {
                if !store::second_factor::use_code(tx, user, place, now).await? {
                    return Ok(false);
                }
                append_about(tx, user, "RecoveryCodeUsed", "recovery-code", user, now).await?;
                Ok(true)
            })
        })
        .await
    }
}

/// Factors are changed in a session that showed everything, or in one that is there for setting them up.
pub(crate) fn may_change_factors(own: &Own) -> Result<(), Error> {
    match own.stage {
        Stage::Open | Stage::Enrol => Ok(()),
        Stage::SecondFactor | Stage::Locked => Err(Error::SignedOut),
    }
}

fn new_sheet(user: UserId) -> (Vec<String>, Vec<RecoveryCodeRow>) {
    let sheet = RecoverySheet::new(core::array::from_fn::<_, CODES, _>(|_| random::bytes()));
    let printed = sheet.printed().iter().map(|code| code.to_string()).collect();
    let rows = (0_u32..)
        .zip(sheet.stored(user.as_bytes()))
        .map(|(place, code)| RecoveryCodeRow { place, code_hash: code.hash.into(), used_at: None })
        .collect();
    (printed, rows)
}
