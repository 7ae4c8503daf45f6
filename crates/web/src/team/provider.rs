//! Signing in with the identity provider, linking it to one's account, and showing who it is with it.
//!
//! Leaving and coming back take a click each. The page before leaving has a link, because a form may post to us
//! only, redirections included. The page of the callback has a form, because a browser that comes from another
//! site brings no session: what it brings is sent on by that page, and then the session and the value that this
//! browser keeps come along. So nothing changes by a GET, and nothing that another site makes a browser send.

use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use credential::oidc::{Callback, Purpose};
use desk::{AskedProvider, Error, Own, ProviderStep, SignedIn};
use pages::desk::AskPage;
use pages::path;

use super::account::{account_page, place_of, posted_own};
use super::sign_in::{safe_next, sign_in_page};
use crate::answer::{self, Answer, Halt, failed, sentence, to, unreadable};
use crate::form::Form;
use crate::provider::{IdentityProvider, ProviderFailed};
use crate::site::{App, Site};
use crate::visit::{
    Side, ceremony_cookie, check_post, cookie, door, with_ceremony, with_cookie, with_device,
    without_ceremony,
};

/// Most characters of one value that came back.
const LONGEST_VALUE: usize = 4096;

fn provider(site: &Site) -> Result<&IdentityProvider, Halt> {
    let missing = || failed(site.desk_frame(None, None), &Error::NotFound);
    site.provider.as_ref().ok_or_else(missing)
}

/// The page with the link to the provider.
fn leave(site: &Site, name: &str, asked: &AskedProvider) -> Answer {
    let page = AskPage {
        frame: site.desk_frame(None, None),
        title: format!("Go to {name}"),
        lead: vec![
            format!("You sign in there and come back here. {name} learns that you use this site, and nothing of what is in it."),
            "It shows who you are and unlocks nothing: afterwards a passkey or your passphrase does.".to_owned(),
        ],
        action: String::new(),
        hidden: Vec::new(),
        fields: Vec::new(),
        button: String::new(),
        error: None,
        also: None,
        instead: Some((asked.url.clone(), format!("Go on to {name}"))),
    };
    Ok(with_ceremony(site, answer::page(&page)?, &asked.browser))
}

async fn begin(site: &Site, own: Option<(&Own, ProviderStep)>) -> Result<Answer, Error> {
    let Ok(known) = provider(site) else { return Err(Error::NotFound) };
    let described = match known.provider().await {
        Ok(described) => described,
        Err(failed) => return Ok(refused(site, &failed).await),
    };
    let demands = known.settings.demands.clone();
    let asked = site.desk.ask_provider(own, &described, known.client(), demands).await?;
    Ok(leave(site, &known.settings.name, &asked))
}

/// What the provider's refusal looks like: the page to sign in with its sentence.
async fn refused(site: &Site, failed: &ProviderFailed) -> Answer {
    let words = Some(sentence(&failed.to_string()));
    answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &sign_in_page(site, "", words, "").await)
}

/// `POST /desk/sign-in/provider`.
pub(crate) async fn begin_sign_in(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    check_post(&site, &parts)?;
    provider(&site)?;
    match begin(&site, None).await {
        Ok(answer) => answer,
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// `POST /desk/account/provider`: begins linking it, or showing who it is with it.
pub(crate) async fn begin_own(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, form, _) = posted_own(&site, request).await?;
    let step = match form.text("step") {
        "step-up" => ProviderStep::StepUp,
        _ => ProviderStep::Link,
    };
    match begin(&site, Some((&own, step))).await {
        Ok(answer) => answer,
        Err(error) => Err(failed(site.desk_frame(Some(&cookie), None), &error)),
    }
}

/// `GET /desk/sign-in/provider/callback`: what came back, on a page of ours that sends it on.
pub(crate) async fn callback(
    State(site): State<App>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let known = provider(&site)?;
    let mut hidden: Vec<(&'static str, String)> = Vec::new();
    for name in ["state", "code", "iss", "error"] {
        for (_, value) in pairs.iter().filter(|(sent, _)| sent == name) {
            let is_double = hidden.iter().any(|(have, _)| *have == name);
            if is_double || value.len() > LONGEST_VALUE {
                return refused(&site, &credential::oidc::OidcRefused::Malformed.into()).await;
            }
            hidden.push((name, value.clone()));
        }
    }
    let name = &known.settings.name;
    answer::page(&AskPage {
        frame: site.desk_frame(None, None),
        title: format!("Back from {name}"),
        lead: vec!["One more step, and you are there.".to_owned()],
        action: String::new(),
        hidden,
        fields: Vec::new(),
        button: String::new(),
        error: None,
        also: Some((path::PROVIDER_FINISH.to_owned(), "Go on".to_owned())),
        instead: Some((path::SIGN_IN.to_owned(), "Sign in by another way".to_owned())),
    })
}

/// `POST /desk/sign-in/provider/finish`: judges what came back.
pub(crate) async fn finish(State(site): State<App>, request: Request) -> Answer {
    let known = provider(&site)?;
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let form = Form::read(Request::from_parts(parts.clone(), body))
        .await
        .map_err(|error| unreadable(site.desk_frame(None, None), &error))?;
    let fail = |error: &Error| failed(site.desk_frame(None, None), error);
    let browser = ceremony_cookie(&site, &parts.headers);
    let transaction = match site.desk.begun_with_provider(&browser).await {
        Ok(transaction) => transaction,
        Err(Error::Provider(refusal)) => return refused(&site, &refusal.into()).await,
        Err(error) => return Err(fail(&error)),
    };
    let values = ["state", "code", "iss", "error"];
    let sent = values.iter().map(|name| (*name, form.text(name))).filter(|(_, v)| !v.is_empty());
    let callback = match Callback::from_pairs(sent) {
        Ok(callback) => callback,
        Err(refusal) => return refused(&site, &refusal.into()).await,
    };
    let identity = match known.identity(transaction, callback, site.desk.now()).await {
        Ok(identity) => identity,
        Err(failed) => return refused(&site, &failed).await,
    };
    if identity.purpose == Purpose::SignIn {
        let door = door(&site, &parts);
        return match site.desk.sign_in_with_provider(&identity, known.is_strong(), &door).await {
            Ok(signed_in) => Ok(arrived(&site, &signed_in)),
            Err(error @ Error::UnknownPerson) => {
                let words = Some(sentence(&error.to_string()));
                let page = sign_in_page(&site, "", words, "").await;
                answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
            }
            Err(error) => Err(fail(&error)),
        };
    }
    let cookie = cookie(&site, &parts.headers, Side::Desk);
    let own = site.desk.own(cookie.as_deref()).await.map_err(|error| fail(&error))?;
    let Some(own) = own else { return Err(fail(&Error::SignedOut)) };
    let done = match identity.purpose {
        Purpose::StepUp { .. } => {
            site.desk.step_up_with_provider(&own, &identity, known.is_strong()).await
        }
        Purpose::Bind { .. } | Purpose::SignIn => site.desk.link_provider(&own, &identity).await,
    };
    match done {
        Ok(renewed) => {
            let response = without_ceremony(&site, to(path::ACCOUNT));
            Ok(with_cookie(&site, response, Side::Desk, &renewed))
        }
        Err(Error::Fields(wrong)) => {
            let words = wrong.first().map(|wrong| sentence(&wrong.message));
            let cookie = cookie.unwrap_or_default();
            let page = account_page(&site, &own, &cookie, words).await;
            let page = page.map_err(|error| fail(&error))?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(fail(&error)),
    }
}

fn arrived(site: &Site, signed_in: &SignedIn) -> axum::response::Response {
    let place = place_of(signed_in.stage, "");
    let response = to(place.as_deref().unwrap_or(safe_next("")));
    let response = without_ceremony(site, response);
    let response = with_device(site, response, &signed_in.device);
    with_cookie(site, response, Side::Desk, &signed_in.cookie)
}

/// `POST /desk/account/provider/remove`.
pub(crate) async fn unlink(State(site): State<App>, request: Request) -> Answer {
    let (own, cookie, _, _) = posted_own(&site, request).await?;
    match site.desk.unlink_provider(&own).await {
        Ok(renewed) => Ok(with_cookie(&site, to(path::ACCOUNT), Side::Desk, &renewed)),
        Err(error) => Err(failed(site.desk_frame(Some(&cookie), None), &error)),
    }
}
