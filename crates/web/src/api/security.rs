//! `/programs/{program}/security`: the security report as data.

use axum::Json;
use axum::extract::State;
use desk::SecurityReport;
use policy::id::ProgramId;

use super::document::MemberLookup;
use super::refused::Refused;
use super::request::{Place, SignedIn};
use crate::site::App;

/// Who has access and uses it, what changed, what was read, what is amiss.
#[utoipa::path(get, path = "/programs/{program}/security", tag = "desk", operation_id = "getSecurityReport",
    params(("program" = String, Path, description = "The program's id", example = "sigtech")),
    security(("session" = [])),
    responses((status = 200, description = "The report, as `candor audit report --json` writes it", body = Object), MemberLookup))]
pub(crate) async fn get(
    State(site): State<App>,
    signed_in: SignedIn,
    Place(program): Place<String>,
) -> Result<Json<SecurityReport>, Refused> {
    let program = program.parse::<ProgramId>().map_err(|_| Refused::not_found())?;
    Ok(Json(site.desk.security_report(&signed_in.member, &program).await?))
}
