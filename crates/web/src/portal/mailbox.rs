//! `/mailbox`: a reporter comes back with the receipt, reads, answers, and leaves.
//!
//! The receipt travels in a form's body, never in an address. A wrong receipt, an unknown one and one of
//! an erased case get the same answer.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use case::{CommandSpec, Fact, Refusal};
use desk::{CreditStanding, Error, FieldError, Instruction, Mailbox, Sight};
use pages::portal::{
    Answer as FieldAnswer, Closing, CreditBox, EmbargoView, Expectation, MailboxEntryPage,
    MailboxPage, Slip,
};
use pages::{CommandView, Field, FieldKind, FileView, Input, Link};

use crate::answer::{self, Answer, Halt, failed, sentence, to, unreadable};
use crate::form::{self, Form};
use crate::site::{App, Site, program_ref};
use crate::visit::{Side, check_post, check_token, reporter, with_cookie, without_cookie};
use crate::words;

/// What every wrong receipt is told.
const NO_SUCH_RECEIPT: &str = "wrong-receipt";

/// `GET /mailbox`: asks for the receipt.
pub(crate) async fn entry(State(site): State<App>) -> Answer {
    answer::page(&MailboxEntryPage { frame: site.portal(None), receipt: Input::default() })
}

/// `POST /mailbox`: opens it.
pub(crate) async fn open(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let network = crate::visit::network(&site, &parts);
    let network = network.map(|_| crate::limit::network(network));
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.portal(None), &error))?;
    let cookie = open_receipt(&site, &form, network).await?;
    Ok(with_cookie(&site, to(pages::path::MAILBOX_CASE), Side::Mailbox, &cookie))
}

async fn open_receipt(site: &Site, form: &Form, network: Option<[u8; 7]>) -> Result<String, Halt> {
    let typed = form.text("receipt");
    let again = |error: String| {
        // A receipt is not echoed: somebody may look over the reporter's shoulder at an error page.
        answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &MailboxEntryPage { frame: site.portal(None), receipt: Input::wrong("", error) },
        )
        .map_or_else(|halt| halt, Halt::from)
    };
    let receipt = seal::Receipt::parse(typed).map_err(|error| again(not_a_receipt(&error)))?;
    match site.desk.open_mailbox_of(&receipt).await {
        Ok((cookie, case)) => {
            site.desk.saw(Sight::ReceiptOpened(case), network);
            Ok(cookie)
        }
        Err(Error::NotFound) => {
            site.desk.saw(Sight::ReceiptGuessed, network);
            Err(again(words::text(NO_SUCH_RECEIPT)))
        }
        Err(error) => Err(failed(site.portal(None), &error)),
    }
}

/// `GET /mailbox/case`.
pub(crate) async fn get(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (reporter, cookie) = reporter(&site, &parts).await?;
    let mailbox = site
        .desk
        .mailbox(&reporter)
        .await
        .map_err(|error| failed(site.portal(Some(&cookie)), &error))?;
    answer::page(&view(&site, &cookie, &mailbox, None)?)
}

/// `POST /mailbox/case/do/{command}`.
pub(crate) async fn act(
    State(site): State<App>,
    Path(command): Path<String>,
    request: Request,
) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let (reporter, cookie) = reporter(&site, &parts).await?;
    let frame = site.portal(Some(&cookie));
    let mut attachments = if form::may_bring_files(&parts.headers) {
        let begun = site.desk.attach_to_mailbox(&reporter);
        Some(begun.map_err(|error| failed(frame.clone(), &error))?)
    } else {
        None
    };
    let request = Request::from_parts(parts, body);
    let mut form = form::read_sealing(&site, &cookie, request, &mut attachments)
        .await
        .map_err(|error| unreadable(frame.clone(), &error))?;
    if let Err(refused) = check_token(&site, &cookie, &form, Side::Mailbox) {
        form::discard(attachments).await;
        return Err(refused);
    }
    let typed = typed_fields(&form);
    let instruction = Instruction {
        command: command.clone(),
        fields: typed.clone(),
        // What a reporter adds never depends on what the team did meanwhile.
        seen: None,
        files: Vec::new(),
        sealed: attachments,
    };
    let acted = match form.not_kept.take() {
        Some(error) => {
            form::discard(instruction.sealed).await;
            Err(error)
        }
        None => site.desk.act_as_reporter(&reporter, instruction).await,
    };
    match acted {
        Ok(_) => Ok(to(pages::path::MAILBOX_CASE)),
        Err(
            error @ (Error::Fields(_) | Error::Refused(_) | Error::Unavailable | Error::NoRoom),
        ) => {
            let errors = match &error {
                Error::Fields(fields) => fields.clone(),
                Error::Unavailable => general(words::text("wrong-report-not-stored")),
                Error::NoRoom => general(words::text("wrong-report-no-room")),
                other if answer::is_english() => general(other.to_string()),
                _ => general(words::text("no-longer-possible")),
            };
            let mailbox =
                site.desk.mailbox(&reporter).await.map_err(|error| failed(frame, &error))?;
            let status = StatusCode::from_u16(answer::kind_of(&error).status())
                .unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let page = view(&site, &cookie, &mailbox, Some((&command, &typed, &errors)))?;
            answer::page_with(status, &page)
        }
        Err(error) => Err(failed(frame, &error)),
    }
}

/// `POST /mailbox/proof`: the receipt file, for the session's case or for a receipt sent with the form.
pub(crate) async fn proof(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let cookie = crate::visit::cookie(&site, &parts.headers, Side::Mailbox);
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.portal(None), &error))?;
    let fail = |error: Error| failed(site.portal(None), &error);
    let holder = if form.text("receipt").is_empty() {
        let cookie = cookie.unwrap_or_default();
        match site.desk.visitor(Some(&cookie)).await.map_err(fail)? {
            desk::Visitor::Reporter(reporter) => {
                check_token(&site, &cookie, &form, Side::Mailbox)?;
                reporter
            }
            _ => return Err(Halt::from(to(pages::path::MAILBOX))),
        }
    } else {
        let receipt =
            seal::Receipt::parse(form.text("receipt")).map_err(|_| fail(Error::NotFound))?;
        site.desk.reporter(&receipt).await.map_err(fail)?
    };
    let file = site.desk.receipt_file(&holder).await.map_err(fail)?;
    Ok(answer::download("candor-receipt.txt", file.into_bytes()))
}

/// `POST /mailbox/export`: everything that is held about the reporter, as a file (GDPR Articles 15 and 20).
pub(crate) async fn export(State(site): State<App>, request: Request) -> Answer {
    let (reporter, cookie, _) = sent(&site, request).await?;
    let fail = |error: Error| failed(site.portal(Some(&cookie)), &error);
    let mailbox = site.desk.mailbox(&reporter).await.map_err(fail)?;
    let reports = mailbox.case.reports.iter();
    let file = serde_json::json!({
        "format": "candor-reporter-data/1",
        "exported": site.desk.now().to_string(),
        "reports": reports
            .map(|(at, body)| serde_json::json!({ "received": at.to_string(), "sender": body.identity, "report": body }))
            .collect::<Vec<_>>(),
        "files": mailbox.files().map(|file| serde_json::json!({ "name": file.name, "entry": file.seq })).collect::<Vec<_>>(),
        "mailbox": crate::api::mailbox::MailboxView::of(&mailbox),
    });
    let name = format!("candor-{}.json", mailbox.case.handle);
    let bytes = serde_json::to_vec_pretty(&file)
        .map_err(|error| fail(Error::bug("export for the reporter", &error)))?;
    Ok(answer::download(&name, bytes))
}

/// `POST /mailbox/erasure`: asks the team to erase what it holds (GDPR Article 17). It reaches the team as a message
/// on the case, in English, as its pages are; what the reporter adds stays as written.
pub(crate) async fn erasure(State(site): State<App>, request: Request) -> Answer {
    let (reporter, cookie, form) = sent(&site, request).await?;
    let asked = pages::Language::English.text("data-erase-message");
    let text = format!("{asked}\n\n{}", form.text("reason")).trim().to_owned();
    let instruction = Instruction {
        command: "message".to_owned(),
        fields: BTreeMap::from([("text".to_owned(), text)]),
        seen: None,
        files: Vec::new(),
        sealed: None,
    };
    match site.desk.act_as_reporter(&reporter, instruction).await {
        Ok(_) => Ok(to(&format!("{}#talk", pages::path::MAILBOX_CASE))),
        Err(error) => Err(failed(site.portal(Some(&cookie)), &error)),
    }
}

/// Reads a small form of the mailbox, with its session and token.
async fn sent(site: &Site, request: Request) -> Result<(desk::Reporter, String, Form), Halt> {
    let (parts, body) = request.into_parts();
    check_post(site, &parts)?;
    let (reporter, cookie) = reporter(site, &parts).await?;
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.portal(Some(&cookie)), &error))?;
    check_token(site, &cookie, &form, Side::Mailbox)?;
    Ok((reporter, cookie, form))
}

/// `GET /mailbox/files/{file}`.
pub(crate) async fn file(
    State(site): State<App>,
    Path(file): Path<String>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (reporter, cookie) = reporter(&site, &parts).await?;
    let fail = |error: Error| failed(site.portal(Some(&cookie)), &error);
    let id = file.parse().map_err(|_| fail(Error::NotFound))?;
    let content = site.desk.open_file_as_reporter(&reporter, id).await.map_err(fail)?;
    Ok(answer::download(&content.name, content.bytes))
}

/// `POST /mailbox/leave`.
pub(crate) async fn leave(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let Some(cookie) = crate::visit::cookie(&site, &parts.headers, Side::Mailbox) else {
        return Ok(to(pages::path::HOME));
    };
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.portal(None), &error))?;
    check_token(&site, &cookie, &form, Side::Mailbox)?;
    site.desk.end_session(&cookie).await.map_err(|error| failed(site.portal(None), &error))?;
    Ok(without_cookie(&site, to(pages::path::HOME), Side::Mailbox))
}

/// What is told to somebody whose words cannot be a receipt.
fn not_a_receipt(error: &impl std::fmt::Display) -> String {
    if answer::is_english() {
        sentence(&error.to_string())
    } else {
        words::text("wrong-receipt-form")
    }
}

fn general(message: String) -> Vec<FieldError> {
    vec![FieldError { field: String::new(), message }]
}

/// The fields of a form that belong to a command.
pub(crate) fn typed_fields(form: &Form) -> BTreeMap<String, String> {
    form.texts
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "csrf" | "expected_seq"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

type Tried<'a> = (&'a str, &'a BTreeMap<String, String>, &'a [FieldError]);

fn view(
    site: &Site,
    cookie: &str,
    mailbox: &Mailbox,
    tried: Option<Tried<'_>>,
) -> Result<MailboxPage, Halt> {
    let now = site.desk.now();
    let case = &mailbox.case;
    let program = site
        .desk
        .program(&case.program)
        .map_err(|error| failed(site.portal(Some(cookie)), &error))?;
    let mut frame = site.portal(Some(cookie)).within(program_ref(&program));
    if case.replay {
        frame = frame.note(pages::NoteKind::Replay, words::text("about-replayed-case"));
    }
    let nothing = BTreeMap::new();
    let command = |name: &str| -> Option<CommandView> {
        let (spec, allowed) = mailbox.commands.iter().find(|(spec, _)| spec.name == name)?;
        Some(one(spec, allowed, mailbox, tried, &nothing))
    };
    let open = |name: &str| {
        command(name)
            .filter(|c| matches!(c.availability, pages::Availability::Open) || c.has_problems())
    };
    let write = ["answer", "message"].iter().find_map(|name| open(name)).map(with_files);
    let named = [
        "answer",
        "message",
        "withdraw",
        "agree-credit",
        "decline-credit",
        "accept-embargo",
        "reject-embargo",
        "propose-embargo",
        // What a party answers for itself; which parties there are is not the reporter's to know.
        "consent",
        "decline-consent",
    ];
    let others = mailbox
        .commands
        .iter()
        .filter(|(spec, allowed)| !named.contains(&spec.name) && allowed.is_ok())
        .map(|(spec, allowed)| one(spec, allowed, mailbox, tried, &nothing))
        .collect();
    let embargo = &case.state.embargo;
    let embargo_words = if embargo.state.binds() {
        Some("embargo-agreed")
    } else if embargo.proposals.is_empty() {
        None
    } else {
        Some("embargo-proposed")
    };
    let next = case::next_owed(&case.clocks);
    let report = case
        .reports
        .first()
        .map(|(_, body)| {
            body.fields
                .iter()
                .map(|field| FieldAnswer {
                    label: field.label.clone(),
                    text: field.text.clone(),
                    missing: false,
                })
                .collect()
        })
        .unwrap_or_default();
    let file_views = |seq: u64| -> Vec<FileView> {
        mailbox
            .files()
            .filter(|file| file.seq == seq)
            .map(|file| FileView {
                name: file.name.clone(),
                size: words::size(file.stored_bytes),
                href: format!("/mailbox/files/{}", file.id),
                inside: None,
            })
            .collect()
    };
    let mut slips = Vec::new();
    for (_, event) in mailbox.events() {
        if let Fact::ResolutionExpected { slipped_from: Some(was), reason, .. } = &event.fact {
            slips.push(Slip { was: words::date(*was), reason: reason.as_str().to_owned() });
        }
    }
    Ok(MailboxPage {
        handle: case.handle.clone(),
        headline: sentence(&words::headline(&case.state)),
        next: next.map_or_else(
            || words::text("nothing-owed"),
            |clock| sentence(&words::act_words(clock.act)),
        ),
        next_by: next
            .filter(|clock| !clock.is_target)
            .and_then(|clock| clock.due)
            .map(|due| words::when(due.strict)),
        asked: case
            .state
            .waiting
            .contains_key(&case::WaitingOn::Reporter)
            .then(|| {
                case.events.iter().rev().find_map(|event| match &event.fact {
                    Fact::InformationRequested { question } => Some(question.as_str().to_owned()),
                    _ => None,
                })
            })
            .flatten(),
        closing: case.state.milestones.closed.and_then(|at| {
            case.state.outcome.as_ref().map(|outcome| Closing {
                class: words::closed_words(outcome.class),
                reason: outcome.reason.as_str().to_owned(),
                when: words::when(at),
            })
        }),
        clocks: mailbox.clocks().map(|clock| words::clock_view(clock, now)).collect(),
        timeline: None,
        entries: mailbox
            .events()
            .map(|(seq, event)| {
                let mut entry =
                    words::entry(seq, event, file_views(seq), &words::text("who-you"), |_| {
                        words::text("who-team")
                    });
                // Which parties there are is not the reporter's to know.
                if matches!(event.actor, case::Actor::Participant(_)) {
                    entry.who = words::text("who-party");
                }
                entry
            })
            .collect(),
        write,
        embargo: embargo_words.map(|words| EmbargoView {
            words: words::text(words),
            ends: embargo
                .terms
                .as_ref()
                .or_else(|| embargo.proposals.first().map(|proposal| &proposal.terms))
                .map(|terms| words::when(terms.ends)),
            reason: String::new(),
            accept: open("accept-embargo"),
            decline: open("reject-embargo"),
            propose: open("propose-embargo"),
        }),
        expectation: case
            .state
            .expected
            .map(|date| Expectation { expected: words::date(date), slips }),
        credit: credit_box(mailbox, open("agree-credit"), open("decline-credit")),
        withdraw: open("withdraw"),
        others,
        report,
        files: file_views(1),
        received: words::when(case.opened_at),
        version: case.policy.version().to_string(),
        advisory: case.state.advisory.map(|_| Link {
            href: pages::path::advisories(program.id.as_str()),
            text: words::text("the-advisory"),
        }),
        expected_seq: case.last_seq,
        program: program_ref(&program),
        frame,
    })
}

/// How the reporter is named, and what they can say about it.
fn credit_box(
    mailbox: &Mailbox,
    mut agree: Option<CommandView>,
    decline: Option<CommandView>,
) -> CreditBox {
    let facts = mailbox.credit();
    let credit = &mailbox.case.state.credit;
    let line = credit.line.as_ref().map(|line| line.as_str().to_owned()).unwrap_or_default();
    let form = credit.form.map(|form| form.as_str().to_owned()).unwrap_or_default();
    for field in agree.iter_mut().flat_map(|view| &mut view.fields) {
        if field.value.is_empty() {
            match field.name.as_str() {
                "line" => field.value.clone_from(&line),
                "form" => field.value.clone_from(&form),
                _ => {}
            }
        }
    }
    let is_silent = matches!(facts.standing, CreditStanding::Silent { .. });
    CreditBox {
        words: words::text(match (facts.standing, facts.line.is_some()) {
            (CreditStanding::Never, _) => "report-credit-never",
            (CreditStanding::Declined, _) => "credit-declined",
            (_, false) => "credit-nameless",
            (CreditStanding::Silent { by_default: false }, _) => "credit-silent",
            (CreditStanding::Silent { by_default: true }, _) => "credit-silent-named",
            (CreditStanding::Agreed, _) => "credit-agreed",
            (CreditStanding::Named, _) => "credit-named",
        }),
        // Exactly what is shown is what is agreed to, whatever the team writes meanwhile.
        confirm: (is_silent && facts.line.is_some() && agree.is_some()).then(|| {
            [("line", line), ("form", form)].into_iter().filter(|(_, v)| !v.is_empty()).collect()
        }),
        line: facts.line,
        agree,
        decline,
    }
}

fn one(
    spec: &CommandSpec,
    allowed: &Result<(), Refusal>,
    mailbox: &Mailbox,
    tried: Option<Tried<'_>>,
    nothing: &BTreeMap<String, String>,
) -> CommandView {
    let (typed, errors) = match tried {
        Some((name, typed, errors)) if name == spec.name => (typed, errors),
        _ => (nothing, &[][..]),
    };
    words::command_view(spec, allowed, &mailbox.case.state, &mailbox.case.policy, typed, errors)
}

/// A form that also takes files.
pub(crate) fn with_files(mut view: CommandView) -> CommandView {
    view.fields.push(
        Field::text("files", words::text("files"))
            .help(words::text("sealed-help"))
            .kind(FieldKind::Files),
    );
    view
}
