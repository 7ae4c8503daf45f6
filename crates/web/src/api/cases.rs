//! `/cases` and `/programs/{program}/cases/{handle}`: the queue, a case, and its commands, for its team.

#![expect(unused_qualifications, reason = "utoipa's macro qualifies the query type it is given")]

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use case::Actor;
use desk::{CaseExport, Identity, Member, OpenCase, QueueAsk, QueueLine, ReportBody};
use policy::id::ProgramId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::clock_view::ClockView;
use super::command_view::CommandView;
use super::commands::{Outcome, TeamCommand};
use super::cursor;
use super::document::{MemberList, MemberLookup, MemberWrite};
use super::entry_view::EntryView;
use super::refused::Refused;
use super::request::{Admitted, Asked, Place, Sent, SignedIn};
use crate::answer::sentence;
use crate::site::{App, Site};

/// Which part of the queue.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Ask {
    /// Only this program.
    #[param(example = "sigtech")]
    program: Option<String>,
    /// `open` cases, the one owed next first, or `closed` ones, the last first; open when not said.
    #[serde(default)]
    #[param(inline)]
    state: Option<Shelf>,
    /// The `next` of the page before.
    #[param(pattern = "^(never|-?[0-9]{1,18})\\.[0-9a-f-]{36}$")]
    after: Option<String>,
    /// Lines wanted; 50 when not said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Open or closed cases.
#[derive(Deserialize, ToSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Shelf {
    /// Something may still be owed.
    Open,
    /// Nothing is owed any more.
    Closed,
}

/// A page of the queue. Metadata only: what a case is about is read by opening it.
#[derive(Serialize, ToSchema)]
#[schema(as = Queue)]
pub(crate) struct QueueView {
    /// The cases.
    cases: Vec<LineView>,
    /// Where the next page begins; nothing: this was the last.
    next: Option<String>,
    /// Open and late cases by program.
    counts: Vec<CountView>,
}

/// One case of the queue.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueLine)]
pub(crate) struct LineView {
    /// The program.
    program: String,
    /// The short name of the case.
    #[schema(example = "K7Q2-M4XD")]
    handle: String,
    /// When it was opened.
    #[schema(format = DateTime)]
    opened: String,
    /// Its one status, as a stable word.
    #[schema(example = "new")]
    headline: String,
    /// Report management state (Vultron RM).
    rm: String,
    /// Embargo state (Vultron EM).
    em: String,
    /// Vendor aware, fix ready, fix deployed (Vultron CS).
    vfd: String,
    /// Public aware, exploit public, attacks observed (Vultron CS).
    pxa: String,
    /// Whose answer it waits for.
    waiting: Option<String>,
    /// When the next thing owed is due.
    #[schema(format = DateTime)]
    next_due: Option<String>,
    /// The promise it is owed under.
    next_promise: Option<String>,
    /// To whom it is owed.
    next_to: Option<String>,
    /// Why it was closed.
    close_class: Option<String>,
    /// The place of its last event.
    last_seq: u64,
    /// When that was recorded.
    #[schema(format = DateTime)]
    last_recorded: String,
    /// The policy version it is held to.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    policy_version: String,
    /// Whether it replays a public case.
    replay: bool,
}

/// Open and late cases of a program.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueCount)]
pub(crate) struct CountView {
    /// The program.
    program: String,
    /// Open cases, counted to 1000.
    #[schema(maximum = 1000)]
    open: u64,
    /// Whether there are more open cases than were counted.
    more_open: bool,
    /// Open cases where something owed is late, counted to 1000.
    #[schema(maximum = 1000)]
    late: u64,
    /// Whether more are late than were counted.
    more_late: bool,
}

/// A case as its team sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Case)]
pub(crate) struct CaseView {
    /// The program.
    program: String,
    /// The short name of the case.
    #[schema(example = "K7Q2-M4XD")]
    handle: String,
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// When it was opened.
    #[schema(format = DateTime)]
    opened: String,
    /// The place of its last event: what a command must name as `seen`.
    last_seq: u64,
    /// The policy version it is held to.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    policy_version: String,
    /// Whether it replays a public case.
    replay: bool,
    /// Where it stands.
    state: StateView,
    /// Every promise applied to it.
    clocks: Vec<ClockView>,
    /// What happened, in order.
    events: Vec<EntryView>,
    /// What was reported, word for word.
    reports: Vec<ReportView>,
    /// The commands a member has, each with whether it may be given now.
    commands: Vec<CommandView>,
}

/// Where a case stands.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseState)]
pub(crate) struct StateView {
    /// Its one status, as a stable word.
    #[schema(example = "new")]
    headline: String,
    /// The same in plain words, for the team.
    words: String,
    /// The same, as the reporter reads it.
    words_for_reporter: String,
    /// Report management state (Vultron RM).
    rm: String,
    /// Embargo state (Vultron EM), by its letter.
    em: String,
    /// Vendor aware, fix ready, fix deployed (Vultron CS).
    vfd: String,
    /// Public aware, exploit public, attacks observed (Vultron CS).
    pxa: String,
    /// The assessed severity: `low`, `medium`, `high` or `critical`.
    severity: Option<String>,
    /// Whose answers it waits for.
    waiting: Vec<String>,
    /// The day on which it is expected to be resolved.
    #[schema(format = Date)]
    expected: Option<String>,
    /// When an embargo ends that binds.
    #[schema(format = DateTime)]
    embargo_ends: Option<String>,
    /// Why it was closed or declined.
    close_class: Option<String>,
}

/// A report, word for word.
#[derive(Serialize, ToSchema)]
#[schema(as = ReceivedReport)]
pub(crate) struct ReportView {
    /// When it was received.
    #[schema(format = DateTime)]
    received: String,
    /// What it is about.
    title: String,
    /// The filled fields, in the form's order.
    fields: Vec<AnswerView>,
    /// `anonymous`, `pseudonym` or `named`.
    #[schema(example = "anonymous")]
    sender: &'static str,
    /// The name the reporter goes by.
    name: Option<String>,
    /// How to reach them.
    contact: Option<String>,
    /// Whether their details may be passed on.
    may_pass_on: bool,
    /// The credit line they asked for.
    credit: Option<String>,
    /// Names of the files sent with it.
    files: Vec<String>,
    /// Where the case was replayed from.
    replay_of: Option<String>,
}

/// One filled field.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportAnswer)]
pub(crate) struct AnswerView {
    /// The field's id in the policy.
    id: String,
    /// Its label when the report was sent.
    label: String,
    /// What was written.
    text: String,
}

/// The queue: open cases, the one owed next first.
#[utoipa::path(get, path = "/cases", tag = "desk", operation_id = "listCases",
    params(Ask),
    security(("session" = [])),
    responses((status = 200, description = "A page of the queue", body = QueueView), MemberList))]
pub(crate) async fn list(
    State(site): State<App>,
    signed_in: SignedIn,
    Asked(ask): Asked<Ask>,
) -> Result<Json<QueueView>, Refused> {
    let limit = cursor::limit(ask.limit)?;
    let program = ask
        .program
        .map(|id| id.parse::<ProgramId>().map_err(|_| Refused::not_found()))
        .transpose()?;
    let queue = site
        .desk
        .queue(
            &signed_in.member,
            QueueAsk {
                program,
                closed: ask.state == Some(Shelf::Closed),
                after: ask.after.as_deref().map(cursor::to_queue).transpose()?,
                limit: Some(limit),
                count_open: true,
            },
        )
        .await?;
    Ok(Json(QueueView {
        cases: queue.lines.into_iter().map(LineView::from).collect(),
        next: queue.next.map(cursor::of_queue),
        counts: queue
            .counts
            .into_iter()
            .map(|(program, counts)| {
                let open = counts.open.unwrap_or_default();
                CountView {
                    program: program.to_string(),
                    open: open.counted,
                    more_open: open.more,
                    late: counts.late.counted,
                    more_late: counts.late.more,
                }
            })
            .collect(),
    }))
}

/// A case, opened with the team's key.
#[utoipa::path(get, path = "/programs/{program}/cases/{handle}", tag = "desk", operation_id = "getCase",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    security(("session" = [])),
    responses((status = 200, description = "The case", body = CaseView), MemberLookup))]
pub(crate) async fn one(
    State(site): State<App>,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
) -> Result<Json<CaseView>, Refused> {
    let case = open(&site, &signed_in.member, &program, &handle).await?;
    let actor = Actor::Member(signed_in.member.user);
    let commands = case::open_commands(&case.state, &actor, &case.policy, site.desk.now());
    Ok(Json(CaseView {
        program: case.program.to_string(),
        handle: case.handle.clone(),
        id: case.id.to_string(),
        opened: case.opened_at.to_string(),
        last_seq: case.last_seq,
        policy_version: case.policy.version().to_string(),
        replay: case.replay,
        state: StateView::new(&case),
        clocks: case.clocks.iter().map(ClockView::from).collect(),
        events: (1..)
            .zip(&case.events)
            .map(|(seq, event)| EntryView::new(seq, event, case.files.iter()))
            .collect(),
        reports: case
            .reports
            .iter()
            .map(|(received, body)| ReportView::new(received.to_string(), body))
            .collect(),
        commands: commands.iter().map(|(spec, verdict)| CommandView::new(spec, verdict)).collect(),
    }))
}

/// A file of a case, as it was sent.
#[utoipa::path(get, path = "/programs/{program}/cases/{handle}/files/{file}", tag = "desk", operation_id = "getCaseFile",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
        ("file" = String, Path, description = "The file's id, as the case lists it"),
    ),
    security(("session" = [])),
    responses((status = 200, description = "Its bytes, to be saved and not shown", content_type = "application/octet-stream"), MemberLookup))]
pub(crate) async fn file(
    State(site): State<App>,
    signed_in: SignedIn,
    Place((program, handle, file)): Place<(String, String, String)>,
) -> Result<Response, Refused> {
    let program = program.parse::<ProgramId>().map_err(|_| Refused::not_found())?;
    let file = file.parse().map_err(|_| Refused::not_found())?;
    let case = site.desk.case_by_handle(&signed_in.member, &program, &handle).await?;
    let content = site.desk.open_file(&signed_in.member, &program, case, file).await?;
    Ok(crate::answer::download(&content.name, content.bytes))
}

/// Gives a command of a case. The catalogue, with what is open now, is in the case.
#[utoipa::path(post, path = "/programs/{program}/cases/{handle}/commands/{command}", tag = "desk", operation_id = "actOnCase",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
        ("command" = String, Path, description = "The command's name, as the case lists it", example = "acknowledge"),
    ),
    request_body = TeamCommand,
    security(("session" = [])),
    responses((status = 200, description = "Done", body = Outcome), MemberWrite))]
pub(crate) async fn act(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place((program, handle, command)): Place<(String, String, String)>,
    Sent(sent): Sent<TeamCommand>,
) -> Result<Json<Outcome>, Refused> {
    let instruction = sent.instruction(&command)?;
    let program = program.parse::<ProgramId>().map_err(|_| Refused::not_found())?;
    let case = site.desk.case_by_handle(&signed_in.member, &program, &handle).await?;
    let acted = site.desk.act(&signed_in.member, &program, case, instruction).await?;
    Ok(Json(acted.into()))
}

/// The case as a file, with everything that proves it offline: `candor verify --export` checks it.
#[utoipa::path(get, path = "/programs/{program}/cases/{handle}/export", tag = "desk", operation_id = "exportCase",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    security(("session" = [])),
    responses((status = 200, description = "The export, in the format that its member `format` names", body = Object), MemberLookup))]
pub(crate) async fn export(
    State(site): State<App>,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
) -> Result<Json<CaseExport>, Refused> {
    let program = program.parse::<ProgramId>().map_err(|_| Refused::not_found())?;
    let case = site.desk.case_by_handle(&signed_in.member, &program, &handle).await?;
    Ok(Json(site.desk.export_case(&signed_in.member, &program, case).await?))
}

/// Opens a case for a member.
pub(crate) async fn open(
    site: &Site,
    member: &Member,
    program: &str,
    handle: &str,
) -> Result<OpenCase, Refused> {
    let program = program.parse::<ProgramId>().map_err(|_| Refused::not_found())?;
    let case = site.desk.case_by_handle(member, &program, handle).await?;
    Ok(site.desk.open_case(member, &program, case).await?)
}

impl From<QueueLine> for LineView {
    fn from(line: QueueLine) -> Self {
        Self {
            program: line.program_id.to_string(),
            handle: line.handle,
            opened: line.opened_at.to_string(),
            headline: line.headline,
            rm: line.rm,
            em: line.em,
            vfd: line.vfd,
            pxa: line.pxa,
            waiting: line.waiting,
            next_due: line.next_due_at.map(|at| at.to_string()),
            next_promise: line.next_due_promise,
            next_to: line.next_due_to,
            close_class: line.close_class,
            last_seq: line.last_seq,
            last_recorded: line.last_recorded.to_string(),
            policy_version: line.policy_version.to_string(),
            replay: line.replay,
        }
    }
}

impl StateView {
    fn new(opened: &OpenCase) -> Self {
        let state = &opened.state;
        let headline = opened.headline();
        Self {
            headline: headline.key.to_owned(),
            words: sentence(&headline.team),
            words_for_reporter: sentence(&headline.reporter),
            rm: state.report().name().to_owned(),
            em: state.embargo.state.letter().to_string(),
            vfd: state.fix().letters().to_owned(),
            pxa: state.awareness.letters().to_owned(),
            severity: state.severity.map(|severity| severity.to_string()),
            waiting: state.waiting.keys().map(|on| on.as_str().to_owned()).collect(),
            expected: state.expected.map(|date| date.to_string()),
            embargo_ends: state
                .embargo
                .terms
                .as_ref()
                .filter(|_| state.embargo.state.binds())
                .map(|terms| terms.ends.to_string()),
            close_class: state.outcome.as_ref().map(|outcome| outcome.class.as_str().to_owned()),
        }
    }
}

impl ReportView {
    fn new(received: String, body: &ReportBody) -> Self {
        let (sender, name, contact) = match &body.identity {
            Identity::Anonymous => ("anonymous", None, None),
            Identity::Pseudonym { name } => ("pseudonym", Some(name.clone()), None),
            Identity::Named { name, contact } => ("named", Some(name.clone()), contact.clone()),
        };
        Self {
            received,
            title: body.title.clone(),
            fields: body
                .fields
                .iter()
                .map(|field| AnswerView {
                    id: field.id.clone(),
                    label: field.label.clone(),
                    text: field.text.clone(),
                })
                .collect(),
            sender,
            name,
            contact,
            may_pass_on: body.may_pass_on,
            credit: body.credit.clone(),
            files: body.files.clone(),
            replay_of: body.replay_of.clone(),
        }
    }
}
