//! Where everything is kept: the only crate with SQL, and the only one that knows there are two databases.
//!
//! A caller opens a [`Store`] at a [`Location`] and hands it bodies: `store.write(body)` runs one in a
//! transaction, `store.read(body)` on one consistent state. Inside, the functions of the table modules
//! ([`case_file`], [`event`], [`outbox`] …) take the [`Tx`] and, for anything about one case, a proof of
//! permission from `access` whose program and case become the keys: an unchecked access does not compile.
//!
//! It knows rows, not rules: nothing here decides what may happen to a case, opens a seal, reads a clock or
//! makes an id. Times, ids and ciphertext come in and go out as they are.
//!
//! How to read it: `store.rs` and `tx.rs` are the waist; `statement.rs` is why no SQL is ever put together
//! at run time; `proof.rs` says which permission opens what; `engine/` holds the two databases; each table
//! has one module with its row, its statements and its functions; `migrations/` is the schema; [`blob`] keeps
//! the sealed files.

mod engine;
mod error;
mod migration;
mod proof;
mod statement;
mod store;
mod tx;
mod value;

pub mod access_reason;
pub mod account;
pub mod advisory;
pub mod alert;
pub mod api_token;
pub mod audit;
pub mod blob;
pub mod case_file;
pub mod case_key;
pub mod ceremony;
pub mod checkpoint;
pub mod credit;
pub mod cve_number;
pub mod deadline;
pub mod erasure;
pub mod event;
pub mod file;
pub mod ledger;
pub mod meta;
pub mod notice;
pub mod outbox;
pub mod party;
pub mod passkey;
pub mod policy_version;
pub mod program;
pub mod proposal;
pub mod provider_binding;
pub mod published;
pub mod queue;
pub mod receipt;
pub mod report;
pub mod restraint;
pub mod role;
pub mod second_factor;
pub mod session;
pub mod submission;
pub mod subscriber;
pub mod team;

pub use error::StoreError;
pub use migration::{MIGRATIONS, Migration};
pub use proof::{
    ChangesCase, EndsSubscription, OpenedCase, OpensCase, PublishesAdvisory, SeesCase, SeesProgram,
    WalksProgram,
};
pub use statement::{Statement, statements};
pub use store::{Location, Options, Store};
pub use tx::{BoxFuture, Tx};
pub use value::{Bytes, Hash32};
