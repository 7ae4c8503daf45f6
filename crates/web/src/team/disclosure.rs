//! `/desk/p/{program}/cases/{case}/disclosure`: what the public sees, beside what was reported.

use advisory::publication;
use axum::extract::{Path, Request, State};
use case::{Case, CommandKind};
use pages::desk::{DisclosurePage, ReportedField};

use super::opened;
use crate::answer::{self, Answer, failed, sentence};
use crate::portal::advisories::body;
use crate::site::{App, program_ref};
use crate::visit::member;

/// `GET`: the page.
pub(crate) async fn get(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member)).within(program_ref(&program));
    let shown = site
        .desk
        .disclosure(&member, &case)
        .await
        .map_err(|error| failed(frame.clone(), &error))?;
    let actor = case::Actor::Member(member.user);
    let commands = case::open_commands(&case.state, &actor, &case.policy, site.desk.now());
    let publish = commands.iter().find(|(spec, _)| spec.kind == CommandKind::PublishAdvisory);
    let standing = match publish {
        Some((_, Err(refusal))) => sentence(&refusal.sentence),
        _ => agreed(&case.state).to_owned(),
    };
    let place = publication::place("https://example.org", &shown.record);
    let mut public = body(&shown.record, &place);
    if case.state.advisory.is_none() {
        public.id = "(given when it is published)".to_owned();
        public.published = None;
    }
    answer::page(&DisclosurePage {
        frame,
        program: program_ref(&program),
        case: case.handle.clone(),
        handle: case.handle.clone(),
        standing,
        told: shown.told,
        fields: shown
            .fields
            .into_iter()
            .map(|field| ReportedField {
                label: field.label,
                pieces: field.pieces.into_iter().map(|p| (p.text, p.is_public)).collect(),
                is_private: field.is_private,
            })
            .collect(),
        body: (!shown.record.title.is_empty()).then_some(public),
    })
}

/// On whose word it may come out.
fn agreed(state: &Case) -> &'static str {
    if state.is_declined() {
        "The reporter agreed that this report, which was declined, is disclosed."
    } else if state.advisory.is_some() {
        "It is out; this is the edition that its draft would make."
    } else {
        "Nothing stands against its publication."
    }
}
