//! Names of the Common Platform Enumeration: whether a text is one (NISTIR 7695, 2.3 and the older 2.2).

/// Whether a text is a CPE name, by the pattern that CSAF and CVE share: eleven parts of 2.3, or the URI of 2.2.
#[must_use]
pub fn is_cpe(text: &str) -> bool {
    match text.strip_prefix("cpe:2.3:") {
        Some(rest) => is_23(rest),
        None => is_22(text),
    }
}

fn is_23(rest: &str) -> bool {
    let parts = split_unescaped(rest);
    let [kind, vendor, product, version, update, edition, language, others @ ..] = parts.as_slice()
    else {
        return false;
    };
    others.len() == 4
        && matches!(kind.as_str(), "a" | "h" | "o" | "*" | "-")
        && [vendor, product, version, update, edition]
            .into_iter()
            .chain(others)
            .all(|p| is_value(p))
        && is_language(language)
}

/// The parts between colons that no backslash precedes.
fn split_unescaped(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let Some(last) = parts.last_mut() else { return Vec::new() };
        match c {
            '\\' => {
                last.push(c);
                last.extend(chars.next());
            }
            ':' => parts.push(String::new()),
            _ => last.push(c),
        }
    }
    parts
}

/// A value: `*`, `-`, or letters, digits, `-._` and escaped signs, with `*` or `?` at its ends only.
fn is_value(part: &str) -> bool {
    if matches!(part, "*" | "-") {
        return true;
    }
    let inner = part.trim_start_matches(['*', '?']).trim_end_matches(['*', '?']);
    let mut chars = inner.chars();
    let mut any = false;
    while let Some(c) = chars.next() {
        let fine = match c {
            '\\' => {
                chars.next().is_some_and(|sign| "\\*?!\"#$%&'()+,/:;<=>@[]^`{|}~".contains(sign))
            }
            _ => c.is_ascii_alphanumeric() || "-._".contains(c),
        };
        if !fine {
            return false;
        }
        any = true;
    }
    any
}

fn is_language(part: &str) -> bool {
    if matches!(part, "*" | "-") {
        return true;
    }
    let (language, region) = part.split_once('-').map_or((part, None), |(l, r)| (l, Some(r)));
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_alphabetic())
        && region.is_none_or(|region| {
            (region.len() == 2 && region.chars().all(|c| c.is_ascii_alphabetic()))
                || (region.len() == 3 && region.chars().all(|c| c.is_ascii_digit()))
        })
}

fn is_22(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(":/") else { return false };
    if !scheme.eq_ignore_ascii_case("cpe") {
        return false;
    }
    let mut parts = rest.split(':');
    let kind = parts.next().unwrap_or_default();
    let others: Vec<&str> = parts.collect();
    matches!(kind.to_ascii_lowercase().as_str(), "" | "a" | "h" | "o")
        && others.len() <= 6
        && others
            .iter()
            .all(|p| p.chars().all(|c| c.is_ascii_alphanumeric() || "._-~%".contains(c)))
}
