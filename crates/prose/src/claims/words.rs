//! A sentence as words: lower case, short forms written out, marks of punctuation as words of their own.
//!
//! "We'll" is two words, "reporter(s)" one, "acknowledgment" and "acknowledgement" the same. Every word keeps
//! its range in the passage, so that whatever a rule finds can be quoted.

use core::ops::Range;

/// One word or mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, without its apostrophes.
    pub(super) text: String,
    /// Its bytes in the passage.
    pub(super) range: Range<usize>,
    /// A number for the whole word, by which most others are told from it.
    pub(super) hash: u32,
    /// One bit for its first letters, by which patterns are ruled out.
    pub(super) letters: u64,
}

/// The words of a part of a text.
pub(super) fn words(text: &str, part: Range<usize>) -> Vec<Word> {
    let mut found = Vec::new();
    let Some(inside) = text.get(part.clone()) else { return found };
    let mut chars = inside.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = at + c.len_utf8();
        if is_word_char(c) {
            while let Some((next, c)) = chars.peek().copied() {
                let after = inside.get(next + c.len_utf8()..).and_then(|rest| rest.chars().next());
                let inner = is_joint(c) && after.is_some_and(char::is_alphanumeric);
                if !is_word_char(c) && !inner {
                    break;
                }
                end = next + c.len_utf8();
                chars.next();
            }
        }
        let word = inside.get(at..end).unwrap_or_default();
        push(word, part.start + at..part.start + end, &mut found);
        skip_plural(inside, end, &mut chars);
    }
    found
}

/// Leaves out "(s)" and "(es)" right after a word.
fn skip_plural(
    inside: &str,
    end: usize,
    chars: &mut core::iter::Peekable<core::str::CharIndices<'_>>,
) {
    let rest = inside.get(end..).unwrap_or_default();
    for plural in ["(s)", "(es)", "/s"] {
        if rest.starts_with(plural)
            && inside.get(..end).is_some_and(|t| t.ends_with(char::is_alphabetic))
        {
            while chars.next_if(|(at, _)| *at < end + plural.len()).is_some() {}
        }
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '@' || c == '#' || c == '$' || c == '%'
}

/// Whether a word of letters alone is read as another.
fn is_respelt(word: &str) -> bool {
    matches!(word, "cannot" | "acknowledgment" | "acknowledgments")
}

/// Marks that may stand inside a word.
fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '.' | '/' | '_' | ':' | '+' | '?' | '=' | '&' | '~')
}

fn push(word: &str, range: Range<usize>, found: &mut Vec<Word>) {
    let lower = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().replace('’', "'")
    };
    let mut own = |text: String| {
        let (hash, letters) = (super::pattern::hash(&text), super::pattern::letters(&text));
        found.push(Word { text, range: range.clone(), hash, letters });
    };
    // Most words are letters alone: nothing in them is to be taken apart.
    if lower.bytes().all(|byte| byte.is_ascii_lowercase()) && !is_respelt(&lower) {
        return own(lower);
    }
    let mut add = |text: &str| own(text.to_owned());
    if lower.contains("://") || lower.contains('@') {
        return add(&lower);
    }
    match lower.as_str() {
        "cannot" | "can't" => {
            add("can");
            return add("not");
        }
        "won't" => {
            add("will");
            return add("not");
        }
        "let's" => {
            add("let");
            return add("us");
        }
        "acknowledgment" => return add("acknowledgement"),
        "acknowledgments" => return add("acknowledgements"),
        "e-mail" => return add("email"),
        "e-mails" => return add("emails"),
        "e-mailing" => return add("emailing"),
        "and/or" => return add("or"),
        _ => {}
    }
    let endings = [
        ("n't", "not"),
        ("'ll", "will"),
        ("'ve", "have"),
        ("'re", "are"),
        ("'d", "would"),
        ("'m", "am"),
    ];
    for (ending, meaning) in endings {
        if let Some(stem) = lower.strip_suffix(ending) {
            add(stem);
            return add(meaning);
        }
    }
    let stem = lower.strip_suffix("'s").unwrap_or(&lower);
    // A slash or a colon between words is a space: "reply/response", "note:see".
    if stem.contains(['/', ':']) && !stem.contains('.') && stem.chars().any(char::is_alphabetic) {
        for part in stem.split(['/', ':']).filter(|part| !part.is_empty()) {
            add(part);
        }
        return;
    }
    add(stem);
}
