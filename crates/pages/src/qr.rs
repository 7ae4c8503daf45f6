//! A QR code as one SVG path: black squares on white, with the quiet zone that readers need (ISO/IEC 18004).

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around the code.
const QUIET_ZONE: i32 = 4;

/// The picture of a text.
pub(crate) struct Picture {
    /// Modules on each side, the quiet zone included.
    pub(crate) side: i32,
    /// The black modules as the data of an SVG path.
    pub(crate) path: String,
}

impl Picture {
    /// The picture of a text; none when it is too long for a QR code.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in 0..code.size() {
                if code.get_module(x, y) {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE);
                }
            }
        }
        Some(Self { side: code.size() + 2 * QUIET_ZONE, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_quiet_zone_and_its_finder_in_the_corner() {
        let picture = Picture::of("otpauth://totp/Candor:ada?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!(picture.side >= 21 + 8);
        assert!(picture.path.starts_with("M4,4h1v1h-1z"));
        assert!(Picture::of(&"x".repeat(4000)).is_none());
    }
}
