//! `/api/v1`: the use cases as JSON, one file per resource, described by an OpenAPI 3.1 document.
//!
//! The same use cases as the pages, so the same rules and the same refusals: this module reads requests
//! strictly (`request`, `text`), says refusals as RFC 9457 problems (`kind`, `refused`), and shows what
//! came of it (`*_view`). It knows no cookies. `routes!` is the one list of addresses: the router is made
//! from it, and the document is tested against it.

mod advisories;
mod advisory_draft;
mod alerts;
mod audit;
mod cases;
mod clock_view;
mod command_view;
mod commands;
mod cursor;
mod document;
mod entry_view;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod kind;
pub(crate) mod mailbox;
mod policy_text;
mod program_view;
mod programs;
mod refused;
mod reports;
mod request;
mod security;
mod sessions;
mod statistics;
#[cfg(test)]
pub(crate) mod tests;
mod text;
mod tokens;

use axum::Router;

pub use document::openapi;
pub(crate) use kind::explain as explain_problem;
pub(crate) use refused::Refused;

use crate::site::App;

macro_rules! routes {
    ($($method:ident $path:literal $handler:path;)+) => {
        /// Every method and address of the API, below `/api/v1`.
        #[cfg(test)]
        pub(crate) const ROUTES: &[(&str, &str)] = &[$((stringify!($method), $path)),+];

        fn routed() -> Router<App> {
            Router::new()$(.route($path, axum::routing::$method($handler)))+
        }
    };
}

routes! {
    get "/openapi.json" document::get;
    get "/programs" programs::list;
    get "/programs/{program}" programs::one;
    get "/programs/{program}/policy" policy_text::in_force;
    get "/programs/{program}/policy/versions" policy_text::versions;
    get "/programs/{program}/policy/versions/{version}" policy_text::version;
    get "/programs/{program}/statistics" statistics::get;
    get "/programs/{program}/checkpoint" statistics::checkpoint;
    get "/programs/{program}/advisories" advisories::list;
    get "/programs/{program}/advisories/{advisory}" advisories::one;
    post "/programs/{program}/reports" reports::submit;
    get "/mailbox" mailbox::get;
    get "/mailbox/proof" mailbox::proof;
    get "/mailbox/files/{file}" mailbox::file;
    post "/mailbox/commands/{command}" mailbox::act;
    post "/sessions" sessions::begin;
    delete "/sessions" sessions::end;
    get "/tokens" tokens::list;
    post "/tokens" tokens::make;
    delete "/tokens/{token}" tokens::revoke;
    get "/cases" cases::list;
    get "/programs/{program}/cases/{handle}" cases::one;
    post "/programs/{program}/cases/{handle}/commands/{command}" cases::act;
    get "/programs/{program}/cases/{handle}/export" cases::export;
    post "/programs/{program}/cases/{handle}/reason" audit::give_reason;
    get "/programs/{program}/access" audit::list;
    get "/programs/{program}/security" security::get;
    get "/alerts" alerts::list;
    post "/alerts/{alert}/seen" alerts::seen;
    get "/programs/{program}/cases/{handle}/files/{file}" cases::file;
    get "/programs/{program}/cases/{handle}/advisory" advisory_draft::get;
    put "/programs/{program}/cases/{handle}/advisory" advisory_draft::save;
    post "/programs/{program}/cases/{handle}/advisory/agree" advisory_draft::agree;
    put "/programs/{program}/cases/{handle}/advisory/release" advisory_draft::schedule;
    delete "/programs/{program}/cases/{handle}/advisory/release" advisory_draft::unschedule;
    post "/programs/{program}/cases/{handle}/advisory/publish" advisory_draft::publish;
}

/// The routes of the API, to be nested under `/api/v1`.
pub(crate) fn router() -> Router<App> {
    routed()
        .fallback(|| async { nothing_here() })
        .method_not_allowed_fallback(|| async { wrong_method() })
}

/// An address that does not exist.
pub(crate) fn nothing_here() -> Refused {
    kind::NOT_FOUND.refused(
        "there is nothing at this address. The addresses are listed in /api/v1/openapi.json",
    )
}

/// A request that took too long.
pub(crate) fn too_slow() -> Refused {
    kind::TIMED_OUT
        .refused("the request took too long and was given up. Send it again, smaller if it can be")
}

/// A fault of ours that no handler could answer.
pub(crate) fn broken(error: &desk::Error) -> Refused {
    let incident = match error {
        desk::Error::Bug { incident } => Some(incident.clone()),
        _ => None,
    };
    Refused::from(crate::Problem { incident, ..kind::OURS.problem(error.to_string()) })
}

/// A method that an address does not take.
pub(crate) fn wrong_method() -> Refused {
    kind::METHOD_NOT_ALLOWED
        .refused("this address does not take that method. The header `Allow` lists those it takes")
}
