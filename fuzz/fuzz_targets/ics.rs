//! The fuzz target `ics`: see `fuzz/src/ics.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::ics);
