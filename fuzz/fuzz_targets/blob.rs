//! The fuzz target `blob`: see `fuzz/src/blob.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::blob);
