//! Signatures in formats that others verify: OpenPGP (RFC 9580), clear-signed or detached, and minisign.
//!
//! It signs what Candor publishes with a key that the operator made elsewhere (`gpg`), so that readers can
//! check a file with the tools they have. It is no key store and encrypts nothing, and it knows one kind of key: Ed25519 in a version 4 packet, without a passphrase, as
//! `gpg --quick-generate-key … ed25519 sign` makes it. The ledger's signatures are not made here but in
//! `ledger`; the keys that seal reports are in `seal`.
//!
//! Pure: the moment of signing is an argument, and nothing is random (Ed25519 needs no dice). Start with
//! [`SigningKey`]; `packet` reads keys, `armor` is the text around them. [`Certificate`] verifies what was
//! signed so, for somebody who has the key and no `gpg`. [`MinisignKey`] stands alone.

mod armor;
mod minisign;
mod packet;
mod sign;
mod verify;

pub use minisign::MinisignKey;
pub use packet::KeyError;
pub use sign::SigningKey;
pub use verify::{Certificate, NotSigned, Signed};
