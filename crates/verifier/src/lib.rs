//! A second opinion on a log: verifies exported logs, receipts and case exports with code of its own.
//!
//! It shares no line with the crate that writes logs, on purpose: a mistake in one is found by the other.
//! Everything is computed from the bytes of the entries as RFC 6962 defines it; hashes that were written
//! beside them are compared, never used. The formats are C2SP's (tlog-tiles, signed-note, tlog-checkpoint,
//! tlog-cosignature, tlog-proof), and three of Candor's (`docs/formats/`).
//!
//! To judge a folder: [`verify_log`]. One entry: [`verify_proof`], [`verify_receipt`], [`verify_edition`].
//! One case: [`verify_export`]. Reading files is left to the program `candor-verify` (`main.rs`), so that tests and
//! fuzzers give bytes directly.
//!
//! It is not a judge of promises: it does not read policies and computes no clock. And no verifier sees
//! entries after the head that it was given, or an act that was never entered.

mod edition;
mod entry;
mod export;
mod fault;
mod hash;
mod json;
mod log;
mod note;
mod proof;

pub use edition::{EditionFacts, verify_edition};
pub use export::{ExportFacts, verify_export};
pub use fault::{Fault, Unverified};
pub use hash::Hash;
pub use log::{LogFacts, MAX_FILE_BYTES, verify_log};
pub use note::{Head, Key, Witness};
pub use proof::{ProofFacts, ReceiptFacts, verify_proof, verify_receipt};
