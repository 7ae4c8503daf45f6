//! `/programs/{program}/advisories`: what was published, newest first, each as an OSV record.

#![expect(unused_qualifications, reason = "utoipa's macro qualifies the query type it is given")]

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::document::{Listed, Lookup};
use super::programs::find;
use super::refused::Refused;
use super::request::{Asked, Place};
use super::{cursor, kind};
use crate::site::App;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// The `next` of the page before.
    after: Option<String>,
    /// Lines wanted; 50 when not said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of advisories.
#[derive(Serialize, ToSchema)]
pub(crate) struct Advisories {
    /// Newest first.
    advisories: Vec<LineView>,
    /// Where the next page begins; nothing: this was the last.
    next: Option<String>,
}

/// An advisory in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = AdvisorySummary)]
pub(crate) struct LineView {
    /// Its public identifier.
    id: String,
    /// What it is, in one line.
    title: String,
    /// Who is affected and what to do.
    summary: String,
    /// The severity the team assessed.
    #[schema(example = "high")]
    severity: Option<String>,
    /// Which edition, from 1.
    edition: u32,
    /// When the first edition came out.
    #[schema(format = DateTime)]
    published: String,
    /// When this edition came out.
    #[schema(format = DateTime)]
    modified: String,
    /// Whether it comes from a replayed case.
    replay: bool,
}

/// A program's advisories, newest first.
#[utoipa::path(get, path = "/programs/{program}/advisories", tag = "advisories", operation_id = "listAdvisories",
    params(("program" = String, Path, description = "The program's id", example = "sigtech"), Page),
    responses((status = 200, description = "A page of them", body = Advisories), Listed))]
pub(crate) async fn list(
    State(site): State<App>,
    Place(program): Place<String>,
    Asked(page): Asked<Page>,
) -> Result<Json<Advisories>, Refused> {
    let limit = cursor::limit(page.limit)?;
    let program = find(&site, &program)?;
    let read = site.desk.advisories(&program.id, page.after.as_deref(), limit.saturating_add(1));
    let all = read.await.map_err(|error| match error {
        desk::Error::NotFound => kind::QUERY_INVALID
            .refused("`after` is not an advisory of this list: send the `next` of the page before"),
        other => other.into(),
    })?;
    let lines = usize::try_from(limit).unwrap_or(usize::MAX);
    let next = all.len() > lines;
    let advisories: Vec<LineView> = all
        .into_iter()
        .take(lines)
        .map(|advisory| {
            let record = advisory.record;
            let at = |at: Option<clock::Instant>| at.map(|at| at.to_string()).unwrap_or_default();
            LineView {
                severity: record.severity.in_one_word().map(|level| level.as_str().to_owned()),
                edition: record.edition(),
                published: at(record.published()),
                modified: at(record.modified()),
                replay: advisory.replay,
                id: record.id.to_string(),
                title: record.title,
                summary: record.summary,
            }
        })
        .collect();
    let next = advisories.last().filter(|_| next).map(|line| line.id.clone());
    Ok(Json(Advisories { advisories, next }))
}

/// One advisory as an OSV record (OSV schema 1.7).
#[utoipa::path(get, path = "/programs/{program}/advisories/{advisory}", tag = "advisories", operation_id = "getAdvisory",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("advisory" = String, Path, description = "Its public identifier"),
    ),
    responses((status = 200, description = "The OSV record; its schema is at https://ossf.github.io/osv-schema/", body = Object), Lookup))]
pub(crate) async fn one(
    State(site): State<App>,
    Place((program, id)): Place<(String, String)>,
) -> Result<Json<serde_json::Value>, Refused> {
    let program = find(&site, &program)?;
    let advisory = site.desk.advisory(&program.id, &id).await?;
    let base = crate::portal::advisories::address(&site, program.id.as_str());
    let place = advisory::publication::place(&base, &advisory.record);
    Ok(Json(advisory::format::osv::record(&advisory.record, &place)))
}
