//! What every stored column is. (The table follows.)

/// How a column is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Sealed under a key that the data does not hold.
    Sealed,
    /// Readable by whoever has the data.
    Plain,
    /// Names a person only to those who know whose it is.
    Pseudonym,
    /// A digest of something secret that cannot be guessed, or a keyed or salted one.
    Hash,
    /// A public key, or a secret key wrapped to its holder.
    Key,
}

/// The table as Markdown.
#[must_use]
pub fn classification_markdown() -> String {
    String::new()
}
