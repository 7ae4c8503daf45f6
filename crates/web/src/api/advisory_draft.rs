//! `/programs/{program}/cases/{handle}/advisory`: written beside the report, sealed until it is published.

use axum::Json;
use axum::extract::State;
use desk::{AdvisoryOfCase, AdvisoryText, Reference};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cases::open;
use super::document::{MemberLookup, MemberWrite};
use super::refused::Refused;
use super::request::{Admitted, Message, Place, Sent, SignedIn};
use super::text::Text;
use crate::answer::sentence;
use crate::problem::FieldProblem;
use crate::site::App;

/// What an advisory says. A part that is not sent is empty: a draft is replaced whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdvisoryDraft {
    /// What it is, in one line.
    #[schema(value_type = String)]
    title: Text,
    /// What an affected person must know, in a few sentences.
    #[serde(default)]
    #[schema(value_type = String)]
    summary: Text,
    /// Everything else.
    #[serde(default)]
    #[schema(value_type = String)]
    details: Text,
    /// Ecosystem of the package as OSV names it, such as `PyPI`.
    #[serde(default)]
    #[schema(value_type = String)]
    ecosystem: Text,
    /// The package or product.
    #[serde(default)]
    #[schema(value_type = String)]
    package: Text,
    /// First affected version; empty or `0`: all before the fix.
    #[serde(default)]
    #[schema(value_type = String)]
    introduced: Text,
    /// First version with the fix.
    #[serde(default)]
    #[schema(value_type = String)]
    fixed: Text,
    /// Affected versions in words.
    #[serde(default)]
    #[schema(value_type = String)]
    affected: Text,
    /// CVSS vector, versions 3.0, 3.1 or 4.0.
    #[serde(default)]
    #[schema(value_type = String)]
    cvss: Text,
    /// Weaknesses, such as `CWE-79`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    weaknesses: Vec<Text>,
    /// What to do until the fix is installed.
    #[serde(default)]
    #[schema(value_type = String)]
    workarounds: Text,
    /// Where to read more.
    #[serde(default)]
    references: Vec<ReferenceDraft>,
    /// Other identifiers, such as a CVE number.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    aliases: Vec<Text>,
}

/// Where to read more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReferenceDraft {
    /// Kind, as OSV names it: ADVISORY, FIX, REPORT, WEB …
    #[schema(value_type = String, example = "FIX")]
    kind: Text,
    /// Address.
    #[schema(value_type = String)]
    url: Text,
}

impl Message for AdvisoryDraft {}

/// What is to be published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Publication {
    /// The `last_seq` of the case as it was read. When somebody acted since, nothing is done (409).
    #[schema(minimum = 0)]
    seen: u64,
}

impl Message for Publication {}

/// The advisory of a case.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseAdvisory)]
pub(crate) struct AdvisoryView {
    /// The draft.
    draft: DraftView,
    /// The edition that is out; 0: none yet.
    edition: u32,
    /// Its public identifier, once published.
    public_id: Option<String>,
    /// What is missing or wrong before the draft can be published.
    problems: Vec<FieldProblem>,
}

/// What the draft says.
#[derive(Serialize, ToSchema)]
#[schema(as = AdvisoryText)]
pub(crate) struct DraftView {
    /// What it is, in one line.
    title: String,
    /// What an affected person must know.
    summary: String,
    /// Everything else.
    details: String,
    /// Ecosystem of the package as OSV names it.
    ecosystem: String,
    /// The package or product.
    package: String,
    /// First affected version.
    introduced: String,
    /// First version with the fix.
    fixed: String,
    /// Affected versions in words.
    affected: String,
    /// CVSS vector.
    cvss: String,
    /// Weaknesses.
    weaknesses: Vec<String>,
    /// What to do until the fix is installed.
    workarounds: String,
    /// Where to read more.
    references: Vec<ReferenceView>,
    /// Other identifiers.
    aliases: Vec<String>,
}

/// Where to read more.
#[derive(Serialize, ToSchema)]
#[schema(as = AdvisoryReference)]
pub(crate) struct ReferenceView {
    /// Kind, as OSV names it.
    kind: String,
    /// Address.
    url: String,
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
    let case = open(&site, &signed_in.member, &program, &handle).await?;
    site.desk.save_advisory_draft(&signed_in.member, &case, &draft.into()).await?;
    Ok(Json(site.desk.advisory_of(&signed_in.member, &case).await?.into()))
}

/// Publishes the draft as the next edition: page, feed, OSV record, event and log entry at once.
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
    let draft = site.desk.advisory_of(member, &case).await?.draft;
    let (acted, id) = site
        .desk
        .publish_advisory(member, &case.program, case.id, draft, Some(publication.seen))
        .await?;
    Ok(Json(Published { id, facts: acted.facts, last_seq: acted.last_seq }))
}

fn texts(list: Vec<Text>) -> Vec<String> {
    list.into_iter().map(|text| text.0).collect()
}

impl From<AdvisoryDraft> for AdvisoryText {
    fn from(draft: AdvisoryDraft) -> Self {
        Self {
            title: draft.title.0,
            summary: draft.summary.0,
            details: draft.details.0,
            ecosystem: draft.ecosystem.0,
            package: draft.package.0,
            introduced: draft.introduced.0,
            fixed: draft.fixed.0,
            affected: draft.affected.0,
            cvss: draft.cvss.0,
            weaknesses: texts(draft.weaknesses),
            workarounds: draft.workarounds.0,
            references: draft
                .references
                .into_iter()
                .map(|reference| Reference { kind: reference.kind.0, url: reference.url.0 })
                .collect(),
            aliases: texts(draft.aliases),
        }
    }
}

impl From<AdvisoryOfCase> for AdvisoryView {
    fn from(advisory: AdvisoryOfCase) -> Self {
        let problems = advisory
            .draft
            .problems()
            .into_iter()
            .map(|problem| FieldProblem {
                field: problem.field,
                detail: sentence(&problem.message),
            })
            .collect();
        let draft = advisory.draft;
        Self {
            draft: DraftView {
                title: draft.title,
                summary: draft.summary,
                details: draft.details,
                ecosystem: draft.ecosystem,
                package: draft.package,
                introduced: draft.introduced,
                fixed: draft.fixed,
                affected: draft.affected,
                cvss: draft.cvss,
                weaknesses: draft.weaknesses,
                workarounds: draft.workarounds,
                references: draft
                    .references
                    .into_iter()
                    .map(|reference| ReferenceView { kind: reference.kind, url: reference.url })
                    .collect(),
                aliases: draft.aliases,
            },
            edition: advisory.edition,
            public_id: advisory.public_id,
            problems,
        }
    }
}
