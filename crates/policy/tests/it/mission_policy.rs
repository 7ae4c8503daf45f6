//! What the policies say apart from times: one test for each statement `POL` of the mission.

use expect_test::expect;
use policy::{
    AnchorEvent, ContactWay, CreditChoice, FieldKind, HarborGrade, HarborStatement, IntakeState,
    NameForm, PolicyVersion, Retained, RewardKind, SecurityTxt, Support, completeness,
    security_txt,
};

use crate::examples::{EXAMPLES, example, read};

#[test]
fn pol_1_a_policy_names_its_contacts_in_order_of_preference() {
    let policy = example("simprints");
    let uris = policy.program.contacts.iter().map(|contact| contact.way.uri()).collect::<Vec<_>>();
    assert_eq!(
        uris,
        [
            "mailto:securityreport@simprints.com",
            "https://github.com/Simprints/Android-Simprints-ID/security/advisories/new"
        ]
    );
    for name in ["feature-table", "supported-versions", "sigtech"] {
        let contact = &example(name).program.contacts[0];
        assert!(matches!(contact.way, ContactWay::Email(_)), "{name}");
        assert!(contact.source.is_some(), "{name}");
    }
}

#[test]
fn pol_1_security_txt_lists_the_contacts_and_what_rfc_9116_asks_for() {
    let place = SecurityTxt {
        expires: "2027-06-01T00:00:00Z".parse().unwrap(),
        canonical_url: "https://desk.example/.well-known/security.txt",
        policy_url: "https://desk.example/simprints",
        report_url: Some("https://desk.example/simprints/report"),
        acknowledgments_url: Some("https://desk.example/simprints/thanks"),
        csaf_url: None,
    };
    expect![[r"
        Contact: https://desk.example/simprints/report
        Contact: mailto:securityreport@simprints.com
        Contact: https://github.com/Simprints/Android-Simprints-ID/security/advisories/new
        Expires: 2027-06-01T00:00:00Z
        Acknowledgments: https://desk.example/simprints/thanks
        Preferred-Languages: en
        Canonical: https://desk.example/.well-known/security.txt
        Policy: https://desk.example/simprints
    "]]
    .assert_eq(&security_txt(&example("simprints"), &place));
}

#[test]
fn pol_1_no_value_can_add_a_line_to_security_txt() {
    let place = SecurityTxt {
        expires: "2027-06-01T00:00:00Z".parse().unwrap(),
        canonical_url: "https://desk.example/a\r\nContact: mailto:other@example.org",
        policy_url: "https://desk.example/simprints",
        report_url: None,
        acknowledgments_url: None,
        csaf_url: None,
    };
    let text = security_txt(&example("sigtech"), &place);
    assert_eq!(text.lines().filter(|line| line.starts_with("Contact:")).count(), 1, "{text}");
}

#[test]
fn pol_2_the_table_of_supported_versions_answers_for_a_version() {
    let policy = example("supported-versions");
    let supports = |version| policy.supports_version("project", version);
    assert_eq!(supports("latest"), Support::Supported);
    // The policy does not say which version the latest one is, so it cannot be told.
    assert_eq!(supports("1.4.2"), Support::Unknown);
    assert_eq!(policy.supports_version("another", "1.4.2"), Support::Unknown);
    assert_eq!(example("sigtech").supports_version("api", "1.0"), Support::Unknown, "no table");
}

#[test]
fn pol_2_a_version_is_judged_by_the_first_row_about_it() {
    let policy = read(
        r#"
        [program]
        id = "p"
        name = "P"
        contact = [{ email = "a@example.org" }]
        [[product]]
        id = "lib"
        name = "Lib"
        latest = "3.1.0"
        versions = [
            { version = "latest", supported = true },
            { version = "2.4.x", supported = true, until = 2027-01-31 },
            { version = "1.9.7", supported = true },
            { version = "< 2.0", supported = false },
            { version = ">= 4", supported = true },
        ]"#,
    );
    let rows = [
        ("3.1.0", Support::Supported),
        ("v3.1", Support::Supported),
        (" 2.4.99 ", Support::Supported),
        ("2.4", Support::Supported),
        ("2.40.1", Support::NotSupported),
        ("1.9.7", Support::Supported),
        ("1.9.6", Support::NotSupported),
        ("3.0.9", Support::NotSupported),
        ("4.0", Support::Supported),
        ("10", Support::Supported),
        ("3.1.0-rc1", Support::Unknown),
        ("main", Support::Unknown),
        ("", Support::Unknown),
    ];
    for (version, support) in rows {
        assert_eq!(policy.supports_version("lib", version), support, "{version}");
    }
    let on = |day: &str| policy.supports_version_on("lib", "2.4.1", day.parse().unwrap());
    assert_eq!(on("2027-01-31"), Support::Supported, "the last day counts");
    assert_eq!(on("2027-02-01"), Support::NotSupported);
}

#[test]
fn pol_2_reports_on_other_versions_may_be_declined() {
    let policy = example("feature-table");
    assert_eq!(policy.supports_version("system", "latest"), Support::Supported);
    assert!(policy.scope.outside.iter().any(|item| item.id == "other-versions"));
}

#[test]
fn pol_3_scope_says_what_is_in_and_what_is_out() {
    let policy = example("sigtech");
    let inside = policy.scope.inside.iter().map(|item| item.what.as_str()).collect::<Vec<_>>();
    let outside = policy.scope.outside.iter().map(|item| item.what.as_str()).collect::<Vec<_>>();
    assert_eq!(inside, ["SigTech API", "Python SDK"]);
    assert_eq!(outside, ["Third-party libraries", "Python itself"]);
    assert!(policy.scope.inside[0].is_about("api"));
    let elsewhere = example("supported-versions").scope.outside[0].report_to.clone();
    assert_eq!(elsewhere.as_deref(), Some("the respective owners or organizations"));
}

#[test]
fn pol_4_the_form_asks_for_what_each_policy_asks_for() {
    let form = |name: &str| {
        let policy = example(name);
        let fields = &policy.report_form().fields;
        fields
            .iter()
            .map(|field| format!("{}{} ", field.id, if field.required { "!" } else { "" }))
            .collect::<String>()
    };
    expect!["details! steps! title version impact mitigations "].assert_eq(&form("feature-table"));
    expect!["type! service! requirements! steps! impact! title "].assert_eq(&form("ethical-rules"));
    expect!["details! steps! title proof-of-concept version components suggestions "]
        .assert_eq(&form("supported-versions"));
    expect![
        "type! steps! impact! title product source-paths location configuration proof-of-concept "
    ]
    .assert_eq(&form("sigtech"));
}

#[test]
fn pol_4_completeness_says_what_is_given_and_what_is_missing() {
    let policy = example("sigtech");
    let found = completeness(&policy, &["impact", "type", "location", "unheard-of"]);
    assert_eq!(found.given, ["type", "impact", "location"]);
    assert_eq!(found.missing_required, ["steps"]);
    assert_eq!(
        found.missing_wanted,
        ["title", "product", "source-paths", "configuration", "proof-of-concept"]
    );
    assert_eq!(found.counts(), (3, 9));
    assert!(!found.is_sufficient());
    assert!(completeness(&policy, &["type", "impact", "steps"]).is_sufficient());
}

#[test]
fn pol_4_a_policy_without_a_form_asks_for_a_description() {
    let policy =
        read("[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n");
    let form = policy.report_form();
    assert_eq!(form.fields.len(), 2);
    assert!(form.field("details").unwrap().required);
    assert!(!form.field("title").unwrap().required);
}

#[test]
fn case_9_source_paths_and_location_are_fields_that_a_policy_can_name() {
    let policy = example("sigtech");
    let form = policy.report_form();
    assert_eq!(form.field("source-paths").unwrap().label, "Affected source code");
    expect!["The tag, branch, commit or direct URL of the affected code."]
        .assert_eq(&form.field("location").unwrap().help);
}

#[test]
fn case_10_every_well_known_field_can_be_named_and_has_words() {
    let ids = policy::WELL_KNOWN_FIELDS.iter().map(|field| field.id).collect::<Vec<_>>();
    let policy = read(&format!(
        "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{{ email = \"a@example.org\" }}]\n\
         [report]\nwanted = {ids:?}\n"
    ));
    let form = policy.report_form();
    assert_eq!(form.fields.len(), ids.len());
    for field in &form.fields {
        assert!(!field.label.is_empty() && !field.help.is_empty(), "{}", field.id);
    }
    expect!["title details type product version components source-paths location service configuration requirements steps proof-of-concept impact mitigations suggestions exploited"]
        .assert_eq(&ids.join(" "));
}

#[test]
fn case_10_the_product_field_offers_the_products_of_the_policy() {
    let policy = example("sigtech");
    let FieldKind::Choice(choices) = &policy.report_form().field("product").unwrap().kind else {
        panic!("not a choice");
    };
    let values = choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>();
    assert_eq!(values, ["api", "python-sdk", "other"]);
}

#[test]
fn pol_5_the_rules_of_good_faith_are_named() {
    let rules = example("ethical-rules").rules;
    let ids = rules.forbidden.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>();
    for id in [
        "exfiltration",
        "backdoor",
        "system-changes",
        "denial-of-service",
        "brute-force",
        "aggressive-scanning",
        "social-engineering",
    ] {
        assert!(ids.contains(&id), "{id}");
    }
    assert!(rules.forbidden.iter().all(|rule| rule.text.starts_with("Do not ")));
    assert_eq!(example("supported-versions").rules.asked[0].id, "good-faith");
}

#[test]
fn pol_6_a_policy_says_not_to_disclose_before_it_is_resolved_and_where_not() {
    let disclosure = example("sigtech").disclosure;
    assert_eq!(disclosure.places, ["GitHub issue", "Discord", "Twitter"]);
    assert!(disclosure.statement.is_some());
    for name in ["ethical-rules", "supported-versions"] {
        assert_eq!(example(name).disclosure.until, Some(AnchorEvent::Resolved), "{name}");
    }
}

#[test]
fn pol_7_a_safe_harbor_states_no_legal_action_on_conditions() {
    let harbor = example("supported-versions").harbor;
    assert_eq!(harbor.statements, [HarborStatement::NoLegalAction, HarborStatement::NoCharges]);
    assert_eq!(harbor.conditions.len(), 4);
    assert_eq!(harbor.grade(), HarborGrade::Partial);
    assert_eq!(example("ethical-rules").harbor.statements, [HarborStatement::NoLegalAction]);
    assert_eq!(example("simprints").harbor.grade(), HarborGrade::None);
}

#[test]
fn pol_7_the_four_statements_make_a_full_safe_harbor() {
    let policy = read(
        "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n[harbor]\n\
         statements = [\"anti-hacking\", \"anti-circumvention\", \"terms of service\", \"good faith\"]",
    );
    assert_eq!(policy.harbor.grade(), HarborGrade::Full);
}

#[test]
fn pol_8_no_compensation_but_credit() {
    let policy = example("supported-versions");
    assert_eq!(policy.reward.kind, RewardKind::None);
    assert_eq!(policy.credit.choice, CreditChoice::OptIn);
    assert!(policy.promise("credit").is_some());
}

#[test]
fn case_7_each_policy_says_how_reporters_are_credited() {
    let credit = |name| example(name).credit;
    assert_eq!(credit("simprints").choice, CreditChoice::OptOut);
    let by_consultation = credit("ethical-rules");
    assert_eq!(by_consultation.choice, CreditChoice::OptIn);
    assert!(by_consultation.in_consultation && by_consultation.hall_of_fame);
    assert_eq!(by_consultation.forms, [NameForm::Name, NameForm::Acronym, NameForm::Pseudonym]);
    assert_eq!(credit("sigtech").choice, CreditChoice::Unstated);
}

#[test]
fn pol_9_personal_details_stay_and_reports_may_be_anonymous() {
    let privacy = example("ethical-rules").privacy;
    assert!(privacy.anonymous && privacy.pseudonym && privacy.not_passed_on);
    assert_eq!(privacy.source.len(), 2);
}

#[test]
fn pol_10_a_policy_is_versioned_by_the_hash_of_its_text() {
    for (name, _, source) in EXAMPLES {
        let version = read(source).version();
        assert_eq!(version, PolicyVersion::of(source), "{name}");
        assert_eq!(version.to_string().parse(), Ok(version));
    }
    // `printf abc | sha256sum`
    expect!["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]
        .assert_eq(&PolicyVersion::of("abc").to_string());
    assert_eq!(PolicyVersion::of("abc").short(), "ba7816bf8f01");
    for text in ["", "ba78", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"] {
        assert!(text.parse::<PolicyVersion>().is_err(), "{text}");
    }
    assert_eq!(example("sigtech").changes.unwrap().source.len(), 2);
}

#[test]
fn pol_11_the_privacy_policy_and_what_is_kept_why_and_how_long() {
    let policy = example("simprints");
    assert!(policy.privacy.policy_url.unwrap().starts_with("https://"));
    let report = policy.retention.iter().find(|row| row.what == Retained::Report).unwrap();
    assert_eq!(report.keep.unwrap().to_string(), "36 months");
    assert!(report.why.starts_with("To judge"));
    let ledger = policy.retention.iter().find(|row| row.what == Retained::Ledger).unwrap();
    assert_eq!(ledger.keep, None, "for good");
}

#[test]
fn intake_is_paused_from_the_first_moment_up_to_but_not_at_the_last() {
    let policy = read(
        r#"
        [program]
        id = "p"
        name = "P"
        contact = [{ email = "a@example.org" }]
        [intake]
        mode = "paused"
        from = 2026-12-20T00:00:00Z
        until = 2027-01-04T09:00:00+01:00
        urgent = "urgent@example.org"
        "#,
    );
    let until = "2027-01-04T08:00:00Z".parse().unwrap();
    for (moment, state) in [
        ("2026-12-19T23:59:59Z", IntakeState::Open),
        ("2026-12-20T00:00:00Z", IntakeState::Paused { until }),
        ("2027-01-04T07:59:59Z", IntakeState::Paused { until }),
        ("2027-01-04T08:00:00Z", IntakeState::Open),
    ] {
        assert_eq!(policy.intake.state_at(moment.parse().unwrap()), state, "{moment}");
    }
    assert_eq!(policy.intake.urgent, Some(ContactWay::Email("urgent@example.org".to_owned())));
}
