//! `/programs/{program}/reports`: a report comes in, sealed before it is acknowledged.
//!
//! The same report under the same `Idempotency-Key` is one case and one receipt, however often a client
//! with a poor connection sends it.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use desk::{Identity, Received, Submission, SubmissionKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::clock_view::ClockView;
use super::document::Submitted;
use super::programs::find;
use super::refused::Refused;
use super::request::{Admitted, Message, Place, Sent, most_bytes_with_files};
use super::text::{Object, SentFile, SentFiles, Text, Texts};
use crate::site::{App, Site};

const KEY: &str = "idempotency-key";

/// A report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    /// Texts by the field ids of the program's form, and `title`.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"title": "A window into the vault", "type": "CWE-284", "steps": "Lift the window.", "impact": "Everything inside can be read."}))]
    fields: Texts,
    /// Who sends it; anonymous when not said.
    #[serde(default)]
    #[schema(value_type = Option<Sender>)]
    identity: Option<Object<Sender>>,
    /// Whether the sender's details may be passed on to third parties.
    #[serde(default)]
    may_pass_on: bool,
    /// The line to credit the reporter with; nothing: not said.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    credit: Option<Text>,
    /// Send it although required fields are empty.
    #[serde(default)]
    incomplete: bool,
    /// Files, at most ten. All together may be as large as the instance lets one be.
    #[serde(default)]
    #[schema(value_type = Vec<SentFile>, max_items = 10)]
    files: SentFiles,
}

/// Who sends a report.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "as", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Sender {
    /// Nothing is known.
    Anonymous {},
    /// A name of the reporter's choice.
    Pseudonym {
        /// The chosen name.
        #[schema(value_type = String)]
        name: Text,
    },
    /// A person who says who they are.
    Named {
        /// The name.
        #[schema(value_type = String)]
        name: Text,
        /// How to reach them.
        #[serde(default)]
        #[schema(value_type = Option<String>)]
        contact: Option<Text>,
    },
}

impl Message for Report {
    fn most_bytes(site: &Site) -> usize {
        most_bytes_with_files(site)
    }
}

/// The receipt of a report: the only thing that opens it again, for whoever holds it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// As twelve words.
    words: String,
    /// As 26 characters.
    #[schema(pattern = "^[0-9A-HJKMNP-TV-Z-]{26,32}$")]
    characters: String,
    /// The program.
    program: String,
    /// The short name of the case, to speak of it. Opens nothing.
    #[schema(example = "K7Q2-M4XD")]
    handle: String,
    /// When it was received.
    #[schema(format = DateTime)]
    received: String,
    /// The policy version that the case is held to.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    policy_version: String,
    /// What is now owed to the reporter, and by when.
    owed: Vec<ClockView>,
}

/// Sends a report. Anyone may, anonymously if they like.
#[utoipa::path(post, path = "/programs/{program}/reports", tag = "reports", operation_id = "submitReport",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("Idempotency-Key" = Option<String>, Header, description = "Recommended: a random UUID, the same for every attempt to send this report. Without it, the same report sent twice is two cases.", min_length = 1, max_length = 200, pattern = "^[!-~]{1,200}$"),
    ),
    request_body = Report,
    responses(
        (status = 201, description = "Stored; the receipt is shown here and kept nowhere", body = Receipt),
        (status = 200, description = "This report had been stored before under the same key: the same receipt", body = Receipt),
        Submitted,
    ))]
pub(crate) async fn submit(
    State(site): State<App>,
    _: Admitted,
    Place(program): Place<String>,
    headers: HeaderMap,
    Sent(report): Sent<Report>,
) -> Result<(StatusCode, Json<Receipt>), Refused> {
    let program = find(&site, &program)?;
    let key = key(&headers)?;
    if !site.is_calm() {
        return Err(Refused::crowded());
    }
    let received = site
        .desk
        .submit_report(&access::Principal::Anonymous, &program.id, report.into(), key)
        .await?;
    let status = if received.again { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(Receipt::new(program.id.as_str(), &received))))
}

fn key(headers: &HeaderMap) -> Result<SubmissionKey, Refused> {
    let mut values = headers.get_all(KEY).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(SubmissionKey::Fresh),
        (Some(value), None) => {
            value.to_str().map(|text| SubmissionKey::Api(text.to_owned())).map_err(|_| {
                Refused::field(KEY, "An Idempotency-Key is plain ASCII; a random UUID serves well.")
            })
        }
        (Some(_), Some(_)) => Err(Refused::field(KEY, "Send one Idempotency-Key, not several.")),
    }
}

impl From<Report> for Submission {
    fn from(report: Report) -> Self {
        Self {
            fields: report.fields.0,
            identity: match report.identity.map(|Object(sender)| sender) {
                None | Some(Sender::Anonymous {}) => Identity::Anonymous,
                Some(Sender::Pseudonym { name }) => Identity::Pseudonym { name: name.0 },
                Some(Sender::Named { name, contact }) => {
                    Identity::Named { name: name.0, contact: contact.map(|text| text.0) }
                }
            },
            may_pass_on: report.may_pass_on,
            credit: report.credit.map(|text| text.0),
            files: report.files.into(),
            sealed: None,
            incomplete: report.incomplete,
            channel: "api",
            replay_of: None,
        }
    }
}

impl Receipt {
    fn new(program: &str, received: &Received) -> Self {
        Self {
            words: received.receipt.words().to_string(),
            characters: received.receipt.characters().to_string(),
            program: program.to_owned(),
            handle: received.handle.clone(),
            received: received.at.to_string(),
            policy_version: received.policy.to_string(),
            owed: received
                .clocks
                .iter()
                .filter(|clock| clock.owed_to == policy::Party::Reporter && clock.is_open())
                .map(ClockView::from)
                .collect(),
        }
    }
}
