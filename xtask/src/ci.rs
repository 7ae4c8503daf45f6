//! Every check of the project in one command, with the wall and CPU time of each step.
//!
//! The list of steps stands here and nowhere else: `.ci/run` installs what they need and calls this,
//! and so may anyone. A failed step does not stop the others, so that one run shows all there is to
//! mend. A step whose files do not exist is named as skipped, with the reason.
#![expect(clippy::disallowed_methods, reason = "this task starts programs and measures them")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::error::TaskError;
use crate::tidy;
use crate::tree::{Tree, root};

/// What one step does.
enum Work {
    /// Runs programs one after the other; the first that fails ends the step.
    Run(Vec<Command>),
    /// The house rules, in this process.
    Tidy,
    /// Nothing to do here, for this reason.
    Skip(String),
}

struct Step {
    name: String,
    work: Work,
}

struct Outcome {
    name: String,
    wall: Duration,
    cpu: Option<Duration>,
    passed: Option<bool>,
}

/// Runs every step; fails with the names of those that failed.
pub(crate) fn run() -> Result<(), TaskError> {
    let mut outcomes = Vec::new();
    for step in steps()? {
        println!("\n== {} ==", step.name);
        outcomes.push(perform(step));
    }
    println!("\n== time ==");
    print!("{}", summary(&outcomes));
    let failed: Vec<String> = outcomes
        .into_iter()
        .filter(|outcome| outcome.passed == Some(false))
        .map(|outcome| outcome.name)
        .collect();
    if failed.is_empty() { Ok(()) } else { Err(TaskError::Steps(failed)) }
}

fn steps() -> Result<Vec<Step>, TaskError> {
    let tree = Tree::read()?;
    let mut docs = cargo(&["doc", "--workspace", "--no-deps", "--quiet"]);
    docs.env("RUSTDOCFLAGS", "-D rustdoc::broken_intra_doc_links");
    let mut steps = vec![
        step("fmt", Work::Run(vec![cargo(&["fmt", "--all", "--check"])])),
        step("tidy", Work::Tidy),
        step(
            "clippy",
            Work::Run(vec![cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ])]),
        ),
        step("test", tests(&tree)),
        step("doc", Work::Run(vec![docs])),
        step("deny", deny()),
        step("fuzz corpora", fuzz(&tree)),
        step("sample pages", sample_pages(&tree)),
    ];
    steps.extend(whole_program_checks(&tree));
    Ok(steps)
}

fn step(name: &str, work: Work) -> Step {
    Step { name: name.to_owned(), work }
}

/// Bans, licences and sources by cargo-deny where it is installed; tidy holds the bans anywhere.
fn deny() -> Work {
    if succeeds(cargo(&["deny", "--version"])) {
        Work::Run(vec![
            cargo(&["deny", "check", "bans", "licenses", "sources"]),
            cargo(&["deny", "--all-features", "check", "licenses", "sources"]),
        ])
    } else {
        Work::Skip(
            "cargo-deny is not installed (`cargo install cargo-deny`); tidy held the bans".into(),
        )
    }
}

/// Fuzzing finds; the corpus it leaves runs here as plain tests of the fuzz package, where it has
/// tests of its own. Corpora that crates read in their own tests ran in the step `test`.
fn fuzz(tree: &Tree) -> Work {
    if tree.files().any(|(path, _)| path.starts_with("fuzz/tests/")) {
        let mut test = cargo(&["test", "--manifest-path", "fuzz/Cargo.toml"]);
        // One folder for both workspaces: what they share is built once.
        test.env("CARGO_TARGET_DIR", target_folder());
        Work::Run(vec![test])
    } else {
        Work::Skip("the crates' own tests read the corpora; fuzz/ has no tests beside them".into())
    }
}

/// Every test of the workspace, to the last even where one fails. The same build leaves what later steps look
/// at: the sample pages, which the pages' own test writes, and the program with the features of the workspace.
fn tests(tree: &Tree) -> Work {
    let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
    if tree.text("browser/axe.mjs").is_none() {
        return Work::Run(vec![tests]);
    }
    tests.env("CANDOR_SAMPLES_DIR", samples_folder());
    // What an earlier run left may not be a page any more.
    Work::Run(vec![program_at("rm", &["-rf"], &samples_folder()), tests])
}

/// Every sample page in a real browser: the step `test` wrote them, `browser/axe.mjs` opens them.
fn sample_pages(tree: &Tree) -> Work {
    if tree.text("browser/axe.mjs").is_none() {
        return Work::Skip("there is no browser/axe.mjs".into());
    }
    Work::Run(vec![program_at("node", &["browser/axe.mjs"], &samples_folder())])
}

fn samples_folder() -> PathBuf {
    target_folder().join("page-samples")
}

/// `checks/*.sh` and the browser's own tests, against the debug program that the step `test` built. What takes longer than two minutes
/// stands in `checks/nightly/`, and is run by whoever runs nightly checks.
fn whole_program_checks(tree: &Tree) -> Vec<Step> {
    let scripts: Vec<&str> = tree
        .files()
        .map(|(path, _)| path)
        .filter(|path| {
            path.strip_prefix("checks/")
                .is_some_and(|name| name.ends_with(".sh") && !name.contains('/'))
        })
        .collect();
    let browser = tree.text("browser/package.json").is_some_and(|text| text.contains("\"test\":"));
    if scripts.is_empty() && !browser {
        let reason = "there is no checks/*.sh, and browser/ has no tests of its own";
        return vec![step("whole program", Work::Skip(reason.into()))];
    }
    let with_program = |mut command: Command| {
        command.env("CANDOR_BIN", target_folder().join("debug").join("candor"));
        Work::Run(vec![command])
    };
    let mut steps = Vec::new();
    if browser {
        steps.push(step("browser", with_program(program("npm", &["--prefix", "browser", "test"]))));
    }
    for script in scripts {
        steps.push(step(script, with_program(program("bash", &[script]))));
    }
    steps
}

/// Where cargo puts what it builds.
pub(crate) fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).args(arguments);
    command
}

fn program_at(name: &str, arguments: &[&str], folder: &Path) -> Command {
    let mut command = program(name, arguments);
    command.arg(folder);
    command
}

fn cargo(arguments: &[&str]) -> Command {
    program("cargo", arguments)
}

fn succeeds(mut command: Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn perform(step: Step) -> Outcome {
    let begun = Instant::now();
    let before = cpu_time();
    let passed = match step.work {
        Work::Run(commands) => Some(commands.into_iter().all(succeeded)),
        Work::Tidy => Some(tidy_is_clean()),
        Work::Skip(reason) => {
            println!("skipped: {reason}");
            None
        }
    };
    let cpu = before.zip(cpu_time()).map(|(before, after)| after.saturating_sub(before));
    Outcome { name: step.name, wall: begun.elapsed(), cpu, passed }
}

fn succeeded(mut command: Command) -> bool {
    match command.status() {
        Ok(status) => status.success(),
        Err(source) => {
            let program = command.get_program().to_string_lossy().into_owned();
            println!("{}", TaskError::Start { program, source });
            false
        }
    }
}

fn tidy_is_clean() -> bool {
    let findings = match Tree::read() {
        Ok(tree) => tidy::check(&tree),
        Err(error) => {
            println!("{error}");
            return false;
        }
    };
    for finding in &findings {
        println!("{finding}");
    }
    println!("{} rules, {} findings", tidy::RULES.len(), findings.len());
    findings.is_empty()
}

/// CPU time (user and system) of this process and of every program it has waited for, where the system
/// tells: fields 14 to 17 of Linux's `/proc/self/stat`, in hundredths of a second.
fn cpu_time() -> Option<Duration> {
    parse_cpu_time(&std::fs::read_to_string("/proc/self/stat").ok()?)
}

fn parse_cpu_time(stat: &str) -> Option<Duration> {
    // The second field is the program's name in parentheses and may hold spaces; count after it.
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks: Vec<u64> =
        fields.split(' ').skip(11).take(4).map(str::parse).collect::<Result<_, _>>().ok()?;
    (ticks.len() == 4).then(|| Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}

fn summary(outcomes: &[Outcome]) -> String {
    let mut text = format!("{:<28}{:>10}{:>10}\n", "step", "wall s", "CPU s");
    let mut total = (Duration::ZERO, Duration::ZERO);
    for outcome in outcomes {
        let verdict = match outcome.passed {
            Some(true) => "",
            Some(false) => "  FAILED",
            None => "  skipped",
        };
        total.0 += outcome.wall;
        total.1 += outcome.cpu.unwrap_or_default();
        text.push_str(&row(&outcome.name, outcome.wall, outcome.cpu, verdict));
    }
    text.push_str(&row("sum", total.0, Some(total.1), ""));
    text
}

fn row(name: &str, wall: Duration, cpu: Option<Duration>, verdict: &str) -> String {
    let wall = format!("{:.1}", wall.as_secs_f64());
    let cpu = cpu.map_or_else(|| String::from("?"), |cpu| format!("{:.1}", cpu.as_secs_f64()));
    format!("{name:<28}{wall:>10}{cpu:>10}{verdict}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_read_after_the_programs_name() {
        let stat = "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 30 20 150 50 20 0";
        assert_eq!(parse_cpu_time(stat), Some(Duration::from_millis(2500)));
        assert_eq!(parse_cpu_time("7 (x) S 1"), None);
    }

    #[test]
    fn a_program_that_fails_or_is_missing_fails_its_step() {
        let work = |program: &str| Work::Run(vec![Command::new(program)]);
        assert_eq!(perform(step("a", work("true"))).passed, Some(true));
        assert_eq!(perform(step("b", work("false"))).passed, Some(false));
        assert_eq!(perform(step("c", work("no-such-program-here"))).passed, Some(false));
    }

    #[test]
    fn the_summary_names_what_failed_and_what_was_skipped() {
        let outcome = |name: &str, passed| Outcome {
            name: name.into(),
            wall: Duration::from_millis(1500),
            cpu: None,
            passed,
        };
        let text = summary(&[outcome("fmt", Some(false)), outcome("deny", None)]);
        assert!(
            text.contains("fmt") && text.contains("FAILED") && text.contains("skipped"),
            "{text}"
        );
        assert!(text.contains("sum") && text.contains("3.0"), "{text}");
    }
}
