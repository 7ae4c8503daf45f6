//! Rules about when things become public, who is named, and the keys to write with.

use clock::{Calendar, Date, Instant};
use prose::{CreditKind, Deed, DisclosureKind, Way};

use crate::finding::Severity::{Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::{Subject, span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "no-disclosure-limit",
        title: "no time after which a vulnerability becomes public",
        severity: Warning,
        why: "\"Until it is resolved\" may be never; a reporter sets a date of their own, and users stay exposed.",
        write: "say when details become public at the latest, and how that can be extended",
        example: "Details become public 90 days after the report, or earlier with the fix; we agree extensions with you.",
        sources: &[
            "disclose.io: level 5",
            "CERT/CC: 45 days",
            "BSI TR-03183-3: how disclosure ends",
        ],
        look: Look::Policy(no_disclosure_limit),
    },
    Rule {
        code: "forbids-disclosure",
        title: "publication is forbidden for ever",
        severity: Warning,
        why: "A duty of silence without an end protects the vulnerability; BOD 20-01 rules it out.",
        write: "ask for a wait that ends",
        example: "Please wait 90 days, or until the fix is released, before you publish.",
        sources: &["BOD 20-01: no restriction beyond a time-limited wait"],
        look: Look::Policy(forbids_disclosure),
    },
    Rule {
        code: "no-credit-rule",
        title: "no word on credit",
        severity: Note,
        why: "Credit is what most reporters get; some want none. Without a rule either is disappointed.",
        write: "say whether and how you name those who report, and that they may say no",
        example: "We name you in the advisory unless you ask us not to.",
        sources: &[
            "OpenSSF badge: vulnerability_report_credit",
            "OWASP vulnerability disclosure cheat sheet",
        ],
        look: Look::Policy(no_credit_rule),
    },
    Rule {
        code: "key-expired",
        title: "a key that has expired",
        severity: Warning,
        why: "Mail programs refuse to encrypt to it, so that reports come unencrypted or not at all.",
        write: "publish a key that is valid, and set a reminder before it ends",
        example: "",
        sources: &["RFC 9116 §2.5.4", "a published policy with an expired key"],
        look: Look::Policy(key_expired),
    },
    Rule {
        code: "key-missing",
        title: "encryption is asked for, and there is no key",
        severity: Warning,
        why: "Who wants to encrypt has to search for a key, and may find one of somebody else.",
        write: "give the fingerprint and where the key is",
        example: "Our key: https://acme.test/pgp-key.txt, fingerprint 3DE0 3D1E 144A 7F06 9359 99DC AAFD 2381 6FCD 2D5B.",
        sources: &["RFC 9116 §2.5.4"],
        look: Look::Policy(key_missing),
    },
    Rule {
        code: "key-without-fingerprint",
        title: "a key without its fingerprint",
        severity: Note,
        why: "Keys with the same short id can be made by anybody.",
        write: "give the whole fingerprint",
        example: "",
        sources: &["RFC 9580 §5.5.4"],
        look: Look::Policy(key_without_fingerprint),
    },
    Rule {
        code: "no-key",
        title: "an e-mail address and no way to encrypt",
        severity: Note,
        why: "A mail that shows how to attack your users can be read on its way.",
        write: "give a key, or offer a form over TLS beside the address",
        example: "",
        sources: &["ISO/IEC 29147 5.8", "BSI TR-03183-3"],
        look: Look::Policy(no_key),
    },
];

/// The day of a moment, in UTC.
pub(crate) fn day(now: Instant) -> Option<Date> {
    Some(Calendar::utc().date(now))
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day that a text names: `2024-06-24`, `June 24, 2024`, `24 June 2024`, `6/24/2024`. Where day and month
/// could be either, the later day is taken, so that nothing is called past that may not be.
pub(crate) fn date_in(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number =
        |part: &str| part.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>().ok();
    let year_of = |part: &&str| number(part).filter(|year| (1990..2200).contains(year));
    let (at, year) = parts.iter().enumerate().find_map(|(at, part)| Some((at, year_of(part)?)))?;
    let month_of = |part: &str| {
        let place = MONTHS.iter().position(|month| part.starts_with(month))?;
        i8::try_from(place + 1).ok()
    };
    let small = |part: Option<&&str>| {
        part.and_then(|part| number(part)).and_then(|value| i8::try_from(value).ok())
    };
    let date = |month: i8, day: i8| Date::new(year, month, day).ok();
    let (before, earlier) = (
        at.checked_sub(1).and_then(|i| parts.get(i)),
        at.checked_sub(2).and_then(|i| parts.get(i)),
    );
    if let Some(month) = before.and_then(|part| month_of(part)) {
        return date(month, small(earlier).unwrap_or(28)).or_else(|| date(month, 28));
    }
    if let Some(month) = earlier.and_then(|part| month_of(part)) {
        return date(month, small(before)?);
    }
    if let (Some(one), Some(other)) = (small(earlier), small(before)) {
        return date(one, other).max(date(other, one));
    }
    let (after, later) = (parts.get(at + 1), parts.get(at + 2));
    date(small(after)?, small(later)?)
}

fn no_disclosure_limit(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let claims = &subject.claims;
    let limited =
        claims.disclosure.limits.iter().any(|limit| limit.kind != DisclosureKind::AdvanceNotice)
            || claims.promises.iter().any(|promise| {
                matches!(promise.deed, Deed::Disclose | Deed::EmbargoEnd | Deed::Resolve)
                    && promise.direction == prose::Direction::After
            });
    if limited || subject.says_little() || claims.disclosure.forbidden.is_some() {
        return;
    }
    match claims.disclosure.asks.first() {
        Some(quote) => notes.at(&span(quote), "this asks for silence and names no end"),
        None => notes.absent("no time is given after which a vulnerability becomes public"),
    }
}

fn forbids_disclosure(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let named = subject.claims.disclosure.forbidden.as_ref().map(span);
    let said = || {
        let sentence = subject.sentence_with(&[NEVER])?;
        let text = subject.source.text().get(sentence.clone())?.to_lowercase();
        let ends = ["until", "before", "unless", "without"].iter().any(|word| text.contains(word));
        (!ends).then_some(sentence)
    };
    if let Some(span) = named.or_else(said) {
        notes.at(&span, "this forbids publication without an end");
    }
}

/// Words that forbid publication, to be looked for where nothing says until when.
const NEVER: &[&str] = &[
    "never disclose",
    "never publish",
    "never be disclosed",
    "never be published",
    "not ever disclose",
    "under no circumstances disclose",
    "under no circumstances publish",
];

fn no_credit_rule(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if !subject.says_little() && subject.claims.credit.kind == CreditKind::Unspecified {
        notes.absent("nothing is said about naming those who report");
    }
}

fn key_expired(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let Some(today) = day(subject.now) else { return };
    for key in &subject.claims.keys {
        if let Some(expires) = key.expires.as_deref().and_then(date_in).filter(|day| *day < today) {
            notes.at(&span(&key.quote), format!("this key was valid until {expires}"));
        }
    }
}

fn key_missing(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let asked = subject.sentence_with(&[
        &[
            "encrypt your",
            "encrypted email",
            "encrypted e-mail",
            "encrypt the",
            "pgp",
            "gpg",
            "openpgp",
        ],
        &["report", "mail", "message", "key", "encrypt"],
    ]);
    if let (true, Some(span)) = (subject.claims.keys.is_empty(), asked) {
        notes.at(&span, "there is no key to encrypt to");
    }
}

fn key_without_fingerprint(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for key in &subject.claims.keys {
        if let (None, Some(id), false) = (&key.fingerprint, &key.id, key.in_text) {
            notes.at(&span(&key.quote), format!("{id} is no fingerprint"));
        }
    }
}

fn no_key(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let claims = &subject.claims;
    let others = claims.contacts.iter().any(|contact| contact.way != Way::Email);
    let mailed = claims.contacts.iter().find(|contact| contact.way == Way::Email);
    if let (true, false, Some(contact)) = (claims.keys.is_empty(), others, mailed) {
        notes.at(
            &super::contact::named(contact, notes),
            "a report to this address cannot be encrypted",
        );
    }
}
