//! The door: what is known of somebody before they are believed, and how guessing is slowed down.
//!
//! The counters of `credential::softlock` live in memory, in a fixed number of slots that are found by a hash
//! keyed anew at each start: names that nobody has are counted exactly like names that somebody has, and a
//! flood of invented ones takes no more room. Two names may share a slot; then one waits for the other's
//! guesses, never longer than the longest wait. A restart forgets the counts, which gives a guesser the few
//! free attempts again and nothing else. Decision 0181.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use clock::Instant;
use credential::softlock::{Admission, Lanes, Pace, Softlock};
use sha2::{Digest, Sha256};

use crate::Desk;
use crate::inner::{hex, same};
use crate::random;

/// A device is known for so long after it signed in: 90 days.
const DEVICE_KNOWN_SECONDS: i64 = 90 * 24 * 60 * 60;

/// What a request shows of where it comes from. Without `Debug`: it holds the device's cookie.
#[derive(Clone, Default)]
pub struct Door {
    /// The address prefix; none where there is none, or at the console.
    pub prefix: Option<[u8; 7]>,
    /// The cookie that names a device on which this account signed in before.
    pub device: Option<String>,
    /// What it is used with, coarsely: "Firefox on Linux".
    pub client: String,
    /// Whether a program asks, over the API: it can be led to no page.
    pub is_program: bool,
}

/// The counters of guesses.
pub(crate) struct Guesses {
    key: [u8; 32],
    slots: Mutex<BTreeMap<u16, Softlock>>,
    instance: Mutex<Softlock>,
}

/// Who guesses at what.
pub(crate) struct Guess<'a> {
    /// The name that is tried, whether somebody has it or not.
    login: &'a str,
    prefix: Option<[u8; 7]>,
    /// The device, when it is known for this name.
    device: Option<String>,
}

impl Guess<'_> {
    /// Whether it comes from a device that the account signed in on before.
    pub(crate) const fn is_known_device(&self) -> bool {
        self.device.is_some()
    }
}

impl Guesses {
    pub(crate) fn new() -> Self {
        Self {
            key: random::bytes(),
            slots: Mutex::new(BTreeMap::new()),
            instance: Mutex::new(Softlock::default()),
        }
    }

    fn slot(&self, parts: &[&[u8]]) -> u16 {
        let mut hash = Sha256::new_with_prefix(self.key);
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let digest: [u8; 32] = hash.finalize().into();
        let [first, second, ..] = digest;
        u16::from_be_bytes([first, second])
    }

    fn places(&self, guess: &Guess<'_>) -> (u16, Option<u16>) {
        match &guess.device {
            Some(device) => {
                (self.slot(&[b"device", guess.login.as_bytes(), device.as_bytes()]), None)
            }
            None => (
                self.slot(&[b"name", guess.login.as_bytes()]),
                guess.prefix.map(|prefix| self.slot(&[b"prefix", &prefix])),
            ),
        }
    }

    fn in_lanes<T>(&self, guess: &Guess<'_>, act: impl FnOnce(Lanes<'_>) -> T) -> T {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let (credential_at, prefix_at) = self.places(guess);
        let mut credential = slots.get(&credential_at).copied().unwrap_or_default();
        if guess.device.is_some() {
            let outcome = act(Lanes::KnownDevice(&mut credential));
            slots.insert(credential_at, credential);
            return outcome;
        }
        let mut prefix =
            prefix_at.map(|place| (place, slots.get(&place).copied().unwrap_or_default()));
        let mut instance = self.instance.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = act(Lanes::Unknown {
            credential: &mut credential,
            prefix: prefix.as_mut().map(|(_, lock)| lock),
            instance: &mut instance,
        });
        slots.insert(credential_at, credential);
        if let Some((place, lock)) = prefix {
            slots.insert(place, lock);
        }
        outcome
    }

    /// Counts a guess, if it may be made now.
    pub(crate) fn admit(&self, guess: &Guess<'_>, now: Instant) -> bool {
        self.in_lanes(guess, |mut lanes| lanes.admit(now)) == Admission::Go
    }

    /// Takes a guess back: it was right.
    pub(crate) fn forgive(&self, guess: &Guess<'_>) {
        self.in_lanes(guess, |mut lanes| lanes.forgive());
    }

    /// Counts a guess at a code of an account that showed its passphrase already, if it may be made now.
    pub(crate) fn admit_code(&self, user: &[u8], now: Instant) -> bool {
        let place = self.slot(&[b"code", user]);
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(place).or_default().admit(&Pace::CREDENTIAL, now) == Admission::Go
    }

    /// Takes a guess at a code back: it was right.
    pub(crate) fn forgive_code(&self, user: &[u8]) {
        let place = self.slot(&[b"code", user]);
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(place).or_default().forgive();
    }
}

impl Desk {
    /// What is counted for an attempt at this name.
    pub(crate) fn guess<'a>(&self, login: &'a str, door: &Door) -> Guess<'a> {
        let device = door.device.as_deref().and_then(|text| self.known_device(login, text));
        Guess { login, prefix: door.prefix, device }
    }

    /// A cookie that names the device on which this account signed in.
    pub(crate) fn device_cookie(&self, login: &str, known: Option<&str>) -> String {
        let device = known
            .and_then(|text| self.known_device(login, text))
            .unwrap_or_else(|| hex(&random::bytes::<16>()));
        let issued = self.now().second();
        let mac = self.device_mac(login, &device, issued);
        format!("{device}.{issued}.{mac}")
    }

    fn known_device(&self, login: &str, text: &str) -> Option<String> {
        let (device, rest) = text.split_once('.')?;
        let (issued, mac) = rest.split_once('.')?;
        let issued: i64 = issued.parse().ok()?;
        let is_ours = same(self.device_mac(login, device, issued).as_bytes(), mac.as_bytes());
        let age = self.now().second().checked_sub(issued)?;
        (is_ours && (0..DEVICE_KNOWN_SECONDS).contains(&age)).then(|| device.to_owned())
    }

    fn device_mac(&self, login: &str, device: &str, issued: i64) -> String {
        let parts: [&[u8]; 4] =
            [b"device", login.as_bytes(), device.as_bytes(), &issued.to_be_bytes()];
        hex(self.inner().devices.mac(&parts).first_chunk::<16>().unwrap_or(&[0; 16]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stranger<'a>(login: &'a str, network: u8) -> Guess<'a> {
        Guess { login, prefix: Some([4, network, 0, 0, 0, 0, 0]), device: None }
    }

    #[test]
    fn sec_4_a_name_that_nobody_has_is_counted_like_one_that_somebody_has_and_takes_no_room() {
        let guesses = Guesses::new();
        let now = Instant::from_second(1_000);
        for login in ["ada", "nobody-has-this"] {
            let admitted = (0..20).filter(|n| guesses.admit(&stranger(login, *n), now)).count();
            assert_eq!(admitted, 5, "{login}");
        }
        for name in 0..100_000_u32 {
            let login = name.to_string();
            let _ = guesses.admit(&stranger(&login, 9), now);
        }
        assert!(guesses.slots.lock().unwrap().len() <= usize::from(u16::MAX) + 1);
    }

    #[test]
    fn sec_4_a_known_device_is_not_kept_out_by_strangers() {
        let guesses = Guesses::new();
        let now = Instant::from_second(1_000);
        while guesses.admit(&stranger("ada", 1), now) {}
        let own = Guess { login: "ada", prefix: None, device: Some("laptop".to_owned()) };
        assert!(guesses.admit(&own, now));
        guesses.forgive(&own);
        let later = Instant::from_second(1_000 + 15 * 60);
        assert!(guesses.admit(&stranger("ada", 2), later), "no lock is for good");
    }
}
