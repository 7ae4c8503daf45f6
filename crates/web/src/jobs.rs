//! The runner of background work: wakes up, carries out what is planned, sleeps.
//!
//! What is due is decided elsewhere (`case::plan`, `desk::run_jobs_once`); every action has a key and is
//! done at most once, so that waking up too often, twice, or after a crash changes nothing.

use std::time::Duration;

use clock::Instant;
use desk::{Desk, Sight};
use tokio::sync::watch;

use crate::sending::Sender;

/// How often it wakes up.
const EVERY: Duration = Duration::from_secs(20);
/// How long an entry of the audit log waits at most for others to be written with it.
const WRITE_EVERY: Duration = Duration::from_secs(2);

pub(crate) async fn run(desk: Desk, mut stopped: watch::Receiver<bool>) {
    let mut machine = Clocks::read(&desk);
    while !*stopped.borrow() {
        machine = machine.compare(&desk);
        match desk.run_jobs_once().await {
            Ok(report) => tracing::debug!(?report, "jobs done"),
            Err(error) => tracing::warn!(%error, "jobs were not finished; they are tried again"),
        }
        #[expect(clippy::disallowed_methods, reason = "this is the job runner")]
        let pause = tokio::time::sleep(EVERY);
        tokio::select! {
            () = pause => {}
            changed = stopped.changed() => if changed.is_err() { break },
        }
    }
}

/// Sends what is due, beside the jobs: whoever is slow to take it holds up no publication. As long as something is
/// taken, it goes on at once.
pub(crate) async fn send(desk: Desk, sender: Sender, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match sender.send_due(&desk).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "what is to be sent waits; it is tried again"),
        }
        #[expect(clippy::disallowed_methods, reason = "this is the job runner")]
        let pause = tokio::time::sleep(EVERY);
        tokio::select! {
            () = pause => {}
            changed = stopped.changed() => if changed.is_err() { break },
        }
    }
}

/// The wall clock and the machine's own, read at once.
struct Clocks {
    wall: Instant,
    own: std::time::Instant,
}

impl Clocks {
    #[expect(
        clippy::disallowed_methods,
        reason = "the wall clock is held against the machine's own"
    )]
    fn read(desk: &Desk) -> Self {
        Self { wall: desk.now(), own: std::time::Instant::now() }
    }

    /// Says by how much the wall clock moved against the machine's own since it was read last.
    fn compare(&self, desk: &Desk) -> Self {
        let now = Self::read(desk);
        let passed = i64::try_from(now.own.duration_since(self.own).as_secs()).unwrap_or(i64::MAX);
        let shown = now.wall.second().saturating_sub(self.wall.second());
        let moved = shown.saturating_sub(passed);
        // Both are read to the second. A clock that somebody drives moves as they like.
        if moved.abs() > 2 && !desk.time_is_driven() {
            desk.saw(Sight::ClockStepped(moved), None);
        }
        now
    }
}

/// Writes what waits for the audit log, every few seconds and once more at the end.
pub(crate) async fn write_audit(desk: Desk, mut stopped: watch::Receiver<bool>) {
    loop {
        #[expect(clippy::disallowed_methods, reason = "this is the job runner")]
        let pause = tokio::time::sleep(WRITE_EVERY);
        let is_over = tokio::select! {
            () = pause => false,
            changed = stopped.changed() => changed.is_err() || *stopped.borrow(),
        };
        if let Err(error) = desk.write_audit().await {
            tracing::warn!(%error, "the audit log is written later");
        }
        if is_over {
            return;
        }
    }
}
