//! The public side of a program's log: its key, its newest checkpoint, and how to verify a receipt.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use desk::Error;
use ledger::Tile;
use pages::desk::LedgerPage;
use pages::portal::Checkpoint;

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, program_ref};
use crate::words;

/// `GET /p/{program}/ledger`: the page.
pub(crate) async fn get(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let checkpoint =
        site.desk.sign_checkpoint(&program).await.map_err(|error| failed(frame.clone(), &error))?;
    let key = program.ledger_key();
    answer::page(&LedgerPage {
        program: program_ref(&program),
        signed: checkpoint.as_ref().map(|checkpoint| words::when(checkpoint.signed_at)),
        commands: vec![format!("candor verify --receipt candor-receipt.txt --key '{key}'")],
        checkpoint: checkpoint.map(|checkpoint| Checkpoint {
            text: checkpoint.note,
            size: checkpoint.size.to_string(),
            key,
        }),
        access: None,
        security: None,
        entries: Vec::new(),
        frame,
    })
}

/// `GET /p/{program}/checkpoint`: the newest checkpoint as a C2SP signed note.
pub(crate) async fn checkpoint(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    match site.desk.sign_checkpoint(&program).await {
        Ok(Some(checkpoint)) => Ok(answer::text("text/plain; charset=utf-8", checkpoint.note)),
        Ok(None) => Err(failed(frame, &Error::NotFound)),
        Err(error) => Err(failed(frame, &error)),
    }
}

/// `GET /p/{program}/log/tile/{place}`: a tile of hashes (C2SP tlog-tiles). Bundles of entries are not
/// served: they say who did what when, if only under pseudonyms.
pub(crate) async fn tile(
    State(site): State<App>,
    Path((slug, place)): Path<(String, String)>,
) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    let tile: Tile =
        format!("tile/{place}").parse().map_err(|_| failed(frame.clone(), &Error::NotFound))?;
    let bytes = site.desk.log_tile(&program, tile).await;
    let bytes = bytes.map_err(|error| failed(frame, &error))?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response())
}
