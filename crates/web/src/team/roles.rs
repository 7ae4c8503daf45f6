//! `/desk/p/{program}/cases/{case}/people`: who is named on a case, and whether it is restricted to them. And
//! `/desk/roles`: the sets of permissions that the instance made, and who audits or observes every program.

use std::collections::BTreeMap;

use access::{PermissionKind, Permissions, Role, Scope};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use desk::{Error, FieldError, Member, OpenCase, Program};
use pages::desk::{CasePeoplePage, HolderRow, PersonRow, RolesPage, SetRow};
use pages::{Choice, Field, FieldKind, path};
use policy::id::{CaseId, ProgramId};

use super::parties::until_of;
use super::{opened, opened_at, posted};
use crate::answer::{self, Answer, failed, sentence, to};
use crate::form::Form;
use crate::portal::mailbox::typed_fields;
use crate::site::{App, Site, program_ref};
use crate::visit::member;
use crate::words;

/// What was typed into a form that was refused, and what was wrong with it.
#[derive(Default)]
struct Tried {
    typed: BTreeMap<String, String>,
    wrong: Vec<FieldError>,
}

impl Tried {
    /// What a refused form comes back with; nothing for an error that is about no field.
    fn of(form: &Form, error: Error) -> Result<Self, Error> {
        match error {
            Error::Fields(wrong) => Ok(Self { typed: typed_fields(form), wrong }),
            other => Err(other),
        }
    }

    fn fill(&self, field: Field) -> Field {
        let field = match self.typed.get(&field.name) {
            Some(value) => field.value(value.clone()),
            None => field,
        };
        match self.wrong.iter().find(|error| error.field == field.name) {
            Some(error) => field.error(sentence(&error.message)),
            None => field,
        }
    }

    /// What is wrong with no field of these.
    fn whole(&self, fields: &[&[Field]]) -> Option<String> {
        let is_shown = |error: &&FieldError| {
            fields.iter().flat_map(|some| *some).all(|field| field.name != error.field)
        };
        self.wrong.iter().find(is_shown).map(|error| sentence(&error.message))
    }
}

/// `GET …/people`: who is named.
pub(crate) async fn people(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie, program, case) = opened_at(&site, &parts, &slug, &handle).await?;
    let page = people_page(&site, &member, &cookie, &program, &case, &Tried::default())
        .await
        .map_err(|error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error))?;
    answer::page(&page)
}

/// `POST …/people`: names somebody.
pub(crate) async fn name(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let (id, case) = case_at(&site, &member, &slug, &handle).await.map_err(fail)?;
    match named(&site, &member, &id, case, &form).await {
        Ok(()) => Ok(to(&path::case_people(&slug, &handle))),
        Err(error) => {
            let tried = Tried::of(&form, error).map_err(fail)?;
            let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
            let page = people_page(&site, &member, &cookie, &program, &case, &tried)
                .await
                .map_err(fail)?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn named(
    site: &Site,
    member: &Member,
    program: &ProgramId,
    case: CaseId,
    form: &Form,
) -> Result<(), Error> {
    let role = site.desk.case_role(form.text("role")).await?;
    let until = until_of(form.text("until"))?;
    let login = form.text("login");
    site.desk.name_on_case(member, program, case, login, role, until).await.map(|_| ())
}

/// `POST …/people/remove`: takes somebody off.
pub(crate) async fn take_off(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let (id, case) = case_at(&site, &member, &slug, &handle).await.map_err(fail)?;
    let user = form.text("member").parse().map_err(|_| fail(Error::NotFound))?;
    site.desk.take_off_case(&member, &id, case, user).await.map_err(fail)?;
    // Whoever took themselves off a restricted case reads it no longer.
    match user == member.user {
        true => Ok(to(path::QUEUE)),
        false => Ok(to(&path::case_people(&slug, &handle))),
    }
}

/// `POST …/people/restrict`: restricts the case to those named, or opens it to the team.
pub(crate) async fn restrict(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let (id, case) = case_at(&site, &member, &slug, &handle).await.map_err(fail)?;
    let restricted = match form.text("restricted") {
        "yes" => true,
        "no" => false,
        _ => return Err(fail(Error::field("restricted", "Say yes or no."))),
    };
    site.desk.restrict_case(&member, &id, case, restricted).await.map_err(fail)?;
    Ok(to(&path::case_people(&slug, &handle)))
}

async fn case_at(
    site: &Site,
    member: &Member,
    slug: &str,
    handle: &str,
) -> Result<(ProgramId, CaseId), Error> {
    let id: ProgramId = slug.parse().map_err(|_| Error::NotFound)?;
    let case = site.desk.case_by_handle(member, &id, handle).await?;
    Ok((id, case))
}

async fn people_page(
    site: &Site,
    member: &Member,
    cookie: &str,
    program: &Program,
    case: &OpenCase,
    tried: &Tried,
) -> Result<CasePeoplePage, Error> {
    let named = site.desk.named_on_case(member, &program.id, case.id).await?;
    let sets = site.desk.permission_sets().await?;
    let scope = Scope::Case(program.id.clone(), case.id);
    let label = |name: &str| {
        Role::from_name(name).map_or_else(|| name.to_owned(), |role| role.label().to_owned())
    };
    let roles = Role::ALL.into_iter().filter(|role| role.may_be_held_in(&scope));
    let choices = roles
        .map(|role| Choice::new(role.name(), role.label()).help(role.help()))
        .chain(sets.iter().map(|(name, may)| {
            let lets: Vec<&str> = may.iter().map(PermissionKind::words).collect();
            Choice::new(name.clone(), name.clone()).help(lets.join("; "))
        }))
        .collect();
    let fields = vec![
        tried.fill(Field::text("login", "Name to sign in with").required()),
        tried.fill(Field::text("role", "Role").kind(FieldKind::Choice(choices)).required()),
        tried.fill(
            Field::text("until", "Until")
                .help("Empty: until it is taken. A guest's access always ends.")
                .kind(FieldKind::Moment),
        ),
    ];
    let report = case.reports.first();
    Ok(CasePeoplePage {
        frame: site.desk_frame(Some(cookie), Some(member)).within(program_ref(program)),
        program: program_ref(program),
        handle: case.handle.clone(),
        title: report.map_or_else(|| case.handle.clone(), |(_, body)| body.title.clone()),
        restricted: case.restricted,
        may_restrict: case.may.holds(PermissionKind::RestrictCase),
        people: named
            .into_iter()
            .filter(|named| named.holds)
            .map(|named| PersonRow {
                id: named.user.to_string(),
                you: named.user == member.user,
                name: named.login,
                role: label(&named.role),
                until: named.until.map(words::when),
            })
            .collect(),
        error: tried.whole(&[&fields]),
        fields,
    })
}

/// `GET /desk/roles`.
pub(crate) async fn get(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let page = roles_page(&site, &member, &cookie, &Tried::default())
        .await
        .map_err(|error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error))?;
    answer::page(&page)
}

/// The name of the box of one permission.
fn box_name(kind: PermissionKind) -> String {
    format!("may-{}", kind.name())
}

fn in_sets() -> impl Iterator<Item = PermissionKind> {
    PermissionKind::ALL.iter().copied().filter(|kind| kind.may_be_in_a_set())
}

/// `POST /desk/roles/sets`: makes a set, or changes one.
pub(crate) async fn put_set(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let ticked: Vec<PermissionKind> =
        in_sets().filter(|kind| form.text(&box_name(*kind)) == "yes").collect();
    let may = Permissions::of(&ticked);
    let done = site.desk.put_permission_set(&member, form.text("name"), may).await;
    kept(&site, &member, &cookie, &form, done).await
}

/// `POST /desk/roles/sets/remove`.
pub(crate) async fn remove_set(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let done = site.desk.remove_permission_set(&member, form.text("name")).await;
    kept(&site, &member, &cookie, &form, done).await
}

/// `POST /desk/roles/grants`: makes somebody an auditor or observer of every program.
pub(crate) async fn grant(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let done = match Role::from_name(form.text("role")) {
        Some(role) => site.desk.grant_on_instance(&member, form.text("login"), role).await,
        None => Err(Error::field("role", "Choose one of the roles.")),
    };
    kept(&site, &member, &cookie, &form, done.map(|_| ())).await
}

/// `POST /desk/roles/grants/remove`.
pub(crate) async fn revoke(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let done = match form.text("member").parse() {
        Ok(user) => site.desk.revoke_on_instance(&member, user).await,
        Err(_) => Err(Error::NotFound),
    };
    kept(&site, &member, &cookie, &form, done).await
}

async fn kept(
    site: &Site,
    member: &Member,
    cookie: &str,
    form: &Form,
    done: Result<(), Error>,
) -> Answer {
    let fail = |error: Error| failed(site.desk_frame(Some(cookie), Some(member)), &error);
    let Err(error) = done else { return Ok(to(path::ROLES)) };
    let tried = Tried::of(form, error).map_err(fail)?;
    let page = roles_page(site, member, cookie, &tried).await.map_err(fail)?;
    answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn roles_page(
    site: &Site,
    member: &Member,
    cookie: &str,
    tried: &Tried,
) -> Result<RolesPage, Error> {
    let holders = site.desk.instance_roles(member).await?;
    let sets = site.desk.permission_sets().await?;
    let name = Field::text("name", "Name")
        .help("Small letters, digits and hyphens. The name of a set that there is changes it.")
        .required();
    let boxes = in_sets().map(|kind| {
        let box_of = Field::text(box_name(kind), sentence(kind.words()).trim_end_matches('.'));
        tried.fill(box_of.kind(FieldKind::Checkbox))
    });
    let set_fields: Vec<Field> = core::iter::once(tried.fill(name)).chain(boxes).collect();
    let roles = Role::ALL.into_iter().filter(|role| role.may_be_held_in(&Scope::Instance));
    let choices =
        roles.map(|role| Choice::new(role.name(), role.label()).help(role.help())).collect();
    let grant_fields = vec![
        tried.fill(Field::text("login", "Name to sign in with").required()),
        tried.fill(Field::text("role", "Role").kind(FieldKind::Choice(choices)).required()),
    ];
    Ok(RolesPage {
        frame: site.desk_frame(Some(cookie), Some(member)),
        sets: sets
            .into_iter()
            .map(|(name, may)| SetRow {
                name,
                lets: may.iter().map(|kind| kind.words().to_owned()).collect(),
            })
            .collect(),
        holders: holders
            .into_iter()
            .map(|(user, name, role)| HolderRow {
                id: user.to_string(),
                name,
                role: role.label().to_owned(),
            })
            .collect(),
        error: tried.whole(&[&set_fields, &grant_fields]),
        set_fields,
        grant_fields,
    })
}
