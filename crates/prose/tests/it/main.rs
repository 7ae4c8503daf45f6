//! The tests of `prose`, as one program.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test shows by panicking"
)]

mod bad_input;
mod ground_truth;
mod report;
mod sentences;
