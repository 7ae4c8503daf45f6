//! `/desk/…/access`: who read what, signed in and was given a right; and the page that asks why a case is read.

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use desk::{AuditLine, AuditPage, Error, FieldError, Member, ReadReason};
use pages::desk::{AccessLogPage, AccessRow, AskPage};
use pages::{Choice, Field, FieldKind, path};
use policy::id::ProgramId;
use serde::Deserialize;

use super::posted;
use crate::answer::{self, Answer, failed, sentence, to};
use crate::site::{App, Site, program_ref};
use crate::visit::member;
use crate::words;

/// Where a page of the log begins.
#[derive(Deserialize)]
pub(crate) struct Before {
    before: Option<u64>,
}

/// `GET /desk/p/{program}/access`: what the audit log says about a program.
pub(crate) async fn of_program(
    State(site): State<App>,
    Path(slug): Path<String>,
    Query(ask): Query<Before>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member));
    let fail = |error: Error| failed(frame.clone(), &error);
    let id: ProgramId = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let program = site.desk.program(&id).map_err(fail)?;
    let page = site.desk.audit_of_program(&member, &id, ask.before).await.map_err(fail)?;
    let mut view = view(page, &path::access_log(&slug), ask.before.is_some());
    view.other = may_see_instance(&member).then(|| {
        (path::INSTANCE_LOG.to_owned(), "Sign-ins and sessions of the whole instance".to_owned())
    });
    view.frame = frame.clone().within(program_ref(&program));
    view.program = Some(program_ref(&program));
    answer::page(&view)
}

/// `GET /desk/access`: what it says about the instance.
pub(crate) async fn of_instance(
    State(site): State<App>,
    Query(ask): Query<Before>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member));
    let page = site.desk.audit_of_instance(&member, ask.before).await;
    let page = page.map_err(|error| failed(frame.clone(), &error))?;
    let mut view = view(page, path::INSTANCE_LOG, ask.before.is_some());
    view.frame = frame;
    answer::page(&view)
}

fn may_see_instance(member: &Member) -> bool {
    let principal = member.principal();
    [access::PermissionKind::ReadAudit, access::PermissionKind::AdministerInstance].iter().any(
        |kind| {
            access::judge(*kind, &principal, &access::Target::Instance) == access::Verdict::Allowed
        },
    )
}

fn view(page: AuditPage, place: &str, continued: bool) -> AccessLogPage {
    AccessLogPage {
        frame: pages::Frame::desk("", "", None),
        program: None,
        place: place.to_owned(),
        rows: page.lines.into_iter().map(row).collect(),
        next: page.next.map(|before| format!("{place}?before={before}")),
        continued,
        other: None,
    }
}

fn row(line: AuditLine) -> AccessRow {
    let about = match (&line.case, line.is_about_a_case, &line.object_login) {
        (Some(handle), _, _) => format!("case {handle}"),
        (None, true, _) => "a case that you may not know of".to_owned(),
        (None, false, Some(login)) if line.login.as_ref() != Some(login) => login.clone(),
        (None, false, Some(_)) => "their own account".to_owned(),
        (None, false, None) => line.object.clone(),
    };
    let details = &line.details;
    let mut why: Vec<String> = Vec::new();
    if let Some(reason) = details.reason.as_deref().and_then(ReadReason::from_name) {
        why.push(reason.words().to_owned());
    }
    why.extend(details.words.clone());
    if details.theirs == Some(false) && details.reason.is_none() {
        why.push("not assigned to them".to_owned());
    }
    why.extend(details.count.map(|count| match count {
        1 => "once".to_owned(),
        times => format!("{times} times"),
    }));
    why.extend(details.pathway.clone());
    why.extend(details.client.clone());
    if details.known_device == Some(false) {
        why.push("a device not seen before".to_owned());
    }
    AccessRow {
        index: line.index,
        when: words::when(line.at),
        who: line.login.unwrap_or(line.actor),
        what: act_in_words(&line.act),
        about,
        case: line.program.zip(line.case).map(|(program, case)| (program.to_string(), case)),
        why: why.join("; "),
    }
}

/// `RestrictedCaseRead` as "restricted case read".
pub(crate) fn act_in_words(act: &str) -> String {
    let mut words = String::new();
    for letter in act.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// `GET …/cases/{case}/reason`: asks why a case is read.
pub(crate) async fn ask_reason(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    site.desk.case_by_handle(&member, &id, &handle).await.map_err(fail)?;
    answer::page(&reason_page(&site, &member, &cookie, (&slug, &handle), ("", ""), &[]))
}

/// `POST …/cases/{case}/reason`: keeps the reason and goes on to the case.
pub(crate) async fn give_reason(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &id, &handle).await.map_err(fail)?;
    let (name, typed) = (form.text("reason"), form.text("words"));
    let given = match ReadReason::from_name(name) {
        Some(reason) => site.desk.give_reason(&member, &id, case, reason, typed).await,
        None => Err(Error::field("reason", "Choose one of the reasons.")),
    };
    match given {
        Ok(_) => Ok(to(&path::case(&slug, &handle))),
        Err(Error::Fields(wrong)) => answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &reason_page(&site, &member, &cookie, (&slug, &handle), (name, typed), &wrong),
        ),
        Err(error) => Err(fail(error)),
    }
}

fn reason_page(
    site: &Site,
    member: &Member,
    cookie: &str,
    (slug, handle): (&str, &str),
    (reason, typed): (&str, &str),
    wrong: &[FieldError],
) -> AskPage {
    let checked = |field: Field| match wrong.iter().find(|error| error.field == field.name) {
        Some(error) => field.error(sentence(&error.message)),
        None => field,
    };
    let choices =
        ReadReason::ALL.into_iter().map(|reason| Choice::new(reason.name(), reason.words()));
    AskPage {
        frame: site.desk_frame(Some(cookie), Some(member)),
        title: "Why do you open this case?".to_owned(),
        lead: vec![
            format!("Case {handle} is restricted, or it is assigned to somebody else."),
            "Your reason is written to the audit log before anything is shown, with your name and the time. It holds for eight hours.".to_owned(),
        ],
        action: path::reason(slug, handle),
        hidden: Vec::new(),
        fields: vec![
            checked(
                Field::text("reason", "Reason")
                    .kind(FieldKind::Choice(choices.collect()))
                    .required()
                    .value(reason),
            ),
            checked(
                Field::text("words", "In your words")
                    .help("At most 300 characters. Say nothing of what is in the case.")
                    .value(typed),
            ),
        ],
        button: "Open the case".to_owned(),
        error: None,
        also: None,
        instead: Some((path::QUEUE.to_owned(), "Back to the queue".to_owned())),
    }
}
