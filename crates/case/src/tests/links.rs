//! Cases that belong together: duplicates, merged cases, split cases.

use expect_test::expect;

use super::script::{SIGTECH, WHOLE, World, case_id, check_case, line};
use crate::state::{Embargo, Report};
use crate::{Fact, may_take_in};

const TWO: &str = "t+0 report; t+1h acknowledge; t+1d 2: report; t+1d 2: mark-duplicate of=#1";

#[test]
fn a_duplicate_is_valid_and_set_aside_in_favour_of_its_original() {
    let world = World::run(SIGTECH, TWO);
    let duplicate = world.case(2);
    assert_eq!(duplicate.report(), Report::Deferred);
    assert_eq!(duplicate.original, Some(case_id(1)));
    assert!(duplicate.milestones.validated.is_some(), "judged real, not invalid");
    assert!(world.case(1).duplicates.contains(&case_id(2)));
}

#[test]
fn updates_of_the_original_pass_to_the_duplicate_and_messages_do_not() {
    let world = World::run(
        WHOLE,
        &format!(
            "{TWO}; t+2d accept; t+3d message text=Private; t+4d progress text=Half; \
                  t+5d set-resolution-date date=2026-12-20; t+9d fix-released mitigation=release"
        ),
    );
    let told: Vec<_> = world
        .events(2)
        .iter()
        .filter_map(|event| match &event.fact {
            Fact::OriginalMoved { what, text, .. } => Some(format!("{what}: {}", text.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        told,
        [
            "Accepted: Work on it has begun.",
            "ProgressReported: Half",
            "ResolutionExpected: ",
            "FixReleased: "
        ]
    );
    assert_eq!(world.case(2).expected, world.case(1).expected);
}

#[test]
fn case_7_the_reporter_of_a_duplicate_is_credited_too() {
    let world = World::run(
        SIGTECH,
        &format!(
            "{TWO}; t+2d agree-credit line=Ada; t+2d 2: agree-credit line=Grace; t+3d accept; \
                  t+9d fix-released mitigation=release; \
                  t+9d publish-advisory advisory=01010101-0101-7101-8101-010101010101 edition=1; \
                  t+9d close class=resolved; t+9d 2: close class=duplicate"
        ),
    );
    assert_eq!(world.out, "");
    for number in [1, 2] {
        let case = world.case(number);
        assert!(case.credit.given && case.awareness.public, "case {number}");
        assert_eq!(case.report(), Report::Closed);
    }
}

#[test]
fn the_promises_of_a_duplicate_are_kept_by_its_decision_and_by_what_happens_in_the_original() {
    let mut world = World::run(
        WHOLE,
        &format!(
            "{TWO}; t+2d accept; t+6d progress; t+8d fix-released mitigation=release; t+9d tick"
        ),
    );
    world.now = super::script::at(9 * 86_400);
    let lines: Vec<_> = world.clocks(2).iter().map(line).collect();
    expect![[r#"
        acknowledge #1 due t+3d: kept t+1d
        evaluate #1 due t+8d: kept t+1d
        decide #1 due t+15d: kept t+1d
        update #1 due t+8d: kept t+2d
        update #2 due t+9d: kept t+6d
        update #3 due t+13d: kept t+8d
        fix-critical #1 due t+9d: kept t+8d
        publish #1 aim t+15d: running"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn the_embargo_of_a_duplicate_ends_when_its_original_becomes_public() {
    let open = World::run(WHOLE, &format!("{TWO}; t+2d accept"));
    assert!(open.case(2).embargo.state.binds());
    let public = World::run(WHOLE, &format!("{TWO}; t+2d accept; t+3d record-public"));
    assert_eq!(public.case(2).embargo.state, Embargo::Exited);
    assert!(public.case(2).awareness.public);
}

#[test]
fn a_duplicate_that_is_accepted_after_all_stands_for_itself() {
    let world = World::run(SIGTECH, &format!("{TWO}; t+2d 2: accept; t+3d progress"));
    assert_eq!(world.case(2).original, None);
    assert_eq!(world.case(2).report(), Report::Accepted);
    assert!(world.case(1).duplicates.is_empty());
    assert!(world.events(2).iter().all(|event| event.fact.kind() != "OriginalMoved"));
}

#[test]
fn chains_and_circles_of_duplicates_are_refused() {
    check_case(
        SIGTECH,
        &format!(
            "{TWO}; t+2d mark-duplicate of=#2; t+2d mark-duplicate of=#1; t+2d 2: mark-duplicate of=#3"
        ),
        expect![[r#"
            t+2d mark-duplicate refused: [is-original] Other cases follow this one, and a chain of duplicates would lose their reporters: link the other case to this one instead. (our rule)
            t+2d mark-duplicate refused: [is-original] Other cases follow this one, and a chain of duplicates would lose their reporters: link the other case to this one instead. (our rule)
            t+2d mark-duplicate refused: [linked] The case already follows another one; accept it to let it stand for itself again. Possible instead: accept, close. (our rule)
            t+2d [R N Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              respond-severe #1 due t+1d: kept t+1h
        "#]],
    );
    let world = World::run(SIGTECH, TWO);
    assert_eq!(may_take_in(&world.case(1)), Ok(()));
    assert_eq!(may_take_in(&world.case(2)).map_err(|refusal| refusal.code), Err("linked"));
    assert_eq!(may_take_in(&world.case(9)).map_err(|refusal| refusal.code), Err("no-report"));
}

#[test]
fn merging_lets_the_earlier_end_of_both_embargoes_apply() {
    let script = |first: &str, second: &str| {
        format!(
            "t+0 report; t+0 propose-embargo ends={first}; t+0 reporter> accept-embargo; \
             t+1d 2: report; t+1d 2: propose-embargo ends={second}; t+1d 2: reporter> accept-embargo; \
             t+2d 2: merge into=#1"
        )
    };
    for (first, second) in [("t+20d", "t+40d"), ("t+40d", "t+20d")] {
        let world = World::run(SIGTECH, &script(first, second));
        let ends = world.case(1).embargo.terms.unwrap().ends;
        assert_eq!(super::script::time_of(ends), "t+20d", "{first} and {second}");
        assert!(world.case(2).merged);
        assert_eq!(world.case(2).report(), Report::Deferred);
    }
}

#[test]
fn a_merged_case_brings_its_embargo_and_nobody_is_taken_to_have_agreed_anew() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+0 terminate-embargo; t+1d 2: report; t+2d 2: merge into=#1",
    );
    assert_eq!(world.case(1).embargo.state, Embargo::Exited, "an ended embargo stays ended");
}

#[test]
fn a_part_that_is_split_off_counts_from_the_same_report_and_inherits_the_embargo() {
    let mut world = World::run(
        WHOLE,
        "t+0 report; t+1d acknowledge; t+2d assess-severity severity=low; t+3d accept; \
         t+10d split into=#2 part=\"The second hole.\"; t+11d 2: progress",
    );
    world.now = super::script::at(12 * 86_400);
    let child = world.case(2);
    assert_eq!(child.parent, Some(case_id(1)));
    assert!(world.case(1).children.contains(&case_id(2)));
    assert_eq!(child.received.as_ref().unwrap().report, world.case(1).received.unwrap().report);
    assert_eq!(child.embargo, world.case(1).embargo);
    assert_eq!(child.report(), Report::Accepted);
    let kept = |number| -> Vec<String> {
        let clocks = world.clocks(number);
        let once = clocks.iter().filter(|clock| clock.act != policy::Act::Update);
        once.map(line).collect()
    };
    assert_eq!(kept(1), kept(2), "what was kept stays kept, what is owed stays owed");
}

#[test]
fn siblings_are_told_when_an_embargo_ends() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1d accept; t+2d split into=#2; t+3d 2: terminate-embargo; t+4d record-public",
    );
    let told = |number: u8| {
        let events = world.events(number).iter();
        events
            .filter_map(|event| match &event.fact {
                Fact::RelatedMoved { what, .. } => Some(what.clone()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(told(1), ["EmbargoTerminated"]);
    assert_eq!(told(2), ["BecamePublic", "EmbargoTerminated"]);
}
