//! From a use case's outcome to an answer: a page, a redirect, a file, or a refusal in plain words.
//!
//! The only place where the blame of an error becomes a status code. "Not there" and "not yours to know of"
//! are the same 404, with the same words.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Error;
use pages::problem::{ProblemKind, ProblemPage};
use pages::{Frame, Page};

use crate::form::FormError;
use crate::limit::RetryAfter;

/// An answer, or one that ends the handler early.
pub(crate) type Answer = Result<Response, Halt>;

/// An answer that ends a handler early: a refusal, or the way to another page. Boxed, because every step of
/// a handler can return one.
pub(crate) struct Halt(Box<Response>);

impl Halt {
    /// To add a header.
    fn headers_mut(&mut self) -> &mut axum::http::HeaderMap {
        self.0.headers_mut()
    }
}

impl From<Response> for Halt {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Halt {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// A page with status 200.
pub(crate) fn page<P: Page>(page: &P) -> Answer {
    page_with(StatusCode::OK, page)
}

/// A page with a status.
pub(crate) fn page_with<P: Page>(status: StatusCode, page: &P) -> Answer {
    match Page::render(page) {
        Ok(html) => {
            let mut response = html_answer(status, html);
            if P::RUNS_SCRIPT {
                response.extensions_mut().insert(crate::headers::OwnScript);
            }
            Ok(response)
        }
        Err(error) => {
            tracing::error!(%error, "a page was not rendered");
            Err(Halt::from(StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        }
    }
}

fn html_answer(status: StatusCode, html: String) -> Response {
    let html = crate::language::linked(html);
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// To another page, with GET (303), in the same language.
pub(crate) fn to(place: &str) -> Response {
    to_exactly(&crate::language::place(place))
}

/// To exactly this address, with GET (303).
pub(crate) fn to_exactly(place: &str) -> Response {
    let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// A file to be saved, never shown: whatever its name or content says.
pub(crate) fn download(name: &str, bytes: Vec<u8>) -> Response {
    // A name that reads backwards or hides something would be saved under what it only seems to be.
    let name = &pages::without_hidden(name);
    let ascii: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '/' | '%') { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    // RFC 6266 and RFC 8187: a plain name for old clients, the real one encoded.
    let disposition = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}");
    let mut response = Response::new(Body::from(bytes));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Text of a kind.
pub(crate) fn text(kind: &'static str, text: String) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// A refusal as a page.
pub(crate) fn refusal(frame: Frame, kind: ProblemKind, detail: Option<String>) -> Halt {
    refusal_with(frame, kind, detail, None)
}

fn refusal_with(
    frame: Frame,
    kind: ProblemKind,
    detail: Option<String>,
    incident: Option<String>,
) -> Halt {
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = ProblemPage { frame, kind, detail, incident };
    let mut response = match Page::render(&page) {
        Ok(html) => html_answer(status, html),
        Err(_) => status.into_response(),
    };
    if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    Halt::from(response)
}

/// What kind of refusal an error is.
pub(crate) const fn kind_of(error: &Error) -> ProblemKind {
    match error {
        Error::NotFound => ProblemKind::NotFound,
        Error::Forbidden(_) | Error::NotByToken { .. } => ProblemKind::Forbidden,
        Error::SignedOut
        | Error::WrongPassphrase
        | Error::WrongCode
        | Error::SecondFactorMissing
        | Error::Passkey(_)
        | Error::UnknownPasskey
        | Error::PasskeyLocks
        | Error::Provider(_)
        | Error::UnknownPerson
        | Error::ReasonNeeded
        | Error::StepUp { .. } => ProblemKind::Unprocessable,
        Error::Fields(_) | Error::Refused(_) | Error::AlreadySetUp => ProblemKind::Unprocessable,
        Error::Conflict | Error::KeyReused | Error::Joint(_) => ProblemKind::Conflict,
        Error::IntakeClosed(_) | Error::Unavailable | Error::Busy | Error::Ledger(_) => {
            ProblemKind::Unavailable
        }
        Error::NoRoom => ProblemKind::Full,
        Error::Fatal | Error::Bug { .. } => ProblemKind::Ours,
    }
}

/// An answer that leads to showing once more who it is; `last_answer` adds where to go on.
#[derive(Clone, Copy)]
pub(crate) struct NeedsStepUp;

/// Where to go on after a factor was shown: to the page, or to the one that a form stands on.
pub(crate) fn after_step_up(path: &str) -> String {
    let form = path.rsplit_once('/').filter(|(_, last)| {
        matches!(
            *last,
            "remove" | "reset" | "reset-factor" | "confirm" | "codes" | "revoke" | "link"
        )
    });
    let page = form.map_or(path, |(page, _)| page);
    let page = page.strip_suffix("/app").unwrap_or(page);
    format!("{}?next={}", pages::path::STEP_UP, crate::visit::percent(page))
}

/// An answer that leads to saying why a case is read; `last_answer` adds which.
#[derive(Clone, Copy)]
pub(crate) struct NeedsReason;

/// Where the reason for reading the case of an address is asked for; the queue, when it is no case's.
pub(crate) fn to_reason(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("desk"), Some("p"), Some(program), Some("cases"), Some(case)) => {
            // The parts are encoded already.
            format!("/desk/p/{program}/cases/{case}/reason")
        }
        _ => pages::path::QUEUE.to_owned(),
    }
}

/// A use case's error as a page.
pub(crate) fn failed(frame: Frame, error: &Error) -> Halt {
    if matches!(error, Error::ReasonNeeded) {
        let mut response = to(pages::path::QUEUE);
        response.extensions_mut().insert(NeedsReason);
        return Halt::from(response);
    }
    if matches!(error, Error::StepUp { .. }) {
        let mut response = to(pages::path::STEP_UP);
        response.extensions_mut().insert(NeedsStepUp);
        return Halt::from(response);
    }
    let incident = match error {
        Error::Bug { incident } => Some(incident.clone()),
        _ => None,
    };
    let detail = match error {
        Error::NotFound | Error::Fatal => None,
        Error::Ledger(_) => {
            tracing::error!(%error, "the ledger is not signed");
            Some(crate::language::text("problem-unsigned"))
        }
        // The use cases speak English; the kind of problem is said in every language.
        other => is_english().then(|| sentence(&other.to_string())),
    };
    refusal_with(frame, kind_of(error), detail, incident)
}

/// A form that could not be read, as a page.
pub(crate) fn unreadable(frame: Frame, error: &FormError) -> Halt {
    let kind = match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ProblemKind::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ProblemKind::UnknownKind,
        _ => ProblemKind::BadRequest,
    };
    refusal(frame, kind, is_english().then(|| sentence(&error.to_string())))
}

/// Whether the page that is being made is English.
pub(crate) fn is_english() -> bool {
    crate::language::of_page().unwrap_or_default() == pages::Language::English
}

/// Too many posts, as a page.
pub(crate) fn too_many(frame: Frame, wait: RetryAfter) -> Halt {
    let seconds = wait.0.as_secs().max(1);
    let mut response = refusal(
        frame,
        ProblemKind::TooMany,
        Some(crate::language::say("problem-wait").number("seconds", seconds).plain()),
    );
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// A sentence: begins large, ends with a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let mut out: String = first.to_uppercase().chain(chars).collect();
    if !out.ends_with(['.', '!', '?']) {
        out.push('.');
    }
    out
}
