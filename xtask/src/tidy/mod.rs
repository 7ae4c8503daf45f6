//! The house rules that a program can check. Each file is one rule: what it forbids, why, the check,
//! and tests with samples that it must catch.
//!
//! `cargo xtask tidy` prints every finding; `cargo test -p xtask` runs the same rules over the project,
//! one test a rule, so that a broken rule has a name.

mod arrows;
mod asvs;
mod decisions;
mod generated;
mod heads;
mod length;
mod lints;
mod lock;
mod paths;
mod promised;
mod purity;
mod secrets;
mod todo;

use std::fmt;

use crate::tree::Tree;

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The file, from the project's root.
    pub(crate) path: String,
    /// The line, from 1; 0 when the whole file is meant.
    pub(crate) line: usize,
    /// What is wrong and what to do instead.
    pub(crate) message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, message } = self;
        if *line == 0 {
            write!(f, "{path}: {message}")
        } else {
            write!(f, "{path}:{line}: {message}")
        }
    }
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

/// A rule: its name, and the check over the whole tree.
pub(crate) type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

/// Every rule, in the order they are reported.
pub(crate) const RULES: &[Rule] = &[
    ("arrows between the crates", arrows::check),
    ("purity of the pure crates", purity::check),
    ("file heads", heads::check),
    ("file length", length::check),
    ("marks with an issue", todo::check),
    ("lock file", lock::check),
    ("workspace lints", lints::check),
    ("paths of a machine", paths::check),
    ("secrets", secrets::check),
    ("decisions", decisions::check),
    ("generated documents", generated::check),
    ("promised statements", promised::check),
    ("security requirements", asvs::check),
];

/// Every finding of every rule.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|(_, rule)| rule(tree)).collect();
    findings.sort();
    findings.dedup();
    findings
}

/// The rules over the project itself.
#[cfg(test)]
mod tests {
    use super::*;

    fn holds(rule: fn(&Tree) -> Vec<Finding>) {
        let findings = rule(&Tree::read().unwrap());
        let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
    }

    #[test]
    fn arrows_between_the_crates_run_one_way() {
        holds(arrows::check);
    }

    #[test]
    fn the_matrix_of_security_requirements_is_current() {
        holds(asvs::check);
    }

    #[test]
    fn pure_crates_do_no_io_and_read_no_time_and_no_randomness() {
        holds(purity::check);
    }

    #[test]
    fn every_source_file_says_what_it_is_for() {
        holds(heads::check);
    }

    #[test]
    fn no_source_file_is_too_long_to_read() {
        holds(length::check);
    }

    #[test]
    fn every_mark_of_open_work_names_an_issue() {
        holds(todo::check);
    }

    #[test]
    fn sec_6_the_lock_file_keeps_its_budget_and_names_nothing_banned() {
        holds(lock::check);
    }

    #[test]
    fn every_crate_takes_the_workspace_lints_and_forbids_unsafe_code() {
        holds(lints::check);
    }

    #[test]
    fn no_file_names_a_path_of_a_machine() {
        holds(paths::check);
    }

    // ASVS 13.3.1
    #[test]
    fn no_file_holds_a_secret() {
        holds(secrets::check);
    }

    #[test]
    fn sec_6_every_dependency_has_a_decision() {
        holds(decisions::check);
    }

    #[test]
    fn generated_documents_are_current() {
        holds(generated::check);
    }

    #[test]
    fn every_statement_in_reach_has_a_test() {
        holds(promised::check);
    }

    #[test]
    fn every_rule_is_run_by_a_test_of_its_own() {
        // A rule added to the list without a test above would only ever run in `ci`.
        let source = include_str!("mod.rs");
        let run = source.lines().filter(|line| line.trim_start().starts_with("holds(")).count();
        assert_eq!(run, RULES.len(), "one `holds` test a rule");
    }
}
