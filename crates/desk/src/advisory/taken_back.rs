//! Names that reporters took back, remembered beside the anchors, outside the data folder: a backup that is
//! restored may be older than what the reporter said.
//!
//! The list holds no name. A line is `PROGRAM CASE back|given TAG`, the tag an HMAC of the name under a subkey of
//! the root key; the last line of a name counts. A restore goes through it before anything is served, and every
//! publication asks it before it names a reporter. Decision 0186.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use access::{AppendLedger, Principal, RunJobs, Target, decide};
use advisory::model::{Credit, Name};
use policy::id::{CaseId, ProgramId};
use seal::{RootUse, Subkey};

use super::credit::of_reporter;
use super::rename::Renaming;
use crate::Desk;
use crate::erasure::append_line;
use crate::error::Error;
use crate::inner::hex;
use crate::open_case::OpenCase;

/// What the list is called beside the anchors.
const END: &str = ".names";

/// The list, read.
pub(super) struct TakenBack {
    key: Subkey,
    tags: BTreeMap<(ProgramId, CaseId), BTreeSet<String>>,
}

impl TakenBack {
    fn has(&self, program: &ProgramId, case: CaseId, name: &str) -> bool {
        let tags = self.tags.get(&(program.clone(), case));
        tags.is_some_and(|tags| tags.contains(&tag(&self.key, program, case, name)))
    }
}

fn tag(key: &Subkey, program: &ProgramId, case: CaseId, name: &str) -> String {
    hex(&key.mac(&[program.as_str().as_bytes(), case.as_bytes(), name.trim().as_bytes()]))
}

impl Desk {
    fn names_key(&self) -> Subkey {
        let inner = self.inner();
        inner.root_key.subkey(&inner.instance, RootUse::Names)
    }

    fn names_list(&self) -> PathBuf {
        let mut path = self.inner().anchors.path().as_os_str().to_owned();
        path.push(END);
        PathBuf::from(path)
    }

    /// Writes down what a reporter said of their names, once it is committed.
    pub(crate) fn note_names(&self, renaming: &Renaming) {
        let (key, now) = (self.names_key(), renaming.is());
        let mut lines = String::new();
        for case in renaming.cases() {
            let mut line = |word: &str, name: &str| {
                let tag = tag(&key, renaming.program(), *case, name);
                lines.push_str(&format!("{} {case} {word} {tag}\n", renaming.program()));
            };
            for name in renaming.was().iter().filter(|name| Some(name.as_str()) != now) {
                line("back", name);
            }
            if let Some(name) = now {
                line("given", name);
            }
        }
        if let Err(error) = append_line(&self.names_list(), &lines) {
            tracing::error!(%error, "a name that was taken back was not noted beside the anchors");
        }
    }

    pub(super) fn names_taken_back(&self) -> Result<TakenBack, Error> {
        let text = match std::fs::read_to_string(self.names_list()) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::bug("list of names taken back", &error)),
        };
        let mut tags: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [program, case, word, tag] = words[..] else { continue };
            let (Ok(program), Ok(case)) = (program.parse(), case.parse()) else { continue };
            let tags = tags.entry((program, case)).or_default();
            match word {
                "back" => tags.insert(tag.to_owned()),
                _ => tags.remove(tag),
            };
        }
        Ok(TakenBack { key: self.names_key(), tags })
    }

    /// The credit of the reporter of a case, as they said last: in the case, or after the backup from which the
    /// case came.
    pub(super) fn credit_of_reporter(&self, opened: &OpenCase) -> Result<Option<Credit>, Error> {
        let Some(credit) = of_reporter(opened) else { return Ok(None) };
        let is_back =
            self.names_taken_back()?.has(&opened.program, opened.id, credit.name.as_str());
        Ok((!is_back).then_some(credit))
    }

    /// Takes names out of what is public that a restored backup brought back. Says out of how many advisories.
    ///
    /// # Errors
    /// When the list cannot be read, or the store fails: nothing may be served then.
    pub(crate) async fn replay_names(&self) -> Result<u64, Error> {
        let back = self.names_taken_back()?;
        let mut changed = 0;
        for ((program, case), _) in back.tags.iter().filter(|(_, tags)| !tags.is_empty()) {
            let Ok(here) = self.program(program) else { continue };
            let target = || Target::Program(program.clone());
            let jobs = decide::<RunJobs>(&Principal::System, target())?;
            let append = decide::<AppendLedger>(&Principal::System, target())?;
            let (of, read, id) = (*case, jobs.clone(), program.clone());
            let rows = self
                .read(move |tx| {
                    let (read, id) = (read.clone(), id.clone());
                    Box::pin(async move {
                        let rows = store::advisory::public_of_case(tx, &read, &id, of).await?;
                        let mut all = Vec::new();
                        for row in rows {
                            let id = row.advisory_id;
                            let editions =
                                store::published::editions(tx, &row.program_id, id).await?;
                            all.push((row, editions));
                        }
                        let fame = store::credit::lines_of_case(tx, &read, &id, of).await?;
                        Ok((all, fame))
                    })
                })
                .await?;
            let (rows, fame) = rows;
            let mut names: BTreeSet<String> = BTreeSet::new();
            let is_back = |name: &str| back.has(program, *case, name);
            for (row, editions) in &rows {
                let records = editions.iter().map(|edition| edition.record.as_str());
                for record in records.chain([row.published.as_str()]) {
                    let record = super::public::record(record)?;
                    let found =
                        record.credits.iter().filter(|credit| credit.name != Name::Anonymous);
                    let found = found.map(|credit| credit.name.as_str().trim().to_owned());
                    names.extend(found.filter(|name| is_back(name)));
                }
            }
            let fame: Vec<String> = fame.into_iter().filter(|line| is_back(line)).collect();
            if names.is_empty() && fame.is_empty() {
                continue;
            }
            changed += u64::try_from(rows.len()).unwrap_or(u64::MAX);
            let renaming = Renaming::of_restored(self, &here, *case, names)?;
            let work = Arc::new((renaming, rows, fame));
            self.write(move |tx| {
                let (work, jobs, append) = (Arc::clone(&work), jobs.clone(), append.clone());
                Box::pin(async move {
                    let (renaming, rows, fame) = &*work;
                    for line in fame {
                        store::credit::forget(tx, &jobs, renaming.program(), of, line).await?;
                    }
                    for (row, _) in rows {
                        renaming.rename(tx, &append, of, row).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        }
        Ok(changed)
    }
}
