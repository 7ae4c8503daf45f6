//! The fuzz target `command`: see `fuzz/src/command.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::command);
