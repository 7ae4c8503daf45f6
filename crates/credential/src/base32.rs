//! Base 32 in the two alphabets that people and machines meet: RFC 4648 for authenticator apps, and Douglas
//! Crockford's (no I, L, O, U) for what somebody types from paper or finds in a file.
//!
//! Reading is forgiving where people type and strict where machines do; the bits left over at the end must be
//! zero, so that one value has one text.

use zeroize::Zeroizing;

/// RFC 4648 §6, upper case.
pub(crate) const RFC_4648: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Crockford's, upper case: for people.
pub(crate) const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Crockford's, lower case: for machines.
pub(crate) const CROCKFORD_LOWER: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters `bytes` bytes take.
pub(crate) const fn length(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The bytes as characters, without padding.
pub(crate) fn encode(bytes: &[u8], alphabet: &[u8; 32]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(length(bytes.len())));
    let mut pending = 0_u32;
    let mut bits = 0_u32;
    for byte in bytes {
        pending = (pending << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(&mut text, alphabet, pending >> bits);
        }
        pending &= (1 << bits) - 1;
    }
    if bits > 0 {
        push(&mut text, alphabet, pending << (5 - bits));
    }
    text
}

fn push(text: &mut String, alphabet: &[u8; 32], value: u32) {
    let index = usize::try_from(value & 31).unwrap_or(0);
    text.push(alphabet.get(index).copied().map_or('0', char::from));
}

/// Reads exactly as many values (0 to 31) as `bytes` takes; `None` when there are more or fewer, or when the
/// bits left over are not zero.
pub(crate) fn decode_values(values: &[u8], bytes: &mut [u8]) -> Option<()> {
    if values.len() != length(bytes.len()) {
        return None;
    }
    let mut pending = 0_u32;
    let mut bits = 0_u32;
    let mut targets = bytes.iter_mut();
    for value in values {
        pending = (pending << 5) | u32::from(*value & 31);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            if let (Some(target), [.., low]) = (targets.next(), (pending >> bits).to_be_bytes()) {
                *target = low;
            }
            pending &= (1 << bits) - 1;
        }
    }
    (pending == 0 && targets.next().is_none()).then_some(())
}

/// Reads text in exactly this alphabet.
pub(crate) fn decode(text: &str, alphabet: &[u8; 32], bytes: &mut [u8]) -> Option<()> {
    if text.len() != length(bytes.len()) {
        return None;
    }
    let mut values = Zeroizing::new(Vec::with_capacity(text.len()));
    for character in text.bytes() {
        let place = alphabet.iter().position(|known| *known == character)?;
        values.push(u8::try_from(place).ok()?);
    }
    decode_values(&values, bytes)
}

/// Reads what somebody typed in Crockford's alphabet: any case, spaces and hyphens anywhere, O for 0, I and L
/// for 1.
pub(crate) fn decode_typed(text: &str, bytes: &mut [u8]) -> Option<()> {
    const LONGEST: usize = 256;
    if text.len() > LONGEST {
        return None;
    }
    let mut values = Zeroizing::new(Vec::with_capacity(text.len()));
    for character in
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
    {
        let upper = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let place = CROCKFORD.iter().position(|known| char::from(*known) == upper)?;
        values.push(u8::try_from(place).ok()?);
    }
    decode_values(&values, bytes)
}
