//! The fuzz target `attachment`: see `fuzz/src/attachment.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::attachment);
