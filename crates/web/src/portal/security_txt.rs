//! `security.txt` (RFC 9116): of each program, and at the well-known place for the instance's first one.

use core::time::Duration;

use axum::extract::{Path, State};
use desk::Program;
use policy::SecurityTxt;

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, Site};

/// It is renewed with every answer: what a reader fetched stays valid for half a year.
const VALID: Duration = Duration::from_secs(182 * 24 * 60 * 60);

fn write(site: &Site, program: &Program, canonical: &str) -> String {
    let url = site.desk.public_url();
    let now = site.desk.now();
    let page = |path: String| format!("{url}{path}");
    let id = program.id.as_str();
    policy::security_txt(
        &program.policy,
        &SecurityTxt {
            expires: now.checked_add(VALID).unwrap_or(now),
            canonical_url: &page(canonical.to_owned()),
            policy_url: &page(pages::path::program(id)),
            report_url: Some(&page(pages::path::report(id))),
            acknowledgments_url: Some(&page(pages::path::credits(id))),
            csaf_url: None,
        },
    )
}

/// `GET /p/{program}/security.txt`.
pub(crate) async fn of_program(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let text = write(&site, &program, &format!("/p/{slug}/security.txt"));
    Ok(answer::text("text/plain; charset=utf-8", text))
}

/// `GET /.well-known/security.txt`.
pub(crate) async fn well_known(State(site): State<App>) -> Answer {
    match site.desk.programs().first() {
        Some(program) => {
            let text = write(&site, program, "/.well-known/security.txt");
            Ok(answer::text("text/plain; charset=utf-8", text))
        }
        None => Err(failed(site.portal(None), &desk::Error::NotFound)),
    }
}
