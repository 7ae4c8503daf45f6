//! `candor policy …`: everything about a policy file that needs no data folder. One file for each
//! subcommand; this one says what there is and hands it out.

mod explain;
mod holidays;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use crate::Failure;

/// Policy commands.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Say where policy files are wrong, with line and column, and what to write instead.
    Check {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Say what is owed in a situation, to whom, by when and why, and draw the timeline.
    Explain(explain::Explain),
    /// Print days off as a policy writes them: a country's, or those of an iCalendar file.
    Holidays(holidays::Holidays),
}

/// Carries out a policy command.
///
/// # Errors
/// A sentence for people.
pub(crate) fn run(command: &PolicyCommand, json: bool) -> Result<ExitCode, Failure> {
    match command {
        PolicyCommand::Check { files } => crate::other_commands::check(files, json),
        PolicyCommand::Explain(options) => explain::run(options, json),
        PolicyCommand::Holidays(options) => holidays::run(options, json),
    }
}
