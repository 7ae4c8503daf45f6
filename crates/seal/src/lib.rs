//! Sealing: which bytes are secret, under which key, and who can open them.
//!
//! What it is: the key hierarchy of an instance as types, from the root key down to one field of
//! one case, with the formats that are stored (blobs, wraps, files) and the codes that people keep
//! (receipts, recovery codes, the recovery kit). Every operation is a pure function of its
//! arguments; randomness comes in as a [`rand_core::CryptoRng`].
//!
//! What it is not: it reads no file and no clock, it stores nothing, it decides nobody's access
//! (that is `access`), and it is not end-to-end encryption: the server runs this code, so whoever
//! runs code on a live server reads what is unlocked there at that time.
//!
//! ```text
//! RootKey ── Subkey per use (settings, contact addresses, outbox, pepper, ledger signing, …)
//! UserRoot ─ X-Wing key pair + Ed25519 grant-signing key; wrapped by passphrase, recovery code
//! TeamRoot ─ one per program and epoch: X-Wing key pair for intake + symmetric key for the rest
//! CaseKey ── one per case: field blobs, file keys; wrapped to team, reporter, guest
//! ```
//!
//! How to read it: [`root`], then [`case_key`] and [`blob`] (what a sealed field is), [`team`] and
//! [`user`] (who holds keys), [`receipt`] and [`session`] (what a visitor holds), [`mod@file`] (large
//! things), and [`classification`] (what each stored column is). `codes`, `kdf`, `kem`, `padding`
//! and `secret` are the parts these are built of.

pub use hpke::rand_core;

pub mod blob;
pub mod case_key;
pub mod chunked;
pub mod classification;
pub mod codes;
pub mod file;
pub mod hand_over;
mod kdf;
pub mod kem;
pub mod padding;
pub mod party_key;
pub mod passphrase;
pub mod receipt;
pub mod recovery;
pub mod root;
mod secret;
pub mod session;
pub mod sheets;
pub mod team;
pub mod user;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod vectors;

pub use blob::{FieldContext, OpenError, SealError, row_key};
pub use case_key::{CaseContext, CaseKey, CaseOpener};
pub use classification::{Class, classification_markdown};
pub use codes::CodeError;
pub use file::{FileOpener, FileSealer};
pub use hand_over::HandOverWords;
pub use kem::PublicKey;
pub use party_key::PartyKey;
pub use passphrase::{Argon2Cost, Verification, hash_passphrase, verify_passphrase};
pub use receipt::Receipt;
pub use recovery::RecoveryKit;
pub use root::{InstanceId, RootKey, RootUse, Subkey};
pub use session::Session;
pub use sheets::{KitError, RecoverySheet};
pub use team::{Grant, TeamRoot};
pub use user::{KeyKind, RecoveryCode, UserRoot, VerifyKey};

/// A decrypted text. It is wiped from memory when dropped; copy out of it as late as possible.
pub type Opened = zeroize::Zeroizing<Vec<u8>>;
