//! The fuzz target `advisory`: see `fuzz/src/advisory.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::advisory);
