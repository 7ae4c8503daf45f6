//! `/desk/alerts`: what the rules noticed, and what was done about it.

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use clock::Instant;
use desk::{AlertLine, Error};
use pages::chart::{StackedBar, StackedBars, Tone};
use pages::desk::{AlertRow, AlertsPage};

use super::posted;
use crate::answer::{self, Answer, failed, to};
use crate::site::App;
use crate::visit::member;
use crate::words;

/// Days in the chart.
const DAYS: i64 = 14;
const DAY_SECONDS: i64 = 86_400;

/// `GET`: the alerts that the reader may see.
pub(crate) async fn get(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member));
    let alerts = site.desk.alerts(&member).await;
    let alerts = alerts.map_err(|error| failed(frame.clone(), &error))?;
    let counts = counts(&alerts);
    answer::page(&AlertsPage {
        frame,
        by_rule: by_rule(&counts),
        by_day: by_day(&alerts, site.desk.now()),
        counts,
        rows: alerts.into_iter().map(row).collect(),
    })
}

/// `POST`: somebody looked at an alert.
pub(crate) async fn seen(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    site.desk.see_alert(&member, form.text("alert")).await.map_err(fail)?;
    Ok(to(pages::path::ALERTS))
}

fn counts(alerts: &[AlertLine]) -> Vec<(String, usize, usize)> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for alert in alerts {
        let (waiting, seen) = counts.entry(&alert.rule).or_default();
        *(if alert.seen.is_some() { seen } else { waiting }) += 1;
    }
    counts.into_iter().map(|(rule, (waiting, seen))| (rule.to_owned(), waiting, seen)).collect()
}

fn parts(waiting: usize, seen: usize) -> Vec<(Tone, u32)> {
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    vec![(Tone::Broken, small(waiting)), (Tone::Kept, small(seen))]
}

fn by_rule(counts: &[(String, usize, usize)]) -> Option<StackedBars> {
    if counts.is_empty() {
        return None;
    }
    let all: usize = counts.iter().map(|(_, waiting, seen)| waiting + seen).sum();
    Some(StackedBars {
        title: "Alerts by rule".to_owned(),
        description: format!(
            "{all} alerts of {} rules; each bar shows first those that nobody looked at. The table below has the numbers.",
            counts.len()
        ),
        id: "alerts-by-rule".to_owned(),
        bars: counts
            .iter()
            .map(|(rule, waiting, seen)| StackedBar {
                label: format!("{rule}: {}", waiting + seen),
                parts: parts(*waiting, *seen),
            })
            .collect(),
    })
}

fn by_day(alerts: &[AlertLine], now: Instant) -> Option<StackedBars> {
    let today = now.second().div_euclid(DAY_SECONDS);
    let mut days: BTreeMap<i64, (usize, usize)> =
        (0..DAYS).map(|back| (today - back, (0, 0))).collect();
    for alert in alerts {
        if let Some((waiting, seen)) = days.get_mut(&alert.at.second().div_euclid(DAY_SECONDS)) {
            *(if alert.seen.is_some() { seen } else { waiting }) += 1;
        }
    }
    let all: usize = days.values().map(|(waiting, seen)| waiting + seen).sum();
    if all == 0 {
        return None;
    }
    Some(StackedBars {
        title: "Alerts by day".to_owned(),
        description: format!(
            "{all} alerts within the last {DAYS} days, the newest day first; each bar shows first those that nobody looked at."
        ),
        id: "alerts-by-day".to_owned(),
        bars: days
            .into_iter()
            .rev()
            .map(|(day, (waiting, seen))| StackedBar {
                label: format!(
                    "{}: {}",
                    words::day(Instant::from_second(day * DAY_SECONDS)).words,
                    waiting + seen
                ),
                parts: parts(waiting, seen),
            })
            .collect(),
    })
}

fn row(alert: AlertLine) -> AlertRow {
    let about = match (&alert.login, alert.is_own, alert.subject.as_str()) {
        (Some(login), true, _) => format!("{login} (you)"),
        (Some(login), false, _) => login.clone(),
        (None, _, "token") => "a token of the API".to_owned(),
        (None, _, "network") => "a network; which one is not kept".to_owned(),
        (None, _, "instance") => "the instance as a whole".to_owned(),
        (None, _, _) => "an account that is gone".to_owned(),
    };
    AlertRow {
        id: alert.id,
        when: words::when(alert.at),
        rule: alert.rule,
        counts: alert.counts.to_owned(),
        count: alert.count,
        about,
        done: alert.done.to_owned(),
        seen: alert.seen.map(words::when),
        may_see: alert.may_see,
    }
}
