//! Promises and times in plain words.

use clock::Span;

/// A span in words: "24 hours", "1 business day".
#[must_use]
pub fn duration_in_words(span: Span) -> String {
    span.to_string()
}
