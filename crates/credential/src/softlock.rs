//! Slowing guesses down without ever locking anybody out for good.
//!
//! After a few free attempts each further one has to wait, twice as long every time, up to a longest wait. Three
//! such counters stand in the way of a guess ([`Lanes`]): of the credential, of the address prefix, of the whole
//! instance. Somebody on a device that has signed in before (a device cookie, per account) walks in a lane of its
//! own, which strangers cannot fill; passkeys and identity providers pass no softlock at all, because there is
//! nothing to guess. The bounds that follow, and what they do not promise, stand in
//! `docs/decisions/0163-a-softlock-never-locks-for-good.md`.
//!
//! An attempt is counted before the passphrase is looked at ([`Softlock::admit`]), so that a thousand at once are
//! a thousand, and taken back when it was right ([`Softlock::forgive`]). An attempt that has to wait counts
//! nothing and changes nothing: hammering prolongs no wait.

use core::time::Duration;

use clock::Instant;
use serde::{Deserialize, Serialize};

/// How a counter slows down. Times are whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Attempts without any wait between them.
    pub free: u32,
    /// The wait after the last free attempt; it doubles with every further one.
    pub first_wait: Duration,
    /// The longest wait.
    pub longest_wait: Duration,
    /// So long after the last attempt everything is forgotten.
    pub forgotten_after: Duration,
}

const DAY: u64 = 24 * 60 * 60;

impl Pace {
    /// For guessing at one credential from devices that never signed in with it: 5 attempts, then 1 s, 2 s, … 15
    /// minutes.
    pub const CREDENTIAL: Self = Self {
        free: 5,
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_secs(15 * 60),
        forgotten_after: Duration::from_secs(DAY),
    };
    /// For one device that signed in with this account before: 10 attempts, then 1 s, 2 s, … 5 minutes.
    pub const KNOWN_DEVICE: Self = Self {
        free: 10,
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_secs(5 * 60),
        forgotten_after: Duration::from_secs(DAY),
    };
    /// For all attempts out of one address prefix, whatever account: 20, then up to a minute. People of one office
    /// share it, so it stays short.
    pub const PREFIX: Self = Self {
        free: 20,
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_secs(60),
        forgotten_after: Duration::from_secs(DAY),
    };
    /// For all attempts from unknown devices on the instance: 100, then up to 5 seconds.
    pub const INSTANCE: Self = Self {
        free: 100,
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_secs(5),
        forgotten_after: Duration::from_secs(DAY),
    };

    /// The wait after this many attempts.
    #[must_use]
    pub fn wait_after(&self, attempts: u32) -> Duration {
        let Some(beyond) = attempts.checked_sub(self.free.max(1)) else { return Duration::ZERO };
        let factor = 1_u64.checked_shl(beyond).unwrap_or(u64::MAX);
        let seconds = self.first_wait.as_secs().max(1).saturating_mul(factor);
        Duration::from_secs(seconds).min(self.longest_wait)
    }

    /// The most attempts that can be admitted within any span of this length, however they are timed, when none of
    /// them is right.
    #[must_use]
    pub fn most_within(&self, span: Duration) -> u64 {
        let mut attempts = 1_u32;
        let mut passed = Duration::ZERO;
        loop {
            let wait = self.wait_after(attempts);
            if wait >= self.longest_wait.max(Duration::from_secs(1)) {
                let left = span.saturating_sub(passed).as_secs();
                return u64::from(attempts) + left / wait.as_secs().max(1);
            }
            passed += wait;
            if passed > span {
                return u64::from(attempts);
            }
            attempts += 1;
        }
    }
}

/// One counter, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Softlock {
    /// Attempts that were admitted and not right, since everything was last forgotten.
    pub attempts: u32,
    /// When the last one was admitted.
    pub last: Option<Instant>,
}

/// Whether an attempt may be made now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Admission {
    /// Yes, and it is counted.
    Go,
    /// Not before so long. Nothing is counted.
    Wait(Duration),
}

impl Softlock {
    /// How long an attempt has to wait now. Never more than the longest wait, whatever the clock did.
    #[must_use]
    pub fn wait(&self, pace: &Pace, now: Instant) -> Duration {
        let Some(last) = self.last else { return Duration::ZERO };
        let due = pace.wait_after(self.attempts);
        match now.since(last) {
            Some(passed) if passed >= pace.forgotten_after => Duration::ZERO,
            Some(passed) => due.saturating_sub(passed),
            // The clock went back behind the last attempt: how much passed is not known, so none did.
            None => due,
        }
    }

    /// Counts an attempt, if it may be made now. Store the counter before the passphrase is looked at.
    pub fn admit(&mut self, pace: &Pace, now: Instant) -> Admission {
        let wait = self.wait(pace, now);
        if !wait.is_zero() {
            self.follow_back(now);
            return Admission::Wait(wait);
        }
        self.count(pace, now);
        Admission::Go
    }

    fn count(&mut self, pace: &Pace, now: Instant) {
        let forgotten = self
            .last
            .and_then(|last| now.since(last))
            .is_some_and(|passed| passed >= pace.forgotten_after);
        let before = if forgotten { 0 } else { self.attempts };
        self.attempts = before.saturating_add(1);
        self.last = Some(now);
    }

    /// After the clock went back, the wait counts from the new time: else it would last until the old one is
    /// reached again.
    fn follow_back(&mut self, now: Instant) {
        if self.last.is_some_and(|last| last > now) {
            self.last = Some(now);
        }
    }

    /// Takes one counted attempt back: it was right. The others stay counted, so that nobody clears a counter with an
    /// account of their own.
    pub fn forgive(&mut self) {
        self.attempts = self.attempts.saturating_sub(1);
    }
}

/// The counters that an attempt passes. Which ones depends on what the request shows.
pub enum Lanes<'a> {
    /// No valid device cookie of this account.
    Unknown {
        /// Of the credential that is tried; of a name that nobody has, one made from the name, so that it answers
        /// alike.
        credential: &'a mut Softlock,
        /// Of the address prefix; none where there is none (an onion service).
        prefix: Option<&'a mut Softlock>,
        /// Of the instance.
        instance: &'a mut Softlock,
    },
    /// A valid device cookie of this account: only its own counter.
    KnownDevice(&'a mut Softlock),
}

impl Lanes<'_> {
    /// Counts an attempt in every lane, if all of them admit it; in none otherwise.
    pub fn admit(&mut self, now: Instant) -> Admission {
        match self {
            Self::KnownDevice(device) => device.admit(&Pace::KNOWN_DEVICE, now),
            Self::Unknown { credential, prefix, instance } => {
                let mut wait = credential.wait(&Pace::CREDENTIAL, now);
                wait = wait.max(instance.wait(&Pace::INSTANCE, now));
                if let Some(prefix) = prefix.as_deref() {
                    wait = wait.max(prefix.wait(&Pace::PREFIX, now));
                }
                let each = |lock: &mut Softlock, pace: &Pace| {
                    if wait.is_zero() { lock.count(pace, now) } else { lock.follow_back(now) }
                };
                each(credential, &Pace::CREDENTIAL);
                each(instance, &Pace::INSTANCE);
                if let Some(prefix) = prefix {
                    each(prefix, &Pace::PREFIX);
                }
                if wait.is_zero() { Admission::Go } else { Admission::Wait(wait) }
            }
        }
    }

    /// Takes the attempt back in every lane: it was right.
    pub fn forgive(&mut self) {
        match self {
            Self::KnownDevice(device) => device.forgive(),
            Self::Unknown { credential, prefix, instance } => {
                credential.forgive();
                instance.forgive();
                if let Some(prefix) = prefix {
                    prefix.forgive();
                }
            }
        }
    }
}
