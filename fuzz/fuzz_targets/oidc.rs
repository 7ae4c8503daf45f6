//! The fuzz target `oidc`: see `fuzz/src/oidc.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::oidc);
