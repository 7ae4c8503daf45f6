//! No file names a path of the machine it was written on: such a path works nowhere else.

use super::Finding;
use crate::rust::{code_only, test_files, without_tests};
use crate::tree::Tree;

/// Folders that are nobody's but one machine's; in two parts so that this file does not name them.
const NOWHERE_ELSE: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/fa", "rm/")];
/// The folder for passing files, which tests may name as a sample and nothing else may rely on.
const PASSING: &str = concat!("/tm", "p/");
/// Files that are not ours to word.
const EXEMPT: &[&str] = &["Cargo.lock", "package-lock.json"];

/// Names every such path.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let tests = test_files(tree);
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        if EXEMPT.iter().any(|exempt| path.ends_with(exempt)) {
            continue;
        }
        let in_test = in_test_lines(path, text, tests.contains(path));
        for (number, line) in (1..).zip(text.lines()) {
            let named = NOWHERE_ELSE.iter().find(|folder| names(line, folder));
            let passing = (!in_test(number) && names(line, PASSING)).then_some(&PASSING);
            if let Some(folder) = named.or(passing) {
                findings.push(Finding::new(
                    path,
                    number,
                    format!("`{folder}` is a path of one machine: take a folder as an argument, or name a relative one"),
                ));
            }
        }
    }
    findings
}

/// Whether a line (from 1) is inside a test.
fn in_test_lines<'a>(path: &str, text: &'a str, all: bool) -> impl Fn(usize) -> bool + use<'a> {
    let code = if path.ends_with(".rs") && !all { code_only(text) } else { String::new() };
    let kept = without_tests(&code);
    let blanked: Vec<bool> = code
        .lines()
        .zip(kept.lines())
        .scan(false, |inside, (before, after)| {
            // A line that a test blanked, or an empty one between two such lines.
            if before.trim().is_empty() {
                return Some(*inside);
            }
            *inside = after.trim().is_empty();
            Some(*inside)
        })
        .collect();
    move |number| all || blanked.get(number - 1).copied().unwrap_or(false)
}

/// Whether the folder stands in the line as the start of a path.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || ".-_~}])*/$%".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_machine_is_caught_anywhere() {
        for folder in NOWHERE_ELSE.iter().chain([&PASSING]) {
            for path in ["README.md", "crates/case/src/x.rs", "examples/a.toml"] {
                let text = format!("see `{folder}thing`\n");
                assert_eq!(check(&Tree::of(&[(path, &text)])).len(), 1, "{path}: {folder}");
            }
        }
    }

    #[test]
    fn a_test_may_name_a_passing_file_and_nothing_else() {
        let inside = |folder: &str| {
            format!(
                "//! x\nfn f() {{}}\n#[cfg(test)]\nmod tests {{\n    const A: &str = \"{folder}a\";\n}}\n"
            )
        };
        assert!(check(&Tree::of(&[("crates/case/src/x.rs", &inside(PASSING))])).is_empty());
        assert_eq!(
            check(&Tree::of(&[("crates/case/src/x.rs", &inside(NOWHERE_ELSE[0]))])).len(),
            1
        );
    }

    #[test]
    fn the_end_of_an_address_is_no_path_of_a_machine() {
        let text = format!(
            "https://example.org{}x and ..{}y and ${{a}}{PASSING}\n",
            NOWHERE_ELSE[0], NOWHERE_ELSE[1]
        );
        assert!(check(&Tree::of(&[("README.md", &text)])).is_empty());
    }
}
