//! `/desk/sign-in` and `/desk/sign-out`.

use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use pages::desk::SignInPage;
use serde::Deserialize;

use crate::answer::{self, Answer, failed, sentence, to, unreadable};
use crate::form::Form;
use crate::site::{App, Site};
use crate::visit::{Side, check_post, check_token, door, with_cookie, with_device, without_cookie};

/// Where to go afterwards.
#[derive(Deserialize, Default)]
pub(crate) struct Next {
    #[serde(default)]
    pub(crate) next: String,
    /// Whether somebody wants to sign in although a session waits for something.
    #[serde(default)]
    again: String,
}

/// Only places of our own desk: never another site, never a protocol-relative address.
pub(crate) fn safe_next(next: &str) -> &str {
    let own = next == "/desk" || next.starts_with("/desk/") || next.starts_with("/desk?");
    if own && !next.starts_with("/desk/sign") { next } else { "/desk" }
}

pub(crate) async fn sign_in_page(
    site: &Site,
    name: &str,
    error: Option<String>,
    next: &str,
) -> SignInPage {
    SignInPage {
        frame: site.desk_frame(None, None),
        name: name.to_owned(),
        error,
        next: safe_next(next).to_owned(),
        provider: site.provider.as_ref().map(|known| known.settings.name.clone()),
        takes_passkeys: site.desk.takes_passkeys(),
        needs_setup: site.desk.needs_set_up().await.unwrap_or(false),
    }
}

/// `GET /desk/sign-in`.
pub(crate) async fn get(
    State(site): State<App>,
    Query(next): Query<Next>,
    request: Request,
) -> Answer {
    // A session that waits for something is led there: every page of the desk leads here first.
    let cookie = crate::visit::cookie(&site, request.headers(), Side::Desk);
    if next.again.is_empty()
        && let Ok(Some(own)) = site.desk.own(cookie.as_deref()).await
        && let Some(place) = super::account::place_of(own.stage, &next.next)
    {
        return Ok(to(&place));
    }
    answer::page(&sign_in_page(&site, "", None, &next.next).await)
}

/// `POST /desk/sign-in`.
pub(crate) async fn post(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let form = Form::read(Request::from_parts(parts.clone(), body))
        .await
        .map_err(|error| unreadable(site.desk_frame(None, None), &error))?;
    let name = form.text("name");
    // A passphrase may begin or end with a space: it is taken as typed.
    let passphrase = form.texts.get("passphrase").map_or("", String::as_str);
    match site.desk.sign_in(name, passphrase, None, &door(&site, &parts)).await {
        Ok(signed_in) => {
            let next = form.text("next");
            let place = super::account::place_of(signed_in.stage, next);
            let response = to(place.as_deref().unwrap_or(safe_next(next)));
            let response = with_device(&site, response, &signed_in.device);
            Ok(with_cookie(&site, response, Side::Desk, &signed_in.cookie))
        }
        Err(error @ desk::Error::WrongPassphrase) => answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &sign_in_page(&site, name, Some(sentence(&error.to_string())), form.text("next")).await,
        ),
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// `POST /desk/sign-out`.
pub(crate) async fn sign_out(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let Some(cookie) = crate::visit::cookie(&site, &parts.headers, Side::Desk) else {
        return Ok(to(pages::path::SIGN_IN));
    };
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.desk_frame(None, None), &error))?;
    check_token(&site, &cookie, &form, Side::Desk)?;
    site.desk
        .end_session(&cookie)
        .await
        .map_err(|error| failed(site.desk_frame(None, None), &error))?;
    Ok(without_cookie(&site, to(pages::path::SIGN_IN), Side::Desk))
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    // ASVS 3.7.2
    #[test]
    fn signing_in_never_leads_to_another_site() {
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:1",
            "",
            "/p/x",
            "/deskevil",
        ] {
            assert_eq!(safe_next(bad), "/desk", "{bad}");
        }
        assert_eq!(safe_next("/desk/p/x/cases/K7Q2-M4XD"), "/desk/p/x/cases/K7Q2-M4XD");
    }
}
