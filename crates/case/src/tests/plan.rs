//! What the passing of time asks for: once, under one key, and without opening a case.

use expect_test::expect;
use proptest::prelude::*;

use super::script::{SIMPRINTS, WHOLE, World, at, case_id, policy, time_of};
use crate::{ActionKind, DeadlineFacts, deadlines, plan, review_deadline};

fn facts(world: &World) -> Vec<DeadlineFacts> {
    let stored = deadlines(&world.clocks(1)).into_iter();
    stored.map(|deadline| DeadlineFacts { case: Some(case_id(1)), deadline }).collect()
}

fn planned(world: &World, hours: i64) -> String {
    let actions = plan(at(hours * 3_600), &facts(world));
    let each = actions.iter().map(|a| format!("{} {} due {}", a.kind, a.promise, time_of(a.due)));
    each.collect::<Vec<_>>().join("; ")
}

#[test]
fn the_team_is_reminded_before_a_clock_is_missed_and_a_break_is_marked_once() {
    let world = World::run(WHOLE, "t+0 report");
    expect![[r#""#]].assert_eq(&planned(&world, 35));
    expect!["remind acknowledge due t+2d"].assert_eq(&planned(&world, 36));
    expect!["remind acknowledge due t+2d"].assert_eq(&planned(&world, 48));
    expect!["mark-broken acknowledge due t+2d"].assert_eq(&planned(&world, 49));
    let mut marked = World::run(WHOLE, "t+0 report");
    marked.now = at(49 * 3_600);
    assert_eq!(planned(&marked, 50), "", "already marked");
}

#[test]
fn an_aim_that_passes_is_late_and_not_broken() {
    let world = World::run(SIMPRINTS, "t+0 report");
    expect![
        "mark-late acknowledge due t+2d; mark-late evaluate due t+7d; mark-late decide due t+10d"
    ]
    .assert_eq(&planned(&world, 24 * 15));
}

#[test]
fn what_is_done_asks_for_nothing() {
    let world = World::run(WHOLE, "t+0 report; t+1h decline class=spam embargo=end");
    assert_eq!(planned(&world, 24 * 365), "");
}

#[test]
fn a_key_tells_one_due_time_from_another_and_a_break_has_one_key() {
    let before = World::run(WHOLE, "t+0 report; t+1h acknowledge");
    let after = World::run(
        WHOLE,
        "t+0 report; t+1h acknowledge; t+2h extend promise=decide until=t+30d; t+3h agree-extension promise=decide",
    );
    let key = |world: &World, hours: i64| {
        let actions = plan(at(hours * 3_600), &facts(world));
        actions.into_iter().find(|action| action.promise == "decide").unwrap().key
    };
    assert_ne!(key(&before, 13 * 24), key(&after, 29 * 24), "reminded again of the new time");
    assert_eq!(key(&before, 15 * 24), key(&after, 31 * 24), "broken once");
}

#[test]
fn clk_8_the_team_is_told_when_its_policy_is_due_for_review() {
    let policy = policy(SIMPRINTS);
    let deadline = review_deadline(&policy, at(0), at(0)).unwrap();
    let facts = [DeadlineFacts { case: None, deadline }];
    assert_eq!(plan(at(300 * 86_400), &facts), []);
    let due = plan(at(364 * 86_400), &facts);
    assert_eq!(due.iter().map(|action| action.kind).collect::<Vec<_>>(), [ActionKind::ReviewDue]);
}

proptest! {
    #[test]
    fn the_same_facts_at_the_same_time_give_the_same_plan_and_every_key_once(hours in 0_i64..2_000) {
        let world = World::run(WHOLE, "t+0 report; t+30h accept; t+40h record-attack");
        let actions = plan(at(hours * 3_600), &facts(&world));
        prop_assert_eq!(&actions, &plan(at(hours * 3_600), &facts(&world)));
        let keys: std::collections::BTreeSet<_> = actions.iter().map(|action| &action.key).collect();
        prop_assert_eq!(keys.len(), actions.len());
    }
}

/// The whole policy of these tests under some laws.
fn under(packs: &str) -> String {
    WHOLE.replace("type = \"application\"\n", "type = \"application\"\nrole = \"manufacturer\"\n")
        + &format!("[law]\npacks = [{packs}]\nmember_state = \"DE\"\n")
}

fn day(text: &str) -> clock::Instant {
    format!("{text}T12:00:00Z").parse().unwrap()
}

fn duties(policy: &policy::Policy, on: &str) -> Vec<String> {
    let actions = crate::plan_duties(policy, day(on));
    actions.iter().map(|a| format!("{} {} {}", a.kind, a.promise, a.due)).collect()
}

#[test]
fn a_duty_that_no_case_starts_is_told_of_two_months_before_it_begins_and_under_one_key() {
    let policy = policy(&under("\"cra\""));
    assert_eq!(duties(&policy, "2027-09-01"), [""; 0]);
    let soon = duties(&policy, "2027-11-01");
    assert_eq!(soon.len(), 2, "{soon:?}");
    assert!(soon.iter().all(|line| line.starts_with("duty-begins cra-keep-")), "{soon:?}");
    let key = |on: &str| crate::plan_duties(&policy, day(on)).remove(0).key;
    assert_eq!(key("2027-11-01"), key("2027-12-01"), "told once, whenever the plan is made");
    assert_eq!(duties(&policy, "2028-03-01"), [""; 0], "it has no clock that could be missed");
}

#[test]
fn a_policy_that_leaves_out_what_a_law_makes_it_publish_is_told_once_for_each_version() {
    let silent = under("\"psti\"").replace(
        "do = \"update\"\nwithin = \"7 days\"\nevery = \"7 days\"\n",
        "do = \"update\"\nwithin = \"regularly\"\n",
    );
    let open = |text: &str| {
        let actions = crate::plan_duties(&policy(text), day("2026-11-01"));
        actions.into_iter().filter(|action| action.kind == ActionKind::DutyOpen).collect::<Vec<_>>()
    };
    assert_eq!(open(&silent).len(), 1);
    let other = format!("# another version\n{silent}");
    assert_ne!(open(&silent)[0].key, open(&other)[0].key);
    assert_eq!(open(&under("\"psti\"")), [], "every time is there");
}

#[test]
fn clocks_and_the_headline_say_when_the_policy_publishes_next() {
    let source = WHOLE.replace(
        "maximum = \"90 days\"\n",
        "maximum = \"90 days\"\nrelease_days = [\"tuesday\"]\nrelease_at = 10:00:00\n",
    );
    let head = |source: &str, script: &str| {
        let world = World::run(source, script);
        let next: Vec<_> =
            world.clocks(1).into_iter().filter_map(|clock| clock.next_release).collect();
        let calendar = policy(source).calendar;
        (crate::headline(&world.case(1)).with_release(&world.clocks(1), &calendar).team, next.len())
    };
    let released = "t+0 report; t+1d accept; t+2d fix-ready; t+3d fix-released mitigation=release";
    let (words, clocks) = head(&source, released);
    assert!(
        words.ends_with("publish the advisory; by the policy next on Tue 10 Nov 2026 10:00 UTC"),
        "{words}"
    );
    assert_eq!(clocks, 1);
    // Nothing is said before there is something to publish, nor where the policy names no hour.
    assert_eq!(head(&source, "t+0 report; t+1d accept").0, "Accepted: make a fix");
    assert!(!head(WHOLE, released).0.contains("by the policy"));
}
