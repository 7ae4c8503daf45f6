//! Codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds.
//!
//! A code works once: the step it belongs to is remembered, and neither it nor an earlier one is taken again
//! (RFC 6238 §5.2; OWASP ASVS 5.0 §6.5.1). A new seed is worth nothing until a code of it was confirmed
//! ([`PendingSeed`]). The seed lies sealed under the root key; sealing is the caller's.

use aws_lc_rs::hmac;
use clock::Instant;
use serde::{Deserialize, Serialize};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::base32;
use crate::secret::Secret;

/// Seconds of a step.
pub const STEP_SECONDS: u64 = 30;
/// Digits of a code.
pub const DIGITS: u32 = 6;
/// Bytes of a seed: 160 bits (RFC 4226 §4 R6).
pub const SEED_BYTES: usize = 20;
/// Steps before and after the present one that are taken as well.
const SLACK: u64 = 1;

/// A thirty-second step since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Step(u64);

impl Step {
    /// The step of a moment; moments before 1970 belong to the first.
    #[must_use]
    pub fn of(now: Instant) -> Self {
        Self(u64::try_from(now.second()).unwrap_or(0) / STEP_SECONDS)
    }

    /// The number, as stored.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// A stored number.
    #[must_use]
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }
}

/// Why a code is not taken. All of them read the same to whoever signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TotpRefused {
    /// Not six digits.
    #[error("type the six digits that the app shows")]
    NotACode,
    /// Another code than any of now.
    #[error(
        "this code is not right; check the time on your device, and type the code that the app shows now"
    )]
    Wrong,
    /// Right, but it or a later one was used.
    #[error("this code was used; wait for the next one")]
    Used,
}

/// The seed that the app and the server share.
pub struct Seed(Secret<SEED_BYTES>);

impl Seed {
    /// A stored seed, unsealed.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Secret::from_slice(bytes).map(Self)
    }

    /// The bytes to seal.
    #[must_use]
    pub fn expose(&self) -> &[u8; SEED_BYTES] {
        self.0.expose()
    }

    /// Checks a code. `last` is the step of the last code that was taken; the answer is the step to remember
    /// instead, in the same transaction.
    ///
    /// # Errors
    /// When the code is none, wrong or used.
    pub fn check(&self, code: &str, now: Instant, last: Option<Step>) -> Result<Step, TotpRefused> {
        let typed = digits(code).ok_or(TotpRefused::NotACode)?;
        let Step(present) = Step::of(now);
        let mut found = 0_u64;
        let mut matched = Choice::from(0);
        // All of them, always: the time does not tell which one it was.
        for step in present.saturating_sub(SLACK)..=present.saturating_add(SLACK) {
            let same = hotp(self, step).ct_eq(&typed);
            found.conditional_assign(&step, same);
            matched |= same;
        }
        if !bool::from(matched) {
            return Err(TotpRefused::Wrong);
        }
        if last.is_some_and(|Step(last)| found <= last) {
            return Err(TotpRefused::Used);
        }
        Ok(Step(found))
    }
}

/// The digits of a code as typed: spaces anywhere, six digits.
fn digits(code: &str) -> Option<u32> {
    let mut value = 0_u32;
    let mut count = 0_u32;
    for character in code.chars().take(64).filter(|c| !c.is_whitespace()) {
        value = value.checked_mul(10)?.checked_add(character.to_digit(10)?)?;
        count += 1;
    }
    (count == DIGITS).then_some(value)
}

/// RFC 4226 §5.3.
pub(crate) fn hotp(seed: &Seed, counter: u64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, seed.expose());
    let tag = hmac::sign(&key, &counter.to_be_bytes());
    let mac = tag.as_ref();
    let offset = usize::from(mac.last().copied().unwrap_or(0) & 0x0f);
    let chosen = mac.get(offset..offset + 4).and_then(<[u8]>::first_chunk).copied();
    (u32::from_be_bytes(chosen.unwrap_or_default()) & 0x7fff_ffff) % 10_u32.pow(DIGITS)
}

/// A seed that nobody has confirmed yet. It signs nobody in.
pub struct PendingSeed(Seed);

impl PendingSeed {
    /// A new seed out of fresh random bytes.
    #[must_use]
    pub fn new(random: [u8; SEED_BYTES]) -> Self {
        Self(Seed(Secret::new(random)))
    }

    /// One that was sealed while it waited.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Seed::from_bytes(bytes).map(Self)
    }

    /// The bytes to seal while it waits.
    #[must_use]
    pub fn expose(&self) -> &[u8; SEED_BYTES] {
        self.0.expose()
    }

    /// The seed as somebody types it into an app, in groups of four.
    #[must_use]
    pub fn typed_form(&self) -> Zeroizing<String> {
        let text = base32::encode(self.0.expose(), base32::RFC_4648);
        let mut grouped = Zeroizing::new(String::with_capacity(text.len() * 5 / 4));
        for (place, character) in text.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(character);
        }
        grouped
    }

    /// The address that an app reads as a QR code (the Key Uri Format of Google Authenticator). `issuer` is the
    /// instance's name, `account` the name to sign in with.
    #[must_use]
    pub fn uri(&self, issuer: &str, account: &str) -> Zeroizing<String> {
        let secret = base32::encode(self.0.expose(), base32::RFC_4648);
        let issuer = crate::percent::encoded(issuer);
        let account = crate::percent::encoded(account);
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
            &*secret
        ))
    }

    /// Takes the seed into use, once a code shows that the app has it. The step counts as used.
    ///
    /// # Errors
    /// When the code is none or wrong; the seed goes on waiting where it is sealed.
    pub fn confirm(self, code: &str, now: Instant) -> Result<(Seed, Step), TotpRefused> {
        let step = self.0.check(code, now, None)?;
        Ok((self.0, step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4226 appendix D: the key is the digits 1 to 0, twice.
    #[test]
    fn the_codes_of_rfc_4226_come_out() {
        let seed = Seed::from_bytes(b"12345678901234567890").unwrap();
        let codes: Vec<u32> = (0..10).map(|counter| hotp(&seed, counter)).collect();
        let expected = [
            755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871,
            520_489,
        ];
        assert_eq!(codes, expected);
    }

    /// RFC 6238 appendix B, the last six of its eight digits.
    #[test]
    fn the_codes_of_rfc_6238_come_out() {
        let seed = Seed::from_bytes(b"12345678901234567890").unwrap();
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = Instant::from_second(second);
            assert_eq!(seed.check(code, now, None), Ok(Step::of(now)), "{code}");
        }
    }
}
