//! Addresses in a sentence: mailboxes and pages, linked or bare, and those that are written so that machines do not
//! find them. Whether one is a way to report is told in `contact`.

use core::ops::Range;

use super::Way;
use super::scene::Line;

/// The most addresses that are read in one sentence.
const MAX_ADDRESSES: usize = 200;

/// An address in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) way: Way,
    pub(super) address: String,
    /// Its bytes in the passage.
    pub(super) range: Range<usize>,
    pub(super) obfuscated: bool,
}

/// Every address in a line, in order.
pub(super) fn addresses(line: &Line<'_>) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    // Links are in the order of their words.
    let links = &line.passage.links;
    let from = links.partition_point(|link| link.words.start < line.range.start);
    let end = line.range.end.max(line.range.start + 1);
    let links = links.get(from..).unwrap_or_default();
    for link in links.iter().take_while(|link| link.words.start < end) {
        let target = link.target.trim();
        let shown = line.passage.text().get(link.words.clone()).unwrap_or_default();
        if let Some(address) =
            target.strip_prefix("mailto:").or_else(|| target.strip_prefix("MAILTO:"))
        {
            let address = address.split(['?', '&']).next().unwrap_or_default().replace("%40", "@");
            if let Some(address) = mailbox(&address) {
                push(&mut found, Way::Email, &address, link.words.clone(), false);
            } else if let Some(address) = mailbox(shown) {
                push(&mut found, Way::Email, &address, link.words.clone(), false);
            }
        } else if let Some(address) = mailbox(target) {
            push(&mut found, Way::Email, &address, link.words.clone(), false);
        } else if target.starts_with("https://")
            || target.starts_with("http://")
            || target.starts_with("../")
            || target.starts_with('/')
        {
            let relative_report = target.ends_with("security/advisories/new")
                || target.ends_with("security/advisories");
            if let Some(address) = mailbox(shown) {
                // The page of a list, shown as the address that mail goes to.
                push(&mut found, Way::Email, &address, link.words.clone(), false);
            } else if target.starts_with("http") || relative_report {
                let way = way_of(target);
                push(&mut found, way, target, link.words.clone(), false);
            }
        }
    }
    let text = line.text();
    let mut at = line.range.start;
    for token in text.split(' ') {
        let range = at..at + token.len();
        at += token.len() + 1;
        let inside = found
            .iter()
            .any(|known| known.range.start <= range.start && range.end <= known.range.end + 2);
        let bare = token
            .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '#' | '_' | '+'));
        if inside || bare.is_empty() {
            continue;
        }
        let bare_range = token
            .find(bare)
            .map_or(range.clone(), |from| range.start + from..range.start + from + bare.len());
        if bare.starts_with("https://") || bare.starts_with("http://") {
            push(&mut found, way_of(bare), bare, bare_range, false);
        } else if let Some(address) = mailbox(bare.strip_prefix("mailto:").unwrap_or(bare)) {
            let plain = address.replace("NOSPAM", "");
            let obfuscated = plain != address;
            push(&mut found, Way::Email, &plain, bare_range, obfuscated);
        } else if let Some(rest) = bare.strip_prefix("hackerone.com/") {
            push(
                &mut found,
                Way::HackerOne,
                &format!("https://hackerone.com/{rest}"),
                bare_range,
                false,
            );
        }
    }
    for (address, range) in obfuscated(line) {
        push(&mut found, Way::Email, &address, range, true);
    }
    found.sort_by_key(|address| address.range.start);
    found
}

fn push(found: &mut Vec<Address>, way: Way, address: &str, range: Range<usize>, obfuscated: bool) {
    let plain = if way == Way::Email { address.replace("NOSPAM", "") } else { address.to_owned() };
    let (obfuscated, address) = (obfuscated || plain != address, plain);
    let same = |known: &Address| {
        known.address.trim_end_matches('/').eq_ignore_ascii_case(address.trim_end_matches('/'))
    };
    if found.len() < MAX_ADDRESSES && !found.iter().any(same) {
        found.push(Address { way, address, range, obfuscated });
    }
}

/// An address of a mailbox, when the text is one.
fn mailbox(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let word = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let valid = !local.is_empty()
        && local.chars().all(word)
        && domain.contains('.')
        && domain.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
        && !domain.starts_with('.')
        && domain
            .rsplit('.')
            .next()
            .is_some_and(|end| end.len() >= 2 && end.chars().all(|c| c.is_ascii_alphabetic()));
    valid.then(|| text.trim_end_matches('.').to_owned())
}

/// "security [at] example [dot] org", "security (at) example.org", "security AT example DOT org".
fn obfuscated(line: &Line<'_>) -> Vec<(String, Range<usize>)> {
    let words = &line.words;
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let mut found = Vec::new();
    for at in 0..words.len() {
        let bracketed = |at: usize, word: &str| {
            (matches!(text(at), "(" | "[" | "{" | "<")
                && text(at + 1) == word
                && matches!(text(at + 2), ")" | "]" | "}" | ">"))
            .then_some(3)
        };
        let original = |at: usize| {
            words
                .get(at)
                .and_then(|word| line.passage.text().get(word.range.clone()))
                .unwrap_or_default()
        };
        let shouted = |at: usize, word: &str| {
            (original(at) == word.to_uppercase() && text(at) == word).then_some(1)
        };
        let at_sign = bracketed(at + 1, "at")
            .or_else(|| bracketed(at + 1, "@"))
            .or_else(|| shouted(at + 1, "at"));
        // "security (at curl dot se)".
        let inside = matches!(text(at + 1), "(" | "[")
            && text(at + 2) == "at"
            && !matches!(text(at + 3), ")" | "]");
        // "Security at example dot org": the second word in words says what the first is.
        let spoken = text(at + 1) == "at" && text(at + 3) == "dot";
        let length = at_sign.or_else(|| inside.then_some(2)).or_else(|| spoken.then_some(1));
        let Some(length) = length else { continue };
        let local = original(at);
        if local.is_empty()
            || !local.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c))
        {
            continue;
        }
        let mut next = at + 1 + length;
        let mut domain = text(next).trim_end_matches('.').to_owned();
        next += 1;
        loop {
            let dot = bracketed(next, "dot")
                .or_else(|| bracketed(next, "."))
                .or_else(|| shouted(next, "dot"))
                .or_else(|| (text(next) == "dot").then_some(1));
            let Some(length) = dot else { break };
            domain.push('.');
            domain.push_str(text(next + length));
            next += length + 1;
        }
        if let Some(address) = mailbox(&format!("{local}@{domain}")) {
            let start = words.get(at).map_or(0, |word| word.range.start);
            let end = words.get(next.saturating_sub(1)).map_or(start, |word| word.range.end);
            found.push((address, start..end));
        }
    }
    found
}

/// What kind of way a page is.
fn way_of(url: &str) -> Way {
    let lower = url.to_ascii_lowercase();
    let has = |part: &str| lower.contains(part);
    let on_github = has("github.com/")
        && (has("/security/advisories") && !has("/ghsa-")
            || lower.trim_end_matches('/').ends_with("/security")
            || has("/security/policy"));
    if on_github || has("security/advisories/new") {
        Way::GithubPrivateReport
    } else if has("hackerone.com/") {
        Way::HackerOne
    } else if has("bugcrowd.com/") {
        Way::Bugcrowd
    } else if has("intigriti.com/") {
        Way::Intigriti
    } else if has("yeswehack.com/") {
        Way::YesWeHack
    } else if has("huntr.dev") || has("huntr.com") {
        Way::Huntr
    } else if has("tidelift.com/") {
        Way::Tidelift
    } else if has("matrix.to/") {
        Way::Matrix
    } else if has("discord.gg") || has("discord.com") || has("slack.com") || has("t.me/") {
        Way::Chat
    } else if has("gitlab") && has("/issues/new") {
        Way::GitlabConfidentialIssue
    } else {
        Way::Web
    }
}
