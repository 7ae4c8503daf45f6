//! Who read what: the audit log of a program, and the reason for reading a case.

#![expect(unused_qualifications, reason = "utoipa's macro qualifies the query type it is given")]

use axum::Json;
use axum::extract::State;
use desk::{AuditLine, ReadReason};
use policy::id::ProgramId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::document::{MemberList, MemberWrite};
use super::kind;
use super::refused::Refused;
use super::request::{Admitted, Asked, Message, Place, Sent, SignedIn};
use super::text::Text;
use crate::site::App;

/// Why a case is read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonToRead {
    /// `handover`, `help`, `duty`, `comparison`, `review` or `other`.
    #[schema(value_type = String, example = "review")]
    reason: Text,
    /// In words, at most 300 characters; needed with `other`. Nothing of what is in the case.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    words: Option<Text>,
}

impl Message for ReasonToRead {}

/// How long a reason holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonHolds {
    /// Until when the case is shown without asking again.
    #[schema(format = DateTime)]
    until: String,
}

/// Where the page begins.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LogPage {
    /// The `next` of the page before.
    #[param(minimum = 0)]
    before: Option<i64>,
}

/// A page of the audit log, newest first.
#[derive(Serialize, ToSchema)]
#[schema(as = AccessLog)]
pub(crate) struct LogView {
    /// Its entries.
    entries: Vec<EntryOfLog>,
    /// What to send as `before` for the page after it.
    next: Option<u64>,
}

/// Who did what, when and why.
#[derive(Serialize, ToSchema)]
#[schema(as = AccessLogEntry)]
pub(crate) struct EntryOfLog {
    /// Its place in the log.
    index: u64,
    /// When it was recorded.
    #[schema(format = DateTime)]
    at: String,
    /// What was done.
    #[schema(example = "CaseRead")]
    act: String,
    /// The pseudonym of who did it.
    actor: String,
    /// The name they sign in with.
    login: Option<String>,
    /// What it is about, as the log names it.
    object: String,
    /// The handle of the case it is about.
    case: Option<String>,
    /// The reason that was given.
    reason: Option<String>,
    /// The words beside it.
    words: Option<String>,
    /// Whether the case was assigned to the reader, or they were named on it.
    theirs: Option<bool>,
    /// How often, where several are one entry.
    count: Option<u64>,
}

impl From<AuditLine> for EntryOfLog {
    fn from(line: AuditLine) -> Self {
        Self {
            index: line.index,
            at: line.at.to_string(),
            act: line.act,
            object: line.object,
            actor: line.actor,
            login: line.login,
            case: line.case,
            reason: line.details.reason,
            words: line.details.words,
            theirs: line.details.theirs,
            count: line.details.count,
        }
    }
}

/// Says why a case is read that is restricted or somebody else's. It is in the audit log before anything is shown.
#[utoipa::path(post, path = "/programs/{program}/cases/{handle}/reason", tag = "desk", operation_id = "giveReason",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    request_body = ReasonToRead,
    security(("session" = [])),
    responses((status = 200, description = "Written", body = ReasonHolds), MemberWrite))]
pub(crate) async fn give_reason(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
    Sent(sent): Sent<ReasonToRead>,
) -> Result<Json<ReasonHolds>, Refused> {
    let program = program.parse::<ProgramId>().map_err(|_| Refused::not_found())?;
    let case = site.desk.case_by_handle(&signed_in.member, &program, &handle).await?;
    let reason = ReadReason::from_name(&sent.reason.0)
        .ok_or_else(|| Refused::field("reason", "Choose one of the reasons."))?;
    let words = sent.words.as_ref().map_or("", |words| words.0.as_str());
    let until = site.desk.give_reason(&signed_in.member, &program, case, reason, words).await?;
    Ok(Json(ReasonHolds { until: until.to_string() }))
}

/// Who read what in a program, and who was given which right.
#[utoipa::path(get, path = "/programs/{program}/access", tag = "desk", operation_id = "listAccess",
    params(("program" = String, Path, description = "The program's id", example = "sigtech"), LogPage),
    security(("session" = [])),
    responses((status = 200, description = "A page of the audit log", body = LogView), MemberList))]
pub(crate) async fn list(
    State(site): State<App>,
    signed_in: SignedIn,
    Place(program): Place<String>,
    Asked(ask): Asked<LogPage>,
) -> Result<Json<LogView>, Refused> {
    let program = program.parse::<ProgramId>().map_err(|_| Refused::not_found())?;
    let before = ask.before.map(u64::try_from).transpose().map_err(|_| {
        kind::QUERY_INVALID.refused("`before` is below 0: send the `next` of the page before")
    })?;
    let page = site.desk.audit_of_program(&signed_in.member, &program, before).await?;
    Ok(Json(LogView {
        entries: page.lines.into_iter().map(EntryOfLog::from).collect(),
        next: page.next,
    }))
}
