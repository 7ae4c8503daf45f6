//! What the five example policies promise, each told as the life of a case.

use expect_test::expect;

use super::script::{
    ETHICAL_RULES, FEATURE_TABLE, SIGTECH, SIMPRINTS, SUPPORTED_VERSIONS, WHOLE, World, arrival,
    at, case_id, check_case, policy,
};
use crate::{CloseClass, Fact, Private, draft_reason, fold, receive};

#[test]
fn clk_1_an_acknowledgement_within_24_hours_is_kept_and_a_later_one_is_kept_late() {
    check_case(
        FEATURE_TABLE,
        "t+0 report; t+24h acknowledge",
        expect![[r#"
        t+1d [R N Vfdpxa] Judge whether it is real
          reporter: The team is looking into it
          acknowledge #1 due t+1d: kept t+1d
          update #1 aim t+7d: running (missing: progress)
          resolve #1 aim t+90d: running
    "#]],
    );
    check_case(
        FEATURE_TABLE,
        "t+0 report; t+24h1s tick; t+24h1s show; t+30h acknowledge",
        expect![[r#"
            t+1d1s [R N Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              acknowledge #1 due t+1d: BROKEN by 1s
              update #1 aim t+7d: running (missing: progress)
              resolve #1 aim t+90d: running
            t+1d6h [R N Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+1d: KEPT LATE t+1d6h by 6h
              update #1 aim t+7d: running (missing: progress)
              resolve #1 aim t+90d: running
        "#]],
    );
}

#[test]
fn clk_2_an_acknowledgement_is_owed_within_48_hours() {
    check_case(
        SUPPORTED_VERSIONS,
        "t+0 report; t+47h tick",
        expect![[r#"
            t+1d23h [R N Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              acknowledge #1 due t+2d: running
              evaluate #1 aim t+7d: running (missing: severity)
              update #1 aim t+14d: running (missing: progress)
        "#]],
    );
}

#[test]
fn clk_3_a_response_is_owed_in_24_hours_when_severe_and_in_72_otherwise() {
    check_case(
        SIGTECH,
        "t+0 report; t+2h assess-severity severity=high; t+20h message",
        expect![[r#"
            t+20h [R N Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              respond-severe #1 due t+1d: kept t+20h
        "#]],
    );
    check_case(
        SIGTECH,
        "t+0 report; t+2h assess-severity severity=low; t+70h message",
        expect![[r#"
            t+2d22h [R N Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              respond-severe #1 due t+1d: void: the severity was assessed
              respond-other #1 due t+3d: kept t+2d22h
        "#]],
    );
}

#[test]
fn clk_3_a_response_is_owed_in_24_hours_while_the_severity_is_unknown() {
    check_case(
        SIGTECH,
        "t+0 report; t+25h tick",
        expect![[r#"
            t+1d1h [R N Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              respond-severe #1 due t+1d: BROKEN by 1h
        "#]],
    );
}

#[test]
fn clk_4_an_answer_owes_both_the_evaluation_and_the_expected_date() {
    check_case(
        ETHICAL_RULES,
        "t+0 report; t+1d acknowledge; t+3d validate; t+4d show; t+8d set-resolution-date date=2026-12-15",
        expect![[r#"
            t+4d [V N Vfdpxa] Real: accept or defer it
              reporter: Confirmed; the team decides what to do
              respond #1 due t+9d: running (missing: expected resolution date)
              update #1 aim t+14d: kept t+3d
              update #2 aim t+17d: running (missing: progress)
              resolve #1 aim t+90d: running
            t+8d [V N Vfdpxa] Real: accept or defer it
              reporter: Confirmed; the team decides what to do
              respond #1 due t+9d: kept t+8d
              update #1 aim t+14d: kept t+3d
              update #2 aim t+17d: kept t+8d
              update #3 aim t+22d: running (missing: progress)
              resolve #1 aim t+90d: running
              expected-resolution #1 due t+43d14h: running
        "#]],
    );
}

#[test]
fn clk_4_seven_business_days_pass_with_half_the_answer_given() {
    check_case(
        ETHICAL_RULES,
        "t+0 report; t+3d validate; t+11d tick",
        expect![[r#"
        t+11d [V N Vfdpxa] Real: accept or defer it
          reporter: Confirmed; the team decides what to do
          respond #1 due t+9d: BROKEN by 2d (missing: expected resolution date)
          update #1 aim t+14d: kept t+3d
          update #2 aim t+17d: running (missing: progress)
          resolve #1 aim t+90d: running
    "#]],
    );
}

#[test]
fn clk_4_a_declined_report_owes_no_date() {
    check_case(
        ETHICAL_RULES,
        "t+0 report; t+3d decline class=out-of-scope",
        expect![[r#"
            t+3d [C N Vfdpxa] Closed: out of scope
              reporter: Closed: out of scope
              respond #1 due t+9d: kept t+3d
              update #1 aim t+14d: kept t+3d
              resolve #1 aim t+90d: void: the report was declined
        "#]],
    );
}

#[test]
fn clk_5_as_soon_as_possible_is_tracked_against_the_own_aim_and_never_broken() {
    check_case(
        SIMPRINTS,
        "t+0 report; t+1h acknowledge; t+11d show; t+12d accept",
        expect![[r#"
        t+11d [R N Vfdpxa] Judge whether it is real
          reporter: The team is looking into it
          acknowledge #1 aim t+2d: kept t+1h
          evaluate #1 aim t+7d: late by 4d
          decide #1 aim t+10d: late by 1d (missing: decision)
        t+12d [A N Vfdpxa] Accepted: make a fix
          reporter: Accepted; the team works on a fix
          acknowledge #1 aim t+2d: kept t+1h
          evaluate #1 aim t+7d: kept t+12d
          decide #1 aim t+10d: kept t+12d
          fix #1 aim t+102d: running
    "#]],
    );
}

#[test]
fn clk_6_updates_are_owed_again_and_again_from_the_last_one_until_resolved() {
    check_case(
        FEATURE_TABLE,
        "t+0 report; t+1h acknowledge; t+2d accept; t+8d progress; t+15d1h show; t+16d progress; \
         t+20d fix-released mitigation=release version=1.1",
        expect![[r#"
            t+15d1h [A N Vfdpxa] Accepted: make a fix
              reporter: Accepted; the team works on a fix
              acknowledge #1 due t+1d: kept t+1h
              update #1 aim t+7d: kept t+2d
              update #2 aim t+9d: kept t+8d
              update #3 aim t+15d: late by 1h (missing: progress)
              fix #1 aim t+62d: running
              resolve #1 aim t+90d: running
            t+20d [A N VFDpxa] Fix released: publish the advisory
              reporter: A fix is released
              acknowledge #1 due t+1d: kept t+1h
              update #1 aim t+7d: kept t+2d
              update #2 aim t+9d: kept t+8d
              update #3 aim t+15d: kept t+16d
              update #4 aim t+23d: void: it was owed until then
              fix #1 aim t+62d: kept t+20d
              publish #1 aim t+27d: running
              resolve #1 aim t+90d: kept t+20d
        "#]],
    );
}

#[test]
fn clk_6_the_reporter_is_told_when_it_is_fixed() {
    let told = |fields: &str| {
        let script =
            format!("t+0 report; t+1d accept; t+9d fix-released mitigation=release{fields}");
        World::run(ETHICAL_RULES, &script).clock("notify").state.name()
    };
    assert_eq!(told(""), "running", "a release says nothing by itself");
    assert_eq!(told(" note=\"Update to 1.1.\""), "kept");
    assert_eq!(told("; t+10d message"), "kept");
}

#[test]
fn clk_6_a_promised_update_that_is_missed_is_broken_and_the_next_counts_from_the_late_one() {
    check_case(
        WHOLE,
        "t+0 report; t+1h acknowledge; t+9d show; t+10d progress; t+16d progress; t+17d tick",
        expect![[r#"
            t+9d [R A Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+2d: kept t+1h
              evaluate #1 due t+7d: BROKEN by 2d (missing: evaluation, expected resolution date)
              decide #1 due t+14d: running
              update #1 due t+7d: kept t+1h
              update #2 due t+7d1h: BROKEN by 1d23h
            t+17d [R A Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+2d: kept t+1h
              evaluate #1 due t+7d: BROKEN by 10d (missing: evaluation, expected resolution date)
              decide #1 due t+14d: BROKEN by 3d
              update #1 due t+7d: kept t+1h
              update #2 due t+7d1h: KEPT LATE t+10d by 2d23h
              update #3 due t+17d: kept t+16d
              update #4 due t+23d: running
        "#]],
    );
}

#[test]
fn clk_7_an_expected_date_that_slips_is_told_with_its_reason() {
    check_case(
        WHOLE,
        "t+0 report; t+1h accept; t+2h set-resolution-date date=2026-11-20; \
         t+5d set-resolution-date date=2026-11-30; \
         t+5d set-resolution-date date=2026-11-30 reason=\"The fix needs a change of format.\"; t+6d tick",
        expect![[r#"
            t+5d set-resolution-date refused: [slip-needs-reason] The date slips, and the reporter is owed the reason: write it. (our rule)
            t+6d [A A Vfdpxa] Accepted: make a fix
              reporter: Accepted; the team works on a fix
              acknowledge #1 due t+2d: kept t+1h
              evaluate #1 due t+7d: kept t+2h
              decide #1 due t+14d: kept t+1h
              update #1 due t+7d: kept t+1h
              update #2 due t+7d1h: kept t+2h
              update #3 due t+7d2h: kept t+5d
              update #4 due t+12d: running
              fix-critical #1 due t+7d1h: running
              expected-resolution #1 due t+18d15h: void: another date was named before
              expected-resolution #2 due t+28d15h: running
        "#]],
    );
    let world = World::run(
        WHOLE,
        "t+0 report; t+2h set-resolution-date date=2026-11-20; t+5d set-resolution-date date=2026-11-30 reason=Why",
    );
    let slip = world.events(1).last().map(|event| (event.visibility, event.fact.clone()));
    let told = matches!(
        slip,
        Some((crate::Visibility::Reporter, Fact::ResolutionExpected { slipped_from: Some(_), .. }))
    );
    assert!(told, "the reporter sees that the date slipped");
}

#[test]
fn clk_7_an_expected_date_that_passes_is_broken_and_a_new_one_does_not_mend_it() {
    check_case(
        WHOLE,
        "t+0 report; t+1h accept; t+2h set-resolution-date date=2026-11-20; t+20d show; \
         t+20d set-resolution-date date=2026-12-01 reason=Late; t+22d fix-released mitigation=patch",
        expect![[r#"
            t+20d [A A Vfdpxa] Accepted: make a fix
              reporter: Accepted; the team works on a fix
              acknowledge #1 due t+2d: kept t+1h
              evaluate #1 due t+7d: kept t+2h
              decide #1 due t+14d: kept t+1h
              update #1 due t+7d: kept t+1h
              update #2 due t+7d1h: kept t+2h
              update #3 due t+7d2h: BROKEN by 12d22h
              fix-critical #1 due t+7d1h: BROKEN by 12d23h
              expected-resolution #1 due t+18d15h: BROKEN by 1d9h
            t+22d [A A VFDpxa] Fix released: end the embargo, then publish the advisory
              reporter: A fix is released
              acknowledge #1 due t+2d: kept t+1h
              evaluate #1 due t+7d: kept t+2h
              decide #1 due t+14d: kept t+1h
              update #1 due t+7d: kept t+1h
              update #2 due t+7d1h: kept t+2h
              update #3 due t+7d2h: KEPT LATE t+20d by 12d22h
              update #4 due t+27d: void: it was owed until then
              fix-critical #1 due t+7d1h: KEPT LATE t+22d by 14d23h
              publish #1 aim t+29d: running
              expected-resolution #1 due t+18d15h: BROKEN by 1d9h, over t+20d
              expected-resolution #2 due t+29d15h: kept t+22d
        "#]],
    );
}

#[test]
fn clk_8_the_policy_itself_falls_due_for_review() {
    let policy = policy(SIMPRINTS);
    let deadline = crate::review_deadline(&policy, at(0), at(0)).unwrap();
    assert_eq!(deadline.due.unwrap().to_string(), "2027-11-02T09:00:00Z");
    assert_eq!((deadline.state, deadline.is_target), ("running", true));
    let later = crate::review_deadline(&policy, at(0), at(400 * 86_400)).unwrap();
    assert_eq!(later.state, "late");
    let world = World::run(SIMPRINTS, "t+0 report; t+400d tick");
    assert!(world.clocks(1).iter().all(|clock| clock.act != policy::Act::Review), "not of a case");
}

#[test]
fn case_1_any_words_of_the_team_acknowledge_the_report() {
    for words in ["acknowledge", "message", "request-information", "progress", "accept"] {
        let world = World::run(FEATURE_TABLE, &format!("t+0 report; t+3h {words}"));
        assert_eq!(world.clock("acknowledge").state.name(), "kept", "{words}");
    }
    for silence in ["note", "assign", "review", "assess-severity severity=low"] {
        let world = World::run(FEATURE_TABLE, &format!("t+0 report; t+3h {silence}"));
        assert_eq!(world.clock("acknowledge").state.name(), "running", "{silence}");
    }
}

#[test]
fn case_1_words_of_the_reporter_acknowledge_nothing() {
    let world = World::run(FEATURE_TABLE, "t+0 report; t+3h reporter> message");
    assert_eq!(world.clock("acknowledge").state.name(), "running");
}

#[test]
fn case_2_a_report_is_reviewed_and_its_validity_and_impact_are_assessed() {
    check_case(
        SUPPORTED_VERSIONS,
        "t+0 report; t+1d acknowledge; t+2d review; t+3d validate; t+3d show; t+4d assess-severity severity=medium",
        expect![[r#"
            t+3d [V N Vfdpxa] Real: accept or defer it
              reporter: Confirmed; the team decides what to do
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 aim t+7d: running (missing: severity)
              update #1 aim t+14d: kept t+3d
              update #2 aim t+17d: running (missing: progress)
            t+4d [V N Vfdpxa] Real: accept or defer it
              reporter: Confirmed; the team decides what to do
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 aim t+7d: kept t+4d
              update #1 aim t+14d: kept t+3d
              update #2 aim t+17d: running (missing: progress)
        "#]],
    );
}

#[test]
fn case_3_a_report_is_declined_with_a_class_and_a_reason() {
    for class in
        ["not-reproducible", "out-of-scope", "unsupported-version", "insufficient-information"]
    {
        let world = World::run(
            SIMPRINTS,
            &format!("t+0 report; t+1d decline class={class} reason=Because"),
        );
        let outcome = world.case(1).outcome.unwrap();
        assert_eq!((outcome.class.as_str(), outcome.reason), (class, Private::from("Because")));
        assert_eq!(world.clock("decide").state.name(), "kept");
        let told = world.events(1).iter().any(|event| {
            matches!(event.fact, Fact::Declined { .. })
                && event.visibility == crate::Visibility::Reporter
        });
        assert!(told, "{class}");
    }
    check_case(
        SIMPRINTS,
        "t+0 report; t+1d decline class=spam reason=\" \"",
        expect![[r#"
            t+1d decline refused: reason: is needed: The reporter reads this.
            t+1d [R N Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              acknowledge #1 aim t+2d: running
              evaluate #1 aim t+7d: running
              decide #1 aim t+10d: running (missing: decision)
        "#]],
    );
}

#[test]
fn case_3_every_class_has_a_draft_of_its_reason() {
    for class in CloseClass::ALL {
        assert!(draft_reason(*class).ends_with('.'), "{class}");
    }
}

#[test]
fn case_4_questions_and_answers_go_both_ways_in_private() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1d request-information question=Which?; t+2d answer text=\"Version 1.\"; \
         t+3d message; t+4d reporter> message",
    );
    let seen: Vec<_> = world
        .events(1)
        .iter()
        .map(|event| (event.fact.kind(), event.visibility.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("ReportReceived", "reporter"),
            ("EmbargoBegan", "participants"),
            ("InformationRequested", "reporter"),
            ("InformationGiven", "reporter"),
            ("MessageSent", "reporter"),
            ("ReporterWrote", "reporter"),
        ]
    );
}

#[test]
fn case_5_a_fix_or_another_mitigation_keeps_the_promise_to_resolve() {
    for (kind, letters) in
        [("release", "VFD"), ("patch", "VFD"), ("workaround", "Vfd"), ("other", "Vfd")]
    {
        let script = format!("t+0 report; t+1d accept; t+9d fix-released mitigation={kind}");
        let world = World::run(SIMPRINTS, &script);
        assert_eq!(world.clock("fix").state.name(), "kept", "{kind}");
        assert_eq!(world.case(1).fix().letters(), letters, "{kind}");
    }
}

#[test]
fn case_6_the_advisory_is_owed_once_a_fix_is_released() {
    check_case(
        FEATURE_TABLE,
        "t+0 report; t+1h accept; t+10d fix-released mitigation=release; t+10d show; \
         t+12d publish-advisory advisory=01010101-0101-7101-8101-010101010101 edition=1; \
         t+12d close class=resolved",
        expect![[r#"
            t+10d [A N VFDpxa] Fix released: publish the advisory
              reporter: A fix is released
              acknowledge #1 due t+1d: kept t+1h
              update #1 aim t+7d: kept t+1h
              update #2 aim t+7d1h: late by 2d23h, over t+10d
              fix #1 aim t+60d1h: kept t+10d
              publish #1 aim t+17d: running
              resolve #1 aim t+90d: kept t+10d
            t+12d [C N VFDPxa] Closed: resolved
              reporter: Closed: resolved
              acknowledge #1 due t+1d: kept t+1h
              update #1 aim t+7d: kept t+1h
              update #2 aim t+7d1h: late by 2d23h, over t+10d
              fix #1 aim t+60d1h: kept t+10d
              publish #1 aim t+17d: kept t+12d
              resolve #1 aim t+90d: kept t+10d
        "#]],
    );
}

const PUBLISH: &str = "t+0 report; t+1d accept; t+9d fix-released mitigation=release";
const ADVISORY: &str = "publish-advisory advisory=01010101-0101-7101-8101-010101010101 edition=1";

#[test]
fn case_7_credit_is_opt_in_where_the_policy_says_so() {
    let silent = World::run(
        SUPPORTED_VERSIONS,
        &format!("{PUBLISH}; t+9d set-credit line=Ada; t+10d {ADVISORY}; t+11d credit"),
    );
    assert!(!silent.case(1).credit.given);
    assert!(silent.out.contains("[credit-not-agreed]"), "{}", silent.out);
    let agreed = World::run(
        SUPPORTED_VERSIONS,
        &format!("{PUBLISH}; t+9d agree-credit line=\"A. L.\"; t+10d {ADVISORY}"),
    );
    assert!(agreed.case(1).credit.given);
    assert_eq!(agreed.clock("credit").state.name(), "kept");
}

#[test]
fn case_7_credit_is_opt_out_where_the_policy_says_so() {
    let silent =
        World::run(SIMPRINTS, &format!("{PUBLISH}; t+9d set-credit line=Ada; t+10d {ADVISORY}"));
    assert!(silent.case(1).credit.given);
    let refused = World::run(
        SIMPRINTS,
        &format!("{PUBLISH}; t+9d decline-credit; t+10d {ADVISORY}; t+11d set-credit line=Ada"),
    );
    assert!(!refused.case(1).credit.given);
    assert!(refused.out.contains("[credit-declined]"), "{}", refused.out);
    assert_eq!(refused.clock("credit").state.name(), "void");
}

#[test]
fn case_8_a_severity_assessed_in_time_lengthens_the_clock_and_one_assessed_late_does_not() {
    check_case(
        SIGTECH,
        "t+0 report; t+23h assess-severity severity=low; t+40h tick",
        expect![[r#"
            t+1d16h [R N Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              respond-severe #1 due t+1d: void: the severity was assessed
              respond-other #1 due t+3d: running
        "#]],
    );
    check_case(
        SIGTECH,
        "t+0 report; t+25h assess-severity severity=low; t+40h tick",
        expect![[r#"
            t+1d16h [R N Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              respond-severe #1 due t+1d: BROKEN by 16h
              respond-other #1 due t+3d: void: it was already due before the severity changed
        "#]],
    );
}

#[test]
fn pol_2_a_report_on_an_unsupported_version_may_be_declined_as_such() {
    check_case(
        SUPPORTED_VERSIONS,
        "t+0 report; t+1d decline class=unsupported-version reason=\"0.9 is not supported.\"",
        expect![[r#"
            t+1d [C N Vfdpxa] Closed: unsupported version
              reporter: Closed: unsupported version
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 aim t+7d: kept t+1d
              update #1 aim t+14d: kept t+1d
        "#]],
    );
}

#[test]
fn pol_6_nothing_is_published_while_an_embargo_is_in_force() {
    check_case(
        WHOLE,
        &format!(
            "t+0 report; t+1d accept; t+9d fix-released mitigation=release; t+9d {ADVISORY}; t+31d {ADVISORY}"
        ),
        expect![[r#"
            t+9d publish-advisory refused: [publish-under-embargo] An embargo is in force: publish after it has ended. Possible instead: terminate-embargo, revise-embargo. (Vultron rules between the machines)
            t+31d [A X VFDPxa] Published: close it
              reporter: Fixed and published
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: KEPT LATE t+9d by 2d
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
              update #2 due t+8d: BROKEN by 1d, over t+9d
              fix-critical #1 due t+8d: KEPT LATE t+9d by 1d
              publish #1 aim t+16d: kept t+31d
        "#]],
    );
}

#[test]
fn pol_10_a_case_carries_the_version_of_the_policy_that_was_in_force() {
    let before = policy(WHOLE);
    let after = policy(&WHOLE.replace("2 days", "9 days"));
    assert_ne!(before.version(), after.version());
    let mut world = World::new(before);
    let facts = receive(arrival(1), &world.policy, at(0));
    world.record(case_id(1), facts);
    assert_eq!(fold(world.events(1)).received.unwrap().policy, world.policy.version());
    assert_ne!(world.case(1).received.unwrap().policy, after.version());
}
