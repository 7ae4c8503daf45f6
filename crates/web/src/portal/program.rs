//! The pages of a program: its policy, the versions of it, and its privacy.

use axum::extract::{Path, State};
use pages::portal::{PolicySourcePage, PolicyVersionsPage, PrivacyPage, RetentionRow};

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, program_ref};
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
            what: row.what.to_string(),
            why: row.why.clone(),
            how_long: match row.keep {
                Some(span) => format!("{span} after it was {}", row.after),
                None => "as long as the program exists".to_owned(),
            },
            who: "the team; sealed on the disk".to_owned(),
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
