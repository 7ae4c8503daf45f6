//! `/desk/p/{program}/members`: who is in the team.

use access::{PermissionKind, Role};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use desk::{Audience, Error, FieldError, Member};
use pages::desk::{MemberRow, MembersPage};
use pages::words::count;
use pages::{Choice, Field, FieldKind};

use super::posted;
use crate::answer::{self, Answer, failed, sentence, to};
use crate::site::{App, Site, program_ref};
use crate::visit::member;
use crate::words;

/// `GET`: the list.
pub(crate) async fn get(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let page = view(&site, &member, &cookie, &slug, &[], "")
        .await
        .map_err(|error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error))?;
    answer::page(&page)
}

/// `POST`: a new member.
pub(crate) async fn add(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let role = Role::from_name(form.text("role"))
        .ok_or_else(|| fail(Error::field("role", "Choose one of the roles.")))?;
    let passphrase = form.texts.get("passphrase").map_or("", String::as_str);
    match site.desk.add_member(&member, &program, form.text("login"), passphrase, role).await {
        Ok(_) => Ok(to(&pages::path::members(&slug))),
        Err(Error::Fields(wrong)) => {
            let page = view(&site, &member, &cookie, &slug, &wrong, form.text("login"))
                .await
                .map_err(fail)?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(fail(error)),
    }
}

/// `POST …/remove`: disables an account at once.
pub(crate) async fn remove(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let user = form.text("member").parse().map_err(|_| fail(Error::NotFound))?;
    site.desk.remove_member(&member, &program, user).await.map_err(fail)?;
    Ok(to(&pages::path::members(&slug)))
}

/// `POST …/reset-factor`: takes a member's second factors away.
pub(crate) async fn reset_factor(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let user = form.text("member").parse().map_err(|_| fail(Error::NotFound))?;
    site.desk.reset_second_factor(&member, &program, user).await.map_err(fail)?;
    Ok(to(&pages::path::members(&slug)))
}

/// `POST …/reset`: gives a member who lost everything a new account and key.
pub(crate) async fn reset(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let user = form.text("member").parse().map_err(|_| fail(Error::NotFound))?;
    let reset = site.desk.reset_member(&member, &program, user).await.map_err(fail)?;
    let mut lead = vec![
        "Hand these words over in person, and to nobody else: they are the passphrase of the new account until its owner chooses another, which is the first thing that can be done with it. The authenticator app stays the one it was.".to_owned(),
        "Passkeys, API tokens and roles on single cases ended with the old account.".to_owned(),
    ];
    if !reset.left_to_others.is_empty() {
        let names: Vec<String> = reset.left_to_others.iter().map(ToString::to_string).collect();
        lead.push(format!(
            "You own not every program: ask the owners of {} to add this member again.",
            names.join(", ")
        ));
    }
    let page = pages::desk::ShownOncePage {
        frame: site.desk_frame(Some(&cookie), Some(&member)),
        title: "A new key".to_owned(),
        lead,
        lines: vec![reset.words],
        next: (pages::path::members(&slug), "They are handed over; go on".to_owned()),
    };
    answer::page_with(StatusCode::CREATED, &page)
}

async fn view(
    site: &Site,
    member: &Member,
    cookie: &str,
    slug: &str,
    wrong: &[FieldError],
    login: &str,
) -> Result<MembersPage, Error> {
    let id: policy::id::ProgramId = slug.parse().map_err(|_| Error::NotFound)?;
    let program = site.desk.program(&id)?;
    let members = site.desk.members(member, &id).await?;
    let owner = member.may_in(&id, PermissionKind::ManageMembers);
    let error_of = |field: Field| match wrong.iter().find(|error| error.field == field.name) {
        Some(error) => field.error(sentence(&error.message)),
        None => field,
    };
    let fields = if owner {
        vec![
            error_of(Field::text("login", "Name to sign in with").required().value(login)),
            error_of(
                Field::text("passphrase", "First passphrase")
                    .help("For a new account: at least 12 characters, handed over in person. Empty for somebody who has an account.")
                    .kind(FieldKind::Secret),
            ),
            error_of(
                Field::text("role", "Role")
                    .kind(FieldKind::Choice(
                        Role::ALL
                            .into_iter()
                            .filter(|role| *role != Role::Guest)
                            .map(|role| Choice::new(role.name(), role.label()).help(role.help()))
                            .collect(),
                    ))
                    .value("analyst"),
            ),
        ]
    } else {
        Vec::new()
    };
    Ok(MembersPage {
        frame: site.desk_frame(Some(cookie), Some(member)).within(program_ref(&program)),
        program: program_ref(&program),
        members: members
            .into_iter()
            .map(|facts| MemberRow {
                id: facts.user.to_string(),
                service: facts.is_service,
                you: facts.user == member.user,
                removable: owner && facts.user != member.user,
                name: facts.login,
                role: facts.role.label().to_owned(),
                since: words::day(facts.since),
            })
            .collect(),
        told: told(&site.desk.audience(member, &id).await?),
        fields,
        error: None,
    })
}

/// Who is told of advisories besides, in sentences.
fn told(audience: &Audience) -> Vec<String> {
    let mut told = Vec::new();
    let waiting = |number, one, many| match number {
        0 => String::new(),
        number => format!(" {} to be taken.", count(number, one, many)),
    };
    if audience.by_mail || audience.subscribers > 0 {
        let subscribers = count(audience.subscribers, "subscriber", "subscribers");
        let waiting = waiting(audience.mails_waiting, "mail waits", "mails wait");
        told.push(match audience.by_mail {
            true => format!("Mail: {subscribers}.{waiting}"),
            false => format!("Mail: {subscribers}, and no relay is set.{waiting}"),
        });
    }
    if audience.webhooks > 0 {
        let hooks = u64::try_from(audience.webhooks).unwrap_or(u64::MAX);
        let hooks = count(hooks, "webhook", "webhooks");
        let waiting = waiting(audience.hooks_waiting, "message waits", "messages wait");
        told.push(format!("{hooks}.{waiting}"));
    }
    told
}
