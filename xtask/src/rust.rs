//! Just enough reading of Rust source for the house rules: text without comments and literals,
//! text without tests, the names of tests, flattened `use` paths.
//!
//! It is a scanner, not a parser: it relies on rustfmt's layout and never guesses at macros.

use std::collections::BTreeSet;

use crate::tree::Tree;

/// The source with the contents of comments, strings and character literals turned into spaces.
/// Lines keep their numbers.
pub(crate) fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut code = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let end = match (at(i), at(i + 1)) {
            ('/', '/') => line_end(&chars, i),
            ('/', '*') => block_comment_end(&chars, i),
            ('"', _) => string_end(&chars, i + 1),
            ('r', '"' | '#') if !is_word(before_prefix(&chars, i)) => {
                raw_string_end(&chars, i + 1).unwrap_or(i)
            }
            ('\'', '\\') => quote_end(&chars, i + 2),
            ('\'', _) if at(i + 2) == '\'' => i + 3,
            _ => i,
        };
        if end == i {
            code.push(at(i));
            i += 1;
        } else {
            let blanked = chars.get(i..end.min(chars.len())).unwrap_or_default();
            code.extend(blanked.iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            i = end;
        }
    }
    code
}

/// The character before a literal's prefix: the `b` of `br"…"` belongs to the literal.
fn before_prefix(chars: &[char], r: usize) -> char {
    let before = |i: usize| i.checked_sub(1).and_then(|i| chars.get(i)).copied();
    match before(r) {
        Some('b' | 'c') => before(r - 1).unwrap_or(' '),
        other => other.unwrap_or(' '),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_end(chars: &[char], from: usize) -> usize {
    (from..chars.len()).find(|i| chars.get(*i) == Some(&'\n')).unwrap_or(chars.len())
}

fn block_comment_end(chars: &[char], from: usize) -> usize {
    let mut depth = 0_usize;
    let mut i = from;
    while i < chars.len() {
        match (chars.get(i), chars.get(i + 1)) {
            (Some('/'), Some('*')) => {
                depth += 1;
                i += 2;
            }
            (Some('*'), Some('/')) => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    chars.len()
}

fn string_end(chars: &[char], from: usize) -> usize {
    let mut i = from;
    while let Some(c) = chars.get(i) {
        match c {
            '\\' => i += 2,
            '"' => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

fn quote_end(chars: &[char], from: usize) -> usize {
    // `from` is the escaped character itself, which may be a quote.
    (from + 1..chars.len()).find(|i| chars.get(*i) == Some(&'\'')).map_or(chars.len(), |i| i + 1)
}

/// The end of a raw string whose hashes or quote start at `from`, or nothing for `r#name`.
fn raw_string_end(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars.get(from..)?.iter().take_while(|c| **c == '#').count();
    if chars.get(from + hashes) != Some(&'"') {
        return None;
    }
    let mut i = from + hashes + 1;
    while i < chars.len() {
        let closes = chars.get(i) == Some(&'"')
            && chars.get(i + 1..).is_some_and(|rest| {
                rest.iter().take_while(|c| **c == '#').take(hashes).count() == hashes
            });
        if closes {
            return Some(i + 1 + hashes);
        }
        i += 1;
    }
    Some(chars.len())
}

/// Code (see [`code_only`]) with every item marked `#[cfg(test)]` turned into spaces.
pub(crate) fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, after)) = rest.split_once(MARK) {
        kept.push_str(before);
        let end = item_end(after);
        let (item, next) = after.split_at_checked(end).unwrap_or((after, ""));
        kept.extend(MARK.chars().chain(item.chars()).map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = next;
    }
    kept.push_str(rest);
    kept
}

/// Where the item that starts here ends (bytes): at its closing brace, or at a semicolon before any.
fn item_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Source files that hold tests only: integration tests, benches, `tests.rs`, the dev-only
/// `testkit`, and modules declared as `#[cfg(test)] mod name;`.
pub(crate) fn test_files(tree: &Tree) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in tree.rust_files() {
        let by_place = ["/tests/", "/benches/", "/testkit/"].iter().any(|part| path.contains(part))
            || path.ends_with("/tests.rs")
            || path.starts_with("benches/");
        if by_place || text.contains("\n#![cfg(test)]") {
            found.insert(path.to_owned());
        }
        let Some((folder, file)) = path.rsplit_once('/') else { continue };
        let folder = match file {
            "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
            file => format!("{folder}/{}", file.strip_suffix(".rs").unwrap_or(file)),
        };
        let code = code_only(text);
        for (_, after) in code.match_indices("#[cfg(test)]").filter_map(|(at, mark)| {
            code.get(at..).and_then(|from| from.split_at_checked(mark.len()))
        }) {
            let item = after.get(..item_end(after)).unwrap_or(after).trim();
            let name = item
                .trim_start_matches("pub(crate) ")
                .strip_prefix("mod ")
                .and_then(|rest| rest.strip_suffix(';'));
            if let Some(name) = name {
                found.insert(format!("{folder}/{}.rs", name.trim()));
                found.insert(format!("{folder}/{}/mod.rs", name.trim()));
            }
        }
    }
    found
}

/// The names of the test functions in a source file, in the order they stand: functions marked
/// `#[test]` or `#[tokio::test]`, in `proptest!` blocks too.
pub(crate) fn test_names(source: &str) -> Vec<String> {
    let mut names: Vec<String> =
        lines_in_tests(source).into_iter().filter_map(|(_, test)| test).collect();
    names.dedup();
    names
}

/// The test functions with a literal that holds `text`.
pub(crate) fn tests_naming(source: &str, text: &str) -> Vec<String> {
    let mut names: Vec<String> = lines_in_tests(source)
        .into_iter()
        .filter(|(line, _)| line.contains(text) && !line.trim_start().starts_with("//"))
        .filter_map(|(_, test)| test)
        .collect();
    names.dedup();
    names
}

/// Each line with the test function it stands in or begins; lines of other functions have none.
fn lines_in_tests(source: &str) -> Vec<(&str, Option<String>)> {
    let code = code_only(source);
    let mut marked = false;
    let mut test: Option<String> = None;
    let mut found = Vec::new();
    for (line, code) in source.lines().zip(code.lines().map(str::trim_start)) {
        if code.starts_with("#[test]") || code.starts_with("#[tokio::test") {
            marked = true;
        }
        if let Some(name) = function_name(code) {
            test = marked.then(|| name.to_owned());
            marked = false;
        }
        found.push((line, test.clone()));
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let alone = before.chars().next_back().is_none_or(char::is_whitespace);
    let end = after.find(|c: char| !is_word(c)).unwrap_or(after.len());
    let name = after.get(..end)?;
    (alone && !name.is_empty()).then_some(name)
}

/// Lines (from 1) on which `word` stands as a whole path or name in the code.
pub(crate) fn lines_with(code: &str, word: &str) -> Vec<usize> {
    let hit = |line: &str| {
        line.match_indices(word).any(|(at, _)| {
            let before = line.get(..at).and_then(|text| text.chars().next_back());
            let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
    };
    (1..).zip(code.lines()).filter(|(_, line)| hit(line)).map(|(number, _)| number).collect()
}

/// Every path that a `use` item of the code names, groups flattened (`std::{fs, io}` gives `std::fs`
/// and `std::io`), with the line the item starts on.
pub(crate) fn use_paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut item: Option<(usize, String)> = None;
    for (line_number, line) in (1..).zip(code.lines()) {
        let trimmed = line.trim_start();
        if item.is_none() {
            let starts = trimmed
                .strip_prefix("pub(crate) ")
                .or_else(|| trimmed.strip_prefix("pub "))
                .unwrap_or(trimmed)
                .strip_prefix("use ");
            item = starts.map(|rest| (line_number, rest.to_owned()));
        } else if let Some((_, text)) = &mut item {
            text.push(' ');
            text.push_str(trimmed);
        }
        if let Some((start, text)) = item.take_if(|(_, text)| text.contains(';')) {
            let tree = text.split(';').next().unwrap_or_default();
            let mut paths = Vec::new();
            flatten(&tree.replace([' ', '\n'], ""), "", &mut paths);
            found.extend(paths.into_iter().map(|path| (start, path)));
        }
    }
    found
}

fn flatten(tree: &str, prefix: &str, paths: &mut Vec<String>) {
    let mut depth = 0_usize;
    let mut part = String::new();
    for c in tree.chars().chain([',']) {
        match c {
            ',' if depth == 0 => {
                flatten_part(&std::mem::take(&mut part), prefix, paths);
                continue;
            }
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        part.push(c);
    }
}

fn flatten_part(part: &str, prefix: &str, paths: &mut Vec<String>) {
    if part.is_empty() {
        return;
    }
    match part.split_once('{') {
        Some((head, group)) => {
            let group = group.strip_suffix('}').unwrap_or(group);
            flatten(group, &format!("{prefix}{head}"), paths);
        }
        None => paths.push(format!("{prefix}{part}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_and_lines_kept() {
        let source =
            "a // std::fs\nb /* x /* y */ z */ c\n\"std::net\\\"\" d r#\"e\" f\"# g 'h' '\\'' i";
        let code = code_only(source);
        assert_eq!(code.lines().count(), 3);
        let words: Vec<&str> = code.split_whitespace().collect();
        assert_eq!(words, ["a", "b", "c", "d", "g", "i"]);
    }

    #[test]
    fn lifetimes_raw_names_and_byte_strings_are_told_apart() {
        let code = code_only("fn f<'a>(r#type: &'a str) { br\"std::fs\"; for x in y {} }");
        assert!(code.contains("r#type: &'a str"));
        assert!(!code.contains("std::fs"));
        assert!(code.contains("for x in y"));
    }

    #[test]
    fn a_name_that_ends_in_r_before_a_string_is_not_a_raw_string() {
        let code = code_only("concat!(\"x\", var\"y\\\"z\") w");
        assert!(code.contains("var"));
        assert!(code.contains('w'));
        assert!(!code.contains('z'));
    }

    #[test]
    fn test_modules_are_left_out() {
        let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { { } }\n}\nfn c() {}\n";
        let kept = without_tests(code);
        assert!(kept.contains("fn a") && kept.contains("fn c") && !kept.contains("fn b"));
        assert_eq!(kept.lines().count(), code.lines().count());
    }

    #[test]
    fn a_module_declared_for_tests_only_is_a_test_file() {
        let tree = Tree::of(&[
            ("crates/case/src/lib.rs", "//! x\n#[cfg(test)]\nmod golden;\nmod state;\n"),
            ("crates/case/src/golden.rs", ""),
            ("crates/case/src/state.rs", ""),
            ("crates/cli/tests/it/main.rs", ""),
        ]);
        let files = test_files(&tree);
        assert!(files.contains("crates/case/src/golden.rs"));
        assert!(files.contains("crates/cli/tests/it/main.rs"));
        assert!(!files.contains("crates/case/src/state.rs"));
    }

    #[test]
    fn test_names_are_found_in_every_usual_form() {
        let source = r##"
            fn helper() {}
            #[test]
            fn plain() {}
            #[tokio::test(flavor = "current_thread")]
            async fn with_a_runtime() {}
            proptest! {
                /// says why
                #[test]
                fn for_all(x in 0..3_u8) { }
            }
            const SAMPLE: &str = "
            #[test]
            fn in_a_string() {}";
        "##;
        assert_eq!(test_names(source), ["plain", "with_a_runtime", "for_all"]);
    }

    #[test]
    fn grouped_uses_are_flattened() {
        let paths = use_paths("use std::{\n  fs, io::{self, Read},\n};\npub use case::Case;\n");
        let names: Vec<&str> = paths.iter().map(|(_, path)| path.as_str()).collect();
        assert_eq!(names, ["std::fs", "std::io::self", "std::io::Read", "case::Case"]);
        assert_eq!(paths.first().map(|(line, _)| *line), Some(1));
    }

    #[test]
    fn a_word_is_found_whole() {
        assert_eq!(lines_with("a\nstd::fs::read\nmystd::fsx\n", "std::fs"), [2]);
    }
}
