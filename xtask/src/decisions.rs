//! The index of the decisions: the table at the end of `docs/decisions/README.md`, made from their titles.

use crate::tree::Tree;

/// The folder of the decisions.
pub(crate) const FOLDER: &str = "docs/decisions/";
/// The file that holds the index.
pub(crate) const INDEX: &str = "docs/decisions/README.md";
/// The first line of the table; what stands above it is written by hand.
const TABLE: &str = "| number | decision |\n";

/// The decisions: file name and text, in the order of their numbers.
pub(crate) fn decisions(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.files().filter_map(|(path, text)| {
        let name = path.strip_prefix(FOLDER)?;
        (path != INDEX && name.ends_with(".md")).then_some((name, text))
    })
}

/// The text that the index should have now.
pub(crate) fn index_text(tree: &Tree) -> String {
    let written = tree.text(INDEX).unwrap_or_default();
    let head = written.split_once(TABLE).map_or(written, |(head, _)| head);
    let rows = decisions(tree).map(|(name, text)| {
        let heading = text.lines().next().unwrap_or_default().trim_start_matches("# ");
        let (number, title) = heading.split_once(". ").unwrap_or(("", heading));
        format!("| [{number}]({name}) | {title} |\n")
    });
    format!("{head}{TABLE}| --- | --- |\n{}", rows.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_keeps_its_head_and_lists_every_decision() {
        let tree = Tree::of(&[
            (INDEX, "# Decisions\n\nHow.\n\n| number | decision |\n| --- | --- |\n| old | row |\n"),
            ("docs/decisions/0002-b.md", "# 0002. We do b\n\ntext\n"),
            ("docs/decisions/0001-a.md", "# 0001. We do a\n"),
        ]);
        assert_eq!(
            index_text(&tree),
            "# Decisions\n\nHow.\n\n| number | decision |\n| --- | --- |\n\
             | [0001](0001-a.md) | We do a |\n| [0002](0002-b.md) | We do b |\n"
        );
    }
}
