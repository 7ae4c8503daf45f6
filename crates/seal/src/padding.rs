//! Padding, so that the length of a sealed text says little about it.
//!
//! Sizes are Padmé's (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
//! Communication with PURBs", PoPETs 2019, §4.1): at most 12 % more, and only O(log log n) bits of
//! the length remain visible. Below [`SMALLEST`] everything has one size, because "low" and
//! "critical" must look alike. The text is followed by one byte 0x80 and zeros (ISO/IEC 7816-4), so
//! unpadding is unambiguous.

/// The smallest padded size in bytes.
pub const SMALLEST: u64 = 64;

/// The mark between the text and the zeros.
pub(crate) const MARK: u8 = 0x80;

/// Padmé's size for `length` bytes: `length` or up to 12 % more.
#[must_use]
pub fn padme(length: u64) -> u64 {
    let Some(exponent) = length.checked_ilog2() else { return length };
    let Some(kept) = exponent.checked_ilog2() else { return length };
    let mask = (1_u64 << exponent.saturating_sub(kept + 1)) - 1;
    length.checked_add(mask).map_or(length, |sum| sum & !mask)
}

/// The size of a text of `length` bytes once padded, the mark included.
#[must_use]
pub fn padded_length(length: u64) -> u64 {
    padme(length.saturating_add(1)).max(SMALLEST)
}

/// Pads `text` in a new buffer with room for `extra` more bytes.
pub(crate) fn pad(text: &[u8], extra: usize) -> crate::Opened {
    let length = usize::try_from(padded_length(text.len() as u64)).unwrap_or(usize::MAX);
    let mut padded = zeroize::Zeroizing::new(Vec::with_capacity(length.saturating_add(extra)));
    padded.extend_from_slice(text);
    padded.push(MARK);
    padded.resize(length, 0);
    padded
}

/// Takes the padding off, or says that this is not what [`pad`] made.
pub(crate) fn unpad(mut padded: crate::Opened) -> Option<crate::Opened> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let length = padded.len() as u64;
    if padded.get(end) != Some(&MARK) || padded_length(end as u64) != length {
        return None;
    }
    padded.truncate(end);
    Some(padded)
}
