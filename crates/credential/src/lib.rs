//! How somebody shows who they are: passphrases, codes, passkeys, identity providers, tokens, sessions.
//!
//! What this is: decisions as pure functions. Bytes, the time and randomness come in as values; what comes out
//! is a yes with what was shown, or a no whose sentence says what the person can do. What this is not: it
//! stores nothing, speaks to nobody, hashes no passphrase (that is `seal`) and judges no right (that is
//! `access`). Showing who you are opens no case: the keys that do are `seal`'s.
//!
//! How to read it: [`pathway`] is the table of every way in and how strong it is. Then one module a way:
//! [`password`], [`totp`], [`recovery`], [`passkey`], [`oidc`], [`token`]. [`lost`] says what follows when one of them is lost. [`softlock`] slows guessing down
//! without ever locking anybody out for good, and [`session`] says how long a way in stays open. The parts they
//! are built of are [`signature`], `cbor`, `jose`, `base32` and `secret`.
//!
//! Three rules hold everywhere: a secret has no `Debug` and is wiped when dropped; secrets are compared in
//! constant time; nothing panics on what an attacker sends.

mod base32;
mod cbor;
mod jose;
pub mod lost;
pub mod oidc;
pub mod passkey;
pub mod password;
pub mod pathway;
mod percent;
pub mod recovery;
mod secret;
pub mod session;
pub mod signature;
pub mod softlock;
pub mod token;
pub mod totp;

pub use signature::Algorithm;
