//! Bytes that must not be seen: boxed, so that a move copies a pointer and not the secret; wiped on drop;
//! compared in constant time. Deliberately without `Debug`, `Display`, `Clone` and `PartialEq`.

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// `N` secret bytes.
pub(crate) struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Bytes that `fill` writes. They start as zeros.
    pub(crate) fn filled(fill: impl FnOnce(&mut [u8; N])) -> Self {
        let mut bytes = Box::new([0_u8; N]);
        fill(&mut bytes);
        Self(bytes)
    }

    /// These bytes; the array that is handed in is wiped.
    pub(crate) fn new(mut bytes: [u8; N]) -> Self {
        let secret = Self(Box::new(bytes));
        bytes.zeroize();
        secret
    }

    /// The bytes of `slice`, when it is exactly as long.
    pub(crate) fn from_slice(slice: &[u8]) -> Option<Self> {
        (slice.len() == N).then(|| Self::filled(|bytes| bytes.copy_from_slice(slice)))
    }

    /// The bytes themselves. The caller keeps them out of logs, errors and stored plain text.
    pub(crate) fn expose(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Constant-time comparison; different lengths are unequal.
pub(crate) fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}
