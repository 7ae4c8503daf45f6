//! How often one network may post: a token bucket per address prefix, in memory only.
//!
//! Addresses are never stored or logged. The key of a bucket is the network prefix (IPv4 /24, IPv6 /56),
//! and it leaves memory when the bucket is full again. A visitor without an address (an onion service)
//! shares one bucket, so the limit there is on the whole service.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::Duration;

/// Most networks remembered at once; beyond it the fullest buckets are forgotten first.
const MOST_BUCKETS: usize = 65_536;

/// The limit. Times are given by the caller, as elapsed time since any fixed moment.
#[derive(Debug)]
pub(crate) struct PostLimit {
    per_minute: Option<NonZeroU32>,
    buckets: Mutex<HashMap<[u8; 7], Duration>>,
}

/// How long to wait before the next post is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RetryAfter(pub(crate) Duration);

impl PostLimit {
    /// `per_minute` posts from one network; zero switches the limit off.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { per_minute: NonZeroU32::new(per_minute), buckets: Mutex::new(HashMap::new()) }
    }

    /// Whether one more would be admitted; counts nothing.
    pub(crate) fn has_room(&self, from: Option<IpAddr>, now: Duration) -> Result<(), RetryAfter> {
        let Some(per_minute) = self.per_minute else { return Ok(()) };
        let minute = Duration::from_secs(60);
        let buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let full_again = buckets.get(&network(from)).copied().unwrap_or(now).max(now);
        let (after, allowed) = (full_again + minute / per_minute.get(), now + minute);
        if after > allowed { Err(RetryAfter(after - allowed)) } else { Ok(()) }
    }

    /// Counts one post (generic cell rate algorithm: one stored time per network).
    pub(crate) fn admit(&self, from: Option<IpAddr>, now: Duration) -> Result<(), RetryAfter> {
        let Some(per_minute) = self.per_minute else { return Ok(()) };
        let minute = Duration::from_secs(60);
        let each = minute / per_minute.get();
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() >= MOST_BUCKETS {
            buckets.retain(|_, full_again| *full_again > now);
        }
        let full_again = buckets.entry(network(from)).or_insert(now);
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
}
