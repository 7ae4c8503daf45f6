//! The score of OpenSSF Scorecard's check Security-Policy, 0 to 10, by its published rules.
//!
//! The rules are those of `checks/raw/security_policy.go` and `checks/evaluation/security_policy.go` at
//! version 5: which file counts, what is a link, an address and a telling word, and what each is worth
//! (6 for a link or address, 3 for text besides them, 1 for two telling words). The three patterns are
//! simple enough to be read by hand, which saves compiling them; a test holds them against a regular
//! expression engine. Only the folder itself is looked at: that Scorecard also looks into an organization's
//! `.github` repository cannot be told from one tree.

use std::collections::BTreeSet;
use std::ops::Range;

/// What Scorecard finds in a policy, and the score that follows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scorecard {
    /// Web addresses and e-mail addresses, as byte ranges, in the order they are found.
    pub links: Vec<Range<usize>>,
    /// `vuln`, `disclos` and numbers, as byte ranges.
    pub telling: Vec<Range<usize>>,
    /// Whether there is text besides the links.
    pub has_text: bool,
}

/// The names under which Scorecard looks for a policy, in lower case.
const NAMES: &[&str] = &[
    "security.md",
    ".github/security.md",
    "docs/security.md",
    "security.markdown",
    ".github/security.markdown",
    "docs/security.markdown",
    "security.adoc",
    ".github/security.adoc",
    "docs/security.adoc",
    "security.rst",
    ".github/security.rst",
    "doc/security.rst",
    "docs/security.rst",
];

/// Whether Scorecard takes a file with this path for a security policy.
#[must_use]
pub fn is_policy_path(path: &str) -> bool {
    NAMES.iter().any(|name| path.eq_ignore_ascii_case(name))
}

impl Scorecard {
    /// What Scorecard finds in this policy.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut links, mut telling) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let shown = line.strip_suffix('\n').unwrap_or(line);
            let shown = shown.strip_suffix('\r').unwrap_or(shown).as_bytes();
            let whole = |range: Range<usize>| start + range.start..start + range.end;
            links.extend(find_all(shown, url_at).map(whole));
            links.extend(find_all(shown, address_at).map(whole));
            telling.extend(find_all(shown, telling_at).map(whole));
            start += line.len();
        }
        // Links that stand twice count once: their length, and two bytes of brackets round each.
        let distinct: BTreeSet<&str> =
            links.iter().filter_map(|range| text.get(range.clone())).collect();
        let linked: usize = distinct.iter().map(|link| link.len() + 2).sum();
        Self { has_text: text.len() > 1 && text.len() > linked, links, telling }
    }

    /// The score: 6 for a link, 3 for text, 1 for two telling words.
    #[must_use]
    pub fn score(&self) -> u8 {
        let links = if self.links.is_empty() { 0 } else { 6 };
        let text = if self.has_text { 3 } else { 0 };
        links + text + u8::from(self.telling.len() > 1)
    }
}

/// All matches of a pattern from the left, none overlapping another. `at` gives the end of a match that
/// begins at an offset.
fn find_all(
    line: &[u8],
    at: fn(&[u8], usize) -> Option<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    core::iter::from_fn(move || {
        while from < line.len() {
            let start = from;
            if let Some(end) = at(line, start) {
                from = end.max(start + 1);
                return Some(start..end);
            }
            from += 1;
        }
        None
    })
}

/// `(http|https)://[a-zA-Z0-9./?=_%:-]*`
fn url_at(line: &[u8], start: usize) -> Option<usize> {
    let rest = line.get(start..)?;
    let scheme =
        [&b"http://"[..], b"https://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"./?=_%:-".contains(byte);
    let length = rest.iter().skip(scheme.len()).take_while(|byte| allowed(byte)).count();
    Some(start + scheme.len() + length)
}

/// `\b[A-Za-z0-9._%+-]+(@|\\?\[at\\?\])[A-Za-z0-9.-]+\.[A-Za-z]{2,6}\b`
fn address_at(line: &[u8], start: usize) -> Option<usize> {
    if !is_boundary(line, start) {
        return None;
    }
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let length = line.iter().skip(start).take_while(|byte| local(byte)).count();
    if length == 0 {
        return None;
    }
    // None of the separators begins with a byte of the name before it, so it stands right after it.
    let after_name = start + length;
    let rest = line.get(after_name..)?;
    let separators = [&b"@"[..], b"[at]", b"\\[at]", b"[at\\]", b"\\[at\\]"];
    let separator = separators.into_iter().find(|separator| rest.starts_with(separator))?;
    let domain = after_name + separator.len();
    let in_domain = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let domain_end = domain + line.iter().skip(domain).take_while(|byte| in_domain(byte)).count();
    // The last dot that leaves a top level of two to six letters, with at least one byte before it.
    (domain + 1..domain_end).rev().filter(|at| line.get(*at) == Some(&b'.')).find_map(|dot| {
        let letters =
            line.iter().skip(dot + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = dot + 1 + letters;
        (2..=6).contains(&letters).then_some(end).filter(|end| is_boundary(line, *end))
    })
}

/// `(?i)(\b*[0-9]{1,4}\b|(Disclos|Vuln))`, in which `\b*` demands nothing.
fn telling_at(line: &[u8], start: usize) -> Option<usize> {
    let rest = line.get(start..)?;
    let digits = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 {
        // Fewer digits would end between two digits, where no word ends.
        return is_boundary(line, start + digits).then_some(start + digits);
    }
    let begins = |word: &str| {
        rest.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
    };
    ["disclos", "vuln"].into_iter().find(|word| begins(word)).map(|word| start + word.len())
}

/// `\b`: between a letter, digit or underscore and anything else.
fn is_boundary(line: &[u8], at: usize) -> bool {
    let is_word = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    is_word(at.checked_sub(1).and_then(|before| line.get(before))) != is_word(line.get(at))
}
