//! The crate's tests, as one program.

mod samples;
mod strategy;
