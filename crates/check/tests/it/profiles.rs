//! The profiles: what a policy that says everything meets, what an empty one does not, and scores by level.

use check::{Outcome, ProfileResult};

fn result(report: &check::Report, id: &str) -> ProfileResult {
    report.profiles.iter().find(|result| result.profile.id == id).unwrap().clone()
}

fn outcome(result: &ProfileResult, id: &str) -> Outcome {
    result.rows.iter().find(|row| row.row.id == id).unwrap_or_else(|| panic!("no row {id}")).outcome
}

/// A policy as data that says what most standards ask.
const WHOLE: &str = r#"
[program]
id = "acme"
name = "Acme"
[[program.contact]]
url = "https://acme.test/report"
[[program.contact]]
email = "security@acme.test"
[[program.key]]
uri = "https://acme.test/key.txt"
[[product]]
id = "server"
name = "Acme Server"
type = "application"
[[product.versions]]
version = "2.x"
supported = true
until = 2030-12-31
[scope]
in = [{ id = "server", what = "The Acme server", product = "server" }]
[report]
required = ["steps", "impact"]
[rules]
forbidden = [{ id = "denial-of-service" }, { id = "data-sharing" }]
[harbor]
statements = ["anti-hacking", "anti-circumvention", "terms of service", "good faith", "no legal action"]
[disclosure]
maximum = "90 days"
extension = "Longer only when you agree."
[credit]
choice = "opt-out"
[privacy]
anonymous = true
[calendar]
zone = "UTC"
[[promise]]
id = "ack"
do = "acknowledge"
within = "3 business days"
source = "We acknowledge every report within 3 business days."
[[promise]]
id = "update"
do = "update"
within = "7 days"
every = "7 days"
source = "We tell you every 7 days how far we are."
[[promise]]
id = "fix"
do = "fix"
within = "60 days"
source = "We fix within 60 days."
[[promise]]
id = "advisory"
do = "publish"
to = "public"
from = "fix released"
within = "24 hours"
source = "We publish an advisory within a day of the fix."
"#;

#[test]
fn a_policy_that_says_everything_meets_every_row_that_a_text_can_meet() {
    let report = crate::check_one("policy.toml", WHOLE);
    assert!(!report.reaches(check::Severity::Error), "{}", check::text(&report));
    for result in &report.profiles {
        if result.profile.id == "scorecard" || result.profile.id == "tr-03183-3" {
            continue;
        }
        for row in &result.rows {
            assert!(
                row.outcome != Outcome::NotMet,
                "{} {}: {}",
                result.profile.id,
                row.row.id,
                row.remark
            );
        }
    }
    assert_eq!(result(&report, "diostatus").score, Some(5));
    let bod = result(&report, "bod-20-01");
    assert_eq!(outcome(&bod, "anonymous"), Outcome::Met);
    assert_eq!(outcome(&bod, "issue-date"), Outcome::CannotTell);
}

#[test]
fn a_met_row_shows_the_words_that_show_it() {
    let report = crate::check_one("policy.toml", WHOLE);
    let psti = result(&report, "psti");
    let row = psti.rows.iter().find(|row| row.row.id == "acknowledgement").unwrap();
    let shown = row.shown.as_ref().unwrap();
    assert!(shown.words.contains("3 business days"), "{shown:?}");
    assert_eq!((shown.path.as_str(), shown.place.line > 1), ("policy.toml", true));
}

#[test]
fn a_policy_with_a_contact_and_nothing_else_is_at_the_first_level() {
    let report = crate::check_one(
        "SECURITY.md",
        "# Security\n\nThe mailbox for vulnerabilities is security@acme.test.\n",
    );
    assert_eq!(result(&report, "diostatus").score, Some(1));
    let bod = result(&report, "bod-20-01");
    for id in ["scope", "testing", "anonymous", "authorisation", "acknowledgement", "issue-date"] {
        assert_eq!(outcome(&bod, id), Outcome::NotMet, "{id}");
    }
    assert_eq!(outcome(&bod, "how-to-report"), Outcome::Met);
}

#[test]
fn without_a_contact_nothing_above_level_zero_counts() {
    let text = "# Security\n\nWe will not take any legal action against you concerning the report you made to us.\n";
    assert_eq!(result(&crate::check_one("SECURITY.md", text), "diostatus").score, Some(0));
}

#[test]
fn a_promise_not_to_sue_is_the_third_level() {
    let text = "# Security\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 24 hours. We will not take any legal action against you concerning the report.\n";
    assert_eq!(result(&crate::check_one("SECURITY.md", text), "diostatus").score, Some(3));
}

#[test]
fn an_answer_after_more_than_fourteen_days_fails_the_badge_row() {
    let report = |days: u32| {
        let text = format!(
            "# Security\n\nReport to security@acme.test. We will acknowledge your report within {days} days.\n"
        );
        outcome(
            &result(&crate::check_one("SECURITY.md", &text), "openssf-badge"),
            "vulnerability_report_response",
        )
    };
    assert_eq!(report(14), Outcome::Met);
    assert_eq!(report(15), Outcome::NotMet);
}

#[test]
fn a_policy_in_another_language_fails_the_row_that_asks_for_english() {
    let text = "# Sicherheitsrichtlinie\n\nBitte melden Sie Schwachstellen an unser Postfach sicherheit@acme.test. Wir bestätigen den Eingang jeder Meldung innerhalb von drei Werktagen und halten Sie über den Verlauf auf dem Laufenden.\n";
    assert_eq!(
        outcome(&result(&crate::check_one("SECURITY.md", text), "psti"), "english"),
        Outcome::NotMet
    );
}

#[test]
fn the_rows_on_security_txt_need_one() {
    let served = "Contact: https://acme.test/report\nEncryption: https://acme.test/key.txt\nPolicy: https://acme.test/security\nExpires: 2027-06-30T00:00:00Z\nCSAF: https://acme.test/.well-known/csaf/provider-metadata.json\n";
    let with = crate::check_tree(&[("policy.toml", WHOLE), (".well-known/security.txt", served)]);
    let with = result(&with, "tr-03183-3");
    for id in [
        "security-txt",
        "contacts",
        "encryption",
        "policy",
        "expiry",
        "form",
        "csaf",
        "response-times",
    ] {
        assert_eq!(outcome(&with, id), Outcome::Met, "{id}");
    }
    assert_eq!(outcome(&with, "signature"), Outcome::NotMet);
    let without = result(&crate::check_tree(&[("policy.toml", WHOLE)]), "tr-03183-3");
    assert_eq!(outcome(&without, "security-txt"), Outcome::NotMet);
    let unknown = result(&crate::check_one("policy.toml", WHOLE), "tr-03183-3");
    assert_eq!(outcome(&unknown, "security-txt"), Outcome::CannotTell);
}

#[test]
fn ids_of_profiles_and_rows_are_distinct() {
    let mut ids: Vec<_> = check::PROFILES.iter().map(|profile| profile.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), check::PROFILES.len());
    for profile in check::PROFILES {
        let mut rows: Vec<_> = profile.rows.iter().map(|row| row.id).collect();
        rows.sort_unstable();
        rows.dedup();
        assert_eq!(rows.len(), profile.rows.len(), "{}", profile.id);
        assert_eq!(check::profile(profile.id).map(|found| found.id), Some(profile.id));
    }
}
