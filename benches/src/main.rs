//! The benchmarks: what Candor costs, by one command, as a table for docs/performance.md.
//!
//! `cargo run --release -p benches` builds the program, runs it as people do and prints the table. A name
//! of a part after `--` runs that part alone. Nothing here is part of the product or of CI: a figure from
//! a shared machine decides nothing by itself, which is why costs are counted in CPU time (`cost`).
#![expect(clippy::print_stdout, reason = "a command line tool speaks on its standard output")]
#![expect(clippy::print_stderr, reason = "and reports failure on its standard error")]
#![expect(clippy::disallowed_methods, reason = "it measures time, and starts what it measures")]

mod advisories;
mod authorization;
mod coordination;
mod cost;
mod linter;
mod pure;
mod queue;
mod result;
mod served;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use result::Row;

/// What went wrong, as one sentence for people.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

const USAGE: &str = "usage: cargo run --release -p benches [-- pure|policy|advisories|coordination|sqlite|postgres|start|build] …";

/// Reports sent to each database.
const REPORTS: u64 = 4_000;
/// Cases in the long queue.
const QUEUE: u64 = 100_000;
/// Leaves of the long log.
const LEAVES: u64 = 1_000_000;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let known =
        ["pure", "policy", "advisories", "coordination", "sqlite", "postgres", "start", "build"];
    if asked.iter().any(|part| !known.contains(&part.as_str())) {
        return Err(USAGE.into());
    }
    // The clean build takes minutes: only when asked for.
    let wants = |part: &str| {
        asked.iter().any(|asked| asked == part) || (asked.is_empty() && part != "build")
    };
    let binary = program()?;
    println!("{}\n\n{}", cost::machine(), result::HEAD);
    if wants("pure") {
        print(&[authorization::decisions(2_000_000)?]);
        print(&pure::clocks(20_000)?);
        print(&pure::sealing(1_000)?);
        print(&pure::leaves(LEAVES)?);
    }
    if wants("policy") {
        print(&linter::rows(&binary, 41)?);
    }
    if wants("advisories") {
        print(&advisories::rows(&binary)?);
    }
    if wants("coordination") {
        let folder = tempfile::tempdir()?;
        let program = served::start(&binary, folder.path()).run()?;
        let mut desk = served::first_account(&program)?;
        print(&coordination::rows(&program, &mut desk)?);
    }
    if wants("start") {
        let folder = tempfile::tempdir()?;
        let start = served::start(&binary, folder.path());
        start.run()?.stop()?;
        print(&[served::size(&binary), served::cold_start(&start, 9)?]);
    }
    if wants("sqlite") {
        sqlite(&binary)?;
    }
    if wants("postgres") {
        postgres(&binary)?;
    }
    if wants("build") {
        print(&[clean_build()?]);
    }
    println!("\n{}", cost::machine());
    Ok(())
}

fn sqlite(binary: &str) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let start = served::start(binary, folder.path());
    let program = start.run()?;
    let mut desk = served::first_account(&program)?;
    program.browser().get("/")?;
    program.stop()?;
    let program = start.run()?;
    let visitor = program.browser();
    program.browser().get(&format!("/p/{}", served::PROGRAM))?;
    print(&[served::memory("idle", Some(30.0), &program)]);
    desk.address = program.address;
    let page = |program: &_, browser: &_, what: &str, aim, path: &str, count| {
        served::page(program, browser, what, aim, path, count).map(|row| print(&[row]))
    };
    let slug = served::PROGRAM;
    page(&program, &visitor, "a public page", Some(0.2), &format!("/p/{slug}"), 6_000)?;
    page(&program, &visitor, "the report form", None, &format!("/p/{slug}/report"), 4_000)?;
    page(
        &program,
        &visitor,
        "the API's program",
        None,
        &format!("/api/v1/programs/{slug}"),
        4_000,
    )?;
    print(&served::submissions("SQLite", &program, REPORTS, None)?);
    print(&[served::memory("after these reports", None, &program)]);
    let public = format!("/p/{slug}");
    page(
        &program,
        &visitor,
        &format!("a public page at {REPORTS} cases"),
        Some(0.2),
        &public,
        600,
    )?;
    let queue = format!("/desk?program={slug}");
    page(&program, &desk, &format!("the queue at {REPORTS} cases"), None, &queue, 1_000)?;
    let case = served::first_case(&mut desk)?;
    page(&program, &desk, "a case with 1 event", None, &case, 600)?;
    served::lengthen(&mut desk, &case, 200)?;
    page(&program, &desk, "a case with 200 events", Some(2.0), &case, 600)?;
    program.stop()?;
    print(&[served::verify(&start)?]);

    let policy = policy::parse(&std::fs::read_to_string(served::policy_path())?)
        .map_err(|_| "the example policy does not parse")?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
    queue::fill(&start.data, &policy, i64::try_from(now)?, QUEUE)?;
    let program = start.run()?;
    desk.address = program.address;
    page(
        &program,
        &desk,
        &format!("the queue at {} cases", QUEUE + REPORTS),
        Some(1.0),
        &queue,
        600,
    )?;
    page(&program, &desk, "the same, every program", None, "/desk", 600)?;
    print(&[served::memory("with these cases", None, &program)]);
    program.stop()?;
    Ok(())
}

fn postgres(binary: &str) -> Result<(), Failure> {
    let Some(database) = testkit::postgres::durable_database() else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let mut start = served::start(binary, folder.path());
    start.environment.push(("CANDOR_DATABASE_URL".to_owned(), database.address));
    let program = start.run()?;
    served::first_account(&program)?;
    print(&served::submissions("PostgreSQL", &program, REPORTS, Some(database.server_id))?);
    print(&[served::memory("after these, PostgreSQL", None, &program)]);
    program.stop()?;
    Ok(())
}

/// The program that `CANDOR_BIN` names, or else the one of this source: built, beside this one.
fn program() -> Result<String, Failure> {
    if let Ok(binary) = std::env::var("CANDOR_BIN") {
        return Ok(binary);
    }
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "-p", "cli"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    if !built.success() {
        return Err("the program could not be built".into());
    }
    let beside: PathBuf = std::env::current_exe()?.with_file_name("candor");
    Ok(beside.into_os_string().into_string().map_err(|_| "the target folder is not UTF-8")?)
}

fn clean_build() -> Result<Row, Failure> {
    let folder = tempfile::tempdir()?;
    let (cpu, began) = (cost::waited_cpu(), std::time::Instant::now());
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "-p", "cli", "--target-dir"])
        .arg(folder.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    if !built.success() {
        return Err("the program could not be built".into());
    }
    let cpu = cost::waited_cpu().saturating_sub(cpu).as_secs_f64();
    Ok(Row::new("clean release build", "", format!("{cpu:.0} s CPU"))
        .note(format!("wall time {:.0} s", began.elapsed().as_secs_f64())))
}

fn print(rows: &[Row]) {
    for row in rows {
        println!("{}", row.line());
    }
}
