//! Writing the generated documents, and telling when one is stale.
//!
//! The traceability table, the matrix of security requirements and the index of the decisions are made here.
//! Every other document is made by a test of the crate that owns the data: a test that names the document compares it with the code, and writes it when `UPDATE_EXPECT=1` is
//! set (`expect_file!`). So each has one source, and its currency is checked by the plain test run.

use std::collections::BTreeMap;
use std::path::Path;

use crate::asvs::{self, MATRIX};
use crate::decisions::{INDEX, index_text};
use crate::error::TaskError;
use crate::mission;
use crate::rust;
use crate::traceability::{render, tests_by_id};
use crate::tree::{Tree, root};

/// Where the table of statements and tests stands.
pub(crate) const TRACEABILITY: &str = "docs/traceability.md";
/// The word that marks a generated document within its first lines; in two parts so that this is no mark.
const MARK: &str = concat!("Gener", "ated ");

/// The text the table should have now.
pub(crate) fn traceability_text(tree: &Tree) -> Result<String, TaskError> {
    Ok(render(&mission::statements(tree)?, &tests_by_id(tree)))
}

/// Writes the tables of what the tests show: statements, and security requirements.
pub(crate) fn traceability(tree: &Tree) -> Result<(), TaskError> {
    write(&root().join(TRACEABILITY), &traceability_text(tree)?)?;
    write(&root().join(MATRIX), &asvs::matrix(tree)?)
}

/// Fails when one of these tables is not what the tests say now.
pub(crate) fn check_traceability(tree: &Tree) -> Result<(), TaskError> {
    current(tree, TRACEABILITY, &traceability_text(tree)?)?;
    current(tree, MATRIX, &asvs::matrix(tree)?)
}

fn current(tree: &Tree, path: &str, text: &str) -> Result<(), TaskError> {
    if tree.text(path) == Some(text) {
        Ok(())
    } else {
        Err(TaskError::Stale { path: path.to_owned() })
    }
}

/// The generated documents besides that table, each with the tests that make it: package and name.
pub(crate) fn documents(tree: &Tree) -> BTreeMap<&str, Vec<(String, String)>> {
    let marked = |text: &str| text.lines().take(6).any(|line| line.contains(MARK));
    tree.files()
        .filter(|(path, text)| {
            path.starts_with("docs/") && *path != TRACEABILITY && *path != MATRIX && marked(text)
        })
        .map(|(path, _)| {
            let makers = tree.rust_files().flat_map(|(source, text)| {
                let package =
                    source.strip_prefix("crates/").and_then(|rest| rest.split('/').next());
                rust::tests_naming(text, path)
                    .into_iter()
                    .filter_map(move |test| Some((package?.to_owned(), test)))
            });
            (path, makers.collect())
        })
        .collect()
}

/// Writes, or only compares, every generated document.
pub(crate) fn all(check: bool) -> Result<(), TaskError> {
    let tree = Tree::read()?;
    if check {
        check_traceability(&tree)?;
        current(&tree, INDEX, &index_text(&tree))?;
    } else {
        traceability(&tree)?;
        write(&root().join(INDEX), &index_text(&tree))?;
    }
    let mut tests: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (package, test) in documents(&tree).into_values().flatten() {
        tests.entry(package).or_default().push(test);
    }
    tests.iter().try_for_each(|(package, names)| run_tests(package, names, check))
}

#[expect(clippy::disallowed_methods, reason = "a task runs the tests that write documents")]
fn run_tests(package: &str, names: &[String], check: bool) -> Result<(), TaskError> {
    let mut cargo = std::process::Command::new("cargo");
    cargo.current_dir(root()).args(["test", "--quiet", "--package", package, "--"]).args(names);
    if check {
        cargo.env_remove("UPDATE_EXPECT");
    } else {
        cargo.env("UPDATE_EXPECT", "1");
    }
    let program = format!("cargo test --package {package} -- {}", names.join(" "));
    match cargo.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(TaskError::Failed { program }),
        Err(source) => Err(TaskError::Start { program, source }),
    }
}

fn write(path: &Path, text: &str) -> Result<(), TaskError> {
    std::fs::write(path, text)
        .map_err(|source| TaskError::File { path: path.to_string_lossy().into_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_made_by_the_tests_that_name_it() {
        let tree = Tree::of(&[
            ("docs/columns.md", "# Columns\n\nGenerated from the store.\n"),
            ("docs/prose.md", "# Prose\n"),
            (
                "crates/store/src/columns.rs",
                "//! Makes docs/columns.md.\n#[test]\nfn other() {}\n#[test]\nfn columns_are_current() {\n    \
                 expect_file![\"../docs/columns.md\"];\n}\n",
            ),
        ]);
        let documents = documents(&tree);
        assert_eq!(documents.len(), 1);
        let maker = ("store".to_owned(), "columns_are_current".to_owned());
        assert_eq!(documents.get("docs/columns.md"), Some(&vec![maker]));
    }
}
