//! How long a way in stays open, and what is asked for once more.

use core::time::Duration;

use clock::Instant;
use credential::session::{Act, Change, FRESH, Holder, SessionFacts, Standing};
use proptest::prelude::*;

fn at(seconds: i64) -> Instant {
    Instant::from_second(1_800_000_000 + seconds)
}

fn facts(holder: Holder, seen: i64) -> SessionFacts {
    SessionFacts { holder, began: at(0), seen: at(seen), proven: Some(at(0)) }
}

#[test]
fn sec_4_a_session_ends_when_it_is_idle_and_when_its_time_is_over() {
    let hour = 3_600;
    for (holder, seen, now, expected) in [
        (Holder::Staff, 0, 0, Standing::Alive(Duration::from_secs(1_800))),
        (Holder::Staff, 0, 1_799, Standing::Alive(Duration::from_secs(1))),
        (Holder::Staff, 0, 1_800, Standing::Idle),
        (Holder::Staff, 12 * hour - 10, 12 * hour - 1, Standing::Alive(Duration::from_secs(1))),
        (Holder::Staff, 12 * hour - 1, 12 * hour, Standing::Over),
        (Holder::Reporter, 2 * hour - 1, 2 * hour - 1, Standing::Alive(Duration::from_secs(1))),
        (Holder::Reporter, 2 * hour - 1, 2 * hour, Standing::Over),
        (Holder::Staff, 100, 40, Standing::Alive(Duration::from_secs(1_800))),
        (Holder::Staff, 100, 39, Standing::ClockWentBack),
    ] {
        assert_eq!(facts(holder, seen).standing(at(now)), expected, "{holder:?} {seen} {now}");
    }
}

#[test]
fn sec_4_the_dangerous_asks_for_a_factor_of_the_last_five_minutes() {
    let facts = facts(Holder::Staff, 0);
    for act in Act::ALL {
        let dangerous = act != Act::Ordinary;
        assert!(facts.may(act, at(299)), "{act:?}");
        assert_eq!(facts.may(act, at(300)), !dangerous, "{act:?}");
        assert_eq!(facts.may(act, at(-1)), !dangerous, "{act:?}: a factor from the future");
        let never = SessionFacts { proven: None, ..facts };
        assert_eq!(never.may(act, at(0)), !dangerous, "{act:?}");
    }
    assert_eq!(FRESH, Duration::from_secs(300));
}

#[test]
fn five_acts_ask_for_a_second_person() {
    let two: Vec<Act> = Act::ALL.into_iter().filter(|act| act.needs_second_person()).collect();
    assert_eq!(two, [Act::BulkExport, Act::SwitchMode, Act::Erase, Act::Recover, Act::LegalHold]);
    assert!(two.iter().all(|act| act.is_dangerous()));
}

// ASVS 7.2.4
#[test]
fn sec_4_a_session_gets_a_new_name_whenever_it_becomes_worth_more() {
    for change in [
        Change::SignedIn,
        Change::SteppedUp,
        Change::Unlocked,
        Change::GrantsChanged,
        Change::FactorChanged,
    ] {
        assert!(change.consequence().rotate_own, "{change:?}");
    }
    for change in Change::ALL {
        let after = change.consequence();
        assert!(after.rotate_own || after.end_own, "{change:?} leaves the old cookie good");
    }
}

#[test]
fn a_changed_factor_ends_the_other_sessions_and_a_disabled_account_everything() {
    let factor = Change::FactorChanged.consequence();
    assert!(factor.end_others && !factor.end_own && !factor.revoke_tokens);
    let disabled = Change::Disabled.consequence();
    assert!(disabled.end_others && disabled.end_own && disabled.revoke_tokens);
}

proptest! {
    /// A session that is not alive never comes back by waiting.
    #[test]
    fn an_ended_session_stays_ended(seen in 0_i64..50_000, now in 0_i64..100_000, later in 0_i64..100_000) {
        let facts = facts(Holder::Staff, seen);
        let ended = |when| matches!(facts.standing(at(when)), Standing::Idle | Standing::Over);
        prop_assert!(!ended(now) || ended(now + later));
    }
}
