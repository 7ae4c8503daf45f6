//! The fuzz target `html`: see `fuzz/src/prose.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::html);
