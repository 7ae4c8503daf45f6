//! Passkeys on the desk: a page with the question, and an address for each answer.
//!
//! Each ceremony takes two posts: one that begins it and shows the page whose script asks the browser, and the
//! answer of that page. The browser keeps a value in a cookie between the two, so an answer that was made for
//! somebody else's question, or in another browser, finds none. These pages are the only ones with a script.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use desk::{Asked, Error, Stage};
use pages::desk::PasskeyPage;
use pages::path;

use super::account::{account_page, frame, posted_own, step_up_page, unlock_page};
use super::sign_in::{safe_next, sign_in_page};
use crate::answer::{self, Answer, failed, sentence, to, unreadable};
use crate::form::Form;
use crate::site::{App, Site};
use crate::visit::{
    Side, ceremony_cookie, check_post, door, with_ceremony, with_cookie, with_device,
    without_ceremony,
};

/// The page that asks the browser.
struct Question<'a> {
    title: &'a str,
    lead: &'a str,
    kind: &'static str,
    action: &'a str,
    button: &'a str,
    next: &'a str,
    instead: (&'a str, &'a str),
}

fn page(site: &Site, frame: pages::Frame, asked: &Asked, question: &Question<'_>) -> Answer {
    let page = PasskeyPage {
        frame,
        title: question.title.to_owned(),
        lead: vec![question.lead.to_owned()],
        kind: question.kind,
        options: asked.options.clone(),
        action: question.action.to_owned(),
        button: question.button.to_owned(),
        next: safe_next(question.next).to_owned(),
        instead: (question.instead.0.to_owned(), question.instead.1.to_owned()),
    };
    Ok(with_ceremony(site, answer::page(&page)?, &asked.browser))
}

/// A form of somebody who need not be signed in: from a page of this site.
async fn posted(
    site: &Site,
    request: Request,
) -> Result<(Form, axum::http::request::Parts), answer::Halt> {
    let (parts, body) = request.into_parts();
    check_post(site, &parts)?;
    let form = Form::read(Request::from_parts(parts.clone(), body))
        .await
        .map_err(|error| unreadable(site.desk_frame(None, None), &error))?;
    Ok((form, parts))
}

/// Whether the answer was not right, rather than something here.
const fn is_wrong_answer(error: &Error) -> bool {
    matches!(error, Error::Passkey(_) | Error::UnknownPasskey | Error::PasskeyLocks)
}

/// `POST /desk/sign-in/passkey`: asks any passkey of this site.
pub(crate) async fn begin_sign_in(State(site): State<App>, request: Request) -> Answer {
    let (form, _) = posted(&site, request).await?;
    let frame = site.desk_frame(None, None);
    let asked = site.desk.ask_to_sign_in().await.map_err(|error| failed(frame.clone(), &error))?;
    let question = Question {
        title: "Sign in with a passkey",
        lead: "Choose the passkey that you added to your account here.",
        kind: "get",
        action: path::SIGN_IN_PASSKEY_ANSWER,
        button: "Use a passkey",
        next: form.text("next"),
        instead: (path::SIGN_IN, "Sign in with name and passphrase"),
    };
    page(&site, frame, &asked, &question)
}

/// `POST /desk/sign-in/passkey/answer`.
pub(crate) async fn sign_in(State(site): State<App>, request: Request) -> Answer {
    let (form, parts) = posted(&site, request).await?;
    let browser = ceremony_cookie(&site, &parts.headers);
    let next = form.text("next");
    let shown =
        site.desk.sign_in_with_passkey(&browser, form.text("answer"), &door(&site, &parts)).await;
    match shown {
        Ok(signed_in) => {
            let place = super::account::place_of(signed_in.stage, next);
            let response = to(place.as_deref().unwrap_or(safe_next(next)));
            let response = without_ceremony(&site, response);
            let response = with_device(&site, response, &signed_in.device);
            Ok(with_cookie(&site, response, Side::Desk, &signed_in.cookie))
        }
        Err(error) if is_wrong_answer(&error) => {
            let page = sign_in_page(&site, "", Some(sentence(&error.to_string())), next).await;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// `POST /desk/passkey`: asks a passkey of one's own account, to unlock or to show once more who it is.
pub(crate) async fn begin_own(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, _) = posted_own(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), None), &error);
    let asked = site.desk.ask_own_passkey(&own).await.map_err(fail)?;
    let (title, lead, back) = match own.stage {
        Stage::Locked => (
            "Unlock with a passkey",
            "A passkey that unlocks brings the keys back with one touch.",
            path::UNLOCK,
        ),
        _ => (
            "Show once more who you are",
            "Use a passkey of your account. Afterwards do again what you were about to do.",
            path::STEP_UP,
        ),
    };
    let question = Question {
        title,
        lead,
        kind: "get",
        action: path::PASSKEY_ANSWER,
        button: "Use a passkey",
        next: form.text("next"),
        instead: (back, "Use the passphrase"),
    };
    page(&site, frame(&site, &cookie).await, &asked, &question)
}

/// `POST /desk/passkey/answer`.
pub(crate) async fn answer_own(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, parts) = posted_own(&site, request).await?;
    let browser = ceremony_cookie(&site, &parts.headers);
    let next = form.text("next");
    match site.desk.answer_own_passkey(&own, &browser, form.text("answer")).await {
        Ok(renewed) => {
            let response = without_ceremony(&site, to(safe_next(next)));
            Ok(with_cookie(&site, response, Side::Desk, &renewed))
        }
        Err(error) if is_wrong_answer(&error) && own.stage == Stage::Locked => {
            let page = unlock_page(&site, &cookie, &own, next, Some(&error.to_string())).await;
            let page = page.map_err(|error| failed(site.desk_frame(None, None), &error))?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) if is_wrong_answer(&error) => {
            let page = step_up_page(&site, &cookie, &own, next, Some(&error)).await;
            let page = page.map_err(|error| failed(site.desk_frame(None, None), &error))?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(failed(site.desk_frame(Some(&cookie), None), &error)),
    }
}

/// `POST /desk/account/passkeys`: begins adding one.
pub(crate) async fn begin_adding(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, _) = posted_own(&site, request).await?;
    match site.desk.ask_for_new_passkey(&own, form.text("label")).await {
        Ok(asked) => {
            let question = Question {
                title: "Add a passkey",
                lead: "Your phone, your computer or a security key makes it now. It checks that it is you with a PIN, a fingerprint or your face; nothing of that comes here.",
                kind: "create",
                action: path::ACCOUNT_PASSKEY_ADD,
                button: "Make the passkey",
                next: "",
                instead: (path::ACCOUNT, "Back to your account"),
            };
            page(&site, frame(&site, &cookie).await, &asked, &question)
        }
        Err(error) => wrong_on_account(&site, &own, &cookie, &error).await,
    }
}

/// `POST /desk/account/passkeys/add`: the answer.
pub(crate) async fn add(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, parts) = posted_own(&site, request).await?;
    let browser = ceremony_cookie(&site, &parts.headers);
    match site.desk.add_passkey(&own, &browser, form.text("answer")).await {
        Ok(renewed) => {
            let response = without_ceremony(&site, to(path::ACCOUNT));
            Ok(with_cookie(&site, response, Side::Desk, &renewed))
        }
        Err(error) => wrong_on_account(&site, &own, &cookie, &error).await,
    }
}

/// `POST /desk/account/passkeys/remove`.
pub(crate) async fn remove(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, _) = posted_own(&site, request).await?;
    match site.desk.remove_passkey(&own, form.text("passkey")).await {
        Ok(renewed) => Ok(with_cookie(&site, to(path::ACCOUNT), Side::Desk, &renewed)),
        Err(error) => wrong_on_account(&site, &own, &cookie, &error).await,
    }
}

/// What was not right, on the page of the account where there is one, or as a refusal.
async fn wrong_on_account(site: &Site, own: &desk::Own, cookie: &str, error: &Error) -> Answer {
    let fail = |error: &Error| failed(site.desk_frame(Some(cookie), None), error);
    let words = match error {
        Error::Fields(wrong) => wrong.first().map(|wrong| sentence(&wrong.message)),
        error if is_wrong_answer(error) => Some(sentence(&error.to_string())),
        _ => None,
    };
    if words.is_none() || own.stage != Stage::Open {
        return Err(fail(error));
    }
    let page = account_page(site, own, cookie, words).await.map_err(|error| fail(&error))?;
    answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
