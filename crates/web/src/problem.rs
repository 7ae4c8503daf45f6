//! Errors of the API as RFC 9457 problem documents.
//!
//! `type` is a stable address under `/problems/`, `code` the last part of it, `title` the same for every
//! occurrence, `detail` what is wrong this time and what to do. Nothing internal is ever in one: a failure
//! of ours carries a random incident number, and the log carries the rest under the same number.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A problem document (`application/problem+json`).
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Address of the kind of problem, relative to the instance.
    #[serde(rename = "type")]
    #[schema(example = "/problems/fields-invalid")]
    pub kind: String,
    /// The kind as a stable word: what a program decides by.
    #[schema(example = "fields-invalid")]
    pub code: String,
    /// The kind in a few words.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What is wrong this time, and what to do.
    pub detail: String,
    /// Fields at fault, when fields are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub fields: Vec<FieldProblem>,
    /// The rule of the case that refuses, when one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rule: Option<RuleProblem>,
    /// Number of the incident in the operator's log, when the fault is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub incident: Option<String>,
}

/// One field at fault.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// Name of the field as it was sent.
    pub field: String,
    /// What to change.
    pub detail: String,
}

/// A rule that refuses a command.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RuleProblem {
    /// The rule's stable code.
    #[schema(example = "rm-no-transition")]
    pub code: String,
    /// Where the rule comes from.
    #[schema(example = "Vultron RM table")]
    pub source: String,
    /// Commands that are possible instead.
    pub instead: Vec<String>,
}

impl Problem {
    /// A problem of the kind `code`.
    pub fn new(status: StatusCode, code: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{code}"),
            code: code.to_owned(),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            fields: Vec::new(),
            rule: None,
            incident: None,
        }
    }

    /// With the fields at fault.
    #[must_use]
    pub fn with_fields(mut self, fields: Vec<FieldProblem>) -> Self {
        self.fields = fields;
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}
