//! No Rust file is longer than 800 lines: past that nobody reads it from the top.

use super::Finding;
use crate::tree::Tree;

/// The most lines a source file may have.
const LONGEST: usize = 800;

/// Names every file that is too long.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust_files()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| {
            Finding::new(
                path,
                LONGEST,
                format!("{lines} lines; split it by subject below {LONGEST}"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_after_the_last_allowed_one_is_caught() {
        let fits = "x\n".repeat(LONGEST);
        assert!(check(&Tree::of(&[("a.rs", &fits)])).is_empty());
        assert_eq!(check(&Tree::of(&[("a.rs", &format!("{fits}x\n"))])).len(), 1);
    }
}
