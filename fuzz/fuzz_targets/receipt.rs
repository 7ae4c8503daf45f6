//! The fuzz target `receipt`: see `fuzz/src/receipt.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::receipt);
