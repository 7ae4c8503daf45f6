//! Writing the generated documents, and telling when one is stale.
//!
//! The traceability table is made here. The other documents are made by tests of the crate that owns
//! the data: a test whose name starts with `generated_` compares the document with the code, and
//! writes it when `UPDATE_EXPECT=1` is set. So there is one source for each, and no second program.

use std::path::Path;

use crate::error::TaskError;
use crate::mission;
use crate::traceability::{render, tests_by_id};
use crate::tree::{Tree, root};

/// Where the table of statements and tests stands.
pub(crate) const TRACEABILITY: &str = "docs/traceability.md";

/// The text the table should have now.
pub(crate) fn traceability_text(tree: &Tree) -> Result<String, TaskError> {
    Ok(render(&mission::statements(tree)?, &tests_by_id(tree)))
}

/// Writes the table of statements and tests.
pub(crate) fn traceability(tree: &Tree) -> Result<(), TaskError> {
    write(&root().join(TRACEABILITY), &traceability_text(tree)?)
}

/// Fails when the table of statements and tests is not what the tests say now.
pub(crate) fn check_traceability(tree: &Tree) -> Result<(), TaskError> {
    if tree.text(TRACEABILITY) == Some(traceability_text(tree)?.as_str()) {
        Ok(())
    } else {
        Err(TaskError::Stale { path: TRACEABILITY.to_owned() })
    }
}

/// Writes, or only compares, every generated document.
pub(crate) fn all(check: bool) -> Result<(), TaskError> {
    let tree = Tree::read()?;
    if check {
        check_traceability(&tree)?;
    } else {
        traceability(&tree)?;
    }
    run_generating_tests(check)
}

#[expect(clippy::disallowed_methods, reason = "a task runs the tests that write documents")]
fn run_generating_tests(check: bool) -> Result<(), TaskError> {
    let mut cargo = std::process::Command::new("cargo");
    cargo.current_dir(root()).args(["test", "--quiet", "--workspace", "generated_"]);
    if check {
        cargo.env_remove("UPDATE_EXPECT");
    } else {
        cargo.env("UPDATE_EXPECT", "1");
    }
    let program = String::from("cargo test generated_");
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
