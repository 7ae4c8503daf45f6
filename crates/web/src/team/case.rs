//! `/desk/p/{program}/cases/{case}`: everything about a case, and the way to every command of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::PermissionKind;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use case::{Actor, CommandKind, CommandSpec, Refusal};
use desk::{Error, FieldError, Instruction, Member, OpenCase, Program};
use pages::desk::{CaseFact, CasePage, CommandPage, Completeness, Conflict, Hint, ShownEntries};
use pages::portal::Answer as FieldAnswer;
use pages::{CommandView, FileView, NoteKind};

use super::{opened, opened_at, opened_or_seen};
use crate::answer::{self, Answer, failed, sentence, to, unreadable};
use crate::form;
use crate::portal::mailbox::{typed_fields, with_files};
use crate::site::{App, Site, program_ref};
use crate::visit::{Side, check_post, check_token, member};
use crate::words;

/// Entries on one page: a case with hundreds of messages stays one that can be read.
const ENTRIES: u64 = 100;

/// The part of a long case that the address asks for.
#[derive(serde::Deserialize)]
pub(crate) struct Part {
    /// The entries before this one; the latest otherwise.
    before: Option<String>,
}

/// Which entries of a case with so many are shown, where those before one of them are asked for.
fn part_of(last: u64, before: Option<u64>) -> (ShownEntries, core::ops::RangeInclusive<u64>) {
    let end = before.map_or(last, |before| before.saturating_sub(1).clamp(1, last.max(1)));
    let first = end.saturating_sub(ENTRIES).saturating_add(1).max(1);
    let earlier = usize::try_from(first - 1).unwrap_or(usize::MAX);
    (ShownEntries { earlier, first, to_the_end: end >= last }, first..=end)
}

/// `GET`: the case.
pub(crate) async fn get(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    Query(part): Query<Part>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let opened = opened_or_seen(&site, &parts, &slug, &handle).await?;
    let (member, cookie, program) = (opened.member, opened.cookie, opened.program);
    match opened.case {
        Some(case) => {
            let before = part.before.and_then(|before| before.parse().ok());
            let tried = Tried { before, ..Tried::default() };
            answer::page(&view(&site, &member, &cookie, &program, &case, tried))
        }
        None => super::outline::get(&site, &member, &cookie, &program, &handle).await,
    }
}

/// `GET …/do/{command}`: the form of one command, or why it cannot be given now.
pub(crate) async fn command(
    State(site): State<App>,
    Path((slug, handle, command)): Path<(String, String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie, program, case) = opened_at(&site, &parts, &slug, &handle).await?;
    let frame = || site.desk_frame(Some(&cookie), Some(&member));
    let commands = case::open_commands(
        &case.state,
        &Actor::Member(member.user),
        &case.policy,
        site.desk.now(),
    );
    let found = commands.iter().find(|(spec, _)| spec.name == command);
    let Some((spec, allowed)) = found.filter(|_| case.offers(&command)) else {
        return Err(failed(frame(), &Error::NotFound));
    };
    if spec.kind == CommandKind::PublishAdvisory {
        return Ok(to(&pages::path::editor(&slug, &handle)));
    }
    answer::page(&CommandPage {
        frame: frame().within(program_ref(&program)),
        program: program_ref(&program),
        case: case.handle.clone(),
        handle: case.handle.clone(),
        title: title(&case),
        headline: sentence(&case.headline().team),
        command: command_view(&case, spec, allowed, &BTreeMap::new(), &[]),
        expected_seq: case.last_seq,
    })
}

/// `POST …/do/{command}`: a command.
pub(crate) async fn act(
    State(site): State<App>,
    Path((slug, handle, command)): Path<(String, String, String)>,
    request: Request,
) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let (member, cookie) = member(&site, &parts).await?;
    let frame = || site.desk_frame(Some(&cookie), Some(&member));
    let fail = |error: Error| failed(frame(), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &id, &handle).await.map_err(fail)?;
    let mut attachments = if form::may_bring_files(&parts.headers) {
        Some(site.desk.attach_to_case(&member, &id, case).await.map_err(fail)?)
    } else {
        None
    };
    let request = Request::from_parts(parts, body);
    let mut form = form::read_sealing(&site, &cookie, request, &mut attachments)
        .await
        .map_err(|error| unreadable(frame(), &error))?;
    if let Err(refused) = check_token(&site, &cookie, &form, Side::Desk) {
        form::discard(attachments).await;
        return Err(refused);
    }
    let typed = typed_fields(&form);
    let seen: Option<u64> = form.text("expected_seq").parse().ok();
    let instruction = Instruction {
        command: command.clone(),
        fields: typed.clone(),
        seen,
        files: Vec::new(),
        sealed: attachments,
    };
    let acted = match form.not_kept.take() {
        Some(error) => {
            form::discard(instruction.sealed).await;
            Err(error)
        }
        None => site.desk.act(&member, &id, case, instruction).await,
    };
    match acted {
        Ok(_) => Ok(to(&pages::path::case(&slug, &handle))),
        Err(
            error @ (Error::Fields(_)
            | Error::Refused(_)
            | Error::Conflict
            | Error::Unavailable
            | Error::NoRoom),
        ) => {
            let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
            let (errors, conflict) = match &error {
                Error::Fields(fields) => (fields.clone(), None),
                Error::Conflict => (
                    vec![FieldError { field: String::new(), message: "Look at what changed, then send this again if it still holds. What you wrote is kept.".to_owned() }],
                    Some(changes(&case, seen.unwrap_or(0))),
                ),
                other => (vec![FieldError { field: String::new(), message: other.to_string() }], None),
            };
            let tried =
                Tried { command: Some((&command, &typed, &errors)), conflict, before: None };
            let status = StatusCode::from_u16(answer::kind_of(&error).status())
                .unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            answer::page_with(status, &view(&site, &member, &cookie, &program, &case, tried))
        }
        Err(error) => Err(failed(frame(), &error)),
    }
}

/// `GET …/files/{file}`.
pub(crate) async fn file(
    State(site): State<App>,
    Path((slug, handle, file)): Path<(String, String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let id = file.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &program, &handle).await.map_err(fail)?;
    let content = site.desk.open_file(&member, &program, case, id).await.map_err(fail)?;
    Ok(answer::download(&content.name, content.bytes))
}

/// `GET …/export`: the case with everything that proves it.
pub(crate) async fn export(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let program = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &program, &handle).await.map_err(fail)?;
    let export = site.desk.export_case(&member, &program, case).await.map_err(fail)?;
    let json = serde_json::to_vec_pretty(&export)
        .map_err(|error| fail(Error::bug("export to JSON", &error)))?;
    Ok(answer::download(&format!("candor-{slug}-{handle}.json"), json))
}

/// What came back with a form that has to be corrected.
#[derive(Default)]
struct Tried<'a> {
    command: Option<(&'a str, &'a BTreeMap<String, String>, &'a [FieldError])>,
    conflict: Option<Vec<String>>,
    /// The entries before this one are asked for.
    before: Option<u64>,
}

fn changes(case: &OpenCase, seen: u64) -> Vec<String> {
    (1_u64..)
        .zip(&case.events)
        .filter(|(seq, _)| *seq > seen)
        .map(|(seq, event)| {
            let entry =
                words::entry(seq, event, Vec::new(), "the reporter", |_| "a colleague".to_owned());
            format!("{}: {} ({})", entry.who, entry.title, entry.when.words)
        })
        .collect()
}

/// Commands whose forms are always on the page of the case.
const AT_HAND: [&str; 3] = ["acknowledge", "message", "note"];

/// One command of a case as a form.
fn command_view(
    case: &OpenCase,
    spec: &CommandSpec,
    allowed: &Result<(), Refusal>,
    typed: &BTreeMap<String, String>,
    errors: &[FieldError],
) -> CommandView {
    let mut view = words::command_view(spec, allowed, &case.state, &case.policy, typed, errors);
    if matches!(spec.name, "message" | "note" | "acknowledge" | "progress") {
        view = with_files(view);
    }
    if spec.name == "decline" && view.fields.iter().all(|field| field.value.is_empty()) {
        view.help.push_str(" The reporter sees the reason.");
    }
    view
}

/// The case's title, as its report gave it.
pub(super) fn title(case: &OpenCase) -> String {
    let received = case.state.received.as_ref();
    received.map(|received| received.title.as_str().to_owned()).unwrap_or_default()
}

fn view(
    site: &Site,
    member: &Member,
    cookie: &str,
    program: &Arc<Program>,
    case: &OpenCase,
    tried: Tried<'_>,
) -> CasePage {
    let now = site.desk.now();
    let mut frame = site.desk_frame(Some(cookie), Some(member)).within(program_ref(program));
    if case.replay {
        frame = frame
            .note(NoteKind::Replay, "This case replays a public advisory with its real dates.");
    }
    for warning in super::parties::warnings(case, now) {
        frame = frame.note(NoteKind::Warning, warning);
    }
    let actor = Actor::Member(member.user);
    let mut commands = case::open_commands(&case.state, &actor, &case.policy, now);
    commands.retain(|(spec, _)| case.offers(spec.name));
    let nothing = BTreeMap::new();
    let hints = case::next_hints(&case.state);
    // At hand are what came back to be corrected, what could be done next, and talking. The other forms
    // would be most of the page.
    let at_hand = |spec: &CommandSpec, is_open: bool| {
        let is_tried = tried.command.as_ref().is_some_and(|(name, ..)| *name == spec.name);
        let is_next = hints.iter().any(|hint| hint.command == Some(spec.kind));
        is_tried || (is_open && (is_next || AT_HAND.contains(&spec.name)))
    };
    let groups = if !commands.is_empty() {
        words::groups(&commands, at_hand, |spec, allowed| {
            let (typed, errors) = match &tried.command {
                Some((name, typed, errors)) if *name == spec.name => (*typed, *errors),
                _ => (&nothing, &[][..]),
            };
            command_view(case, spec, allowed, typed, errors)
        })
    } else {
        Vec::new()
    };
    let is_at_hand = |name: &str| {
        groups.iter().flat_map(|group| &group.commands).any(|command| command.name == name)
    };
    let hints = hints
        .iter()
        .map(|hint| Hint {
            words: sentence(hint.text),
            href: hint.command.filter(|kind| case.offers(kind.name())).map(|kind| {
                match kind.name() {
                    name if is_at_hand(name) => format!("#do-{name}"),
                    "publish-advisory" => pages::path::editor(program.id.as_str(), &case.handle),
                    name => pages::path::command(program.id.as_str(), &case.handle, name),
                }
            }),
        })
        .collect();
    let names = &case.names;
    let files = |seq: u64| -> Vec<FileView> {
        case.files
            .iter()
            .filter(|file| file.seq == seq)
            .map(|file| FileView {
                name: file.name.clone(),
                size: words::size(file.stored_bytes),
                href: format!(
                    "{}/files/{}",
                    pages::path::case(program.id.as_str(), &case.handle),
                    file.id
                ),
                inside: Some(pages::path::file_inside(
                    program.id.as_str(),
                    &case.handle,
                    &file.id.to_string(),
                )),
            })
            .collect()
    };
    let (shown, range) =
        part_of(u64::try_from(case.events.len()).unwrap_or(u64::MAX), tried.before);
    let report = case.reports.first().map(|(_, body)| body);
    let completeness =
        report.map_or(Completeness { given: 0, asked: 0, missing: Vec::new() }, |body| {
            let complete = policy::completeness(&case.policy, &body.filled());
            let (given, asked) = complete.counts();
            let form = case.policy.report_form();
            Completeness {
                given,
                asked,
                missing: complete
                    .missing_required
                    .iter()
                    .chain(&complete.missing_wanted)
                    .map(|id| {
                        form.field(id).map_or_else(|| id.clone(), |field| field.label.clone())
                    })
                    .collect(),
            }
        });
    CasePage {
        program: program_ref(program),
        case: case.handle.clone(),
        handle: case.handle.clone(),
        title: title(case),
        headline: sentence(&case.headline().team),
        facts: facts(case, report, names),
        received: words::when(case.opened_at),
        version: case.policy.version().to_string(),
        report: report
            .map(|body| {
                case.policy
                    .report_form()
                    .fields
                    .iter()
                    .map(|field| {
                        let text = body.field(&field.id).unwrap_or_default().to_owned();
                        FieldAnswer { label: field.label.clone(), missing: text.is_empty(), text }
                    })
                    .collect()
            })
            .unwrap_or_default(),
        files: files(1),
        completeness,
        entries: (1_u64..)
            .zip(&case.events)
            .filter(|(seq, _)| range.contains(seq))
            .map(|(seq, event)| {
                words::entry(seq, event, files(seq), "The reporter", |user| {
                    names.get(&user).cloned().unwrap_or_else(|| "a former member".to_owned())
                })
            })
            .collect(),
        shown,
        clocks: case.clocks.iter().map(|clock| words::clock_view(clock, now)).collect(),
        timeline: None,
        hints,
        groups,
        expected_seq: case.last_seq,
        conflict: tried.conflict.map(|changes| Conflict { changes }),
        parties: super::parties::in_words(case),
        may_share: case.may.holds(PermissionKind::ShareCase),
        restricted: case.restricted,
        may_edit_advisory: case.may.holds(PermissionKind::DraftAdvisory),
        may_export: case.may.holds(PermissionKind::ExportCase),
        frame,
    }
}

fn facts(
    case: &OpenCase,
    report: Option<&desk::ReportBody>,
    names: &BTreeMap<policy::id::UserId, String>,
) -> Vec<CaseFact> {
    let state = &case.state;
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push(CaseFact { label: label.to_owned(), value });
        }
    };
    fact(
        "Severity",
        state.severity.map_or_else(
            || "not yet assessed (treated as the most severe)".to_owned(),
            |severity| severity.to_string(),
        ),
    );
    fact("Report", state.report().name().to_owned());
    fact("Fix", state.fix().name().to_owned());
    fact("Mark", state.tlp().mark().to_owned());
    fact(
        "Embargo",
        match &state.embargo.terms {
            Some(terms) if state.embargo.state.binds() => {
                format!("until {}", words::when(terms.ends).words)
            }
            _ => "none".to_owned(),
        },
    );
    let known = state.awareness;
    let pxa = known.letters();
    let known = [
        ('P', "the vulnerability is public"),
        ('X', "an exploit is public"),
        ('A', "attacks were seen"),
    ];
    let public: Vec<&str> =
        known.iter().filter(|(letter, _)| pxa.contains(*letter)).map(|(_, words)| *words).collect();
    fact("Known outside", if public.is_empty() { "nothing".to_owned() } else { public.join(", ") });
    fact(
        "Assigned to",
        state.assigned.map_or_else(
            || "nobody".to_owned(),
            |user| names.get(&user).cloned().unwrap_or_else(|| "a former member".to_owned()),
        ),
    );
    if let Some(report) = report {
        fact(
            "Reporter",
            match &report.identity {
                desk::Identity::Anonymous => "anonymous".to_owned(),
                desk::Identity::Pseudonym { name } => format!("{name} (pseudonym)"),
                desk::Identity::Named { name, contact } => match contact {
                    Some(contact) => format!("{name}, {contact}"),
                    None => name.clone(),
                },
            },
        );
        fact("Details may be passed on", if report.may_pass_on { "yes" } else { "no" }.to_owned());
        if let Some(source) = &report.replay_of {
            fact("Replay of", source.clone());
        }
    }
    let text = |part: &Option<case::Private>| {
        part.as_ref().map(|part| part.as_str().to_owned()).unwrap_or_default()
    };
    fact("Affected product", text(&state.affected.product));
    fact("Affected versions", text(&state.affected.versions));
    fact("Weakness", text(&state.affected.weakness));
    fact("Location", text(&state.affected.location));
    fact(
        "Source files",
        state.affected.sources.iter().map(case::Private::as_str).collect::<Vec<_>>().join(", "),
    );
    fact(
        "Expected to be resolved",
        state.expected.map(|date| date.to_string()).unwrap_or_default(),
    );
    fact(
        "Credit",
        match (&state.credit.line, state.credit.agreed) {
            (Some(line), Some(true)) => format!("{} (agreed)", line.as_str()),
            (Some(line), None) => format!("{} (not yet agreed)", line.as_str()),
            (_, Some(false)) => "declined".to_owned(),
            (None, Some(true)) => "agreed, no line yet".to_owned(),
            (None, None) => String::new(),
        },
    );
    facts
}

/// The response to a post on a case that went well: back to its page.
pub(crate) fn back(slug: &str, handle: &str) -> Response {
    to(&pages::path::case(slug, handle))
}

#[cfg(test)]
mod tests {
    use super::part_of;

    #[test]
    fn every_entry_of_a_long_case_stands_on_one_page_and_the_latest_on_the_first() {
        for last in [0, 1, 99, 100, 101, 250, 861] {
            let (mut before, mut seen) = (None, Vec::new());
            loop {
                let (part, range) = part_of(last, before);
                assert_eq!(part.to_the_end, before.is_none());
                let here: Vec<u64> = range.collect();
                assert!(here.len() <= 100, "{last}");
                seen.splice(0..0, here);
                if part.earlier == 0 {
                    break;
                }
                before = Some(part.first);
            }
            assert_eq!(seen, (1..=last).collect::<Vec<_>>());
        }
        assert_eq!(part_of(5, Some(0)).1, 1..=1);
        assert_eq!(part_of(5, Some(u64::MAX)).1, 1..=5);
    }
}
