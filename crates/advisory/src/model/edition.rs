//! Editions: where an advisory stands, and every text of it that was published.

use clock::Instant;
use serde::{Deserialize, Serialize};

use super::word::words;

/// Where an advisory stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Being written; nothing of it is public.
    #[default]
    Draft,
    /// Published, and expected to change soon.
    Interim,
    /// Published, and complete as far as anybody knows.
    Final,
    /// Published and taken back: the address stays, and says so.
    Withdrawn,
}

words!(Status, "a status", {
    Draft = "draft", Interim = "interim", Final = "final", Withdrawn = "withdrawn",
});

impl Status {
    /// Whether an advisory of this status is public.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Draft)
    }
}

/// One published edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Which one, from 1, without gaps.
    pub number: u32,
    /// When it was published.
    pub at: Instant,
    /// What it changed, in a sentence.
    pub summary: String,
}
