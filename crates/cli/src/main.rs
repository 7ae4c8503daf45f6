//! The program `candor`: arguments, configuration, wiring. What it does is in the crates below.

mod advisory_command;
mod advisory_verify;
mod args;
mod audit_command;
mod case_command;
mod config;
mod cve_command;
mod instance;
mod logging;
mod mail;
mod other_commands;
mod passphrase;
mod passwords_command;
mod policy_command;
mod publishing;
mod say;
mod serve;
mod settings;
mod syslog;
mod token_command;
mod user_command;
mod verify_command;
mod witness_command;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Arguments, Command};
use crate::config::{Config, RawConfig, Sources};

/// What went wrong, as one sentence for people.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Before anything is read or opened: this process must have nothing that could be taken from it.
    if let Command::ParseChild { probe } = arguments.command {
        return probe.map_or_else(listing::answer, listing::probe);
    }
    undumpable();
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            say::remark(&format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// Keys are in this process's memory: no core dump is written of it, and no other process of the same user may read it.
/// Where the system refuses, it is run all the same; the unit file of docs/how-to/deploy.md says it once more.
#[cfg(target_os = "linux")]
fn undumpable() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

#[cfg(not(target_os = "linux"))]
const fn undumpable() {}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let raw = gather(arguments)?;
    let config = Config::from_raw(&raw)?;
    if let Some(code) = other_commands::without_instance(arguments, &raw, &config)? {
        return Ok(code);
    }
    logging::begin(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(with_instance(arguments, &config));
    // Jobs that block on the store end with it; nothing else is waited for.
    runtime.shutdown_timeout(std::time::Duration::from_secs(10));
    outcome
}

async fn with_instance(arguments: &Arguments, config: &Config) -> Result<ExitCode, Failure> {
    match &arguments.command {
        Command::Serve(options) => {
            serve::serve(config, options).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Advisory(command) => advisory_command::run(config, command, arguments.json).await,
        Command::Case(command) => case_command::run(config, command, arguments.json).await,
        Command::Verify(options) => verify_command::run(config, options, arguments.json).await,
        Command::User(command) => user_command::run(config, command, arguments.json).await,
        Command::Backup { to } => other_commands::backup(config, to).await,
        Command::Restore { from, recovery_kit, reason } => {
            other_commands::restore(config, from, recovery_kit.as_deref(), reason).await
        }
        Command::Audit(command) => audit_command::run(config, command, arguments.json).await,
        Command::Witness(options) => witness_command::run(options, config, arguments.json).await,
        Command::Policy(_)
        | Command::Passwords(_)
        | Command::Config { .. }
        | Command::Openapi
        | Command::ParseChild { .. }
        | Command::Completions { .. }
        | Command::Man { .. } => Ok(ExitCode::SUCCESS),
    }
}

fn gather(arguments: &Arguments) -> Result<RawConfig, Failure> {
    let mut flags = BTreeMap::new();
    if let Some(data) = &arguments.data {
        flags.insert("data", data.display().to_string());
    }
    let environment: Vec<(String, String)> = std::env::vars().collect();
    if let Command::Serve(options) = &arguments.command {
        if let Some(listen) = &options.listen {
            flags.insert("listen", listen.clone());
        }
        if !options.policy.is_empty() {
            flags.insert("policies", options.policy.join(","));
        }
        let data_is_named =
            arguments.data.is_some() || environment.iter().any(|(name, _)| name == "CANDOR_DATA");
        if options.demo && !data_is_named {
            // The demonstration never touches real data.
            flags.insert("data", "candor-demo".to_owned());
        }
    }
    let file = arguments.config.clone().or_else(|| {
        environment
            .iter()
            .find(|(name, _)| name == "CANDOR_CONFIG")
            .map(|(_, path)| PathBuf::from(path))
    });
    Ok(RawConfig::gather(&Sources { flags, environment, file })?)
}
