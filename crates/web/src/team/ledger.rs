//! `GET /desk/p/{program}/ledger`: the log's signed head, and how to verify it.

use axum::extract::{Path, Request, State};
use desk::Error;
use pages::desk::LedgerPage;
use pages::portal::Checkpoint;

use crate::answer::{self, Answer, failed};
use crate::site::{App, program_ref};
use crate::visit::member;
use crate::words;

/// The page.
pub(crate) async fn get(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member));
    let fail = |error: Error| failed(frame.clone(), &error);
    let id: policy::id::ProgramId = slug.parse().map_err(|_| fail(Error::NotFound))?;
    if !member.may_in(&id, access::PermissionKind::ReadMembers) {
        return Err(fail(Error::NotFound));
    }
    let program = site.desk.program(&id).map_err(fail)?;
    let checkpoint = site.desk.sign_checkpoint(&program).await.map_err(fail)?;
    let key = program.ledger_key();
    answer::page(&LedgerPage {
        program: program_ref(&program),
        signed: checkpoint.as_ref().map(|checkpoint| words::when(checkpoint.signed_at)),
        checkpoint: checkpoint.map(|checkpoint| Checkpoint {
            text: checkpoint.note,
            size: checkpoint.size.to_string(),
            key: key.clone(),
        }),
        commands: vec![
            format!("candor verify --program {slug}"),
            format!("candor verify --receipt candor-receipt.txt --key '{key}'"),
        ],
        access: member
            .may_in(&id, access::PermissionKind::ReadAudit)
            .then(|| pages::path::access_log(&slug)),
        security: member
            .may_in(&id, access::PermissionKind::ManageMembers)
            .then(|| pages::path::security(&slug)),
        entries: Vec::new(),
        frame: frame.within(program_ref(&program)),
    })
}
