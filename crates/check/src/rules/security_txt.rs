//! Rules for security.txt (RFC 9116).

use clock::Instant;

use super::Served;
use crate::finding::Severity::{Error, Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::security_txt::{FieldKind, MAX_BYTES};

const DAY: i64 = 86_400;
const RFC: &str = "RFC 9116";

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "securitytxt-no-contact",
        title: "security.txt without a contact",
        severity: Error,
        why: "The contact is what the file is for; a file without one is not valid.",
        write: "add a line `Contact:` with a `mailto:`, `https:` or `tel:` address",
        example: "Contact: mailto:security@example.org",
        sources: &["RFC 9116 §2.5.3"],
        look: Look::SecurityTxt(no_contact),
    },
    Rule {
        code: "securitytxt-no-expires",
        title: "security.txt without a date of expiry",
        severity: Error,
        why: "Without a date nobody can tell a file that is kept up from one that was forgotten; it is required.",
        write: "add one line `Expires:` with a moment at most a year ahead",
        example: "Expires: 2027-06-30T00:00:00Z",
        sources: &["RFC 9116 §2.5.5"],
        look: Look::SecurityTxt(no_expires),
    },
    Rule {
        code: "securitytxt-bad-expires",
        title: "security.txt whose date of expiry cannot be read",
        severity: Error,
        why: "Programs cannot tell whether the file still holds and may refuse it.",
        write: "write the moment as RFC 3339 does, with the offset from UTC",
        example: "Expires: 2027-06-30T00:00:00Z",
        sources: &["RFC 9116 §2.5.5", "RFC 3339"],
        look: Look::SecurityTxt(bad_expires),
    },
    Rule {
        code: "securitytxt-expired",
        title: "security.txt that has expired",
        severity: Error,
        why: "After that moment the content must not be used, so the contact does not count any more.",
        write: "look through the file and set `Expires` to a moment within the next year",
        example: "Expires: 2027-06-30T00:00:00Z",
        sources: &["RFC 9116 §2.5.5", "BSI TR-03183-3"],
        look: Look::SecurityTxt(expired),
    },
    Rule {
        code: "securitytxt-expires-soon",
        title: "security.txt that expires within 30 days",
        severity: Warning,
        why: "Once it has expired, reporters are told not to use the contact.",
        write: "renew it now, or let it be renewed whenever it is served",
        example: "",
        sources: &["RFC 9116 §2.5.5"],
        look: Look::SecurityTxt(expires_soon),
    },
    Rule {
        code: "securitytxt-expires-late",
        title: "security.txt valid for more than a year",
        severity: Warning,
        why: "The longer it is valid, the likelier it is that it is wrong before anybody looks at it again.",
        write: "set `Expires` to a moment less than a year ahead",
        example: "",
        sources: &["RFC 9116 §2.5.5", "BSI TR-03183-3"],
        look: Look::SecurityTxt(expires_late),
    },
    Rule {
        code: "securitytxt-repeated",
        title: "a field twice that may stand once",
        severity: Error,
        why: "Readers may take either, so one of the two is ignored without anybody noticing.",
        write: "keep one of the lines",
        example: "",
        sources: &["RFC 9116 §2.5.5", "RFC 9116 §2.5.8"],
        look: Look::SecurityTxt(repeated),
    },
    Rule {
        code: "securitytxt-not-a-uri",
        title: "a value that must be a URI and is none",
        severity: Error,
        why: "A bare e-mail address or a name is not read by programs.",
        write: "put `mailto:` before an address, `tel:` before a telephone number, `https://` before a page",
        example: "Contact: mailto:security@example.org",
        sources: &["RFC 9116 §2.5.3"],
        look: Look::SecurityTxt(not_a_uri),
    },
    Rule {
        code: "securitytxt-insecure-link",
        title: "a link without TLS",
        severity: Error,
        why: "A page fetched without TLS can be replaced on the way, and a report sent there can be read.",
        write: "use the `https://` address",
        example: "",
        sources: &["RFC 9116 §2.5.3", "RFC 9116 §5.1"],
        look: Look::SecurityTxt(insecure_link),
    },
    Rule {
        code: "securitytxt-not-a-field",
        title: "a line that is no field",
        severity: Error,
        why: "The format has only fields and comments; the line is ignored or makes the file invalid.",
        write: "write `Name: value`, or begin the line with `#`",
        example: "# Please write in English or German.",
        sources: &["RFC 9116 §2.2", "RFC 9116 §4"],
        look: Look::SecurityTxt(not_a_field),
    },
    Rule {
        code: "securitytxt-unknown-field",
        title: "a field that is not registered",
        severity: Note,
        why: "Readers ignore it; often it is a misspelt one.",
        write: "check the spelling, or take it out",
        example: "",
        sources: &["RFC 9116 §2.4", "RFC 9116 §2.5"],
        look: Look::SecurityTxt(unknown_field),
    },
    Rule {
        code: "securitytxt-bad-language",
        title: "a language that is no language tag",
        severity: Warning,
        why: "Reporters cannot tell which languages are read.",
        write: "write tags with commas between them",
        example: "Preferred-Languages: en, de",
        sources: &["RFC 9116 §2.5.8", "RFC 5646"],
        look: Look::SecurityTxt(bad_language),
    },
    Rule {
        code: "securitytxt-no-canonical",
        title: "security.txt without its own address",
        severity: Note,
        why: "With it, a copy or a signed file that was moved to another site is noticed.",
        write: "add `Canonical:` with the address at which the file is served",
        example: "Canonical: https://example.org/.well-known/security.txt",
        sources: &["RFC 9116 §2.5.2"],
        look: Look::SecurityTxt(no_canonical),
    },
    Rule {
        code: "securitytxt-not-canonical",
        title: "security.txt served from an address that it does not name",
        severity: Warning,
        why: "A file that says it belongs elsewhere may be a copy that somebody else put there.",
        write: "add a `Canonical:` line for this address",
        example: "Canonical: https://example.org/.well-known/security.txt",
        sources: &["RFC 9116 §2.5.2"],
        look: Look::SecurityTxt(not_canonical),
    },
    Rule {
        code: "securitytxt-no-policy",
        title: "security.txt without a link to the policy",
        severity: Note,
        why: "A reporter who finds the contact does not find what is promised and what is allowed.",
        write: "add `Policy:` with the address of the policy",
        example: "Policy: https://example.org/security",
        sources: &["RFC 9116 §2.5.7", "BSI TR-03183-3"],
        look: Look::SecurityTxt(no_policy),
    },
    Rule {
        code: "securitytxt-no-encryption",
        title: "security.txt without a key for its e-mail address",
        severity: Note,
        why: "An unencrypted mail about a vulnerability can be read on the way.",
        write: "add `Encryption:` with the address of a key, or offer a web form over TLS",
        example: "Encryption: https://example.org/pgp-key.txt",
        sources: &["RFC 9116 §2.5.4", "BSI TR-03183-3"],
        look: Look::SecurityTxt(no_encryption),
    },
    Rule {
        code: "securitytxt-unsigned",
        title: "security.txt that is not signed",
        severity: Note,
        why: "A signature lets reporters see that the file was not replaced by whoever broke into the site.",
        write: "sign it in clear text with the key that stands in it, and add `Canonical`",
        example: "",
        sources: &["RFC 9116 §2.3", "BSI TR-03183-3"],
        look: Look::SecurityTxt(unsigned),
    },
    Rule {
        code: "securitytxt-too-long",
        title: "security.txt longer than readers take",
        severity: Warning,
        why: "Readers may refuse a file of more than 32 kB.",
        write: "keep contacts and links here and put texts on pages of their own",
        example: "",
        sources: &["RFC 9116 §5.6"],
        look: Look::SecurityTxt(too_long),
    },
    Rule {
        code: "securitytxt-disagrees",
        title: "security.txt and the policy name different contacts",
        severity: Warning,
        why: "A report may go to an address that nobody reads any more; nobody can tell which of the two is right.",
        write: "name the same contacts in both, in the same order",
        example: "",
        sources: &["RFC 9116 §2.5.3"],
        look: Look::SecurityTxt(disagrees),
    },
];

fn no_contact(served: &Served<'_>, notes: &mut Notes<'_>) {
    if served.file.first(FieldKind::Contact).is_none() {
        notes.absent("there is no `Contact` field");
    }
}

fn no_expires(served: &Served<'_>, notes: &mut Notes<'_>) {
    if served.file.first(FieldKind::Expires).is_none() {
        notes.absent("there is no `Expires` field");
    }
}

fn bad_expires(served: &Served<'_>, notes: &mut Notes<'_>) {
    for field in served.file.all(FieldKind::Expires) {
        if let Err(error) = field.value.parse::<Instant>() {
            notes.at(&field.span, error.to_string());
        }
    }
}

/// Days from now until the file expires, rounded down.
fn days_left(served: &Served<'_>) -> Option<i64> {
    let expires = served.file.expires()?;
    Some((expires.second() - served.now.second()).div_euclid(DAY))
}

fn noted_on_expires(served: &Served<'_>, notes: &mut Notes<'_>, message: impl Into<String>) {
    if let Some(field) = served.file.first(FieldKind::Expires) {
        notes.at(&field.span, message);
    }
}

fn expired(served: &Served<'_>, notes: &mut Notes<'_>) {
    if let Some(days) = days_left(served).filter(|days| *days < 0) {
        noted_on_expires(served, notes, format!("it expired {} days ago", -days));
    }
}

fn expires_soon(served: &Served<'_>, notes: &mut Notes<'_>) {
    if let Some(days) = days_left(served).filter(|days| (0..30).contains(days)) {
        noted_on_expires(served, notes, format!("it expires in {days} days"));
    }
}

fn expires_late(served: &Served<'_>, notes: &mut Notes<'_>) {
    if let Some(days) = days_left(served).filter(|days| *days > 366) {
        noted_on_expires(served, notes, format!("it is valid for another {days} days"));
    }
}

fn repeated(served: &Served<'_>, notes: &mut Notes<'_>) {
    for kind in [FieldKind::Expires, FieldKind::PreferredLanguages] {
        for field in served.file.all(kind).skip(1) {
            notes.at(&field.span, format!("`{}` stands here again and may stand once", field.name));
        }
    }
}

fn not_a_uri(served: &Served<'_>, notes: &mut Notes<'_>) {
    for field in served.file.fields.iter().filter(|f| f.kind.is_some_and(FieldKind::is_uri)) {
        if !is_uri(&field.value) {
            notes.at(&field.span, format!("the value of `{}` is not a URI", field.name));
        }
    }
}

/// A scheme and something after it (RFC 3986 §3).
fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        let well_named = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(well_named)
            && !rest.is_empty()
            && !text.contains(char::is_whitespace)
    })
}

fn insecure_link(served: &Served<'_>, notes: &mut Notes<'_>) {
    for field in &served.file.fields {
        let start = field.value.get(..7).unwrap_or_default();
        if start.eq_ignore_ascii_case("http://") {
            notes.at(&field.span, format!("`{}` has no TLS", field.name));
        }
    }
}

fn not_a_field(served: &Served<'_>, notes: &mut Notes<'_>) {
    for span in &served.file.unreadable {
        notes.at(span, "this line is neither a field nor a comment");
    }
}

fn unknown_field(served: &Served<'_>, notes: &mut Notes<'_>) {
    for field in served.file.fields.iter().filter(|field| field.kind.is_none()) {
        notes.at(&field.span, format!("`{}` is no field of {RFC} or its registry", field.name));
    }
}

fn bad_language(served: &Served<'_>, notes: &mut Notes<'_>) {
    for field in served.file.all(FieldKind::PreferredLanguages) {
        let bad = field.value.split(',').map(str::trim).find(|tag| !is_tag(tag));
        if let Some(bad) = bad {
            notes.at(&field.span, format!("`{bad}` is no language tag"));
        }
    }
}

/// The shape of a language tag: two to eight letters, then parts of letters and digits (RFC 5646 §2.1).
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

fn no_canonical(served: &Served<'_>, notes: &mut Notes<'_>) {
    if served.file.first(FieldKind::Canonical).is_none() {
        notes.absent("there is no `Canonical` field");
    }
}

fn not_canonical(served: &Served<'_>, notes: &mut Notes<'_>) {
    let here = notes.source.path().to_owned();
    let mut named = served.file.all(FieldKind::Canonical).peekable();
    if !here.starts_with("https://") {
        return;
    }
    if let Some(first) = named.peek().copied()
        && named.all(|field| field.value != here)
    {
        notes.at(&first.span, format!("this file was served from {here}"));
    }
}

fn no_policy(served: &Served<'_>, notes: &mut Notes<'_>) {
    if served.file.first(FieldKind::Policy).is_none() {
        notes.absent("there is no `Policy` field");
    }
}

fn no_encryption(served: &Served<'_>, notes: &mut Notes<'_>) {
    let mailed = served
        .file
        .all(FieldKind::Contact)
        .find(|field| field.value.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("mailto:")));
    if let (Some(field), None) = (mailed, served.file.first(FieldKind::Encryption)) {
        notes.at(&field.span, "there is no key for this address");
    }
}

fn unsigned(served: &Served<'_>, notes: &mut Notes<'_>) {
    if !served.file.signed {
        notes.absent("the file is not signed");
    }
}

fn too_long(served: &Served<'_>, notes: &mut Notes<'_>) {
    let bytes = notes.source.text().len();
    if bytes > MAX_BYTES || served.file.cut {
        notes.absent(format!("the file has {bytes} bytes"));
    }
}

fn disagrees(served: &Served<'_>, notes: &mut Notes<'_>) {
    if served.contacts_of_policy.is_empty() {
        return;
    }
    let contacts: Vec<_> = served.file.all(FieldKind::Contact).collect();
    let known = |value: &str| served.contacts_of_policy.iter().any(|other| same(other, value));
    if let Some(first) = contacts.first()
        && !contacts.iter().any(|field| known(&field.value))
    {
        let named = served.contacts_of_policy.join(", ");
        notes.at(&first.span, format!("no contact here stands in the policy, which names {named}"));
    }
}

/// Whether two contacts are the same place: without scheme, case and a slash at the end.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let lower = text.trim().to_ascii_lowercase();
        let bare = ["mailto:", "https://", "http://", "tel:"]
            .iter()
            .find_map(|scheme| lower.strip_prefix(scheme))
            .unwrap_or(&lower);
        bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
    };
    plain(one) == plain(other)
}
