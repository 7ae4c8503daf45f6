//! The crate's tests, as one program.

mod agreement;
mod cvss;
mod import;
mod round_trip;
mod samples;
mod shared;
mod strategy;
mod vocabularies;
