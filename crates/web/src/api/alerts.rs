//! `/alerts`: what the rules noticed, without content.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::AlertLine;
use serde::Serialize;
use utoipa::ToSchema;

use super::document::{MemberLookup, MemberRead};
use super::refused::Refused;
use super::request::{Admitted, Place, SignedIn};
use crate::site::App;

/// The alerts of the last thirty days, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Alerts {
    /// Those that the caller may see: about members they look after, and about themselves.
    alerts: Vec<AlertView>,
}

/// A rule was met.
#[derive(Serialize, ToSchema)]
#[schema(as = Alert)]
pub(crate) struct AlertView {
    /// What it is named by.
    id: String,
    /// When the rule was met.
    #[schema(format = DateTime)]
    at: String,
    /// The rule.
    #[schema(example = "reads-budget")]
    rule: String,
    /// What the rule counts.
    counts: String,
    /// What was counted.
    count: u64,
    /// What was done about it.
    done: String,
    /// `member`, `token`, `network` or `instance`.
    #[schema(example = "member")]
    subject: String,
    /// The name of the account it is about.
    login: Option<String>,
    /// When somebody looked at it.
    #[schema(format = DateTime)]
    seen: Option<String>,
}

impl From<AlertLine> for AlertView {
    fn from(line: AlertLine) -> Self {
        Self {
            id: line.id,
            at: line.at.to_string(),
            rule: line.rule,
            counts: line.counts.to_owned(),
            count: line.count,
            done: line.done.to_owned(),
            subject: line.subject,
            login: line.login,
            seen: line.seen.map(|at| at.to_string()),
        }
    }
}

/// What was noticed.
#[utoipa::path(get, path = "/alerts", tag = "desk", operation_id = "listAlerts",
    security(("session" = [])),
    responses((status = 200, description = "The alerts", body = Alerts), MemberRead))]
pub(crate) async fn list(
    State(site): State<App>,
    signed_in: SignedIn,
) -> Result<Json<Alerts>, Refused> {
    let alerts = site.desk.alerts(&signed_in.member).await?;
    Ok(Json(Alerts { alerts: alerts.into_iter().map(AlertView::from).collect() }))
}

/// Says that somebody looked at an alert.
#[utoipa::path(post, path = "/alerts/{alert}/seen", tag = "desk", operation_id = "seeAlert",
    params(("alert" = String, Path, description = "Its id")),
    security(("session" = [])),
    responses(
        (status = 204, description = "Noted"),
        (status = 429, description = "`too-many-requests`: Too many requests", body = crate::problem::Problem, content_type = "application/problem+json"),
        MemberLookup))]
pub(crate) async fn seen(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place(alert): Place<String>,
) -> Result<StatusCode, Refused> {
    site.desk.see_alert(&signed_in.member, &alert).await?;
    Ok(StatusCode::NO_CONTENT)
}
