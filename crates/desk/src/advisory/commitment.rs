//! What the log says of every edition, compared with what is stored.

use std::collections::BTreeSet;

use access::{Principal, RunJobs, Target, decide};
use advisory::Advisory;
use policy::id::ProgramId;
use sha2::{Digest as _, Sha256};

use crate::Desk;
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
            // Only in the place of one that it named: an entry alone makes no edition.
            if named.remove(&format!("{edition}:{before}")) {
                named.insert(now.to_owned());
            }
        }
        _ => {}
    }
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
        let mut after = None;
        let mut found = BTreeSet::new();
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
                let object = object(&record, row.edition, &digest);
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
        match named.difference(&found).next() {
            Some(gone) => fault(format!("the log names {gone}, which is not stored any more")),
            None => Ok(u64::try_from(found.len()).unwrap_or(u64::MAX)),
        }
    }
}
