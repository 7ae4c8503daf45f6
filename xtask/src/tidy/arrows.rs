//! Which crate may depend on which: arrows run one way (ARCHITECTURE.md).
//!
//! A crate is kept small by what it cannot reach. Cargo would accept any arrow that makes no circle;
//! this list accepts those that were decided.

use super::Finding;
use crate::manifest::{Kind, dependencies};
use crate::tree::Tree;

/// Every crate, and the crates of ours it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("policy", &["clock"]),
    ("prose", &["policy", "clock"]),
    ("check", &["prose", "policy", "clock"]),
    ("case", &["policy", "clock"]),
    ("access", &["policy", "clock"]),
    ("advisory", &["policy", "clock"]),
    ("anomaly", &["clock"]),
    ("credential", &["clock"]),
    ("ledger", &[]),
    ("seal", &[]),
    ("signing", &[]),
    ("store", &["access", "policy", "clock"]),
    ("listing", &[]),
    ("outbound", &[]),
    ("pages", &[]),
    (
        "desk",
        &[
            "outbound",
            "advisory",
            "signing",
            "store",
            "seal",
            "case",
            "access",
            "credential",
            "anomaly",
            "ledger",
            "policy",
            "clock",
        ],
    ),
    (
        "web",
        &[
            "advisory",
            "verifier",
            "signing",
            "desk",
            "outbound",
            "listing",
            "pages",
            "store",
            "seal",
            "case",
            "access",
            "credential",
            "anomaly",
            "ledger",
            "policy",
            "clock",
        ],
    ),
    (
        "cli",
        &[
            "advisory",
            "verifier",
            "signing",
            "web",
            "desk",
            "outbound",
            "listing",
            "pages",
            "store",
            "seal",
            "case",
            "anomaly",
            "access",
            "credential",
            "ledger",
            "check",
            "prose",
            "policy",
            "clock",
        ],
    ),
    // A second opinion: it shares nothing with the crates that it judges.
    ("verifier", &[]),
    // For tests only: no crate may link it into the product (checked below).
    ("testkit", &["web", "desk", "store", "seal", "case", "access", "ledger", "policy", "clock"]),
    ("xtask", &[]),
];

/// The crate that tests may use and the product may not.
const DEV_ONLY: &str = "testkit";

/// Arrows that tests may use and the product may not, each with its reason.
const DEV_ARROWS: &[(&str, &str, &str)] = &[
    ("store", "seal", "the schema's columns are compared with the table that classifies them"),
    ("desk", "verifier", "what the desk proves gets its second opinion"),
    ("verifier", "ledger", "both must judge every tree alike; neither uses the other"),
];

/// Dependencies of others that one crate alone may use, and why.
const ALONE: &[(&str, &str, &str)] = &[
    (
        "reqwest",
        "outbound",
        "every request to another machine goes through the one client that judges addresses",
    ),
    ("lettre", "outbound", "mail is handed to the one relay that the operator names"),
];

/// Names every dependency that is not on the list.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, manifest) in tree.crates() {
        let path = if name == "xtask" {
            "xtask/Cargo.toml".into()
        } else {
            format!("crates/{name}/Cargo.toml")
        };
        let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == name) else {
            findings.push(Finding::new(
                &path,
                0,
                format!(
                    "`{name}` is a new crate: a crate is added for a new noun only; say which in \
                         docs/decisions/, then give its arrows in xtask/src/tidy/arrows.rs"
                ),
            ));
            continue;
        };
        for (kind, entry) in dependencies(manifest) {
            let ours = ARROWS.iter().any(|(to, _)| *to == entry.key);
            let for_tests = kind == Kind::Dev
                && (entry.key == DEV_ONLY
                    || DEV_ARROWS.iter().any(|(from, to, _)| *from == name && *to == entry.key));
            let alone = ALONE.iter().find(|(what, who, _)| *what == entry.key && *who != name);
            if let Some((what, who, why)) = alone {
                findings.push(Finding::new(
                    &path,
                    entry.line,
                    format!("`{name}` may not depend on `{what}`, `{who}` does: {why}"),
                ));
            }
            if name == "xtask" {
                findings.push(Finding::new(
                    &path,
                    entry.line,
                    format!("xtask depends on nothing, not on `{}`: it must run before anything is built", entry.key),
                ));
            } else if ours && !for_tests && !allowed.contains(&entry.key) {
                findings.push(Finding::new(
                    &path,
                    entry.line,
                    format!(
                        "`{name}` may not depend on `{}`; it may use: {}",
                        entry.key,
                        if allowed.is_empty() { "none of ours".into() } else { allowed.join(", ") }
                    ),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(name: &str, manifest: &str) -> Vec<String> {
        let path = format!("crates/{name}/Cargo.toml");
        check(&Tree::of(&[(&path, manifest)])).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn an_arrow_against_the_stream_is_caught() {
        let found =
            messages("clock", "[dependencies]\njiff.workspace = true\npolicy.workspace = true\n");
        assert_eq!(
            found,
            [
                "crates/clock/Cargo.toml:3: `clock` may not depend on `policy`; it may use: none of ours"
            ]
        );
    }

    #[test]
    fn an_arrow_for_tests_is_held_too() {
        assert_eq!(messages("pages", "[dev-dependencies]\ndesk.workspace = true\n").len(), 1);
    }

    // ASVS 15.2.3
    #[test]
    fn the_product_may_not_link_the_testkit_and_tests_may() {
        assert_eq!(messages("store", "[dependencies]\ntestkit.workspace = true\n").len(), 1);
        assert!(messages("store", "[dev-dependencies]\ntestkit.workspace = true\n").is_empty());
    }

    #[test]
    fn an_arrow_listed_for_tests_is_for_tests_only() {
        assert!(messages("store", "[dev-dependencies]\nseal.workspace = true\n").is_empty());
        assert_eq!(messages("store", "[dependencies]\nseal.workspace = true\n").len(), 1);
    }

    #[test]
    fn an_unlisted_crate_is_caught() {
        assert_eq!(messages("utils", "[dependencies]\n").len(), 1);
    }

    #[test]
    fn a_dependency_of_the_tasks_is_caught() {
        let tree = Tree::of(&[("xtask/Cargo.toml", "[dependencies]\nserde = \"1\"\n")]);
        assert_eq!(check(&tree).len(), 1);
    }

    #[test]
    fn a_second_client_for_the_network_is_caught() {
        assert_eq!(messages("web", "[dependencies]\nreqwest.workspace = true\n").len(), 1);
        assert!(messages("outbound", "[dependencies]\nreqwest.workspace = true\n").is_empty());
    }

    #[test]
    fn listed_arrows_pass() {
        assert!(
            messages("case", "[dependencies]\nclock.workspace = true\npolicy.workspace = true\n")
                .is_empty()
        );
    }
}
