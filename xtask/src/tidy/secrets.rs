//! No file holds a secret: a private key or a token that gives access to something.
//!
//! Published test vectors hold private keys on purpose; they stand under a `vectors` folder.

use super::Finding;
use crate::tree::Tree;

/// How secrets start; in two parts so that this file does not carry them. The number is how many
/// letters or digits follow in a real one.
const STARTS: &[(&str, usize)] = &[
    (concat!("-----BEGIN PRIV", "ATE KEY"), 0),
    (concat!("-----BEGIN RSA PRIV", "ATE KEY"), 0),
    (concat!("-----BEGIN EC PRIV", "ATE KEY"), 0),
    (concat!("-----BEGIN OPENSSH PRIV", "ATE KEY"), 0),
    (concat!("-----BEGIN PGP PRIV", "ATE KEY"), 0),
    (concat!("AGE-SECRET-", "KEY-1"), 20),
    (concat!("AK", "IA"), 16),
    (concat!("gh", "p_"), 30),
    (concat!("github_", "pat_"), 30),
    (concat!("gl", "pat-"), 20),
    (concat!("xo", "xb-"), 10),
];

/// Names every line that looks like it holds one.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| !path.contains("/vectors/")) {
        for (number, line) in (1..).zip(text.lines()) {
            let held = STARTS.iter().any(|(start, length)| {
                line.split_once(start).is_some_and(|(_, after)| {
                    after.chars().take_while(char::is_ascii_alphanumeric).count() >= *length
                })
            });
            if held {
                findings.push(Finding::new(
                    path,
                    number,
                    "this looks like a secret: revoke it, take it out of the history, read it from a file",
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_secret_is_caught() {
        for (start, length) in STARTS {
            let text = format!("token = \"{start}{}\"\n", "A".repeat(*length));
            assert_eq!(check(&Tree::of(&[("config.toml", &text)])).len(), 1, "{start}");
        }
    }

    #[test]
    fn a_mention_and_a_published_vector_pass() {
        let start = STARTS[6].0;
        assert!(
            check(&Tree::of(&[("README.md", &format!("keys start with {start}\n"))])).is_empty()
        );
        let pem = format!("{}-----\n", STARTS[0].0);
        assert!(check(&Tree::of(&[("crates/seal/tests/vectors/a.pem", &pem)])).is_empty());
    }
}
