//! Published policies: what is found in the five seeds and the twelve with ground truth, and how much of what
//! a careful reviewer would raise.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The folder of shared data; tests that need it skip where it is not.
fn root() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    folder.is_dir().then_some(folder)
}

/// The text of a shared file; says so and gives nothing where it is not.
pub(crate) fn shared(path: &str) -> Option<String> {
    let Some(root) = root() else {
        println!("skipped: there is no ../shared here");
        return None;
    };
    Some(std::fs::read_to_string(root.join(path)).unwrap())
}

/// The five seeds and the twelve policies, each with its path.
const SEEDS: &[&str] = &[
    "000_33a281b886632254.txt",
    "001_d7e52399afb8e217.txt",
    "002_64f1335eb1b2abd1.txt",
    "003_cd853f56dd51196e.txt",
    "004_8f33e115191a8a36.txt",
];
pub(crate) const POLICIES: &[&str] = &[
    "Simprints__Android-Simprints-ID",
    "containerd__project",
    "curl__curl",
    "django__django",
    "etcd-io__etcd",
    "go-gitea__gitea",
    "home-assistant__core",
    "kyegomez__swarms",
    "microsoft__repo-templates",
    "nodejs__node",
    "onepub-dev__onepub",
    "scidsg__hushline",
];

/// A reviewer's word for a finding, and the rules that say it.
const SAME: &[(&str, &[&str])] = &[
    ("no_ack_deadline", &["no-acknowledgement-limit"]),
    ("no_response_promise", &["no-acknowledgement-limit"]),
    ("mailto_missing_in_link", &["link-without-mailto"]),
    ("no_safe_harbor", &["no-safe-harbor"]),
    ("no_disclosure_deadline", &["no-disclosure-limit"]),
    ("no_fix_or_disclosure_deadline", &["no-disclosure-limit", "no-fix-limit"]),
    ("no_credit_statement", &["no-credit-rule"]),
    ("no_supported_versions", &["no-supported-versions"]),
    ("no_supported_versions_here", &["no-supported-versions"]),
    ("email_reports_refused", &["email-refused"]),
    ("vague_days_for_90", &["bare-days"]),
    ("ambiguous_days", &["bare-days"]),
    ("ai_report_rules_present", &["rules-for-ai-reports"]),
    ("contains_text_addressed_to_ai_tools", &["text-for-tools"]),
    ("pgp_key_expired", &["key-expired"]),
    ("pointer_only", &["pointer-only"]),
    ("supported_versions_referenced_but_missing", &["versions-missing"]),
    ("personal_mailbox", &["personal-mailbox"]),
    ("update_cadence_unquantified", &["update-without-interval"]),
    ("truncated_table", &["empty-table-row"]),
    ("calendar_exception_clause", &["open-ended-exception"]),
    ("bounty_statement_contradiction", &["bounty-contradiction"]),
    ("legal_action_threat", &["legal-threat"]),
    ("targets_not_guarantees", &["not-guaranteed"]),
];

/// What a reviewer raised of one policy, and whether a rule raises it too.
pub(crate) fn recall(name: &str) -> Option<Vec<(String, bool)>> {
    let text = shared(&format!("data/policies/{name}.md"))?;
    let truth: serde_json::Value =
        serde_json::from_str(&shared(&format!("data/policies/{name}.json"))?).unwrap();
    // The truth names the file in its repository, and with it the format.
    let path = truth["source_path"].as_str().unwrap_or("SECURITY.md");
    let path = path.rsplit('/').next().unwrap();
    let found = crate::codes(&crate::check_one(path, &text));
    let raised = truth["lint_expected"].as_array().unwrap().iter().map(|wanted| {
        let wanted = wanted.as_str().unwrap();
        let same = SAME.iter().find(|(word, _)| *word == wanted);
        let rules = same.unwrap_or_else(|| panic!("{wanted} is no known word of the truth")).1;
        (wanted.to_owned(), rules.iter().any(|rule| found.contains(rule)))
    });
    Some(raised.collect())
}

fn listed(report: &check::Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let check::Place { line, column, .. } = finding.place;
        let words = if finding.words.is_empty() {
            String::new()
        } else {
            format!(" \u{201c}{}\u{201d}", finding.words)
        };
        let _ = writeln!(
            out,
            "{line}:{column} {} {}{words}: {}",
            finding.severity, finding.code, finding.message
        );
    }
    out
}

#[test]
fn what_is_wrong_with_the_five_seeds() {
    let mut out = String::new();
    for name in SEEDS {
        let Some(text) = shared(&format!("seeds/{name}")) else { return };
        let _ = writeln!(out, "== {name}\n{}", listed(&crate::check_one("SECURITY.md", &text)));
    }
    expect_test::expect_file!["snapshots/seeds.txt"].assert_eq(&out);
}

#[test]
fn what_is_wrong_with_published_policies() {
    let mut out = String::new();
    for name in POLICIES {
        let Some(text) = shared(&format!("data/policies/{name}.md")) else { return };
        let path = if name.starts_with("django") { "security.rst" } else { "SECURITY.md" };
        let _ = writeln!(out, "== {name}\n{}", listed(&crate::check_one(path, &text)));
    }
    expect_test::expect_file!["snapshots/published.txt"].assert_eq(&out);
}

#[test]
fn most_of_what_a_reviewer_raises_is_found() {
    let (mut found, mut raised) = (0_u32, 0_u32);
    for name in POLICIES {
        let Some(list) = recall(name) else { return };
        for (word, is_found) in list {
            raised += 1;
            found += u32::from(is_found);
            if !is_found {
                println!("{name}: {word} is not found");
            }
        }
    }
    assert!(f64::from(found) >= 0.9 * f64::from(raised), "{found} of {raised}");
}

/// The mistakes that people see in the seeds, each by hand: name, rule, words.
#[test]
fn the_known_mistakes_of_the_seeds_are_found_where_they_are() {
    let known = [
        (0, "left-over-entity", "&#x20;"),
        (0, "dangling-words", "Additional"),
        (0, "no-acknowledgement-limit", "acknowledging your report"),
        (1, "versions-missing", "above versions"),
        (1, "empty-table-row", "Security Audits"),
        (1, "contact-without-address", "sending an email"),
        (1, "stray-underline", "====="),
        (1, "update-without-interval", "regular updates"),
        (2, "wrong-encoding", "â€™"),
        (2, "no-contact", ""),
        (2, "partial-safe-harbor", "legal action"),
        (3, "template-text", "Use this section"),
        (3, "contact-without-address", "Email our security team"),
        (3, "no-disclosure-limit", ""),
        (4, "general-mailbox", "support@sigtech.com"),
        (4, "no-safe-harbor", ""),
        (4, "severity-undefined", ""),
    ];
    for (seed, code, words) in known {
        let Some(text) = shared(&format!("seeds/{}", SEEDS[seed])) else { return };
        let report = crate::check_one("SECURITY.md", &text);
        let found = report.findings.iter().any(|finding| {
            finding.code == code
                && (finding.words.contains(words) || finding.excerpt.text.contains(words))
        });
        assert!(found, "{}: {code} at \u{201c}{words}\u{201d}\n{}", SEEDS[seed], listed(&report));
    }
}
