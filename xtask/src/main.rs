//! The house tasks of Candor: `tidy`, `traceability`, `gen`, `fuzz` and `ci`.
//!
//! It depends on nothing but the standard library, so that it compiles in a second and runs before
//! anything else does. It never changes a source file: `gen` and `traceability` write files under
//! `docs/` only, `fuzz` under `fuzz/corpus/` only. The rules themselves are in `tidy/`, one
//! file each, and run as tests too.
#![expect(clippy::print_stdout, reason = "a command line tool speaks on its standard output")]
#![expect(clippy::print_stderr, reason = "and reports failure on its standard error")]

mod asvs;
mod ci;
mod decisions;
mod error;
mod fuzz;
mod generate;
mod javascript;
mod manifest;
mod mission;
mod rust;
mod tidy;
mod traceability;
mod tree;

use std::process::ExitCode;

use error::TaskError;
use tree::Tree;

const USAGE: &str = "\
usage: cargo xtask <task>

  tidy                     check the house rules; name every place that breaks one
  traceability [--check]   write docs/traceability.md and docs/asvs.md from the tests; with --check only compare
  gen [--check]            write every generated document; with --check only compare
  fuzz <target> [seconds]  fuzz one target of fuzz/, five minutes unless said otherwise (docs/how-to/fuzz.md)
  fuzz --minimise <target> keep only the inputs of its corpus that reach something of their own
  ci                       run every check of the project; print wall and CPU time of each step";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["tidy"] => run_tidy(),
        ["traceability"] => Tree::read().and_then(|tree| generate::traceability(&tree)),
        ["traceability", "--check"] => {
            Tree::read().and_then(|tree| generate::check_traceability(&tree))
        }
        ["gen"] => generate::all(false),
        ["gen", "--check"] => generate::all(true),
        ["fuzz", "--minimise", target] => fuzz::minimise(target),
        ["fuzz", target] => fuzz::run(target, fuzz::USUAL_SECONDS),
        ["fuzz", target, seconds] => match seconds.parse() {
            Ok(seconds) => fuzz::run(target, seconds),
            Err(_) => Err(TaskError::Usage(USAGE)),
        },
        ["ci"] => ci::run(),
        _ => Err(TaskError::Usage(USAGE)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run_tidy() -> Result<(), TaskError> {
    let tree = Tree::read()?;
    let findings = tidy::check(&tree);
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy: {} files, {} rules, nothing to say", tree.len(), tidy::RULES.len());
        Ok(())
    } else {
        Err(TaskError::Untidy(findings.len()))
    }
}
