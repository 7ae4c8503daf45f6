//! The pure crates do no I/O and read no clock and no dice: time and randomness are arguments.
//!
//! A promise about time can be tested only where time is a value, and what cannot reach a disk or a
//! socket cannot leak to one. Tests and examples inside these crates may read files.

use super::Finding;
use crate::manifest::{Kind, dependencies};
use crate::rust::{code_only, lines_with, test_files, use_paths, without_tests};
use crate::tree::Tree;

/// The crates that are pure.
const PURE: &[&str] = &[
    "clock",
    "policy",
    "case",
    "access",
    "ledger",
    "pages",
    "seal",
    "signing",
    "advisory",
    "prose",
    "check",
    "credential",
    "anomaly",
];

/// Paths and names that reach outside, and what to do instead.
const FORBIDDEN: &[(&str, &str)] = &[
    ("std::fs", "read files at the edge and pass their text"),
    ("std::net", "open sockets in `web`"),
    ("std::process", "the program starts no other program"),
    ("std::env", "read the environment in `cli` and pass the values"),
    ("std::thread", "a pure function needs no thread"),
    ("SystemTime", "take the time as a `clock::Instant`"),
    ("Instant::now", "take the time as a `clock::Instant`"),
    ("Timestamp::now", "take the time as a `clock::Instant`"),
    ("Zoned::now", "take the time as a `clock::Instant`"),
    ("OsRng", "take randomness as an argument"),
    ("getrandom", "take randomness as an argument"),
    ("rand", "take randomness as an argument"),
    ("tokio", "a pure function awaits nothing"),
    ("rusqlite", "SQL stands in `store` alone"),
    ("tokio_postgres", "SQL stands in `store` alone"),
    ("axum", "HTTP stands in `web` alone"),
];

/// Dependencies whose purpose is to reach outside.
const FORBIDDEN_DEPENDENCIES: &[&str] = &[
    "axum",
    "deadpool-postgres",
    "fastrand",
    "getrandom",
    "hyper",
    "object_store",
    "rand",
    "reqwest",
    "rusqlite",
    "tokio",
    "tokio-postgres",
    "tower",
    "tower-http",
    "tracing-subscriber",
    "ureq",
];

/// Names every reach outside in a pure crate's product code or manifest.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, manifest) in tree.crates().filter(|(name, _)| PURE.contains(name)) {
        for (kind, entry) in dependencies(manifest) {
            if kind != Kind::Dev && FORBIDDEN_DEPENDENCIES.contains(&entry.key) {
                findings.push(Finding::new(
                    &format!("crates/{name}/Cargo.toml"),
                    entry.line,
                    format!("`{name}` is pure and may not depend on `{}`", entry.key),
                ));
            }
        }
    }
    let tests = test_files(tree);
    for (path, text) in tree.rust_files().filter(|(path, _)| !tests.contains(*path)) {
        let Some(name) = crate_of(path).filter(|name| PURE.contains(name)) else { continue };
        let code = without_tests(&code_only(text));
        let uses = use_paths(&code);
        for (forbidden, instead) in FORBIDDEN {
            let mut lines = lines_with(&code, forbidden);
            let used =
                |path: &str| path == *forbidden || path.starts_with(&format!("{forbidden}::"));
            lines.extend(uses.iter().filter(|(_, path)| used(path)).map(|(line, _)| *line));
            lines.sort_unstable();
            lines.dedup();
            findings.extend(lines.into_iter().map(|line| {
                Finding::new(
                    path,
                    line,
                    format!("`{forbidden}` in the pure crate `{name}`: {instead}"),
                )
            }));
        }
    }
    findings
}

fn crate_of(path: &str) -> Option<&str> {
    let mut parts = path.strip_prefix("crates/")?.split('/');
    let name = parts.next()?;
    (parts.next() != Some("examples")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)])).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn every_forbidden_name_is_caught() {
        for (forbidden, _) in FORBIDDEN {
            let text = format!("//! x\nfn f() {{ {forbidden}::x(); }}\n");
            assert_eq!(findings("crates/case/src/decide.rs", &text).len(), 1, "{forbidden}");
        }
    }

    #[test]
    fn a_grouped_use_does_not_hide_it() {
        let text = "//! x\nuse std::{\n    collections::BTreeMap,\n    fs,\n};\n";
        let found = findings("crates/policy/src/lib.rs", text);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("policy/src/lib.rs:2: `std::fs`"), "{found:?}");
    }

    #[test]
    fn a_nested_group_does_not_hide_it() {
        let text = "//! x\nuse std::{time::{Duration, SystemTime}, net::{IpAddr}};\n";
        assert_eq!(findings("crates/clock/src/lib.rs", text).len(), 2);
    }

    #[test]
    fn tests_comments_and_texts_may_name_it() {
        let text = "//! Not std::fs.\nconst S: &str = \"tokio\";\n#[cfg(test)]\nmod tests {\n use std::fs;\n}\n";
        assert!(findings("crates/seal/src/lib.rs", text).is_empty());
        assert!(findings("crates/seal/tests/vectors.rs", "//! x\nuse std::fs;\n").is_empty());
    }

    #[test]
    fn an_example_is_a_program_of_its_own_and_may_do_io() {
        assert!(findings("crates/check/examples/once.rs", "//! x\nuse std::fs;\n").is_empty());
    }

    #[test]
    fn a_crate_at_the_edge_may_do_io() {
        assert!(findings("crates/web/src/lib.rs", "//! x\nuse std::fs;\n").is_empty());
    }

    #[test]
    fn a_dependency_that_reaches_outside_is_caught() {
        let manifest =
            "[dependencies]\ntokio.workspace = true\n[dev-dependencies]\ngetrandom = \"0\"\n";
        let found = findings("crates/ledger/Cargo.toml", manifest);
        assert_eq!(
            found,
            ["crates/ledger/Cargo.toml:2: `ledger` is pure and may not depend on `tokio`"]
        );
    }
}
