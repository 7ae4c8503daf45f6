//! Where the time comes from: the only door through which it enters.
//!
//! Everything inside takes an `Instant` as an argument. The edge chooses the source once, at start: the
//! system's clock, or a driven one, which tests and the demonstration move. Time never runs backwards for a
//! case: `case` records an event at the later of now and the last recorded instant.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};

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
