//! The OpenAPI 3.1 document of the API, made from the handlers and types that serve it.
//!
//! `docs/openapi.json` is this document as committed; a test holds them together, and another holds the
//! document and the router together.

use std::collections::BTreeMap;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use case::Giver;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, ObjectBuilder, OpenApi as Document, Ref, RefOr, Response as Described,
    ResponseBuilder, Type,
};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::kind::KINDS;

/// Answers that every operation may give: ours is the fault.
pub(crate) struct Always;
/// Something is looked up.
pub(crate) struct Lookup;
/// A list of something that is looked up.
pub(crate) struct Listed;
/// Anyone sends a report.
pub(crate) struct Submitted;
/// A receipt opens something.
pub(crate) struct Held;
/// A receipt changes something.
pub(crate) struct HeldWrite;
/// Somebody signs in.
pub(crate) struct SignIn;
/// A member reads what is theirs.
pub(crate) struct MemberRead;
/// A member ends something of their own.
pub(crate) struct Ended;
/// A member lists something.
pub(crate) struct MemberList;
/// A member looks something up.
pub(crate) struct MemberLookup;
/// A member changes something.
pub(crate) struct MemberWrite;

macro_rules! problems {
    ($($name:ident: $($status:literal)+;)+) => {$(
        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Described>> {
                described(&[$($status),+])
            }
        }
    )+};
}

problems! {
    Always: 500 503;
    Lookup: 404 500 503;
    Listed: 400 404 500 503;
    Submitted: 400 404 409 413 415 422 429 500 503 507;
    Held: 401 404 429 500 503;
    HeldWrite: 400 401 404 409 413 415 422 429 500 503 507;
    SignIn: 400 401 413 415 422 429 500 503;
    MemberRead: 401 429 500 503;
    Ended: 401 403 404 429 500 503;
    MemberList: 400 401 403 404 429 500 503;
    MemberLookup: 401 403 404 429 500 503;
    MemberWrite: 400 401 403 404 409 413 415 422 429 500 503 507;
}

/// The problems of these statuses, each with the codes that it may have.
fn described(statuses: &[u16]) -> BTreeMap<String, RefOr<Described>> {
    statuses
        .iter()
        .map(|status| {
            let kinds: Vec<String> = KINDS
                .iter()
                .filter(|kind| kind.status == *status)
                .map(|kind| format!("`{}`: {}", kind.code, kind.title))
                .collect();
            let content =
                ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let response = ResponseBuilder::new()
                .description(kinds.join("; "))
                .content("application/problem+json", content)
                .build();
            (status.to_string(), RefOr::T(response))
        })
        .collect()
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Candor",
        version = "1",
        description = "Reports of vulnerabilities, the promises of a policy, and the log that proves how they were kept.\n\nEvery error is a problem document (RFC 9457) whose `code` is stable; `/problems/{code}` explains it. Cookies are never read here.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
    ),
    servers((url = "/api/v1")),
    tags(
        (name = "policy", description = "Programs and what they promise"),
        (name = "evidence", description = "How promises were kept, and the log"),
        (name = "advisories", description = "Advisories, drafted and published"),
        (name = "reports", description = "Sending a report"),
        (name = "mailbox", description = "The reporter's side of a case, by its receipt"),
        (name = "desk", description = "The team's side"),
    ),
    paths(
        get,
        super::programs::list, super::programs::one,
        super::policy_text::in_force, super::policy_text::versions, super::policy_text::version,
        super::statistics::get, super::statistics::checkpoint,
        super::advisories::list, super::advisories::one,
        super::reports::submit,
        super::mailbox::get, super::mailbox::proof, super::mailbox::act, super::mailbox::file,
        super::sessions::begin, super::sessions::end,
        super::tokens::list, super::tokens::make, super::tokens::revoke,
        super::cases::list, super::cases::one, super::cases::act, super::cases::export, super::cases::file,
        super::audit::give_reason, super::audit::list,
        super::alerts::list, super::alerts::seen, super::security::get,
        super::advisory_draft::get, super::advisory_draft::save, super::advisory_draft::agree,
        super::advisory_draft::schedule, super::advisory_draft::unschedule, super::advisory_draft::publish,
    ),
    components(schemas(crate::problem::Problem)),
    modifiers(&Credentials, &Commands),
)]
struct Api;

/// The two ways to say who one is.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme(
            "receipt",
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
                "Authorization",
                "`Receipt` and the receipt of a report: its 26 characters, or its words joined by hyphens",
            ))),
        );
        components.add_security_scheme(
            "session",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some("The token of a session, from `POST /sessions`, or an API token (`candor_…`), which does what its scope names and no more"))
                    .build(),
            ),
        );
    }
}

/// The names that the last part of a command's address can be: those of the catalogue.
struct Commands;

impl Modify for Commands {
    fn modify(&self, document: &mut Document) {
        for (path, item) in &mut document.paths.paths {
            let giver = if path.starts_with("/mailbox/") { Giver::Reporter } else { Giver::Team };
            let names = case::catalogue()
                .iter()
                .filter(|spec| spec.givers.contains(&giver))
                .map(|spec| spec.name);
            let parameters =
                item.post.iter_mut().flat_map(|post| post.parameters.iter_mut()).flatten();
            for parameter in parameters {
                if let RefOr::T(parameter) = parameter
                    && parameter.name == "command"
                {
                    let schema = ObjectBuilder::new()
                        .schema_type(Type::String)
                        .enum_values(Some(names.clone()))
                        .build();
                    parameter.schema = Some(schema.into());
                }
            }
        }
    }
}

/// The document, as JSON for people to read, without a last line break.
#[must_use]
pub fn openapi() -> String {
    Api::openapi().to_pretty_json().unwrap_or_else(|error| {
        tracing::error!(%error, "the API's document was not written");
        String::new()
    })
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "policy", operation_id = "getOpenApi",
    responses((status = 200, description = "The OpenAPI document", body = Object), Always))]
pub(crate) async fn get() -> Response {
    static DOCUMENT: std::sync::LazyLock<String> = std::sync::LazyLock::new(openapi);
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}
