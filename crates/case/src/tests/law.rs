//! Law clocks in a case: what starts them, who is aware of what since when, what keeps and what ends them.

use expect_test::expect;
use proptest::prelude::*;

use super::script::{World, at, check_case, line, member, time_of};
use crate::{Applicability, Clock, ClockState, clocks};

/// A maker in Germany under every law, with one product of each role.
const MAKER: &str = r#"
[program]
id = "maker"
name = "Maker"
contact = [{ email = "security@example.org" }]
[calendar]
zone = "Europe/Berlin"
[law]
packs = ["cra", "nis2", "gdpr", "dora"]
member_state = "DE"
[[product]]
id = "app"
name = "App"
role = "manufacturer"
[[product]]
id = "site"
name = "Site"
role = "neither"
[[promise]]
id = "acknowledge"
do = "acknowledge"
within = "2 days"
source = "We acknowledge within two days."
"#;

const AWARE: &str = "t+0 report; t+1h record-attack; \
    t+20h decide-regime regime=exploited applies=applies signal=t+1h assessed=t+2h aware=t+10h";

fn maker(packs: &str, state: &str) -> String {
    MAKER
        .replace(r#"["cra", "nis2", "gdpr", "dora"]"#, packs)
        .replace(r#"member_state = "DE""#, &format!("member_state = \"{state}\""))
}

fn lines(source: &str, script: &str) -> Vec<String> {
    let world = World::run(source, script);
    assert_eq!(world.out, "", "nothing is refused");
    world.clocks(1).iter().map(line).collect()
}

#[test]
fn awareness_is_decided_and_the_clocks_count_from_it_and_not_from_the_first_sign() {
    check_case(
        &maker(r#"["cra"]"#, "DE"),
        &format!("{AWARE}; t+22h notify to=csirt promise=cra-early-warning; t+30h tick"),
        expect![[r#"
            t+1d6h [R N VfdpxA] New: answer the reporter
              reporter: Received; the team has not answered yet
              acknowledge #1 due t+2d: running
              cra-assess-exploitation #1 aim t+1d1h: kept t+20h
              cra-early-warning #1 due t+1d10h: kept t+22h
              cra-notification #1 due t+3d10h: running
              cra-inform-users #1 aim no time: running
        "#]],
    );
}

#[test]
fn a_decision_names_the_person_the_four_times_the_reason_and_the_packs() {
    let world = World::run(MAKER, AWARE);
    let decision = &world.case(1).regimes[&policy::Regime::Exploited];
    assert_eq!(decision.applies, Applicability::Applies);
    assert_eq!(decision.by, member());
    assert_eq!(decision.reason.as_str(), "(decide-regime)");
    let times = [decision.signal, decision.assessed, decision.aware, decision.decided];
    assert_eq!(times.map(time_of), ["t+1h", "t+2h", "t+10h", "t+20h"]);
    for event in world.events(1) {
        if let crate::Fact::ReportReceived { packs, .. }
        | crate::Fact::RegimeDecided { packs, .. } = &event.fact
        {
            let now = policy::pack("cra").unwrap().version().to_string();
            assert_eq!(packs["cra"], now);
            assert_eq!(packs.len(), 4);
        }
    }
}

#[test]
fn the_four_times_of_awareness_come_in_order() {
    check_case(
        MAKER,
        "t+0 report; t+9h decide-regime regime=exploited applies=applies signal=t+5h assessed=t+2h; \
         t+9h decide-regime regime=exploited applies=applies aware=t+8h decided=t+7h; \
         t+9h decide-regime regime=exploited applies=applies decided=t+10h; \
         t+9h decide-regime regime=exploited applies=applies aware=t+8h; \
         t+9h decide-regime regime=exploited applies=applies aware=t+8h",
        expect![[r#"
            t+9h decide-regime refused: [awareness-order] First comes the signal, then the assessment, then awareness, then the decision: check the four times. (our rule)
            t+9h decide-regime refused: [awareness-order] First comes the signal, then the assessment, then awareness, then the decision: check the four times. (our rule)
            t+9h decide-regime refused: [time-in-future] A fact cannot lie in the future: give a time up to now. (our rule)
            t+9h decide-regime refused: [nothing-new] It is already decided so, with the same awareness. (our rule)
            t+9h [R N VfdpxA] New: answer the reporter
              reporter: Received; the team has not answered yet
              acknowledge #1 due t+2d: running
              cra-assess-exploitation #1 aim t+1d8h: kept t+9h
              cra-early-warning #1 due t+1d8h: running
              cra-notification #1 due t+3d8h: running
              cra-inform-users #1 aim no time: running
        "#]],
    );
}

#[test]
fn who_knows_of_exploitation_has_seen_attacks() {
    let world = World::run(
        MAKER,
        "t+0 report; t+3h decide-regime regime=exploited applies=applies aware=t+2h",
    );
    assert!(world.case(1).awareness.attacks);
}

#[test]
fn an_attack_that_nobody_judged_is_shown_as_a_decision_to_take() {
    assert_eq!(
        lines(&maker(r#"["cra"]"#, "DE"), "t+0 report; t+1h record-attack; t+30h tick")[1..],
        ["cra-assess-exploitation #1 aim t+1d1h: late by 5h (missing: exploited)"]
    );
}

#[test]
fn that_something_is_not_reportable_is_decided_and_provable() {
    check_case(
        &maker(r#"["cra"]"#, "DE"),
        "t+0 report; t+1h record-attack; t+4h decide-regime regime=exploited applies=does-not-apply; t+90h tick",
        expect![[r#"
            t+3d18h [R N VfdpxA] New: answer the reporter
              reporter: Received; the team has not answered yet
              acknowledge #1 due t+2d: BROKEN by 1d18h
              cra-assess-exploitation #1 aim t+1d1h: kept t+4h
        "#]],
    );
}

#[test]
fn a_decision_taken_back_ends_what_was_not_yet_broken_and_mends_nothing() {
    assert_eq!(
        lines(
            &maker(r#"["cra"]"#, "DE"),
            &format!(
                "{AWARE}; t+40h decide-regime regime=exploited applies=does-not-apply; t+90h tick"
            )
        )[2..],
        [
            "cra-early-warning #1 due t+1d10h: BROKEN by 6h, over t+1d16h",
            "cra-notification #1 due t+3d10h: void: it was decided that the law does not apply",
            "cra-inform-users #1 aim no time: void: it was decided that the law does not apply",
        ]
    );
}

#[test]
fn awareness_found_to_be_earlier_brings_a_clock_forward_and_never_back() {
    let due = |last: &str| {
        let world = World::run(&maker(r#"["cra"]"#, "DE"), &format!("{AWARE}; {last}"));
        time_of(world.clock("cra-notification").due.unwrap().strict)
    };
    assert_eq!(due("t+21h tick"), "t+3d10h");
    assert_eq!(
        due(
            "t+21h decide-regime regime=exploited applies=applies signal=t+1h assessed=t+2h aware=t+4h"
        ),
        "t+3d4h"
    );
    assert_eq!(due("t+21h decide-regime regime=exploited applies=applies aware=t+15h"), "t+3d10h");
}

#[test]
fn a_final_report_is_owed_once_a_measure_is_there_and_not_before() {
    let source = maker(r#"["cra"]"#, "DE");
    let before = World::run(&source, &format!("{AWARE}; t+30d tick"));
    assert!(before.clocks(1).iter().all(|clock| clock.promise != "cra-final-report"));
    let after = World::run(
        &source,
        &format!("{AWARE}; t+21h accept; t+9d fix-released mitigation=workaround; t+10d tick"),
    );
    assert_eq!(line(&after.clock("cra-final-report")), "cra-final-report #1 due t+23d: running");
}

#[test]
fn a_measure_that_came_before_awareness_counts_from_awareness() {
    let world = World::run(
        &maker(r#"["cra"]"#, "DE"),
        "t+0 report; t+1h accept; t+2d fix-released mitigation=release; \
         t+5d decide-regime regime=exploited applies=applies aware=t+4d; t+5d tick",
    );
    assert_eq!(line(&world.clock("cra-final-report")), "cra-final-report #1 due t+18d: running");
}

#[test]
fn a_month_counts_from_the_notification_that_was_sent_and_only_from_the_first() {
    let world = World::run(
        &maker(r#"["cra"]"#, "DE"),
        "t+0 report; t+1h decide-regime regime=\"severe incident\" applies=applies; \
         t+40h notify to=csirt promise=cra-incident-notification; \
         t+50h notify to=csirt promise=cra-incident-notification; t+3d tick",
    );
    let clock = world.clock("cra-incident-final-report");
    assert_eq!(time_of(clock.trigger.at), "t+1d16h");
    assert_eq!(clock.due.unwrap().strict.to_string(), "2026-12-04T01:00:00Z");
}

#[test]
fn the_last_update_of_an_intermediate_report_moves_the_final_one() {
    let world = World::run(
        &maker(r#"["dora"]"#, "DE"),
        "t+0 report; t+5h decide-regime regime=\"major incident\" applies=applies aware=t+1h decided=t+4h; \
         t+6h notify to=authority promise=dora-initial-notification; \
         t+2d notify to=authority promise=dora-intermediate-report; \
         t+5d notify to=authority promise=dora-intermediate-report; t+6d tick",
    );
    assert_eq!(world.out, "");
    let shown: Vec<_> = world.clocks(1)[1..].iter().map(line).collect();
    expect![[r#"
        dora-initial-notification #1 due t+8h: kept t+6h
        dora-initial-notification-limit #1 due t+1d1h: kept t+6h
        dora-intermediate-report #1 due t+3d6h: kept t+2d
        dora-final-report #1 due t+35d: running
    "#]]
    .assert_eq(&(shown.join("\n") + "\n"));
    assert_eq!(time_of(world.clock("dora-final-report").trigger.at), "t+5d");
}

#[test]
fn in_ireland_the_stricter_guidance_stands_beside_the_law() {
    let script = format!("{AWARE}; t+21h notify to=csirt promise=cra-early-warning; t+22h tick");
    let irish = lines(&maker(r#"["cra"]"#, "IE"), &script);
    let german = lines(&maker(r#"["cra"]"#, "DE"), &script);
    let more: Vec<_> = irish.iter().filter(|one| !german.contains(one)).collect();
    assert_eq!(more, ["cra-detailed-notification-ie #1 aim t+2d21h: running"]);
    let kept = World::run(
        &maker(r#"["cra"]"#, "IE"),
        &format!("{script}; t+30h notify to=csirt promise=cra-notification"),
    );
    assert_eq!(kept.clock("cra-detailed-notification-ie").state.name(), "kept");
}

#[test]
fn a_duty_is_for_the_role_and_a_product_that_nobody_named_is_taken_for_the_strictest() {
    let source = maker(r#"["cra"]"#, "DE");
    let owed = |affected: &str| {
        let world = World::run(&source, &AWARE.replacen("; ", &format!("; {affected}; "), 1));
        world.clocks(1).into_iter().filter(|clock| clock.promise.starts_with("cra-")).count()
    };
    assert_eq!(owed("t+0 note"), 4);
    assert_eq!(owed("t+0 set-affected product=app"), 4);
    assert_eq!(owed("t+0 set-affected product=site"), 0);
    assert_eq!(owed("t+0 set-affected product=unheard-of"), 4);
}

#[test]
fn another_product_ends_what_was_not_yet_broken_and_hides_nothing() {
    let source = maker(r#"["cra"]"#, "DE");
    let shown = lines(&source, &format!("{AWARE}; t+40h set-affected product=site; t+90h tick"));
    expect![[r#"
        cra-assess-exploitation #1 aim t+1d1h: kept t+20h
        cra-early-warning #1 due t+1d10h: BROKEN by 2d8h
        cra-notification #1 due t+3d10h: void: it is not for what we are to this product
        cra-inform-users #1 aim no time: void: it is not for what we are to this product
    "#]]
    .assert_eq(&(shown[1..].join("\n") + "\n"));
}

#[test]
fn what_somebody_was_aware_of_before_the_law_was_in_force_starts_nothing() {
    let source = maker(r#"["cra"]"#, "DE");
    let script = "t+0 report sent=2026-09-01T09:00:00Z; t+1h decide-regime regime=exploited applies=applies ";
    let owed = |aware: &str| lines(&source, &format!("{script}{aware}"));
    let before =
        "signal=2026-09-09T08:00:00Z assessed=2026-09-09T08:00:00Z aware=2026-09-10T21:59:59Z";
    assert!(owed(before).iter().all(|one| !one.contains("cra-early-warning")));
    let after =
        "signal=2026-09-09T08:00:00Z assessed=2026-09-09T08:00:00Z aware=2026-09-10T22:00:00Z";
    assert!(
        owed(after).iter().any(|one| one.contains("cra-early-warning #1")),
        "midnight in Berlin"
    );
}

#[test]
fn an_answer_is_due_when_the_authority_said_and_otherwise_has_no_time() {
    let source = maker(r#"["cra"]"#, "DE");
    let asked = |until: &str| {
        let script =
            format!("{AWARE}; t+30h record-occasion what=authority-asked {until}; t+80h tick");
        line(&World::run(&source, &script).clock("cra-intermediate-report"))
    };
    assert_eq!(asked(""), "cra-intermediate-report #1 aim no time: running");
    assert_eq!(asked("until=t+3d"), "cra-intermediate-report #1 due t+3d: BROKEN by 8h");
}

#[test]
fn the_longer_time_of_a_rule_counts_only_when_it_was_told_in_time() {
    let source = maker(r#"["gdpr"]"#, "DE");
    let due = |last: &str| {
        let script = format!("t+0 report; t+1d record-occasion what=data-requested; {last}");
        let world = World::run(&source, &script);
        assert_eq!(world.out, "");
        world.clock("gdpr-answer-request").due.unwrap().strict.to_string()
    };
    assert_eq!(due("t+2d tick"), "2026-12-03T09:00:00Z");
    assert_eq!(due("t+9d lengthen-period promise=gdpr-answer-request"), "2027-02-03T09:00:00Z");
    assert_eq!(due("t+40d lengthen-period promise=gdpr-answer-request"), "2026-12-03T09:00:00Z");
}

#[test]
fn a_law_is_kept_only_by_a_notice_that_names_it_also_one_sent_before_the_decision() {
    let source = maker(r#"["cra"]"#, "DE");
    let state = |notice: &str| {
        let decided = "t+20h decide-regime regime=exploited applies=applies aware=t+10h";
        let world =
            World::run(&source, &format!("t+0 report; t+12h {notice}; {decided}; t+21h tick"));
        world.clock("cra-early-warning").state.name()
    };
    assert_eq!(state("notify to=csirt"), "running");
    assert_eq!(state("notify to=users promise=cra-early-warning"), "running");
    assert_eq!(state("notify to=csirt promise=cra-early-warning"), "kept");
}

#[test]
fn a_case_under_several_laws_has_an_awareness_of_its_own_for_each() {
    let world = World::run(
        MAKER,
        "t+0 report; t+1h record-incident; \
         t+9h decide-regime regime=\"severe incident\" applies=applies aware=t+4h; \
         t+9h decide-regime regime=\"significant incident\" applies=applies aware=t+6h; \
         t+9h decide-regime regime=\"personal data\" applies=does-not-apply; \
         t+9h decide-regime regime=\"major incident\" applies=applies aware=t+5h decided=t+8h",
    );
    assert_eq!(world.out, "");
    let due = |promise: &str| time_of(world.clock(promise).due.unwrap().strict);
    assert_eq!(due("cra-incident-early-warning"), "t+1d4h");
    assert_eq!(due("nis2-early-warning"), "t+1d6h");
    assert_eq!(due("dora-initial-notification"), "t+12h");
    assert_eq!(due("dora-initial-notification-limit"), "t+1d5h");
    assert!(world.clocks(1).iter().all(|clock| clock.promise != "gdpr-notification"));
    assert_eq!(world.clock("gdpr-assess-breach").state.name(), "kept");
}

#[test]
fn a_law_goes_on_after_the_case_is_closed() {
    let world = World::run(
        &maker(r#"["cra"]"#, "DE"),
        &format!("{AWARE}; t+21h decline class=out-of-scope embargo=end; t+4d tick"),
    );
    assert_eq!(world.clock("cra-notification").state.name(), "broken");
}

/// A life of a case in which nothing is left out that could hold a clock up.
fn life(steps: &[(u32, u8)]) -> String {
    let mut script = String::from("t+0 report; t+1h record-attack");
    let mut hour = 1;
    for (wait, which) in steps {
        hour += wait;
        let step = match which {
            0 => "request-information".to_owned(),
            1 => "reporter> message".to_owned(),
            2 => "wait-for on=coordinator".to_owned(),
            3 => "stop-waiting on=coordinator".to_owned(),
            4 => "accept".to_owned(),
            5 => "fix-released mitigation=workaround".to_owned(),
            6 => format!("decide-regime regime=exploited applies=applies aware=t+{}h", hour - 1),
            7 => "decide-regime regime=\"severe incident\" applies=applies".to_owned(),
            8 => "notify to=csirt promise=cra-early-warning".to_owned(),
            9 => "notify to=csirt promise=cra-incident-notification".to_owned(),
            10 => "set-affected product=site".to_owned(),
            11 => "set-affected product=app".to_owned(),
            12 => "extend promise=acknowledge until=t+900h".to_owned(),
            13 => "decide-regime regime=exploited applies=does-not-apply".to_owned(),
            14 => "assess-severity severity=low".to_owned(),
            _ => "decline class=spam embargo=end".to_owned(),
        };
        script.push_str(&format!("; t+{hour}h {step}"));
    }
    script
}

fn is_broken(clock: &Clock) -> bool {
    matches!(clock.state, ClockState::Broken { .. } | ClockState::KeptLate { .. })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn no_law_clock_ever_stands_still(steps in prop::collection::vec((0_u32..60, 0_u8..16), 0..20)) {
        let world = World::run(&maker(r#"["cra"]"#, "DE"), &life(&steps));
        for clock in world.clocks(1).iter().filter(|clock| clock.class == policy::Class::Law) {
            prop_assert!(clock.pauses.is_empty());
            prop_assert!(clock.state != ClockState::Paused);
            if let Some(due) = clock.due {
                let latest = due.latest_arguable;
                prop_assert!(latest.is_some_and(|latest| latest >= due.strict), "{}", clock.promise);
            }
        }
    }

    #[test]
    fn a_broken_law_never_becomes_unbroken(steps in prop::collection::vec((0_u32..60, 0_u8..16), 0..20)) {
        let world = World::run(&maker(r#"["cra"]"#, "DE"), &life(&steps));
        let events = world.events(1);
        let mut broken: Vec<(String, u32)> = Vec::new();
        for count in 1..=events.len() {
            let now = events[count - 1].recorded;
            let clocks = clocks(&world.policy, &events[..count], now);
            for id in &broken {
                let still = clocks.iter().find(|c| (&c.promise, c.occurrence) == (&id.0, id.1));
                prop_assert!(still.is_some_and(is_broken), "{id:?} after {}", events[count - 1].fact.kind());
            }
            broken = clocks.iter().filter(|c| is_broken(c)).map(|c| (c.promise.clone(), c.occurrence)).collect();
        }
        let later = clocks(&world.policy, events, at(100 * 86_400));
        prop_assert!(broken.iter().all(|id| later.iter().any(|c| (&c.promise, c.occurrence) == (&id.0, id.1) && is_broken(c))));
    }
}
