//! Signing in with an identity provider: OpenID Connect Core 1.0, the code flow with PKCE, and nothing else.
//!
//! How it goes: [`Provider::from_discovery`] reads what the provider says of itself. [`Transaction::begin`] makes state,
//! nonce and code verifier out of randomness; the caller seals it into a cookie of this one browser and sends the browser
//! to [`Transaction::authorization_url`]. When it comes back, [`Transaction::accept_callback`] checks that this is the
//! browser and the provider; the caller fetches the token with [`Awaiting::token_form`], and
//! [`Awaiting::accept_id_token`] gives the one thing that may find an account: a [`Binding`] of issuer and subject.
//!
//! An e-mail address is neither asked for nor read. An account is bound to a provider by somebody who is signed in to it
//! or holds its invitation, never because two addresses are alike. The caller deletes the cookie at the first callback,
//! whatever comes of it.

mod claims;
mod provider;
mod transaction;

pub use crate::jose::{KeySet, NotAKeySet};
pub use claims::Identity;
pub use provider::{DiscoveryRefused, Provider};
pub use transaction::{Awaiting, Callback, Demands, Purpose, Transaction, TransactionDamaged};

use serde::{Deserialize, Serialize};

/// This instance, as it is registered with the provider.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a> {
    /// The client id that the provider gave.
    pub id: &'a str,
    /// The address that the browser comes back to, letter for letter as registered.
    pub redirect_uri: &'a str,
}

/// Who somebody is at a provider: what an account is bound to, and looked up by. Both parts compare letter for letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Binding {
    /// The provider.
    pub issuer: String,
    /// The person there: never given to another.
    pub subject: String,
}

/// Why a sign-in with a provider is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OidcRefused {
    /// It took longer than ten minutes, or the clock went back.
    #[error("signing in took too long; begin again")]
    Expired,
    /// The browser did not begin this, or began another one since.
    #[error("this browser did not begin this sign-in, or began another one since; begin again")]
    State,
    /// Another provider answered than the one that was asked.
    #[error("another identity provider answered than the one that was asked; begin again")]
    Issuer,
    /// The person or the provider said no.
    #[error("the identity provider did not sign you in; try again, or ask whoever runs it")]
    Declined,
    /// The callback or the token is not of the form it must have.
    #[error(
        "the identity provider's answer cannot be read; try again, and tell whoever runs this server if it stays"
    )]
    Malformed,
    /// `none`, an HS algorithm, one that was not configured, or not that of the key.
    #[error(
        "the identity provider signs in a way that is not accepted here; it must use RS256, ES256 or EdDSA"
    )]
    Algorithm,
    /// No key, or more than one, fits. Fetch the key set anew, once, and try again.
    #[error(
        "the identity provider signed with a key that it does not publish; try again in a minute"
    )]
    UnknownKey,
    /// The signature is wrong.
    #[error("the identity provider's signature is not right")]
    Signature,
    /// Meant for somebody else.
    #[error("the identity provider's answer is meant for another application; check the client id")]
    Audience,
    /// Of another sign-in.
    #[error("the identity provider's answer belongs to another sign-in; begin again")]
    Nonce,
    /// Past its time.
    #[error(
        "the identity provider's answer is past its time; begin again, and compare the clocks if it stays"
    )]
    TokenExpired,
    /// From the future.
    #[error(
        "the identity provider's clock and ours differ by more than a minute; one of them is wrong"
    )]
    NotYet,
    /// Made before this sign-in began.
    #[error("the identity provider's answer is older than this sign-in; begin again")]
    Old,
    /// No subject, or an impossible one.
    #[error("the identity provider does not say who you are")]
    Subject,
    /// The provider did not authenticate strongly or freshly enough for what is asked.
    #[error(
        "this needs a fresh sign-in with a second factor at the identity provider; sign in there again"
    )]
    TooWeak,
}
