//! `security.txt` (RFC 9116): of each program, and at the well-known place for the instance's first one.

use axum::extract::{Path, State};
use desk::Program;
use policy::SecurityTxt;

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, Site};

const TEXT: &str = "text/plain; charset=utf-8";

/// It is renewed with every answer: what a reader fetched stays valid for half a year. Signed when the
/// operator configured a key (RFC 9116 §2.3).
fn write(site: &Site, program: &Program, canonical: &str) -> String {
    let url = site.public_url();
    let now = site.desk.now();
    let page = |path: String| format!("{url}{path}");
    let id = program.id.as_str();
    let csaf = page(site.desk.csaf_metadata_path(program));
    let text = policy::security_txt(
        &program.policy,
        &SecurityTxt {
            expires: now.checked_add(policy::security_txt_usually()).unwrap_or(now),
            canonical_url: &page(canonical.to_owned()),
            policy_url: &page(pages::path::program(id)),
            report_url: Some(&page(pages::path::report(id))),
            acknowledgments_url: Some(&page(pages::path::credits(id))),
            csaf_url: Some(csaf.as_str()).filter(|url| url.starts_with("https://")),
        },
    );
    match site.desk.openpgp() {
        Some(key) => key.clear_sign(&text, u32::try_from(now.second()).unwrap_or(u32::MAX)),
        None => text,
    }
}

/// `GET /p/{program}/security.txt`.
pub(crate) async fn of_program(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let text = write(&site, &program, &format!("/p/{slug}/security.txt"));
    Ok(answer::text(TEXT, text))
}

/// `GET /.well-known/security.txt`.
pub(crate) async fn well_known(State(site): State<App>) -> Answer {
    match site.desk.programs().first() {
        Some(program) => {
            let text = write(&site, program, "/.well-known/security.txt");
            Ok(answer::text(TEXT, text))
        }
        None => Err(failed(site.portal(None), &desk::Error::NotFound)),
    }
}
