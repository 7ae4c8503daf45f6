//! The token in every report form: proof that we issued the form, and the seed of its receipt.
//!
//! `issued (8 bytes) | random (16) | MAC (16)`, in hexadecimal. The same form sent twice gives the same
//! receipt, because the receipt is derived from the token and the body under a subkey of the root key:
//! nothing about the receipt has to be stored for that. A token is valid for a day, so that a report may
//! be written slowly; an older one is answered with the text kept and a new token.

use clock::Instant;

use crate::Desk;
use crate::inner::hex;
use crate::random;

/// How long a token is valid.
const VALID: core::time::Duration = core::time::Duration::from_secs(24 * 60 * 60);

/// A token that we issued.
#[derive(Clone)]
pub struct FormToken(pub(crate) [u8; 24]);

impl Desk {
    /// A new token for a form.
    #[must_use]
    pub fn issue_form_token(&self) -> String {
        let issued = self.now().second().to_be_bytes();
        let random: [u8; 16] = random::bytes();
        let mac = self.inner().form_tokens.mac(&[&issued, &random]);
        let mac = mac.first_chunk::<16>().copied().unwrap_or_default();
        format!("{}{}{}", hex(&issued), hex(&random), hex(&mac))
    }

    /// How long ago a form was issued, in seconds.
    #[must_use]
    pub fn age_of_form(&self, token: &FormToken) -> u64 {
        let issued = token.0.first_chunk::<8>().copied().unwrap_or_default();
        let issued = Instant::from_second(i64::from_be_bytes(issued));
        self.now().since(issued).map_or(0, |age| age.as_secs())
    }

    /// Reads a token back; nothing when it is not ours or too old.
    #[must_use]
    pub fn check_form_token(&self, text: &str) -> Option<FormToken> {
        let bytes = unhex::<40>(text)?;
        let (body, mac) = bytes.split_first_chunk::<24>()?;
        let (issued, random) = body.split_first_chunk::<8>()?;
        let expected = self.inner().form_tokens.mac(&[issued, random]);
        if !crate::inner::same(mac, expected.first_chunk::<16>()?) {
            return None;
        }
        let issued = Instant::from_second(i64::from_be_bytes(*issued));
        match self.now().since(issued) {
            // A clock that went backwards: the token is from our own future, and still ours.
            None => Some(FormToken(*body)),
            Some(age) if age <= VALID => Some(FormToken(*body)),
            Some(_) => None,
        }
    }
}

pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let text = core::str::from_utf8(pair).ok()?;
        if !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(text, 16).ok()?;
    }
    Some(bytes)
}
