//! `/desk/setup`: the first account, by the one-time link that the program printed, and the recovery kit.
//!
//! The kit is shown once, as the answer to the setup itself. Four of its words are then asked for; the form
//! carries a code over exactly those words, so that nothing about the kit has to be remembered here.

use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use desk::{Error, FieldError};
use pages::Input;
use pages::desk::{AskedWord, RecoveryKitPage, SetupPage};
use pages::problem::ProblemKind;
use serde::Deserialize;

use crate::answer::{self, Answer, failed, refusal, sentence, to, unreadable};
use crate::form::Form;
use crate::site::{App, Site};
use crate::visit::{Side, check_post, door, with_cookie, with_device};
use crate::words;

/// Which words of the kit are asked for, counted from one.
const ASKED: [usize; 4] = [3, 8, 14, 21];

/// The one-time code of the link.
#[derive(Deserialize, Default)]
pub(crate) struct Code {
    #[serde(default)]
    code: String,
}

fn page(
    site: &Site,
    code: &str,
    name: &str,
    wrong: &[FieldError],
    error: Option<String>,
) -> SetupPage {
    let error_of = |field: &str| {
        wrong.iter().find(|error| error.field == field).map(|error| sentence(&error.message))
    };
    SetupPage {
        frame: site.desk_frame(None, None),
        setup_token: code.to_owned(),
        name: Input { value: name.to_owned(), error: error_of("login") },
        passphrase_error: error_of("passphrase"),
        again_error: error_of("passphrase_again"),
        passphrase_rule:
            "At least 12 characters. Four or five random words are easy to keep in mind.".to_owned(),
        error,
    }
}

/// `GET /desk/setup?code=…`.
pub(crate) async fn get(State(site): State<App>, Query(code): Query<Code>) -> Answer {
    match site.desk.needs_set_up().await {
        Ok(true) if site.desk.is_setup_code(&code.code) => {
            answer::page(&page(&site, &code.code, "", &[], None))
        }
        Ok(true) => Err(refusal(
            site.desk_frame(None, None),
            ProblemKind::NotFound,
            Some("The first account is made with the link that Candor printed when it started. Start it again for a new link.".to_owned()),
        )),
        Ok(false) => Ok(to(pages::path::SIGN_IN)),
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// `POST /desk/setup`.
pub(crate) async fn post(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let frame = || site.desk_frame(None, None);
    let form = Form::read(Request::from_parts(parts.clone(), body))
        .await
        .map_err(|error| unreadable(frame(), &error))?;
    let code = form.text("setup_token");
    let name = form.text("name");
    if !site.desk.is_setup_code(code) {
        return Err(failed(frame(), &Error::NotFound));
    }
    let passphrase = form.texts.get("passphrase").map_or("", String::as_str);
    if form.texts.get("passphrase_again").map_or("", String::as_str) != passphrase {
        let wrong = FieldError {
            field: "passphrase_again".to_owned(),
            message: "The two passphrases are not the same. Type both again.".to_owned(),
        };
        return answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page(&site, code, name, &[wrong], None),
        );
    }
    let made = match site.desk.set_up(name, passphrase).await {
        Ok(made) => made,
        Err(Error::Fields(wrong)) => {
            return answer::page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &page(&site, code, name, &wrong, None),
            );
        }
        Err(error) => return Err(failed(frame(), &error)),
    };
    let signed_in = site
        .desk
        .sign_in(name, passphrase, None, &door(&site, &parts))
        .await
        .map_err(|error| failed(frame(), &error))?;
    let words: Vec<String> = made.kit_words.split_whitespace().map(str::to_owned).collect();
    let asked: Vec<&str> =
        ASKED.iter().filter_map(|position| words.get(position - 1).map(String::as_str)).collect();
    let kit_token = site.desk.csrf_token(&format!("kit {}", asked.join(" ")));
    let page = RecoveryKitPage {
        frame: site.desk_frame(Some(&signed_in.cookie), signed_in.member.as_ref()),
        name: name.to_owned(),
        made: words::when(site.desk.now()),
        asked: ASKED
            .iter()
            .map(|position| AskedWord { position: *position, input: Input::default() })
            .collect(),
        words,
        kit_token,
    };
    let response = answer::page_with(StatusCode::CREATED, &page)?;
    let response = with_device(&site, response, &signed_in.device);
    Ok(with_cookie(&site, response, Side::Desk, &signed_in.cookie))
}

/// `POST /desk/setup/recovery-kit`: the four words, typed back.
pub(crate) async fn confirm(State(site): State<App>, request: Request) -> Answer {
    let (_, _, form, _) = super::account::posted_own(&site, request).await?;
    let typed: Vec<String> = ASKED
        .iter()
        .map(|position| form.text(&format!("word_{position}")).to_lowercase())
        .collect();
    if site.desk.csrf_matches(&format!("kit {}", typed.join(" ")), form.text("kit_token")) {
        Ok(to(pages::path::QUEUE))
    } else {
        Err(refusal(
            site.desk_frame(None, None),
            ProblemKind::Unprocessable,
            Some("These are not the words of the kit. Go back and compare them with the words you wrote down; without the kit, cases are lost when every passphrase is.".to_owned()),
        ))
    }
}
