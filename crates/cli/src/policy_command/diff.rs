//! `candor policy diff BEFORE AFTER`: what changed, in plain words.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::{Failure, say};

/// Options of `policy diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The policy as it was; `-` is standard input.
    before: PathBuf,
    /// The policy as it is.
    after: PathBuf,
    /// Fail (exit code 1) when something was loosened or removed, for reviews of changes.
    #[arg(long)]
    fail_when_loosened: bool,
}

#[derive(Serialize)]
struct Told<'c> {
    section: &'c str,
    kind: &'c str,
    words: &'c str,
    affects: &'c str,
}

/// Prints every change on a line.
///
/// # Errors
/// When a file cannot be read or is no policy.
pub(crate) fn run(options: &Diff, json: bool) -> Result<ExitCode, Failure> {
    let (_, before) = super::read(&options.before)?;
    let (_, after) = super::read(&options.after)?;
    let changes = policy::diff(&before, &after);
    if json {
        let told = changes.iter().map(|change| Told {
            section: change.section,
            kind: change.kind.as_str(),
            words: &change.words,
            affects: change.affects,
        });
        say::json(&told.collect::<Vec<_>>());
    } else if changes.is_empty() {
        say::line("Nothing changed in what the policy says.");
    } else {
        changes.iter().for_each(|change| say::line(&change.to_string()));
    }
    let worse = |change: &policy::Change| {
        matches!(change.kind, policy::ChangeKind::Loosened | policy::ChangeKind::Removed)
    };
    let fails = options.fail_when_loosened && changes.iter().any(worse);
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
