//! Reading security.txt (RFC 9116): its fields with their places, and what the format forbids.
//!
//! The reader takes a file as it is served: plain, or in an OpenPGP cleartext signature. It says which lines
//! it could not read, so that nothing is silently dropped. Whether the content is sensible (expired, at odds
//! with the policy) is for the rules to say; whether a signature is good is not looked at.

use core::ops::Range;

use clock::Instant;

use crate::source::Source;

/// The most lines of a security.txt; RFC 9116 §5.6 advises a limit.
const MAX_LINES: usize = 2_000;
/// The longest security.txt that is read, in bytes (RFC 9116 §5.6: readers may refuse more than 32 kB).
pub(crate) const MAX_BYTES: usize = 32 * 1024;

/// A security.txt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityTxt {
    /// Every field, in the order of the file.
    pub fields: Vec<Field>,
    /// Lines that are neither field, comment nor empty.
    pub unreadable: Vec<Range<usize>>,
    /// Whether it is in a cleartext signature.
    pub signed: bool,
    /// Whether it has more lines than are read.
    pub cut: bool,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name as it is written.
    pub name: String,
    /// Which field it is, when RFC 9116 or its registry knows it.
    pub kind: Option<FieldKind>,
    /// Its value, without white space around it.
    pub value: String,
    /// The byte range of the value; of the line, when the value is empty.
    pub span: Range<usize>,
}

/// The fields that RFC 9116 defines, and `CSAF`, which IANA registered later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// §2.5.1.
    Acknowledgments,
    /// §2.5.2.
    Canonical,
    /// §2.5.3.
    Contact,
    /// §2.5.4.
    Encryption,
    /// §2.5.5.
    Expires,
    /// §2.5.6.
    Hiring,
    /// §2.5.7.
    Policy,
    /// §2.5.8.
    PreferredLanguages,
    /// CSAF 2.0 §7.1.8.
    Csaf,
}

impl FieldKind {
    /// Every field with its name.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("Acknowledgments", Self::Acknowledgments),
        ("Canonical", Self::Canonical),
        ("Contact", Self::Contact),
        ("Encryption", Self::Encryption),
        ("Expires", Self::Expires),
        ("Hiring", Self::Hiring),
        ("Policy", Self::Policy),
        ("Preferred-Languages", Self::PreferredLanguages),
        ("CSAF", Self::Csaf),
    ];

    /// Whether its value is a URI.
    #[must_use]
    pub const fn is_uri(self) -> bool {
        !matches!(self, Self::Expires | Self::PreferredLanguages)
    }
}

impl SecurityTxt {
    /// Reads a file.
    #[must_use]
    pub fn read(source: &Source) -> Self {
        let mut file = Self::default();
        let mut part = Part::Before;
        for (number, (span, line)) in source.lines().enumerate() {
            if number == MAX_LINES {
                file.cut = true;
                break;
            }
            let line =
                if number == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
            match (part, line.trim_end()) {
                (Part::Before, "-----BEGIN PGP SIGNED MESSAGE-----") if file.fields.is_empty() => {
                    file.signed = true;
                    part = Part::Headers;
                }
                (Part::Headers, "") => part = Part::Message,
                (Part::Headers, _) => {}
                (Part::Message, "-----BEGIN PGP SIGNATURE-----") => break,
                (_, "") => {}
                (_, comment) if comment.starts_with('#') => {}
                (part, _) => {
                    // Lines that begin with a dash are escaped inside a signature (RFC 9580 §7.2).
                    let escaped = part == Part::Message && line.starts_with("- ");
                    let skipped = if escaped { 2 } else { 0 };
                    let line = line.get(skipped..).unwrap_or(line);
                    match field(line, span.end - line.len()..span.end) {
                        Some(field) => file.fields.push(field),
                        None => file.unreadable.push(span),
                    }
                }
            }
        }
        file
    }

    /// The fields of one kind, in order.
    pub fn all(&self, kind: FieldKind) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.kind == Some(kind))
    }

    /// The first field of one kind.
    #[must_use]
    pub fn first(&self, kind: FieldKind) -> Option<&Field> {
        self.all(kind).next()
    }

    /// When it expires: the first `Expires`, when it is a moment by RFC 3339.
    #[must_use]
    pub fn expires(&self) -> Option<Instant> {
        self.first(FieldKind::Expires)?.value.parse().ok()
    }

    /// Whether a text looks like security.txt rather than like prose: its first line that says anything is a
    /// field with a known name, or it is in a cleartext signature with such a line.
    #[must_use]
    pub fn looks_like(source: &Source) -> bool {
        let file = Self::read(source);
        let known = file.fields.iter().filter(|field| field.kind.is_some()).count();
        known > 0 && known > file.unreadable.len()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Before,
    Headers,
    Message,
}

/// `name ":" SP value`; the name is of letters, digits and dashes (RFC 9116 §4, RFC 5322 field names are
/// wider, but no field uses more).
fn field(line: &str, span: Range<usize>) -> Option<Field> {
    let (name, value) = line.split_once(':')?;
    let well_named = !name.is_empty()
        && name.len() <= 60
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // "https://…" alone on a line is no field named `https`.
    if !well_named || value.starts_with("//") {
        return None;
    }
    let kind = FieldKind::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let trimmed = value.trim();
    let start = span.end - value.trim_start().len();
    let place = if trimmed.is_empty() { span } else { start..start + trimmed.len() };
    Some(Field {
        name: name.to_owned(),
        kind: kind.map(|(_, kind)| *kind),
        value: trimmed.to_owned(),
        span: place,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> SecurityTxt {
        SecurityTxt::read(&Source::new("security.txt", text))
    }

    #[test]
    fn fields_are_read_in_order_with_their_places() {
        let text =
            "# Ours\r\nContact: mailto:security@example.org\r\nEXPIRES:2027-01-01T00:00:00Z\n";
        let file = read(text);
        let values: Vec<_> =
            file.fields.iter().map(|f| (f.kind, text.get(f.span.clone()).unwrap())).collect();
        assert_eq!(
            values,
            [
                (Some(FieldKind::Contact), "mailto:security@example.org"),
                (Some(FieldKind::Expires), "2027-01-01T00:00:00Z"),
            ]
        );
        assert!(file.unreadable.is_empty() && !file.signed);
        assert_eq!(file.expires().unwrap().to_string(), "2027-01-01T00:00:00Z");
    }

    #[test]
    fn the_text_inside_a_signature_is_read_and_the_signature_is_not() {
        let file = read(
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n- -x: y\nContact: https://example.org/\n-----BEGIN PGP SIGNATURE-----\n\niQ: no\n-----END PGP SIGNATURE-----\n",
        );
        assert!(file.signed);
        let names: Vec<_> = file.fields.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["-x", "Contact"]);
    }

    #[test]
    fn lines_that_are_no_fields_are_kept_with_their_places() {
        let text = "Contact: mailto:a@example.org\nplease write to us\nhttps://example.org/\n";
        let file = read(text);
        let lines: Vec<_> =
            file.unreadable.iter().map(|span| text.get(span.clone()).unwrap()).collect();
        assert_eq!(lines, ["please write to us", "https://example.org/"]);
    }

    #[test]
    fn prose_does_not_look_like_security_txt() {
        let looks = |text: &str| SecurityTxt::looks_like(&Source::new("security.txt", text));
        assert!(looks("# x\nContact: mailto:a@example.org\n"));
        assert!(!looks("Security policy\n\nContact: a@example.org\nWe answer soon.\nThank you.\n"));
        assert!(!looks(""));
    }
}
