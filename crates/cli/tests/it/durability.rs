//! Nothing that was acknowledged is ever lost: power cuts replayed, the process killed, the disk failing.
//!
//! A report counts as acknowledged from the moment at which the first byte of its receipt left the program.

#![expect(clippy::disallowed_methods, reason = "these tests trace and kill programs, and measure")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use testkit::http::{Answer, Browser};
use testkit::program::{Program, Start};

use crate::browser::{example, first_account, mailbox};

#[path = "replay_disk.rs"]
mod replay_disk;

use replay_disk::{Chance, Recording, Syncs, snapshot};

pub(crate) const NOW: &str = "2026-11-02T09:00:00Z";
pub(crate) const PROGRAM: &str = "sigtech";
pub(crate) const REPORT: &str = "/p/sigtech/report";

/// An acknowledged report.
#[derive(Debug, Clone)]
pub(crate) struct Acknowledged {
    pub(crate) handle: String,
    pub(crate) receipt: String,
}

/// What a received report's page says.
pub(crate) fn acknowledged(answer: &Answer) -> Option<Acknowledged> {
    if answer.status != 201 {
        return None;
    }
    let text = answer.text();
    let (_, rest) = text.split_once("<dt>Case</dt><dd><code>")?;
    Some(Acknowledged {
        handle: rest.split('<').next()?.to_owned(),
        receipt: answer.hidden("receipt")?,
    })
}

/// The token of a new form.
pub(crate) fn form_token(browser: &mut Browser) -> std::io::Result<String> {
    let page = browser.get(REPORT)?;
    page.hidden("form_token").ok_or_else(|| std::io::Error::other(page.words()))
}

/// Sends the form with a token.
pub(crate) fn send(
    browser: &mut Browser,
    token: &str,
    text: &str,
    files: &[(&str, &str, &[u8])],
) -> std::io::Result<Answer> {
    browser.post_files(
        REPORT,
        &[
            ("form_token", token),
            ("rules", "yes"),
            ("incomplete", "yes"),
            ("identity", "anonymous"),
            ("field-type", "Files can be read"),
            ("field-steps", text),
        ],
        files,
    )
}

/// A new form, sent.
pub(crate) fn submit(
    browser: &mut Browser,
    text: &str,
    files: &[(&str, &str, &[u8])],
) -> std::io::Result<Answer> {
    let token = form_token(browser)?;
    send(browser, &token, text, files)
}

/// A start in `folder`, whose program has its first account and does not run.
pub(crate) fn prepared(folder: &Path) -> Start {
    let mut start =
        Start::new(env!("CARGO_BIN_EXE_candor"), folder).at(NOW).unwrap().policy(example(PROGRAM));
    for (name, value) in [("CANDOR_RATE_LIMIT", "0"), ("CANDOR_BALLAST_MIB", "0")] {
        start.environment.push((name.to_owned(), value.to_owned()));
    }
    let program = start.run().unwrap();
    first_account(&program);
    assert!(program.stop().unwrap().success());
    start
}

/// `candor verify` on the data of `start`.
pub(crate) fn verify(start: &Start) -> Result<(), String> {
    let output = start.command(&["verify", "--json"]).output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(String::from_utf8_lossy(&said).into_owned())
}

/// The handles of every stored case.
pub(crate) fn stored(start: &Start) -> Result<BTreeSet<String>, String> {
    let output = start.command(&["case", "list", "--all", "--json"]).output().unwrap();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let lines: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines = lines.as_array().unwrap();
    Ok(lines.iter().map(|line| line["handle"].as_str().unwrap().to_owned()).collect())
}

/// Asserts that every acknowledged report is stored and opens with its receipt.
pub(crate) fn all_there(start: &Start, reports: &[Acknowledged]) {
    let stored = stored(start).unwrap();
    for report in reports {
        assert!(stored.contains(&report.handle), "{} is lost", report.handle);
    }
    let program = start.run().unwrap();
    for report in reports {
        let (_, page) = mailbox(&program, &report.receipt);
        assert!(page.text().contains(&report.handle), "the receipt opens another case");
    }
    program.kill().unwrap();
}

/// Whether `strace` can trace here; says why not.
fn strace_works() -> bool {
    let works = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .output()
        .is_ok_and(|output| output.status.success());
    let required = std::env::var_os("CANDOR_REQUIRE_STRACE").is_some_and(|value| value == "1");
    assert!(works || !required, "CANDOR_REQUIRE_STRACE=1, but strace cannot trace here");
    if !works {
        eprintln!(
            "skipped: strace is not installed or may not trace (CANDOR_REQUIRE_STRACE=1 makes this a failure)"
        );
    }
    works
}

/// Kills the traced program, not the tracer; the tracer then ends by itself.
fn kill_traced(program: Program) {
    let tracer = program.id();
    let children =
        std::fs::read_to_string(format!("/proc/{tracer}/task/{tracer}/children")).unwrap();
    let child = children.split_whitespace().next().expect("the traced program").to_owned();
    assert!(Command::new("kill").args(["-KILL", &child]).status().unwrap().success());
    program.wait().unwrap();
}

/// Writes a rebuilt disk below `to`, which stands for `root`.
fn write_disk(
    root: &Path,
    to: &Path,
    disk: &(Vec<PathBuf>, std::collections::BTreeMap<PathBuf, Vec<u8>>),
) {
    use std::os::unix::fs::PermissionsExt;
    let place = |path: &Path| to.join(path.strip_prefix(root).unwrap());
    for folder in &disk.0 {
        std::fs::create_dir_all(place(folder)).unwrap();
    }
    for (path, bytes) in &disk.1 {
        let path = place(path);
        std::fs::write(&path, bytes).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    }
}

struct Recorded {
    recording: Recording,
    root: PathBuf,
    start: Start,
    /// With the line from which each counts as acknowledged.
    acknowledged: Vec<(usize, Acknowledged)>,
    _folder: tempfile::TempDir,
}

/// Records a run in which four reporters send reports at once, some with files.
fn record() -> Recorded {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap().join("disk");
    std::fs::create_dir(&root).unwrap();
    let mut start = prepared(&root);
    let before = snapshot(&root);
    let trace = folder.path().join("trace");
    start.under = [
        "strace", "-f", "-y", "-xx", "-s", "8388608", "--seccomp-bpf", "-e",
        "trace=pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync,ftruncate,openat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,unlink,unlinkat",
        "-o",
    ]
    .map(str::to_owned)
    .to_vec();
    start.under.push(trace.to_str().unwrap().to_owned());
    let program = start.run().unwrap();
    let reports = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for reporter in 0..4_u8 {
            let (program, reports) = (&program, &reports);
            scope.spawn(move || {
                let mut browser = program.browser();
                for number in 0..10_u8 {
                    let file = vec![reporter ^ number; 20_000];
                    let files: &[(&str, &str, &[u8])] = if number.is_multiple_of(3) {
                        &[("files", "proof.txt", &file)]
                    } else {
                        &[]
                    };
                    let answer = submit(&mut browser, &"step ".repeat(400), files).unwrap();
                    let report =
                        acknowledged(&answer).unwrap_or_else(|| panic!("{}", answer.words()));
                    reports.lock().unwrap().push(report);
                }
            });
        }
    });
    kill_traced(program);
    start.under.clear();
    let recording = Recording::read(&root, before, &std::fs::read_to_string(&trace).unwrap());
    // The recording is whole: replayed without a loss it gives the files that are there.
    let (_, there) = snapshot(&root);
    let replayed = recording.whole();
    assert_eq!(
        replayed.keys().collect::<Vec<_>>(),
        there.keys().collect::<Vec<_>>(),
        "the recording names every file"
    );
    for (path, bytes) in &there {
        assert!(replayed[path] == *bytes, "the recording misses a write to {}", path.display());
    }
    let acknowledged = reports
        .into_inner()
        .unwrap()
        .into_iter()
        .map(|report| {
            let line = recording.first_said(&report.handle).expect("the receipt was sent");
            (line, report)
        })
        .collect();
    Recorded { recording, root, start, acknowledged, _folder: folder }
}

/// Cuts the power at a random moment; says what was lost.
fn cut(
    recorded: &Recorded,
    syncs: Syncs,
    chance: &mut Chance,
    open: bool,
) -> Result<usize, String> {
    let lines = u64::try_from(recorded.recording.lines()).unwrap();
    let cut = usize::try_from(chance.below(lines + 1)).unwrap();
    let disk = recorded.recording.after_cut(cut, syncs, chance);
    let folder = tempfile::tempdir().unwrap();
    write_disk(&recorded.root, folder.path(), &disk);
    let mut start = recorded.start.clone();
    start.data = folder.path().join("data");
    verify(&start).map_err(|said| format!("cut before line {cut}: verify: {said}"))?;
    let stored = stored(&start).map_err(|said| format!("cut before line {cut}: list: {said}"))?;
    let before: Vec<Acknowledged> = recorded
        .acknowledged
        .iter()
        .filter(|(line, _)| *line < cut)
        .map(|(_, report)| report.clone())
        .collect();
    if let Some(lost) = before.iter().find(|report| !stored.contains(&report.handle)) {
        return Err(format!("cut before line {cut}: {} was acknowledged and is lost", lost.handle));
    }
    if open {
        all_there(&start, &before);
    }
    Ok(before.len())
}

#[test]
fn sec_11_no_acknowledged_report_is_lost_in_a_power_cut_at_any_moment() {
    const TRIALS: u64 = 120;
    if !strace_works() {
        return;
    }
    let recorded = record();
    let to_database = recorded.recording.changes_to(&recorded.root.join("data/candor.db"));
    assert!(
        to_database > 20,
        "the run was too short for a checkpoint of the log into the database"
    );
    let next = AtomicU64::new(0);
    let checked = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                loop {
                    let trial = next.fetch_add(1, Ordering::SeqCst);
                    if trial >= TRIALS {
                        return;
                    }
                    match cut(&recorded, Syncs::Kept, &mut Chance(trial), trial.is_multiple_of(20))
                    {
                        Ok(reports) => checked.fetch_add(reports, Ordering::SeqCst),
                        Err(lost) => panic!("trial {trial}: {lost}"),
                    };
                }
            });
        }
    });
    let checked = checked.into_inner();
    // The same without syncs must lose something, or this test sees nothing.
    let mut noticed = 0;
    let mut chance = Chance(TRIALS);
    for _ in 0..10 {
        noticed += u32::from(cut(&recorded, Syncs::Ignored, &mut chance, false).is_err());
    }
    eprintln!(
        "{TRIALS} power cuts over {} writes ({to_database} to the database file) and {} acknowledged reports: {checked} times a report was there that had to be; with syncs ignored {noticed} of 10 cuts lost something",
        recorded.recording.changes(),
        recorded.acknowledged.len(),
    );
    assert!(
        noticed >= 5,
        "a disk that never syncs loses reports, and only {noticed} of 10 cuts show it"
    );
}

#[test]
fn sec_11_killed_a_hundred_times_under_load_it_verifies_and_every_receipt_opens() {
    const KILLS: u64 = 100;
    let folder = tempfile::tempdir().unwrap();
    let start = prepared(folder.path());
    let reports = Arc::new(Mutex::new(Vec::new()));
    let mut chance = Chance(9);
    let mut token = None;
    let mut longest = Duration::ZERO;
    for kill in 1..=KILLS {
        let began = Instant::now();
        let program = start.run().unwrap();
        longest = longest.max(began.elapsed());
        // An edited form sent again is a new report, so one form does for all of them.
        let token =
            token.get_or_insert_with(|| form_token(&mut program.browser()).unwrap()).clone();
        let reporters: Vec<_> = (0..4)
            .map(|reporter| {
                let (mut browser, token) = (program.browser(), token.clone());
                let reports = Arc::clone(&reports);
                std::thread::spawn(move || {
                    for number in 0.. {
                        let text = format!("{number} of {reporter} before kill {kill}");
                        let Ok(answer) = send(&mut browser, &token, &text, &[]) else { return };
                        if let Some(report) = acknowledged(&answer) {
                            reports.lock().unwrap().push(report);
                        }
                    }
                })
            })
            .collect();
        // Under load: not before this run has acknowledged something.
        let before = reports.lock().unwrap().len();
        for _ in 0..500 {
            if reports.lock().unwrap().len() > before {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(20 + chance.below(131)));
        program.kill().unwrap();
        for reporter in reporters {
            reporter.join().unwrap();
        }
        verify(&start).unwrap_or_else(|said| panic!("after kill {kill}: {said}"));
    }
    let reports = reports.lock().unwrap();
    assert!(reports.len() > 100, "only {} reports were acknowledged: no load", reports.len());
    all_there(&start, &reports);
    eprintln!(
        "{KILLS} kills under load, each followed by a verification that passed; {} acknowledged reports all there; longest start {} ms",
        reports.len(),
        longest.as_millis()
    );
}

#[test]
fn sec_11_after_a_failed_sync_nothing_is_acknowledged_and_the_program_ends() {
    if !strace_works() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let plain = prepared(folder.path());
    let mut reports = Vec::new();
    let mut ended = 0;
    for fail_at in [8, 12, 17, 23, 30] {
        let mut start = plain.clone();
        let inject = format!("inject=fdatasync,fsync:error=EIO:when={fail_at}+");
        start.under =
            ["strace", "-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", &inject]
                .map(str::to_owned)
                .to_vec();
        let Ok(program) = start.run() else {
            // The sync that failed was one of the start: it does not begin to serve.
            continue;
        };
        let mut browser = program.browser();
        let mut refused = false;
        for _ in 0..60 {
            match submit(&mut browser, "before the disk fails", &[]) {
                Ok(answer) if answer.status == 201 => reports.push(acknowledged(&answer).unwrap()),
                Ok(answer) => {
                    assert!(answer.status >= 500, "{}", answer.words());
                    refused = true;
                    break;
                }
                Err(_) => {
                    refused = true;
                    break;
                }
            }
        }
        assert!(refused, "a report was acknowledged after the disk had failed");
        let log = Arc::clone(&program.log);
        let status = program.wait().unwrap();
        let log = log.lock().unwrap().clone();
        assert_eq!(status.code(), Some(74), "{log}");
        assert!(log.contains("the disk failed"), "{log}");
        ended += 1;
        verify(&plain).unwrap();
    }
    assert!(ended >= 3, "only {ended} runs came as far as a report");
    assert!(!reports.is_empty());
    all_there(&plain, &reports);
    eprintln!(
        "{ended} runs with a failing sync ended with 74; {} reports acknowledged before are there",
        reports.len()
    );
}
