//! `/programs`: the programs of this instance, and the facts of each one's policy.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use desk::Program;
use serde::Serialize;
use utoipa::ToSchema;

use super::document::Lookup;
use super::program_view::{ProgramView, SummaryView};
use super::refused::Refused;
use super::request::Place;
use crate::site::{App, Site};

/// The programs of this instance.
#[derive(Serialize, ToSchema)]
pub(crate) struct Programs {
    /// By id.
    programs: Vec<SummaryView>,
}

/// The programs of this instance.
#[utoipa::path(get, path = "/programs", tag = "policy", operation_id = "listPrograms",
    responses((status = 200, description = "Every program, by id", body = Programs), super::document::Always))]
pub(crate) async fn list(State(site): State<App>) -> Json<Programs> {
    let now = site.desk.now();
    let programs =
        site.desk.programs().iter().map(|program| SummaryView::new(program, now)).collect();
    Json(Programs { programs })
}

/// One program and the facts of its policy in force.
#[utoipa::path(get, path = "/programs/{program}", tag = "policy", operation_id = "getProgram",
    params(("program" = String, Path, description = "The program's id", example = "sigtech")),
    responses((status = 200, description = "The program", body = ProgramView), Lookup))]
pub(crate) async fn one(
    State(site): State<App>,
    Place(program): Place<String>,
) -> Result<Json<ProgramView>, Refused> {
    let program = find(&site, &program)?;
    Ok(Json(ProgramView::new(&program, site.desk.now())))
}

/// The program of a place.
pub(crate) fn find(site: &Site, id: &str) -> Result<Arc<Program>, Refused> {
    let id = id.parse().map_err(|_| Refused::not_found())?;
    Ok(site.desk.program(&id)?)
}
