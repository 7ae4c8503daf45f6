//! The two databases. Everything that differs between them is in this folder.

pub(crate) mod job;
pub(crate) mod postgres;
pub(crate) mod sqlite;
