//! Advisories of a program: the list, one of them, its OSV record, the feed, and the hall of fame.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use clock::Instant;
use desk::{Error, PublishedAdvisory};
use pages::portal::{
    AdvisoriesPage, AdvisoryBody, AdvisoryCard, AdvisoryPage, CreditRow, CreditsPage, Feed,
    FeedEntry,
};
use pages::{Level, Link};

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, program_ref};
use crate::words;

/// Most advisories on the list and in the feed.
const MOST: u32 = 500;

/// `GET /p/{program}/advisories`.
pub(crate) async fn list(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let advisories = site
        .desk
        .advisories(&program.id, None, MOST)
        .await
        .map_err(|error| failed(frame.clone(), &error))?;
    answer::page(&AdvisoriesPage {
        frame,
        program: program_ref(&program),
        advisories: advisories
            .iter()
            .map(|advisory| AdvisoryCard {
                id: advisory.id.clone(),
                title: advisory.text.title.clone(),
                published: words::day(Instant::from_second(advisory.published)),
                updated: (advisory.edition > 1)
                    .then(|| words::day(Instant::from_second(advisory.modified))),
                level: level(advisory),
                summary: advisory.text.summary.clone(),
                replay: advisory.replay,
            })
            .collect(),
    })
}

/// `GET /p/{program}/advisories/{advisory}`.
pub(crate) async fn one(
    State(site): State<App>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    let mut frame = site.portal(None).within(program_ref(&program));
    let advisory = site
        .desk
        .advisory(&program.id, &id)
        .await
        .map_err(|error| failed(frame.clone(), &error))?;
    if advisory.replay {
        frame = frame.note(
            pages::NoteKind::Replay,
            "This advisory replays a public one with its real dates.",
        );
    }
    answer::page(&AdvisoryPage { frame, program: program_ref(&program), body: body(&advisory) })
}

/// `GET /p/{program}/advisories/{advisory}/osv.json`.
pub(crate) async fn osv(
    State(site): State<App>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    let advisory = site
        .desk
        .advisory(&program.id, &id)
        .await
        .map_err(|error| failed(site.portal(None), &error))?;
    let page = format!("{}{}", site.public_url(), pages::path::advisory(&slug, &advisory.id));
    let record = serde_json::to_string_pretty(&advisory.to_osv(&page)).unwrap_or_default();
    Ok(([(header::CONTENT_TYPE, "application/json")], record).into_response())
}

/// `GET /p/{program}/advisories.atom`.
pub(crate) async fn feed(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let fail = |error: Error| failed(site.portal(None), &error);
    let advisories = site.desk.advisories(&program.id, None, MOST).await.map_err(fail)?;
    let url = site.public_url();
    let page = format!("{url}{}", pages::path::advisories(&slug));
    let newest = advisories.iter().map(|advisory| advisory.modified).max();
    let founded = program.versions.first().map_or(0, |(_, since)| since.second());
    let feed = Feed {
        id: page.clone(),
        title: format!("Security advisories of {}", program.policy.program.name),
        self_href: format!("{url}{}", pages::path::feed(&slug)),
        page_href: page,
        updated: words::when(Instant::from_second(newest.unwrap_or(founded))),
        entries: advisories
            .iter()
            .map(|advisory| {
                let href = format!("{url}{}", pages::path::advisory(&slug, &advisory.id));
                FeedEntry {
                    id: href.clone(),
                    title: advisory.text.title.clone(),
                    href,
                    published: words::when(Instant::from_second(advisory.published)),
                    updated: words::when(Instant::from_second(advisory.modified)),
                    summary: advisory.text.summary.clone(),
                    author: program.policy.program.name.clone(),
                }
            })
            .collect(),
    };
    match feed.render() {
        Ok(xml) => Ok(answer::text("application/atom+xml; charset=utf-8", xml)),
        Err(error) => {
            tracing::error!(%error, "the feed was not rendered");
            Err(answer::refusal(site.portal(None), pages::problem::ProblemKind::Ours, None))
        }
    }
}

/// `GET /p/{program}/credits`: the hall of fame.
pub(crate) async fn credits(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let rows =
        site.desk.credits(&program.id).await.map_err(|error| failed(frame.clone(), &error))?;
    let page = words::program_page(
        frame.clone(),
        &program,
        &std::collections::BTreeMap::new(),
        site.desk.now(),
    );
    answer::page(&CreditsPage {
        frame,
        program: program_ref(&program),
        rule: page.credit.join(" "),
        credits: rows
            .into_iter()
            .map(|row| CreditRow {
                line: row.line,
                when: words::day(row.published_at),
                advisory: row.link.map(|href| Link { text: "Advisory".to_owned(), href }),
            })
            .collect(),
    })
}

fn level(advisory: &PublishedAdvisory) -> Level {
    words::level(advisory.severity.as_deref().and_then(|severity| severity.parse().ok()))
}

/// An advisory as its page shows it.
pub(crate) fn body(advisory: &PublishedAdvisory) -> AdvisoryBody {
    let text = &advisory.text;
    let lines = |part: &str| {
        part.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let mut affected: Vec<String> = lines(&text.affected);
    if !text.package.trim().is_empty() {
        let place = if text.ecosystem.is_empty() {
            String::new()
        } else {
            format!(" ({})", text.ecosystem)
        };
        affected.insert(0, format!("{}{place}", text.package));
    }
    AdvisoryBody {
        id: advisory.id.clone(),
        aliases: text.aliases.clone(),
        title: text.title.clone(),
        summary: text.summary.clone(),
        details: text.details.clone(),
        level: level(advisory),
        severity: text.cvss.clone(),
        weaknesses: text.weaknesses.clone(),
        affected,
        fixed: lines(&text.fixed),
        workarounds: text.workarounds.clone(),
        references: text
            .references
            .iter()
            .map(|reference| Link { href: reference.url.clone(), text: reference.url.clone() })
            .collect(),
        credits: advisory.credits.clone(),
        timeline: Vec::new(),
        edition: advisory.edition,
        published: (advisory.published > 0)
            .then(|| words::when(Instant::from_second(advisory.published))),
        updated: (advisory.edition > 1)
            .then(|| words::when(Instant::from_second(advisory.modified))),
    }
}
