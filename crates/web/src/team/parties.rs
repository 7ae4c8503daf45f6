//! `/desk/p/{program}/cases/{case}/parties`: who else is on a case, how each stands, and an invitation.
//!
//! A hundred vendors stay one page: grouped by how they stand, counted, filtered by the address. Whoever is
//! silent is shown as silent, with the days.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use case::{Actor, NoticeState, Participant, PartyRole, PartyStanding, Private, Tlp};
use clock::Instant;
use desk::{Error, FieldError, Instruction, Invitation, Member, OpenCase, Program};
use pages::desk::{
    CaseFact, PartiesPage, PartyGroup, PartyPage, PartyRow, ShownOncePage, StandingCount,
};
use pages::{Choice, CommandView, Field, FieldKind, path};

use super::{opened, opened_at, posted};
use crate::answer::{self, Answer, Halt, failed, sentence, to};
use crate::portal::mailbox::typed_fields;
use crate::site::{App, Site, program_ref};
use crate::words;

/// The filter of every standing that waits for a word.
const ANY_SILENT: &str = "any-silent";
/// The longest part of a statement that the list shows, in characters.
const SHORTENED: usize = 120;
/// What is done about one party, from its page.
const ABOUT_ONE: [&str; 5] =
    ["party-message", "record-status", "consent", "decline-consent", "remove-party"];

/// The filter in the address.
#[derive(serde::Deserialize)]
pub(crate) struct Shown {
    show: Option<String>,
}

/// The parties of a case in a few words.
pub(crate) fn in_words(case: &OpenCase) -> String {
    let binds = case.state.embargo.state.binds();
    let (mut total, mut silent) = (0, 0);
    for (_, party) in case.state.parties() {
        total += 1;
        silent += usize::from(party.standing(binds).is_silent());
    }
    match (total, silent) {
        (0, _) => "No other party; invite one".to_owned(),
        (1, 0) => "1 party".to_owned(),
        (1, _) => "1 party, silent".to_owned(),
        (total, 0) => format!("{total} parties"),
        (total, silent) => format!("{total} parties, {silent} silent"),
    }
}

/// What somebody has to decide about the embargo, and notices that were missed.
pub(crate) fn warnings(case: &OpenCase, now: Instant) -> Vec<String> {
    let mut warnings = Vec::new();
    if case.state.embargo.decision_owed {
        warnings.push("Attacks or a leak were seen while the embargo binds. Decide to keep it, to shorten it or to end it, with the reason; nothing else can be done with it before.".to_owned());
    }
    if let Some(notice) = case::disclosure_notice(&case.state, &case.policy, now)
        && notice.state == NoticeState::Missed
    {
        let due = words::when(notice.due).words;
        warnings.push(match notice.told {
            Some(told) => format!(
                "The parties were told of the publication at {}, which was due by {due}.",
                words::when(told).words
            ),
            None => format!("The parties were not told of the publication by {due}."),
        });
    }
    warnings
}

/// `GET`: the parties.
pub(crate) async fn list(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    Query(shown): Query<Shown>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie, program, case) = opened_at(&site, &parts, &slug, &handle).await?;
    let known = |shown: &String| shown == ANY_SILENT || PartyStanding::from_name(shown).is_some();
    let shown = shown.show.filter(known);
    let tried = Tried { typed: &BTreeMap::new(), errors: &[] };
    answer::page(&list_page(&site, &member, &cookie, &program, &case, shown, tried))
}

/// `POST`: invites a party, and shows the link once.
pub(crate) async fn invite(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &id, &handle).await.map_err(fail)?;
    let typed = typed_fields(&form);
    let mut fields = typed.clone();
    let until = fields.remove("until").unwrap_or_default();
    let invited = match until_of(&until) {
        Ok(until) => site.desk.invite_party(&member, &id, case, fields, until).await,
        Err(error) => Err(error),
    };
    match invited {
        Ok(invitation) => {
            let next = path::party(&slug, &handle, &invitation.party);
            shown_once(&site, &member, &cookie, &invitation, next)
        }
        Err(error @ (Error::Fields(_) | Error::Refused(_))) => {
            let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
            let errors = errors_of(&error);
            let tried = Tried { typed: &typed, errors: &errors };
            let page = list_page(&site, &member, &cookie, &program, &case, None, tried);
            answer::page_with(status_of(&error), &page)
        }
        Err(error) => Err(fail(error)),
    }
}

/// `GET …/{party}`: one party.
pub(crate) async fn one(
    State(site): State<App>,
    Path((slug, handle, name)): Path<(String, String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie, program, case) = opened_at(&site, &parts, &slug, &handle).await?;
    let tried = Tried { typed: &BTreeMap::new(), errors: &[] };
    let page = one_page(&site, &member, &cookie, &program, &case, &name, ("", tried)).await?;
    answer::page(&page)
}

/// `POST …/{party}/link`: makes the link of a party's invitation.
pub(crate) async fn link(
    State(site): State<App>,
    Path((slug, handle, name)): Path<(String, String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &id, &handle).await.map_err(fail)?;
    let made = match until_of(form.text("until")) {
        Ok(until) => site.desk.make_party_link(&member, &id, case, &name, until).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(invitation) => {
            let next = path::party(&slug, &handle, &name);
            shown_once(&site, &member, &cookie, &invitation, next)
        }
        Err(error @ Error::Fields(_)) => {
            let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
            let (typed, errors) = (typed_fields(&form), errors_of(&error));
            let tried = ("link", Tried { typed: &typed, errors: &errors });
            let page = one_page(&site, &member, &cookie, &program, &case, &name, tried).await?;
            answer::page_with(status_of(&error), &page)
        }
        Err(error) => Err(fail(error)),
    }
}

/// `POST …/{party}/do/{command}`: a command about one party.
pub(crate) async fn act(
    State(site): State<App>,
    Path((slug, handle, name, command)): Path<(String, String, String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &id, &handle).await.map_err(fail)?;
    if !ABOUT_ONE.contains(&command.as_str()) {
        return Err(fail(Error::NotFound));
    }
    let typed = typed_fields(&form);
    let mut fields = typed.clone();
    let about = if command == "party-message" { "to" } else { "participant" };
    fields.insert(about.to_owned(), name.clone());
    let instruction = Instruction {
        command: command.clone(),
        fields,
        seen: form.text("expected_seq").parse().ok(),
        ..Instruction::default()
    };
    match site.desk.act(&member, &id, case, instruction).await {
        Ok(_) => Ok(to(&path::party(&slug, &handle, &name))),
        Err(error @ (Error::Fields(_) | Error::Refused(_) | Error::Conflict)) => {
            let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
            let errors = errors_of(&error);
            let tried = (command.as_str(), Tried { typed: &typed, errors: &errors });
            let page = one_page(&site, &member, &cookie, &program, &case, &name, tried).await?;
            answer::page_with(status_of(&error), &page)
        }
        Err(error) => Err(fail(error)),
    }
}

/// The end of an access, as it was typed; nothing where nothing was.
pub(super) fn until_of(typed: &str) -> Result<Option<Instant>, Error> {
    match typed.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|error: clock::InstantError| Error::field("until", error.to_string())),
    }
}

fn errors_of(error: &Error) -> Vec<FieldError> {
    match error {
        Error::Fields(fields) => fields.clone(),
        other => vec![FieldError { field: String::new(), message: other.to_string() }],
    }
}

fn status_of(error: &Error) -> StatusCode {
    StatusCode::from_u16(answer::kind_of(error).status())
        .unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

fn shown_once(
    site: &Site,
    member: &Member,
    cookie: &str,
    invitation: &Invitation,
    next: String,
) -> Answer {
    answer::page(&ShownOncePage {
        frame: site.desk_frame(Some(cookie), Some(member)),
        title: "The link of the invitation".to_owned(),
        lead: vec![
            "It is shown only once. Hand it over by a way that you trust: whoever opens it first can answer for the party. It shows the terms, and is worth nothing once it was answered.".to_owned(),
            format!("Access ends at {}.", words::when(invitation.until).words),
        ],
        lines: vec![invitation.link.clone()],
        next: (next, "To the party".to_owned()),
    })
}

/// What came back with a form that has to be corrected.
#[derive(Clone, Copy)]
struct Tried<'a> {
    typed: &'a BTreeMap<String, String>,
    errors: &'a [FieldError],
}

impl Tried<'_> {
    /// A field with what was typed, and what is wrong with it.
    fn fill(&self, field: Field) -> Field {
        let field = match self.typed.get(&field.name) {
            Some(value) => field.value(value.clone()),
            None => field,
        };
        match self.errors.iter().find(|error| error.field == field.name) {
            Some(error) => field.error(sentence(&error.message)),
            None => field,
        }
    }

    /// What is wrong with no field of these.
    fn whole(&self, fields: &[Field]) -> Option<String> {
        let is_shown = |error: &&FieldError| fields.iter().all(|field| field.name != error.field);
        self.errors.iter().find(is_shown).map(|error| sentence(&error.message))
    }
}

fn in_full<'a>(name: &'a str, party: &'a Participant) -> &'a str {
    party.name.as_ref().map_or(name, Private::as_str)
}

fn days(since: Instant, now: Instant) -> String {
    match now.since(since).unwrap_or_default().as_secs() / 86_400 {
        0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

fn row(name: &str, party: &Participant, binds: bool, now: Instant) -> PartyRow {
    let statement = party.statement.as_ref();
    let mut text: String = statement
        .map(|said| said.text.as_str().chars().take(SHORTENED).collect())
        .unwrap_or_default();
    if statement.is_some_and(|said| said.text.as_str().chars().nth(SHORTENED).is_some()) {
        text.push('…');
    }
    PartyRow {
        party: name.to_owned(),
        name: in_full(name, party).to_owned(),
        role: party.role.label().to_owned(),
        asked: party.asked.map(words::day),
        silence: party.silent_since(binds).map(|since| days(since, now)).unwrap_or_default(),
        statement: text,
        by_team: statement.is_some_and(|said| said.by_team),
        heard: party.heard.map(words::day),
    }
}

fn facts(case: &OpenCase, now: Instant) -> Vec<CaseFact> {
    let fact = |label: &str, value: String| CaseFact { label: label.to_owned(), value };
    let embargo = match &case.state.embargo.terms {
        Some(terms) if case.state.embargo.state.binds() => {
            format!("until {}", words::when(terms.ends).words)
        }
        _ => "none".to_owned(),
    };
    let mut facts =
        vec![fact("Embargo", embargo), fact("Mark", case.state.tlp().mark().to_owned())];
    for proposal in &case.state.embargo.proposals {
        let words = format!("until {}, by {}", words::when(proposal.terms.ends).words, proposal.by);
        facts.push(fact("Proposed", words));
    }
    if let Some(notice) = case::disclosure_notice(&case.state, &case.policy, now) {
        let words = match notice.state {
            NoticeState::Owed => format!("due by {}", words::when(notice.due).words),
            NoticeState::Kept => "given in time".to_owned(),
            NoticeState::Missed => format!("missed: due by {}", words::when(notice.due).words),
        };
        facts.push(fact("Notice to the parties", words));
    }
    facts
}

fn list_page(
    site: &Site,
    member: &Member,
    cookie: &str,
    program: &Program,
    case: &OpenCase,
    shown: Option<String>,
    tried: Tried<'_>,
) -> PartiesPage {
    let now = site.desk.now();
    let binds = case.state.embargo.state.binds();
    let mut standings: BTreeMap<PartyStanding, Vec<PartyRow>> = BTreeMap::new();
    for (name, party) in case.state.parties() {
        standings.entry(party.standing(binds)).or_default().push(row(name, party, binds, now));
    }
    let count = |counted: &dyn Fn(PartyStanding) -> bool| -> usize {
        standings.iter().filter(|(one, _)| counted(**one)).map(|(_, rows)| rows.len()).sum()
    };
    let (total, silent) = (count(&|_| true), count(&PartyStanding::is_silent));
    let counts = standings
        .iter()
        .map(|(standing, rows)| StandingCount {
            key: standing.as_str().to_owned(),
            label: standing.label().to_owned(),
            count: rows.len(),
        })
        .collect();
    let passes = |standing: PartyStanding| match shown.as_deref() {
        None => true,
        Some(ANY_SILENT) => standing.is_silent(),
        Some(name) => standing.as_str() == name,
    };
    let groups = standings
        .into_iter()
        .filter(|(standing, _)| passes(*standing))
        .map(|(standing, mut rows)| {
            rows.sort_by_key(|row| row.name.to_lowercase());
            PartyGroup {
                key: standing.as_str().to_owned(),
                label: standing.label().to_owned(),
                silent: standing.is_silent(),
                rows,
            }
        })
        .collect();
    let slug = program.id.as_str();
    let links = [
        ("party-message", "Write to every party"),
        ("notify-parties", "Tell them when you publish"),
        ("keep-embargo", "Keep the embargo"),
        ("shorten-embargo", "Shorten the embargo"),
        ("terminate-embargo", "End the embargo"),
        ("set-tlp", "Change the mark"),
    ];
    let actor = Actor::Member(member.user);
    let open = case::open_commands(&case.state, &actor, &case.policy, now);
    let is_open = |name: &str| {
        case.offers(name) && open.iter().any(|(spec, allowed)| spec.name == name && allowed.is_ok())
    };
    let may_invite = case.may.holds(access::PermissionKind::ShareCase) && case.offers("invite");
    let fields = if may_invite { invite_fields(&tried) } else { Vec::new() };
    PartiesPage {
        frame: site.desk_frame(Some(cookie), Some(member)).within(program_ref(program)),
        program: program_ref(program),
        handle: case.handle.clone(),
        title: super::case::title(case),
        facts: facts(case, now),
        warnings: warnings(case, now),
        total,
        silent,
        standings: counts,
        shown,
        groups,
        links: links
            .into_iter()
            .filter(|(name, _)| is_open(name))
            .map(|(name, label)| (path::command(slug, &case.handle, name), label.to_owned()))
            .collect(),
        error: tried.whole(&fields),
        fields,
    }
}

fn invite_fields(tried: &Tried<'_>) -> Vec<Field> {
    let roles = PartyRole::ALL
        .iter()
        .filter(|role| **role != PartyRole::Reporter)
        .map(|role| Choice::new(role.as_str(), role.label()))
        .collect();
    let marks = Tlp::CHOICES.iter().map(|(value, label)| Choice::new(*value, *label)).collect();
    [
        Field::text("name", "Name").help("Of the vendor, upstream project or CERT.").required(),
        Field::text("role", "Role").kind(FieldKind::Choice(roles)).required(),
        Field::text("contact", "Contact")
            .help("How you reach it outside of this program. Only the team sees this."),
        Field::text("rules", "Rules")
            .help(
                "What it is asked to keep to besides the embargo. It reads this before it agrees.",
            )
            .kind(FieldKind::LongText),
        Field::text("tlp", "Mark")
            .help("How far what it is told may be passed on; as the case is marked when empty.")
            .kind(FieldKind::Choice(marks)),
        Field::text("hours", "Hours to answer")
            .help("168 when empty, at least 72; silence counts as a no."),
        Field::text("until", "Access until")
            .help("Half a year when empty.")
            .kind(FieldKind::Moment),
    ]
    .into_iter()
    .map(|field| tried.fill(field))
    .collect()
}

async fn one_page(
    site: &Site,
    member: &Member,
    cookie: &str,
    program: &Program,
    case: &OpenCase,
    name: &str,
    (tried_command, tried): (&str, Tried<'_>),
) -> Result<PartyPage, Halt> {
    let fail = |error: Error| failed(site.desk_frame(Some(cookie), Some(member)), &error);
    let found = case.state.parties().find(|(known, _)| *known == name);
    let Some((_, party)) = found else { return Err(fail(Error::NotFound)) };
    let access = site.desk.party_access(member, case).await.map_err(fail)?.remove(name);
    let now = site.desk.now();
    let binds = case.state.embargo.state.binds();
    let commands = commands(site, member, case, party, (tried_command, tried));
    let slug = program.id.as_str();
    let entries = (1_u64..)
        .zip(&case.events)
        .filter(|(_, event)| {
            event.fact.named_party() == Some(name)
                || matches!(&event.actor, Actor::Participant(by) if by == name)
        })
        .map(|(seq, event)| {
            let files = case
                .files
                .iter()
                .filter(|file| file.seq == seq)
                .map(|file| pages::FileView {
                    name: file.name.clone(),
                    size: words::size(file.stored_bytes),
                    href: format!("{}/files/{}", path::case(slug, &case.handle), file.id),
                    inside: Some(path::file_inside(slug, &case.handle, &file.id.to_string())),
                })
                .collect();
            words::entry(seq, event, files, "The reporter", |user| {
                case.names.get(&user).cloned().unwrap_or_else(|| "a former member".to_owned())
            })
        })
        .collect();
    let may_link = case.may.holds(access::PermissionKind::ShareCase)
        && case.offers("invite")
        && party.removed.is_none();
    let until = Field::text("until", "Access until")
        .help("Half a year when empty.")
        .kind(FieldKind::Moment);
    let link = may_link.then(|| if tried_command == "link" { tried.fill(until) } else { until });
    let link_label = if access.is_some() { "Make a new link" } else { "Make a link" };
    let linked = link.as_slice();
    Ok(PartyPage {
        frame: site.desk_frame(Some(cookie), Some(member)).within(program_ref(program)),
        program: program_ref(program),
        handle: case.handle.clone(),
        party: name.to_owned(),
        name: in_full(name, party).to_owned(),
        standing: party.standing(binds).label().to_owned(),
        facts: facts_of(party, access, binds, now),
        statement: party
            .statement
            .as_ref()
            .map(|said| said.text.as_str().to_owned())
            .unwrap_or_default(),
        by_team: party.statement.as_ref().is_some_and(|said| said.by_team),
        entries,
        error: (tried_command == "link").then(|| tried.whole(linked)).flatten(),
        commands,
        link,
        link_label: link_label.to_owned(),
        expected_seq: case.last_seq,
    })
}

fn commands(
    site: &Site,
    member: &Member,
    case: &OpenCase,
    party: &Participant,
    (tried_command, tried): (&str, Tried<'_>),
) -> Vec<CommandView> {
    if party.removed.is_some() {
        return Vec::new();
    }
    let asked = party.standing(case.state.embargo.state.binds());
    let is_asked = matches!(asked, PartyStanding::Asked | PartyStanding::AskedAgain);
    let actor = Actor::Member(member.user);
    let open = case::open_commands(&case.state, &actor, &case.policy, site.desk.now());
    let nothing = BTreeMap::new();
    ABOUT_ONE
        .iter()
        .filter_map(|name| open.iter().find(|(spec, _)| spec.name == *name))
        .filter(|(spec, _)| case.offers(spec.name))
        .filter(|(spec, _)| is_asked || !matches!(spec.name, "consent" | "decline-consent"))
        .map(|(spec, allowed)| {
            let (typed, errors) = match tried_command == spec.name {
                true => (tried.typed, tried.errors),
                false => (&nothing, &[][..]),
            };
            let mut view =
                words::command_view(spec, allowed, &case.state, &case.policy, typed, errors);
            view.fields.retain(|field| !matches!(field.name.as_str(), "participant" | "to"));
            if spec.name == "party-message" {
                "Write to this party".clone_into(&mut view.label);
                "Only this party and the team read it.".clone_into(&mut view.help);
                view.audience = Some(pages::Audience::Party);
            }
            view
        })
        .collect()
}

fn facts_of(
    party: &Participant,
    access: Option<(bool, Instant)>,
    binds: bool,
    now: Instant,
) -> Vec<CaseFact> {
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push(CaseFact { label: label.to_owned(), value });
        }
    };
    let text =
        |text: Option<&Private>| text.map(|text| text.as_str().to_owned()).unwrap_or_default();
    let when = |at: Option<Instant>| at.map(|at| words::when(at).words).unwrap_or_default();
    fact("Role", party.role.label().to_owned());
    fact("Contact", text(party.contact.as_ref()));
    fact("Report", party.report.name().to_owned());
    fact("Fix", party.fix.map(|fix| fix.name().to_owned()).unwrap_or_default());
    fact("Affected", party.impact.map(|said| said.label().to_owned()).unwrap_or_default());
    fact("Asked", when(party.asked));
    fact("Answer by", when(party.respond_by));
    fact("Agreed", when(party.agreed));
    fact("Silent for", party.silent_since(binds).map(|since| days(since, now)).unwrap_or_default());
    fact("Said no because", text(party.declined.as_ref()));
    fact("Mark", party.tlp.map(|tlp| tlp.mark().to_owned()).unwrap_or_default());
    fact("Rules", text(party.rules.as_ref()));
    let (holds, until) = match access {
        Some((true, until)) => ("a key of its own", when(Some(until))),
        Some((false, until)) => ("the link of its invitation", when(Some(until))),
        None => ("nothing: no link was made, or it was taken off", String::new()),
    };
    fact("Holds", holds.to_owned());
    fact("Access until", until);
    facts
}
