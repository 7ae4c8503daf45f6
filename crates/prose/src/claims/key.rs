//! Keys to encrypt to: fingerprints, key ids, addresses of keys, and keys that stand in the text.

use super::Key;
use super::scene::{Scene, Stand};
use crate::reader::BlockKind;

/// Every key.
pub(super) fn keys(scene: &Scene<'_>) -> Vec<Key> {
    let mut found: Vec<Key> = Vec::new();
    let mut expires = None;
    let mut last_row = None;
    for line in &scene.lines {
        let about = line.has_any(&[
            "pgp|gpg|openpgp|gnupg|fingerprint|keyserver|keyservers",
            "public key",
            "key id",
        ]) || scene
            .headings(line)
            .next()
            .is_some_and(|h| h.has("pgp|gpg|key|encrypt*|encryption"));
        let row = matches!(line.stand, Stand::Cell { .. });
        if line.has("expires|expire|valid ..3 until|through") && about {
            expires = date(line.text()).or(expires);
        }
        if line.text().contains("BEGIN PGP PUBLIC KEY") {
            let quote = scene.quote_line(line);
            match found.last_mut() {
                Some(key) => key.in_text = true,
                None => found.push(Key {
                    fingerprint: None,
                    id: None,
                    url: None,
                    in_text: true,
                    expires: None,
                    quote,
                }),
            }
        }
        if !about && !row || line.text().contains("BEGIN PGP") {
            continue;
        }
        let fingerprint = fingerprint(line.text());
        let id = if fingerprint.is_none() && about { key_id(line.text()) } else { None };
        let url = line
            .passage
            .links
            .iter()
            .map(|link| link.target.as_str())
            .chain(line.words.iter().map(|word| word.text.as_str()))
            .find(|target| is_key_url(target) && target.starts_with("http"))
            .map(str::to_owned);
        if fingerprint.is_none() && id.is_none() && url.is_none() {
            continue;
        }
        let quote = scene.quote_line(line);
        let room = found.len() < 50;
        let here =
            if let Stand::Cell { row, .. } = line.stand { Some((line.block, row)) } else { None };
        let same_row = here.is_some() && here == last_row;
        last_row = here;
        if let (true, Some(key)) = (same_row, found.last_mut()) {
            key.fingerprint = key.fingerprint.take().or(fingerprint);
            key.id = key.id.take().or(id);
            key.url = key.url.take().or(url);
            continue;
        }
        let same = found.iter_mut().find(|key| {
            let by_id = id.as_ref().is_some_and(|id| {
                key.id.as_ref() == Some(id)
                    || key.fingerprint.as_ref().is_some_and(|f| f.ends_with(id.as_str()))
            });
            let by_fingerprint = fingerprint.as_ref().is_some_and(|f| {
                key.fingerprint.as_ref() == Some(f)
                    || key.id.as_ref().is_some_and(|id| f.ends_with(id.as_str()))
            });
            by_id
                || by_fingerprint
                || (fingerprint.is_none() && id.is_none() && key.url.is_none() && !row)
        });
        match same {
            Some(key) => {
                key.fingerprint = key.fingerprint.take().or(fingerprint);
                key.id = key.id.take().or(id);
                key.url = key.url.take().or(url);
            }
            None if room => {
                found.push(Key { fingerprint, id, url, in_text: false, expires: None, quote });
            }
            None => {}
        }
    }
    // Whole blocks of code hold keys whose first line is all that matters.
    let in_text = scene.document.blocks.iter().any(|block| {
        matches!(block.kind, BlockKind::Code)
            && block.passage.text().contains("BEGIN PGP PUBLIC KEY")
    });
    if let Some(first) = found.first_mut() {
        first.in_text |= in_text;
        first.expires = expires;
    }
    found
}

/// Forty hexadecimal digits, with or without spaces between them.
fn fingerprint(text: &str) -> Option<String> {
    let mut digits = String::new();
    for part in text.split([' ', ':', '\u{a0}']) {
        let part = part
            .trim_matches(|c: char| matches!(c, '`' | '.' | ',' | '(' | ')' | '*'))
            .trim_start_matches("0x");
        if !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && (part.len() == 40 || part.len() % 4 == 0 && part.len() <= 8 || part.len() == 2)
        {
            if part.len() == 40 {
                return Some(part.to_uppercase());
            }
            digits.push_str(part);
            if digits.len() == 40 {
                return Some(digits.to_uppercase());
            }
        } else if !part.is_empty() {
            digits.clear();
        }
    }
    None
}

/// "0xfcb84b8d1d17f80b", "Key ID: 6FCD2D5B".
fn key_id(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|part| {
        let digits = part.strip_prefix("0x").or_else(|| part.strip_prefix("0X"));
        let plain = digits.unwrap_or(part);
        let hex = plain.bytes().all(|byte| byte.is_ascii_hexdigit())
            && matches!(plain.len(), 8 | 16 | 40);
        let telling = digits.is_some()
            || plain.bytes().any(|byte| byte.is_ascii_digit())
                && plain.bytes().any(|byte| byte.is_ascii_uppercase());
        (hex && telling).then(|| plain.to_uppercase())
    })
}

fn is_key_url(target: &str) -> bool {
    let lower = target.to_lowercase();
    [
        "pgp",
        "gpg",
        ".asc",
        "keybase.io",
        "keys.openpgp",
        "/pks/",
        "keyserver",
        "public-key",
        "publickey",
    ]
    .iter()
    .any(|part| lower.contains(part))
}

/// A day as it is written: "June 24, 2024", "2024-06-24", "6/24/2024".
fn date(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        .collect();
    let year = |word: &str| {
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    for (at, word) in words.iter().enumerate() {
        let numeric = word.len() >= 8
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/')
            && word.contains(['-', '/']);
        if numeric {
            return Some((*word).to_owned());
        }
        if year(word) {
            return Some(words.get(at.saturating_sub(2)..=at)?.join(" "));
        }
    }
    None
}
