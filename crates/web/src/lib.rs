//! HTTP: the portal, the desk and the API over the same use cases, and the runner of background work.
//!
//! This crate knows routes, not rules. A handler reads a request, calls one use case, and shows what came
//! of it; who may do what is decided in `access`, what may happen in `case`. What no handler can skip is
//! applied around all of them: limits on body and time, security headers, and the last answer when
//! something panics. Addresses are those of `pages::path`, so a link and its route cannot drift apart.
//!
//! Start at [`router`]; `portal/` and `team/` have one file per address, `api/` one per resource.

mod answer;
pub mod api;
mod form;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod headers;
mod jobs;
mod limit;
mod portal;
mod problem;
mod serve;
mod site;
mod team;
mod visit;
mod words;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use pages::path;
use pages::problem::ProblemKind;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

pub use problem::{FieldProblem, Problem};
pub use serve::{ServeError, serve};
pub use site::SiteSettings;

use crate::answer::{Answer, Halt, refusal};
use crate::site::{App, Site};

/// A request that takes longer is given up.
const LONGEST_REQUEST: Duration = Duration::from_secs(60);

/// Everything that is served. `troubles` are sentences for the team's eyes, such as a policy file that was
/// not taken into force.
pub fn router(desk: ::desk::Desk, settings: SiteSettings, troubles: Vec<String>) -> Router {
    let site: App = Arc::new(Site::new(desk, settings, troubles));
    // Ten files at the limit, and the texts of the form.
    let most_bytes =
        site.settings.max_file_bytes.saturating_mul(form::MOST_FILES).saturating_add(4 << 20);
    let router = Router::new()
        .route(path::HOME, get(portal::home::get))
        .route("/health", get(portal::home::health))
        .route(path::STYLE, get(style))
        .route(path::ICON, get(icon))
        .route("/.well-known/security.txt", get(portal::security_txt::well_known))
        .route("/.well-known/security-policy.json", get(portal::program::well_known))
        .route("/p/{program}/security.txt", get(portal::security_txt::of_program))
        .route(path::PROGRAM, get(portal::program::get))
        .route(path::VERSIONS, get(portal::program::versions))
        .route(path::VERSION, get(portal::program::version))
        .route(path::VERSIONS_FEED, get(portal::program::feed))
        .route(path::SECURITY_MD, get(portal::program::security_md))
        .route(path::POLICY_JSON, get(portal::program::json))
        .route(path::PRIVACY, get(portal::program::privacy))
        .route(path::REPORT, get(portal::report::get).post(portal::report::post))
        .route(path::ADVISORIES, get(portal::advisories::list))
        .route(path::FEED, get(portal::advisories::feed))
        .route(path::ADVISORY, get(portal::advisories::one))
        .route(path::ADVISORY_OSV, get(portal::advisories::osv))
        .route(path::CREDITS, get(portal::advisories::credits))
        .route(path::STATISTICS, get(portal::statistics::get))
        .route(path::LEDGER, get(portal::ledger::get))
        .route("/p/{program}/checkpoint", get(portal::ledger::checkpoint))
        .route(path::MAILBOX, get(portal::mailbox::entry).post(portal::mailbox::open))
        .route(path::MAILBOX_CASE, get(portal::mailbox::get))
        .route(path::MAILBOX_COMMAND, post(portal::mailbox::act))
        .route(path::MAILBOX_PROOF, post(portal::mailbox::proof))
        .route(path::MAILBOX_LEAVE, post(portal::mailbox::leave))
        .route("/mailbox/files/{file}", get(portal::mailbox::file))
        .route(path::QUEUE, get(team::queue::get))
        .route(path::SETUP, get(team::set_up::get).post(team::set_up::post))
        .route(path::RECOVERY_KIT, post(team::set_up::confirm))
        .route(path::SIGN_IN, get(team::sign_in::get).post(team::sign_in::post))
        .route(path::SIGN_OUT, post(team::sign_in::sign_out))
        .route(path::CASE, get(team::case::get))
        .route(path::COMMAND, get(team::case::command).post(team::case::act))
        .route(path::CASE_EXPORT, get(team::case::export))
        .route("/desk/p/{program}/cases/{case}/files/{file}", get(team::case::file))
        .route(path::EDITOR, get(team::advisory::get).post(team::advisory::post))
        .route(path::AUDIT, get(team::ledger::get))
        .route(path::MEMBERS, get(team::members::get).post(team::members::add))
        .route(path::MEMBER_REMOVE, post(team::members::remove))
        .route("/problems/{code}", get(api::explain_problem))
        .nest("/api/v1", api::router())
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method);
    router
        .layer(DefaultBodyLimit::max(most_bytes))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST_REQUEST))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), with_headers))
        .with_state(site)
}

async fn with_headers(State(site): State<App>, request: Request, next: Next) -> Response {
    headers::apply(next.run(request).await, site.https)
}

async fn nothing_here(State(site): State<App>, request: Request) -> Answer {
    if request.uri().path().starts_with("/api/") {
        return Err(Halt::from(api::nothing_here().into_response()));
    }
    Err(refusal(site.portal(None), ProblemKind::NotFound, None))
}

async fn wrong_method(State(site): State<App>, request: Request) -> Answer {
    if request.uri().path().starts_with("/api/") {
        return Err(Halt::from(api::wrong_method().into_response()));
    }
    Err(refusal(site.portal(None), ProblemKind::NotAllowed, None))
}

fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    // What a panic says may hold anything; the log has it from the panic hook, the visitor gets a number.
    let error = ::desk::Error::bug("request", &"a handler panicked; see the log above");
    let mut response = Response::new(axum::body::Body::from(answer::sentence(&error.to_string())));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

async fn style() -> Response {
    cached("text/css; charset=utf-8", pages::STYLE_SHEET)
}

async fn icon() -> Response {
    cached("image/svg+xml", pages::ICON)
}

/// The address of the style sheet carries a mark of its content, so it may be kept for a year.
fn cached(kind: &'static str, text: &'static str) -> Response {
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            ),
        ],
        text,
    )
        .into_response()
}
