//! The promise language.
pub mod id;
