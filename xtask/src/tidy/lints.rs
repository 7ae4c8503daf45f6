//! Every crate takes the workspace's lints, which forbid unsafe code, and no manifest turns one off.

use super::Finding;
use crate::manifest::entries;
use crate::tree::Tree;

/// Names every manifest that steps out of the workspace's lints.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let workspace = tree.text("Cargo.toml").unwrap_or_default();
    let forbids = entries(workspace).iter().any(|entry| {
        entry.section == "workspace.lints.rust"
            && entry.key == "unsafe_code"
            && entry.value.trim_matches('"') == "forbid"
    });
    if !forbids {
        findings.push(Finding::new(
            "Cargo.toml",
            0,
            "[workspace.lints.rust] must say `unsafe_code = \"forbid\"`",
        ));
    }
    for (name, manifest) in tree.crates() {
        let path = if name == "xtask" {
            "xtask/Cargo.toml".into()
        } else {
            format!("crates/{name}/Cargo.toml")
        };
        let takes = entries(manifest).iter().any(|entry| {
            entry.section == "lints" && entry.key == "workspace" && entry.value == "true"
        });
        if !takes {
            findings.push(Finding::new(&path, 0, "add `[lints]` with `workspace = true`"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: (&str, &str) = ("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n");

    #[test]
    fn a_crate_that_steps_out_is_caught() {
        for manifest in [
            "[package]\n",
            "[lints]\nworkspace = false\n",
            "[lints.rust]\nunsafe_code = \"allow\"\n",
        ] {
            let tree = Tree::of(&[ROOT, ("crates/case/Cargo.toml", manifest)]);
            assert_eq!(check(&tree).len(), 1, "{manifest}");
        }
        let tree = Tree::of(&[ROOT, ("crates/case/Cargo.toml", "[lints]\nworkspace = true\n")]);
        assert!(check(&tree).is_empty());
    }

    #[test]
    fn a_workspace_that_only_denies_unsafe_code_is_caught() {
        // `deny` can be undone by an attribute, `forbid` cannot.
        let tree = Tree::of(&[("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"deny\"\n")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
