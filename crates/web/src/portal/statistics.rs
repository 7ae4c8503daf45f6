//! How a program kept its promises, in public: from deadlines and outcomes only, small counts in buckets.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use clock::in_words;
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
                format!("{} so far", bucketed(over))
            } else {
                let mut words = format!("kept {} of {over}", record.kept);
                if let Some(median) = record.median {
                    words.push_str(&format!(", median {}", in_words(median)));
                }
                words
            };
            (record.promise, words)
        })
        .collect())
}

/// `GET /p/{program}/statistics`.
pub(crate) async fn get(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let fail = |error: Error| failed(frame.clone(), &error);
    let records = site.desk.promise_records(&program).await.map_err(fail)?;
    let checkpoint = site.desk.latest_checkpoint(&program).await.map_err(fail)?;
    let count = |number: u64| Count {
        words: bucketed(number),
        size: u32::try_from(number).unwrap_or(u32::MAX).max(u32::from(number > 0)),
    };
    let promises = records
        .into_iter()
        .map(|record| PromiseStatistic {
            promise: program
                .policy
                .promise(&record.promise)
                .map_or_else(|| record.promise.clone(), policy::Promise::in_words),
            law: program
                .policy
                .pack_of(&record.promise)
                .map_or_else(String::new, |pack| pack.name.clone()),
            kept: count(record.kept),
            broken: count(record.kept_late + record.broken),
            running: count(record.running),
            median: record.median.filter(|_| record.kept + record.kept_late >= FEW).map(in_words),
        })
        .collect();
    answer::page(&StatisticsPage {
        program: program_ref(&program),
        as_of: words::when(site.desk.now()),
        promises,
        bucketing: "Counts from 1 to 4 are shown as \u{201c}under 5\u{201d}, so that nobody can tell a single case by them.".to_owned(),
        checkpoint: checkpoint.map(|checkpoint| Checkpoint {
            text: checkpoint.note,
            size: checkpoint.size.to_string(),
            key: program.ledger_key(),
        }),
        frame,
    })
}
