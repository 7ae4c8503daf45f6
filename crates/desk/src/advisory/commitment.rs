//! What the log says of every edition, compared with what is stored.

use std::collections::{BTreeMap, BTreeSet};

use access::{Principal, RunJobs, Target, decide};
use advisory::Advisory;
use ledger::{EditionFile, EditionProof};
use policy::id::{AdvisoryId, ProgramId};
use sha2::{Digest as _, Sha256};
use store::published::FileRow;

use crate::Desk;
use crate::checkpoint::LatestCheckpoint;
use crate::error::Error;
use crate::inner::hex;
use crate::verify::{Stop, fault};

/// Editions read at once.
const PAGE: u32 = 500;

/// The act under which the log names an edition.
pub(crate) const ACT: &str = "AdvisoryEdition";

/// The act under which the log names the record that an edition has instead, after a name was taken out.
pub(crate) const REDACTED: &str = "AdvisoryRedacted";
/// What stands between the edition as it is now and the digest it had.
const INSTEAD_OF: &str = "/instead-of:sha256:";

/// What stands before the digest of its list of files.
const FILES: &str = "/files:sha256:";

/// What the log calls an edition out of which a name was taken: as what is stored now, and the digest before.
pub(super) fn redacted(
    record: &Advisory,
    edition: u32,
    digest: &[u8; 32],
    before: &[u8; 32],
) -> String {
    format!("{}{INSTEAD_OF}{}", object(record, edition, digest), hex(before))
}

/// Takes an entry of the log into the editions that it names.
pub(crate) fn note(named: &mut BTreeSet<String>, act: &str, object: &str) {
    match (act, object.split_once(INSTEAD_OF)) {
        (ACT, _) => {
            named.insert(object.to_owned());
        }
        (REDACTED, Some((now, before))) => {
            let Some((edition, _)) = now.rsplit_once(':') else { return };
            let was = format!("{edition}:{before}");
            // Only in the place of one that it named: an entry alone makes no edition. The files that came out
            // with it stay what they were.
            let known = named.iter().find_map(|known| {
                let files = known.strip_prefix(&was)?;
                (files.is_empty() || files.starts_with(FILES)).then(|| files.to_owned())
            });
            if let Some(files) = known {
                named.remove(&format!("{was}{files}"));
                named.insert(format!("{now}{files}"));
            }
        }
        _ => {}
    }
}

/// What the log calls an edition with the files that came out with it.
pub(super) fn with_files(object: &str, files: &[u8; 32]) -> String {
    format!("{object}{FILES}{}", hex(files))
}

/// The public files of an advisory as the log and a proof name them.
pub(super) fn edition_files(rows: &[FileRow]) -> Vec<EditionFile> {
    let file = |row: &FileRow| EditionFile {
        path: row.path.clone(),
        sha256: ledger::Hash::from_bytes(row.sha256.0),
    };
    rows.iter().map(file).collect()
}

/// The SHA-256 of the list of these files.
pub(super) fn digest_of(rows: &[FileRow]) -> [u8; 32] {
    *ledger::files_digest(&edition_files(rows)).as_bytes()
}

/// What the log calls an edition: which it is, and the SHA-256 of its record as it is stored.
pub(super) fn object(record: &Advisory, edition: u32, digest: &[u8; 32]) -> String {
    format!("advisory:{}/edition:{edition}/{}/sha256:{}", record.id, record.status, hex(digest))
}

impl Desk {
    /// Checks that every stored edition is one that the log names, word for word, and that none of those it
    /// names is gone. Says how many there are.
    pub(crate) async fn check_editions(
        &self,
        program: &ProgramId,
        named: &BTreeSet<String>,
    ) -> Result<u64, Stop> {
        let target = Target::Program(program.clone());
        let jobs = decide::<RunJobs>(&Principal::System, target).map_err(Error::from)?;
        let public = self.public_files(program).await?;
        let mut after = None;
        let mut found = BTreeSet::new();
        let mut newest: BTreeMap<AdvisoryId, (u32, [u8; 32])> = BTreeMap::new();
        loop {
            let (proof, id) = (jobs.clone(), program.clone());
            let page = self
                .inner()
                .store
                .read(move |tx| {
                    let (proof, id) = (proof.clone(), id.clone());
                    Box::pin(async move {
                        store::published::editions_of_program(tx, &proof, &id, after, PAGE)
                            .await
                            .map_err(Stop::from)
                    })
                })
                .await?;
            for row in &page {
                let what = format!("edition {} of advisory {}", row.edition, row.advisory_id);
                let digest: [u8; 32] = Sha256::digest(row.record.as_bytes()).into();
                let Ok(record) = super::public::record(&row.record) else {
                    return fault(format!("{what} cannot be read"));
                };
                let mut object = object(&record, row.edition, &digest);
                if let Some(files) = &row.files {
                    object = with_files(&object, &files.0);
                    // By edition, so the last one stays.
                    newest.insert(row.advisory_id, (row.edition, files.0));
                }
                if digest != row.digest.0 || !named.contains(&object) {
                    return fault(format!(
                        "{what} is not the one that the log names: it was changed"
                    ));
                }
                found.insert(object);
            }
            match page.last() {
                Some(last) => after = Some((last.advisory_id, last.edition)),
                None => break,
            }
        }
        for (advisory, (edition, files)) in newest {
            let rows = public.get(&advisory).map(Vec::as_slice).unwrap_or_default();
            if digest_of(rows) != files {
                return fault(format!(
                    "the public files of advisory {advisory} are not those that the log names for its edition {edition}"
                ));
            }
        }
        match named.difference(&found).next() {
            Some(gone) => fault(format!("the log names {gone}, which is not stored any more")),
            None => Ok(u64::try_from(found.len()).unwrap_or(u64::MAX)),
        }
    }

    /// The proof of the edition of an advisory that is out (`docs/formats/edition.md`): that the program's log
    /// names every file that is public of it. `checkpoint` is a signed head of that log.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such advisory, or its edition came out before the log named files,
    /// or after the head.
    pub async fn edition_proof(
        &self,
        program: &ProgramId,
        checkpoint: &LatestCheckpoint,
        public_id: &str,
    ) -> Result<String, Error> {
        let target = Target::Program(program.clone());
        let jobs = decide::<RunJobs>(&Principal::System, target)?;
        let advisory = self.public_row(program, public_id).await?.advisory_id;
        let id = program.clone();
        let (edition, rows, leaf) = self
            .read(move |tx| {
                let (jobs, id) = (jobs.clone(), id.clone());
                Box::pin(async move {
                    let editions = store::published::editions(tx, &id, advisory).await?;
                    let edition = editions.into_iter().next_back().ok_or(Error::NotFound)?;
                    let index = edition.leaf_index.ok_or(Error::NotFound)?;
                    let leaves = store::ledger::leaves(tx, &jobs, &id, index, 1).await?;
                    let leaf = leaves.into_iter().next().ok_or(Error::NotFound)?;
                    Ok((edition, store::published::files(tx, &id, advisory).await?, leaf))
                })
            })
            .await?;
        if leaf.leaf_index >= checkpoint.size {
            return Err(Error::NotFound);
        }
        let proof = EditionProof {
            advisory: public_id.to_owned(),
            edition: edition.edition,
            files: edition_files(&rows),
            entry: leaf.entry.0,
            proof: self.inclusion(program, checkpoint, leaf.leaf_index).await?,
        };
        Ok(proof.to_string())
    }

    /// The public files of every advisory of a program, each hashed as it is stored.
    async fn public_files(
        &self,
        program: &ProgramId,
    ) -> Result<BTreeMap<AdvisoryId, Vec<FileRow>>, Stop> {
        let mut files: BTreeMap<AdvisoryId, Vec<FileRow>> = BTreeMap::new();
        let mut after = String::new();
        loop {
            let (id, place) = (program.clone(), after.clone());
            let page = self
                .read(move |tx| {
                    let (id, place) = (id.clone(), place.clone());
                    Box::pin(async move {
                        Ok(store::published::documents(tx, &id, &place, PAGE).await?)
                    })
                })
                .await?;
            let Some(last) = page.last() else { return Ok(files) };
            after.clone_from(&last.path);
            for row in page {
                let sha256: [u8; 32] = Sha256::digest(&row.body.0).into();
                let file = FileRow { path: row.path, sha256: sha256.into() };
                files.entry(row.advisory_id).or_default().push(file);
            }
        }
    }
}
