//! Candor's own policy: read without a finding, and SECURITY.md is what it says now.

use expect_test::{expect, expect_file};
use policy::render::security_md;
use policy::{HarborGrade, SecurityTxt, format, parse, security_txt};

const OWN: &str = include_str!("../../../../policy.toml");

#[test]
fn candors_own_policy_is_in_order() {
    let policy = parse(OWN).unwrap();
    assert_eq!(policy.warnings(), []);
    assert_eq!(policy.harbor.grade(), HarborGrade::Full);
    assert_eq!(format(OWN).unwrap(), OWN, "`candor policy fmt policy.toml` lays it out");
}

#[test]
fn the_security_md_at_the_root_is_current() {
    expect_file!["../../../../SECURITY.md"].assert_eq(&security_md(&parse(OWN).unwrap()));
}

#[test]
fn a_site_that_serves_candors_policy_names_its_own_form_in_security_txt() {
    let text = security_txt(
        &parse(OWN).unwrap(),
        &SecurityTxt {
            expires: "2027-11-01T00:00:00Z".parse().unwrap(),
            canonical_url: "https://desk.example/.well-known/security.txt",
            policy_url: "https://desk.example/p/candor",
            report_url: Some("https://desk.example/p/candor/report"),
            acknowledgments_url: None,
            csaf_url: None,
        },
    );
    expect![[r#"
        Contact: https://desk.example/p/candor/report
        Expires: 2027-11-01T00:00:00Z
        Preferred-Languages: en
        Canonical: https://desk.example/.well-known/security.txt
        Policy: https://desk.example/p/candor
    "#]]
    .assert_eq(&text);
}
