//! Every dependency is named in a decision, and every decision has a number and an end.
//!
//! A dependency is code nobody here reads; the note says what it is for and what it would take to
//! drop it. Decisions are short on purpose (docs/decisions/README.md).

use std::collections::BTreeMap;

use super::Finding;
use crate::decisions::{FOLDER, INDEX, decisions, index_text};
use crate::manifest::entries;
use crate::tree::Tree;

/// Names dependencies without a decision, and decisions without their parts.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let decisions: Vec<(&str, &str)> = decisions(tree).collect();
    let mut findings = Vec::new();
    let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, text) in &decisions {
        let path = format!("{FOLDER}{name}");
        let number = name.split('-').next().unwrap_or_default();
        let numbered = number.len() == 4 && number.chars().all(|c| c.is_ascii_digit());
        if !numbered {
            findings.push(Finding::new(&path, 0, "a decision is named `NNNN-what-it-is-about.md`"));
        } else if let Some(other) = numbers.insert(number, name) {
            findings.push(Finding::new(
                &path,
                0,
                format!("the number {number} is taken by {other}"),
            ));
        }
        if !text.to_lowercase().contains("reopen") {
            findings.push(Finding::new(
                &path,
                0,
                "say what would make us reopen this (`Reopen when …`)",
            ));
        }
    }
    if tree.text(INDEX) != Some(index_text(tree).as_str()) {
        findings.push(Finding::new(
            INDEX,
            0,
            "not the list of the decisions; run `cargo xtask gen`",
        ));
    }
    let external =
        entries(tree.text("Cargo.toml").unwrap_or_default()).into_iter().filter(|entry| {
            entry.section == "workspace.dependencies" && !entry.value.contains("path =")
        });
    for entry in external {
        let quoted = format!("`{}`", entry.key);
        if !decisions.iter().any(|(_, text)| text.contains(&quoted)) {
            findings.push(Finding::new(
                "Cargo.toml",
                entry.line,
                format!("no decision names `{}`: say in {FOLDER} what it is for", entry.key),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: (&str, &str) =
        ("docs/decisions/0001-a.md", "`toml` reads policies. Reopen when never.\n");

    /// The findings on these files beside a current index.
    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        let index = index_text(&Tree::of(files));
        let mut files = files.to_vec();
        files.push((INDEX, &index));
        check(&Tree::of(&files)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_dependency_without_a_decision_is_caught() {
        let manifest = "[workspace.dependencies]\nclock = { path = \"crates/clock\" }\ntoml = \"1\"\nrand = \"0\"\n";
        let found = messages(&[GOOD, ("Cargo.toml", manifest)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("Cargo.toml:4: no decision names `rand`"), "{found:?}");
    }

    #[test]
    fn a_decision_without_its_parts_is_caught() {
        assert_eq!(messages(&[("docs/decisions/0002-b.md", "We do.\n")]).len(), 1);
        assert_eq!(messages(&[("docs/decisions/serde.md", "Reopen when …\n")]).len(), 1);
        assert_eq!(messages(&[GOOD, ("docs/decisions/0001-b.md", "Reopen when …\n")]).len(), 1);
        assert!(messages(&[GOOD]).is_empty());
    }

    #[test]
    fn a_decision_that_the_index_leaves_out_is_caught() {
        assert_eq!(check(&Tree::of(&[GOOD, (INDEX, "# Decisions\n")])).len(), 1);
    }
}
