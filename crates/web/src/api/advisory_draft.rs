//! `/programs/{program}/cases/{handle}/advisory`: written beside the report, sealed until it is published.

use std::collections::BTreeMap;

use advisory::model::Status;
use advisory::{Need, form};
use axum::Json;
use axum::extract::State;
use desk::{AdvisoryOfCase, FieldError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cases::open;
use super::document::{MemberLookup, MemberWrite};
use super::refused::Refused;
use super::request::{Admitted, Message, Place, Sent, SignedIn};
use super::text::{Text, Texts};
use crate::answer::sentence;
use crate::problem::FieldProblem;
use crate::site::App;

/// The next edition of an advisory, as it is written. A field that is not sent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdvisoryDraft {
    /// What it says, by the names that reading the advisory gives.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"title": "A window", "product-1-fixed": "2.0"}))]
    pub(crate) fields: Texts,
    /// As what it is to come out: `interim`, `final` or `withdrawn`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "final")]
    becomes: Option<Text>,
    /// What this edition changes, in a sentence.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    change: Option<Text>,
    /// The `draft` that was read. When somebody kept another since, nothing is done (409).
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    seen: Option<Text>,
}

impl Message for AdvisoryDraft {}

/// What is to be published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Publication {
    /// The `last_seq` of the case as it was read. When somebody acted since, nothing is done (409).
    #[schema(minimum = 0)]
    seen: u64,
    /// The `draft` as it was read. When another is kept since, nothing is done (409).
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    draft: Option<Text>,
}

impl Message for Publication {}

/// A draft that somebody agrees to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Agreed {
    /// The `draft` as it was read.
    #[schema(value_type = String)]
    draft: Text,
}

impl Message for Agreed {}

/// When a draft is to come out by itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Release {
    /// The `draft` as it was read.
    #[schema(value_type = String)]
    draft: Text,
    /// The moment, which is still to come.
    #[schema(value_type = String, format = DateTime, example = "2026-11-02T16:00:00Z")]
    release_at: Text,
}

impl Message for Release {}

/// The advisory of a case.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseAdvisory)]
pub(crate) struct AdvisoryView {
    /// What the draft says, by field.
    fields: BTreeMap<String, String>,
    /// As what it is to come out.
    #[schema(example = "final")]
    becomes: String,
    /// What this edition changes.
    change: String,
    /// What tells this draft from every other: to be sent as `seen` or `draft`.
    draft: String,
    /// The edition that is out; 0: none yet.
    edition: u32,
    /// Its public identifier, once published.
    public_id: Option<String>,
    /// Whether a second person has to agree to the draft, and has not.
    awaits_agreement: bool,
    /// When the draft comes out by itself, if that is settled.
    #[schema(format = DateTime)]
    release_at: Option<String>,
    /// What is missing or wrong before the draft can be published.
    problems: Vec<FieldProblem>,
    /// What the formats ask for and the draft does not say.
    missing: Vec<MissingView>,
}

/// What a format asks for.
#[derive(Serialize, ToSchema)]
#[schema(as = MissingFact)]
pub(crate) struct MissingView {
    /// The format.
    #[schema(example = "CVE record")]
    format: &'static str,
    /// Whether the advisory is not published in it without.
    required: bool,
    /// What to add.
    detail: String,
}

/// An edition that came out.
#[derive(Serialize, ToSchema)]
pub(crate) struct Published {
    /// Its public identifier.
    id: String,
    /// The facts that were recorded on the case.
    #[schema(value_type = Vec<String>, example = json!(["AdvisoryPublished"]))]
    facts: Vec<&'static str>,
    /// The place of the last event now.
    last_seq: u64,
}

/// The advisory of a case: its draft, or a first one made from what the case says.
#[utoipa::path(get, path = "/programs/{program}/cases/{handle}/advisory", tag = "advisories", operation_id = "getAdvisoryDraft",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    security(("session" = [])),
    responses((status = 200, description = "The advisory", body = AdvisoryView), MemberLookup))]
pub(crate) async fn get(
    State(site): State<App>,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
) -> Result<Json<AdvisoryView>, Refused> {
    let case = open(&site, &signed_in.member, &program, &handle).await?;
    Ok(Json(site.desk.advisory_of(&signed_in.member, &case).await?.into()))
}

/// Keeps a draft. Nothing of it is visible outside the case.
#[utoipa::path(put, path = "/programs/{program}/cases/{handle}/advisory", tag = "advisories", operation_id = "saveAdvisoryDraft",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    request_body = AdvisoryDraft,
    security(("session" = [])),
    responses((status = 200, description = "Kept", body = AdvisoryView), MemberWrite))]
pub(crate) async fn save(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
    Sent(draft): Sent<AdvisoryDraft>,
) -> Result<Json<AdvisoryView>, Refused> {
    let member = &signed_in.member;
    let case = open(&site, member, &program, &handle).await?;
    let kept = site.desk.advisory_of(member, &case).await?.draft;
    let seen = draft.seen.as_ref().map(|seen| seen.0.as_str());
    let written = draft.onto(&kept)?;
    site.desk.save_advisory_draft(member, &case, &written, seen).await?;
    Ok(Json(site.desk.advisory_of(member, &case).await?.into()))
}

/// Agrees to exactly one draft, as the second person that the policy asks for.
#[utoipa::path(post, path = "/programs/{program}/cases/{handle}/advisory/agree", tag = "advisories", operation_id = "agreeToAdvisory",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    request_body = Agreed,
    security(("session" = [])),
    responses((status = 200, description = "Agreed", body = AdvisoryView), MemberWrite))]
pub(crate) async fn agree(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
    Sent(agreed): Sent<Agreed>,
) -> Result<Json<AdvisoryView>, Refused> {
    let member = &signed_in.member;
    let case = open(&site, member, &program, &handle).await?;
    site.desk.agree_to_advisory(member, &case, &agreed.draft.0).await?;
    Ok(Json(site.desk.advisory_of(member, &case).await?.into()))
}

/// Publishes the draft as the next edition: page, feeds, every format, event and log entry at once.
#[utoipa::path(post, path = "/programs/{program}/cases/{handle}/advisory/publish", tag = "advisories", operation_id = "publishAdvisory",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    request_body = Publication,
    security(("session" = [])),
    responses((status = 200, description = "Published", body = Published), MemberWrite))]
pub(crate) async fn publish(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
    Sent(publication): Sent<Publication>,
) -> Result<Json<Published>, Refused> {
    let member = &signed_in.member;
    let case = open(&site, member, &program, &handle).await?;
    let draft = publication.draft.as_ref().map(|draft| draft.0.as_str());
    let (acted, id) = site
        .desk
        .publish_advisory(member, &case.program, case.id, Some(publication.seen), draft)
        .await?;
    Ok(Json(Published { id, facts: acted.facts, last_seq: acted.last_seq }))
}

/// Settles when the draft comes out by itself. Everything that is asked of a publication is asked now and
/// again at that moment; until then nothing is visible. Another draft takes it back.
#[utoipa::path(put, path = "/programs/{program}/cases/{handle}/advisory/release", tag = "advisories", operation_id = "scheduleAdvisory",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    request_body = Release,
    security(("session" = [])),
    responses((status = 200, description = "Settled", body = AdvisoryView), MemberWrite))]
pub(crate) async fn schedule(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
    Sent(release): Sent<Release>,
) -> Result<Json<AdvisoryView>, Refused> {
    let member = &signed_in.member;
    let case = open(&site, member, &program, &handle).await?;
    let at = release.release_at.0.trim().parse().map_err(|_| {
        desk::Error::field("release_at", "Write the moment in UTC, such as 2026-11-02T16:00:00Z.")
    })?;
    site.desk.schedule_advisory(member, &case, &release.draft.0, at).await?;
    Ok(Json(site.desk.advisory_of(member, &case).await?.into()))
}

/// Takes a settled moment back. The draft stays.
#[utoipa::path(delete, path = "/programs/{program}/cases/{handle}/advisory/release", tag = "advisories", operation_id = "unscheduleAdvisory",
    params(
        ("program" = String, Path, description = "The program's id", example = "sigtech"),
        ("handle" = String, Path, description = "The short name of the case", example = "K7Q2-M4XD"),
    ),
    security(("session" = [])),
    responses((status = 200, description = "Taken back", body = AdvisoryView), MemberWrite))]
pub(crate) async fn unschedule(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Place((program, handle)): Place<(String, String)>,
) -> Result<Json<AdvisoryView>, Refused> {
    let member = &signed_in.member;
    let case = open(&site, member, &program, &handle).await?;
    site.desk.unschedule_advisory(member, &case).await?;
    Ok(Json(site.desk.advisory_of(member, &case).await?.into()))
}

impl AdvisoryDraft {
    /// What was sent, written over the draft that is kept.
    pub(crate) fn onto(
        &self,
        kept: &desk::AdvisoryDraft,
    ) -> Result<desk::AdvisoryDraft, desk::Error> {
        let wrong = |field: &str, message: String| FieldError { field: field.to_owned(), message };
        let mut refused = Vec::new();
        for name in self.fields.0.keys() {
            let known = form::fields(&kept.record);
            if !known.iter().flat_map(|group| &group.fields).any(|field| field.name == *name) {
                refused.push(wrong(
                    name,
                    "There is no such field; read the advisory for the names there are.".to_owned(),
                ));
            }
        }
        let becomes = match self.becomes.as_ref().map(|word| word.0.parse::<Status>()) {
            Some(Err(error)) => {
                refused.push(wrong("becomes", error.to_string()));
                kept.becomes
            }
            Some(Ok(status)) => status,
            None => kept.becomes,
        };
        let record = form::read(&kept.record, &self.fields.0).map_err(|unreadable| {
            let field = |text: form::Unreadable| wrong(&text.field, text.sentence);
            desk::Error::Fields(unreadable.into_iter().map(field).collect())
        })?;
        if !refused.is_empty() {
            return Err(desk::Error::Fields(refused));
        }
        Ok(desk::AdvisoryDraft {
            record,
            becomes,
            change: self.change.as_ref().map_or_else(|| kept.change.clone(), |text| text.0.clone()),
        })
    }
}

impl From<AdvisoryOfCase> for AdvisoryView {
    fn from(advisory: AdvisoryOfCase) -> Self {
        let fields = form::fields(&advisory.draft.record)
            .into_iter()
            .flat_map(|group| group.fields)
            .map(|field| (field.name, field.value))
            .collect();
        let problems = advisory
            .problems
            .into_iter()
            .map(|problem| FieldProblem {
                field: problem.field,
                detail: sentence(&problem.message),
            })
            .collect();
        let missing = advisory
            .missing
            .into_iter()
            .map(|missing| MissingView {
                format: missing.format.name(),
                required: missing.need == Need::Required,
                detail: missing.sentence,
            })
            .collect();
        Self {
            fields,
            draft: advisory.draft.digest(),
            becomes: advisory.draft.becomes.as_str().to_owned(),
            change: advisory.draft.change,
            edition: advisory.edition,
            public_id: advisory.public_id,
            awaits_agreement: advisory.needs_agreement && advisory.agreed.is_none(),
            release_at: advisory.release.map(|(at, _)| at.to_string()),
            problems,
            missing,
        }
    }
}
