//! Passkeys: WebAuthn Level 3, the relying party's half.
//!
//! What is asked for: a discoverable credential, user verification always, no attestation, and the `prf` extension,
//! whose output unlocks (`seal` does that; here it is only passed through). What is checked is the specification's
//! list, §7.1 when a passkey is added ([`Pending::register`]) and §7.2 when one signs in ([`Pending::verify`]); each
//! comparison that can fail has its own [`PasskeyRefused`]. That somebody was verified is looked at last, so that this
//! refusal says that everything else was right.
//!
//! A ceremony begins with [`Pending`], which holds the challenge, what it is for and whose it is. Store it at the server
//! and delete it when an answer comes, whatever the answer: `register` and `verify` take it by value. The caller checks
//! that a new credential's id is nobody's yet (§7.1 step 27; an index in the store).

mod authenticator_data;
mod client_data;
mod cose;
mod options;
mod response;

use core::time::Duration;

use clock::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::secret::{Secret, same_bytes};
use crate::signature::{Algorithm, EcdsaForm};
use authenticator_data::AuthenticatorData;
pub use options::{AccountFacts, prf_salt};
pub use response::{AssertionResponse, RegistrationResponse};

/// A ceremony ends after this long.
pub const LONGEST_CEREMONY: Duration = Duration::from_secs(5 * 60);

/// Who asks: the server as browsers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
    name: String,
}

/// Why a server cannot use passkeys as configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelyingPartyError {
    /// Not `https://host` or `https://host:port`; `http` only for `localhost`.
    #[error(
        "passkeys need an address like https://host or https://host:port, without a path (http only for localhost); set the public address accordingly"
    )]
    Origin,
    /// The id is not the host or a parent of it.
    #[error(
        "the domain for passkeys must be the host of the public address, or a domain that it lies in"
    )]
    Id,
}

impl RelyingParty {
    /// The party of an origin (`https://host[:port]`, as browsers write it) and an id (its host, or a domain above it
    /// with at least two labels). `name` is what the browser shows.
    ///
    /// # Errors
    /// When no browser would accept the pair.
    pub fn new(origin: &str, id: &str, name: &str) -> Result<Self, RelyingPartyError> {
        let (scheme, authority) = origin.split_once("://").ok_or(RelyingPartyError::Origin)?;
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        let is_label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let port_ok = port
            .is_none_or(|port| port.parse::<u16>().is_ok_and(|n| n > 0 && port == n.to_string()));
        if !host.split('.').all(is_label) || !port_ok {
            return Err(RelyingPartyError::Origin);
        }
        match scheme {
            "https" => {}
            "http" if host == "localhost" => {}
            _ => return Err(RelyingPartyError::Origin),
        }
        let is_parent =
            host.strip_suffix(id).is_some_and(|rest| rest.ends_with('.')) && id.contains('.');
        if !(host == id || is_parent) || !id.split('.').all(is_label) {
            return Err(RelyingPartyError::Id);
        }
        Ok(Self { id: id.to_owned(), origin: origin.to_owned(), name: name.to_owned() })
    }

    /// The id: a domain.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// What a ceremony is for. An answer to one is no answer to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Adding a passkey to an account that is signed in.
    Register,
    /// Signing in.
    SignIn,
    /// Showing once more who it is, before something dangerous.
    StepUp,
    /// Unlocking the vault in a session that another way signed in.
    Unlock,
}

/// A ceremony that has begun: what the server remembers until the answer comes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pending {
    challenge: [u8; 32],
    purpose: Purpose,
    account: Option<Vec<u8>>,
    begun: Instant,
}

/// A passkey of an account, as stored. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The credential's id, unique on the instance.
    pub id: Vec<u8>,
    /// The public key, as the authenticator wrote it (COSE).
    pub public_key: Vec<u8>,
    /// The signature counter after the last use; 0 where the authenticator has none.
    pub sign_count: u32,
    /// Whether it may be copied to other devices. Never changes.
    pub backup_eligible: bool,
    /// Whether it was copied, as of the last use.
    pub backed_up: bool,
    /// How browsers reach it (`usb`, `internal`, `hybrid` …), as hints for them.
    pub transports: Vec<String>,
    /// Whether it has the `prf` extension, so that it can unlock.
    pub prf: bool,
    /// When it was added.
    pub created: Instant,
}

/// A passkey that was added.
pub struct Registered {
    /// What to store.
    pub passkey: Passkey,
    /// The output of `prf`, where the authenticator gives it at creation already.
    pub prf: Option<PrfOutput>,
}

/// An answer that was right.
pub struct Verified {
    /// What the ceremony was for.
    pub purpose: Purpose,
    /// The counter to store.
    pub sign_count: u32,
    /// Whether the passkey is copied, to store.
    pub backed_up: bool,
    /// The output of `prf`, when it was asked for and given.
    pub prf: Option<PrfOutput>,
}

/// What an authenticator computed for unlocking: 32 secret bytes, without `Debug`.
pub struct PrfOutput(Secret<32>);

impl PrfOutput {
    /// The bytes, for `seal` to derive a key from.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// Why an answer is not taken. The sentences are for the person at the browser and for the log: they repeat nothing of
/// the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyRefused {
    /// The ceremony took too long, or the clock went back.
    #[error("this took too long; try again")]
    Expired,
    /// The ceremony was begun for something else.
    #[error("this answer belongs to another step; begin again")]
    OtherPurpose,
    /// Not the JSON of a credential, or too long.
    #[error("the browser's answer cannot be read; try again, or use another browser")]
    Malformed,
    /// The client data are of another type (`webauthn.create`, `webauthn.get`).
    #[error("the browser answered something else than what was asked; begin again")]
    Type,
    /// Another challenge: an answer to another question, or an old one.
    #[error("this answer belongs to another question; begin again")]
    Challenge,
    /// Made on another site.
    #[error("this passkey was used on another site; check the address, and begin again there")]
    Origin,
    /// Made in a frame of another site.
    #[error("this page was shown inside another site; open it on its own")]
    CrossOrigin,
    /// For another domain.
    #[error("this passkey belongs to another site")]
    RelyingPartyId,
    /// Nobody touched it.
    #[error("the passkey was not touched; try again")]
    UserNotPresent,
    /// Flags that contradict each other or the passkey as it was added.
    #[error("the passkey contradicts what it said when it was added; remove it and add it again")]
    Flags,
    /// Not CBOR of the allowed form, truncated, or with something after its end.
    #[error("the passkey's answer is damaged; try again, or use another passkey")]
    Damaged,
    /// A key or algorithm that is not accepted.
    #[error("this kind of passkey is not accepted; use one with Ed25519, ES256 or RS256")]
    Algorithm,
    /// An attestation that was not asked for.
    #[error(
        "this passkey wants to show its make, which was not asked for; use another browser or passkey"
    )]
    Attestation,
    /// The id of the credential is too short, too long, or not the one it is said to be.
    #[error("the passkey's id is not right; try again")]
    CredentialId,
    /// Another account's passkey.
    #[error("this passkey belongs to another account")]
    OtherAccount,
    /// The signature is not of this passkey over this answer.
    #[error("the passkey's signature is not right; try again, or use another passkey")]
    Signature,
    /// The counter did not grow: there may be a copy of this passkey.
    #[error(
        "this passkey seems to exist twice; it was not accepted, and an owner should look at it"
    )]
    CounterWentBack,
    /// Nobody was verified (no fingerprint, face or PIN).
    #[error("the passkey must check that it is you: set up a PIN, fingerprint or face on it")]
    UserNotVerified,
}

impl Pending {
    /// Begins a ceremony with 32 fresh random bytes. `account` is the user handle: of the account that is signed in, or
    /// none where the passkey itself says whose it is.
    #[must_use]
    pub const fn new(
        purpose: Purpose,
        account: Option<Vec<u8>>,
        random: [u8; 32],
        now: Instant,
    ) -> Self {
        Self { challenge: random, purpose, account, begun: now }
    }

    fn check_time(&self, now: Instant) -> Result<(), PasskeyRefused> {
        match now.since(self.begun) {
            Some(passed) if passed <= LONGEST_CEREMONY => Ok(()),
            _ => Err(PasskeyRefused::Expired),
        }
    }

    /// Checks a new passkey (§7.1).
    ///
    /// # Errors
    /// The first comparison that failed.
    pub fn register(
        self,
        party: &RelyingParty,
        response: &RegistrationResponse,
        now: Instant,
    ) -> Result<Registered, PasskeyRefused> {
        self.check_time(now)?;
        if self.purpose != Purpose::Register {
            return Err(PasskeyRefused::OtherPurpose);
        }
        client_data::check(
            &response.client_data,
            "webauthn.create",
            &self.challenge,
            &party.origin,
        )?;
        let object = response::attestation_object(&response.attestation_object)?;
        let data = AuthenticatorData::read(object.authenticator_data)?;
        data.check(&party.id)?;
        let new = data.credential.as_ref().ok_or(PasskeyRefused::Damaged)?;
        if !(1..=1023).contains(&new.id.len()) || new.id != response.id {
            return Err(PasskeyRefused::CredentialId);
        }
        let key = cose::read(new.public_key)?;
        object.check_statement(&key, &Sha256::digest(&response.client_data))?;
        data.check_verified()?;
        Ok(Registered {
            passkey: Passkey {
                id: new.id.to_vec(),
                public_key: new.public_key.to_vec(),
                sign_count: data.sign_count,
                backup_eligible: data.backup_eligible,
                backed_up: data.backed_up,
                transports: response.transports.clone(),
                prf: response.prf.enabled || response.prf.first.is_some(),
                created: now,
            },
            prf: response.prf.output(),
        })
    }

    /// Checks an answer of a passkey (§7.2). `owner` is the user handle of the account that `passkey` is stored with.
    ///
    /// # Errors
    /// The first comparison that failed. [`PasskeyRefused::CounterWentBack`] is worth an alert.
    pub fn verify(
        self,
        party: &RelyingParty,
        response: &AssertionResponse,
        passkey: &Passkey,
        owner: &[u8],
        now: Instant,
    ) -> Result<Verified, PasskeyRefused> {
        self.check_time(now)?;
        if self.purpose == Purpose::Register {
            return Err(PasskeyRefused::OtherPurpose);
        }
        if response.id != passkey.id {
            return Err(PasskeyRefused::CredentialId);
        }
        // Where nobody said who they are, the passkey has to.
        let claimed = response.user_handle.as_deref();
        let same = |handle: &[u8]| same_bytes(handle, owner);
        let expected = self.account.as_deref();
        if !claimed.or(expected).is_some_and(same) || !expected.is_none_or(same) {
            return Err(PasskeyRefused::OtherAccount);
        }
        client_data::check(&response.client_data, "webauthn.get", &self.challenge, &party.origin)?;
        let data = AuthenticatorData::read(&response.authenticator_data)?;
        data.check(&party.id)?;
        if data.backup_eligible != passkey.backup_eligible || data.credential.is_some() {
            return Err(PasskeyRefused::Flags);
        }
        let key = cose::read(&passkey.public_key)?;
        let mut signed = response.authenticator_data.clone();
        signed.extend_from_slice(&Sha256::digest(&response.client_data));
        if !key.verifies(&signed, &response.signature, EcdsaForm::Der) {
            return Err(PasskeyRefused::Signature);
        }
        let counts = data.sign_count != 0 || passkey.sign_count != 0;
        if counts && data.sign_count <= passkey.sign_count {
            return Err(PasskeyRefused::CounterWentBack);
        }
        data.check_verified()?;
        Ok(Verified {
            purpose: self.purpose,
            sign_count: data.sign_count,
            backed_up: data.backed_up,
            prf: response.prf.output(),
        })
    }
}

impl Passkey {
    /// The algorithm of the key; none when the row is damaged.
    #[must_use]
    pub fn algorithm(&self) -> Option<Algorithm> {
        cose::read(&self.public_key).ok().map(|key| key.algorithm())
    }

    /// Takes over what an answer changed.
    pub const fn used(&mut self, verified: &Verified) {
        self.sign_count = verified.sign_count;
        self.backed_up = verified.backed_up;
    }
}
