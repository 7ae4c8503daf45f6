//! `/mailbox`: the reporter's side of a case, by its receipt.
//!
//! The receipt travels in a header, never in an address, where logs and histories would keep it. A wrong
//! receipt and an unknown one get the same answer.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use desk::{CreditFacts, CreditStanding};
use serde::Serialize;
use utoipa::ToSchema;

use super::clock_view::ClockView;
use super::command_view::CommandView;
use super::commands::{Outcome, ReporterCommand};
use super::document::{Held, HeldWrite};
use super::entry_view::EntryView;
use super::refused::Refused;
use super::request::{Admitted, ByReceipt, Place, Sent};
use crate::answer;
use crate::site::App;

/// A case as its reporter sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Mailbox)]
pub(crate) struct MailboxView {
    /// The program.
    program: String,
    /// The short name of the case.
    #[schema(example = "K7Q2-M4XD")]
    handle: String,
    /// When the report was received.
    #[schema(format = DateTime)]
    received: String,
    /// The policy version that the case is held to.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    policy_version: String,
    /// Where it stands, in plain words.
    headline: String,
    /// The day on which it is expected to be resolved.
    #[schema(format = Date)]
    expected: Option<String>,
    /// Whether it replays a public advisory.
    replay: bool,
    /// What is owed to the reporter and to the public, kept or broken.
    clocks: Vec<ClockView>,
    /// What happened, as far as the reporter may see it.
    entries: Vec<EntryView>,
    /// How the reporter is named in public, or would be.
    credit: CreditView,
    /// The commands a reporter has, each with whether it may be given now.
    commands: Vec<CommandView>,
}

/// How a reporter is named.
#[derive(Serialize, ToSchema)]
#[schema(as = ReporterCredit)]
pub(crate) struct CreditView {
    /// The line as it appears, or would; nothing: there is no name to use.
    #[schema(example = "nyx \u{2014} finder")]
    line: Option<String>,
    /// `never` (the policy names nobody), `declined`, `silent` (not named unless they agree), `silent-named` (named
    /// unless they decline), `agreed` (nothing is out yet) or `named` (in public).
    #[schema(example = "agreed")]
    standing: &'static str,
}

impl From<CreditFacts> for CreditView {
    fn from(facts: CreditFacts) -> Self {
        let standing = match facts.standing {
            CreditStanding::Never => "never",
            CreditStanding::Declined => "declined",
            CreditStanding::Silent { by_default: false } => "silent",
            CreditStanding::Silent { by_default: true } => "silent-named",
            CreditStanding::Agreed => "agreed",
            CreditStanding::Named => "named",
        };
        Self { line: facts.line, standing }
    }
}

/// Opens the mailbox of a receipt.
#[utoipa::path(get, path = "/mailbox", tag = "mailbox", operation_id = "getMailbox",
    security(("receipt" = [])),
    responses((status = 200, description = "The case as its reporter sees it", body = MailboxView), Held))]
pub(crate) async fn get(
    State(site): State<App>,
    ByReceipt(reporter): ByReceipt,
) -> Result<Json<MailboxView>, Refused> {
    let mailbox = site.desk.mailbox(&reporter).await?;
    Ok(Json(MailboxView::of(&mailbox)))
}

impl MailboxView {
    /// The mailbox as data.
    pub(crate) fn of(mailbox: &desk::Mailbox) -> Self {
        let case = &mailbox.case;
        Self {
            program: case.program.to_string(),
            handle: case.handle.clone(),
            received: case.opened_at.to_string(),
            policy_version: case.policy.version().to_string(),
            headline: answer::sentence(&case::headline(&case.state).reporter),
            expected: case.state.expected.map(|date| date.to_string()),
            replay: case.replay,
            clocks: mailbox.clocks().map(ClockView::from).collect(),
            entries: mailbox
                .events()
                .map(|(seq, event)| EntryView::for_reporter(seq, event, mailbox.files()))
                .collect(),
            credit: mailbox.credit().into(),
            commands: mailbox
                .commands
                .iter()
                .map(|(spec, verdict)| CommandView::new(spec, verdict))
                .collect(),
        }
    }
}

/// Gives a command as the reporter: a message, an answer, a withdrawal.
#[utoipa::path(post, path = "/mailbox/commands/{command}", tag = "mailbox", operation_id = "actAsReporter",
    params(("command" = String, Path, description = "The command's name, as the mailbox lists it", example = "message")),
    request_body = ReporterCommand,
    security(("receipt" = [])),
    responses((status = 200, description = "Done", body = Outcome), HeldWrite))]
pub(crate) async fn act(
    State(site): State<App>,
    _: Admitted,
    ByReceipt(reporter): ByReceipt,
    Place(command): Place<String>,
    Sent(sent): Sent<ReporterCommand>,
) -> Result<Json<Outcome>, Refused> {
    let acted = site.desk.act_as_reporter(&reporter, sent.instruction(&command)?).await?;
    Ok(Json(acted.into()))
}

/// The receipt file: proof that the report is in the log, which anyone can check offline.
#[utoipa::path(get, path = "/mailbox/proof", tag = "mailbox", operation_id = "getReceiptFile",
    security(("receipt" = [])),
    responses((status = 200, description = "The receipt file", body = String, content_type = "text/plain"), Held))]
pub(crate) async fn proof(
    State(site): State<App>,
    ByReceipt(reporter): ByReceipt,
) -> Result<Response, Refused> {
    let file = site.desk.receipt_file(&reporter).await?;
    Ok(answer::text("text/plain; charset=utf-8", file))
}

/// A file of the case, as it was sent.
#[utoipa::path(get, path = "/mailbox/files/{file}", tag = "mailbox", operation_id = "getMailboxFile",
    params(("file" = String, Path, description = "The file's id, as the mailbox lists it")),
    security(("receipt" = [])),
    responses((status = 200, description = "Its bytes, to be saved and not shown", content_type = "application/octet-stream"), Held))]
pub(crate) async fn file(
    State(site): State<App>,
    ByReceipt(reporter): ByReceipt,
    Place(file): Place<String>,
) -> Result<Response, Refused> {
    let file = file.parse().map_err(|_| Refused::not_found())?;
    let content = site.desk.open_file_as_reporter(&reporter, file).await?;
    Ok(answer::download(&content.name, content.bytes))
}
