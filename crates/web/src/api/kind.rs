//! The kinds of problem the API answers with: one table of code, status, title and what to do.
//!
//! The codes are kept for ever: programs decide by them. `GET /problems/{code}` explains each in words.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::refused::Refused;
use crate::problem::Problem;

/// One kind of problem.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The stable word.
    pub(crate) code: &'static str,
    /// The HTTP status it is answered with.
    pub(crate) status: u16,
    /// In a few words.
    pub(crate) title: &'static str,
    /// What it means and what to do.
    pub(crate) meaning: &'static str,
}

macro_rules! kinds {
    ($($name:ident = $code:literal $status:literal $title:literal $meaning:literal;)+) => {
        $(pub(crate) const $name: Kind =
            Kind { code: $code, status: $status, title: $title, meaning: $meaning };)+
        /// Every kind.
        pub(crate) const KINDS: &[Kind] = &[$($name),+];
    };
}

kinds! {
    JSON_MALFORMED = "json-malformed" 400 "The body is not JSON"
        "The body breaks off or is not JSON (RFC 8259). `detail` says at which line and column.";
    NOT_UTF_8 = "not-utf-8" 400 "The body is not UTF-8"
        "JSON travels as UTF-8. `detail` says at which byte the body stops being that.";
    QUERY_INVALID = "query-invalid" 400 "The query cannot be used"
        "A query parameter is unknown, comes twice or has a value that is not allowed. The OpenAPI document lists what is.";
    BODY_BROKEN = "body-broken" 400 "The body did not arrive whole"
        "The connection ended before the body did. Send the request again; nothing was stored.";
    SIGNED_OUT = "signed-out" 401 "Not signed in"
        "The request carries no token of a living session, no API token that works, or no receipt. Sign in with `POST /api/v1/sessions`, or send the receipt as `Authorization: Receipt …`.";
    SIGN_IN_REFUSED = "sign-in-refused" 401 "Name and passphrase do not belong together"
        "Nothing says which of them is wrong, nor whether too many were tried lately.";
    SECOND_FACTOR_MISSING = "second-factor-missing" 401 "A second factor is needed"
        "The account signs in with a second factor: send the code of its app as `code`, or use an API token. An account without one sets it up in the browser first.";
    STEP_UP = "step-up-required" 401 "Show once more who you are"
        "What was asked for is dangerous, and no factor was shown within the last five minutes. Sign in anew with `POST /api/v1/sessions` and do it with the new token.";
    FORBIDDEN = "forbidden" 403 "Your role does not allow this"
        "You may know that it exists, and may not do this with it. An owner of the program gives roles.";
    NOT_BY_TOKEN = "not-by-token" 403 "An API token is not enough"
        "What was asked for is for people, who can show once more who they are: it is done in the browser, or with the token of a session.";
    REASON_NEEDED = "reason-needed" 403 "Say first why you read this case"
        "The case is restricted, or it is somebody else's. Send the reason with `POST …/reason`; it holds for eight hours and is written to the audit log.";
    NOT_FOUND = "not-found" 404 "There is nothing here"
        "It does not exist, or the caller may not know that it does: the answer is the same.";
    METHOD_NOT_ALLOWED = "method-not-allowed" 405 "This address does not take that method"
        "The header `Allow` lists the methods that it takes.";
    TIMED_OUT = "timed-out" 408 "The request took too long"
        "The request did not arrive, or was not answered, within a minute, and was given up. What it asked for may have been done: read before you send it again, or send a report with the same `Idempotency-Key`.";
    CONFLICT = "conflict" 409 "Someone acted first"
        "The case has events that the request had not seen. Read the case again, then decide again with its `last_seq`.";
    KEY_REUSED = "idempotency-key-reused" 409 "The key was used for another report"
        "An `Idempotency-Key` belongs to one report. The same report sent again gets the same receipt; a different one needs a new key.";
    INTAKE_CLOSED = "intake-closed" 409 "The program takes no reports now"
        "The policy pauses intake, or nobody can receive reports yet. `detail` says until when and where urgent matter goes.";
    TOO_LARGE = "too-large" 413 "The body is too large"
        "Shorten the texts, send fewer or smaller files, or use the report form, which takes larger ones.";
    NOT_JSON = "not-json" 415 "The body must be application/json"
        "Send `Content-Type: application/json`; the charset, if named, is UTF-8.";
    BODY_INVALID = "body-invalid" 422 "The JSON has another shape"
        "A member is unknown, missing, doubled or of another type. `detail` names it with line and column.";
    FIELDS_INVALID = "fields-invalid" 422 "Fields must change"
        "`fields` names each field at fault and says what to change.";
    REFUSED = "refused" 422 "A rule of the case refuses"
        "`rule` holds the rule's code, where it comes from, and the commands that are possible instead.";
    TOO_MANY = "too-many-requests" 429 "Too many requests"
        "Too much was sent from one network within a minute. `Retry-After` says how many seconds to wait.";
    OURS = "internal" 500 "Something went wrong on our side"
        "Nothing was changed. The operator finds the cause in the log under the number in `incident`.";
    UNAVAILABLE = "unavailable" 503 "Not possible at the moment"
        "The store is away or overloaded, or the log may not be signed. Nothing was written; try again after `Retry-After` seconds.";
    NO_ROOM = "no-room" 507 "There is no room"
        "The disk is full. Nothing was stored; the operator has been told.";
}

impl Kind {
    /// A problem of this kind.
    pub(crate) fn problem(&self, detail: impl Into<String>) -> Problem {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Problem::new(status, self.code, self.title, crate::answer::sentence(&detail.into()))
    }

    /// A refusal of this kind.
    pub(crate) fn refused(&self, detail: impl Into<String>) -> Refused {
        Refused::from(self.problem(detail))
    }
}

/// `GET /problems/{code}`: what a kind of problem means, in words.
pub(crate) async fn explain(
    code: Result<Path<String>, PathRejection>,
) -> Result<Response, Refused> {
    let kind = code
        .ok()
        .and_then(|Path(code)| KINDS.iter().find(|kind| kind.code == code))
        .ok_or_else(|| NOT_FOUND.refused("there is no problem of this name"))?;
    let text = format!("{} ({})\n\n{}\n", kind.title, kind.status, kind.meaning);
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

#[cfg(test)]
mod tests {
    use super::KINDS;

    #[test]
    fn every_kind_has_a_code_of_its_own_and_an_error_status() {
        for (place, kind) in KINDS.iter().enumerate() {
            assert!((400..600).contains(&kind.status), "{}", kind.code);
            assert!(
                KINDS[place + 1..].iter().all(|other| other.code != kind.code),
                "{}",
                kind.code
            );
            assert!(!kind.meaning.is_empty());
        }
    }
}
