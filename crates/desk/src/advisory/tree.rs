//! The folder `csaf/` of a program: the documents, and the files that are derived from them.
//!
//! Derived files are made from what is published and kept until another edition comes out: the count of
//! editions, read with every request, tells. So every node serves what the last publication left, and a feed
//! of thousands of entries is written once.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use advisory::format::Format;
use advisory::model::{Publisher, PublisherCategory};
use advisory::provider::{Entry, Listing, Provider, key_path, listings};

use policy::id::ProgramId;

use super::publish::format_key;
use crate::Desk;
use crate::error::Error;
use crate::program::Program;

/// The derived files of the folder `csaf/`, by their path within it.
pub type CsafListings = BTreeMap<String, Listing>;

/// Derived files, and how many editions were out when they were made.
pub(crate) struct Derived {
    editions: u64,
    files: Arc<CsafListings>,
}

impl Desk {
    /// Who publishes the advisories of a program.
    pub(super) fn publisher_of(&self, program: &Program) -> Publisher {
        let about = &program.policy.program;
        Publisher {
            name: about.name.clone(),
            namespace: about.url.clone().unwrap_or_else(|| self.program_address(program)),
            category: PublisherCategory::Vendor,
            contact: about.contacts.first().map(|contact| contact.way.in_words()),
            authority: None,
            cve: self.publishing().cve.clone(),
        }
    }

    /// Under which path the metadata of a program is meant to be read: the first program's at the well-known
    /// place.
    #[must_use]
    pub fn csaf_metadata_path(&self, program: &Program) -> String {
        let is_first = self.programs().first().is_some_and(|first| first.id == program.id);
        if is_first {
            "/.well-known/csaf/provider-metadata.json".to_owned()
        } else {
            format!("/p/{}/csaf/provider-metadata.json", program.id)
        }
    }

    /// How many editions of a program came out: it grows with each, so it tells whether anything changed.
    ///
    /// # Errors
    /// When the store does.
    pub async fn editions_out(&self, program: &ProgramId) -> Result<u64, Error> {
        let of = program.clone();
        self.read(move |tx| {
            let of = of.clone();
            Box::pin(async move { Ok(store::published::count(tx, &of).await?) })
        })
        .await
    }

    /// The derived files of the folder `csaf/` of a program: metadata, feeds, indexes, listings of folders.
    ///
    /// # Errors
    /// When the store does.
    pub async fn csaf_listings(&self, program: &Program) -> Result<Arc<CsafListings>, Error> {
        let editions = self.editions_out(&program.id).await?;
        if let Some(files) = self.kept_listings(program, editions) {
            return Ok(files);
        }
        let of = program.id.clone();
        let (editions, rows) = self
            .read(move |tx| {
                let of = of.clone();
                Box::pin(async move {
                    let count = store::published::count(tx, &of).await?;
                    let rows = store::published::lines(tx, &of, format_key(Format::Csaf20)).await?;
                    Ok((count, rows))
                })
            })
            .await?;
        let openpgp = self.openpgp();
        let own = openpgp.map(|key| key.fingerprint());
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let record = super::public::record(&row.record)?;
            let Some((published, updated)) = record.published().zip(record.modified()) else {
                continue;
            };
            entries.push(Entry {
                path: row.path.strip_prefix("csaf/").unwrap_or(&row.path).to_owned(),
                id: record.id.to_string(),
                title: record.title,
                summary: record.summary,
                published,
                updated,
                tlp: record.tlp,
                // Only what the key verifies that is offered beside it counts as signed.
                is_signed: row.signed_by.is_some() && row.signed_by == own,
            });
        }
        let provider = Provider {
            base: format!("{}/csaf", self.program_address(program)),
            canonical_url: format!("{}{}", self.public_url(), self.csaf_metadata_path(program)),
            publisher: self.publisher_of(program),
            since: program.versions.first().map_or_else(|| self.now(), |(_, since)| *since),
            fingerprint: openpgp.map(|key| key.certificate_fingerprint()),
        };
        let mut files = listings(&provider, &entries);
        if let Some(key) = openpgp {
            let listing = Listing { media_type: "application/pgp-keys", body: key.certificate() };
            files.insert(key_path(&key.certificate_fingerprint()), listing);
        }
        let files = Arc::new(files);
        let derived = Derived { editions, files: Arc::clone(&files) };
        let mut known = self.inner().csaf.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(program.id.clone(), derived);
        Ok(files)
    }

    fn kept_listings(&self, program: &Program, editions: u64) -> Option<Arc<CsafListings>> {
        let known = self.inner().csaf.read().unwrap_or_else(PoisonError::into_inner);
        let derived = known.get(&program.id).filter(|derived| derived.editions == editions)?;
        Some(Arc::clone(&derived.files))
    }
}
