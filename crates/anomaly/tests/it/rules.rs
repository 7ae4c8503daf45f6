//! The table of rules, and what an operator may change of it.

use anomaly::{Action, Override, RuleId, Rules, TuningError};

fn change(json: &str) -> Result<Rules, TuningError> {
    let changes: Vec<Override> = serde_json::from_str(json).unwrap();
    Rules::tuned(&changes)
}

#[test]
fn every_rule_stands_in_the_table_once_under_its_name() {
    let mut names: Vec<String> = RuleId::all().map(RuleId::name).to_vec();
    assert_eq!(Rules::usual().iter().count(), names.len());
    for id in RuleId::all() {
        assert_eq!(serde_json::to_value(id).unwrap(), id.name());
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 27);
}

#[test]
fn an_operator_changes_window_threshold_and_action() {
    let rules =
        change(r#"[{"rule":"reads-stop","threshold":40,"window-minutes":120,"action":"step-up"}]"#)
            .unwrap();
    let rule = rules.get(RuleId::ReadsStop).unwrap();
    assert_eq!((rule.threshold, rule.window.as_secs(), rule.action), (40, 7_200, Action::StepUp));
    assert_eq!(rules.get(RuleId::ReadsBudget), Rules::usual().get(RuleId::ReadsBudget));
}

#[test]
fn a_rule_that_is_off_is_not_there() {
    let rules = change(r#"[{"rule":"unusual-hour","on":false}]"#).unwrap();
    assert_eq!(rules.get(RuleId::UnusualHour), None);
}

#[test]
fn a_change_that_makes_no_sense_is_named() {
    for (json, error) in [
        (r#"[{"rule":"probing","threshold":0}]"#, TuningError::Threshold("probing".into())),
        (r#"[{"rule":"probing","window-minutes":0}]"#, TuningError::Window("probing".into())),
        (r#"[{"rule":"probing","window-minutes":50000}]"#, TuningError::Window("probing".into())),
        (
            r#"[{"rule":"probing","threshold":3},{"rule":"probing","threshold":4}]"#,
            TuningError::Twice("probing".into()),
        ),
        (
            r#"[{"rule":"ledger-mismatch","on":false}]"#,
            TuningError::Needed("ledger-mismatch".into()),
        ),
    ] {
        assert_eq!(change(json), Err(error), "{json}");
    }
    assert!(serde_json::from_str::<Override>(r#"{"rule":"probing","treshold":3}"#).is_err());
}
