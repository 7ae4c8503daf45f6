//! The fuzz target `note`: see `fuzz/src/note.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::note);
