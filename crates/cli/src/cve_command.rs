//! `candor advisory cve`: numbers for a draft, the text of a request, and a record once more.

use std::process::ExitCode;

use crate::Failure;
use crate::args::CveCommand;
use crate::config::Config;
use crate::instance::{self, Mode};
use crate::{case_command, say, serve};

/// Carries out a command.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    config: &Config,
    command: &CveCommand,
    json: bool,
) -> Result<ExitCode, Failure> {
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    let (CveCommand::Reserve { handle, login, .. }
    | CveCommand::Request { handle, login }
    | CveCommand::Return { handle, login }
    | CveCommand::Send { handle, login }) = command;
    let member = case_command::unlock(config, &desk, login).await?;
    let (program, case) = case_command::find(&desk, &member, handle).await?;
    let opened = desk.open_case(&member, &program.id, case).await?;
    match command {
        CveCommand::Reserve { year, amount, .. } => {
            let this_year = || desk.now().to_string().get(..4).and_then(|text| text.parse().ok());
            let year = year.or_else(this_year).unwrap_or_default();
            let services = config.publishing.cve(&config.reach).map(web::CveServices::new);
            let services = services.transpose().map_err(|failed| failed.reason())?;
            let wish = (year, *amount);
            let got =
                web::number_for_draft(services.as_ref(), &desk, &member, &opened, wish).await?;
            let number = got.cve_id;
            if got.missing > 0 {
                say::remark(&format!(
                    "{} fewer than asked for: the CNA may reserve no more at present.",
                    got.missing
                ));
            }
            if json {
                say::json(&serde_json::json!({ "cve_id": number }));
            } else {
                say::line(&format!("{number} stands in the draft of {handle}."));
            }
        }
        CveCommand::Request { .. } => {
            let (text, broken) = desk.cve_request(&member, &opened).await?;
            if json {
                say::json(&serde_json::json!({ "request": text, "missing": broken }));
            } else {
                say::line(text.trim_end());
            }
        }
        CveCommand::Return { .. } => {
            let number = desk.return_cve_number(&member, &opened).await?;
            if json {
                say::json(&serde_json::json!({ "cve_id": number }));
            } else {
                say::line(&format!("{number} is free for another draft."));
            }
        }
        CveCommand::Send { .. } => {
            desk.send_cve_again(&member, &opened).await?;
            say::remark("The record is sent by the running program within half a minute.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
