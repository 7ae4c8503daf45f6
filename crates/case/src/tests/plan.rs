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
