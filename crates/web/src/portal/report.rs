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
        // Looked over only: nothing of it is kept here.
        Ok(form) if form.text("check") == "yes" => {
            attachments.discard().await;
            let mut page = view(&site, &program, &form, &[], Vec::new(), None);
            page.checked = Some(looked_over(&site, &program, &form));
            return answer::page(&page);
        }
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
            &words::text("wrong-report-form"),
            StatusCode::BAD_REQUEST,
        ));
    }
    let Some(token) = site.desk.check_form_token(form.text("form_token")) else {
        return Err(again(
            site,
            program,
            &form,
            &[],
            &words::text("wrong-report-old"),
            StatusCode::UNPROCESSABLE_ENTITY,
        ));
    };
    if !site.is_calm() && site.desk.age_of_form(&token) < LEAST_SECONDS_IN_A_CROWD {
        let words =
            words::say("wrong-report-crowd").number("seconds", LEAST_SECONDS_IN_A_CROWD).plain();
        return Err(again(site, program, &form, &[], &words, StatusCode::TOO_MANY_REQUESTS));
    }
    if !words::rules(&program.policy).is_empty() && form.text("rules") != "yes" {
        let wrong =
            FieldError { field: "rules".to_owned(), message: words::text("wrong-report-rules") };
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
    let now = site.desk.now();
    let words = match (error, program.policy.intake.state_at(now)) {
        (Error::IntakeClosed(_), policy::IntakeState::Paused { until }) => {
            let urgent = program.policy.intake.urgent.as_ref().map(::policy::ContactWay::in_words);
            let urgent = urgent.map(|way| words::say("intake-urgent").by("way", way).plain());
            let paused = words::say("wrong-report-paused").word("until", words::when(until).words);
            format!("{} {}", paused.plain(), urgent.unwrap_or_default()).trim().to_owned()
        }
        (Error::Unavailable, _) => words::text("wrong-report-not-stored"),
        (Error::NoRoom, _) => words::text("wrong-report-no-room"),
        (Error::Bug { incident }, _) => {
            words::say("wrong-report-ours").by("incident", incident).plain()
        }
        (other, _) => other.to_string(),
    };
    again(site, program, form, &[], &words, status)
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
    let files = (form.file_count > 0).then(|| words::text("wrong-report-files"));
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

/// The well-known fields that say why an answer helps, with an example.
const EXPLAINED: [&str; 8] =
    ["title", "details", "type", "version", "steps", "proof-of-concept", "impact", "exploited"];

/// What a field asks, and its help: the policy's own words, or ours in the language of the page where it has none.
fn asked(field: &policy::ReportField) -> (String, String) {
    let known = policy::WELL_KNOWN_FIELDS.iter().find(|known| known.id == field.id);
    let ours = |given: &str, usual: Option<&str>, id: String| match usual {
        Some(usual) if usual == given => words::text(id),
        _ => given.to_owned(),
    };
    (
        ours(&field.label, known.map(|known| known.label), format!("ask-{}", field.id)),
        ours(&field.help, known.map(|known| known.help), format!("ask-{}-help", field.id)),
    )
}

/// An answer to choose: the policy's own words, or ours for those that it has from us.
fn choice_words(choice: &policy::Choice) -> String {
    match (choice.value.as_str(), choice.label.as_str()) {
        ("yes", "Yes") => words::text("yes"),
        ("no", "No") => words::text("no"),
        ("unknown", "Not known") => words::text("not-known"),
        ("other", "Something else, or not sure") => words::text("something-else"),
        (_, own) => own.to_owned(),
    }
}

/// How complete a form is, and how it reads.
fn looked_over(site: &Site, program: &Program, form: &Form) -> page::Checked {
    let policy = &program.policy;
    let asks = policy.report_form();
    let typed = |id: &str| form.texts.get(&field_name(id)).map_or("", |text| text.trim());
    let filled: Vec<&str> = asks
        .fields
        .iter()
        .map(|field| field.id.as_str())
        .filter(|id| !typed(id).is_empty())
        .collect();
    let (given, all) = asks.completeness(&filled).counts();
    let empty = asks.fields.iter().filter(|field| typed(&field.id).is_empty());
    let version = typed("version");
    page::Checked {
        given,
        all,
        empty: empty
            .map(|field| page::Empty {
                name: field_name(&field.id),
                label: asked(field).0,
                required: field.required,
            })
            .collect(),
        version: words::version_supported(policy, typed("product"), version, site.desk.now()),
        preview: asks
            .fields
            .iter()
            .filter(|field| !typed(&field.id).is_empty())
            .map(|field| page::Answer {
                label: asked(field).0,
                text: typed(&field.id).to_owned(),
                missing: false,
            })
            .collect(),
    }
}

/// What is wrong with a field, told from what was typed: the use case says it in English.
fn wrong_words(policy: &policy::Policy, form: &Form, error: &FieldError) -> String {
    let asks = policy.report_form();
    let typed = |id: &str| form.texts.get(&field_name(id)).map_or("", |text| text.trim());
    match error.field.as_str() {
        "rules" => words::text("wrong-report-rules"),
        "name" if asks.field("name").is_none() => words::text("wrong-report-name"),
        _ if asks.fields.iter().all(|field| typed(&field.id).is_empty()) => {
            words::text("wrong-report-empty")
        }
        id => match asks.field(id) {
            Some(field) if typed(id).is_empty() => words::say("wrong-report-missing")
                .by("field", asked(field).0)
                .word("tick", words::text("report-incomplete"))
                .plain(),
            Some(policy::ReportField { kind: policy::FieldKind::Choice(_), .. }) => {
                let label = asks.field(id).map(|field| asked(field).0).unwrap_or_default();
                words::say("wrong-report-choice").by("field", label).plain()
            }
            Some(_) if typed(id).len() > crate::form::MOST_TEXT_BYTES => {
                words::text("wrong-report-long")
            }
            _ => sentence(&error.message),
        },
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
        let error = wrong.iter().find(|error| error.field == name)?;
        Some(wrong_words(policy, form, error))
    };
    let mut fields: Vec<Field> = policy
        .report_form()
        .fields
        .iter()
        .map(|field| {
            let name = field_name(&field.id);
            let (label, mut help) = asked(field);
            if field.id == "version" {
                let supported = words::supported(policy, form.text(&field_name("product")));
                if !supported.is_empty() {
                    let said = words::say("ask-version-supported").by("versions", supported);
                    help = format!("{help} {}", said.plain()).trim().to_owned();
                }
            }
            let mut view = Field::text(&name, label)
                .help(help)
                .value(form.texts.get(&name).cloned().unwrap_or_default())
                .kind(match &field.kind {
                    policy::FieldKind::Text => pages::FieldKind::Text,
                    policy::FieldKind::LongText => pages::FieldKind::LongText,
                    policy::FieldKind::Choice(choices) => pages::FieldKind::Choice(
                        choices
                            .iter()
                            .map(|choice| pages::Choice::new(&choice.value, choice_words(choice)))
                            .collect(),
                    ),
                });
            if EXPLAINED.contains(&field.id.as_str()) {
                view = view.why(pages::Why {
                    reason: words::text(format!("ask-{}-why", field.id)),
                    example: words::text(format!("ask-{}-example", field.id)),
                });
            }
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
            Field::text("incomplete", words::text("report-incomplete"))
                .help(words::text("report-incomplete-help"))
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
    // The same form, corrected or looked over: it keeps its token as long as that is valid.
    let token = form.text("form_token");
    let form_token = match site.desk.check_form_token(token) {
        Some(_) => token.to_owned(),
        None => site.desk.issue_form_token(),
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
        out_of_scope: words::out_of_scope(policy),
        checked: None,
        fields,
        identity: page::Identity::from_value(form.text("identity")).unwrap_or_default(),
        name: input("name"),
        contact: input("contact"),
        pass_on: form.text("pass_on") == "yes",
        credit: CreditWish::from_value(form.text("credit")).unwrap_or_default(),
        credit_line: input("credit_line"),
        credit_rule: match policy.credit.choice {
            policy::CreditChoice::Unstated => String::new(),
            policy::CreditChoice::OptIn => words::text("report-credit-opt-in"),
            policy::CreditChoice::OptOut => words::text("report-credit-opt-out"),
            policy::CreditChoice::Never => words::text("report-credit-never"),
        },
        files_help: words::say("files-help")
            .count("count", MOST_FILES)
            .word("size", site.settings.max_file_bytes >> 20)
            .plain(),
        files_error,
        rules: words::rules(policy),
        harbor: words::harbor(policy),
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
                what: words::act_words(clock.act),
                due: clock.due.filter(|_| !clock.is_target).map(|due| words::when(due.strict)),
                source: clock.source.clone(),
            })
            .collect(),
        file_count,
    }
}
