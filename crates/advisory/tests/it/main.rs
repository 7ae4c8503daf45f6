//! The crate's tests, as one program.

mod cvss;
mod samples;
mod shared;
mod strategy;
mod vocabularies;
