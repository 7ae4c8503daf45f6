//! How often one network may post: a token bucket per address prefix, in memory only.
//!
//! Addresses are never stored or logged. A bucket stands under a keyed hash of the network prefix (IPv4 /24, IPv6 /56);
//! the key is random, never leaves memory, and is replaced with all buckets every day. A visitor without an address
//! shares one bucket with all others.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::Duration;

/// Most networks remembered at once; beyond it the fullest buckets are forgotten first.
const MOST_BUCKETS: usize = 65_536;
/// How long a key lives.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The limit. Times are given by the caller, as elapsed time since any fixed moment.
pub(crate) struct PostLimit {
    per_minute: Option<NonZeroU32>,
    buckets: Mutex<Buckets>,
}

/// When the bucket of each network is full again.
struct Buckets {
    /// SipHash under a random key.
    key: RandomState,
    since: Duration,
    full_again: HashMap<u64, Duration>,
}

impl Buckets {
    fn new(since: Duration) -> Self {
        Self { key: RandomState::new(), since, full_again: HashMap::new() }
    }

    /// The name of a network's bucket today.
    fn name(&mut self, from: Option<IpAddr>, now: Duration) -> u64 {
        if now.saturating_sub(self.since) >= DAY {
            *self = Self::new(now);
        }
        self.key.hash_one(network(from))
    }

    /// Forgets buckets that are full, and then the fuller half, until there is room.
    fn make_room(&mut self, now: Duration) {
        if self.full_again.len() < MOST_BUCKETS {
            return;
        }
        self.full_again.retain(|_, full_again| *full_again > now);
        if self.full_again.len() >= MOST_BUCKETS {
            let mut times: Vec<Duration> = self.full_again.values().copied().collect();
            let half = times.len() / 2;
            let (_, middle, _) = times.select_nth_unstable(half);
            let middle = *middle;
            self.full_again.retain(|_, full_again| *full_again > middle);
        }
    }
}

/// How long to wait before the next post is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RetryAfter(pub(crate) Duration);

impl PostLimit {
    /// `per_minute` posts from one network; zero switches the limit off.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            per_minute: NonZeroU32::new(per_minute),
            buckets: Mutex::new(Buckets::new(Duration::ZERO)),
        }
    }

    /// Whether one more would be admitted; counts nothing.
    pub(crate) fn has_room(&self, from: Option<IpAddr>, now: Duration) -> Result<(), RetryAfter> {
        let Some(per_minute) = self.per_minute else { return Ok(()) };
        let minute = Duration::from_secs(60);
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let name = buckets.name(from, now);
        let full_again = buckets.full_again.get(&name).copied().unwrap_or(now).max(now);
        let (after, allowed) = (full_again + minute / per_minute.get(), now + minute);
        if after > allowed { Err(RetryAfter(after - allowed)) } else { Ok(()) }
    }

    /// Counts one post (generic cell rate algorithm: one stored time per network).
    pub(crate) fn admit(&self, from: Option<IpAddr>, now: Duration) -> Result<(), RetryAfter> {
        let Some(per_minute) = self.per_minute else { return Ok(()) };
        let minute = Duration::from_secs(60);
        let each = minute / per_minute.get();
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let name = buckets.name(from, now);
        buckets.make_room(now);
        let full_again = buckets.full_again.entry(name).or_insert(now);
        let start = (*full_again).max(now);
        let after = start + each;
        let allowed = now + minute;
        if after > allowed {
            return Err(RetryAfter(after - allowed));
        }
        *full_again = after;
        Ok(())
    }
}

/// The prefix that stands for a network: IPv4 /24, IPv6 /56.
pub(crate) fn network(address: Option<IpAddr>) -> [u8; 7] {
    match address {
        Some(IpAddr::V4(v4)) => {
            let [a, b, c, _] = v4.octets();
            [4, a, b, c, 0, 0, 0]
        }
        Some(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => network(Some(IpAddr::V4(v4))),
            None => {
                let [a, b, c, d, e, f, g, ..] = v6.octets();
                [a, b, c, d, e, f, g]
            }
        },
        None => [0; 7],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn from(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_burst_is_admitted_up_to_the_limit_and_then_told_how_long_to_wait() {
        let limit = PostLimit::new(3);
        let now = Duration::from_secs(100);
        for _ in 0..3 {
            assert_eq!(limit.admit(from("192.0.2.1"), now), Ok(()));
        }
        assert_eq!(
            limit.admit(from("192.0.2.77"), now),
            Err(RetryAfter(Duration::from_secs(20))),
            "the same /24"
        );
        assert_eq!(limit.admit(from("192.0.3.1"), now), Ok(()), "another network");
        assert_eq!(limit.admit(from("192.0.2.1"), now + Duration::from_secs(20)), Ok(()));
    }

    #[test]
    fn asking_whether_there_is_room_takes_none() {
        let limit = PostLimit::new(2);
        let (someone, now) = (from("192.0.2.1"), Duration::from_secs(100));
        for _ in 0..10 {
            assert_eq!(limit.has_room(someone, now), Ok(()));
        }
        assert_eq!(limit.admit(someone, now), Ok(()));
        assert_eq!(limit.admit(someone, now), Ok(()));
        assert_eq!(limit.has_room(someone, now), limit.admit(someone, now));
        assert!(limit.has_room(someone, now).is_err());
        assert_eq!(limit.has_room(someone, now + Duration::from_secs(30)), Ok(()));
    }

    #[test]
    fn a_limit_of_zero_is_no_limit() {
        let limit = PostLimit::new(0);
        for _ in 0..1000 {
            assert_eq!(limit.admit(None, Duration::ZERO), Ok(()));
        }
    }

    #[test]
    fn an_ipv4_address_written_as_ipv6_is_the_same_network() {
        assert_eq!(network(from("::ffff:192.0.2.9")), network(from("192.0.2.1")));
        assert_ne!(network(from("2001:db8::1")), network(from("2001:db8:0:100::1")));
    }

    #[test]
    fn a_new_day_brings_a_new_key_and_empty_buckets() {
        let limit = PostLimit::new(1);
        let (someone, now) = (from("192.0.2.1"), Duration::from_secs(100));
        let name = |at| limit.buckets.lock().unwrap().name(someone, at);
        let before = name(now);
        assert_eq!(limit.admit(someone, now), Ok(()));
        assert!(limit.admit(someone, now).is_err());
        assert_eq!(name(now + DAY / 2), before);
        assert_ne!(name(now + DAY), before);
        assert_eq!(limit.admit(someone, now + DAY), Ok(()));
    }

    #[test]
    fn a_flood_from_everywhere_takes_no_more_than_its_memory_and_frees_no_network_that_posts() {
        let limit = PostLimit::new(4);
        let (flooder, now) = (from("192.0.2.1"), Duration::from_secs(100));
        while limit.admit(flooder, now).is_ok() {}
        for n in 0..2 * u32::try_from(MOST_BUCKETS).unwrap() {
            let other = std::net::Ipv4Addr::from((n + 1) << 8);
            let _ = limit.admit(Some(other.into()), now);
        }
        assert!(limit.buckets.lock().unwrap().full_again.len() <= MOST_BUCKETS);
        assert!(limit.admit(flooder, now).is_err(), "the emptiest bucket is kept");
    }

    proptest! {
        #[test]
        fn no_network_is_admitted_more_often_than_its_bucket_holds_and_refills(
            per_minute in 1_u32..20,
            steps in proptest::collection::vec((0_u64..20_000, 0_u8..3), 1..200),
        ) {
            let limit = PostLimit::new(per_minute);
            let mut now = Duration::from_secs(1);
            let mut admitted: Vec<(u8, Duration)> = Vec::new();
            for (pause, who) in steps {
                now += Duration::from_millis(pause);
                let someone = Some(IpAddr::from([192, 0, who, 1]));
                match limit.admit(someone, now) {
                    Ok(()) => admitted.push((who, now)),
                    Err(RetryAfter(wait)) => {
                        // What is told is enough, and nobody else's posts make it longer.
                        prop_assert!(wait <= Duration::from_secs(60));
                        prop_assert!(limit.has_room(someone, now + wait).is_ok());
                    }
                }
            }
            for (who, begin) in &admitted {
                for (_, end) in admitted.iter().filter(|(other, at)| other == who && at >= begin) {
                    let count = admitted
                        .iter()
                        .filter(|(other, at)| other == who && at >= begin && at <= end)
                        .count();
                    let span = (*end - *begin).as_secs_f64();
                    let most = f64::from(per_minute) * (1.0 + span / 60.0) + 1e-6;
                    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
                    let count = count as f64;
                    prop_assert!(count <= most, "{} in {} s", count, span);
                }
            }
        }
    }
}
