//! A refusal on its way out: a problem document, with the header that belongs to its status.
//!
//! The one place where a use case's error becomes a status of the API. "Not there" and "not yours to know
//! of" are the same 404 with the same words.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use desk::Error;

use super::kind;
use crate::limit::RetryAfter;
use crate::problem::{FieldProblem, Problem, RuleProblem};

/// How long to wait when the store is away, in seconds.
const STORE_IS_BACK_SECONDS: u16 = 60;

/// A refusal.
#[derive(Debug)]
pub(crate) struct Refused {
    problem: Box<Problem>,
    /// After how many seconds it may be tried again.
    retry_after_seconds: Option<u64>,
}

impl Refused {
    /// Too many posts from one network.
    pub(crate) fn too_many(wait: RetryAfter) -> Self {
        let seconds = wait.0.as_secs().max(1);
        Self {
            retry_after_seconds: Some(seconds),
            ..kind::TOO_MANY
                .refused(format!(
                    "too much was sent from your network within a minute. Wait {seconds} seconds and send it again"
                ))
        }
    }

    /// Too many reports from everybody together: programs wait, forms of people only have to be old enough.
    pub(crate) fn crowded() -> Self {
        Self {
            retry_after_seconds: Some(60),
            ..kind::TOO_MANY.refused(
                "many reports arrive at this moment. Wait a minute and send it again under the same Idempotency-Key",
            )
        }
    }

    /// Nobody known sends it.
    pub(crate) fn signed_out(detail: &str) -> Self {
        kind::SIGNED_OUT.refused(detail)
    }

    /// Nothing there, or nothing to know of.
    pub(crate) fn not_found() -> Self {
        Self::from(Error::NotFound)
    }

    /// One field must change.
    pub(crate) fn field(name: &str, message: &str) -> Self {
        Self::from(Error::field(name, message))
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        let retry_after_seconds =
            matches!(problem.status, 503 | 507).then_some(u64::from(STORE_IS_BACK_SECONDS));
        Self { problem: Box::new(problem), retry_after_seconds }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        let words = error.to_string();
        let problem = match error {
            Error::NotFound => kind::NOT_FOUND.problem(words),
            Error::Forbidden(_) => kind::FORBIDDEN.problem(words),
            Error::SignedOut => kind::SIGNED_OUT.problem(words),
            Error::WrongPassphrase
            | Error::WrongCode
            | Error::Passkey(_)
            | Error::UnknownPasskey
            | Error::PasskeyLocks
            | Error::Provider(_)
            | Error::UnknownPerson => kind::SIGN_IN_REFUSED.problem(words),
            Error::SecondFactorMissing => kind::SECOND_FACTOR_MISSING.problem(words),
            Error::StepUp { .. } => kind::STEP_UP.problem(words),
            Error::NotByToken { .. } => kind::NOT_BY_TOKEN.problem(words),
            Error::ReasonNeeded => kind::REASON_NEEDED.problem(words),
            Error::Fields(fields) => kind::FIELDS_INVALID.problem(words).with_fields(
                fields
                    .into_iter()
                    .map(|field| FieldProblem {
                        field: field.field,
                        detail: crate::answer::sentence(&field.message),
                    })
                    .collect(),
            ),
            Error::Refused(refusal) => Problem {
                rule: Some(RuleProblem {
                    code: refusal.code.to_owned(),
                    source: refusal.source.to_owned(),
                    instead: refusal.instead.iter().map(|kind| kind.name().to_owned()).collect(),
                }),
                ..kind::REFUSED.problem(refusal.sentence)
            },
            Error::Conflict | Error::AlreadySetUp | Error::Joint(_) => {
                kind::CONFLICT.problem(words)
            }
            Error::KeyReused => kind::KEY_REUSED.problem(words),
            Error::IntakeClosed(_) => kind::INTAKE_CLOSED.problem(words),
            Error::Unavailable | Error::Busy => kind::UNAVAILABLE.problem(words),
            Error::NoRoom => kind::NO_ROOM.problem(words),
            Error::Ledger(_) => {
                tracing::error!(error = %words, "the ledger is not signed");
                kind::UNAVAILABLE.problem(
                    "the log cannot be signed at the moment. The operator has been told; please try again later",
                )
            }
            Error::Fatal => kind::OURS.problem("something went wrong on our side"),
            Error::Bug { incident } => {
                Problem { incident: Some(incident), ..kind::OURS.problem(words) }
            }
        };
        Self::from(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = self.problem.status;
        let mut response = (*self.problem).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == 401 {
            // RFC 9110 §11.6.1: a 401 says how to authenticate.
            headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static("Receipt"));
        }
        response
    }
}
