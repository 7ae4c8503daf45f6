//! `/desk/p/{program}/proposals`: acts that need two people.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use desk::joint::{JointAct, Phase};
use desk::{Error, FieldError, Member, ProposalFacts};
use pages::desk::{ProposalRow, ProposalsPage};
use pages::{Choice, Field, FieldKind};
use policy::id::ProgramId;

use super::posted;
use crate::answer::{self, Answer, failed, sentence, to};
use crate::site::{App, Site, program_ref};
use crate::visit::member;
use crate::words;

/// `GET`: the list.
pub(crate) async fn get(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let page = view(&site, &member, &cookie, &slug, &BTreeMap::new(), &[])
        .await
        .map_err(|error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error))?;
    answer::page(&page)
}

/// `POST`: a new proposal.
pub(crate) async fn propose(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let typed: BTreeMap<&str, &str> =
        ["act", "case", "reason"].into_iter().map(|name| (name, form.text(name))).collect();
    match proposed(&site, &member, &slug, &typed).await {
        Ok(()) => Ok(to(&pages::path::proposals(&slug))),
        Err(Error::Fields(wrong)) => {
            let page = view(&site, &member, &cookie, &slug, &typed, &wrong).await.map_err(fail)?;
            answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(fail(error)),
    }
}

async fn proposed(
    site: &Site,
    member: &Member,
    slug: &str,
    typed: &BTreeMap<&str, &str>,
) -> Result<(), Error> {
    let program: ProgramId = slug.parse().map_err(|_| Error::NotFound)?;
    let text = |name: &str| typed.get(name).copied().unwrap_or_default();
    let act = JointAct::from_name(text("act"))
        .ok_or_else(|| Error::field("act", "Choose one of the acts."))?;
    let case = match act.is_about_a_case() {
        true => match site.desk.case_by_handle(member, &program, text("case")).await {
            Ok(case) => Some(case),
            Err(Error::NotFound) => {
                return Err(Error::field("case", "Give the handle of a case, such as K7Q2-M4XD."));
            }
            Err(error) => return Err(error),
        },
        false => None,
    };
    site.desk.propose(member, &program, act, case, text("reason")).await.map(|_| ())
}

/// `POST …/{proposal}`: agrees to it, stops it, or does what was agreed.
pub(crate) async fn decide(
    State(site): State<App>,
    Path((slug, proposal)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let id = proposal.parse().map_err(|_| fail(Error::NotFound))?;
    if form.text("step") == "do" {
        let exports = site.desk.export_program(&member, &program, id).await.map_err(fail)?;
        let json = serde_json::to_vec_pretty(&exports)
            .map_err(|error| fail(Error::bug("export to JSON", &error)))?;
        return Ok(answer::download(&format!("candor-{slug}.json"), json));
    }
    let decided = match form.text("step") {
        "agree" => site.desk.agree_to_proposal(&member, &program, id).await,
        "stop" => site.desk.stop_proposal(&member, &program, id).await,
        _ => Err(Error::field("step", "Agree to it, stop it, or do what was agreed.")),
    };
    decided.map_err(fail)?;
    Ok(to(&pages::path::proposals(&slug)))
}

async fn view(
    site: &Site,
    member: &Member,
    cookie: &str,
    slug: &str,
    typed: &BTreeMap<&str, &str>,
    wrong: &[FieldError],
) -> Result<ProposalsPage, Error> {
    let id: ProgramId = slug.parse().map_err(|_| Error::NotFound)?;
    let program = site.desk.program(&id)?;
    let members = site.desk.members(member, &id).await?;
    let name_of = |user| {
        let known = members.iter().find(|facts| facts.user == user);
        known.map_or_else(|| "somebody who left".to_owned(), |facts| facts.login.clone())
    };
    let mut rows = Vec::new();
    for facts in site.desk.proposals(member, &id).await? {
        let case = match facts.case {
            Some(case) => site.desk.outline(member, &id, case).await?.line.handle,
            None => String::new(),
        };
        let may_do = facts.phase == Phase::Agreed
            && facts.act == JointAct::ExportProgram
            && member.may_in(&id, facts.act.permission());
        let is_own = facts.proposer == member.user;
        rows.push(ProposalRow { may_do, ..row(&facts, case, name_of(facts.proposer), is_own) });
    }
    let field = |field: Field| {
        let field = match typed.get(field.name.as_str()) {
            Some(value) => field.value(*value),
            None => field,
        };
        match wrong.iter().find(|error| error.field == field.name) {
            Some(error) => field.error(sentence(&error.message)),
            None => field,
        }
    };
    let acts: Vec<Choice> = JointAct::ALL
        .into_iter()
        // Background work that reads content does not exist: there is nothing that this could allow.
        .filter(|act| *act != JointAct::SwitchToAssisted)
        .filter(|act| act.is_about_a_case() || member.may_in(&id, act.permission()))
        .filter(|_| member.may_in(&id, access::PermissionKind::ExportProgram))
        .map(|act| Choice::new(act.name(), sentence(act.words()).trim_end_matches('.')))
        .collect();
    let fields = match acts.is_empty() {
        true => Vec::new(),
        false => vec![
            field(Field::text("act", "What").kind(FieldKind::Choice(acts)).required()),
            field(
                Field::text("case", "Case")
                    .help("Its handle, such as K7Q2-M4XD; empty for what concerns the program."),
            ),
            field(Field::text("reason", "Why").help("Whoever agrees reads it.").required()),
        ],
    };
    Ok(ProposalsPage {
        frame: site.desk_frame(Some(cookie), Some(member)).within(program_ref(&program)),
        program: program_ref(&program),
        proposals: rows,
        fields,
    })
}

fn row(facts: &ProposalFacts, case: String, proposer: String, is_own: bool) -> ProposalRow {
    let is_waiting = facts.phase == Phase::Waiting;
    let stop = match (facts.phase.is_open(), is_own) {
        (false, _) => "",
        (true, true) => "Take back",
        (true, false) => "Reject",
    };
    ProposalRow {
        id: facts.id.to_string(),
        words: sentence(facts.act.words()).trim_end_matches('.').to_owned(),
        case,
        proposer,
        proposed: words::when(facts.proposed_at),
        reason: facts.reason.clone().unwrap_or_default(),
        phase: facts.phase.name().to_owned(),
        by_itself: facts.agreed_at.filter(|_| is_waiting).map(words::when),
        may_agree: is_waiting && !is_own,
        may_do: false,
        stop: stop.to_owned(),
    }
}
