//! Durations and counts in words, for callers that have none of their own.
