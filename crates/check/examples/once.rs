//! Checks one file and prints the findings: the work of `candor policy check` without the rest of the program,
//! to be measured from a cold start (`cargo build --release -p check --example once`).
#![expect(clippy::print_stdout, reason = "a command line tool speaks on its standard output")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else { return ExitCode::from(2) };
    let Ok(bytes) = std::fs::read(&path) else { return ExitCode::from(2) };
    let now = clock::Instant::from_second(1_795_305_600);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let files = [check::File { path: &path, bytes: &bytes, length }];
    let options = check::Options { now, whole_tree: false, profiles: check::PROFILES };
    println!("{}", check::text(&check::check(&files, &options)));
    ExitCode::SUCCESS
}
