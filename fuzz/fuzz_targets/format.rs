//! The fuzz target `format`: see `fuzz/src/format.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::layout);
