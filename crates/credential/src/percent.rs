//! Percent-encoding for the addresses that this crate writes: everything but RFC 3986's unreserved characters.

use core::fmt::Write as _;

/// The text in UTF-8 with every byte but `A–Z a–z 0–9 - . _ ~` as `%XX`.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
