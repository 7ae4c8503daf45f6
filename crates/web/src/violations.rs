//! `POST /violations`: what a browser says that a content security policy stopped (ASVS 3.4.7).
//!
//! Anyone can send anything here, so a report is bounded, counted in a limit of its own, read strictly and never
//! answered with more than a status. What it says of an address is not kept: a line in the log names the rule that was
//! broken and whether what was stopped came from a page itself or from elsewhere. Nothing of a text, a path or a sample
//! reaches the log.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::site::App;
use crate::visit::network;

/// The most bytes of one delivery.
pub(crate) const MOST_BYTES: usize = 32 * 1024;
/// The most reports that are read out of one delivery.
const MOST_REPORTS: usize = 10;

/// What is read of a report; the rest is dropped.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    directive: String,
    blocked: &'static str,
}

/// `report-uri` (CSP Level 2): one report in an envelope.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "csp-report")]
    report: Old,
}

#[derive(Deserialize)]
struct Old {
    #[serde(rename = "effective-directive", alias = "violated-directive", default)]
    directive: String,
    #[serde(rename = "blocked-uri", default)]
    blocked: String,
}

/// The Reporting API: a list.
#[derive(Deserialize)]
struct Delivered {
    #[serde(rename = "type")]
    kind: String,
    body: New,
}

#[derive(Deserialize)]
struct New {
    #[serde(rename = "effectiveDirective", default)]
    directive: String,
    #[serde(rename = "blockedURL", default)]
    blocked: String,
}

/// `POST /violations`.
pub(crate) async fn post(State(site): State<App>, request: Request) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_owned();
    if !matches!(kind.as_str(), "application/csp-report" | "application/reports+json") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let (parts, body) = request.into_parts();
    if let Err(wait) = site.admit_violation(network(&site, &parts)) {
        let seconds = wait.0.as_secs().max(1).to_string();
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)]).into_response();
    }
    let request = Request::from_parts(parts, body);
    let Ok(body) = Bytes::from_request(request, &()).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let Some(found) = read(&kind, &body) else { return StatusCode::BAD_REQUEST.into_response() };
    for Violation { directive, blocked } in found {
        tracing::warn!(directive, blocked, "a browser stopped something that the policy forbids");
    }
    StatusCode::NO_CONTENT.into_response()
}

fn read(kind: &str, body: &[u8]) -> Option<Vec<Violation>> {
    let pairs = if kind == "application/csp-report" {
        let Envelope { report } = serde_json::from_slice(body).ok()?;
        vec![(report.directive, report.blocked)]
    } else {
        let delivered: Vec<Delivered> = serde_json::from_slice(body).ok()?;
        let of_policy = delivered.into_iter().filter(|one| one.kind == "csp-violation");
        of_policy.take(MOST_REPORTS).map(|one| (one.body.directive, one.body.blocked)).collect()
    };
    Some(
        pairs
            .into_iter()
            .map(|(directive, blocked)| Violation {
                directive: word(&directive),
                blocked: what(&blocked),
            })
            .collect(),
    )
}

/// The name of a directive, or nothing that looks like one.
fn word(directive: &str) -> String {
    let name = directive.split_ascii_whitespace().next().unwrap_or_default();
    let is_name = (1..=40).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if is_name { name.to_owned() } else { "unreadable".to_owned() }
}

/// Where what was stopped came from, as one of few words.
fn what(blocked: &str) -> &'static str {
    match blocked {
        "inline" => "inline",
        "eval" => "eval",
        "trusted-types-policy" | "trusted-types-sink" => "a text as a script",
        "" | "self" => "unknown",
        other if other.starts_with("data") => "data",
        _ => "another address",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_report_are_read_and_nothing_else_of_them_is_kept() {
        let old = br#"{"csp-report":{"document-uri":"https://x/secret","violated-directive":"img-src https:","blocked-uri":"https://evil.example/secret","script-sample":"secret"}}"#;
        let new = br#"[{"type":"csp-violation","url":"https://x/secret","body":{"effectiveDirective":"script-src-elem","blockedURL":"inline","sample":"secret"}},{"type":"deprecation","body":{}}]"#;
        let said = |kind, body| format!("{:?}", read(kind, body).unwrap());
        let old = said("application/csp-report", old.as_slice());
        let new = said("application/reports+json", new.as_slice());
        assert_eq!(old, "[Violation { directive: \"img-src\", blocked: \"another address\" }]");
        assert_eq!(new, "[Violation { directive: \"script-src-elem\", blocked: \"inline\" }]");
    }

    #[test]
    fn a_directive_that_is_none_is_not_repeated() {
        let forged =
            br#"{"csp-report":{"effective-directive":"x\n2026 ERROR forged","blocked-uri":"x"}}"#;
        let found = read("application/csp-report", forged).unwrap();
        assert_eq!(found[0].directive, "x");
        for bad in ["A", "script\u{202e}src", "", "1\u{1b}[2J"] {
            assert_eq!(word(bad), "unreadable", "{bad:?}");
        }
        assert_eq!(read("application/csp-report", b"{"), None);
        assert_eq!(read("application/reports+json", b"{}"), None);
    }
}
