//! `candor policy …`: everything about a policy file that needs no data folder. One file for each
//! subcommand; this one says what there is and hands it out.

mod check;
mod diff;
mod explain;
mod fetch;
mod fmt;
mod holidays;
mod import;
mod init;
mod packs;
mod render;
mod schema;

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;

use crate::Failure;
use crate::config::Config;

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
    /// Write a first policy file from a dozen answers.
    #[command(
        after_help = "Examples:\n  candor policy init\n  candor policy init --yes --name Example --github example/example policy.toml"
    )]
    Init(Box<init::Init>),
    /// Bring policy files into the one layout, keeping their comments.
    Fmt(fmt::Fmt),
    /// Say in words what changed between two policies.
    Diff(diff::Diff),
    /// Make SECURITY.md, security.txt, a page or data of a policy.
    #[command(
        after_help = "Examples:\n  candor policy render policy.toml --as security-md --out SECURITY.md\n  candor policy render policy.toml --as security-txt --policy-url https://example.org/security --canonical-url https://example.org/.well-known/security.txt"
    )]
    Render(Box<render::Render>),
    /// Print the JSON Schema of policy files, for editors.
    Schema(schema::Schema),
}

/// Carries out a policy command.
///
/// # Errors
/// A sentence for people.
pub(crate) fn run(
    command: &PolicyCommand,
    config: &Config,
    json: bool,
) -> Result<ExitCode, Failure> {
    match command {
        PolicyCommand::Check(options) => check::run(options, config, json),
        PolicyCommand::Explain(options) => explain::run(options, json),
        PolicyCommand::Holidays(options) => holidays::run(options, json),
        PolicyCommand::Import(options) => import::run(options, json),
        PolicyCommand::Packs(options) => packs::run(options, json),
        PolicyCommand::Init(options) => init::run(options),
        PolicyCommand::Fmt(options) => fmt::run(options),
        PolicyCommand::Diff(options) => diff::run(options, json),
        PolicyCommand::Render(options) => render::run(options, config),
        PolicyCommand::Schema(options) => schema::run(options),
    }
}

/// A policy that must be readable: its text and what it says.
///
/// # Errors
/// The findings, or why the file cannot be read.
fn read(path: &Path) -> Result<(String, policy::Policy), Failure> {
    let source = text(path)?;
    match policy::parse(&source) {
        Ok(policy) => Ok((source, policy)),
        Err(findings) => Err(unusable(path, &findings)),
    }
}

/// Why a file cannot be used.
fn unusable(path: &Path, findings: &[policy::Finding]) -> Failure {
    let shown = findings.iter().map(|finding| format!("\n{finding}")).collect::<String>();
    format!("{} is not a policy that can be used:{shown}", path.display()).into()
}

/// The text of a file, or of standard input for `-`.
///
/// # Errors
/// Why it cannot be read.
fn text(path: &Path) -> Result<String, Failure> {
    let text = if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    text.map_err(|error| format!("{} cannot be read: {error}", path.display()).into())
}

/// Writes a file beside its place and moves it there, so that a full disk leaves the old one whole. What is
/// there and no plain file (a link, a terminal, `/dev/null`) is written to and stays what it is.
///
/// # Errors
/// Why it cannot be written.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    if std::fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        return std::fs::write(path, text)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()).into());
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path)).map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        format!("{} cannot be written: {error}", path.display()).into()
    })
}
