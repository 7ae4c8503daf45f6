//! The fuzz target `life`: see `fuzz/src/life.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::life);
