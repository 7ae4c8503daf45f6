//! Where a case stands, for those who may know that and read nothing: observers, auditors, and whoever keeps
//! order over restricted cases.
//!
//! A type of its own without a single text of the case: what is not here cannot be shown by mistake.

use access::SeeCase;
use clock::Instant;
use policy::id::{CaseId, ProgramId};
use store::event::EventOutlineRow;

use crate::Desk;
use crate::error::Error;
use crate::list_queue::QueueLine;
use crate::open_case::on_case;
use crate::visitor::Member;

/// A case without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOutline {
    /// Its line of the queue.
    pub line: QueueLine,
    /// Its events: kind, time, pseudonym.
    pub events: Vec<EventOutlineRow>,
    /// Whether it is restricted to those named on it.
    pub restricted: bool,
    /// Since when a legal hold keeps it.
    pub held_since: Option<Instant>,
    /// What was erased of it, and when.
    pub erased: Vec<(String, Instant)>,
}

impl Desk {
    /// Where a case stands.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist, or the member may not know that it does.
    pub async fn outline(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<CaseOutline, Error> {
        let (principal, id) = (member.principal(), program.clone());
        self.read(move |tx| {
            let (principal, id) = (principal.clone(), id.clone());
            Box::pin(async move {
                let proof = on_case::<SeeCase>(tx, &principal, &id, case).await?;
                let line = store::case_file::outline(tx, &proof).await?.ok_or(Error::NotFound)?;
                let erased = store::erasure::of_case(tx, &proof).await?;
                Ok(CaseOutline {
                    line,
                    events: store::event::outline(tx, &proof).await?,
                    restricted: matches!(
                        proof.target(),
                        access::Target::Case(access::CaseFacts { restricted: true, .. })
                    ),
                    held_since: store::case_file::held_since(tx, &proof).await?,
                    erased: erased.into_iter().map(|row| (row.what, row.erased_at)).collect(),
                })
            })
        })
        .await
    }
}
