//! `/desk/account/tokens` and `/desk/p/{program}/members/service-accounts`: what programs sign in with.

use access::{PermissionKind, Role};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use desk::{Error, FieldError, MadeToken, Member, TokenWish};
use pages::desk::{AskPage, ShownOncePage};
use pages::{Choice, Field, FieldKind, path};

use super::posted;
use crate::answer::{self, Answer, failed, sentence, to};
use crate::form::Form;
use crate::site::{App, Site, program_ref};
use crate::visit::member;

/// The lives that are offered, in days.
const DAYS: [u32; 4] = [30, 90, 180, 366];
/// The life that is chosen at first.
const USUAL_DAYS: &str = "90";

/// The name of the box of one permission.
fn box_name(kind: PermissionKind) -> String {
    format!("may-{}", kind.name())
}

/// What a form wishes for; the scope in one program, or in all of the account.
fn wish_of(form: &Form, program: &str) -> TokenWish {
    let within = |kind: PermissionKind| match program {
        "" => kind.name().to_owned(),
        program => format!("{}@{program}", kind.name()),
    };
    TokenWish {
        label: form.text("label").to_owned(),
        may: desk::token_permissions()
            .filter(|kind| form.text(&box_name(*kind)) == "yes")
            .map(within)
            .collect(),
        days: form.text("days").parse().unwrap_or(0),
    }
}

/// The fields that every token has, as they were filled in.
fn token_fields(form: &Form, programs: Option<Vec<Choice>>, wrong: &[FieldError]) -> Vec<Field> {
    let error_of = |field: Field| match wrong.iter().find(|error| error.field == field.name) {
        Some(error) => field.error(sentence(&error.message)),
        None => field,
    };
    let days = DAYS.map(|days| Choice::new(days.to_string(), format!("{days} days")));
    let chosen = |name: &str, usual: &str| match form.text(name) {
        "" => usual.to_owned(),
        typed => typed.to_owned(),
    };
    let mut fields = vec![
        error_of(
            Field::text("label", "What it is for")
                .help("Such as \u{201c}nightly import\u{201d}. It is shown in the list of tokens.")
                .required()
                .value(form.text("label")),
        ),
        error_of(
            Field::text("days", "It ends after")
                .kind(FieldKind::Choice(days.to_vec()))
                .required()
                .value(chosen("days", USUAL_DAYS)),
        ),
    ];
    if let Some(mut programs) = programs {
        programs.insert(0, Choice::new("all", "Every program of yours"));
        fields.push(error_of(
            Field::text("program", "Where")
                .kind(FieldKind::Choice(programs))
                .required()
                .value(chosen("program", "all")),
        ));
    }
    let of_scope = wrong.iter().find(|error| error.field == "may");
    for (place, kind) in desk::token_permissions().enumerate() {
        let words = kind.words();
        let mut field = Field::text(box_name(kind), sentence_case(words))
            .kind(FieldKind::Checkbox)
            .value(form.text(&box_name(kind)));
        if let Some(error) = of_scope.filter(|_| place == 0) {
            field = field.error(sentence(&error.message));
        }
        fields.push(field);
    }
    fields
}

fn sentence_case(words: &str) -> String {
    sentence(words).trim_end_matches('.').to_owned()
}

fn shown(site: &Site, member: &Member, cookie: &str, made: MadeToken, next: String) -> Answer {
    let ends = crate::words::day(made.expires).words;
    let page = ShownOncePage {
        frame: site.desk_frame(Some(cookie), Some(member)),
        title: "The token".to_owned(),
        lead: vec![
            format!("Copy it to where it is used, now: it is not shown again. It ends on {ends}."),
            "A program sends it to /api/v1 as \u{201c}Authorization: Bearer \u{2026}\u{201d}. Whoever has it does what it may do; should it get lost, revoke it.".to_owned(),
        ],
        lines: vec![made.text],
        next: (next, "I have it; go on".to_owned()),
    };
    answer::page_with(StatusCode::CREATED, &page)
}

fn own_page(
    site: &Site,
    member: &Member,
    cookie: &str,
    form: &Form,
    wrong: &[FieldError],
) -> AskPage {
    let programs = site
        .desk
        .programs()
        .iter()
        .filter(|program| member.sees(&program.id))
        .map(|program| Choice::new(program.id.to_string(), program.policy.program.name.clone()))
        .collect();
    AskPage {
        frame: site.desk_frame(Some(cookie), Some(member)),
        title: "Make an API token".to_owned(),
        lead: vec![
            "A program that has it acts as you, as far as you tick below, and never further than you may yourself. For a program of the team an owner makes a service account instead: it stays when you leave.".to_owned(),
        ],
        action: path::ACCOUNT_TOKENS.to_owned(),
        hidden: Vec::new(),
        fields: token_fields(form, Some(programs), wrong),
        button: "Make the token".to_owned(),
        error: None,
        also: None,
        instead: Some((path::ACCOUNT.to_owned(), "Back to your account".to_owned())),
    }
}

/// `GET /desk/account/tokens`.
pub(crate) async fn own_form(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    answer::page(&own_page(&site, &member, &cookie, &Form::default(), &[]))
}

/// `POST /desk/account/tokens`.
pub(crate) async fn make_own(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let program = Some(form.text("program")).filter(|program| *program != "all").unwrap_or("");
    match site.desk.make_token(&member, &wish_of(&form, program)).await {
        Ok(made) => shown(&site, &member, &cookie, made, path::ACCOUNT.to_owned()),
        Err(Error::Fields(wrong)) => answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &own_page(&site, &member, &cookie, &form, &wrong),
        ),
        Err(error) => Err(failed(site.desk_frame(Some(&cookie), Some(&member)), &error)),
    }
}

/// `POST /desk/account/tokens/revoke`.
pub(crate) async fn revoke(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    match site.desk.revoke_token(&member, form.text("token")).await {
        Ok(()) => Ok(to(path::ACCOUNT)),
        Err(error) => Err(failed(site.desk_frame(Some(&cookie), Some(&member)), &error)),
    }
}

fn service_page(
    site: &Site,
    member: &Member,
    cookie: &str,
    slug: &str,
    form: &Form,
    wrong: &[FieldError],
) -> Result<AskPage, Error> {
    let id: policy::id::ProgramId = slug.parse().map_err(|_| Error::NotFound)?;
    let program = site.desk.program(&id)?;
    access::decide::<access::ManageMembers>(
        &member.principal(),
        access::Target::Program(id.clone()),
    )?;
    let error_of = |field: Field| match wrong.iter().find(|error| error.field == field.name) {
        Some(error) => field.error(sentence(&error.message)),
        None => field,
    };
    let roles = Role::ALL
        .into_iter()
        .filter(|role| !matches!(role, Role::Owner | Role::Guest))
        .map(|role| Choice::new(role.name(), role.label()).help(role.help()))
        .collect();
    let mut fields = vec![
        error_of(Field::text("login", "Name of the account").required().value(form.text("login"))),
        error_of(
            Field::text("role", "Role")
                .kind(FieldKind::Choice(roles))
                .required()
                .value(if form.text("role").is_empty() { "observer" } else { form.text("role") }),
        ),
    ];
    fields.extend(token_fields(form, None, wrong));
    Ok(AskPage {
        frame: site.desk_frame(Some(cookie), Some(member)).within(program_ref(&program)),
        title: "Make a service account".to_owned(),
        lead: vec![
            "An account of this team that is no person's: it has no passphrase, and comes over the API with a token. The token does what you tick below, as far as the account's role allows it.".to_owned(),
            "Its next token is made from one that works. When whoever made a token leaves the team, the token is revoked: they may have kept a copy.".to_owned(),
        ],
        action: path::service_accounts(slug),
        hidden: Vec::new(),
        fields,
        button: "Make the account and its token".to_owned(),
        error: None,
        also: None,
        instead: Some((path::members(slug), "Back to the members".to_owned())),
    })
}

/// `GET /desk/p/{program}/members/service-accounts`.
pub(crate) async fn service_form(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let page = service_page(&site, &member, &cookie, &slug, &Form::default(), &[])
        .map_err(|error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error))?;
    answer::page(&page)
}

/// `POST /desk/p/{program}/members/service-accounts`.
pub(crate) async fn make_service(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let role = Role::from_name(form.text("role")).unwrap_or(Role::Guest);
    let wish = wish_of(&form, &slug);
    match site.desk.make_service_account(&member, &program, form.text("login"), role, &wish).await {
        Ok(made) => shown(&site, &member, &cookie, made, path::members(&slug)),
        Err(Error::Fields(wrong)) => {
            let page = service_page(&site, &member, &cookie, &slug, &form, &wrong).map_err(fail)?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(fail(error)),
    }
}
