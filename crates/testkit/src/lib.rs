//! What the tests of several crates share. Never part of the product: crates use it as a dev-dependency.
//!
//! [`databases`] runs one test on both databases; [`postgres`] starts PostgreSQL for that from the binaries
//! that are installed. [`program`] starts the real program, and [`http`] visits it as a browser would, with
//! the authenticator app of [`totp`]. [`provider`], [`cve_services`] and [`mail`] are the others that it talks to.

pub mod cve_services;
pub mod databases;
pub mod http;
pub mod mail;
pub mod passkey;
pub mod postgres;
pub mod program;
pub mod provider;
pub mod schema;
pub mod totp;

pub use databases::{both_databases, both_locations, on_postgres, on_sqlite};
