//! The fuzz target `proof`: see `fuzz/src/proof.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::proof);
