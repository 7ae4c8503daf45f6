//! The fuzz target `policy`: see `fuzz/src/policy.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::policy);
