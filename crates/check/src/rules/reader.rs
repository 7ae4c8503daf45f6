//! The findings of the reader of `policy.toml`, under its own codes, and of texts that cannot be read.
//!
//! The reader says in its own words what is wrong at each place; here stands what each kind of mistake means.

use policy::Code;

use crate::finding::Severity::Error;
use crate::rule::{Look, Rule};

/// One row: the reader's code, a title, why it matters, what to write.
macro_rules! rows {
    ($($code:ident, $name:literal, $title:literal, $why:literal, $write:literal, $example:literal;)+) => {
        pub(super) const RULES: &[Rule] = &[$(Rule {
            code: $name,
            title: $title,
            severity: Error,
            why: $why,
            write: $write,
            example: $example,
            sources: &["the policy language"],
            look: Look::Reader,
        }),+];

        /// The rule of a code of the reader.
        pub(crate) fn of_code(code: Code) -> Option<&'static Rule> {
            let name = match code { $(Code::$code => $name,)+ };
            RULES.iter().find(|rule| rule.code == name)
        }
    };
}

rows! {
    NotToml, "not-toml", "a policy.toml that is not TOML",
        "Nothing after the mistake can be trusted, so no promise of the file is in force.",
        "write `key = \"value\"` lines under `[section]` headings", "[program]\nid = \"acme\"";
    TooLarge, "too-large", "a policy.toml that is too large",
        "A policy is read whole, at every start and for every page.",
        "keep the promises here and put long texts on a page of their own", "";
    TooMany, "too-many", "a list with too many entries",
        "A list nobody can read promises nothing; the entries after the limit are not read.",
        "keep the entries that matter", "";
    TooLong, "too-long-value", "a value that is too long",
        "It does not fit where it is shown.",
        "shorten it, and put long texts on a page of their own", "";
    UnknownKey, "unknown-key", "a section or key that the language does not have",
        "A misspelt key does nothing, and the promise that it was meant to make is not made.",
        "check the spelling against the reference", "";
    UnknownValue, "unknown-value", "a word that is not allowed here",
        "A misspelt word would make the promise mean something else.",
        "use one of the words that the finding lists", "";
    Missing, "missing", "something that must be there is not",
        "Without it the policy cannot be put in force.",
        "add it", "";
    WrongType, "wrong-type", "a value of another type",
        "A number where a list is expected could be read in two ways.",
        "write the value as the finding shows", "";
    BadText, "bad-text", "a text that is empty or holds characters that do not belong",
        "Characters that reorder text make a page show something else than the file says.",
        "type the text again", "";
    BadSpan, "bad-span", "a time that cannot be counted",
        "A promise of zero, or of no known unit, can be neither kept nor broken.",
        "write a whole number and a unit", "within = \"3 business days\"";
    BadId, "bad-id", "an id that is none",
        "Ids stand in addresses, in cases and in the ledger for ever.",
        "use small letters, digits and dashes", "id = \"ack-severe\"";
    BadAddress, "bad-address", "an address that is none",
        "A report sent there goes nowhere.",
        "write an e-mail address, or a page that begins with `https://`", "email = \"security@acme.test\"";
    BadDate, "bad-date", "a day or moment that cannot be",
        "A deadline cannot be computed from it.",
        "write a day like `2026-12-24`, or a moment like `2026-12-01T09:00:00Z`", "";
    BadCalendar, "bad-calendar", "a calendar that cannot be counted with",
        "With no workday, no known zone or no known country, a promise in business days is never due.",
        "name a zone, at least one workday, and countries by their two letters",
        "[calendar]\nzone = \"Europe/Berlin\"\nworkdays = [\"monday\", \"tuesday\"]";
    Duplicate, "duplicate", "the same name twice",
        "One of the two is ignored, and nobody can tell which.",
        "keep one of them, or give it another name", "";
    UnknownReference, "unknown-reference", "a name that refers to nothing",
        "The statement is about something that the policy does not have.",
        "name an entry of this policy", "";
    LawPauses, "law-pauses", "a duty from a law that pauses",
        "No law lets its deadline rest while you wait for somebody.",
        "take `pause` out, or give the promise another class", "";
    OutOfForce, "out-of-force", "a law or programme outside the time in which it is in force",
        "A duty that is not yet, or no longer, in force starts no clock, and the policy claims otherwise.",
        "take the pack out, or wait for the day on which it comes into force", "";
    UnknownHolidays, "unknown-holidays", "public holidays of years that are not known",
        "A promise in business days that reaches into such a year is counted as if nobody had a day off.",
        "add the days to `holidays`", "holidays = [2032-01-01]";
    Contradiction, "contradiction", "two statements that cannot both hold",
        "Whichever of the two is kept, the other one is broken.",
        "decide which of the two holds", "";
}

/// A file that is no UTF-8 text.
pub(crate) fn not_read() -> Option<&'static Rule> {
    crate::rule::named("not-read")
}

/// A file that is longer than is read.
pub(crate) fn too_long() -> Option<&'static Rule> {
    crate::rule::named("too-long")
}
