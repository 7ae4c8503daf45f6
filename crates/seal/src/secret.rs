//! Bytes that must not be seen: boxed, so that a move copies a pointer and not the secret; wiped on
//! drop; compared in constant time. Deliberately without `Debug`, `Display`, `Clone` and `Copy`.

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::rand_core::CryptoRng;

/// `N` secret bytes.
pub(crate) struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Bytes that `fill` writes. They start as zeros.
    pub(crate) fn filled(fill: impl FnOnce(&mut [u8; N])) -> Self {
        let mut bytes = Box::new([0_u8; N]);
        fill(&mut bytes);
        Self(bytes)
    }

    /// Fresh random bytes.
    pub(crate) fn random(rng: &mut impl CryptoRng) -> Self {
        Self::filled(|bytes| rng.fill_bytes(bytes))
    }

    /// The bytes of `slice`, when it is exactly as long.
    pub(crate) fn from_slice(slice: &[u8]) -> Option<Self> {
        (slice.len() == N).then(|| Self::filled(|bytes| bytes.copy_from_slice(slice)))
    }

    /// The bytes themselves. The caller keeps them out of logs, errors and stored plain text.
    pub(crate) fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// Constant-time comparison.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.0.ct_eq(&*other.0).into()
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Constant-time comparison of stored bytes with computed ones; different lengths are unequal.
pub(crate) fn same_bytes(stored: &[u8], computed: &[u8]) -> bool {
    stored.ct_eq(computed).into()
}
