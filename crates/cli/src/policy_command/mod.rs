//! `candor policy …`: everything about a policy file that needs no data folder. One file for each
//! subcommand; this one says what there is and hands it out.

mod check;
mod explain;
mod fetch;
mod holidays;
mod import;
mod packs;

use std::process::ExitCode;

use clap::Subcommand;

use crate::Failure;

/// Policy commands.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Say what is missing, ambiguous or wrong in a security policy, where, why, and what to write instead.
    Check(check::Check),
    /// Say what is owed in a situation, to whom, by when and why, and draw the timeline.
    Explain(explain::Explain),
    /// Print days off as a policy writes them: a country's, or those of an iCalendar file.
    Holidays(holidays::Holidays),
    /// Draft a policy from a SECURITY.md: every value with its sentence, a question where it is open.
    Import(import::Import),
    /// List the laws and programme rules that Candor knows, or say what one of them owes.
    Packs(packs::Packs),
}

/// Carries out a policy command.
///
/// # Errors
/// A sentence for people.
pub(crate) fn run(command: &PolicyCommand, json: bool) -> Result<ExitCode, Failure> {
    match command {
        PolicyCommand::Check(options) => check::run(options, json),
        PolicyCommand::Explain(options) => explain::run(options, json),
        PolicyCommand::Holidays(options) => holidays::run(options, json),
        PolicyCommand::Import(options) => import::run(options, json),
        PolicyCommand::Packs(options) => packs::run(options, json),
    }
}
