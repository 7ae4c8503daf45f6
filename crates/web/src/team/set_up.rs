//! `/desk/setup`: the first account, by the one-time link that the program printed, and the recovery kit.
//!
//! The kit is shown once, as the answer to the setup itself. Four of its words are then asked for; the form
//! carries a code over exactly those words, so that nothing about the kit has to be remembered here.

use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use desk::{Error, FieldError};
use pages::Input;
use pages::desk::{AskedWord, KitSheet, RecoveryKitPage, SetupPage};
use pages::problem::ProblemKind;
use serde::Deserialize;

use crate::answer::{self, Answer, failed, refusal, sentence, to, unreadable};
use crate::form::Form;
use crate::site::{App, Site};
use crate::visit::{Side, check_post, door, with_cookie, with_device};
use crate::words;

/// Which words of the kit are asked for, counted from one.
const ASKED: [usize; 4] = [3, 8, 14, 21];
/// Which words of its sheets, where it is in three.
const ASKED_OF_SHEETS: [(usize, usize); 3] = [(1, 3), (2, 8), (3, 14)];

/// The words that are asked for, not typed yet.
fn asked(in_sheets: bool) -> Vec<AskedWord> {
    let word = |sheet, position| AskedWord { sheet, position, input: Input::default() };
    match in_sheets {
        true => ASKED_OF_SHEETS.into_iter().map(|(sheet, at)| word(Some(sheet), at)).collect(),
        false => ASKED.into_iter().map(|at| word(None, at)).collect(),
    }
}

/// A kit, or one of its sheets, as words under its name.
fn on_paper(text: &str, has_name: bool) -> KitSheet {
    let mut words = text.split_whitespace().map(str::to_owned);
    let name = has_name.then(|| words.next()).flatten();
    KitSheet { name, words: words.collect() }
}

/// The one-time code of the link.
#[derive(Deserialize, Default)]
pub(crate) struct Code {
    #[serde(default)]
    code: String,
}

fn page(
    site: &Site,
    code: &str,
    (name, sheets): (&str, bool),
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
        sheets,
        error,
    }
}

/// `GET /desk/setup?code=…`.
pub(crate) async fn get(State(site): State<App>, Query(code): Query<Code>) -> Answer {
    match site.desk.needs_set_up().await {
        Ok(true) if site.desk.is_setup_code(&code.code) => {
            answer::page(&page(&site, &code.code, ("", false), &[], None))
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
    let sheets = form.text("sheets") == "yes";
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
            &page(&site, code, (name, sheets), &[wrong], None),
        );
    }
    let made = match site.desk.set_up(name, passphrase).await {
        Ok(made) => made,
        Err(Error::Fields(wrong)) => {
            return answer::page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &page(&site, code, (name, sheets), &wrong, None),
            );
        }
        Err(error) => return Err(failed(frame(), &error)),
    };
    let signed_in = site
        .desk
        .sign_in(name, passphrase, None, &door(&site, &parts))
        .await
        .map_err(|error| failed(frame(), &error))?;
    let papers: Vec<KitSheet> = match sheets {
        true => made.kit_sheets.iter().map(|sheet| on_paper(sheet, true)).collect(),
        false => vec![on_paper(&made.kit_words, false)],
    };
    let asked = asked(sheets);
    let answers: Vec<&str> = asked
        .iter()
        .filter_map(|word| {
            let paper = papers.get(word.sheet.map_or(0, |sheet| sheet - 1))?;
            paper.words.get(word.position - 1).map(String::as_str)
        })
        .collect();
    let kit_token = site.desk.csrf_token(&format!("kit {}", answers.join(" ")));
    let page = RecoveryKitPage {
        frame: site.desk_frame(Some(&signed_in.cookie), signed_in.member.as_ref()),
        name: name.to_owned(),
        made: words::when(site.desk.now()),
        asked,
        sheets: papers,
        kit_token,
    };
    let response = answer::page_with(StatusCode::CREATED, &page)?;
    let response = with_device(&site, response, &signed_in.device);
    Ok(with_cookie(&site, response, Side::Desk, &signed_in.cookie))
}

/// `POST /desk/setup/recovery-kit`: the four words, typed back.
pub(crate) async fn confirm(State(site): State<App>, request: Request) -> Answer {
    let (_, _, form, _) = super::account::posted_own(&site, request).await?;
    let in_sheets = asked(true).iter().any(|word| !form.text(&word.field()).is_empty());
    let typed: Vec<String> =
        asked(in_sheets).iter().map(|word| form.text(&word.field()).to_lowercase()).collect();
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
