//! The runner of background work: wakes up, carries out what is planned, sleeps.
//!
//! What is due is decided elsewhere (`case::plan`, `desk::run_jobs_once`); every action has a key and is
//! done at most once, so that waking up too often, twice, or after a crash changes nothing.

use std::time::Duration;

use desk::Desk;
use tokio::sync::watch;

/// How often it wakes up.
const EVERY: Duration = Duration::from_secs(20);

pub(crate) async fn run(desk: Desk, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
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
