//! Advisories of a program: the list, one of them in every format, the feed, and the hall of fame.

use advisory::format::page::Page as Words;
use advisory::{Advisory, Place, diff, format, publication};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use clock::Instant;
use desk::{EditionFacts, Error, PublicDocument, PublishedAdvisory};
use pages::portal::{
    AdvisoriesPage, AdvisoryBody, AdvisoryCard, AdvisoryPage, CreditRow, CreditYear, CreditsPage,
    EditionRow, Fact, Feed, FeedEntry, Milestone, ProductRow, Section,
};
use pages::{Level, Link};

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, FeedState, Site, program_ref};
use crate::words;

/// Most advisories on the list and in the feed.
const MOST: u32 = 500;

/// The file beside an advisory that proves that the program's log names it.
pub(crate) const EDITION_PROOF: &str = "edition.proof";

/// What the page shows elsewhere, or knows better.
const SHOWN_ELSEWHERE: [&str; 6] =
    ["Advisory", "Published", "Changed", "Edition", "Severity", "Address"];

/// The address of a program, without a slash at its end.
pub(crate) fn address(site: &Site, slug: &str) -> String {
    format!("{}/p/{slug}", site.public_url())
}

/// `GET /p/{program}/advisories`.
pub(crate) async fn list(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let advisories = site
        .desk
        .advisories(&program.id, None, MOST)
        .await
        .map_err(|error| failed(frame.clone(), &error))?;
    answer::page(&list_page(&site, &program, &advisories))
}

/// The list as a page.
pub(crate) fn list_page(
    site: &Site,
    program: &desk::Program,
    advisories: &[PublishedAdvisory],
) -> AdvisoriesPage {
    AdvisoriesPage {
        frame: site.portal(None).within(program_ref(program)),
        program: program_ref(program),
        advisories: advisories.iter().map(|one| card(&one.record, one.replay)).collect(),
        by_mail: super::subscription::is_offered(site),
    }
}

fn card(record: &Advisory, replay: bool) -> AdvisoryCard {
    AdvisoryCard {
        id: record.id.to_string(),
        title: record.title.clone(),
        published: words::day(record.published().unwrap_or(Instant::from_second(0))),
        updated: record.modified().filter(|_| record.edition() > 1).map(words::day),
        level: level(record),
        summary: record.summary.clone(),
        replay,
    }
}

/// `GET /p/{program}/advisories/{advisory}`.
pub(crate) async fn one(
    State(site): State<App>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let fail = |error: Error| failed(frame.clone(), &error);
    let advisory = site.desk.advisory(&program.id, &id).await.map_err(fail)?;
    let editions = site.desk.editions(&program.id, &id).await.map_err(fail)?;
    answer::page(&page(&site, &program, &advisory, &editions))
}

/// The page of an advisory.
pub(crate) fn page(
    site: &Site,
    program: &desk::Program,
    advisory: &PublishedAdvisory,
    editions: &[EditionFacts],
) -> AdvisoryPage {
    let slug = program.id.as_str();
    let mut frame = site.portal(None).within(program_ref(program));
    if advisory.replay {
        frame = frame.note(pages::NoteKind::Replay, words::text("about-replayed-advisory"));
    }
    let record = &advisory.record;
    let place = publication::place(&address(site, slug), record);
    let mut body = body(record, &place);
    body.editions = if editions.len() > 1 { history(editions) } else { Vec::new() };
    let ready = publication::PUBLISHED.iter().copied().filter(|format| {
        let needs = publication::needs(record, *format, &place);
        !needs.iter().any(|missing| missing.need == advisory::Need::Required)
    });
    let file = |name: &str| pages::path::advisory_file(slug, record.id.as_str(), name);
    let formats = ready.clone().map(|format| Link {
        text: format.name().to_owned(),
        href: file(publication::name(format)),
    });
    // OpenPGP's lie in the CSAF folder, whose metadata names the key; whether there are any, the operator decides.
    let signed = ready.filter(|format| publication::signature_end(*format) == ".minisig");
    let signatures = signed.map(|format| {
        let name = format!("{}.minisig", publication::name(format));
        Link { href: file(&name), text: name }
    });
    let key = Link { text: "minisign.pub".to_owned(), href: pages::path::minisign_key(slug) };
    // What came out before the log named files has no proof.
    let is_proven = editions.last().is_some_and(|edition| edition.is_proven);
    let proof =
        is_proven.then(|| Link { text: EDITION_PROOF.to_owned(), href: file(EDITION_PROOF) });
    AdvisoryPage {
        frame,
        program: program_ref(program),
        body,
        formats: formats.collect(),
        signatures: signatures.chain([key]).chain(proof).collect(),
    }
}

/// `GET /p/{program}/advisories/{advisory}/{file}`: the advisory in a format.
pub(crate) async fn file(
    State(site): State<App>,
    Path((slug, id, name)): Path<(String, String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    let fail = |error: Error| failed(site.portal(None), &error);
    if name == EDITION_PROOF {
        let head = site.desk.sign_checkpoint(&program).await.map_err(fail)?;
        let head = head.ok_or(Error::NotFound).map_err(fail)?;
        let proof = site.desk.edition_proof(&program.id, &head, &id).await.map_err(fail)?;
        return Ok(answer::text("text/plain; charset=utf-8", proof));
    }
    let (name, signature) = [".asc", ".minisig"]
        .into_iter()
        .find_map(|end| Some((name.strip_suffix(end)?, Some(end))))
        .unwrap_or((name.as_str(), None));
    let format = publication::named(name).ok_or(Error::NotFound).map_err(fail)?;
    if signature.is_some_and(|end| end != publication::signature_end(format)) {
        return Err(fail(Error::NotFound));
    }
    let is_signature = signature.is_some();
    let document = site.desk.advisory_in(&program.id, &id, format).await.map_err(fail)?;
    match (is_signature, document.signature.clone()) {
        (false, _) => Ok(served(document)),
        (true, Some(signature)) => Ok(answer::text("text/plain; charset=utf-8", signature)),
        (true, None) => Err(fail(Error::NotFound)),
    }
}

/// `GET /p/{program}/minisign.pub`: the key under everything but CSAF.
pub(crate) async fn minisign_key(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let key = site.desk.minisign_public_key(&program);
    Ok(answer::text("text/plain; charset=utf-8", key))
}

/// A published document as it was rendered.
pub(crate) fn served(document: PublicDocument) -> Response {
    let kind = HeaderValue::from_str(&document.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    ([(header::CONTENT_TYPE, kind)], document.body).into_response()
}

/// `GET /p/{program}/advisories.atom`.
pub(crate) async fn feed(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let fail = |error: Error| failed(site.portal(None), &error);
    let editions = site.desk.editions_out(&program.id).await.map_err(fail)?;
    // What the feed says changes with an edition, and with the policy.
    let state = FeedState { editions, policies: program.versions.len() };
    if let Some(xml) = site.kept_feed(&program.id, state) {
        return Ok(served_feed(xml));
    }
    let advisories = site.desk.advisories(&program.id, None, MOST).await.map_err(fail)?;
    match atom(&site, &program, advisories).render() {
        Ok(xml) => {
            let xml = Bytes::from(xml);
            site.keep_feed(&program.id, state, xml.clone());
            Ok(served_feed(xml))
        }
        Err(error) => {
            tracing::error!(%error, "the feed was not rendered");
            Err(answer::refusal(site.portal(None), pages::problem::ProblemKind::Ours, None))
        }
    }
}

fn served_feed(xml: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response()
}

/// The feed of these advisories.
pub(crate) fn atom(
    site: &Site,
    program: &desk::Program,
    advisories: Vec<PublishedAdvisory>,
) -> Feed {
    let slug = program.id.as_str();
    let url = site.public_url();
    let page = format!("{url}{}", pages::path::advisories(slug));
    let placed: Vec<(Advisory, Place)> = advisories
        .into_iter()
        .map(|advisory| {
            let place = publication::place(&address(site, slug), &advisory.record);
            (advisory.record, place)
        })
        .collect();
    let (entries, newest) =
        format::atom::feed(placed.iter().map(|(record, place)| (record, place)));
    let founded = program.versions.first().map_or(Instant::from_second(0), |(_, since)| *since);
    Feed {
        id: page.clone(),
        title: format!("Security advisories of {}", program.policy.program.name),
        self_href: format!("{url}{}", pages::path::feed(slug)),
        page_href: page,
        updated: words::when(newest.unwrap_or(founded)),
        entries: entries
            .into_iter()
            .map(|entry| FeedEntry {
                id: entry.id,
                title: entry.title,
                href: entry.href,
                published: words::when(entry.published),
                updated: words::when(entry.updated),
                summary: entry.summary,
                author: entry.author,
            })
            .collect(),
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
        years: by_year(rows),
    })
}

/// The lines of the hall of fame under their years; they come with the latest year first.
fn by_year(rows: Vec<desk::Credited>) -> Vec<CreditYear> {
    let mut years: Vec<CreditYear> = Vec::new();
    for row in rows {
        let year = row.year.to_string();
        let credit = CreditRow {
            line: row.line,
            when: words::day(row.published_at),
            advisory: row.link.map(|href| Link {
                text: href.rsplit('/').next().unwrap_or_default().to_owned(),
                href,
            }),
        };
        match years.last_mut() {
            Some(last) if last.year == year => last.credits.push(credit),
            _ => years.push(CreditYear { year, credits: vec![credit] }),
        }
    }
    years
}

fn level(record: &Advisory) -> Level {
    use advisory::model::Level as Word;
    match record.severity.in_one_word() {
        None => Level::Unknown,
        Some(Word::None | Word::Low) => Level::Low,
        Some(Word::Medium) => Level::Medium,
        Some(Word::High) => Level::High,
        Some(Word::Critical) => Level::Critical,
    }
}

/// The editions of an advisory, each with what it changed.
pub(crate) fn history(editions: &[EditionFacts]) -> Vec<EditionRow> {
    let mut before: Option<&Advisory> = None;
    editions
        .iter()
        .map(|edition| {
            let record = &edition.record;
            let changes = before.map_or_else(Vec::new, |before| {
                diff(before, record).into_iter().map(|change| change.words).collect()
            });
            before = Some(record);
            EditionRow {
                number: record.edition(),
                stage: record.status.as_str().to_owned(),
                when: words::when(edition.published),
                words: record.revisions.last().map_or(String::new(), |last| last.summary.clone()),
                changes,
            }
        })
        .collect()
}

/// An advisory as its page shows it.
pub(crate) fn body(record: &Advisory, place: &Place) -> AdvisoryBody {
    let words = Words::of(record, place);
    let mut facts: Vec<Fact> = Vec::new();
    for fact in words.facts.into_iter().filter(|fact| !SHOWN_ELSEWHERE.contains(&fact.name)) {
        match facts.last_mut() {
            Some(last) if last.name == fact.name => last.lines.push(fact.value),
            _ => facts.push(Fact { name: fact.name.to_owned(), lines: vec![fact.value] }),
        }
    }
    AdvisoryBody {
        id: record.id.to_string(),
        title: words.title,
        notice: words.notice,
        level: level(record),
        facts,
        products: words
            .products
            .into_iter()
            .map(|product| ProductRow {
                name: product.name,
                package: product.package,
                standing: product.standing.to_owned(),
                versions: product.versions,
                fixed: product.fixed.join(", "),
                reason: product.reason,
            })
            .collect(),
        sections: words
            .sections
            .into_iter()
            .map(|section| Section { heading: section.heading.to_owned(), text: section.text })
            .collect(),
        references: words
            .references
            .into_iter()
            .map(|link| Link {
                text: if link.title == "Web page" { link.url.clone() } else { link.title },
                href: link.url,
            })
            .collect(),
        credits: words.credits,
        timeline: record
            .timeline
            .iter()
            .map(|moment| Milestone { when: words::when(moment.at), words: moment.what.clone() })
            .collect(),
        editions: Vec::new(),
        edition: record.edition(),
        published: record.published().map(words::when),
        updated: record.modified().filter(|_| record.edition() > 1).map(words::when),
    }
}
