//! Ten codes on paper for the day the second factor is lost. Each works once.
//!
//! A code replaces the second factor at sign-in; it does not unlock cases (that is the vault's recovery code in
//! `seal`). 128 random bits need no slow hash (OWASP ASVS 5.0 §6.5.2): the server keeps SHA-256 over the account and the
//! code. A look at a code compares it with all ten, in constant time.

use clock::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::base32;
use crate::secret::Secret;

/// How many codes a sheet has.
pub const CODES: usize = 10;
/// Random bytes of a code.
pub const CODE_BYTES: usize = 16;
/// From here down the account is asked to make a new sheet.
const FEW: usize = 3;

/// A sheet of codes, to be shown once and then dropped.
pub struct RecoverySheet(Vec<Secret<CODE_BYTES>>);

/// One code, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredCode {
    /// SHA-256 over the account and the code.
    pub hash: [u8; 32],
    /// When it was used.
    pub used: Option<Instant>,
}

/// What came of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redeemed {
    /// Which one it was, from 0.
    pub place: usize,
    /// How many are left.
    pub left: usize,
}

impl Redeemed {
    /// Whether it is time for a new sheet.
    #[must_use]
    pub const fn few_left(self) -> bool {
        self.left <= FEW
    }
}

/// Why a code is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryRefused {
    /// Not of a code's form.
    #[error("a recovery code has 26 letters and digits; type it as it is printed")]
    NotACode,
    /// None of this account's codes, or one that was used: nobody learns which.
    #[error("this code is not right, or was used; take another one of the sheet")]
    Refused,
}

impl RecoverySheet {
    /// A sheet out of fresh random bytes.
    #[must_use]
    pub fn new(random: [[u8; CODE_BYTES]; CODES]) -> Self {
        Self(random.into_iter().map(Secret::new).collect())
    }

    /// The codes to print, in groups of four characters.
    #[must_use]
    pub fn printed(&self) -> Vec<Zeroizing<String>> {
        self.0
            .iter()
            .map(|code| grouped(&base32::encode(code.expose(), base32::CROCKFORD)))
            .collect()
    }

    /// What to store, replacing all codes that the account had.
    #[must_use]
    pub fn stored(&self, account: &[u8]) -> Vec<StoredCode> {
        self.0.iter().map(|code| StoredCode { hash: hash(account, code), used: None }).collect()
    }
}

fn grouped(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 2));
    for (place, character) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push('-');
        }
        out.push(character);
    }
    out
}

fn hash(account: &[u8], code: &Secret<CODE_BYTES>) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(b"candor/recovery-sheet/v1\0");
    digest.update(u64::try_from(account.len()).unwrap_or(u64::MAX).to_be_bytes());
    digest.update(account);
    digest.update(code.expose());
    digest.finalize().into()
}

/// Takes a code: marks it used, in the rows that the caller then stores in the same transaction.
///
/// # Errors
/// When it is no code, none of the account's, or a used one. Nothing is marked then.
pub fn redeem(
    codes: &mut [StoredCode],
    account: &[u8],
    typed: &str,
    now: Instant,
) -> Result<Redeemed, RecoveryRefused> {
    let mut bytes = Zeroizing::new([0_u8; CODE_BYTES]);
    base32::decode_typed(typed, &mut *bytes).ok_or(RecoveryRefused::NotACode)?;
    let wanted = hash(account, &Secret::new(*bytes));
    let mut place = u64::MAX;
    let mut found = Choice::from(0);
    for (index, code) in (0_u64..).zip(codes.iter()) {
        let fresh = Choice::from(u8::from(code.used.is_none()));
        let same = code.hash.ct_eq(&wanted) & fresh;
        place.conditional_assign(&index, same);
        found |= same;
    }
    if !bool::from(found) {
        return Err(RecoveryRefused::Refused);
    }
    let place = usize::try_from(place).map_err(|_| RecoveryRefused::Refused)?;
    let code = codes.get_mut(place).ok_or(RecoveryRefused::Refused)?;
    code.used = Some(now);
    let left = codes.iter().filter(|code| code.used.is_none()).count();
    Ok(Redeemed { place, left })
}
