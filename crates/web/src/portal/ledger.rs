//! `GET /p/{program}/ledger`: the newest signed checkpoint, as a C2SP signed note. The first comment line
//! of a receipt's verifier is the key that the statistics page shows.

use axum::extract::{Path, State};

use super::find;
use crate::answer::{self, Answer, failed};
use crate::site::{App, program_ref};

/// The checkpoint as text.
pub(crate) async fn get(State(site): State<App>, Path(slug): Path<String>) -> Answer {
    let program = find(&site, &slug)?;
    let frame = site.portal(None).within(program_ref(&program));
    match site.desk.sign_checkpoint(&program).await {
        Ok(Some(checkpoint)) => Ok(answer::text("text/plain; charset=utf-8", checkpoint.note)),
        Ok(None) => Err(failed(frame, &desk::Error::NotFound)),
        Err(error) => Err(failed(frame, &error)),
    }
}
