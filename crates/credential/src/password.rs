//! What a passphrase must be: long, not one that is known to be guessed first, and not made of the words around it.
//!
//! Length and guessability are the only rules. There is no composition rule, no expiry and no history (NIST
//! SP 800-63B §5.1.1.2; OWASP ASVS 5.0 §6.2). Nothing is asked of the network: the list of common passphrases is
//! built in ([`table`]), and an operator may add a larger one. Hashing is `seal`'s.

mod guess;
pub mod table;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

pub use table::{BreachedTable, TableError};

/// Fewest characters, counted after NFKC.
pub const FEWEST_CHARACTERS: usize = 12;
/// From here on a passphrase is advised.
pub const ADVISED_CHARACTERS: usize = 15;
/// Most characters, counted after NFKC.
pub const MOST_CHARACTERS: usize = 256;
/// Most bytes that are looked at at all: hashing takes the same time for all of them.
pub const MOST_BYTES: usize = 1024;
/// Words around an account that are shorter are not looked for: they would stand in everything.
const SHORTEST_CONTEXT: usize = 4;
/// What must remain of a passphrase when the words around it are taken out.
const FEWEST_OWN_CHARACTERS: usize = 8;

/// Why a passphrase will not do. No sentence repeats any of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Fewer than [`FEWEST_CHARACTERS`].
    #[error(
        "use at least {FEWEST_CHARACTERS} characters; four or five random words are easy to keep in mind"
    )]
    TooShort,
    /// More than [`MOST_CHARACTERS`], or than [`MOST_BYTES`].
    #[error("use at most {MOST_CHARACTERS} characters")]
    TooLong,
    /// A character that no keyboard types, such as a line break.
    #[error(
        "there is a control character in it, perhaps from copying; type it, or paste it without the line break"
    )]
    Control,
    /// It is made of the account's, the program's or the server's name.
    #[error(
        "it is little more than a name that belongs to this account or server; add words that have nothing to do with it"
    )]
    Context,
    /// It, or what it is made of, is among the passphrases that are guessed first.
    #[error(
        "it is on the list of passphrases that are guessed first, or one of those with something added; choose random words instead"
    )]
    Breached,
    /// A repetition or a row of keys.
    #[error("it repeats itself or follows the keys in a row; choose random words instead")]
    Pattern,
    /// The operator's list could not be read: nothing is accepted unseen.
    #[error(
        "the list of known passphrases could not be read; try again, and tell whoever runs this server"
    )]
    ListUnreadable,
}

/// What a passphrase that is accepted is worth, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Long enough, and no more.
    Fair,
    /// [`ADVISED_CHARACTERS`] or more.
    Good,
    /// Twenty characters or more, of four words or twelve different characters.
    Strong,
}

impl Strength {
    /// The hint beside the field.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Fair => "This will do. Fifteen characters or five random words would be better.",
            Self::Good => "This is a good length.",
            Self::Strong => "This is strong.",
        }
    }
}

/// What a passphrase is compared with.
#[derive(Clone, Copy)]
pub struct PasswordRules<'a> {
    /// The words around the account: its name, the local part of its address, the program, the organisation, the
    /// host, "candor". Case does not matter; words under four letters are not looked for.
    pub context: &'a [&'a str],
    /// Further lists besides the built-in one.
    pub lists: &'a [&'a dyn table::Breached],
}

impl PasswordRules<'_> {
    /// Judges a new passphrase.
    ///
    /// # Errors
    /// The first reason why it will not do.
    pub fn check(&self, passphrase: &str) -> Result<Strength, PasswordRefused> {
        if passphrase.len() > MOST_BYTES {
            return Err(PasswordRefused::TooLong);
        }
        if passphrase.chars().any(char::is_control) {
            return Err(PasswordRefused::Control);
        }
        let folded = fold(passphrase);
        let characters = folded.chars().count();
        if characters < FEWEST_CHARACTERS {
            return Err(PasswordRefused::TooShort);
        }
        if characters > MOST_CHARACTERS {
            return Err(PasswordRefused::TooLong);
        }
        if guess::is_pattern(&folded) {
            return Err(PasswordRefused::Pattern);
        }
        if guess::is_context(&folded, self.context) {
            return Err(PasswordRefused::Context);
        }
        for list in self.lists {
            if list.holds(passphrase, &folded).map_err(|_| PasswordRefused::ListUnreadable)? {
                return Err(PasswordRefused::Breached);
            }
        }
        if guess::is_derived(&folded, &table::built_in()) {
            return Err(PasswordRefused::Breached);
        }
        Ok(strength(&folded))
    }
}

fn strength(folded: &str) -> Strength {
    let characters = folded.chars().count();
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 3).count();
    let different = guess::different_characters(folded);
    if characters >= 20 && (words >= 4 || different >= 12) {
        Strength::Strong
    } else if characters >= ADVISED_CHARACTERS {
        Strength::Good
    } else {
        Strength::Fair
    }
}

/// The form in which passphrases are compared with lists: NFKC, lower case. Not the form that is hashed.
#[must_use]
pub fn fold(passphrase: &str) -> Zeroizing<String> {
    // Room for the usual case, so that growing leaves no unwiped copy behind; NFKC of one character can be
    // eighteen, and then a copy of a refused passphrase is all that remains.
    let mut text = Zeroizing::new(String::with_capacity(passphrase.len().saturating_mul(3)));
    text.extend(passphrase.nfkc().flat_map(char::to_lowercase));
    text
}
