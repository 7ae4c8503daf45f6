//! Text that somebody else wrote, made safe to look at.
//!
//! Characters that change the direction of text, that cannot be seen, or that control a terminal can make a
//! text read differently from what it is (Unicode UTS #55, "Trojan Source"). They are shown as `[U+202E]`.

use std::fmt;

/// Shows text with its invisible and direction-changing characters spelled out.
///
/// Line breaks and tabs stay; a carriage return before a line break is dropped. HTML escaping is not done
/// here: the templates do it for everything.
#[must_use]
pub fn visible(text: &str) -> Visible<'_> {
    Visible(text)
}

/// Text whose hidden characters are spelled out when it is written. See [`visible()`].
#[derive(Clone, Copy)]
pub struct Visible<'a>(&'a str);

impl Visible<'_> {
    /// Writes the stretches between hidden characters as they are: nearly every text is one such stretch.
    fn write(self, out: &mut dyn fmt::Write) -> fmt::Result {
        let mut written = 0;
        for (at, character) in self.0.char_indices() {
            if matches!(character, '\n' | '\t') || !is_hidden(character) {
                continue;
            }
            out.write_str(self.0.get(written..at).unwrap_or_default())?;
            written = at + character.len_utf8();
            let before_a_line_break = self.0.as_bytes().get(written) == Some(&b'\n');
            if character != '\r' || !before_a_line_break {
                write!(out, "[U+{:04X}]", u32::from(character))?;
            }
        }
        out.write_str(self.0.get(written..).unwrap_or_default())
    }
}

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

/// Templates write it without the detour over [`fmt::Formatter`].
impl askama::FastWritable for Visible<'_> {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(self.write(out)?)
    }
}

/// A name with its invisible and direction-changing characters taken out, for where they cannot be spelled out: the
/// name under which a file is saved.
#[must_use]
pub fn without_hidden(name: &str) -> String {
    name.chars().filter(|c| !is_hidden(*c)).collect()
}

/// Controls, format characters (general category Cf), fillers, separators and non-characters.
fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(
            u32::from(c),
            0x00AD
                | 0x034F
                | 0x0600..=0x0605
                | 0x061C
                | 0x06DD
                | 0x070F
                | 0x0890..=0x0891
                | 0x08E2
                | 0x115F..=0x1160
                | 0x17B4..=0x17B5
                | 0x180B..=0x180F
                | 0x200B..=0x200F
                | 0x2028..=0x202E
                | 0x2060..=0x206F
                | 0x3164
                | 0xFDD0..=0xFDEF
                | 0xFE00..=0xFE0D
                | 0xFEFF
                | 0xFFA0
                | 0xFFF0..=0xFFFB
                | 0x110BD
                | 0x110CD
                | 0x13430..=0x1343F
                | 0x1BCA0..=0x1BCA3
                | 0x1D173..=0x1D17A
                | 0xE0000..=0xE0FFF
        )
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// The address, if following it is harmless: `https:`, `http:`, `mailto:`, `tel:`, or a path of this site.
#[must_use]
pub fn safe_href(href: &str) -> Option<&str> {
    let clean = !href.chars().any(|c| c.is_control() || c.is_whitespace() || is_hidden(c));
    let lower = href.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:", "tel:"].iter().any(|s| lower.starts_with(s));
    let own = href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/\\");
    (clean && (known || own)).then_some(href)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // ASVS 1.3.3
    #[test]
    fn hidden_characters_are_spelled_out() {
        let shown = |text| visible(text).to_string();
        assert_eq!(shown("user\u{202e}txt.exe"), "user[U+202E]txt.exe");
        assert_eq!(shown("a\u{200b}b\u{feff}"), "a[U+200B]b[U+FEFF]");
        assert_eq!(shown("\u{1b}[2J\0\u{7f}\u{9b}"), "[U+001B][2J[U+0000][U+007F][U+009B]");
        assert_eq!(shown("\u{e0041}\u{2066}\u{ffff}"), "[U+E0041][U+2066][U+FFFF]");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(visible("a\r\nb\n\tc\rd").to_string(), "a\nb\n\tc[U+000D]d");
    }

    #[test]
    fn ordinary_writing_is_left_alone() {
        for text in ["Grüße, 你好, שלום", "ثغرة", "naïve “quotes” – dash", "❤\u{fe0f}", "e\u{301}"]
        {
            assert_eq!(visible(text).to_string(), text);
        }
    }

    #[test]
    fn only_harmless_addresses_are_followed() {
        for good in
            ["https://a.example/x?y#z", "HTTP://a.example", "mailto:a@b.example", "tel:+44", "/p/x"]
        {
            assert_eq!(safe_href(good), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:x",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "vbscript:x",
            "https://a.example/\u{202e}",
            "",
            "x",
        ] {
            assert_eq!(safe_href(bad), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            let shown = visible(&text).to_string();
            let ok = |c: char| matches!(c, '\n' | '\t') || !is_hidden(c);
            prop_assert!(shown.chars().all(ok));
        }

        #[test]
        fn what_was_shown_is_shown_the_same_again(text in any::<String>()) {
            let once = visible(&text).to_string();
            prop_assert_eq!(visible(&once).to_string(), once);
        }
    }
}
