//! What checking and importing policies costs: the program from a cold start, as people run it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;
use crate::cost;
use crate::result::Row;

/// A section of a policy in the words that policies use; repeated until the text is long enough.
const SECTION: &str = "## Reporting a vulnerability\n\nPlease report vulnerabilities to security@acme.test and do not open a public issue. You will receive an acknowledgement within 3 business days, and a more detailed response within 10 days. We will keep you informed of the progress.\n\n- Steps to reproduce\n- Affected versions\n- The impact, and how an attacker could use it\n\n| Version | Supported |\n| --- | --- |\n| 2.x | yes |\n| < 2.0 | no |\n\nWe will not take legal action against you when you act in good faith. Details become public 90 days after the report. We will credit you unless you ask us not to.\n\n";
/// How long the text is.
const BYTES: usize = 25_000;

/// Checking a SECURITY.md and a policy.toml of this length with every profile, and importing the shared policies.
pub(crate) fn rows(binary: &str, rounds: usize) -> Result<Vec<Row>, Failure> {
    let folder = tempfile::tempdir()?;
    let mut prose = String::from("# Security policy\n\n");
    while prose.len() < BYTES {
        prose.push_str(SECTION);
    }
    let mut data = include_str!("../../policy.toml").to_owned();
    let mut number = 0;
    while data.len() < BYTES {
        number += 1;
        write!(
            data,
            "\n[[promise]]\nid = \"notify-{number}\"\ndo = \"notify\"\nto = \"users\"\nfrom = \"fix released\"\nwithin = \"{number} days\"\nsource = \"We notify our users of fix {number} within {number} days after it is released.\"\n"
        )?;
    }
    std::fs::write(folder.path().join("SECURITY.md"), &prose)?;
    std::fs::write(folder.path().join("policy.toml"), &data)?;
    let mut rows = Vec::new();
    for (file, length) in [("SECURITY.md", prose.len()), ("policy.toml", data.len())] {
        let arguments = ["policy", "check", file, "--profile", "all", "--fail-on", "never"];
        let cost = cold(binary, folder.path(), &arguments, rounds)?;
        rows.push(
            Row::new(
                &format!("`candor policy check {file}`, cold start"),
                "< 20 ms CPU",
                format!("{:.1} ms", cost.cpu),
            )
            .met(cost.cpu < 20.0)
            .note(format!(
                "{length} bytes, every profile; wall time {:.1} ms, shortest {:.1} ms",
                cost.middle, cost.shortest
            )),
        );
    }
    rows.extend(import(binary, folder.path())?);
    Ok(rows)
}

/// Every policy of the shared data, each with a start of its own; nothing where there is no such data.
fn import(binary: &str, folder: &Path) -> Result<Option<Row>, Failure> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/policies");
    let Ok(entries) = std::fs::read_dir(&shared) else {
        println!("skipped: there are no shared policies to import");
        return Ok(None);
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| {
        path.extension().is_some_and(|end| end != "json")
            && path.file_name().is_some_and(|name| name != "README.md")
    });
    let mut cpu = 0.0;
    for path in &paths {
        let path = path.to_str().ok_or("a path is not UTF-8")?;
        cpu += cold(binary, folder, &["policy", "import", path], 1)?.cpu;
    }
    Ok(Some(
        Row::new(
            "`candor policy import`, every shared policy",
            "< 500 ms CPU",
            format!("{cpu:.0} ms"),
        )
        .met(cpu < 500.0)
        .note(format!("{} files, a start of the program for each", paths.len())),
    ))
}

/// What one start costs, in milliseconds.
struct Cost {
    /// CPU time, user and system; the mean.
    cpu: f64,
    /// Wall time; the one in the middle.
    middle: f64,
    shortest: f64,
}

fn cold(binary: &str, folder: &Path, arguments: &[&str], rounds: usize) -> Result<Cost, Failure> {
    let before = cost::waited_cpu();
    let mut times = Vec::new();
    for _ in 0..rounds {
        let began = Instant::now();
        let status = Command::new(binary)
            .args(arguments)
            // The program refuses a `CANDOR_*` that is no setting of its own.
            .env_remove("CANDOR_BIN")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        times.push(began.elapsed());
        if !status.success() {
            return Err(format!("`candor {}` failed", arguments.join(" ")).into());
        }
    }
    let cpu = cost::waited_cpu().saturating_sub(before);
    times.sort_unstable();
    let of = |place: usize| times.get(place).copied().map_or(0.0, millis);
    let count = f64::from(u32::try_from(rounds)?);
    Ok(Cost { cpu: millis(cpu) / count, middle: of(times.len() / 2), shortest: of(0) })
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
