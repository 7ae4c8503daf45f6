//! The fuzz target `form`: see `crates/web/src/fuzzing.rs`. Without a fuzzer, that crate's tests replay it.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
fuzz::target!(web::fuzzing::form);

#[cfg(not(fuzzing))]
fn main() {}
