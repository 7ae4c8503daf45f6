//! The fuzz target `destination`: see `crates/outbound/src/fuzzing.rs`. Without a fuzzer, that crate's tests replay it.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
fuzz::target!(outbound::fuzzing::destination);

#[cfg(not(fuzzing))]
fn main() {}
