//! An authenticator app for tests: the code of RFC 6238 (SHA-1, six digits, thirty seconds) for a typed seed.
//!
//! Written apart from the product's code, so that the two check each other.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a tool of tests: a seed that is none shall end the test"
)]

/// The code that an app shows at a moment, in seconds since 1970, for a seed as it is typed (base 32,
/// spaces anywhere).
///
/// # Panics
/// When the seed is none.
#[must_use]
pub fn code(typed: &str, second: i64) -> String {
    let counter = u64::try_from(second).unwrap() / 30;
    let key = aws_lc_rs::hmac::Key::new(
        aws_lc_rs::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        &from_base_32(typed),
    );
    let tag = aws_lc_rs::hmac::sign(&key, &counter.to_be_bytes());
    let mac = tag.as_ref();
    let offset = usize::from(mac[19] & 0x0f);
    let word = u32::from_be_bytes(mac[offset..offset + 4].try_into().unwrap());
    format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
}

fn from_base_32(typed: &str) -> Vec<u8> {
    let (mut bits, mut held, mut bytes) = (0_u64, 0, Vec::new());
    for c in typed.chars().filter(|c| !c.is_whitespace()) {
        let place = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap();
        bits = (bits << 5) | u64::try_from(place).unwrap();
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).unwrap());
        }
    }
    bytes
}
