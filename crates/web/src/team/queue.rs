//! `GET /desk`: the queue, what is owed next first.

use axum::extract::{Query, Request, State};
use clock::{Due, Instant, in_words, standing_in_words};
use desk::{Error, QueueAsk};
use pages::desk::{CaseFilter, Notice, QueuePage, QueueRow, Urgency};
use pages::{NoteKind, ProgramRef};
use policy::id::{CaseId, ProgramId};
use serde::Deserialize;

use super::posted;
use crate::answer::{self, Answer, failed, to};
use crate::site::App;
use crate::visit::{member, member_with};
use crate::words;

/// The part of the queue that the address asks for.
#[derive(Deserialize, Default)]
pub(crate) struct Ask {
    #[serde(default)]
    program: Option<String>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    after: Option<String>,
}

/// What is due sooner than this is soon.
const SOON: core::time::Duration = core::time::Duration::from_secs(24 * 60 * 60);

/// A place in the queue, or its beginning.
type Place = Option<(Option<Instant>, CaseId)>;

/// A place in the queue as text: `due-case`, `due` in seconds or empty.
pub(crate) fn cursor(at: Option<Instant>, case: CaseId) -> String {
    let at = at.map_or_else(String::new, |at| at.second().to_string());
    format!("{at}_{case}")
}

/// Reads a place back.
pub(crate) fn read_cursor(text: &str) -> Place {
    let (at, case) = text.split_once('_')?;
    let at = if at.is_empty() { None } else { Some(Instant::from_second(at.parse().ok()?)) };
    Some((at, case.parse().ok()?))
}

/// The program and the place in its queue that an address names; nothing when it names none there can be.
fn read_place(ask: &Ask) -> Option<(Option<ProgramId>, Place)> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let program = match given(&ask.program) {
        Some(slug) => Some(slug.parse().ok()?),
        None => None,
    };
    let after = match given(&ask.after) {
        Some(text) => Some(read_cursor(&text)?),
        None => None,
    };
    Some((program, after))
}

/// The page.
pub(crate) async fn get(
    State(site): State<App>,
    Query(ask): Query<Ask>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let filter = ask.state.as_deref().and_then(CaseFilter::from_value).unwrap_or_default();
    let Some((program, after)) = read_place(&ask) else {
        let (member, cookie) = member(&site, &parts).await?;
        return Err(failed(site.desk_frame(Some(&cookie), Some(&member)), &Error::NotFound));
    };
    let wanted = QueueAsk {
        program: program.clone(),
        closed: filter == CaseFilter::Closed,
        after,
        ..QueueAsk::default()
    };
    let (member, cookie, queue) =
        member_with(&site, &parts, async |cookie| site.desk.queue_of_session(cookie, wanted).await)
            .await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member));
    let now = site.desk.now();
    let names: Vec<ProgramRef> = site
        .desk
        .programs()
        .iter()
        .filter(|program| member.sees(&program.id))
        .map(|program| crate::site::program_ref(program))
        .collect();
    let name_of = |id: &ProgramId| {
        names
            .iter()
            .find(|program| program.slug == id.as_str())
            .cloned()
            .unwrap_or(ProgramRef { slug: id.to_string(), name: id.to_string() })
    };
    let rows = queue
        .lines
        .iter()
        .map(|line| {
            let (urgency, due_words) = urgency(line, now);
            QueueRow {
                program: name_of(&line.program_id),
                case: line.handle.clone(),
                handle: line.handle.clone(),
                owed: line
                    .next_due_promise
                    .as_deref()
                    .and_then(|promise| {
                        let program = site.desk.program(&line.program_id).ok()?;
                        let policy = site.desk.policy_of_case(&program, line.policy_version)?;
                        Some(words::act_words(policy.promise(promise)?.act))
                    })
                    .unwrap_or_else(|| "Nothing owed".to_owned()),
                to: line.next_due_to.as_deref().map(words::stored_party).unwrap_or_default(),
                due: line.next_due_at.map(words::when),
                due_words,
                urgency,
                others: 0,
                state: line.headline.replace('-', " "),
                assignee: line.assignee.map(|user| {
                    if user == member.user {
                        member.login.clone()
                    } else {
                        "a colleague".to_owned()
                    }
                }),
                unread: queue.notices.iter().any(|(program, notice)| {
                    *program == line.program_id && notice.case_id == Some(line.case_id)
                }),
                replay: line.replay,
            }
        })
        .collect();
    let late: u64 = queue.counts.iter().map(|(_, counts)| counts.late.counted).sum();
    let more_late = queue.counts.iter().any(|(_, counts)| counts.late.more);
    answer::page(&QueuePage {
        programs: names,
        program: program.map(|program| program.to_string()),
        filter,
        rows,
        next_page: queue.next.map(|(at, case)| cursor(at, case)),
        continued: after.is_some(),
        late: usize::try_from(late).unwrap_or(usize::MAX),
        more_late,
        notices: notices(&queue, &site, now),
        frame,
    })
}

/// `POST …/notices/seen`: the team has seen what is new.
pub(crate) async fn seen(State(site): State<App>, request: Request) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let chosen = match form.text("program") {
        "" => None,
        slug => Some(slug.parse::<ProgramId>().map_err(|_| fail(Error::NotFound))?),
    };
    let programs = match &chosen {
        Some(program) => vec![program.clone()],
        None => site
            .desk
            .programs()
            .iter()
            .map(|program| program.id.clone())
            .filter(|program| member.sees(program))
            .collect(),
    };
    for program in &programs {
        site.desk.see_notices(&member, program).await.map_err(fail)?;
    }
    Ok(to(&pages::path::queue_of(chosen.as_ref().map(ProgramId::as_str), "open", None)))
}

fn urgency(line: &desk::QueueLine, now: Instant) -> (Urgency, String) {
    let Some(due) = line.next_due_at else {
        let words = match &line.waiting {
            Some(_) => "waiting".to_owned(),
            None => {
                format!("opened {} ago", in_words(now.since(line.opened_at).unwrap_or_default()))
            }
        };
        return (Urgency::None, words);
    };
    let words = standing_in_words(&Due::by(due), now);
    let urgency = match due.since(now) {
        None => Urgency::Late,
        Some(left) if left <= SOON => Urgency::Soon,
        Some(_) => Urgency::Later,
    };
    (urgency, words)
}

/// Notices older than this are history: the queue and the cases say what still holds.
const NEWS: core::time::Duration = core::time::Duration::from_secs(3 * 24 * 60 * 60);

fn notices(queue: &desk::Queue, site: &crate::site::Site, now: Instant) -> Vec<Notice> {
    let mut counts: std::collections::BTreeMap<(String, String), usize> =
        std::collections::BTreeMap::new();
    let recent = queue
        .notices
        .iter()
        .filter(|(_, notice)| now.since(notice.created_at).is_none_or(|age| age <= NEWS));
    for (program, notice) in recent {
        *counts.entry((notice.kind.clone(), program.to_string())).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|((kind, program), count)| {
            let name = program
                .parse()
                .ok()
                .and_then(|id| site.desk.program(&id).ok())
                .map_or(program, |program| program.policy.program.name.clone());
            let (kind, words) = match kind.as_str() {
                "report-received" => {
                    (NoteKind::Information, format!("{} to {name}.", of(count, "new report")))
                }
                "case-transferred" => (
                    NoteKind::Information,
                    format!("{} handed over to {name} by another program.", of(count, "case")),
                ),
                "reporter-wrote" => (
                    NoteKind::Information,
                    format!("{} from reporters of {name}.", of(count, "new message")),
                ),
                "remind" => {
                    (NoteKind::Warning, format!("{name}: {} due soon.", of(count, "promise")))
                }
                "broken" | "mark-broken" => (
                    NoteKind::Warning,
                    format!("{name}: {} not kept in time.", of(count, "promise")),
                ),
                "alert" => (
                    NoteKind::Warning,
                    format!(
                        "{name}: {} of something unusual. They are under Alerts.",
                        of(count, "alert")
                    ),
                ),
                "review-due" => {
                    (NoteKind::Warning, format!("The policy of {name} is due for review."))
                }
                refused if refused.starts_with("release-refused") => {
                    let why = why_not_released(refused);
                    (
                        NoteKind::Warning,
                        format!("{name}: {} could not come out at the minute that was settled: {why}", of(count, "advisory draft")),
                    )
                }
                "cve-record-refused" => (
                    NoteKind::Warning,
                    format!("{name}: {} did not reach the CVE programme. The server's log says why; mend it, then send it again with `candor advisory cve send`.", of(count, "CVE record")),
                ),
                "cve-record-sent" => (
                    NoteKind::Information,
                    format!("{name}: {} with the CVE programme, and the case could not be told. Record the notice to the CVE list there.", of(count, "CVE record")),
                ),
                "webhook-undelivered" => (
                    NoteKind::Warning,
                    format!("{name}: {} of a publication did not reach a webhook, after a day of trying.", of(count, "message")),
                ),
                "mail-undelivered" => (
                    NoteKind::Warning,
                    format!("{name}: mail to subscribers was not taken by the relay, after a day of trying. The server\u{2019}s log says why."),
                ),
                "duty-begins" => (
                    NoteKind::Information,
                    format!(
                        "A law in the policy of {name} will soon ask for something all the time. Every explanation of the policy says what."
                    ),
                ),
                "duty-open" => (
                    NoteKind::Warning,
                    format!("The policy of {name} does not publish what a law in it asks for."),
                ),
                other => (
                    NoteKind::Information,
                    format!("{name}: {} ({count}).", other.replace('-', " ")),
                ),
            };
            Notice { kind, words, details: String::new() }
        })
        .collect()
}

fn of(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// Why a settled publication did not happen, and what to do.
fn why_not_released(kind: &str) -> &'static str {
    match kind {
        "release-refused-embargo" => "an embargo was in force. End it, or settle a later minute.",
        "release-refused-rule" => {
            "the case does not allow it any more. Open it: the advisory says what stands against it."
        }
        "release-refused-text" => {
            "something is missing, nobody agreed to the text, or the key that signs is over. Open the advisory: it says which."
        }
        "release-refused-right" => {
            "whoever settled it may not publish any more. Somebody else has to settle it."
        }
        _ => {
            "the server failed; its log says at what. Publish it by hand, or settle another minute."
        }
    }
}
