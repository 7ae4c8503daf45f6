//! Secrets that people write down: as words and as characters, and read back forgivingly.
//!
//! Words are BIP-39 (English list, checksum included): 12 for 128 bits, 24 for 256. Characters are
//! Crockford's base 32 (no I, L, O, U): 26 and 52, where the bits left over (2 and 4) are the first
//! bits of the secret's SHA-256. Reading ignores case, spaces, hyphens and numbering, takes O for 0
//! and I or L for 1, and takes the first four letters of a word for the word, as BIP-39 makes them
//! unique. A word outside the list is always named; a *wrong word of the list* is caught by
//! BIP-39's checksum 15 times in 16 (255 in 256 for 24 words), and what escapes is a code that
//! opens nothing.

use core::fmt;

use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use crate::kdf;
use crate::secret::Secret;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Longer input is not a code, and is not looked at.
const LONGEST_INPUT: usize = 1024;
/// A word further away than this is not a slip of the same word.
const MOST_EDITS: usize = 2;
const GROUP: usize = 4;

/// A typed code that is not one. The sentences name what was typed, for the person who typed it:
/// never log them. `Debug` leaves the typed text out.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing typed.
    #[error("type the code: its words, or its groups of characters")]
    Empty,
    /// Far too long.
    #[error("this is much longer than a code; type only its words, or only its characters")]
    TooLong,
    /// Words are missing or too many.
    #[error("these are {found} words; the code has {expected}")]
    WordCount {
        /// How many were typed.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A word that is not in the list.
    #[error("word {position}, “{word}”, is not one of the code's words{}", suggested(*suggestion))]
    UnknownWord {
        /// Which word, from 1.
        position: usize,
        /// The word as typed.
        word: String,
        /// The nearest word of the list, when one is near.
        suggestion: Option<&'static str>,
    },
    /// All are words of the list, but not together.
    #[error(
        "each word is a possible one, but together they are not a code: compare them and their order with what you wrote down"
    )]
    WordChecksum,
    /// Characters are missing or too many.
    #[error("these are {found} characters; the code has {expected}, or {words} words")]
    CharacterCount {
        /// How many were typed.
        found: usize,
        /// How many there should be.
        expected: usize,
        /// How many words the other form has.
        words: usize,
    },
    /// A character that no code has.
    #[error("character {position}, “{character}”, is never part of a code")]
    UnknownCharacter {
        /// Which character, from 1, spaces and hyphens not counted.
        position: usize,
        /// The character as typed.
        character: char,
    },
    /// All are possible characters, but not together.
    #[error("one of the characters is wrong: compare them with what you wrote down")]
    CharacterChecksum,
}

fn suggested(suggestion: Option<&'static str>) -> String {
    suggestion.map_or_else(
        || ": compare it with what you wrote down".to_owned(),
        |word| format!(": did you mean “{word}”?"),
    )
}

impl fmt::Debug for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::TooLong => f.write_str("TooLong"),
            Self::WordCount { found, expected } => write!(f, "WordCount({found} of {expected})"),
            Self::UnknownWord { position, .. } => write!(f, "UnknownWord(at {position})"),
            Self::WordChecksum => f.write_str("WordChecksum"),
            Self::CharacterCount { found, expected, .. } => {
                write!(f, "CharacterCount({found} of {expected})")
            }
            Self::UnknownCharacter { position, .. } => write!(f, "UnknownCharacter(at {position})"),
            Self::CharacterChecksum => f.write_str("CharacterChecksum"),
        }
    }
}

/// How many words `bytes` bytes take.
const fn word_count(bytes: usize) -> usize {
    bytes * 3 / 4
}

/// How many characters `bytes` bytes take.
const fn character_count(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The secret as words, with single spaces between.
#[expect(clippy::expect_used, reason = "the length is checked when this is compiled")]
pub(crate) fn words<const N: usize>(secret: &[u8; N]) -> Zeroizing<String> {
    const { assert!(N == 16 || N == 32, "BIP-39 has codes of these lengths") };
    let mnemonic =
        Mnemonic::from_entropy_in(Language::English, secret).expect("BIP-39 takes 16 and 32 bytes");
    let mut text = Zeroizing::new(String::with_capacity(word_count(N) * 9));
    for word in mnemonic.words() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// The secret as characters, in groups of four with hyphens between.
pub(crate) fn characters<const N: usize>(secret: &[u8; N]) -> Zeroizing<String> {
    const { assert!(N == 16 || N == 32, "codes have these lengths") };
    let mut text = Zeroizing::new(String::with_capacity(character_count(N) * 5 / 4 + 1));
    let [check, ..] = kdf::sha256(secret);
    let mut pending = 0_u32;
    let mut bits = 0;
    for (place, byte) in secret.iter().chain([&check]).enumerate() {
        pending = (pending << 8) | u32::from(*byte);
        bits += 8;
        // Of the check byte only the bits that complete the last character are used.
        while bits >= 5 && (place < N || bits > 8 - spare(N)) {
            bits -= 5;
            push_character(&mut text, (pending >> bits) & 0x1f);
        }
    }
    text
}

/// How many bits of the last character are check bits.
const fn spare(bytes: usize) -> u32 {
    if bytes == 16 { 2 } else { 4 }
}

fn push_character(text: &mut String, value: u32) {
    if text.len() % (GROUP + 1) == GROUP {
        text.push('-');
    }
    let index = usize::try_from(value).unwrap_or(0);
    text.push(ALPHABET.get(index).copied().map_or('0', char::from));
}

/// Reads words or characters.
pub(crate) fn parse<const N: usize>(text: &str) -> Result<Secret<N>, CodeError> {
    if text.len() > LONGEST_INPUT {
        return Err(CodeError::TooLong);
    }
    let tokens: Vec<Zeroizing<String>> = text
        .split(|c: char| is_separator(c) || c == '.')
        .filter(|token| !token.is_empty())
        .map(|token| Zeroizing::new(token.to_lowercase()))
        .collect();
    let letters: usize = tokens.iter().map(|token| token.chars().count()).sum();
    let listed = tokens.iter().filter(|token| find_word(token).is_some()).count();
    if letters == 0 {
        Err(CodeError::Empty)
    } else if letters > 2 * N || listed * 2 > tokens.len() {
        parse_words(&tokens)
    } else {
        parse_characters(text)
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '_' | ',' | ';' | ':' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{00ad}'
        )
}

fn find_word(token: &str) -> Option<&'static str> {
    let exact = Language::English.find_word(token);
    let index = exact.map(usize::from).or_else(|| {
        let mut matches = Language::English
            .word_list()
            .iter()
            .enumerate()
            .filter(|(_, word)| token.len() >= 4 && word.starts_with(token));
        matches.next().filter(|_| matches.next().is_none()).map(|(index, _)| index)
    })?;
    Language::English.word_list().get(index).copied()
}

fn parse_words<const N: usize>(tokens: &[Zeroizing<String>]) -> Result<Secret<N>, CodeError> {
    // "1. apple 2. banana": numbering is not part of the code.
    let typed: Vec<&str> = tokens
        .iter()
        .map(|token| token.as_str())
        .filter(|token| !token.chars().all(|c| c.is_ascii_digit()))
        .collect();
    let mut sentence = Zeroizing::new(String::with_capacity(word_count(N) * 9));
    for (place, token) in typed.iter().enumerate() {
        let word = find_word(token).ok_or_else(|| CodeError::UnknownWord {
            position: place + 1,
            word: (*token).to_owned(),
            suggestion: nearest_word(token),
        })?;
        if place > 0 {
            sentence.push(' ');
        }
        sentence.push_str(word);
    }
    if typed.len() != word_count(N) {
        return Err(CodeError::WordCount { found: typed.len(), expected: word_count(N) });
    }
    let mnemonic = Mnemonic::parse_in_normalized(Language::English, &sentence)
        .map_err(|_| CodeError::WordChecksum)?;
    Secret::from_slice(&Zeroizing::new(mnemonic.to_entropy())).ok_or(CodeError::WordChecksum)
}

/// The word of the list that takes the fewest changed, missing, added or swapped letters, at most two.
fn nearest_word(token: &str) -> Option<&'static str> {
    let letters = token.chars().count();
    Language::English
        .word_list()
        .iter()
        .filter(|word| word.len().abs_diff(letters) <= MOST_EDITS)
        .map(|word| (strsim::osa_distance(token, word), *word))
        .filter(|(edits, _)| *edits <= MOST_EDITS)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, word)| word)
}

fn parse_characters<const N: usize>(text: &str) -> Result<Secret<N>, CodeError> {
    let typed = text.chars().filter(|c| !is_separator(*c) && *c != '.');
    let mut values = Zeroizing::new(Vec::with_capacity(character_count(N)));
    for (place, character) in typed.enumerate() {
        let value = character_value(character)
            .ok_or(CodeError::UnknownCharacter { position: place + 1, character })?;
        if values.len() == LONGEST_INPUT {
            return Err(CodeError::TooLong);
        }
        values.push(value);
    }
    if values.len() != character_count(N) {
        return Err(CodeError::CharacterCount {
            found: values.len(),
            expected: character_count(N),
            words: word_count(N),
        });
    }
    let mut pending = 0_u32;
    let mut bits = 0;
    let mut values = values.iter();
    let secret: Secret<N> = Secret::filled(|bytes| {
        for byte in bytes {
            while bits < 8 {
                pending = (pending << 5) | values.next().copied().map_or(0, u32::from);
                bits += 5;
            }
            bits -= 8;
            let [.., low] = (pending >> bits).to_be_bytes();
            *byte = low;
        }
    });
    let [check, ..] = kdf::sha256(secret.expose());
    let expected = u32::from(check) >> (8 - spare(N));
    if pending & ((1 << spare(N)) - 1) == expected {
        Ok(secret)
    } else {
        Err(CodeError::CharacterChecksum)
    }
}

/// Crockford's values: 0 to 31; O is 0, I and L are 1.
fn character_value(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == upper)?;
    u8::try_from(place).ok()
}
