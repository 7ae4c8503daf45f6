//! What clocks must do whatever the policy: pauses, severity, law, agreements, reopening.

use expect_test::expect;
use proptest::prelude::*;

use super::script::{SIGTECH, WHOLE, World, at, check_case, policy};
use crate::{ClockState, clocks, deadlines, next_owed};

const DAY: i64 = 86_400;

#[test]
fn a_clock_stands_still_while_the_reporter_is_asked_and_runs_on_with_the_answer() {
    check_case(
        WHOLE,
        "t+0 report; t+2d request-information; t+4d show; t+5d answer; t+6d tick",
        expect![[r#"
            t+4d [R A Vfdpxa] Waiting for the reporter
              reporter: The team asked you something and waits for your answer
              acknowledge #1 due t+2d: kept t+2d
              evaluate #1 due t+21d: paused (missing: evaluation, expected resolution date)
              decide #1 due t+14d: running
              update #1 due t+7d: kept t+2d
              update #2 due t+9d: running
            t+6d [R A Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+2d: kept t+2d
              evaluate #1 due t+10d: running (missing: evaluation, expected resolution date)
              decide #1 due t+14d: running
              update #1 due t+7d: kept t+2d
              update #2 due t+9d: running
        "#]],
    );
}

#[test]
fn a_wait_ends_at_its_cap_although_nobody_answers() {
    check_case(
        WHOLE,
        "t+0 report; t+2d request-information; t+22d tick",
        expect![[r#"
        t+22d [R A Vfdpxa] Waiting for the reporter
          reporter: The team asked you something and waits for your answer
          acknowledge #1 due t+2d: kept t+2d
          evaluate #1 due t+21d: BROKEN by 1d (missing: evaluation, expected resolution date)
          decide #1 due t+14d: BROKEN by 8d
          update #1 due t+7d: kept t+2d
          update #2 due t+9d: BROKEN by 13d
    "#]],
    );
}

#[test]
fn a_question_after_the_due_time_mends_nothing() {
    let world = World::run(WHOLE, "t+0 report; t+8d request-information; t+9d tick");
    assert_eq!(world.clock("evaluate").state.name(), "broken");
}

#[test]
fn a_law_never_pauses_and_counts_from_when_it_was_learned() {
    check_case(
        WHOLE,
        "t+0 report; t+1d accept; t+1d request-information; \
         t+3d record-attack happened=t+1d learned=t+2d12h; t+3d show; \
         t+3d notify to=csirt; t+3d6h notify to=csirt promise=warn-csirt",
        expect![[r#"
            t+3d [A A VfdpxA] Attacks or a leak seen: decide whether the embargo stays
              reporter: Attacks or a leak were seen; the team decides about the embargo
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+21d: paused (missing: expected resolution date)
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
              update #2 due t+8d: running
              fix-critical #1 due t+8d: running
              warn-csirt #1 due t+3d12h: running
            t+3d6h [A A VfdpxA] Attacks or a leak seen: decide whether the embargo stays
              reporter: Attacks or a leak were seen; the team decides about the embargo
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+21d: paused (missing: expected resolution date)
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
              update #2 due t+8d: running
              fix-critical #1 due t+8d: running
              warn-csirt #1 due t+3d12h: kept t+3d6h
        "#]],
    );
}

#[test]
fn a_law_shows_the_later_arguable_time_beside_the_strict_one() {
    let world = World::run(WHOLE, "t+0 report; t+10m record-attack");
    let deadline =
        deadlines(&world.clocks(1)).into_iter().find(|d| d.promise == "warn-csirt").unwrap();
    assert_eq!(deadline.due, Some(at(DAY + 600)));
    assert!(deadline.latest > deadline.due);
}

#[test]
fn more_time_counts_once_the_reporter_agrees_and_not_after_the_time_is_up() {
    check_case(
        WHOLE,
        "t+0 report; t+1d acknowledge; t+10d extend promise=decide until=t+20d; t+11d show; \
         t+12d agree-extension promise=decide; t+18d tick",
        expect![[r#"
            t+11d [R A Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: BROKEN by 4d (missing: evaluation, expected resolution date)
              decide #1 due t+14d: running
              update #1 due t+7d: kept t+1d
              update #2 due t+8d: KEPT LATE t+10d by 2d
              update #3 due t+17d: running
            t+18d [R A Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: BROKEN by 11d (missing: evaluation, expected resolution date)
              decide #1 due t+20d: running
              update #1 due t+7d: kept t+1d
              update #2 due t+8d: KEPT LATE t+10d by 2d
              update #3 due t+17d: BROKEN by 1d
        "#]],
    );
    check_case(
        WHOLE,
        "t+0 report; t+10d extend promise=decide until=t+20d; t+15d agree-extension promise=decide; t+16d tick",
        expect![[r#"
            t+16d [R A Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+2d: KEPT LATE t+10d by 8d
              evaluate #1 due t+7d: BROKEN by 9d (missing: evaluation, expected resolution date)
              decide #1 due t+14d: BROKEN by 2d
              update #1 due t+7d: KEPT LATE t+10d by 3d
              update #2 due t+17d: running
        "#]],
    );
}

#[test]
fn a_promise_is_waived_only_by_the_one_it_is_owed_to() {
    check_case(
        WHOLE,
        "t+0 report; t+1d waive-promise promise=decide; t+2d reporter> waive-promise promise=decide; \
         t+2d reporter> waive-promise promise=warn-csirt; t+30d tick",
        expect![[r#"
            t+1d waive-promise refused: [not-yours-to-waive] No promise here is yours to waive: only the one it is owed to can, and nobody waives a law. Possible instead: extend. (our rule)
            t+2d waive-promise refused: [not-yours-to-waive] That promise is not yours to waive: only the one it is owed to can, and nobody waives a law. (our rule)
            t+30d [R A Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              acknowledge #1 due t+2d: BROKEN by 28d
              evaluate #1 due t+7d: BROKEN by 23d (missing: evaluation, expected resolution date)
              decide #1 due t+14d: waived
              update #1 due t+7d: BROKEN by 23d
        "#]],
    );
}

#[test]
fn a_broken_promise_that_is_waived_stays_broken() {
    let world =
        World::run(WHOLE, "t+0 report; t+20d reporter> waive-promise promise=decide; t+30d tick");
    let clock = world.clock("decide");
    assert_eq!(clock.state, ClockState::Broken { by: core::time::Duration::from_secs(6 * 86_400) });
    assert!(!clock.is_open());
}

#[test]
fn a_raised_severity_counts_from_the_original_trigger() {
    check_case(
        SIGTECH,
        "t+0 report; t+2h assess-severity severity=low; t+30h assess-severity severity=critical; t+31h tick",
        expect![[r#"
            t+1d7h [R N Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              respond-severe #1 due t+1d: BROKEN by 7h
              respond-other #1 due t+3d: void: the severity was assessed
        "#]],
    );
}

#[test]
fn a_severity_assessed_after_the_answer_changes_nothing() {
    let world = World::run(
        SIGTECH,
        "t+0 report; t+2h assess-severity severity=low; t+50h message; t+60h assess-severity severity=critical",
    );
    let states: Vec<_> = world.clocks(1).iter().map(super::script::line).collect();
    assert_eq!(
        states,
        [
            "respond-severe #1 due t+1d: void: the severity was assessed",
            "respond-other #1 due t+3d: kept t+2d2h",
        ]
    );
}

#[test]
fn a_reopened_case_owes_its_judgement_anew_and_keeps_what_was_kept() {
    check_case(
        WHOLE,
        "t+0 report; t+1d decline class=not-reproducible embargo=end; t+20d show; t+21d reopen; t+22d accept; t+23d tick",
        expect![[r#"
            t+20d [C X Vfdpxa] Closed: not reproducible
              reporter: Closed: not reproducible
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: kept t+1d
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
            t+23d [A X Vfdpxa] Accepted: make a fix
              reporter: Accepted; the team works on a fix
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: kept t+1d
              evaluate #2 due t+28d: running (missing: expected resolution date)
              decide #1 due t+14d: kept t+1d
              decide #2 due t+35d: kept t+22d
              update #1 due t+7d: kept t+1d
              update #2 due t+28d: kept t+22d
              update #3 due t+29d: running
              fix-critical #1 due t+29d: running
        "#]],
    );
}

#[test]
fn a_withdrawn_report_owes_the_reporter_nothing_more() {
    let world = World::run(WHOLE, "t+0 report; t+1d withdraw; t+40d tick");
    let owed: Vec<_> = world
        .clocks(1)
        .into_iter()
        .filter(|clock| clock.owed_to == policy::Party::Reporter && clock.is_open())
        .collect();
    assert_eq!(owed, []);
}

#[test]
fn a_notice_before_disclosure_counts_back_from_the_end_of_the_embargo() {
    let source = WHOLE.to_owned()
        + "[[promise]]\nid = \"prenotify\"\ndo = \"notify\"\nto = \"users\"\nfrom = \"disclosed\"\nwithin = \"7 days\"\ndirection = \"at least before\"\nsource = \"Users hear a week before.\"\n";
    let told = World::run(&source, "t+0 report; t+1d accept; t+20d notify to=users");
    assert_eq!(super::script::line(&told.clock("prenotify")), "prenotify #1 due t+23d: kept t+20d");
    let silent = World::run(&source, "t+0 report; t+1d accept; t+24d tick");
    assert_eq!(silent.clock("prenotify").state.name(), "broken");
    let moved = World::run(
        &source,
        "t+0 report; t+1d accept; t+2d revise-embargo ends=t+60d; t+3d reporter> accept-embargo; t+24d tick",
    );
    assert_eq!(super::script::line(&moved.clock("prenotify")), "prenotify #1 due t+53d: running");
    let leaked = World::run(&source, "t+0 report; t+1d accept; t+2d record-public");
    assert_eq!(leaked.clock("prenotify").state.name(), "void");
}

#[test]
fn what_is_owed_next_is_the_open_clock_that_is_due_first() {
    let world = World::run(WHOLE, "t+0 report; t+1d acknowledge; t+1d tick");
    let clocks = world.clocks(1);
    assert_eq!(next_owed(&clocks).map(|clock| clock.promise.as_str()), Some("evaluate"));
    assert_eq!(next_owed(&[]), None);
}

#[test]
fn a_clock_is_kept_at_the_due_second_and_broken_one_later() {
    let world = World::run(WHOLE, "t+0 report");
    for (seconds, state) in [(2 * DAY, "running"), (2 * DAY + 1, "broken")] {
        let clocks = clocks(&world.policy, world.events(1), at(seconds));
        assert_eq!(clocks[0].state.name(), state);
    }
}

#[test]
fn a_clock_set_back_does_not_bring_a_promise_back_in_time() {
    let world = World::run(WHOLE, "t+0 report; t+5d note; t+1d acknowledge; t+1d tick");
    assert_eq!(world.clock("acknowledge").state.name(), "kept-late");
    let recorded: Vec<_> = world.events(1).iter().map(|event| event.recorded).collect();
    assert!(recorded.is_sorted());
}

#[test]
fn a_clock_set_back_does_not_show_a_broken_promise_as_running() {
    let world = World::run(WHOLE, "t+0 report; t+5d note");
    let events = world.events(1);
    assert_eq!(clocks(&world.policy, events, at(0)), clocks(&world.policy, events, at(5 * DAY)));
}

#[test]
fn a_component_patch_starts_its_own_clock_each_time() {
    let source = super::script::SIMPRINTS;
    check_case(
        source,
        "t+0 report; t+1d accept; t+2d record-upstream-notice; t+5d fix-released mitigation=release; \
         t+9d record-upstream-notice; t+30d tick",
        expect![[r#"
            t+30d [A N VFDpxa] Fix released: publish the advisory
              reporter: A fix is released
              acknowledge #1 aim t+2d: kept t+1d
              evaluate #1 aim t+7d: kept t+1d
              decide #1 aim t+10d: kept t+1d
              fix #1 aim t+91d: kept t+5d
              credit #1 aim t+19d: late by 11d
              patch-components #1 aim t+16d: kept t+5d
              patch-components #2 aim t+23d: late by 7d
        "#]],
    );
}

fn script_of(steps: &[(u32, u8)]) -> String {
    let mut script = String::from("t+0 report");
    let mut hour = 0;
    for (wait, which) in steps {
        hour += wait;
        let command = match which {
            0 => "acknowledge",
            1 => "message",
            2 => "request-information",
            3 => "answer",
            4 => "assess-severity severity=low",
            5 => "assess-severity severity=critical",
            6 => "validate",
            7 => "accept",
            8 => "defer",
            9 => "progress",
            10 => "set-resolution-date date=2027-12-01 reason=Later",
            11 => "fix-released mitigation=release",
            12 => "decline class=out-of-scope embargo=end",
            13 => "close class=resolved embargo=end",
            14 => "reopen",
            15 => "withdraw",
            16 => "extend promise=evaluate until=t+400d",
            17 => "agree-extension promise=evaluate",
            18 => "record-attack",
            _ => "note",
        };
        script.push_str(&format!("; t+{hour}h {command}"));
    }
    script
}

fn steps() -> impl Strategy<Value = Vec<(u32, u8)>> {
    prop::collection::vec((0_u32..120, 0_u8..20), 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_promise_never_becomes_unbroken(steps in steps(), more in 0_i64..4_000) {
        let world = World::run(WHOLE, &script_of(&steps));
        let mut broken: Vec<(String, u32)> = Vec::new();
        let events = world.events(1);
        for count in 1..=events.len() {
            let now = events[count - 1].recorded;
            let clocks = clocks(&world.policy, &events[..count], now);
            for id in &broken {
                let clock = clocks.iter().find(|c| (&c.promise, c.occurrence) == (&id.0, id.1)).unwrap();
                prop_assert!(
                    matches!(clock.state, ClockState::Broken { .. } | ClockState::KeptLate { .. }),
                    "{id:?} became {}", clock.state
                );
            }
            broken = clocks
                .into_iter()
                .filter(|c| matches!(c.state, ClockState::Broken { .. } | ClockState::KeptLate { .. }))
                .map(|c| (c.promise, c.occurrence))
                .collect();
        }
        let later = at(i64::from(steps.iter().map(|s| s.0).sum::<u32>()) * 3_600 + more * 3_600);
        let last = clocks(&world.policy, events, later);
        for id in &broken {
            let still = last.iter().any(|c| {
                (&c.promise, c.occurrence) == (&id.0, id.1)
                    && matches!(c.state, ClockState::Broken { .. } | ClockState::KeptLate { .. })
            });
            prop_assert!(still, "{:?}", id);
        }
    }

    #[test]
    fn what_was_kept_in_time_stays_kept(steps in steps(), more in 0_i64..4_000) {
        let world = World::run(WHOLE, &script_of(&steps));
        let events = world.events(1);
        let now = events[events.len() - 1].recorded;
        let before = clocks(&world.policy, events, now);
        let after = clocks(&world.policy, events, at(now.second() - at(0).second() + more * 3_600));
        for (old, new) in before.iter().zip(&after) {
            if !old.is_open() {
                prop_assert_eq!(&old.state, &new.state);
                prop_assert_eq!(old.due, new.due);
            }
        }
    }

    #[test]
    fn a_law_clock_has_no_pauses_and_the_same_due_time_whatever_is_asked(steps in steps()) {
        let world = World::run(WHOLE, &script_of(&steps));
        for clock in world.clocks(1) {
            if clock.class == policy::Class::Law {
                prop_assert!(clock.pauses.is_empty());
                prop_assert_eq!(
                    clock.due.map(|due| due.strict),
                    clock.trigger.at.checked_add(core::time::Duration::from_hours(24))
                );
            }
        }
    }

    #[test]
    fn deadlines_say_what_the_clocks_say(steps in steps()) {
        let world = World::run(WHOLE, &script_of(&steps));
        let clocks = world.clocks(1);
        for (clock, plain) in clocks.iter().zip(deadlines(&clocks)) {
            prop_assert_eq!(plain.due, clock.due.map(|due| due.strict));
            prop_assert_eq!(plain.open, clock.is_open());
            prop_assert_eq!(plain.met_at.is_some(), matches!(plain.state, "kept" | "kept-late"));
        }
    }

    #[test]
    fn an_answer_to_a_question_never_brings_a_due_time_forward(asked in 0_i64..160, wait in 0_i64..900) {
        let script = format!("t+0 report; t+{asked}h request-information; t+{}h answer", asked + wait);
        let paused = World::run(WHOLE, &script);
        let plain = World::run(WHOLE, "t+0 report");
        let due = |world: &World| world.clock("evaluate").due.map(|due| due.strict);
        prop_assert!(due(&paused) >= due(&plain));
        let gained = due(&paused).unwrap().second() - due(&plain).unwrap().second();
        prop_assert!(gained <= 14 * DAY, "the cap holds");
    }

    #[test]
    fn an_assessment_after_the_due_time_never_lengthens(
        first in 0_i64..100, severity in prop::sample::select(vec!["low", "medium", "high", "critical"])
    ) {
        let script = format!("t+0 report; t+{first}h assess-severity severity={severity}; t+200h message");
        let world = World::run(SIGTECH, &script);
        let late = world.clocks(1).iter().filter(|c| matches!(c.state, ClockState::KeptLate { .. })).count();
        prop_assert_eq!(late, 1, "one promise was missed, once");
        let severe = world.clocks(1).into_iter().find(|c| c.promise == "respond-severe").unwrap();
        if first > 24 || matches!(severity, "high" | "critical") {
            prop_assert_eq!(severe.due.map(|due| due.strict), Some(at(DAY)));
            prop_assert_eq!(severe.state.name(), "kept-late");
        } else {
            prop_assert_eq!(severe.state.name(), "void");
        }
    }
}

#[test]
fn the_whole_policy_of_the_tests_is_accepted_by_the_checker() {
    assert_eq!(policy(WHOLE).promises.len(), 8);
}
