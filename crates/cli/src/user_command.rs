//! `candor user`: accounts of the desk.

use std::process::ExitCode;

use serde::Serialize;

use crate::Failure;
use crate::args::UserCommand;
use crate::case_command::unlock;
use crate::config::Config;
use crate::instance::{self, Mode};
use crate::{passphrase, say, serve};

#[derive(Serialize)]
struct Line {
    login: String,
    administrator: bool,
    disabled: Option<String>,
    roles: Vec<(String, String)>,
}

#[derive(Serialize)]
struct MadeKit<'a> {
    words: &'a str,
    sheets: &'a [String; 3],
}

/// Carries out an account command.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    config: &Config,
    command: &UserCommand,
    json: bool,
) -> Result<ExitCode, Failure> {
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    match command {
        UserCommand::List => {
            let lines: Vec<Line> = desk
                .accounts()
                .await?
                .into_iter()
                .map(|facts| Line {
                    login: facts.login,
                    administrator: facts.administrator,
                    disabled: facts.disabled.map(|at| at.to_string()),
                    roles: facts
                        .roles
                        .into_iter()
                        .map(|(program, role)| (program.to_string(), role.name().to_owned()))
                        .collect(),
                })
                .collect();
            if json {
                say::json(&lines);
            } else {
                for line in lines {
                    let roles: Vec<String> = line
                        .roles
                        .iter()
                        .map(|(program, role)| format!("{role} of {program}"))
                        .collect();
                    let disabled =
                        line.disabled.map_or_else(String::new, |at| format!(" (disabled {at})"));
                    say::line(&format!("{:<20} {}{disabled}", line.login, roles.join(", ")));
                }
            }
        }
        UserCommand::Add { login, program, role, granter, passphrase_file } => {
            let member = unlock(config, &desk, granter).await?;
            let program = program.parse().map_err(|error| format!("{program}: {error}"))?;
            let role = access::Role::from_name(role)
                .ok_or_else(|| {
                    format!("{role} is no role: write owner, manager, analyst, advisory-editor, developer, auditor or observer")
                })?;
            // Somebody who has an account keeps the passphrase it has.
            let is_known = desk.accounts().await?.iter().any(|facts| facts.login == *login);
            let first = if is_known && passphrase_file.is_none() {
                None
            } else {
                Some(passphrase::from_file_or_ask(
                    passphrase_file.as_deref(),
                    &format!("First passphrase of {login}: "),
                    "Give the new account's passphrase with --passphrase-file",
                )?)
            };
            let first = first.as_ref().map_or("", |first| first.reveal());
            desk.add_member(&member, &program, login, first, role).await?;
            say::remark(&format!("{login} is now {} of {program}.", role.name()));
        }
        UserCommand::Reset { login, program, granter } => {
            let member = unlock(config, &desk, granter).await?;
            let program = program.parse().map_err(|error| format!("{program}: {error}"))?;
            let user = desk
                .members(&member, &program)
                .await?
                .into_iter()
                .find(|facts| facts.login == *login)
                .map(|facts| facts.user)
                .ok_or_else(|| format!("{login} is no member of {program}"))?;
            let reset = desk.reset_member(&member, &program, user).await?;
            say::line(&reset.words);
            say::remark(&format!(
                "Hand these words over in person: they open the new account of {login} until its owner chooses a passphrase. They are not shown again."
            ));
            for program in reset.left_to_others {
                say::remark(&format!("An owner of {program} has to add {login} again."));
            }
        }
        UserCommand::Recover { login, recovery_kit, passphrase_file } => {
            let kit = passphrase::recovery_kit(recovery_kit.as_deref())?;
            let first = passphrase::from_file_or_ask(
                passphrase_file.as_deref(),
                &format!("First passphrase of {login}: "),
                "Give the new account's passphrase with --passphrase-file",
            )?;
            desk.recover_with_kit(kit.reveal(), login, first.reveal()).await?;
            say::remark(&format!(
                "{login} owns every program and administers the instance. Everybody else keeps their account and reads nothing until you add them again."
            ));
        }
        UserCommand::Kit { login, sheets } => {
            let member = unlock(config, &desk, login).await?;
            let kit = desk.renew_recovery_kit(&member).await?;
            if json {
                say::json(&MadeKit { words: &kit.words, sheets: &kit.sheets });
            } else if *sheets {
                for sheet in &kit.sheets {
                    say::line(sheet);
                }
                say::remark(
                    "Three sheets, for three people: any two give the kit, one alone gives nothing. They are not shown again.",
                );
            } else {
                say::line(&kit.words);
                say::remark("Print it and keep it off line. It is not shown again.");
            }
            say::remark(
                "The kit before opens nothing any more but the backups made until now: make a new backup.",
            );
        }
        UserCommand::Token(command) => {
            crate::token_command::run(config, &desk, command, json).await?;
        }
        UserCommand::Disable { login, granter } => {
            let member = unlock(config, &desk, granter).await?;
            let user = desk
                .accounts()
                .await?
                .into_iter()
                .find(|facts| facts.login == *login)
                .map(|facts| facts.user)
                .ok_or_else(|| format!("there is no account named {login}"))?;
            desk.disable_account(&member, user).await?;
            say::remark(&format!(
                "{login} can no longer sign in. The team keys were renewed: what comes in from now on is closed to it."
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}
