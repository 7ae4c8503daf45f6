//! `/desk/account`: one's own second factor and sessions, and the steps that a session may still need.
//!
//! Nothing here takes an account's name or id from a form: whose it is follows from the session alone.

use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use desk::{CodeSheet, Error, Own, Stage, Visitor};
use pages::desk::{
    AccountPage, AskPage, EnrolPage, PasskeyLine, SessionRow, ShownOncePage, TokenLine,
};
use pages::{Field, FieldKind, path};

use super::sign_in::{Next, safe_next};
use crate::answer::{self, Answer, Halt, failed, sentence, to, unreadable};
use crate::form::Form;
use crate::site::{App, Site};
use crate::visit::{Side, check_post, check_token, cookie, door, percent, with_cookie};
use crate::words;

/// Where a session has to go first; nothing for one that is open.
pub(crate) fn place_of(stage: Stage, next: &str) -> Option<String> {
    let place = match stage {
        Stage::Open => return None,
        Stage::SecondFactor => path::SIGN_IN_CODE,
        Stage::Enrol => path::ACCOUNT_APP,
        Stage::Locked => path::UNLOCK,
    };
    Some(format!("{place}?next={}", percent(safe_next(next))))
}

/// Whoever holds the session of a request, whatever it allows.
async fn own(site: &Site, parts: &Parts) -> Result<(Own, String), Halt> {
    let cookie = cookie(site, &parts.headers, Side::Desk);
    match site.desk.own(cookie.as_deref()).await {
        Ok(Some(own)) => Ok((own, cookie.unwrap_or_default())),
        Ok(None) => Err(Halt::from(to(path::SIGN_IN))),
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// A post of whoever holds a session, whatever it allows: from this site, with the session's token.
pub(crate) async fn posted_own(
    site: &Site,
    request: Request,
) -> Result<(Own, String, Form, Parts), Halt> {
    let (parts, body) = request.into_parts();
    check_post(site, &parts)?;
    let (own, cookie) = own(site, &parts).await?;
    let form = Form::read(Request::from_parts(parts.clone(), body))
        .await
        .map_err(|error| unreadable(site.desk_frame(Some(&cookie), None), &error))?;
    check_token(site, &cookie, &form, Side::Desk)?;
    Ok((own, cookie, form, parts))
}

/// The frame of a page for whoever holds a session: with the desk's navigation once it is open.
pub(crate) async fn frame(site: &Site, cookie: &str) -> pages::Frame {
    match site.desk.visitor(Some(cookie)).await {
        Ok(Visitor::Member(member)) => site.desk_frame(Some(cookie), Some(&member)),
        _ => site.desk_frame(Some(cookie), None),
    }
}

fn secret(form: &Form, name: &str) -> String {
    form.texts.get(name).cloned().unwrap_or_default()
}

fn ask(frame: pages::Frame, action: &str, next: &str) -> AskPage {
    AskPage {
        frame,
        title: String::new(),
        lead: Vec::new(),
        action: action.to_owned(),
        hidden: vec![("next", safe_next(next).to_owned())],
        fields: Vec::new(),
        button: "Continue".to_owned(),
        error: None,
        also: None,
        instead: Some((
            format!("{}?again=yes", path::SIGN_IN),
            "Sign in as somebody else".to_owned(),
        )),
    }
}

fn passphrase_field(error: Option<&str>) -> Field {
    let field = Field::text("passphrase", "Passphrase").required().kind(FieldKind::Secret);
    error.map_or(field.clone(), |words| field.error(sentence(words)))
}

fn code_field(help: &str, error: Option<&str>) -> Field {
    let field = Field::text("code", "Code").help(help);
    error.map_or(field.clone(), |words| field.error(sentence(words)))
}

async fn code_page(
    site: &Site,
    cookie: &str,
    own: &Own,
    next: &str,
    error: Option<&str>,
) -> Result<AskPage, Error> {
    let factors = site.desk.second_factors(own).await?;
    let code = code_field(
        "The six digits that your authenticator app shows now, or a recovery code from paper.",
        error,
    );
    Ok(AskPage {
        title: "Your second factor".to_owned(),
        fields: factors.app.map(|_| code.required()).into_iter().collect(),
        also: (factors.passkeys > 0)
            .then(|| (path::SIGN_IN_PASSKEY.to_owned(), "Use a passkey".to_owned())),
        ..ask(site.desk_frame(Some(cookie), None), path::SIGN_IN_CODE, next)
    })
}

/// The other means of a page that asks for the passphrase: a passkey, where the account has one.
async fn by_passkey(site: &Site, own: &Own) -> Result<Option<(String, String)>, Error> {
    let has_one = site.desk.second_factors(own).await?.passkeys > 0;
    let offered = has_one && site.desk.takes_passkeys();
    Ok(offered.then(|| (path::PASSKEY.to_owned(), "Use a passkey".to_owned())))
}

/// `GET /desk/sign-in/code`.
pub(crate) async fn code(
    State(site): State<App>,
    Query(next): Query<Next>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (own, cookie) = own(&site, &parts).await?;
    if own.stage != Stage::SecondFactor {
        return Ok(to(place_of(own.stage, &next.next).as_deref().unwrap_or(safe_next(&next.next))));
    }
    let page = code_page(&site, &cookie, &own, &next.next, None)
        .await
        .map_err(|error| failed(site.desk_frame(None, None), &error))?;
    answer::page(&page)
}

/// `POST /desk/sign-in/code`.
pub(crate) async fn show_code(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, _) = posted_own(&site, request).await?;
    let next = form.text("next");
    match site.desk.show_second_factor(&own, form.text("code")).await {
        Ok(renewed) => Ok(with_cookie(&site, to(safe_next(next)), Side::Desk, &renewed)),
        Err(error @ Error::WrongCode) => {
            let page = code_page(&site, &cookie, &own, next, Some(&error.to_string()))
                .await
                .map_err(|error| failed(site.desk_frame(None, None), &error))?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

pub(crate) async fn unlock_page(
    site: &Site,
    cookie: &str,
    own: &Own,
    next: &str,
    error: Option<&str>,
) -> Result<AskPage, Error> {
    Ok(AskPage {
        title: "Unlock the desk".to_owned(),
        lead: vec![
            format!("You are signed in as {}.", own.login),
            "The keys are put away: after a quarter of an hour without a request, because you asked for it, or because you came with a passkey that cannot unlock. Your passphrase brings them back.".to_owned(),
        ],
        fields: vec![passphrase_field(error)],
        button: "Unlock".to_owned(),
        also: by_passkey(site, own).await?,
        ..ask(site.desk_frame(Some(cookie), None), path::UNLOCK, next)
    })
}

/// `GET /desk/unlock`.
pub(crate) async fn locked(
    State(site): State<App>,
    Query(next): Query<Next>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (own, cookie) = own(&site, &parts).await?;
    if own.stage != Stage::Locked {
        return Ok(to(place_of(own.stage, &next.next).as_deref().unwrap_or(safe_next(&next.next))));
    }
    let page = unlock_page(&site, &cookie, &own, &next.next, None)
        .await
        .map_err(|error| failed(site.desk_frame(None, None), &error))?;
    answer::page(&page)
}

/// `POST /desk/unlock`.
pub(crate) async fn unlock(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, parts) = posted_own(&site, request).await?;
    let next = form.text("next");
    let passphrase = secret(&form, "passphrase");
    match site.desk.unlock_session(&own, &passphrase, &door(&site, &parts)).await {
        Ok(renewed) => Ok(with_cookie(&site, to(safe_next(next)), Side::Desk, &renewed)),
        Err(error @ Error::WrongPassphrase) => {
            let page = unlock_page(&site, &cookie, &own, next, Some(&error.to_string()))
                .await
                .map_err(|error| failed(site.desk_frame(None, None), &error))?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// `POST /desk/lock`.
pub(crate) async fn lock(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, _, _) = posted_own(&site, request).await?;
    match site.desk.lock_own(&own).await {
        Ok(()) => Ok(to(path::UNLOCK)),
        Err(error) => Err(failed(site.desk_frame(Some(&cookie), None), &error)),
    }
}

pub(crate) async fn step_up_page(
    site: &Site,
    cookie: &str,
    own: &Own,
    next: &str,
    error: Option<&Error>,
) -> Result<AskPage, Error> {
    let words = error.map(ToString::to_string);
    let (of_code, of_passphrase) = match error {
        Some(Error::WrongCode) => (words.as_deref(), None),
        _ => (None, words.as_deref()),
    };
    let mut fields = vec![passphrase_field(of_passphrase)];
    if site.desk.second_factors(own).await?.app.is_some() {
        fields.push(
            code_field("The six digits that your authenticator app shows now.", of_code).required(),
        );
    }
    Ok(AskPage {
        title: "Show once more who you are".to_owned(),
        lead: vec!["What you are about to do is dangerous in wrong hands, and it is more than five minutes since you showed who you are. Afterwards do it again; nothing was changed.".to_owned()],
        fields,
        also: by_passkey(site, own).await?,
        instead: Some((safe_next(next).to_owned(), "Go back without".to_owned())),
        ..ask(frame(site, cookie).await, path::STEP_UP, next)
    })
}

/// `GET /desk/step-up`.
pub(crate) async fn step_up(
    State(site): State<App>,
    Query(next): Query<Next>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (own, cookie) = own(&site, &parts).await?;
    let page = step_up_page(&site, &cookie, &own, &next.next, None)
        .await
        .map_err(|error| failed(site.desk_frame(None, None), &error))?;
    answer::page(&page)
}

/// `POST /desk/step-up`.
pub(crate) async fn stepped_up(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, parts) = posted_own(&site, request).await?;
    let next = form.text("next");
    let fail = |error: Error| failed(site.desk_frame(None, None), &error);
    let passphrase = secret(&form, "passphrase");
    let shown = site.desk.step_up(&own, &passphrase, form.text("code"), &door(&site, &parts)).await;
    match shown {
        Ok(renewed) => Ok(with_cookie(&site, to(safe_next(next)), Side::Desk, &renewed)),
        Err(error @ (Error::WrongPassphrase | Error::WrongCode)) => {
            let page =
                step_up_page(&site, &cookie, &own, next, Some(&error)).await.map_err(fail)?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(fail(error)),
    }
}

fn app_page(frame: pages::Frame, own: &Own, error: Option<&str>) -> AskPage {
    let mut lead = vec!["An authenticator app on your phone shows a new code every half minute. Type your passphrase to set one up.".to_owned()];
    if own.stage == Stage::Enrol {
        lead.insert(0, "Every member of this team shows a second factor. You have none yet, so this comes first. A passkey can be added afterwards.".to_owned());
    }
    AskPage {
        title: "Set up an authenticator app".to_owned(),
        lead,
        fields: vec![passphrase_field(error)],
        ..ask(frame, path::ACCOUNT_APP, "")
    }
}

/// `GET /desk/account/app`.
pub(crate) async fn app(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (own, cookie) = own(&site, &parts).await?;
    match own.stage {
        Stage::Open | Stage::Enrol => {
            answer::page(&app_page(frame(&site, &cookie).await, &own, None))
        }
        stage => Ok(to(place_of(stage, "").as_deref().unwrap_or(path::QUEUE))),
    }
}

/// `POST /desk/account/app`: shows the key of a new app.
pub(crate) async fn begin_app(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, parts) = posted_own(&site, request).await?;
    let passphrase = secret(&form, "passphrase");
    match site.desk.begin_app(&own, &passphrase, &door(&site, &parts)).await {
        Ok(app) => answer::page(&EnrolPage {
            frame: frame(&site, &cookie).await,
            uri: app.uri,
            typed: app.typed,
            error: None,
        }),
        Err(error @ Error::WrongPassphrase) => answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &app_page(frame(&site, &cookie).await, &own, Some(&error.to_string())),
        ),
        Err(error) => Err(failed(site.desk_frame(Some(&cookie), None), &error)),
    }
}

/// `POST /desk/account/app/confirm`.
pub(crate) async fn confirm_app(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, _) = posted_own(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), None), &error);
    match site.desk.confirm_app(&own, form.text("code")).await {
        Ok(sheet) => shown_codes(&site, sheet).await,
        Err(error @ Error::WrongCode) => {
            let app = site.desk.app_to_confirm(&own).await.map_err(fail)?;
            answer::page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &EnrolPage {
                    frame: frame(&site, &cookie).await,
                    uri: app.uri,
                    typed: app.typed,
                    error: Some(sentence(&error.to_string())),
                },
            )
        }
        Err(error) => Err(fail(error)),
    }
}

async fn shown_codes(site: &Site, sheet: CodeSheet) -> Answer {
    let page = ShownOncePage {
        frame: frame(site, &sheet.cookie).await,
        title: "Your recovery codes".to_owned(),
        lead: vec!["Print them or write them down, and keep them apart from your phone. Each works once, in place of the app's code. They are not shown again; making new ones makes these worthless.".to_owned()],
        lines: sheet.codes,
        next: (path::QUEUE.to_owned(), "I have them; go on".to_owned()),
    };
    let response = answer::page_with(StatusCode::CREATED, &page)?;
    Ok(with_cookie(site, response, Side::Desk, &sheet.cookie))
}

/// `POST /desk/account/codes`.
pub(crate) async fn codes(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, _, _) = posted_own(&site, request).await?;
    match site.desk.new_codes(&own).await {
        Ok(sheet) => shown_codes(&site, sheet).await,
        Err(error) => Err(failed(frame(&site, &cookie).await, &error)),
    }
}

/// `POST /desk/account/app/remove`.
pub(crate) async fn remove_app(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, _, _) = posted_own(&site, request).await?;
    match site.desk.remove_app(&own).await {
        Ok(renewed) => Ok(with_cookie(&site, to(path::ACCOUNT), Side::Desk, &renewed)),
        Err(Error::Fields(wrong)) => {
            let words = wrong.first().map(|error| sentence(&error.message));
            let page = account_page(&site, &own, &cookie, words)
                .await
                .map_err(|error| failed(site.desk_frame(Some(&cookie), None), &error))?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(failed(frame(&site, &cookie).await, &error)),
    }
}

/// `GET /desk/account`.
pub(crate) async fn get(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (own, cookie) = own(&site, &parts).await?;
    if let Some(place) = place_of(own.stage, path::ACCOUNT) {
        return Ok(to(&place));
    }
    let page = account_page(&site, &own, &cookie, None)
        .await
        .map_err(|error| failed(site.desk_frame(Some(&cookie), None), &error))?;
    answer::page(&page)
}

/// `POST /desk/account/sessions/end`.
pub(crate) async fn end_session(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, _) = posted_own(&site, request).await?;
    match site.desk.end_session_of_own(&own, form.text("session")).await {
        Ok(()) => Ok(to(path::ACCOUNT)),
        Err(error) => Err(failed(frame(&site, &cookie).await, &error)),
    }
}

/// `POST /desk/account/sessions/end-others`.
pub(crate) async fn end_others(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, _, _) = posted_own(&site, request).await?;
    match site.desk.end_other_sessions(&own).await {
        Ok(_) => Ok(to(path::ACCOUNT)),
        Err(error) => Err(failed(frame(&site, &cookie).await, &error)),
    }
}

pub(crate) async fn account_page(
    site: &Site,
    own: &Own,
    cookie: &str,
    error: Option<String>,
) -> Result<AccountPage, Error> {
    let factors = site.desk.second_factors(own).await?;
    let sessions = site.desk.sessions(own).await?;
    let passkeys = site.desk.passkeys(own).await?;
    let (tokens, administrator) = match site.desk.visitor(Some(cookie)).await? {
        Visitor::Member(member) => (site.desk.tokens(&member).await?, member.administrator),
        Visitor::Anonymous | Visitor::Reporter(_) | Visitor::Party(_) | Visitor::Halfway(_) => {
            (Vec::new(), false)
        }
    };
    let now = site.desk.now();
    Ok(AccountPage {
        frame: frame(site, cookie).await,
        provider: match &site.provider {
            Some(known) => {
                let since = site.desk.linked_to(own, &known.settings.issuer).await?;
                Some((known.settings.name.clone(), since.map(words::day)))
            }
            None => None,
        },
        takes_passkeys: site.desk.takes_passkeys(),
        administrator,
        passkeys: passkeys
            .into_iter()
            .map(|facts| PasskeyLine {
                does: match (facts.unlocks, facts.could_unlock) {
                    (true, _) => "signs in and unlocks",
                    (false, true) => "signs in; unlocks once it was used to show who you are",
                    (false, false) => "signs in",
                },
                id: facts.id,
                label: facts.label,
                added: words::day(facts.created),
                used: facts.used.map(words::when),
            })
            .collect(),
        tokens: tokens
            .into_iter()
            .map(|facts| TokenLine {
                state: match (facts.revoked, facts.is_good(now)) {
                    (Some(_), _) => "revoked",
                    (None, false) => "ended",
                    (None, true) => "",
                },
                id: facts.id.to_string(),
                service: if facts.is_service { facts.login } else { String::new() },
                label: facts.label,
                may: facts.may.join(", "),
                expires: words::day(facts.expires),
                used: facts.used.map(words::when),
            })
            .collect(),
        login: own.login.clone(),
        app: factors.app.map(words::when),
        codes_left: factors.codes_left,
        required: site.desk.requires_second_factor(),
        sessions: sessions
            .into_iter()
            .map(|line| SessionRow {
                id: line.id,
                client: if line.kind == "api" { "a program".to_owned() } else { line.client },
                pathway: line.pathway,
                began: words::when(line.began),
                seen: words::when(line.seen),
                state: match line.stage {
                    Stage::Open => "",
                    Stage::Locked => "Locked",
                    Stage::SecondFactor | Stage::Enrol => "Not finished",
                },
                own: line.own,
            })
            .collect(),
        error,
    })
}

fn passphrase_page(frame: pages::Frame, own: &Own, wrong: &[desk::FieldError]) -> AskPage {
    let error_of = |field: Field| match wrong.iter().find(|error| error.field == field.name) {
        Some(error) => field.error(sentence(&error.message)),
        None => field,
    };
    let mut current = Field::text("current", "Your passphrase now").kind(FieldKind::Secret);
    if own.is_by_passkey() {
        current = current.help("If you forgot it, leave this empty: you came with a passkey.");
    } else {
        current = current.required();
    }
    AskPage {
        title: "Change the passphrase".to_owned(),
        lead: vec!["Your other sessions end. Passkeys and API tokens go on working.".to_owned()],
        fields: vec![
            error_of(current),
            error_of(
                Field::text("new", "New passphrase")
                    .help("At least 12 characters, and none that is guessed first.")
                    .kind(FieldKind::Secret)
                    .required(),
            ),
            error_of(Field::text("again", "The new one again").kind(FieldKind::Secret).required()),
        ],
        button: "Change it".to_owned(),
        instead: Some((path::ACCOUNT.to_owned(), "Back to your account".to_owned())),
        ..ask(frame, path::ACCOUNT_PASSPHRASE, "")
    }
}

/// `GET /desk/account/passphrase`.
pub(crate) async fn passphrase(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (own, cookie) = own(&site, &parts).await?;
    if let Some(place) = place_of(own.stage, path::ACCOUNT_PASSPHRASE) {
        return Ok(to(&place));
    }
    answer::page(&passphrase_page(frame(&site, &cookie).await, &own, &[]))
}

/// `POST /desk/account/passphrase`.
pub(crate) async fn change_passphrase(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, parts) = posted_own(&site, request).await?;
    let (current, new) = (secret(&form, "current"), secret(&form, "new"));
    let changed = if new == secret(&form, "again") {
        site.desk.change_passphrase(&own, &current, &new, &door(&site, &parts)).await
    } else {
        Err(Error::field("again", "This is not the same as the new passphrase above."))
    };
    let wrong = match changed {
        Ok(renewed) => return Ok(with_cookie(&site, to(path::ACCOUNT), Side::Desk, &renewed)),
        Err(Error::Fields(wrong)) => wrong,
        Err(error @ Error::WrongPassphrase) => {
            vec![desk::FieldError { field: "current".to_owned(), message: error.to_string() }]
        }
        Err(error) => return Err(failed(frame(&site, &cookie).await, &error)),
    };
    let page = passphrase_page(frame(&site, &cookie).await, &own, &wrong);
    answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
