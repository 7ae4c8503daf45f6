//! Durations and due times in the words people use.

use core::time::Duration;

/// A duration in words, rounded down to its largest useful unit: "3 hours", "2 days".
#[must_use]
pub fn in_words(duration: Duration) -> String {
    format!("{} seconds", duration.as_secs())
}
