//! A name that is taken back, or changed, after it came out: gone from everything that is public, in the
//! transaction in which the reporter says so.
//!
//! What is public needs no key of a case, so nobody of the team has to be there. The advisory gets a next
//! edition that says that a credit was changed, so that whoever keeps copies learns of it; the stored records
//! of the editions before lose the name too, and the log names the digest that each has instead. Decision 0238.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{AppendLedger, Authorized, Principal, RunJobs, Target, decide};
use advisory::Advisory;
use advisory::model::{Credit, Revision};
use advisory::publication;
use case::Case;
use clock::Instant;
use policy::id::{CaseId, ProgramId};
use sha2::{Digest as _, Sha256};
use store::ChangesCase;
use store::credit::CreditRow;

use super::commitment::{REDACTED, redacted};
use super::credit::{line_of_fame, names_ever, of};
use super::publish::{Edition, Signers};
use crate::Desk;
use crate::error::Error;
use crate::open_case::OpenCase;
use crate::program::Program;
use crate::record::Leaf;
use crate::sending::{News, Outgoing};

/// A reporter's name in public, and what stands there from now on.
#[derive(Clone)]
pub(crate) struct Renaming {
    jobs: Authorized<RunJobs>,
    program: ProgramId,
    address: String,
    /// The cases whose advisories may name the reporter: their own, the one it is the same as, and those that
    /// were split from it.
    cases: Vec<CaseId>,
    /// Every name they had.
    was: BTreeSet<String>,
    is: Option<Credit>,
    /// Their line on the hall of fame.
    line: Option<String>,
    signers: Signers,
    outgoing: Arc<Outgoing>,
    now: Instant,
}

impl Desk {
    /// What a reporter's word on their credit changes in what is public: `after` is the case with it.
    pub(crate) fn renaming(&self, opened: &OpenCase, after: &Case) -> Result<Renaming, Error> {
        let program = self.program(&opened.program)?;
        let mut cases = vec![opened.id];
        cases.extend(opened.state.original);
        cases.extend(&opened.state.children);
        Ok(Renaming {
            jobs: decide::<RunJobs>(&Principal::System, Target::Program(program.id.clone()))?,
            address: self.program_address(&program),
            cases,
            was: names_ever(opened),
            is: of(after, &opened.policy),
            line: line_of_fame(after, &opened.policy),
            signers: self.signers(&program),
            outgoing: Arc::new(self.outgoing_of_nobody()),
            program: program.id.clone(),
            now: self.now(),
        })
    }
}

impl Renaming {
    /// The names that a restored backup brought back, to be taken out again.
    pub(super) fn of_restored(
        desk: &Desk,
        program: &Program,
        case: CaseId,
        was: BTreeSet<String>,
    ) -> Result<Self, Error> {
        Ok(Self {
            jobs: decide::<RunJobs>(&Principal::System, Target::Program(program.id.clone()))?,
            address: desk.program_address(program),
            cases: vec![case],
            was,
            is: None,
            line: None,
            signers: desk.signers(program),
            outgoing: Arc::new(desk.outgoing_of_nobody()),
            program: program.id.clone(),
            now: desk.now(),
        })
    }

    /// The program.
    pub(super) fn program(&self) -> &ProgramId {
        &self.program
    }

    /// The cases whose advisories may name the reporter.
    pub(super) fn cases(&self) -> &[CaseId] {
        &self.cases
    }

    /// Every name they had.
    pub(super) fn was(&self) -> &BTreeSet<String> {
        &self.was
    }

    /// The name from now on.
    pub(super) fn is(&self) -> Option<&str> {
        self.is.as_ref().map(|credit| credit.name.as_str().trim())
    }

    /// Changes everything that is public, the hall of fame included.
    pub(crate) async fn write(
        &self,
        tx: &store::Tx<'_>,
        proof: &impl ChangesCase,
        append: &Authorized<AppendLedger>,
    ) -> Result<(), Error> {
        let known = store::credit::of_case(tx, proof).await?;
        store::credit::withdraw(tx, proof).await?;
        if let Some((line, before)) = self.line.clone().zip(known.into_iter().next()) {
            store::credit::publish(tx, proof, &CreditRow { line, ..before }).await?;
        }
        for case in &self.cases {
            let rows =
                store::advisory::public_of_case(tx, &self.jobs, &self.program, *case).await?;
            for row in rows {
                self.rename(tx, append, *case, &row).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn rename(
        &self,
        tx: &store::Tx<'_>,
        append: &Authorized<AppendLedger>,
        case: CaseId,
        row: &store::advisory::PublishedRow,
    ) -> Result<(), Error> {
        let mut leaves = Vec::new();
        let editions = store::published::editions(tx, &self.program, row.advisory_id).await?;
        for mut edition in editions {
            let mut record = super::public::record(&edition.record)?;
            if !self.apply(&mut record) {
                continue;
            }
            let before = edition.digest.0;
            edition.record =
                serde_json::to_string(&record).map_err(|e| Error::bug("advisory to JSON", &e))?;
            let digest: [u8; 32] = Sha256::digest(edition.record.as_bytes()).into();
            edition.digest = digest.into();
            let object = redacted(&record, edition.edition, &digest, &before);
            leaves.push(Leaf::of_act(REDACTED, &object, "reporter", None, self.now)?);
            store::published::redact(tx, &self.jobs, row.advisory_id, &edition).await?;
        }
        if !leaves.is_empty() {
            crate::ledger_log::append_act(tx, append, &leaves).await?;
        }
        let mut record = super::public::record(&row.published)?;
        if !self.apply(&mut record) {
            return Ok(());
        }
        record.revisions.push(Revision {
            number: row.edition.saturating_add(1),
            at: self.now,
            summary: "A credit was changed at the wish of whom it named.".to_owned(),
        });
        // What cannot be rendered any more must not stay with the name either.
        let (documents, mut gone) = publication::documents(&record, &self.address)
            .unwrap_or_else(|_| (Vec::new(), publication::PUBLISHED.to_vec()));
        // A withdrawn advisory leaves documents as they were that cannot say so.
        for format in publication::PUBLISHED {
            let is_new = documents.iter().any(|document| document.format == *format);
            if is_new || gone.contains(format) {
                continue;
            }
            let key = publication::name(*format);
            let left = store::published::in_format(tx, &self.program, row.advisory_id, key).await?;
            if left.is_some_and(|left| self.is_in(&left.body)) {
                gone.push(*format);
            }
        }
        let edition = Edition {
            advisory: row.advisory_id,
            number: row.edition.saturating_add(1),
            at: self.now,
            actor: "reporter".to_owned(),
        };
        // Whoever keeps a copy elsewhere is told: the CVE programme has the name too.
        let news = News {
            program: &self.program,
            case,
            replay: row.replay,
            advisory: row.advisory_id,
            edition: edition.number,
            record: &record,
            address: &self.address,
            documents: &documents,
            now: self.now,
        };
        for work in self.outgoing.work(&news)? {
            store::outbox::enqueue(tx, &self.program, &work).await?;
        }
        let written = edition.render(&record, (documents, gone), &self.signers, self.now)?;
        let json = &written.edition.record;
        store::advisory::amend(tx, &self.jobs, &self.program, row, json, self.now).await?;
        written.write(tx, &self.jobs, append).await
    }

    /// Puts what stands there from now on in the place of every name the reporter had. Says whether the record
    /// is another by that.
    fn apply(&self, record: &mut Advisory) -> bool {
        let is_theirs = |credit: &Credit| self.was.contains(credit.name.as_str().trim());
        let Some(place) = record.credits.iter().position(is_theirs) else { return false };
        let reads_the_same = |credit: &Credit| {
            self.is.as_ref().is_some_and(|is| is.line_and_role() == credit.line_and_role())
        };
        if record.credits.iter().filter(|credit| is_theirs(credit)).all(reads_the_same) {
            return false;
        }
        record.credits.retain(|credit| !is_theirs(credit));
        if let Some(credit) = &self.is {
            super::credit::put(record, place, credit.clone());
        }
        true
    }

    fn is_in(&self, body: &[u8]) -> bool {
        let text = String::from_utf8_lossy(body);
        self.was.iter().any(|name| !name.is_empty() && text.contains(name.as_str()))
    }
}
