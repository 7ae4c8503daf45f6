//! The fuzz target `policy_claims`: see `fuzz/src/prose.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::policy_claims);
