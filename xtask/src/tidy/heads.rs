//! Every Rust file opens with `//!`: what it is for, and what it must never do.

use super::Finding;
use crate::tree::Tree;

/// Names every file that does not open with its doc comment.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust_files()
        .filter(|(_, text)| !opens_with_doc(text))
        .map(|(path, _)| {
            Finding::new(
                path,
                1,
                "the file opens with `//!` and a sentence that says what it is for",
            )
        })
        .collect()
}

fn opens_with_doc(text: &str) -> bool {
    // A script line or a crate attribute may stand before it; code may not.
    let first = text.lines().find(|line| !line.starts_with("#!") && !line.trim().is_empty());
    first.and_then(|line| line.strip_prefix("//!")).is_some_and(|words| !words.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_head_is_caught() {
        for text in
            ["", "fn f() {}\n", "// A plain comment.\n", "//!\nfn f() {}\n", "use x;\n//! late\n"]
        {
            let tree = Tree::of(&[("crates/case/src/x.rs", text)]);
            assert_eq!(check(&tree).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn a_head_passes() {
        let tree = Tree::of(&[("crates/case/src/x.rs", "//! What is owed.\nfn f() {}\n")]);
        assert!(check(&tree).is_empty());
    }
}
