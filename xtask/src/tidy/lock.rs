//! The lock file keeps a budget, and names no banned package and no source but the registry.
//!
//! Every package is code that runs with the product's rights and that somebody must watch; the number
//! rises only by a decision. `cargo deny` holds the same bans where it is installed (deny.toml).

use super::Finding;
use crate::manifest::locked;
use crate::tree::Tree;

/// The file with the budget and the decision that set it.
const BUDGET: &str = "xtask/lock-budget.txt";
/// The lock file.
const LOCK: &str = "Cargo.lock";
/// Packages that may not come in, and why.
const BANNED: &[(&str, &str)] = &[
    ("openssl-sys", "TLS is rustls; no OpenSSL"),
    ("openssl", "TLS is rustls; no OpenSSL"),
    ("native-tls", "TLS is rustls; no OpenSSL"),
    ("sqlx", "SQL is written once, in `store`"),
    ("diesel", "SQL is written once, in `store`"),
];

/// Names what breaks the budget or the bans.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let packages = locked(tree.text(LOCK).unwrap_or_default());
    match budget(tree) {
        Ok((most, decision)) if packages.len() > most => findings.push(Finding::new(
            LOCK,
            0,
            format!(
                "{} packages, the budget is {most}: drop a dependency, or raise the number in {BUDGET} \
                 and say in {decision} what it buys",
                packages.len()
            ),
        )),
        Ok(_) => {}
        Err(message) => findings.push(Finding::new(BUDGET, 0, message)),
    }
    for package in &packages {
        if let Some((_, why)) = BANNED.iter().find(|(name, _)| *name == package.name) {
            findings.push(Finding::new(
                LOCK,
                package.line,
                format!("`{}` is banned: {why}", package.name),
            ));
        }
        if package.source.is_some_and(|source| !source.starts_with("registry+")) {
            findings.push(Finding::new(
                LOCK,
                package.line,
                format!(
                    "`{}` does not come from the registry; git and path sources are banned",
                    package.name
                ),
            ));
        }
    }
    findings
}

/// The most packages, and the decision that says so.
fn budget(tree: &Tree) -> Result<(usize, &str), String> {
    let text =
        tree.text(BUDGET).ok_or("the file is missing; it holds the number and the decision")?;
    let line = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty());
    let (most, decision) = line
        .and_then(|line| line.split_once(' '))
        .and_then(|(most, decision)| Some((most.parse::<usize>().ok()?, decision.trim())))
        .ok_or("expected one line: the number, then the path of the decision")?;
    let says = tree.text(decision).ok_or(format!("the decision {decision} does not exist"))?;
    if says.contains(&most.to_string()) {
        Ok((most, decision))
    } else {
        Err(format!("{decision} does not give the number {most}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECISION: (&str, &str) = ("docs/decisions/0003-x.md", "At most 2 packages.");
    const NUMBER: (&str, &str) = (BUDGET, "# why\n2 docs/decisions/0003-x.md\n");

    fn package(name: &str, source: &str) -> String {
        format!("[[package]]\nname = \"{name}\"\nversion = \"1\"\nsource = \"{source}\"\n")
    }

    fn messages(lock: &str) -> Vec<String> {
        let tree = Tree::of(&[DECISION, NUMBER, (LOCK, lock)]);
        check(&tree).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn one_package_too_many_is_caught() {
        let two = package("a", "registry+r") + &package("b", "registry+r");
        assert!(messages(&two).is_empty());
        let three = two + &package("c", "registry+r");
        assert!(messages(&three)[0].contains("3 packages, the budget is 2"));
    }

    #[test]
    fn a_banned_package_is_caught() {
        assert!(messages(&package("openssl-sys", "registry+r"))[0].contains("no OpenSSL"));
    }

    #[test]
    fn a_git_source_is_caught() {
        assert_eq!(messages(&package("a", "git+https://example.org/a")).len(), 1);
    }

    #[test]
    fn a_number_that_no_decision_gives_is_caught() {
        for (number, decision) in [("2", "At most 9 packages."), ("many", "At most 2 packages.")] {
            let budget = format!("{number} docs/decisions/0003-x.md\n");
            let tree =
                Tree::of(&[("docs/decisions/0003-x.md", decision), (BUDGET, &budget), (LOCK, "")]);
            assert_eq!(check(&tree).len(), 1);
        }
        assert_eq!(check(&Tree::of(&[(LOCK, "")])).len(), 1);
        assert_eq!(check(&Tree::of(&[NUMBER, (LOCK, "")])).len(), 1);
    }
}
