//! What checking a policy costs: the program from a cold start on a SECURITY.md of 25 kB, as people run it.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;
use crate::cost;
use crate::result::Row;

/// A section of a policy in the words that policies use; repeated until the text is long enough.
const SECTION: &str = "## Reporting a vulnerability\n\nPlease report vulnerabilities to security@acme.test and do not open a public issue. You will receive an acknowledgement within 3 business days, and a more detailed response within 10 days. We will keep you informed of the progress.\n\n- Steps to reproduce\n- Affected versions\n- The impact, and how an attacker could use it\n\n| Version | Supported |\n| --- | --- |\n| 2.x | yes |\n| < 2.0 | no |\n\nWe will not take legal action against you when you act in good faith. Details become public 90 days after the report. We will credit you unless you ask us not to.\n\n";
/// How long the text is.
const BYTES: usize = 25_000;

/// The middle and the shortest of so many cold starts of `candor policy check` with every profile.
pub(crate) fn check(binary: &str, rounds: usize) -> Result<Row, Failure> {
    let folder = tempfile::tempdir()?;
    let mut text = String::from("# Security policy\n\n");
    while text.len() < BYTES {
        text.push_str(SECTION);
    }
    std::fs::write(folder.path().join("SECURITY.md"), &text)?;
    let before = cost::waited_cpu();
    let mut times = Vec::new();
    for _ in 0..rounds {
        let began = Instant::now();
        let status = Command::new(binary)
            .args(["policy", "check", "SECURITY.md", "--profile", "all", "--fail-on", "never"])
            // The program refuses a `CANDOR_*` that is no setting of its own.
            .env_remove("CANDOR_BIN")
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .status()?;
        times.push(began.elapsed());
        if !status.success() {
            return Err("`candor policy check` failed".into());
        }
    }
    let cpu = cost::waited_cpu().saturating_sub(before);
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    let shortest = times.first().copied().unwrap_or_default();
    let rounds = u32::try_from(rounds)?;
    Ok(Row::new(
        "`candor policy check`, cold start",
        "< 20 ms",
        format!("{:.1} ms", millis(middle)),
    )
    .met(middle < Duration::from_millis(20))
    .note(format!(
        "a SECURITY.md of {} bytes, every profile; shortest {:.1} ms; {:.1} ms of CPU each",
        text.len(),
        millis(shortest),
        millis(cpu) / f64::from(rounds)
    )))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
