//! `/desk/p/{program}/cases/{case}/advisory`: the advisory, written beside the report.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use case::{Actor, CommandKind};
use desk::{
    AdvisoryText, Error, FieldError, Member, OpenCase, Program, PublishedAdvisory, Reference,
};
use pages::desk::{EditorPage, Publication};
use pages::{Field, FieldKind, Input};

use super::{case::back, opened, posted};
use crate::answer::{self, Answer, failed, sentence};
use crate::form::Form;
use crate::portal::advisories::body;
use crate::site::{App, Site, program_ref};
use crate::visit::member;
use crate::words;

/// What has to be typed to publish.
const CONFIRM: &str = "publish";

/// `GET`: the editor.
pub(crate) async fn get(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
    let advisory = site
        .desk
        .advisory_of(&member, &case)
        .await
        .map_err(|error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error))?;
    let shown =
        Shown { text: advisory.draft, wrong: &[], error: None, confirm: None, saved: false };
    answer::page(&view(&site, &member, &cookie, &program, &case, shown, advisory.edition))
}

/// `POST`: keep the draft, preview it, or publish it.
pub(crate) async fn post(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
    let edition = site.desk.advisory_of(&member, &case).await.map_err(fail)?.edition;
    let text = read(&form);
    site.desk.save_advisory_draft(&member, &case, &text).await.map_err(fail)?;
    if form.text("act") != "publish" {
        let shown = Shown { text, wrong: &[], error: None, confirm: None, saved: true };
        return answer::page(&view(&site, &member, &cookie, &program, &case, shown, edition));
    }
    if form.text("confirm") != CONFIRM {
        let confirm = Some(Input::wrong(
            form.text("confirm"),
            format!("Type \u{201c}{CONFIRM}\u{201d} to publish. Nothing was published."),
        ));
        let shown = Shown { text, wrong: &[], error: None, confirm, saved: true };
        return answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &view(&site, &member, &cookie, &program, &case, shown, edition),
        );
    }
    let seen = form.text("expected_seq").parse().ok();
    let published =
        site.desk.publish_advisory(&member, &program.id, case.id, text.clone(), seen).await;
    match published {
        Ok(_) => Ok(back(&slug, &handle)),
        Err(error @ (Error::Fields(_) | Error::Refused(_) | Error::Conflict)) => {
            let (wrong, general) = match &error {
                Error::Fields(fields) => (fields.clone(), None),
                other => (Vec::new(), Some(sentence(&other.to_string()))),
            };
            let status = StatusCode::from_u16(answer::kind_of(&error).status())
                .unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let shown = Shown { text, wrong: &wrong, error: general, confirm: None, saved: true };
            answer::page_with(
                status,
                &view(&site, &member, &cookie, &program, &case, shown, edition),
            )
        }
        Err(error) => Err(fail(error)),
    }
}

struct Shown<'a> {
    text: AdvisoryText,
    wrong: &'a [FieldError],
    error: Option<String>,
    confirm: Option<Input>,
    saved: bool,
}

fn read(form: &Form) -> AdvisoryText {
    let text = |name: &str| form.text(name).to_owned();
    let lines = |name: &str| -> Vec<String> {
        form.text(name)
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned)
            .collect()
    };
    AdvisoryText {
        title: text("title"),
        summary: text("summary"),
        details: text("details"),
        ecosystem: text("ecosystem"),
        package: text("package"),
        introduced: text("introduced"),
        fixed: text("fixed"),
        affected: text("affected"),
        cvss: text("cvss"),
        weaknesses: lines("weaknesses"),
        workarounds: text("workarounds"),
        references: lines("references")
            .into_iter()
            .map(|line| match line.split_once(' ') {
                Some((kind, url)) if kind.bytes().all(|b| b.is_ascii_uppercase()) => {
                    Reference { kind: kind.to_owned(), url: url.trim().to_owned() }
                }
                _ => Reference { kind: "WEB".to_owned(), url: line },
            })
            .collect(),
        aliases: lines("aliases"),
    }
}

fn view(
    site: &Site,
    member: &Member,
    cookie: &str,
    program: &Arc<Program>,
    case: &OpenCase,
    shown: Shown<'_>,
    edition: u32,
) -> EditorPage {
    let now = site.desk.now();
    let text = &shown.text;
    let allowed = case::open_commands(&case.state, &Actor::Member(member.user), &case.policy, now)
        .into_iter()
        .find(|(spec, _)| spec.kind == CommandKind::PublishAdvisory)
        .map(|(_, allowed)| allowed);
    let publication = match allowed {
        Some(Err(refusal)) => Publication::Closed { why: sentence(&refusal.to_string()) },
        _ => Publication::Open {
            phrase: CONFIRM.to_owned(),
            confirm: shown.confirm.unwrap_or_default(),
            effects: vec![
                format!(
                    "Edition {} becomes public at once: as a page, in the feed and as an OSV record.",
                    edition.saturating_add(1)
                ),
                "The reporter sees it in the mailbox.".to_owned(),
                "The ledger records it; it can be corrected by a new edition, never taken back unseen.".to_owned(),
            ],
        },
    };
    let preview = PublishedAdvisory {
        id: "(given when it is published)".to_owned(),
        edition: edition.saturating_add(1),
        text: shown.text.clone(),
        credits: Vec::new(),
        severity: case.state.severity.map(|severity| severity.to_string()),
        replay: case.replay,
        published: 0,
        modified: 0,
    };
    EditorPage {
        frame: site.desk_frame(Some(cookie), Some(member)).within(program_ref(program)),
        program: program_ref(program),
        case: case.handle.clone(),
        handle: case.handle.clone(),
        fields: fields(text, shown.wrong),
        preview: (!text.title.is_empty()).then(|| body(&preview)),
        missing: text.problems().into_iter().map(|problem| problem.message).collect(),
        publication,
        error: shown.error,
        saved: shown.saved.then(|| words::when(now)),
        expected_seq: case.last_seq,
    }
}

fn fields(text: &AdvisoryText, wrong: &[FieldError]) -> Vec<Field> {
    let references: Vec<String> = text
        .references
        .iter()
        .map(|reference| format!("{} {}", reference.kind, reference.url))
        .collect();
    [
        ("title", "Title", "What it is, in one line.", FieldKind::Text, text.title.clone()),
        ("summary", "Summary", "Who is affected, what can happen, what to do.", FieldKind::LongText, text.summary.clone()),
        ("details", "Details", "Everything else.", FieldKind::LongText, text.details.clone()),
        ("ecosystem", "Ecosystem", "As OSV names it, such as PyPI, npm, crates.io or Maven. Empty when the product is in none.", FieldKind::Text, text.ecosystem.clone()),
        ("package", "Package or product", "", FieldKind::Text, text.package.clone()),
        ("introduced", "First affected version", "Empty: every version before the fix.", FieldKind::Text, text.introduced.clone()),
        ("fixed", "First version with the fix", "", FieldKind::Text, text.fixed.clone()),
        ("affected", "Affected versions, in words", "", FieldKind::LongText, text.affected.clone()),
        ("cvss", "CVSS vector", "Such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H. May be empty.", FieldKind::Text, text.cvss.clone()),
        ("weaknesses", "Weaknesses", "CWE-79, one on each line.", FieldKind::LongText, text.weaknesses.join("\n")),
        ("workarounds", "Workarounds", "What to do until the fix is installed.", FieldKind::LongText, text.workarounds.clone()),
        ("references", "References", "One on each line: a kind as OSV names it (FIX, REPORT, WEB …) and the address.", FieldKind::LongText, references.join("\n")),
        ("aliases", "Other identifiers", "Such as a CVE number, one on each line.", FieldKind::LongText, text.aliases.join("\n")),
    ]
    .into_iter()
    .map(|(name, label, help, kind, value)| {
        let field = Field::text(name, label).help(help).kind(kind).value(value);
        match wrong.iter().find(|error| error.field == name) {
            Some(error) => field.error(sentence(&error.message)),
            None => field,
        }
    })
    .collect()
}
