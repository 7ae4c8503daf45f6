//! Each rule by itself: met at its threshold, not before, and not twice within its window.

use anomaly::{Alert, Event, Kind, Pseudonym, RuleId, Rules, Subject, Watch};
use clock::Instant;
use proptest::prelude::*;

const NOON: i64 = 1_780_272_000 + 12 * 3_600;

fn event(second: i64, actor: Option<u64>, prefix: Option<u64>, kind: Kind) -> Event {
    Event {
        at: Instant::from_second(NOON + second),
        actor: actor.map(Pseudonym),
        prefix: prefix.map(Pseudonym),
        kind,
    }
}

fn read(second: i64, case: u64) -> Event {
    event(
        second,
        Some(1),
        Some(1),
        Kind::CaseRead { case: Pseudonym(case), assigned: true, restricted: false },
    )
}

fn all(events: &[Event]) -> Vec<Alert> {
    let mut watch = Watch::new(Rules::usual());
    events.iter().flat_map(|event| watch.see(event)).collect()
}

fn of(rule: RuleId, events: &[Event]) -> Vec<i64> {
    all(events)
        .iter()
        .filter(|alert| alert.rule == rule)
        .map(|alert| alert.at.second() - NOON)
        .collect()
}

fn repeated(
    times: i64,
    gap: i64,
    actor: Option<u64>,
    prefix: Option<u64>,
    kind: Kind,
) -> Vec<Event> {
    (0..times).map(|time| event(time * gap, actor, prefix, kind)).collect()
}

#[test]
fn sec_9_thirty_cases_in_an_hour_ask_for_a_factor_and_sixty_stop() {
    let reads: Vec<Event> = (0..70).map(|n| read(n * 10, u64::try_from(n).unwrap())).collect();
    assert_eq!(of(RuleId::ReadsBudget, &reads), [290]);
    assert_eq!(of(RuleId::ReadsStop, &reads), [590]);
    // The same case again and again is one case, and thirty in three hours are not many.
    let same: Vec<Event> = (0..500).map(|n| read(n, 7)).collect();
    assert!(all(&same).is_empty());
    let slow: Vec<Event> = (0..90).map(|n| read(n * 125, u64::try_from(n).unwrap())).collect();
    assert!(of(RuleId::ReadsBudget, &slow).is_empty());
}

#[test]
fn an_alert_is_not_repeated_within_its_window_and_is_after_it() {
    let guesses = repeated(600, 30, Some(1), None, Kind::UnlockFailed);
    let at = of(RuleId::FailedUnlocks, &guesses);
    assert_eq!(at[0], 120);
    assert!(at.windows(2).all(|pair| pair[1] - pair[0] == 900), "{at:?}");
}

#[test]
fn what_happened_a_whole_window_ago_is_not_counted() {
    let failed = |second| event(second, Some(1), None, Kind::UnlockFailed);
    let five = |first| [failed(first), failed(10), failed(20), failed(30), failed(900)];
    assert_eq!(of(RuleId::FailedUnlocks, &five(1)), [900]);
    assert!(of(RuleId::FailedUnlocks, &five(0)).is_empty());
}

#[test]
fn thresholds_are_met_exactly() {
    let rows = [
        (RuleId::BulkAttachments, 20, Kind::AttachmentRead, Some(1), None),
        (RuleId::FailedUnlocks, 5, Kind::UnlockFailed, Some(1), None),
        (RuleId::Probing, 20, Kind::NotFound, Some(1), Some(2)),
        (RuleId::Probing, 20, Kind::NotFound, None, Some(2)),
        (RuleId::TokenRate, 600, Kind::TokenUsed, Some(1), Some(2)),
        (RuleId::ReceiptGuesses, 10, Kind::ReceiptGuessed, None, Some(2)),
        (RuleId::SubmissionsFromOne, 8, Kind::Submitted, None, Some(2)),
        (RuleId::BulkExport, 5, Kind::Exported { cases: 1 }, Some(1), None),
    ];
    for (rule, threshold, kind, actor, prefix) in rows {
        assert!(of(rule, &repeated(threshold - 1, 1, actor, prefix, kind)).is_empty(), "{rule:?}");
        assert_eq!(
            of(rule, &repeated(threshold, 1, actor, prefix, kind)),
            [threshold - 1],
            "{rule:?}"
        );
    }
}

#[test]
fn one_large_export_is_as_many_as_it_holds() {
    assert_eq!(
        of(RuleId::BulkExport, &[event(0, Some(1), None, Kind::Exported { cases: 4_000_000_000 })]),
        [0]
    );
}

#[test]
fn a_second_prefix_of_a_token_is_noticed_and_the_next_day_is_another() {
    let day = 86_400;
    let one_a_day: Vec<Event> = (0..10)
        .map(|n| event(n * day, Some(1), Some(u64::try_from(n).unwrap()), Kind::TokenUsed))
        .collect();
    assert!(of(RuleId::TokenPrefixes, &one_a_day).is_empty());
    let two =
        [event(0, Some(1), Some(1), Kind::TokenUsed), event(60, Some(1), Some(2), Kind::TokenUsed)];
    assert_eq!(of(RuleId::TokenPrefixes, &two), [60]);
}

#[test]
fn the_first_device_of_an_account_is_not_new() {
    let signed_in =
        |second, known_device| event(second, Some(1), None, Kind::SignedIn { known_device });
    assert_eq!(
        of(RuleId::NewDevice, &[signed_in(0, false), signed_in(10, true), signed_in(20, false)]),
        [20]
    );
}

#[test]
fn an_hour_is_unusual_once_enough_are_known() {
    let mut events: Vec<Event> = (0..20)
        .map(|day| event(day * 86_400, Some(1), None, Kind::SignedIn { known_device: true }))
        .collect();
    let night = 20 * 86_400 - 9 * 3_600;
    events.push(event(night, Some(1), None, Kind::SignedIn { known_device: true }));
    assert_eq!(of(RuleId::UnusualHour, &events), [night]);
    assert!(of(RuleId::UnusualHour, &events[1..]).is_empty(), "nineteen are not enough");
    events.pop();
    events.push(event(
        20 * 86_400 + 2 * 3_600,
        Some(1),
        None,
        Kind::SignedIn { known_device: true },
    ));
    assert!(of(RuleId::UnusualHour, &events).is_empty(), "two hours later is not unusual");
}

#[test]
fn reading_far_more_than_usual_is_noticed_after_a_quiet_month() {
    let mut events = Vec::new();
    for day in 0..30 {
        for case in 0..3 {
            events.push(read(day * 86_400 + case * 600, u64::try_from(day * 10 + case).unwrap()));
        }
    }
    let last = 30 * 86_400;
    // Spread over the day, so that no budget of an hour is met.
    for case in 0..20 {
        events.push(read(last + case * 1_000, 90_000 + u64::try_from(case).unwrap()));
    }
    let at = of(RuleId::ReadsAboveUsual, &events);
    assert_eq!(at.len(), 1);
    assert!((last + 8 * 1_000..=last + 11 * 1_000).contains(&at[0]), "{at:?}");
}

/// Whoever reads much every day to make much usual is told of on the first three days.
#[test]
fn what_is_usual_cannot_be_taught_unseen_in_a_few_days() {
    let mut events = Vec::new();
    for day in 0..5_i64 {
        for case in 0..25 {
            events
                .push(read(day * 86_400 + case * 1_000, u64::try_from(day * 100 + case).unwrap()));
        }
    }
    let days: Vec<i64> =
        of(RuleId::ReadsAboveUsual, &events).iter().map(|second| second / 86_400).collect();
    assert_eq!(days, [0, 1, 2]);
}

#[test]
fn prefixes_of_two_days_are_not_compared() {
    let before_midnight = event(12 * 3_600 - 60, Some(1), Some(1), Kind::TokenUsed);
    let after_midnight = event(12 * 3_600 + 60, Some(1), Some(2), Kind::TokenUsed);
    assert!(of(RuleId::TokenPrefixes, &[before_midnight, after_midnight]).is_empty());
}

#[test]
fn raising_own_rights_stops_and_raising_those_of_others_is_told() {
    let grant =
        |of, raises| event(0, Some(1), None, Kind::GrantChanged { of: Pseudonym(of), raises });
    let rules = |event| all(&[event]).iter().map(|alert| alert.rule).collect::<Vec<RuleId>>();
    assert_eq!(rules(grant(1, true)), [RuleId::GrantChanged, RuleId::SelfElevation]);
    assert_eq!(rules(grant(1, false)), [RuleId::GrantChanged]);
    assert_eq!(rules(grant(2, true)), [RuleId::GrantChanged]);
}

#[test]
fn the_state_of_the_machine_is_measured_at_its_limits() {
    for (kind, rule, met) in [
        (Kind::ClockStepped { seconds: 119 }, RuleId::ClockJump, false),
        (Kind::ClockStepped { seconds: -120 }, RuleId::ClockJump, true),
        (Kind::ClockStepped { seconds: i64::MIN }, RuleId::ClockJump, true),
        (Kind::CheckpointAge { seconds: 7_199 }, RuleId::CheckpointStale, false),
        (Kind::CheckpointAge { seconds: 7_200 }, RuleId::CheckpointStale, true),
        (Kind::DiskFree { permille: 51 }, RuleId::DiskLow, false),
        (Kind::DiskFree { permille: 50 }, RuleId::DiskLow, true),
        (Kind::BackupAge { seconds: 129_599 }, RuleId::BackupOverdue, false),
        (Kind::BackupAge { seconds: 129_600 }, RuleId::BackupOverdue, true),
        (Kind::LedgerMismatch, RuleId::LedgerMismatch, true),
    ] {
        assert_eq!(of(rule, &[event(0, None, None, kind)]).len(), usize::from(met), "{kind:?}");
    }
}

#[test]
fn a_clock_that_goes_back_is_said_and_leaves_no_window_half_full() {
    let mut events = repeated(4, 1, Some(1), None, Kind::UnlockFailed);
    events.push(event(-3_600, Some(1), None, Kind::UnlockFailed));
    let rules: Vec<RuleId> = all(&events).iter().map(|alert| alert.rule).collect();
    assert_eq!(rules, [RuleId::ClockJump]);
    // A small correction is none of that.
    let mut events = repeated(4, 1, Some(1), None, Kind::UnlockFailed);
    events.push(event(-30, Some(1), None, Kind::UnlockFailed));
    let rules: Vec<RuleId> = all(&events).iter().map(|alert| alert.rule).collect();
    assert_eq!(rules, [RuleId::FailedUnlocks]);
}

#[test]
fn an_event_without_the_subject_of_its_rule_is_not_counted() {
    assert!(all(&repeated(1_000, 1, None, None, Kind::UnlockFailed)).is_empty());
    let hidden = all(&repeated(30, 1, None, None, Kind::ReceiptGuessed));
    assert_eq!(
        hidden.iter().map(|alert| (alert.rule, alert.subject)).collect::<Vec<_>>(),
        [(RuleId::ReceiptGuessesAll, Subject::Instance)]
    );
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        (0..50_u64, any::<bool>(), any::<bool>()).prop_map(|(case, assigned, restricted)| {
            Kind::CaseRead { case: Pseudonym(case), assigned, restricted }
        }),
        any::<u32>().prop_map(|cases| Kind::Exported { cases }),
        any::<bool>().prop_map(|known_device| Kind::SignedIn { known_device }),
        any::<i64>().prop_map(|seconds| Kind::ClockStepped { seconds }),
        Just(Kind::NotFound),
        Just(Kind::TokenUsed),
        Just(Kind::Submitted),
        Just(Kind::ReceiptGuessed),
        Just(Kind::UnlockFailed),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    let id = || proptest::option::of(0..4_u64);
    (any::<i32>(), id(), id(), any_kind())
        .prop_map(|(second, actor, prefix, kind)| event(i64::from(second), actor, prefix, kind))
}

proptest! {
    /// The same events give the same alerts, whatever they are and in whatever order they come.
    #[test]
    fn the_watch_is_deterministic_and_breaks_on_nothing(events in proptest::collection::vec(any_event(), 0..200)) {
        prop_assert_eq!(all(&events), all(&events));
    }

    /// A rule is never met with fewer events than its threshold.
    #[test]
    fn no_rule_is_met_before_its_threshold(gaps in proptest::collection::vec(0_i64..1_000, 0..60)) {
        let mut second = 0;
        let mut events = Vec::new();
        for gap in gaps {
            second += gap;
            events.push(event(second, Some(1), None, Kind::UnlockFailed));
        }
        let met = of(RuleId::FailedUnlocks, &events);
        for at in &met {
            let within = events.iter().filter(|e| {
                let second = e.at.second() - NOON;
                second <= *at && second > *at - 900
            });
            prop_assert!(within.count() >= 5);
        }
        let busiest = (0..events.len()).filter(|start| {
            events.get(start + 4).is_some_and(|fifth| fifth.at.second() - events[*start].at.second() < 900)
        }).count();
        prop_assert_eq!(met.is_empty(), busiest == 0);
    }
}
