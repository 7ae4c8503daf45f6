//! The smaller commands: config, OpenAPI, completions, man pages, backup and restore.

use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;
use outbound::Purpose;
use serde::Serialize;

use crate::Failure;
use crate::args::{Arguments, Command};
use crate::config::{Config, RawConfig};
use crate::instance::{self, Mode};
use crate::{
    advisory_command, passphrase, passwords_command, policy_command, say, serve, settings,
};

/// Commands that need no data. Nothing: it is not one of them.
///
/// # Errors
/// A sentence for people.
pub(crate) fn without_instance(
    arguments: &Arguments,
    raw: &RawConfig,
    config: &Config,
) -> Result<Option<ExitCode>, Failure> {
    Ok(Some(match &arguments.command {
        Command::Policy(command) => policy_command::run(command, config, arguments.json)?,
        Command::Config { network, reference } => {
            show_config(raw, config, *network, *reference, arguments.json);
            ExitCode::SUCCESS
        }
        Command::Passwords(command) => passwords_command::run(command)?,
        Command::Advisory(command) => {
            return advisory_command::without_instance(command, &config.reach, arguments.json);
        }
        Command::Openapi => {
            say::line(&web::api::openapi());
            ExitCode::SUCCESS
        }
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "candor", &mut text);
            say::line(String::from_utf8_lossy(&text).trim_end());
            ExitCode::SUCCESS
        }
        Command::Man { folder } => {
            std::fs::create_dir_all(folder)?;
            clap_mangen::generate_to(Arguments::command(), folder)?;
            ExitCode::SUCCESS
        }
        _ => return Ok(None),
    }))
}

#[derive(Serialize)]
struct SettingLine {
    key: &'static str,
    variable: &'static str,
    value: String,
    origin: String,
}

fn show_config(raw: &RawConfig, config: &Config, network: bool, reference: bool, json: bool) {
    if reference {
        say::line(settings::reference().trim_end());
    } else if network {
        let connections = config.outbound();
        // On the side, so that what programs read stays the list of connections.
        for typed in Purpose::ALL.map(Purpose::connection) {
            if typed.setting.is_none() {
                say::remark(&format!("Besides, when {}: {}.", typed.when, typed.to));
            }
        }
        if json {
            say::json(&connections);
        } else if connections.is_empty() {
            say::line("This configuration makes no connection to anywhere.");
        } else {
            for (what, place) in connections {
                say::line(&format!("{what:<12} {place}"));
            }
        }
    } else {
        let lines: Vec<SettingLine> = raw
            .rows()
            .map(|(setting, value, origin)| SettingLine {
                key: setting.key,
                variable: setting.env,
                value,
                origin: origin.to_string(),
            })
            .collect();
        if json {
            say::json(&lines);
        } else {
            for line in lines {
                say::line(&format!("{:<16} {:<32} {}", line.key, line.value, line.origin));
            }
        }
    }
}

/// `candor backup`.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn backup(config: &Config, to: &Path) -> Result<ExitCode, Failure> {
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    desk.backup(to).await?;
    say::remark(&format!(
        "{} is written. Only the recovery kit opens it; keep the two apart.",
        to.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// `candor restore`.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn restore(
    config: &Config,
    from: &Path,
    kit: Option<&Path>,
    reason: &str,
) -> Result<ExitCode, Failure> {
    let kit = passphrase::recovery_kit(kit)?;
    desk::restore(desk::Restore {
        from,
        kit: kit.reveal(),
        data: &config.data,
        root_key_file: &config.root_key_file,
        anchors: &instance::anchors_of(config),
        reason,
        now: serve::system_time().now(),
    })
    .await?;
    say::remark(&format!(
        "{} is restored. Every log goes on under a new origin, which says why; receipts given before stay valid.",
        config.data.display()
    ));
    Ok(ExitCode::SUCCESS)
}
