//! The fuzz target `webauthn`: see `fuzz/src/webauthn.rs`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(fuzz::webauthn);
