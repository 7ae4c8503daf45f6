//! With whom an advisory may be shared: the Traffic Light Protocol of FIRST, version 2.0.

use super::word::words;

/// A label of TLP 2.0, from open to closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tlp {
    /// With everybody.
    #[default]
    Clear,
    /// Within the community.
    Green,
    /// Within the organization and its clients.
    Amber,
    /// Within the organization.
    AmberStrict,
    /// With the people it was given to.
    Red,
}

words!(Tlp, "a TLP label", {
    Clear = "CLEAR", Green = "GREEN", Amber = "AMBER", AmberStrict = "AMBER+STRICT", Red = "RED",
});

impl Tlp {
    /// The label in the words of TLP 1.0, which CSAF 2.0 uses. `AMBER+STRICT` has none and becomes `RED`,
    /// which shares with fewer, never with more.
    #[must_use]
    pub const fn version_1(self) -> &'static str {
        match self {
            Self::Clear => "WHITE",
            Self::Green => "GREEN",
            Self::Amber => "AMBER",
            Self::AmberStrict | Self::Red => "RED",
        }
    }

    /// The label of a word of TLP 1.0 or 2.0.
    #[must_use]
    pub fn of_either(word: &str) -> Option<Self> {
        match word {
            "WHITE" => Some(Self::Clear),
            other => other.parse().ok(),
        }
    }
}
