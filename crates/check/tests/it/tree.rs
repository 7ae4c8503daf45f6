//! Repositories as they are laid out: which files are read, which counts, and what lies beside them.

use crate::{check_tree, codes};

const GOOD: &str = "# Security policy\n\nReport vulnerabilities to security@acme.test.\n";

#[test]
fn a_policy_is_found_in_each_of_the_places_where_hosts_look() {
    for path in [
        "SECURITY.md",
        "security.md",
        ".github/SECURITY.md",
        "docs/SECURITY.md",
        "SECURITY.txt",
        "SECURITY.html",
        "SECURITY",
        "docs/security.rst",
        "policy.toml",
    ] {
        let text =
            if path == "policy.toml" { "[program]\nid = \"a\"\nname = \"A\"\n" } else { GOOD };
        let report =
            check_tree(&[("README.md", "# A\n"), ("src/main.rs", "fn main() {}\n"), (path, text)]);
        assert_eq!(report.files, [path], "{path}");
        assert!(!codes(&report).contains(&"no-policy"), "{path}");
    }
}

/// What is left is meant and explained in `docs/check.md`: the project has no mailbox and no site of its own.
#[test]
fn candors_own_policy_has_no_finding_but_those_that_the_documentation_explains() {
    let report = check_tree(&[
        ("SECURITY.md", include_str!("../../../../SECURITY.md")),
        ("policy.toml", include_str!("../../../../policy.toml")),
    ]);
    let mut left: Vec<String> = report
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.path, finding.code))
        .collect();
    left.sort();
    assert_eq!(
        left,
        [
            ".well-known/security.txt securitytxt-missing",
            "SECURITY.md account-needed",
            "policy.toml account-needed",
        ]
    );
}

#[test]
fn files_that_only_look_like_a_policy_are_left_alone() {
    let report = check_tree(&[
        ("src/security.md", GOOD),
        ("docs/guide/SECURITY.md", GOOD),
        ("SECURITY.rs", GOOD),
    ]);
    assert!(report.files.is_empty());
    assert_eq!(codes(&report), ["no-policy"]);
}

#[test]
fn files_are_read_in_the_order_in_which_hosts_prefer_them() {
    let report = check_tree(&[
        ("docs/SECURITY.md", GOOD),
        ("SECURITY.md", GOOD),
        (".github/SECURITY.md", GOOD),
    ]);
    assert_eq!(report.files, [".github/SECURITY.md", "SECURITY.md", "docs/SECURITY.md"]);
    let several: Vec<_> = report.findings.iter().filter(|f| f.code == "several-policies").collect();
    assert_eq!(several.len(), 2);
    assert!(
        several[0].message.contains("has the same words as .github/SECURITY.md"),
        "{}",
        several[0]
    );
}

#[test]
fn a_security_txt_served_from_a_folder_of_a_website_is_found() {
    let served = "Contact: mailto:security@acme.test\nExpires: 2027-06-01T00:00:00Z\n";
    let report =
        check_tree(&[("SECURITY.md", GOOD), ("website/static/.well-known/security.txt", served)]);
    assert!(!codes(&report).contains(&"securitytxt-missing"));
    assert!(codes(&report).contains(&"securitytxt-unsigned"), "and it is checked");
}

#[test]
fn a_security_txt_in_the_root_is_told_from_a_policy_in_plain_text() {
    let served = check_tree(&[(
        "security.txt",
        "Contact: mailto:security@acme.test\nExpires: 2027-06-01T00:00:00Z\n",
    )]);
    assert!(codes(&served).contains(&"no-policy"), "{:?}", codes(&served));
    let policy = check_tree(&[(
        "security.txt",
        "Security policy\n\nPlease report vulnerabilities to security@acme.test.\n",
    )]);
    assert!(
        !codes(&policy).contains(&"no-policy")
            && !codes(&policy).contains(&"securitytxt-no-expires")
    );
}

#[test]
fn absence_counts_only_where_the_whole_tree_was_given() {
    let report = crate::check_one("SECURITY.md", GOOD);
    assert!(!codes(&report).contains(&"securitytxt-missing"));
    assert!(codes(&check_tree(&[("SECURITY.md", GOOD)])).contains(&"securitytxt-missing"));
}

#[test]
fn findings_stand_in_the_order_of_files_and_places() {
    let report = check_tree(&[
        ("SECURITY.md", GOOD),
        (".github/SECURITY.md", GOOD),
        (".well-known/security.txt", "x\n"),
    ]);
    let order: Vec<_> = report.findings.iter().map(|f| (f.path.clone(), f.place.line)).collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted);
}
