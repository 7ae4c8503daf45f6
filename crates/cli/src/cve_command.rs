//! `candor advisory cve`: numbers for a draft, the text of a request, and a record once more.

use std::process::ExitCode;

use desk::{Desk, Member, OpenCase};

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
    | CveCommand::Send { handle, login }) = command;
    let member = case_command::unlock(config, &desk, login).await?;
    let (program, case) = case_command::find(&desk, &member, handle).await?;
    let opened = desk.open_case(&member, &program.id, case).await?;
    match command {
        CveCommand::Reserve { year, amount, .. } => {
            let this_year = || desk.now().to_string().get(..4).and_then(|text| text.parse().ok());
            let year = year.or_else(this_year).unwrap_or_default();
            let number = reserve(config, &desk, &member, &opened, (year, *amount)).await?;
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
        CveCommand::Send { .. } => {
            desk.send_cve_again(&member, &opened).await?;
            say::remark("The record is sent by the running program within half a minute.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A number for the draft: one that is kept, or else one that is reserved now.
async fn reserve(
    config: &Config,
    desk: &Desk,
    member: &Member,
    opened: &OpenCase,
    (year, amount): (u16, u32),
) -> Result<String, Failure> {
    if let Some(number) = desk.take_cve_number(member, opened, year).await? {
        return Ok(number);
    }
    let Some(settings) = config.publishing.cve(&config.reach) else {
        return Err("no account of the CVE programme is configured: set cve_org, cve_org_id, cve_user and cve_key, or ask a CNA with `candor advisory cve request`".into());
    };
    let services = web::CveServices::new(settings).map_err(|failed| failed.reason())?;
    let (program, case) = (&opened.program, opened.id);
    // An earlier wish may have to be ended first; its numbers are kept too.
    loop {
        let kept = desk.cve_numbers(member, program, case).await?;
        let kept: Vec<String> = kept.into_iter().map(|row| row.cve_id).collect();
        let reserved = services.reserved().await?;
        let wish =
            desk.ask_for_cve_numbers(member, program, case, (year, amount), reserved).await?;
        let answer = match services.reserve(&wish, &kept).await {
            Ok(answer) => answer,
            Err(failed) => {
                if failed.is_certain() {
                    desk.keep_cve_numbers(member, program, case, Vec::new()).await?;
                } else {
                    desk.leave_cve_wish(&wish).await?;
                }
                return Err(failed.into());
            }
        };
        if answer.missing > 0 {
            say::remark(&format!(
                "{} fewer than asked for: the CNA may reserve no more at present.",
                answer.missing
            ));
        }
        let nothing = answer.numbers.is_empty();
        desk.keep_cve_numbers(member, program, case, answer.numbers).await?;
        if let Some(number) = desk.take_cve_number(member, opened, year).await? {
            return Ok(number);
        }
        if nothing || !wish.is_resumed {
            return Err("the CVE programme reserved no number for this year".into());
        }
    }
}
