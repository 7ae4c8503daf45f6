//! The tests of `prose`, as one program.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test shows by panicking"
)]

mod bad_input;
mod drafts;
mod ground_truth;
mod kinds;
mod report;
mod round_trip;
mod sentences;
