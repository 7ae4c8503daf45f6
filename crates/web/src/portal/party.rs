//! `/invitation` and `/party`: an outside party reads the terms, agrees, and takes part in its one case.
//!
//! A link leads to a page that only carries its code on: nothing is looked up, and so nothing is used up,
//! before a person sends it. From then on the code stands in no address. A wrong code, an unknown one and one
//! that was answered get the same words.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use case::{Case, CommandSpec, PartyStanding, Refusal};
use desk::{CaseOfParty, Error, FieldError, Instruction, Party, PartySees, PartyTerms};
use pages::desk::ShownOncePage;
use pages::portal::{InvitationPage, PartyCasePage, PartyTermsPage};
use pages::{CommandView, Field, FieldKind, FileView, Input};

use super::mailbox::{typed_fields, with_files};
use crate::answer::{self, Answer, Halt, failed, sentence, to, unreadable};
use crate::form::{self, Form};
use crate::site::{App, Site, program_ref};
use crate::visit::{Side, check_post, check_token, party, with_cookie, without_cookie};
use crate::words;

/// What every wrong code is told.
const NOTHING_OPENS: &str = "Nothing can be opened with this, or nothing any more. Check it against what you were given; the team that invited you can make a new link.";

/// `GET /invitation`: asks for the code.
pub(crate) async fn entry(State(site): State<App>) -> Answer {
    answer::page(&InvitationPage {
        frame: site.portal(None),
        code: Input::default(),
        linked: false,
    })
}

/// `GET /invitation/{code}`: the link. It looks nothing up.
pub(crate) async fn linked(State(site): State<App>, Path(code): Path<String>) -> Answer {
    let frame = site.portal(None);
    match seal::PartyKey::parse(&code) {
        Ok(code) => answer::page(&InvitationPage {
            frame,
            code: Input::of(code.characters().as_str()),
            linked: true,
        }),
        // What was mistyped is not shown back: it may be half of a code.
        Err(_) => answer::page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &InvitationPage { frame, code: Input::wrong("", NOTHING_OPENS), linked: false },
        ),
    }
}

/// `POST /invitation`: opens it.
pub(crate) async fn open(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.portal(None), &error))?;
    let again = |error: String| {
        let page = InvitationPage {
            frame: site.portal(None),
            code: Input::wrong("", error),
            linked: false,
        };
        answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
            .map_or_else(|halt| halt, Halt::from)
    };
    let code = seal::PartyKey::parse(form.text("code"))
        .map_err(|error| again(sentence(&error.to_string())))?;
    match site.desk.open_invitation(&code).await {
        Ok(cookie) => Ok(with_cookie(&site, to(pages::path::PARTY_CASE), Side::Party, &cookie)),
        Err(Error::NotFound | Error::Forbidden(_)) => Err(again(NOTHING_OPENS.to_owned())),
        Err(error) => Err(failed(site.portal(None), &error)),
    }
}

/// `GET /party`: the terms, or the case.
pub(crate) async fn get(State(site): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let (party, cookie) = party(&site, &parts).await?;
    show(&site, &cookie, &party, StatusCode::OK, None).await
}

/// `POST /party/do/{command}`.
pub(crate) async fn act(
    State(site): State<App>,
    Path(command): Path<String>,
    request: Request,
) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let (party, cookie) = party(&site, &parts).await?;
    let frame = site.portal(Some(&cookie));
    let fail = |error: Error| failed(frame.clone(), &error);
    let mut attachments = match form::may_bring_files(&parts.headers) {
        true => Some(site.desk.attach_for_party(&party).await.map_err(fail)?),
        false => None,
    };
    let request = Request::from_parts(parts, body);
    let mut form = form::read_sealing(&site, &cookie, request, &mut attachments)
        .await
        .map_err(|error| unreadable(frame.clone(), &error))?;
    if let Err(refused) = check_token(&site, &cookie, &form, Side::Party) {
        form::discard(attachments).await;
        return Err(refused);
    }
    let typed = typed_fields(&form);
    if command == "consent" {
        form::discard(attachments).await;
        return join(&site, &cookie, &party).await;
    }
    let instruction = Instruction {
        command: command.clone(),
        fields: typed.clone(),
        // What a party says never depends on what came meanwhile.
        seen: None,
        files: Vec::new(),
        sealed: attachments,
    };
    let acted = match form.not_kept.take() {
        Some(error) => {
            form::discard(instruction.sealed).await;
            Err(error)
        }
        None => site.desk.act_as_party(&party, instruction).await,
    };
    match acted {
        Ok(_) => Ok(to(pages::path::PARTY_CASE)),
        Err(
            error @ (Error::Fields(_) | Error::Refused(_) | Error::Unavailable | Error::NoRoom),
        ) => {
            let errors = match &error {
                Error::Fields(fields) => fields.clone(),
                other => vec![FieldError { field: String::new(), message: other.to_string() }],
            };
            let status = StatusCode::from_u16(answer::kind_of(&error).status())
                .unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            show(&site, &cookie, &party, status, Some((&command, &typed, &errors))).await
        }
        Err(error) => Err(fail(error)),
    }
}

/// Agrees; whoever came with a link is shown the key of its own, once.
async fn join(site: &Site, cookie: &str, party: &Party) -> Answer {
    let joined = match site.desk.join_as_party(party).await {
        Ok(Some(joined)) => joined,
        Ok(None) => return Ok(to(pages::path::PARTY_CASE)),
        Err(error @ Error::Refused(_)) => {
            let nothing = BTreeMap::new();
            let errors = [FieldError { field: String::new(), message: error.to_string() }];
            let tried = Some(("consent", &nothing, &errors[..]));
            return show(site, cookie, party, StatusCode::CONFLICT, tried).await;
        }
        Err(error) => return Err(failed(site.portal(Some(cookie)), &error)),
    };
    let page = ShownOncePage {
        frame: site.portal(Some(&joined.cookie)),
        title: "You take part".to_owned(),
        lead: vec![
            "This is your key. Write it down or keep it in a password manager now: it is shown only once, and the link you came with opens nothing any more.".to_owned(),
            "Either form opens the case at the address of the invitation, until your access ends. Whoever has it sees what you see.".to_owned(),
        ],
        lines: vec![joined.words, joined.characters],
        next: (pages::path::PARTY_CASE.to_owned(), "To the case".to_owned()),
    };
    Ok(with_cookie(site, answer::page(&page)?, Side::Party, &joined.cookie))
}

/// `GET /party/files/{file}`.
pub(crate) async fn file(
    State(site): State<App>,
    Path(file): Path<String>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (party, cookie) = party(&site, &parts).await?;
    let fail = |error: Error| failed(site.portal(Some(&cookie)), &error);
    let id = file.parse().map_err(|_| fail(Error::NotFound))?;
    let content = site.desk.open_file_as_party(&party, id).await.map_err(fail)?;
    Ok(answer::download(&content.name, content.bytes))
}

/// `POST /party/leave`.
pub(crate) async fn leave(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let Some(cookie) = crate::visit::cookie(&site, &parts.headers, Side::Party) else {
        return Ok(to(pages::path::HOME));
    };
    let form = Form::read(Request::from_parts(parts, body))
        .await
        .map_err(|error| unreadable(site.portal(None), &error))?;
    check_token(&site, &cookie, &form, Side::Party)?;
    site.desk.end_session(&cookie).await.map_err(|error| failed(site.portal(None), &error))?;
    Ok(without_cookie(&site, to(pages::path::HOME), Side::Party))
}

type Tried<'a> = (&'a str, &'a BTreeMap<String, String>, &'a [FieldError]);

async fn show(
    site: &Site,
    cookie: &str,
    party: &Party,
    status: StatusCode,
    tried: Option<Tried<'_>>,
) -> Answer {
    let fail = |error: Error| failed(site.portal(Some(cookie)), &error);
    let program = site.desk.program(&party.program).map_err(fail)?;
    match site.desk.party_sees(party).await.map_err(fail)? {
        PartySees::Terms(terms) => {
            let policy = &program.policy;
            answer::page_with(status, &terms_page(site, cookie, &program, &terms, policy, tried))
        }
        PartySees::Case(case) => {
            answer::page_with(status, &case_page(site, cookie, &program, &case, tried))
        }
    }
}

/// How a party stands, said to it.
const fn said(standing: PartyStanding) -> &'static str {
    match standing {
        PartyStanding::Asked => "You are asked, and have not answered yet.",
        PartyStanding::AskedAgain => {
            "The terms changed since you agreed. Nothing is shown until you agree to the new ones."
        }
        PartyStanding::NoAnswer => {
            "The time to answer is over, which counts as a no. Ask the team if you want to take part."
        }
        PartyStanding::Declined => "You declined. Ask the team if you want to take part after all.",
        PartyStanding::Removed => "You take no part in this case any more.",
        PartyStanding::Silent => "You take part, and have not said whether you are affected.",
        PartyStanding::Looking => "You are looking whether you are affected.",
        PartyStanding::Affected => "You are affected, and have no fix yet.",
        PartyStanding::FixReady => "Your fix is ready.",
        PartyStanding::FixDeployed => "Your fix is released.",
        PartyStanding::NotAffected => "You are not affected.",
        PartyStanding::TakesPart => "You take part.",
    }
}

/// A command as its form for a party: without the names of others, which are not its to see.
fn command(
    policy: &policy::Policy,
    (spec, allowed): &(&'static CommandSpec, Result<(), Refusal>),
    values: &BTreeMap<String, String>,
    tried: Option<Tried<'_>>,
) -> CommandView {
    let (typed, errors) = match tried {
        Some((name, typed, errors)) if name == spec.name => (typed, errors),
        _ => (values, &[][..]),
    };
    let nobody = Case::default();
    let mut view = words::command_view(spec, allowed, &nobody, policy, typed, errors);
    view.audience = None;
    view.fields.retain(|field| !matches!(field.name.as_str(), "participant" | "to"));
    view
}

fn terms_page(
    site: &Site,
    cookie: &str,
    program: &desk::Program,
    terms: &PartyTerms,
    policy: &policy::Policy,
    tried: Option<Tried<'_>>,
) -> PartyTermsPage {
    let nothing = BTreeMap::new();
    let is_open = |name: &str| {
        terms.commands.iter().any(|(spec, allowed)| spec.name == name && allowed.is_ok())
    };
    let agree = match (terms.takes_key, is_open("consent")) {
        (true, _) => Some("Take your key, and see the case"),
        (false, true) => Some("Agree to these terms, and see the case"),
        (false, false) => None,
    };
    let commands = terms
        .commands
        .iter()
        .filter(|(spec, allowed)| {
            let is_tried = tried.is_some_and(|(name, ..)| name == spec.name);
            spec.name != "consent" && !terms.takes_key && (allowed.is_ok() || is_tried)
        })
        .map(|one| command(policy, one, &nothing, tried))
        .collect();
    let refused = tried.filter(|(name, ..)| *name == "consent");
    PartyTermsPage {
        frame: site.portal(Some(cookie)).within(program_ref(program)),
        program: program_ref(program),
        handle: terms.handle.clone(),
        party: terms.party.clone(),
        role: terms.role.label().to_owned(),
        standing: match terms.takes_key {
            true => "You agreed; your key is still to be taken.".to_owned(),
            false => said(terms.standing).to_owned(),
        },
        ends: terms.embargo.as_ref().map(|embargo| words::when(embargo.ends)),
        note: terms
            .embargo
            .as_ref()
            .and_then(|embargo| embargo.note.as_ref())
            .map(|note| note.as_str().to_owned())
            .unwrap_or_default(),
        proposed: terms.proposed.iter().map(|one| words::when(one.terms.ends)).collect(),
        tlp: terms.tlp.label().to_owned(),
        rules: terms.rules.as_ref().map(|rules| rules.as_str().to_owned()).unwrap_or_default(),
        respond_by: terms.respond_by.map(words::when),
        agree: agree.map(str::to_owned),
        until: words::when(terms.until),
        commands,
        error: refused
            .and_then(|(_, _, errors)| errors.first())
            .map(|error| sentence(&error.message)),
        expected_seq: 0,
    }
}

fn case_page(
    site: &Site,
    cookie: &str,
    program: &desk::Program,
    case: &CaseOfParty,
    tried: Option<Tried<'_>>,
) -> PartyCasePage {
    let mut stands: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in [
        ("report", Some(case.report)),
        ("fix", case.fix),
        ("impact", case.impact.map(case::Impact::as_str)),
        ("statement", case.statement.as_ref().map(|said| said.text.as_str())),
    ] {
        if let Some(value) = value {
            stands.insert(name.to_owned(), value.to_owned());
        }
    }
    let nothing = BTreeMap::new();
    let find = |name: &str, values: &BTreeMap<String, String>| {
        let one = case.commands.iter().find(|(spec, _)| spec.name == name)?;
        let view = command(&case.policy, one, values, tried);
        (one.1.is_ok() || view.has_problems()).then_some(view)
    };
    let write = find("party-message", &nothing).map(|mut view| {
        let to_team = Field::text("to", "Only the team reads it").kind(FieldKind::Checkbox);
        let asked = tried.and_then(|(_, typed, _)| typed.get("to")).cloned().unwrap_or_default();
        view.fields.insert(1.min(view.fields.len()), to_team.value(asked));
        "Every party of the case reads it, unless you choose the team alone. The reporter does not."
            .clone_into(&mut view.help);
        "Send".clone_into(&mut view.label);
        with_files(view)
    });
    let status = find("record-status", &stands).map(|mut view| {
        "Say so".clone_into(&mut view.label);
        if case.fix.is_none() {
            view.fields.retain(|field| !matches!(field.name.as_str(), "fix" | "impact"));
        }
        view
    });
    let others = case
        .commands
        .iter()
        .filter(|(spec, allowed)| {
            let is_tried = tried.is_some_and(|(name, ..)| name == spec.name);
            matches!(spec.name, "propose-embargo" | "revise-embargo")
                && (allowed.is_ok() || is_tried)
        })
        .map(|one| command(&case.policy, one, &nothing, tried))
        .collect();
    let files = |seq: u64| -> Vec<FileView> {
        case.files
            .iter()
            .filter(|file| file.seq == seq)
            .map(|file| FileView {
                name: file.name.clone(),
                size: words::size(file.stored_bytes),
                href: format!("/party/files/{}", file.id),
                inside: None,
            })
            .collect()
    };
    let entries = case.events.iter().map(|(seq, event)| {
        let mut entry =
            words::entry(*seq, event, files(*seq), "The reporter", |_| "The team".to_owned());
        match &event.actor {
            case::Actor::Participant(name) if *name == case.name => {
                "You".clone_into(&mut entry.who);
            }
            // Whoever writes to every party is named to them; who else is on the case is not said.
            case::Actor::Participant(_) if event.fact.kind() != "PartyMessageSent" => {
                "Another party".clone_into(&mut entry.who);
            }
            _ => {}
        }
        entry
    });
    PartyCasePage {
        frame: site.portal(Some(cookie)).within(program_ref(program)),
        program: program_ref(program),
        handle: case.handle.clone(),
        party: case.party.clone(),
        standing: said(case.standing).to_owned(),
        ends: case.embargo.as_ref().map(|embargo| words::when(embargo.ends)),
        tlp: case.tlp.label().to_owned(),
        rules: case.rules.as_ref().map(|rules| rules.as_str().to_owned()).unwrap_or_default(),
        statement: case
            .statement
            .as_ref()
            .map(|said| said.text.as_str().to_owned())
            .unwrap_or_default(),
        statement_by_team: case.statement.as_ref().is_some_and(|said| said.by_team),
        until: words::when(case.until),
        entries: entries.collect(),
        write,
        status,
        others,
        expected_seq: 0,
    }
}
