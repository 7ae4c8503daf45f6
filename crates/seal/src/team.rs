//! A program's team key, by epoch: what lets a member read, and what a removed member no longer
//! opens.
//!
//! The team root of an epoch gives an X-Wing key pair, whose public half is all that intake needs,
//! and a symmetric key under which case keys stand once a member has opened them. It is wrapped to
//! every member, and to the organisation's recovery kit. A new epoch is made whenever a member
//! leaves; the previous root is sealed under the new one, so that those who stay (and join) read
//! old cases and those who left read no new ones.
//!
//! A wrap alone does not say who made it. A [`Grant`] does: the granter's signature over who got
//! which epoch in which role, and [`verify_chain`] follows the grants back to the founder, so that
//! somebody who can only write to the database cannot slip in a key of his own.

use crate::blob::{self, FieldContext, OpenError, SealError, row_key};
use crate::kem::{self, PrivateKey};
use crate::rand_core::CryptoRng;
use crate::recovery::RecoveryKit;
use crate::secret::Secret;
use crate::user::{UserRoot, VerifyKey};
use crate::{PublicKey, kdf};

/// The root of one epoch of one program's team.
pub struct TeamRoot {
    program: String,
    epoch: u32,
    secret: Secret<32>,
    private: PrivateKey,
    symmetric: Secret<32>,
}

impl TeamRoot {
    /// A new root for this epoch of the program. Epochs count from 1.
    pub fn generate(program: &str, epoch: u32, rng: &mut impl CryptoRng) -> Self {
        Self::of(program, epoch, Secret::random(rng))
    }

    fn of(program: &str, epoch: u32, secret: Secret<32>) -> Self {
        let expander = kdf::Expander::new(None, secret.expose());
        let place: &[&[u8]] = &[program.as_bytes(), &epoch.to_be_bytes()];
        let seed = expander.expand(&kdf::framed("candor/team/kem/v1", place));
        let symmetric = expander.expand(&kdf::framed("candor/team/symmetric/v1", place));
        let private = PrivateKey::from_seed(seed);
        Self { program: program.to_owned(), epoch, secret, private, symmetric }
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.secret.expose()
    }

    pub(crate) fn from_bytes(program: &str, epoch: u32, bytes: &[u8]) -> Option<Self> {
        Secret::from_slice(bytes).map(|secret| Self::of(program, epoch, secret))
    }

    /// The program whose team this is.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.program
    }

    /// Which epoch.
    #[must_use]
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// The public half, stored in the clear, which intake seals to.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.private.public_key()
    }

    pub(crate) fn private_key(&self) -> &PrivateKey {
        &self.private
    }

    /// The team's symmetric key (TSK).
    pub(crate) fn symmetric(&self) -> &Secret<32> {
        &self.symmetric
    }

    /// The root wrapped to a member's public key. Sign a [`Grant`] for it.
    ///
    /// # Errors
    /// When `member` cannot be sealed to.
    pub fn wrap_to_member(
        &self,
        member: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let info = wrap_info("member", &self.program, self.epoch);
        kem::wrap(member, &info, self.secret.expose(), rng)
    }

    /// Opens a member's wrap. Verify its [`Grant`] first.
    ///
    /// # Errors
    /// When the wrap is not for this member, program and epoch.
    pub fn from_member_wrap(
        program: &str,
        epoch: u32,
        member: &UserRoot,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        let info = wrap_info("member", program, epoch);
        kem::unwrap_secret(member.private_key(), &info, wrap)
            .map(|secret| Self::of(program, epoch, secret))
    }

    /// The root wrapped to the organisation's recovery kit.
    ///
    /// # Errors
    /// When `recovery` cannot be sealed to.
    pub fn wrap_to_recovery(
        &self,
        recovery: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let info = wrap_info("recovery", &self.program, self.epoch);
        kem::wrap(recovery, &info, self.secret.expose(), rng)
    }

    /// Opens the wrap to the recovery kit.
    ///
    /// # Errors
    /// When the wrap is not for this kit, program and epoch.
    pub fn from_recovery_wrap(
        program: &str,
        epoch: u32,
        kit: &RecoveryKit,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        let info = wrap_info("recovery", program, epoch);
        kem::unwrap_secret(kit.private_key(), &info, wrap)
            .map(|secret| Self::of(program, epoch, secret))
    }

    /// The root of the epoch before, sealed under this one.
    ///
    /// # Errors
    /// Never in practice: a root is short.
    pub fn seal_previous(
        &self,
        previous: &Self,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let row = self.previous_row(previous.epoch);
        blob::seal(&self.symmetric, &previous_place(&row), previous.secret.expose(), rng)
    }

    /// Opens the root of the epoch before.
    ///
    /// # Errors
    /// When `sealed` is not the epoch before this one, under this one.
    pub fn open_previous(&self, sealed: &[u8]) -> Result<Self, OpenError> {
        let epoch = self.epoch.checked_sub(1).ok_or(OpenError::OtherPlace)?;
        let row = self.previous_row(epoch);
        let secret = blob::open(&self.symmetric, &previous_place(&row), sealed)?;
        let secret = Secret::from_slice(&secret).ok_or(OpenError::Damaged)?;
        Ok(Self::of(&self.program, epoch, secret))
    }

    fn previous_row(&self, previous: u32) -> Vec<u8> {
        row_key(&[self.program.as_bytes(), &self.epoch.to_be_bytes(), &previous.to_be_bytes()])
    }
}

fn previous_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "team_epoch", column: "previous_wrap", row, version: 1 }
}

fn wrap_info(holder: &str, program: &str, epoch: u32) -> Vec<u8> {
    kdf::framed(
        "candor/wrap/team/v1",
        &[holder.as_bytes(), program.as_bytes(), &epoch.to_be_bytes()],
    )
}

/// That `granter` gave `member` this epoch of the team key, in this role, at this time.
///
/// Built from a stored row, both to sign and to verify; every field is under the signature.
#[derive(Debug, Clone, Copy)]
pub struct Grant<'a> {
    /// The program.
    pub program: &'a str,
    /// The epoch of the team key.
    pub epoch: u32,
    /// The member's account id.
    pub member: &'a [u8],
    /// The member's public key, as stored with the account.
    pub member_key: &'a PublicKey,
    /// The key that verifies the member's own grants.
    pub member_verify_key: &'a VerifyKey,
    /// The role, as `access` names it.
    pub role: &'a str,
    /// The team root wrapped to the member. Its hash is signed.
    pub wrap: &'a [u8],
    /// The granter's account id.
    pub granter: &'a [u8],
    /// When, in whole seconds since the Unix epoch, UTC.
    pub granted_at: i64,
}

/// A grant that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// The signature is not the granter's over this grant.
    #[error(
        "a membership was changed outside Candor: its signature does not match; have an owner grant it again"
    )]
    Signature,
    /// The granter is not the founder and has no earlier valid grant that lets them grant.
    #[error(
        "a membership was given by somebody who may not give it; have an owner remove it and grant it again"
    )]
    Granter,
}

impl Grant<'_> {
    fn statement(&self) -> Vec<u8> {
        kdf::framed(
            "candor/grant/v1",
            &[
                self.program.as_bytes(),
                &self.epoch.to_be_bytes(),
                self.member,
                &self.member_key.fingerprint(),
                &self.member_verify_key.to_bytes(),
                self.role.as_bytes(),
                &kdf::sha256(self.wrap),
                self.granter,
                &self.granted_at.to_be_bytes(),
            ],
        )
    }

    /// The granter's signature.
    #[must_use]
    pub fn sign(&self, granter: &UserRoot) -> [u8; 64] {
        granter.sign(&self.statement())
    }

    /// Checks one signature.
    ///
    /// # Errors
    /// [`GrantError::Signature`] when it is not `granter`'s over exactly this grant.
    pub fn verify(&self, granter: &VerifyKey, signature: &[u8]) -> Result<(), GrantError> {
        if granter.verifies(&self.statement(), signature) {
            Ok(())
        } else {
            Err(GrantError::Signature)
        }
    }
}

/// Checks a program's grants, in the order they were given, back to its founder.
///
/// `founder` is the founder's account id and key, kept where a database writer cannot change them.
/// Each grant must be signed by the founder or by a member of an earlier grant whose role satisfies
/// `may_grant`.
///
/// # Errors
/// The place of the first grant that does not hold, and why.
pub fn verify_chain(
    founder: (&[u8], &VerifyKey),
    may_grant: impl Fn(&str) -> bool,
    grants: &[(Grant<'_>, &[u8])],
) -> Result<(), (usize, GrantError)> {
    for (place, (grant, signature)) in grants.iter().enumerate() {
        let key = if grant.granter == founder.0 {
            founder.1
        } else {
            // The latest role counts: an owner who became an observer grants no more.
            grants
                .iter()
                .take(place)
                .rev()
                .find(|(earlier, _)| {
                    earlier.program == grant.program && earlier.member == grant.granter
                })
                .filter(|(earlier, _)| {
                    may_grant(earlier.role) && earlier.granted_at <= grant.granted_at
                })
                .map(|(earlier, _)| earlier.member_verify_key)
                .ok_or((place, GrantError::Granter))?
        };
        grant.verify(key, signature).map_err(|error| (place, error))?;
    }
    Ok(())
}
