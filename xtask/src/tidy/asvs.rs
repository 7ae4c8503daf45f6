//! The matrix of security requirements (docs/asvs.md) is what the list and the tests say now, and no test names a
//! requirement that the list does not hold.

use super::Finding;
use crate::asvs::{self, MATRIX};
use crate::tree::Tree;

/// Names a stale matrix, a malformed list and every unknown id.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let requirements = match asvs::requirements(tree) {
        Ok(requirements) => requirements,
        Err(error) => return vec![Finding::new(asvs::PATH, 0, error.to_string())],
    };
    let mut findings: Vec<Finding> = asvs::unknown(tree, &requirements)
        .into_iter()
        .map(|(id, path, line)| {
            Finding::new(&path, line, format!("xtask/asvs.txt holds no requirement {id}"))
        })
        .collect();
    if asvs::matrix(tree).ok().as_deref() != tree.text(MATRIX) {
        let what = "not what the list and the tests say now; run `cargo xtask gen`";
        findings.push(Finding::new(MATRIX, 0, what));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_matrix_and_an_unknown_requirement_are_caught() {
        let list = (asvs::PATH, "8.2.1 1 | Functions |\n");
        let current = asvs::matrix(&Tree::of(&[list])).unwrap();
        assert!(check(&Tree::of(&[list, (MATRIX, &current)])).is_empty());
        assert_eq!(check(&Tree::of(&[list, (MATRIX, "# Old\n")])).len(), 1);
        let claim = ("crates/a/src/a.rs", "// ASVS 9.9.9\nfn a() {}\n");
        assert_eq!(check(&Tree::of(&[list, claim, (MATRIX, &current)])).len(), 1);
    }
}
