//! Where the time comes from: the only door through which it enters.
//!
//! Everything inside takes an `Instant` as an argument. The edge chooses the source once, at start: the
//! system's clock, or a driven one, which tests and the demonstration move. Time never runs backwards for a
//! case: `case` records an event at the later of now and the last recorded instant.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use clock::Instant;

/// A source of the present.
pub trait Time: Send + Sync {
    /// The present, to the second.
    fn now(&self) -> Instant;

    /// Whether somebody drives this clock; pages say so in a banner.
    fn is_driven(&self) -> bool {
        false
    }
}

/// The system's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemTime;

impl Time for SystemTime {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the time enters")]
    fn now(&self) -> Instant {
        let since_epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant::from_second(i64::try_from(since_epoch.as_secs()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until it is set: for replays, and for tests inside the process.
#[derive(Debug)]
pub struct DrivenTime(AtomicI64);

impl DrivenTime {
    /// A clock that shows `start`.
    #[must_use]
    pub const fn new(start: Instant) -> Self {
        Self(AtomicI64::new(start.second()))
    }

    /// Sets the clock, forwards or backwards.
    pub fn set(&self, now: Instant) {
        self.0.store(now.second(), Ordering::SeqCst);
    }
}

impl Time for DrivenTime {
    fn now(&self) -> Instant {
        Instant::from_second(self.0.load(Ordering::SeqCst))
    }
    fn is_driven(&self) -> bool {
        true
    }
}

/// A clock that is driven at first and then goes with the system's: for the demonstration, which replays
/// old cases at their dates and then serves the present. It never shows a time before its last driven one.
#[derive(Debug)]
pub struct SwitchableTime {
    driven: AtomicI64,
    released: AtomicBool,
}

impl SwitchableTime {
    /// A driven clock that shows `start`.
    #[must_use]
    pub const fn new(start: Instant) -> Self {
        Self { driven: AtomicI64::new(start.second()), released: AtomicBool::new(false) }
    }

    /// Moves the clock to `now`, or leaves it where it is when that is earlier.
    pub fn advance_to(&self, now: Instant) {
        self.driven.fetch_max(now.second(), Ordering::SeqCst);
    }

    /// Lets go: from here on it is the system's clock.
    pub fn release(&self) {
        self.released.store(true, Ordering::SeqCst);
    }
}

impl Time for SwitchableTime {
    fn now(&self) -> Instant {
        let driven = Instant::from_second(self.driven.load(Ordering::SeqCst));
        if self.released.load(Ordering::SeqCst) { SystemTime.now().max(driven) } else { driven }
    }
    fn is_driven(&self) -> bool {
        !self.released.load(Ordering::SeqCst)
    }
}

/// A clock that shows the RFC 3339 instant written in a file: for tests that run the real program
/// (`candor serve --clock-file`). While the file is unreadable the last instant read stays.
#[derive(Debug)]
pub struct FileTime {
    path: PathBuf,
    last: AtomicI64,
}

impl FileTime {
    /// A clock that reads `path` each time it is asked.
    ///
    /// # Errors
    /// When the file cannot be read or holds no instant.
    pub fn open(path: PathBuf) -> Result<Self, std::io::Error> {
        let first = read(&path)?;
        Ok(Self { path, last: AtomicI64::new(first.second()) })
    }
}

fn read(path: &std::path::Path) -> Result<Instant, std::io::Error> {
    std::fs::read_to_string(path)?.trim().parse().map_err(|_| {
        std::io::Error::other("the clock file must hold an instant such as 2026-10-23T14:37:00Z")
    })
}

impl Time for FileTime {
    fn now(&self) -> Instant {
        if let Ok(now) = read(&self.path) {
            self.last.store(now.second(), Ordering::SeqCst);
        }
        Instant::from_second(self.last.load(Ordering::SeqCst))
    }
    fn is_driven(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_released_clock_never_goes_back_before_its_last_driven_time() {
        let far = Instant::from_second(32_503_680_000);
        let clock = SwitchableTime::new(Instant::from_second(1_000));
        clock.advance_to(Instant::from_second(500));
        assert_eq!(clock.now(), Instant::from_second(1_000));
        assert!(clock.is_driven());
        clock.advance_to(far);
        clock.release();
        assert_eq!(clock.now(), far);
        assert!(!clock.is_driven());
    }

    #[test]
    fn a_released_clock_shows_the_present() {
        let clock = SwitchableTime::new(Instant::from_second(1_000));
        clock.release();
        assert!(clock.now() > Instant::from_second(1_700_000_000));
    }
}
