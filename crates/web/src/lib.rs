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
mod cve;
#[cfg(test)]
mod cve_tests;
mod export;
mod form;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod headers;
mod jobs;
mod language;
mod limit;
#[cfg(test)]
mod logged;
mod mailing;
mod portal;
mod problem;
mod provider;
#[cfg(test)]
mod provider_tests;
mod sending;
mod serve;
mod site;
mod team;
mod tls;
mod violations;
mod visit;
#[cfg(test)]
mod walker;
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

pub use cve::{
    CveFailed, CveServices, CveSettings, NoNumber, NumberOfDraft, Reserved, number_for_draft,
};
pub use export::{ExportError, static_tree};
pub use problem::{FieldProblem, Problem};
pub use provider::ProviderSettings;
pub use sending::{Sender, WebhookSettings, webhook_signature};
pub use serve::{Entrance, ServeError, serve};
pub use site::SiteSettings;
pub use tls::{CertificateError, CertificateFiles, TlsListenError};

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
        .route(path::PASSKEY_SCRIPT, get(passkey_script))
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
        .route(path::ADVISORY_FILE, get(portal::advisories::file))
        .route(path::MINISIGN_KEY, get(portal::advisories::minisign_key))
        .route("/.well-known/csaf/provider-metadata.json", get(portal::csaf::well_known))
        .route("/p/{program}/csaf/", get(portal::csaf::folder))
        .route("/p/{program}/csaf/{*path}", get(portal::csaf::get))
        .route(path::SUBSCRIBE, get(portal::subscription::ask_form).post(portal::subscription::ask))
        .route(
            path::SUBSCRIPTION,
            get(portal::subscription::confirm_form).post(portal::subscription::confirm),
        )
        .route(
            path::UNSUBSCRIBE,
            get(portal::subscription::end_form).post(portal::subscription::end),
        )
        .route(path::CREDITS, get(portal::advisories::credits))
        .route(path::STATISTICS, get(portal::statistics::get))
        .route(path::LEDGER, get(portal::ledger::get))
        .route("/p/{program}/checkpoint", get(portal::ledger::checkpoint))
        .route("/p/{program}/log/checkpoint", get(portal::ledger::checkpoint))
        .route("/p/{program}/log/tile/{*place}", get(portal::ledger::tile))
        .route(path::MAILBOX, get(portal::mailbox::entry).post(portal::mailbox::open))
        .route(path::MAILBOX_CASE, get(portal::mailbox::get))
        .route(path::MAILBOX_COMMAND, post(portal::mailbox::act))
        .route(path::MAILBOX_PROOF, post(portal::mailbox::proof))
        .route(path::MAILBOX_EXPORT, post(portal::mailbox::export))
        .route(path::MAILBOX_ERASURE, post(portal::mailbox::erasure))
        .route(path::PROOF, get(portal::proof::get).post(portal::proof::post))
        .route(path::MAILBOX_LEAVE, post(portal::mailbox::leave))
        .route("/mailbox/files/{file}", get(portal::mailbox::file))
        .route(path::INVITATION, get(portal::party::entry).post(portal::party::open))
        .route(path::INVITATION_LINK, get(portal::party::linked))
        .route(path::PARTY_CASE, get(portal::party::get))
        .route(path::PARTY_COMMAND, post(portal::party::act))
        .route(path::PARTY_LEAVE, post(portal::party::leave))
        .route("/party/files/{file}", get(portal::party::file))
        .route(path::QUEUE, get(team::queue::get))
        .route(path::NOTICES_SEEN, post(team::queue::seen))
        .route(path::SETUP, get(team::set_up::get).post(team::set_up::post))
        .route(path::RECOVERY_KIT, post(team::set_up::confirm))
        .route(path::SIGN_IN, get(team::sign_in::get).post(team::sign_in::post))
        .route(path::SIGN_IN_CODE, get(team::account::code).post(team::account::show_code))
        .route(path::SIGN_IN_PASSKEY, post(team::passkeys::begin_sign_in))
        .route(path::SIGN_IN_PASSKEY_ANSWER, post(team::passkeys::sign_in))
        .route(path::SIGN_IN_PROVIDER, post(team::provider::begin_sign_in))
        .route(path::PROVIDER_CALLBACK, get(team::provider::callback))
        .route(path::PROVIDER_FINISH, post(team::provider::finish))
        .route(path::ACCOUNT_PROVIDER, post(team::provider::begin_own))
        .route(path::ACCOUNT_PROVIDER_REMOVE, post(team::provider::unlink))
        .route(path::PASSKEY, post(team::passkeys::begin_own))
        .route(path::PASSKEY_ANSWER, post(team::passkeys::answer_own))
        .route(path::ACCOUNT_PASSKEYS, post(team::passkeys::begin_adding))
        .route(path::ACCOUNT_PASSKEY_ADD, post(team::passkeys::add))
        .route(path::ACCOUNT_PASSKEY_REMOVE, post(team::passkeys::remove))
        .route(path::UNLOCK, get(team::account::locked).post(team::account::unlock))
        .route(path::LOCK, post(team::account::lock))
        .route(path::STEP_UP, get(team::account::step_up).post(team::account::stepped_up))
        .route(path::ACCOUNT, get(team::account::get))
        .route(path::ACCOUNT_APP, get(team::account::app).post(team::account::begin_app))
        .route(path::ACCOUNT_APP_CONFIRM, post(team::account::confirm_app))
        .route(path::ACCOUNT_APP_REMOVE, post(team::account::remove_app))
        .route(path::ACCOUNT_CODES, post(team::account::codes))
        .route(path::ACCOUNT_SESSION_END, post(team::account::end_session))
        .route(path::ACCOUNT_SESSIONS_END, post(team::account::end_others))
        .route(
            path::ACCOUNT_PASSPHRASE,
            get(team::account::passphrase).post(team::account::change_passphrase),
        )
        .route(path::MEMBER_RESET, post(team::members::reset))
        .route(path::ACCOUNT_TOKENS, get(team::tokens::own_form).post(team::tokens::make_own))
        .route(path::ACCOUNT_TOKEN_REVOKE, post(team::tokens::revoke))
        .route(
            path::SERVICE_ACCOUNTS,
            get(team::tokens::service_form).post(team::tokens::make_service),
        )
        .route(path::MEMBER_RESET_FACTOR, post(team::members::reset_factor))
        .route(path::SIGN_OUT, post(team::sign_in::sign_out))
        .route(path::CASE, get(team::case::get))
        .route(path::COMMAND, get(team::case::command).post(team::case::act))
        .route(path::PARTIES, get(team::parties::list).post(team::parties::invite))
        .route(path::PARTY, get(team::parties::one))
        .route(path::PARTY_LINK, post(team::parties::link))
        .route(path::PARTY_ACT, post(team::parties::act))
        .route(path::CASE_PEOPLE, get(team::roles::people).post(team::roles::name))
        .route(path::CASE_PEOPLE_REMOVE, post(team::roles::take_off))
        .route(path::CASE_RESTRICT, post(team::roles::restrict))
        .route(path::ROLES, get(team::roles::get))
        .route(path::ROLE_SETS, post(team::roles::put_set))
        .route(path::ROLE_SET_REMOVE, post(team::roles::remove_set))
        .route(path::ROLE_GRANTS, post(team::roles::grant))
        .route(path::ROLE_GRANT_REMOVE, post(team::roles::revoke))
        .route(path::CASE_EXPORT, get(team::case::export))
        .route(path::REASON, get(team::audit::ask_reason).post(team::audit::give_reason))
        .route(path::ACCESS_LOG, get(team::audit::of_program))
        .route(path::SECURITY, get(team::security::get).post(team::security::reviewed))
        .route(path::ALERTS, get(team::alerts::get).post(team::alerts::seen))
        .route(path::INSTANCE_LOG, get(team::audit::of_instance))
        .route("/desk/p/{program}/cases/{case}/files/{file}", get(team::case::file))
        .route(path::FILE_INSIDE, get(team::inside::get))
        .route(path::DISCLOSURE, get(team::disclosure::get))
        .route(path::EDITOR, get(team::advisory::get).post(team::advisory::post))
        .route(path::AUDIT, get(team::ledger::get))
        .route(path::MEMBERS, get(team::members::get).post(team::members::add))
        .route(path::PROPOSALS, get(team::proposals::get).post(team::proposals::propose))
        .route(path::PROPOSAL, post(team::proposals::decide))
        .route(path::MEMBER_REMOVE, post(team::members::remove))
        .route(
            headers::VIOLATIONS,
            post(violations::post).layer(DefaultBodyLimit::max(violations::MOST_BYTES)),
        )
        .route("/problems/{code}", get(api::explain_problem))
        .nest("/api/v1", api::router())
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method);
    language::in_every_language(
        surrounded(router, &site, most_bytes, LONGEST_REQUEST).with_state(site),
    )
}

/// What no handler can skip: the limits, the last answer when something panics, the headers.
fn surrounded(
    router: Router<App>,
    site: &App,
    most_bytes: usize,
    longest: Duration,
) -> Router<App> {
    router
        .layer(DefaultBodyLimit::max(most_bytes))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, longest))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(Arc::clone(site), last_answer))
}

/// Adds the headers to every answer, and words to those that no handler wrote: a program gets a problem
/// document, a person a sentence.
async fn last_answer(State(site): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let path = request.uri().path().to_owned();
    let (parts, body) = request.into_parts();
    let network = visit::network(&site, &parts).map(|address| limit::network(Some(address)));
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if is_probing(&path, response.status()) {
        site.desk.saw(::desk::Sight::NotFound, network);
    } else if is_report(&path, response.status()) {
        site.desk.saw(::desk::Sight::Submitted, network);
    }
    if response.extensions_mut().remove::<answer::NeedsStepUp>().is_some()
        && let Ok(place) = HeaderValue::from_str(&answer::after_step_up(&path))
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    if response.extensions_mut().remove::<answer::NeedsReason>().is_some()
        && let Ok(place) = HeaderValue::from_str(&answer::to_reason(&path))
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    if let Some(Panicked(error)) = response.extensions_mut().remove::<Panicked>() {
        response = match is_api {
            true => api::broken(&error).into_response(),
            false => answer::failed(site.portal(None), &error).into_response(),
        };
    } else if response.status() == StatusCode::REQUEST_TIMEOUT {
        response = match is_api {
            true => api::too_slow().into_response(),
            false => plain(StatusCode::REQUEST_TIMEOUT, &language::text("problem-too-slow")),
        };
    }
    headers::apply(response, site.https)
}

/// Whether a report was sent and stored.
fn is_report(path: &str, status: StatusCode) -> bool {
    let is_sent = path.ends_with("/report") || path.ends_with("/reports");
    is_sent && status == StatusCode::CREATED
}

/// Whether somebody asked for something of a team that is not there or not theirs. What strangers mistype on
/// the public pages says nothing.
fn is_probing(path: &str, status: StatusCode) -> bool {
    let is_a_team_s = ["/desk/", "/api/", "/mailbox/"].iter().any(|side| path.starts_with(side));
    is_a_team_s && matches!(status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN)
}

/// A handler panicked; the error carries the number under which the log has it.
#[derive(Clone)]
struct Panicked(Arc<::desk::Error>);

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
    let mut response =
        plain(StatusCode::INTERNAL_SERVER_ERROR, &answer::sentence(&error.to_string()));
    response.extensions_mut().insert(Panicked(Arc::new(error)));
    response
}

fn plain(status: StatusCode, words: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, kind, words.to_owned()).into_response()
}

async fn style() -> Response {
    cached("text/css; charset=utf-8", pages::STYLE_SHEET)
}

async fn passkey_script() -> Response {
    cached("text/javascript; charset=utf-8", pages::PASSKEY_SCRIPT)
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

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower::ServiceExt as _;

    use super::*;

    async fn panics() -> Response {
        panic!("a fault in a handler")
    }

    async fn never() -> Response {
        std::future::pending().await
    }

    async fn ask(router: &Router, path: &str) -> (StatusCode, String, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        let kind = headers[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, kind, String::from_utf8(body.to_vec()).unwrap())
    }

    // ASVS 16.5.1, 16.5.4
    #[tokio::test]
    async fn a_request_that_panics_or_takes_too_long_is_answered_in_the_words_of_its_side() {
        let house = api::tests::house::House::open().await;
        let site: App =
            Arc::new(Site::new(house.desk.clone(), api::tests::house::settings(), Vec::new()));
        let router = Router::new()
            .route("/api/v1/panics", get(panics))
            .route("/panics", get(panics))
            .route("/api/v1/never", get(never))
            .route("/never", get(never));
        let router = surrounded(router, &site, 1 << 20, Duration::from_millis(20)).with_state(site);
        for (path, status, code) in
            [("/api/v1/panics", 500, "internal"), ("/api/v1/never", 408, "timed-out")]
        {
            let (found, kind, body) = ask(&router, path).await;
            assert_eq!((found.as_u16(), kind.as_str()), (status, "application/problem+json"));
            let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
            assert_eq!(problem["code"], code);
            assert_eq!(problem["incident"].is_string(), status == 500, "{body}");
        }
        let (status, kind, body) = ask(&router, "/panics").await;
        assert_eq!((status.as_u16(), kind.as_str()), (500, "text/html; charset=utf-8"));
        assert!(body.contains("incident"), "{body}");
        let (status, _, body) = ask(&router, "/never").await;
        assert_eq!(status.as_u16(), 408);
        assert!(body.contains("took too long"), "{body}");
    }
}
