//! The fuzz target `markdown`: see `fuzz/src/prose.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::markdown);
