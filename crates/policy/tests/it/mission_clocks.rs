//! The promises that have a time: one test for each statement `CLK` of the mission.

use clock::{Direction, Instant, Pauses};
use expect_test::expect;
use policy::{Act, Policy, Promise, Severity, include};

use crate::examples::example;

/// A Monday in November; Amsterdam and New York have winter time.
const RECEIVED: &str = "2026-11-23T10:00:00Z";

fn due(policy: &Policy, promise: &Promise) -> String {
    let received: Instant = RECEIVED.parse().unwrap();
    let span = promise.counted().unwrap();
    let due = clock::due(received, span, Direction::After, &policy.calendar, Pauses::NONE).unwrap();
    due.strict.to_string()
}

#[test]
fn clk_1_acknowledge_within_24_hours() {
    let policy = example("feature-table");
    let promise = policy.promise("acknowledge").unwrap();
    assert_eq!(promise.act, Act::Acknowledge);
    expect!["We acknowledge your report within 24 hours."].assert_eq(&promise.in_words());
    assert_eq!(due(&policy, promise), "2026-11-24T10:00:00Z");
}

#[test]
fn clk_2_acknowledge_within_48_hours() {
    let policy = example("supported-versions");
    let promise = policy.promise("acknowledge").unwrap();
    expect!["We acknowledge your report within 48 hours."].assert_eq(&promise.in_words());
    assert_eq!(due(&policy, promise), "2026-11-25T10:00:00Z");
}

#[test]
fn clk_3_respond_within_24_hours_when_severe_and_72_otherwise() {
    let policy = example("sigtech");
    for (severity, id, when) in [
        (Some(Severity::Critical), "respond-severe", "2026-11-24T10:00:00Z"),
        (Some(Severity::High), "respond-severe", "2026-11-24T10:00:00Z"),
        (Some(Severity::Medium), "respond-other", "2026-11-26T10:00:00Z"),
        (Some(Severity::Low), "respond-other", "2026-11-26T10:00:00Z"),
        (None, "respond-severe", "2026-11-24T10:00:00Z"),
    ] {
        let promises = policy.promises_for(severity);
        assert_eq!(promises.len(), 1, "{severity:?}");
        assert_eq!(promises[0].id, id, "{severity:?}");
        assert_eq!(due(&policy, promises[0]), when, "{severity:?}");
    }
    expect!["We answer your report within 24 hours when its severity is high or critical."]
        .assert_eq(&policy.promise("respond-severe").unwrap().in_words());
}

#[test]
fn clk_4_respond_within_7_business_days_with_both_things_owed() {
    let policy = example("ethical-rules");
    let promise = policy.promise("respond").unwrap();
    assert_eq!(promise.act, Act::Evaluate);
    assert_eq!(promise.includes, [include::EVALUATION, include::EXPECTED_RESOLUTION_DATE]);
    expect!["We assess your report and answer you within 7 business days with our evaluation and the date by which we expect to resolve it."]
    .assert_eq(&promise.in_words());
    assert_eq!(due(&policy, promise), "2026-12-02T10:00:00Z");
}

#[test]
fn clk_5_a_decision_without_a_number_is_still_counted_against_the_teams_target() {
    let policy = example("simprints");
    let promise = policy.promise("decide").unwrap();
    assert_eq!(promise.promised(), None);
    assert_eq!(promise.target().unwrap().to_string(), "10 days");
    assert_eq!(promise.counted(), promise.target());
    expect!["We tell you whether we accept your report as soon as possible (our own aim: within 10 days)."]
    .assert_eq(&promise.in_words());
}

#[test]
fn clk_6_regular_updates_recur_until_resolved() {
    for (name, words) in [
        (
            "feature-table",
            expect![
                "We tell you about our progress regularly until it is resolved (our own aim: every 7 days)."
            ],
        ),
        (
            "ethical-rules",
            expect![
                "We tell you about our progress regularly until it is resolved (our own aim: every 14 days)."
            ],
        ),
        (
            "supported-versions",
            expect![
                "We tell you about our progress regularly until it is resolved (our own aim: every 14 days)."
            ],
        ),
    ] {
        let policy = example(name);
        let promise = policy.promise("update").unwrap();
        assert!(promise.recurs());
        assert_eq!(promise.interval(), promise.target());
        words.assert_eq(&promise.in_words());
    }
}

#[test]
fn clk_7_resolve_as_quickly_as_possible_has_a_target_and_an_expected_date() {
    for name in ["feature-table", "ethical-rules"] {
        let policy = example(name);
        let promise = policy.promise("resolve").unwrap();
        assert_eq!((promise.act, promise.promised()), (Act::Fix, None), "{name}");
        assert!(promise.target().is_some(), "{name}");
    }
    let respond = example("ethical-rules").promise("respond").unwrap().clone();
    assert!(respond.includes.iter().any(|what| what == include::EXPECTED_RESOLUTION_DATE));
}

#[test]
fn clk_8_the_policy_itself_is_reviewed_regularly() {
    let policy = example("simprints");
    let review = policy.review.clone().unwrap();
    assert_eq!(policy.promises.last(), Some(&review.promise));
    assert_eq!(review.covers, ["security policies", "security procedures"]);
    let last = "2026-01-31T09:00:00Z".parse().unwrap();
    let due = policy.review_due(last).unwrap().unwrap();
    assert_eq!(due.strict.to_string(), "2027-01-31T09:00:00Z");
    assert!(example("sigtech").review_due(last).is_none(), "no review is promised");
}
