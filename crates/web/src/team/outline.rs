//! A case for those who may know where it stands and read nothing of it.

use std::sync::Arc;

use desk::{Error, Member, Program};
use pages::desk::{CaseFact, OutlineEntry, OutlinePage};

use crate::answer::{self, Answer, failed};
use crate::site::{Site, program_ref};
use crate::words;

/// The page.
pub(crate) async fn get(
    site: &Site,
    member: &Member,
    cookie: &str,
    program: &Arc<Program>,
    handle: &str,
) -> Answer {
    let frame = || site.desk_frame(Some(cookie), Some(member));
    let fail = |error: Error| failed(frame(), &error);
    let case = site.desk.case_by_handle(member, &program.id, handle).await.map_err(fail)?;
    let outline = site.desk.outline(member, &program.id, case).await.map_err(fail)?;
    let line = &outline.line;
    let mut facts = vec![("Status", line.headline.replace('-', " "))];
    if outline.restricted {
        facts.push(("Access", "restricted to the people named on it".to_owned()));
    }
    if let Some(since) = outline.held_since {
        facts.push(("Legal hold", format!("since {}", words::day(since).words)));
    }
    for (what, at) in &outline.erased {
        facts.push(("Erased", format!("{what}, on {}", words::day(*at).words)));
    }
    if let Some(due) = line.next_due_at {
        facts.push(("Next due", words::when(due).words));
    }
    answer::page(&OutlinePage {
        frame: frame().within(program_ref(program)),
        program: program_ref(program),
        handle: line.handle.clone(),
        received: words::when(line.opened_at),
        facts: facts
            .into_iter()
            .map(|(label, value)| CaseFact { label: label.to_owned(), value })
            .collect(),
        entries: outline
            .events
            .into_iter()
            .map(|event| OutlineEntry {
                seq: event.seq,
                when: words::when(event.recorded_at),
                act: event.kind,
                actor: event.actor,
            })
            .collect(),
    })
}
