//! What the softlock promises: few guesses for strangers, short waits for the owner, whatever the clock does.

use core::time::Duration;

use clock::Instant;
use credential::softlock::{Admission, Lanes, Pace, Softlock};
use proptest::prelude::*;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const START: i64 = 1_800_000_000;

fn at(second: i64) -> Instant {
    Instant::from_second(START + second)
}

/// Tries again as soon as it is let: the best that somebody who guesses can do.
fn greedy(pace: &Pace, span: Duration) -> u64 {
    let mut lock = Softlock::default();
    let mut now = 0_i64;
    let mut admitted = 0;
    while now < i64::try_from(span.as_secs()).unwrap() {
        match lock.admit(pace, at(now)) {
            Admission::Go => admitted += 1,
            Admission::Wait(wait) => now += i64::try_from(wait.as_secs()).unwrap(),
        }
    }
    admitted
}

#[test]
fn sec_4_the_waits_double_up_to_the_longest() {
    let waits: Vec<u64> = (0..=17).map(|n| Pace::CREDENTIAL.wait_after(n).as_secs()).collect();
    assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    assert_eq!(Pace::CREDENTIAL.wait_after(u32::MAX), Duration::from_secs(900));
}

// ASVS 6.3.1
#[test]
fn sec_4_somebody_who_guesses_gets_few_guesses_a_day() {
    for (pace, most) in [
        (Pace::CREDENTIAL, 109),
        (Pace::KNOWN_DEVICE, 305),
        (Pace::PREFIX, 1_464),
        (Pace::INSTANCE, 17_381),
    ] {
        assert_eq!(pace.most_within(DAY), most);
        let got = greedy(&pace, DAY);
        assert!(got <= most && got + 1 >= most, "{got} of {most}");
    }
}

#[test]
fn an_attempt_that_has_to_wait_prolongs_nothing() {
    let mut lock = Softlock { attempts: 20, last: Some(at(0)) };
    let before = lock;
    for second in 0..900 {
        assert_eq!(
            lock.admit(&Pace::CREDENTIAL, at(second)),
            Admission::Wait(Duration::from_secs(900 - u64::try_from(second).unwrap()))
        );
    }
    assert_eq!(lock, before);
    assert_eq!(lock.admit(&Pace::CREDENTIAL, at(900)), Admission::Go);
}

#[test]
fn a_day_without_attempts_forgets_everything() {
    let mut lock = Softlock { attempts: 500, last: Some(at(0)) };
    assert_eq!(lock.admit(&Pace::CREDENTIAL, at(86_400)), Admission::Go);
    assert_eq!(lock.attempts, 1);
}

#[test]
fn attempts_at_the_same_moment_are_counted_one_by_one() {
    let mut lock = Softlock::default();
    let admitted =
        (0..1_000).filter(|_| lock.admit(&Pace::CREDENTIAL, at(0)) == Admission::Go).count();
    assert_eq!(admitted, 5);
}

#[test]
fn an_own_account_does_not_clear_the_counter_of_a_prefix() {
    let (mut prefix, mut instance) = (Softlock::default(), Softlock::default());
    let mut own = Softlock::default();
    let mut victim = Softlock::default();
    let mut guesses = 0;
    // One guess at somebody else's account, one right sign-in with the own one, a whole day long.
    for second in 0..86_400 {
        let mut lanes = Lanes::Unknown {
            credential: &mut victim,
            prefix: Some(&mut prefix),
            instance: &mut instance,
        };
        guesses += u64::from(lanes.admit(at(second)) == Admission::Go);
        let mut lanes = Lanes::Unknown {
            credential: &mut own,
            prefix: Some(&mut prefix),
            instance: &mut instance,
        };
        if lanes.admit(at(second)) == Admission::Go {
            lanes.forgive();
        }
    }
    assert!(guesses <= Pace::CREDENTIAL.most_within(DAY), "{guesses}");
}

#[test]
fn spraying_one_guess_over_many_accounts_is_slowed_by_prefix_and_instance() {
    let (mut prefix, mut instance) = (Softlock::default(), Softlock::default());
    let mut guesses = 0;
    for second in 0..86_400 {
        let mut fresh = Softlock::default();
        let mut lanes = Lanes::Unknown {
            credential: &mut fresh,
            prefix: Some(&mut prefix),
            instance: &mut instance,
        };
        guesses += u64::from(lanes.admit(at(second)) == Admission::Go);
    }
    assert!(guesses <= Pace::PREFIX.most_within(DAY), "{guesses}");
    let (mut instance, mut guesses) = (Softlock::default(), 0);
    for second in 0..86_400 {
        // A new prefix every time: a botnet.
        let (mut fresh, mut prefix) = (Softlock::default(), Softlock::default());
        let mut lanes = Lanes::Unknown {
            credential: &mut fresh,
            prefix: Some(&mut prefix),
            instance: &mut instance,
        };
        guesses += u64::from(lanes.admit(at(second)) == Admission::Go);
    }
    assert!(guesses <= Pace::INSTANCE.most_within(DAY), "{guesses}");
}

#[test]
fn when_one_lane_has_to_wait_none_is_counted() {
    let mut credential = Softlock { attempts: 9, last: Some(at(0)) };
    let (mut prefix, mut instance) = (Softlock::default(), Softlock::default());
    let mut lanes = Lanes::Unknown {
        credential: &mut credential,
        prefix: Some(&mut prefix),
        instance: &mut instance,
    };
    assert_eq!(lanes.admit(at(1)), Admission::Wait(Duration::from_secs(15)));
    assert_eq!((prefix, instance), (Softlock::default(), Softlock::default()));
}

#[test]
fn an_onion_visitor_has_no_prefix_and_is_slowed_all_the_same() {
    let (mut credential, mut instance) = (Softlock::default(), Softlock::default());
    let mut admitted = 0;
    for _ in 0..100 {
        let mut lanes =
            Lanes::Unknown { credential: &mut credential, prefix: None, instance: &mut instance };
        admitted += u32::from(lanes.admit(at(0)) == Admission::Go);
    }
    assert_eq!(admitted, 5);
}

proptest! {
    /// However attempts are timed, a stranger never gets more than the bound in any day.
    #[test]
    fn no_timing_beats_the_bound(gaps in proptest::collection::vec(prop_oneof![0_i64..3, 0_i64..40, 0_i64..1_000, 80_000_i64..90_000], 1..400)) {
        let pace = Pace::CREDENTIAL;
        let mut lock = Softlock::default();
        let mut now = 0;
        let mut admitted: Vec<i64> = Vec::new();
        for gap in gaps {
            now += gap;
            if lock.admit(&pace, at(now)) == Admission::Go {
                admitted.push(now);
            }
        }
        for (place, first) in admitted.iter().enumerate() {
            let within = admitted[place..].iter().take_while(|second| **second < first + 86_400).count();
            prop_assert!(u64::try_from(within).unwrap() <= pace.most_within(DAY));
        }
    }

    /// The owner on a known device waits at most five minutes, whatever strangers and the clock do.
    // ASVS 8.2.4
    #[test]
    fn the_owner_on_a_known_device_never_waits_longer_than_five_minutes(
        steps in proptest::collection::vec((-100_000_i64..100_000, any::<bool>(), any::<bool>()), 1..200),
    ) {
        let (mut credential, mut prefix, mut instance, mut device) =
            (Softlock::default(), Softlock::default(), Softlock::default(), Softlock::default());
        let mut now = 0;
        for (moved, stranger, right) in steps {
            now += moved;
            let mut lanes = if stranger {
                Lanes::Unknown { credential: &mut credential, prefix: Some(&mut prefix), instance: &mut instance }
            } else {
                Lanes::KnownDevice(&mut device)
            };
            if let Admission::Wait(wait) = lanes.admit(at(now)) {
                prop_assert!(stranger || wait <= Duration::from_secs(300));
            } else if right && !stranger {
                lanes.forgive();
            }
        }
        // And waiting as long as one is told always helps.
        if let Admission::Wait(wait) = Lanes::KnownDevice(&mut device).admit(at(now)) {
            let told = i64::try_from(wait.as_secs()).unwrap();
            prop_assert_eq!(Lanes::KnownDevice(&mut device).admit(at(now + told)), Admission::Go);
        }
    }

    /// On a new device: at most fifteen minutes after the last attempt of anybody, whatever the clock did before.
    #[test]
    fn nobody_is_locked_out_for_longer_than_fifteen_minutes_of_quiet(
        steps in proptest::collection::vec(-1_000_000_i64..1_000_000, 1..200),
    ) {
        let (mut credential, mut prefix, mut instance) = (Softlock::default(), Softlock::default(), Softlock::default());
        let mut now = 0;
        for moved in steps {
            now += moved;
            let mut lanes = Lanes::Unknown { credential: &mut credential, prefix: Some(&mut prefix), instance: &mut instance };
            let _ = lanes.admit(at(now));
        }
        let mut lanes = Lanes::Unknown { credential: &mut credential, prefix: Some(&mut prefix), instance: &mut instance };
        prop_assert_eq!(lanes.admit(at(now + 900)), Admission::Go);
    }

    /// A clock that goes back gives nobody free guesses.
    #[test]
    fn a_clock_that_goes_back_admits_nobody_early(back in 1_i64..1_000_000, attempts in 6_u32..40) {
        let mut lock = Softlock { attempts, last: Some(at(0)) };
        let wait = Pace::CREDENTIAL.wait_after(attempts);
        prop_assert_eq!(lock.admit(&Pace::CREDENTIAL, at(-back)), Admission::Wait(wait));
        let soon = i64::try_from(wait.as_secs()).unwrap();
        prop_assert_eq!(lock.admit(&Pace::CREDENTIAL, at(soon - back - 1)), Admission::Wait(Duration::from_secs(1)));
        prop_assert_eq!(lock.admit(&Pace::CREDENTIAL, at(soon - back)), Admission::Go);
    }
}
