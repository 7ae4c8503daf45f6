//! `candor case`: list (metadata only), show and export (with an account's keys).

use std::path::Path;
use std::process::ExitCode;

use clock::Instant;
use desk::{CaseParcel, Desk, Member, Program};
use serde::Serialize;

use crate::Failure;
use crate::args::CaseCommand;
use crate::config::Config;
use crate::instance::{self, Mode};
use crate::{passphrase, say, serve};

/// Carries out a case command.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    config: &Config,
    command: &CaseCommand,
    json: bool,
) -> Result<ExitCode, Failure> {
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    match command {
        CaseCommand::List { program, all } => list(&desk, program.as_deref(), *all, json).await?,
        CaseCommand::Show { handle, login } => show(config, &desk, handle, login, json).await?,
        CaseCommand::Transfer { handle, to, login } => {
            let member = unlock(config, &desk, login).await?;
            let (program, case) = find(&desk, &member, handle).await?;
            let to = to.parse().map_err(|error| format!("{to}: {error}"))?;
            let moved = desk.transfer_case(&member, &program.id, case, &to).await?;
            if json {
                say::json(&TransferredTo {
                    program: moved.program.to_string(),
                    handle: moved.handle,
                });
            } else {
                say::line(&format!("{} is now a case of {}.", moved.handle, moved.program));
            }
        }
        CaseCommand::Export { handle, login, to, sealed_for, with_words } => {
            let recipient = match (sealed_for, with_words) {
                (Some(file), _) => Recipient::Team(file),
                (None, true) => Recipient::Words,
                (None, false) => Recipient::Anybody,
            };
            export(config, &desk, handle, login, (to.as_deref(), recipient)).await?;
        }
        CaseCommand::Key { program } => {
            let program = one_program(&desk, program.as_deref())?;
            say::line(&desk.case_key_line(&program)?);
        }
        CaseCommand::Import { file, program, login, words_file, log_key } => {
            let program = one_program(&desk, program.as_deref())?;
            let member = unlock(config, &desk, login).await?;
            let sealed = std::fs::read(file)
                .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
            let parcel = match words_file {
                Some(path) => {
                    let words = passphrase::from_file_or_ask(Some(path), "", "")?;
                    let words = seal::HandOverWords::parse(words.reveal())?;
                    CaseParcel::open_with_words(&words, &sealed)?
                }
                None => desk.open_parcel(&member, &program.id, &sealed).await?,
            };
            let taken =
                desk.take_case_over(&member, &program.id, &parcel, log_key.as_deref()).await?;
            imported(&taken, json);
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct TransferredTo {
    program: String,
    handle: String,
}

#[derive(Serialize)]
struct Line {
    program: String,
    handle: String,
    headline: String,
    opened: String,
    next_due: Option<String>,
    owed: Option<String>,
    to: Option<String>,
    closed: Option<String>,
    replay: bool,
}

async fn list(desk: &Desk, program: Option<&str>, all: bool, json: bool) -> Result<(), Failure> {
    let only = match program {
        Some(slug) => Some(slug.parse().map_err(|error| format!("{slug}: {error}"))?),
        None => None,
    };
    let mut lines = Vec::new();
    for line in desk.list_for_operator(only.as_ref(), all).await? {
        lines.push(Line {
            program: line.program_id.to_string(),
            handle: line.handle,
            headline: line.headline,
            opened: line.opened_at.to_string(),
            next_due: line.next_due_at.map(|at| at.to_string()),
            owed: line.next_due_promise,
            to: line.next_due_to,
            closed: line.close_class,
            replay: line.replay,
        });
    }
    if json {
        say::json(&lines);
        return Ok(());
    }
    if lines.is_empty() {
        say::remark("No case.");
    }
    for line in lines {
        let due = match (&line.next_due, &line.owed) {
            (Some(at), Some(owed)) => format!("{owed} by {at}"),
            (None, Some(owed)) => owed.clone(),
            _ => line.closed.clone().unwrap_or_default(),
        };
        say::line(&format!("{:<12} {:<20} {:<22} {due}", line.handle, line.program, line.headline));
    }
    Ok(())
}

/// Signs in for one command.
///
/// # Errors
/// When name and passphrase do not belong together.
pub(crate) async fn unlock(config: &Config, desk: &Desk, login: &str) -> Result<Member, Failure> {
    let passphrase = passphrase::of_account(config, login)?;
    Ok(desk.unlock(login, passphrase.reveal()).await?)
}

pub(crate) async fn find(
    desk: &Desk,
    member: &Member,
    handle: &str,
) -> Result<(std::sync::Arc<Program>, policy::id::CaseId), Failure> {
    for program in desk.programs() {
        match desk.case_by_handle(member, &program.id, handle).await {
            Ok(case) => return Ok((program, case)),
            Err(desk::Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(format!("there is no case {handle} in a program of {}", member.login).into())
}

#[derive(Serialize)]
struct Shown {
    program: String,
    handle: String,
    headline: String,
    title: String,
    severity: Option<String>,
    policy: String,
    last_seq: u64,
    reports: Vec<desk::ReportBody>,
    clocks: Vec<ShownClock>,
    events: Vec<case::Event>,
}

#[derive(Serialize)]
struct ShownClock {
    promise: String,
    act: String,
    to: String,
    state: String,
    due: Option<String>,
    source: String,
}

async fn show(
    config: &Config,
    desk: &Desk,
    handle: &str,
    login: &str,
    json: bool,
) -> Result<(), Failure> {
    let member = unlock(config, desk, login).await?;
    let (program, case) = find(desk, &member, handle).await?;
    let opened = desk.open_case(&member, &program.id, case).await?;
    let shown = Shown {
        program: program.id.to_string(),
        handle: opened.handle.clone(),
        headline: opened.headline().team,
        title: opened
            .state
            .received
            .as_ref()
            .map(|r| r.title.as_str().to_owned())
            .unwrap_or_default(),
        severity: opened.state.severity.map(|severity| severity.to_string()),
        policy: opened.policy.version().to_string(),
        last_seq: opened.last_seq,
        reports: opened.reports.iter().map(|(_, body)| body.clone()).collect(),
        clocks: opened
            .clocks
            .iter()
            .map(|clock| ShownClock {
                promise: clock.promise.clone(),
                act: clock.act.to_string(),
                to: clock.owed_to.to_string(),
                state: clock.state.name().to_owned(),
                due: clock.due.map(|due| due.strict.to_string()),
                source: clock.source.clone(),
            })
            .collect(),
        events: opened.events,
    };
    if json {
        say::json(&shown);
        return Ok(());
    }
    say::line(&format!("{} {}: {}", shown.program, shown.handle, shown.title));
    say::line(&format!(
        "{} · severity {}",
        shown.headline,
        shown.severity.as_deref().unwrap_or("not yet assessed")
    ));
    for clock in &shown.clocks {
        let due = clock.due.as_deref().unwrap_or("no time");
        say::line(&format!("  {:<12} {:<10} {due}  {}", clock.state, clock.act, clock.source));
    }
    for event in &shown.events {
        say::line(&format!("  {}  {}", Instant::to_string(&event.recorded), event.fact.kind()));
    }
    Ok(())
}

/// For whom an export is.
enum Recipient<'a> {
    /// In the clear.
    Anybody,
    /// Sealed to the key in this file.
    Team(&'a Path),
    /// Sealed to new words.
    Words,
}

/// The program that is meant; there is only one, or it is named.
fn one_program(desk: &Desk, named: Option<&str>) -> Result<std::sync::Arc<Program>, Failure> {
    match named {
        Some(slug) => {
            let id = slug.parse().map_err(|error| format!("{slug}: {error}"))?;
            desk.program(&id).map_err(|_| format!("there is no program {slug} here").into())
        }
        None => match desk.programs().as_slice() {
            [one] => Ok(std::sync::Arc::clone(one)),
            [] => Err("there is no program here: adopt a policy first".into()),
            _ => Err("there are several programs here: say which one".into()),
        },
    }
}

#[derive(Serialize)]
struct Imported<'a> {
    program: String,
    handle: &'a str,
    past: &'a str,
    log_key: &'a str,
    log_key_compared: bool,
    receipt: &'a str,
    again: bool,
}

fn imported(taken: &desk::TakenOver, json: bool) {
    let words = taken.receipt.words();
    if json {
        return say::json(&Imported {
            program: taken.program.to_string(),
            handle: &taken.handle,
            past: &taken.shown,
            log_key: &taken.key,
            log_key_compared: taken.compared,
            receipt: &words,
            again: taken.again,
        });
    }
    say::line(&format!("{} is a case of {}.", taken.handle, taken.program));
    say::line(&taken.shown);
    if !taken.compared {
        say::remark(&format!(
            "Its past fits the key that came with it: {}. Compare that with the key on the other team's page.",
            taken.key
        ));
    }
    say::line(&format!("The mailbox of the team that handed it over: {}", *words));
}

async fn export(
    config: &Config,
    desk: &Desk,
    handle: &str,
    login: &str,
    (to, recipient): (Option<&Path>, Recipient<'_>),
) -> Result<(), Failure> {
    let member = unlock(config, desk, login).await?;
    let (program, case) = find(desk, &member, handle).await?;
    let words = seal::HandOverWords::generate(&mut desk::SystemRandom);
    let sealed_to = match &recipient {
        Recipient::Anybody => None,
        Recipient::Words => Some(words.public_key()),
        Recipient::Team(file) => {
            let line = std::fs::read_to_string(file)
                .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
            Some(desk::read_case_key(&line)?)
        }
    };
    if let (Some(key), Some(path)) = (&sealed_to, to) {
        let sealed = desk.hand_over_case(&member, &program.id, case, key).await?;
        instance::write_private(path, &sealed)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        if matches!(recipient, Recipient::Words) {
            say::line(&words.words());
            say::remark("Hand these words over by another way than the file: they open it.");
        }
        say::remark(&format!(
            "The other team takes it over with: candor case import {} --log-key '{}'",
            path.file_name().unwrap_or(path.as_os_str()).display(),
            program.ledger_key()
        ));
        return Ok(());
    }
    let export = desk.export_case(&member, &program.id, case).await?;
    match to {
        None => say::json(&export),
        Some(path) => {
            let text = serde_json::to_vec_pretty(&export)?;
            instance::write_private(path, &text)
                .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
            say::remark(&format!(
                "{} holds the whole case in the clear. Check it with: candor verify --export {} --key '{}'",
                path.display(),
                path.display(),
                program.ledger_key()
            ));
        }
    }
    Ok(())
}
