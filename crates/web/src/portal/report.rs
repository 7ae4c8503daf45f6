//! `/p/{program}/report`: the form made from the policy's fields, and its receipt.
//!
//! Whatever goes wrong, the text a person typed comes back with the page. The receipt is the answer to the
//! post itself: it is shown once and stored nowhere, so there is no address to come back to.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::{
    Attachments, Error, FieldError, FormToken, Identity, Program, Received, Submission,
    SubmissionKey,
};
use pages::portal::{self as page, CreditWish, Owed, ReceiptPage, ReportPage};
use pages::{Field, Frame, Input};

use super::find;
use crate::answer::{self, Answer, Halt, failed, kind_of, sentence, unreadable};
use crate::form::{Form, MOST_FILES, Sealing};
use crate::site::{App, Site, program_ref};
use crate::visit::check_post;
use crate::words;

/// How old a form must be before it is taken while many arrive: nobody writes faster, and a program has to hold a
/// signed form for that long for every single report.
const LEAST_SECONDS_IN_A_CROWD: u64 = 30;

/// The empty form.
pub(crate) async fn get(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let form = view(&site, &program, &Form::default(), &[], Vec::new(), None);
    answer::page(&form)
}

/// A report.
pub(crate) async fn post(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let request = Request::from_parts(parts, body);
    let mut attachments =
        site.desk.attach_to_report(&program.id).map_err(|error| failed(frame.clone(), &error))?;
    let admits = |texts: &BTreeMap<String, String>| {
        texts
            .get("form_token")
            .is_some_and(|token| site.desk.check_form_token(token.trim()).is_some())
    };
    let mut sealing = Sealing { into: &mut attachments, admits };
    let read = Form::read_with(request, site.settings.max_file_bytes, &mut sealing).await;
    let checked = match read {
        Ok(form) => check(&site, &program, form),
        Err(error) => Err(unreadable(frame.clone(), &error)),
    };
    let (form, token) = match checked {
        Ok(checked) => checked,
        Err(refused) => {
            attachments.discard().await;
            return Err(refused);
        }
    };
    let submission = submission(&program, &form, attachments);
    let sent = site
        .desk
        .submit_report(
            &access::Principal::Anonymous,
            &program.id,
            submission,
            SubmissionKey::Form(token),
        )
        .await;
    match sent {
        Ok(received) => answer::page_with(
            StatusCode::CREATED,
            &receipt(frame, &program, &received, form.file_count),
        ),
        Err(Error::Fields(fields)) => {
            Err(again(&site, &program, &form, &fields, "", StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(
            error @ (Error::IntakeClosed(_)
            | Error::Unavailable
            | Error::NoRoom
            | Error::Bug { .. }),
        ) => Err(again_after(&site, &program, &form, &error)),
        Err(error) => Err(failed(frame, &error)),
    }
}

/// What a form must be before its report is looked at: from a page of ours, from a person, kept whole.
fn check(site: &Site, program: &Program, mut form: Form) -> Result<(Form, FormToken), Halt> {
    // A field that people do not see: only a program fills it. It is told what a person would be told.
    if !form.text("website").is_empty() {
        return Err(again(
            site,
            program,
            &form,
            &[],
            "The form could not be read. Reload the page and send it again.",
            StatusCode::BAD_REQUEST,
        ));
    }
    let Some(token) = site.desk.check_form_token(form.text("form_token")) else {
        return Err(again(
            site,
            program,
            &form,
            &[],
            "This page was open for more than a day, or was not made by this site. Your text is kept: look it over and send it again. Files have to be chosen again.",
            StatusCode::UNPROCESSABLE_ENTITY,
        ));
    };
    if !site.is_calm() && site.desk.age_of_form(&token) < LEAST_SECONDS_IN_A_CROWD {
        let words = format!(
            "Many reports arrive at this moment, so that each waits until its form is {LEAST_SECONDS_IN_A_CROWD} seconds old. Your text is kept: wait that long, then press the button again."
        );
        return Err(again(site, program, &form, &[], &words, StatusCode::TOO_MANY_REQUESTS));
    }
    if !words::rules(&program.policy).is_empty() && form.text("rules") != "yes" {
        let wrong = FieldError {
            field: "rules".to_owned(),
            message: "Please confirm that you followed the rules above.".to_owned(),
        };
        return Err(again(site, program, &form, &[wrong], "", StatusCode::UNPROCESSABLE_ENTITY));
    }
    if let Some(error) = form.not_kept.take() {
        return Err(again_after(site, program, &form, &error));
    }
    Ok((form, token))
}

/// The form again, with what it held, after an error that is not the sender's.
fn again_after(site: &Site, program: &Program, form: &Form, error: &Error) -> Halt {
    let status =
        StatusCode::from_u16(kind_of(error).status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    again(site, program, form, &[], &error.to_string(), status)
}

fn again(
    site: &Site,
    program: &Program,
    form: &Form,
    fields: &[FieldError],
    error: &str,
    status: StatusCode,
) -> Halt {
    let errors = if error.is_empty() { Vec::new() } else { vec![sentence(error)] };
    let files = (form.file_count > 0)
        .then(|| "Choose the files again: the browser does not keep them.".to_owned());
    let page = view(site, program, form, fields, errors, files);
    let mut response: Response = match answer::page_with(status, &page) {
        Ok(response) => response,
        Err(halt) => return halt,
    };
    if status == StatusCode::SERVICE_UNAVAILABLE || status == StatusCode::INSUFFICIENT_STORAGE {
        response
            .headers_mut()
            .insert(axum::http::header::RETRY_AFTER, axum::http::HeaderValue::from_static("60"));
    }
    Halt::from(response)
}

fn submission(program: &Program, form: &Form, attachments: Attachments) -> Submission {
    let mut fields = BTreeMap::new();
    for field in &program.policy.report_form().fields {
        if let Some(text) = form.texts.get(&field_name(&field.id)) {
            fields.insert(field.id.clone(), text.clone());
        }
    }
    let name = form.text("name").to_owned();
    let contact = Some(form.text("contact").to_owned()).filter(|text| !text.is_empty());
    Submission {
        fields,
        identity: match page::Identity::from_value(form.text("identity")).unwrap_or_default() {
            page::Identity::Named => Identity::Named { name, contact },
            page::Identity::Pseudonym => Identity::Pseudonym { name },
            page::Identity::Anonymous => Identity::Anonymous,
        },
        may_pass_on: form.text("pass_on") == "yes",
        credit: (CreditWish::from_value(form.text("credit")) == Some(CreditWish::Yes))
            .then(|| form.text("credit_line").to_owned()),
        files: Vec::new(),
        sealed: Some(attachments),
        incomplete: form.text("incomplete") == "yes",
        channel: "form",
        replay_of: None,
    }
}

/// The policy's fields are apart from the form's own.
fn field_name(id: &str) -> String {
    format!("field-{id}")
}

fn view(
    site: &Site,
    program: &Program,
    form: &Form,
    wrong: &[FieldError],
    errors: Vec<String>,
    files_error: Option<String>,
) -> ReportPage {
    let policy = &program.policy;
    let now = site.desk.now();
    let error_of = |name: &str| {
        wrong.iter().find(|error| error.field == name).map(|error| sentence(&error.message))
    };
    let mut fields: Vec<Field> = policy
        .report_form()
        .fields
        .iter()
        .map(|field| {
            let name = field_name(&field.id);
            let mut view = Field::text(&name, &field.label)
                .help(&field.help)
                .value(form.texts.get(&name).cloned().unwrap_or_default())
                .kind(match &field.kind {
                    policy::FieldKind::Text => pages::FieldKind::Text,
                    policy::FieldKind::LongText => pages::FieldKind::LongText,
                    policy::FieldKind::Choice(choices) => pages::FieldKind::Choice(
                        choices
                            .iter()
                            .map(|choice| pages::Choice::new(&choice.value, &choice.label))
                            .collect(),
                    ),
                });
            if field.required {
                view = view.required();
            }
            match error_of(&field.id) {
                Some(error) => view.error(error),
                None => view,
            }
        })
        .collect();
    let asks_for_missing = policy
        .report_form()
        .fields
        .iter()
        .any(|field| field.required && error_of(&field.id).is_some());
    if asks_for_missing || form.text("incomplete") == "yes" {
        fields.push(
            Field::text("incomplete", "Send it without the fields I left empty")
                .help("The team may ask for them later, and may decline a report that it cannot reproduce.")
                .kind(pages::FieldKind::Checkbox)
                .value(form.text("incomplete")),
        );
    }
    let input = |name: &str| Input { value: form.text(name).to_owned(), error: error_of(name) };
    let mut errors = errors;
    errors.extend(
        wrong
            .iter()
            .filter(|error| {
                policy.report_form().field(&error.field).is_none()
                    && !matches!(error.field.as_str(), "name" | "contact" | "credit_line" | "rules")
            })
            .map(|error| sentence(&error.message)),
    );
    let form_token = if wrong.is_empty() && errors.is_empty() {
        site.desk.issue_form_token()
    } else {
        // The same form, corrected: it keeps its token as long as that is valid.
        let token = form.text("form_token");
        match site.desk.check_form_token(token) {
            Some(_) => token.to_owned(),
            None => site.desk.issue_form_token(),
        }
    };
    ReportPage {
        frame: site.portal(None).within(program_ref(program)),
        program: program_ref(program),
        intake: words::intake(policy, now),
        version: policy.version().to_string(),
        promises: policy
            .promises
            .iter()
            .filter(|promise| promise.to == policy::Party::Reporter)
            .map(words::promise_short)
            .collect(),
        fields,
        identity: page::Identity::from_value(form.text("identity")).unwrap_or_default(),
        name: input("name"),
        contact: input("contact"),
        pass_on: form.text("pass_on") == "yes",
        credit: CreditWish::from_value(form.text("credit")).unwrap_or_default(),
        credit_line: input("credit_line"),
        credit_rule: match policy.credit.choice {
            policy::CreditChoice::Unstated => "",
            policy::CreditChoice::OptIn => "You are credited if you ask for it.",
            policy::CreditChoice::OptOut => "You are credited unless you decline.",
            policy::CreditChoice::Never => "This program does not credit reporters.",
        }
        .to_owned(),
        files_help: format!(
            "Up to {MOST_FILES} files of {} MiB each. They are sealed before they are stored.",
            site.settings.max_file_bytes >> 20
        ),
        files_error,
        rules: words::rules(policy),
        rules_accepted: form.text("rules") == "yes",
        rules_error: error_of("rules"),
        form_token,
        errors,
    }
}

fn receipt(frame: Frame, program: &Program, received: &Received, file_count: usize) -> ReceiptPage {
    ReceiptPage {
        frame,
        program: program_ref(program),
        handle: received.handle.clone(),
        words: received.receipt.words().split_whitespace().map(str::to_owned).collect(),
        code: received.receipt.characters().to_string(),
        received: words::when(received.at),
        version: received.policy.to_string(),
        owed: received
            .clocks
            .iter()
            .filter(|clock| clock.owed_to == policy::Party::Reporter && clock.is_open())
            .map(|clock| Owed {
                what: words::act_words(clock.act).to_owned(),
                due: clock.due.filter(|_| !clock.is_target).map(|due| words::when(due.strict)),
                source: clock.source.clone(),
            })
            .collect(),
        file_count,
    }
}
