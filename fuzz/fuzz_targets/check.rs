//! The fuzz target `check`: see `fuzz/src/check.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::check);
