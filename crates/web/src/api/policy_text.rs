//! `/programs/{program}/policy`: the source of a policy, in force or earlier, as it was written.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::document::Lookup;
use super::programs::find;
use super::refused::Refused;
use super::request::Place;
use crate::answer;
use crate::site::App;

const TEXT: &str = "text/plain; charset=utf-8";

/// Every version of a policy.
#[derive(Serialize, ToSchema)]
pub(crate) struct PolicyVersions {
    /// Newest first.
    versions: Vec<VersionView>,
}

/// One version.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyVersion)]
pub(crate) struct VersionView {
    /// SHA-256 of its source.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    version: String,
    /// Since when it was in force.
    #[schema(format = DateTime)]
    since: String,
    /// Until when; nothing: it is in force.
    #[schema(format = DateTime)]
    until: Option<String>,
}

/// The source of the policy in force.
#[utoipa::path(get, path = "/programs/{program}/policy", tag = "policy", operation_id = "getPolicy",
    params(("program" = String, Path, description = "The program's id", example = "sigtech")),
    responses((status = 200, description = "The policy as TOML", body = String, content_type = "text/plain"), Lookup))]
pub(crate) async fn in_force(
    State(site): State<App>,
    Place(program): Place<String>,
) -> Result<Response, Refused> {
    let program = find(&site, &program)?;
    let source = program.source(program.policy.version()).ok_or_else(Refused::not_found)?;
    Ok(answer::text(TEXT, source.to_owned()))
}

/// Every version of the policy, newest first.
#[utoipa::path(get, path = "/programs/{program}/policy/versions", tag = "policy", operation_id = "listPolicyVersions",
    params(("program" = String, Path, description = "The program's id", example = "sigtech")),
    responses((status = 200, description = "The versions", body = PolicyVersions), Lookup))]
pub(crate) async fn versions(
    State(site): State<App>,
    Place(program): Place<String>,
) -> Result<Json<PolicyVersions>, Refused> {
    let program = find(&site, &program)?;
    let mut versions = Vec::with_capacity(program.versions.len());
    let mut until = None;
    for (policy, since) in program.versions.iter().rev() {
        let since = since.to_string();
        versions.push(VersionView {
            version: policy.version().to_string(),
            since: since.clone(),
            until: until.replace(since),
        });
    }
    Ok(Json(PolicyVersions { versions }))
}

/// The source of one version: a case is held to the version it came in under.
#[utoipa::path(get, path = "/programs/{program}/policy/versions/{version}", tag = "policy", operation_id = "getPolicyVersion",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("version" = String, Path, description = "SHA-256 of the source, in hexadecimal"),
    ),
    responses((status = 200, description = "The policy as TOML", body = String, content_type = "text/plain"), Lookup))]
pub(crate) async fn version(
    State(site): State<App>,
    Place((program, version)): Place<(String, String)>,
) -> Result<Response, Refused> {
    let program = find(&site, &program)?;
    let source = version
        .parse()
        .ok()
        .and_then(|version| program.source(version))
        .ok_or_else(Refused::not_found)?;
    Ok(answer::text(TEXT, source.to_owned()))
}
