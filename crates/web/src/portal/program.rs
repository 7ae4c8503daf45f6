//! The pages of a program: its policy, the versions of it and their feed, what the policy is for other
//! readers (SECURITY.md, JSON), and its privacy.

use axum::extract::{Path, State};
use pages::portal::{
    Feed, FeedEntry, PolicySourcePage, PolicyVersionsPage, PrivacyPage, RetentionRow,
};
use policy::render::{self, Addresses};

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, Site, program_ref};
use crate::words;

/// `GET /p/{program}`: the policy, its promises, and how they were kept.
pub(crate) async fn get(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let records = super::statistics::records(&site, &program)
        .await
        .map_err(|error| failed(frame.clone(), &error))?;
    answer::page(&words::program_page(frame, &program, &records, site.desk.now()))
}

/// `GET /p/{program}/policy`: every version, newest first (POL-10).
pub(crate) async fn versions(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    answer::page(&PolicyVersionsPage {
        frame,
        program: program_ref(&program),
        versions: words::versions(&program),
    })
}

/// `GET /p/{program}/policy/{version}`: the source of one version.
pub(crate) async fn version(
    State(site): State<App>,
    Path((slug, version)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let known = words::versions(&program).into_iter().find(|row| row.hash == version);
    let source = version.parse().ok().and_then(|version| program.source(version));
    match (known, source) {
        (Some(row), Some(source)) => answer::page(&PolicySourcePage {
            frame,
            program: program_ref(&program),
            version: row,
            source: source.to_owned(),
        }),
        _ => Err(failed(frame, &desk::Error::NotFound)),
    }
}

/// `GET /p/{program}/policy.atom`: the versions as a feed, newest first (POL-10).
pub(crate) async fn feed(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let url = site.public_url();
    let name = &program.policy.program.name;
    let page = format!("{url}{}", pages::path::versions(&slug));
    let rows = words::versions(&program);
    let updated = rows.first().map_or_else(|| words::day(site.desk.now()), |row| row.since.clone());
    let entries = rows.into_iter().map(|row| {
        let href = format!("{url}{}", pages::path::version(&slug, &row.hash));
        let changes = row.changes.iter().map(|change| {
            format!(
                "{}: {} (affects {}).",
                pages::Language::English.text(change.kind.key()),
                change.words,
                change.affects
            )
        });
        let summary = match (row.is_first, changes.collect::<Vec<_>>().join(" ")) {
            (true, _) => "The first version.".to_owned(),
            (false, changes) if changes.is_empty() => {
                "Nothing changed in what the policy says.".to_owned()
            }
            (false, changes) => changes,
        };
        FeedEntry {
            id: href.clone(),
            title: format!("Version {}", row.hash.chars().take(12).collect::<String>()),
            href,
            published: row.since.clone(),
            updated: row.since,
            summary,
            author: name.clone(),
        }
    });
    let feed = Feed {
        id: page.clone(),
        title: format!("Security policy of {name}: versions"),
        self_href: format!("{url}{}", pages::path::versions_feed(&slug)),
        page_href: page,
        updated,
        entries: entries.collect(),
    };
    match feed.render() {
        Ok(xml) => Ok(answer::text("application/atom+xml; charset=utf-8", xml)),
        Err(error) => {
            Err(failed(site.portal(None), &desk::Error::bug("feed of policy versions", &error)))
        }
    }
}

/// `GET /p/{program}/SECURITY.md`: the policy in plain words, as a file.
pub(crate) async fn security_md(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    Ok(answer::text("text/markdown; charset=utf-8", render::security_md(&program.policy)))
}

/// `GET /p/{program}/security-policy.json`: the policy for machines (docs/formats/security-policy.md).
pub(crate) async fn json(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    Ok(answer::text("application/json", document(&site, &program)))
}

/// `GET /.well-known/security-policy.json`: that of the instance's first program.
pub(crate) async fn well_known(State(site): State<App>) -> Answer {
    match site.desk.programs().first() {
        Some(program) => Ok(answer::text("application/json", document(&site, program))),
        None => Err(failed(site.portal(None), &desk::Error::NotFound)),
    }
}

fn document(site: &Site, program: &desk::Program) -> String {
    let url = site.public_url();
    let id = program.id.as_str();
    let page = |path: String| format!("{url}{path}");
    let hall = program.policy.credit.hall_of_fame.then(|| page(pages::path::credits(id)));
    render::well_known(
        &program.policy,
        &Addresses {
            policy: Some(&page(pages::path::program(id))),
            report: Some(&page(pages::path::report(id))),
            acknowledgments: hall.as_deref(),
            security_txt: Some(&page(format!("/p/{id}/security.txt"))),
            history: Some(&page(pages::path::versions(id))),
            privacy: Some(&page(pages::path::privacy(id))),
        },
    )
}

/// `GET /p/{program}/privacy`: what is stored, why, how long (POL-11).
pub(crate) async fn privacy(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let policy = &program.policy;
    let page = words::program_page(
        frame.clone(),
        &program,
        &std::collections::BTreeMap::new(),
        site.desk.now(),
    );
    let rows = policy
        .retention
        .iter()
        .map(|row| RetentionRow {
            what: words::text(format!("kept-{}", row.what.as_str().replace(' ', "-"))),
            why: row.why.clone(),
            how_long: match row.keep {
                Some(span) => words::say(format!("privacy-after-{}", row.after.as_str()))
                    .word("span", words::span(span))
                    .plain(),
                None => words::text("privacy-for-ever"),
            },
            who: words::text("privacy-who-team"),
        })
        .collect();
    answer::page(&PrivacyPage {
        frame,
        program: program_ref(&program),
        statements: page.privacy,
        rows,
        contact: policy
            .program
            .contacts
            .first()
            .map(|contact| contact.way.in_words())
            .unwrap_or_default(),
    })
}
