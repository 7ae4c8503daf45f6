//! Mail about a program's advisories: asking, confirming, ending. Where no mail is sent, and on an onion service, whose
//! visitors gave no address, nothing offers it.
//!
//! A link in a mail leads to a page with a button, and looking at it does nothing. What ends a subscription is taken
//! without a page of ours before it, because mail programs send it by themselves (RFC 8058): its token is the proof.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use desk::{Confirmed, Error, Program};
use outbound::MailAddress;
use pages::Input;
use pages::portal::{SubscriptionPage, SubscriptionStep as Step};

use super::find;
use crate::answer::{self, Answer, Halt, failed, unreadable};
use crate::form::Form;
use crate::site::{App, Site, program_ref};
use crate::visit::check_post;
use crate::words;

/// Whether mail is offered here.
pub(crate) fn is_offered(site: &Site) -> bool {
    site.desk.sends_mail() && !site.settings.is_onion
}

/// The program, where mail is offered.
fn offered(site: &Site, slug: &str) -> Result<Arc<Program>, Halt> {
    let program = find(site, slug)?;
    match is_offered(site) {
        true => Ok(program),
        false => Err(failed(site.portal(None), &Error::NotFound)),
    }
}

fn show(site: &Site, program: &Program, status: StatusCode, step: Step) -> Answer {
    let frame = site.portal(None).within(program_ref(program));
    answer::page_with(status, &SubscriptionPage { frame, program: program_ref(program), step })
}

fn refused(site: &Site, error: &Error) -> Halt {
    failed(site.portal(None), error)
}

/// `GET /p/{program}/subscribe`.
pub(crate) async fn ask_form(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = offered(&site, &slug)?;
    show(&site, &program, StatusCode::OK, Step::Ask(Input::default()))
}

/// `POST /p/{program}/subscribe`: the same answer whoever has the address.
pub(crate) async fn ask(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let program = offered(&site, &slug)?;
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.portal(None), &error))?;
    let typed = form.text("address");
    let Ok(address) = typed.parse::<MailAddress>() else {
        let wrong = Input::wrong(typed, words::text("subscribe-wrong"));
        return show(&site, &program, StatusCode::UNPROCESSABLE_ENTITY, Step::Ask(wrong));
    };
    if !site.has_room_for_a_question() {
        let wrong = Input::wrong(typed, words::text("subscribe-busy"));
        return show(&site, &program, StatusCode::TOO_MANY_REQUESTS, Step::Ask(wrong));
    }
    let language = crate::language::of_page().unwrap_or_default().tag();
    let asked = site.desk.ask_subscriber(&program.id, address, language).await;
    asked.map_err(|error| refused(&site, &error))?;
    show(&site, &program, StatusCode::OK, Step::Asked)
}

/// `GET /p/{program}/subscribe/{token}`: the link of the question.
pub(crate) async fn confirm_form(
    State(site): State<App>,
    Path((slug, token)): Path<(String, String)>,
) -> Answer {
    let program = offered(&site, &slug)?;
    match site.desk.is_open_question(&program.id, &token) {
        true => show(&site, &program, StatusCode::OK, Step::Confirm(token)),
        false => show(&site, &program, StatusCode::NOT_FOUND, Step::Old),
    }
}

/// `POST /p/{program}/subscribe/{token}`.
pub(crate) async fn confirm(
    State(site): State<App>,
    Path((slug, token)): Path<(String, String)>,
    parts: Parts,
) -> Answer {
    check_post(&site, &parts)?;
    let program = offered(&site, &slug)?;
    match site.desk.confirm_subscription(&program.id, &token).await {
        Ok(Confirmed::Subscribed) => show(&site, &program, StatusCode::OK, Step::Confirmed),
        Ok(Confirmed::Full) => show(&site, &program, StatusCode::CONFLICT, Step::Full),
        Err(Error::NotFound) => show(&site, &program, StatusCode::NOT_FOUND, Step::Old),
        Err(error) => Err(refused(&site, &error)),
    }
}

/// `GET /p/{program}/unsubscribe/{token}`: the link that every mail has. It works where no mail is sent any more.
pub(crate) async fn end_form(
    State(site): State<App>,
    Path((slug, token)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    match site.desk.is_ending_token(&program.id, &token) {
        true => show(&site, &program, StatusCode::OK, Step::End(token)),
        false => Err(refused(&site, &Error::NotFound)),
    }
}

/// `POST /p/{program}/unsubscribe/{token}`, from our page or from a mail program. The body says nothing more; a token
/// that is not ours is told so before anything is looked up, so that no limit need stand before the right one.
pub(crate) async fn end(
    State(site): State<App>,
    Path((slug, token)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    let ended = site.desk.end_subscription(&program.id, &token).await;
    ended.map_err(|error| refused(&site, &error))?;
    show(&site, &program, StatusCode::OK, Step::Ended)
}
