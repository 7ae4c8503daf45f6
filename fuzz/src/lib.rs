//! What each fuzz target does with its bytes, as plain functions.
//!
//! A function takes any bytes, gives them to the parsers of one kind, and panics when something is read
//! that must not be, or when what was read cannot be written and read again. `fuzz_targets/` gives the
//! functions to libFuzzer; `tests/corpus.rs` gives them the kept corpora, with no fuzzer and no sanitizer.
//! The targets `form` and `api_json` live in `web` (`crates/web/src/fuzzing.rs`), whose tests replay them.

mod advisory;
mod attachment;
mod blob;
mod check;
mod command;
mod fixed;
mod format;
mod ics;
mod life;
mod note;
mod oidc;
mod policy;
mod proof;
mod prose;
mod receipt;
mod webauthn;
mod world;

pub use self::advisory::advisory;
pub use attachment::attachment;
pub use blob::blob;
pub use self::check::check;
pub use command::command;
pub use fixed::{ORIGIN, Repeatable, signer};
pub use format::layout;
pub use ics::ics;
pub use life::life;
pub use note::note;
pub use oidc::{claims, document, keys, oidc};
pub use policy::policy;
pub use proof::proof;
pub use self::prose::{html, markdown, policy_claims, restructured};
pub use receipt::receipt;
pub use webauthn::{client_data, public_key, webauthn};

#[cfg(fuzzing)]
pub use libfuzzer_sys;

/// Makes a program of a target: a fuzzer when built as one; otherwise a program that runs the files named
/// as its arguments, which is how a finding is looked at in a debugger.
#[macro_export]
macro_rules! target {
    ($run:path) => {
        #[cfg(fuzzing)]
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $run(bytes));

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            for path in std::env::args_os().skip(1) {
                $run(&std::fs::read(path)?);
            }
            Ok(())
        }
    };
}
