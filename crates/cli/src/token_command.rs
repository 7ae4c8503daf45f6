//! `candor user token`: API tokens at the console. A token is printed once, on standard output.

use access::Role;
use desk::{Desk, MadeToken, TokenWish};
use serde::Serialize;

use crate::Failure;
use crate::args::TokenCommand;
use crate::case_command::unlock;
use crate::config::Config;
use crate::{passphrase, say};

#[derive(Serialize)]
struct Line {
    id: String,
    login: String,
    service_account: bool,
    label: String,
    may: Vec<String>,
    made_by: String,
    created: String,
    expires: String,
    revoked: Option<String>,
    used: Option<String>,
}

#[derive(Serialize)]
struct Made {
    id: String,
    token: String,
    expires: String,
}

/// Carries out a token command.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    config: &Config,
    desk: &Desk,
    command: &TokenCommand,
    json: bool,
) -> Result<(), Failure> {
    match command {
        TokenCommand::List => list(desk, json).await?,
        TokenCommand::New { login, label, may, days, service, program, role } => {
            let member = unlock(config, desk, login).await?;
            let mut wish = TokenWish { label: label.clone(), may: may.clone(), days: *days };
            let made = match (service, program, role) {
                (Some(service), Some(program), Some(role)) => {
                    let id = program.parse().map_err(|error| format!("{program}: {error}"))?;
                    let role = Role::from_name(role).ok_or_else(|| format!("{role} is no role"))?;
                    for may in wish.may.iter_mut().filter(|may| !may.contains('@')) {
                        *may = format!("{may}@{program}");
                    }
                    desk.make_service_account(&member, &id, service, role, &wish).await?
                }
                _ => desk.make_token(&member, &wish).await?,
            };
            show(made, json);
        }
        TokenCommand::Renew { login, token_file, days } => {
            let member = unlock(config, desk, login).await?;
            let old = passphrase::from_file_or_ask(
                token_file.as_deref(),
                "The token that works: ",
                "Give it with --token-file",
            )?;
            show(desk.renew_token(&member, old.reveal().trim(), *days).await?, json);
        }
        TokenCommand::Revoke { id, login } => {
            let member = unlock(config, desk, login).await?;
            desk.revoke_token(&member, id).await?;
            say::remark("The token is revoked: it opens nothing any more.");
        }
    }
    Ok(())
}

fn show(made: MadeToken, json: bool) {
    let (id, expires) = (made.id.to_string(), made.expires.to_string());
    if json {
        say::json(&Made { id, token: made.text, expires });
        return;
    }
    say::line(&made.text);
    say::remark(&format!("It is not shown again. It ends at {expires}; its id is {id}."));
}

async fn list(desk: &Desk, json: bool) -> Result<(), Failure> {
    let now = desk.now();
    let tokens = desk.tokens_for_operator().await?;
    if json {
        let lines: Vec<Line> = tokens
            .into_iter()
            .map(|facts| Line {
                id: facts.id.to_string(),
                login: facts.login,
                service_account: facts.is_service,
                label: facts.label,
                may: facts.may,
                made_by: facts.made_by,
                created: facts.created.to_string(),
                expires: facts.expires.to_string(),
                revoked: facts.revoked.map(|at| at.to_string()),
                used: facts.used.map(|at| at.to_string()),
            })
            .collect();
        say::json(&lines);
        return Ok(());
    }
    if tokens.is_empty() {
        say::remark("No token.");
    }
    for facts in tokens {
        let state = match (facts.revoked, facts.is_good(now)) {
            (Some(at), _) => format!("revoked {at}"),
            (None, false) => format!("ended {}", facts.expires),
            (None, true) => format!("until {}", facts.expires),
        };
        let used = facts.used.map_or_else(|| "never used".to_owned(), |at| format!("used {at}"));
        say::line(&format!(
            "{}  {:<16} {:<24} {state}, {used}: {}",
            facts.id,
            facts.login,
            facts.label,
            facts.may.join(", ")
        ));
    }
    Ok(())
}
