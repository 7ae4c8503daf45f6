//! How a program kept its promises, in public: from deadlines and outcomes only, small counts in buckets.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use desk::{Error, Program, bucketed};
use pages::portal::{Checkpoint, Count, PromiseStatistic, StatisticsPage};

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, Site, program_ref};
use crate::words;

/// Fewer cases than this are not counted exactly in public.
const FEW: u64 = 5;

/// The record of each promise, in a few words: "kept 12 of 13, median 5 hours".
pub(crate) async fn records(
    site: &Site,
    program: &Program,
) -> Result<BTreeMap<String, String>, Error> {
    Ok(site
        .desk
        .promise_records(program)
        .await?
        .into_iter()
        .filter(|record| record.kept + record.kept_late + record.broken > 0)
        .map(|record| {
            let over = record.kept + record.kept_late + record.broken;
            // A few cases would tell about single ones.
            let words = if over < FEW {
                words::say("record-few").word("count", counted(over)).plain()
            } else {
                let id = if record.median.is_some() { "record-kept-median" } else { "record-kept" };
                words::say(id)
                    .word("kept", record.kept)
                    .word("all", over)
                    .word("median", record.median.map(words::duration).unwrap_or_default())
                    .plain()
            };
            (record.promise, words)
        })
        .collect())
}

/// A count as the public may see it.
fn counted(count: u64) -> String {
    match count {
        1..FEW => words::say("few").word("limit", FEW).plain(),
        _ => bucketed(count),
    }
}

/// `GET /p/{program}/statistics`.
pub(crate) async fn get(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let fail = |error: Error| failed(frame.clone(), &error);
    let records = site.desk.promise_records(&program).await.map_err(fail)?;
    let checkpoint = site.desk.latest_checkpoint(&program).await.map_err(fail)?;
    let count = |number: u64| Count {
        words: counted(number),
        size: u32::try_from(number).unwrap_or(u32::MAX).max(u32::from(number > 0)),
    };
    let promises = records
        .into_iter()
        .map(|record| PromiseStatistic {
            promise: program
                .policy
                .promise(&record.promise)
                .map_or_else(|| record.promise.clone(), words::promise_long),
            law: program
                .policy
                .pack_of(&record.promise)
                .map_or_else(String::new, |pack| pack.name.clone()),
            kept: count(record.kept),
            broken: count(record.kept_late + record.broken),
            running: count(record.running),
            median: record
                .median
                .filter(|_| record.kept + record.kept_late >= FEW)
                .map(words::duration),
        })
        .collect();
    answer::page(&StatisticsPage {
        program: program_ref(&program),
        as_of: words::when(site.desk.now()),
        promises,
        bucketing: words::text("statistics-bucketing"),
        checkpoint: checkpoint.map(|checkpoint| Checkpoint {
            text: checkpoint.note,
            size: checkpoint.size.to_string(),
            key: program.ledger_key(),
        }),
        frame,
    })
}
