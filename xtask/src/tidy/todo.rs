//! A mark of open work names the issue where it is tracked, as in `(#12)` after the word.

use super::Finding;
use crate::rust::lines_with;
use crate::tree::Tree;

/// The marks; written in two parts so that this file does not carry them.
const MARKS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
/// Endings of the files that are searched.
const SEARCHED: &[&str] =
    &[".rs", ".toml", ".sql", ".html", ".css", ".js", ".mjs", ".sh", ".py", ".ci/run"];

/// Names every mark without an issue number.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in
        tree.files().filter(|(path, _)| SEARCHED.iter().any(|end| path.ends_with(end)))
    {
        for mark in MARKS {
            for line in lines_with(text, mark) {
                let written = text.lines().nth(line - 1).unwrap_or_default();
                if !names_an_issue(written, mark) {
                    findings.push(Finding::new(
                        path,
                        line,
                        format!("`{mark}` without an issue: write `{mark}(#12): …`, or do it now"),
                    ));
                }
            }
        }
    }
    findings
}

fn names_an_issue(line: &str, mark: &str) -> bool {
    line.split_once(mark)
        .and_then(|(_, after)| after.strip_prefix("(#"))
        .and_then(|after| after.split_once(')'))
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_without_an_issue_is_caught() {
        for mark in MARKS {
            for text in [
                format!("// {mark}: later\n"),
                format!("// {mark}(#) x\n"),
                format!("// {mark}(me)\n"),
            ] {
                let tree = Tree::of(&[("crates/case/src/x.rs", &text)]);
                assert_eq!(check(&tree).len(), 1, "{text}");
            }
        }
    }

    #[test]
    fn a_mark_with_an_issue_passes_and_so_does_a_longer_word() {
        let mark = concat!("TO", "DO");
        let text = format!("// {mark}(#12): the holidays of Brazil\n// {mark}S are a list\n");
        assert!(check(&Tree::of(&[("crates/case/src/x.rs", &text)])).is_empty());
    }
}
