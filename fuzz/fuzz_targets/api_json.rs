//! The fuzz target `api_json`: see `crates/web/src/fuzzing.rs`. Without a fuzzer, that crate's tests replay it.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
fuzz::target!(web::fuzzing::api_json);

#[cfg(not(fuzzing))]
fn main() {}
