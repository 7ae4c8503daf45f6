//! `/programs/{program}/statistics` and `…/checkpoint`: how promises were kept, and the log that proves it.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use desk::bucketed;
use serde::Serialize;
use utoipa::ToSchema;

use super::document::Lookup;
use super::programs::find;
use super::refused::Refused;
use super::request::Place;
use crate::answer;
use crate::site::App;

/// From so many kept promises on, a median says nothing about a single case.
const ENOUGH_FOR_A_MEDIAN: u64 = 5;

/// How a program kept its promises.
#[derive(Serialize, ToSchema)]
pub(crate) struct Statistics {
    /// When this was counted.
    #[schema(format = DateTime)]
    as_of: String,
    /// By promise, in the policy's order.
    promises: Vec<RecordView>,
}

/// The record of one promise. Counts from 1 to 4 are given as `under 5`.
#[derive(Serialize, ToSchema)]
#[schema(as = PromiseRecord)]
pub(crate) struct RecordView {
    /// The promise, by its id.
    promise: String,
    /// The promise in a sentence; nothing for one that the policy in force no longer has.
    words: Option<String>,
    /// How often it was kept in time.
    #[schema(example = "under 5", pattern = "^(0|under 5|[1-9][0-9]*)$")]
    kept: String,
    /// How often it was kept late.
    #[schema(example = "0", pattern = "^(0|under 5|[1-9][0-9]*)$")]
    kept_late: String,
    /// How often it was due and not kept.
    #[schema(example = "0", pattern = "^(0|under 5|[1-9][0-9]*)$")]
    broken: String,
    /// How often it runs now.
    #[schema(example = "12", pattern = "^(0|under 5|[1-9][0-9]*)$")]
    running: String,
    /// The median time from its start to when it was kept; nothing while fewer than five were kept.
    median_seconds: Option<u64>,
}

/// How the promises were kept.
#[utoipa::path(get, path = "/programs/{program}/statistics", tag = "evidence", operation_id = "getStatistics",
    params(("program" = String, Path, description = "The program's id", example = "sigtech")),
    responses((status = 200, description = "The record of every promise", body = Statistics), Lookup))]
pub(crate) async fn get(
    State(site): State<App>,
    Place(program): Place<String>,
) -> Result<Json<Statistics>, Refused> {
    let program = find(&site, &program)?;
    let records = site.desk.promise_records(&program).await?;
    Ok(Json(Statistics {
        as_of: site.desk.now().to_string(),
        promises: records
            .into_iter()
            .map(|record| RecordView {
                words: program.policy.promise(&record.promise).map(policy::Promise::in_words),
                kept: bucketed(record.kept),
                kept_late: bucketed(record.kept_late),
                broken: bucketed(record.broken),
                running: bucketed(record.running),
                median_seconds: record
                    .median
                    .filter(|_| record.kept.saturating_add(record.kept_late) >= ENOUGH_FOR_A_MEDIAN)
                    .map(|median| median.as_secs()),
                promise: record.promise,
            })
            .collect(),
    }))
}

/// The newest signed head of the program's log, as a C2SP signed note. Signed first when the log grew.
#[utoipa::path(get, path = "/programs/{program}/checkpoint", tag = "evidence", operation_id = "getCheckpoint",
    params(("program" = String, Path, description = "The program's id", example = "sigtech")),
    responses((status = 200, description = "The checkpoint", body = String, content_type = "text/plain"), Lookup))]
pub(crate) async fn checkpoint(
    State(site): State<App>,
    Place(program): Place<String>,
) -> Result<Response, Refused> {
    let program = find(&site, &program)?;
    let checkpoint = site.desk.sign_checkpoint(&program).await?.ok_or_else(Refused::not_found)?;
    Ok(answer::text("text/plain; charset=utf-8", checkpoint.note))
}
